"""A sample of the keys of a server, read only, within bounds of time, number and the server's memory.

SCAN walks the table in the order of hashes, so what it gives is in random order. A small server is read whole. Of any
other all names are counted by their patterns, of some keys the bytes are asked, and of some of those the rest, as
`strata` has it; where there is time, SCAN goes round twice, so that the second round knows how sizes differ in each
pattern. Of a key that is read the type and the size are asked first; then, as `elements` allows, a few elements.
Questions are sent together as long as their replies stay within what may be in flight.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING
from zlib import crc32

from estimator.producers.redis.client import problem, refused
from estimator.producers.redis.replies import Failure, scan, texts, whole, word
from estimator.producers.redis.survey.elements import (
    COUNTS,
    EXPECTED,
    SECOND_SAMPLES,
    Lengths,
    Question,
    Size,
    consumer_groups,
    lengths,
    look,
    mean_lengths,
    question,
    unlike,
)
from estimator.producers.redis.survey.patterns import pattern
from estimator.producers.redis.survey.plans import SCANNED
from estimator.producers.redis.survey.room import SECONDS_BETWEEN_LOOKS, look_again
from estimator.producers.redis.survey.samples import Sample
from estimator.producers.redis.survey.slots import slot_of
from estimator.producers.redis.survey.strata import MOST_STRATA, MOST_WAITING, PILOT, Strata, Stratum
from estimator.producers.redis.survey.strings import LONGEST_STRING, strings
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.problems import EstimateError
    from estimator.producers.redis.client import Client, Command
    from estimator.producers.redis.replies import Reply
    from estimator.producers.redis.survey.elements import Terms
    from estimator.producers.redis.survey.plans import Place, Plan

BATCH = 200  # keys
FOR_PILOTS = 0.5  # of the looks are for the first keys of patterns, at most
LOOKS_A_PATTERN, FEWEST_STRATA = 3, 5
EVENLY = 0.3  # of the looks of the first pass, whatever was seen so far
SEED = 20_261_128
UNDESCRIBED_BYTES = 1
MOST_OF_NAMES = 2**16  # bytes of names that SCAN is expected to give, and that go into one batch
FIRST_COUNT = 10
MOST_OF_A_BATCH = 2**20  # bytes beyond those that are expected: a value may have grown since its size was asked
MOST_OF_A_LOOK = 100  # keys whose containers are looked at together: a millisecond of the server's time
CLOSER_LOOKS = 4  # together, at thousands of elements each
MOST_OF_CLOSER_LOOKS = 3_000_000  # elements in all: a quarter of a second of the server's time
SMALL = {"listpack": "packed", "listpackex": "packed", "ziplist": "packed", "intset": "integers"}


class Sampling:
    """What was read so far: strata of keys, with samples in their cells."""

    def __init__(self, client: Client, terms: Terms, strata: Strata | None = None) -> None:
        self.strata = strata or Strata()
        self.slots: set[int] = set()  # of a cluster's node, those that the names are in that were seen in this survey,
        self.placed = 0  # and how many names these are
        self._client = client
        self._terms = terms
        self._looked = time.monotonic()
        self._closer = 0  # elements that were looked at closer
        self._chance = random.Random(SEED)  # noqa: S311  the same on every run

    def read(self, database: int, plan: Plan, place: Place, progress: Callable[[], None]) -> None:
        """Sample a database as planned, from the place where it was left. OddReply, Cut, EstimateError."""
        self.select(database)
        if place.whole is None:
            place.whole = plan.whole
        if place.whole:
            self._whole(database, place, progress)
            return
        # What a survey that is gone on with has already comes on top of what there is time for.
        before, reads = self._looked_at(database), self.strata.read + plan.reads
        plan.looks, plan.first = plan.looks + before, plan.first + before
        plan.names = min(plan.keys, plan.names + self.strata.seen(database))
        plan.passes = max(plan.passes, place.run + 1)
        # No more patterns are kept apart than can be looked at.
        self.strata.most = max(FEWEST_STRATA, min(MOST_STRATA, int(plan.looks / LOOKS_A_PATTERN)))
        while place.run < plan.passes:
            rates: dict[str, float] = {}
            if place.run:
                rates = self.strata.rates(database, plan.looks - self._looked_at(database), seen=1.0)
            for names in self.scanned(place):
                chosen = self._chosen(database, names, place, plan, rates)
                for start in range(0, len(chosen), MOST_OF_A_LOOK):
                    self.look_at(chosen[start : start + MOST_OF_A_LOOK])
                seen = self.strata.seen(database)
                done = (seen if place.run == 0 else self._looked_at(database)) / max(
                    1, plan.names if place.run == 0 else plan.looks
                )
                self.read_some(database, reads * min(1.0, done))
                if place.run == 0:
                    rates = self._rates(database, plan, seen)
                progress()
                if place.run == 0 and seen >= plan.names < plan.keys:
                    self.read_some(database, reads)
                    return
            place.run, place.cursor = place.run + 1, b"0"
        self.read_some(database, reads)
        progress()

    def _looked_at(self, database: int) -> int:
        return sum(each.looked for each in self.strata.found.values() if each.database == database)

    def _rates(self, database: int, plan: Plan, seen: int) -> dict[str, float]:
        """What share is looked at of the names to come, of each pattern: a part of it whatever was seen so far."""
        share = min(1.0, seen / max(1, plan.names))
        if share >= 1:
            return {}
        left = max(0.0, plan.first - self._looked_at(database))
        rates = self.strata.rates(database, left * (1 - EVENLY), seen=share)
        evenly = EVENLY * left / max(1.0, plan.names - seen)
        return {pattern: min(1.0, rate + evenly) for pattern, rate in rates.items()}

    def _chosen(
        self, database: int, names: list[bytes], place: Place, plan: Plan, rates: dict[str, float]
    ) -> list[tuple[bytes, Stratum]]:
        """The names that are looked at, of those that SCAN gave; all are counted where they are seen first."""
        chosen: list[tuple[bytes, Stratum]] = []
        waiting: dict[Stratum, int] = {}
        evenly, first = plan.first / max(1, plan.names), place.run == 0
        room = round(plan.looks) - self._looked_at(database)
        for name in dict.fromkeys(names):
            stratum = self.strata.of(database, pattern(name))
            stratum.seen += first
            if first:
                self._place(name)
            if (number := crc32(name)) in place.looked or len(chosen) >= room:
                continue
            some = max(1, min(PILOT, plan.looks * FOR_PILOTS / len(self.strata.found)))
            pilot = first and stratum.looked + waiting.get(stratum, 0) < some
            if pilot or self._chance.random() < rates.get(stratum.pattern, evenly if first else 0.0):
                chosen.append((name, stratum))
                waiting[stratum] = waiting.get(stratum, 0) + 1
                place.looked.add(number)
        return chosen

    def _place(self, name: bytes) -> None:
        if self._terms.in_slots:
            self.slots.add(slot_of(name))
            self.placed += 1

    def select(self, database: int) -> None:
        """Have the following be about a database."""
        self._client.ask("SELECT", database)

    def look_at(self, chosen: list[tuple[bytes, Stratum]]) -> list[tuple[float, Stratum]]:
        """Ask for the bytes of keys, and have some of them wait to be read."""
        sizes: list[tuple[float, Stratum]] = []
        for (name, stratum), reply in zip(
            chosen, self._asked([("MEMORY", "USAGE", name) for name, _ in chosen]), strict=True
        ):
            if reply is None:  # gone
                stratum.seen -= 1
                continue
            size = whole(reply, "MEMORY USAGE", least=1)
            sizes.append((size, stratum))
            cell = stratum.add(size)
            if len(cell.waiting) < MOST_WAITING:
                cell.waiting.append(name)
        return sizes

    def read_some(self, database: int, reads: float) -> None:
        """Read keys that wait, until so many were read."""
        while (missing := int(reads) - self.strata.read) > 0:
            chosen = self.strata.next_to_read(min(missing, MOST_OF_A_LOOK))
            if not chosen:
                return
            cells = dict(chosen)
            for name, (found, kind) in self._read(database, list(cells)).items():
                if found is not None:
                    cells[name].samples.append(found)
                elif kind:
                    cells[name].undescribed[kind] = cells[name].undescribed.get(kind, 0) + 1

    def _whole(self, database: int, place: Place, progress: Callable[[], None]) -> None:
        """Read all keys; nothing where that is done."""
        if place.run:
            return
        met: set[int] = set()  # hashes of names: a name may be long, and two of one hash are met once in 10^19 pairs
        for names in self.scanned(place):
            for batch in _batches([name for name in dict.fromkeys(names) if hash(name) not in met]):
                met.update(map(hash, batch))
                for name, (found, kind) in self._read(database, batch).items():
                    if found is None and not kind:
                        continue
                    stratum = self.strata.of(database, pattern(name))
                    stratum.seen += 1
                    self._place(name)
                    cell = stratum.add(found.usage if found else UNDESCRIBED_BYTES)
                    if found:
                        cell.samples.append(found)
                    else:
                        cell.undescribed[kind] = cell.undescribed.get(kind, 0) + 1
                progress()
        place.run = 1

    def scanned(self, place: Place) -> Iterator[list[bytes]]:
        """Names, of which a reply holds no more than is good: their length shows as they come."""
        count = FIRST_COUNT
        while True:
            cursor, content = scan(self._client.ask("SCAN", place.cursor, "COUNT", count), "SCAN")
            names = texts(content, "SCAN")
            yield names
            place.cursor = cursor
            if cursor == b"0":
                return
            longest = max(map(len, names), default=0) + 16
            count = max(1, min(SCANNED, 10 * count, MOST_OF_NAMES // longest))
            self._look_again()

    def _look_again(self) -> None:
        if time.monotonic() - self._looked > SECONDS_BETWEEN_LOOKS:
            look_again(self._client)
            self._looked = time.monotonic()

    def _read(self, database: int, names: list[bytes]) -> dict[bytes, tuple[Sample | None, str]]:
        """Samples of keys, or their type where it is not described; what is gone is left out."""
        self._samples: dict[bytes, tuple[Sample | None, str]] = {}
        heads = self._heads(database, names)
        sizes = self._sizes({name: head for name, head in heads.items() if head.data_type in COUNTS})
        self._look_closer(sizes)
        self._look_at_groups([name for name, size in sizes.items() if size.kind == "stream"])
        texts = {name: each for name, each in heads.items() if each.data_type == "string"}
        for name, text in strings(texts, self._asked, leaves_spare=self._terms.leaves_spare):
            self._add(name, text)
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
        return self._samples

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
                self._samples[name] = (None, kind)
                continue
            left = whole(lifetime, "PTTL", least=-2)
            if encoding is None or left == -2:  # gone since
                continue
            packing = word(encoding, "OBJECT ENCODING")
            form = "text" if kind == "string" else SMALL.get(packing, "table")
            found[name] = Sample(database, pattern(name), len(name), kind, packing, form, left >= 0, 0)
        return found

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

    def _look_at_groups(self, streams: list[bytes]) -> None:
        """Ask for the groups of consumers of streams, where that is permitted: a line of each group."""
        self._groups: dict[bytes, dict[str, int]] = {}
        if not streams:
            return
        replies = self._client.ask_all([("XINFO", "GROUPS", name) for name in streams], EXPECTED + MOST_OF_A_BATCH)
        for name, reply in zip(streams, replies, strict=True):
            if not isinstance(reply, Failure):
                self._groups[name] = consumer_groups(reply)

    def _contents(self, heads: dict[bytes, Sample], waiting: list[tuple[bytes, Size, Question]]) -> None:
        """Read what is asked of some containers, whose replies may be in flight together."""
        most = sum(asked.bytes for _, _, asked in waiting)
        replies = iter(self._asked([command for _, _, asked in waiting for command in asked.commands], most))
        for name, size, asked in waiting:
            answers = [next(replies) for _ in asked.commands]
            if any(isinstance(answer, Failure) for answer in answers):  # of another type by now
                continue
            found, read = lengths(size.kind, str(asked.commands[0][0]), answers, packed=size.packed)
            if asked.names:
                found = self._with_values(name, answers[0], found)
            if read and not unlike(size, found):
                self._add_lengths(name, heads[name], size, found, read)
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
        self._add_lengths(name, head, size, mean_lengths(size) if size.count else Lengths(), 0)

    def _add_lengths(self, name: bytes, head: Sample, size: Size, found: Lengths, read: int) -> None:
        integers = {"first_integers": found.first_integers, "second_integers": found.second_integers}
        numbers = {"first_numbers": found.first_numbers, "second_numbers": found.second_numbers}
        usage = float(size.usage)
        sample = replace(head, size=size.count, usage=usage, first=found.first, second=found.second, read=read)
        self._add(name, replace(sample, **integers, **numbers, **self._groups.get(name, {})))

    def _add(self, name: bytes, sample: Sample) -> None:
        self._samples[name] = (sample, sample.data_type)

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
