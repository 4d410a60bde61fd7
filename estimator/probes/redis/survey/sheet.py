"""The groups of a survey as a sheet: what is there as assumptions, what it takes as worked lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.probes.redis.survey.groups import spread, weighted
from estimator.records import record

if TYPE_CHECKING:
    from estimator.probes.redis.facts import Facts
    from estimator.probes.redis.survey.groups import Group

WORDS = {"string": "string", "hash": "hash", "list": "list", "set": "set", "zset": "sorted_set", "stream": "stream"}
LONGEST_NAME = 30


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
        words = re.sub(r"\{[a-z]+\}", " ", group.pattern)
        stem = "_".join(re.findall(r"[A-Za-z0-9]+", words)).lower()[:LONGEST_NAME].strip("_")
        if not stem or stem[0].isdigit():
            stem = f"keys_{stem}".strip("_")
        name = f"{stem}_{WORDS[group.data_type]}"
        number = 1
        while name in taken:
            number += 1
            name = f"{stem}_{WORDS[group.data_type]}_{number}"
        taken.add(name)
        rows.append(Row(name, group))
    return rows


def sheet_text(
    title: str, date: str, found: Facts, rows: list[Row], fixed: Fixed, sampled: int, notes: tuple[str, ...] = ()
) -> str:
    """The sheet; `title` says which server, `date` is a day, `notes` what a reader has to know of the survey."""
    total = sum(row.group.keys for row in rows)
    lines = [
        f"## Redis memory of {_plain(title)}",
        f"## What a survey found, from {sampled} of {total} keys. Ten times the users: estimate FILE growth=10",
        f"## source: survey of {_plain(title)}, {found.title}, {date}",
        f"## as_of: {date[:7]}",
        *[f"# {_plain(note)}" for note in notes],
        "",
        f'server    = "{found.server}"',
        f"version   = {found.version}",
        f'allocator = "{found.allocator}"',
        "with server, version, allocator",
        "growth    = 1   # of the number of keys",
        "",
    ]
    for row in rows:
        lines += [*_assumptions(row), ""]
    lines += [
        f"startup       = {fixed.startup} B   # used_memory_startup",
        f"clients       = {fixed.clients} B   # their buffers",
        f"replication   = {fixed.replication} B   # backlog and buffers of replicas",
        f"command_kinds = {fixed.command_kinds}   # whose latencies are kept",
        f"used_memory   = {fixed.used} B   # as INFO said, {date}",
        "",
    ]
    lines += [_worked(row, found) for row in rows]
    tables = []
    for database in sorted({row.group.database for row in rows}):
        inside = [row.name for row in rows if row.group.database == database]
        keys = " + ".join([f"count({name}_keys)" for name in inside])
        expiring = " + ".join([f"count({name}_keys) * {name}_ttl" for name in inside])
        tables.append(f"tables_{database}")
        lines.append(f"tables_{database} = redis.keyspace(growth * ({keys}), ({expiring}) / ({keys})) -> MB")
    histograms = "redis.empty_server.command_histograms(command_kinds)"
    parts = [*[row.name for row in rows], *tables, "startup", "clients", "replication", histograms]
    lines += [
        f"predicted = {' + '.join(parts)} -> MB",
        "",
        "check growth != 1 or abs(predicted / used_memory - 1) < 5%",
    ]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return "".join([char if char.isprintable() else "?" for char in text])


def _assumptions(row: Row) -> list[str]:
    name, group = row.name, row.group
    samples = group.samples
    where = f", database {group.database}" if group.database else ""
    note = f"{group.pattern}: {WORDS[group.data_type].replace('_', ' ')}, {group.form}{where}"
    lengths = [(float(sample.name_length), 1.0) for sample in samples]
    found = [
        (f"{name}_keys", f"{group.keys} key", note),
        (f"{name}_ttl", f"{group.ttl:.6g}", "share with a time to live"),
        (f"{name}_key_length", spread(lengths, "B"), ""),
    ]
    sizes = [(float(sample.size), 1.0) for sample in samples]
    first, second = weighted(samples), weighted(samples, second=True)
    match group.data_type:
        case "string":
            found.append((f"{name}_length", spread(sizes, "B"), ""))
        case "hash":
            found.append((f"{name}_fields", spread(sizes, ""), ""))
            found.append((f"{name}_field_length", spread(first, "B"), ""))
            found.append((f"{name}_value_length", spread(second, "B"), ""))
        case "zset":
            found.append((f"{name}_members", spread(sizes, ""), ""))
            found.append((f"{name}_member_length", spread(first, "B"), ""))
            found.append((f"{name}_score_length", spread(second, "B"), ""))
        case "stream":
            entries = sum(sample.size for sample in samples) or 1
            found.append((f"{name}_entries", spread(sizes, ""), ""))
            found.append((f"{name}_fields", f"{_fields(group, entries):.6g}", ""))
            found.append((f"{name}_field_length", spread(first, "B"), ""))
            found.append((f"{name}_value_length", spread(second, "B"), ""))
        case _:
            found.append((f"{name}_elements", spread(sizes, ""), ""))
            found.append((f"{name}_length", spread(first, "B"), ""))
    return [f"{left} = {right}" + (f"   # {text}" if text else "") for left, right, text in found]


def _fields(group: Group, entries: int) -> float:
    """Fields of an entry: of those that were read, and one where none was."""
    counted = [(len(sample.second) / max(1, sample.read), sample.size) for sample in group.samples if sample.size]
    return sum(fields * size for fields, size in counted) / entries


def _kind(whole: bool) -> str:  # noqa: FBT001  a fact, not a switch
    return '"integer"' if whole else '"text"'


def _integers(group: Group, *, second: bool = False) -> bool:
    """Whether the elements of a group are integers, by the elements that they stand for."""
    marks = [(sample.second_integers if second else sample.first_integers, sample.size) for sample in group.samples]
    return sum(size for whole, size in marks if whole) * 2 > sum(size for _, size in marks)


def _worked(row: Row, found: Facts) -> str:
    name, group = row.name, row.group
    head = f"{name} = growth * count({name}_keys) * redis.{WORDS[group.data_type]}.key("
    ttl = f"ttl = {name}_ttl"
    key = f"{name}_key_length"
    match group.data_type:
        case "string":
            call = f'{key}, {name}_length, "{group.form}", {ttl}'
        case "hash":
            kinds = f"{_kind(_integers(group))}, {_kind(_integers(group, second=True))}"
            call = f"{name}_fields, {key}, {name}_field_length, {name}_value_length, {kinds}, {ttl}"
            call += _thresholds(group, found, "", "max_packed_entries", "max_packed_value")
        case "list":
            call = f"{name}_elements, {key}, {name}_length, {_kind(_integers(group))}, {ttl}"
        case "set":
            widest = max([sample.size and max(sample.first, default=1) for sample in group.samples])
            size = 2 if widest <= 4 else 4 if widest <= 9 else 8
            kind = _kind(group.form == "integers")
            call = f"{name}_elements, {key}, {name}_length, {kind}, {size} B, {ttl}"
            if group.form == "integers":
                call += f", max_intset_members = {found.thresholds['set_intset_members']}"
            else:
                call += _thresholds(group, found, "set_", "packed_members", "packed_value")
        case "zset":
            whole = _integers(group, second=True)
            scores = f'"{"integer" if whole else "decimal"}", {name}_score_length'
            call = f"{name}_members, {key}, {name}_member_length, {_kind(_integers(group))}, {scores}, {ttl}"
            call += _thresholds(group, found, "sorted_set_", "packed_members", "packed_value")
        case _:
            kind = _kind(_integers(group, second=True))
            call = (
                f"{name}_entries, {key}, {name}_fields, {name}_field_length, {name}_value_length, {ttl}, value = {kind}"
            )
    return f"{head}{call}) -> MB"


def _thresholds(group: Group, found: Facts, prefix: str, entries: str, value: str) -> str:
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
    return f", {name_of_most} = {most}, {name_of_longest} = {longest} B"
