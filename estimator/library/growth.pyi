"""Growth: what a number becomes, when it reaches a limit, and what piles up of a rate that grows

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Growth: what a number becomes, when it reaches a limit, and what piles up of a rate that grows"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Growth: what a number becomes, when it reaches a limit, and what piles up of a rate that grows"""
    def grown(
        self,
        today: Value | bool | Column,
        growth: Value | Column,
        after: Value | Column,
        period: Value | Column = "1 year",
    ) -> Quantity:
        """What a number is after some time of growth.

        grown(today, growth: 1/year, after: s, period: s = 1 year) = today * factor(growth, after, period)

            today: anything
            growth: 1/year
            after: s
            period: s; 1 year unless given

        Source: compound growth: value * (1 + growth)^t
        Example: grown(300 M user, 40%/year, 2 year) = 588 M user
        Example: grown(100 TB, 3%/month, 12 month, 1 month) = 142.576 TB
        Example: grown(100 TB, -20%/year, 1 year) = 80 TB
        In the notation: growth.grown
        """
    def factor(self, growth: Value | Column, after: Value | Column, period: Value | Column = "1 year") -> Quantity:
        """By how much a number is multiplied in some time.

        factor(growth: 1/year, after: s, period: s = 1 year) = (1 + growth * period)^(after / period)

            growth: 1/year
            after: s
            period: s; 1 year unless given

        Source: compound growth: (1 + growth)^t
        Example: factor(40%/year, 2 year) = 1.96
        In the notation: growth.factor
        """
    def time_until(
        self,
        today: Value | bool | Column,
        limit: Value | bool | Column,
        growth: Value | Column,
        period: Value | Column = "1 year",
    ) -> Quantity:
        """How long a number takes to grow to a limit.

        time_until(today, limit, growth: 1/year, period: s = 1 year) -> year = ln(limit / today) / ln(1 + growth * period) * period

            today: anything
            limit: anything
            growth: 1/year
            period: s; 1 year unless given

        Source: compound growth, solved for the time: ln(limit / today) / ln(1 + growth)
        Example: time_until(300 M user, 588 M user, 40%/year) = 2 year
        Example: time_until(60 TB, 100 TB, 40%/year) = 1.518 year
        In the notation: growth.time_until
        """
    def doubling(self, growth: Value | Column, period: Value | Column = "1 year") -> Quantity:
        """How long a number takes to double.

        doubling(growth: 1/year, period: s = 1 year) -> year = ln(2) / ln(1 + growth * period) * period

            growth: 1/year
            period: s; 1 year unless given

        Source: compound growth, solved for the time: ln(2) / ln(1 + growth)
        Example: doubling(40%/year) = 2.06 year
        Example: doubling(3%/month, 1 month) = 1.954 year
        In the notation: growth.doubling
        """
    def yearly(self, before: Value | bool | Column, after: Value | bool | Column, time: Value | Column) -> Quantity:
        """The growth a year that leads from one number to another.

        yearly(before, after, time: s) -> %/year = ((after / before)^(1 year / time) - 1) / 1 year

            before: anything
            after: anything
            time: s

        Source: compound annual growth rate: (after / before)^(1 / years) - 1
        Example: yearly(300 M user, 588 M user, 2 year) = 40%/year
        In the notation: growth.yearly
        """
    def accumulated(
        self,
        rate: Value | bool | Column,
        growth: Value | Column,
        retention: Value | Column,
        age: Value | Column,
        period: Value | Column = "1 year",
    ) -> Quantity:
        """What is stored when a rate, which was `rate` when nothing was stored, has grown for some time; what is older than the
        retention is deleted. The integral of the rate over the time that is kept.

        accumulated(rate, growth: 1/year, retention: s, age: s, period: s = 1 year) = rate * factor(growth, age - kept, period) * kept * mean_factor(growth, kept, period)

            rate: anything
            growth: 1/year
            retention: s
            age: s
            period: s; 1 year unless given

        Source: the integral of rate * e^(k t) over the time that is kept, with k = ln(1 + growth)
        Example: accumulated(30 TB/day, 40%/year, 5 year, 5 year) = 142.48346 PB
        Example: accumulated(30 TB/day, 40%/year, 5 year, 1 year) = 13.017419 PB
        Example: accumulated(30 TB/day, 0/year, 5 year, 10 year) = 54.75 PB
        In the notation: growth.accumulated
        """
    def accumulated_monthly(
        self,
        rate: Value | bool | Column,
        growth: Value | Column,
        retention: Value | Column,
        age: Value | Column,
        period: Value | Column = "1 year",
    ) -> Quantity:
        """The same where the rate changes once a month and stays until the next: a sum, month by month.

        accumulated_monthly(rate, growth: 1/year, retention: s, age: s, period: s = 1 year) = rate * 1 month * monthly^(months - kept) * (if abs(monthly - 1) < 1e-9 then kept else (monthly^kept - 1) / (monthly - 1))

            rate: anything
            growth: 1/year
            retention: s
            age: s
            period: s; 1 year unless given

        Source: the sum of a geometric series
        Example: accumulated_monthly(30 TB/day, 40%/year, 60 month, 60 month) = 140.49522 PB
        Example: accumulated_monthly(30 TB/day, 0/year, 60 month, 120 month) = 54.75 PB
        In the notation: growth.accumulated_monthly
        """
    def held(
        self,
        rate: Value | bool | Column,
        growth: Value | Column,
        retention: Value | Column,
        age: Value | Column = "100 year",
        period: Value | Column = "1 year",
    ) -> Quantity:
        """What is stored today of a rate that has grown to what it is: less than today's rate times the retention. In a sheet
        whose rate is growing this is what to write, for it is right in every month of a timeline.

        held(rate, growth: 1/year, retention: s, age: s = 100 year, period: s = 1 year) = rate * kept * mean_factor(growth, -kept, period)

            rate: anything
            growth: 1/year
            retention: s
            age: s; 100 year unless given
            period: s; 1 year unless given

        Source: the integral of rate * e^(k t) from the retention ago until now
        Example: held(30 TB/day, 40%/year, 5 year) = 26.49258 PB
        Example: held(30 TB/day, 40%/year, 5 year, 1 year) = 9.298156 PB
        Example: held(30 TB/day, 0/year, 5 year) = 54.75 PB
        In the notation: growth.held
        """
    def mean_factor(self, growth: Value | Column, time: Value | Column, period: Value | Column = "1 year") -> Quantity:
        """The mean, over some time of growth, of what a number is multiplied by; a time ahead, or one that lies back.

        mean_factor(growth: 1/year, time: s, period: s = 1 year) = if abs(power) < 1e-5 then 1 + power / 2 + power^2 / 6 else (exp(power) - 1) / power

            growth: 1/year
            time: s
            period: s; 1 year unless given

        Source: the mean of e^(k t): (e^(k t) - 1) / (k t), and its series where k t is next to nothing
        Example: mean_factor(40%/year, 1 year) = 1.188813
        Example: mean_factor(0/year, 5 year) = 1
        In the notation: growth.mean_factor
        """
    def __call__(self) -> Sheet: ...
