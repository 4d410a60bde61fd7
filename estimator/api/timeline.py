"""`timeline` and `when`: a plan from month to month, and when its checks first fail; the twins of these commands."""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING, Any

from estimator.api.extras import optional
from estimator.api.told import Told
from estimator.api.writing import Written
from estimator.languages.comparison import sheet_name
from estimator.languages.reporting import answers_of, title_of
from estimator.languages.timelines import (
    Failing,
    Point,
    Row,
    central_remark,
    check_text,
    course_exhibit,
    growth_lines,
    in_order,
    value_text,
)
from estimator.languages.values import Values
from estimator.model.describe import suggestion
from estimator.model.frames import NumberQuantity
from estimator.notation.printer import print_growth
from estimator.problems import refused
from estimator.reckoning.calendar import begins, month_of, months_in
from estimator.reckoning.courses import moments
from estimator.reckoning.failing import failures
from estimator.reckoning.growth import Grown
from estimator.reckoning.plans import require_growth, with_checks, with_growth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from estimator.languages.exhibit import Exhibit
    from estimator.reckoning.calendar import Month
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.failing import Failure

HORIZON, LONG_HORIZON = "3 years", "5 years"
PICTURES = (".pdf", ".png", ".svg")
_HEADS = ("month", "name", "value", "p5", "p50", "p95", "unit", "text")


class Timeline(Told):
    """Quantities of a plan from month to month: `rows` have their points in base units, `start` is the first month."""

    def __init__(self, evaluation: Evaluation, rows: Sequence[Row], start: Month, every: int, draws: int) -> None:
        self.evaluation = evaluation
        self.rows = tuple(rows)
        self.start = start
        self.every = every
        self.draws = draws
        self._values = Values(evaluation)

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """A table a quantity: a row a month, with P5, P50 and P95 and a plot of them."""
        from estimator.languages.exhibit import Exhibit

        moving = [row for row in self.rows if row.moves]
        remarks = [text for row in moving if (text := central_remark(row, self._values))]
        remarks += [
            f"{row.name} stays {value_text(row.points[0].value, row.quantity, self._values)}."
            for row in self.rows
            if not row.moves
        ]
        if self.draws:
            remarks.append(f"P5 to P95 holds 90% of the cases, from {self.draws:,} draws, the same in every month.")
        head = Exhibit(title_of(self.evaluation.model), tuple(growth_lines(self.evaluation.model, self.start)), (), ())
        last = Exhibit("", (), (), (), tuple(remarks))
        return (head, *[course_exhibit(row, self._values, ()) for row in moving], *([last] if remarks else []))

    def to_dict(self) -> dict[str, Any]:
        """What `estimate timeline --json` prints: of each quantity a row a month, unrounded and in its unit."""
        from estimator.writers.json import unit_text

        model = self.evaluation.model
        return {
            "title": title_of(model),
            "from": str(self.start),
            "every": self.every,
            "growing": [{"name": each.path, "growth": print_growth(each.growth)} for each in model.growing],
            "quantities": [
                {
                    "name": row.name,
                    "unit": unit_text(row.quantity, self._values),
                    "rows": [self._point(each, row) for each in row.points],
                }
                for row in self.rows
            ],
            **({"draws": self.draws} if self.draws else {}),
        }

    def _point(self, point: Point, row: Row) -> dict[str, Any]:
        from estimator.writers.json import LOGARITHM_NOISE, in_unit, without_noise

        def number(value: float) -> float:
            return without_noise(in_unit(value, row.quantity, self._values), LOGARITHM_NOISE)

        found: dict[str, Any] = {
            "month": point.month,
            "value": in_unit(point.value, row.quantity, self._values),
            "text": value_text(point.value, row.quantity, self._values),
        }
        if point.percentiles is not None:
            found |= dict(zip(("p5", "p50", "p95"), map(number, point.percentiles), strict=True))
        return found

    def _records(self) -> list[dict[str, Any]]:
        """A record for each quantity in each month."""
        found = self.to_dict()
        return [
            {"name": each["name"], "unit": each["unit"], **row} for each in found["quantities"] for row in each["rows"]
        ]

    def csv(self) -> str:
        """A row for each quantity in each month, unrounded, with the unit."""
        from estimator.writers.csv import cell

        file = io.StringIO(newline="")
        writer = csv.DictWriter(file, _HEADS, lineterminator="\n")
        writer.writeheader()
        writer.writerows([{head: cell(row.get(head, "")) for head in _HEADS} for row in self._records()])
        return file.getvalue()

    def to_frame(self) -> pd.DataFrame:
        """The same as a pandas table. EstimateError without pandas."""
        pandas = optional("pandas", "frames", "a table")
        frame: pd.DataFrame = pandas.DataFrame(self._records(), columns=list(_HEADS))
        return frame

    def plot(self) -> Figure:
        """A picture: each quantity that moves as a line, with the band that holds 90% of the cases. EstimateError."""
        optional("matplotlib", "plots", "a picture")
        from estimator.api.courses_plot import courses_figure

        return courses_figure(self.evaluation, [row for row in self.rows if row.moves], self._values)

    def save(self, output: str | os.PathLike[str], *, force: bool = False) -> Written:
        """Write the picture to a file; its suffix says what: .pdf .png .svg. EstimateError."""
        from estimator.writers.files import write_whole

        path = os.fspath(output)
        suffix = os.path.splitext(path)[1].lower()
        if suffix not in PICTURES:
            remedy = f"write -o {os.path.splitext(path)[0]}.svg, or --csv for the numbers"
            raise refused(path, f"a picture is one of {' '.join(PICTURES)}", remedy)
        if os.path.exists(path) and not force:
            raise refused(path, f"{path} exists", "name another file, or give --force")
        stream = io.BytesIO()
        self.plot().savefig(stream, format=suffix[1:], dpi=110)
        return Written(path, write_whole(path, stream.getvalue(), over=force))


