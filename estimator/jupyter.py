"""`%load_ext estimator`: cells in the notation.

`%%estimate [NAME]` runs a cell as a sheet. A name that the cell does not define is taken from the cells before it, else
from Python's variables (numbers, yes or no, pint quantities, and texts in the notation); what the cell defines becomes
Python variables, and the estimate itself the variable NAME, if one is given. `%estimate EXPRESSION` answers a line. A
quantity that is called as something of Python's own (`list`, `print`) is known to the cells alone.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from IPython.core.magic import Magics, line_cell_magic, magics_class

from estimator.api.cells import Cells, is_pythons
from estimator.languages.problem_reports import report_text
from estimator.problems import EstimateError, command_line_problem

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from estimator.api.estimates import Estimate


class CellFault(Exception):
    """A fault of the user's text in a cell, shown as in the terminal and without a traceback."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def _render_traceback_(self) -> list[str]:
        return self.text.splitlines()


@magics_class
class EstimateMagics(Magics):
    """The magics of a session."""

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self.cells = Cells(shell.user_ns, shell.user_ns_hidden)

    @line_cell_magic
    def estimate(self, line: str, cell: str | None = None) -> Any:
        """`%estimate EXPRESSION` or `%%estimate [NAME]` and a sheet below it."""
        assert self.shell is not None
        self.cells.namespace = self.shell.user_ns
        try:
            return self._line(line) if cell is None else self._cell(line.strip(), cell)
        except EstimateError as error:
            raise CellFault(report_text(error.problems)) from None

    def _line(self, text: str) -> Any:
        value = self.cells.answer(text)
        if self.cells.read_as:
            sys.stdout.write(f"read as {self.cells.read_as}\n")
        return value

    def _cell(self, name: str, cell: str) -> Estimate:
        if name and not name.isidentifier():
            raise EstimateError([command_line_problem(name, f"{name} is no Python name", "write %%estimate plan")])
        if name and (is_pythons(name) or name in self.cells.hidden):
            raise EstimateError([command_line_problem(name, f"{name} is Python's own", "write %%estimate plan")])
        count = getattr(self.shell, "execution_count", 0)
        estimate, kept = self.cells.run(cell, name or f"cell {count}")
        if kept:
            names, verb = " and ".join(kept), "stays" if len(kept) == 1 else "stay"
            sys.stdout.write(f"note: {names} {verb} Python's own; a cell of %%estimate knows the quantity\n")
        if name:
            self.cells.set(name, estimate)
        return estimate


def register(shell: InteractiveShell) -> None:
    """Make the magics known to a session."""
    shell.register_magics(EstimateMagics(shell))
