"""`estimate survey HOST:PORT`."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.output import FINE, columns, guarded, write, write_json
from estimator.languages.sizes import bytes_text, count_text
from estimator.languages.spans import padded, safe, wrapped
from estimator.problems import EstimateError, command_line_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.languages.spans import Spans
    from estimator.probes.redis.survey.survey import Survey

INTERRUPTED = 130


def command(
    server: Annotated[str, typer.Argument(metavar="HOST:PORT", help="A running Redis or Valkey.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write the sheet to a file.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    seconds: Annotated[float, typer.Option(help="Be done with the server in so long.", min=0.1, max=86_400)] = 10.0,
    keys: Annotated[int, typer.Option(help="Sample so many keys at most.", min=1)] = 100_000,
    database: Annotated[int | None, typer.Option(help="This database alone.", min=0)] = None,
    even_near_maxmemory: Annotated[
        bool,
        typer.Option(
            "--even-near-maxmemory",
            help="Go on, though the server may evict keys or refuse writes to hold the replies.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Describe what a Redis holds as a sheet.

    Reads only: a sample of the keys, in bounded time. Sizes are asked before contents, so that a few MB of replies
    are under way at most; a value that is too large is not read. The sheet's prediction is set beside the server's own
    used_memory; with the sheet a team can ask what ten times the users would take. A password is taken from the
    environment variable REDISCLI_AUTH.
    """

    def work() -> int:
        from estimator.probes.redis.client import parse_address
        from estimator.probes.redis.survey.sampling import Limits
        from estimator.probes.redis.survey.survey import survey
        from estimator.writers.files import write_whole

        address = parse_address(server)
        if math.isnan(seconds):
            raise EstimateError([command_line_problem("nan", "--seconds is a time in seconds", "write --seconds 10")])
        if output and not output.endswith(".est"):
            raise EstimateError([command_line_problem(output, "a sheet's file ends in .est", f"write {output}.est")])
        today = dt.datetime.now(tz=dt.UTC).date().isoformat()
        with _progress(shown=not as_json) as progress:
            found = survey(address, today, Limits(seconds, keys, even_near_maxmemory), progress, database)
        if output:
            write_whole(output, found.sheet, over=force)
        if as_json:
            write_json(_object(found))
            return FINE
        write(_lines(found, columns()))
        write(_next(server, output))
        return FINE

    try:
        raise typer.Exit(guarded(work, as_json=as_json))
    except KeyboardInterrupt:
        write([[("stopped: nothing was written", "note")]], error=True)
        raise typer.Exit(INTERRUPTED) from None


@contextlib.contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[int, int], None]]:
    if not shown or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("keys sampled", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _object(found: Survey) -> dict[str, object]:
    return {
        "server": found.facts.server,
        "version": found.facts.full_version,
        "allocator": found.facts.allocator,
        "notes": list(found.notes),
        "keys": found.keys,
        "sampled": found.sampled,
        "complete": found.complete,
        "groups": [
            {
                "name": row.name,
                "pattern": row.group.pattern,
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
        "used_memory": found.used,
        "error": found.predicted / found.used - 1,
        "sheet": found.sheet,
    }


def _lines(found: Survey, width: int) -> list[Spans]:
    patterns = min(width - 58, max([20, *[len(row.group.pattern) for row in found.rows]]))
    head = f"  {padded('pattern', patterns)}  {padded('type', 18)}{'keys':>8}{'ttl':>6}{'a key':>9}{'memory':>10}"
    lines: list[Spans] = [[(found.facts.title, "title")]]
    for note in found.notes:
        first, *others = wrapped(note, width - 6)
        lines += [[(f"note: {first}", "note")], *[[(f"      {line}", "note")] for line in others]]
    lines += [[], [(head, "heading")]]
    for row in sorted(found.rows, key=lambda row: -found.bytes[row.name]):
        group, size = row.group, found.bytes[row.name]
        text = safe(group.pattern)
        text = text if len(text) <= patterns else text[: patterns - 1] + "…"
        kind = "sorted set" if group.data_type == "zset" else group.data_type
        kind = f"{kind}, {group.form.split()[0]}" if kind != "list" else kind
        numbers = (
            f"{padded(kind[:18], 18)}{count_text(group.keys):>8}{group.ttl:>6.0%}{bytes_text(size / group.keys):>9}"
        )
        lines.append(
            [("  " + padded(text, patterns) + "  ", "name"), (numbers, ""), (f"{bytes_text(size):>10}", "value")]
        )
    rest = found.predicted - sum(found.bytes[row.name] for row in found.rows)
    gap = patterns + 43
    lines.append(
        [("  " + padded("tables, clients, the server itself", gap), "note"), (f"{bytes_text(rest):>10}", "value")]
    )
    sampled = f"from {count_text(found.sampled)} of {count_text(found.keys)} keys"
    lines += [
        [],
        [(f"  predicted    {bytes_text(found.predicted):>10}   {sampled}", "")],
        [(f"  used_memory  {bytes_text(found.used):>10}   as the server says", "")],
        [(f"  difference   {found.predicted / found.used - 1:>+10.2%}", "value")],
    ]
    return lines


def _next(server: str, output: str) -> list[Spans]:
    if output:
        return [[], [(f"{output} is there. Ten times the keys: estimate {output} growth=10", "note")]]
    return [[], [(f"As a sheet to ask: estimate survey {safe(server)} -o plan.est", "note")]]
