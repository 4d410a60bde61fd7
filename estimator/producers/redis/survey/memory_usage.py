"""What groups of containers take by MEMORY USAGE, with what that leaves out of each element, by type and release."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from estimator.notation.releases import release_parts
from estimator.reckoning.estimate import answered_number
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.producers.redis.facts import Facts
    from estimator.producers.redis.survey.groups import Group
    from estimator.producers.redis.survey.samples import Sample
    from estimator.producers.redis.survey.sheet import Row

FEWEST_ELEMENTS = 100  # of a smaller container its elements are read
ENTRY, LINK = 24, 16  # bytes of an entry of a table with values, and of one that only links the next
DRAWN, LENGTHS = 100, 4096  # lengths of one value whose blocks are looked up, and how many are kept
SMALL = 200  # bytes an element of a list: the room of its nodes beyond them is little


def said_by_usage(rows: Iterable[Row], found: Facts) -> dict[str, float]:
    """The bytes of each group of large containers whose MEMORY USAGE is understood."""
    said = {row.name: _taken(row.group, found) for row in rows if row.group.form == "table"}
    return {each: size for each, size in said.items() if size}


def _taken(group: Group, found: Facts) -> float:
    """What the keys of a group take by MEMORY USAGE, with what that leaves out; 0 where it is not known."""
    if not any(sample.size >= FEWEST_ELEMENTS for sample in group.samples):
        return 0.0
    unsaid = [_unsaid(sample, found) for sample in group.samples]
    if None in unsaid:
        return 0.0
    return math.fsum(
        [
            sample.weight * (sample.usage + sample.size * (each or 0.0))
            for sample, each in zip(group.samples, unsaid, strict=True)
        ]
    )


def _unsaid(sample: Sample, found: Facts) -> float | None:
    """The bytes of each element that MEMORY USAGE leaves out, negative where it counts some that are not there.

    None where it is not known. Measured at 15,000 elements on Redis 5.0 to 8.2 and Valkey 8.0 to 9.1, and on
    Redis 8.6.3: within 0.4 bytes, of 8.6 on glibc within 1.7.
    """
    release = release_parts(found.version)
    in_blocks = 8.0 if found.allocator.startswith("debian") else 0.0  # an entry's block is of 32 bytes there
    if sample.data_type == "stream" or sample.fields_expire:
        return None
    if sample.data_type == "list":  # up to 6.2 it counts what is written of its nodes (src/object.c), then their blocks
        is_exact = release >= release_parts("7.0") or found.allocator == "glibc"
        return 0.0 if is_exact or sample.usage < SMALL * sample.size else None
    if found.server == "valkey" and release >= release_parts("8.1"):  # which has tables of another kind
        return 0.0
    if found.server == "redis" and release >= release_parts("8.6"):  # it counts entries that are none any more, but not
        room = 0.0 if sample.data_type == "zset" else _room(sample, found)  # what is left in the blocks of texts
        return _links(sample) + room
    if found.server == "redis" and release >= release_parts("8.4"):
        return None
    is_counted = release >= release_parts("8.0") if found.server == "valkey" else release < release_parts("7.2")
    if sample.data_type == "set" and not is_counted:
        return _links(sample)
    if sample.data_type == "set" and found.server == "valkey":
        return 0.0
    if sample.data_type == "zset" and release >= release_parts("8.2"):
        return in_blocks + 8.0
    return in_blocks


def _room(sample: Sample, found: Facts) -> float:
    """The bytes that the blocks of members, or of fields with their values, have beyond what is asked for: the mean."""
    fields, values = sample.first[:DRAWN], sample.second[:DRAWN]
    if sample.data_type == "set":
        rooms = [_room_of_text(length, found.version, found.allocator) for length in fields]
    else:
        pairs = zip(fields, values, strict=False)
        rooms = [_room_of_field(*each, found.version, found.allocator) for each in pairs]
    return math.fsum(rooms) / max(1, len(rooms))


@lru_cache(maxsize=LENGTHS)
def _room_of_text(length: int, version: str, allocator: str) -> float:
    server = f'server = "redis", version = {version}'
    room = f'redis.sds.text({length} B, {server}, allocator = "{allocator}") - redis.sds({length} B, {server})'
    return answered_number(room) / BYTE_BITS


@lru_cache(maxsize=LENGTHS)
def _room_of_field(field: int, value: int, version: str, allocator: str) -> float:
    server = f'server = "redis", version = {version}, allocator = "{allocator}"'
    both = f"redis.hash.field_and_value({field} B, {value} B, {server})"
    return answered_number(f"{both}.blocks - {both}.asked") / BYTE_BITS


def _links(sample: Sample) -> float:
    """The bytes of each where an entry with a value is counted, and most elements have none of their own."""
    buckets = 2.0 ** math.ceil(math.log2(max(1, sample.size)))
    links = sample.size - buckets * -math.expm1(-sample.size / buckets)
    return LINK * links / max(1, sample.size) - ENTRY
