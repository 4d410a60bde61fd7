"""`estimate measure`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.codes import FINE, INTERRUPTED
from estimator.cli.names import any_file, figure_names, folder
from estimator.cli.output import columns, guarded, write, write_json
from estimator.cli.progress import bar
from estimator.languages.spans import padded, safe

if TYPE_CHECKING:
    from estimator.languages.spans import Spans

TWINS = ("measure",)
NAMES = 36  # columns of what is at hand, so that the bar stays where it is


def command(
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Write a sheet of them.", autocompletion=any_file)
    ] = "",
    only: Annotated[str, typer.Option(metavar="NAME,…", help="Measure these alone.", autocompletion=figure_names)] = "",
    folder: Annotated[str, typer.Option(metavar="FOLDER", help="Whose disk to measure.", autocompletion=folder)] = ".",
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure this machine's own latencies.

    Memory, system calls, the loopback, compression and the disk, in under ten seconds and without root, beside the
    figures of `estimate latency`. With -o they become a sheet that can stand in for it: use "mine.est" as latency.
    """

    def work() -> int:
        from estimator.api.measuring import measure

        names = [name.strip() for name in only.split(",") if name.strip()]
        with bar(shown=not as_json) as shown:

            def progress(name: str, done: float) -> None:
                shown.move(padded(name, NAMES), done=done, total=1.0)

            found = measure(output=output, only=names, folder=folder, force=force, progress=progress)
        if as_json:
            write_json(found.to_dict())
            return FINE
        write(found.lines(columns()))
        if output:
            write(_next(output))
        write([[(f"note: {each}", "note")] for each in found.notes])
        return FINE

    try:
        raise typer.Exit(guarded(work, as_json=as_json))
    except KeyboardInterrupt:
        write([[("stopped: nothing was written", "note")]], error=True)
        raise typer.Exit(INTERRUPTED) from None


def _next(output: str) -> list[Spans]:
    return [
        [],
        [(f"{safe(output)} is there. In a sheet beside it:", "note")],
        [(f'use "{safe(os.path.basename(output))}" as latency', "note")],
    ]
