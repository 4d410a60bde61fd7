"""`estimate verify SUBJECT [WORKLOAD …]`."""

from __future__ import annotations

import contextlib
import signal
from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.codes import FAILED, FINE, SIGNALLED
from estimator.cli.names import any_file, workload_names
from estimator.cli.output import columns, guarded, write, write_json
from estimator.cli.progress import Bar, bar
from estimator.problems import EstimateError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any

    from estimator.api.verifying import CleanedUp, Workloads
    from estimator.comparers.comparison import Comparison, Server, Workload

TWINS = ("verify", "workloads", "clean_up")


def command(
    subject: Annotated[
        str,
        typer.Argument(
            help="What to verify: redis, postgresql, mysql, memcached or sqlite.", autocompletion=workload_names
        ),
    ] = "redis",
    workloads: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORKLOAD|SHEET…]",
            help="All, unless named; or a sheet of yours, whose lines are held against it.",
            autocompletion=workload_names,
        ),
    ] = None,
    keys: Annotated[
        int | None,
        typer.Option(metavar="N", help="Keys, rows or items of each workload, instead of its own number.", min=1),
    ] = None,
    server: Annotated[str, typer.Option(metavar="HOST:PORT", help="Use a running server, if it is empty.")] = "",
    even_if_not_empty: Annotated[
        bool, typer.Option("--even-if-not-empty", help="Use it beside what it holds, which stays as it is.")
    ] = False,
    clean_up: Annotated[
        bool, typer.Option("--clean-up", help="Delete what a run that was killed has left on a server.")
    ] = False,
    program: Annotated[
        str, typer.Option(metavar="PATH", help="A server program, instead of the first found.", autocompletion=any_file)
    ] = "",
    all_: Annotated[bool, typer.Option("--all", help="Every server program that is found.")] = False,
    names: Annotated[bool, typer.Option("--list", help="List workloads and server programs.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hold predictions against the real thing.

    A fresh server of this machine, which ends with the command, or with --server one that runs: then what is
    written is deleted again, also after Ctrl-C, a closed terminal or a request to end. After a kill -9, --clean-up
    does it: what is written there is noted in the user's state folder first. Exit 1 where a prediction is off by more
    than is promised.
    """

    def work() -> int:
        from estimator.api import verifying

        if names:
            return _say(verifying.workloads(subject), as_json=as_json)
        if clean_up and subject in verifying.SUBJECTS:
            cleaned = verifying.clean_up(server)
            if not (as_json and cleaned.problems):
                _say(cleaned, as_json=as_json)
            if cleaned.problems:
                raise EstimateError(list(cleaned.problems))
            return FINE
        asked: dict[str, Any] = {"keys": keys, "server": server, "program": program, "all_": all_}
        asked["even_if_not_empty"] = even_if_not_empty
        if as_json:
            found = verifying.verify(subject, workloads or (), **asked)
            write_json(found.to_dict())
            return FINE if found.holds else FAILED
        with bar(shown=True) as shown:
            moved = _moving(shown, subject, workloads or [])
            runs = verifying.comparisons(subject, workloads or (), **asked, progress=moved)
            held = [_shown(found, comparisons, shown) for found, comparisons in runs]
        return FINE if all(held) else FAILED

    try:
        raise typer.Exit(guarded(work, as_json=as_json))
    except KeyboardInterrupt as request:
        number = request.args[0] if request.args else signal.SIGINT
        with contextlib.suppress(OSError):  # the terminal may be what went away
            write([[(_stopped(), "note")]], error=True)
        raise typer.Exit(SIGNALLED + number) from None


def _say(found: Workloads | CleanedUp, *, as_json: bool) -> int:
    if as_json:
        write_json(found.to_dict())
    else:
        write(found.lines(columns()))
    return FINE


def _stopped() -> str:
    from estimator.comparers import ledger

    if ledger.paths():
        return "stopped: there may be something left on a server: estimate verify --clean-up deletes it"
    return "stopped: what was written is deleted, servers that were started have ended"


def _moving(shown: Bar, subject: str, workloads: list[str]) -> Callable[[Workload, int], None]:
    """What moves the bar: a new one for each workload, with its place among all."""
    from estimator.comparers.systems import SYSTEMS

    names, totals = workloads or [*SYSTEMS[subject].workloads] if subject in SYSTEMS else [], dict[str, int]()

    def moved(workload: Workload, done: int) -> None:
        name = workload.name
        if name not in totals:
            totals[name] = workload.length
        place = f"{names.index(name) + 1}/{len(names)} " if name in names else ""  # of a sheet's how many is not known
        shown.move(f"{place}{name}", more=done, total=totals[name])

    return moved


def _shown(found: Server, comparisons: Generator[Comparison], shown: Bar) -> bool:
    """Print the comparisons of a server one by one as they come; whether all are within what is promised."""
    from estimator.api.verifying import foot_lines, head_lines, row_lines

    room = columns()
    rows = []
    with contextlib.closing(comparisons):  # its server ends here, and not when nobody remembers it any more
        write(head_lines(found, room))
        for row in comparisons:
            shown.stop()
            rows.append(row)
            write(row_lines(row, room))
    write(foot_lines(found, rows, room))
    return all(row.holds for row in rows)
