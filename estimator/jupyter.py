"""`%load_ext estimator`: cells in the notation.

`%%estimate [NAME]` runs a cell as a sheet. A name that the cell does not define is taken from the cells before it, else
from Python's variables (numbers, pint quantities, and texts in the notation); what the cell defines becomes Python
variables, and the estimate itself the variable NAME, if one is given. `%estimate EXPRESSION` answers a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from IPython.core.magic import Magics, line_cell_magic, magics_class

from estimator.api.arguments import notation
from estimator.api.estimates import Estimate
from estimator.languages.reports import report_text
from estimator.model.functions import DISTRIBUTIONS, FUNCTIONS
from estimator.model.modules import Module, shipped_library
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_line
from estimator.notation.tree import Check, Definition, Documentation
from estimator.problems import EstimateError, Source, command_line_problem
from estimator.records import replace

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from estimator.notation.tree import Sheet

_BUILT_IN = {*FUNCTIONS, *DISTRIBUTIONS, "count", "sum"}


class CellFault(Exception):
    """A fault of the user's text in a cell, shown as in the terminal and without a traceback."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def _render_traceback_(self) -> list[str]:
        return self.text.splitlines()


@magics_class
class EstimateMagics(Magics):
    """The magics of a session, and what its cells have defined so far."""

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self.definitions: dict[str, Definition] = {}
        self.units: list[str] = []  # declarations of units, which hold for the cells behind them
        self.given: dict[str, int] = {}  # the Python variables that cells have set, by the identity of their values

    @property
    def namespace(self) -> dict[str, Any]:
        """Python's variables."""
        assert self.shell is not None
        variables: dict[str, Any] = self.shell.user_ns
        return variables

    @line_cell_magic
    def estimate(self, line: str, cell: str | None = None) -> Any:
        """`%estimate EXPRESSION` or `%%estimate [NAME]` and a sheet below it."""
        try:
            return self._line(line) if cell is None else self._cell(line.strip(), cell)
        except EstimateError as error:
            raise CellFault(report_text(error.problems)) from None

    def _line(self, text: str) -> Any:
        estimate = self._estimate(f"answer = {text}\n", "line")
        found = next(iter(estimate))
        return estimate[found]

    def _cell(self, name: str, cell: str) -> Estimate:
        if name and not name.isidentifier():
            raise EstimateError([command_line_problem(name, f"{name} is no Python name", "write %%estimate plan")])
        count = getattr(self.shell, "execution_count", 0)
        estimate = self._estimate(cell, name or f"cell {count}")
        for own in parse_sheet(Source("cell", cell)).lines:
            if isinstance(own, Definition):
                self.definitions[own.name] = own
                if own.parameters is None:
                    self._give(own.name, estimate[own.name])
            elif not isinstance(own, Check):
                text = print_line(own)
                if text.startswith("unit ") and text not in self.units:
                    self.units.append(text)
        if name:
            self.namespace[name] = estimate
        return estimate

    def _give(self, name: str, value: object) -> None:
        """A quantity as a Python variable; one that Python code has set stays as it is."""
        namespace = self.namespace
        if name not in namespace or self.given.get(name) == id(namespace[name]):
            namespace[name] = value
            self.given[name] = id(value)

    def _estimate(self, text: str, title: str) -> Estimate:
        """The estimate of a cell: its own text, and behind it what it needs of other cells and of Python."""
        sheet = parse_sheet(Source(title, text))
        borrowed = self._borrowed(sheet)
        units = [unit for unit in self.units if unit not in text]
        behind = "".join([f"{line}\n" for line in [*units, *borrowed.values()]])
        whole = text if text.endswith("\n") else text + "\n"
        module = Module(parse_sheet(Source(title, f"{whole}\n{behind}" if behind else text)))
        return Estimate(module)

    def _borrowed(self, sheet: Sheet) -> dict[str, str]:
        """The lines that a sheet needs of what is outside it, by name, each with what it needs itself."""
        own = {line.name for line in sheet.lines if isinstance(line, Definition)}
        waiting = [name for line in sheet.lines for name in _needed(line)]
        found: dict[str, str] = {}
        while waiting:
            name = waiting.pop()
            if name in own or name in found or (name in _BUILT_IN and name not in self.definitions):
                continue
            if name in self.definitions and not self._is_newer(name):
                found[name] = print_line(replace(self.definitions[name], documentation=Documentation(), note=""))
                waiting += _needed(self.definitions[name])
            elif name in self.namespace and not name.startswith("_"):
                text = self._variable(name)
                if text is not None:
                    found[name] = f"{name} = {text}"
        return found

    def _is_newer(self, name: str) -> bool:
        """Whether Python code has set a variable since a cell gave it its value."""
        namespace = self.namespace
        return name in namespace and name in self.given and self.given[name] != id(namespace[name])

    def _variable(self, name: str) -> str | None:
        """A Python variable in the notation; None for what is no quantity, which the sheet then does not know."""
        value = self.namespace[name]
        if isinstance(value, bool) or callable(value):
            return None
        magnitude = getattr(value, "magnitude", None)
        if getattr(magnitude, "shape", ()) != ():
            return None
        try:
            return notation(value, name)
        except EstimateError:
            if magnitude is not None:
                raise
            return None


def _needed(line: object) -> list[str]:
    """The names that a line needs, without those of the library."""
    names: tuple[str, ...] = getattr(line, "names", ()) if isinstance(line, Definition | Check) else ()
    library = shipped_library()
    return [name for name in names if "." not in name and library.module(name) is None]


def register(shell: InteractiveShell) -> None:
    """Make the magics known to a session."""
    shell.register_magics(EstimateMagics(shell))
