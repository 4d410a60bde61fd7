"""`solve`: what an assumption must be for a target to hold; the twin of `estimate solve`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from estimator.api.solver import Solver, assumptions
from estimator.api.told import Told
from estimator.languages.solutions import (
    ANY,
    ITSELF,
    LEAP,
    WITHIN,
    Solution,
    SolutionTexts,
    exhibits,
    unsolved,
)
from estimator.languages.values import Values
from estimator.notation.printer import print_expression
from estimator.problems import refused
from estimator.reckoning.asked import asked

if TYPE_CHECKING:
    from estimator.languages.exhibit import Exhibit
    from estimator.model.modules import Module
    from estimator.reckoning.asked import Asked

BUDGET = 600_000  # steps that are worked out while all assumptions are solved for: some seconds on the largest sheets
NOT_TRIED = f"not tried, for the sheet has many assumptions: name {ITSELF} with --for"


class Solutions(Told):
    """What the assumptions of an estimate must be for a target to hold, each alone: those that can be, then why not.

    `values` are those of the estimate as it is; `alone` says that one assumption was asked for.
    """

    def __init__(self, question: Asked, solutions: tuple[Solution, ...], *, alone: bool) -> None:
        self.asked = question
        self.solutions = solutions
        self.alone = alone
        self.values = Values(question.target.evaluation)
        self.texts = SolutionTexts(question, self.values)

    @property
    def found(self) -> bool:
        """Whether some assumption can do it."""
        return any(not each.reason for each in self.solutions)

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """One table: an assumption a row, what it is, what it must be, and the range of that."""
        return exhibits(self.solutions, self.texts, alone=self.alone)

    def to_dict(self) -> dict[str, Any]:
        """What `estimate solve --json` prints: the target, what it is now, the solutions, and what has none."""
        from estimator.writers.json import in_unit, unit_text

        question = self.asked
        now = float(question.target.evaluation.values[question.target.left])
        found = []
        for each in self.solutions:
            if each.reason:
                continue
            row: dict[str, Any] = {"name": each.name, "relation": each.relation}
            numbers = {"value": each.value, "other": each.other, "next": each.next, "low": each.low, "high": each.high}
            if each.other == each.value or each.relation == LEAP or math.isnan(each.other):
                del numbers["other"]
            for key, value in numbers.items():
                if value is not None and math.isfinite(value):
                    row[key] = in_unit(value, each.quantity, self.values)
            row |= {"unit": unit_text(each.quantity, self.values), "text": self.texts.value(each)}
            row |= {"range": self.texts.range(each)} if self.texts.range(each) else {}
            row |= {"formula": each.formula} if each.formula else {}
            found.append(row)
        return {
            "target": self.texts.wanted,
            "now": {
                "value": in_unit(now, self.texts.left, self.values),
                "unit": unit_text(self.texts.left, self.values),
                "text": self.texts.side(now),
            },
            "solutions": found,
            "unsolved": [
                {"name": each.name, "reason": each.reason.replace(ITSELF, "it")}
                for each in self.solutions
                if each.reason
            ],
            "notes": [note.message for note in question.notes],
        }


def solutions(
    module: Module, overrides: list[str], scenario: str, target: str, for_: str | None = None, at: str = ""
) -> Solutions:
    """What assumptions of a sheet must be for a target to hold: the named one, or each alone. EstimateError."""
    question = asked(module, overrides, scenario, target, at)
    solver = Solver(module, overrides, scenario, question, at)
    if for_ is None:
        return Solutions(question, tuple(_each_alone(solver)), alone=False)
    solution = solver.solution(solver.assumption(for_), alone=True)
    if solution.reason:
        raise refused(for_, solution.reason.replace(ITSELF, for_), solution.remedy)
    return Solutions(question, (solution,), alone=True)


def _each_alone(solver: Solver) -> list[Solution]:
    """Every assumption solved for, in the order of the sheet; of hundreds those that the budget reaches.

    The lines of the sheet come before the cells of its tables, and what costs least before what costs more.
    """
    found = assumptions(solver.model)
    costs = {each.step: solver.cost(each) for each in found}
    spent, tried = 0, set[int]()
    for each in sorted(found, key=lambda each: ("." in each.definition.name, costs[each.step])):
        spent += costs[each.step]
        if spent <= BUDGET or not tried or not costs[each.step]:
            tried.add(each.step)
    return [
        solver.solution(each, alone=False) if each.step in tried else unsolved(each, NOT_TRIED, "name it with --for")
        for each in found
    ]


def the_value(found: Solutions) -> float:
    """The one number that was asked for, in base units: of several that hold, the end nearest to the present value."""
    (solution,) = found.solutions
    if solution.relation == ANY:
        message = f"{found.texts.wanted} holds whatever {solution.name} is"
        raise refused(solution.name, message, "ask for more, or leave the assumption out")
    if solution.relation == LEAP:
        texts, right = found.texts, print_expression(found.asked.comparison.right)
        message = f"no value of {solution.name} gives {texts.wanted} exactly: {texts.leap(solution)}"
        raise refused(solution.name, message, f"ask which values stay below: {texts.subject} < {right}")
    start = float(found.asked.target.evaluation.values[solution.quantity.step])
    low, high = solution.value, solution.other
    if low <= start <= high and solution.relation == WITHIN:
        return high
    return min((low, high), key=lambda each: abs(each - start))
