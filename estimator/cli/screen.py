"""The whole terminal for the time of a command: a bar, and lines below it that are put anew."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.control import Control
from rich.text import Text

from estimator.cli.output import STYLES
from estimator.languages.spans import padded, safe, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.languages.spans import Spans

_BARS = {"good": "black on green", "bad": "white on red", "note": "reverse"}


class Screen:
    """What is shown: `show` puts it anew, `fit` after the terminal has changed its size."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._size = console.size
        self._bar: tuple[str, str, str] = ("", "", "")
        self._lines: Callable[[int], list[Spans]] = lambda _columns: []

    @property
    def columns(self) -> int:
        """The width to write for."""
        return max(40, min(self._console.size.width, 120))

    def show(self, text: str, role: str, aside: str, lines: Callable[[int], list[Spans]] | None = None) -> None:
        """Show a bar, with a text at its left and one at its right, above lines for so many columns or the old ones."""
        self._bar = (text, role, aside)
        self._lines = lines or self._lines
        self._size = self._console.size
        whole = [
            Text.assemble(*[(safe(part), STYLES[each] if each else "") for part, each in line])
            for line in self._lines(self.columns)
        ]
        body = [part for line in whole for part in (line.wrap(self._console, self._size.width) if line else [line])]
        room = self._size.height - 3  # below the bar and an empty line, above the one that the cursor is on
        if len(body) > room > 1:
            more = f"… {len(body) - room + 1} lines more, in a taller window"
            body = [*body[: room - 1], Text(more, style=STYLES["note"])]
        self._console.control(Control.clear(), Control.home())
        self._console.print(Group(self._head(), Text(), *body), end="")

    def fit(self) -> None:
        """Show the same anew where the terminal has another size now."""
        if self._console.size != self._size:
            self.show(*self._bar)

    def _head(self) -> Text:
        text, role, aside = self._bar
        columns = self._console.size.width
        text, aside = f" {safe(text)}", f"{safe(aside)} "
        if width(text) + width(aside) + 2 > columns:
            aside = ""
        return Text(padded(text, columns - width(aside)) + aside, style=_BARS[role], no_wrap=True, overflow="ellipsis")


@contextlib.contextmanager
def screen() -> Iterator[Screen]:
    """The terminal, which is as it was before when this ends."""
    console = Console(file=sys.stdout, highlight=False, soft_wrap=False)
    with console.screen():
        yield Screen(console)
