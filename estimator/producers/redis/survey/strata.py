"""The strata of a survey: keys of one pattern, in cells of like size, with what was seen, looked at and read of them.

Keys are sampled in two phases (Neyman, Contribution to the theory of sampling human populations, JASA 33, 1938; double
sampling for stratification, Cochran, Sampling Techniques, 3rd edition, chapter 12). All names that SCAN gives are
counted by pattern. Of some keys the bytes are asked, which is one question each: of the first of every pattern, so
that keys of a name of their own are all looked at, and of more the more their sizes differ. Of those the types, lengths
and contents are read of some in each cell, the large ones first. A key that was read stands for so many as were seen
of its pattern for one looked at, times so many as were looked at in its cell for one read.
"""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING

from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.producers.redis.survey.samples import Sample

MOST_STRATA = 1000  # patterns that are kept apart; the others of a database are one
PILOT = 30  # keys of a pattern that are looked at in any case
CELLS_A_DOUBLING = 2
MOST_OF_A_TAIL = 100
MOST_WAITING = 60  # names of a cell that wait to be read
FIRST_OF_A_CELL = 3
LEAST_SPREAD = 0.1  # of the mean: sizes of a pattern are taken to differ by so much at least
OTHER = "other"
TO_EACH = 0.2  # of the looks: to each pattern alike
APART = " (by itself)"  # behind the pattern of keys that stand for themselves alone; no pattern has a blank
MOST_ALIKE = 3  # keys of a cell that may each be one of a kind
FEWEST_OTHERS = 10  # keys that are left to stand for those not looked at


class Cell:
    """Keys of a pattern whose bytes are about the same: how many were looked at, their bytes, and those read."""

    def __init__(self) -> None:
        self.looked = 0
        self.bytes = 0.0
        self.squares = 0.0
        self.samples: list[Sample] = []
        self.undescribed: dict[str, int] = {}  # by type
        self.waiting: list[bytes] = []

    @property
    def read(self) -> int:
        """How many were read, of whatever type."""
        return len(self.samples) + sum(self.undescribed.values())

    @property
    def mean(self) -> float:
        """Bytes a key."""
        return self.bytes / self.looked if self.looked else 0.0

    @property
    def variance(self) -> float:
        """Of the bytes of its keys."""
        return max(0.0, self.squares / self.looked - self.mean**2) if self.looked else 0.0

    def join(self, other: Cell) -> None:
        """Take the keys of another."""
        self.looked += other.looked
        self.bytes += other.bytes
        self.squares += other.squares
        self.samples += other.samples
        self.waiting += other.waiting
        for kind, count in other.undescribed.items():
            self.undescribed[kind] = self.undescribed.get(kind, 0) + count

    @property
    def urgency(self) -> float:
        """How much is not known for want of another that is read."""
        spread = math.sqrt(self.variance) + LEAST_SPREAD * self.mean
        first = 1e6 if self.read < FIRST_OF_A_CELL else 1.0
        return first * self.looked * spread / (self.read + 1)


