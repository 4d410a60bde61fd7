"""What can be wrong with a user's text, as values.

A `Problem` carries facts (message, marks, remedy); the text of a report is made from them in
`estimator.languages.problem_reports`. Problems are collected, so that five mistakes give five reports; what cannot be
given back as a value is raised at the outermost call.

All exceptions of the package. One ends in Error, and it alone leaves a function that users call; those in Fault hold
the problem with the user's text that they stand for; the others say in a word what was met, to whoever asked for it.

* EstimateError     the text, an override, a name or a file is wrong; holds every problem found
* ParseFault        gives up a line
* ModelFault        gives up a definition
* CellFault         gives up a notebook's cell
* Unread            gives up a spoken reading
* UnknownUnit       a word is no unit
* Unreadable        a statement of SQL is not as its grammar says
* Unselected        what a query selects has no columns that are known
* Faulted           a step that could not be computed was used
* Unsaid            a formula turned around cannot be said in the notation
* Untold            a quantity cannot be done in the head as its text says
* RefusedCombinations   texts of a page do not go together: its program is made anew without them
* Inexpressible     a spreadsheet cannot say a step
* PointsFull        a worksheet has no room for more columns
* Unmeasurable      something cannot be measured on this machine
* OddReply          what came is nothing that a Redis would say there
* OddDump           what comes is nothing that a dump of Redis has there
* Cut               a server's answer ended before its end
* Refusal           a database does not answer one question; others it may
* Unwritable        standard output takes no more
* Terminated        someone asked the process to end

What the text of an EstimateError looks like is no matter of this floor: the door of the package says (`told`).
"""

from __future__ import annotations

from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from traceback import FrameSummary
    from types import TracebackType


class Source:
    """A text and the name by which reports call it (a path, or what the text is). It does not change.

    Of a large file it may be a part, which then does not begin on line 1 but on line `first`.
    """

    __slots__ = ("_starts", "first", "name", "text")

    def __init__(self, name: str, text: str, first: int = 1) -> None:
        self.name = name
        self.text = text
        self.first = first
        self._starts: list[int] | None = None

    def location(self, offset: int) -> tuple[int, int]:
        """Line and column of a character; columns are counted from 1."""
        if self._starts is None:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        low, high = 0, len(self._starts)
        while high - low > 1:
            middle = (low + high) // 2
            if self._starts[middle] <= offset:
                low = middle
            else:
                high = middle
        return low + self.first, offset - self._starts[low] + 1

    def line(self, number: int) -> str:
        """The text of a line, without its end."""
        self.location(0)
        assert self._starts is not None
        place = number - self.first
        start = self._starts[place]
        end = self._starts[place + 1] - 1 if place + 1 < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Source) and self._all == other._all)

    def __hash__(self) -> int:
        return hash(self._all)

    @property
    def _all(self) -> tuple[str, str, int]:
        return self.name, self.text, self.first

    def __reduce__(self) -> tuple[type[Source], tuple[str, str, int]]:
        return Source, self._all

    def __deepcopy__(self, memo: object) -> Source:
        return self

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.text)} characters)"


@record
class Mark:
    """A place in a source, with what stands there in a word or two."""

    source: Source
    start: int
    end: int
    label: str = ""


@record
class Problem:
    """One fault (or warning, or note) in a user's text: what was found, where, and what to do.

    `fix` is the whole line as it should be written, where that is known.
    """

    message: str
    marks: tuple[Mark, ...]
    remedy: str = ""
    severity: str = "error"
    fix: str = ""


class EstimateError(Exception):
    """The user's text is wrong; `problems` says how, each with its place.

    As a text it is the report that the command line prints: place, marks and remedy.
    """

    # Makes the text from the problems; set where the package is entered, for reports are written on a higher floor.
    told: Callable[[list[Problem]], str] | None = None

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems

    def __str__(self) -> str:
        told = type(self).told
        return super().__str__() if told is None else told(self.problems)

    def _render_traceback_(self) -> list[str]:
        """The lines that IPython shows in place of a traceback: the caller's own frames, and the report."""
        from traceback import format_list

        return [*"".join(format_list(_frames_outside(self.__traceback__))).splitlines(), *str(self).splitlines()]

    def __reduce__(self) -> tuple[type[EstimateError], tuple[list[Problem]], dict[str, object]]:
        # What an exception does by itself is to hand on its text, which does not make it again in another process.
        return type(self), (self.problems,), self.__dict__


def _frames_outside(trace: TracebackType | None) -> list[FrameSummary]:
    """The frames of a traceback that are neither of this package nor of IPython, and stand in a file.

    The cell itself, which stands in none, is right above what is shown.
    """
    import os
    from traceback import extract_tb

    found: list[FrameSummary] = []
    while trace is not None:
        home = str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        if home not in ("estimator", "IPython") and os.path.isfile(trace.tb_frame.f_code.co_filename):
            found += extract_tb(trace, 1)
        trace = trace.tb_next
    return found


def command_line_problem(text: str, message: str, remedy: str) -> Problem:
    """The report of a word of the command line: a file's name, a scenario, a name to look up."""
    return Problem(message, (Mark(Source("command line", text), 0, max(1, len(text))),), remedy)


def refused(text: str, message: str, remedy: str) -> EstimateError:
    """The one thing that is wrong with such a word, to be raised."""
    return EstimateError([command_line_problem(text, message, remedy)])
