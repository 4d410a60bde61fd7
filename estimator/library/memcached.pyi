"""memcached: items, slab classes and what fits

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """memcached: items, slab classes and what fits"""

    held: Quantity  # The bytes of a value that a chunk of 512 KiB holds: it has a…
    def __call__(  # type: ignore[override]
        self, /, *, held: Value = ...
    ) -> Self: ...

class Formulas:
    """memcached: items, slab classes and what fits"""

    held: Quantity  # The bytes of a value that a chunk of 512 KiB holds: it has a…
    def item(
        self,
        key: Value | Column,
        value: Value | Column,
        flags: bool | str | Column = False,
        cas: bool | str | Column = True,
    ) -> Quantity:
        """The bytes of an item before its slab class rounds it up.
        With compare-and-swap numbers, which are on unless -C is given.

        item(key: B, value: B, flags: yes or no = no, cas: yes or no = yes) -> B = 48 B + key + 1 B + value + 2 B + (if flags then 4 B else 0 B) + (if cas then 8 B else 0 B)

            key: B
            value: B
            flags: yes or no; no unless given
            cas: yes or no; yes unless given

        Source: memcached/memcached 1.6.18: memcached.h, struct _stritem, ITEM_ntotal
        Source: memcached/memcached 1.6.18: items.c, item_make_header, do_item_alloc
        Source: measured: "stats" of memcached 1.6.18, 39 shapes exact
        As of: 2026-11
        Example: item(32 B, 100 B) = 191 B
        Example: item(32 B, 100 B, yes) = 195 B
        Example: item(32 B, 100 B, cas = no) = 183 B
        In the notation: memcached.item
        """
    def slab_class(self, size: Value | Column) -> Quantity:
        """The bytes of the chunk of the slab class that so many bytes take, at the default growth factor of 1.25.
        A class is a quarter larger than the one before; none is larger than 512 KiB.

        slab_class(size: B) -> B =
          up to 96 B, 120 B, 152 B, 192 B, 240 B, 304 B, 384 B, 480 B, 600 B, 752 B, 944 B, 1184 B, 1480 B, 1856 B, 2320 B, 2904 B, 3632 B, 4544 B, 5680 B, 7104 B, 8880 B, 11104 B, 13880 B, 17352 B, 21696 B, 27120 B, 33904 B, 42384 B, 52984 B, 66232 B, 82792 B, 103496 B, 129376 B, 161720 B, 202152 B, 252696 B, 315872 B, 394840 B, 524288 B

            size: B

        Source: memcached/memcached 1.6.18: slabs.c, slabs_init
        As of: 2026-11
        Example: slab_class(97 B) = 120 B
        Example: slab_class(400_000 B) = 524288 B
        In the notation: memcached.slab_class
        """
    def chunk(self, size: Value | Column, key: Value | Column = "40 B") -> Quantity:
        """The bytes of the chunks that an item takes.
        One chunk up to 512 KiB. A larger item (above 1 MB only with -I) is a small head, and its value is in chunks of
        512 KiB and one for the rest; its `key` then counts, as the head holds it.

        chunk(size: B, key: B = 40 B) -> B = if size <= 512 KiB then slab_class(min(size, 512 KiB)) else slab_class(key + 105 B) + full * 512 KiB + last

            size: B
            key: B; 40 B unless given

        Source: memcached/memcached 1.6.18: slabs.c, slabs_init
        Source: memcached/memcached 1.6.18: items.c, do_item_alloc (htotal), do_item_alloc_chunk
        Source: measured: "stats slabs" of memcached 1.6.18 and 1.6.45, values of 500 KB to 5 MB
        As of: 2026-11
        Example: chunk(96 B) = 96 B
        Example: chunk(97 B) = 120 B
        Example: chunk(120 B) = 120 B
        Example: chunk(191 B) = 192 B
        Example: chunk(195 B) = 240 B
        Example: chunk(1856 B) = 1856 B
        Example: chunk(27120 B) = 27120 B
        Example: chunk(100_000 B) = 103496 B
        Example: chunk(item(40 B, 900_000 B)) = 524_288 B + 394_840 B + 152 B
        Example: chunk(item(200 B, 2 MB), 200 B) = 4 * 524_288 B + 384 B
        In the notation: memcached.chunk
        """
    def full_chunks(self, size: Value | Column, key: Value | Column = "40 B") -> Quantity:
        """The chunks of 512 KiB that an item above that size fills.

        full_chunks(size: B, key: B = 40 B) = if size <= 512 KiB then 0 else floor((size - (key + 57 B)) / held)

            size: B
            key: B; 40 B unless given

        Source: memcached/memcached 1.6.18: items.c, do_item_alloc_chunk
        As of: 2026-11
        Example: full_chunks(item(40 B, 600_000 B)) = 1
        Example: full_chunks(item(40 B, 5 MB)) = 9
        In the notation: memcached.full_chunks
        """
    def page_share(self, size: Value | Column, key: Value | Column = "40 B") -> Quantity:
        """The pages of 1 MiB that an item takes, as a part of one: chunks do not lie across pages.

        page_share(size: B, key: B = 40 B) = if size <= 512 KiB then 1 / floor(1 MiB / slab_class(min(size, 512 KiB))) else full / 2 + 1 / floor(1 MiB / slab_class(key + 105 B)) + last

            size: B
            key: B; 40 B unless given

        Source: memcached/memcached 1.6.18: slabs.c, do_slabs_newslab
        Source: measured: memcached 1.6.18, 70 sizes up to 512 KiB exact, and 4 of 600 KB to 3 MB
        As of: 2026-11
        Example: page_share(191 B) = 1 / 5461
        Example: page_share(item(40 B, 900_000 B)) = 1 + 1 / 6898
        In the notation: memcached.page_share
        """
    def items_that_fit(self, memory: Value | Column, size: Value | Column, key: Value | Column = "40 B") -> Quantity:
        """The number of items that fit: the limit -m counts pages of 1 MiB, not items.
        A size may be a range, the spread of the items' sizes; it is then taken for granted that pages have moved to where
        they are needed, which they do slowly. Every class that is used takes a page at least.

        items_that_fit(memory: B, size: B, key: B = 40 B) = floor(max(0, floor(memory / 1 MiB) - mean(begun(size))) / mean(page_share(size, key)))

            memory: B
            size: B
            key: B; 40 B unless given

        Source: memcached/memcached 1.6.18: slabs.c, do_slabs_newslab
        Source: measured: memcached 1.6.18, 70 sizes exact, and above 512 KiB within 1%
        As of: 2026-11
        Example: items_that_fit(64 MiB, 191 B) = 349_504
        Example: items_that_fit(64 MiB, 195 B) = 279_616
        Example: items_that_fit(64 GiB, item(30 B, uniform(100 B, 2000 B))) = 53.3 M
        Example: items_that_fit(256 MiB, item(40 B, 3 MB)) = 85
        In the notation: memcached.items_that_fit
        """
    def memory_needed(self, items: Value | Column, size: Value | Column, key: Value | Column = "40 B") -> Quantity:
        """The memory for so many items of a size: the limit to give with -m.

        memory_needed(items: count, size: B, key: B = 40 B) -> MiB = if items < 0.5 then 0 B else ceil(items * mean(page_share(size, key)) + mean(begun(size)) - 1e-9) * 1 MiB

            items: a plain number or a count
            size: B
            key: B; 40 B unless given

        Source: memcached/memcached 1.6.18: slabs.c, do_slabs_newslab
        As of: 2026-11
        Example: memory_needed(1 M item, 191 B) = 184 MiB
        Example: memory_needed(1 bn item, item(30 B, uniform(100 B, 2000 B))) = 1.23 M MiB
        Example: memory_needed(100 item, item(40 B, 900_000 B)) = 101 MiB
        In the notation: memcached.memory_needed
        """
    def begun(self, size: Value | Column) -> Quantity:
        """The pages that are begun and not full: of an item that is chained its head and its last part have classes of their
        own, each of which takes whole pages.

        begun(size: B) = if size <= 512 KiB then 0 else 0.5

            size: B

        Source: memcached/memcached 1.6.18: slabs.c, do_slabs_newslab
        Source: measured: 64 and 128 MB full of items of 600 KB to 3 MB, within one item
        As of: 2026-11
        Example: begun(600 KB) = 0.5
        In the notation: memcached.begun
        """
    def overhead(self, items: Value | Column, connections: Value | Column = "0") -> Quantity:
        """The memory that the process takes outside of -m: the hash table, its base, and its connections.
        The base differs with the libraries that it was built with: 4.4 MB of Debian's 1.6.18, 5.9 MB of its 1.6.45.

        overhead(items: count, connections: count = 0) -> MB = 8 B * ceil_pow2(max(2^16, items / 1.5)) + 5 MB + connections * 666 B

            items: a plain number or a count
            connections: a plain number or a count; 0 unless given

        Source: memcached/memcached 1.6.18: assoc.c, assoc_start_expand, assoc_expand; memcached.h, HASHPOWER_DEFAULT
        Source: measured: memcached 1.6.18 and 1.6.45: 650 and 595 bytes a connection of 5,000
        As of: 2026-11
        Example: overhead(7.06 M item, 0 connection) = 72 MB
        Example: overhead(0 item) = 5.52 MB
        In the notation: memcached.overhead
        """
    def __call__(self, *, held: Value = ...) -> Sheet: ...
