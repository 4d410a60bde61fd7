"""Releases as they are written: `8.10` is no number, and comes after `8.6`."""

from __future__ import annotations

from estimator.notation.tree import Literal, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tree import Expression

MOST_DIGITS = 9


def release_text(tree: Expression) -> str:
    """A release that is written out as a number alone or as a text; empty for anything else."""
    if isinstance(tree, Text):
        text = tree.value
    elif isinstance(tree, Literal) and not (tree.unit or tree.magnitude or tree.percent):
        text = tree.text
    else:
        return ""
    return text if release_parts(text) else ""


def release_parts(text: str) -> tuple[int, ...]:
    """The parts of a release, by which releases are ordered: 8.10 is (8, 10), and 8 as well as 8.0 is (8,).

    Empty for a text that is none; 0 is (0,).
    """
    words = text.split(".")
    if not all(word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS for word in words):
        return ()
    parts = [int(word) for word in words]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return tuple(parts)
