"""The values of a dump, as the lengths of their elements.

The types are those of redis 7.2.6 and 8.6: src/rdb.h, and valkey 9.1: src/rdb.h, where 22 is another than in Redis.
What a stream has besides from 8.6 on, ids of its producers and entries that were given back, is as other readers of
dumps have it, and as redis 8.6, src/stream.h, keeps it: producers by their ids, each with the ids of entries it sent.
"""

from __future__ import annotations

import random
import struct
from typing import TYPE_CHECKING

from estimator.producers.redis.dump.packed import intset, listpack, ziplist, zipmap
from estimator.producers.redis.dump.reading import OddDump, Piece
from estimator.producers.redis.integers import is_integer, listpack_bytes, standing_for, widest
from estimator.producers.redis.survey.field_times import seconds_apart
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.producers.redis.dump.reading import Reader

KEPT, MOST_KEPT, ONE_IN = 64, 1000, 20  # lengths of elements that are kept of one value: of large ones one in so many
SEED = 20_261_128
PLAIN = 1  # a node of a list that is one text
HASHES = {9: zipmap, 13: ziplist, 16: listpack}
SORTED_SETS = {12: ziplist, 17: listpack}
SETS = {11: intset, 20: listpack}
STREAMS = {15: 1, 19: 2, 21: 3, 26: 4, 27: 5}  # with the version of their form
EXPIRING_HASHES = {22, 23, 24, 25}
MODULE = 7
FIRST_NODES, NODES_APART = 5, 20  # of a stream that are read, and one in so many of the others
ID = 16  # bytes of an entry's id


@record
class Value:
    """A value: its type and form as the survey has them, its number of elements, their lengths and bytes in all."""

    kind: str
    form: str
    encoding: str
    size: int
    bytes: int = 0
    first: tuple[int, ...] = ()
    second: tuple[int, ...] = ()
    first_integers: bool = False
    second_integers: bool = False
    read: int = 0
    groups: int = 0  # of a stream's consumers
    consumers: int = 0
    pending: int = 0
    group_length: int = 0
    produced: int = 0  # ids of producers
    first_numbers: tuple[int, ...] = ()  # that stand for integers of a packed form
    second_numbers: tuple[int, ...] = ()
    same_fields: float = 1.0  # of a stream, the share of entries with the fields of the first of their block
    fields_expire: float = 0.0  # of a hash, the share of fields with a time to live,
    times_apart: float = 0.0  # and how many seconds these are from each other


