"""Cells in the notation that use each other: what they and Python have defined so far, and the sheet of the next one.

A cell is a sheet of its own. Behind its lines stand those that it needs of earlier cells, printed from their trees, and
a line for each Python variable that it names; a name of the cell goes before one of an earlier cell, this before a
variable that has not been set since, and all of them before the library.
"""

from __future__ import annotations

import builtins
import keyword
from decimal import Decimal
from numbers import Real
from types import ModuleType
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from estimator.api.arguments import notation
from estimator.api.estimates import Estimate
from estimator.api.frame_tables import is_frame, table_of
from estimator.model.changes import needed_names
from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import INPUTS
from estimator.model.modules import Module, shipped_library
from estimator.model.readings import reading
from estimator.notation.bare import parse_expression
from estimator.notation.correlations import Correlated
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_line
from estimator.notation.release_lines import Releases
from estimator.notation.rows import Table
from estimator.notation.tree import (
    Call,
    Definition,
    Documentation,
    First,
    Name,
    Scenario,
    Sum,
    Text,
    UnitDeclaration,
    Use,
)
from estimator.notation.walking import walk
from estimator.problems import EstimateError, Source, refused
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from estimator.notation.sheet import Line, Sheet
    from estimator.problems import Problem

# A sheet of the library is called as `spread(…)` is: a variable of the name may be one's own.
BUILT_IN = {*FUNCTIONS, *INPUTS, "count", "first", "fold", "sum"} - {"spread"}


