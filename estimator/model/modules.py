"""A module: a parsed sheet with its names and units; and the finder that turns library paths into modules.

A file of `formulas/` is a module, its name the path without the suffix: `latency.est` is `latency`,
`redis/string.est` is `redis.string`. Files are read when a path first asks for them.
"""

from __future__ import annotations

import os

from estimator.notation.parser import parse_sheet
from estimator.notation.tree import Check, Definition, Scenario, Sheet, UnitDeclaration, Use
from estimator.problems import Mark, Problem, Source
from estimator.units.table import UnitTable, shipped_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".est"
LARGEST_FILE = 16_000_000
DEEPEST_PATH = 8


class Module:
    """A sheet's definitions by name, its units, and where it came from."""

    __slots__ = (
        *("sheet", "source", "name", "folder", "problems", "table"),
        *("definitions", "checks", "scenarios", "declarations", "uses"),
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
        self.uses: dict[str, Use] = {}
        self.table = shipped_units()
        for line in sheet.lines:
            if line.__class__ is Definition:
                if line.name in self.definitions:
                    self._twice(line.name, self.definitions[line.name].span, line.span)
                else:
                    self.definitions[line.name] = line
            else:
                self._other(line)

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

    def module(self, name: str) -> Module | None:
        """The module of this name, or None."""
        if name not in self._modules:
            self._modules[name] = None
            parts = name.split(".")
            file = self.path(name)
            if all(part.isidentifier() for part in parts) and os.path.isfile(file):
                shown = "/".join(("formulas", *parts)) + SUFFIX
                with open(file, encoding="utf-8") as opened:
                    text = opened.read()
                self._modules[name] = Module(parse_sheet(Source(shown, text)), name, os.path.dirname(file))
        return self._modules[name]

    def parsed(self) -> set[str]:
        """The names of the modules that were read so far."""
        return {name for name, module in self._modules.items() if module is not None}

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
