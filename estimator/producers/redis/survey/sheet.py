"""The groups of a survey as a sheet: what is there as assumptions, what it takes as worked lines."""

from __future__ import annotations

import textwrap
from itertools import accumulate
from typing import TYPE_CHECKING

from estimator.languages.sizes import plural
from estimator.languages.spans import width
from estimator.model.files import formatted_text
from estimator.notation.making import NOWHERE, added, binary, called, checked, defined, name, number, text
from estimator.notation.passed_on import With
from estimator.notation.printer import print_blocks
from estimator.notation.tree import Documentation, Range
from estimator.producers.redis.integers import set_bytes
from estimator.producers.redis.survey import field_times
from estimator.producers.redis.survey.groups import numbers, spread, weighted
from estimator.producers.redis.survey.interval import Precision
from estimator.producers.redis.survey.patterns import ESCAPED, PLACEHOLDER
from estimator.producers.redis.survey.streams import fields_of_entry, groups_of_consumers, in_groups, same_fields
from estimator.records import record

if TYPE_CHECKING:
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Check, Definition, Expression
    from estimator.producers.redis.facts import Facts
    from estimator.producers.redis.survey.groups import Group
    from estimator.producers.redis.survey.samples import Sample

WORDS = {"string": "string", "hash": "hash", "list": "list", "set": "set", "zset": "sorted_set", "stream": "stream"}
LONGEST_NAME = 30  # columns
# What a key of each type has, and whether it is the second of a pair.
PARTS: dict[str, tuple[tuple[str, bool], ...]] = {
    "string": (),
    "hash": (("field", False), ("value", True)),
    "list": (("element", False),),
    "set": (),
    "zset": (("member", False), ("score", True)),
    "stream": (("value", True),),
}
LEAST_SHARE = 1e-3  # of what the keys take, that is left at the lower end
_NOTE = 110  # columns of a line of documentation


@record
class Fixed:
    """What INFO says of a server's memory besides its keys, in bytes."""

    used: int
    startup: int
    clients: int
    replication: int
    command_kinds: int


@record
class Row:
    """A group with its name in the sheet."""

    name: str
    group: Group


def named(groups: list[Group]) -> list[Row]:
    """Names for the groups: from their patterns, unlike each other, never a unit or a word of the notation."""
    rows: list[Row] = []
    taken: set[str] = set()
    for group in groups:
        largest = "largest_" if group.largest else ""
        stem = _stem(group.pattern)
        name = f"{stem}_{largest}{WORDS[group.data_type]}"
        number = 1
        while name in taken:
            number += 1
            name = f"{stem}_{largest}{WORDS[group.data_type]}_{number}"
        taken.add(name)
        rows.append(Row(name, group))
    return rows


def _stem(pattern: str) -> str:
    """The letters and digits of a pattern, as the beginning of a name."""
    words = ESCAPED.sub(" ", PLACEHOLDER.sub(" ", pattern)).lower()
    # Letters of any language; of digits those that a number has.
    kept = "".join([char if char.isalpha() or (char.isascii() and char.isdigit()) else " " for char in words])
    stem = "_".join(kept.split())
    stem = stem[: sum(at <= LONGEST_NAME for at in accumulate(map(width, stem)))].strip("_")
    return stem if stem and stem[0].isalpha() else f"keys_{stem}".strip("_")


@record
class Head:
    """What a sheet says of its survey: whose, on which day, how many keys it looked at, and how far off it may be.

    `precision` has the shares by which what its keys take may be less and more; `not_met` the bytes that used_memory
    has beyond what was sampled, or less where it is negative; `notes` what a reader has to know besides.
    """

    title: str
    date: str
    sampled: int
    precision: Precision = Precision(0.0, 0.0)
    notes: tuple[str, ...] = ()
    not_met: int = 0


