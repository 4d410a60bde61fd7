"""Redis: HyperLogLog

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: HyperLogLog"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: HyperLogLog"""
    def hyperloglog(
        self,
        keys: Value | Column,
        elements: Value | Column,
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        max_sparse: Value | Column = "3000 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
    ) -> Quantity:
        """The memory of HyperLogLogs of so many distinct elements each: the growth of used_memory.
        16,384 registers; up to `max_sparse` bytes as runs (sparse), then 6 bits each (dense): 12 KiB, whatever comes.

        hyperloglog(keys: count, elements: count, key_length: B = 16 B, ttl: share = 0%, max_sparse: B = 3000 B) -> B with server, version, allocator, cluster = keys * each + tables

            keys: a plain number or a count
            elements: a plain number or a count
            key_length: B; 16 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            max_sparse: B; 3000 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given

        Source: redis 7.2.6: src/hyperloglog.c
        Source: measured: 10 elements on 17 servers, Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-10
        Example: hyperloglog(2 k key, 10, 12 B) = 320 KB
        Example: hyperloglog(1 k key, 100_000, 12 B) = 14.4 MB
        In the notation: redis.hyperloglog.hyperloglog
        """
    def key(
        self,
        elements: Value | Column,
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        max_sparse: Value | Column = "3000 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """One HyperLogLog, without its place in the table of keys.

        key(elements: count, key_length: B = 16 B, ttl: share = 0%, max_sparse: B = 3000 B) -> B with server, version, allocator = mean(object + registers)

            elements: a plain number or a count
            key_length: B; 16 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            max_sparse: B; 3000 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as hyperloglog
        As of: 2026-10
        Example: key(100_000, 12 B) = 14_392 B
        In the notation: redis.hyperloglog.key
        """
    def sparse_length(self, elements: Value | Column) -> Quantity:
        """Bytes of the sparse form: a header of 16, a byte for each register that is set, one or two for each gap.

        sparse_length(elements: count) -> B = (16 + 2 + set * (1 + gap + long_gap)) * 1 B

            elements: a plain number or a count

        Source: redis 7.2.6: src/hyperloglog.c, HLL_SPARSE_ZERO_MAX_LEN
        As of: 2026-10
        Example: sparse_length(10) = 48 B
        In the notation: redis.hyperloglog.sparse_length
        """
    def grown(
        self,
        length: Value | Column,
        first: Value | Column = "18 B",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The block of such a text, which grows by 3 bytes at a time: where they do not fit, its room is doubled.
        `first` is what the lengths count from, 18 bytes unless two registers lie close together.

        grown(length: B, first: B = 18 B) -> B with allocator = if length <= room_1 then block_1 else if length <= room_2 then block_2 else if length <= room_3 then block_3 else if length <= room_4 then block_4 else if length <= room_5 then block_5 else if length <= room_6 then block_6 else if length <= room_7 then block_7 else block_8

            length: B
            first: B; 18 B unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/sds.c, _sdsMakeRoomFor
        As of: 2026-10
        Example: grown(48 B) = 96 B
        Example: grown(47 B, 17 B) = 112 B
        Example: grown(48 B, 18 B, allocator = "glibc") = 56 B
        In the notation: redis.hyperloglog.grown
        """
    def next(self, room: Value | Column, first: Value | Column = "18 B") -> Quantity:
        """The first of the lengths that a room does not hold.

        next(room: B, first: B = 18 B) -> B = first + 3 B * (floor((room - first) / 3 B) + 1)

            room: B
            first: B; 18 B unless given

        Source: redis 7.2.6: src/hyperloglog.c, hllSparseSet
        Example: next(42 B) = 45 B
        In the notation: redis.hyperloglog.next
        """
    def doubled(
        self,
        length: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The same where the allocator's surplus is not used: it grows at 21, 45, 93, 189, … bytes.

        doubled(length: B) -> B with allocator = malloc.block(2 * last + (if last < 128 B then 4 B else 6 B))

            length: B
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/sds.c, _sdsMakeRoomFor
        As of: 2026-10
        Example: doubled(48 B) = 96 B
        In the notation: redis.hyperloglog.doubled
        """
    def __call__(
        self,
        keys: Value | Column,
        elements: Value | Column,
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        max_sparse: Value | Column = "3000 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
    ) -> Quantity:
        """hyperloglog(keys: count, elements: count, key_length: B = 16 B, ttl: share = 0%, max_sparse: B = 3000 B) -> B with server, version, allocator, cluster: The memory of HyperLogLogs of so many distinct elements each: the growth of used_memory."""
