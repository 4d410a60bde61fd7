"""The steps inside a quantity's calls, as a tree: what a reader sees who opens it."""

from __future__ import annotations

from estimator.languages.report import Inner
from estimator.languages.values import step_text
from estimator.model.describe import BOOLEAN
from estimator.model.steps import is_silent, is_trial
from estimator.reckoning.taken import taken_steps
from estimator.units.display import show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.languages.values import Values
    from estimator.model.frames import Quantity


def inner_steps(quantity: Quantity, values: Values) -> list[Inner]:
    """The steps that went into a quantity's calls, each before its own parts."""
    if quantity.step is None:
        return []
    evaluation = values.evaluation
    steps, numbers = evaluation.model.steps, evaluation.values
    prefix = f"{quantity.definition.name}."
    lines: dict[str, int] = {}
    for index in sorted(taken_steps(quantity.step, steps, numbers)):
        step = steps[index]
        if index >= quantity.first_step and step.name.startswith(prefix) and not (is_silent(step) or is_trial(step)):
            lines[step.name.removeprefix(prefix)] = index
    found = []
    for depth, path, name in _branches(lines):
        step, number = steps[lines[path]], numbers[lines[path]]
        shown = "yes" if number else "no"
        if step.kind is not BOOLEAN:
            shown = str(show(float(number), step.kind, None, digits=values.digits, exact=values.exact))
        found.append(Inner(lines[path], depth, path, name, shown, step_text(step)))
    return found


def _branches(lines: dict[str, int]) -> Iterator[tuple[int, str, str]]:
    """The paths of some steps with their depths and what is new of them, each before its own parts."""
    parts: dict[str, list[str]] = {}
    for path in lines:
        above = path.rpartition(".")[0]
        while above and above not in lines:
            above = above.rpartition(".")[0]
        parts.setdefault(above, []).append(path)
    waiting = [(0, path, path) for path in reversed(parts.get("", []))]
    while waiting:
        depth, path, name = waiting.pop()
        yield depth, path, name
        below = [(depth + 1, each, each.removeprefix(f"{path}.")) for each in parts.get(path, [])]
        waiting += reversed(below)
