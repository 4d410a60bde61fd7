"""Go: memory of maps and goroutines

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Go: memory of maps and goroutines"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Go: memory of maps and goroutines"""
    def size_class(self, size: Value | Column) -> Quantity:
        """The heap block Go takes for a request, in the size classes of Go 1.16 and later.
        For memory without pointers; a block with pointers above 512 bytes carries 8 bytes more from Go 1.22 on.

        size_class(size: B) -> B =
          up to 0 B, 8 B, 16 B, 24 B, 32 B, 48 B, 64 B, 80 B, 96 B, 112 B, 128 B, 144 B, 160 B, 176 B, 192 B, 208 B, 224 B, 240 B, 256 B, 288 B, 320 B, 352 B, 384 B, 416 B, 448 B, 480 B, 512 B, 576 B, 640 B, 704 B, 768 B, 896 B, 1024 B, 1152 B, 1280 B, 1408 B, 1536 B, 1792 B, 2048 B, 2304 B, 2688 B, 3072 B, 3200 B, 3456 B, 4096 B, 4864 B, 5376 B, 6144 B, 6528 B, 6784 B, 6912 B, 8192 B, 9472 B, 9728 B, 10_240 B, 10_880 B, 12_288 B, 13_568 B, 14_336 B, 16_384 B, 18_432 B, 19_072 B, 20_480 B, 21_760 B, 24_576 B, 27_264 B, 28_672 B, 32_768 B
          else malloc.round_up(size, 8 KiB)   # whole pages

            size: B

        Source: golang/go 1.27: src/internal/runtime/gc/sizeclasses.go (the classes of 1.19: src/runtime/sizeclasses.go)
        Source: golang/go 1.23: src/runtime/mbitmap.go, minSizeForMallocHeader
        As of: 2026-11
        Example: size_class(0 B) = 0 B
        Example: size_class(20 B) = 24 B
        Example: size_class(33 B) = 48 B
        Example: size_class(136 B) = 144 B
        Example: size_class(300 B) = 320 B
        Example: size_class(800 B) = 896 B
        Example: size_class(1 KiB) = 1024 B
        Example: size_class(1100 B) = 1152 B
        Example: size_class(3000 B) = 3072 B
        Example: size_class(7000 B) = 8192 B
        Example: size_class(8193 B) = 9472 B
        Example: size_class(17_408 B) = 18_432 B
        Example: size_class(25_600 B) = 27_264 B
        Example: size_class(33_000 B) = 40_960 B
        In the notation: go.size_class
        """
    def indirect(self, size: Value | Column) -> Quantity:
        """The bytes that lie outside the table for one key or value: those above 128 bytes are held by pointer.

        indirect(size: B) -> B = if size <= 128 B then 0 B else size_class(size)

            size: B

        Source: golang/go 1.23: src/internal/abi/map.go, MapMaxKeyBytes, MapMaxElemBytes (1.27 has the same)
        As of: 2026-11
        Example: indirect(128 B) = 0 B
        Example: indirect(200 B) = 208 B
        In the notation: go.indirect
        """
    def inline(self, size: Value | Column) -> Quantity:
        """The bytes that lie inside the table for one key or value: itself up to 128 bytes, else a pointer.

        inline(size: B) -> B = if size <= 128 B then size else 8 B

            size: B

        Source: golang/go 1.23: src/internal/abi/map.go, MapMaxKeyBytes, MapMaxElemBytes (1.27 has the same)
        As of: 2026-11
        Example: inline(128 B) = 128 B
        Example: inline(200 B) = 8 B
        In the notation: go.inline
        """
    def bucket_count(self, entries: Value | Column) -> Quantity:
        """The number of buckets of a map up to Go 1.23: the least power of two with at most 6.5 entries to a bucket.

        bucket_count(entries: count) = if entries <= 8 then 1 else ceil_pow2(entries / 6.5)

            entries: a plain number or a count

        Source: golang/go 1.23: src/runtime/map.go, makemap and loadFactorNum
        As of: 2026-11
        Example: bucket_count(8 entry) = 1
        Example: bucket_count(9 entry) = 2
        Example: bucket_count(50 M entry) = 8_388_608
        In the notation: go.bucket_count
        """
    def bucket_size(self, key: Value | Column, value: Value | Column) -> Quantity:
        """The bytes of one bucket of a map up to Go 1.23: eight hash bytes, keys and values, and a pointer to the overflow.

        bucket_size(key: B, value: B) -> B = 8 B + 8 * inline(key) + 8 * inline(value) + 8 B

            key: B
            value: B

        Source: golang/go 1.23: src/runtime/map.go, type bmap
        As of: 2026-11
        Example: bucket_size(8 B, 8 B) = 144 B
        Example: bucket_size(16 B, 200 B) = 208 B
        In the notation: go.bucket_size
        """
    def map_buckets(
        self, entries: Value | Column, key: Value | Column = "8 B", value: Value | Column = "8 B"
    ) -> Quantity:
        """The memory of a map up to Go 1.23, once its last growth has been worked off.
        Overflow buckets are expected values: Poisson tails beyond the spare sixteenth that comes with the array.
        The bytes of string keys lie elsewhere; a string is 16 bytes here. Maps of 9 to 14 entries come out 3%
        high.

        map_buckets(entries: count, key: B = 8 B, value: B = 8 B) -> B = header + array + overflow * (size_class(bucket) + 8 B) + entries * (indirect(key) + indirect(value))

            entries: a plain number or a count
            key: B; 8 B unless given
            value: B; 8 B unless given

        Source: golang/go 1.23: src/runtime/map.go, makeBucketArray and newoverflow
        Source: measured: heap of Go 1.19 and 1.23 on linux/amd64, worst error 0.25% on maps it was not fitted to
        As of: 2026-10
        Example: map_buckets(8 entry) = 192 B
        Example: map_buckets(15 entry) = 633 B
        Example: map_buckets(50 M entry) = 1.3936 GB
        Example: map_buckets(50 M entry) / 50 M = 27.87 B
        Example: map_buckets(54_525_952 entry) / 54_525_952 = 27 B
        In the notation: go.map_buckets
        """
    def map_buckets_growing(
        self, entries: Value | Column, key: Value | Column = "8 B", value: Value | Column = "8 B"
    ) -> Quantity:
        """The memory of a map up to Go 1.23 that has just grown: the old array is kept until its entries are moved.
        That takes about as many writes as the old array had buckets, and a map that stops growing keeps both;
        make(map, n) avoids it. For more than 8 entries.

        map_buckets_growing(entries: count, key: B = 8 B, value: B = 8 B) -> B = map_buckets(entries, key, value) + map_buckets(before, inline(key), inline(value))

            entries: a plain number or a count
            key: B; 8 B unless given
            value: B; 8 B unless given

        Source: golang/go 1.23: src/runtime/map.go, oldbuckets
        Source: measured: heap of Go 1.23 on linux/amd64, 74 bytes an entry just past a growth
        As of: 2026-10
        Example: map_buckets_growing(54_525_953 entry) / 54_525_953 = 74 B
        In the notation: go.map_buckets_growing
        """
    def swiss_tables(self, entries: Value | Column) -> Quantity:
        """The number of tables of a large map of Go 1.24 and later, as an expected value.
        One, and one more for every table that ever held more than 896 entries, seven eighths of its 1024 slots,
        and was split in two. Holds up to 900 bn entries.

        swiss_tables(entries: count) = 1 + (if entries > 896 then 1 else 0) + sum(depth = 1 to 30, 2^depth * (1 - poisson_cdf(896, entries / 2^depth)))

            entries: a plain number or a count

        Source: golang/go 1.27: src/internal/runtime/maps/table.go, maxTableCapacity, rehash and split
        Source: golang/go 1.27: src/internal/runtime/maps/group.go, maxAvgGroupLoad
        As of: 2026-11
        Example: swiss_tables(500 entry) = 1
        Example: swiss_tables(897 entry) = 2
        Example: swiss_tables(1 M entry) = 2043
        Example: swiss_tables(50 M entry) = 65_536
        In the notation: go.swiss_tables
        """
    def map_swiss(
        self,
        entries: Value | Column,
        key: Value | Column = "8 B",
        value: Value | Column = "8 B",
        alignment: Value | Column = "8 B",
    ) -> Quantity:
        """The memory of a map of Go 1.24 and later (Swiss tables).
        A value of no bytes still takes a word, so map[int64]struct{} is as large as map[int64]int64. An expected value:
        which tables have split is a matter of each map's seed, and one of some dozens that are about to is off by 2%, seldom
        by 5.

        map_swiss(entries: count, key: B = 8 B, value: B = 8 B, alignment: B = 8 B) -> B = header + groups + entries * (indirect(key) + indirect(value))

            entries: a plain number or a count
            key: B; 8 B unless given
            value: B; 8 B unless given
            alignment: B; 8 B unless given

        Source: golang/go 1.27: src/internal/runtime/maps/table.go, group.go and map.go
        Source: measured: heap of Go 1.24 and 1.27 on linux/amd64, worst error 1.4% on maps it was not fitted to
        As of: 2026-10
        Example: map_swiss(8 entry) = 192 B
        Example: map_swiss(9 entry) = 376 B
        Example: map_swiss(15 entry) = 664 B
        Example: map_swiss(50 M entry) = 1.2111 GB
        Example: map_swiss(50 M entry) / 50 M = 24.22 B
        Example: map_swiss(62.5 M entry) / 62.5 M = 38.1 B
        Example: map_swiss(50 M entry, 8 B, 0 B) = 1.2111 GB
        In the notation: go.map_swiss
        """
    def map_string(
        self,
        entries: Value | Column,
        length: Value | Column,
        value: Value | Column = "8 B",
        design: Literal["swiss", "buckets"] | Column = "swiss",
    ) -> Quantity:
        """The memory of a map with string keys, with its keys' bytes, by their length and the bytes of a value.
        A string is 16 bytes in the map and a block of its size class elsewhere, unless many share one. `design` is "swiss"
        from Go 1.24 on and "buckets" before.

        map_string(entries: count, length: B, value: B = 8 B, design: "swiss" or "buckets" = "swiss") -> B = (if design == "swiss" then map_swiss(entries, 16 B, value) else map_buckets(entries, 16 B, value)) + entries * mean(size_class(length))

            entries: a plain number or a count
            length: B
            value: B; 8 B unless given
            design: "swiss" or "buckets"; "swiss" unless given

        Source: golang/go 1.27: src/runtime/string.go, stringStruct
        Source: measured: heap of Go 1.19, 1.23, 1.24 and 1.27 on linux/amd64
        As of: 2026-11
        Example: map_string(5 M entry, 20 B) = 343.7 MB
        Example: map_string(5 M entry, 20 B, 8 B, "buckets") = 351.7 MB
        In the notation: go.map_string
        """
    def slice(
        self,
        items: Value | Column,
        item: Value | Column = "8 B",
        filled: Literal["appended", "made"] | Column = "appended",
    ) -> Quantity:
        """The memory of a slice that grew by append from nothing, by its items and the bytes of one.
        The capacity doubles up to 256 and then grows by a quarter and 192, and is rounded up to a size class: from 100,000
        items on 6 to 23% are to spare. This is the mean of that; make([]T, 0, n) takes no more than its items.

        slice(items: count, item: B = 8 B, filled: "appended" or "made" = "appended") -> B = if filled == "made" then size_class(items * item) else if items <= 256 then size_class(ceil_pow2(items) * item) else items * item * (1 + 0.5 * (25% + 192 / items))

            items: a plain number or a count
            item: B; 8 B unless given
            filled: "appended" or "made"; "appended" unless given

        Source: golang/go 1.27: src/runtime/slice.go, growslice, nextslicecap
        As of: 2026-11
        Example: slice(1 M item, 8 B) = 9 MB
        Example: slice(1 M item, 8 B, "made") = 8_003_584 B
        In the notation: go.slice
        """
    def goroutines(
        self, number: Value | Column, stack: Value | Column = "2 KiB", descriptor: Value | Column = "600 B"
    ) -> Quantity:
        """The memory of goroutines at rest: the stack and the descriptor of each.
        A stack starts at 2 KiB and doubles as calls need it; frames beyond about 1.6 KB bring it to 4 KiB.

        goroutines(number: count, stack: B = 2 KiB, descriptor: B = 600 B) -> B = number * (stack + descriptor)

            number: a plain number or a count
            stack: B; 2 KiB unless given
            descriptor: B; 600 B unless given

        Source: golang/go 1.27: src/runtime/stack.go, stackMin
        Source: measured: heap and stack in use, amd64: descriptor 520 B in Go 1.19, 553 in 1.23, 600 in 1.27
        As of: 2026-10
        Example: goroutines(1) = 2648 B
        Example: goroutines(1 M, 4 KiB) = 4.696 GB
        In the notation: go.goroutines
        """
    def connections(
        self, number: Value | Column, writer: bool | str | Column = False, tls: bool | str | Column = False
    ) -> Quantity:
        """The resident memory of a WebSocket or HTTP server's connections in Go, without the kernel's.
        A goroutine with a small buffer, one more to write with its channel, TLS on top. For the kernel's see
        linux.socket_memory.

        connections(number: count, writer: yes or no = no, tls: yes or no = no) -> GB = number * (if tls then if writer then 30 KB else 20 KB else if writer then 11.5 KB else 4.3 KB)

            number: a plain number or a count
            writer: yes or no; no unless given
            tls: yes or no; no unless given

        Source: measured: resident memory of 5,000 connections, Go 1.27, linux/amd64
        As of: 2026-10
        Example: connections(1 M) = 4.3 GB
        Example: connections(1 M, writer = yes) = 11.5 GB
        Example: connections(1 M, tls = yes) = 20 GB
        In the notation: go.connections
        """
    def __call__(self) -> Sheet: ...
