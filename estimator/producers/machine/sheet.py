"""What was measured as a sheet, to stand in for `latency` in one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation import making
from estimator.notation.making import NOWHERE, defined
from estimator.notation.printer import print_blocks
from estimator.notation.tree import Best, Documentation, Measure
from estimator.units import display
from estimator.units.display import show
from estimator.units.table import shipped_units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression
    from estimator.producers.machine.measuring import Machine, Measured


def scaled(value: float, unit: str) -> tuple[float, str]:
    """What one of the unit is that a figure is shown in, in its own, `s` or `B/s`; and that unit."""
    own = shipped_units().unit(unit)
    shown = shipped_units().unit(show(value * own.factor, own.kind, None).unit)
    return shown.factor / own.factor, shown.text


def number(value: float) -> str:
    """Three digits, as the notation reads them."""
    return display.number(value)[0]


def written(figure: Measured) -> Expression:
    """A figure with its range, as in `92 (88 to 110) us`."""
    factor, unit = scaled(figure.median, figure.unit)
    low, best, high = (number(each / factor) for each in (figure.low, figure.median, figure.high))
    if not float(low) < float(best) < float(high):
        return making.number(best, unit)
    ends = making.number(low), making.number(high)
    return Measure(Best(making.number(best), ends[0], ends[1], NOWHERE), "", unit, NOWHERE)


def sheet_text(machine: Machine, known: Iterable[str]) -> str:
    """The sheet: a figure a line, each with how it was measured. Use it with `use "mine.est" as latency`.

    It has every name of `latency`, those not measured here with the known figure, so that any sheet runs with it.
    """
    reasons = dict(machine.missing)
    measured = {figure.name for figure in machine.figures}
    said = (
        "Latencies of this machine, measured",
        'In a sheet beside it: use "FILE" as latency, and latency.memory_read is this machine\'s.',
        *[f"Not measured: {name}, {reason}." for name, reason in reasons.items() if name not in known],
    )
    lines: list[Line] = []
    for figure in machine.figures:
        factor, unit = scaled(figure.best, figure.unit)
        how = f"{figure.note[0].upper()}{figure.note[1:]}. At best {number(figure.best / factor)} {unit}."
        lines.append(defined(figure.name, written(figure), documentation=Documentation((how,))))
    for name in known:
        if name not in measured:
            reason = f": {reasons[name]}" if name in reasons else ""
            how = f"As known, not measured here{reason}."
            lines.append(defined(name, making.name(f"latency.{name}"), documentation=Documentation((how,))))
    confidence = "" if machine.comparable else "low"
    documentation = Documentation(said, (f"measured: {machine.description}",), machine.date[:7], confidence)
    return print_blocks(documentation, [lines])
