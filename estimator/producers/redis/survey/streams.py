"""What the sheet of a survey says of streams: the fields of entries, and their groups of consumers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation.making import added, binary, called, defined, name, number

if TYPE_CHECKING:
    from estimator.notation.tree import Definition, Expression
    from estimator.producers.redis.survey.groups import Group

GROUP_PARTS = ("groups", "consumers", "pending", "group_length")


def same_fields(group: Group) -> float:
    """How often an entry has the fields of the first of its block, by those that were read."""
    known = [(sample.same_fields, sample.weight * sample.size) for sample in group.samples if sample.read > 1]
    entries = sum(size for _, size in known)
    return sum(same * size for same, size in known) / entries if entries else 1.0


def groups_of_consumers(own: str, group: Group) -> list[Definition]:
    """How many groups of consumers a stream has, and what is in one; nothing where there is none."""
    sums = {part: sum(sample.weight * getattr(sample, part) for sample in group.samples) for part in GROUP_PARTS}
    groups = sums["groups"]
    if not groups:
        return []
    keys = sum(sample.weight for sample in group.samples)
    first = sum(sample.weight for sample in group.samples if sample.groups)

    def each(part: str, value: float, unit: str = "", note: str = "") -> Definition:
        return defined(f"{own}_{part}", number(f"{value:.6g}", unit), "", note)

    return [
        each("groups", first / keys, note="of consumers, the first of a stream"),
        each("further_groups", (groups - first) / keys, note="of consumers, besides"),
        each("pending", sums["pending"] / groups, note="entries not acknowledged, of a group"),
        each("consumers", sums["consumers"] / groups, note="of a group"),
        each("group_length", sums["group_length"] / groups, "B"),
    ]


def in_groups(own: str) -> Expression:
    """What the groups of consumers of a stream take."""

    def of_one(first: str) -> Expression:
        parts = [name(f"{own}_{part}") for part in ("pending", "consumers", "group_length")]
        return called("redis.stream.group", *parts, first_group=name(first))

    groups, further = name(f"{own}_groups"), name(f"{own}_further_groups")
    return added([binary(groups, "*", of_one("yes")), binary(further, "*", of_one("no"))])


def fields_of_entry(group: Group, entries: float) -> float:
    """Fields of an entry: of those that were read, and one where none was."""
    counted = [
        (len(sample.second) / max(1, sample.read), sample.weight * sample.size)
        for sample in group.samples
        if sample.size
    ]
    return sum(fields * size for fields, size in counted) / entries