def sheet_text(head: Head, found: Facts, rows: list[Row], fixed: Fixed) -> str:
    """The sheet of a survey."""
    total = sum(row.group.keys for row in rows)
    title, date = _plain(head.title), head.date
    counted = f"{head.sampled} of {total} {plural(total, 'key')}"
    said = f"What a survey found, from {counted}. Ten times the users: `estimate FILE growth=10`."
    sources = (f"survey of {title}, {found.title}, {date}",)
    lines = [line for note in head.notes for line in textwrap.wrap(f"Note: {_plain(note)}.", _NOTE)]
    documentation = Documentation((f"Redis memory of {title}", said, *lines), sources, date[:7])
    in_cluster = [defined("cluster", text("yes")), defined("slots", number(str(found.slots)))] if found.cluster else []
    settings: list[Line] = [
        defined("server", text(found.server)),
        defined("version", number(found.version)),
        defined("allocator", text(found.allocator)),
        *in_cluster,
        With(
            (*[name(each) for each in ("server", "version", "allocator")], *[name(each.name) for each in in_cluster]),
            "",
            NOWHERE,
        ),
        defined("growth", number("1"), "", "of the number of keys"),
    ]
    known: list[Line] = [
        defined("startup", _startup(fixed), "", "used_memory_startup"),
        defined("clients", number(str(fixed.clients), "B"), "", "their buffers"),
        defined("replication", number(str(fixed.replication), "B"), "", "backlog and buffers of replicas"),
        defined("command_kinds", number(str(fixed.command_kinds)), "", "whose latencies are kept"),
    ]
    rest = "not_met" if head.not_met > 0 else "met_too_often" if head.not_met else ""
    if rest:
        note = "of used_memory beyond the sample: large keys that it has not met, or what is not modelled"
        if head.not_met < 0:
            note = "of the sample beyond used_memory: its large keys stand for too many"
        known.append(defined(rest, number(str(abs(head.not_met)), "B"), "", note))
    if fixed.used:
        known.append(defined("used_memory", number(str(fixed.used), "B"), "", f"as the server said, {date}"))
    databases = sorted({row.group.database for row in rows})
    histograms = called("redis.empty_server.command_histograms", name("command_kinds"))
    others: list[Expression] = [*[name(each) for each in ("startup", "clients", "replication")], histograms]
    of_keys = added([name(row.name) for row in rows])
    tables = [line for database in databases for line in _table(database, rows)]
    sampled = added([name("all_keys"), *[name(f"tables_{each}") for each in databases], *others])
    predicted = sampled
    if rest:
        predicted = binary(sampled, "+" if head.not_met > 0 else "-", binary(name("growth"), "*", name(rest)))
    now: list[Expression] = [
        binary(name("all_keys"), "/", name("growth")),
        *[name(f"tables_{each}_now") for each in databases],
    ]
    worked: list[Line] = [
        *[_worked(row, found) for row in rows],
        defined("all_keys", of_keys, "MB"),
        *tables,
        defined("predicted", predicted, "MB"),
        defined("sampled_now", added([*now, *others]), "MB", "of the keys that were sampled, before any growth"),
    ]
    checks: list[list[Line]] = []
    if fixed.used:
        checks = [[_check(head.precision)]]
    if head.sampled < total:
        low, high = 1 - head.precision.low, 1 + head.precision.high
        ends = Range(number(f"{max(low, LEAST_SHARE):.4f}"), number(f"{high:.4f}"), NOWHERE)
        besides = added([*[name(f"tables_{each}") for each in databases], *others])
        ranged, note = added([binary(name("all_keys"), "*", ends), besides]), "by the sample alone"
        if head.precision.bounded:
            note = "by the sample, at most used_memory"
        if head.precision.refuted:
            ranged, note = binary(name("predicted"), "*", ends), "by used_memory"
        worked.append(defined("predicted_range", ranged, "MB", f"in which it is, nine times of ten, {note}"))
    groups: list[list[Line]] = [[*_assumptions(row)] for row in rows]
    blocks: list[list[Line]] = [settings, *groups, known, worked, *checks]
    return formatted_text(print_blocks(documentation, blocks))


def _startup(fixed: Fixed) -> Expression:
    """What the server takes without keys: as it says, or as one of its release does."""
    return number(str(fixed.startup), "B") if fixed.startup else called("redis.empty_server")


