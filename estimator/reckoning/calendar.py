"""Months: when a plan begins, and how many there are to a horizon."""

from __future__ import annotations

import re
from datetime import datetime

from estimator.problems import refused
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from estimator.model.model import Model

MONTH = 2_628_000.0  # seconds: a twelfth of 365 days
MONTHS_A_YEAR = 12
MOST_MONTHS = 1200
_EACH = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
_SPAN = re.compile(r"\s*(?:every\s+)?(\d{1,4}(?:\.\d+)?)?\s*([a-z]+?)s?\s*")
_CHINESE = {"年": "year", "个月": "month", "月": "month", "季度": "quarter", "季": "quarter"}


@record
class Month:
    """A month of a year, from 1."""

    year: int
    month: int

    def later(self, months: int) -> Month:
        """The month so many months later."""
        years, month = divmod(self.month - 1 + months, MONTHS_A_YEAR)
        return Month(self.year + years, month + 1)

    def until(self, other: Month) -> int:
        """How many months later another one is."""
        return (other.year - self.year) * MONTHS_A_YEAR + other.month - self.month

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def month_of(text: str) -> Month:
    """A month as it is written, 2026-11, or the first one of a year, 2026. EstimateError."""
    found = re.fullmatch(r"\s*(\d{4})(?:-(\d{1,2})(?:-\d{1,2})?)?\s*", text)
    month = int(found[2] or 1) if found is not None else 0
    if found is None or not 1 <= month <= MONTHS_A_YEAR or int(found[1]) < 1:
        raise refused(text, f"{text} is no month", "write year and month, as in 2026-11")
    return Month(int(found[1]), month)


def begins(model: Model, today: date | None = None) -> Month:
    """The month that the numbers of a sheet are of: the `as_of` at its head, else this one."""
    text = model.module.sheet.documentation.as_of
    return month_of(text) if text else this_month(today)


def this_month(today: date | None = None) -> Month:
    """The month of a day, of today unless it is said."""
    day = today or datetime.now().astimezone().date()
    return Month(day.year, day.month)


def months_in(text: str, what: str = "a time") -> int:
    """How many months a time has: 3 years, 18 month, quarter, 3年. EstimateError where it is no number of months."""
    read = text.strip().lower()
    for word, unit in _CHINESE.items():
        if read.endswith(word):
            read = f"{read.removesuffix(word)} {unit}"
            break
    found = _SPAN.fullmatch(read)
    count = _EACH.get(found[2], 0) * float(found[1] or 1) if found is not None else 0.0
    if not count:
        raise refused(text, f"{text} is not {what} in months or years", "write it as in 18 months or 3 years")
    if not count.is_integer():
        raise refused(text, f"{text} is no whole number of months", "write it in months")
    if count > MOST_MONTHS:
        raise refused(text, f"{text} is more than {MOST_MONTHS // MONTHS_A_YEAR} years", "look less far ahead")
    return int(count)
