"""A sample of the keys of a server, read only, within bounds of time, number and the server's memory.

SCAN walks the table in the order of hashes, so its first keys are a random sample. For each the type and the size are
asked first; then, as `elements` allows, a few elements. Questions are sent together as long as their replies stay
within what may be in flight.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from estimator.producers.redis.client import problem, refused
from estimator.producers.redis.replies import Failure, scan, texts, whole, word
from estimator.producers.redis.survey.elements import (
    COUNTS,
    SECOND_SAMPLES,
    Lengths,
    Question,
    Size,
    lengths,
    look,
    mean_lengths,
    question,
    unlike,
)
from estimator.producers.redis.survey.patterns import pattern
from estimator.producers.redis.survey.room import SECONDS_BETWEEN_LOOKS, look_again
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.problems import EstimateError
    from estimator.producers.redis.client import Client, Command
    from estimator.producers.redis.replies import Reply
    from estimator.producers.redis.survey.elements import Terms

BATCH = 200  # keys
MOST_OF_NAMES = 2**16  # bytes of names that SCAN is expected to give, and that go into one batch
FIRST_COUNT = 10
MOST_OF_A_BATCH = 2**20  # bytes beyond those that are expected: a value may have grown since its size was asked
MOST_OF_A_LOOK = 100  # keys whose containers are looked at together: a millisecond of the server's time
CLOSER_LOOKS = 4  # together, at thousands of elements each
MOST_OF_CLOSER_LOOKS = 3_000_000  # elements in all: a quarter of a second of the server's time
SHARED_INTEGERS = 10_000
SMALL = {"listpack": "packed", "listpackex": "packed", "ziplist": "packed", "intset": "integers"}
LONGEST_STRING = 2**40


@record
class Sample:
    """One key. Lengths are bytes: `first` of fields, members or elements, `second` of values or scores.

    `form` is packed, integers (an intset) or table of a container, and text, integer or small integer of a string.
    `read` is of how many elements (of a stream entries) the lengths are; 0 where they are a mean that nothing was read
    for.
    """

    database: int
    pattern: str
    name_length: int
    data_type: str
    encoding: str
    form: str
    expires: bool
    size: int
    first: tuple[int, ...] = ()
    second: tuple[int, ...] = ()
    first_integers: bool = False
    second_integers: bool = False
    read: int = 0


@record
class Limits:
    """How long and how much is read; `even_near` goes on where the server's maxmemory is near."""

    seconds: float = 10.0
    keys: int = 100_000
    even_near: bool = False


