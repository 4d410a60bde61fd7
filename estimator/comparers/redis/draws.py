"""What is drawn of keys, fields and values: the same on every run."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_LEFT = 10_000  # lengths of a spread that are taken by turns
MOST_DIGITS = 18  # of a number that 64 bits hold, whatever its digits are


class Chance(random.Random):
    """Draws; those of listed values, or of a spread, take each of them once before any comes again.

    So what few keys are loaded with has the mean that the prediction is of.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._left: dict[int, list[float]] = {}
        self._between: dict[tuple[int, int], list[int]] = {}
        self._asked = self._true = 0

    def one_of(self, values: Sequence[float]) -> float:
        """One of listed values."""
        left = self._left.get(id(values))
        if not left:
            left = self._left[id(values)] = list(values)
            self.shuffle(left)
        return left.pop()

    def one_between(self, low: int, high: int) -> int:
        """A whole number of a spread, both ends in it."""
        if high - low >= MOST_LEFT:
            return self.randint(low, high)
        left = self._between.get((low, high))
        if not left:
            left = self._between[low, high] = list(range(low, high + 1))
            self.shuffle(left)
        return left.pop()

    def is_among(self, share: float) -> bool:
        """Whether it is one of a share of all that ask, which is met exactly."""
        self._asked += 1
        found = self._true < round(share * self._asked)
        self._true += found
        return found


def draw_length(value: Any, chance: random.Random) -> int:
    """A length or a number: as given, of a spread `20-200`, or one of a list."""
    if isinstance(value, list):
        assert isinstance(chance, Chance)
        return max(0, round(chance.one_of(value)))
    low, dash, high = str(value).partition("-")
    if not dash:
        return int(low)
    draw = chance.one_between if isinstance(chance, Chance) else chance.randint
    return draw(int(low), int(high))


def draw_number(value: Any, chance: random.Random) -> int:
    """An integer: as given, or one of a list."""
    if isinstance(value, list):
        assert isinstance(chance, Chance)
        return round(chance.one_of(value))
    return round(float(value))


def text(chance: random.Random, length: int) -> str:
    """A text of a length."""
    return "".join(chance.choices(LETTERS, k=length)) if length < 40 else _long_text(chance, length)


def _long_text(chance: random.Random, length: int) -> str:
    piece = "".join(chance.choices(LETTERS, k=40))
    return (piece * (length // 40 + 1))[:length]


def int64(chance: random.Random) -> int:
    """A number of 19 digits."""
    return chance.randrange(10**18, 2**63)


def integer(chance: random.Random, digits: int) -> int:
    """A number of so many digits."""
    if digits > MOST_DIGITS:
        return int64(chance)
    return chance.randrange(10 ** (digits - 1) if digits > 1 else 0, 10**digits)


def decimal(chance: random.Random, length: int) -> str:
    """A number from one on below ten of so many characters, none of which is to spare."""
    digits = max(1, length - 2)
    behind = chance.randrange(10 ** (digits - 1) if digits > 1 else 0, 10**digits) // 10 * 10 + chance.randint(1, 9)
    return f"{chance.randint(1, 9)}.{behind}"


def distinct(chance: random.Random, number: int, length: Any, kind: str) -> list[str]:
    """So many different elements of a length; for the kind `number` those are the numbers."""
    found: dict[str, None] = {}
    while len(found) < number:
        if kind == "rand19":
            found[str(int64(chance))] = None
        elif kind == "number":
            found[str(draw_number(length, chance))] = None
        else:
            own = draw_length(length, chance)
            found[str(integer(chance, own)) if kind == "integer" else text(chance, own)] = None
    return list(found)
