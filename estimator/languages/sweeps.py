"""What is said of a sweep: a table with bars for one assumption, a grid with shades for two, where checks turn over."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from estimator.languages.borders import inside
from estimator.languages.checks import asked_text
from estimator.languages.exhibit import LEFT, RIGHT, Bar, Cell, Column, Exhibit
from estimator.languages.exhibit_lines import fits
from estimator.languages.reporting import title_of
from estimator.languages.values import SIGNS
from estimator.model.frames import NumberQuantity
from estimator.notation.printer import print_expression
from estimator.notation.sweeps import LOG
from estimator.records import record
from estimator.units.display import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.values import Values
    from estimator.model.model import CheckStep
    from estimator.reckoning.axes import Axis
    from estimator.reckoning.sweeping import Numbers

MOST_ROWS, MOST_COLUMNS = 31, 12  # of a table: of more points some are shown
MOST_TURNS = 6  # lines of a grid of which it is said where a check turns over
FAR = 10.0  # ratio of the largest to the smallest number from which bars and pictures are logarithmic
MOST_HIDDEN = 8  # answers of which it is said that they are not shown
SHADES = " ░▒▓█"
NO_VALUE, NO_RANGE = "no value", "not in all cases"
WIDE = 10_000  # columns in which everything has room


@record
class Failing:
    """Where a check fails along an axis, beside one value of the other axis: from a value, and up to one.

    An end is None where it fails up to the end of the axis, and where values are texts it is their place.
    """

    check: int
    beside: int | None
    first: float | None
    last: float | None


@record
class SweepResult:
    """The numbers of a sweep, and what they are of.

    values      texts of the sheet at the first values of all axes
    names       the quantities that were asked for; a row of `numbers` is one of them, or one of `checks`
    numbers     a column a point: the values of the second axis, for each of the first
    holding     a row a check: 1 where it holds as the sheet would say, 0 where it fails, nan where it has no value
    failing     where checks fail that hold elsewhere
    draws       of each point; 0 where it has what the sheet has
    hidden      answers that were not shown, since they are many
    now         of each axis, what the sheet has as it is
    """

    values: Values
    axes: tuple[Axis, ...]
    names: tuple[str, ...]
    numbers: Numbers
    checks: tuple[CheckStep, ...]
    holding: Any
    failing: tuple[Failing, ...]
    draws: int
    hidden: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each axis has."""
        return tuple([axis.count for axis in self.axes])

    def quantity(self, name: str) -> NumberQuantity:
        """A quantity of the sheet that is a number."""
        found = self.values.model.quantities[name]
        assert isinstance(found, NumberQuantity)
        return found

    def axis_text(self, axis: Axis, place: int) -> str:
        """A value of an axis as it is shown."""
        if axis.texts:
            return axis.texts[place]
        return str(self.values.value(float(axis.values[place]), self.quantity(axis.name)))

    def holds(self, check: int, point: int) -> bool | None:
        """Whether a check holds at a point; None where it has no value."""
        found = float(self.holding[check, point])
        return None if math.isnan(found) else found == 1.0


def check_text(check: CheckStep) -> str:
    """A check as it is written, with the share of the cases that is asked."""
    asked = "" if check.probability is None else f" at {asked_text(check.probability)}"
    return print_expression(check.check.expression, signs=SIGNS) + asked


def exhibits(result: SweepResult, columns: int = WIDE) -> tuple[Exhibit, ...]:
    """The tables of a sweep, for so many columns: of several answers one, where it has room, else one each."""
    lead, remarks = tuple(_lead(result)), tuple(_remarks(result))
    title = title_of(result.values.model)
    if len(result.axes) == 2:
        found = [_grid(result, row, columns) for row in range(len(result.names))]
    else:
        found = _tables(result, columns)
    places = [
        Exhibit(
            each.title or (title if not place else ""),
            lead if not place else (),
            each.columns,
            each.rows,
            (*each.remarks, *(remarks if place == len(found) - 1 else ())),
        )
        for place, each in enumerate(found)
    ]
    return tuple(places)


def _tables(result: SweepResult, columns: int) -> list[Exhibit]:
    """The answers in tables: two have one each, with room for bars, more stand side by side as far as they fit."""
    found: list[Exhibit] = []
    rows: list[int] = []
    for row in range(len(result.names)):
        fitting = _table(result, [*rows, row])
        if rows and (not fits(fitting, columns) or (len(result.names) == 2 and columns < WIDE)):
            rows = []
            fitting = _table(result, [row])
        if rows:
            found.pop()
        rows.append(row)
        found.append(fitting)
    return found


def _lead(result: SweepResult) -> list[str]:
    found = []
    for axis, now in zip(result.axes, result.now, strict=True):
        first, last = result.axis_text(axis, 0), result.axis_text(axis, axis.count - 1)
        if not axis.scale:
            said = f"{axis.name}: {axis.count} value{'s' if axis.count > 1 else ''}"
        else:
            said = f"{axis.name} from {first} to {last}, {axis.count:_} values in equal "
            said += "ratios" if axis.scale == LOG else "steps"
            if axis.scale == LOG and not axis.told:
                ratio = float(axis.values[-1]) / float(axis.values[0])
                times = number(max(ratio, 1 / ratio))[0]
                said += f", for the ends are {times} times apart (write linear behind it for equal steps)"
        found.append(f"{said}; it is {now} in the sheet." if now else f"{said}.")
    return found


