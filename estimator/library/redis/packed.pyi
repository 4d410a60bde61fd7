"""Redis: packed blocks

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: packed blocks"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: packed blocks"""
    def frame(
        self, server: Literal["redis", "valkey"] | Column = "redis", version: Release | Column = "7.2"
    ) -> Quantity:
        """Bytes around all entries: 11 of a ziplist, 7 of a listpack.

        frame() -> B with server, version = if server == "redis" and version < 7.0 then 11 B else 7 B

            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: redis 6.2.14: src/ziplist.c, ZIPLIST_HEADER_SIZE, ZIPLIST_END_SIZE; redis 7.2.6: src/listpack.c, LP_HDR_SIZE
        As of: 2026-10
        Example: frame(server = "redis", version = 6.2) = 11 B
        Example: frame() = 7 B
        In the notation: redis.packed.frame
        """
    def entry(
        self,
        length: Value | Column,
        kind: Literal["text", "integer"] | Column = "text",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """One entry: a text, or an integer of so many digits, which is kept as a number. With the length of the entry
        before it (ziplist) or of its own (listpack). Takes numbers of so many digits to be equally likely.

        entry(length: B, kind: "text" or "integer" = "text") -> B with server, version = if kind == "integer" then if server == "redis" and version < 7.0 then 2 B + ziplist_number(characters) else 1 B + listpack_number(characters) else if server == "redis" and version < 7.0 then previous + ziplist_head(characters) + characters else own + listpack_end(own)

            length: B
            kind: "text" or "integer"; "text" unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: redis 6.2.14: src/ziplist.c; redis 7.2.6: src/listpack.c, lpEncodeGetType, lpEncodeBacklen
        As of: 2026-10
        Example: entry(8 B) = 10 B
        Example: entry(100 B) = 103 B
        Example: entry(200 B) = 204 B
        Example: entry(19 B, "integer") = 10 B
        Example: entry(19 B, "integer", server = "redis", version = 6.2) = 10 B
        Example: entry(200 B, "text", server = "redis", version = 6.2) = 203 B
        Example: entry(2 B, "integer") = 2 B
        In the notation: redis.packed.entry
        """
    def ziplist_head(self, text: Value | Column) -> Quantity:
        """What stands before a text in a ziplist: its length.

        ziplist_head(text: B) -> B =
          up to 63 B then 1 B
          up to 16_383 B then 2 B
          else 5 B

            text: B

        Source: redis 6.2.14: src/ziplist.c, ZIP_STR_06B, ZIP_STR_14B, ZIP_STR_32B
        As of: 2026-10
        Example: ziplist_head(63 B) = 1 B
        Example: ziplist_head(64 B) = 2 B
        In the notation: redis.packed.ziplist_head
        """
    def listpack_head(self, text: Value | Column) -> Quantity:
        """The same in a listpack.

        listpack_head(text: B) -> B =
          up to 63 B then 1 B
          up to 4095 B then 2 B
          else 5 B

            text: B

        Source: redis 7.2.6: src/listpack.c, lpEncodeString
        As of: 2026-10
        Example: listpack_head(63 B) = 1 B
        Example: listpack_head(64 B) = 2 B
        In the notation: redis.packed.listpack_head
        """
    def listpack_end(self, own: Value | Column) -> Quantity:
        """What stands behind an entry of a listpack: its length, for who walks back.

        listpack_end(own: B) -> B =
          up to 127 B then 1 B
          up to 16_383 B then 2 B
          up to 2_097_151 B then 3 B
          else 4 B

            own: B

        Source: redis 7.2.6: src/listpack.c, lpEncodeBacklen
        As of: 2026-10
        Example: listpack_end(127 B) = 1 B
        Example: listpack_end(16_384 B) = 3 B
        In the notation: redis.packed.listpack_end
        """
    def ziplist_number(self, digits: Value | Column) -> Quantity:
        """The number of a ziplist's integer: 0 to 12 lie in the head, others take 1, 2, 3, 4 or 8 bytes.

        ziplist_number(digits: B) -> B =
          below 2 B then 0 B
          below 3 B then 0.967 B   # 10 to 12 of 10 to 99 lie in the head
          below 4 B then 1.969 B   # to 127 in one byte
          below 5 B then 2 B
          below 6 B then 2.747 B   # to 32,767 in two
          below 7 B then 3 B
          below 8 B then 3.179 B   # to 8,388,607 in three
          below 10 B then 4 B
          below 11 B then 7.490 B   # to 2,147,483,647 in four
          else 8 B

            digits: B

        Source: redis 6.2.14: src/ziplist.c, zipTryEncoding
        As of: 2026-10
        Example: ziplist_number(1 B) = 0 B
        Example: ziplist_number(19 B) = 8 B
        In the notation: redis.packed.ziplist_number
        """
    def listpack_number(self, digits: Value | Column) -> Quantity:
        """Head and number of a listpack's integer: 7, 13, 16, 24, 32 or 64 bits.

        listpack_number(digits: B) -> B =
          below 3 B then 1 B
          below 4 B then 1.969 B   # to 127 in one byte
          below 5 B then 2.656 B   # to 4095 in two
          below 6 B then 3.747 B   # to 32,767 in three
          below 7 B then 4 B
          below 8 B then 4.179 B   # to 8,388,607 in four
          below 10 B then 5 B
          below 11 B then 8.490 B   # to 2,147,483,647 in five
          else 9 B

            digits: B

        Source: redis 7.2.6: src/listpack.c, lpEncodeIntegerGetType
        As of: 2026-10
        Example: listpack_number(2 B) = 1 B
        Example: listpack_number(6 B) = 4 B
        Example: listpack_number(19 B) = 9 B
        In the notation: redis.packed.listpack_number
        """
    def content(
        self,
        items: Value | Column,
        item: Value | Column,
        deviation: Value | Column = "0 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The block of a number of items that take so many bytes each on average, with that spread (standard deviation)
        between them. The sum of many is normal, so the allocator's class is averaged over it.

        content(items: count, item: B, deviation: B = 0 B) -> B with server, version, allocator = malloc.block(size)

            items: a plain number or a count
            item: B
            deviation: B; 0 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: derived here: a sum of many lengths is normal (the central limit theorem)
        As of: 2026-10
        Example: content(5, 20 B) = 112 B
        Example: content(100, 20 B) = 2048 B
        Example: mean(content(10, 30 B, 10 B)) = 338 B
        In the notation: redis.packed.content
        """
    def deviation(self, middle: Value | Column, square: Value | Column) -> Quantity:
        """Standard deviation of a length that is a spread, from its mean and the mean of its square.

        deviation(middle: B, square: B^2) -> B = sqrt(max(0, square - middle * middle))

            middle: B
            square: B^2

        Source: definition: the root of the mean square less the squared mean
        Example: deviation(10 B, 104 B^2) = 2 B
        In the notation: redis.packed.deviation
        """
    def __call__(self) -> Sheet: ...
