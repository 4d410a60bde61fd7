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
    def received(
        self,
        length: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The block of a text that a client has sent as a value. Up to Redis 6.2 it is what the query was read into, with 1 MiB
        to spare, unless that is more than a tenth of it: then it is cut. The timer cuts what is read for a tenth of a second
        or more as well, and it ends with some part of 1 MiB.

        received(length: B) -> B with server, version, allocator = if server != "redis" or version >= 7.0 then text(length) else if length >= 10 MiB and spare <= length / 10 then roomy else text(length)

            length: B
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 6.2.14: src/networking.c, processMultibulkBuffer; src/sds.c, sdsMakeRoomFor
        Source: redis 6.2.14: src/object.c, trimStringObjectIfNeeded; src/server.c, clientsCronResizeQueryBuffer
        Source: measured: SET of 40 KB to 50 MB on Redis 6.2.5 (jemalloc) and 6.2.14 (glibc): within 0.1%
        As of: 2026-11
        Example: received(20 MB, version = 7.0, allocator = "glibc") = 20.0008 MB
        Example: received(20 MB, version = 6.2, allocator = "glibc") = 21.0494 MB
        Example: received(10.4 MB, version = 6.2, allocator = "glibc") = 10.4 MB
        Example: received(20.5 MB, version = 6.2, allocator = "jemalloc") = 20 MiB
        Example: received(20.5 MB, version = 6.0, allocator = "jemalloc") = 24 MiB
        In the notation: redis.sds.received
        """
    def appended(
        self,
        length: Value | Column,
        piece: Value | Column = "20 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The block of a text that grew by APPEND in equal pieces.

        appended(length: B, piece: B = 20 B) -> B with server, version, allocator = if length <= piece then text(length) else grown(length, piece, piece)

            length: B
            piece: B; 20 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/t_string.c, appendCommand; src/sds.c, _sdsMakeRoomFor
        Source: measured: 5 APPENDs of 20 bytes take a block of 224 bytes, on Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-11
        Example: appended(100 B, 20 B) = 224 B
        Example: appended(20 B, 20 B) = 24 B
        In the notation: redis.sds.appended
        """
    def grown(
        self,
        length: Value | Column,
        piece: Value | Column = "1 B",
        first: Value | Column = "1 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The block of a text that grows in place from a `first` length by equal pieces: what does not fit gets twice the room,
        above 1 MiB another 1 MiB. From 6.2 on and in Valkey what the allocator gives too much is room as well.

        grown(length: B, piece: B = 1 B, first: B = 1 B) -> B with server, version, allocator = if length <= first then text(first) else if length > 1 MiB then malloc.block(malloc.round_up(length + 10 B, 1 MiB)) else if length <= room_0 then text(first) else if length <= room_1 then block_1 else if length <= room_2 then block_2 else if length <= room_3 then block_3 else if length <= room_4 then block_4 else if length <= room_5 then block_5 else if length <= room_6 then block_6 else if length <= room_7 then block_7 else if length <= room_8 then block_8 else if length <= room_9 then block_9 else if length <= room_10 then block_10 else if length <= room_11 then block_11 else if length <= room_12 then block_12 else if length <= room_13 then block_13 else if length <= room_14 then block_14 else if length <= room_15 then block_15 else if length <= room_16 then block_16 else if length <= room_17 then block_17 else if length <= room_18 then block_18 else if length <= room_19 then block_19 else block_20

            length: B
            piece: B; 1 B unless given
            first: B; 1 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/sds.c, _sdsMakeRoomFor, sdsnewlen; src/sds.h, SDS_MAX_PREALLOC
        Source: valkey 8.0.1: src/sds.c, adjustTypeIfNeeded
        Source: measured: APPENDs of 7 to 500 bytes and bitmaps on Redis 3.2 to 8.2 and Valkey 8.0 to 9.1
        As of: 2026-11
        Example: grown(46 B, 1 B, 1 B) = 64 B
        Example: grown(46 B, 1 B, 1 B, server = "redis", version = 6.0) = 56 B
        Example: grown(100 KB, 1 B, 1 B) = 128 KiB
        Example: grown(5 MB, 1 B, 1 B) = 5 MiB
        In the notation: redis.sds.grown
        """
    def next(self, room: Value | Column, piece: Value | Column, first: Value | Column) -> Quantity:
        """The first of the lengths that a room does not hold.

        next(room: B, piece: B, first: B) -> B = first + piece * (floor((room - first) / piece + 1e-9) + 1)

            room: B
            piece: B
            first: B

        Source: redis 7.2.6: src/sds.c, sdscatlen
        Example: next(42 B, 3 B, 18 B) = 45 B
        In the notation: redis.sds.next
        """
    def enlarged(
        self,
        length: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The block of a text that has grown to a length, with its room.

        enlarged(length: B) -> B with allocator = malloc.block(wanted + head(wanted) + 1 B)

            length: B
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/sds.c, _sdsMakeRoomFor
        Example: enlarged(45 B) = 96 B
        In the notation: redis.sds.enlarged
        """
    def room(
        self,
        block: Value | Column,
        length: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The room in such a block.

        room(block: B, length: B) -> B with server, version, allocator = if server == "redis" and version < 6.2 then wanted else if server == "valkey" and version >= 8.0 then block - head(block - 5 B) - 1 B else min(block - head(wanted) - 1 B, most)

            block: B
            length: B
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/sds.c, sdsTypeMaxSize; valkey 8.0.1: src/sds.c, adjustTypeIfNeeded
        Example: room(96 B, 45 B) = 92 B
        Example: room(96 B, 45 B, server = "redis", version = 6.0, allocator = "jemalloc") = 90 B
        In the notation: redis.sds.room
        """
    def head(self, length: Value | Column) -> Quantity:
        """The header of a text that has room.

        head(length: B) -> B =
          below 256 B then 3 B
          below 65_536 B then 5 B
          else 9 B

            length: B

        Source: redis 7.2.6: src/sds.c, sdsReqType
        Example: head(255 B) = 3 B
        In the notation: redis.sds.head
        """
    def __call__(
        self,
        length: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """sds(length: B) -> B with server, version: A text as Redis keeps it (a simple dynamic string): header by length, the characters, a closing zero byte."""
