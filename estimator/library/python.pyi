"""Python: memory of its containers and connections

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Python: memory of its containers and connections"""

    map_entry: Quantity  # The memory of the process that an entry of a large {int: int…
    def __call__(  # type: ignore[override]
        self, /, *, map_entry: Value = ...
    ) -> Self: ...

class Formulas:
    """Python: memory of its containers and connections"""

    map_entry: Quantity  # The memory of the process that an entry of a large {int: int…
    def dict(
        self, entries: Value | Column, keys: Literal["any", "text"] | Column = "any", version: Release | Column = "3.11"
    ) -> Quantity:
        """dict(entries: count, keys: "any" or "text" = "any", version: release of "python" = 3.11) -> B: The bytes of a dict that was filled key by key."""
    def default_dict(
        self, entries: Value | Column, keys: Literal["any", "text"] | Column = "any", version: Release | Column = "3.11"
    ) -> Quantity:
        """default_dict(entries: count, keys: "any" or "text" = "any", version: release of "python" = 3.11) -> B: The bytes of a collections.defaultdict: its factory beside what a dict has. One without entries has its table already"""
    def ordered_dict(
        self, entries: Value | Column, keys: Literal["any", "text"] | Column = "any", version: Release | Column = "3.11"
    ) -> Quantity:
        """ordered_dict(entries: count, keys: "any" or "text" = "any", version: release of "python" = 3.11) -> B: The bytes of a collections.OrderedDict: beside what a dict has, a node of 32 for each entry, and a place in a second"""
    def set(self, entries: Value | Column) -> Quantity:
        """set(entries: count) -> B: The bytes of a set that was filled one by one."""
    def list(self, items: Value | Column, filled: Literal["known", "grown"] | Column = "known") -> Quantity:
        """list(items: count, filled: "known" or "grown" = "known") -> B: The bytes of a list, of a "known" length or "grown" by append, as by a comprehension."""
    def list_places(self, items: Value | Column) -> Quantity:
        """list_places(items: count): The places in a list that grew by append: an eighth and six more, rounded down to a multiple of four."""
    def deque(self, items: Value | Column, version: Release | Column = "3.11") -> Quantity:
        """deque(items: count, version: release of "python" = 3.11) -> B: The bytes of a collections.deque, filled at one end: blocks of 64 items, of which the first begins in its middle."""
    def array(
        self, items: Value | Column, item: Value | Column = "8 B", version: Release | Column = "3.11"
    ) -> Quantity:
        """array(items: count, item: B = 8 B, version: release of "python" = 3.11) -> B: The bytes of an array.array by the bytes of an item: 1 for "b", 4 for "i" and "f", 8 for "q" and "d"."""
    def tuple(self, items: Value | Column, version: Release | Column = "3.11") -> Quantity:
        """tuple(items: count, version: release of "python" = 3.11) -> B: The bytes of a tuple. From 3.14 on it keeps its hash. The block of a namedtuple, as of each class that is made of"""
    def integer(self, value: Value | Column, version: Release | Column = "3.11") -> Quantity:
        """integer(value: count, version: release of "python" = 3.11) -> B: The bytes of an integer, by its size without the sign: thirty bits in four bytes."""
    def text(
        self,
        characters: Value | Column,
        widest: Literal["ascii", "latin", "wide", "astral"] | Column = "ascii",
        version: Release | Column = "3.11",
    ) -> Quantity:
        """text(characters: count, widest: "ascii" or "latin" or "wide" or "astral" = "ascii", version: release of "python" = 3.11) -> B: The bytes of a text of so many characters, by the widest of them."""
    def bytes(self, length: Value | Column) -> Quantity:
        """bytes(length: count) -> B: The bytes of a bytes object."""
    def float(self) -> Quantity:
        """float() -> B: The bytes of a float."""
    def object(
        self,
        attributes: Value | Column,
        kind: Literal["dict", "slots", "dataclass"] | Column = "dict",
        version: Release | Column = "3.11",
    ) -> Quantity:
        """object(attributes: count, kind: "dict" or "slots" or "dataclass" = "dict", version: release of "python" = 3.11) -> B: The bytes of an object of a class with so many attributes, set in its __init__, by a "dataclass", or in its"""
    def allocated(self, size: Value | Column) -> Quantity:
        """allocated(size: B) -> B: The memory of the process that an object of a size takes."""
    def dict_memory(
        self,
        entries: Value | Column,
        key: Value | Column,
        value: Value | Column,
        keys: Literal["any", "text"] | Column = "any",
        version: Release | Column = "3.11",
    ) -> Quantity:
        """dict_memory(entries: count, key: B, value: B, keys: "any" or "text" = "any", version: release of "python" = 3.11) -> MB: The memory of a dict with its keys and values, as the process grows by it."""
    def set_memory(self, entries: Value | Column, member: Value | Column) -> Quantity:
        """set_memory(entries: count, member: B) -> MB: The memory of a set with its members, as the process grows by it."""
    def list_memory(
        self, items: Value | Column, item: Value | Column, filled: Literal["known", "grown"] | Column = "known"
    ) -> Quantity:
        """list_memory(items: count, item: B, filled: "known" or "grown" = "known") -> MB: The memory of a list with its items, as the process grows by it."""
    def numpy_array(self, items: Value | Column, item: Value | Column = "8 B") -> Quantity:
        """numpy_array(items: count, item: B = 8 B) -> B: The bytes of a numpy array of so many numbers of a size."""
    def connections(
        self,
        number: Value | Column,
        server: Literal["streams", "protocol", "selector", "threads", "websockets", "aiohttp", "aiohttp websockets"]
        | Column = "streams",
        version: Release | Column = "3.11",
    ) -> Quantity:
        """connections(number: count, server: "streams" or "protocol" or "selector" or "threads" or "websockets" or "aiohttp" or "aiohttp websockets" = "streams", version: release of "python" = 3.11) -> MB: The resident memory of a Python process with so many connections, without the kernel's: asyncio's "streams" or a"""
    def __call__(self, *, map_entry: Value = ...) -> Sheet: ...
