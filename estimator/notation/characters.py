"""Characters: which are those of words, and how a report names one."""

from __future__ import annotations


class _Blanked(dict[int, int]):
    """A translation that leaves the characters of words and turns all others into blanks."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        self[code] = kept = code if char.isalnum() or char == "_" else 32
        return kept


BLANKED = _Blanked()


def shown(char: str) -> str:
    """A character as a report names it; one that cannot be seen, by its number."""
    if char.isprintable():
        return f"“{char}”"
    return f"the character U+{ord(char):04X}"
