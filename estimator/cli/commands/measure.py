"""`estimate measure`."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.output import FINE, columns, guarded, write, write_json
from estimator.languages.spans import padded, safe, wrapped
from estimator.problems import EstimateError, command_line_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.languages.spans import Spans
    from estimator.probes.machine.measuring import Machine

INTERRUPTED = 130
WITH_THE_BEST = 96  # columns from which on there is room for it


def command(
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write a sheet of them.")] = "",
    only: Annotated[str, typer.Option(metavar="NAME,…", help="Measure these alone.")] = "",
    folder: Annotated[str, typer.Option(help="Whose disk to measure.")] = ".",
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure this machine's own latencies.

    Memory, system calls, the loopback, compression and the disk, in under ten seconds and without root, beside the
    figures of `estimate latency`. With -o they become a sheet that can stand in for it: use "mine.est" as latency.
    """

    def work() -> int:
        from estimator.probes.machine.measuring import measure
        from estimator.probes.machine.sheet import sheet_text
        from estimator.writers.files import write_whole

        if output and not output.endswith(".est"):
            raise EstimateError([command_line_problem(output, "a sheet's file ends in .est", f"write {output}.est")])
        names = [name.strip() for name in only.split(",") if name.strip()]
        with _progress(shown=not as_json) as progress:
            machine = measure(names, folder, progress)
        lost = write_whole(output, sheet_text(machine, _references()), over=force) if output else ()
        if as_json:
            write_json(_object(machine))
            return FINE
        write(lines(machine, columns()))
        if output:
            write([[], [(f"{safe(output)} is there. In a sheet beside it:", "note")]])
            write([[(f'use "{safe(os.path.basename(output))}" as latency', "note")]])
        write([[(f"note: {each}", "note")] for each in lost])
        return FINE

    try:
        raise typer.Exit(guarded(work, as_json=as_json))
    except KeyboardInterrupt:
        write([[("stopped: nothing was written", "note")]], error=True)
        raise typer.Exit(INTERRUPTED) from None


@contextlib.contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[str, float], None]]:
    if not shown or not sys.stderr.isatty():
        yield lambda _name, _done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda name, done: bar.update(task, completed=done, description=padded(name, 36))


def _references() -> dict[str, float]:
    """The figures of `latency`, in seconds."""
    from estimator.model.files import read_module
    from estimator.model.modules import shipped_library
    from estimator.reckoning.estimate import estimate

    evaluation = estimate(read_module("latency", shipped_library()))
    steps = {name: each.step for name, each in evaluation.model.quantities.items()}
    return {name: evaluation.values[step] for name, step in steps.items() if step is not None}


def _object(machine: Machine) -> dict[str, object]:
    references = _references()
    return {
        "machine": machine.description,
        "date": machine.date,
        "figures": [
            {
                "name": each.name,
                "value": each.median,
                "best": each.best,
                "low": each.low,
                "high": each.high,
                "unit": each.unit,
                "reference": references.get(each.name),
                "note": each.note,
            }
            for each in machine.figures
        ],
        "missing": [{"name": name, "reason": reason} for name, reason in machine.missing],
        "warnings": list(machine.warnings),
        "others": machine.others,
    }


def lines(machine: Machine, width: int) -> list[Spans]:
    """What a terminal shows: the table, what each figure is, and what could not be had."""
    shown: list[Spans] = [[(part, "title")] for part in wrapped(machine.description, width)]
    # What is disturbed least is the best; beside other programs it stands where the ratio would.
    shown += [[], *_table(machine, wide=width >= WITH_THE_BEST or not machine.comparable), []]
    names = max([len(each.name) for each in machine.figures], default=4)
    room = width - names - 4
    notes = [(each.name, each.note) for each in machine.figures]
    for name, note in [*notes, *[(name, f"not measured: {reason}") for name, reason in machine.missing]]:
        first, *rest = wrapped(note, room)
        shown.append([(f"  {padded(name, names)}  ", "name"), (first, "note")])
        shown += [[(" " * (names + 4) + part, "note")] for part in rest]
    for warning in machine.warnings:
        shown += [[(part, "bad")] for part in wrapped(f"warning: {warning}", width)]
    return shown


def _table(machine: Machine, *, wide: bool) -> list[Spans]:
    """The figures beside the known ones; the ratio of both only where nothing else ran."""
    from estimator.probes.machine.sheet import number, scaled

    references = _references()
    names = max([len(each.name) for each in machine.figures], default=4)
    best = f"  {'best':>6}" if wide else ""
    ratio = f"  {'ratio':>5}" if machine.comparable else ""
    head = f"  {padded('', names)} {'here':>9}  {'90% of batches':<14}{best}  {'known':>7}{ratio}"
    rows: list[Spans] = [[(head.rstrip(), "heading")]]
    for each in machine.figures:
        factor, unit = scaled(each.median, each.unit)
        here = f"{number(each.median / factor)} {unit}"
        span = f"{number(each.low / factor)} to {number(each.high / factor)}"
        best = f"  {number(each.best / factor):>6}" if wide else ""
        known = ratio = ""
        if each.name in references:
            own, own_unit = scaled(references[each.name], each.unit)
            known = f"{number(references[each.name] / own)} {own_unit}"
            ratio = f"{each.median / references[each.name]:.2g}" if machine.comparable else ""
        cells = f"  {padded(each.name, names)} "
        rows.append([(cells, "name"), (f"{here:>9}  ", "value"), (f"{span:<14}{best}", ""),
                      (f"  {known:>7}  {ratio:>5}".rstrip(), "note")])  # fmt: skip
    return rows
