"""All that is inside a tree."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def walk(tree: object) -> Iterator[object]:
    """A tree and all that is in it; its records are tuples."""
    waiting = [tree]
    while waiting:
        found = waiting.pop()
        yield found
        if isinstance(found, tuple):
            waiting += found
