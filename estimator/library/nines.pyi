"""Nines: what an availability leaves for outages

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Nines: what an availability leaves for outages"""

    two_nines_per_year: Quantity  # What 99% leaves for outages in a year.
    two_nines_per_quarter: Quantity  # What 99% leaves for outages in a quarter of 90 days.
    two_nines_per_month: Quantity  # What 99% leaves for outages in a month of 30 days.
    two_nines_per_week: Quantity  # What 99% leaves for outages in a week.
    two_nines_per_day: Quantity  # What 99% leaves for outages in a day.
    two_and_a_half_nines_per_year: Quantity  # What 99.5% leaves for outages in a year.
    two_and_a_half_nines_per_quarter: Quantity  # What 99.5% leaves for outages in a quarter of 90 days.
    two_and_a_half_nines_per_month: Quantity  # What 99.5% leaves for outages in a month of 30 days.
    two_and_a_half_nines_per_week: Quantity  # What 99.5% leaves for outages in a week.
    two_and_a_half_nines_per_day: Quantity  # What 99.5% leaves for outages in a day.
    three_nines_per_year: Quantity  # What 99.9% leaves for outages in a year.
    three_nines_per_quarter: Quantity  # What 99.9% leaves for outages in a quarter of 90 days.
    three_nines_per_month: Quantity  # What 99.9% leaves for outages in a month of 30 days.
    three_nines_per_week: Quantity  # What 99.9% leaves for outages in a week.
    three_nines_per_day: Quantity  # What 99.9% leaves for outages in a day.
    three_and_a_half_nines_per_year: Quantity  # What 99.95% leaves for outages in a year.
    three_and_a_half_nines_per_quarter: Quantity  # What 99.95% leaves for outages in a quarter of 90 days.
    three_and_a_half_nines_per_month: Quantity  # What 99.95% leaves for outages in a month of 30 days.
    three_and_a_half_nines_per_week: Quantity  # What 99.95% leaves for outages in a week.
    three_and_a_half_nines_per_day: Quantity  # What 99.95% leaves for outages in a day.
    four_nines_per_year: Quantity  # What 99.99% leaves for outages in a year.
    four_nines_per_quarter: Quantity  # What 99.99% leaves for outages in a quarter of 90 days.
    four_nines_per_month: Quantity  # What 99.99% leaves for outages in a month of 30 days.
    four_nines_per_week: Quantity  # What 99.99% leaves for outages in a week.
    four_nines_per_day: Quantity  # What 99.99% leaves for outages in a day.
    five_nines_per_year: Quantity  # What 99.999% leaves for outages in a year.
    five_nines_per_quarter: Quantity  # What 99.999% leaves for outages in a quarter of 90 days.
    five_nines_per_month: Quantity  # What 99.999% leaves for outages in a month of 30 days.
    five_nines_per_week: Quantity  # What 99.999% leaves for outages in a week.
    five_nines_per_day: Quantity  # What 99.999% leaves for outages in a day.
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        two_nines_per_year: Value = ...,
        two_nines_per_quarter: Value = ...,
        two_nines_per_month: Value = ...,
        two_nines_per_week: Value = ...,
        two_nines_per_day: Value = ...,
        two_and_a_half_nines_per_year: Value = ...,
        two_and_a_half_nines_per_quarter: Value = ...,
        two_and_a_half_nines_per_month: Value = ...,
        two_and_a_half_nines_per_week: Value = ...,
        two_and_a_half_nines_per_day: Value = ...,
        three_nines_per_year: Value = ...,
        three_nines_per_quarter: Value = ...,
        three_nines_per_month: Value = ...,
        three_nines_per_week: Value = ...,
        three_nines_per_day: Value = ...,
        three_and_a_half_nines_per_year: Value = ...,
        three_and_a_half_nines_per_quarter: Value = ...,
        three_and_a_half_nines_per_month: Value = ...,
        three_and_a_half_nines_per_week: Value = ...,
        three_and_a_half_nines_per_day: Value = ...,
        four_nines_per_year: Value = ...,
        four_nines_per_quarter: Value = ...,
        four_nines_per_month: Value = ...,
        four_nines_per_week: Value = ...,
        four_nines_per_day: Value = ...,
        five_nines_per_year: Value = ...,
        five_nines_per_quarter: Value = ...,
        five_nines_per_month: Value = ...,
        five_nines_per_week: Value = ...,
        five_nines_per_day: Value = ...,
    ) -> Self: ...