class When(Told):
    """When the checks of a plan first fail: `failures`, the first to fail first, in months from `start` on."""

    def __init__(
        self, evaluation: Evaluation, found: Sequence[Failure], start: Month, horizon: int, draws: int
    ) -> None:
        self.evaluation = evaluation
        self.failures = tuple(in_order(found))
        self.start = start
        self.horizon = horizon
        self.draws = draws
        self._said = Failing(start, horizon)

    @property
    def headline(self) -> str:
        """Which check fails first, and when, as one sentence."""
        return self._said.headline(self.failures)

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """One table: a row a check, with the months by which it has failed in 10%, 50% and 90% of the cases."""
        remarks = growth_lines(self.evaluation.model, self.start)
        if any(each.share is not None for each in self.failures):
            uncertain = "P10, P50 and P90 are the months by which so many of the cases have failed"
            remarks.append(f"{uncertain}, from {self.draws:,} draws, the same in every month.")
        return (self._said.exhibit(self.failures, (), remarks, title_of(self.evaluation.model)),)

    def to_dict(self) -> dict[str, Any]:
        """What `estimate when --json` prints: of each check the months, and in what share of the cases it fails."""
        return {
            "title": title_of(self.evaluation.model),
            "from": str(self.start),
            "months": self.horizon,
            "headline": self.headline,
            "checks": [self._check(each) for each in self.failures],
            **({"draws": self.draws} if self.draws else {}),
        }

    def _check(self, failure: Failure) -> dict[str, Any]:
        early, middle, late = [None if each is None else str(self.start.later(each)) for each in failure.quantiles]
        return {
            "check": check_text(failure.check.check),
            "fails": None if failure.decided is None else str(self.start.later(failure.decided)),
            "p10": early,
            "p50": middle,
            "p90": late,
            "probability": float(failure.decided is not None) if failure.share is None else failure.share,
            "first": failure.first,
        }

    def to_frame(self) -> pd.DataFrame:
        """The same as a pandas table, a row a check. EstimateError without pandas."""
        pandas = optional("pandas", "frames", "a table")
        frame: pd.DataFrame = pandas.DataFrame([self._check(each) for each in self.failures])
        return frame


