"""What is told of a plan from month to month: values with their ranges, and when its checks first fail."""

from __future__ import annotations

from estimator.languages.checks import percentage
from estimator.languages.exhibit import LEFT, Bar, Cell, Column, Exhibit
from estimator.notation.printer import print_expression, print_growth
from estimator.notation.tree import Binary, Name
from estimator.reckoning.calendar import MONTHS_A_YEAR, begins
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.values import Values
    from estimator.model.frames import NumberQuantity
    from estimator.model.model import Model
    from estimator.notation.tree import Check
    from estimator.reckoning.calendar import Month
    from estimator.reckoning.failing import Failure

LATER = "later"
SAME = 1e-9  # relative; how far numbers may be apart that are the same


@record
class Point:
    """A quantity in a month, in base units: its central value, and P5, P50 and P95 where it has a range.

    `errors` are the standard errors of P5 and P95, 0 where they come from no draws.
    """

    month: str
    value: float
    percentiles: tuple[float, float, float] | None
    errors: tuple[float, float]


@record
class Row:
    """A quantity and its points, month by month."""

    quantity: NumberQuantity
    points: tuple[Point, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.quantity.definition.name

    @property
    def moves(self) -> bool:
        """Whether it is another one in some month."""
        first = self.points[0]
        return any(
            abs(each.value - first.value) > SAME * abs(first.value)
            or (each.percentiles is None) is not (first.percentiles is None)
            for each in self.points
        )


def months_text(months: int) -> str:
    """A number of months as a person says it: 18 months, 5 years."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    if rest or not years:
        return f"{months} month{'s' if months != 1 else ''}"
    return f"{years} year{'s' if years != 1 else ''}"


def growth_lines(model: Model, start: Month) -> list[str]:
    """How each quantity grows, a sentence each; and why it begins where the sheet says so."""
    said = [f"{each.path}: {print_growth(each.growth)}" for each in model.growing]
    as_of = model.module.sheet.documentation.as_of
    if as_of and start == begins(model):
        said.append(f"It begins in {start}, for the numbers of the sheet are as of {as_of}.")
    return said


def value_text(value: float, quantity: NumberQuantity, values: Values) -> str:
    """A number of a quantity as it is shown, without the noise of a logarithm."""
    return str(values.value(float(f"{value:.12g}"), quantity))


def course_exhibit(row: Row, values: Values, lead: Sequence[str]) -> Exhibit:
    """A quantity month by month: P5, P50 and P95 with a plot of them, or its value alone."""
    ends = [each.percentiles or (each.value,) * 3 for each in row.points]
    least, most = min(0.0, *[each[0] for each in ends]), max(0.0, *[each[2] for each in ends])
    room = (most - least) or 1.0
    uncertain = any(each.percentiles is not None for each in row.points)
    heads = ("P5", "P50", "P95") if uncertain else ("",)
    rows = []
    for point, (low, middle, high) in zip(row.points, ends, strict=True):
        texts = [value_text(point.value, row.quantity, values)]
        if uncertain:
            errors = (point.errors[0], min(point.errors), point.errors[1])
            texts = [
                str(values.end(end, error, row.quantity))
                for end, error in zip((low, middle, high), errors, strict=True)
            ]
        shares = [(each - least) / room for each in (low, middle, high)]
        bar = Bar(shares[0], shares[2], shares[1]) if uncertain else Bar(0.0, shares[1])
        cells = [Cell(text) for text in texts]
        rows.append((Cell(point.month, "note"), *cells[:-1], Cell(texts[-1], bar=bar)))
    return Exhibit(row.name, tuple(lead), (Column("", LEFT), *[Column(head) for head in heads]), tuple(rows))


def central_remark(row: Row, values: Values) -> str:
    """What every other command shows of today, where that is not the middle of the cases."""
    first = row.points[0]
    shown = value_text(first.value, row.quantity, values)
    if first.percentiles is None or shown == value_text(first.percentiles[1], row.quantity, values):
        return ""
    return f"Out of the central values of its assumptions {row.name} is {shown} at first."


def subject_of(check: Check) -> str:
    """What a check is about, in a word: the quantity that it begins with, else its text."""
    tree = check.expression
    if isinstance(tree, Binary) and isinstance(tree.left, Name):
        return tree.left.path
    return print_expression(tree)


def check_text(check: Check) -> str:
    """A check as it is written, without how long it is asked for."""
    asked = f" at {print_expression(check.probability)}" if check.probability is not None else ""
    return print_expression(check.expression) + asked


class Failing:
    """The words about checks that fail some day: `start` is the month of today, `horizon` how many are looked at."""

    def __init__(self, start: Month, horizon: int) -> None:
        self.start = start
        self.horizon = horizon

    def month(self, months: int | None) -> str:
        """The month of a failure, which may lie beyond the horizon."""
        return LATER if months is None else str(self.start.later(months))

    def within(self, share: float) -> str:
        """`94% within 5 years`."""
        return f"{percentage(share)} within {months_text(self.horizon)}"

    def headline(self, failures: Sequence[Failure]) -> str:
        """Which check fails first, and when: `disk first: 2028-03 (2027-11 to 2029-01), 94% within 5 years`."""
        first = failures[0]
        subject = subject_of(first.check.check)
        early, middle, late = first.quantiles
        if first.share is None:
            if first.decided is None:
                return f"No check fails within {months_text(self.horizon)}."
            return f"{subject} {'fails already' if not first.decided else f'first: {self.month(first.decided)}'}."
        if not first.share:
            return f"No check fails within {months_text(self.horizon)} in any of the cases."
        if middle is None:
            when = f"fails by {self.month(early)} in 10% of the cases" if early is not None else "seldom fails"
            return f"{subject} first: {when}, {self.within(first.share)}."
        if not late and late is not None:
            return f"{subject} fails already."
        span = f"{self.month(early)} to {self.month(late)}"
        return f"{subject} first: {self.month(middle)} ({span}), {self.within(first.share)}."

    def exhibit(self, failures: Sequence[Failure], lead: Sequence[str], remarks: Sequence[str], title: str) -> Exhibit:
        """A row a check, the first to fail first: P10, P50, P90, and in what share of the cases it fails."""
        uncertain = any(each.share is not None for each in failures)
        decided = not uncertain or any(each.check.check.probability is not None for each in failures)
        heads = ["fails"] if decided else []
        heads += ["P10", "P50", "P90", f"in {months_text(self.horizon)}"] if uncertain else []
        heads += ["first"] if uncertain and len(failures) > 1 else []
        rows = [self._row(each, heads, uncertain=uncertain) for each in failures]
        columns = (Column("", LEFT), *[Column(head) for head in heads])
        return Exhibit(title, (self.headline(failures), *lead), columns, tuple(rows), tuple(remarks))

    def _row(self, failure: Failure, heads: Sequence[str], *, uncertain: bool) -> tuple[Cell, ...]:
        cells = [Cell(check_text(failure.check.check), "name")]
        cells += [self._decided(failure)] if "fails" in heads else []
        if uncertain:
            cells += [Cell(self.month(each), "note" if each is None else "value") for each in failure.quantiles]
            share = failure.share if failure.share is not None else float(failure.decided is not None)
            cells.append(Cell(_short(share), bar=Bar(0.0, share)))
        if "first" in heads:
            cells.append(Cell(_short(failure.first)))
        return tuple(cells)

    def _decided(self, failure: Failure) -> Cell:
        if failure.decided is None:
            return Cell(self.month(None), "good")
        return Cell(self.month(failure.decided) if failure.decided else "already", "bad")


def _short(share: float) -> str:
    return percentage(share).replace("more than ", ">")


def in_order(failures: Sequence[Failure]) -> list[Failure]:
    """Checks as they fail: by the month by which half of the cases have, then by that of one in ten."""

    def key(failure: Failure) -> tuple[float, ...]:
        early, middle, late = [float("inf") if each is None else each for each in failure.quantiles]
        decided = float("inf") if failure.decided is None else failure.decided
        return middle, early, -(failure.share or 0.0), late, decided

    return sorted(failures, key=key)
