"""The bytes of a dump: lengths, texts and numbers, one after the other, without holding what is only skipped.

The format is that of redis 7.2.6: src/rdb.h, src/rdb.c, src/lzf_d.c, and of valkey 9.1: src/rdb.h.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.redis.dump.checksum import Checksum
from estimator.producers.redis.integers import is_integer
from estimator.records import record

if TYPE_CHECKING:
    from typing import BinaryIO

CHUNK = 2**20
LONGEST_BLOCK = 2**26  # bytes of a packed value that are read at once: servers keep them to some KB
SHORT = 20  # a text of so many bytes is read, to see whether it is an integer
LZF = 3


class OddDump(Exception):
    """What comes is nothing that a dump has in that place; the text says what."""


@record
class Piece:
    """A text of a dump: its length, and whether it is an integer; `text` where it was read."""

    length: int
    integer: bool
    text: bytes = b""


class Reader:
    """A file that is read from its beginning to its end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._checksum = Checksum()
        self.at = 0

    def read(self, length: int) -> bytes:
        """So many bytes. OddDump."""
        found = self._file.read(length)
        if len(found) < length:
            raise OddDump("it ends in the middle")
        self.at += length
        self._checksum.add(found)
        return found

    def end(self) -> None:
        """The checksum of all that was read; a server that is told to save none writes 0. OddDump."""
        own = self._checksum.value()
        if int.from_bytes(self.read(8), "little") not in (0, own):
            raise OddDump("its bytes are not those that were saved, as its checksum says")

    def skip(self, length: int) -> None:
        """Pass over bytes, a part at a time. OddDump."""
        while length > 0:
            length -= len(self.read(min(length, CHUNK)))

    def byte(self) -> int:
        """One byte."""
        return self.read(1)[0]

    def length(self) -> int:
        """A length. OddDump."""
        length, encoded = self._length()
        if encoded:
            raise OddDump("it has a text where a number belongs")
        return length

    def _length(self) -> tuple[int, bool]:
        first = self.byte()
        kind = first >> 6
        if kind == 0:
            return first & 63, False
        if kind == 1:
            return (first & 63) << 8 | self.byte(), False
        if kind == 3:
            return first & 63, True
        if first == 0x80:
            return int.from_bytes(self.read(4), "big"), False
        if first == 0x81:
            return int.from_bytes(self.read(8), "big"), False
        raise OddDump("it has a length that is none")

    def text(self) -> bytes:
        """A text as a whole. OddDump."""
        length, encoded = self._length()
        if not encoded:
            if length > LONGEST_BLOCK:
                raise OddDump(f"it has a packed value of {length} bytes")
            return self.read(length)
        if length < LZF:
            return b"%d" % self._integer(length)
        if length > LZF:
            raise OddDump("it has a text of an unknown encoding")
        packed, whole = self.length(), self.length()
        if whole > LONGEST_BLOCK or packed > whole:
            raise OddDump(f"it has a packed value of {whole} bytes")
        return unpacked(self.read(packed), whole)

    def piece(self) -> Piece:
        """The length of a text, which is read only if it is short. OddDump."""
        length, encoded = self._length()
        if not encoded:
            if length <= SHORT:
                text = self.read(length)
                return Piece(length, is_integer(text), text)
            self.skip(length)
            return Piece(length, integer=False)
        if length < LZF:
            text = b"%d" % self._integer(length)
            return Piece(len(text), integer=True, text=text)
        if length > LZF:
            raise OddDump("it has a text of an unknown encoding")
        packed, whole = self.length(), self.length()
        self.skip(packed)
        return Piece(whole, integer=False)

    def _integer(self, kind: int) -> int:
        return int.from_bytes(self.read(1 << kind), "little", signed=True)


def unpacked(packed: bytes, length: int) -> bytes:
    """What LZF has packed: runs of bytes as they are, and copies of what came before. OddDump."""
    out = bytearray()
    at, end = 0, len(packed)
    try:
        while at < end:
            control = packed[at]
            at += 1
            if control < 32:
                out += packed[at : at + control + 1]
                at += control + 1
                continue
            run = control >> 5
            if run == 7:
                run += packed[at]
                at += 1
            back = len(out) - ((control & 31) << 8 | packed[at]) - 1
            at += 1
            run += 2
            if back < 0:
                raise OddDump("it has a packed text that cannot be unpacked")
            while run > 0:  # the copy may run into itself
                part = out[back : back + run]
                out += part
                back += len(part)
                run -= len(part)
    except IndexError:
        raise OddDump("it has a packed text that cannot be unpacked") from None
    if len(out) != length:
        raise OddDump("it has a packed text of another length than it says")
    return bytes(out)
