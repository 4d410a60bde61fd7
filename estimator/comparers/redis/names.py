"""The names of a workload's keys: the same on every run, or those of a seed; in a cluster of the slots of its node."""

from __future__ import annotations

from binascii import crc_hqx
from typing import TYPE_CHECKING, Any

from estimator.comparers.redis.draws import LETTERS, Chance, draw_length, int64

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

SLOTS = 16_384
DIGITS = "0123456789" + LETTERS
OWN = "est"


def slot_of(name: str) -> int:
    """The slot of a name without braces: its CRC-16 as of XMODEM."""
    return crc_hqx(name.encode(), 0) % SLOTS


def key_names(given: dict[str, Any], chance: random.Random) -> Iterator[str]:
    """Numbers of 19 digits, or texts of a length that end in a number."""
    kind, length, slots = given.get("key_kind", "fixed"), given["key_len"], int(given.get("slots", SLOTS))
    seen: set[int] = set()
    place, spread = 0, "slots" in given
    for _ in range(int(given["keys"])):
        own = draw_length(length, chance) if kind == "fixed" else 0
        while True:
            if kind == "fixed":
                number = f"{place}k"
                # In a cluster names alike would share what tells their slots, and be spread otherwise than by chance.
                name = _digits(chance, own - len(number)) + number if spread else number.rjust(own, "0")
                place += 1
            else:
                drawn = int64(chance)
                while drawn in seen:
                    drawn = int64(chance)
                seen.add(drawn)
                name = given.get("key_prefix", "") + str(drawn)
            if slots == SLOTS or slot_of(name) < slots:
                yield name
                break


def own_names(given: dict[str, Any], seed: int) -> Iterator[str]:
    """Names of the same lengths that begin with `est` and a draw of the seed, or are numbers that it draws."""
    chance = Chance(seed)  # nobody is kept from guessing them, only from meeting them by chance
    if given.get("key_kind", "fixed") != "fixed":
        yield from key_names(given, chance)
        return
    digits = len(_base_36(int(given["keys"])))
    lengths = given["key_len"] if isinstance(given["key_len"], list) else [int(given["key_len"])]
    drawn = "".join(chance.choices(DIGITS, k=round(max(lengths)) - digits - len(OWN)))
    for place in range(int(given["keys"])):
        length = draw_length(given["key_len"], chance)
        yield OWN + drawn[: length - digits - len(OWN)] + _base_36(place).rjust(digits, "0")


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=max(0, count)))


def _base_36(number: int) -> str:
    high, low = divmod(number, len(DIGITS))
    return (_base_36(high) if high else "") + DIGITS[low]
