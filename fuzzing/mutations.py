"""Changes of a text that keep most of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuzzing.vocabulary import NUMBERS, TOKENS, WILD_NUMBERS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    Change = Callable[[str, random.Random, Sequence[str]], str]

LONGEST = 20_000  # characters
_NUMBER = re.compile(r"\d[\d_.]*(?:e[+-]?\d+)?")
_WORD = re.compile(r"[^\W\d]\w*")
_PLACES = ("-1", "1 to 5", "(1 to 2)", "9" * 30, *NUMBERS, *WILD_NUMBERS)
_PLANES = (0x80, 0x3000, 0x10000)


def mutated(text: str, rng: random.Random, lines: Sequence[str]) -> str:
    """A text after a few changes; `lines` are those that may be put in."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        change = rng.choices([each for _, each in _CHANGES], [weight for weight, _ in _CHANGES])[0]
        text = change(text, rng, lines)[:LONGEST]
    return text


def _put_in(text: str, rng: random.Random, _lines: Sequence[str]) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(TOKENS) + text[at:]


def _cut_out(text: str, rng: random.Random, _lines: Sequence[str]) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + text[at + rng.choice((1, 1, 2, 5, 20)) :]


def _add_line(text: str, rng: random.Random, lines: Sequence[str]) -> str:
    own = text.split("\n")
    own.insert(rng.randint(0, len(own)), rng.choice(lines or own))
    return "\n".join(own)


def _swap_lines(text: str, rng: random.Random, _lines: Sequence[str]) -> str:
    own = text.split("\n")
    first, second = rng.randrange(len(own)), rng.randrange(len(own))
    own[first], own[second] = own[second], own[first]
    return "\n".join(own)


def _other_number(text: str, rng: random.Random, _lines: Sequence[str]) -> str:
    found = list(_NUMBER.finditer(text))
    if not found:
        return text + rng.choice(_PLACES)
    match = rng.choice(found)
    return text[: match.start()] + rng.choice(_PLACES) + text[match.end() :]


def _other_word(text: str, rng: random.Random, _lines: Sequence[str]) -> str:
    found = list(_WORD.finditer(text))
    if not found:
        return text
    old, new = rng.choice(found), rng.choice(found)
    return text[: old.start()] + new.group() + text[old.end() :]


def _other_character(text: str, rng: random.Random, _lines: Sequence[str]) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + chr(rng.randrange(rng.choice(_PLANES))) + text[at + 1 :]


def _repeat_line(text: str, rng: random.Random, _lines: Sequence[str]) -> str:
    own = text.split("\n")
    at = rng.randrange(len(own))
    return "\n".join([*own[:at], *[own[at]] * rng.choice((2, 3, 20)), *own[at + 1 :]])


_CHANGES: tuple[tuple[int, Change], ...] = (
    (20, _put_in),
    (15, _cut_out),
    (15, _add_line),
    (10, _swap_lines),
    (20, _other_number),
    (10, _other_word),
    (5, _other_character),
    (5, _repeat_line),
)
