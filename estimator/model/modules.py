"""A module: a parsed sheet with its names and units; and the finder that turns library paths into modules.

A file of `formulas/` is a module, its name the path without the suffix: `latency.est` is `latency`,
`redis/string.est` is `redis.string`. Files are read when a path first asks for them.
"""

from __future__ import annotations

import os

from estimator.model.describe import ANNOTATIONS, suggestion
from estimator.notation.correlations import Correlated
from estimator.notation.passed_on import Setting, With
from estimator.notation.release_lines import Releases
from estimator.notation.rows import Table
from estimator.notation.tree import (
    Check,
    Definition,
    Parameter,
    ReleaseOf,
    Scenario,
    Unit,
    UnitDeclaration,
    Use,
)
from estimator.problems import EstimateError, Mark, Problem, Source, command_line_problem
from estimator.records import replace
from estimator.units.table import UnitTable, shipped_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, SupportsIndex

    from estimator.model.tables import Rows
    from estimator.notation.sheet import Sheet
    from estimator.notation.tree import Name

SETTINGS = "settings"  # the sheet of the library that lists its settings and choices
SUFFIX = ".est"
LARGEST_FILE = 16_000_000
DEEPEST_PATH = 8


class Module:
    """A sheet's definitions by name, its units, and where it came from."""

    __slots__ = (
        *("sheet", "source", "name", "folder", "problems", "table"),
        *("definitions", "checks", "scenarios", "declarations", "releases", "settings", "passed", "tables", "uses"),
        *("correlations", "read"),
    )

    def __init__(self, sheet: Sheet, name: str = "", folder: str = "") -> None:
        self.sheet = sheet
        self.source = sheet.source
        self.name = name
        self.folder = folder
        self.problems = list(sheet.problems)
        self.definitions: dict[str, Definition] = {}
        self.checks: list[Check] = []
        self.scenarios: dict[str, Scenario] = {}
        self.declarations: list[UnitDeclaration] = []
        self.releases: dict[str, Releases] = {}
        self.settings: dict[str, Setting] = {}  # and choices
        self.passed: dict[str, Name] = {}  # the quantities that calls pass on as settings
        self.tables: dict[str, Rows] = {}
        self.uses: dict[str, Use] = {}
        self.correlations: list[Correlated] = []
        self.read: dict[tuple[str, str], Module] = {}  # the files of `use` lines, its own and theirs; read once
        self.table = shipped_units()
        for line in sheet.lines:
            if line.__class__ is Definition:
                if line.name in self.definitions or line.name in self.tables:
                    first = self.tables[line.name].table if line.name in self.tables else self.definitions[line.name]
                    self._twice(line.name, first.span, line.span)
                else:
                    self.definitions[line.name] = line
            else:
                self._other(line)
        if self.tables:
            self._name_cells()
        for known, definition in self.definitions.items():
            if definition.parameters:
                self.definitions[known] = self._with_shared(definition, definition.parameters)
        for passed in self.passed.values():
            if passed.path not in self.definitions or self.definitions[passed.path].parameters is not None:
                self._report(f"there is no quantity {passed.path} to pass on", passed.span, f"write {passed.path} = …")

    def _name_cells(self) -> None:
        """Let what is over the columns of a table need the cells of these."""
        from estimator.model.tables import needed

        for name, definition in self.definitions.items():
            self.definitions[name] = replace(definition, names=needed(definition.names, self.tables))
        self.checks = [replace(check, names=needed(check.names, self.tables)) for check in self.checks]

    def _table(self, line: Table) -> None:
        """A table's cells as definitions."""
        from estimator.model.tables import Rows, key_of

        rows = Rows(line)
        repeated = rows.repeated()
        if line.name in self.definitions or line.name in self.tables:
            first = self.tables[line.name].table if line.name in self.tables else self.definitions[line.name]
            self._twice(line.name, first.span, line.span)
        elif repeated is not None:
            message = f"two rows of {line.name} have the name {key_of(repeated.label)}"
            self._report(message, repeated.span, "call one of them otherwise")
        else:
            self.tables[line.name] = rows
            for definition in rows.definitions():
                self.definitions[definition.name] = definition

    def _with_shared(self, definition: Definition, parameters: tuple[Parameter, ...]) -> Definition:
        """A function whose settings and named choices have what their declarations say, at the place of their names."""
        made = tuple([self._shared(each) for each in parameters])
        return definition if made == parameters else replace(definition, parameters=made)

    def _shared(self, parameter: Parameter) -> Parameter:
        annotation = parameter.annotation
        if parameter.setting:
            found = self.setting(parameter.name)
            if found is None or found.default is None:
                guess = suggestion(parameter.name, self.settings)
                remedy = f"did you mean {guess}?" if guess else f"write setting {parameter.name}: … above it"
                self._report(f"there is no setting {parameter.name}", parameter.span, remedy)
                return parameter
            at = parameter.span
            annotation, default = replace(found.annotation, span=at), replace(found.default, span=at)
            if isinstance(annotation, ReleaseOf):
                annotation = replace(annotation, product=replace(annotation.product, span=at))
            return Parameter(parameter.name, annotation, default, at, setting=True)
        word = annotation.text if isinstance(annotation, Unit) and not annotation.magnitude else ""
        if annotation is None or not word.isidentifier() or word in ANNOTATIONS or self.table.known(word) is not None:
            return parameter
        found = self.setting(word)
        if found is None:
            return parameter
        return replace(parameter, annotation=replace(found.annotation, span=annotation.span))

    def setting(self, name: str) -> Setting | None:
        """The setting or choice of a name: of this file, or of the library's list."""
        found = self.settings.get(name)
        if found is None and self.name != SETTINGS:
            listed = shipped_library().module(SETTINGS)
            found = listed.settings.get(name) if listed is not None else None
        return found

    def _report(self, message: str, span: tuple[int, int], remedy: str) -> None:
        self.problems.append(Problem(message, (Mark(self.source, *span),), remedy))

    def _other(self, line: object) -> None:
        match line:
            case Check():
                self.checks.append(line)
            case Scenario():
                if line.title in self.scenarios:
                    self._twice(f'scenario "{line.title}"', self.scenarios[line.title].span, line.span)
                self.scenarios[line.title] = line
            case UnitDeclaration():
                self._declare(line)
            case Releases():
                if line.product in self.releases:
                    self._twice(f'release "{line.product}"', self.releases[line.product].span, line.span)
                self.releases[line.product] = line
            case Setting():
                if line.name in self.settings:
                    self._twice(line.name, self.settings[line.name].span, line.span)
                self.settings[line.name] = line
            case With(names):
                self.passed |= {name.path: name for name in names}
            case Table():
                self._table(line)
            case Correlated():
                self.correlations.append(line)
            case Use():
                if line.name in self.uses:
                    self._twice(line.name, self.uses[line.name].span, line.span)
                self.uses[line.name] = line
            case _:
                raise AssertionError(line)

    def _declare(self, line: UnitDeclaration) -> None:
        if self.table.parent is None:
            self.table = UnitTable(shipped_units())
        self.declarations.append(line)
        if line.expression is None:
            for name in line.names:
                self.table.declare_noun(name, event=line.event)

    def copy(self) -> Module:
        """Another module with the same parts, of which some can then be others without a change to this one."""
        copied = Module.__new__(Module)
        for name in Module.__slots__:
            setattr(copied, name, getattr(self, name))
        return copied

    def with_own_units(self) -> Module:
        """The module for one flattening: where it declares multiples of units, a copy with a table to put them in.

        Everything else of a module stays as it was read, so that threads, and estimates with other assumptions, can
        share it; `unit month = 2 month` would double the month with each of them.
        """
        if all(line.expression is None for line in self.declarations):
            return self
        copied = self.copy()
        copied.table = UnitTable(shipped_units())
        for line in self.declarations:
            if line.expression is None:
                for name in line.names:
                    copied.table.declare_noun(name, event=line.event)
        return copied

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        if self.name and shipped_library().has(self):
            return _shipped_module, (self.name,)
        return super().__reduce_ex__(protocol)

    def _twice(self, name: str, first: tuple[int, int], again: tuple[int, int]) -> None:
        marks = (Mark(self.source, *first, "first here"), Mark(self.source, *again, "again here"))
        self.problems.append(Problem(f"{name} is defined twice", marks, "rename or delete one of them"))


