"""Which steps from line to line of the package an input takes that none took before.

By `sys.settrace`, which every Python has: it slows an input down some twentyfold, so that a share of them is followed.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any

import estimator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType, FrameType

    Trace = Callable[[FrameType, str, Any], Any]

_PACKAGE = os.path.dirname(estimator.__file__)


class Coverage:
    """The steps that were taken so far; `fresh` counts those that the last block added."""

    def __init__(self) -> None:
        self.steps: set[tuple[CodeType, int, int]] = set()
        self.fresh = 0

    @contextlib.contextmanager
    def followed(self) -> Iterator[None]:
        """Follow a block."""
        before = len(self.steps)
        sys.settrace(self._called)
        try:
            yield
        finally:
            sys.settrace(None)
            self.fresh = len(self.steps) - before

    def _called(self, frame: FrameType, _event: str, _value: object) -> Trace | None:
        code = frame.f_code
        if not code.co_filename.startswith(_PACKAGE):
            return None
        steps, last = self.steps, 0

        def stepped(frame: FrameType, event: str, _value: object) -> Trace:
            nonlocal last
            if event == "line":
                line = frame.f_lineno
                steps.add((code, last, line))
                last = line
            return stepped

        return stepped
