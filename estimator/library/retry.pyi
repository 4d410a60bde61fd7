"""Retries: back-off, amplification, hedging

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Retries: back-off, amplification, hedging"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Retries: back-off, amplification, hedging"""
    def waits(
        self,
        retries: Value | Column,
        base: Value | Column,
        factor: Value | Column = "2",
        cap: Value | Column = "1 year",
    ) -> Quantity:
        """Waits of all retries together: the first, and each next one longer by a factor of 1 and more, up to a cap.
        Five retries are six attempts; only what may be done twice may be retried.

        waits(retries: count, base: s, factor: count = 2, cap: s = 1 year) -> s = if base == 0 s then 0 s else if factor == 1 then whole * min(cap, base) else base * (factor^growing - 1) / (factor - 1) + (whole - growing) * cap

            retries: a plain number or a count
            base: s
            factor: a plain number or a count; 2 unless given
            cap: s; 1 year unless given

        Source: Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015 (min(cap, base * 2^attempt))
        Source: derived here: the sum of those, a geometric series up to the cap
        Source: system-design notes: 限定次数、间隔指数级增长的Back-Off重试
        Example: waits(5, 0.1 s) = 3.1 s
        Example: waits(5, 0.1 s, 2, 1 s) = 2.5 s
        Example: waits(1000, 0.1 s, 2, 10 s) = 9942.7 s
        In the notation: retry.waits
        """
    def waits_with_full_jitter(
        self,
        retries: Value | Column,
        base: Value | Column,
        factor: Value | Column = "2",
        cap: Value | Column = "1 year",
    ) -> Quantity:
        """Mean of those waits where each is drawn between nothing and its length (full jitter).

        waits_with_full_jitter(retries: count, base: s, factor: count = 2, cap: s = 1 year) -> s = waits(retries, base, factor, cap) / 2

            retries: a plain number or a count
            base: s
            factor: a plain number or a count; 2 unless given
            cap: s; 1 year unless given

        Source: Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015 ("full jitter")
        Source: derived here: the mean of a uniform draw is half its range
        As of: 2015
        Example: waits_with_full_jitter(5, 0.1 s) = 1.55 s
        In the notation: retry.waits_with_full_jitter
        """
    def longest(
        self,
        retries: Value | Column,
        base: Value | Column,
        timeout: Value | Column,
        factor: Value | Column = "2",
        cap: Value | Column = "1 year",
    ) -> Quantity:
        """The longest that a call may take: all its attempts time out, one more than the retries.

        longest(retries: count, base: s, timeout: s, factor: count = 2, cap: s = 1 year) -> s = waits(retries, base, factor, cap) + (retries + 1) * timeout

            retries: a plain number or a count
            base: s
            timeout: s
            factor: a plain number or a count; 2 unless given
            cap: s; 1 year unless given

        Source: definition: all waits, and a timeout for each attempt
        Example: longest(5, 0.1 s, 1 s) = 9.1 s
        In the notation: retry.longest
        """
    def attempts(self, retries: Value | Column, layers: Value | Column = "1") -> Quantity:
        """Attempts that reach the bottom of several layers which all retry.

        attempts(retries: count, layers: count = 1) = (1 + retries)^layers

            retries: a plain number or a count
            layers: a plain number or a count; 1 unless given

        Source: derived here: each attempt of a layer makes all attempts of the one below
        As of: 2019
        Example: attempts(2, 5) = 243
        Example: attempts(5, 1) = 6
        In the notation: retry.attempts
        """
    def load_factor(self, failures: Value | Column, retries: Value | Column) -> Quantity:
        """Load while a share of attempts fails, where each failure is retried so many times at most.

        load_factor(failures: share, retries: count) = if failures >= 1 then 1 + retries else (1 - failures^(retries + 1)) / (1 - failures)

            failures: a share, from 0 to 100%
            retries: a plain number or a count

        Source: derived here: a geometric sum
        Example: load_factor(10%, 3) = 1.111
        Example: load_factor(100%, 3) = 4
        In the notation: retry.load_factor
        """
    def payment_query_time(self, k: Value | Column) -> Quantity:
        """When the k-th of a schedule of queries comes, where the list holds the gaps: 10 s, 30 s, 1 min, 1.5 min, 2, 5, 7 min.
        The list may be meant as times instead; then the last comes after 7 min and not 17 min 10 s. Say which.

        payment_query_time(k: count) -> s = 10 s + (if k >= 2 then 30 s else 0 s) + (if k >= 3 then 60 s else 0 s) + (if k >= 4 then 90 s else 0 s) + (if k >= 5 then 120 s else 0 s) + (if k >= 6 then 300 s else 0 s) + (if k >= 7 then 420 s else 0 s)

            k: a plain number or a count

        Source: convention of one payment channel: the gaps of its list, added up
        Source: system-design notes: 10s、30s、1min、1min30s、2min、5min、7min
        Example: payment_query_time(1) = 10 s
        Example: payment_query_time(3) = 100 s
        Example: payment_query_time(7) = 1030 s
        In the notation: retry.payment_query_time
        """
    def hedging_load(self, percentile: Value | Column) -> Quantity:
        """Load that hedging adds: a second copy goes out when the first takes longer than a percentile.
        It is for requests that may be done twice, and helps only where copies are slow independently of each other.

        hedging_load(percentile: share) -> % = 1 - percentile

            percentile: a share, from 0 to 100%

        Source: Dean and Barroso, The Tail at Scale, CACM 56(2), 2013 (after the 95th percentile: 5% more load)
        As of: 2013
        Example: hedging_load(95%) = 5%
        In the notation: retry.hedging_load
        """
    def slow_share(self, calls: Value | Column, slow: Value | Column, copies: Value | Column = "2") -> Quantity:
        """The share of requests that are slow with a full copy of every one of their calls, if copies are slow independently.

        slow_share(calls: count, slow: share, copies: count = 2) -> % = 1 - (1 - slow^copies)^calls

            calls: a plain number or a count
            slow: a share, from 0 to 100%
            copies: a plain number or a count; 2 unless given

        Source: Dean and Barroso, The Tail at Scale, CACM 56(2), 2013
        As of: 2013
        Example: slow_share(100, 1%, 1) = 63.4%
        Example: slow_share(100, 1%) = 0.9951%
        In the notation: retry.slow_share
        """
    def still_failing(self, retries: Value | Column, failing: Value | Column) -> Quantity:
        """The share of requests that fail with all attempts, when each fails by itself with a probability.

        still_failing(retries: count, failing: share) -> % = failing^(retries + 1)

            retries: a plain number or a count
            failing: a share, from 0 to 100%

        Source: definition: attempts that fail independently all fail with the product of their chances
        Example: still_failing(2, 1%) = 0.0001%
        In the notation: retry.still_failing
        """
    def budgeted_amplification(self, budget: Value | Column = "20%", layers: Value | Column = "1") -> Quantity:
        """Load at the bottom for one request at the top, at most, when every layer has a budget for retries.
        A budget of 20% allows one retry for every five requests, however many fail.

        budgeted_amplification(budget: count = 20%, layers: count = 1) = (1 + budget)^layers

            budget: a plain number or a count; 20% unless given
            layers: a plain number or a count; 1 unless given

        Source: Finagle, "Retry Budgets", 2016 (20% of the requests, on top of at least 10 a second)
        Source: derived here: each layer sends at most so much more than it is sent
        As of: 2016-02
        Example: budgeted_amplification() = 1.2
        Example: budgeted_amplification(20%, 3) = 1.728
        In the notation: retry.budgeted_amplification
        """
    def budgeted_retries(
        self, rate: Value | Column, budget: Value | Column = "20%", least: Value | Column = "10 request/s"
    ) -> Quantity:
        """Requests a second that a retry budget lets through as retries.

        budgeted_retries(rate: request/s, budget: count = 20%, least: request/s = 10 request/s) -> request/s = rate * budget + least

            rate: request/s
            budget: a plain number or a count; 20% unless given
            least: request/s; 10 request/s unless given

        Source: Finagle, "Retry Budgets", 2016 (20% of the requests, on top of at least 10 a second)
        As of: 2016-02
        Example: budgeted_retries(1000 request/s) = 210 request/s
        In the notation: retry.budgeted_retries
        """
    def __call__(self) -> Sheet: ...
