"""`estimate` alone in a terminal: lines are answered while one types, names carry, and all is saved as a sheet."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, InMemoryHistory

from estimator.cli.codes import FINE
from estimator.cli.names import library_names, unit_names
from estimator.cli.output import columns, write
from estimator.languages.problem_reports import report_all
from estimator.languages.spans import in_shell, plain
from estimator.languages.words import Words
from estimator.model.files import is_file_name
from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import INPUTS
from estimator.problems import EstimateError, refused
from estimator.reckoning.session import Session
from estimator.writers.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import History

    from estimator.languages.spans import Spans
    from estimator.reckoning.session import Answer

LONGEST_LIVE = 300  # characters of a line that is answered while it is typed
HELP = """Type an estimate: 3 TB/day * 30 day, 20% of 1 TB, users = 3 M user, users * 2 KB/user, 日活1.5亿
ans             the last answer
:save plan.est  what was typed, as a sheet
:list           what has a name here
:quit           leave (or Ctrl-D)"""


class Names(Completer):
    """Completes the names of the session, of functions, units and the library."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What the word before the cursor may become."""
        word = document.get_word_before_cursor(WORD=True).split("(")[-1]
        if not word:
            return
        own = [name for name in (*self.session.lines, "ans", *FUNCTIONS, *INPUTS) if name.startswith(word)]
        for name in own:
            yield Completion(name, -len(word))
        for name, title in library_names([], word):
            yield Completion(name, -len(word), display_meta=title)
        for name, _ in unit_names([], word)[:20]:
            yield Completion(name, -len(word), display_meta="unit")


def run() -> int:
    """Read, answer and remember lines until the end of input; the exit code."""
    session = Session()
    prompt: PromptSession[str] = PromptSession(
        history=_history(),
        completer=Names(session),
        complete_while_typing=False,
        bottom_toolbar=lambda: _live(session, prompt.default_buffer.text),
    )
    write([[("Type an estimate, :help for more, Ctrl-D to leave.", "note")]])
    while True:
        try:
            text = prompt.prompt("> ").strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return FINE
        if text in (":quit", ":q", "exit", "quit"):
            return FINE
        if text:
            write(said(session, text))


def said(session: Session, text: str) -> list[Spans]:
    """What the session says to a line."""
    try:
        if text.startswith(":"):
            return _command(session, text)
        answer = session.answer(text)
        session.keep(text, answer)
        return _answer(answer)
    except EstimateError as error:
        return report_all(error.problems)


def _answer(answer: Answer) -> list[Spans]:
    words = Words(answer.evaluation, columns())
    lines: list[Spans] = [[(f"read as {answer.read_as}", "note")]] if answer.read_as else []
    return [*lines, *words.named([answer.name]), *words.remarks()]


def _command(session: Session, text: str) -> list[Spans]:
    name, _, rest = text.partition(" ")
    rest = rest.strip()
    if name == ":save":
        if not is_file_name(rest) or not rest.endswith(".est"):
            raise refused(text, "a sheet is a .est file", "write :save plan.est")
        if not session.lines:
            raise refused(text, "there is nothing to save yet", "type an estimate first")
        write_whole(rest, session.written())
        return [[(f"{rest} is there: run it with estimate {in_shell(rest)}", "good")]]
    if name == ":list":
        return [[(f"{each} = ", "name"), (body, "")] for each, body in session.lines.items()]
    if name == ":help":
        return [[(line, "")] for line in HELP.splitlines()]
    raise refused(text, f"there is no {name}", "write :help")


def _live(session: Session, text: str) -> str:
    """The answer to what has been typed so far; nothing where there is none yet."""
    if not text.strip() or text.startswith(":") or len(text) > LONGEST_LIVE:
        return ""
    try:
        return "  ".join([plain(line) for line in _answer(session.answer(text))[:2]])
    except EstimateError:
        return ""


def _history() -> History:
    """The lines of earlier sessions, in the user's folder for such things; none where it cannot be written."""
    folder = os.path.join(os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state"), "estimate")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        path = os.path.join(folder, "history")
        with open(path, "ab"):
            return FileHistory(path)
    except OSError:
        return InMemoryHistory()
