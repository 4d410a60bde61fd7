"""Redis: streams

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: streams"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: streams"""
    def stream(
        self,
        keys: Value | Column,
        entries: Value | Column,
        key_length: Value | Column = "16 B",
        fields: Value | Column = "3",
        field_length: Value | Column = "5 B",
        value_length: Value | Column = "12 B",
        ttl: Value | Column = "0%",
        value: Literal["text", "integer"] | Column = "text",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        max_node_bytes: Value | Column = "4096 B",
        max_node_entries: Value | Column = "100",
    ) -> Quantity:
        """The memory of streams whose entries all have the same fields: the growth of used_memory.
        Entries lie in packed blocks of at most 4096 bytes and 100 entries, found by a radix tree. Without consumer groups.
        `field_length` and `value_length` are those of one field and of one value; `ttl` is that of the key.

        stream(keys: count, entries: count, key_length: B = 16 B, fields: count = 3, field_length: B = 5 B, value_length: B = 12 B, ttl: share = 0%, value: "text" or "integer" = "text") -> B with server, version, allocator, cluster, max_node_bytes, max_node_entries = keys * each + tables

            keys: a plain number or a count
            entries: a plain number or a count
            key_length: B; 16 B unless given
            fields: a plain number or a count; 3 unless given
            field_length: B; 5 B unless given
            value_length: B; 12 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            value: "text" or "integer"; "text" unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            max_node_bytes: B; 4096 B unless given
            max_node_entries: a plain number or a count; 100 unless given

        Source: redis 7.2.6: src/t_stream.c, streamAppendItem, STREAM_LISTPACK_MAX_PRE_ALLOCATE
        Source: measured: 100 and 10,000 entries of 3 fields, Redis 5.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-10
        Example: stream(500 key, 100, 12 B, 3, 5 B, 11.33 B) = 4.244 MB
        Example: stream(1 key, 10 k, 12 B, 3, 5 B, 11.33 B) / 10 k = 50.2 B
        In the notation: redis.stream.stream
        """
    def key(
        self,
        entries: Value | Column,
        key_length: Value | Column = "16 B",
        fields: Value | Column = "3",
        field_length: Value | Column = "5 B",
        value_length: Value | Column = "12 B",
        ttl: Value | Column = "0%",
        value: Literal["text", "integer"] | Column = "text",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        max_node_bytes: Value | Column = "4096 B",
        max_node_entries: Value | Column = "100",
    ) -> Quantity:
        """One stream, without its place in the table of keys.

        key(entries: count, key_length: B = 16 B, fields: count = 3, field_length: B = 5 B, value_length: B = 12 B, ttl: share = 0%, value: "text" or "integer" = "text") -> B with server, version, allocator, max_node_bytes, max_node_entries = mean(object + struct + radix_tree + full * full_node + last_node)

            entries: a plain number or a count
            key_length: B; 16 B unless given
            fields: a plain number or a count; 3 unless given
            field_length: B; 5 B unless given
            value_length: B; 12 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            value: "text" or "integer"; "text" unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            max_node_bytes: B; 4096 B unless given
            max_node_entries: a plain number or a count; 100 unless given

        Source: as stream
        As of: 2026-10
        Example: key(100, 12 B, 3, 5 B, 11.33 B) = 8480 B
        Example: key(100, 12 B, 3, 5 B, 11.33 B, 0%, server = "redis", version = 6.0) = 5240 B
        In the notation: redis.stream.key
        """
    def __call__(
        self,
        keys: Value | Column,
        entries: Value | Column,
        key_length: Value | Column = "16 B",
        fields: Value | Column = "3",
        field_length: Value | Column = "5 B",
        value_length: Value | Column = "12 B",
        ttl: Value | Column = "0%",
        value: Literal["text", "integer"] | Column = "text",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        max_node_bytes: Value | Column = "4096 B",
        max_node_entries: Value | Column = "100",
    ) -> Quantity:
        """stream(keys: count, entries: count, key_length: B = 16 B, fields: count = 3, field_length: B = 5 B, value_length: B = 12 B, ttl: share = 0%, value: "text" or "integer" = "text") -> B with server, version, allocator, cluster, max_node_bytes, max_node_entries: The memory of streams whose entries all have the same fields: the growth of used_memory."""
