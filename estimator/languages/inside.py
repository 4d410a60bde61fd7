"""The steps inside a quantity's calls, as a tree: what a reader sees who opens it."""

from __future__ import annotations

from math import isfinite

from estimator.languages.report import Inner
from estimator.languages.values import step_text
from estimator.model.describe import BOOLEAN
from estimator.model.steps import is_silent, is_trial
from estimator.notation.tree import Call
from estimator.notation.walking import walk
from estimator.reckoning.taken import taken_steps
from estimator.units.display import show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.model.steps import Step


def inner_steps(quantity: Quantity, values: Values) -> list[Inner]:
    """The steps that went into a quantity's calls, each before its own parts."""
    if quantity.step is None:
        return []
    evaluation = values.evaluation
    steps, numbers = evaluation.model.steps, evaluation.values
    prefix = f"{quantity.definition.name}."
    taken = sorted(taken_steps(quantity.step, steps, numbers))
    lines = {steps[index].name.removeprefix(prefix): index for index in taken if _is_inside(quantity, index, steps)}
    found = []
    for depth, path, name in _branches(lines):
        step, number = steps[lines[path]], numbers[lines[path]]
        shown = "yes" if number else "no"
        if step.kind is not BOOLEAN and not isfinite(number):
            shown = "too large"  # the middle of a range of which only the mean is asked for
        elif step.kind is not BOOLEAN:
            shown = str(show(float(number), step.kind, None, digits=values.digits, exact=values.exact))
        found.append(Inner(lines[path], depth, path, name, shown, step_text(step)))
    return found


def why_nothing_is_inside(quantity: Quantity, values: Values) -> str:
    """What to say of a quantity without inner steps."""
    model = values.evaluation.model
    if quantity.step is not None and any(
        _is_inside(quantity, index, model.steps) for index in range(quantity.first_step, quantity.step)
    ):
        return "what it calls is on a side that is not taken"
    calls = [each.path for each in walk(quantity.definition.expression) if isinstance(each, Call)]
    formulas = [path for path in calls if "." in path or path in model.module.definitions]
    if formulas:
        return f"{formulas[0]} is one line, without steps of its own"
    return "it calls no formula, and its line is all of it"


def _is_inside(quantity: Quantity, index: int, steps: Sequence[Step]) -> bool:
    step = steps[index]
    is_own = index >= quantity.first_step and step.name.startswith(f"{quantity.definition.name}.")
    return is_own and not (is_silent(step) or is_trial(step))


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
