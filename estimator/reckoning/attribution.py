"""What each of several edits to a sheet does alone: the older sheet, reckoned with one of them at a time.

The effects of one at a time add up to the whole where edits do not touch each other; the rest is what they do together.
"""

from __future__ import annotations

from estimator.model.changes import CHECK, SCENARIO, USED, edited
from estimator.model.modules import Module
from estimator.notation.sheet import Sheet
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.model.changes import Changes, Edit
    from estimator.notation.sheet import Line
    from estimator.reckoning.evaluate import Evaluation

MOST, MOST_STEPS = 60, 200_000  # edits that are reckoned one by one, and their steps together
TOO_MANY = "not reckoned by itself beside so many others"


def alone(
    found: Changes, old: Module, new: Module, overrides: Sequence[str] = (), scenario: str = ""
) -> list[tuple[Edit, Evaluation | str | None]]:
    """Each edit with the older sheet in which it alone is made; why that has no values, or None where it does nothing.

    A line that is only there for another one, or no more, does nothing by itself; nor does a check.
    """
    asked = [each for each in found.edits if not _is_idle(each)]
    runs: dict[int, Evaluation | str] = {}
    steps = 0
    for place, edit in enumerate(asked):
        if place >= MOST or steps > MOST_STEPS:
            runs[id(edit)] = TOO_MANY
            continue
        try:
            module = with_lines(old, edited(found, edit, new))
            module.read = {**old.read, **new.read} if edit.kind == USED else {**new.read, **old.read}
            run = runs[id(edit)] = estimate(module, overrides, scenario)
            steps += len(run.model.steps)
        except EstimateError as error:
            runs[id(edit)] = f"does not stand alone: {error.problems[0].message}"
    return [(edit, runs.get(id(edit))) for edit in found.edits]


def _is_idle(edit: Edit) -> bool:
    return edit.kind in (CHECK, SCENARIO) or edit.before is None or edit.after is None


def with_lines(module: Module, lines: Sequence[Line]) -> Module:
    """A sheet with other lines, at the place of its file."""
    sheet = Sheet(module.source)
    sheet.documentation, sheet.lines = module.sheet.documentation, list(lines)
    made = Module(sheet, module.name, module.folder)
    made.read = dict(module.read)
    return made
