"""Clocks: drift, uncertainty, commit wait

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Clocks: drift, uncertainty, commit wait"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Clocks: drift, uncertainty, commit wait"""
    def drift(self, rate: Value | Column, interval: Value | Column) -> Quantity:
        """How far a clock runs off between two corrections.
        The rate changes with temperature; ordinary quartz runs off by up to 50 ppm or so, and NTP asks every 64 to 1024 s.

        drift(rate: count, interval: s) -> ms = rate * interval

            rate: a plain number or a count
            interval: s

        Source: definition: the rate over a time
        Example: drift(50 ppm, 1024 s) = 51.2 ms
        Example: drift(50 ppm, 1 day) = 4.32 s
        In the notation: clock.drift
        """
    def uncertainty(
        self, after_correction: Value | Column, drift_rate: Value | Column, poll: Value | Column
    ) -> Quantity:
        """The most that a clock may be wrong: what it was at its last correction, and the drift since.

        uncertainty(after_correction: s, drift_rate: count, poll: s) -> ms = after_correction + drift(drift_rate, poll)

            after_correction: s
            drift_rate: a plain number or a count
            poll: s

        Source: Corbett et al., Spanner: Google's Globally-Distributed Database, OSDI 2012, 3 (1 to 7 ms; 200 us/s, 30 s)
        As of: 2012
        Example: uncertainty(1 ms, 200 ppm, 30 s) = 7 ms
        In the notation: clock.uncertainty
        """
    def commit_wait(self, uncertainty: Value | Column) -> Quantity:
        """What a transaction waits before it is visible, so that no clock can see it too early: twice the uncertainty.
        now() is an interval of two uncertainties; retellings that wait for one are wrong.

        commit_wait(uncertainty: s) -> ms = 2 * uncertainty

            uncertainty: s

        Source: Corbett et al., Spanner: Google's Globally-Distributed Database, OSDI 2012, 4.2.1 (2 * epsilon)
        As of: 2012
        Example: commit_wait(4 ms) = 8 ms
        Example: commit_wait(7 ms) = 14 ms
        In the notation: clock.commit_wait
        """
    def serial_commits(self, uncertainty: Value | Column) -> Quantity:
        """Commits a second one after the other on one row; others go on in parallel.

        serial_commits(uncertainty: s) -> 1/s = 1 / commit_wait(uncertainty)

            uncertainty: s

        Source: definition: each waits for the one before
        Example: serial_commits(4 ms) = 125/s
        In the notation: clock.serial_commits
        """
    def time_of_day(self, since_1970: Value | Column, offset: Value | Column = "0 s") -> Quantity:
        """The time of day, as a time since midnight, of so many seconds since 1970-01-01 00:00 UTC (leap seconds not counted).
        The offset is that of the time zone: 8 hours for Beijing.

        time_of_day(since_1970: s, offset: s = 0 s) -> hour = shifted - floor(shifted / 1 day) * 1 day

            since_1970: s
            offset: s; 0 s unless given

        Source: definition: days of 86,400 seconds
        Example: time_of_day(1_666_850_112 s, 8 hour) = 13 hour + 55 min + 12 s
        Example: time_of_day(0 s) = 0 s
        Example: time_of_day(3600 s, -5 hour) = 20 hour
        In the notation: clock.time_of_day
        """
    def days_since_1970(self, since_1970: Value | Column, offset: Value | Column = "0 s") -> Quantity:
        """Days since 1970-01-01 in that time zone.

        days_since_1970(since_1970: s, offset: s = 0 s) = floor((since_1970 + offset) / 1 day)

            since_1970: s
            offset: s; 0 s unless given

        Source: definition: days of 86,400 seconds
        Example: days_since_1970(1_666_850_112 s, 8 hour) = 19_292
        Example: days_since_1970(0 s) = 0
        In the notation: clock.days_since_1970
        """
    def __call__(self) -> Sheet: ...
