"""What is asked about a key once its size is known, and the lengths that an answer shows.

No answer is longer than was reckoned beforehand. A string is asked for its length alone. A container that is small as
a whole, as MEMORY USAGE counts it, is read in part or as a whole. Of one with thousands of elements more than are
counted some are drawn at random, where their mean is so small that one which is too large to be read will hardly be
met; of a hash only the names, with the lengths of their values. Of any other nothing is read: the mean is all.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from estimator.producers.redis.integers import is_integer, listpack_bytes, standing_for, widest
from estimator.producers.redis.replies import OddReply, number, pairs, scan, text_of, texts, whole
from estimator.records import record

if TYPE_CHECKING:
    from estimator.producers.redis.client import Command
    from estimator.producers.redis.replies import Reply

SAMPLES = 100  # elements that MEMORY USAGE looks at: some 10 us of the server's time
SECOND_SAMPLES = 5000  # of those that have more: 0.3 ms
ELEMENTS = 20  # read of one value, where the server cuts a reply to size
DRAWN = 5  # places of a long list that are read
PLACES = 60  # of one large stream that are read
MOST_DIGITS = 20  # of a number of 64 bits
ENTRIES = 5  # read of one stream, and nodes of it that MEMORY USAGE looks at
SEED = 20_261_124
KEPT = 64  # lengths that are kept of one value, which a server may give as a whole
CLOSELY = 50  # times as many elements are drawn of a large container where there is time
EXPECTED = 2**17  # bytes that are expected of a reply which nothing bounds for certain
LARGE = 512  # bytes an element: from here on they are drawn one by one, and of a hash the names alone
BUCKET = 8  # elements that a scan of a table may give at least: Valkey's buckets have seven places
ITEM = 28  # bytes that an element takes in a reply at most beyond those that it takes in memory: `$20`, ends, digits
PACKED = 5  # bytes of a reply for a byte of a packed form, at most: `$1`, `7` and two ends for two bytes
DEEPEST = 10_000  # places from either end of a list that are looked at: each is a step for the server
ENTRIES_A_NODE = 100  # of a stream, unless a server is set otherwise
COUNTS = {"hash": "HLEN", "list": "LLEN", "set": "SCARD", "zset": "ZCARD", "stream": "XLEN"}
SCANS = {"hash": "HSCAN", "set": "SSCAN", "zset": "ZSCAN"}
PACKED_FORMS = ("listpack", "listpackex", "ziplist", "intset")
# Bytes of an element besides its text, and of a key besides its elements: what a mean is lowered by. They only have to
# keep a length below its own block of the allocator, in which it then stays.
AROUND = {"hash": 50, "list": 60, "set": 40, "zset": 90, "stream": 60}
AROUND_KEY = {"hash": 250, "list": 250, "set": 250, "zset": 1000, "stream": 700}
UNLIKE = 2  # times the bytes that the elements read make up: the others are larger, and the mean says more
UNLIKE_BYTES = 2000


@record
class Terms:
    """What a server may be asked, and how it keeps lists and streams."""

    in_flight: int  # bytes of replies that are asked for at once
    draws: bool  # whether it knows HRANDFIELD and ZRANDMEMBER (6.2 on)
    compresses_lists: bool  # so that the bytes in memory say nothing of those in a reply
    entries_a_node: int  # of a stream, at most; 0 is no limit
    in_slots: bool = False  # whether it is a node of a cluster
    field_times: bool = False  # whether fields of hashes may have times to live
    leaves_spare: bool = False  # whether texts that clients SET keep what their query had to spare (Redis up to 6.2)


@record
class Size:
    """A container: its number of elements, and the bytes that MEMORY USAGE says of it."""

    kind: str
    encoding: str
    count: int
    usage: int
    samples: int = SAMPLES  # elements that MEMORY USAGE looked at

    @property
    def packed(self) -> bool:
        """Whether it is one block, whose bytes are known and which a scan gives as a whole."""
        return self.encoding in PACKED_FORMS

    @property
    def counted(self) -> bool:
        """Whether the bytes are those of all elements, and no projection from a few."""
        return self.packed or self.count <= self.samples

    @property
    def mean(self) -> float:
        """Bytes an element."""
        return max(1.0, self.usage / max(1, self.count))


@record
class Question:
    """Commands about one key, and the bytes that their replies take: at most, or in all likelihood.

    `names` says that of a hash only names are asked for, and the lengths of the values afterwards.
    """

    commands: tuple[Command, ...]
    bytes: int
    names: bool = False


@record
class Lengths:
    """The lengths of elements (fields, members) and of what belongs to each, and whether most are integers.

    The numbers stand for integers in a packed form, where all are some; see `packed_numbers`.
    """

    first: tuple[int, ...] = ()
    second: tuple[int, ...] = ()
    first_integers: bool = False
    second_integers: bool = False
    first_numbers: tuple[int, ...] = ()
    second_numbers: tuple[int, ...] = ()
    same_fields: float = 1.0  # of a stream, how often two entries have fields of the same names


def look(name: bytes, kind: str) -> tuple[Command, Command]:
    """What is asked about any container first: its number of elements, and its bytes."""
    return (COUNTS[kind], name), ("MEMORY", "USAGE", name, "SAMPLES", ENTRIES if kind == "stream" else SAMPLES)


def question(name: bytes, size: Size, terms: Terms) -> Question | None:
    """What may be asked about the elements of a container; None where nothing may."""
    if size.kind == "stream":
        return _of_stream(name, size, terms)
    if size.kind == "list":
        return _of_list(name, size, terms)
    parts = 1 if size.kind == "set" else 2
    drawn = not size.packed and (size.kind == "set" or terms.draws) and (size.mean > LARGE or not size.counted)
    bound = size.usage + parts * size.count * ITEM
    if size.packed:
        whole = Question(((SCANS[size.kind], name, 0, "COUNT", ELEMENTS),), bound)
        return whole if _fits(bound, terms) else None
    most = min(EXPECTED, terms.in_flight)
    count = min(ELEMENTS, int(most / (size.mean + parts * ITEM)))
    if size.counted and _fits(bound, terms):
        if not drawn:
            return Question(((SCANS[size.kind], name, 0, "COUNT", max(1, count)),), bound)
        # The same element may be drawn each time.
        count = max(1, min(count, terms.in_flight // bound))
        return Question((_draw(name, size.kind, count),), count * bound, names=size.kind == "hash")
    if size.counted:
        return None
    if drawn:
        return Question((_draw(name, size.kind, count),), most, names=size.kind == "hash") if count else None
    count = min(ELEMENTS, int(most / BUCKET / (size.mean + parts * ITEM)))
    return Question(((SCANS[size.kind], name, 0, "COUNT", count),), most) if count else None


def repeated(size: Size, asked: Question, terms: Terms, commands: int) -> Question:
    """A question about random elements of a container as often as its replies may be in flight, in so many commands.

    Of others it is as it was: what is read there is the whole, or the same each time.
    """
    if size.kind not in SCANS or size.counted or len(asked.commands) > 1 or asked.commands[0][0] == SCANS[size.kind]:
        return asked
    times = max(1, min(CLOSELY, commands, terms.in_flight // max(1, asked.bytes)))
    return Question(asked.commands * times, asked.bytes * times, asked.names)


def _fits(size: int, terms: Terms) -> bool:
    return size <= terms.in_flight


def _draw(name: bytes, kind: str, count: int) -> Command:
    """Random elements, as many as are asked for: a negative number allows the same one again, and copies nothing."""
    match kind:
        case "hash":
            return ("HRANDFIELD", name, -count)
        case "set":
            return ("SRANDMEMBER", name, -count)
        case _:
            return ("ZRANDMEMBER", name, -count, "WITHSCORES")


def _of_list(name: bytes, size: Size, terms: Terms) -> Question | None:
    """The first elements where they are known to be small, for MEMORY USAGE looks at the same; else a few places."""
    bound = size.usage + ELEMENTS * ITEM
    if terms.compresses_lists:  # the ends never are
        return Question((("LINDEX", name, 0),), bound) if _fits(bound, terms) else None
    most = min(EXPECTED, terms.in_flight)
    count = int(most / (size.mean + ITEM))
    if _fits(bound, terms):
        last = max(1, min(ELEMENTS, count)) - 1
        return Question((("LRANGE", name, 0, last),), bound)
    if not count or size.counted:
        return None
    chance = random.Random(size.count)  # noqa: S311  the same on every run
    places = [chance.randrange(min(size.count, 2 * DEEPEST)) for _ in range(min(DRAWN, count))]
    commands = tuple(("LINDEX", name, -1 - place // 2 if place % 2 else place // 2) for place in places)
    return Question(commands, most)


def _of_stream(name: bytes, size: Size, terms: Terms) -> Question | None:
    """The first entries: MEMORY USAGE says as much of their nodes, by how many there are at least.

    A node writes the names of its fields once, and a reply with each entry.
    """
    nodes = -(-size.count // terms.entries_a_node) if terms.entries_a_node else 1
    first_nodes = size.usage if nodes <= ENTRIES + 1 else ENTRIES * size.usage // (nodes - 1)
    for count in (ENTRIES, 1):
        bound = PACKED * count * first_nodes
        if _fits(bound, terms):
            return Question((("XRANGE", name, "-", "+", "COUNT", count),), bound)
    return None


def places_of_stream(
    name: bytes, first: Reply, last: Reply, terms: Terms, size: Size, commands: int
) -> Question | None:
    """Entries at random times of a stream, between the first and the last that the replies hold. OddReply.

    None where there are no others, or too few commands or too large entries for more than one look.
    """
    ends = [_milliseconds(entry) for entry in (*_list(first, "XRANGE")[:1], *_list(last, "XREVRANGE")[:1])]
    bound = max(1, PACKED * ELEMENTS * size.usage // max(1, size.count) * 2)
    times = min(PLACES, commands, terms.in_flight // bound)
    if len(ends) < 2 or ends[0] >= ends[1] or times < 2:
        return None
    chance = random.Random(size.count)  # noqa: S311  the same on every run
    chosen = [chance.randrange(ends[0], ends[1]) for _ in range(times)]
    return Question(tuple(("XRANGE", name, place, "+", "COUNT", ELEMENTS) for place in chosen), times * bound)


def _milliseconds(entry: Reply) -> int:
    """The time in the id of an entry. OddReply."""
    match entry:
        case [bytes() as found, _] if (time := found.partition(b"-")[0]).isdigit() and len(time) <= MOST_DIGITS:
            return int(time)
        case _:
            raise OddReply("it answers XRANGE with an entry that is none")


def unlike(size: Size, found: Lengths) -> bool:
    """Whether a container takes far more than elements like those that were read: a large one was not among them."""
    if size.kind == "stream" or not found.first:
        return False
    mean = sum(found.first) / len(found.first) + sum(found.second) / max(1, len(found.second))
    return size.usage > UNLIKE * size.count * (mean + AROUND[size.kind]) + UNLIKE_BYTES


def mean_lengths(size: Size) -> Lengths:
    """The mean of elements that are not read; of a hash or stream as if it were all value."""
    mean = max(0, round((size.usage - AROUND_KEY[size.kind]) / max(1, size.count)) - AROUND[size.kind])
    return Lengths(second=(mean,)) if size.kind in ("hash", "stream") else Lengths(first=(mean,))


def consumer_groups(reply: Reply) -> dict[str, int]:
    """How many groups XINFO GROUPS says, and of all of them consumers, pending entries, lengths of names. OddReply."""
    found = dict.fromkeys(("groups", "consumers", "pending", "group_length"), 0)
    for each in _list(reply, "XINFO GROUPS"):
        of_group = _list(each, "XINFO GROUPS")
        said = {key: value for key, value in zip(of_group[::2], of_group[1::2], strict=False) if isinstance(key, bytes)}
        found["groups"] += 1
        found["group_length"] += len(text_of(said.get(b"name"), "XINFO GROUPS"))
        found["consumers"] += whole(said.get(b"consumers"), "XINFO GROUPS")
        found["pending"] += whole(said.get(b"pending"), "XINFO GROUPS")
    return found


def lengths(kind: str, command: str, replies: list[Reply], *, packed: bool = False) -> tuple[Lengths, int]:
    """The lengths in the answers to a command, and how many elements (of a stream entries) they are of. OddReply.

    Of what is `packed` an integer's are those of one that takes as many bytes: see `packed_lengths`.
    """
    first, second = _elements(kind, command, replies)
    read = len(first)
    if kind == "stream":
        read = sum(len(_list(reply, command)) for reply in replies)
    if packed or kind in ("list", "stream"):
        most = KEPT * len(replies)  # of a stream, in several places
        (one, one_integers), (other, other_integers) = packed_lengths(first, most), packed_lengths(second, most)
        numbers = widest(first) if kind == "set" else packed_numbers(first), packed_numbers(second)
        same = _same_fields(replies) if kind == "stream" else 1.0
        return Lengths(one, other, one_integers, other_integers, *numbers, same_fields=same), read
    most = CLOSELY * ELEMENTS
    return Lengths(_kept(first, most), _kept(second, most), _are_integers(first), _are_integers(second)), read


def _elements(kind: str, command: str, replies: list[Reply]) -> tuple[list[bytes], list[bytes]]:
    """The elements of the answers, and what belongs to each. OddReply."""
    match kind, command:
        case "list", "LINDEX":
            return [text_of(reply, command) for reply in replies if reply is not None], []
        case "list", _:
            return texts(replies[0], command), []
        case "set", "SSCAN":
            return texts(scan(replies[0], command)[1], command), []
        case "set", _:
            return [text for reply in replies for text in texts(reply, command)], []
        case "stream", _:
            entries = [entry for reply in replies for entry in _list(reply, command)]
            found = [pair for entry in entries for pair in _fields(entry, command)]
            return [field for field, _ in found], [value for _, value in found]
        case "hash", "HRANDFIELD":
            return [text for reply in replies for text in texts(reply, command)], []
        case "hash", _:
            found = pairs(scan(replies[0], command)[1], command)
            return [field for field, _ in found], [value for _, value in found]
        case _:
            given = [scan(reply, command)[1] if command == "ZSCAN" else reply for reply in replies]
            found = [pair for reply in given for pair in pairs(reply, command)]
            return [member for member, _ in found], [_score(number(score, command)) for _, score in found]


def _list(reply: Reply, command: str) -> list[Reply]:
    if not isinstance(reply, list):
        raise OddReply(f"it answers {command} with no list")
    return reply


def _fields(entry: Reply, command: str) -> list[tuple[bytes, bytes]]:
    match entry:
        case [bytes(), list(fields)]:
            return pairs(fields, command)
        case _:
            raise OddReply(f"it answers {command} with an entry that is none")


def _same_fields(replies: list[Reply]) -> float:
    """Of how many pairs of entries the fields are the same, by name and order; 1 where there is none. OddReply."""
    entries = [entry for reply in replies for entry in _list(reply, "XRANGE")]
    named = Counter([tuple([field for field, _ in _fields(entry, "XRANGE")]) for entry in entries])
    pairs_of, alike = len(entries) * (len(entries) - 1), sum(number * (number - 1) for number in named.values())
    return alike / pairs_of if pairs_of else 1.0


def _score(score: float) -> bytes:
    """A score as the server's packed form has it: an integer where it is whole."""
    return str(int(score)).encode() if score.is_integer() and abs(score) < 1e17 else repr(score).encode()


