"""The step of a working in which a time becomes another one: per day to per second, years of something per day.

    300 M tweet/day ÷ 86,400 s/day      a rate was written per day and is shown per second
    30 TB/day * 1825 day                years were written behind something per day

Between ms and s it is a matter of prefixes, which stands in no line of its own.
"""

from __future__ import annotations

from math import log10

from estimator.languages.kinds_written import kind_written
from estimator.languages.pieces import put_in, text_of
from estimator.languages.values import SIGNS
from estimator.model.describe import BOOLEAN
from estimator.notation.tree import Binary, Literal, Name
from estimator.records import record
from estimator.units.display import number, show
from estimator.units.kinds import TIME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.notation.tree import Expression
    from estimator.units.display import Shown
    from estimator.units.table import UnitMeaning

_WHOLE = 1e-9  # relative; so near to a whole number a ratio of times is one


@record
class TimeStep:
    """What becomes of the time.

    shown       the value said of the time that it was written in; or the duration in the time of the rate
    factor      as in `÷ 86,400 s/day`, to be set behind the numbers that are put in
    duration    the part of the expression that `shown` stands for; None where it is all of it
    """

    shown: Shown
    factor: str
    duration: Expression | None


def time_step(quantity: Quantity, values: Values) -> TimeStep | None:
    """The step of a worked quantity; None where it needs none."""
    if quantity.override is not None or quantity.step is None or quantity.kind is BOOLEAN:
        return None
    tree, times = quantity.definition.expression, values.times
    written, shown = times.of_tree(tree), times.of_unit(values.shown(quantity).unit)
    if list(written.values()) == list(shown.values()) == [-1]:
        (source,), (target,) = written, shown
        return _of_rate(quantity, values, values.unit_named(source), values.unit_named(target))
    if sorted(written.values()) == [-1, 1] and not quantity.kind.exponent(TIME):
        (per,) = [name for name, power in written.items() if power < 0]
        (during,) = [name for name, power in written.items() if power > 0]
        return _of_duration(tree, values, values.unit_named(during), values.unit_named(per))
    return None


def time_text(quantity: Quantity, values: Values) -> str:
    """The step as a line of a working; empty where there is none."""
    found = time_step(quantity, values)
    if found is None:
        return ""
    if found.duration is None:
        return f"{found.shown} {found.factor}"
    tree = quantity.definition.expression
    return text_of(put_in(tree, values, {id(found.duration): str(found.shown)}))


def time_factor(quantity: Quantity, values: Values) -> str:
    """What the numbers that are put in are multiplied by, as in `÷ 86,400 s/day`; empty where that cannot be said."""
    found = time_step(quantity, values)
    tree = quantity.definition.expression
    is_product = isinstance(tree, Name) or (isinstance(tree, Binary) and tree.operator in "*/")
    return found.factor if found is not None and is_product else ""


def _of_rate(quantity: Quantity, values: Values, source: UnitMeaning, target: UnitMeaning) -> TimeStep | None:
    factor = _factor(source, target, -1)
    if not factor:
        return None
    kind = kind_written(quantity.definition.expression, values) or quantity.kind
    assert quantity.step is not None
    value = float(values.evaluation.values[quantity.step])
    return TimeStep(values.of_kind(value, kind, time=source), factor, None)


def _of_duration(tree: Expression, values: Values, source: UnitMeaning, target: UnitMeaning) -> TimeStep | None:
    """Of a product with one duration in it, which is said in the time of the rate beside it."""
    factor = _factor(source, target, 1)
    found = [each for each in _factors(tree) if values.times.of_tree(each) == {source.text: 1}]
    kind = kind_written(found[0], values) if factor and len(found) == 1 else None
    if kind is None or not (kind.exponent(TIME) == len(kind.powers) == 1):
        return None
    value = _value(found[0], values)
    if value is None:
        return None
    return TimeStep(show(value, kind, target, digits=values.digits), factor, found[0])


def _factor(source: UnitMeaning, target: UnitMeaning, power: int) -> str:
    """What turns one time into another; empty between those that differ by a power of ten."""
    ratio = source.factor / target.factor
    larger, smaller = (source, target) if ratio > 1 else (target, source)
    ratio = max(ratio, 1 / ratio)
    if abs(log10(ratio) - round(log10(ratio))) < _WHOLE:
        return ""
    is_whole = abs(ratio - round(ratio)) < _WHOLE * ratio
    said = f"{round(ratio):,}" if is_whole else number(ratio)[0]
    sign = SIGNS["*"] if (larger is source) is (power > 0) else "÷"
    return f"{sign} {said} {smaller.text}/{larger.text}"


def _factors(tree: Expression) -> Iterator[Expression]:
    """The factors of a product, without what is below its bars."""
    if isinstance(tree, Binary) and tree.operator in "*/":
        yield from _factors(tree.left)
        if tree.operator == "*":
            yield from _factors(tree.right)
    else:
        yield tree


def _value(tree: Expression, values: Values) -> float | None:
    """The value of a duration in seconds: of a quantity, or of a number as it is written."""
    if isinstance(tree, Name):
        quantity = values.model.quantities.get(tree.path) or values.model.references.get(tree.path)
        return None if quantity is None or quantity.step is None else float(values.evaluation.values[quantity.step])
    if isinstance(tree, Literal) and not tree.percent and not tree.magnitude:
        return tree.number * values.model.module.table.unit(tree.unit).factor
    return None