class Cells:
    """What the cells of a session have defined, and the Python variables that stand for it in a namespace."""

    def __init__(self, namespace: dict[str, Any], hidden: Container[str] = ()) -> None:
        self.namespace = namespace
        self.hidden = hidden  # names of the namespace that are the session's own: In, Out, exit
        self.definitions: dict[str, Definition] = {}
        self.units: dict[str, UnitDeclaration] = {}
        self.releases: dict[str, Releases] = {}
        self.uses: dict[str, Use] = {}
        self.tables: dict[str, Table] = {}
        self.correlations: list[Correlated] = []
        self.given: dict[str, tuple[object, object]] = {}  # the variables that cells have set, and what they held
        self.read_as = ""  # the line of the notation that the last answer was read as, where its text was none

    def run(self, text: str, title: str) -> tuple[Estimate, list[str]]:
        """The estimate of a cell, whose names the next ones know, and those that are no variables. EstimateError."""
        estimate = self.estimate(text, title)
        kept = []
        lines = parse_sheet(Source(title, text)).lines
        defined = {line.name for line in lines if isinstance(line, Definition)}
        kept_lines = [each for each in self.correlations if defined.isdisjoint([name.path for name in each.names])]
        self.correlations = [*kept_lines, *[line for line in lines if isinstance(line, Correlated)]]
        for line in lines:
            if isinstance(line, Definition):
                self.definitions[line.name] = line
                if line.parameters is None and not self.give(line.name, estimate[line.name]):
                    kept.append(line.name)
            elif isinstance(line, UnitDeclaration):
                self.units |= {name: replace(line, names=(name,)) for name in line.names}
            elif isinstance(line, Releases):
                self.releases[line.product] = line
            elif isinstance(line, Use):
                self.uses[line.name] = line
            elif isinstance(line, Table):
                self.tables[line.name] = line
        return estimate, kept

    def answer(self, text: str) -> Any:
        """The value of an expression, as it is spoken where the notation refuses it: see `read_as`. EstimateError."""
        estimate, name = self.asked(text)
        return estimate[name]

    def asked(self, text: str) -> tuple[Estimate, str]:
        """The estimate of an expression, and the name that this has in it. EstimateError."""
        self.read_as = ""
        try:
            return self._asked(text)
        except EstimateError as refused:
            found = reading(text)
            if not found.line:
                raise
            try:
                answered = self._asked(found.line)
            except EstimateError:
                raise refused from None
            self.read_as = found.line
            return answered

    def _asked(self, text: str) -> tuple[Estimate, str]:
        found = parse_expression(Source("line", text), [])
        name = "answer"
        while found is not None and name in set(_paths(found[0])):
            name += "_"
        return self.estimate(f"{name} = {text}\n", "line"), name

    def estimate(self, text: str, title: str) -> Estimate:
        """The estimate of a cell's text with what it needs of other cells and of Python. EstimateError.

        That stands behind the text, whose lines keep their numbers, and is worked out before it.
        """
        sheet = parse_sheet(Source(title, text))
        behind = "".join([print_line(line) + "\n" for line in self.borrowed(sheet)])
        whole = text if text.endswith("\n") else text + "\n"
        found = parse_sheet(Source(title, f"{whole}\n{behind}" if behind else text))
        own = len(sheet.lines)
        found.lines = [*found.lines[own:], *found.lines[:own]]
        return Estimate(Module(found))

    def borrowed(self, sheet: Sheet) -> list[Line]:
        """The lines that a sheet needs of what is outside it, each with what it needs itself. EstimateError."""
        own = {line.name for line in sheet.lines if isinstance(line, Definition | Table)}
        declared = {name for line in sheet.lines if isinstance(line, UnitDeclaration) for name in line.names}
        used = {line.name for line in sheet.lines if isinstance(line, Use)}
        called = {each.path for line in sheet.lines for each in walk(line) if isinstance(each, Call)}
        waiting = [name for line in sheet.lines for name in _needed(line)]
        uses: dict[str, Use] = {}
        tables: dict[str, Table] = {}
        found: dict[str, Definition] = {}
        while waiting:
            name, _, rest = waiting.pop().partition(".")
            if name not in own and self.has_table(name):
                if name not in tables:
                    tables[name] = self.table(name)
                    waiting += _needed(tables[name])
            elif rest:
                if name in self.uses and name not in used:
                    uses[name] = self.uses[name]
            elif name not in own and name not in found:
                line = self.line(name, is_called=name in called)
                if line is not None:
                    found[name] = line
                    waiting += _needed(line)
        units = [line for name, line in self.units.items() if name not in declared]
        listed = {line.product for line in sheet.lines if isinstance(line, Releases)}
        releases = [line for product, line in self.releases.items() if product not in listed]
        ranges = {name for name, line in found.items() if not self.is_newer(name) and name in self.definitions}
        order = {name: place for place, name in enumerate(self.definitions)}  # of Python's variables first
        definitions = sorted(found.values(), key=lambda line: order.get(line.name, -1))
        return [*units, *releases, *uses.values(), *tables.values(), *definitions, *self._correlated(ranges)]

    def _correlated(self, ranges: set[str]) -> list[Correlated]:
        """The correlations of cells that hold among some ranges."""
        found = []
        for line in self.correlations:
            names = tuple([name for name in line.names if name.path in ranges])
            if len(names) > 1:
                found.append(replace(line, names=names, note=""))
        return found

    def has_table(self, name: str) -> bool:
        """Whether a name means a table: of an earlier cell, or one of pandas."""
        return name in self.tables or (name not in self.definitions and is_frame(self.namespace.get(name)))

    def table(self, name: str) -> Table:
        """The table that a name means. EstimateError for one of pandas that is none of the notation."""
        if name in self.tables:
            return replace(self.tables[name], documentation=Documentation())
        return table_of(name, self.namespace[name])

    def line(self, name: str, *, is_called: bool) -> Definition | None:
        """What a name means outside of a cell; None where it is one of the library, or of nobody. EstimateError."""
        definition = self.definitions.get(name)
        is_newer = self.is_newer(name)
        if definition is not None and not is_newer:
            return replace(definition, documentation=Documentation(), note="")
        if definition is None and (name in BUILT_IN or name in self.hidden or name.startswith("_")):
            return None
        if name not in self.namespace:
            return None
        value = self.namespace[name]
        if definition is None and shipped_library().module(name) is not None and (is_called or not is_value(value)):
            return None
        if not is_newer and (callable(value) or isinstance(value, ModuleType)):
            return None
        return self.variable(name, value, is_choice=definition is not None and isinstance(definition.expression, Text))

    def variable(self, name: str, value: Any, *, is_choice: bool) -> Definition:
        """A Python variable as a line of the notation. EstimateError for what is no quantity."""
        if getattr(getattr(value, "magnitude", value), "ndim", 0):
            size = getattr(value, "magnitude", value).size
            table = f'as a column of a table: {name} = pandas.DataFrame({{"each": {name}}}), then sum({name}.each)'
            raise refused(
                name, f"{name} is an array of {size} numbers", f"give one, as in {name}.mean(), or all, {table}"
            )
        if isinstance(value, str) and is_choice:
            text = f'"{value}"'
        elif type(value).__name__ in ("bool", "bool_"):
            text = "1 == 1" if value else "1 == 0"
        else:
            text = notation(value, name, self.units)
        problems: list[Problem] = []
        source = Source(f"Python's {name}", text)
        found = parse_expression(source, problems)
        if found is None or problems:
            raise EstimateError(problems)
        tree, unit = found
        return Definition(name, None, unit, tree, (), "", Documentation(), tuple(_paths(tree)), (0, len(text)))

    def give(self, name: str, value: object) -> bool:
        """A quantity as a Python variable; one that Python code has set stays. False for a name of Python's own."""
        if is_pythons(name) or name in self.hidden:
            return False
        if not name.startswith("_") and name.isidentifier() and normalize("NFKC", name) == name:
            namespace = self.namespace
            if name not in namespace or (name in self.given and not self.is_newer(name)):
                self.set(name, value)
        return True

    def set(self, name: str, value: object) -> None:
        """Set a Python variable, and remember what it held."""
        self.namespace[name] = value
        self.given[name] = (value, _contents(value))

    def is_newer(self, name: str) -> bool:
        """Whether Python code has set or changed a variable since a cell gave it its value."""
        if name not in self.namespace or name not in self.given:
            return False
        value, contents = self.given[name]
        return self.namespace[name] is not value or _contents(value) != contents


def is_pythons(name: str) -> bool:
    """Whether a name is a word of Python's, or a function that it always has: a cell does not take it away."""
    return keyword.iskeyword(name) or hasattr(builtins, name)


def _contents(value: Any) -> object:
    """What a quantity holds, which may be changed in its place."""
    magnitude: Any = getattr(value, "magnitude", None)
    held = hash(magnitude.tobytes()) if hasattr(magnitude, "tobytes") else magnitude
    return None if magnitude is None else (str(value.units), held)


def is_value(value: object) -> bool:
    """Whether a Python variable may be a quantity."""
    return isinstance(value, str | Real | Decimal) or hasattr(value, "magnitude")


def _needed(line: Line) -> list[str]:
    """The names and paths that a line needs from outside of it."""
    if isinstance(line, Scenario):
        return [path for each in line.overrides for path in (each.name, *_paths(each.expression))]
    if isinstance(line, Table):
        own = {column.name for column in line.columns}
        return [name for name in needed_names(line) if name not in own]
    if isinstance(line, Correlated):
        return [name.path for name in line.names]
    return list(needed_names(line))


def _paths(tree: object) -> Iterator[str]:
    """The names and paths in a tree, without the variables that are bound in it."""
    own = {each.variable for each in walk(tree) if isinstance(each, First | Sum)}
    for each in walk(tree):
        if isinstance(each, Name | Call) and each.path not in own:
            yield each.path
