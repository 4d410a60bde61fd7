"""A sample of the keys of a server, read only, within bounds of time, number and the server's memory.

SCAN walks the table in the order of hashes, so what it gives is in random order. A small server is read whole. Of any
other all names are counted by their patterns, of some keys the bytes are asked, and of some of those the rest, as
`strata` has it; where there is time, SCAN goes round twice, so that the second round knows how sizes differ in each
pattern. What is asked of a key that is read is in `reading`.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from zlib import crc32

from estimator.producers.redis.replies import scan, texts, whole
from estimator.producers.redis.survey.patterns import pattern
from estimator.producers.redis.survey.plans import SCANNED
from estimator.producers.redis.survey.reading import MOST_OF_A_LOOK, Reading
from estimator.producers.redis.survey.slots import slot_of
from estimator.producers.redis.survey.strata import MOST_STRATA, MOST_WAITING, PILOT, Strata, Stratum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.producers.redis.client import Client
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


class Sampling:
    """What was read so far: strata of keys, with samples in their cells."""

    def __init__(self, client: Client, terms: Terms, strata: Strata | None = None) -> None:
        self.strata = strata or Strata()
        self.slots: set[int] = set()  # of a cluster's node, those that the names are in that were seen in this survey,
        self.placed = 0  # and how many names these are
        self._client = client
        self._terms = terms
        self._reading = Reading(client, terms)
        self._chance = random.Random(SEED)  # noqa: S311  the same on every run

    def read(self, database: int, plan: Plan, place: Place, progress: Callable[[], None]) -> None:
        """Sample a database as planned, from the place where it was left. OddReply, Cut, EstimateError."""
        self.select(database)
        if place.whole is None:
            place.whole = plan.whole
        self._reading.spare = plan.spare
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
            chosen, self._reading.asked([("MEMORY", "USAGE", name) for name, _ in chosen]), strict=True
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
            for name, (found, kind) in self._reading.read(database, list(cells)).items():
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
                for name, (found, kind) in self._reading.read(database, batch).items():
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
            self._reading.look_again()


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
