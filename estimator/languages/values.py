"""The quantities of an evaluated sheet as text: values, ranges, and expressions with the numbers put in."""

from __future__ import annotations

from math import isfinite, log10

from estimator.languages.spans import safe
from estimator.model.describe import BOOLEAN
from estimator.model.input_distributions import DISTRIBUTIONS
from estimator.model.model import written_unit
from estimator.model.steps import Number, Operation, Ref, parts
from estimator.notation.printer import print_expression
from estimator.notation.tree import COMPARISONS, MAGNITUDES, Best, Call, Literal, Measure, Negation, Range
from estimator.reckoning.exact import ExactValues
from estimator.reckoning.ratios import combined, ratio_of_float, ratio_of_text
from estimator.units.display import DIGITS, NOISE_DIGITS, Shown, keeps_time, show
from estimator.units.table import UnknownUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.times import WrittenTimes
    from estimator.model.frames import Quantity
    from estimator.model.model import Model
    from estimator.model.steps import Step
    from estimator.notation.tree import Expression
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.ratios import Ratio
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning

WITHOUT_PREFIX = frozenset(("B", "byte", "b", "bit", "s", "sec", "second"))
CLEAN_DIGITS = 12
FEWEST_DIGITS = 2  # of an end of a range, unless its error is larger than they tell: one makes 1 of 1.49
NEAR = 1e-9  # relative; what differs from a value by more than this is not equal to it, whatever its float's noise
SIGNS = {"*": "×"}  # noqa: RUF001  the sign of multiplication is meant


def step_text(step: Step) -> str:
    """What a step was made from, on one line and with the signs of answers; a text in it as it is written."""
    text = step.source.text[step.span[0] : step.span[1]]
    if "#" in text:
        text = "\n".join([_without_note(line) for line in text.split("\n")])
    parts = text.split('"')
    parts[::2] = [" ".join(f"|{part}|".split())[1:-1].replace("*", SIGNS["*"]) for part in parts[::2]]
    return '"'.join(parts).strip()


def _without_note(line: str) -> str:
    """A line up to its note, which begins outside of texts."""
    is_text = False
    for place, char in enumerate(line):
        is_text ^= char == '"'
        if char == "#" and not is_text:
            return line[:place]
    return line


def _is_written_out(expression: Expression) -> bool:
    """Whether a value stands there as it is: a number or a range, with nothing to compute."""
    if isinstance(expression, Measure):
        return isinstance(expression.expression, Range | Best) or _is_distribution(expression.expression)
    if isinstance(expression, Negation):
        return isinstance(expression.operand, Literal)
    return isinstance(expression, Literal | Range | Best) or _is_distribution(expression)


def _is_distribution(expression: Expression) -> bool:
    return isinstance(expression, Call) and expression.path in DISTRIBUTIONS


def is_computed(quantity: Quantity) -> bool:
    """Whether the number before a unit was left to be computed, as in `2^41 ms`."""
    written = quantity.override.expression if quantity.override else quantity.definition.expression
    return isinstance(written, Measure) and not (
        isinstance(written.expression, Range | Best) or _is_distribution(written.expression)
    )


def limits_of(model: Model) -> dict[int, list[Number | Ref]]:
    """What the checks compare steps with, by the step: numbers, and other steps.

    A number too large for a float may stand in a side that is not taken, and limits nothing.
    """
    found: dict[int, list[Number | Ref]] = {}
    for check in model.checks:
        for part in parts(model.steps[check.step].expression):
            if isinstance(part, Operation) and part.operator in COMPARISONS:
                for one, other in ((part.left, part.right), (part.right, part.left)):
                    if isinstance(one, Ref) and isinstance(other, Number | Ref) and not _is_endless(other):
                        found.setdefault(one.index, []).append(other)
    return found


def _is_endless(limit: Number | Ref) -> bool:
    return isinstance(limit, Number) and not isfinite(limit.value)


def _last_digit(number: str, digits: int) -> float:
    """What one in the last of so many digits of a number is, relative to the number."""
    head = number.replace(".", "").lstrip("-0").split()[0].partition("e")[0]
    return float(10 ** (len(head) - digits) / int(head)) if head else 1.0


