"""Texts of which the words alone are left, so that where one ends is found at the speed of `find`."""

from __future__ import annotations


class _Blanked(dict[int, int]):
    """A translation that leaves the characters of words and turns all others into blanks."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        self[code] = kept = code if char.isalnum() or char == "_" else 32
        return kept


BLANKED = _Blanked()
