"""Integers in packed forms: which texts are kept as numbers, and in how many bytes.

The rules are those of redis 7.2.6: src/util.c, string2ll; src/listpack.c, lpEncodeIntegerGetType; src/intset.c, and of
redis 6.2.14: src/ziplist.c, zipTryEncoding.
"""

from __future__ import annotations

LONGEST = 19  # digits
BITS = ((2, 13), (3, 16), (4, 24), (5, 32))  # bytes in a listpack, and the bits of the number


def is_integer(text: bytes) -> bool:
    """Whether a text is a number as a server keeps it: no sign but a minus, no zero in front, 64 bits."""
    digits = text.removeprefix(b"-")
    if not digits.isdigit() or len(digits) > LONGEST or (digits.startswith(b"0") and text != b"0"):
        return False
    return _fits(int(text), 64)


def listpack_bytes(value: int) -> int:
    """The bytes of an integer in a listpack, without its own length behind it."""
    if 0 <= value <= 127:
        return 1
    for size, bits in BITS:
        if _fits(value, bits):
            return size
    return 9


def standing_for(value: int) -> int:
    """One number for all that take as many bytes in each form: so few stand for any."""
    if 0 <= value <= 12:  # which lie in the head of a ziplist's entry
        return 5
    if _fits(value, 8):
        return 100 if value >= 0 else -100
    return {2: 1000, 3: 20_000, 4: 1_000_000, 5: 1_000_000_000, 9: 10**12}[listpack_bytes(value)]


def widest(members: list[bytes]) -> tuple[int, ...]:
    """The member that decides how many bytes each of a set of integers has; none where one is a text."""
    if not members or not all(map(is_integer, members)):
        return ()
    return (max(map(int, members), key=set_bytes),)


def set_bytes(value: int) -> int:
    """The bytes of each member of a set of integers that has to hold one."""
    return 2 if _fits(value, 16) else 4 if _fits(value, 32) else 8


def _fits(value: int, bits: int) -> bool:
    return -(1 << (bits - 1)) <= value < 1 << (bits - 1)
