"""What INFO keysizes says of the largest keys: how many there are of each type between powers of two (Redis 8 on).

A sample may not have met them; the server has counted them all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.languages.sizes import bytes_text, count_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.producers.redis.survey.samples import Sample

_LINE = re.compile(r"db([0-9]{1,9})_distrib_(strings|lists|sets|zsets|hashes)_(?:sizes|items)", re.ASCII)
_COUNT = re.compile(r"([0-9]{1,6})([KMGTP]?)=([0-9]{1,15})", re.ASCII)
TYPES = {"strings": "string", "lists": "list", "sets": "set", "zsets": "zset", "hashes": "hash"}
POWERS = {"": 0, "K": 10, "M": 20, "G": 30, "T": 40, "P": 50}
FEWEST = 1024  # bytes of a string, or elements of another type, that are worth a word

Counts = dict[tuple[int, str], dict[int, int]]


def key_sizes(info: dict[str, str]) -> Counts:
    """By database and type how many keys have so many bytes (strings) or elements, at least, and less than twice it."""
    found: Counts = {}
    for name, value in info.items():
        if line := _LINE.fullmatch(name):
            found[int(line[1]), TYPES[line[2]]] = {
                int(size) << POWERS[power]: int(count) for size, power, count in _COUNT.findall(value)
            }
    return found


def beyond(counts: Counts, samples: Iterable[Sample]) -> list[str]:
    """Sentences about keys that are larger than any that was read of their type."""
    largest: dict[tuple[int, str], int] = {}
    for sample in samples:
        place = sample.database, sample.data_type
        largest[place] = max(sample.size, largest.get(place, 0))
    words: list[str] = []
    for (database, kind), sizes in sorted(counts.items()):
        if (database, kind) not in largest:
            continue
        unmet = {size: count for size, count in sizes.items() if size > max(FEWEST, largest[database, kind])}
        if not unmet:
            continue
        least, most, number = min(unmet), 2 * max(unmet), sum(unmet.values())
        ends = (bytes_text(least), bytes_text(most)) if kind == "string" else (count_text(least), count_text(most))
        where = f" in database {database}" if database else ""
        what = f"{kind.replace('zset', 'sorted set')}{'s' if number > 1 else ''}{where}"
        unit = "" if kind == "string" else " elements"
        words.append(f"INFO keysizes counts {number} {what} of {ends[0]} to {ends[1]}{unit}, beyond any that was read")
    return words
