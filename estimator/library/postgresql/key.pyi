"""PostgreSQL: the key of an index, by the columns of its table

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: the key of an index, by the columns of its table"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the key of an index, by the columns of its table"""
    def key(
        self,
        columns: Any,
        first: Value | bool | Column,
        second: Value | bool | Column = "",
        third: Value | bool | Column = "",
        fourth: Value | bool | Column = "",
        fifth: Value | bool | Column = "",
        sixth: Value | bool | Column = "",
    ) -> Quantity:
        """The bytes of an index's key: its columns and those that it includes, by name and in order.
        A NULL takes no room in it, but for 8 bytes that say which are. Of more than six: see `key_end`.

        key(columns: table(type, length, not_null), first, second = "", third = "", fourth = "", fifth = "", sixth = "") -> B = key_end(columns, first, second, third, fourth, fifth, sixth) + key_nulls(columns, first, second, third, fourth, fifth, sixth)

            columns: table(type, length, not_null)
            first: anything
            second: anything; "" unless given
            third: anything; "" unless given
            fourth: anything; "" unless given
            fifth: anything; "" unless given
            sixth: anything; "" unless given

        Source: postgres/postgres 15: src/backend/access/common/indextuple.c, index_form_tuple
        As of: 2026-11
        Example: key(sample, "id") = 8 B
        Example: key(sample, "active", "id") = 16 B
        Example: key(sample, "email") = postgresql.btree.text_key(20 B)
        Example: key(sample, "note") = 8 B
        In the notation: postgresql.key.key
        """
    def values(
        self,
        columns: Any,
        first: Value | bool | Column,
        second: Value | bool | Column = "",
        third: Value | bool | Column = "",
        fourth: Value | bool | Column = "",
        fifth: Value | bool | Column = "",
        sixth: Value | bool | Column = "",
    ) -> Quantity:
        """The bytes of the key of a row that has all of its columns, as those are that an index WHERE x IS NOT NULL has.

        values(columns: table(type, length), first, second = "", third = "", fourth = "", fifth = "", sixth = "") -> B = six

            columns: table(type, length)
            first: anything
            second: anything; "" unless given
            third: anything; "" unless given
            fourth: anything; "" unless given
            fifth: anything; "" unless given
            sixth: anything; "" unless given

        Source: as key
        As of: 2026-11
        Example: values(sample, "note") = postgresql.btree.text_key(300 B)
        Example: values(sample, "active", "id") = 16 B
        In the notation: postgresql.key.values
        """
    def value_named(self, columns: Any, name: Value | bool | Column, start: Value | Column) -> Quantity:
        """Where the data ends behind the value of a column of a name.

        value_named(columns: table(type, length), name, start: B) -> B = postgresql.types.behind(start, columns(name).type, columns(name).length)

            columns: table(type, length)
            name: anything
            start: B

        Source: as postgresql.types.behind
        As of: 2026-11
        Example: value_named(sample, "id", 1 B) = 16 B
        In the notation: postgresql.key.value_named
        """
    def nulls(self, columns: Any, name: Value | bool | Column) -> Quantity:
        """The share of the rows without a value of a column.

        nulls(columns: table(null), name) -> % = columns(name).null

            columns: table(null)
            name: anything

        Source: definition
        As of: 2026-11
        Example: nulls(sample, "note") = 100%
        In the notation: postgresql.key.nulls
        """
    def key_end(
        self,
        columns: Any,
        first: Value | bool | Column,
        second: Value | bool | Column = "",
        third: Value | bool | Column = "",
        fourth: Value | bool | Column = "",
        fifth: Value | bool | Column = "",
        sixth: Value | bool | Column = "",
        start: Value | Column = "0 B",
    ) -> Quantity:
        """Where the columns of a key end; those of a longer one go on at `start`, the end of the first six.

        key_end(columns: table(type, length, not_null), first, second = "", third = "", fourth = "", fifth = "", sixth = "", start: B = 0 B) -> B = six

            columns: table(type, length, not_null)
            first: anything
            second: anything; "" unless given
            third: anything; "" unless given
            fourth: anything; "" unless given
            fifth: anything; "" unless given
            sixth: anything; "" unless given
            start: B; 0 B unless given

        Source: as key
        As of: 2026-11
        Example: key_end(sample, "id", start = key_end(sample, "active")) = 16 B
        In the notation: postgresql.key.key_end
        """
    def behind_named(self, columns: Any, name: Value | bool | Column, start: Value | Column) -> Quantity:
        """Where the data ends behind the column of a name.

        behind_named(columns: table(type, length, not_null), name, start: B) -> B = postgresql.types.behind(start, columns(name).type, columns(name).length, columns(name).not_null)

            columns: table(type, length, not_null)
            name: anything
            start: B

        Source: as postgresql.types.behind
        As of: 2026-11
        Example: behind_named(sample, "id", 1 B) = 16 B
        In the notation: postgresql.key.behind_named
        """
    def key_nulls(
        self,
        columns: Any,
        first: Value | bool | Column,
        second: Value | bool | Column = "",
        third: Value | bool | Column = "",
        fourth: Value | bool | Column = "",
        fifth: Value | bool | Column = "",
        sixth: Value | bool | Column = "",
    ) -> Quantity:
        """What a key has for the bits that say which of its columns are NULL, where any is.

        key_nulls(columns: table(not_null), first, second = "", third = "", fourth = "", fifth = "", sixth = "") -> B = if columns(first).not_null and (if second == "" then yes else columns(second).not_null) and (if third == "" then yes else columns(third).not_null) and (if fourth == "" then yes else columns(fourth).not_null) and (if fifth == "" then yes else columns(fifth).not_null) and (if sixth == "" then yes else columns(sixth).not_null) then 0 B else 8 B

            columns: table(not_null)
            first: anything
            second: anything; "" unless given
            third: anything; "" unless given
            fourth: anything; "" unless given
            fifth: anything; "" unless given
            sixth: anything; "" unless given

        Source: postgres/postgres 15: src/include/access/itup.h, IndexInfoFindDataOffset
        As of: 2026-11
        Example: key_nulls(sample, "id", "note") = 8 B
        Example: key_nulls(sample, "id", "email") = 0 B
        In the notation: postgresql.key.key_nulls
        """
    def __call__(
        self,
        columns: Any,
        first: Value | bool | Column,
        second: Value | bool | Column = "",
        third: Value | bool | Column = "",
        fourth: Value | bool | Column = "",
        fifth: Value | bool | Column = "",
        sixth: Value | bool | Column = "",
    ) -> Quantity:
        """key(columns: table(type, length, not_null), first, second = "", third = "", fourth = "", fifth = "", sixth = "") -> B: The bytes of an index's key: its columns and those that it includes, by name and in order."""
