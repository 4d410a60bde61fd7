"""Python: memory of its containers

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Python: memory of its containers"""

    map_entry: Quantity  # The memory of the process that an entry of a large {int: int…
    def __call__(  # type: ignore[override]
        self, /, *, map_entry: Value = ...
    ) -> Self: ...

class Formulas:
    """Python: memory of its containers"""

    map_entry: Quantity  # The memory of the process that an entry of a large {int: int…
    def dict(
        self, entries: Value | Column, keys: Literal["any", "text"] | Column = "any", version: Release | Column = "3.11"
    ) -> Quantity:
        """The bytes of a dict that was filled key by key.
        It grows when two thirds full, so that an entry takes between 30 and 60 bytes.
        `keys` are "text" where all are str, which makes entries smaller from 3.11 on.

        dict(entries: count, keys: "any" or "text" = "any", version: release of "python" = 3.11) -> B = if entries < 1 then 64 B else 64 B + (if version < 3.11 then 40 B else 32 B) + index_size * slots + floor(2 * slots / 3) * (if keys == "text" and version >= 3.11 then 16 B else 24 B)

            entries: a plain number or a count
            keys: "any" or "text"; "any" unless given
            version: release of "python"; 3.11 unless given

        Source: python/cpython 3.11: Objects/dictobject.c, GROWTH_RATE, USABLE_FRACTION
        Source: python/cpython 3.11: Objects/dictobject.c, calculate_log2_keysize, _PyDict_SizeOf
        Source: measured: sys.getsizeof of CPython 3.8, 3.9, 3.10, 3.11, 3.12 and 3.13, 0 to 300,000 entries exact
        As of: 2026-11
        Example: dict(0) = 64 B
        Example: dict(5, "text") = 184 B
        Example: dict(6, "text") = 272 B
        Example: dict(1 M) = 41_943_128 B
        Example: dict(5, "text", 3.10) = 232 B
        In the notation: python.dict
        """
    def set(self, entries: Value | Column) -> Quantity:
        """The bytes of a set that was filled one by one.
        It grows when three fifths full, fourfold, and twofold beyond 50,000.

        set(entries: count) -> B = if entries < 5 then 216 B else 216 B + 16 B * slots

            entries: a plain number or a count

        Source: python/cpython 3.11: Objects/setobject.c, set_add_entry, set_table_resize
        As of: 2026-11
        Example: set(4) = 216 B
        Example: set(5) = 728 B
        Example: set(1 M) = 33_554_648 B
        In the notation: python.set
        """
    def list(self, items: Value | Column) -> Quantity:
        """The bytes of a list of a known length.
        One that grew by append has up to an eighth to spare, 6% on average.

        list(items: count) -> B = 56 B + 8 B * items

            items: a plain number or a count

        Source: python/cpython 3.11: Objects/listobject.c, list_resize
        As of: 2026-11
        Example: list(0) = 56 B
        Example: list(1000) = 8056 B
        In the notation: python.list
        """
    def tuple(self, items: Value | Column, version: Release | Column = "3.11") -> Quantity:
        """The bytes of a tuple. From 3.14 on it keeps its hash.

        tuple(items: count, version: release of "python" = 3.11) -> B = (if version >= 3.14 then 48 B else 40 B) + 8 B * items

            items: a plain number or a count
            version: release of "python"; 3.11 unless given

        Source: python/cpython 3.11: Include/cpython/tupleobject.h, PyTupleObject; 3.14: the same, ob_hash
        As of: 2026-11
        Example: tuple(3) = 64 B
        Example: tuple(3, 3.14) = 72 B
        In the notation: python.tuple
        """
    def integer(self, value: Value | Column, version: Release | Column = "3.11") -> Quantity:
        """The bytes of an integer, by its size without the sign: thirty bits in four bytes.
        Those from -5 to 256 exist once. One that came out of a sum takes 48 bytes of memory above 2^30.

        integer(value: count, version: release of "python" = 3.11) -> B = (if value < 1 and version < 3.11 then 24 B else 28 B) + sum(k = 1 to 33, if value >= 2^(30 * k) then 4 else 0) * 1 B

            value: a plain number or a count
            version: release of "python"; 3.11 unless given

        Source: python/cpython 3.11: Include/cpython/longintrepr.h, PyLong_SHIFT, digit; Objects/longobject.c, x_add
        As of: 2026-11
        Example: integer(1) = 28 B
        Example: integer(2^30) = 32 B
        Example: integer(2^60) = 36 B
        Example: integer(0, 3.10) = 24 B
        In the notation: python.integer
        """
    def text(
        self,
        characters: Value | Column,
        widest: Literal["ascii", "latin", "wide", "astral"] | Column = "ascii",
        version: Release | Column = "3.11",
    ) -> Quantity:
        """The bytes of a text of so many characters, by the widest of them.
        From 3.12 on a text has no room for a second form of it: 8 bytes less, and 16 where it is not all ASCII.

        text(characters: count, widest: "ascii" or "latin" or "wide" or "astral" = "ascii", version: release of "python" = 3.11) -> B = if widest == "ascii" then header + 1 B + characters * 1 B else if widest == "latin" then header + more + 1 B + characters * 1 B else if widest == "wide" then header + more + 2 B + characters * 2 B else header + more + 4 B + characters * 4 B

            characters: a plain number or a count
            widest: "ascii" or "latin" or "wide" or "astral"; "ascii" unless given
            version: release of "python"; 3.11 unless given

        Source: python/cpython 3.11: Objects/unicodeobject.c, unicode_sizeof_impl; Include/cpython/unicodeobject.h
        Source: python/cpython 3.12: Include/cpython/unicodeobject.h, PyASCIIObject, PyCompactUnicodeObject (PEP 623)
        Source: measured: sys.getsizeof of CPython 3.8, 3.9, 3.10, 3.11, 3.12 and 3.13, exact
        As of: 2026-11
        Example: text(10) = 59 B
        Example: text(10, "latin") = 83 B
        Example: text(10, "wide") = 94 B
        Example: text(10, "astral") = 116 B
        Example: text(10, version = 3.12) = 51 B
        Example: text(10, "wide", 3.13) = 78 B
        In the notation: python.text
        """
    def bytes(self, length: Value | Column) -> Quantity:
        """The bytes of a bytes object.

        bytes(length: count) -> B = 33 B + length * 1 B

            length: a plain number or a count

        Source: python/cpython 3.11: Objects/bytesobject.c, PyBytesObject_SIZE
        As of: 2026-11
        Example: bytes(10) = 43 B
        In the notation: python.bytes
        """
    def float(self) -> Quantity:
        """The bytes of a float.

        float() -> B = 24 B


        Source: python/cpython 3.11: Include/cpython/floatobject.h, PyFloatObject
        As of: 2026-11
        Example: float() = 24 B
        In the notation: python.float
        """
    def object(
        self,
        attributes: Value | Column,
        kind: Literal["dict", "slots"] | Column = "dict",
        version: Release | Column = "3.11",
    ) -> Quantity:
        """The bytes of an object of a class with so many attributes set in its __init__, or in its __slots__: "slots".
        The garbage collector's header is in it. sys.getsizeof leaves the attributes' own block out. From 3.11 on, from 30
        attributes on, each object has a dict of its own, which costs five times as much. Before that it always has one,
        whose keys are those of the class.

        object(attributes: count, kind: "dict" or "slots" = "dict", version: release of "python" = 3.11) -> B = if kind == "slots" then 32 B + attributes * 8 B else if version < 3.11 then 48 B + (if attributes < 1 then 0 B else 64 B + floor(2 * shared / 3) * 8 B) else if version >= 3.13 then inline + own_dict else if attributes < 30 then bare + values * 8 B + ceil((values + 2) / 8) * 8 B else bare + own_dict

            attributes: a plain number or a count
            kind: "dict" or "slots"; "dict" unless given
            version: release of "python"; 3.11 unless given

        Source: python/cpython 3.11: Objects/dictobject.c, init_inline_values, new_values
        Source: python/cpython 3.11: Include/internal/pycore_dict.h, SHARED_KEYS_MAX_SIZE
        Source: python/cpython 3.13: Include/internal/pycore_dict.h, _PyInlineValuesSize
        Source: python/cpython 3.10: Objects/dictobject.c, new_dict_with_shared_keys, USABLE_FRACTION
        Source: measured: tracemalloc of CPython 3.8, 3.9, 3.10, 3.11, 3.12 and 3.13, 0 to 171 attributes
        As of: 2026-11
        Example: object(3) = 96 B
        Example: object(3, "slots") = 56 B
        Example: object(14) = 200 B
        Example: object(30) = 1640 B
        Example: object(3, version = 3.10) = 152 B
        Example: object(3, version = 3.12) = 88 B
        Example: object(30, version = 3.13) = 1904 B
        In the notation: python.object
        """
    def allocated(self, size: Value | Column) -> Quantity:
        """The memory of the process that an object of a size takes.
        Blocks of up to 512 bytes are multiples of 16, larger ones malloc's.
        An integer above 2^30 that came out of a sum has four bytes more than sys.getsizeof says:
        allocated(integer(x) + 4 B).

        allocated(size: B) -> B = if size <= 512 B then ceil(size / 16 B) * 16 B else ceil((size + 8 B) / 16 B) * 16 B

            size: B

        Source: python/cpython 3.11: Objects/obmalloc.c, ALIGNMENT, SMALL_REQUEST_THRESHOLD
        As of: 2026-11
        Example: allocated(text(20)) = 80 B
        Example: allocated(integer(10^12)) = 32 B
        Example: allocated(integer(10^12) + 4 B) = 48 B
        Example: allocated(600 B) = 608 B
        In the notation: python.allocated
        """
    def dict_memory(
        self,
        entries: Value | Column,
        key: Value | Column,
        value: Value | Column,
        keys: Literal["any", "text"] | Column = "any",
        version: Release | Column = "3.11",
    ) -> Quantity:
        """The memory of a dict with its keys and values, as the process grows by it.
        `key` and `value` are what one of each takes: 0 B for what exists anyway, as small integers, True and None do.

        dict_memory(entries: count, key: B, value: B, keys: "any" or "text" = "any", version: release of "python" = 3.11) -> MB = (dict(entries, keys, version) + entries * (allocated(key) + allocated(value))) * 100.5%

            entries: a plain number or a count
            key: B
            value: B
            keys: "any" or "text"; "any" unless given
            version: release of "python"; 3.11 unless given

        Source: as dict and allocated
        Source: measured: resident memory of CPython 3.11, within 1%
        As of: 2026-11
        Example: dict_memory(1 M, text(20), integer(1 M), "text") = 143.5 MB
        Example: dict_memory(1 M, integer(10^12) + 4 B, integer(10^12) + 4 B) = 138.6 MB
        Example: dict_memory(1 M, text(20, version = 3.9), integer(1 M), "text", 3.9) = 154.7 MB
        In the notation: python.dict_memory
        """
    def set_memory(self, entries: Value | Column, member: Value | Column) -> Quantity:
        """The memory of a set with its members, as the process grows by it.

        set_memory(entries: count, member: B) -> MB = set(entries) + entries * allocated(member) * 100.5%

            entries: a plain number or a count
            member: B

        Source: as set and allocated
        As of: 2026-11
        Example: set_memory(1 M, integer(1 M)) = 65.7 MB
        In the notation: python.set_memory
        """
    def list_memory(self, items: Value | Column, item: Value | Column) -> Quantity:
        """The memory of a list with its items, as the process grows by it.
        By append a list has up to an eighth to spare.

        list_memory(items: count, item: B) -> MB = list(items) + items * allocated(item) * 100.5%

            items: a plain number or a count
            item: B

        Source: as list and allocated
        Source: measured: resident memory of CPython 3.11, within 1%
        As of: 2026-11
        Example: list_memory(1 M, integer(10^12) + 4 B) = 56.24 MB
        In the notation: python.list_memory
        """
    def numpy_array(self, items: Value | Column, item: Value | Column = "8 B") -> Quantity:
        """The bytes of a numpy array of so many numbers of a size.
        Eight bytes for int64 and float64, four a character for a text (U36 is 144).

        numpy_array(items: count, item: B = 8 B) -> B = 112 B + items * item

            items: a plain number or a count
            item: B; 8 B unless given

        Source: NumPy documentation, "numpy.ndarray.nbytes": the items alone, without the array object
        Source: measured: sys.getsizeof of numpy arrays, 112 bytes of header
        As of: 2026-11
        Example: numpy_array(1 M) = 8_000_112 B
        Example: numpy_array(1000, 144 B) = 144_112 B
        In the notation: python.numpy_array
        """
    def __call__(self, *, map_entry: Value = ...) -> Sheet: ...