def _places(count: int, most: int) -> list[int]:
    """Some places of many, evenly from the first to the last."""
    if count <= most:
        return list(range(count))
    return sorted({round(place * (count - 1) / (most - 1)) for place in range(most)})


def _table(result: SweepResult, rows: Sequence[int]) -> Exhibit:
    axis, numbers = result.axes[0], result.numbers
    shown = _places(axis.count, MOST_ROWS)
    columns = [Column(axis.name, LEFT if axis.texts else RIGHT)]
    parts: list[list[Cell]] = [[Cell(result.axis_text(axis, place), "name") for place in shown]]
    for row in rows:
        name = result.names[row]
        ranged = any(not math.isnan(numbers.low[row, place]) for place in shown)
        bars = _bars(result, row, shown)
        texts = [number_text(result, name, numbers.central[row, place]) for place in shown]
        columns.append(Column(name))
        if ranged:
            ends = [range_text(result, name, row, place) for place in shown]
            parts.append([Cell(text) for text in texts])
            columns.append(Column("90% range"))
            parts.append([Cell(text, "note", bar) for text, bar in zip(ends, bars, strict=True)])
        else:
            parts.append([Cell(text, "value", bar) for text, bar in zip(texts, bars, strict=True)])
    if (result.holding == 0).any():
        columns.append(Column("checks", LEFT))
        parts.append([_verdict(result, place) for place in shown])
    cells = tuple([tuple(line) for line in zip(*parts, strict=True)])
    left_out = [f"{len(shown)} of {axis.count:_} points; --csv and --json have all."] if len(shown) < axis.count else []
    return Exhibit("", (), tuple(columns), cells, tuple(left_out))


def number_text(result: SweepResult, name: str, value: float) -> str:
    """A number at a point in the unit of its quantity, never rounded onto what a check holds it against."""
    if math.isnan(value):
        return NO_VALUE
    quantity = result.quantity(name)
    return str(result.values.value(float(value), quantity, limits=result.values.limits(quantity.step)))


def range_text(result: SweepResult, name: str, row: int, place: int) -> str:
    """`low to high` of the 90% range at a point, the unit said once where it is the same; empty without one."""
    quantity = result.quantity(name)
    low, high = (float(each[row, place]) for each in (result.numbers.low, result.numbers.high))
    if math.isnan(low):
        is_known = not math.isnan(result.numbers.central[row, place])
        return NO_RANGE if result.numbers.lost[0, place] and is_known else ""
    first, last = (result.values.value(float(f"{end:.12g}"), quantity) for end in (low, high))
    return f"{first.number} to {last}" if first.unit == last.unit else f"{first} to {last}"


def _verdict(result: SweepResult, place: int) -> Cell:
    fails = [check for check in range(len(result.checks)) if result.holds(check, place) is False]
    known = [check for check in range(len(result.checks)) if result.holds(check, place) is not None]
    if not known:
        return Cell("")
    if not fails:
        return Cell("✓", "good")
    return Cell("✗" if len(result.checks) == 1 else f"✗ {len(fails)} of {len(result.checks)}", "bad")


def is_logarithmic(numbers: Sequence[float]) -> bool:
    """Whether numbers are shown along their logarithms: all above 0, and the ends far apart."""
    known = [each for each in numbers if not math.isnan(each)]
    return bool(known) and min(known) > 0 and max(known) / min(known) >= FAR


def _bars(result: SweepResult, row: int, shown: Sequence[int]) -> list[Bar | None]:
    """A bar for each point: of a range from P5 to P95 with the central value marked, else up to the value."""
    numbers = result.numbers
    central, low, high = (list(map(float, each[row, shown])) for each in (numbers.central, numbers.low, numbers.high))
    ends = [each for each in (*central, *low, *high) if not math.isnan(each)]
    if not ends or min(ends) == max(ends):
        return [None] * len(shown)
    is_log = is_logarithmic(ends)
    ranged = any(not math.isnan(each) for each in low)
    first, last = min(ends), max(ends)
    if not is_log and first > 0 and not ranged:
        first = 0.0

    def along(value: float) -> float:
        if is_log:
            return math.log(value / first) / math.log(last / first)
        return (value - first) / (last - first)

    bars: list[Bar | None] = []
    for middle, start, end in zip(central, low, high, strict=True):
        if math.isnan(middle):
            bars.append(None)
        elif not math.isnan(start):
            bars.append(Bar(along(start), along(end), along(middle)))
        elif ranged or is_log or min(ends) < 0:
            bars.append(Bar(along(middle), along(middle), along(middle)))
        else:
            bars.append(Bar(0.0, along(middle)))
    return bars


