"""`%load_ext estimator`: cells in the notation, and completion of what this package knows.

`%%estimate [NAME] [OPTION]…` runs a cell as a sheet. A name that the cell does not define is taken from the cells
before it, else from Python's variables (numbers, yes or no, pint quantities, texts in the notation, and columns); what
the cell defines becomes Python variables, and the estimate itself the variable NAME, if one is given. `%estimate
EXPRESSION` answers a line, `%estimate twitter peak_qps peak_factor=3` runs a sheet. The options are those of the
command: `--answers` shows the answers alone, `--all` the steps inside of calls, `--scenario` runs one. A quantity that
is called as something of Python's own (`list`, `print`) is known to the cells alone.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from IPython.core.completer import SimpleCompletion, context_matcher
from IPython.core.magic import Magics, line_cell_magic, magics_class

from estimator.api.cell_completion import in_cell, is_of_cell
from estimator.api.cell_options import OPTIONS, View, leading_options, read_options, shown
from estimator.api.cells import Cells, is_pythons
from estimator.api.completion import in_python
from estimator.api.estimates import Estimate
from estimator.languages.problem_reports import report_text
from estimator.model.files import is_file_name
from estimator.model.modules import shipped_library
from estimator.problems import EstimateError, command_line_problem, refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from IPython.core.completer import CompletionContext, SimpleMatcherResult
    from IPython.core.interactiveshell import InteractiveShell

    from estimator.api.cell_options import Options

PRIORITY = 200  # above IPython's own
_SHEET_WORD = re.compile(r"[\w.]+(=.*)?", re.DOTALL)


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
        """Run a cell as a sheet, or answer a line.

        %%estimate [NAME] [OPTION]…         the cell is a sheet, its names become variables, NAME the estimate
        %estimate 3 TB/day * 30 day         answers a line
        %estimate twitter peak_factor=3     runs a sheet of the library or a file
        %estimate twitter peak_qps          shows one quantity of it

        --answers          the answers alone        --digits N         significant digits, 3 unless told
        --all              the steps inside calls   --exact            every digit
        --open NAME        those of one quantity    --quiet            bare numbers
        --scenario NAME    a scenario of the sheet  --json             JSON
        --mental           in one's head            --say [en|zh]      out loud

        The language: estimator.manual(), the library: estimator.catalogue().
        """
        assert self.shell is not None
        self.cells.namespace = self.shell.user_ns
        try:
            return self._line(line) if cell is None else self._cell(line.strip(), cell)
        except EstimateError as error:
            raise CellFault(report_text(error.problems)) from None

    def _line(self, text: str) -> Any:
        options, expression = leading_options(text)
        of_sheet = self._sheet_words(expression)
        if of_sheet is not None:
            return self._sheet(options.joined(of_sheet))
        if options.value("--scenario") is not None or options.opened:
            option = "--scenario" if options.value("--scenario") is not None else "--open"
            raise refused(option, f"{option} is about a sheet", "leave it out, or run a sheet")
        estimate, name = self.cells.asked(expression)
        if self.cells.read_as:
            sys.stdout.write(f"read as {self.cells.read_as}\n")
        if "--quiet" in options.flags:
            return _bare(estimate, options, [name])
        found = shown(estimate, options, [name] if options.flags or options.values else ())
        return estimate[name] if found is estimate else found

    def _sheet_words(self, text: str) -> Options | None:
        """The words and options of a line that names a sheet, as on the command line; None of an expression."""
        first = text.partition(" ")[0]
        if first in self.cells.definitions or not (is_file_name(first) or shipped_library().module(first) is not None):
            return None
        try:
            found = read_options(text)
        except EstimateError:
            if " --" not in text:
                return None
            raise
        return found if all(_SHEET_WORD.fullmatch(word) for word in found.words) else None

    def _sheet(self, options: Options) -> Any:
        from estimator.cli.given import given, joined

        words, title = list(options.words), options.value("--scenario") or ""
        found = given(words, title)
        first = next((place for place, word in enumerate(words) if "=" in word), len(words))
        overrides = dict([each.split("=", 1) for each in joined(words[first:])])
        estimate = Estimate(found.evaluation.model.module, overrides, title, found.evaluation)
        return self._shown(estimate, options, found.names)

    def _shown(self, estimate: Estimate, options: Options, names: Sequence[str] = ()) -> Any:
        return _bare(estimate, options, names) if "--quiet" in options.flags else shown(estimate, options, names)

    def _cell(self, line: str, cell: str) -> Any:
        options = read_options(line)
        name = " ".join(options.words)
        if name and not name.isidentifier():
            raise EstimateError([command_line_problem(name, f"{name} is no Python name", "write %%estimate plan")])
        if name and (is_pythons(name) or name in self.cells.hidden):
            raise EstimateError([command_line_problem(name, f"{name} is Python's own", "write %%estimate plan")])
        count = self._number()
        estimate, kept = self.cells.run(cell, name or f"cell {count}")
        if kept:
            names, verb = " and ".join(kept), "stays" if len(kept) == 1 else "stay"
            sys.stdout.write(f"note: {names} {verb} Python's own; a cell of %%estimate knows the quantity\n")
        title = options.value("--scenario")
        estimate = estimate if title is None else estimate.scenario(title)
        if name:
            self.cells.set(name, estimate)
        return self._shown(estimate, options)

    def _number(self) -> int:
        """The number of the cell that runs, as its prompt shows it: the counter may be that of the next one by now."""
        assert self.shell is not None
        history = self.shell.history_manager  # which no variable called In hides
        cells = history.input_hist_parsed if history is not None else []
        return len(cells) - 1 if len(cells) > 1 else self.shell.execution_count

    def matching(self, context: CompletionContext) -> SimpleMatcherResult:
        """What may stand at the cursor."""
        assert self.shell is not None
        lines = context.full_text.split("\n")
        before = "\n".join([*lines[: context.cursor_line], lines[context.cursor_line][: context.cursor_position]])
        if is_of_cell(before):
            self.cells.namespace = self.shell.user_ns
            found = in_cell(before, context.full_text, self.cells, OPTIONS)
        else:
            found = in_python(before, self.shell.user_ns)
        if found is None:
            return {"completions": []}
        return {
            "completions": [SimpleCompletion(text=text, type="estimate") for text in found.texts],
            "matched_fragment": found.fragment,
            "suppress": found.alone,
            "ordered": True,
        }


def _bare(estimate: Estimate, options: Options, names: Sequence[str]) -> View:
    """Bare numbers, each in a line, every digit unless told. EstimateError where nothing is named."""
    from estimator.cli.quiet import bare

    named = [row.name for row in estimate.report.answers] if "--answers" in options.flags and not names else names
    if not named:
        raise refused("--quiet", "--quiet prints what is named", "add --answers")
    digits = options.digits if options.value("--digits") is not None else None
    return View("\n".join([bare(estimate.evaluation, name, digits) for name in named]), estimate)


def register(shell: InteractiveShell) -> None:
    """Make the magics known to a session, and what completes."""
    magics = EstimateMagics(shell)
    shell.register_magics(magics)
    complete_in(shell, magics)


def complete_in(shell: InteractiveShell, magics: EstimateMagics | None = None) -> None:
    """Complete in a session what this package knows: at once where it is imported, with its cells where they are."""
    completer = getattr(shell, "Completer", None)
    if completer is None:
        return
    known = magics or EstimateMagics(shell)

    @context_matcher(priority=PRIORITY, identifier="estimator")  # type: ignore[untyped-decorator]  # IPython is without types
    def matcher(context: CompletionContext) -> SimpleMatcherResult:
        return known.matching(context)

    others = [each for each in completer.custom_matchers if getattr(each, "matcher_identifier", "") != "estimator"]
    completer.custom_matchers = [*others, matcher]