class Stratum:
    """The keys of a pattern in a database: how many were seen, and how their bytes are spread."""

    def __init__(self, database: int, pattern: str) -> None:
        self.database = database
        self.pattern = pattern
        self.seen = 0
        self.looked = 0
        self.sums = [0.0, 0.0, 0.0]  # of bytes, their squares and cubes
        self.cells: dict[tuple[str, int], Cell] = {}
        self.largest: list[float] = []  # of those looked at, the smallest of them first

    def add(self, size: float, kind: str = "") -> Cell:
        """Count a key of so many bytes among those looked at; `kind` is its type and form where they are known."""
        place = math.floor(CELLS_A_DOUBLING * math.log2(max(1.0, size)))
        cell = self.cells.setdefault((kind, place), Cell())
        cell.looked += 1
        cell.bytes += size
        cell.squares += size**2
        self._count(size)
        return cell

    def _count(self, size: float) -> None:
        self.looked += 1
        if len(self.largest) < MOST_OF_A_TAIL:
            heapq.heappush(self.largest, size)
        else:
            heapq.heappushpop(self.largest, size)
        self.sums = [total + size**power for total, power in zip(self.sums, (1, 2, 3), strict=True)]

    @property
    def top(self) -> tuple[str, int] | None:
        """The place of its largest keys, where they are so few that each may be one of a kind; None if they are not."""
        place = max(self.cells, key=lambda each: each[1], default=None)
        if place is None or any(each[1] == place[1] for each in self.cells if each != place):
            return None
        few = self.cells[place].looked <= min(MOST_ALIKE, self.looked - FEWEST_OTHERS)
        return place if few else None

    def give(self, place: tuple[str, int], other: Stratum) -> None:
        """Give its largest keys to another stratum, which has no more of them than were looked at."""
        cell = self.cells.pop(place)
        sizes = sorted(self.largest)[-cell.looked :]
        self.largest = sorted(self.largest)[: -cell.looked]  # sorted, it is a heap
        self.looked -= cell.looked
        self.seen -= cell.looked
        self.sums = [
            total - math.fsum([size**power for size in sizes])
            for total, power in zip(self.sums, (1, 2, 3), strict=True)
        ]
        other.seen += cell.looked
        for size in sizes:
            other._count(size)
        other.cells.setdefault(place, Cell()).join(cell)

    @property
    def mean(self) -> float:
        """Bytes a key."""
        return self.sums[0] / self.looked if self.looked else 0.0

    @property
    def variance(self) -> float:
        """Of the bytes of its keys."""
        if self.looked < 2:
            return 0.0
        return max(0.0, self.sums[1] / self.looked - self.mean**2) * self.looked / (self.looked - 1)

    @property
    def third(self) -> float:
        """The third moment of the bytes of its keys about their mean."""
        if self.looked < 2:
            return 0.0
        first, second, third = [total / self.looked for total in self.sums]
        return third - 3 * first * second + 2 * first**3

    @property
    def spread(self) -> float:
        """By how many bytes its keys differ, or may differ though those looked at do not."""
        return math.sqrt(self.variance) + LEAST_SPREAD * self.mean


