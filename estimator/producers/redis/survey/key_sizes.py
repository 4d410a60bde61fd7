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
                int(count[1]) << POWERS[count[2]]: int(count[3])
                for part in value.split(",")
                if (count := _COUNT.fullmatch(part))
            }
    return found


def beyond(counts: Counts, samples: Iterable[Sample]) -> list[str]:
    """Sentences about keys that are larger than any that was read of their type, in the databases that were read."""
    largest: dict[tuple[int, str], int] = {}
    databases: set[int] = set()
    for sample in samples:
        databases.add(sample.database)
        place = sample.database, sample.data_type
        largest[place] = max(sample.size, largest.get(place, 0))
    words: list[str] = []
    for (database, kind), sizes in sorted(counts.items()):
        least = max(FEWEST, largest.get((database, kind), 0))
        unmet = {size: count for size, count in sizes.items() if size > least}
        if database not in databases or not unmet:
            continue
        most, number = 2 * max(unmet), sum(unmet.values())
        ends = [bytes_text(end) if kind == "string" else count_text(end) for end in (min(unmet), most)]
        where = f" in database {database}" if database else ""
        what = (kind if number == 1 else "hashes" if kind == "hash" else f"{kind}s").replace("zset", "sorted set")
        size = f"{ends[0]} to {ends[1]}{'' if kind == 'string' else ' elements'}"
        words.append(f"INFO keysizes counts {number} {what}{where} of {size}, beyond any that was read")
    return words