class Values:
    """Texts of the values of one evaluation, with a number of digits."""

    def __init__(self, evaluation: Evaluation, digits: int = DIGITS, *, exact: bool = False) -> None:
        self.evaluation = evaluation
        self.model = evaluation.model
        self.digits = digits
        self._shown: dict[str, Shown] = {}
        self._sizes: dict[tuple[str, str], Ratio | None] = {}
        self.exact = exact
        self._times: WrittenTimes | None = None
        self._limits: dict[int, list[Number | Ref]] | None = None
        self._exactly = ExactValues(self.model.steps, evaluation.values)

    def unit(self, quantity: Quantity) -> UnitMeaning | None:
        """The unit that was chosen for a quantity: behind `->`, else the one that its assumption was written in."""
        if quantity.unit is not None:
            return quantity.unit
        if not quantity.assumption:
            return None
        expression = quantity.override.expression if quantity.override else quantity.definition.expression
        text = written_unit(expression)
        if not text:
            return None
        try:
            found = self.model.module.table.unit(text)
        except UnknownUnit:
            return None
        value = self.evaluation.values[quantity.step] if quantity.step is not None else 0.0
        # A number at the very end of the floats may lie beyond it on the way back.
        return found if isfinite(found.from_base(float(value))) else None

    def shown(self, quantity: Quantity) -> Shown:
        """A quantity's central value."""
        found = self._shown.get(quantity.definition.name)
        if found is None:
            found = self._shown[quantity.definition.name] = self.of_any(quantity)
        return found

    def of_any(self, quantity: Quantity) -> Shown:
        """The central value of a quantity of this sheet or of another one that it names."""
        if quantity.step is None:
            return Shown(safe(quantity.fixed), "", False)
        value = self.evaluation.values[quantity.step]
        if quantity.kind is BOOLEAN:
            return Shown("yes" if value else "no", "", False)
        shown = self.value(float(value), quantity, limits=self.limits(quantity.step))
        shown = Shown(shown.number, shown.unit, not self._is_equal(quantity.step, shown))
        return self._with_more_digits_than_a_float(quantity, shown)

    def _is_equal(self, step: int, shown: Shown) -> bool:
        """Whether a text says what a step is, to the last digit: a float may have those of a decimal by chance."""
        number, _, magnitude = shown.number.partition(" ")
        size = self._size(magnitude, shown.unit)
        if size is None:
            return False
        said, value = combined("*", ratio_of_text(number), size), float(self.evaluation.values[step])
        try:
            is_near = said is not None and abs(said[0] / said[1] - value) <= NEAR * abs(value)
        except OverflowError:  # the largest float, rounded up
            return False
        return is_near and said == self._exactly.of(step)

    def _size(self, magnitude: str, unit: str) -> Ratio | None:
        """How much one of what a text says is, in base units; None of a unit that is not known."""
        known = (magnitude, unit)
        if known not in self._sizes:
            size: Ratio | None = ratio_of_float(MAGNITUDES[magnitude]) if magnitude else (1, 1)
            if unit.startswith("%"):
                unit = f"1{unit[1:]}".removesuffix("1")
                size = combined("/", size, (100, 1))
            if unit:
                try:
                    meaning = self.model.module.table.unit(unit)
                except UnknownUnit:
                    size = None
                else:
                    factor = combined("/", ratio_of_float(meaning.numerator), ratio_of_float(meaning.denominator))
                    size = combined("*", size, factor)
            self._sizes[known] = size
        return self._sizes[known]

    def _with_more_digits_than_a_float(self, quantity: Quantity, shown: Shown) -> Shown:
        """A number that was written with more digits than a float has: as it was written where all are asked for."""
        tree = quantity.override.expression if quantity.override else quantity.definition.expression
        sign, tree = ("-", tree.operand) if isinstance(tree, Negation) else ("", tree)
        if not isinstance(tree, Literal) or tree.percent or quantity.unit is not None:
            return shown
        text = tree.text.replace("_", "")
        if len(text) <= NOISE_DIGITS or len(text.lower().partition("e")[0].replace(".", "").strip("0")) <= NOISE_DIGITS:
            return shown
        if self.exact:
            return Shown(f"{sign}{text} {tree.magnitude}".rstrip(), tree.unit, False)
        return Shown(shown.number, shown.unit, True)

    def value(
        self,
        value: float,
        quantity: Quantity,
        digits: int = 0,
        *,
        whole: bool = True,
        limits: tuple[float, ...] = (),
    ) -> Shown:
        """A value in the unit of a quantity, or in one that fits where none was chosen for its size.

        `digits` are fewer digits than those of the others, none that say nothing; `whole` is whether a whole number of
        a chosen unit stays whole; `limits` are what it is held against, in base units.
        """
        unit = self.looked_at(quantity)
        shown, exact = digits or self.digits, self.exact and not digits
        time = self.time(quantity) if unit is None else None
        return show(
            value,
            quantity.kind,
            unit,
            quantity.magnitude,
            digits=shown,
            exact=exact,
            time=time,
            whole=whole,
            limits=limits,
        )

    def of_kind(
        self, value: float, kind: Kind, *, limits: tuple[float, ...] = (), time: UnitMeaning | None = None
    ) -> Shown:
        """A value that no quantity has, in the unit that fits it, a rate said of a time where one is given."""
        return show(value, kind, None, digits=self.digits, exact=self.exact, limits=limits, time=time)

    def limits(self, step: int) -> tuple[float, ...]:
        """What the checks hold a step against, in base units."""
        if self._limits is None:
            self._limits = limits_of(self.model)
        values = [
            each.value if isinstance(each, Number) else self.evaluation.values[each.index]
            for each in self._limits.get(step, ())
        ]
        return tuple([each for each in values if isinstance(each, float) and isfinite(each)])

    def looked_at(self, quantity: Quantity) -> UnitMeaning | None:
        """The unit that was chosen with its size: no one looked at how many ms 2^41 ms are, nor 100_000 s."""
        unit = self.unit(quantity)
        if quantity.unit is None and (is_computed(quantity) or (unit is not None and unit.text in WITHOUT_PREFIX)):
            return None
        return unit

    def time(self, quantity: Quantity) -> UnitMeaning | None:
        """What a rate without a chosen unit is said of, where it is not the second."""
        if not keeps_time(quantity.kind):
            return None
        return self.times.of(quantity)

    @property
    def times(self) -> WrittenTimes:
        """The times that the quantities were written in."""
        if self._times is None:
            from estimator.languages.times import WrittenTimes

            self._times = WrittenTimes(self.model)
        return self._times

    def unit_named(self, name: str) -> UnitMeaning:
        """A unit of this sheet."""
        return self.model.module.table.unit(name)

    def relation(self, quantity: Quantity) -> str:
        """`≈` where digits are left out, else `=`."""
        return "≈" if self.shown(quantity).rounded else "="

    def range(self, quantity: Quantity) -> str:
        """`low to high` of the 90% interval, the unit left out where it is that of the value; empty without one."""
        spread = self.evaluation.spreads.get(quantity.step) if quantity.step is not None else None
        if spread is None or quantity.kind is BOOLEAN:
            return ""
        unit = self.shown(quantity).unit
        low = self.end(spread.low, spread.low_error, quantity)
        high = self.end(spread.high, spread.high_error, quantity)
        if low.unit == unit == high.unit:
            return f"{low.number} to {high.number}"
        if low.unit == high.unit:
            return f"{low.number} to {high}"
        return f"{low} to {high}"

    def end(self, end: float, error: float, quantity: Quantity) -> Shown:
        """An end of a range with the digits that its standard error leaves, in the unit that it is shown in."""
        if not error:
            # The end of a closed form carries the noise of a logarithm, which would decide a half.
            return self.value(float(f"{end:.{CLEAN_DIGITS}g}"), quantity)
        if abs(end) <= error:
            return self.value(0.0, quantity)
        # Of the unit's own number: bits and seconds have other first digits than the PB and days that are read.
        size = self._size("", self.value(end, quantity, whole=False).unit) or (1, 1)
        certain = max(FEWEST_DIGITS, min(CLEAN_DIGITS, int(-log10(error / abs(end)))))
        own = end * size[1] / size[0]
        rounded, roughly = [float(f"{own:.{digits}g}") * size[0] / size[1] for digits in (certain, 1)]
        digits = self.digits
        while digits > 1 and _last_digit(
            self.value(rounded, quantity, digits, whole=False).number, digits
        ) < 2 * error / abs(end):
            digits -= 1
        # What keeps one digit is rounded once: 1.46 by way of 1.5 would be 2.
        return self.value(roughly if digits == 1 else rounded, quantity, digits, whole=False)

    def written(self, quantity: Quantity) -> str:
        """An assumption as it was written, or as it was overridden."""
        if quantity.step is None:
            return safe(quantity.fixed)
        expression = quantity.override.expression if quantity.override else quantity.definition.expression
        text = print_expression(expression, signs=SIGNS)
        chosen = quantity.override is None and quantity.definition.unit is not None
        if chosen or not _is_written_out(expression):
            shown = self.shown(quantity)
            return f"{text} {self.relation(quantity)} {shown}" if str(shown) != text else text
        return text

    def formula(self, quantity: Quantity) -> str:
        """The right side of a definition."""
        return print_expression(quantity.definition.expression, signs=SIGNS)

    def operand(self, shown: Shown) -> str:
        """A value inside a worked line, in brackets where its sign or unit would run into what stands beside it."""
        text = str(shown)
        return f"({text})" if text.startswith("-") else text
