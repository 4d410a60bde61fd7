"""Redis: strings

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: strings"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: strings"""
    def string(
        self,
        keys: Value | Column,
        key_length: Value | Column = "16 B",
        value_length: Value | Column = "20 B",
        value: Literal["text", "integer", "small integer", "counter", "appended", "loaded"] | Column = "text",
        ttl: Value | Column = "0%",
        piece: Value | Column = "20 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """The memory of string keys: the growth of used_memory.
        `value` says what they hold: a text, an integer, a small integer (0 to 9999), a counter made by INCR, or a
        text that grew by APPEND in pieces of `piece`. A length may be a range: the spread of the lengths over the keys.
        Up to Redis 6.2 a text of more than 10 MiB that a client SET keeps another 1 MiB, or less if it took more than 0.1 s
        to come; "loaded" is one that came from a dump or by a script, without it.

        string(keys: count, key_length: B = 16 B, value_length: B = 20 B, value: "text" or "integer" or "small integer" or "counter" or "appended" or "loaded" = "text", ttl: share = 0%, piece: B = 20 B) -> B with server, version, allocator, cluster, slots, just_loaded = keys * each + tables

            keys: a plain number or a count
            key_length: B; 16 B unless given
            value_length: B; 20 B unless given
            value: "text" or "integer" or "small integer" or "counter" or "appended" or "loaded"; "text" unless given
            ttl: a share, from 0 to 100%; 0% unless given
            piece: B; 20 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given

        Source: redis 7.2.6: src/object.c, tryObjectEncoding; redis 8.6.3: src/object.c, kvobjCreateEmbedString
        Source: measured: growth of used_memory on 17 servers, Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-10
        Example: string(100_000 key) = 9.84854 MB
        Example: string(1 M key, 19 B, 19 B, "integer") = 72.3886 MB
        Example: string(100_000 key, server = "valkey", version = 9.1) = 6.935 MB
        In the notation: redis.string.string
        """
    def key(
        self,
        key_length: Value | Column = "16 B",
        value_length: Value | Column = "20 B",
        value: Literal["text", "integer", "small integer", "counter", "appended", "loaded"] | Column = "text",
        ttl: Value | Column = "0%",
        piece: Value | Column = "20 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """One string key, without its place in the table.

        key(key_length: B = 16 B, value_length: B = 20 B, value: "text" or "integer" or "small integer" or "counter" or "appended" or "loaded" = "text", ttl: share = 0%, piece: B = 20 B) -> B with server, version, allocator = mean(blocks)

            key_length: B; 16 B unless given
            value_length: B; 20 B unless given
            value: "text" or "integer" or "small integer" or "counter" or "appended" or "loaded"; "text" unless given
            ttl: a share, from 0 to 100%; 0% unless given
            piece: B; 20 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as string
        As of: 2026-10
        Example: key(19 B, 19 B, "integer") = 64 B
        Example: key(16 B, 20 B) = 88 B
        Example: key(16 B, 64 B) = 144 B
        Example: key(16 B, 20 B, version = 8.2) = 64 B
        Example: key(16 B, 44 B, version = 8.2) = 88 B
        Example: key(16 B, 20 B, "text", 100%, server = "redis", version = 8.2) = 72 B
        Example: key(16 B, 20 B, "text", 100%, server = "redis", version = 8.6) = 80 B
        Example: key(16 B, 20 B, "text", 0%, server = "valkey", version = 9.1) = 56 B
        Example: key(16 B, 20 B, "text", 100%, server = "valkey", version = 8.1) = 72 B
        Example: key(16 B, 100 B, "appended") = 288 B
        Example: key(1 B, 20 MB, version = 6.2, allocator = "glibc") = 21.0494 MB
        Example: key(1 B, 20 MB, "loaded", version = 6.2, allocator = "glibc") = 20.0001 MB
        In the notation: redis.string.key
        """
    def value_blocks(
        self,
        value_length: Value | Column,
        value: Literal["text", "integer", "small integer", "counter", "appended", "loaded"] | Column = "text",
        piece: Value | Column = "20 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The value of a string key up to Redis 8.0 and Valkey 8.0.
        Up to 4.0 an integer that was SET keeps the block of the text that it came as. A counter below 10,000 is one of the
        numbers that exist once for all, unless maxmemory-policy evicts by LRU or LFU.

        value_blocks(value_length: B, value: "text" or "integer" or "small integer" or "counter" or "appended" or "loaded" = "text", piece: B = 20 B) -> B with server, version, allocator = if value == "small integer" then 0 B else if value == "counter" then if length <= 4 B then 0 B else object else if value == "integer" then if server == "redis" and version < 5.0 then embedded else object else if value == "appended" and value_length > piece then object + redis.sds.appended(value_length, piece) else if length <= 44 B then embedded else if value == "loaded" then object + redis.sds.text(value_length) else object + redis.sds.received(value_length)

            value_length: B
            value: "text" or "integer" or "small integer" or "counter" or "appended" or "loaded"; "text" unless given
            piece: B; 20 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 4.0.14: src/object.c, tryObjectEncoding; redis 7.2.6: src/object.c, OBJ_ENCODING_EMBSTR_SIZE_LIMIT
        Source: redis 7.2.6: src/t_string.c, incrDecrCommand; src/object.c, createStringObjectFromLongLongWithOptions
        As of: 2026-11
        Example: value_blocks(19 B, "integer") = 16 B
        Example: value_blocks(19 B, "integer", server = "redis", version = 4.0) = 40 B
        Example: value_blocks(4 B, "small integer") = 0 B
        Example: value_blocks(3 B, "counter") = 0 B
        Example: value_blocks(7 B, "counter") = 16 B
        Example: value_blocks(44 B) = 64 B
        Example: value_blocks(45 B) = 72 B
        Example: value_blocks(65 B) = 96 B
        In the notation: redis.string.value_blocks
        """
    def joined_blocks(
        self,
        expires: bool | str | Column,
        key_length: Value | Column,
        value_length: Value | Column,
        value: Literal["text", "integer", "small integer", "counter", "appended", "loaded"] | Column = "text",
        piece: Value | Column = "20 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """Key and value of a string from Redis 8.2 and Valkey 8.1 on: one block, or two where they are too long for one.

        joined_blocks(expires: yes or no, key_length: B, value_length: B, value: "text" or "integer" or "small integer" or "counter" or "appended" or "loaded" = "text", piece: B = 20 B) -> B with server, version, allocator = if value == "integer" or value == "small integer" or value == "counter" then redis.object.joined(key_length, expires) else if value == "appended" and value_length > piece then redis.object.joined(key_length, expires) + redis.sds.appended(value_length, piece) else if fits then malloc.block(together) else redis.object.joined(key_length, expires) + redis.sds.text(value_length)

            expires: yes or no
            key_length: B
            value_length: B
            value: "text" or "integer" or "small integer" or "counter" or "appended" or "loaded"; "text" unless given
            piece: B; 20 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 8.6.3: src/object.c, kvobjCreateEmbedString
        Source: valkey 8.1.1 and 9.1.2: src/object.c, shouldEmbedStringObject
        Source: measured: Redis 8.2.3 counts a time to live into the limit, 8.6.3 does not; Valkey 9.1 embeds to 128 bytes
        As of: 2026-10
        Example: joined_blocks(no, 16 B, 20 B) = 64 B
        Example: joined_blocks(yes, 16 B, 20 B, "text", server = "valkey", version = 9.1) = 64 B
        In the notation: redis.string.joined_blocks
        """
    def __call__(
        self,
        keys: Value | Column,
        key_length: Value | Column = "16 B",
        value_length: Value | Column = "20 B",
        value: Literal["text", "integer", "small integer", "counter", "appended", "loaded"] | Column = "text",
        ttl: Value | Column = "0%",
        piece: Value | Column = "20 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """string(keys: count, key_length: B = 16 B, value_length: B = 20 B, value: "text" or "integer" or "small integer" or "counter" or "appended" or "loaded" = "text", ttl: share = 0%, piece: B = 20 B) -> B with server, version, allocator, cluster, slots, just_loaded: The memory of string keys: the growth of used_memory."""
