"""Rate limits: what each algorithm lets through, and keeps

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Rate limits: what each algorithm lets through, and keeps"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Rate limits: what each algorithm lets through, and keeps"""
    def fixed_window_burst(self, limit: Value | Column) -> Quantity:
        """What a fixed window lets through in one window's length across its boundary: twice the limit.
        A backend behind it has to bear that, or the window has to slide.

        fixed_window_burst(limit: count) = 2 * limit

            limit: a plain number or a count

        Source: derived here: a full limit at the end of one window and at the start of the next
        Example: fixed_window_burst(100) = 200
        In the notation: rate_limit.fixed_window_burst
        """
    def token_bucket(self, bucket: Value | Column, rate: Value | Column, time: Value | Column) -> Quantity:
        """What a token bucket lets through in a time.

        token_bucket(bucket: request, rate: request/s, time: s) -> request = bucket + rate * time

            bucket: request
            rate: request/s
            time: s

        Source: RFC 2697, 3 (a bucket that starts full and is filled at a rate)
        As of: 1999-09
        Example: token_bucket(200 request, 100 request/s, 1 s) = 300 request
        Example: token_bucket(200 request, 100 request/s, 60 s) = 6200 request
        In the notation: rate_limit.token_bucket
        """
    def leaky_bucket_delay(self, bucket: Value | Column, rate: Value | Column) -> Quantity:
        """What a request waits in a full leaky bucket.

        leaky_bucket_delay(bucket: request, rate: request/s) -> s = bucket / rate

            bucket: request
            rate: request/s

        Source: definition: a full bucket is emptied at the rate
        Example: leaky_bucket_delay(200 request, 100 request/s) = 2 s
        In the notation: rate_limit.leaky_bucket_delay
        """
    def counter_memory(self, keys: Value | Column, counter: Value | Column) -> Quantity:
        """Memory of a counter a key, as fixed windows and token buckets need.

        counter_memory(keys: count, counter: B) -> MB = keys * counter

            keys: a plain number or a count
            counter: B

        Source: definition: a counter a key
        Example: counter_memory(1 M key, 72 B) = 72 MB
        In the notation: rate_limit.counter_memory
        """
    def log_memory(self, keys: Value | Column, entries: Value | Column, entry: Value | Column) -> Quantity:
        """Memory of a log of requests a key, as exact sliding windows need.
        An entry is often counted as 24 bytes, which leaves out what holds it: redis.sorted_set has that.

        log_memory(keys: count, entries: count, entry: B) -> GB = keys * entries * entry

            keys: a plain number or a count
            entries: a plain number or a count
            entry: B

        Source: definition: an entry a request, a log a key
        Example: log_memory(1 M key, 60, 85 B) = 5.1 GB
        In the notation: rate_limit.log_memory
        """
    def sliding_window_count(
        self, previous: Value | Column, current: Value | Column, elapsed_share: Value | Column
    ) -> Quantity:
        """What a sliding window of two counters counts: the current one, and of the one before the share still in the window.

        sliding_window_count(previous: count, current: count, elapsed_share: share) = current + previous * (1 - elapsed_share)

            previous: a plain number or a count
            current: a plain number or a count
            elapsed_share: a share, from 0 to 100%

        Source: definition: the current window, and of the last the share that is still in the sliding one
        Example: sliding_window_count(80, 40, 25%) = 100
        In the notation: rate_limit.sliding_window_count
        """
    def sliding_log_burst(self, limit: Value | Column, window: Value | Column = "1 s") -> Quantity:
        """Requests that a sliding log lets through within any window's length.

        sliding_log_burst(limit: request/s, window: s = 1 s) -> request = limit * window

            limit: request/s
            window: s; 1 s unless given

        Source: definition: the log refuses what would be more than the limit within a window
        Example: sliding_log_burst(100 request/s) = 100 request
        In the notation: rate_limit.sliding_log_burst
        """
    def token_bucket_peak_time(self, bucket: Value | Column, rate: Value | Column, peak: Value | Column) -> Quantity:
        """How long a full token bucket lets a peak through before it holds it to the rate.
        A peak not above the rate is let through for ever.

        token_bucket_peak_time(bucket: request, rate: request/s, peak: request/s) -> s = last

            bucket: request
            rate: request/s
            peak: request/s

        Source: derived here: token_bucket, solved for the time
        Example: token_bucket_peak_time(200 request, 100 request/s, 300 request/s) = 1 s
        In the notation: rate_limit.token_bucket_peak_time
        """
    def token_bucket_refill_time(self, bucket: Value | Column, rate: Value | Column) -> Quantity:
        """Time until an empty token bucket is full again.

        token_bucket_refill_time(bucket: request, rate: request/s) -> s = bucket / rate

            bucket: request
            rate: request/s

        Source: RFC 2697, 3 (incremented at the rate until it is full)
        Example: token_bucket_refill_time(200 request, 100 request/s) = 2 s
        In the notation: rate_limit.token_bucket_refill_time
        """
    def limit_per_instance(self, limit: Value | Column, instances: Value | Column) -> Quantity:
        """The limit of each instance when so many share one, and requests go to each alike.
        Where they do not, the fullest instance refuses some before the limit is reached in all.

        limit_per_instance(limit: request/s, instances: count) -> request/s = limit / instances

            limit: request/s
            instances: a plain number or a count

        Source: definition: the limit over the instances
        Example: limit_per_instance(1000 request/s, 4) = 250 request/s
        In the notation: rate_limit.limit_per_instance
        """
    def refused_share(self, rate: Value | Column, limit: Value | Column) -> Quantity:
        """The share of a steady rate above the limit that is refused, whatever the algorithm.
        Clients that retry at once raise the rate by retry.load_factor.

        refused_share(rate: request/s, limit: request/s) -> % = 1 - limit / max(rate, limit)

            rate: request/s
            limit: request/s

        Source: definition: what is above the limit
        Example: refused_share(1250 request/s, 1000 request/s) = 20%
        Example: refused_share(800 request/s, 1000 request/s) = 0%
        In the notation: rate_limit.refused_share
        """
    def __call__(self) -> Sheet: ...
