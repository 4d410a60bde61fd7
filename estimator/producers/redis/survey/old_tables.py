"""What the tables of containers have been through, by what MEMORY USAGE says of them beyond what their elements take.

After a growth the older table is still there: each write moves a bucket or two of it, and nothing else does. Where most
elements were deleted again, the table keeps its size.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.notation.making import name, number
from estimator.notation.releases import release_parts
from estimator.producers.redis.survey.groups import Setting
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from estimator.producers.redis.facts import Facts
    from estimator.producers.redis.survey.groups import Group
    from estimator.producers.redis.survey.sheet import Row

FEWEST_ELEMENTS = 100  # of a smaller table an old one is hardly anything
WORTH_KNOWING = 0.01  # of what a group takes
HAVE_TABLES = ("hash", "set", "zset")
STATES = (
    Setting("just_loaded", name("yes"), "as MEMORY USAGE says: an older table is still there"),
    *[
        Setting("deleted", number(share, "%"), "of what it had, about, as MEMORY USAGE says: its table is as large")
        for share in ("50", "75", "87.5")
    ],
)
ENTRY, LINK = 24, 16  # bytes of an entry of a table with values, and of one that only links the next


def with_old_tables(
    rows: list[Row], values: Mapping[str, float], valued: Callable[[list[Row]], dict[str, float]], found: Facts
) -> tuple[list[Row], dict[str, float]]:
    """The groups, and the bytes of each and of all: in the state by which they take what the server says, about.

    Of rows that nothing is known of by MEMORY USAGE it is not said.
    """
    own, chosen = dict(values), list(rows)
    taken = {row.name: _taken(row.group, found) for row in rows if _may_have(row.group, found)}
    beyond = {each: said for each, said in taken.items() if said > (1 + WORTH_KNOWING) * values[each]}
    for state in STATES if beyond else ():
        tried = [
            replace(row, group=replace(row.group, settings=(state,))) if row.name in beyond else row for row in rows
        ]
        other = valued(tried)
        for place, row in enumerate(tried):
            if row.name in beyond and _is_nearer(other[row.name], own[row.name], values[row.name], beyond[row.name]):
                own["predicted"] += other[row.name] - own[row.name]
                own[row.name], chosen[place] = other[row.name], row
    return chosen, own


def _is_nearer(value: float, best: float, plain: float, said: float) -> bool:
    """Whether a state's bytes are nearer to what the server says than the best so far, by more than it is worth."""
    return abs(said - best) - abs(said - value) > WORTH_KNOWING * plain


def _may_have(group: Group, found: Facts) -> bool:
    is_table = group.data_type in HAVE_TABLES and group.form == "table"
    is_large = any(sample.size >= FEWEST_ELEMENTS for sample in group.samples)
    return is_table and is_large and _unsaid(group.data_type, FEWEST_ELEMENTS, found) is not None


def _taken(group: Group, found: Facts) -> float:
    """What the keys of a group take by MEMORY USAGE, with what that leaves out."""
    return sum(
        [
            sample.weight * (sample.usage + sample.size * (_unsaid(sample.data_type, sample.size, found) or 0.0))
            for sample in group.samples
        ]
    )


def _unsaid(data_type: str, size: int, found: Facts) -> float | None:
    """The bytes of each element that MEMORY USAGE leaves out, negative where it counts some that are not there.

    None where it is not known. Measured at 15,000 elements on Redis 5.0 to 8.2 and Valkey 8.0 to 9.1: within 0.3 bytes.
    """
    release = release_parts(found.version)
    in_blocks = 8.0 if found.allocator.startswith("debian") else 0.0  # an entry's block is of 32 bytes there
    if found.server == "valkey" and release >= release_parts("8.1"):  # which has tables of another kind
        return None if data_type == "zset" and release >= release_parts("9.0") else 0.0
    is_counted = release >= release_parts("8.0") if found.server == "valkey" else release < release_parts("7.2")
    if data_type == "set" and not is_counted:  # each as an entry with a value, where most are none of their own
        buckets = 2.0 ** math.ceil(math.log2(size))
        links = size - buckets * -math.expm1(-size / buckets)
        return LINK * links / size - ENTRY
    if data_type == "set" and found.server == "valkey":
        return 0.0
    if data_type == "zset" and release >= release_parts("8.2"):
        return in_blocks + 8.0 if release < release_parts("8.4") else None
    return in_blocks


def _in_state(row: Row, state: Setting) -> Row:
    return replace(row, group=replace(row.group, settings=(state,)))
