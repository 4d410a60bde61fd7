"""The times to live of the fields of hashes: how many have one, and how far apart they are (Redis 7.4 on, Valkey 9)."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from estimator.notation.making import added, binary, called, defined, name, number
from estimator.notation.releases import release_parts
from estimator.producers.redis.replies import OddReply, pairs, scan, texts, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from estimator.notation.tree import Definition, Expression
    from estimator.producers.redis.client import Command
    from estimator.producers.redis.replies import Reply
    from estimator.producers.redis.survey.groups import Group
    from estimator.producers.redis.survey.samples import Sample

FIELDS, MORE = 20, 4  # of a hash that are asked, and how many times as many besides where some live on
SINCE = {"redis": "7.4", "valkey": "9.0"}
MOST = 2**63
TOGETHER = 16  # fields of one time, which a bucket has room for (redis 8.6.3: src/ebuckets.c, EB_SEG_MAX_ITEMS)
ALL = 0.995  # of the fields: then those few that live on are by chance


def are_known(server: str, version: str) -> bool:
    """Whether a server has times to live of fields."""
    return release_parts(version) >= release_parts(SINCE[server])


def question(key: bytes, command: str, replies: list[Reply]) -> Command | None:
    """What is asked about some of the fields that were read of a hash; None where there are none. OddReply."""
    fields: list[bytes] = []
    for reply in replies:
        fields += (
            texts(reply, command)
            if command != "HSCAN"
            else [each for each, _ in pairs(scan(reply, command)[1], command)]
        )
    some = list(dict.fromkeys(fields))[:FIELDS]
    return ("HPTTL", key, "FIELDS", len(some), *some) if some else None


def lifetimes(reply: Reply) -> list[int]:
    """The milliseconds that fields have to live, -1 of those that live on; without those that are gone. OddReply."""
    if not isinstance(reply, list):
        raise OddReply("it answers HPTTL with no list")
    left = [whole(each, "HPTTL", least=-2, most=MOST) for each in reply]
    return [each for each in left if each != -2]


def differ(there: list[int]) -> bool:
    """Whether some of the fields expire, and others do not: then a few say little of all."""
    return min(there, default=0) < 0 <= max(there, default=-1)


def times(there: list[int], elements: int) -> tuple[float, float]:
    """The share of the fields that have a time to live, and how far apart these times are, in seconds.

    The times of few say how far those of all go: as many evenly spread times would reach a little beyond them.
    """
    found = [each for each in there if each >= 0]
    if len(found) < 2:
        return len(found) / max(1, len(there)), 0.0
    expiring = elements * len(found) / len(there)
    ties = sum(number * (number - 1) for number in Counter(found).values()) / len(found) / (len(found) - 1)
    reach = (max(found) - min(found)) * (len(found) + 1) / (len(found) - 1)
    return len(found) / len(there), seconds_apart(reach, expiring, ties * expiring)


def seconds_apart(reach: float, fields: float, of_one_time: float) -> float:
    """How far apart the times of so many fields are that reach over so many milliseconds, in seconds.

    None where so many live to one time that they fill buckets of their own: they are as those of one time for all.
    """
    return 0.0 if of_one_time > TOGETHER else reach / 1000 / max(1.0, fields)


def share(group: Group) -> float:
    """The share of the fields of a group of hashes that have a time to live."""
    known = [(sample.fields_expire, sample.weight * sample.size) for sample in group.samples]
    found = sum(each * size for each, size in known) / max(1e-9, sum(size for _, size in known))
    return 1.0 if found > ALL else found


def _apart(samples: Iterable[Sample]) -> float:
    """How far apart the times to live of the fields of a hash are, in seconds: the median of its fields."""
    known = sorted([(sample.times_apart, sample.weight * sample.size) for sample in samples if sample.fields_expire])
    half, below = math.fsum([size for _, size in known]) / 2, 0.0
    for apart, size in known:
        below += size
        if below >= half:
            return apart
    return 0.0


def assumptions(own: str, group: Group) -> list[Definition]:
    """The lines of a sheet; none where no field has a time to live."""
    if not share(group):
        return []
    expire = defined(
        f"{own}_fields_expire", number(f"{100 * share(group):.4g}", "%"), "", "the share with a time to live"
    )
    apart = number(f"{_apart(group.samples):.4g}", "s")
    return [expire, defined(f"{own}_field_times_apart", apart, "", "of the fields of a hash")]


def of_fields(own: str, group: Group, of_one: Callable[[dict[str, Expression]], Expression]) -> Expression:
    """What a hash takes, by what it takes with settings: those that expire take more."""
    found = share(group)
    if not found:
        return of_one({})
    expiring = of_one({"field_ttl": name("yes"), "field_times_apart": name(f"{own}_field_times_apart")})
    if found == 1:
        return expiring
    part = name(f"{own}_fields_expire")
    return added([binary(part, "*", expiring), binary(binary(number("1"), "-", part), "*", of_one({}))])


def of_hashes(own: str, group: Group, keys: Expression) -> Expression | None:
    """What finds the hashes of a group, so many keys, whose fields expire; None where there are none."""
    if not share(group):
        return None
    return called("redis.expiring.hashes", keys, field_times_apart=name(f"{own}_field_times_apart"))
