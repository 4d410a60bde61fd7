"""Redis: hashes

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, NamedTuple, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class FieldAndValueResults(NamedTuple):
    blocks: Quantity
    asked: Quantity

class Sheet(Estimate):
    """Redis: hashes"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: hashes"""
    def hash(
        self,
        keys: Value | Column,
        fields: Value | Column,
        key_length: Value | Column = "16 B",
        field_length: Value | Column = "8 B",
        value_length: Value | Column = "20 B",
        field: Literal["text", "integer"] | Column = "text",
        value: Literal["text", "integer"] | Column = "text",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
        field_ttl: bool | str | Column = False,
        field_times_apart: Value | Column = "0 s",
        max_packed_entries: Value | Column = "512",
        max_packed_value: Value | Column = "64 B",
        field_number: Value | Column = "0.5",
        value_number: Value | Column = "0.5",
    ) -> Quantity:
        """The memory of hashes: the growth of used_memory.
        A hash is one packed block while it has at most `max_packed_entries` fields and none of its fields and values
        is longer than `max_packed_value`; else it is a table. Lengths and fields may be ranges: their spread.
        `field` and `value` say whether these are a text or an integer, which is one of so many digits, or `field_number` and
        `value_number` where those are given: 0.5, no integer, is none. `field_ttl` says whether fields expire, `just_loaded`
        whether nothing has touched the hashes since they were written, `deleted` the share of their fields that is gone
        again. Who deletes and then reads used_memory at once, with nothing but deletions in between, has `just_loaded =
        yes`: the old table is there. The default is what is left once it has moved, by commands on the key: from Redis 7.4
        and Valkey 9.1 on one look at each field that is left is enough, in Redis up to 7.2 and Valkey 8.1 it takes more.
        Where few are left of thousands, chance says up to Redis 7.2 how often a table has shrunk: what is given is the mean
        of many keys, of which each has all of its buckets, an eighth of them or hardly any.

        hash(keys: count, fields: count, key_length: B = 16 B, field_length: B = 8 B, value_length: B = 20 B, field: "text" or "integer" = "text", value: "text" or "integer" = "text", ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded, deleted, deleted_at_once, field_ttl, field_times_apart, max_packed_entries, max_packed_value, field_number, value_number = keys * each + tables + expiring

            keys: a plain number or a count
            fields: a plain number or a count
            key_length: B; 16 B unless given
            field_length: B; 8 B unless given
            value_length: B; 20 B unless given
            field: "text" or "integer"; "text" unless given
            value: "text" or "integer"; "text" unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given
            deleted_at_once: a plain number or a count; 1 unless given
            field_ttl: yes or no; no unless given
            field_times_apart: s; 0 s unless given
            max_packed_entries: a plain number or a count; 512 unless given
            max_packed_value: B; 64 B unless given
            field_number: a plain number or a count; 0.5 unless given
            value_number: a plain number or a count; 0.5 unless given

        Source: redis 7.2.6: src/t_hash.c, hashTypeTryConversion
        Source: measured: growth of used_memory on 17 servers, Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-10
        Example: hash(20 k key, 5, 12 B, 8 B, 8 B) = 3.6221 MB
        Example: hash(500 key, 512, 12 B, 8 B, 8 B) = 6.178928 MB
        Example: hash(200 key, 1000, 12 B, 8 B, 8 B) = 12.863 MB
        Example: hash(1 key, 100, 12 B, 8 B, 10 B, "text", "integer", value_number = spread(uniform(1e9, 4e9))) = 2135 B
        In the notation: redis.hash.hash
        """
    def key(
        self,
        fields: Value | Column,
        key_length: Value | Column = "16 B",
        field_length: Value | Column = "8 B",
        value_length: Value | Column = "20 B",
        field: Literal["text", "integer"] | Column = "text",
        value: Literal["text", "integer"] | Column = "text",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
        field_ttl: bool | str | Column = False,
        field_times_apart: Value | Column = "0 s",
        max_packed_entries: Value | Column = "512",
        max_packed_value: Value | Column = "64 B",
        field_number: Value | Column = "0.5",
        value_number: Value | Column = "0.5",
    ) -> Quantity:
        """One hash, without its place in the table of keys, and among the hashes whose fields expire: redis.expiring.hashes.

        key(fields: count, key_length: B = 16 B, field_length: B = 8 B, value_length: B = 20 B, field: "text" or "integer" = "text", value: "text" or "integer" = "text", ttl: share = 0%) -> B with server, version, allocator, just_loaded, deleted, deleted_at_once, field_ttl, field_times_apart, max_packed_entries, max_packed_value, field_number, value_number = mean(blocks)

            fields: a plain number or a count
            key_length: B; 16 B unless given
            field_length: B; 8 B unless given
            value_length: B; 20 B unless given
            field: "text" or "integer"; "text" unless given
            value: "text" or "integer"; "text" unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given
            deleted_at_once: a plain number or a count; 1 unless given
            field_ttl: yes or no; no unless given
            field_times_apart: s; 0 s unless given
            max_packed_entries: a plain number or a count; 512 unless given
            max_packed_value: B; 64 B unless given
            field_number: a plain number or a count; 0.5 unless given
            value_number: a plain number or a count; 0.5 unless given

        Source: as hash
        As of: 2026-10
        Example: key(5, 12 B, 8 B, 8 B) = 168 B
        Example: key(1000, 12 B, 8 B, 8 B, version = 8.6) = 37.97 KB
        In the notation: redis.hash.key
        """
    def packed(
        self,
        fields: Value | Column,
        field_length: Value | Column,
        value_length: Value | Column,
        field: Literal["text", "integer"] | Column = "text",
        value: Literal["text", "integer"] | Column = "text",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        field_ttl: bool | str | Column = False,
        max_packed_value: Value | Column = "64 B",
        field_number: Value | Column = "0.5",
        value_number: Value | Column = "0.5",
    ) -> Quantity:
        """The packed form of a hash: fields and values in turns, and with a time to live for fields that one as well.

        packed(fields: count, field_length: B, value_length: B, field: "text" or "integer" = "text", value: "text" or "integer" = "text") -> B with server, version, allocator, field_ttl, max_packed_value, field_number, value_number = header + redis.packed.content(fields, pair + expiry, deviation)

            fields: a plain number or a count
            field_length: B
            value_length: B
            field: "text" or "integer"; "text" unless given
            value: "text" or "integer"; "text" unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            field_ttl: yes or no; no unless given
            max_packed_value: B; 64 B unless given
            field_number: a plain number or a count; 0.5 unless given
            value_number: a plain number or a count; 0.5 unless given

        Source: redis 7.2.6: src/t_hash.c; redis 7.4.1: src/t_hash.c, listpackEx
        As of: 2026-10
        Example: packed(5, 8 B, 8 B) = 112 B
        Example: packed(10, 8 B, 8 B, field_ttl = yes, version = 8.0) = 352 B
        In the notation: redis.hash.packed
        """
    def table(
        self,
        fields: Value | Column,
        field_length: Value | Column,
        value_length: Value | Column,
        value: Literal["text", "integer"] | Column = "text",
        packed_before: Value | Column = "0",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
        field_ttl: bool | str | Column = False,
        field_times_apart: Value | Column = "0 s",
    ) -> Quantity:
        """The table form of a hash.
        Up to Redis 8.2 and Valkey 8.0 a field is an entry and two texts; later ones keep field and value in one block
        of at most 128 bytes. A field's time to live takes 16 bytes and its share of a tree of times, in Valkey 8: see
        redis.expiring.

        table(fields: count, field_length: B, value_length: B, value: "text" or "integer" = "text", packed_before: count = 0) -> B with server, version, allocator, just_loaded, deleted, deleted_at_once, field_ttl, field_times_apart = fields * mean(field_blocks) + times + redis.table(fields, joined, moves, converted_at)

            fields: a plain number or a count
            field_length: B
            value_length: B
            value: "text" or "integer"; "text" unless given
            packed_before: a plain number or a count; 0 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given
            deleted_at_once: a plain number or a count; 1 unless given
            field_ttl: yes or no; no unless given
            field_times_apart: s; 0 s unless given

        Source: redis 7.2.6: src/dict.h, dictEntry; redis 8.6.3: src/entry.c; valkey 9.1.2: src/entry.c, src/vset.c
        Source: redis 8.0.6: src/mstr.c, mstrNewWithMeta
        Source: measured: 2 to 5000 fields of 3 to 40 bytes with a time to live, Redis 8.0 to 8.6 and Valkey 9.1
        As of: 2026-11
        Example: table(1000, 8 B, 8 B) = 64_248 B
        Example: table(600, 8 B, 8 B, "text", 513, version = 6.2, just_loaded = yes) = 45_984 B
        Example: table(600, 8 B, 8 B, "text", 513, just_loaded = yes) - table(600, 8 B, 8 B) = 0 B
        Example: table(1500, 8 B, 8 B, just_loaded = yes) - table(1500, 8 B, 8 B) = 8 KiB
        Example: table(1500, 8 B, 8 B, just_loaded = yes, version = 8.0) - table(1500, 8 B, 8 B, version = 8.0) = 0 B
        Example: table(50, 8 B, 100 B, "text", field_ttl = no, server = "redis", version = 8.6) = 7220 B
        Example: table(1000, 5 B, 20 B, field_ttl = yes, version = 8.2) = 89.77 KB
        In the notation: redis.hash.table
        """
    def field_and_value(
        self,
        field_length: Value | Column,
        value_length: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        field_ttl: bool | str | Column = False,
    ) -> FieldAndValueResults:
        """A field and its value from Redis 8.6 and Valkey 8.1 on: together in one block of at most 128 bytes, else in one each,
        where the field's has a pointer to the value. `blocks` is what the allocator gives, `asked` what it is asked for. A
        field that expires has its time as well, and a header with room for what it is.

        field_and_value(field_length: B, value_length: B) with server, version, allocator, field_ttl = blocks, asked

            field_length: B
            value_length: B
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            field_ttl: yes or no; no unless given

        Source: redis 8.6.3: src/entry.c, EMBED_VALUE_MAX_ALLOC_SIZE; valkey 9.1.2: src/entry.c
        As of: 2026-11
        Example: field_and_value(8 B, 8 B, version = 8.6).asked = 22 B
        Example: field_and_value(8 B, 100 B, version = 8.6).blocks = 128 B
        Example: field_and_value(8 B, 120 B, version = 8.6).blocks = 152 B
        Example: field_and_value(8 B, 120 B, version = 8.6).asked = 144 B
        In the notation: redis.hash.field_and_value
        """
    def __call__(
        self,
        keys: Value | Column,
        fields: Value | Column,
        key_length: Value | Column = "16 B",
        field_length: Value | Column = "8 B",
        value_length: Value | Column = "20 B",
        field: Literal["text", "integer"] | Column = "text",
        value: Literal["text", "integer"] | Column = "text",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
        field_ttl: bool | str | Column = False,
        field_times_apart: Value | Column = "0 s",
        max_packed_entries: Value | Column = "512",
        max_packed_value: Value | Column = "64 B",
        field_number: Value | Column = "0.5",
        value_number: Value | Column = "0.5",
    ) -> Quantity:
        """hash(keys: count, fields: count, key_length: B = 16 B, field_length: B = 8 B, value_length: B = 20 B, field: "text" or "integer" = "text", value: "text" or "integer" = "text", ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded, deleted, deleted_at_once, field_ttl, field_times_apart, max_packed_entries, max_packed_value, field_number, value_number: The memory of hashes: the growth of used_memory."""
