"""Redis: the tables that find the keys

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: the tables that find the keys"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: the tables that find the keys"""
    def keyspace(
        self,
        keys: Value | Column,
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
    ) -> Quantity:
        """What the tables of all keys of a server take: the main table and the one of the keys with a time to live.
        Its parameters are the keys of all types together, and the share of them that has a time to live.

        keyspace(keys: count, ttl: share = 0%) -> B with server, version, allocator, cluster = main_table + expires

            keys: a plain number or a count
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given

        Source: redis 7.2.6: src/db.c, dbAdd, setExpire
        As of: 2026-10
        Example: keyspace(50 M key) = 536_870_912 B
        Example: keyspace(1_048_576 key) / 1_048_576 = 8 B
        Example: keyspace(1_048_577 key) / 1_048_577 = 16 B
        Example: keyspace(100_000 key, 100%) / 100_000 = 44.97 B
        In the notation: redis.keyspace.keyspace
        """
    def table(
        self,
        keys: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """One table of a number of keys, without what its entries point to.

        table(keys: count) -> B with server, version, allocator = if server == "valkey" and version >= 8.1 then bucket_table(ceil_pow2(max(1, (keys + 1) / 7)), keys) else if server == "redis" and version >= 8.2 then malloc.block(buckets * 8 B) + links(keys, buckets) * malloc.block(16 B) else malloc.block(buckets * 8 B)

            keys: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/dict.c, _dictExpandIfNeeded; redis 7.4.1: src/kvstore.c, kvstoreTryResizeDicts
        As of: 2026-10
        Example: table(131_072 key) = 1 MiB
        Example: table(131_072 key, server = "redis", version = 7.4) = 2 MiB
        Example: table(2 key, server = "valkey", version = 8.1) = 64 B
        Example: table(1 M key, server = "redis", version = 8.2) = 14.076 MB
        Example: table(1 M key, server = "valkey", version = 8.1) = 17.47 MB
        In the notation: redis.keyspace.table
        """
    def table_buckets(self, entries: Value | Column) -> Quantity:
        """Buckets of a table that grows when it is full: the power of two from its entries up, at least four.

        table_buckets(entries: count) = max(4, ceil_pow2(max(1, entries)))

            entries: a plain number or a count

        Source: redis 7.2.6: src/dict.c, _dictExpandIfNeeded and _dictNextExp
        As of: 2024-10
        Example: table_buckets(3 key) = 4
        Example: table_buckets(1_048_576 key) = 1_048_576
        Example: table_buckets(1_048_577 key) = 2_097_152
        Example: table_buckets(50 M key) = 67_108_864
        In the notation: redis.keyspace.table_buckets
        """
    def links(self, entries: Value | Column, buckets: Value | Column) -> Quantity:
        """Entries that find their bucket taken, in a table whose buckets hold the first entry themselves.

        links(entries: count, buckets: count) = entries - buckets * (1 - (1 - 1 / buckets)^entries)

            entries: a plain number or a count
            buckets: a plain number or a count

        Source: redis 8.6.3: src/dict.c, dictInsertKeyAtLink; balls thrown into bins
        As of: 2026-10
        Example: links(1_000_000 key, 1_048_576) / 1 M = 0.3555
        In the notation: redis.keyspace.links
        """
    def bucket_table(
        self,
        buckets: Value | Column,
        entries: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """Valkey's table from 8.1 on: buckets of 64 bytes hold seven entries, a full one chains another, six at a time.

        bucket_table(buckets: count, entries: count) -> B with allocator = malloc.block(buckets * 64 B) + buckets * chained * malloc.block(64 B)

            buckets: a plain number or a count
            entries: a plain number or a count
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: valkey 9.1.2: src/hashtable.c, ENTRIES_PER_BUCKET, MAX_FILL_PERCENT_SOFT
        As of: 2026-10
        Example: bucket_table(262_144, 1 M) / 1 M = 17.47 B
        In the notation: redis.keyspace.bucket_table
        """
    def growing(
        self,
        keys: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """What the main table takes while it grows: the old one is held beside the new one, half as large.

        growing(keys: count) -> B with server, version, allocator = 1.5 * table(keys)

            keys: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/dict.c, dictRehash
        Source: measured: Redis 7.2.6 at 1.1 M keys: 95.6 MB while it grows, 87.2 MB after
        As of: 2026-10
        Example: growing(2^25 + 1) = 805_306_368 B
        In the notation: redis.keyspace.growing
        """
    def cluster_table(
        self,
        keys: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The main table in cluster mode, with what is kept for the 16,384 slots.
        3.2 keeps a skip list of all keys and 4.0 to 6.2 a radix tree; 7.0 and 7.2 two pointers in each entry; later
        ones a table for each slot, Redis 8 with 2,400 bytes of statistics in each that has a key.

        cluster_table(keys: count) -> B with server, version, allocator = if version >= (if server == "valkey" then 8.0 else 7.4) then slot_tables(keys, "main") else table(keys) + max(0 B, keys * slot_lists - shared)

            keys: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 8.0.6: src/kvstore.h, keysizes_hist; redis 8.6.3: src/server.h, kvstoreDictMetadata
        Source: measured: growth of used_memory of 100,000 and 1 M keys, cluster mode on and off
        As of: 2026-10
        Example: cluster_table(1 M key) / 1 M = 24.39 B
        Example: cluster_table(100_000 key, server = "redis", version = 8.0) / 100_000 = 429.3 B
        Example: cluster_table(1 M key, server = "redis", version = 8.0) / 1 M = 53.1 B
        In the notation: redis.keyspace.cluster_table
        """
    def slot_tables(
        self,
        keys: Value | Column,
        of: Literal["main", "expires"] | Column = "expires",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The tables of the 16,384 slots of a cluster's node that has them all; keys spread by hash.

        slot_tables(keys: count, of: "main" or "expires" = "expires") -> B with server, version, allocator = if server == "valkey" and version >= 8.1 then 16_384 * (used_slots * malloc.block(struct) + bucket_tables) else 16_384 * (used_slots * slot + arrays)

            keys: a plain number or a count
            of: "main" or "expires"; "expires" unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.4.1: src/kvstore.c; redis 8.0.6: src/kvstore.h; valkey 9.1.2: src/kvstore.c
        Source: measured: cluster mode of Redis 7.4 to 8.6 and Valkey 8.0 to 9.1 at 100,000 and 1 M keys
        As of: 2026-10
        Example: slot_tables(100 k) / 100 k = 23 B
        In the notation: redis.keyspace.slot_tables
        """
    def slots_of_class(
        self,
        k: Value | Column,
        mean_keys: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """Valkey's tables of 2^k buckets of slots with so many keys on average, times the share of the slots that have them.

        slots_of_class(k: count, mean_keys: count) -> B with allocator = if share < 1e-9 then 0 B else share * bucket_table(2^k, keys_in_class / share)

            k: a plain number or a count
            mean_keys: a plain number or a count
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as slot_tables
        As of: 2026-10
        Example: slots_of_class(0, 0.1) = 64 B * 9.516%
        In the notation: redis.keyspace.slots_of_class
        """
    def linked(self, k: Value | Column, mean_keys: Value | Column) -> Quantity:
        """Keys of a slot's table of 2^k buckets that find their bucket taken.

        linked(k: count, mean_keys: count) = links(min(max(mean_keys, 2^(k - 1)), 2^k), 2^k)

            k: a plain number or a count
            mean_keys: a plain number or a count

        Source: as links
        Example: linked(3, 6) = 1.59
        In the notation: redis.keyspace.linked
        """
    def __call__(
        self,
        keys: Value | Column,
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
    ) -> Quantity:
        """keyspace(keys: count, ttl: share = 0%) -> B with server, version, allocator, cluster: What the tables of all keys of a server take: the main table and the one of the keys with a time to live."""
