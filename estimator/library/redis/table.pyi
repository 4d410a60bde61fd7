"""Redis: the tables inside large hashes, sets and sorted sets

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: the tables inside large hashes, sets and sorted sets"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: the tables inside large hashes, sets and sorted sets"""
    def table(
        self,
        elements: Value | Column,
        linked: Value | bool | Column = "0",
        moves: Value | bool | Column = "1",
        converted_at: Value | Column = "0",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
    ) -> Quantity:
        """Struct and array of the table of one key, without its entries.
        `linked` is 1 where the buckets hold their first entry themselves and further ones are linked, else 0; `moves` is how
        many buckets an insertion moves from an old table to a new one. Nothing but commands on the key moves them, so that
        the old table of one that was `just_loaded` stays where it has hardly grown over a power of two. One that was packed
        before has the size for the elements that it was `converted_at`.

        table(elements: count, linked = 0, moves = 1, converted_at: count = 0) -> B with server, version, allocator, just_loaded, deleted = if server == "valkey" and version >= 8.1 then head + redis.keyspace.bucket_table(shrunk(ceil_pow2(max(1, most / 7)), 7, elements), elements) + old_buckets(elements, moves, converted_at) else if linked == 1 then head + array + links * malloc.block(16 B) + old else head + array + old

            elements: a plain number or a count
            linked: anything; 0 unless given
            moves: anything; 1 unless given
            converted_at: a plain number or a count; 0 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given

        Source: redis 6.2.14 and 7.2.6: src/dict.h, dict, dictht; valkey 9.1.2: src/hashtable.c, struct hashtable
        Source: measured: used_memory of hashes, sets and sorted sets of 1000 to 10,000 elements, before and after look-ups
        As of: 2026-11
        Example: table(1000) = 8248 B
        Example: table(1000, server = "redis", version = 6.2) = 8288 B
        Example: table(1000, server = "valkey", version = 8.1) = 17_330 B
        Example: table(140 k, just_loaded = yes) - table(140 k) = 1 MiB
        Example: table(180 k, 0, 2, just_loaded = yes) - table(180 k) = 0 B
        In the notation: redis.table.table
        """
    def shrunk(
        self,
        buckets: Value | Column,
        of_each: Value | Column,
        elements: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """The buckets that are left of so many, for as many elements each, when deletions have left so few. A table shrinks
        once less than a tenth of it is used, an eighth from 7.4 on, or 13% in Valkey from 8.1 on, to the power of two above
        that. It does not shrink again before its elements have moved, which takes nearly as many deletions; Valkey 9.1 is
        quicker.

        shrunk(buckets: count, of_each: count, elements: count) with server, version = if elements >= edge or buckets <= 4 then buckets else if of_each > 1 and version >= 9.1 then max(1, buckets / of_newer) else if of_each > 1 then max(1, buckets / 4) else if elements < buckets / 133 then max(4, ceil_pow2(max(1, 2 * elements))) else max(4, buckets / 8)

            buckets: a plain number or a count
            of_each: a plain number or a count
            elements: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: redis 7.2.6: src/server.c, htNeedsResize, HASHTABLE_MIN_FILL; redis 7.4.1: src/dict.c, _dictShrinkIfNeeded
        Source: valkey 8.1.1: src/hashtable.c, MIN_FILL_PERCENT_SOFT
        Source: measured: 600 to 3000 elements of which 60 to 500 were left, Redis 3.2 to 8.2 and Valkey 8.0 to 9.1
        As of: 2026-11
        Example: shrunk(1024, 1, 200) = 1024
        Example: shrunk(1024, 1, 120, version = 7.4) = 128
        Example: shrunk(1024, 1, 120) = 1024
        Example: shrunk(1024, 1, 90) = 128
        Example: shrunk(4096, 1, 60) = 512
        Example: shrunk(512, 7, 350, server = "valkey", version = 8.1) = 128
        Example: shrunk(512, 7, 60, server = "valkey", version = 9.1) = 16
        Example: shrunk(1024, 7, 60, server = "valkey", version = 9.1) = 64
        In the notation: redis.table.shrunk
        """
    def old_array(
        self,
        elements: Value | Column,
        linked: Value | bool | Column = "0",
        moves: Value | bool | Column = "1",
        converted_at: Value | Column = "0",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
    ) -> Quantity:
        """The old array of a table that was just loaded. A step of the move takes one bucket that is not empty, and passes over
        empty ones; of a full table 63% are not empty. Entries in it are linked more often than they will be.

        old_array(elements: count, linked = 0, moves = 1, converted_at: count = 0) -> B with allocator, just_loaded, deleted = if not just_loaded or deleted > 0 or elements <= 4 or moved >= 1 or converted_at > size then 0 B else malloc.block(size * 8 B) + linked * (1 - moved) * links

            elements: a plain number or a count
            linked: anything; 0 unless given
            moves: anything; 1 unless given
            converted_at: a plain number or a count; 0 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given

        Source: redis 7.2.6: src/dict.c, dictRehash, _dictRehashStepIfNeeded
        As of: 2026-11
        Example: old_array(5000, just_loaded = yes) = 32 KiB
        Example: old_array(5000) = 0 B
        In the notation: redis.table.old_array
        """
    def old_buckets(
        self,
        elements: Value | Column,
        moves: Value | bool | Column = "1",
        converted_at: Value | Column = "0",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
    ) -> Quantity:
        """The same of Valkey from 8.1 on: a move takes a bucket, empty or not, with what is chained to it.

        old_buckets(elements: count, moves = 1, converted_at: count = 0) -> B with allocator, just_loaded, deleted = if not just_loaded or deleted > 0 or elements <= 7 or moved >= 1 or converted_at > 7 * buckets then 0 B else array + (1 - moved) * chained

            elements: a plain number or a count
            moves: anything; 1 unless given
            converted_at: a plain number or a count; 0 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given

        Source: valkey 9.1.2: src/hashtable.c, rehashStepOnWriteIfNeeded
        As of: 2026-11
        Example: old_buckets(4090, just_loaded = yes) = 32.8 KB
        In the notation: redis.table.old_buckets
        """
    def __call__(
        self,
        elements: Value | Column,
        linked: Value | bool | Column = "0",
        moves: Value | bool | Column = "1",
        converted_at: Value | Column = "0",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
    ) -> Quantity:
        """table(elements: count, linked = 0, moves = 1, converted_at: count = 0) -> B with server, version, allocator, just_loaded, deleted: Struct and array of the table of one key, without its entries."""