def _grid(result: SweepResult, row: int, columns: int) -> Exhibit:
    """A number for each pair of values, shaded by its size; a cross where a check fails."""
    first, second = result.axes
    name, central = result.names[row], result.numbers.central[row]
    lines = _places(first.count, MOST_ROWS)
    known = [float(each) for each in central if not math.isnan(each)]
    for most in range(min(second.count, MOST_COLUMNS), 1, -1):
        across = _places(second.count, most)
        texts = [[number_text(result, name, central[one * second.count + two]) for two in across] for one in lines]
        units = {text.rpartition(" ")[2] for line in texts for text in line if text != NO_VALUE}
        unit = units.pop() if len(units) == 1 and all(" " in text for line in texts for text in line) else ""
        rows = [
            (
                Cell(result.axis_text(first, one), "name"),
                *[
                    _shaded(result, text.removesuffix(unit).rstrip(), known, one * second.count + two, central)
                    for text, two in zip(line, across, strict=True)
                ],
            )
            for one, line in zip(lines, texts, strict=True)
        ]
        heads = [Column(first.name), *[Column(result.axis_text(second, two)) for two in across]]
        title = f"{name}{f', {unit}' if unit else ''}: {first.name} down, {second.name} across"
        found = Exhibit(title, (), tuple(heads), tuple(rows), tuple(_left_out(result, lines, across)))
        if most == 2 or fits(found, columns):
            return found
    return Exhibit(name, (), (), ())


def _left_out(result: SweepResult, lines: list[int], across: list[int]) -> list[str]:
    first, second = result.shape
    if len(lines) == first and len(across) == second:
        return []
    return [f"{len(lines)} × {len(across)} of {first:_} × {second:_} points; --csv and --json have all."]  # noqa: RUF001


def _shaded(result: SweepResult, text: str, known: list[float], point: int, central: Sequence[float]) -> Cell:
    value = float(central[point])
    if math.isnan(value):
        return Cell("-", "note")
    low, high = min(known), max(known)
    if is_logarithmic(known):
        value, low, high = math.log(value), math.log(low), math.log(high)
    share = (value - low) / (high - low) if high > low else 0.0
    fails = any(result.holds(check, point) is False for check in range(len(result.checks)))
    shade = SHADES[min(len(SHADES) - 1, int(share * len(SHADES)))]
    return Cell(f"{shade} {text}{' ✗' if fails else ''}", "bad" if fails else "value")


def _remarks(result: SweepResult) -> list[str]:
    found = list(failing_texts(result))
    if (result.numbers.low == result.numbers.low).any():  # else all are nan
        how = f", over {result.draws:_} draws" if result.draws else ""
        is_grid = len(result.axes) == 2
        line, grid = "The bars: P5 to P95, the central value marked", "Central values; --csv and --json have P5 and P95"
        where = grid if is_grid else line
        found.append(f"{where}{how}.")
    lost = int(result.numbers.lost.sum())
    if lost:
        points = "one point" if lost == 1 else f"{lost:_} points"
        found.append(f"At {points} there is no value in some cases of the ranges, and so no P5 and P95: narrow these.")
    if result.hidden:
        names = ", ".join(result.hidden[:MOST_HIDDEN])
        more = f" and {len(result.hidden) - MOST_HIDDEN:_} others" if len(result.hidden) > MOST_HIDDEN else ""
        found.append(f"Not shown: {names}{more}; ask for one with --of {result.hidden[0]}.")
    return found


def failing_texts(result: SweepResult) -> list[str]:
    """Where each check fails, as a sentence; of a grid, beside each of the first values of the other axis."""
    found = []
    for place, check in enumerate(result.checks):
        text = check_text(check)
        holds = result.holding[place]
        if not (holds == 0).any():
            continue
        if not (holds == 1).any():
            found.append(f"{text} fails throughout.")
            continue
        parts = [each for each in result.failing if each.check == place]
        if len(result.axes) == 1:
            found.append(f"{text} fails {' and '.join([_stretch(each, result) for each in parts])}.")
            continue
        beside = list(dict.fromkeys([each.beside for each in parts if each.beside is not None]))
        said = []
        for other in beside[:MOST_TURNS]:
            along = " and ".join([_stretch(each, result) for each in parts if each.beside == other])
            said.append(f"{along} where {result.axes[0].name} is {result.axis_text(result.axes[0], other)}")
        more = ", …" if len(beside) > MOST_TURNS else ""
        found.append(f"{text} fails at {int((holds == 0).sum()):_} of {holds.size:_} points: {', '.join(said)}{more}.")
    return found


def _stretch(part: Failing, result: SweepResult) -> str:
    """`from 548 M user on`, `up to 19 server`, `from 3 to 7`, `with allocator = debian`."""
    axis = result.axes[-1]
    if axis.texts:
        return f"with {axis.name} = {axis.texts[int(part.first or 0)]}"
    quantity = result.quantity(axis.name)
    first = "" if part.first is None else inside(part.first, quantity, 1, result.values)
    last = "" if part.last is None else inside(part.last, quantity, -1, result.values)
    if first and last:
        return f"at {first}" if part.first == part.last else f"from {first} to {last}"
    beside = f" with any {axis.name}" if part.beside is not None else " throughout"
    return f"from {first} on" if first else f"up to {last}" if last else beside.strip()
