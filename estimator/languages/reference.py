"""A reference sheet, which is nothing but sourced numbers, as a table with bars.

Bars are log-scaled, for the numbers span many powers of ten; durations also say what they would be if a nanosecond
were a second.
"""

from __future__ import annotations

import math

from estimator.languages.spans import padded, safe, width, wrapped
from estimator.notation.tree import Best, Literal, Measure, Range
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
_FELT = 10.0  # seconds
_LEAST = 3  # fewer numbers of one kind make no scale
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HUMAN = ((31_536_000.0, "year"), (86_400.0, "day"), (3_600.0, "hour"), (60.0, "min"))


def is_reference(model: Model) -> bool:
    """Whether a sheet holds sourced numbers only: no worked quantity, no check, a source for most."""
    quantities = model.quantities.values()
    sourced = sum(1 for each in quantities if each.definition.documentation.sources)
    return bool(quantities) and not model.checks and sourced * 2 > len(quantities)


def is_toolbox(model: Model) -> bool:
    """Whether a sheet is there for its functions, which one calls, rather than for its quantities."""
    functions = sum(1 for each in model.module.definitions.values() if each.parameters is not None)
    return functions > len(model.quantities) and all(each.assumption for each in model.quantities.values())


def reference_lines(evaluation: Evaluation, values: Values, columns: int) -> list[Spans]:
    """The table, in groups of one dimension where the sheet has several; the sources are numbered below it."""
    groups: dict[object, list[Quantity]] = {}
    sources: dict[str, int] = {}
    for quantity in evaluation.model.quantities.values():
        groups.setdefault(_group(quantity), []).append(quantity)
        for source in quantity.definition.documentation.sources:
            sources.setdefault(source, len(sources) + 1)
    names = max([width(each.definition.name) for group in groups.values() for each in group])
    lines: list[Spans] = []
    for group in groups.values():
        lines += [[], *_table(group, evaluation, values, names, columns, sources)]
    said = "Bars are logarithmic; behind the year, the number of the source."
    if any(_is_latency(group, evaluation) for group in groups.values()):
        said = "Bars are logarithmic. Then: if a nanosecond were a second; the year; the source."
    lines += [[], [(said, "note")]]
    margin = len(str(len(sources))) + 2
    for source, place in sources.items():
        for count, part in enumerate(wrapped(source, columns - margin - 1)):
            head = f"{place:>{margin - 1}} " if not count else " " * margin
            lines.append([(head, "note"), (part, "source")])
    return lines


def _group(quantity: Quantity) -> object:
    return quantity.kind.dimension


def _is_latency(group: list[Quantity], evaluation: Evaluation) -> bool:
    """Whether a group is of durations so short that a person has no feeling for them."""
    return group[0].kind.dimension == ((TIME, 1),) and max(_value(each, evaluation) for each in group) < _FELT


def _table(
    group: list[Quantity],
    evaluation: Evaluation,
    values: Values,
    names: int,
    columns: int,
    sources: dict[str, int],
) -> list[Spans]:
    numbers = [_value(each, evaluation) for each in group]
    is_latency = _is_latency(group, evaluation)
    positive = [value for value in numbers if value > 0]
    scaled = len(positive) >= _LEAST and max(positive) > min(positive)
    low = math.log10(min(positive)) - 0.5 if scaled else 0.0
    high = math.log10(max(positive)) if scaled else 1.0
    shown = [_text(each, values) for each in group]
    texts = max([width(text) for text in shown])
    years = [each.definition.documentation.as_of[:4] for each in group]
    marks = [",".join([str(sources[each]) for each in one.definition.documentation.sources]) for one in group]
    behind = 6 + 1 + max([len(mark) for mark in marks]) + (11 if is_latency else 0)
    bars = max(4, min(_BAR, columns - 1 - names - 2 - texts - 2 - behind))
    lines: list[Spans] = []
    for quantity, value, text, year, mark in zip(group, numbers, shown, years, marks, strict=True):
        line: Spans = [(" " + padded(quantity.definition.name, names) + "  ", "name")]
        line.append((" " * (texts - width(text)) + text, "value"))
        if scaled:
            share = (math.log10(value) - low) / (high - low) if value > 0 else 0.0
            line.append(("  " + padded(bar(share, bars), bars), "operator"))
        if is_latency:
            line.append((f"  {human(value * 1e9):>9}", "value"))
        line += [(f"  {safe(year):<4}", "note"), (f" {mark}", "source")]
        lines.append(line)
    return lines


def _text(quantity: Quantity, values: Values) -> str:
    """A number as it was written; a computed one with its value."""
    expression = quantity.definition.expression
    if isinstance(expression, Literal | Range | Best | Measure) and quantity.definition.unit is None:
        return values.written(quantity)
    if quantity.definition.unit is not None or quantity.definition.names:
        return str(values.shown(quantity))
    return f"{values.formula(quantity)} {values.relation(quantity)} {values.shown(quantity)}"


def _value(quantity: Quantity, evaluation: Evaluation) -> float:
    value = evaluation.values[quantity.step] if quantity.step is not None else 0.0
    return float(value)


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
