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
        deleted_at_once: Value | Column = "1",
    ) -> Quantity:
        """Struct and array of the table of one key, without its entries.
        `linked` is 1 where the buckets hold their first entry themselves and further ones are linked, else 0; `moves` is how
        many buckets an insertion moves from an old table to a new one. Nothing but commands on the key moves them, so that
        the old table of one that was `just_loaded` stays: of one that has hardly grown over a power of two, and of one that
        shrinks because elements were `deleted`. One that was packed before has the size for the elements that it was
        `converted_at`; one that was written with one command may have it for all, and then has no old table.
        and of 200 to 20,000 of which 50 to 99% were deleted

        table(elements: count, linked = 0, moves = 1, converted_at: count = 0) -> B with server, version, allocator, just_loaded, deleted, deleted_at_once = if server == "valkey" and version >= 8.1 then head + redis.keyspace.bucket_table(left, elements) + old_blocks else if linked == 1 then head + array + links * malloc.block(16 B) + old else head + array + old

            elements: a plain number or a count
            linked: anything; 0 unless given
            moves: anything; 1 unless given
            converted_at: a plain number or a count; 0 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given
            deleted_at_once: a plain number or a count; 1 unless given

        Source: redis 6.2.14 and 7.2.6: src/dict.h, dict, dictht; valkey 9.1.2: src/hashtable.c, struct hashtable
        Source: measured: used_memory of hashes, sets and sorted sets of 1000 to 10,000 elements, before and after look-ups,
        As of: 2026-11
        Example: table(1000) = 8248 B
        Example: table(1000, server = "redis", version = 6.2) = 8288 B
        Example: table(1000, server = "valkey", version = 8.1) = 17_330 B
        Example: table(140 k, just_loaded = yes) - table(140 k) = 1 MiB
        Example: table(180 k, 0, 2, just_loaded = yes) - table(180 k) = 0 B
        Example: table(60, deleted = 97%) = 2104 B
        Example: table(60, deleted = 97%, just_loaded = yes) - table(60, deleted = 97%) = 16 KiB
        In the notation: redis.table.table
        """
    def shrunk(
        self,
        buckets: Value | Column,
        elements: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """The buckets that are left of so many when deletions have left so few elements. A table shrinks once less than a tenth
        of it is used, an eighth and less from 7.4 and Valkey 8.0 on, to the power of two above that. It does not shrink
        again before its elements have moved, which takes more deletions than there are elements left.

        shrunk(buckets: count, elements: count) with server, version = if version >= (if server == "valkey" then 8.0 else 7.4) and elements * 8 > buckets then buckets else if version < (if server == "valkey" then 8.0 else 7.4) and elements * 10 >= buckets then buckets else max(min(4, buckets), buckets / 8)

            buckets: a plain number or a count
            elements: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: redis 7.2.6: src/server.c, htNeedsResize, HASHTABLE_MIN_FILL; redis 7.4.1: src/dict.c, dictShrinkIfNeeded
        Source: derived here: dict.c played through, 200 to 20,000 elements of which 50 to 99.9% are deleted
        As of: 2026-11
        Example: shrunk(1024, 200) = 1024
        Example: shrunk(1024, 128, version = 7.4) = 128
        Example: shrunk(1024, 128) = 1024
        Example: shrunk(1024, 102) = 128
        Example: shrunk(32_768, 60) = 4096
        In the notation: redis.table.shrunk
        """
    def old_array(
        self,
        elements: Value | Column,
        most: Value | Column,
        linked: Value | bool | Column = "0",
        moves: Value | bool | Column = "1",
        converted_at: Value | Column = "0",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """The old array of a table that nothing has touched since its elements were written, or deleted. A step of a move takes
        one bucket that is not empty, or passes over ten empty ones; a step is taken for each element that is written, that
        is deleted, or that is looked for. From 7.4 on it takes the bucket of that element, if it is still there: then one
        look at each element that is left has all of them moved, and before these are too few steps. Entries are linked more
        often in it than they will be.

        old_array(elements: count, most: count, linked = 0, moves = 1, converted_at: count = 0) -> B with server, version, allocator, just_loaded = if not just_loaded or elements <= 4 and most <= 4 then 0 B else if shrunk(buckets, elements) < buckets then shrinking + linked * malloc.block(16 B) * linked_longer else if moved >= 1 or converted_at > smaller or most <= 4 then 0 B else malloc.block(smaller * 8 B) + linked * malloc.block(16 B) * (1 - moved) * linked_before * elements / most

            elements: a plain number or a count
            most: a plain number or a count
            linked: anything; 0 unless given
            moves: anything; 1 unless given
            converted_at: a plain number or a count; 0 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given

        Source: redis 7.2.6: src/dict.c, dictRehash, _dictRehashStep; redis 7.4.1: src/dict.c, _dictBucketRehash
        Source: derived here: dict.c played through, 1030 to 20,000 elements of which 0 to 99.9% are deleted
        As of: 2026-11
        Example: old_array(5000, 5000, just_loaded = yes) = 32 KiB
        Example: old_array(4500, 5000, just_loaded = yes) = 32 KiB
        Example: old_array(2500, 5000, just_loaded = yes) = 0 B
        Example: old_array(500, 5000, just_loaded = yes) = 64 KiB
        Example: old_array(5000, 5000) = 0 B
        In the notation: redis.table.old_array
        """
    def ended(
        self,
        buckets: Value | Column,
        elements: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """The share of shrinking tables that are moved to their end while elements are deleted: none of those that were
        left before the last one lies behind what was passed. From 7.4 on nearly all are still there.

        ended(buckets: count, elements: count) with server, version = if elements * 20 >= buckets or version >= (if server == "valkey" then 8.0 else 7.4) then 0 else (passed(0.1) - passed((elements + 1) / buckets))^(elements + 1)

            buckets: a plain number or a count
            elements: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: as old_array
        As of: 2026-11
        Example: ended(1024, 6) = 13.1%
        In the notation: redis.table.ended
        """
    def passed(self, of_each: Value | bool | Column) -> Quantity:
        """The buckets that steps pass over while a table's elements fall from so many a bucket to none, one with each step: a
        share of all buckets. A step goes to the first that is not empty, and over ten at most.

        passed(of_each) = of_each + sum(empty = 1 to 9, (1 - exp(-empty * of_each)) / empty)

            of_each: anything

        Source: redis 7.2.6: src/dict.c, dictRehash; valkey 9.1.2: src/hashtable.c, rehashStepShrink
        Source: derived here: a bucket of a table with f elements for each is empty with the chance exp(-f)
        As of: 2026-11
        Example: passed(0.1) = 0.815
        In the notation: redis.table.passed
        """
    def buckets_left(
        self,
        buckets: Value | Column,
        most: Value | Column,
        elements: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        deleted_at_once: Value | Column = "1",
    ) -> Quantity:
        """Valkey's buckets from 8.1 on that are left of so many, when of so many elements few are left. A table shrinks when
        13% of its places are used. In 8.1 a step takes a bucket, empty or not, and all deletions do not finish the move;
        from 9.1 on it passes over ten empty ones, is done when 44% of a bucket are left for each, and the next move comes.

        buckets_left(buckets: count, most: count, elements: count) with server, version, deleted_at_once = after_next(source(buckets, most, elements), most, elements)

            buckets: a plain number or a count
            most: a plain number or a count
            elements: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            deleted_at_once: a plain number or a count; 1 unless given

        Source: valkey 8.1.1: src/hashtable.c, rehashStep; valkey 9.1.2: src/hashtable.c, rehashStepShrink
        Source: derived here: hashtable.c played through, 200 to 20,000 elements of which 50 to 99% are deleted
        As of: 2026-11
        Example: buckets_left(512, 2000, 600, server = "valkey", version = 8.1) = 512
        Example: buckets_left(512, 2000, 60, server = "valkey", version = 8.1) = 128
        Example: buckets_left(512, 2000, 60, server = "valkey", version = 9.1) = 32
        Example: buckets_left(512, 2000, 60, server = "valkey", version = 9.1, deleted_at_once = 500) = 16
        In the notation: redis.table.buckets_left
        """
    def source(
        self,
        buckets: Value | Column,
        most: Value | Column,
        elements: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        deleted_at_once: Value | Column = "1",
    ) -> Quantity:
        """The table from which the last move is, or was: the first one where there was none.

        source(buckets: count, most: count, elements: count) with server, version, deleted_at_once = if version < 9.1 then buckets else sixth

            buckets: a plain number or a count
            most: a plain number or a count
            elements: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            deleted_at_once: a plain number or a count; 1 unless given

        Source: as buckets_left
        As of: 2026-11
        Example: source(512, 2000, 60, server = "valkey", version = 9.1) = 128
        In the notation: redis.table.source
        """
    def source_next(
        self,
        buckets: Value | Column,
        most: Value | Column,
        elements: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        deleted_at_once: Value | Column = "1",
    ) -> Quantity:
        """The table after this one, if there is another one after that.

        source_next(buckets: count, most: count, elements: count) with server, version, deleted_at_once = if after_next(next, most, elements) == next then buckets else next

            buckets: a plain number or a count
            most: a plain number or a count
            elements: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            deleted_at_once: a plain number or a count; 1 unless given

        Source: as buckets_left
        As of: 2026-11
        Example: source_next(512, 2000, 60, server = "valkey", version = 9.1) = 128
        Example: source_next(128, 2000, 60, server = "valkey", version = 9.1) = 128
        In the notation: redis.table.source_next
        """
    def after_next(
        self,
        buckets: Value | Column,
        most: Value | Column,
        elements: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        deleted_at_once: Value | Column = "1",
    ) -> Quantity:
        """The table after this one, or this one where there are elements enough in it.

        after_next(buckets: count, most: count, elements: count) with server, version, deleted_at_once = if buckets <= 1 or elements > 0.91 * buckets then buckets else ceil_pow2(max(1, left_at(buckets, most, elements) * 5 / 32))

            buckets: a plain number or a count
            most: a plain number or a count
            elements: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            deleted_at_once: a plain number or a count; 1 unless given

        Source: as buckets_left; valkey 9.1.2: src/hashtable.c, nextBucketExp, BUCKET_FACTOR
        As of: 2026-11
        Example: after_next(128, 2000, 100, server = "valkey", version = 9.1) = 32
        In the notation: redis.table.after_next
        """
    def left_at(
        self,
        buckets: Value | Column,
        most: Value | Column,
        elements: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        deleted_at_once: Value | Column = "1",
    ) -> Quantity:
        """Elements that are left when a table of so many buckets shrinks: 13% of its places, or those that the first command
        leaves that goes below, which from 9.1 on is finished before.

        left_at(buckets: count, most: count, elements: count) with server, version, deleted_at_once = max(elements, most - batch * ceil((most - 0.91 * buckets) / batch))

            buckets: a plain number or a count
            most: a plain number or a count
            elements: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            deleted_at_once: a plain number or a count; 1 unless given

        Source: valkey 9.1.2: src/t_set.c, sremCommand, hashtablePauseAutoShrink
        As of: 2026-11
        Example: left_at(512, 2000, 60) = 465
        Example: left_at(512, 2000, 60, server = "valkey", version = 9.1, deleted_at_once = 100) = 400
        In the notation: redis.table.left_at
        """
    def old_buckets(
        self,
        elements: Value | Column,
        most: Value | Column,
        moves: Value | bool | Column = "1",
        converted_at: Value | Column = "0",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted_at_once: Value | Column = "1",
    ) -> Quantity:
        """The old table of Valkey from 8.1 on, which nothing has touched since its elements were written, or deleted. Where it
        grows a step takes a bucket, empty or not, with what is chained to it.

        old_buckets(elements: count, most: count, moves = 1, converted_at: count = 0) -> B with server, version, allocator, just_loaded, deleted_at_once = if not just_loaded then 0 B else if buckets_left(buckets, most, elements) < from then not_done * malloc.block(from * 64 B) else if moved >= 1 or converted_at > 7 * smaller or most <= 7 then 0 B else array + (1 - moved) * chained

            elements: a plain number or a count
            most: a plain number or a count
            moves: anything; 1 unless given
            converted_at: a plain number or a count; 0 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted_at_once: a plain number or a count; 1 unless given

        Source: valkey 9.1.2: src/hashtable.c, rehashStepOnReadIfNeeded, rehashStepExpand, rehashStepShrink
        As of: 2026-11
        Example: old_buckets(4090, 4090, just_loaded = yes) = 32.8 KB
        Example: old_buckets(1024, 1024, just_loaded = yes) = 8 KiB
        Example: old_buckets(1025, 1025, just_loaded = yes) = 0 B
        Example: old_buckets(60, 2000, server = "valkey", version = 8.1, just_loaded = yes) = 32 KiB
        Example: old_buckets(60, 2000, server = "valkey", version = 9.1, just_loaded = yes) = 7.6 KiB
        Example: old_buckets(200, 2000, server = "valkey", version = 9.1, just_loaded = yes) = 0 B
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
        deleted_at_once: Value | Column = "1",
    ) -> Quantity:
        """table(elements: count, linked = 0, moves = 1, converted_at: count = 0) -> B with server, version, allocator, just_loaded, deleted, deleted_at_once: Struct and array of the table of one key, without its entries."""
