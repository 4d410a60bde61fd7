"""Networks: request chains, CDN, incast, copies

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Networks: request chains, CDN, incast, copies"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Networks: request chains, CDN, incast, copies"""
    def serial_latency(self, calls: Value | Column, per_call: Value | Column) -> Quantity:
        """serial_latency(calls: count, per_call: s) -> ms: Latency of calls one after the other."""
    def calls_in_target(self, target: Value | Column, per_call: Value | Column) -> Quantity:
        """calls_in_target(target: s, per_call: s): Calls one after the other that fit into a target."""
    def parallel_latency(
        self, calls: Value | Column, mean: Value | Column, variation: Value | Column = "1"
    ) -> Quantity:
        """parallel_latency(calls: count, mean: s, variation: count = 1) -> ms: Expected latency of calls made together: that of the slowest of them, not the mean."""
    def parallel_percentile(
        self, calls: Value | Column, median: Value | Column, p99: Value | Column, share: Value | Column = "50%"
    ) -> Quantity:
        """parallel_percentile(calls: count, median: s, p99: s, share: share = 50%) -> ms: The time in which so large a share of requests is answered that wait for all of their calls."""
    def share_of_each(self, calls: Value | Column, share: Value | Column = "99%") -> Quantity:
        """share_of_each(calls: count, share: share = 99%) -> %: The share of its calls that each backend has to answer in time, for such a share of requests that wait for all."""
    def normal_quantile(self, share: Value | Column) -> Quantity:
        """normal_quantile(share: share): How many standard deviations above the mean of a normal distribution so large a share lies below; to 0.0005."""
    def slow_share(self, calls: Value | Column, slow: Value | Column) -> Quantity:
        """slow_share(calls: count, slow: share) -> %: The share of requests that are slow where each waits for all of its calls and each call is slow that often."""
    def request_latency(
        self,
        cache_calls: Value | Column,
        cache: Value | Column,
        database_calls: Value | Column,
        database: Value | Column,
        service_calls: Value | Column,
        service: Value | Column,
    ) -> Quantity:
        """request_latency(cache_calls: count, cache: s, database_calls: count, database: s, service_calls: count, service: s) -> ms: Latency budget of a request that makes calls to cache, database and services one after the other."""
    def request_latency_in_parallel(
        self, cache: Value | Column, database: Value | Column, service: Value | Column
    ) -> Quantity:
        """request_latency_in_parallel(cache: s, database: s, service: s) -> ms: The same where the calls of one kind are made together."""
    def origin_bandwidth(self, egress: Value | Column, byte_hit_ratio: Value | Column) -> Quantity:
        """origin_bandwidth(egress: bit/s, byte_hit_ratio: share) -> Gbit/s: What the origin behind a CDN still has to send, by the share of bytes that the CDN has."""
    def capacity_of_each(self, peak: Value | Column, providers: Value | Column) -> Quantity:
        """capacity_of_each(peak: bit/s, providers: count) -> Gbit/s: What each of several CDNs (or sites) must be able to carry so that one may fail."""
    def normal_load(self, providers: Value | Column) -> Quantity:
        """normal_load(providers: count) -> %: How full each is in normal times."""
    def incast_burst(self, servers: Value | Column, response: Value | Column) -> Quantity:
        """incast_burst(servers: count, response: B) -> MB: Bytes that arrive at one port when many servers answer at once."""
    def incast_overflow(self, servers: Value | Column, response: Value | Column, buffer: Value | Column) -> Quantity:
        """incast_overflow(servers: count, response: B, buffer: B) -> MB: What does not fit into the switch's buffer."""
    def incast_window(self, buffer: Value | Column, response: Value | Column) -> Quantity:
        """incast_window(buffer: B, response: B): Responses that may be under way at once."""
    def incast_drain(self, servers: Value | Column, response: Value | Column, rate: Value | Column) -> Quantity:
        """incast_drain(servers: count, response: B, rate: B/s) -> ms: Time for the link to drain the burst."""
    def copies(self, way: Literal["read and write", "mmap", "sendfile", "sendfile with gather"] | Column) -> Quantity:
        """copies(way: "read and write" or "mmap" or "sendfile" or "sendfile with gather"): Copies of each byte on its way from file to network."""
    def cpu_copies(
        self, way: Literal["read and write", "mmap", "sendfile", "sendfile with gather"] | Column
    ) -> Quantity:
        """cpu_copies(way: "read and write" or "mmap" or "sendfile" or "sendfile with gather"): Copies of each byte that the CPU makes."""
    def memory_traffic(
        self, rate: Value | Column, way: Literal["read and write", "mmap", "sendfile", "sendfile with gather"] | Column
    ) -> Quantity:
        """memory_traffic(rate: B/s, way: "read and write" or "mmap" or "sendfile" or "sendfile with gather") -> GB/s: Memory traffic of sending: each copy reads and writes."""
    def one_by_one(self, commands: Value | Column, round_trip: Value | Column, service: Value | Column) -> Quantity:
        """one_by_one(commands: count, round_trip: s, service: s) -> ms: Time of commands one by one, each with its round trip."""
    def pipelined(self, commands: Value | Column, round_trip: Value | Column, service: Value | Column) -> Quantity:
        """pipelined(commands: count, round_trip: s, service: s) -> ms: Time of commands in one pipeline, which waits for a single round trip."""
    def __call__(self) -> Sheet: ...