class Kept:
    """Lengths of elements, of many those of a draw, and of integers in a packed form their values.

    `expected` is how many come, as far as that is known beforehand.
    """

    def __init__(self, expected: int = 0) -> None:
        self._most = max(KEPT, min(MOST_KEPT, expected // ONE_IN))
        self.number = self.total = self.integers = 0
        self._drawn: list[tuple[int, int | None]] = []
        self._chance = random.Random(SEED)  # noqa: S311  the same on every run

    def _add(self, length: int, value: int | None, *, integer: bool) -> None:
        self.number += 1
        self.total += length
        self.integers += integer
        if len(self._drawn) < self._most:
            self._drawn.append((length, value))
        elif (place := int(self._chance.random() * self.number)) < self._most:
            self._drawn[place] = length, value

    def add_all(self, texts: Iterable[bytes]) -> None:
        """More elements that were read."""
        for text in texts:
            integer = is_integer(text)
            self._add(len(text), int(text) if integer else None, integer=integer)

    def piece(self, piece: Piece) -> None:
        """One more element that may not have been read."""
        self._add(piece.length, None, integer=piece.integer)

    def described(self, *, packed: bool) -> tuple[tuple[int, ...], bool, tuple[int, ...]]:
        """Their lengths, whether they are integers, and of a packed form numbers that stand for them.

        There an integer among texts counts as a text of as many bytes.
        """
        lengths = tuple([length for length, _ in self._drawn])
        if not packed:
            return lengths, 2 * self.integers > self.number, ()
        if self.integers < self.number or not self.number:
            return tuple([_as_text(length, value) for length, value in self._drawn]), False, ()
        return lengths, True, tuple([standing_for(value) for _, value in self._drawn if value is not None])


def _as_text(length: int, value: int | None) -> int:
    return length if value is None else listpack_bytes(value) - 1


def value(reader: Reader, kind: int, *, valkey: bool) -> Value:
    """The value of a type. OddDump."""
    if kind == 0:
        return _string(reader)
    if kind in (1, 10, 14, 18):
        return _list(reader, kind)
    if kind == 2 or kind in SETS:
        return _set(reader, kind)
    if kind in (3, 5) or kind in SORTED_SETS:
        return _sorted_set(reader, kind)
    if kind == 4 or kind in HASHES or kind in EXPIRING_HASHES:
        return _hash(reader, kind, valkey=valkey)
    if kind in STREAMS:
        return _stream(reader, STREAMS[kind])
    if kind == MODULE:
        skip_module(reader)
        return Value("module", "table", "module", 0)
    raise OddDump(f"it has a value of type {kind}, which is of a newer release than those that are read")


def skip_module(reader: Reader) -> None:
    """Pass over what a module has written, whose parts say their types. OddDump."""
    reader.length()
    while opcode := reader.length():
        if opcode in (1, 2):
            reader.length()
        elif opcode in (3, 4):
            reader.skip(4 * (opcode - 2))
        elif opcode == 5:
            reader.piece()
        else:
            raise OddDump("it has a module's value with an unknown part")


def _string(reader: Reader) -> Value:
    piece = reader.piece()
    if not piece.integer:
        return Value("string", "text", "raw", piece.length, piece.length, read=1)
    small = 0 <= int(piece.text) < 10_000
    return Value("string", "small integer" if small else "integer", "int", piece.length, 0, read=1)


def _list(reader: Reader, kind: int) -> Value:
    if kind == 10:
        kept = Kept()
        kept.add_all(ziplist(reader.text()))
    else:
        parts = reader.length()
        kept = Kept(parts if kind == 1 else parts * KEPT)  # a node has as many, unless they are large
        for _ in range(parts):
            if kind == 1 or (kind == 18 and reader.length() == PLAIN):
                kept.piece(reader.piece())
            else:
                kept.add_all((ziplist if kind == 14 else listpack)(reader.text()))
    return _value("list", "table", kept)


def _set(reader: Reader, kind: int) -> Value:
    kept = Kept()
    if unpack := SETS.get(kind):
        members = unpack(reader.text())
        kept.add_all(members)
        found = _value("set", "integers" if kind == 11 else "packed", kept)
        return replace(found, first_numbers=widest(members)) if kind == 11 else found
    number = reader.length()
    kept = Kept(number)
    for _ in range(number):
        kept.piece(reader.piece())
    return _value("set", "table", kept)


def _sorted_set(reader: Reader, kind: int) -> Value:
    kept, scores = Kept(), Kept()
    if unpack := SORTED_SETS.get(kind):
        elements = unpack(reader.text())
        # Servers up to 7.0 keep 0.1 as 0.10000000000000001: the formula knows, and goes by what was given.
        elements[1::2] = [text if is_integer(text) else _score(_number(text)) for text in elements[1::2]]
        _pairs(elements, kept, scores)
        return _value("zset", "packed", kept, scores)
    number = reader.length()
    kept = Kept(number)
    for _ in range(number):
        kept.piece(reader.piece())
        scores.add_all([_score(_double(reader) if kind == 5 else _old_score(reader))])
    return _value("zset", "table", kept, scores)


def _double(reader: Reader) -> float:
    [score] = struct.unpack("<d", reader.read(8))
    return float(score)


def _old_score(reader: Reader) -> float:
    length = reader.byte()
    if length >= 253:
        return float("inf")
    return _number(reader.read(length))


def _number(text: bytes) -> float:
    try:
        return float(text)
    except ValueError:
        raise OddDump("it has a score that is no number") from None


def _score(score: float) -> bytes:
    return b"%d" % int(score) if score.is_integer() and abs(score) < 1e17 else repr(score).encode()


def _hash(reader: Reader, kind: int, *, valkey: bool) -> Value:
    fields, values = Kept(), Kept()
    if unpack := HASHES.get(kind):
        _pairs(unpack(reader.text()), fields, values)
        return _value("hash", "packed", fields, values)
    times = Times()
    if kind in (24, 25):
        reader.skip(8)  # the next expiry
    if kind in (23, 25):
        elements = listpack(reader.text())
        fields.add_all(elements[::3])
        values.add_all(elements[1::3])
        for text in elements[2::3]:
            times.add(_whole(text))
        return times.of(_value("hash", "packed", fields, values))
    number = reader.length()
    fields, values = Kept(number), Kept(number)
    for _ in range(number):
        if kind == 24 or (kind == 22 and not valkey):
            times.add(reader.length())  # 0 is none, others are behind the next one
        fields.piece(reader.piece())
        values.piece(reader.piece())
        if kind == 22 and valkey:
            [time] = struct.unpack("<q", reader.read(8))
            times.add(max(0, time))
    return times.of(_value("hash", "table", fields, values))


class Times:
    """The times to which fields live, in milliseconds: how many, and the first and the last."""

    def __init__(self) -> None:
        self._number, self._first, self._last = 0, 0, 0
        self._different: set[int] = set()  # some of them,
        self._alike = 0  # and how many fields live to these

    def add(self, time: int) -> None:
        """One more field's; 0 where it has none."""
        if time > 0:
            self._first = min(self._first, time) if self._number else time
            self._last = max(self._last, time)
            self._number += 1
            if len(self._different) < MOST_KEPT:
                self._different.add(time)
            self._alike += time in self._different

    def of(self, found: Value) -> Value:
        """A hash with them."""
        if not self._number:
            return found
        apart = seconds_apart(self._last - self._first, self._number, self._alike / len(self._different))
        return replace(found, fields_expire=self._number / max(1, found.size), times_apart=apart)


def _whole(text: bytes) -> int:
    if not is_integer(text):
        raise OddDump("it has a time to live that is no number")
    return int(text)


def _pairs(elements: list[bytes], first: Kept, second: Kept) -> None:
    if len(elements) % 2:
        raise OddDump("it has pairs of an odd number of elements")
    first.add_all(elements[::2])
    second.add_all(elements[1::2])


def _value(kind: str, form: str, first: Kept, second: Kept | None = None) -> Value:
    second = second or Kept()
    encoding = {"packed": "listpack", "integers": "intset"}.get(form, "hashtable")
    packed = form == "packed" or kind == "list"
    (one, of_integers, numbers), (other, others_integers, other_numbers) = [
        kept.described(packed=packed) for kept in (first, second)
    ]
    size = first.total + second.total
    return Value(
        kind, form, encoding, first.number, size, one, other, of_integers, others_integers, len(one),
        first_numbers=numbers, second_numbers=other_numbers,
    )  # fmt: skip


def _stream(reader: Reader, version: int) -> Value:
    read = size = same = firsts = 0
    nodes = reader.length()
    expected = MOST_KEPT * ONE_IN if nodes > FIRST_NODES else 0
    fields, values = Kept(expected), Kept(expected)
    for node in range(nodes):
        reader.text()  # the id of its first entry
        block = reader.text()
        size += len(block)
        if node < FIRST_NODES or node % NODES_APART == 0:
            entries, alike = _entries(listpack(block), fields, values)
            read, same, firsts = read + entries, same + alike, firsts + min(1, alike)
    entries = reader.length()
    _lengths(reader, 2 if version == 1 else 7)  # ids, and how many were ever added
    of_groups = [_group(reader, version) for _ in range(reader.length())]
    names, consumers, pending = [sum(each) for each in zip(*of_groups, strict=True)] or (0, 0, 0)
    produced = _producers(reader) if version >= 4 else 0
    (names_read, of_names, _), (values_read, of_values, numbers) = (
        fields.described(packed=True),
        values.described(packed=True),
    )
    # The fields of an entry are counted by its values: those of a draw stand for all.
    counted = round(read * len(values_read) / values.number) if values.number else 0
    return Value(
        "stream", "table", "stream", entries, size, names_read, values_read, of_names, of_values, max(1, counted),
        len(of_groups), consumers, pending, names, produced, second_numbers=numbers,
        same_fields=(same - firsts) / (read - firsts) if read > firsts else 1.0,
    )  # fmt: skip


def _entries(elements: list[bytes], fields: Kept, values: Kept) -> tuple[int, int]:
    """The entries of a node, and how many have the first one's fields, whose names stand at its head. OddDump."""
    try:
        names = elements[3 : 3 + int(elements[2])]
        at, read, alike = 4 + len(names), 0, 0
        while at < len(elements):
            flags, same = int(elements[at]), names
            at += 3
            if flags & 2:
                number = len(names)
                found = elements[at : at + number]
                at += number
            else:
                number = int(elements[at])
                same = elements[at + 1 : at + 1 + 2 * number : 2]
                found = elements[at + 2 : at + 1 + 2 * number : 2]
                at += 1 + 2 * number
            at += 1  # how many elements it has
            if not flags & 1:  # not deleted
                fields.add_all(same)
                values.add_all(found)
                read += 1
                alike += bool(flags & 2)
    except (ValueError, IndexError):
        raise OddDump("it has a stream whose entries cannot be read") from None
    return read, alike


def _lengths(reader: Reader, number: int) -> None:
    for _ in range(number):
        reader.length()


def _producers(reader: Reader) -> int:
    """Pass over the ids by which producers are known not to have sent an entry twice; how many there are."""
    _lengths(reader, 2)  # how long they are kept, and how many
    number = 0
    for _ in range(reader.length()):
        reader.piece()
        for _ in range(reader.length()):
            reader.piece()
            _lengths(reader, 2)  # the entry
            number += 1
    _lengths(reader, 2)  # how many were added, and met again
    return number


def _group(reader: Reader, version: int) -> tuple[int, int, int]:
    """Pass over a group of consumers; the length of its name, its consumers, and how many entries are pending in it."""
    name = reader.piece().length
    _lengths(reader, 2 if version == 1 else 3)
    pending = reader.length()
    for _ in range(pending):
        reader.skip(ID + 8)
        reader.length()
    consumers = reader.length()
    for _ in range(consumers):
        reader.piece()
        reader.skip(8 if version < 3 else 16)
        reader.skip(ID * reader.length())
    if version >= 5:
        reader.skip(ID * reader.length())  # entries that were given back
    return name, consumers, pending
