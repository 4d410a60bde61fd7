"""Where names are looked up while a sheet is flattened: instances of modules, and the frames of expressions."""

from __future__ import annotations

from estimator.model.describe import BOOLEAN, RELEASE
from estimator.notation.walking import names_needed
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from estimator.model.found import Found
    from estimator.model.modules import Module
    from estimator.model.tables import Rows
    from estimator.notation.tree import Annotation, Definition, Expression, Name, Override
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning

    Quantity: TypeAlias = "NumberQuantity | TruthQuantity | ChosenQuantity"


@record
class NumberQuantity:
    """A definition that became a number: the step that computes it, and how it is to be shown.

    `unit` and `magnitude` are what stands after `->`. `first_step` is the first of the steps that were made for it.
    """

    definition: Definition
    override: Override | None
    assumption: bool
    first_step: int
    step: int
    kind: Kind
    unit: UnitMeaning | None
    magnitude: str

    text = fixed = ""


@record
class TruthQuantity:
    """A definition that became yes or no: the step that computes it."""

    definition: Definition
    override: Override | None
    assumption: bool
    first_step: int
    step: int

    kind = BOOLEAN
    unit = None
    magnitude = text = fixed = ""


@record
class ChosenQuantity:
    """A definition that is a text or a release, which choose before any step."""

    definition: Definition
    override: Override | None
    assumption: bool
    first_step: int
    kind: Kind
    text: str

    unit = None
    magnitude = ""

    @property
    def step(self) -> int | None:
        """None: no step computes it, by which readers know it."""
        return None

    @property
    def fixed(self) -> str:
        """It as the notation writes it."""
        is_number = self.kind is RELEASE and self.text.count(".") < 2  # 7.2.4 needs quotes
        return self.text if is_number else f'"{self.text}"'


class Instance:
    """A module with some definitions overridden; each has its own values.

    `root` is the frame of its names, and while one of its definitions is made that of the definition.
    """

    __slots__ = ("_needed", "active", "done", "module", "overrides", "prefix", "quantities", "root", "running")

    def __init__(self, module: Module, prefix: str, overrides: dict[str, tuple[Override, Frame]]) -> None:
        self.module = module
        self.prefix = prefix
        self.overrides = overrides
        self.quantities: dict[str, Quantity] = {}
        self.done: set[str] = set()
        self.active: set[str] = set()  # definitions whose value is being made right now
        self.running: set[str] = set()
        self._needed: set[str] | None = None
        self.root = Frame(self, {}, prefix)
        self.root.passed = {name: (tree, self.root) for name, tree in module.passed.items()}

    def is_needed(self, name: str) -> bool:
        """Whether another line of the module names a definition, or it is a cell of a table.

        What is asked of a sheet stands beside its lines, under a name with a blank: a question is no need.
        """
        if self._needed is None:
            named = names_needed([line for name, line in self.module.definitions.items() if " " not in name])
            self._needed = named.union(*[rows.cells() for rows in self.module.tables.values()])
        return name in self._needed


