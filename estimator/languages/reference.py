"""A reference sheet, which is nothing but sourced numbers, as a table with bars.

Bars are log-scaled, for the numbers span many powers of ten; durations also say what they would be if a nanosecond
were a second.
"""

from __future__ import annotations

import itertools
import math

from estimator.languages.spans import padded, safe, width, wrapped
from estimator.languages.values import SIGNS
from estimator.notation.printer import print_expression
from estimator.notation.tree import Best, Literal, Measure, Range
from estimator.units.display import number
from estimator.units.kinds import TIME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.report import Report, Row
    from estimator.languages.spans import Spans
    from estimator.languages.values import Values
    from estimator.reckoning.evaluate import Evaluation

_BAR = 16
_FELT = 10.0  # seconds
_LEAST = 3  # fewer numbers of one kind make no scale
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HUMAN = ((31_536_000.0, "year"), (86_400.0, "day"), (3_600.0, "hour"), (60.0, "min"))


def reference_lines(report: Report, values: Values, columns: int) -> list[Spans]:
    """The table, in groups of one dimension where the sheet has several; the sources are numbered below it."""
    sources: dict[str, int] = {}
    for row in report.rows:
        for source in row.sources:
            sources.setdefault(source, len(sources) + 1)
    names = max([width(row.name) for row in report.rows])
    groups = by_dimension(report.rows)
    lines: list[Spans] = []
    for group in groups:
        lines += [[], *_table(group, values, names, columns, sources)]
    said = "Bars are logarithmic; behind the year, the number of the source."
    if any(_is_latency(group, values) for group in groups):
        said = "Bars are logarithmic. Then: if a nanosecond were a second; the year; the source."
    lines += [[], [(said, "note")]]
    margin = len(str(len(sources))) + 2
    for source, place in sources.items():
        for count, part in enumerate(wrapped(source, columns - margin - 1)):
            head = f"{place:>{margin - 1}} " if not count else " " * margin
            lines.append([(head, "note"), (part, "source")])
    return lines


def by_dimension(rows: tuple[Row, ...]) -> list[list[Row]]:
    """Rows in groups of one dimension, in the order of the sheet."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.quantity.kind.dimension, []).append(row)
    return list(groups.values())


def _is_latency(group: list[Row], values: Values) -> bool:
    """Whether a group is of durations so short that a person has no feeling for them."""
    kind = group[0].quantity.kind
    return kind.dimension == ((TIME, 1),) and max(size(row, values.evaluation) for row in group) < _FELT


def _table(group: list[Row], values: Values, names: int, columns: int, sources: dict[str, int]) -> list[Spans]:
    numbers = [size(row, values.evaluation) for row in group]
    is_latency = _is_latency(group, values)
    positive = [value for value in numbers if value > 0]
    scaled = len(positive) >= _LEAST and max(positive) > min(positive)
    low = math.log10(min(positive)) - 0.5 if scaled else 0.0
    high = math.log10(max(positive)) if scaled else 1.0
    shown = [safe(_text(row)) for row in group]
    texts = max([width(text) for text in shown])
    marks = [",".join([str(sources[source]) for source in row.sources]) for row in group]
    behind = 6 + 1 + max([len(mark) for mark in marks]) + (11 if is_latency else 0)
    bars = max(4, min(_BAR, columns - 1 - names - 2 - texts - 2 - behind))
    lines: list[Spans] = []
    starts = _starts(numbers)
    for place, (row, value, text, mark) in enumerate(zip(group, numbers, shown, marks, strict=True)):
        if place in starts:
            lines.append([])
        line: Spans = [(" " + padded(row.name, names) + "  ", "name")]
        line.append((" " * (texts - width(text)) + text, "value"))
        if scaled:
            share = (math.log10(value) - low) / (high - low) if value > 0 else 0.0
            line.append(("  " + padded(bar(share, bars), bars), "operator"))
        if is_latency:
            line.append((f"  {human(value * 1e9):>9}", "value"))
        line += [(f"  {safe(row.as_of[:4]):<4}", "note"), (f" {mark}", "source")]
        lines.append(line)
    return lines


def _starts(numbers: list[float]) -> list[int]:
    """Where a list that goes up starts again from below: nowhere, unless each such list is one to read by itself."""
    starts = [place for place in range(1, len(numbers)) if numbers[place] < numbers[place - 1]]
    ends = [0, *starts, len(numbers)]
    return starts if all(end - start >= _LEAST for start, end in itertools.pairwise(ends)) else []


def _text(row: Row) -> str:
    """A number as it was written; a computed one with its value."""
    definition = row.quantity.definition
    if isinstance(definition.expression, Literal | Range | Best | Measure) and definition.unit is None:
        return row.written
    if definition.unit is not None or definition.names:
        return str(row.shown)
    formula = print_expression(definition.expression, signs=SIGNS)
    return f"{formula} {row.relation} {row.shown}"


def size(row: Row, evaluation: Evaluation) -> float:
    """The central value of a quantity in base units; 0 of a text."""
    step = row.quantity.step
    return float(evaluation.values[step]) if step is not None else 0.0


def bar(share: float, columns: int = _BAR) -> str:
    """A bar of at most so many columns, in eighths; nothing for a share of nothing."""
    eighths = max(1, round(share * columns * 8)) if share > 0 else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def human(seconds: float) -> str:
    """A duration as a person would say it: `1.5 s`, `25 min`, `4.8 years`."""
    for size, name in _HUMAN:
        if seconds >= size:
            text = number(seconds / size, 2)[0]
            return f"{text} {name}{'' if text == '1' or name == 'min' else 's'}"
    return f"{number(seconds, 2)[0]} s"
