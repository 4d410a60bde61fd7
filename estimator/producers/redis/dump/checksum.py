"""The checksum at the end of a dump: the CRC-64 of redis 7.2.6, src/crc64.c, of many bytes at once.

A CRC is linear, so pieces of a text are summed side by side, and then one behind the other by shifts: what a sum
becomes when so many zeros come behind it, which is an exclusive or of what each of its bits becomes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sums = NDArray[np.uint64]

POLYNOMIAL = 0x95AC9329AC4BC9B5  # reflected
BITS = 64
PIECE, DOUBLINGS = 256, 8  # bytes of a piece, 2**8
BLOCK = 2**20  # bytes that are summed at once


class Checksum:
    """The sum of the bytes so far."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._sum = 0

    def add(self, text: bytes) -> None:
        """More bytes, which wait until they are worth to be summed."""
        self._waiting += text
        if len(self._waiting) >= BLOCK:
            self._take()

    def value(self) -> int:
        """The sum, as it stands at the end of a dump."""
        self._take()
        for byte in self._waiting:
            self._sum = int(_of_bytes()[(self._sum ^ byte) & 255]) ^ self._sum >> 8
        self._waiting.clear()
        return self._sum

    def _take(self) -> None:
        """Sum what waits, but for less than a piece."""
        while len(self._waiting) >= PIECE:
            pieces = (len(self._waiting) // PIECE).bit_length() - 1  # of which there are two to that power
            size = PIECE << pieces
            sums = np.array([self._sum], dtype=np.uint64)
            self._sum = int(_shifted(sums, DOUBLINGS + pieces)[0]) ^ _sum_of_pieces(bytes(self._waiting[:size]))
            del self._waiting[:size]


def _sum_of_pieces(text: bytes) -> int:
    """The sum of two to some power of pieces."""
    columns = np.frombuffer(text, dtype=np.uint8).reshape(-1, PIECE).T.astype(np.uint64)
    sums = np.zeros(columns.shape[1], dtype=np.uint64)
    table, low, eight = _of_bytes(), np.uint64(255), np.uint64(8)
    for column in columns:
        sums = table[(sums ^ column) & low] ^ sums >> eight
    doublings = DOUBLINGS
    while len(sums) > 1:
        sums = _shifted(sums[::2], doublings) ^ sums[1::2]
        doublings += 1
    return int(sums[0])


@cache
def _of_bytes() -> Sums:
    """The sum of each byte alone."""
    sums = np.arange(256, dtype=np.uint64)
    for _ in range(8):
        sums = np.where(sums & np.uint64(1), sums >> np.uint64(1) ^ np.uint64(POLYNOMIAL), sums >> np.uint64(1))
    return sums


def _shifted(sums: Sums, doublings: int) -> Sums:
    """What sums become with 2**doublings zeros behind them."""
    low, found = np.uint64(255), np.zeros_like(sums)
    for place, table in enumerate(_shifts(doublings)):
        found ^= table[sums >> np.uint64(8 * place) & low]
    return found


@cache
def _shifts(doublings: int) -> tuple[Sums, ...]:
    """What each byte of a sum becomes with 2**doublings zeros behind it, by its place."""
    bits = np.uint64(1) << np.arange(BITS, dtype=np.uint64)
    if doublings:
        images = _shifted(_shifted(bits, doublings - 1), doublings - 1)
    else:
        images = _of_bytes()[bits & np.uint64(255)] ^ bits >> np.uint64(8)
    tables = []
    for place in range(0, BITS, 8):
        table = np.zeros(256, dtype=np.uint64)
        for bit in range(8):
            table ^= np.where(np.arange(256) >> bit & 1, images[place + bit], np.uint64(0))
        tables.append(table)
    return tuple(tables)
