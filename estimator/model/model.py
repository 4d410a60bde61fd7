"""What a flattening gives: the model of a sheet."""

from __future__ import annotations

from estimator.notation.tree import Argument, Best, Call, Literal, Measure, Negation, Range
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.found import Found
    from estimator.model.frames import Quantity
    from estimator.model.modules import Module
    from estimator.model.steps import Step
    from estimator.notation.tree import Check, Example, Expression
    from estimator.problems import Problem
    from estimator.units.kinds import Kind


@record
class CheckStep:
    """A `check` line: the step whose value says whether it holds, and the probability that is asked for."""

    check: Check
    step: int
    probability: float | None


@record
class ExampleStep:
    """A `## example:` line: what it computes, what it should be, and by how much it may differ."""

    example: Example
    name: str
    actual: int
    expected: int
    tolerance: int | None
    relative: bool
    kind: Kind


class Model:
    """A flattened sheet: `steps` to compute, `quantities` to show, `checks` to hold, and warnings and notes."""

    __slots__ = (
        *(
            "checks",
            "examples",
            "module",
            "problems",
            "proposed",
            "quantities",
            "references",
            "scenario",
            "steps",
            "units",
        ),
    )

    def __init__(self, module: Module, steps: list[Step]) -> None:
        self.module = module
        self.steps = steps
        self.quantities: dict[str, Quantity] = {}
        self.checks: list[CheckStep] = []
        self.examples: list[ExampleStep] = []
        self.problems: list[Problem] = []
        self.references: dict[str, Quantity] = {}  # quantities of other sheets, by path
        self.scenario = ""  # the title of the scenario that the sheet is in
        self.units: set[str] = set()  # the texts of the units that were used
        # What the overrides of scenarios give, by the title and the name; where the steps can hold them.
        self.proposed: dict[tuple[str, str], Found] = {}


def written_unit(expression: Expression) -> str:
    """The unit in which a literal or a range was written; empty for anything else."""
    match expression:
        case Literal(unit=unit, percent=percent):
            return unit or ("%" if percent else "")
        case Measure(_, _, unit):
            return unit
        case Range(_, high):
            return written_unit(high)
        case Best(best, _, high):
            return best.unit or written_unit(high)
        case Negation("negative", operand) | Call("spread", (Argument("", operand),)):
            return written_unit(operand)
        case _:
            return ""
