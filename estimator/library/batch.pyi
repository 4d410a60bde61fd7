"""Batches: size, wait and calls

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Batches: size, wait and calls"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Batches: size, wait and calls"""
    def fill_time(self, size: Value | Column, rate: Value | Column) -> Quantity:
        """Time until a batch is full.

        fill_time(size: count, rate: item/s) -> ms = size * 1 item / rate

            size: a plain number or a count
            rate: item/s

        Source: definition: items over their rate
        Example: fill_time(100, 2000 item/s) = 50 ms
        In the notation: batch.fill_time
        """
    def batch_size(self, size: Value | Column, rate: Value | Column, timeout: Value | Column) -> Quantity:
        """Items of a batch that goes out when it is full or when its time is up, one at least.
        The notes' code has a timer of 200 microseconds where its comment says 200 ms, a thousand times as long: at 2,000
        items a second it sends one by one. With the comment's timer batches would be full long before.

        batch_size(size: count, rate: item/s, timeout: s) = max(1, min(size, count(rate * timeout)))

            size: a plain number or a count
            rate: item/s
            timeout: s

        Source: definition: what comes in the time, at most what is full, at least one
        Source: system-design notes: tick := time.NewTicker(200 * time.Microsecond) // 200ms超时
        Example: batch_size(100, 2000 item/s, 200 us) = 1
        Example: batch_size(100, 2000 item/s, 200 ms) = 100
        Example: batch_size(100, 200 item/s, 200 ms) = 40
        Example: batch_size(100, 5000 item/s, 200 ms) = 100
        In the notation: batch.batch_size
        """
    def longest_wait(self, size: Value | Column, rate: Value | Column, timeout: Value | Column) -> Quantity:
        """The longest that an item waits for its batch.

        longest_wait(size: count, rate: item/s, timeout: s) -> ms = if count(rate * timeout) < size then timeout else fill_time(size, rate)

            size: a plain number or a count
            rate: item/s
            timeout: s

        Source: definition: the first item waits until the batch is full or its time is up
        Example: longest_wait(100, 2000 item/s, 200 ms) = 50 ms
        In the notation: batch.longest_wait
        """
    def mean_wait(self, size: Value | Column, rate: Value | Column, timeout: Value | Column) -> Quantity:
        """What an item waits on average, where they come evenly: half of that.

        mean_wait(size: count, rate: item/s, timeout: s) -> ms = longest_wait(size, rate, timeout) / 2

            size: a plain number or a count
            rate: item/s
            timeout: s

        Source: derived here: items that come evenly wait between nothing and the longest
        Example: mean_wait(100, 200 item/s, 200 ms) = 0.1 s
        Example: mean_wait(100, 5000 item/s, 200 ms) = 10 ms
        In the notation: batch.mean_wait
        """
    def rate_to_fill(self, size: Value | Column, timeout: Value | Column) -> Quantity:
        """The rate at which batches are full before their time is up.

        rate_to_fill(size: count, timeout: s) -> item/s = size * 1 item / timeout

            size: a plain number or a count
            timeout: s

        Source: derived here: fill_time, solved for the rate
        Example: rate_to_fill(100, 200 us) = 500 k item/s
        In the notation: batch.rate_to_fill
        """
    def calls(self, size: Value | Column, rate: Value | Column, timeout: Value | Column) -> Quantity:
        """Calls a second.

        calls(size: count, rate: item/s, timeout: s) -> call/s = rate / (batch_size(size, rate, timeout) * 1 item) * 1 call

            size: a plain number or a count
            rate: item/s
            timeout: s

        Source: definition: items over those of a batch
        Example: calls(100, 200 item/s, 200 ms) = 5 call/s
        Example: calls(100, 5000 item/s, 200 ms) = 50 call/s
        Example: calls(100, 5000 item/s, 200 ms) * 50 ms = 2.5 call
        In the notation: batch.calls
        """
    def mean_size_random(self, rate: Value | Column, interval: Value | Column) -> Quantity:
        """Items in a batch that is not empty when they arrive at random and a ticker sends what there is.

        mean_size_random(rate: item/s, interval: s) -> item = if arrivals < 1e-6 then 1 item + arrivals / 2 * 1 item else arrivals / (1 - exp(-arrivals)) * 1 item

            rate: item/s
            interval: s

        Source: derived here: the mean of a Poisson count that is not 0, mean / (1 - e^-mean)
        Example: mean_size_random(2000 item/s, 200 us) = 1.213 item
        Example: mean_size_random(200 item/s, 0.2 s) = 40 item
        Example: mean_size_random(0 item/s, 0.2 s) = 1 item
        In the notation: batch.mean_size_random
        """
    def throughput(self, size: Value | Column, per_call: Value | Column, per_item: Value | Column) -> Quantity:
        """Items a second that calls one after the other carry, each of which costs a fixed time and a time an item.
        It is what a larger batch gains: at most one over the time an item, half of that where both costs are alike.

        throughput(size: count, per_call: s, per_item: s) -> item/s = size * 1 item / (per_call + size * per_item)

            size: a plain number or a count
            per_call: s
            per_item: s

        Source: definition: items over the time of a call with them
        Example: throughput(1, 1 ms, 10 us) = 990.1 item/s
        Example: throughput(100, 1 ms, 10 us) = 50 k item/s
        In the notation: batch.throughput
        """
    def __call__(self) -> Sheet: ...
