"""What was measured as a sheet, to stand in for `latency` in one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.units import display
from estimator.units.display import show
from estimator.units.table import shipped_units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.probes.machine.measuring import Machine, Measured


def scaled(value: float, unit: str) -> tuple[float, str]:
    """What one of the unit is that a figure is shown in, in its own, `s` or `B/s`; and that unit."""
    own = shipped_units().unit(unit)
    shown = shipped_units().unit(show(value * own.factor, own.kind, None).unit)
    return shown.factor / own.factor, shown.text


def number(value: float) -> str:
    """Three digits, as the notation reads them."""
    return display.number(value)[0]


def written(figure: Measured) -> str:
    """A figure with its range, as in `92 (88 to 110) us`."""
    factor, unit = scaled(figure.median, figure.unit)
    low, best, high = (number(each / factor) for each in (figure.low, figure.median, figure.high))
    if not float(low) < float(best) < float(high):
        return f"{best} {unit}"
    return f"{best} ({low} to {high}) {unit}"


def sheet_text(machine: Machine, known: Iterable[str]) -> str:
    """The sheet: a figure a line, each with how it was measured. Use it with `use "mine.est" as latency`.

    It has every name of `latency`, those not measured here with the known figure, so that any sheet runs with it.
    """
    lines = [
        "## Latencies of this machine, measured",
        '## In a sheet beside it: use "FILE" as latency, and latency.memory_read is this machine\'s.',
        f"## source: measured: {machine.description}",
        f"## as_of: {machine.date[:7]}",
        "",
    ]
    if not machine.comparable:
        lines.insert(4, "## confidence: low")
    for figure in machine.figures:
        factor, unit = scaled(figure.best, figure.unit)
        lines.append(f"## {figure.note[0].upper()}{figure.note[1:]}. At best {number(figure.best / factor)} {unit}.")
        lines.append(f"{figure.name} = {written(figure)}")
    reasons = dict(machine.missing)
    measured = {figure.name for figure in machine.figures}
    lines += [f"# not measured: {name}, {reason}" for name, reason in reasons.items() if name not in known]
    for name in known:
        if name not in measured:
            reason = f": {reasons[name]}" if name in reasons else ""
            lines += [f"## As known, not measured here{reason}.", f"{name} = latency.{name}"]
    return "\n".join(lines) + "\n"
