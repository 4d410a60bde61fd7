"""What one flattening may take: how deep it nests, how far its calls expand, how often a wrong word is guessed at."""

from __future__ import annotations

from contextvars import ContextVar

from estimator.model.describe import MOST_COMPARED, longer_or_shorter, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAXIMUM_EXPANSION = 100_000
LONG = 8_000  # steps that take a second or so, until the result is there
LENGTHY = f"the formulas that are called come to more than {LONG:,} steps, which takes a second or more"
MAXIMUM_NESTING = 180  # of calls, brackets and names, each of several calls of our own
MAXIMUM_SHEETS = 20
# Whom to tell LENGTHY, before the time is spent: a command's reader, who waits for it. Elsewhere it is logged.
WAITING: ContextVar[Callable[[str], object] | None] = ContextVar("WAITING", default=None)
DEEP = 60  # from this nesting on, what a where local needs is found in a loop


def _logged(text: str) -> None:
    import logging  # which nothing else needs

    logging.getLogger("estimator").warning(text)


class Nesting:
    """How deep one is in calls, brackets and names: `with` goes one deeper, and comes back whatever happens."""

    __slots__ = ("depth",)

    def __init__(self) -> None:
        self.depth = 0

    def __enter__(self) -> None:
        self.depth += 1

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.depth -= 1


class Sheets:
    """How deep one is in sheets that ask for each other: `with` goes to one more, where the nesting begins anew."""

    __slots__ = ("_left", "_nesting")

    def __init__(self, nesting: Nesting) -> None:
        self._nesting = nesting
        self._left: list[int] = []  # how deep the nesting was where each was left

    @property
    def depth(self) -> int:
        """How many sheets wait for the one at hand."""
        return len(self._left)

    def __enter__(self) -> None:
        self._left.append(self._nesting.depth)
        self._nesting.depth = 0

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._nesting.depth = self._left.pop()


class Budget:
    """What is left of all that is bounded; what goes beyond is reported where it stands."""

    __slots__ = ("compared", "nesting", "sheets", "spent")

    def __init__(self) -> None:
        self.nesting = Nesting()
        self.sheets = Sheets(self.nesting)
        self.spent = 0  # steps that calls expanded to, and what costs as much
        self.compared = 0  # names with which wrong words were

    def spend(self, cost: int) -> bool:
        """Count what is expanded; whether it was not too much."""
        before, self.spent = self.spent, self.spent + cost
        if before <= LONG < self.spent:
            (WAITING.get() or _logged)(LENGTHY)
        return self.spent <= MAXIMUM_EXPANSION

    def may_guess(self) -> bool:
        """Whether to look for what a wrong word resembles: not for every one of many among many names."""
        return self.compared <= MOST_COMPARED

    def guess(self, word: str, *known: Iterable[str]) -> str:
        """The known name that a wrong word resembles; nothing where there is none, or enough were looked for."""
        if not self.may_guess():
            return ""
        names = [name for some in known for name in some]
        self.compared += len(names)
        return suggestion(word, names)

    def longer_or_shorter(self, word: str, known: Iterable[str]) -> str:
        """The known name that has a word more or less than a wrong one; nothing where enough were looked for."""
        if not self.may_guess():
            return ""
        names = list(known)
        self.compared += len(names)
        return longer_or_shorter(word, names)
