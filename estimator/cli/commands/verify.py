"""`estimate verify redis [WORKLOAD …]`."""

from __future__ import annotations

import contextlib
import signal
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.output import FAILED, FINE, columns, guarded, write, write_json
from estimator.languages.sizes import count_text, whole_text
from estimator.languages.spans import padded
from estimator.model.describe import suggestion
from estimator.problems import EstimateError, command_line_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

    from estimator.languages.spans import Spans
    from estimator.probes.redis.facts import Facts
    from estimator.probes.redis.verification import Comparison
    from estimator.probes.redis.workloads import Workload
    from estimator.problems import Problem

    Server = tuple[Facts, Iterator[Comparison]]

SUBJECTS = ("redis",)
SIGNALLED = 128  # an exit code is this and the number of the signal, as shells have it


def command(
    subject: Annotated[str, typer.Argument(help="What to verify: redis.")] = "redis",
    workloads: Annotated[list[str] | None, typer.Argument(metavar="[WORKLOAD…]", help="All, unless named.")] = None,
    keys: Annotated[int | None, typer.Option(help="Keys of each workload, instead of its own number.", min=1)] = None,
    server: Annotated[str, typer.Option(metavar="HOST:PORT", help="Use a running server, if it is empty.")] = "",
    even_if_not_empty: Annotated[
        bool, typer.Option("--even-if-not-empty", help="Use it beside its keys, which stay as they are.")
    ] = False,
    clean_up: Annotated[
        bool, typer.Option("--clean-up", help="Delete what a run that was killed has left on a server.")
    ] = False,
    program: Annotated[str, typer.Option(metavar="PATH", help="A server program, instead of the first found.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every server program that is found.")] = False,
    names: Annotated[bool, typer.Option("--list", help="List workloads and server programs.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hold predictions against a real server.

    A fresh server on a free port of this machine for each workload, or with --server one that runs: then what is
    written is deleted again, also after Ctrl-C, a closed terminal or a request to end. After a kill -9, --clean-up
    does it: what is written there is noted in the user's state folder first. Exit 1 where a prediction is off by more
    than is promised.
    """

    def work() -> int:
        if subject not in SUBJECTS:
            raise EstimateError([command_line_problem(subject, f"verify knows redis, not {subject}", "verify redis")])
        if names:
            return _list(as_json=as_json)
        if clean_up:
            return _clean_up(server, as_json=as_json)
        chosen = [_chosen(name) for name in workloads] if workloads else _known()
        if keys:
            chosen = [each.scaled(keys) for each in chosen]
        objects: list[object] = []
        code = FINE
        for start in _servers(server, program, every=every, even_if_not_empty=even_if_not_empty):
            bar = Bar(chosen, shown=not as_json)
            try:
                found, comparisons = start(chosen, bar.advance)
                rows = _rows(found, comparisons, objects if as_json else None, bar)
            finally:
                bar.stop()
            if not all(row.holds for row in rows):
                code = FAILED
        if as_json:
            write_json({"servers": objects})
        return code

    try:
        raise typer.Exit(guarded(work, as_json=as_json))
    except KeyboardInterrupt as request:
        number = request.args[0] if request.args else signal.SIGINT
        with contextlib.suppress(OSError):  # the terminal may be what went away
            write([[(_stopped(), "note")]], error=True)
        raise typer.Exit(SIGNALLED + number) from None


def _stopped() -> str:
    from estimator.probes.redis import ledger

    if ledger.paths():
        return "stopped: there may be something left on a server: estimate verify --clean-up deletes it"
    return "stopped: what was written is deleted, servers that were started have ended"


def _clean_up(server: str, *, as_json: bool) -> int:
    from estimator.probes.redis.client import parse_address
    from estimator.probes.redis.loan import clean_up

    problems: list[Problem] = []
    objects: list[object] = []
    lines: list[Spans] = []
    for done in clean_up(parse_address(server) if server else None):
        if isinstance(done, EstimateError):
            problems += done.problems
        elif done.deletion is None:
            lines.append([("a run that has not ended is left alone", "note")])
        else:
            deleted, left = done.deletion.deleted, done.deletion.left
            text = f"{done.address}: {_keys(deleted)} of {done.workload} deleted"
            more = f", {_keys(left)} left, which somebody else has changed" if left else ""
            lines.append([(text + more, "")])
            objects.append({"server": str(done.address), "workload": done.workload, "deleted": deleted, "left": left})
    if as_json and not problems:
        write_json({"cleaned": objects})
    elif not as_json:
        write(lines or ([] if problems else [[("nothing is left of an earlier run", "note")]]))
    if problems:
        raise EstimateError(problems)
    return FINE


def _keys(number: int) -> str:
    return f"{whole_text(number)} key" + ("" if number == 1 else "s")


def _known() -> list[Workload]:
    from estimator.probes.redis.selection import WORKLOADS

    return list(WORKLOADS.values())


def _chosen(name: str) -> Workload:
    from estimator.probes.redis.selection import WORKLOADS

    if name not in WORKLOADS:
        guess = suggestion(name, WORKLOADS)
        remedy = f"did you mean {guess}?" if guess else "see estimate verify redis --list"
        raise EstimateError([command_line_problem(name, f"there is no workload {name}", remedy)])
    return WORKLOADS[name]


def _list(*, as_json: bool) -> int:
    from estimator.probes.redis.servers import programs

    found = programs()
    if as_json:
        write_json(
            {
                "workloads": [{"name": each.name, "keys": each.keys} for each in _known()],
                "programs": [{"path": each.path, "version": each.version} for each in found],
            }
        )
        return FINE
    lines: list[Spans] = [[("Workloads", "heading")]]
    lines += [[(f"  {padded(each.name, 26)}", "name"), (f"{count_text(each.keys):>9} keys", "")] for each in _known()]
    lines += [[], [("Server programs", "heading")]]
    lines += [[(f"  {_short(each.version):32}", "name"), (f"  {each.path}", "note")] for each in found]
    write(lines if found else [*lines, [("  none: pip install 'capacity-estimator[redis]' brings one", "note")]])
    return FINE


def _servers(
    server: str, path: str, *, every: bool, even_if_not_empty: bool
) -> Iterator[Callable[[list[Workload], Callable[[Workload, int], None]], Server]]:
    """Where to measure: each gives the facts of a server and its comparisons as they come."""
    from functools import partial

    from estimator.probes.redis.client import parse_address
    from estimator.probes.redis.servers import program, programs
    from estimator.probes.redis.verification import on_program, on_server

    if server:
        yield partial(on_server, parse_address(server), even_if_not_empty=even_if_not_empty)
    elif every and not path:
        for each in programs() or [program()]:
            yield partial(on_program, each)
    else:
        yield partial(on_program, program(path))


class Bar:
    """A bar on the terminal while a workload is loaded, gone before its row is printed; nothing elsewhere."""

    def __init__(self, chosen: list[Workload], *, shown: bool) -> None:
        self._names = [each.name for each in chosen]
        self._shown = shown and sys.stderr.isatty()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def advance(self, workload: Workload, done: int) -> None:
        """So many commands more of a workload are done."""
        if not self._shown:
            return
        if self._bar is None or self._task is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            place = self._names.index(workload.name) + 1
            total = sum(1 for _ in workload.commands())
            self._task = self._bar.add_task(f"{place}/{len(self._names)} {workload.name}", total=total)
            self._bar.start()
        self._bar.advance(self._task, done)

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
        self._bar = self._task = None


def _rows(found: Facts, comparisons: Iterator[Comparison], objects: list[object] | None, bar: Bar) -> list[Comparison]:
    """The comparisons of one server, printed one by one as they come, or added to the JSON objects."""
    if objects is not None:
        rows = list(comparisons)
        fields = ("workload", "keys", "expression", "predicted", "measured", "error", "encoding")
        objects.append(
            {
                "server": found.server,
                "version": found.full_version,
                "allocator": found.allocator,
                "notes": list(found.notes),
                "workloads": [{name: getattr(row, name) for name in fields} for row in rows],
            }
        )
        return rows
    wide = columns() >= 100
    write([[(found.title, "title")], *[[(f"note: {note}", "note")] for note in found.notes]])
    encoding = padded("encoding", 12) if wide else ""
    numbers = f"{'keys':>9}  {encoding}{'predicted':>12}{'measured':>12}{'error':>9}"
    write([[(f"  {padded('workload', 25)}{numbers}", "heading")]])
    rows = []
    for row in comparisons:
        bar.stop()
        rows.append(row)
        write([_row(row, wide=wide)])
    if not rows:
        return rows
    errors = sorted(abs(row.error) for row in rows)
    missed = sum(not row.holds for row in rows)
    text = f"  error: median {errors[len(errors) // 2]:.3%}, largest {errors[-1]:.2%}; bytes a key of used_memory"
    write([[(text, "note")]])
    if missed:
        promised = "0.5% of strings and packed forms, 3% of others, 5% on glibc"
        write([[(f"  {missed} of {len(rows)} beyond what is promised: {promised}", "bad")]])
    return rows


def _row(row: Comparison, *, wide: bool) -> Spans:
    mark = ("✓ ", "good") if row.holds else ("✗ ", "bad")
    encoding = padded(row.encoding, 12) if wide else ""
    numbers = f"{count_text(row.keys):>9}  {encoding}{row.predicted:>12.2f}{row.measured:>12.2f}"
    error = (f"{row.error:>+9.2%}", "" if row.holds else "bad")
    return [mark, (padded(row.workload, 25), "name"), (numbers, ""), error]


def _short(version: str) -> str:
    """`Redis server v=6.2.5 sha=… malloc=jemalloc-5.1.0 …` as a person reads it."""
    words = dict(word.split("=", 1) for word in version.split() if "=" in word)
    return f"{version.split(maxsplit=1)[0]} {words.get('v', '')} {words.get('malloc', '')}"
