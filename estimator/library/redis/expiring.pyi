"""Redis: fields of hashes that expire

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: fields of hashes that expire"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: fields of hashes that expire"""
    def hashes(
        self,
        keys: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
        field_times_apart: Value | Column = "0 s",
    ) -> Quantity:
        """What finds the hashes whose fields expire: in Valkey a table of them beside that of the keys; in Redis a tree by the
        first of the times of each, with 11 of them in a bucket where these are at random. Hashes that all come within
        moments with one time for their fields, `field_times_apart` 0 s, share its buckets.

        hashes(keys: count) -> B with server, version, allocator, cluster, slots, just_loaded, field_times_apart = if server == "valkey" then redis.keyspace.second_table(keys) else if keys <= 16 then 0 B else if field_times_apart <= 0 s then keys * 1.94 B else redis.radix_tree.moments(number, apart) + number * malloc.block(16 B)

            keys: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given
            field_times_apart: s; 0 s unless given

        Source: redis 7.4.1: src/db.c, hexpires; redis 8.6.3: src/estore.c; src/ebuckets.c, EB_SEG_MAX_ITEMS
        Source: valkey 9.1.2: src/db.c, dbTrackKeyWithVolatileItems; src/server.c, keys_with_volatile_items
        Source: measured: 200 to 4000 hashes of 1 and 12 fields, one time and 10 ms to 1 hour apart, Redis 7.4.1 and 8.6.3:
        Source: measured: 2.0 to 5.6 B each, within 1 B; Valkey 9.1.2: 16.5 B each of 4000; 2026-11-29
        As of: 2026-11
        Example: hashes(16, version = 8.0) = 0 B
        Example: hashes(4000, version = 8.0) / 4000 = 1.94 B
        Example: hashes(4000, version = 8.0, field_times_apart = 1 h) / 4000 = 5.3 B
        Example: hashes(4000, server = "valkey", version = 9.1) / 4000 = 16.8 B
        In the notation: redis.expiring.hashes
        """
    def buckets(
        self,
        fields: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        field_times_apart: Value | Column = "0 s",
    ) -> Quantity:
        """Redis: 16 fields and fewer are a list and take nothing. More are in buckets of 16 at most, each with a head, in a
        tree by time: one that is full is halved. Fields that all live to one time, `field_times_apart` 0 s, are one bucket
        with a head for each 16. Each time of its own makes for 8 of them a bucket where they are written by time, and for 11
        where these are at random.

        buckets(fields: count) -> B with server, version, allocator, field_times_apart = of_hash + of_fields

            fields: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            field_times_apart: s; 0 s unless given

        Source: redis 8.6.3: src/ebuckets.c, ebTrySegSplit, FirstSegHdr, NextSegHdr; src/server.h, htMetadataEx
        Source: redis 7.4.1: src/t_hash.c, dictExpireMetadata; src/rax.h, rax
        Source: measured: 20 to 5000 fields with one time, and 10 ms, 1 s and 60 s apart, Redis 8.2.3 and 8.6.3: within 3%
        Source: derived here: ebuckets.c played through, 20 to 5000 times: 11.3 at random, 8.0 to 8.3 by time
        As of: 2026-11
        Example: buckets(16, version = 8.0) = 40 B
        Example: buckets(1000, version = 8.0) / 1000 = 1.6 B
        Example: buckets(1000, field_times_apart = 1 s, version = 8.2) / 1000 = 6.5 B
        In the notation: redis.expiring.buckets
        """
    def windows(
        self,
        fields: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        field_times_apart: Value | Column = "0 s",
    ) -> Quantity:
        """Valkey: one field takes nothing, up to 127 are an array, more are in windows of 8.192 s of a tree. What falls into
        one is an array again, or nothing where it is alone; more than 127 of them are windows of 16 ms and more, halves of
        full ones, and those in less than 16 ms are a table.
        Times are taken to be at random, `field_times_apart` from each other on average; 0 s is one time for all of them.

        windows(fields: count) -> B with server, version, allocator, field_times_apart = of_hash + (if fields <= 1 then 0 B else if fields <= 127 then malloc.block(8 B + fields * 8 B) else head + of_many)

            fields: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            field_times_apart: s; 0 s unless given

        Source: valkey 9.1.2: src/vset.c, VSET_BUCKET_SINGLE, VOLATILESET_BUCKET_INTERVAL_MAX, findBucket,
        Source: VOLATILESET_VECTOR_BUCKET_MAX_SIZE
        Source: measured: 20 to 5000 fields with one time, and 10 ms, 1 s and 60 s apart, Valkey 9.1.2: within 3%
        As of: 2026-11
        Example: windows(1, server = "valkey", version = 9.1) = 16 B
        Example: windows(127, server = "valkey", version = 9.1) = 1040 B
        Example: windows(1000, server = "valkey", version = 9.1) / 1000 = 26 B
        Example: windows(1000, server = "valkey", version = 9.1, field_times_apart = 1 s) / 1000 = 14.8 B
        Example: windows(1000, server = "valkey", version = 9.1, field_times_apart = 1 min) / 1000 = 44.4 B
        In the notation: redis.expiring.windows
        """
    def __call__(self) -> Sheet: ...
