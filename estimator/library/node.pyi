"""Node.js: memory of maps, sets, arrays, buffers and connections

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Node.js: memory of maps, sets, arrays, buffers and connections"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Node.js: memory of maps, sets, arrays, buffers and connections"""
    def map(self, entries: Value | Column, value: Value | Column = "0 B") -> Quantity:
        """The memory of a Map, whose capacity is a power of two.
        Values that are no small integers take 16 bytes each on top. How many entries it may hold: most_entries.

        map(entries: count, value: B = 0 B) -> MB = ceil_pow2(max(4, entries)) * 28 B + 72 B + entries * value

            entries: a plain number or a count
            value: B; 0 B unless given

        Source: v8/v8: src/objects/ordered-hash-table.h, OrderedHashTable: kLoadFactor, kEntrySize, kInitialCapacity
        Source: measured: heap of Node 16, 18, 20, 22, 24.19 and 26.10 after collection, within 0.1%
        As of: 2026-10
        Example: map(1 M) = 29.36 MB
        Example: map(1 M, 16 B) = 45.36 MB
        Example: map(131_073) = 7.34 MB
        Example: map(0) = 184 B
        Example: map(20) = 968 B
        In the notation: node.map
        """
    def set(self, entries: Value | Column) -> Quantity:
        """The memory of a Set.

        set(entries: count) -> MB = ceil_pow2(max(4, entries)) * 20 B + 72 B

            entries: a plain number or a count

        Source: v8/v8: src/objects/ordered-hash-table.h, OrderedHashTable: kLoadFactor, kEntrySize, kInitialCapacity
        Source: measured: heap of Node 16, 18, 20, 22, 24.19 and 26.10 after collection, within 0.1%
        As of: 2026-10
        Example: set(1 M) = 20.97 MB
        Example: set(5) = 232 B
        In the notation: node.set
        """
    def most_entries(self, version: Release | Column = "20") -> Quantity:
        """The most entries of a Map or a Set: one more throws a RangeError. Half as many in Node 24.0 to 24.11 as
        elsewhere; 24 alone is 24.0.

        most_entries(version: release of "node" = 20) = if version >= 24 and version < 24.12 then 8_388_608 else 16_777_216

            version: release of "node"; 20 unless given

        Source: measured: Node 16.20, 18.20, 20.20, 22.20, 23.11, eight releases of 24 from 24.0 to 24.19, 25.0, 26.10
        Source: nodejs/node: issues 60461 and 58197
        As of: 2026-11
        Example: most_entries() = 2^24
        Example: most_entries(24) = 2^23
        Example: most_entries(24.11) = 2^23
        Example: most_entries(24.12) = 2^24
        Example: most_entries(26) = 2^24
        In the notation: node.most_entries
        """
    def heap_limit(self, memory: Value | Column, version: Release | Column = "20") -> Quantity:
        """The heap at which V8 gives up ("JavaScript heap out of memory"), by the memory of the machine, or of its container if
        that has less, unless Node is told another.
        Half of the memory for old objects, from 256 MiB to 2 GiB, and 4 GiB where there are 15 GiB and more; and the young
        ones, which have more room from Node 24 on. `--max-old-space-size` sets the part of the old, in MiB. Buffers and what
        else lies outside of the heap come on top.

        heap_limit(memory: B, version: release of "node" = 20) -> MiB = old + 3 * semi

            memory: B
            version: release of "node"; 20 unless given

        Source: v8/v8: src/heap/heap.cc, HeapSizeFromPhysicalMemory, YoungGenerationSizeFromOldGenerationSize
        Source: nodejs/node: src/api/environment.cc, SetIsolateCreateParamsForNode (uv_get_constrained_memory)
        Source: measured: heap_size_limit of Node 16 to 26 with 128 MiB to 256 GiB, exact
        As of: 2026-11
        Example: heap_limit(512 MiB) = 259 MiB
        Example: heap_limit(1 GiB) = 524 MiB
        Example: heap_limit(8 GiB) = 2096 MiB
        Example: heap_limit(15 GiB) = 2096 MiB
        Example: heap_limit(15 GiB, 22) = 4144 MiB
        Example: heap_limit(16 GiB, 24) = 4288 MiB
        Example: heap_limit(16 GiB, 26) = 4192 MiB
        In the notation: node.heap_limit
        """
    def array(self, items: Value | Column, capacity: Literal["known", "grown"] | Column = "known") -> Quantity:
        """The memory of an array of numbers, of a "known" length or "grown" by push, half more each time.
        Whole or not, a number takes a place and no more as long as all are of one kind. The array itself takes 48 B beside
        its places, which counts where there are many small ones: [a, b, c] is 72 B. One of constants alone, as [1, 2, 3],
        shares its places with all that come from there until it is written to, and is 32 B till then.

        array(items: count, capacity: "known" or "grown" = "known") -> MB = 32 B + (if items == 0 then 0 B else 16 B + (if capacity == "grown" then array_capacity(items) else items) * 8 B)

            items: a plain number or a count
            capacity: "known" or "grown"; "known" unless given

        Source: v8/v8: src/objects/js-objects.h, JSObject::NewElementsCapacity
        Source: measured: heap of Node 16, 18, 20, 22, 24.19 and 26.10 after collection, within 0.2%
        As of: 2026-11
        Example: array(1 M) = 8 MB
        Example: array(3) = 72 B
        Example: array(0) = 32 B
        Example: array(4, "grown") = 184 B
        Example: array(700 k, "grown") = 6.956 MB
        In the notation: node.array
        """
    def array_capacity(self, items: Value | Column) -> Quantity:
        """The places in an array that grew by push from nothing: one more, half of that, and 16.

        array_capacity(items: count) = if items <= 17 then 17 else ceil(first * 1.5^(step + (if ceil(first * 1.5^step) < items + 35 then 1 else 0))) - 35

            items: a plain number or a count

        Source: v8/v8: src/objects/js-objects.h, JSObject::NewElementsCapacity, kMinAddedElementsCapacity
        As of: 2026-11
        Example: array_capacity(17) = 17
        Example: array_capacity(18) = 43
        Example: array_capacity(1000) = 1289
        In the notation: node.array_capacity
        """
    def object(self, properties: Value | Column) -> Quantity:
        """The bytes of an object of so many properties, as made by a literal or a constructor, without what they refer to.
        Numbers that are no small integers take 16 bytes each on top. `{}` has room for four, and is as one of four.

        object(properties: count) -> B = 24 B + properties * 8 B

            properties: a plain number or a count

        Source: measured: heap of Node 16, 18, 20, 22, 24.19 and 26.10 after collection
        As of: 2026-11
        Example: object(3) = 48 B
        In the notation: node.object
        """
    def string(self, characters: Value | Column, widest: Literal["latin", "wide"] | Column = "latin") -> Quantity:
        """The bytes of a flat string: a byte for each character if all are of Latin-1, else two.
        One that was put together with + or padStart keeps its parts until it is read: 88 bytes for 16 characters.

        string(characters: count, widest: "latin" or "wide" = "latin") -> B = 16 B + ceil(characters * (if widest == "wide" then 2 else 1) / 8) * 8 B

            characters: a plain number or a count
            widest: "latin" or "wide"; "latin" unless given

        Source: v8/v8: src/objects/string.h, SeqOneByteString, SeqTwoByteString
        Source: measured: heap of Node 16, 18, 20, 22, 24.19 and 26.10 after collection
        As of: 2026-11
        Example: string(20) = 40 B
        Example: string(20, "wide") = 56 B
        In the notation: node.string
        """
    def buffer(
        self,
        length: Value | Column,
        made: Literal["alone", "pool", "text"] | Column = "alone",
        version: Release | Column = "20",
    ) -> Quantity:
        """The memory of a Buffer of so many bytes, its object in the heap and its bytes beside: one "alone", as of Buffer.alloc
        and of a typed array, or cut from a pool that Buffers share, by Buffer.allocUnsafe and Buffer.from(bytes), or "text",
        by Buffer.from(text). Only what is smaller than half the pool is cut from it, and text that may need four bytes for
        each character begins a new pool sooner. Up to 64 bytes alone lie in the heap.

        buffer(length: B, made: "alone" or "pool" or "text" = "alone", version: release of "node" = 20) -> B = if made == "alone" or length >= pool / 2 then view + store + (if length > 64 B then length else if length > 0 B then 16 B + whole else 0 B) else view + (pool + store + 40 B) / (floor((pool - room) / max(8 B, whole)) + 1)

            length: B
            made: "alone" or "pool" or "text"; "alone" unless given
            version: release of "node"; 20 unless given

        Source: nodejs/node: lib/buffer.js, allocate, fromStringFast, alignPool, Buffer.poolSize
        Source: v8/v8: typed_array_max_size_in_heap (64 bytes)
        Source: measured: heapUsed and arrayBuffers of 2,000 Buffers, Node 20.20, 22.23 and 24.21, 2026-11-29
        As of: 2026-11
        Example: buffer(1000 B) = 1184 B
        Example: buffer(0 B) = 184 B
        Example: buffer(50 B) = 256 B
        Example: buffer(100 B, "pool") = 202 B
        Example: buffer(1000 B, "text") = 1752 B
        Example: buffer(1000 B, "text", 24) = 1155 B
        In the notation: node.buffer
        """
    def connections(
        self,
        number: Value | Column,
        server: Literal["socket", "http", "websocket", "stream"] | Column = "socket",
        version: Release | Column = "20",
        tls: bool | str | Column = False,
        compression: bool | str | Column = False,
        window_bits: Value | Column = "15",
    ) -> Quantity:
        """The resident memory of a Node.js process with so many connections, without the kernel's: sockets of `net`, requests
        kept alive by `http`, WebSockets of `ws`, or responses of `http` that stay open, as for server-sent events.
        With a message each; what an application keeps for a connection comes on top: with 10,000 connections Express 5 took
        177 MB in Node 20 and 230 MB in 24, and socket.io 4 took 201 and 311 MB. The heap is a part of it only, and when
        V8 collects decides more than what is alive: from Node 24 on its young generation is larger. `tls` is of the server
        itself. `compression` is permessage-deflate of `ws`, off unless asked for: after its first message a connection keeps
        zlib's windows and tables, and neither memLevel nor "no context takeover" makes them smaller, but a smaller window
        does.

        connections(number: count, server: "socket" or "http" or "websocket" or "stream" = "socket", version: release of "node" = 20, tls: yes or no = no, compression: yes or no = no, window_bits: count = 15) -> MB = base + young + number * (each + secure + deflate)

            number: a plain number or a count
            server: "socket" or "http" or "websocket" or "stream"; "socket" unless given
            version: release of "node"; 20 unless given
            tls: yes or no; no unless given
            compression: yes or no; no unless given
            window_bits: a plain number or a count; 15 unless given

        Source: measured: resident memory of 1,000 to 10,000 connections, Node 18, 20, 22, 24.22 and 26.12, ws 8, within 10%
        Source: measured: resident memory of 10,000 connections to Express 5 and socket.io 4, Node 20.20 and 24.21
        Source: measured: the same behind TLS and with permessage-deflate, Node 20.20, ws 8, within 10%
        Source: madler/zlib 1.2.13: zconf.h (memory of deflate: four bytes for each of its window, and tables)
        As of: 2026-11
        Example: connections(10 k connection) = 87 MB
        Example: connections(10 k connection, "websocket") = 119 MB
        Example: connections(10 k connection, "http", 24) = 194 MB
        Example: connections(10 k connection, "http", tls = yes) = 559 MB
        Example: connections(10 k connection, "websocket", compression = yes) = 2.54 GB
        Example: connections(10 k connection, "websocket", compression = yes, window_bits = 10) = 1.27 GB
        In the notation: node.connections
        """
    def __call__(self) -> Sheet: ...