class Strata:
    """All strata of a survey."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, str], Stratum] = {}
        self.most = MOST_STRATA
        self.searched = 0  # of the keys that were looked at, those that were beyond the sample

    def of(self, database: int, pattern: str) -> Stratum:
        """The stratum of a pattern; that of all others where there are too many."""
        key = (database, pattern)
        if key not in self.found and len(self.found) >= self.most:
            key = (database, OTHER)
        if key not in self.found:
            self.found[key] = Stratum(*key)
        return self.found[key]

    def seen(self, database: int) -> int:
        """How many keys of a database were seen."""
        return sum(each.seen for each in self.found.values() if each.database == database)

    @property
    def looked(self) -> int:
        """How many keys were looked at."""
        return sum(each.looked for each in self.found.values())

    @property
    def read(self) -> int:
        """How many keys were read."""
        return sum(cell.read for _, cell in self.cells())

    def set_apart(self, stratum: Stratum, place: tuple[str, int]) -> None:
        """Have the largest keys of a stratum stand for themselves alone."""
        key = (stratum.database, stratum.pattern + APART)
        stratum.give(place, self.found.setdefault(key, Stratum(*key)))

    def cells(self) -> Iterator[tuple[Stratum, Cell]]:
        """Each cell, with its stratum."""
        for stratum in self.found.values():
            for cell in stratum.cells.values():
                yield stratum, cell

    def rates(self, database: int, looks: float, *, seen: float) -> dict[str, float]:
        """The share of its further keys that is looked at of each pattern, for so many looks in all.

        The shares are as Neyman has them: as the spreads of the sizes; but a fifth of the looks goes to each pattern
        alike, for of few keys the spread is hardly known where a few of them are large. `seen` is the share of the keys
        that was seen so far, which says how many are to come; 1 in a further pass, where those not looked at are
        offered again.
        """
        inside = [each for each in self.found.values() if each.database == database and each.seen]
        left = {
            each.pattern: each.seen - each.looked if seen >= 1 else each.seen * (1 / max(seen, 1e-6) - 1)
            for each in inside
        }
        full: set[str] = set()
        while True:
            rest = looks - sum(left[pattern] for pattern in full)
            weights = _weights([(each, left[each.pattern]) for each in inside if each.pattern not in full])
            total = sum(weights.values())
            if rest <= 0 or total <= 0:
                break
            over = {
                pattern
                for pattern, weight in weights.items()
                if left[pattern] and rest * weight / total > left[pattern]
            }
            if not over:
                break
            full |= over
        rates = dict.fromkeys(full, 1.0)
        for pattern, weight in weights.items():
            rates[pattern] = (
                min(1.0, max(0.0, rest) * weight / total / left[pattern]) if total and left[pattern] else 0.0
            )
        return rates

    def next_to_read(self, most: int) -> list[tuple[bytes, Cell]]:
        """Names that wait to be read, where most is to be learned from them; one of each pattern before all others."""
        chosen: list[tuple[bytes, Cell]] = []
        for stratum in sorted(self.found.values(), key=lambda each: -each.seen * each.mean):
            cells = stratum.cells.values()
            if len(chosen) < most and not any(cell.read for cell in cells):
                largest = max([cell for cell in cells if cell.waiting], key=lambda cell: cell.bytes, default=None)
                if largest:
                    chosen.append((largest.waiting.pop(0), largest))
        if chosen:
            return chosen
        waiting = sorted([cell for _, cell in self.cells() if cell.waiting], key=lambda cell: -cell.urgency)
        for cell in waiting[:most]:
            missing = max(1, FIRST_OF_A_CELL - cell.read)
            chosen += [(cell.waiting.pop(0), cell) for _ in range(min(missing, len(cell.waiting), most - len(chosen)))]
            if len(chosen) >= most:
                break
        return chosen

    def weighted(self, keys: dict[int, int]) -> Iterator[Sample]:
        """The samples, each with the number of keys that it stands for, of so many keys of each database."""
        scale = self.scales(keys)
        for stratum in self.found.values():
            whole = scale.get(stratum.database, 1.0) * stratum.seen / max(1, stratum.looked)
            for read, cells in _joined(stratum):
                looked = sum(cell.looked for cell in cells)
                for sample in read.samples:
                    given = stratum.pattern if stratum.pattern.endswith(APART) else sample.pattern
                    yield replace(sample, pattern=given, weight=whole * looked / read.read)

    def undescribed(self, keys: dict[int, int]) -> dict[tuple[int, str], tuple[float, float]]:
        """How many keys are of types that are not described, and the bytes that they take, by database and type."""
        scale = self.scales(keys)
        found: dict[tuple[int, str], tuple[float, float]] = {}
        for stratum, cell in self.cells():
            whole = scale.get(stratum.database, 1.0) * stratum.seen / max(1, stratum.looked)
            for kind, count in cell.undescribed.items():
                number, size = found.get((stratum.database, kind), (0.0, 0.0))
                share = whole * cell.looked * count / cell.read
                found[stratum.database, kind] = (number + share, size + share * cell.mean)
        return found

    def scales(self, keys: dict[int, int]) -> dict[int, float]:
        """How many keys stand for one that was seen and is of a pattern that was read of, by database."""
        scale: dict[int, float] = {}
        for database, number in keys.items():
            inside = [each for each in self.found.values() if each.database == database]
            seen = sum(each.seen for each in inside)
            known = sum(each.seen for each in inside if any(cell.read for cell in each.cells.values()))
            # Keys may have come since the server was asked for their number: those seen are there in any case.
            scale[database] = max(number, seen) / known if known else 0.0
        return scale


def _weights(left: list[tuple[Stratum, float]]) -> dict[str, float]:
    """What part of the looks each stratum gets, which has so many keys left."""
    total = sum(number * stratum.spread for stratum, number in left)
    some = sum(number > 0 for _, number in left)
    return {
        stratum.pattern: (1 - TO_EACH) * number * stratum.spread / total + TO_EACH / some if number and total else 0.0
        for stratum, number in left
    }


def _joined(stratum: Stratum) -> list[tuple[Cell, list[Cell]]]:
    """The cells that were read of, each with those of the nearest size of which none was."""
    places = sorted(place for place, cell in stratum.cells.items() if cell.read)
    joined: dict[tuple[str, int], list[Cell]] = {place: [] for place in places}
    if not places:
        return []
    for place, cell in stratum.cells.items():
        joined[min(places, key=lambda each: (each[0] != place[0], abs(each[1] - place[1])))].append(cell)
    return [(stratum.cells[place], cells) for place, cells in joined.items()]
