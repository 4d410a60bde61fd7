"""Redis: positions (GEOADD)

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: positions (GEOADD)"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: positions (GEOADD)"""
    def geo(
        self,
        keys: Value | Column,
        members: Value | Column,
        key_length: Value | Column = "16 B",
        member_length: Value | Column = "8 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
        max_packed_members: Value | Column = "128",
        max_packed_value: Value | Column = "64 B",
    ) -> Quantity:
        """The memory of sets of positions: the growth of used_memory. They are sorted sets with integer scores of 52 bits,
        with `deleted` and `just_loaded` as there.

        geo(keys: count, members: count, key_length: B = 16 B, member_length: B = 8 B, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded, deleted, deleted_at_once, max_packed_members, max_packed_value = redis.sorted_set(keys, members, key_length, member_length, "text", "integer", 16 B, ttl)

            keys: a plain number or a count
            members: a plain number or a count
            key_length: B; 16 B unless given
            member_length: B; 8 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given
            deleted_at_once: a plain number or a count; 1 unless given
            max_packed_members: a plain number or a count; 128 unless given
            max_packed_value: B; 64 B unless given

        Source: redis 7.2.6: src/geo.c; src/geohash.h, GEO_STEP_MAX
        Source: measured: 100 positions on 17 servers, Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-10
        Example: geo(500 key, 100, 12 B, 8 B) = 1.0588 MB
        In the notation: redis.geo.geo
        """
    def key(
        self,
        members: Value | Column,
        key_length: Value | Column = "16 B",
        member_length: Value | Column = "8 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
        max_packed_members: Value | Column = "128",
        max_packed_value: Value | Column = "64 B",
    ) -> Quantity:
        """One set of positions, without its place in the table of keys.

        key(members: count, key_length: B = 16 B, member_length: B = 8 B, ttl: share = 0%) -> B with server, version, allocator, just_loaded, deleted, deleted_at_once, max_packed_members, max_packed_value = redis.sorted_set.key(members, key_length, member_length, "text", "integer", 16 B, ttl)

            members: a plain number or a count
            key_length: B; 16 B unless given
            member_length: B; 8 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given
            deleted_at_once: a plain number or a count; 1 unless given
            max_packed_members: a plain number or a count; 128 unless given
            max_packed_value: B; 64 B unless given

        Source: as geo
        As of: 2026-10
        Example: key(100, 12 B) = 2104 B
        In the notation: redis.geo.key
        """
    def __call__(
        self,
        keys: Value | Column,
        members: Value | Column,
        key_length: Value | Column = "16 B",
        member_length: Value | Column = "8 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
        max_packed_members: Value | Column = "128",
        max_packed_value: Value | Column = "64 B",
    ) -> Quantity:
        """geo(keys: count, members: count, key_length: B = 16 B, member_length: B = 8 B, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded, deleted, deleted_at_once, max_packed_members, max_packed_value: The memory of sets of positions: the growth of used_memory. They are sorted sets with integer scores of 52 bits,"""
