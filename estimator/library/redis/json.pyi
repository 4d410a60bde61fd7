"""Redis: JSON documents, of the module RedisJSON

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: JSON documents, of the module RedisJSON"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: JSON documents, of the module RedisJSON"""
    def json(
        self,
        keys: Value | Column,
        contents: Value | Column,
        key_length: Value | Column = "16 B",
        distinct: Value | Column = "0",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """The memory of JSON documents: the growth of used_memory. `contents` is the sum of what is in one: each object and
        array, each number and text, see below; names of fields are texts. A text is kept once for all documents: `contents`
        has what no other document has, and `distinct` is how many different ones there are in all. Those that many share
        come on top, once. It is RedisJSON 2.8; newer ones keep whole numbers in their place, as up to 383 here.

        json(keys: count, contents: B, key_length: B = 16 B, distinct: count = 0, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded = keys * each + texts(distinct) + redis.keyspace(keys, ttl, key_length)

            keys: a plain number or a count
            contents: B
            key_length: B; 16 B unless given
            distinct: a plain number or a count; 0 unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given

        Source: as redis.json
        As of: 2026-11
        Example: json(20 k key, 504 B, 12 B, 40_150) / 20 k = 630 B
        Example: json(20 key, object(20), 12 B, 20) / 20 = 1011 B
        In the notation: redis.json.json
        """
    def object(
        self,
        fields: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """An object: its fields, each a name and a value, with an index. An empty one takes nothing.

        object(fields: count) -> B with allocator = if fields < 0.5 then 0 B else malloc.block(16 B + room * 16 B + 1.25 * room * 8 B)

            fields: a plain number or a count
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: ijson: object.rs, Header, SplitHeader, hash_capacity
        As of: 2026-11
        Example: object(0) = 0 B
        Example: object(3) = 128 B
        Example: object(6) = 224 B
        Example: object(9) = 448 B
        Example: object(20) = 896 B
        In the notation: redis.json.object
        """
    def array(
        self,
        elements: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """An array of so many elements. An empty one takes nothing.

        array(elements: count) -> B with allocator = if elements < 0.5 then 0 B else malloc.block(16 B + 8 B * max(4, ceil_pow2(max(1, elements))))

            elements: a plain number or a count
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: ijson: array.rs, Header
        As of: 2026-11
        Example: array(0) = 0 B
        Example: array(3) = 48 B
        Example: array(10) = 160 B
        Example: array(100) = 1280 B
        In the notation: redis.json.array
        """
    def number(
        self,
        size: Literal["up to 383", "up to 23 bits", "larger or with a fraction"] | Column = "up to 23 bits",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A number beside its place in an array or object. From -128 to 383 it is in that place itself, as are yes, no and
        null.

        number(size: "up to 383" or "up to 23 bits" or "larger or with a fraction" = "up to 23 bits") -> B with allocator = if size == "up to 383" then 0 B else if size == "up to 23 bits" then malloc.block(8 B) else malloc.block(16 B)

            size: "up to 383" or "up to 23 bits" or "larger or with a fraction"; "up to 23 bits" unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: ijson: number.rs, STATIC_LOWER, STATIC_UPPER, INLINE_LOWER
        As of: 2026-11
        Example: number("up to 23 bits") = 8 B
        Example: number("larger or with a fraction") = 16 B
        In the notation: redis.json.number
        """
    def text(
        self,
        length: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A text that no other document has, beside its place. An empty one takes nothing.

        text(length: B) -> B with allocator = if length < 0.5 B then 0 B else malloc.block(16 B + redis.sds.whole(length))

            length: B
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: ijson: string.rs, Header
        As of: 2026-11
        Example: text(8 B) = 24 B
        Example: text(100 B) = 128 B
        In the notation: redis.json.text
        """
    def texts(
        self,
        distinct: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The table that has all different texts of all documents once, eight bytes and a byte of hash each.

        texts(distinct: count) -> B with allocator = if distinct < 0.5 then 0 B else malloc.block(9 B * ceil_pow2(max(4, distinct * 8 / 7)) + 16 B)

            distinct: a plain number or a count
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: ijson: string.rs, StringCache; hashbrown, capacity_to_buckets
        As of: 2026-11
        Example: texts(14_000) = 160 KiB
        Example: texts(20_000) = 320 KiB
        In the notation: redis.json.texts
        """
    def __call__(
        self,
        keys: Value | Column,
        contents: Value | Column,
        key_length: Value | Column = "16 B",
        distinct: Value | Column = "0",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """json(keys: count, contents: B, key_length: B = 16 B, distinct: count = 0, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded: The memory of JSON documents: the growth of used_memory. `contents` is the sum of what is in one: each object and"""
