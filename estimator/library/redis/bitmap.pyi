"""Redis: bitmaps

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: bitmaps"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: bitmaps"""
    def bitmap(
        self,
        keys: Value | Column,
        bits: Value | Column,
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        set_bits: Literal["at once", "ascending", "random"] | Column = "at once",
        step: Value | Column = "1",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """The memory of bitmaps: the growth of used_memory.
        A string as long as its highest bit asks, however few bits are set. That holds where the highest bit is set first
        (`set_bits = "at once"`). A bitmap that grows gets twice the room each time that it has to: a calendar of sign-ins
        day by day is `"ascending"`, users that come in any order, many of them, are `"random"`. `step` is how far it is from
        one bit to the next that is set while they ascend, where that is more than a byte: it says when the room was used up.

        bitmap(keys: count, bits: count, key_length: B = 16 B, ttl: share = 0%, set_bits: "at once" or "ascending" or "random" = "at once", step: count = 1) -> B with server, version, allocator, cluster, slots, just_loaded = keys * each + tables

            keys: a plain number or a count
            bits: a plain number or a count
            key_length: B; 16 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            set_bits: "at once" or "ascending" or "random"; "at once" unless given
            step: a plain number or a count; 1 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given

        Source: redis 7.2.6: src/bitops.c, setbitCommand
        Source: measured: bitmaps of 1 M bits on 17 servers, Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-11
        Example: bitmap(50 key, 1 M, 12 B) = 6.557 MB
        Example: bitmap(10 k key, 365, 20 B, 0%, "ascending") / 10 k = 141.1 B
        In the notation: redis.bitmap.bitmap
        """
    def key(
        self,
        bits: Value | Column,
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        set_bits: Literal["at once", "ascending", "random"] | Column = "at once",
        step: Value | Column = "1",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """One bitmap, without its place in the table of keys.

        key(bits: count, key_length: B = 16 B, ttl: share = 0%, set_bits: "at once" or "ascending" or "random" = "at once", step: count = 1) -> B with server, version, allocator = mean(object + text)

            bits: a plain number or a count
            key_length: B; 16 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            set_bits: "at once" or "ascending" or "random"; "at once" unless given
            step: a plain number or a count; 1 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as bitmap
        As of: 2026-11
        Example: key(1 M, 12 B) = 131_128 B
        Example: key(365, 12 B, 0%, "ascending") = 120 B
        Example: key(4 M, 12 B, 0%, "random") = 863 KB
        Example: key(4 M, 12 B, 0%, "ascending") = 524.3 KB
        Example: key(4 M, 12 B, 0%, "ascending", 997) = 786.5 KB
        In the notation: redis.bitmap.key
        """
    def by_chance(
        self,
        length: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The mean block of a text that bits at random, in the end all over it, have made so long.
        It is enlarged last at some length that it had above half of its end, with twice that then. In 37.5% of the cases its
        room was less than half before, and the last length is anywhere above that; else anywhere above the room that it had,
        which from 6.2 on is what the allocator gave.

        by_chance(length: B) -> B with server, version, allocator = 37.5% * mean(short_before) + 62.5% * mean(long_before)

            length: B
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: derived here: records of uniform draws, each of which doubles the room; 200,000 simulated
        Source: redis 7.2.6: src/bitops.c, lookupStringForBitCommand; src/sds.c, sdsgrowzero
        Source: measured: bitmaps of 20,000 and 4 M bits on Redis 3.2 to 8.2 and Valkey 8.0 to 9.1
        As of: 2026-11
        Example: by_chance(500 KB) = 863 KB
        In the notation: redis.bitmap.by_chance
        """
    def __call__(
        self,
        keys: Value | Column,
        bits: Value | Column,
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        set_bits: Literal["at once", "ascending", "random"] | Column = "at once",
        step: Value | Column = "1",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """bitmap(keys: count, bits: count, key_length: B = 16 B, ttl: share = 0%, set_bits: "at once" or "ascending" or "random" = "at once", step: count = 1) -> B with server, version, allocator, cluster, slots, just_loaded: The memory of bitmaps: the growth of used_memory."""