class Sampling:
    """What was read so far: samples, and what of the scanned keys is none."""

    def __init__(self, client: Client, terms: Terms) -> None:
        self.samples: list[Sample] = []
        self.undescribed: dict[tuple[int, str], int] = {}  # by database and type
        self.seen = 0  # keys that are one of the two
        self._client = client
        self._terms = terms
        self._looked = time.monotonic()
        self._closer = 0  # elements that were looked at closer

    def read(self, database: int, keys: int, most: int, until: float, progress: Callable[[int], None]) -> None:
        """Sample a database of so many keys, until a time: `most` of them, all where there are no more.

        OddReply, Cut, EstimateError.
        """
        self._client.ask("SELECT", database)
        found: set[int] = set()  # hashes of names: a name may be long, and two of one hash are met once in 10^19 pairs
        for names in self._scanned():
            for batch in _batches([name for name in dict.fromkeys(names) if hash(name) not in found]):
                found.update(map(hash, batch))
                self._read(database, batch)
                progress(self.seen)
                if len(found) >= most and keys > most:
                    return
            if time.monotonic() > until:
                return

    def _scanned(self) -> Iterator[list[bytes]]:
        """Names, of which a reply holds no more than is good: their length shows as they come."""
        cursor, count = b"0", FIRST_COUNT
        while True:
            cursor, content = scan(self._client.ask("SCAN", cursor, "COUNT", count), "SCAN")
            names = texts(content, "SCAN")
            yield names
            if cursor == b"0":
                return
            longest = max(map(len, names), default=0) + 16
            count = max(1, min(BATCH, 4 * count, MOST_OF_NAMES // longest))
            self._look_again()

    def _look_again(self) -> None:
        if time.monotonic() - self._looked > SECONDS_BETWEEN_LOOKS:
            look_again(self._client)
            self._looked = time.monotonic()

    def _read(self, database: int, names: list[bytes]) -> None:
        heads = self._heads(database, names)
        sizes = self._sizes({name: head for name, head in heads.items() if head.data_type in COUNTS})
        self._look_closer(sizes)
        self._strings({name: head for name, head in heads.items() if head.data_type == "string"})
        waiting: list[tuple[bytes, Size, Question]] = []
        for name, size in sizes.items():
            asked = question(name, size, self._terms) if size.count else None
            if asked is None:
                self._add_mean(name, heads[name], size)
                continue
            if waiting and sum(each.bytes for _, _, each in waiting) + asked.bytes > self._terms.in_flight:
                self._contents(heads, waiting)
                waiting = []
            waiting.append((name, size, asked))
        self._contents(heads, waiting)

    def _heads(self, database: int, names: list[bytes]) -> dict[bytes, Sample]:
        """Type, form and time to live of keys that are still there, and are described."""
        commands: list[Command] = []
        for name in names:
            commands += [("TYPE", name), ("OBJECT", "ENCODING", name), ("PTTL", name)]
        replies = iter(self._asked(commands))
        found: dict[bytes, Sample] = {}
        for name in names:
            kind, encoding, lifetime = word(next(replies), "TYPE"), next(replies), next(replies)
            if kind == "none":
                continue
            if kind not in COUNTS and kind != "string":
                self.undescribed[database, kind] = self.undescribed.get((database, kind), 0) + 1
                self.seen += 1
                continue
            left = whole(lifetime, "PTTL", least=-2)
            if encoding is None or left == -2:  # gone since
                continue
            packing = word(encoding, "OBJECT ENCODING")
            form = "text" if kind == "string" else SMALL.get(packing, "table")
            found[name] = Sample(database, pattern(name), len(name), kind, packing, form, left >= 0, 0)
        return found

    def _strings(self, heads: dict[bytes, Sample]) -> None:
        """Lengths of texts; an integer is read, up to its twenty digits."""
        commands: list[Command] = []
        for name, head in heads.items():
            commands.append(("GETRANGE", name, 0, 20) if head.encoding == "int" else ("STRLEN", name))
        for head, reply in zip(heads.values(), self._asked(commands), strict=True):
            if isinstance(reply, Failure):
                continue
            if head.encoding != "int":
                self._add(replace(head, size=whole(reply, "STRLEN", most=LONGEST_STRING), read=1))
            elif isinstance(reply, bytes) and re.fullmatch(rb"-?[0-9]{1,19}", reply):  # if not, it is a text by now
                small = not reply.startswith(b"-") and int(reply) < SHARED_INTEGERS
                form = "small integer" if small else "integer"
                self._add(replace(head, form=form, size=len(reply), read=1))

    def _sizes(self, heads: dict[bytes, Sample]) -> dict[bytes, Size]:
        """The number of elements of containers, and their bytes."""
        found: dict[bytes, Size] = {}
        items = list(heads.items())
        for start in range(0, len(items), MOST_OF_A_LOOK):
            part = items[start : start + MOST_OF_A_LOOK]
            replies = iter(self._asked([command for name, head in part for command in look(name, head.data_type)]))
            for name, head in part:
                count, usage = next(replies), next(replies)
                if isinstance(count, Failure) or usage is None:  # another type by now, or gone
                    continue
                elements, size = whole(count, COUNTS[head.data_type]), whole(usage, "MEMORY USAGE", least=1)
                if elements or head.data_type == "stream":
                    found[name] = Size(head.data_type, head.encoding, elements, size)
        return found

    def _look_closer(self, sizes: dict[bytes, Size]) -> None:
        """Look at more elements of what has more, as long as that is little work for the server in all."""
        closer = [name for name, size in sizes.items() if not size.counted and size.kind != "stream"]
        while closer and self._closer < MOST_OF_CLOSER_LOOKS:
            part, closer = closer[:CLOSER_LOOKS], closer[CLOSER_LOOKS:]
            replies = self._asked([("MEMORY", "USAGE", name, "SAMPLES", SECOND_SAMPLES) for name in part])
            for name, reply in zip(part, replies, strict=True):
                if reply is None:  # gone
                    del sizes[name]
                    continue
                usage = whole(reply, "MEMORY USAGE", least=1)
                sizes[name] = replace(sizes[name], usage=usage, samples=SECOND_SAMPLES)
                self._closer += min(sizes[name].count, SECOND_SAMPLES)

    def _contents(self, heads: dict[bytes, Sample], waiting: list[tuple[bytes, Size, Question]]) -> None:
        """Read what is asked of some containers, whose replies may be in flight together."""
        most = sum(asked.bytes for _, _, asked in waiting)
        replies = iter(self._asked([command for _, _, asked in waiting for command in asked.commands], most))
        for name, size, asked in waiting:
            answers = [next(replies) for _ in asked.commands]
            if any(isinstance(answer, Failure) for answer in answers):  # of another type by now
                continue
            found, read = lengths(size.kind, str(asked.commands[0][0]), answers)
            if asked.names:
                found = self._with_values(name, answers[0], found)
            if read and not unlike(size, found):
                self._add_lengths(heads[name], size, found, read)
            else:
                self._add_mean(name, heads[name], size)

    def _with_values(self, name: bytes, fields: Reply, found: Lengths) -> Lengths:
        """The lengths of the values of some fields of a hash, without the values."""
        names = texts(fields, "HRANDFIELD")
        replies = self._asked([("HSTRLEN", name, field) for field in names])
        values = [whole(reply, "HSTRLEN", most=LONGEST_STRING) for reply in replies if not isinstance(reply, Failure)]
        return Lengths(found.first, tuple(values), found.first_integers)

    def _add_mean(self, name: bytes, head: Sample, size: Size) -> None:
        """A container whose elements are too large to be read, or were not met: their mean."""
        if size.kind == "stream":
            [reply] = self._asked([("MEMORY", "USAGE", name, "SAMPLES", SECOND_SAMPLES)])
            if reply is None:
                return
            size = replace(size, usage=whole(reply, "MEMORY USAGE", least=1))
        self._add_lengths(head, size, mean_lengths(size) if size.count else Lengths(), 0)

    def _add_lengths(self, head: Sample, size: Size, found: Lengths, read: int) -> None:
        integers = {"first_integers": found.first_integers, "second_integers": found.second_integers}
        self._add(replace(head, size=size.count, first=found.first, second=found.second, read=read, **integers))

    def _add(self, sample: Sample) -> None:
        self.samples.append(sample)
        self.seen += 1

    def _asked(self, commands: list[Command], most: int = 0) -> list[Reply]:
        """The replies to commands about keys. A key may be of another type by now; any other refusal is the user's."""
        if not commands:
            return []
        replies = self._client.ask_all(commands, most + MOST_OF_A_BATCH)
        for reply in replies:
            if isinstance(reply, Failure) and reply.code != "WRONGTYPE" and "no such key" not in reply.text.lower():
                raise self._refused(reply)
        self._look_again()
        return replies

    def _refused(self, failure: Failure) -> EstimateError:
        address = self._client.address
        if "unknown" not in failure.text.lower() or "memory" not in failure.text.lower():
            return refused(address, failure)
        message = f"{address} cannot say how large a value is before it is read (MEMORY USAGE)"
        return problem(address, message, "survey a copy of its data on Redis 4.0 or newer")


def _batches(names: list[bytes]) -> Iterator[list[bytes]]:
    """Names, so many together that what is sent with them stays small."""
    batch: list[bytes] = []
    size = 0
    for name in names:
        if batch and (len(batch) == BATCH or size + len(name) > MOST_OF_NAMES):
            yield batch
            batch, size = [], 0
        batch.append(name)
        size += len(name)
    if batch:
        yield batch
