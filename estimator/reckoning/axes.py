"""The values that an assumption goes through in a sweep, from how they were written.

Numbers of one kind are values in base units, which the steps of one model take; all else (texts, yes and no, ranges,
expressions) is a sheet of its own at each value.
"""

from __future__ import annotations

import math

from estimator.model.frames import NumberQuantity
from estimator.model.model import written_unit
from estimator.notation.bare import parse_expression
from estimator.notation.sweeps import LINEAR, LOG, MOST_VALUES, Course, course_or_list, joined
from estimator.notation.tree import MAGNITUDES, Best, Literal, Negation, Range
from estimator.problems import Source, refused
from estimator.records import record
from estimator.units.kinds import PLAIN
from estimator.units.table import UnknownUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from estimator.model.frames import Quantity
    from estimator.model.model import Model
    from estimator.units.kinds import Kind

FAR = 10.0  # from this ratio of the ends on, steps are equal ratios unless told otherwise
STEPS, MOST_STEPS = 10, 30  # between the ends where it is not said
FEWEST, MOST_ROUND = 5, 12  # steps of a round size
_ROUND = (1.0, 2.0, 2.5, 5.0)
MOST_WHOLE = 10_000  # values of a count that are made whole
LARGEST_WHOLE = 2.0**50  # up to here a float counts things one by one
NOISE = 1e-9  # relative; what lies no further off a whole number is one


@record
class Axis:
    """An assumption and the values that it goes through.

    values      in base units, of numbers; empty where `texts` are what is given instead of it, one at a time
    first       the text of the first value
    scale       `log` or `linear` of what goes from one value to another; empty of a list
    told        whether the scale was asked for
    """

    name: str
    values: Sequence[float]
    texts: tuple[str, ...]
    first: str
    scale: str = ""
    told: bool = False

    @property
    def count(self) -> int:
        """How many values it has."""
        return len(self.texts) or len(self.values)


def axis_of(name: str, text: str, model: Model, number: Callable[[str], float]) -> Axis | None:
    """The axis that a text gives an assumption; None where it is one value. EstimateError.

    `model` is that of the sheet as it is; `number` has the value of a text in the place of the assumption.
    """
    found = course_or_list(text)
    if found is None:
        return None
    if not isinstance(found, Course):
        return axis_of_list(name, found, model)
    quantity = model.quantities.get(name)
    if quantity is not None and not isinstance(quantity, NumberQuantity):
        remedy = f"list its values, as in {name}={_listed(quantity)}"
        raise refused(text, f"{name} is no number, so there is nothing between two values of it", remedy)
    return _along(name, found, text, model, number)


def axis_of_list(name: str, texts: tuple[str, ...], model: Model) -> Axis:
    """The axis of values that are listed: numbers of one kind are numbers, else each is a sheet of its own."""
    quantity = model.quantities.get(name)
    completed = [_completed(each, quantity) for each in texts]
    numbers = [_literal(each, model) for each in completed]
    known = [each for each in numbers if each is not None]
    if len(known) == len(texts) and isinstance(quantity, NumberQuantity) and len({each[1] for each in known}) == 1:
        return Axis(name, tuple([value for value, _ in known]), (), completed[0])
    return Axis(name, (), tuple(completed), completed[0])


def _listed(quantity: Quantity) -> str:
    return '"yes, no"' if quantity.step is not None else f'"{quantity.text}, …"'


def _along(name: str, course: Course, text: str, model: Model, number: Callable[[str], float]) -> Axis:
    quantity = model.quantities.get(name)
    ends = [_completed(each, quantity) for each in (course.first, course.last)]

    def value(each: str) -> float:
        known = _literal(each, model)
        if known is None or quantity is None or known[1] != quantity.kind:
            return number(each)
        return known[0]

    first, last = value(ends[0]), value(ends[1])
    if first == last:
        raise refused(text, f"both ends of {text} are the same", f"give one value: {name}={ends[0]}")
    is_log = course.scale == LOG or course.times
    if is_log and not first * last > 0:
        raise refused(
            text, f"{text} has no equal ratios: an end is 0, or they have two signs", "write linear behind it"
        )
    told = bool(course.scale or course.by)
    if not told and first * last > 0 and not (first / last < FAR and last / first < FAR) and not course.by:
        is_log = True
    values: Sequence[float]
    if course.by:
        by = _plain_number(course.by) if course.times else value(_completed(course.by, quantity))
        values = _by(first, last, by, text, times=course.times)
    else:
        steps = course.steps or (_log_steps(first, last) if is_log else _linear_steps(first, last, quantity, model))
        values = _between(first, last, steps, is_log=is_log)
    if is_counted(quantity, (first, last)) and len(values) <= MOST_WHOLE:
        values = tuple(dict.fromkeys([float(round(each)) for each in values]))
    return Axis(name, values, (), ends[0], LOG if is_log else LINEAR, told)


def _between(first: float, last: float, steps: int, *, is_log: bool) -> Sequence[float]:
    """Values from one to the other, with both ends as they are."""
    if steps > 10_000:
        import numpy as np

        spaced = np.geomspace(first, last, steps + 1) if is_log else np.linspace(first, last, steps + 1)
        found: Sequence[float] = spaced  # type: ignore[assignment]
        return found
    if is_log:
        ratio = last / first
        inner = [first * ratio ** (step / steps) for step in range(1, steps)]
    else:
        inner = [(first * (steps - step) + last * step) / steps for step in range(1, steps)]
    return (first, *inner, last)


