"""A run: what one flattening shares, handed to every part of it."""

from __future__ import annotations

from estimator.model.budget import MAXIMUM_EXPANSION, MAXIMUM_NESTING, Budget, Nesting
from estimator.model.faults import ModelFault, fail
from estimator.problems import Mark, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn, ParamSpec, Protocol, TypeAlias, TypeVar

    from estimator.model.found import Amount, Computed, Found
    from estimator.model.frames import Frame, Instance
    from estimator.model.modules import Library, Module
    from estimator.model.open_choices import OpenChoices
    from estimator.model.steps import Step, StepExpression
    from estimator.notation.tree import Best, Call, Definition, Expression, Growth, Measure, Range, Span
    from estimator.problems import Source

    class Spread(Protocol):
        """The value of a range."""

        def __call__(self, run: Run, node: Range | Best, frame: Frame, *, whole: bool) -> Computed:
            """What it gives, as a step of its own but where it is all of a definition."""
            ...

    Elaborate: TypeAlias = "Callable[[Run, Expression, Frame], Found]"
    Require: TypeAlias = "Callable[[Run, Instance, str], None]"
    # The parameters of what is called, in their order, and those of them that are releases.
    Target: TypeAlias = tuple[tuple[str, ...], frozenset[str]]
    Parameters = ParamSpec("Parameters")
    Result = TypeVar("Result")


class RangeNames:
    """The names of the ranges that stand inside expressions: their samples are seeded by them."""

    __slots__ = ("_counts", "_taken")

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def next(self, prefix: str) -> str:
        """A name for one more range behind a prefix, taken by it: `range`, `range_2`."""
        name, count = "range", 1
        while f"{prefix}.{name}" in self._taken:
            count = max(count + 1, self._counts.get(prefix, 1) + 1)
            name = f"range_{count}"
        self._counts[prefix] = count
        self._taken.add(f"{prefix}.{name}")
        return name


class KnownShares:
    """Whether any text writes a share, and which trees of which instances are one."""

    __slots__ = ("trees", "written")

    def __init__(self) -> None:
        self.written: dict[int, bool] = {}  # by how many texts were given from outside
        self.trees: dict[tuple[int, int], bool | None] = {}


class KnownReleases:
    """Which quantities of sheets, parameters of functions and targets of paths are releases."""

    __slots__ = ("nesting", "of_functions", "of_modules", "targets")

    def __init__(self) -> None:
        self.of_modules: dict[Module, frozenset[str]] = {}
        self.of_functions: dict[int, frozenset[str]] = {}
        self.targets: dict[tuple[Module, str], Target | None] = {}
        self.nesting = Nesting()  # of calls through which one is followed


