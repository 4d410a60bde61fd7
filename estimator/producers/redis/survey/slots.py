"""Which slots of a cluster keys are in, and of how many slots as many would be filled by hash.

The hash is linear in the bits of a name: ids of one length that are counted up share slots more often than by chance.
"""

from __future__ import annotations

import math
from binascii import crc_hqx

SLOTS = 16_384
TABLES_BY_SLOT = {"redis": "7.4", "valkey": "8.0"}  # the first release with a table for each slot, which dumps say too
STEPS = 60
LUCK = 4.0  # standard deviations within which a number of filled slots is by chance


def slot_of(name: bytes) -> int:
    """The slot of a key: by what stands in its first braces, if anything does."""
    start = name.find(b"{")
    if start >= 0:
        end = name.find(b"}", start + 1)
        if end > start + 1:
            name = name[start + 1 : end]
    return crc_hqx(name, 0) % SLOTS  # redis 7.2.6: src/crc16.c, keyHashSlot


def filled(keys: float, slots: float) -> float:
    """How many of so many slots have a key, where keys go by chance."""
    return slots * -math.expm1(-keys / slots) if slots else 0.0


def as_by_chance(keys: int, used: int, slots: int = SLOTS) -> int:
    """Of how many slots so many would be filled by chance: `slots` itself where it is chance."""
    apart = math.exp(-keys / slots)
    deviation = math.sqrt(slots * apart * max(0.0, 1 - (1 + keys / slots) * apart))
    if used >= slots or abs(used - filled(keys, slots)) <= LUCK * deviation + 1:
        return slots
    low, high = float(used), float(SLOTS)
    if used >= filled(keys, high):
        return slots
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if filled(keys, middle) < used else (low, middle)
    return min(slots, max(1, round(high)))
