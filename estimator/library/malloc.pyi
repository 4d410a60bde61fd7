"""Memory allocators: the block that is really taken for a request

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Memory allocators: the block that is really taken for a request"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Memory allocators: the block that is really taken for a request"""
    def round_up(self, size: Value | Column, multiple: Value | Column) -> Quantity:
        """A size rounded up to a whole multiple.

        round_up(size: B, multiple: B) -> B = ceil(size / multiple) * multiple

            size: B
            multiple: B

        Source: definition: the next multiple that is not smaller
        Example: round_up(100 B, 16 B) = 112 B
        Example: round_up(112 B, 16 B) = 112 B
        In the notation: malloc.round_up
        """
    def jemalloc(self, size: Value | Column, quantum: Value | Column = "8 B") -> Quantity:
        """The jemalloc size class of a request: up to eight quanta, then four classes to each doubling.
        The quantum is the alignment that the build promises: Redis builds its own jemalloc with 8 bytes, which
        adds the classes 24, 40 and 56; distributions ship 16. Holds for jemalloc 4.0 to 5.3.0; 5.3.1 has the
        classes up to 32 KiB only, see jemalloc_pages.

        jemalloc(size: B, quantum: B = 8 B) -> B = if size <= 8 B then 8 B else if size <= 8 * quantum then round_up(size, quantum) else round_up(size, spacing)

            size: B
            quantum: B; 8 B unless given

        Source: jemalloc 5.3.0: manual, table "Size classes"; INSTALL.md, --with-lg-quantum
        Source: redis 7.2.6: deps/Makefile, --with-lg-quantum=3
        As of: 2024-10
        Example: jemalloc(1 B) = 8 B
        Example: jemalloc(21 B) = 24 B
        Example: jemalloc(24 B) = 24 B
        Example: jemalloc(38 B) = 40 B
        Example: jemalloc(64 B) = 64 B
        Example: jemalloc(65 B) = 80 B
        Example: jemalloc(129 B) = 160 B
        Example: jemalloc(2007 B) = 2048 B
        Example: jemalloc(2049 B) = 2560 B
        Example: jemalloc(10_247 B) = 12_288 B
        Example: jemalloc(100_000 B) = 112 KiB
        Example: jemalloc(1 MB) = 1 MiB
        Example: jemalloc(8 B, 16 B) = 8 B
        Example: jemalloc(9 B, 16 B) = 16 B
        Example: jemalloc(21 B, 16 B) = 32 B
        Example: jemalloc(38 B, 16 B) = 48 B
        Example: jemalloc(128 B, 16 B) = 128 B
        Example: jemalloc(129 B, 16 B) = 160 B
        In the notation: malloc.jemalloc
        """
    def jemalloc_pages(self, size: Value | Column, quantum: Value | Column = "8 B") -> Quantity:
        """The same for jemalloc 5.3.1, which rounds what is above 32 KiB to whole pages of 4 KiB.

        jemalloc_pages(size: B, quantum: B = 8 B) -> B = if size <= 32 KiB then jemalloc(size, quantum) else round_up(size, 4 KiB)

            size: B
            quantum: B; 8 B unless given

        Source: measured: used_memory of Redis on jemalloc 5.3.1: 100,000 B take 102,400 B, 1 MB takes 1,003,520 B
        Source: jemalloc, pull request 2646: disable_large_size_classes
        As of: 2026-10
        Example: jemalloc_pages(100_000 B, 16 B) = 102_400 B
        Example: jemalloc_pages(1 MB, 16 B) = 1_003_520 B
        Example: jemalloc_pages(21 B, 16 B) = 32 B
        In the notation: malloc.jemalloc_pages
        """
    def glibc(self, size: Value | Column) -> Quantity:
        """What malloc_usable_size says of a block of glibc: chunks are multiples of 16 bytes, 8 of them its own.
        From 128 KiB on a block is mapped by itself, in pages. Where a freed chunk is a little larger than asked,
        glibc hands it out whole: after many frees, blocks are 1 to 3% larger.

        glibc(size: B) -> B = if size < 128 KiB then max(24 B, round_up(size + 8 B, 16 B) - 8 B) else round_up(size + 16 B, 4 KiB) - 16 B

            size: B

        Source: glibc 2.36: malloc/malloc.c, request2size, MINSIZE, DEFAULT_MMAP_THRESHOLD, musable
        As of: 2022-08
        Example: glibc(1 B) = 24 B
        Example: glibc(24 B) = 24 B
        Example: glibc(25 B) = 40 B
        Example: glibc(111 B) = 120 B
        Example: glibc(808 B) = 808 B
        Example: glibc(200_000 B) = 200_688 B
        In the notation: malloc.glibc
        """
    def block(
        self,
        size: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The block that an allocator takes for a request, in the view of used_memory.
        `jemalloc` is the one that Redis and Valkey build themselves, `debian` a distribution's, `debian-5.3.1` a
        distribution's from 5.3.1 on, `glibc` the C library's.

        block(size: B) -> B with allocator = if allocator == "jemalloc" then jemalloc(size) else if allocator == "debian" then jemalloc(size, 16 B) else if allocator == "debian-5.3.1" then jemalloc_pages(size, 16 B) else glibc(size)

            size: B
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: the functions above
        As of: 2026-11
        Example: block(38 B) = 40 B
        Example: block(38 B, allocator = "debian") = 48 B
        Example: block(100_000 B, allocator = "debian-5.3.1") = 102_400 B
        Example: block(21 B, allocator = "glibc") = 24 B
        In the notation: malloc.block
        """
    def __call__(self) -> Sheet: ...