class Library:
    """The shipped formulas, found by path."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._modules: dict[str, Module | None] = {}

    def find(self, path: str) -> tuple[Module, str] | None:
        """The module that a path starts with, and the rest of the path (a definition's name, or nothing)."""
        parts = path.split(".")
        if len(parts) > DEEPEST_PATH:
            return None
        for length in range(len(parts), 0, -1):
            module = self.module(".".join(parts[:length]))
            if module is not None:
                return module, ".".join(parts[length:])
        return None

    def may_hold(self, path: str, word: str) -> bool:
        """Whether the file that a path leads to holds a word; a whole sheet may do so by way of others.

        It is read for that, but not parsed, unless it was already.
        """
        parts = path.split(".")
        for length in range(min(len(parts), DEEPEST_PATH), 0, -1):
            name = ".".join(parts[:length])
            read = self._modules.get(name)
            if read is not None:
                return word in read.source.text or length == len(parts)
            if all(part.isidentifier() for part in parts[:length]) and os.path.isfile(self.path(name)):
                with open(self.path(name), encoding="utf-8") as file:
                    return word in file.read() or length == len(parts)
        return False

    def module(self, name: str) -> Module | None:
        """The module of this name, or None."""
        if name not in self._modules:
            # Put there when it is whole: another thread that asks meanwhile reads the file as well, and both get the
            # one that was there first.
            self._modules.setdefault(name, self._parsed(name))
        return self._modules[name]

    def _parsed(self, name: str) -> Module | None:
        parts = name.split(".")
        file = self.path(name)
        if not all(part.isidentifier() for part in parts) or not os.path.isfile(file):
            return None
        from estimator.notation.parser import parse_sheet  # which a line without names of the library does not need

        shown = "/".join(("formulas", *parts)) + SUFFIX
        with open(file, encoding="utf-8") as opened:
            text = opened.read()
        return Module(parse_sheet(Source(shown, text)), name, os.path.dirname(file))

    def functions_called(self, word: str) -> list[str]:
        """The paths of the functions that have a name of one word. Files are read for that, but not parsed."""
        found = []
        for name in self.names():
            with open(self.path(name), encoding="utf-8") as file:
                if f"\n{word}(" in file.read():
                    found.append(f"{name}.{word}")
        return found

    def has(self, module: Module) -> bool:
        """Whether this very module is one of the library's."""
        return self._modules.get(module.name) is module

    def parsed(self) -> set[str]:
        """The names of the modules that were read so far."""
        return {name for name, module in self._modules.copy().items() if module is not None}

    def path(self, name: str) -> str:
        """The file of a module."""
        return os.path.join(self.folder, *name.split(".")) + SUFFIX

    def names(self) -> Iterator[str]:
        """The names of all modules, sorted."""
        found = []
        for folder, folders, files in os.walk(self.folder):
            folders.sort()
            inner = os.path.relpath(folder, self.folder)
            prefix = "" if inner == "." else inner.replace(os.sep, ".") + "."
            found += [prefix + file[: -len(SUFFIX)] for file in files if file.endswith(SUFFIX)]
        yield from sorted(found)


_shipped: list[Library] = []


def shipped_library() -> Library:
    """The library in the package, or beside it in a source tree."""
    if not _shipped:
        package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        folder = os.path.join(package, "formulas")
        if not os.path.isdir(folder):
            folder = os.path.join(os.path.dirname(package), "formulas")
        _shipped.append(Library(folder))
    return _shipped[0]


def _shipped_module(name: str) -> Module:
    """A module of the library, as a pickle names it. EstimateError where this library has none of the name."""
    module = shipped_library().module(name)
    if module is None:
        message = f"the library has no sheet {name}"
        raise EstimateError([command_line_problem(name, message, "read it with the version that wrote it")])
    return module
