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
    from estimator.notation.tree import Check, Example, Expression, Growth
    from estimator.problems import Problem
    from estimator.units.kinds import Kind


@record
class CheckStep:
    """A `check` line: the step whose value says whether it holds, and the probability that is asked for.

    `horizon` is how long it is to hold from today on, in seconds; None where it is about today alone.
    """

    check: Check
    step: int
    probability: float | None
    horizon: float | None = None


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


@record
class Growing:
    """A quantity that changes with time: the step of its value today, and how.

    stages      the step of each rate, the time that it is for (in seconds, of 40%/year a year; 0 of an amount per time)
                and the step of how long it lasts, None for ever
    peaks       months (from 1) with the step of what the quantity is then, as a factor; `around` says that the months
                are the crests of a wave
    growth      as it is written; `path` is the name of the quantity
    """

    path: str
    step: int
    stages: tuple[tuple[int, float, int | None], ...]
    peaks: tuple[tuple[int, int], ...]
    around: bool
    growth: Growth


class Model:
    """A flattened sheet: `steps` to compute, `quantities` to show, `checks` to hold, and warnings and notes."""

    __slots__ = (
        *(
            "checks",
            "examples",
            "growing",
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
        self.growing: list[Growing] = []  # what changes with time, and how
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
