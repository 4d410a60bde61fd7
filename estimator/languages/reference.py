"""A reference sheet, which is nothing but sourced numbers, as a table with bars.

Bars are log-scaled, for the numbers span many powers of ten; durations also say what they would be if a nanosecond
were a second.
"""

from __future__ import annotations

import math

from estimator.languages.spans import padded, safe, width
from estimator.units.display import number
from estimator.units.kinds import TIME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.spans import Spans
    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.model.model import Model
    from estimator.reckoning.evaluate import Evaluation

_BAR = 16
_LEAST = 3  # fewer numbers of one kind make no scale
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HUMAN = ((31_536_000.0, "year"), (86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute"))


def is_reference(model: Model) -> bool:
    """Whether a sheet holds sourced numbers only: no worked quantity, no check, a source for most."""
    quantities = model.quantities.values()
    sourced = sum(1 for each in quantities if each.definition.documentation.sources)
    return bool(quantities) and not model.checks and sourced * 2 > len(quantities)


def reference_lines(evaluation: Evaluation, values: Values, columns: int) -> list[Spans]:
    """The table, in groups of one dimension where the sheet has several."""
    groups: dict[object, list[Quantity]] = {}
    for quantity in evaluation.model.quantities.values():
        groups.setdefault(_group(quantity), []).append(quantity)
    names = max([width(each.definition.name) for group in groups.values() for each in group])
    lines: list[Spans] = []
    for group in groups.values():
        lines += [[], *_table(group, evaluation, values, names, columns)]
    if any(_is_time(each) for group in groups.values() for each in group):
        lines += [[], [("Bars are logarithmic. The last column: if a nanosecond were a second.", "note")]]
    return lines


def _group(quantity: Quantity) -> object:
    return quantity.kind.dimension


def _is_time(quantity: Quantity) -> bool:
    return quantity.kind.dimension == ((TIME, 1),)


def _table(group: list[Quantity], evaluation: Evaluation, values: Values, names: int, columns: int) -> list[Spans]:
    numbers = [_value(each, evaluation) for each in group]
    positive = [value for value in numbers if value > 0]
    scaled = len(positive) >= _LEAST and max(positive) > min(positive)
    low = math.log10(min(positive)) - 0.5 if scaled else 0.0
    high = math.log10(max(positive)) if scaled else 1.0
    shown = [values.written(each) if each.definition.unit is None else str(values.shown(each)) for each in group]
    texts = max([width(text) for text in shown])
    lines: list[Spans] = []
    for quantity, value, text in zip(group, numbers, shown, strict=True):
        line: Spans = [("  " + padded(quantity.definition.name, names) + "  ", "name")]
        line.append((" " * (texts - width(text)) + text, "value"))
        if scaled and value > 0:
            line.append(("  " + padded(bar((math.log10(value) - low) / (high - low)), _BAR), "operator"))
        if _is_time(quantity):
            line.append((f"  {human(value * 1e9):>11}", "value"))
        used = sum([width(part) for part, _ in line])
        year = quantity.definition.documentation.as_of
        if year and used + 9 <= columns:
            line.append((f"  {safe(year):<7}", "note"))
            used += 9
        source = "; ".join(quantity.definition.documentation.sources)
        room = columns - used - 2
        if source and room >= 20:
            line.append(("  " + safe(source if len(source) <= room else source[: room - 1] + "…"), "source"))
        lines.append(line)
    return lines


def _value(quantity: Quantity, evaluation: Evaluation) -> float:
    value = evaluation.values[quantity.step] if quantity.step is not None else 0.0
    return float(value)


def bar(share: float) -> str:
    """A bar of at most sixteen columns, in eighths."""
    eighths = max(1, round(share * _BAR * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def human(seconds: float) -> str:
    """A duration as a person would say it: `1.5 s`, `25 minutes`, `4.8 years`."""
    for size, name in _HUMAN:
        if seconds >= size:
            text = number(seconds / size, 2)[0]
            return f"{text} {name}{'' if text == '1' else 's'}"
    return f"{number(seconds, 2)[0]} s"
