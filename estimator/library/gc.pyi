"""Garbage collection: how often it comes, and whom its pauses hit

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Garbage collection: how often it comes, and whom its pauses hit"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Garbage collection: how often it comes, and whom its pauses hit"""
    def requests_in_pause(self, rate: Value | Column, pause: Value | Column) -> Quantity:
        """Requests that arrive while the world stands still, and wait for it.

        requests_in_pause(rate: request/s, pause: s) -> request = rate * pause

            rate: request/s
            pause: s

        Source: definition: the rate times the pause
        Source: system-design notes: Go GC 打开写屏障需要花费 10-30us
        Example: requests_in_pause(600 k QPS, 10 us) = 6 request
        Example: requests_in_pause(600 k QPS, 30 us) = 18 request
        In the notation: gc.requests_in_pause
        """
    def pause_share(
        self, cycles: Value | Column, pause: Value | Column, pauses_per_cycle: Value | Column = "2"
    ) -> Quantity:
        """The share of time in pauses. In Go a cycle has two, where marking starts and where it ends.
        What assisting and the write barrier cost goroutines between them is not in it, and is more.

        pause_share(cycles: 1/s, pause: s, pauses_per_cycle: count = 2) -> % = cycles * pauses_per_cycle * pause

            cycles: 1/s
            pause: s
            pauses_per_cycle: a plain number or a count; 2 unless given

        Source: A Guide to the Go Garbage Collector, "Latency" (brief pauses between mark and sweep phases)
        Source: definition: pauses a second times their length
        Example: pause_share(2/s, 30 us) = 0.012%
        In the notation: gc.pause_share
        """
    def go_cycles(
        self,
        allocation_rate: Value | Column,
        live: Value | Column,
        gogc: Value | Column = "100%",
        roots: Value | Column = "0 B",
    ) -> Quantity:
        """Cycles a second of Go's collector: one whenever as much was allocated as was live, with GOGC at 100.
        From Go 1.18 on the roots count as well: goroutine stacks, and pointers in global variables. They are few but for
        hundreds of thousands of goroutines.

        go_cycles(allocation_rate: B/s, live: B, gogc: count = 100%, roots: B = 0 B) -> 1/s = allocation_rate / ((live + roots) * gogc)

            allocation_rate: B/s
            live: B
            gogc: a plain number or a count; 100% unless given
            roots: B; 0 B unless given

        Source: A Guide to the Go Garbage Collector, "Additional notes on GOGC" (GC frequency)
        Example: go_cycles(500 MB/s, 1 GB) = 0.5/s
        Example: go_cycles(500 MB/s, 1 GB, 400%) = 0.125/s
        Example: go_cycles(500 MB/s, 0.9 GB, 100%, 0.1 GB) = 0.5/s
        In the notation: gc.go_cycles
        """
    def go_heap(self, live: Value | Column, gogc: Value | Column = "100%", roots: Value | Column = "0 B") -> Quantity:
        """The heap at which Go's collector starts again: plan memory for it, not for what is live.
        The roots are goroutine stacks and pointers in global variables: they are not in the heap, but make it grow.

        go_heap(live: B, gogc: count = 100%, roots: B = 0 B) -> GB = live + (live + roots) * gogc

            live: B
            gogc: a plain number or a count; 100% unless given
            roots: B; 0 B unless given

        Source: A Guide to the Go Garbage Collector, "GOGC" (8 MiB live and 2 MiB of roots: 18 MiB at 100)
        Example: go_heap(800 MB) = 1.6 GB
        Example: go_heap(800 MB, 200%) = 2.4 GB
        Example: go_heap(8 MiB, 100%, 2 MiB) = 18 MiB
        Example: go_heap(8 MiB, 50%, 2 MiB) = 13 MiB
        In the notation: gc.go_heap
        """
    def __call__(self) -> Sheet: ...