class Run:
    """The steps so far, the problems, the library, the budget, and what each topic remembers.

    Two functions are handed on in it, so that what stands below them can call them: `elaborate` gives the value of any
    tree, `require` makes a definition into a step.
    """

    __slots__ = (
        *("budget", "elaborate_by", "lenient", "library", "main", "problems", "require_by", "steps"),
        *("call_by", "measure_by", "spread_by"),
        *("active", "called", "choices", "instances", "literals", "made", "reported", "shared_draws", "units", "used"),
        *("directions", "draws_of", "given", "growing", "has_spreads", "ranges", "releases", "shares", "untaken"),
        "warned",
    )

    def __init__(self, main: Module, library: Library, elaborate: Elaborate, require: Require) -> None:
        self.main = main
        self.library = library
        self.elaborate_by = elaborate
        self.require_by = require
        # What a line without calls and ranges does without: found by elaborate.py when it is first needed.
        self.call_by: Callable[[Run, Call, Frame], Found] | None = None
        self.measure_by: Callable[[Run, Measure, Frame], Found] | None = None
        self.spread_by: Spread | None = None
        self.lenient = False  # whether a word that is no unit may become a noun
        self.budget = Budget()
        self.steps: list[Step] = []
        self.problems: list[Problem] = list(main.problems)
        self.warned: set[Problem] = set()
        self.reported: set[Problem] = set()
        self.made = 0  # how many quantities have a step
        self.active: list[tuple[Definition, Source]] = []  # functions and locals whose value is being made
        self.called: set[int] = set()  # the functions that some call has checked
        self.instances: dict[object, Instance] = {}
        self.choices: OpenChoices | None = None  # the texts that stay open
        self.untaken = 0  # how many branches of conditions that are known not to hold one is in
        self.used: dict[tuple[str, str], Module | None] = {}  # the modules of `use` lines, by folder and path
        self.literals: dict[int, tuple[Expression, Amount]] = {}  # by the identity of the trees, which it keeps
        self.units: set[str] = set()  # the texts of the units that were used
        self.shared_draws: dict[tuple[Module, str], int] = {}
        self.draws_of: dict[int, frozenset[int]] = {}  # those that a step depends on, where a mean has asked
        # Of a step that a function gives which says which way it goes: its arguments, each with that way.
        self.directions: dict[int, tuple[tuple[StepExpression, int], ...]] = {}
        self.given: list[Source] = []  # those of what was given for quantities from outside
        self.has_spreads: bool | None = None  # does the sheet say of anything that it is a spread? not yet asked
        # What grows: the instance and the definition, the step of its value, and how.
        self.growing: list[tuple[Instance, Definition, int, Growth]] = []
        self.ranges = RangeNames()
        self.shares = KnownShares()
        self.releases = KnownReleases()

    def elaborate(self, node: Expression, frame: Frame) -> Found:
        """What a tree gives."""
        return self.elaborate_by(self, node, frame)

    def nested(self, node: Expression, frame: Frame) -> Found:
        """The same, with its depth counted."""
        nesting = self.budget.nesting
        if nesting.depth >= MAXIMUM_NESTING:
            too_deep(node, frame)
        nesting.depth += 1  # `with nesting`, spelled out: every tree comes this way
        try:
            return self.elaborate_by(self, node, frame)
        finally:
            nesting.depth -= 1

    def require(self, instance: Instance, name: str) -> None:
        """Make a definition and what it needs into steps."""
        self.require_by(self, instance, name)

    def warn(self, frame: Frame, message: str, span: Span, remedy: str = "", severity: str = "warning") -> None:
        """Add a warning or a note, once; the library's own conversions are not the user's business."""
        # An override stands in a source of its own, among the names of the sheet.
        if frame.module.source is self.main.source or frame.module.definitions is self.main.definitions:
            self.remark(Problem(message, (Mark(frame.module.source, *span),), remedy, severity))

    def remark(self, problem: Problem) -> None:
        """Add a warning or a note, once."""
        if problem not in self.warned:
            self.warned.add(problem)
            self.problems.append(problem)

    def attempt(
        self, work: Callable[Parameters, Result], *given: Parameters.args, **named: Parameters.kwargs
    ) -> Result | None:
        """Do a part of the work; its fault becomes a problem, and the result None."""
        try:
            return work(*given, **named)
        except ModelFault as fault:
            self.report(fault)
            return None

    def report(self, fault: ModelFault) -> None:
        """Add a fault's problem, once."""
        if fault.problem is not None and fault.problem not in self.reported:
            self.reported.add(fault.problem)
            self.problems.append(fault.problem)


class Trial:
    """`with Trial(run)`: the steps are forgotten afterwards, and with `silent` what was said as well.

    They stay where a quantity of another sheet was made meanwhile, which stands on them.
    """

    __slots__ = ("_made", "_problems", "_run", "_silent", "_steps")

    def __init__(self, run: Run, *, silent: bool) -> None:
        self._run = run
        self._silent = silent
        self._steps, self._made, self._problems = len(run.steps), run.made, len(run.problems)

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        run = self._run
        if self._silent:
            del run.problems[self._problems :]
        if run.made == self._made:
            del run.steps[self._steps :]
            run.draws_of = {index: draws for index, draws in run.draws_of.items() if index < self._steps}


def too_deep(node: Expression, frame: Frame, what: str = "calls") -> NoReturn:
    """Report what nests deeper than the budget allows."""
    fail(frame, f"{what} and brackets nest more than {MAXIMUM_NESTING} deep", node.span)


def spend(run: Run, node: Expression, frame: Frame) -> None:
    """Count an expansion, and stop where there are too many."""
    if not run.budget.spend(1):
        message = f"the calls expand to more than {MAXIMUM_EXPANSION} steps"
        raise ModelFault(
            Problem(message, (Mark(frame.module.source, *node.span),), "name the value of a call that is used twice")
        )
