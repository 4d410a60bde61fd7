"""`measure`: the latencies of this machine, beside the known ones; the twin of `estimate measure`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from estimator.api.writing import sheet_file
from estimator.languages.spans import padded, plain, wrapped
from estimator.model.files import read_module
from estimator.model.modules import shipped_library
from estimator.producers.machine.measuring import measure as measured
from estimator.producers.machine.sheet import number, scaled, sheet_text
from estimator.reckoning.estimate import estimate
from estimator.records import record
from estimator.writers.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from estimator.languages.spans import Spans
    from estimator.producers.machine.measuring import Machine

COLUMNS = 80
WITH_THE_BEST = 96  # columns from which on there is room for it


@record
class Measurement:
    """What this machine takes, figure by figure in `machine`, and what the sheet `latency` has for each, in `known`.

    Figures are in seconds or bytes a second. `notes` are sentences about the file that was written, if one was.
    """

    machine: Machine
    known: dict[str, float]
    notes: tuple[str, ...] = ()

    @property
    def sheet(self) -> str:
        """The text of the sheet that can stand in for `latency`: what `-o` writes."""
        return sheet_text(self.machine, self.known)

    def to_dict(self) -> dict[str, Any]:
        """What `estimate measure --json` prints."""
        machine = self.machine
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
                    "reference": self.known.get(each.name),
                    "note": each.note,
                }
                for each in machine.figures
            ],
            "missing": [{"name": name, "reason": reason} for name, reason in machine.missing],
            "warnings": list(machine.warnings),
            "others": machine.others,
        }

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows: the table, what each figure is, and what could not be had."""
        machine = self.machine
        shown: list[Spans] = [[(part, "title")] for part in wrapped(machine.description, columns)]
        # What is disturbed least is the best; beside other programs it stands where the ratio would.
        shown += [[], *self._table(wide=columns >= WITH_THE_BEST or not machine.comparable), []]
        names = max([len(each.name) for each in machine.figures], default=4)
        notes = [(each.name, each.note) for each in machine.figures]
        for name, note in [*notes, *[(name, f"not measured: {reason}") for name, reason in machine.missing]]:
            first, *rest = wrapped(note, columns - names - 4)
            shown.append([(f"  {padded(name, names)}  ", "name"), (first, "note")])
            shown += [[(" " * (names + 4) + part, "note")] for part in rest]
        for warning in machine.warnings:
            shown += [[(part, "bad")] for part in wrapped(f"warning: {warning}", columns)]
        return shown

    def _table(self, *, wide: bool) -> list[Spans]:
        """The figures beside the known ones; the ratio of both only where nothing else ran."""
        machine = self.machine
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
            if each.name in self.known:
                own, own_unit = scaled(self.known[each.name], each.unit)
                known = f"{number(self.known[each.name] / own)} {own_unit}"
                ratio = f"{each.median / self.known[each.name]:.2g}" if machine.comparable else ""
            cells = f"  {padded(each.name, names)} "
            rows.append([(cells, "name"), (f"{here:>9}  ", "value"), (f"{span:<14}{best}", ""),
                          (f"  {known:>7}  {ratio:>5}".rstrip(), "note")])  # fmt: skip
        return rows

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def measure(
    *,
    output: str | os.PathLike[str] = "",
    only: Iterable[str] = (),
    folder: str | os.PathLike[str] = ".",
    force: bool = False,
    progress: Callable[[str, float], None] | None = None,
) -> Measurement:
    """Measure this machine's latencies, or those of some names `only`, in under ten seconds and without root.

    `folder` says whose disk is measured; `progress` is called with the name at hand and the share that is done. With
    `output` they are written as a sheet that can stand in for `latency`, over one that exists if `force` is given.
    EstimateError for a name that there is not, and for a folder or file that cannot be written.
    """
    sheet = sheet_file(output, over=force)
    machine = measured(list(only), os.fspath(folder), progress or (lambda _name, _done: None))
    found = Measurement(machine, known_latencies())
    return Measurement(machine, found.known, write_whole(sheet, found.sheet, over=force)) if sheet else found


def known_latencies() -> dict[str, float]:
    """The figures of the sheet `latency`, in seconds."""
    evaluation = estimate(read_module("latency", shipped_library()))
    steps = {name: each.step for name, each in evaluation.model.quantities.items()}
    return {name: evaluation.values[step] for name, step in steps.items() if step is not None}
