"""The smallest input that still breaks what a larger one broke: delta debugging by parts, lines, words and characters.

After Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from fuzzing.attempts import attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fuzzing.cases import Case

TRIES = 600
SECONDS = 20.0  # of processor time
_BRACKETS = re.compile(r"\(([^()]*)\)")
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class _Spent(Exception):
    """The tries or the time are spent."""


class _Search:
    """The search for one case; `smallest` is what was found so far."""

    def __init__(self, case: Case, cause: str, limit: float) -> None:
        self.smallest = case
        self.cause = cause
        self.limit = limit
        self.tries = 0
        self.until = time.process_time() + SECONDS

    def breaks(self, parts: tuple[str, ...]) -> bool:
        """Whether other parts break the same; then they are the smallest."""
        if self.tries >= TRIES or time.process_time() > self.until:
            raise _Spent
        self.tries += 1
        case = self.smallest._replace(parts=parts)
        if not any(fault.cause == self.cause for fault in attempt(case, self.limit).faults):
            return False
        self.smallest = case
        return True

    def drop(self) -> None:
        """Leave out whole parts, but the first."""
        first, *rest = self.smallest.parts
        without_needless(rest, lambda kept: self.breaks((first, *kept)))

    def shorten(self, place: int, cut: Callable[[str], list[str]]) -> None:
        """Leave out of a part whatever pieces it does not need."""

        def fits(pieces: Sequence[str]) -> bool:
            parts = self.smallest.parts
            return self.breaks((*parts[:place], "".join(pieces), *parts[place + 1 :]))

        without_needless(cut(self.smallest.parts[place]), fits)

    def unwrap(self, place: int) -> None:
        """Leave out pairs of brackets around what has none."""
        at = 0
        while (match := _BRACKETS.search(self.smallest.parts[place], at)) is not None:
            parts, text = self.smallest.parts, self.smallest.parts[place]
            shorter = text[: match.start()] + match[1] + text[match.end() :]
            fits = self.breaks((*parts[:place], shorter, *parts[place + 1 :]))
            at = 0 if fits else match.end()


def minimised(case: Case, cause: str, limit: float) -> Case:
    """The smallest case that was found to have the same cause, where an operation may take `limit` seconds."""
    search = _Search(case, cause, limit)
    try:
        while True:
            before = search.smallest
            search.drop()
            for place in range(len(search.smallest.parts)):
                search.shorten(place, lambda text: text.splitlines(keepends=True))
                search.shorten(place, _WORDS.findall)
                search.unwrap(place)
                if len(search.smallest.parts[place]) < 200:
                    search.shorten(place, list)
            if search.smallest == before:
                break
    except _Spent:
        pass
    return search.smallest


def without_needless(pieces: list[str], fits: Callable[[Sequence[str]], bool]) -> list[str]:
    """The pieces that are left when no run of them can be left out: halves first, single ones last."""
    size = max(1, len(pieces) // 2)
    while pieces:
        at, shorter = 0, False
        while at < len(pieces):
            rest = pieces[:at] + pieces[at + size :]
            if fits(rest):
                pieces, shorter = rest, True
            else:
                at += size
        if size == 1 and not shorter:
            break
        size = max(1, size // 2)
    return pieces
