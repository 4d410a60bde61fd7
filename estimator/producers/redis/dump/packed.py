"""The elements of packed values: listpacks, ziplists, zipmaps and sets of integers, as texts.

The layouts are those of redis 7.2.6: src/listpack.c, src/ziplist.c, src/zipmap.c, src/intset.c.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.redis.dump.reading import OddDump

if TYPE_CHECKING:
    from collections.abc import Iterator


def _bounded(elements: Iterator[bytes], name: str) -> list[bytes]:
    try:
        return list(elements)
    except IndexError:
        raise OddDump(f"it has a {name} that ends in the middle") from None


def listpack(block: bytes) -> list[bytes]:
    """The elements of a listpack. OddDump."""
    return _bounded(_listpack(block), "listpack")


def ziplist(block: bytes) -> list[bytes]:
    """The elements of a ziplist. OddDump."""
    return _bounded(_ziplist(block), "ziplist")


def zipmap(block: bytes) -> list[bytes]:
    """The fields and values of a zipmap, in turns. OddDump."""
    return _bounded(_zipmap(block), "zipmap")


def intset(block: bytes) -> list[bytes]:
    """The members of a set of integers. OddDump."""
    width, number = int.from_bytes(block[:4], "little"), int.from_bytes(block[4:8], "little")
    if width not in (2, 4, 8) or len(block) != 8 + width * number:
        raise OddDump("it has a set of integers of another length than it says")
    return [b"%d" % _signed(block, at, width) for at in range(8, len(block), width)]


def _signed(block: bytes, at: int, width: int) -> int:
    if at + width > len(block):
        raise IndexError
    return int.from_bytes(block[at : at + width], "little", signed=True)


def _part(block: bytes, at: int, length: int) -> bytes:
    if at + length > len(block):
        raise IndexError
    return block[at : at + length]


def _listpack(block: bytes) -> Iterator[bytes]:
    at = 6
    while (first := block[at]) != 0xFF:
        start = at
        if first < 0x80:
            text, at = b"%d" % first, at + 1
        elif first < 0xC0:
            length = first & 63
            text, at = _part(block, at + 1, length), at + 1 + length
        elif first < 0xE0:
            number = (first & 31) << 8 | block[at + 1]
            text, at = b"%d" % (number - 2**13 if number >= 2**12 else number), at + 2
        elif first < 0xF0:
            length = (first & 15) << 8 | block[at + 1]
            text, at = _part(block, at + 2, length), at + 2 + length
        elif first == 0xF0:
            length = int.from_bytes(_part(block, at + 1, 4), "little")
            text, at = _part(block, at + 5, length), at + 5 + length
        elif first <= 0xF4:
            width = {0xF1: 2, 0xF2: 3, 0xF3: 4, 0xF4: 8}[first]
            text, at = b"%d" % _signed(block, at + 1, width), at + 1 + width
        else:
            raise OddDump("it has a listpack with an unknown entry")
        yield text
        size = at - start
        at += 1 if size <= 127 else 2 if size < 16384 else 3 if size < 2097152 else 4 if size < 268435456 else 5


def _ziplist(block: bytes) -> Iterator[bytes]:
    at = 10
    while block[at] != 0xFF:
        at += 5 if block[at] == 0xFE else 1  # the length of the entry before
        first = block[at]
        if first < 0x40:
            length, at = first, at + 1
        elif first < 0x80:
            length, at = (first & 63) << 8 | block[at + 1], at + 2
        elif first < 0xC0:
            length, at = int.from_bytes(_part(block, at + 1, 4), "big"), at + 5
        else:
            widths = {0xC0: 2, 0xD0: 4, 0xE0: 8, 0xF0: 3, 0xFE: 1}
            if width := widths.get(first):
                yield b"%d" % _signed(block, at + 1, width)
                at += 1 + width
            elif 0xF1 <= first <= 0xFD:
                yield b"%d" % (first - 0xF1)
                at += 1
            else:
                raise OddDump("it has a ziplist with an unknown entry")
            continue
        yield _part(block, at, length)
        at += length


def _zipmap(block: bytes) -> Iterator[bytes]:
    at, is_value = 1, False
    while (first := block[at]) != 0xFF:
        if first < 254:
            length, at = first, at + 1
        elif first == 254:
            length, at = int.from_bytes(_part(block, at + 1, 4), "little"), at + 5
        else:
            raise OddDump("it has a zipmap with an unknown length")
        free = 0
        if is_value:
            free, at = block[at], at + 1
        yield _part(block, at, length)
        at, is_value = at + length + free, not is_value
