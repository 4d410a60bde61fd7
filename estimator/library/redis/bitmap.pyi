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
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
    ) -> Quantity:
        """The memory of bitmaps, each with its highest bit set in one go: the growth of used_memory.
        A string as long as its highest bit asks, however few bits are set.

        bitmap(keys: count, bits: count, key_length: B = 16 B, ttl: share = 0%) -> B with server, version, allocator, cluster = keys * each + tables

            keys: a plain number or a count
            bits: a plain number or a count
            key_length: B; 16 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given

        Source: redis 7.2.6: src/bitops.c, setbitCommand
        Source: measured: bitmaps of 1 M bits on 17 servers, Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-10
        Example: bitmap(50 key, 1 M, 12 B) = 6.557 MB
        In the notation: redis.bitmap.bitmap
        """
    def key(
        self,
        bits: Value | Column,
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """One bitmap, without its place in the table of keys.

        key(bits: count, key_length: B = 16 B, ttl: share = 0%) -> B with server, version, allocator = mean(object + text)

            bits: a plain number or a count
            key_length: B; 16 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as bitmap
        As of: 2026-10
        Example: key(1 M, 12 B) = 131_128 B
        In the notation: redis.bitmap.key
        """
    def __call__(
        self,
        keys: Value | Column,
        bits: Value | Column,
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
    ) -> Quantity:
        """bitmap(keys: count, bits: count, key_length: B = 16 B, ttl: share = 0%) -> B with server, version, allocator, cluster: The memory of bitmaps, each with its highest bit set in one go: the growth of used_memory."""