def _table(database: int, rows: list[Row]) -> list[Definition]:
    """How many keys a database has, the share with a time to live, and what the tables of both take, grown and now."""
    inside = [row.name for row in rows if row.group.database == database]
    keys = [called("count", name(f"{each}_keys")) for each in inside]
    expiring = [binary(count, "*", name(f"{each}_ttl")) for count, each in zip(keys, inside, strict=True)]
    number_of, share = name(f"keys_{database}"), name(f"ttl_{database}")
    grown = called("redis.keyspace", binary(name("growth"), "*", number_of), share)
    return [
        defined(f"keys_{database}", added(keys)),
        defined(f"ttl_{database}", binary(added(expiring), "/", number_of)),
        defined(f"tables_{database}", grown, "MB"),
        defined(f"tables_{database}_now", called("redis.keyspace", number_of, share), "MB"),
    ]


def _check(found: Precision) -> Check:
    """That the prediction agrees with the server, as far as a sample can: before any growth, whatever the growth."""
    off_by = max(found.far_low / max(LEAST_SHARE, 1 - found.far_low), found.far_high / (1 + found.far_high))
    percent = max(5.0, 100 * off_by)
    off = binary(binary(name("sampled_now"), "/", name("used_memory")), "-", number("1"))
    return checked(
        binary(called("abs", off), "<", number(f"{percent:.3g}" if percent < 1000 else f"{percent:.0f}", "%"))
    )


def _plain(text: str) -> str:
    return "".join([char if char.isprintable() else "?" for char in text])


def _assumptions(row: Row) -> list[Definition]:
    own, group = row.name, row.group
    samples = group.samples
    where = f", database {group.database}" if group.database else ""
    largest = ", the largest" if group.largest else ""
    note = f"{group.pattern}{largest}: {WORDS[group.data_type].replace('_', ' ')}, {group.form}{where}"
    lengths = [(float(sample.name_length), sample.weight) for sample in samples]
    found = [
        defined(f"{own}_keys", number(str(group.keys), "key"), "", _plain(note)),
        defined(f"{own}_ttl", number(f"{group.ttl:.6g}"), "", "share with a time to live"),
        defined(f"{own}_key_length", spread(lengths, "B")),
    ]
    sizes = [(float(sample.size), sample.weight) for sample in samples]

    def add(part: str, values: list[tuple[float, float]], unit: str = "", note: str = "") -> None:
        found.append(defined(f"{own}_{part}", spread(values, unit), "", note))

    def add_elements(part: str, *, second: bool = False) -> None:
        scale = 1.0 if second and group.data_type == "zset" else group.scale  # a score of a table takes what any takes
        lengths = [(length * scale, number) for length, number in weighted(samples, second=second)]
        scaled = "" if scale == 1 else f"of those read, times {scale:.3f} as MEMORY USAGE says of all"
        add(f"{part}_length".lstrip("_"), lengths, "B", scaled)
        if _numbered(group, second=second):
            stand_for = numbers(samples, second=second)
            add(f"{part}_number".lstrip("_"), stand_for, note="of as many bytes as the integers that are there")

    found += [defined(f"{own}_{each.name}", each.value, "", each.note) for each in group.settings]
    match group.data_type:
        case "string":
            add("length", sizes, "B")
        case "hash":
            add("fields", sizes)
            add_elements("field")
            add_elements("value", second=True)
            found += field_times.assumptions(own, group)
        case "zset":
            add("members", sizes)
            add_elements("member")
            add_elements("score", second=True)
        case "stream":
            entries = sum(sample.weight * sample.size for sample in samples) or 1
            add("entries", sizes)
            found.append(defined(f"{own}_fields", number(f"{fields_of_entry(group, entries):.6g}")))
            add("field_length", weighted(samples), "B")
            add_elements("value", second=True)
            if (same := same_fields(group)) < 1:
                note = "the share of entries that do not write the names of their fields"
                found.append(defined(f"{own}_same_fields", number(f"{100 * same:.4g}", "%"), "", note))
            found += groups_of_consumers(own, group)
        case _:
            add("elements", sizes)
            add_elements("")
            if group.form == "integers":
                # By their elements: large sets are wider than small ones, and what is taken is the product of both.
                widths = [(float(_width(sample)), sample.weight * sample.size) for sample in samples]
                add("integer_size", widths, "B", "of each integer, by the widest")
    return found


def _width(sample: Sample) -> int:
    """The bytes of each integer of a set: by its widest, or by what it takes."""
    if sample.first_numbers:
        return set_bytes(sample.first_numbers[0])
    each = sample.usage / max(1, sample.size)
    return 8 if each >= 6 else 4 if each >= 3 else 2


