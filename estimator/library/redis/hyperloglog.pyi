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
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """The memory of HyperLogLogs of so many distinct elements each: the growth of used_memory.
        16,384 registers; up to `max_sparse` bytes as runs (sparse), then 6 bits each (dense): 12 KiB, whatever comes.

        hyperloglog(keys: count, elements: count, key_length: B = 16 B, ttl: share = 0%, max_sparse: B = 3000 B) -> B with server, version, allocator, cluster, slots, just_loaded = keys * each + tables

            keys: a plain number or a count
            elements: a plain number or a count
            key_length: B; 16 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            max_sparse: B; 3000 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given

        Source: redis 7.2.6: src/hyperloglog.c
        Source: measured: 5 to 10,000 elements, Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-11
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
        As of: 2026-11
        Example: key(100_000, 12 B) = 14_392 B
        Example: key(1000, 12 B) = 2602 B
        Example: key(200, 12 B, version = 8.2) = 745 B
        Example: key(1 G, 12 B) = 14_392 B
        In the notation: redis.hyperloglog.key
        """
    def sparse_length(self, elements: Value | Column) -> Quantity:
        """Bytes of the sparse form: a header of 16, a byte for each register that is set, one or two for each gap. Neighbours
        of one value, as a third of them are, share a byte.

        sparse_length(elements: count) -> B = (16 + 2 + set * (1 + gap + long_gap - share / 3)) * 1 B

            elements: a plain number or a count

        Source: redis 7.2.6: src/hyperloglog.c, HLL_SPARSE_ZERO_MAX_LEN, hllSparseSet
        Source: measured: 5 to 1700 elements, within 0.3%
        As of: 2026-11
        Example: sparse_length(10) = 48 B
        Example: sparse_length(1000) = 1900 B
        In the notation: redis.hyperloglog.sparse_length
        """
    def grown(
        self,
        length: Value | Column,
        elements: Value | Column,
        max_sparse: Value | Column = "3000 B",
        chance: Value | bool | Column = "uniform(0, 1)",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The block of such a text, which grows by 3 bytes at a time, and before it has less room than that.
        How many pairs lay close together until then decides where a growth finds it, and so which class it gets.

        grown(length: B, elements: count, max_sparse: B = 3000 B, chance = uniform(0, 1)) -> B with server, version, allocator = if length <= room_1 then block_1 else if length <= room_2 then block_2 else if length <= room_3 then block_3 else if length <= room_4 then block_4 else if length <= room_5 then block_5 else if length <= room_6 then block_6 else if length <= room_7 then block_7 else if length <= room_8 then block_8 else if length <= room_9 then block_9 else if length <= room_10 then block_10 else if length <= room_11 then block_11 else if length <= room_12 then block_12 else if length <= room_13 then block_13 else if length <= room_14 then block_14 else malloc.block(length + 150 B)

            length: B
            elements: a plain number or a count
            max_sparse: B; 3000 B unless given
            chance: anything; uniform(0, 1) unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/hyperloglog.c, hllSparseSet
        Source: measured: 3 to 2200 elements, 150 of each of 20 sizes, Redis 6.2 to 8.2 and Valkey 9.1: within 3%
        As of: 2026-11
        Example: grown(30 B, 4) = 48 B
        Example: mean(grown(158 B, 50, version = 7.0)) = 208 B
        In the notation: redis.hyperloglog.grown
        """
    def grows_at(self, room: Value | Column, draw: Value | bool | Column, step: Value | Column) -> Quantity:
        """The length at which a text grows that has so much room, with three bytes more. Which of three it is, is chance; up to
        there two or one were added where a gap was short.

        grows_at(room: B, draw, step: count) -> B = 3 B * floor((room - residue) / 3 B + 1e-9) + residue + 3 B

            room: B
            draw: anything
            step: a plain number or a count

        Source: redis 7.2.6: src/hyperloglog.c, hllSparseSet
        As of: 2026-11
        Example: grows_at(92 B, 0.4, 1) = 94 B
        In the notation: redis.hyperloglog.grows_at
        """
    def wanted(
        self,
        length: Value | Column,
        max_sparse: Value | Column = "3000 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """What a growth asks for: up to 7.0 twice the length, later ones at most 300 bytes more, and not beyond the sparse
        form.

        wanted(length: B, max_sparse: B = 3000 B) -> B with server, version = if server == "redis" and version < 7.2 then 2 * length else min(max(max_sparse, length), length + min(length, 300 B))

            length: B
            max_sparse: B; 3000 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: redis 7.0.15 and 7.2.6: src/hyperloglog.c, hllSparseSet
        As of: 2026-11
        Example: wanted(400 B) = 700 B
        Example: wanted(400 B, 3000 B, server = "redis", version = 7.0) = 800 B
        In the notation: redis.hyperloglog.wanted
        """
    def enlarged(
        self,
        length: Value | Column,
        max_sparse: Value | Column = "3000 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The block of such a growth.

        enlarged(length: B, max_sparse: B = 3000 B) -> B with server, version, allocator = malloc.block(asked + redis.sds.head(asked) + 1 B)

            length: B
            max_sparse: B; 3000 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as wanted
        Example: enlarged(45 B) = 96 B
        In the notation: redis.hyperloglog.enlarged
        """
    def room(
        self,
        block: Value | Column,
        length: Value | Column,
        max_sparse: Value | Column = "3000 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """The room in it. Redis up to 6.0, and 7.2 to 8.0 with Valkey 7.2, do not use what the allocator gave too much.

        room(block: B, length: B, max_sparse: B = 3000 B) -> B with server, version = if allocator_counts == 1 then block - redis.sds.head(block - 5 B) - 1 B else wanted(length, max_sparse)

            block: B
            length: B
            max_sparse: B; 3000 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: redis 7.2.6: src/sds.c, sdsResize; valkey 8.0.1: src/sds.c, sdsResize
        As of: 2026-11
        Example: room(96 B, 45 B) = 90 B
        Example: room(96 B, 45 B, version = 8.2) = 92 B
        In the notation: redis.hyperloglog.room
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
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """hyperloglog(keys: count, elements: count, key_length: B = 16 B, ttl: share = 0%, max_sparse: B = 3000 B) -> B with server, version, allocator, cluster, slots, just_loaded: The memory of HyperLogLogs of so many distinct elements each: the growth of used_memory."""
