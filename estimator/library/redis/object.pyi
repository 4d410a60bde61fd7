"""Redis: what each key takes besides its value and its place in the table

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: what each key takes besides its value and its place in the table"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: what each key takes besides its value and its place in the table"""
    def object(
        self,
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The blocks of a key whose value lies elsewhere: of a hash, a list, a set, a sorted set, a stream.
        Up to 8.0 these are an entry of the table, the key's text and the value's object; later ones put them in one.

        object(key_length: B = 16 B, ttl: share = 0%) -> B with server, version, allocator = if server == "valkey" and version >= 8.1 or server == "redis" and version >= 8.2 then ttl * joined(key_length, yes) + (1 - ttl) * joined(key_length, no) else key(key_length) + malloc.block(16 B)

            key_length: B; 16 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/db.c, dbAdd; redis 8.6.3: src/object.c, kvobjCreate; valkey 8.0.1: src/dict.c
        As of: 2026-10
        Example: object(12 B) = 56 B
        Example: object(12 B, 0%, server = "redis", version = 8.2) = 32 B
        Example: object(12 B, 100%, server = "redis", version = 8.2) = 40 B
        Example: object(12 B, 0%, server = "valkey", version = 8.0, allocator = "debian") = 64 B
        In the notation: redis.object.object
        """
    def key(
        self,
        key_length: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """Entry and text of a key, up to Redis 8.0 and Valkey 8.0.

        key(key_length: B) -> B with server, version, allocator = if server == "valkey" and version >= 8.0 then malloc.block(17 B + 3 B + redis.sds.whole(key_length) + 1 B) else entry + key_text

            key_length: B
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/dict.h, dictEntry; valkey 8.0.1: src/dict.c, dictEntryEmbedded
        As of: 2026-10
        Example: key(19 B) = 48 B
        Example: key(19 B, server = "valkey", version = 8.0) = 40 B
        In the notation: redis.object.key
        """
    def joined(
        self,
        key_length: Value | Column,
        expires: bool | str | Column = False,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """Object and text of a key in one block: Redis 8.2 and Valkey 8.1 on.
        A long key gets the place of a time to live at once.

        joined(key_length: B, expires: yes or no = no) -> B with server, version, allocator = malloc.block(16 B + key_part(key_length, expires))

            key_length: B
            expires: yes or no; no unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 8.6.3: src/object.c, KEY_SIZE_TO_INCLUDE_EXPIRE_THRESHOLD; valkey 9.1.2: src/object.c
        As of: 2026-10
        Example: joined(19 B) = 40 B
        Example: joined(256 B) = 320 B
        In the notation: redis.object.joined
        """
    def key_part(
        self,
        key_length: Value | Column,
        expires: bool | str | Column = False,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """The part of such a block that the key takes: its time to live, a byte for its header's size, its text.

        key_part(key_length: B, expires: yes or no = no) -> B with server, version = expire + 1 B + redis.sds(key_length)

            key_length: B
            expires: yes or no; no unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: as joined
        As of: 2026-10
        Example: key_part(16 B, no) = 19 B
        Example: key_part(16 B, yes) = 27 B
        In the notation: redis.object.key_part
        """
    def element(
        self,
        length: Value | Column,
        kind: Literal["text", "integer"] | Column = "text",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A field, value or member of a table: a text; up to 3.2 an object with the text in it, or with a number.

        element(length: B, kind: "text" or "integer" = "text") -> B with server, version, allocator = if server == "redis" and version < 4.0 then if kind == "integer" then number else if redis.sds.whole(length) <= 44 B then malloc.block(20 B + redis.sds.whole(length)) else malloc.block(16 B) + redis.sds.text(length) else redis.sds.text(length)

            length: B
            kind: "text" or "integer"; "text" unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 4.0.14: src/t_hash.c, hashTypeSet; redis 3.2.13: src/t_hash.c, src/object.c
        Source: measured: 1000 fields on Redis 3.2.13 and 4.0.14
        As of: 2026-10
        Example: element(8 B) = 16 B
        Example: element(8 B, "text", server = "redis", version = 3.2) = 32 B
        In the notation: redis.object.element
        """
    def __call__(
        self,
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """object(key_length: B = 16 B, ttl: share = 0%) -> B with server, version, allocator: The blocks of a key whose value lies elsewhere: of a hash, a list, a set, a sorted set, a stream."""
