"""`survey`: what a running Redis or Valkey holds, as a sheet; the twin of `estimate survey`."""

from __future__ import annotations

import datetime as dt
import math
import os
from typing import TYPE_CHECKING, Any

from estimator.api.writing import sheet_file
from estimator.languages.sizes import bytes_text, count_text, plural
from estimator.languages.spans import padded, plain, safe, shortened, width, wrapped
from estimator.problems import refused
from estimator.producers.redis.client import parse_address
from estimator.producers.redis.dump.dump import survey_dump
from estimator.producers.redis.survey.plans import Limits
from estimator.producers.redis.survey.survey import Watch
from estimator.producers.redis.survey.survey import survey as surveyed
from estimator.records import record
from estimator.writers.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.languages.spans import Spans
    from estimator.producers.redis.survey.finding import Survey

COLUMNS = 80
NARROWEST = 12  # columns of a pattern beside the other columns


@record
class Surveyed:
    """What was found on a server: `found` has its facts, the groups of its keys, and the bytes of each."""

    server: str
    found: Survey

    @property
    def sheet(self) -> str:
        """The text of the sheet: what `-o` writes."""
        return self.found.sheet

    @property
    def error(self) -> float:
        """How far the sheet's prediction is off the server's own `used_memory`, of the latter."""
        return self.found.predicted / self.found.used - 1 if self.found.used else math.nan

    def to_dict(self) -> dict[str, Any]:
        """What `estimate survey --json` prints."""
        found = self.found
        return {
            "server": found.facts.server,
            "version": found.facts.full_version,
            "allocator": found.facts.allocator,
            "notes": list(found.notes),
            "keys": found.keys,
            "sampled": found.sampled,
            "read": found.read,
            "complete": found.complete,
            "groups": [
                {
                    "name": row.name,
                    "pattern": row.group.pattern,
                    "largest": row.group.largest,
                    "type": row.group.data_type,
                    "form": row.group.form,
                    "database": row.group.database,
                    "keys": row.group.keys,
                    "ttl": row.group.ttl,
                    "bytes": found.bytes[row.name],
                }
                for row in found.rows
            ],
            "predicted": found.predicted,
            "interval": list(found.interval),
            "interval_by": "used_memory" if found.refuted else "sample",
            "interval_by_sample": list(found.interval_by_sample),
            "by_sample": found.by_sample,
            "searched": found.searched,
            "not_met": found.not_met,
            "used_memory": found.used or None,
            "error": self.error if found.used else None,
            "sheet": found.sheet,
        }

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows: the groups, the largest first, and the prediction beside what the server says."""
        found = self.found
        patterns = min(columns - 58, max([20, *[width(safe(row.group.pattern)) for row in found.rows]]))
        patterns = patterns if patterns >= NARROWEST else 0  # a name has a line of its own then
        named = f"{padded('pattern', patterns)}  " if patterns else ""
        head = f"  {named}{padded('type', 18)}{'keys':>8}{'ttl':>6}{'a key':>9}{'memory':>10}"
        first_column = patterns + 43 if patterns else 41
        lines: list[Spans] = [[(found.facts.title, "title")]]
        for note in found.notes:
            first, *others = wrapped(note, columns - 6)
            lines += [[(f"note: {first}", "note")], *[[(f"      {line}", "note")] for line in others]]
        lines += [[], [(head, "heading")], *_groups(found, patterns)]
        rest = found.predicted - found.not_met - sum(found.bytes[row.name] for row in found.rows)
        words = "  " + padded("tables, clients, the server itself", first_column)
        lines.append([(words, "note"), (f"{bytes_text(rest):>10}", "value")])
        if found.not_met:
            said = "not met, by used_memory" if found.not_met > 0 else "met too often, by used_memory"
            sign = "" if found.not_met > 0 else "-"
            size = f"{sign + bytes_text(abs(found.not_met)):>10}"
            lines.append([("  " + padded(said, first_column), "note"), (size, "value")])
        sampled = f"from {count_text(found.sampled)} of {count_text(found.keys)} {plural(found.keys, 'key')}"
        lines += [
            [],
            [(f"  predicted    {bytes_text(found.predicted):>10}   {sampled}", "")],
            *([_interval(found)] if not found.whole else []),
        ]
        if found.not_met:
            off = f"{found.by_sample / found.used - 1:+.2%} of used_memory"
            lines.append([(f"  by sample    {bytes_text(found.by_sample):>10}   {off}, alone", "")])
        if found.used:
            lines.append([(f"  used_memory  {bytes_text(found.used):>10}   as the server says", "")])
            lines.append([(f"  difference   {self.error:>+10.2%}", "value")])
        return lines

    def __repr__(self) -> str:
        return "\n".join([plain([(safe(text), role) for text, role in line]) for line in self.lines()])


def _interval(found: Survey) -> Spans:
    low, high = [bytes_text(end) for end in found.interval]
    by = "by used_memory: the sample cannot be all" if found.refuted else "by the sample alone"
    if found.bounded:
        by = "by the sample, at most used_memory"
    return [(f"  90% interval {low:>10}   to {high}, {by}", "")]


def _groups(found: Survey, patterns: int) -> list[Spans]:
    lines: list[Spans] = []
    for row in sorted(found.rows, key=lambda row: -found.bytes[row.name]):
        group, size = row.group, found.bytes[row.name]
        text = shortened(safe(group.pattern), patterns)
        kind = "sorted set" if group.data_type == "zset" else group.data_type
        kind = f"{kind}, {group.form.split()[0]}" if kind != "list" else kind
        kind = f"largest {kind}" if group.largest else kind
        keys = f"{padded(kind[:18], 18)}{count_text(group.keys):>8}{group.ttl:>6.0%}"
        numbers = f"{keys}{bytes_text(size / group.keys):>9}"
        name = f"  {padded(text, patterns)}  " if patterns else "  "
        if not patterns:
            lines.append([(f"  {safe(group.pattern)}", "name")])
        lines.append([(name, "name"), (numbers, ""), (f"{bytes_text(size):>10}", "value")])
    return lines


def survey(
    server: str = "",
    *,
    rdb: str | os.PathLike[str] = "",
    output: str | os.PathLike[str] = "",
    force: bool = False,
    seconds: float = 60.0,
    keys: int = 100_000,
    rate: float = 400.0,
    search: int = 20_000,
    resume: str | os.PathLike[str] = "",
    database: int | None = None,
    even_near_maxmemory: bool = False,
    progress: Callable[[int, int], None] | None = None,
    precision: Callable[[float], None] | None = None,
) -> Surveyed:
    """Describe what a Redis or Valkey at `HOST:PORT` holds, from a sample of its keys; it reads only.

    With `resume` what was read is kept in that file, without any name, and the next survey goes on from there.
    With `rdb` it is a dump that is read instead, in one pass, and no server is asked.

    It is done with the server in so many seconds, sends so many commands a second and samples so many keys at most, of
    one database if that is named. Where used_memory shows large keys that it has not met, it asks `search` further keys
    for their size, within the same time. `progress` is called with the keys sampled so far and their number in all, and
    `precision` with half of the interval that holds the memory in nine of ten surveys, as a share of it. With `output`
    the sheet is written to that file, over one that exists if `force` is given. A password is taken from the
    environment variable REDISCLI_AUTH. EstimateError in one sentence where it cannot be.
    """
    dump = os.fspath(rdb)
    if bool(server) == bool(dump):
        given = f"{server} --rdb {dump}".strip() if dump else "survey"
        raise refused(given, "a survey is of a server or of a dump", "give HOST:PORT, or --rdb FILE")
    address = parse_address(server) if server else None
    if math.isnan(seconds):
        raise refused("nan", "--seconds is a time in seconds", "write --seconds 10")
    sheet = sheet_file(output, over=force)
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    limits = Limits(seconds, keys, even_near_maxmemory, rate, os.fspath(resume), search)
    watch = Watch(progress or (lambda _done, _total: None), precision or (lambda _half: None))
    found = (
        survey_dump(dump, today, watch.progress)
        if address is None
        else surveyed(address, today, limits, watch, database)
    )
    if sheet:
        write_whole(sheet, found.sheet, over=force)
    return Surveyed(server or dump, found)
