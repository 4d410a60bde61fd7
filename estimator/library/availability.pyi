"""Availability: nines, series, parallel, fail-over

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Availability: nines, series, parallel, fail-over"""

    two_nines: Quantity  # Down 3.65 days a year, 7.2 hours a month of 30 days.
    two_and_a_half_nines: Quantity  # Down 1.83 days a year, 3.6 hours a month of 30 days.
    three_nines: Quantity  # Down 8.76 hours a year, 43.2 minutes a month of 30 days.
    three_and_a_half_nines: Quantity  # Down 4.38 hours a year, 21.6 minutes a month of 30 days.
    four_nines: Quantity  # Down 52.6 minutes a year, 4.32 minutes a month of 30 days.
    five_nines: Quantity  # Down 5.26 minutes a year, 25.9 seconds a month of 30 days.
    six_nines: Quantity  # Down 31.5 seconds a year, 2.59 seconds a month of 30 days. N…
    fullest_of_1000_random: Quantity  # The load of the fullest of n bins over the mean, with one ba…
    fullest_of_1000_two_choices: Quantity  # The same where each ball goes to the emptier of two bins dra…
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        two_nines: Value = ...,
        two_and_a_half_nines: Value = ...,
        three_nines: Value = ...,
        three_and_a_half_nines: Value = ...,
        four_nines: Value = ...,
        five_nines: Value = ...,
        six_nines: Value = ...,
        fullest_of_1000_random: Value = ...,
        fullest_of_1000_two_choices: Value = ...,
    ) -> Self: ...

class Formulas:
    """Availability: nines, series, parallel, fail-over"""

    two_nines: Quantity  # Down 3.65 days a year, 7.2 hours a month of 30 days.
    two_and_a_half_nines: Quantity  # Down 1.83 days a year, 3.6 hours a month of 30 days.
    three_nines: Quantity  # Down 8.76 hours a year, 43.2 minutes a month of 30 days.
    three_and_a_half_nines: Quantity  # Down 4.38 hours a year, 21.6 minutes a month of 30 days.
    four_nines: Quantity  # Down 52.6 minutes a year, 4.32 minutes a month of 30 days.
    five_nines: Quantity  # Down 5.26 minutes a year, 25.9 seconds a month of 30 days.
    six_nines: Quantity  # Down 31.5 seconds a year, 2.59 seconds a month of 30 days. N…
    fullest_of_1000_random: Quantity  # The load of the fullest of n bins over the mean, with one ba…
    fullest_of_1000_two_choices: Quantity  # The same where each ball goes to the emptier of two bins dra…
    def downtime(self, availability: Value | Column, period: Value | Column = "1 year") -> Quantity:
        """downtime(availability: share, period: s = 1 year) -> min: Time a year (or another period) in which a service is down."""
    def nines(self, count_of_nines: Value | Column) -> Quantity:
        """nines(count_of_nines: count) -> %: Availability by the number of its nines."""
    def number_of_nines(self, availability: Value | Column) -> Quantity:
        """number_of_nines(availability: share): The number of nines of an availability."""
    def failovers_allowed(
        self, availability: Value | Column, failover_time: Value | Column, period: Value | Column = "1 year"
    ) -> Quantity:
        """failovers_allowed(availability: share, failover_time: s, period: s = 1 year): Fail-overs a year that an availability allows, if nothing else fails."""
    def series(self, availability: Value | Column, services: Value | Column) -> Quantity:
        """series(availability: share, services: count) -> %: Availability of a chain of services that all have to work."""
    def parallel(self, availability: Value | Column, sites: Value | Column) -> Quantity:
        """parallel(availability: share, sites: count) -> %: Availability of sites of which one is enough, if they fail independently and fail-over takes no time."""
    def parallel_downtime(
        self, availability: Value | Column, sites: Value | Column, period: Value | Column = "1 year"
    ) -> Quantity:
        """parallel_downtime(availability: share, sites: count, period: s = 1 year) -> s: Time in which all of the sites are down at once, where the availability would be all nines."""
    def either(self, one: Value | Column, other: Value | Column) -> Quantity:
        """either(one: share, other: share) -> %: Availability of two that differ, of which one is enough."""
    def with_failover(
        self,
        availability: Value | Column,
        sites: Value | Column,
        failures_per_year: Value | Column,
        failover_time: Value | Column,
    ) -> Quantity:
        """with_failover(availability: share, sites: count, failures_per_year: count, failover_time: s) -> %: Availability of sites where each failure costs the time to fail over: seconds for a cluster, minutes for DNS (TTL)."""
    def from_repairs(self, between_failures: Value | Column, repair: Value | Column) -> Quantity:
        """from_repairs(between_failures: s, repair: s) -> %: Availability by the mean times between failures and to repair."""
    def k_of_n(self, needed: Value | Column, of: Value | Column, availability: Value | Column) -> Quantity:
        """k_of_n(needed: count, of: count, availability: share) -> %: Availability of a group of which k of n have to work."""
    def error_budget(self, target: Value | Column, rate: Value | Column, period: Value | Column) -> Quantity:
        """error_budget(target: share, rate: request/s, period: s) -> request: Requests that may fail in a period under a target."""
    def fullest_random(self, bins: Value | Column, mean_load: Value | Column = "1") -> Quantity:
        """fullest_random(bins: count, mean_load: count = 1): The load of the fullest of any number of bins, with so many balls a bin thrown at random: the expected maximum."""
    def fullest_of_two_choices(self, bins: Value | Column) -> Quantity:
        """fullest_of_two_choices(bins: count): The same, a ball a bin, where each goes to the emptier of two bins drawn at random."""
    def fullest_asymptotic(self, bins: Value | Column) -> Quantity:
        """fullest_asymptotic(bins: count): The leading term alone of the fullest bin at random: 35% too low for a thousand bins."""
    def fullest_of_choices_asymptotic(self, bins: Value | Column, choices: Value | Column = "2") -> Quantity:
        """fullest_of_choices_asymptotic(bins: count, choices: count = 2): The leading term alone of the fullest bin with a choice of several."""
    def allowing(self, downtime: Value | Column, period: Value | Column = "1 year") -> Quantity:
        """allowing(downtime: s, period: s = 1 year) -> %: The availability that allows so much downtime in a period."""
    def both(self, one: Value | Column, other: Value | Column) -> Quantity:
        """both(one: share, other: share) -> %: The availability of two different parts that are both needed."""
    def needed_of_each(self, target: Value | Column, parts: Value | Column) -> Quantity:
        """needed_of_each(target: share, parts: count) -> %: The availability that each part of a chain needs for a target."""
    def __call__(
        self,
        *,
        two_nines: Value = ...,
        two_and_a_half_nines: Value = ...,
        three_nines: Value = ...,
        three_and_a_half_nines: Value = ...,
        four_nines: Value = ...,
        five_nines: Value = ...,
        six_nines: Value = ...,
        fullest_of_1000_random: Value = ...,
        fullest_of_1000_two_choices: Value = ...,
    ) -> Sheet: ...
