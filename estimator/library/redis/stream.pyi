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
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
        max_node_bytes: Value | Column = "4096 B",
        max_node_entries: Value | Column = "100",
        entry_rate: Value | Column = "100 entry/s",
        full_blocks: Literal["given back", "kept", "filled and kept"] | Column = "given back",
        value_number: Value | Column = "0.5",
        same_fields: Value | Column = "100%",
    ) -> Quantity:
        """The memory of streams: the growth of used_memory.
        Entries lie in packed blocks of at most 4096 bytes and 100 entries, found by a radix tree. A consumer group comes on
        top, see redis.stream_group. `entry_rate` is how fast the entries of one stream come: 1 G entry/s for all in one
        burst. `field_length` and `value_length` are those of one field and of one value; `ttl` is that of the key. A `value`
        that is an integer is one of so many digits, or `value_number` where that is given: 0.5, no integer, is none.
        An entry that has not the fields of its block's first one keeps their names. `same_fields` is the share of entries
        that have these, by name and order: 100% where all of the stream do, 1/3 of three kinds of them in any order, 0%
        where each has names of its own.

        stream(keys: count, entries: count, key_length: B = 16 B, fields: count = 3, field_length: B = 5 B, value_length: B = 12 B, ttl: share = 0%, value: "text" or "integer" = "text") -> B with server, version, allocator, cluster, slots, just_loaded, max_node_bytes, max_node_entries, entry_rate, full_blocks, value_number, same_fields = keys * each + tables

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
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given
            max_node_bytes: B; 4096 B unless given
            max_node_entries: a plain number or a count; 100 unless given
            entry_rate: entry/s; 100 entry/s unless given
            full_blocks: "given back" or "kept" or "filled and kept"; "given back" unless given
            value_number: a plain number or a count; 0.5 unless given
            same_fields: a share, from 0 to 100%; 100% unless given

        Source: redis 7.2.6: src/t_stream.c, streamAppendItem, STREAM_LISTPACK_MAX_PRE_ALLOCATE
        Source: measured: 1 to 10,000 entries of 1 and 3 fields, Redis 5.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-11
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
        entry_rate: Value | Column = "100 entry/s",
        full_blocks: Literal["given back", "kept", "filled and kept"] | Column = "given back",
        value_number: Value | Column = "0.5",
        same_fields: Value | Column = "100%",
    ) -> Quantity:
        """One stream, without its place in the table of keys.
        A block that is full by its bytes gives the room back that it was made with, but not in the first patches of 6.2 and
        7.0: there `full_blocks` is "kept" for 6.2.6 to 6.2.11 and 7.0.0 to 7.0.9, and "filled and kept" up to 6.2.5.

        key(entries: count, key_length: B = 16 B, fields: count = 3, field_length: B = 5 B, value_length: B = 12 B, ttl: share = 0%, value: "text" or "integer" = "text") -> B with server, version, allocator, max_node_bytes, max_node_entries, entry_rate, full_blocks, value_number, same_fields = mean(object + struct + tree + full * full_node + last_node)

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
            entry_rate: entry/s; 100 entry/s unless given
            full_blocks: "given back" or "kept" or "filled and kept"; "given back" unless given
            value_number: a plain number or a count; 0.5 unless given
            same_fields: a share, from 0 to 100%; 100% unless given

        Source: as stream
        Source: redis 6.2.5, 6.2.6, 6.2.11, 6.2.12, 7.0.9 and 7.0.10: src/t_stream.c, streamAppendItem
        As of: 2026-11
        Example: key(100, 12 B, 3, 5 B, 11.33 B) = 8480 B
        Example: key(100, 12 B, 3, 5 B, 11.33 B, 0%, server = "redis", version = 6.0) = 5240 B
        Example: key(1000, 10 B, 1, 2 B, 6 B, entry_rate = 1 G entry/s, server = "redis", version = 6.2) = 20.88 KB
        Example: key(10_000, 12 B, 3, 5 B, 11.33 B, same_fields = 0%) / 10_000 = 73 B
        In the notation: redis.stream.key
        """
    def group(
        self,
        pending: Value | Column,
        consumers: Value | Column = "1",
        group_length: Value | Column = "8 B",
        consumer_length: Value | Column = "16 B",
        first_group: bool | str | Column = True,
        read_at_once: Value | Column = "10",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        entry_rate: Value | Column = "100 entry/s",
    ) -> Quantity:
        """A consumer group of a stream, with its consumers and the entries that they read and have not acknowledged.
        Each pending entry stands in the tree of the group and in its consumer's, with when and how often it was delivered.
        From Redis 8.2 on the stream keeps as well which groups have an entry pending: `first_group` is for the group that
        has it pending first, and no for further ones. `read_at_once` is the COUNT with which consumers read. 8.4 has them
        by time of delivery in a third tree, 8.6 in a chain.

        group(pending: count, consumers: count = 1, group_length: B = 8 B, consumer_length: B = 16 B, first_group: yes or no = yes, read_at_once: count = 10) -> B with server, version, allocator, entry_rate = place + malloc.block(group_size) + empty_tree + consumers * consumer + redis.radix_tree(pending) + of_consumers + pending * (malloc.block(nack_size) + listed) + by_entry + by_time

            pending: a plain number or a count
            consumers: a plain number or a count; 1 unless given
            group_length: B; 8 B unless given
            consumer_length: B; 16 B unless given
            first_group: yes or no; yes unless given
            read_at_once: a plain number or a count; 10 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            entry_rate: entry/s; 100 entry/s unless given

        Source: redis 7.2.6: src/stream.h, streamCG, streamConsumer, streamNACK; src/t_stream.c, streamCreateCG
        Source: redis 8.4: src/stream.h, streamNACK, pelTimeKey; 8.6.2: src/t_stream.c, streamCreateNACK, pelListInsertAtTail
        Source: derived here: a tree of keys of a time and an id each, built as rax.c does: within 1% for 1 to 100 at once
        Source: measured: 2 consumers and 500 to 5000 entries pending on Redis 6.2 to 8.2 and Valkey 8.1 and 9.1
        As of: 2026-11
        Example: group(0, 0) = 168 B
        Example: group(5000, 2) / 5000 = 125 B
        Example: group(300 k, entry_rate = 1 G entry/s) / 300 k = 76.3 B
        Example: group(5000, 2, version = 8.2) / 5000 = 255.5 B
        Example: group(5000, 2, version = 8.4) / 5000 = 302 B
        Example: group(5000, 2, 8 B, 12 B, no, server = "redis", version = 8.2) / 5000 = 157 B
        In the notation: redis.stream.group
        """
    def name(
        self,
        length: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A name alone in a tree: a node for its letters, and its leaf.

        name(length: B) -> B with allocator = malloc.block(malloc.round_up(4 B + redis.sds.whole(length), 8 B) + 8 B) + malloc.block(16 B)

            length: B
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/rax.c, raxCompressNode
        As of: 2026-11
        Example: name(8 B) = 40 B
        In the notation: redis.stream.name
        """
    def since_first(self, entries: Value | Column, entry_rate: Value | Column = "100 entry/s") -> Quantity:
        """What the milliseconds of an entry since the first of its block take on average, in a block of so many, and what its
        number within the millisecond takes more where that is less than the first one's: negative numbers take a byte more.

        since_first(entries: count) -> B with entry_rate = (2 + later(entries, 127) + later(entries, 4095) + later(entries, 32_767) + later(entries, 8_388_607) + negative) * 1 B

            entries: a plain number or a count
            entry_rate: entry/s; 100 entry/s unless given

        Source: redis 7.2.6: src/listpack.c, lpEncodeIntegerGetType
        As of: 2026-11
        Example: since_first(100) = 2.87 B
        Example: since_first(100, entry_rate = 1 G entry/s) = 2 B
        In the notation: redis.stream.since_first
        """
    def later(
        self, entries: Value | Column, milliseconds: Value | Column, entry_rate: Value | Column = "100 entry/s"
    ) -> Quantity:
        """The share of so many entries that come later than so many milliseconds after the first.

        later(entries: count, milliseconds: count) -> % with entry_rate = max(0, 1 - ceil((milliseconds + 1) * entry_rate * 1 ms / 1 entry) / entries)

            entries: a plain number or a count
            milliseconds: a plain number or a count
            entry_rate: entry/s; 100 entry/s unless given

        Source: as since_first
        Example: later(100, 127, entry_rate = 100 entry/s) = 87%
        In the notation: redis.stream.later
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
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
        max_node_bytes: Value | Column = "4096 B",
        max_node_entries: Value | Column = "100",
        entry_rate: Value | Column = "100 entry/s",
        full_blocks: Literal["given back", "kept", "filled and kept"] | Column = "given back",
        value_number: Value | Column = "0.5",
        same_fields: Value | Column = "100%",
    ) -> Quantity:
        """stream(keys: count, entries: count, key_length: B = 16 B, fields: count = 3, field_length: B = 5 B, value_length: B = 12 B, ttl: share = 0%, value: "text" or "integer" = "text") -> B with server, version, allocator, cluster, slots, just_loaded, max_node_bytes, max_node_entries, entry_rate, full_blocks, value_number, same_fields: The memory of streams: the growth of used_memory."""
