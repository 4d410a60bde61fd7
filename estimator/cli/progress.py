"""A bar on the terminal while something takes its time: on standard error, and gone when it is done."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Bar:
    """A bar that begins when it is first moved; nothing where nobody looks at a terminal."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._stop: Callable[[], None] | None = None
        self._update: Callable[..., None] = lambda **_: None
        self._done = 0.0

    def move(self, title: str, *, done: float | None = None, more: float = 0.0, total: float | None = None) -> None:
        """Say what is at hand, and how much is done of how much: in all, or so much more than before."""
        if not self._shown:
            return
        if self._stop is None:
            self._start()
        self._done = self._done + more if done is None else done
        self._update(description=title, completed=self._done, total=total)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        bar = Progress(console=Console(stderr=True), transient=True)
        task = bar.add_task("", total=None)
        bar.start()
        self._stop, self._done = bar.stop, 0.0
        self._update = lambda **state: bar.update(task, **state)

    def stop(self) -> None:
        """Take the bar away."""
        if self._stop is not None:
            self._stop()
        self._stop = None


@contextlib.contextmanager
def bar(*, shown: bool) -> Iterator[Bar]:
    """A bar for the time of some work."""
    made = Bar(shown=shown)
    try:
        yield made
    finally:
        made.stop()
