"""Caches: hit ratios, database load, stampedes and what entries cost

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Caches: hit ratios, database load, stampedes and what entries cost"""

    two_queue_08_1pct: Quantity  # Hit ratio of simple 2Q (a quarter first in first out, the re…
    two_queue_08_10pct: Quantity  # The same at a skew of 0.8 with a cache for 10% of the items.
    two_queue_10_1pct: Quantity  # The same at a skew of 1 with a cache for 1% of the items.
    def __call__(  # type: ignore[override]
        self, /, *, two_queue_08_1pct: Value = ..., two_queue_08_10pct: Value = ..., two_queue_10_1pct: Value = ...
    ) -> Self: ...

class Formulas:
    """Caches: hit ratios, database load, stampedes and what entries cost"""

    two_queue_08_1pct: Quantity  # Hit ratio of simple 2Q (a quarter first in first out, the re…
    two_queue_08_10pct: Quantity  # The same at a skew of 0.8 with a cache for 10% of the items.
    two_queue_10_1pct: Quantity  # The same at a skew of 1 with a cache for 1% of the items.
    def lru_hit_ratio_of(
        self, entries: Value | Column, items: Value | Column, skew: Value | bool | Column = "1"
    ) -> Quantity:
        """lru_hit_ratio_of(entries: count, items: count, skew = 1) -> %: The hit ratio of a cache that evicts the least recently used entry, by Che's approximation."""
    def fifo_hit_ratio_of(
        self, entries: Value | Column, items: Value | Column, skew: Value | bool | Column = "1"
    ) -> Quantity:
        """fifo_hit_ratio_of(entries: count, items: count, skew = 1) -> %: The hit ratio of a cache that evicts the oldest entry, or one at random: they are the same."""
    def best_hit_ratio(
        self, entries: Value | Column, items: Value | Column, skew: Value | bool | Column = "1"
    ) -> Quantity:
        """best_hit_ratio(entries: count, items: count, skew = 1) -> %: The best hit ratio that any policy can have: the cache holds the most popular items."""
    def scan_resistant_hit_ratio(
        self,
        entries: Value | Column,
        items: Value | Column,
        skew: Value | bool | Column = "1",
        gained: Value | Column = "60%",
    ) -> Quantity:
        """scan_resistant_hit_ratio(entries: count, items: count, skew = 1, gained: share = 60%) -> %: The hit ratio of a cache that keeps what was asked for once apart, such as 2Q, ARC or S3-FIFO: a rule of thumb."""
    def miss_ratio(self, hit_ratio: Value | Column) -> Quantity:
        """miss_ratio(hit_ratio: share) -> %: The share of requests that miss. Where a range passes 100%, nothing misses there."""
    def effective_latency(
        self, hit_ratio: Value | Column, cache_time: Value | Column, database_time: Value | Column
    ) -> Quantity:
        """effective_latency(hit_ratio: share, cache_time: s, database_time: s) -> ms: The mean time of a lookup that goes to the database after a miss."""
    def database_qps(self, requests: Value | Column, hit_ratio: Value | Column) -> Quantity:
        """database_qps(requests: request/s, hit_ratio: share) -> QPS: What is left for the database. Five points of hit ratio, from 95 to 90%, double it; a cold cache leaves all of it."""
    def stampede(self, rate: Value | Column, reload_time: Value | Column) -> Quantity:
        """stampede(rate: request/s, reload_time: s) -> request: Requests that miss together while a popular entry is reloaded."""
    def stampede_with_singleflight(
        self, rate: Value | Column, reload_time: Value | Column, processes: Value | Column
    ) -> Quantity:
        """stampede_with_singleflight(rate: request/s, reload_time: s, processes: count) -> request: Reloads of one entry where each process lets one request through at a time. It works inside a process only."""
    def reloads_with_leases(self, lease: Value | Column = "10 s") -> Quantity:
        """reloads_with_leases(lease: s = 10 s) -> request/s: Reloads of one entry a second where the cache gives out one lease a key in a time."""
    def expiry_qps(self, keys: Value | Column, load_time: Value | Column) -> Quantity:
        """expiry_qps(keys: count, load_time: s) -> request/s: Reloads a second of entries that were loaded within a time, and so expire within one, when their lifetime ends."""
    def expiry_qps_with_jitter(
        self, keys: Value | Column, load_time: Value | Column, jitter: Value | Column
    ) -> Quantity:
        """expiry_qps_with_jitter(keys: count, load_time: s, jitter: s) -> request/s: The same with a random addition to the lifetime."""
    def steady_reload_qps(self, keys: Value | Column, lifetime: Value | Column) -> Quantity:
        """steady_reload_qps(keys: count, lifetime: s) -> request/s: Reloads a second in the long run."""
    def local_reload_qps(self, keys: Value | Column, instances: Value | Column, lifetime: Value | Column) -> Quantity:
        """local_reload_qps(keys: count, instances: count, lifetime: s) -> request/s: Reloads a second of hot keys that each instance caches for itself."""
    def local_reload_burst(self, keys: Value | Column, instances: Value | Column) -> Quantity:
        """local_reload_burst(keys: count, instances: count) -> request: Reloads of hot keys at once where the copies of all instances expire together, as after a release."""
    def broadcast_reload_qps(
        self, keys: Value | Column, instances: Value | Column, updates: Value | Column
    ) -> Quantity:
        """broadcast_reload_qps(keys: count, instances: count, updates: update/s) -> request/s: The same where only updates are broadcast: each key is read again by every instance when it changes."""
    def hot_key_replicas(
        self, rate: Value | Column, capacity: Value | Column, utilisation: Value | Column = "70%"
    ) -> Quantity:
        """hot_key_replicas(rate: request/s, capacity: request/s/server, utilisation: share = 70%) -> server: Servers for one hot key that is copied to several; each write goes to all of them."""
    def blocking_time(self, value: Value | Column, rate: Value | Column) -> Quantity:
        """blocking_time(value: B, rate: B/s) -> ms: Time for which a large value occupies a server of one thread, or its link: both stand still for all others."""
    def blocked_commands(self, small: Value | Column, value: Value | Column, rate: Value | Column) -> Quantity:
        """blocked_commands(small: request/s, value: B, rate: B/s) -> request: Small commands that wait behind a large value."""
    def big_value_qps(self, value: Value | Column, rate: Value | Column) -> Quantity:
        """big_value_qps(value: B/request, rate: B/s) -> request/s: Large values a second that fill the link."""
    def ttl_hit_ratio(self, rate: Value | Column, lifetime: Value | Column) -> Quantity:
        """ttl_hit_ratio(rate: request/s, lifetime: s) -> %: The hit ratio of one key that expires a fixed time after it was loaded, if nothing evicts it before."""
    def residence_time(self, entries: Value | Column, rate: Value | Column, hit_ratio: Value | Column) -> Quantity:
        """residence_time(entries: count, rate: request/s, hit_ratio: share) -> s: How long an entry stays in a full cache on average, from its loading to its eviction."""
    def two_levels(self, first: Value | Column, second: Value | Column) -> Quantity:
        """two_levels(first: share, second: share) -> %: The hit ratio of two caches one behind the other, such as a local and a shared one."""
    def byte_hit_ratio(
        self, hit_ratio: Value | Column, size_of_hits: Value | Column, size_of_misses: Value | Column
    ) -> Quantity:
        """byte_hit_ratio(hit_ratio: share, size_of_hits: B, size_of_misses: B) -> %: The share of bytes that come from the cache, by that of requests and the mean sizes of what hits and what misses."""
    def arc_directory(self, entries: Value | Column) -> Quantity:
        """arc_directory(entries: count): Entries that ARC keeps track of, at most: as many ghosts, which are keys alone, as entries."""
    def ghost_memory(self, entries: Value | Column, ghost: Value | Column = "64 B") -> Quantity:
        """ghost_memory(entries: count, ghost: B = 64 B) -> MB: Memory of ARC's ghosts."""
    def payload(self, entries: Value | Column, key_and_value: Value | Column) -> Quantity:
        """payload(entries: count, key_and_value: B) -> GB: Memory of entries by themselves, without what finds them: the least that a cache takes."""
    def freecache(self, entries: Value | Column, key_and_value: Value | Column) -> Quantity:
        """freecache(entries: count, key_and_value: B) -> GB: Memory of a freecache: 24 bytes of header and 16 of index an entry."""
    def bigcache(
        self,
        entries: Value | Column,
        key_and_value: Value | Column,
        shards: Value | Column = "1024",
        first_entries: Value | Column = "600_000",
        first_size: Value | Column = "500 B",
        design: Literal["swiss", "buckets"] | Column = "swiss",
        release: Literal["3.2", "3.1"] | Column = "3.2",
    ) -> Quantity:
        """bigcache(entries: count, key_and_value: B, shards: count = 1024, first_entries: count = 600_000, first_size: B = 500 B, design: "swiss" or "buckets" = "swiss", release: "3.2" or "3.1" = "3.2") -> GB: Memory of a bigcache's live heap: the queues of bytes of its shards, which double when they are full, and their maps."""
    def shard_contention(self, goroutines: Value | Column, shards: Value | Column) -> Quantity:
        """shard_contention(goroutines: count, shards: count) -> %: The chance that another of the goroutines at work holds a lock on my shard."""
    def any_shard_shared(self, goroutines: Value | Column, shards: Value | Column) -> Quantity:
        """any_shard_shared(goroutines: count, shards: count) -> %: The chance that any two of the goroutines at work meet on a shard."""
    def __call__(
        self, *, two_queue_08_1pct: Value = ..., two_queue_08_10pct: Value = ..., two_queue_10_1pct: Value = ...
    ) -> Sheet: ...
