"""Disks: random and sequential rates

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Disks: random and sequential rates"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Disks: random and sequential rates"""
    def random_throughput(self, rate: Value | Column, block: Value | Column) -> Quantity:
        """Bytes a second of operations of one size.

        random_throughput(rate: op/s, block: B/op) -> MB/s = rate * block

            rate: op/s
            block: B/op

        Source: definition: operations times the size of one
        Example: random_throughput(150 IOPS, 4 KB/op) = 0.6 MB/s
        In the notation: disks.random_throughput
        """
    def random_from_latency(
        self, latency: Value | Column, block: Value | Column, queue_depth: Value | Column = "1"
    ) -> Quantity:
        """Bytes a second of reads one after the other, each of which waits for the one before (queue depth 1).
        A deeper queue has more under way at once: an NVMe disk then reads as fast at random as in order.

        random_from_latency(latency: s, block: B, queue_depth: count = 1) -> MB/s = queue_depth * block / latency

            latency: s
            block: B
            queue_depth: a plain number or a count; 1 unless given

        Source: definition: Little's law
        Example: random_from_latency(100 us, 4 KB) = 40 MB/s
        Example: random_from_latency(100 us, 4 KB, 16) = 640 MB/s
        In the notation: disks.random_from_latency
        """
    def sequential_ratio(self, sequential: Value | Column, random: Value | Column) -> Quantity:
        """How many times as fast it is in order.
        Hard disks: hundreds. SSDs at queue depth 1: ten to a hundred.

        sequential_ratio(sequential: B/s, random: B/s) = sequential / random

            sequential: B/s
            random: B/s

        Source: definition: the one rate over the other
        Source: system-design notes: 随机 I/O 与顺序的 I/O 性能可能相差几百倍。固态硬盘则只有十几倍到几十倍之间
        Example: sequential_ratio(200 MB/s, random_throughput(150 IOPS, 4 KB/op)) = 333.3
        Example: sequential_ratio(500 MB/s, random_from_latency(100 us, 4 KB)) = 12.5
        In the notation: disks.sequential_ratio
        """
    def __call__(self) -> Sheet: ...
