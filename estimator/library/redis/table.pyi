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
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """Struct and array of the table of one key, without its entries.
        `linked` is 1 where the buckets hold their first entry themselves and further ones are linked, else 0.

        table(elements: count, linked = 0) -> B with server, version, allocator = if server == "valkey" and version >= 8.1 then head + redis.keyspace.bucket_table(ceil_pow2(max(1, elements / 7)), elements) else if linked == 1 then head + array + redis.keyspace.links(elements, buckets) * malloc.block(16 B) else head + array

            elements: a plain number or a count
            linked: anything; 0 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 6.2.14 and 7.2.6: src/dict.h, dict, dictht; valkey 9.1.2: src/hashtable.c, struct hashtable
        Source: measured: used_memory of hashes, sets and sorted sets of 1000 and 10,000 elements
        As of: 2026-10
        Example: table(1000) = 8248 B
        Example: table(1000, server = "redis", version = 6.2) = 8288 B
        Example: table(1000, server = "valkey", version = 8.1) = 17_330 B
        In the notation: redis.table.table
        """
    def __call__(
        self,
        elements: Value | Column,
        linked: Value | bool | Column = "0",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """table(elements: count, linked = 0) -> B with server, version, allocator: Struct and array of the table of one key, without its entries."""
