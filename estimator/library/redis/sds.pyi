"""Redis: texts

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: texts"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: texts"""
    def whole(self, length: Value | Column) -> Quantity:
        """A length in whole bytes, for a length that is drawn from a spread.

        whole(length: B) -> B = round(length / 1 B) * 1 B

            length: B

        Source: definition: the nearest whole byte
        Example: whole(19.6 B) = 20 B
        In the notation: redis.sds.whole
        """
    def sds(
        self,
        length: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """A text as Redis keeps it (a simple dynamic string): header by length, the characters, a closing zero byte.
        From Valkey 8.0 and Redis 8.6 on, a header of 3 bytes ends at 252 bytes of text instead of 255.

        sds(length: B) -> B with server, version = header + text + 1 B

            length: B
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: redis 7.2.6: src/sds.h, sdshdr5 to sdshdr32; src/sds.c, sdsReqType
        As of: 2026-10
        Example: sds(6 B) = 8 B
        Example: sds(19 B) = 21 B
        Example: sds(31 B) = 33 B
        Example: sds(32 B) = 36 B
        Example: sds(255 B) = 259 B
        Example: sds(255 B, server = "valkey", version = 8.0) = 261 B
        Example: sds(300 B) = 306 B
        Example: sds(100_000 B) = 100_010 B
        In the notation: redis.sds.sds
        """
    def text(
        self,
        length: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The block of a text.

        text(length: B) -> B with server, version, allocator = malloc.block(sds(length))

            length: B
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/sds.c, _sdsnewlen
        As of: 2026-10
        Example: text(19 B) = 24 B
        Example: text(100 B) = 112 B
        In the notation: redis.sds.text
        """
    def appended(
        self,
        length: Value | Column,
        piece: Value | Column = "20 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The block of a text that grew by APPEND in equal pieces: where it does not fit, its room is doubled.
        Above 1 MiB it gets 1 MiB of room at a time, of which half is taken to be in use.

        appended(length: B, piece: B = 20 B) -> B with server, version, allocator = if pieces <= 1 then text(length) else if last_growth < 1 MiB then malloc.block(2 * last_growth + header + 1 B) else malloc.block(whole(length) + 0.5 MiB + 10 B)

            length: B
            piece: B; 20 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/sds.c, _sdsMakeRoomFor; src/sds.h, SDS_MAX_PREALLOC
        Source: measured: 5 APPENDs of 20 bytes take a block of 224 bytes, on Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-10
        Example: appended(100 B, 20 B) = 224 B
        Example: appended(20 B, 20 B) = 24 B
        In the notation: redis.sds.appended
        """
    def __call__(
        self,
        length: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """sds(length: B) -> B with server, version: A text as Redis keeps it (a simple dynamic string): header by length, the characters, a closing zero byte."""
