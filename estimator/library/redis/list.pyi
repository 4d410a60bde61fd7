"""Redis: lists

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: lists"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: lists"""
    def list(
        self,
        keys: Value | Column,
        elements: Value | Column,
        key_length: Value | Column = "16 B",
        element_length: Value | Column = "8 B",
        element: Literal["text", "integer"] | Column = "text",
        ttl: Value | Column = "0%",
        node_size: Value | Column = "8 KiB",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
        element_number: Value | Column = "0.5",
    ) -> Quantity:
        """The memory of lists: the growth of used_memory.
        A chain of packed blocks of at most `node_size`; from Redis 7.2 on and in Valkey a list that fits into one is
        that block alone. Lengths and elements may be ranges: their spread. An `element` that is an integer is one of so many
        digits, or `element_number` where that is given: 0.5, no integer, is none.

        list(keys: count, elements: count, key_length: B = 16 B, element_length: B = 8 B, element: "text" or "integer" = "text", ttl: share = 0%, node_size: B = 8 KiB) -> B with server, version, allocator, cluster, slots, just_loaded, element_number = keys * each + tables

            keys: a plain number or a count
            elements: a plain number or a count
            key_length: B; 16 B unless given
            element_length: B; 8 B unless given
            element: "text" or "integer"; "text" unless given
            ttl: a share, from 0 to 100%; 0% unless given
            node_size: B; 8 KiB unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given
            element_number: a plain number or a count; 0.5 unless given

        Source: redis 7.2.6: src/t_list.c, listTypeTryConversionAppend; src/quicklist.c, _quicklistNodeAllowInsert
        Source: measured: growth of used_memory on 17 servers, Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-10
        Example: list(10 k key, 10, 12 B) = 1.811 MB
        Example: list(200 key, 1000, 12 B) = 2.0852 MB
        In the notation: redis.list.list
        """
    def key(
        self,
        elements: Value | Column,
        key_length: Value | Column = "16 B",
        element_length: Value | Column = "8 B",
        element: Literal["text", "integer"] | Column = "text",
        ttl: Value | Column = "0%",
        node_size: Value | Column = "8 KiB",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        element_number: Value | Column = "0.5",
    ) -> Quantity:
        """One list, without its place in the table of keys.

        key(elements: count, key_length: B = 16 B, element_length: B = 8 B, element: "text" or "integer" = "text", ttl: share = 0%, node_size: B = 8 KiB) -> B with server, version, allocator, element_number = mean(object + blocks)

            elements: a plain number or a count
            key_length: B; 16 B unless given
            element_length: B; 8 B unless given
            element: "text" or "integer"; "text" unless given
            ttl: a share, from 0 to 100%; 0% unless given
            node_size: B; 8 KiB unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            element_number: a plain number or a count; 0.5 unless given

        Source: as list
        As of: 2026-10
        Example: key(10, 12 B) = 168 B
        Example: key(10, 12 B, version = 6.2) = 240 B
        Example: key(100, 12 B, 200 B) = 20_696 B
        Example: key(100, 12 B, 10 B, "integer", element_number = 1_700_000_000) = 696 B
        In the notation: redis.list.key
        """
    def __call__(
        self,
        keys: Value | Column,
        elements: Value | Column,
        key_length: Value | Column = "16 B",
        element_length: Value | Column = "8 B",
        element: Literal["text", "integer"] | Column = "text",
        ttl: Value | Column = "0%",
        node_size: Value | Column = "8 KiB",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
        element_number: Value | Column = "0.5",
    ) -> Quantity:
        """list(keys: count, elements: count, key_length: B = 16 B, element_length: B = 8 B, element: "text" or "integer" = "text", ttl: share = 0%, node_size: B = 8 KiB) -> B with server, version, allocator, cluster, slots, just_loaded, element_number: The memory of lists: the growth of used_memory."""