def _numbered(group: Group, *, second: bool = False) -> bool:
    """Whether its elements are integers of packed forms, which go by their values; of sets the array has one size."""
    return group.data_type != "set" and bool(numbers(group.samples, second=second))


def _kind(whole: bool) -> Expression:  # noqa: FBT001  a fact, not a switch
    return text("integer" if whole else "text")


def _integers(group: Group, *, second: bool = False) -> bool:
    """Whether the elements of a group are integers, by the elements that they stand for."""
    if any(sample.second_numbers if second else sample.first_numbers for sample in group.samples):
        return bool(numbers(group.samples, second=second))
    marks = [
        (sample.second_integers if second else sample.first_integers, sample.weight * sample.size)
        for sample in group.samples
    ]
    return sum(size for whole, size in marks if whole) * 2 > sum(size for _, size in marks)


def _worked(row: Row, found: Facts) -> Definition:
    """What a group takes: its keys times what the library says of one."""
    own, group = row.name, row.group
    given: list[Expression]
    of_one: Expression
    limits: dict[str, Expression] = {}

    def part(of: str) -> Expression:
        return name(f"{own}_{of}")

    match group.data_type:
        case "string":
            given = [part("key_length"), part("length"), text(group.form)]
        case "hash":
            given = [part("fields"), part("key_length"), part("field_length"), part("value_length")]
            given += [_kind(_integers(group)), _kind(_integers(group, second=True))]
            limits = _thresholds(group, found, "", "max_packed_entries", "max_packed_value")
        case "list":
            given = [part("elements"), part("key_length"), part("length"), _kind(_integers(group))]
        case "set":
            given = [part("elements"), part("key_length"), part("length"), _kind(group.form == "integers")]
            if group.form == "integers":
                given.append(part("integer_size"))
                limits = {"max_intset_members": number(str(found.thresholds["set_intset_members"]))}
            elif found.packs_sets:
                limits = _thresholds(group, found, "set_", "packed_members", "packed_value")
        case "zset":
            scores = text("integer" if _integers(group, second=True) else "decimal")
            given = [part("members"), part("key_length"), part("member_length"), _kind(_integers(group))]
            given += [scores, part("score_length")]
            limits = _thresholds(group, found, "sorted_set_", "packed_members", "packed_value")
        case _:
            given = [part("entries"), part("key_length"), part("fields"), part("field_length"), part("value_length")]
            limits = {"value": _kind(_integers(group, second=True))}
            if same_fields(group) < 1:
                limits["same_fields"] = part("same_fields")
            if found.full_blocks:
                limits["full_blocks"] = text(found.full_blocks)
    for prefix, second in PARTS[group.data_type]:
        if _numbered(group, second=second):
            limits[f"{prefix}_number"] = part(f"{'' if prefix == 'element' else f'{prefix}_'}number")
    limits |= {each.name: part(each.name) for each in group.settings}

    def key(more: dict[str, Expression]) -> Expression:
        return called(f"redis.{WORDS[group.data_type]}.key", *given, ttl=part("ttl"), **limits, **more)

    of_one = field_times.of_fields(own, group, key)
    if any(sample.groups for sample in group.samples):
        of_one = added([of_one, in_groups(own)])
    keys = binary(name("growth"), "*", called("count", part("keys")))
    beside = field_times.of_hashes(own, group, keys)
    each = binary(keys, "*", of_one)
    return defined(own, added([each, beside]) if beside is not None else each, "MB")


def _thresholds(group: Group, found: Facts, prefix: str, entries: str, value: str) -> dict[str, Expression]:
    """The limits of the packed form: the server's own, or what makes the form come out that was seen."""
    most, longest = found.thresholds[prefix + entries], found.thresholds[prefix + value]
    name_of_most = entries if entries.startswith("max_") else f"max_{entries}"
    name_of_longest = value if value.startswith("max_") else f"max_{value}"
    if group.form == "table":
        most = 0 if min(sample.size for sample in group.samples) <= most else most
    else:
        most = max(most, *[sample.size for sample in group.samples])
        seen = [length for sample in group.samples for length in (*sample.first, *sample.second)]
        longest = max([longest, *seen])
    return {name_of_most: number(str(most)), name_of_longest: number(str(longest), "B")}