def _by(first: float, last: float, by: float, text: str, *, times: bool) -> tuple[float, ...]:
    """Values a step apart, from the first to the last that is not beyond the other end."""
    if times:
        size = math.log(last / first) / math.log(by) if by > 0 and by != 1 else -1.0
    else:
        size = (last - first) / by if by else -1.0
    if size < 0:
        remedy = "give a step that leads from the first to the last value"
        raise refused(text, f"no step of this size leads on in {text}", remedy)
    if size > MOST_VALUES:
        raise refused(text, f"{text} has more than {MOST_VALUES:,} values", "take a larger step")
    steps = math.floor(size * (1 + NOISE) + NOISE)
    return tuple([first * by**step if times else first + by * step for step in range(steps + 1)])


def _log_steps(first: float, last: float) -> int:
    """Ten up to two powers of ten, then five for each."""
    decades = abs(math.log10(last / first))
    return max(STEPS, min(MOST_STEPS, round(5 * decades)))


def _linear_steps(first: float, last: float, quantity: Quantity | None, model: Model) -> int:
    """So many that the values are round ones in the unit in which the assumption is written; else ten."""
    unit = _factor(quantity, model)
    low, width = min(first, last) / unit, abs(last - first) / unit
    power = 10.0 ** (math.floor(math.log10(width)) - 1)
    fitting = []
    counted = is_counted(quantity, (first, last))
    for size in [each * power * scale for scale in (1.0, 10.0) for each in _ROUND]:
        steps = width / size
        is_round = _is_whole(steps) and _is_whole(low / size) and not (counted and not _is_whole(size * unit))
        if is_round and FEWEST - NOISE <= steps <= MOST_ROUND + NOISE:
            fitting.append(round(steps))
    if not fitting and counted and abs(last - first) <= MOST_ROUND:
        return round(abs(last - first))
    return max(fitting) if fitting else STEPS


def is_counted(quantity: Quantity | None, ends: Sequence[float]) -> bool:
    """Whether only whole numbers are meant between two ends: of a count of things, with whole ends."""
    powers = quantity.kind.powers if isinstance(quantity, NumberQuantity) else ()
    is_count = len(powers) == 1 and powers[0][1] == 1 and powers[0][0].is_noun
    return is_count and all(float(each).is_integer() and abs(each) < LARGEST_WHOLE for each in ends)


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) <= NOISE * max(1.0, abs(value))


def _factor(quantity: Quantity | None, model: Model) -> float:
    """What one of an assumption's unit is in base units."""
    text = own_unit(quantity)
    try:
        return 0.01 if text == "%" else model.module.table.unit(text).factor if text else 1.0
    except UnknownUnit:
        return 1.0


def own_unit(quantity: Quantity | None) -> str:
    """The unit that an assumption is written in, or that its kind has."""
    if not isinstance(quantity, NumberQuantity):
        return ""
    tree = quantity.override.expression if quantity.override is not None else quantity.definition.expression
    written = written_unit(tree)
    if written or quantity.kind is PLAIN:
        return written
    text = quantity.unit.text if quantity.unit is not None else str(quantity.kind)
    return text.removeprefix("1") if text.startswith("1/") else text


def _completed(text: str, quantity: Quantity | None) -> str:
    """A number without a unit with that of the assumption; of a plain kind nothing is guessed: 5 may be 5 or 5%."""
    if quantity is None or quantity.kind is PLAIN:
        return text
    tree = _tree(text)
    if isinstance(tree, Negation) and tree.operator == "negative":
        tree = tree.operand
    if not isinstance(tree, Literal | Range | Best) or written_unit(tree):
        return text
    return joined(text, own_unit(quantity))


def _tree(text: str) -> object:
    parsed = parse_expression(Source("value", text), [])
    return None if parsed is None or parsed[1] is not None else parsed[0]


def _literal(text: str, model: Model) -> tuple[float, Kind] | None:
    """The value of a literal in base units, as the model has it, and its kind; None for anything else."""
    tree, sign = _tree(text), 1.0
    if isinstance(tree, Negation) and tree.operator == "negative":
        tree, sign = tree.operand, -1.0
    if not isinstance(tree, Literal):
        return None
    value = tree.number / 100 if tree.percent else tree.number
    value *= MAGNITUDES[tree.magnitude] if tree.magnitude else 1.0
    if not tree.unit:
        return sign * value, PLAIN
    try:
        meaning = model.module.table.unit(tree.unit)
    except UnknownUnit:
        return None
    value = value * meaning.numerator / meaning.denominator
    return (sign * value, meaning.kind) if math.isfinite(value) else None


def _plain_number(text: str) -> float:
    tree = _tree(text)
    if not isinstance(tree, Literal) or tree.unit or tree.percent:
        raise refused(text, f"{text} is no number to multiply by", "write a plain one: by ×2")  # noqa: RUF001
    return tree.number * (MAGNITUDES[tree.magnitude] if tree.magnitude else 1.0)
