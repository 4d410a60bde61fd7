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
        """item(key: B, value: B, flags: yes or no = no, cas: yes or no = yes) -> B: The bytes of an item before its slab class rounds it up."""
    def slab_class(self, size: Value | Column) -> Quantity:
        """slab_class(size: B) -> B: The bytes of the chunk of the slab class that so many bytes take, at the default growth factor of 1.25."""
    def chunk_with(
        self,
        size: Value | Column,
        factor: Value | Column = "1.25",
        least: Value | Column = "48 B",
        largest: Value | Column = "512 KiB",
    ) -> Quantity:
        """chunk_with(size: B, factor: count = 1.25, least: B = 48 B, largest: B = 512 KiB) -> B: The chunk that so many bytes take on a server with another factor between the classes (-f), with other bytes in the"""
    def next_class(
        self,
        chunk: Value | Column,
        size: Value | Column,
        factor: Value | Column = "1.25",
        largest: Value | Column = "512 KiB",
    ) -> Quantity:
        """next_class(chunk: B, size: B, factor: count = 1.25, largest: B = 512 KiB) -> B: The class after a chunk, or the chunk itself where it is large enough."""
    def items_in_chunks(self, memory: Value | Column, chunk: Value | Column) -> Quantity:
        """items_in_chunks(memory: B, chunk: B): The number of items that fit, each in one chunk of a size, as chunk_with says it."""
    def chunk(self, size: Value | Column, key: Value | Column = "40 B") -> Quantity:
        """chunk(size: B, key: B = 40 B) -> B: The bytes of the chunks that an item takes."""
    def full_chunks(self, size: Value | Column, key: Value | Column = "40 B") -> Quantity:
        """full_chunks(size: B, key: B = 40 B): The chunks of 512 KiB that an item above that size fills."""
    def page_share(self, size: Value | Column, key: Value | Column = "40 B") -> Quantity:
        """page_share(size: B, key: B = 40 B): The pages of 1 MiB that an item takes, as a part of one: chunks do not lie across pages."""
    def last_share(self, size: Value | Column, key: Value | Column = "40 B") -> Quantity:
        """last_share(size: B, key: B = 40 B): The part of a page that the last part of a chained item takes."""
    def items_that_fit(self, memory: Value | Column, size: Value | Column, key: Value | Column = "40 B") -> Quantity:
        """items_that_fit(memory: B, size: B, key: B = 40 B): The number of items that fit: the limit -m counts pages of 1 MiB, not items."""
    def fits(
        self, items: Value | Column, pages: Value | Column, size: Value | Column, key: Value | Column = "40 B"
    ) -> Quantity:
        """fits(items: count, pages: count, size: B, key: B = 40 B): Whether so many items fit into so many pages: 1 or 0."""
    def memory_needed(self, items: Value | Column, size: Value | Column, key: Value | Column = "40 B") -> Quantity:
        """memory_needed(items: count, size: B, key: B = 40 B) -> MiB: The memory for so many items of a size: the limit to give with -m."""
    def begun(self, size: Value | Column, key: Value | Column = "40 B", items: Value | Column = "1") -> Quantity:
        """begun(size: B, key: B = 40 B, items: count = 1): The pages that are begun and not full by so many items of a size: of one that is chained its head and its last part"""
    def overhead(self, items: Value | Column, connections: Value | Column = "0") -> Quantity:
        """overhead(items: count, connections: count = 0) -> MB: The memory that the process takes outside of -m: the hash table, its base, and its connections."""
    def __call__(self, *, held: Value = ...) -> Sheet: ...