class Frame:
    """The names that an expression sees, those of a call first, then those of its module; and what it is part of.

    A frame stays as it was made, but for the values of names, which are found one by one.
    """

    __slots__ = (
        *("annotations", "bound", "calls", "cells", "defining", "given", "instance", "locals", "module", "outer"),
        *("known", "passed", "prefix", "shares", "suspects", "tables", "values"),
    )

    def __init__(self, instance: Instance, values: dict[str, Found], prefix: str) -> None:
        self.instance = instance
        self.module: Module = instance.module
        self.values = values
        self.prefix = prefix
        self.locals: dict[str, Definition] = {}  # of a where block, not yet asked for
        self.annotations: dict[str, Annotation | None] = {}  # of the parameters of a call
        self.given: dict[str, tuple[Expression, Frame]] = {}  # what a call says for parameters without an annotation
        self.shares: dict[tuple[int, int], bool | None] = {}  # which trees are shares, as the call says it
        self.calls: dict[str, int] = {}  # how often a function was called here, to name the steps apart
        self.defining: Expression | None = None  # the expression whose value is the step at hand
        self.passed: dict[str, tuple[Name, Frame]] = {}  # settings that calls pass on, and where they have their values
        self.cells: dict[str, tuple[Instance, str]] = {}  # of the row at hand, by the columns of its table
        self.tables: dict[str, tuple[Rows, Instance]] = {}  # what a call was given for parameters that are tables
        self.outer: Frame | None = (
            None  # of a term of a sum or a row: the frame around it, and the names that it has not
        )
        self.bound: set[str] = set()
        # What is the same in all terms: trees with what they give, None as long as no term has asked.
        self.known: dict[int, tuple[Expression, Found | None]] | None = None
        self.suspects: list[tuple[Expression, float]] = []  # factors that look like a conversion done by hand

    def inside(self, values: dict[str, Found]) -> Frame:
        """A frame that sees some more names."""
        inner = self._again({**self.values, **values}, self.prefix)
        inner.outer, inner.bound = self, set(values)
        inner.calls, inner.suspects = self.calls, self.suspects
        return inner

    def remember(self, tree: Expression, found: Found) -> Found:
        """Keep what a tree gives, which is the same in all terms and trials that are inside."""
        self.known = self.known or {}
        self.known[id(tree)] = (tree, found)
        return found

    def expect(self, tree: Expression) -> None:
        """Let what a tree gives be kept as soon as a term that is inside has found it."""
        self.known = self.known or {}
        self.known.setdefault(id(tree), (tree, None))

    def remembered(self, tree: Expression) -> Found | None:
        """What is known of a tree, here or around."""
        for frame in self._knowing(tree):
            found = frame.known[id(tree)][1] if frame.known else None
            if found is not None:
                return found
        return None

    def is_expected(self, tree: Expression) -> bool:
        """Whether what a tree gives is to be kept, here or around."""
        return any(True for _ in self._knowing(tree))

    def keep(self, tree: Expression, found: Found) -> None:
        """Remember what a tree gives wherever that is expected."""
        for frame in self._knowing(tree):
            frame.remember(tree, found)

    def _knowing(self, tree: Expression) -> Iterator[Frame]:
        frame: Frame | None = self
        while frame is not None:
            if frame.known is not None and id(tree) in frame.known:
                yield frame
            frame = frame.outer

    def at(self, prefix: str) -> Frame:
        """A frame of the same names, whose steps are called by another prefix."""
        other = self._again(self.values, prefix)
        other.calls = self.calls
        return other

    def of(self, expression: Expression, prefix: str) -> Frame:
        """A frame of the same names for an expression that is a whole definition."""
        other = self._again(self.values, prefix)
        other.defining = expression
        return other

    def _again(self, values: dict[str, Found], prefix: str) -> Frame:
        """One that shares what its calls, rows and functions have given; each line of a sheet has one."""
        other = Frame.__new__(Frame)
        other.instance, other.module, other.values, other.prefix = self.instance, self.module, values, prefix
        other.locals, other.annotations, other.given = self.locals, self.annotations, self.given
        other.shares, other.passed, other.cells, other.tables = self.shares, self.passed, self.cells, self.tables
        other.outer, other.bound = self.outer, self.bound
        other.calls, other.suspects, other.defining, other.known = {}, [], None, None
        return other


class AtHand:
    """`with AtHand(frame)`: the frame of a definition is the root of its instance while the definition is made.

    So the steps of a default are called after the definition whose call left it out. A frame that sees other names than
    its instance's own is none of a definition of it.
    """

    __slots__ = ("_before", "_frame", "_instance")

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._instance = frame.instance
        self._before = frame.instance.root

    def __enter__(self) -> None:
        if self._frame.values is self._before.values:
            self._instance.root = self._frame

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._instance.root = self._before
