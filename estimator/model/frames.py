"""Where names are looked up while a sheet is flattened: instances of modules, and the frames of calls."""

from __future__ import annotations

from estimator.model.describe import MOST_COMPARED, RELEASE, suggestion
from estimator.problems import EstimateError, Mark, Problem, Source
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NoReturn, TypeAlias

    from estimator.model.modules import Library, Module
    from estimator.model.steps import Step, StepExpression
    from estimator.notation.tree import Annotation, Binary, Definition, Expression, Override, Span
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning

    Sized: TypeAlias = tuple[Kind, StepExpression]


MAXIMUM_EXPANSION = 100_000
MAXIMUM_NESTING = 180  # of calls, brackets and names, each of several calls of our own


class ModelFault(Exception):
    """Gives up the definition at hand; holds the problem, or nothing where it was reported already."""

    def __init__(self, problem: Problem | None) -> None:
        super().__init__(problem.message if problem else "reported already")
        self.problem = problem


@record
class Quantity:
    """A definition that became a value: the step that computes it and how it is to be shown.

    `step` is None for a text or a release, whose value is `text`. `unit` and `magnitude` are what stands after `->`.
    """

    definition: Definition
    step: int | None
    kind: Kind
    unit: UnitMeaning | None
    magnitude: str
    text: str
    assumption: bool
    override: Override | None
    first_step: int

    @property
    def fixed(self) -> str:
        """A text or a release as the notation writes it."""
        is_number = self.kind is RELEASE and self.text.count(".") < 2  # 7.2.4 needs quotes
        return self.text if is_number else f'"{self.text}"'


class Instance:
    """A module with some definitions overridden; each has its own values."""

    __slots__ = ("active", "done", "module", "overrides", "prefix", "quantities", "root", "running")

    def __init__(self, module: Module, prefix: str, overrides: dict[str, tuple[Override, Frame]]) -> None:
        self.module = module
        self.prefix = prefix
        self.overrides = overrides
        self.quantities: dict[str, Quantity] = {}
        self.done: set[str] = set()
        self.active: set[str] = set()  # definitions whose value is being made right now
        self.running: set[str] = set()
        self.root = Frame(self, {}, prefix)


class Frame:
    """The names that an expression sees: locals of a call first, then those of its module."""

    __slots__ = ("annotations", "calls", "defining", "instance", "locals", "module", "prefix", "values")

    def __init__(self, instance: Instance, values: dict[str, Sized], prefix: str) -> None:
        self.instance = instance
        self.module: Module = instance.module
        self.values = values
        self.prefix = prefix
        self.locals: dict[str, Definition] = {}  # of a where block, not yet asked for
        self.annotations: dict[str, Annotation | None] = {}  # of the parameters of a call
        self.calls: dict[str, int] = {}  # how often a function was called here, to name the steps apart
        self.defining: Expression | None = None  # the expression whose value is the step at hand

    def inside(self, values: dict[str, Sized]) -> Frame:
        """A frame that sees some more names."""
        inner = Frame(self.instance, {**self.values, **values}, self.prefix)
        inner.locals, inner.calls, inner.annotations = self.locals, self.calls, self.annotations
        return inner


class Workspace:
    """What one flattening shares: the steps so far, the problems, the library and the budget."""

    def __init__(self, main: Module, library: Library) -> None:
        self.main = main
        self.library = library
        self.warned: set[Problem] = set()
        self.steps: list[Step] = []
        self.made = 0  # how many quantities have a step
        self.problems: list[Problem] = []
        self.nesting = 0
        self.compared = 0  # names with which wrong words were
        self.spent = 0
        self.suspects: list[tuple[Expression, float]] = []
        self.active: list[tuple[Definition, Source]] = []
        self.lenient = False
        self.given_unit: tuple[UnitMeaning, str] | None = None  # of the function or name that is a whole definition
        self.units: set[str] = set()  # the texts of the units that were used
        self.draws_of: dict[int, frozenset[int]] = {}  # those that a step depends on, where a mean has asked

    if TYPE_CHECKING:
        # What the later parts of a flattening give to the earlier ones.
        def elaborate(self, node: Expression, frame: Frame) -> Sized:
            """The kind and the step expression of a tree; see Elaborator."""
            raise AssertionError

        def nested(self, node: Expression, frame: Frame) -> Sized:
            """The same, with its depth counted; see Elaborator."""
            raise AssertionError

        def agreed(
            self,
            node: Binary,
            left_kind: Kind,
            right_kind: Kind,
            left: StepExpression,
            right: StepExpression,
            frame: Frame,
        ) -> Kind:
            """The kind of two sides that must agree; see Elaborator."""
            raise AssertionError

        def require(self, instance: Instance, name: str) -> None:
            """Make a definition and what it needs into steps; see Flattener."""
            raise AssertionError

    def fail(self, frame: Frame, message: str, span: Span, label: str = "", remedy: str = "") -> NoReturn:
        """Give up the definition at hand with an error at a place of the frame's source."""
        raise ModelFault(Problem(message, (Mark(frame.module.source, span[0], span[1], label),), remedy))

    def warn(self, frame: Frame, message: str, span: Span, remedy: str = "", severity: str = "warning") -> None:
        """Add a warning or a note, once; the library's own conversions are not the user's business."""
        problem = Problem(message, (Mark(frame.module.source, *span),), remedy, severity)
        # An override stands in a source of its own, among the names of the sheet.
        own = frame.module.source is self.main.source or frame.module.definitions is self.main.definitions
        if own and problem not in self.warned:
            self.warned.add(problem)
            self.problems.append(problem)

    def may_guess(self) -> bool:
        """Whether to look for what a wrong word resembles: not for every one of many among many names."""
        return self.compared <= MOST_COMPARED

    def guess(self, word: str, *known: Iterable[str]) -> str:
        """The known name that a wrong word resembles; nothing where there is none, or enough were looked for."""
        if not self.may_guess():
            return ""
        names = [name for some in known for name in some]
        self.compared += len(names)
        return suggestion(word, names)


def raise_errors(problems: list[Problem]) -> None:
    """EstimateError if any of the problems is an error, in the order of the text."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        first = errors[0].marks[0].source
        errors.sort(key=lambda problem: (problem.marks[0].source is not first, problem.marks[0].start))
        raise EstimateError(errors)