def _kept(elements: list[bytes], most: int = KEPT) -> tuple[int, ...]:
    """The lengths of elements, of many those of a draw."""
    return tuple(map(len, drawn(elements, most)))


def drawn(elements: list[bytes], most: int = KEPT) -> list[bytes]:
    """Elements, of many a draw: equal steps would meet a pattern of the data."""
    if len(elements) > most:
        return random.Random(SEED).sample(elements, most)  # noqa: S311  the same on every run
    return elements


def packed_numbers(elements: list[bytes]) -> tuple[int, ...]:
    """Numbers that stand for integers of a packed form; none where one is a text."""
    if not all(map(is_integer, elements)):
        return ()
    return tuple([standing_for(int(element)) for element in drawn(elements)])


def packed_lengths(elements: list[bytes], most: int = KEPT) -> tuple[tuple[int, ...], bool]:
    """The lengths of elements of a packed form, and whether they are integers.

    An integer takes 1, 2, 3, 4, 5 or 9 bytes there by its value (redis 7.2.6: src/listpack.c, lpEncodeIntegerGetType;
    a ziplist's are alike), and numbers of as many digits are not equally likely: a time in seconds has ten and takes
    five. So its length is that of numbers that take as many bytes; among texts it is that of such a text.
    """
    whole = [int(element) if is_integer(element) else None for element in elements]
    if not elements or None not in whole:
        return _kept([b"0" * _digits(value) for value in whole if value is not None], most), bool(elements)
    as_texts = [
        element if value is None else b"0" * (listpack_bytes(value) - 1)
        for element, value in zip(elements, whole, strict=True)
    ]
    return _kept(as_texts, most), False


def _digits(value: int) -> int:
    """The digits of an integer, or of those nearest that take as many bytes whatever they are."""
    digits = len(str(value))
    match listpack_bytes(value):
        case 1:
            return min(digits, 2)
        case 2:
            return 3
        case 4:
            return 6
        case 5:
            return min(max(digits, 8), 9)
        case 9:
            return max(digits, 11)
        case _:
            return digits


def _are_integers(elements: list[bytes]) -> bool:
    """Whether most are numbers as they are kept."""
    whole = sum(map(is_integer, elements))
    return whole * 2 > len(elements)
