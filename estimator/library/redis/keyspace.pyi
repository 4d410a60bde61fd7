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
        key_length: Value | Column = "19 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """keyspace(keys: count, ttl: share = 0%, key_length: B = 19 B) -> B with server, version, allocator, cluster, slots, just_loaded: What the tables of all keys of a server take: the main table and the one of the keys with a time to live."""
    def second_table(
        self,
        keys: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """second_table(keys: count) -> B with server, version, allocator, cluster, slots, just_loaded: A table besides the main one, as that of the keys with a time to live, without what stands in it. Up to 7.2 it is"""
    def entries(
        self,
        expiring: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """entries(expiring: count) -> B with server, version, allocator: What stands in the table of the keys with a time to live. Up to 8.0 it has entries of its own; later ones keep the"""
    def table(
        self,
        keys: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """table(keys: count) -> B with server, version, allocator: One table of a number of keys, without what its entries point to."""
    def table_buckets(self, entries: Value | Column) -> Quantity:
        """table_buckets(entries: count): Buckets of a table that grows when it is full: the power of two from its entries up, at least four."""
    def links(self, entries: Value | Column, buckets: Value | Column) -> Quantity:
        """links(entries: count, buckets: count): Entries that find their bucket taken, in a table whose buckets hold the first entry themselves."""
    def bucket_table(
        self,
        buckets: Value | Column,
        entries: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """bucket_table(buckets: count, entries: count) -> B with allocator: Valkey's table from 8.1 on: buckets of 64 bytes hold seven entries, a full one chains another, six at a time."""
    def growing(
        self,
        keys: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """growing(keys: count) -> B with server, version, allocator, cluster, slots, just_loaded: What the main table takes while it grows: the old one is held beside the new one, half as large. In a cluster from"""
    def cluster_table(
        self,
        keys: Value | Column,
        key_length: Value | Column = "19 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """cluster_table(keys: count, key_length: B = 19 B) -> B with server, version, allocator, slots, just_loaded: The main table of a node in cluster mode, with what is kept for its `slots` of the 16,384."""
    def slot_lists(
        self,
        keys: Value | Column,
        key_length: Value | Column = "19 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """slot_lists(keys: count, key_length: B = 19 B) -> B with server, version, allocator: What tells the slots of keys in versions that have one table for all slots: a skip list, a radix tree, or two"""
    def slot_tables(
        self,
        keys: Value | Column,
        of: Literal["main", "expires"] | Column = "expires",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """slot_tables(keys: count, of: "main" or "expires" = "expires") -> B with server, version, allocator, slots, just_loaded: The tables of the slots of a cluster's node; keys spread over them by hash. A table that is just full grows with the"""
    def grown_at(self, buckets: Value | Column, just_loaded: bool | str | Column = False) -> Quantity:
        """grown_at(buckets: count) with just_loaded: How many keys a slot has at least whose array has twice as many pointers as these. A full one is looked at and grown,"""
    def slot_head(
        self,
        of: Literal["main", "expires"] | Column = "expires",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """slot_head(of: "main" or "expires" = "expires") -> B with server, version, allocator: What a slot's table takes besides its buckets, with what the set of tables keeps of each."""
    def below(self, keys: Value | Column, mean_keys: Value | Column) -> Quantity:
        """below(keys: count, mean_keys: count): The share of slots with fewer keys."""
    def share_of(
        self, buckets: Value | Column, mean_keys: Value | Column, just_loaded: bool | str | Column = False
    ) -> Quantity:
        """share_of(buckets: count, mean_keys: count) with just_loaded: The share of slots whose array has so many pointers."""
    def linked(self, buckets: Value | Column, mean_keys: Value | Column) -> Quantity:
        """linked(buckets: count, mean_keys: count): Keys of a slot's table of so many buckets that find their bucket taken."""
    def slots_of_buckets(
        self,
        buckets: Value | Column,
        mean_keys: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """slots_of_buckets(buckets: count, mean_keys: count) -> B with allocator, just_loaded: Valkey's tables of so many buckets of slots with so many keys on average, times the share of the slots that have"""
    def after_deletions(
        self,
        keys: Value | Column,
        deleted: Value | Column,
        ttl: Value | Column = "0%",
        key_length: Value | Column = "19 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
    ) -> Quantity:
        """after_deletions(keys: count, deleted: share, ttl: share = 0%, key_length: B = 19 B) -> B with server, version, allocator, cluster, slots: The tables when a share of the keys that there once were has been deleted or has expired since, in any order, and"""
    def table_left(
        self,
        keys: Value | Column,
        deleted: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """table_left(keys: count, deleted: share) -> B with server, version, allocator: One table of which a share of the keys was deleted and these are left, little by little: each smaller table is done"""
    def slot_tables_left(
        self,
        keys: Value | Column,
        deleted: Value | Column,
        of: Literal["main", "expires"] | Column = "expires",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        slots: Value | Column = "16_384",
    ) -> Quantity:
        """slot_tables_left(keys: count, deleted: share, of: "main" or "expires" = "expires") -> B with server, version, allocator, slots: The tables of the slots of a cluster's node of which a share of the keys was deleted and these are left. What has"""
    def array_left(
        self,
        buckets: Value | Column,
        most: Value | Column,
        mean_keys: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """array_left(buckets: count, most: count, mean_keys: count) -> B with server, version, allocator: What has become of arrays of so many pointers by deletions, times the share of the slots that had them. Each is kept"""
    def at_most(self, some: Value | Column, had: Value | Column, left: Value | Column) -> Quantity:
        """at_most(some: count, had: count, left: share): The share of the slots that had so many keys, of which a share is left, that have no more left than some."""
    def buckets_left(
        self,
        buckets: Value | Column,
        most: Value | Column,
        mean_keys: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """buckets_left(buckets: count, most: count, mean_keys: count) -> B with allocator: The same of Valkey's tables from 8.1 on: each is kept until 13% of its places are used, and then has a quarter of"""
    def __call__(
        self,
        keys: Value | Column,
        ttl: Value | Column = "0%",
        key_length: Value | Column = "19 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """keyspace(keys: count, ttl: share = 0%, key_length: B = 19 B) -> B with server, version, allocator, cluster, slots, just_loaded: What the tables of all keys of a server take: the main table and the one of the keys with a time to live."""
