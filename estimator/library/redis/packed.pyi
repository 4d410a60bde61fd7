"""Redis: packed blocks

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Literal, Self, overload

from numpy.typing import NDArray

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
        number: Value | Column = "0.5",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """One entry: a text, or an integer, which is kept as a number if it is written as one is: without a plus sign, a zero
        in front or a point, else it is a text. With the length of the entry before it (ziplist) or of its own (listpack).
        An integer goes by `number` where that is given, which may be a spread and below zero; else by its digits, of
        which all numbers are taken to be equally likely. 0.5 is no integer: none is given. Beyond 64 bits it is a text.

        entry(length: B, kind: "text" or "integer" = "text", number: count = 0.5) -> B with server, version = if number != 0.5 and is_within(round(number), 64) then 1 B + of_number else if number == 0.5 and kind == "integer" and written <= 20 B then 1 B + of_digits else if is_ziplist == "yes" then previous + ziplist_head(written) + written else own + listpack_end(own)

            length: B
            kind: "text" or "integer"; "text" unless given
            number: a plain number or a count; 0.5 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: redis 6.2.14: src/ziplist.c; redis 7.2.6: src/listpack.c, lpEncodeGetType, lpEncodeBacklen
        Source: redis 7.2.6: src/util.c, string2ll
        As of: 2026-11
        Example: entry(8 B) = 10 B
        Example: entry(100 B) = 103 B
        Example: entry(200 B) = 204 B
        Example: entry(19 B, "integer") = 10 B
        Example: entry(19 B, "integer", server = "redis", version = 6.2) = 10 B
        Example: entry(200 B, "text", server = "redis", version = 6.2) = 203 B
        Example: entry(2 B, "integer") = 2 B
        Example: entry(10 B, "integer", 1_700_000_000) = 6 B
        Example: entry(20 B, "integer", 1e20) = 23 B
        Example: entry(31 B, "integer") = entry(31 B)
        Example: mean(entry(10 B, "integer", spread(uniform(1e9, 4e9)))) = 8.47 B
        In the notation: redis.packed.entry
        """
    def square(
        self,
        length: Value | Column,
        kind: Literal["text", "integer"] | Column = "text",
        number: Value | Column = "0.5",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """The square of an entry's bytes, on average over the integers of so many digits, which are not all kept in as many.

        square(length: B, kind: "text" or "integer" = "text", number: count = 0.5) -> B^2 with server, version = bytes * bytes + mixed

            length: B
            kind: "text" or "integer"; "text" unless given
            number: a plain number or a count; 0.5 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: derived here: the mean of the squares is the square of the mean and the variance
        As of: 2026-11
        Example: square(10 B, "integer") = 91.84 B^2
        Example: square(8 B) = 100 B^2
        In the notation: redis.packed.square
        """
    def characters(self, length: Value | Column, number: Value | Column = "0.5") -> Quantity:
        """The characters of an element: those of its number as a text, with a minus sign; its length where none is given.

        characters(length: B, number: count = 0.5) -> B = if number == 0.5 then length else (1 + floor(log10(max(1, abs(round(number)))) + 1e-12) + (if round(number) < 0 then 1 else 0)) * 1 B

            length: B
            number: a plain number or a count; 0.5 unless given

        Source: definition: decimal digits
        Example: characters(8 B, -1234) = 5 B
        Example: characters(8 B, 999) = 3 B
        Example: characters(8 B) = 8 B
        In the notation: redis.packed.characters
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
    def ziplist_variance(self, digits: Value | Column) -> Quantity:
        """The variance of that over the numbers of so many digits.

        ziplist_variance(digits: B) -> B^2 =
          below 2 B then 0 B^2
          below 3 B then 0.0322 B^2
          below 4 B then 0.0301 B^2
          below 5 B then 0 B^2
          below 6 B then 0.189 B^2
          below 7 B then 0 B^2
          below 8 B then 0.147 B^2
          below 10 B then 0 B^2
          below 11 B then 1.780 B^2
          else 0 B^2

            digits: B

        Source: derived here: of those that are equally likely, a share takes fewer bytes than the others
        Example: ziplist_variance(6 B) = 0 B^2
        In the notation: redis.packed.ziplist_variance
        """
    def ziplist_integer(self, number: Value | Column) -> Quantity:
        """The bytes of such a number itself.

        ziplist_integer(number: count) -> B = if number >= 0 and number <= 12 then 0 B else if is_within(number, 8) then 1 B else if is_within(number, 16) then 2 B else if is_within(number, 24) then 3 B else if is_within(number, 32) then 4 B else 8 B

            number: a plain number or a count

        Source: redis 6.2.14: src/ziplist.c, zipTryEncoding
        As of: 2026-11
        Example: ziplist_integer(12) = 0 B
        Example: ziplist_integer(-1) = 1 B
        Example: ziplist_integer(40_000) = 3 B
        Example: ziplist_integer(4_000_000_000) = 8 B
        In the notation: redis.packed.ziplist_integer
        """
    @overload
    def is_within(  # type: ignore[overload-overlap]
        self, number: Value, bits: Value
    ) -> bool:
        """Whether a signed number of so many bits holds an integer.

        is_within(number: count, bits: count) = number >= -2^(bits - 1) and number < 2^(bits - 1)

            number: a plain number or a count
            bits: a plain number or a count

        Source: definition: two's complement
        Example: if is_within(-128, 8) then 1 else 0 = 1
        In the notation: redis.packed.is_within
        """
    @overload
    def is_within(self, number: Value | Column, bits: Value | Column) -> NDArray[Any]: ...
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
    def listpack_variance(self, digits: Value | Column) -> Quantity:
        """The variance of that over the numbers of so many digits.

        listpack_variance(digits: B) -> B^2 =
          below 3 B then 0 B^2
          below 4 B then 0.0301 B^2
          below 5 B then 0.2257 B^2
          below 6 B then 0.189 B^2
          below 7 B then 0 B^2
          below 8 B then 0.147 B^2
          below 10 B then 0 B^2
          below 11 B then 1.780 B^2
          else 0 B^2

            digits: B

        Source: as ziplist_variance
        Example: listpack_variance(4 B) = 0.2257 B^2
        Example: listpack_variance(10 B) = 1.78 B^2
        In the notation: redis.packed.listpack_variance
        """
    def listpack_integer(self, number: Value | Column) -> Quantity:
        """The bytes of such a number itself.

        listpack_integer(number: count) -> B = if number >= 0 and number <= 127 then 1 B else if is_within(number, 13) then 2 B else if is_within(number, 16) then 3 B else if is_within(number, 24) then 4 B else if is_within(number, 32) then 5 B else 9 B

            number: a plain number or a count

        Source: redis 7.2.6: src/listpack.c, lpEncodeIntegerGetType
        As of: 2026-11
        Example: listpack_integer(127) = 1 B
        Example: listpack_integer(-1) = 2 B
        Example: listpack_integer(4096) = 3 B
        Example: listpack_integer(4_000_000_000) = 9 B
        In the notation: redis.packed.listpack_integer
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