class Formulas:
    """Nines: what an availability leaves for outages"""

    two_nines_per_year: Quantity  # What 99% leaves for outages in a year.
    two_nines_per_quarter: Quantity  # What 99% leaves for outages in a quarter of 90 days.
    two_nines_per_month: Quantity  # What 99% leaves for outages in a month of 30 days.
    two_nines_per_week: Quantity  # What 99% leaves for outages in a week.
    two_nines_per_day: Quantity  # What 99% leaves for outages in a day.
    two_and_a_half_nines_per_year: Quantity  # What 99.5% leaves for outages in a year.
    two_and_a_half_nines_per_quarter: Quantity  # What 99.5% leaves for outages in a quarter of 90 days.
    two_and_a_half_nines_per_month: Quantity  # What 99.5% leaves for outages in a month of 30 days.
    two_and_a_half_nines_per_week: Quantity  # What 99.5% leaves for outages in a week.
    two_and_a_half_nines_per_day: Quantity  # What 99.5% leaves for outages in a day.
    three_nines_per_year: Quantity  # What 99.9% leaves for outages in a year.
    three_nines_per_quarter: Quantity  # What 99.9% leaves for outages in a quarter of 90 days.
    three_nines_per_month: Quantity  # What 99.9% leaves for outages in a month of 30 days.
    three_nines_per_week: Quantity  # What 99.9% leaves for outages in a week.
    three_nines_per_day: Quantity  # What 99.9% leaves for outages in a day.
    three_and_a_half_nines_per_year: Quantity  # What 99.95% leaves for outages in a year.
    three_and_a_half_nines_per_quarter: Quantity  # What 99.95% leaves for outages in a quarter of 90 days.
    three_and_a_half_nines_per_month: Quantity  # What 99.95% leaves for outages in a month of 30 days.
    three_and_a_half_nines_per_week: Quantity  # What 99.95% leaves for outages in a week.
    three_and_a_half_nines_per_day: Quantity  # What 99.95% leaves for outages in a day.
    four_nines_per_year: Quantity  # What 99.99% leaves for outages in a year.
    four_nines_per_quarter: Quantity  # What 99.99% leaves for outages in a quarter of 90 days.
    four_nines_per_month: Quantity  # What 99.99% leaves for outages in a month of 30 days.
    four_nines_per_week: Quantity  # What 99.99% leaves for outages in a week.
    four_nines_per_day: Quantity  # What 99.99% leaves for outages in a day.
    five_nines_per_year: Quantity  # What 99.999% leaves for outages in a year.
    five_nines_per_quarter: Quantity  # What 99.999% leaves for outages in a quarter of 90 days.
    five_nines_per_month: Quantity  # What 99.999% leaves for outages in a month of 30 days.
    five_nines_per_week: Quantity  # What 99.999% leaves for outages in a week.
    five_nines_per_day: Quantity  # What 99.999% leaves for outages in a day.
    def __call__(
        self,
        *,
        two_nines_per_year: Value = ...,
        two_nines_per_quarter: Value = ...,
        two_nines_per_month: Value = ...,
        two_nines_per_week: Value = ...,
        two_nines_per_day: Value = ...,
        two_and_a_half_nines_per_year: Value = ...,
        two_and_a_half_nines_per_quarter: Value = ...,
        two_and_a_half_nines_per_month: Value = ...,
        two_and_a_half_nines_per_week: Value = ...,
        two_and_a_half_nines_per_day: Value = ...,
        three_nines_per_year: Value = ...,
        three_nines_per_quarter: Value = ...,
        three_nines_per_month: Value = ...,
        three_nines_per_week: Value = ...,
        three_nines_per_day: Value = ...,
        three_and_a_half_nines_per_year: Value = ...,
        three_and_a_half_nines_per_quarter: Value = ...,
        three_and_a_half_nines_per_month: Value = ...,
        three_and_a_half_nines_per_week: Value = ...,
        three_and_a_half_nines_per_day: Value = ...,
        four_nines_per_year: Value = ...,
        four_nines_per_quarter: Value = ...,
        four_nines_per_month: Value = ...,
        four_nines_per_week: Value = ...,
        four_nines_per_day: Value = ...,
        five_nines_per_year: Value = ...,
        five_nines_per_quarter: Value = ...,
        five_nines_per_month: Value = ...,
        five_nines_per_week: Value = ...,
        five_nines_per_day: Value = ...,
    ) -> Sheet: ...