def timeline(
    evaluation: Evaluation,
    for_: str = HORIZON,
    of: str | Sequence[str] = (),
    every: str = "month",
    growing: Mapping[str, str] | None = None,
    from_: str = "",
) -> Timeline:
    """Quantities of a run from month to month: the answers, or those that are named. EstimateError."""
    horizon, step = months_in(for_), months_in(every, "a step")
    names = dict.fromkeys([of] if isinstance(of, str) else of)
    today = with_growth(evaluation, growing or {})
    asked = [_number(name, today) for name in names if name] or _moving(today)
    require_growth(today, sheet_name(today.model.module))
    start = month_of(from_) if from_ else begins(today.model)
    grown = Grown(today.model, start)
    counts = list(range(0, horizon + 1, step))
    points: dict[str, list[Point]] = {each.definition.name: [] for each in asked}
    draws = 0
    for moment in moments(today, grown, [each.step for each in asked], counts):
        draws = max(draws, moment.draws)
        month = str(start.later(moment.months))
        for each in asked:
            index = each.step if moment.evaluation is today else grown.place(each.step)
            spread, value = moment.evaluation.spreads.get(index), float(moment.evaluation.values[index])
            middle = moment.medians.get(index, value)
            ends = None if spread is None else (spread.low, middle, spread.high)
            errors = (0.0, 0.0) if spread is None else (spread.low_error, spread.high_error)
            points[each.definition.name].append(Point(month, value, ends, errors))
    rows = [Row(each, tuple(points[each.definition.name])) for each in asked]
    return Timeline(today, rows, start, step, draws)


def _moving(today: Evaluation) -> list[NumberQuantity]:
    """What is told where nothing is named: the answers, or where there are none what grows."""
    model = today.model
    found = [each for each in answers_of(model) if isinstance(each, NumberQuantity)]
    steps = {each.step for each in model.growing}
    return found or [
        each for each in model.quantities.values() if isinstance(each, NumberQuantity) and each.step in steps
    ]


def _number(name: str, today: Evaluation) -> NumberQuantity:
    quantities = today.model.quantities
    found = quantities.get(name)
    if found is None:
        guess = suggestion(name, quantities)
        raise refused(name, f"the sheet has no {name}", f"did you mean {guess}?" if guess else "name a quantity of it")
    if not isinstance(found, NumberQuantity):
        raise refused(name, f"{name} is no number", "name a number of the sheet")
    return found


def when(
    evaluation: Evaluation,
    for_: str = LONG_HORIZON,
    checks: Sequence[str] = (),
    growing: Mapping[str, str] | None = None,
    from_: str = "",
) -> When:
    """When the checks of a run, and others that are given, first fail within a time. EstimateError."""
    horizon = months_in(for_)
    evaluation = with_checks(evaluation, checks)
    today = with_growth(evaluation, growing or {})
    title = sheet_name(today.model.module)
    require_growth(today, title)
    if not today.model.checks:
        raise refused(title, f"{title} has no check, so nothing of it can fail", f"ask {_a_check(today)}")
    start = month_of(from_) if from_ else begins(today.model)
    found, draws = failures(today, Grown(today.model, start), horizon)
    return When(today, found, start, horizon, draws)


def _a_check(today: Evaluation) -> str:
    """A check that could be asked."""
    values = Values(today)
    for each in [*_moving(today), *today.model.quantities.values()]:
        if isinstance(each, NumberQuantity):
            double = value_text(2 * float(today.values[each.step]), each, values)
            return f"'{each.definition.name} < {double}'"
    return "of a sheet with a number"


__all__ = ["Timeline", "When", "timeline", "when"]
