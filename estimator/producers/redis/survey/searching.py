"""The search for large keys that a sample has not met, where what the server uses shows that there are some.

The names that SCAN gives are asked for their bytes alone, one question each, until what is missing is found or as many
were asked as may be. What is asked comes to the sample; a key that makes up much of what is missing stands for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from estimator.producers.redis.survey.patterns import pattern
from estimator.producers.redis.survey.plans import COMMANDS_A_KEY, SCANNED, Place
from estimator.producers.redis.survey.reading import MOST_OF_A_LOOK

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.producers.redis.survey.sampling import Sampling
    from estimator.producers.redis.survey.strata import Stratum

WORTH = 0.25  # of the keys that were not looked at: a search of fewer would hardly find one
FOUND = 0.8  # of what is missing: then it ends
LARGE = 0.1  # of what is missing: a key that is set apart
READ = 100  # keys that are read besides: those that are found, and some of each size


def search(
    sampling: Sampling,
    places: dict[int, Place],
    keys: dict[int, int],
    commands: float,
    most: int,
    missing: float,
    progress: Callable[[], None],
) -> bool:
    """Look for keys that make up so many bytes, of the databases with so many keys; whether it was worth it.

    In so many commands, and so many keys at most. OddReply, Cut, EstimateError.
    """
    strata = sampling.strata
    if not all(database in places and places[database].run for database in keys):
        return False
    sampled = [database for database in keys if not places[database].whole]
    left = sum(keys[database] - len(places[database].looked) for database in sampled)
    scans = sum(keys[database] for database in sampled) / SCANNED
    most = min(most, int(commands - READ * COMMANDS_A_KEY - scans))
    if left <= 0 or most < WORTH * left:
        return False
    found = 0.0
    for database in sampled:
        sampling.select(database)
        place = places[database]
        for names in sampling.scanned(Place()):
            chosen: list[tuple[bytes, Stratum]] = []
            for name in dict.fromkeys(names):
                if (number := crc32(name)) not in place.looked and len(chosen) < most:
                    place.looked.add(number)
                    chosen.append((name, strata.of(database, pattern(name))))
            most -= len(chosen)
            before = strata.looked
            try:
                for start in range(0, len(chosen), MOST_OF_A_LOOK):
                    found += _set_apart(sampling, chosen[start : start + MOST_OF_A_LOOK], LARGE * missing)
            finally:  # where it is cut, too: those that were looked at are not of the sample
                strata.searched += strata.looked - before
            progress()
            if found > FOUND * missing or not most:
                sampling.read_some(database, strata.read + READ)
                return True
        sampling.read_some(database, strata.read + READ)
    return True


def _set_apart(sampling: Sampling, chosen: list[tuple[bytes, Stratum]], large: float) -> float:
    """Look at keys, and have those that are so large stand for themselves alone; their bytes."""
    sizes = [(size, stratum) for size, stratum in sampling.look_at(chosen) if size > large]
    for _, stratum in sorted(sizes, key=lambda each: -each[0]):
        place = stratum.top
        if place is not None and stratum.cells[place].mean > large:
            sampling.strata.set_apart(stratum, place)
    return sum(size for size, _ in sizes)
