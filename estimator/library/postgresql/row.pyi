"""PostgreSQL: the length of a row

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: the length of a row"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the length of a row"""
    def row(
        self, data: Value | Column, columns: Value | Column = "8", has_null: Literal["no", "yes"] | Column = "no"
    ) -> Quantity:
        """The length of a row with its header, before the page rounds it up to 8 bytes.
        The header is 23 bytes and, where any column of the row is NULL, a bit for each column of the table, rounded
        up to 8 bytes: with up to 8 columns those bits are free.

        row(data: B, columns: count = 8, has_null: "no" or "yes" = "no") -> B = data + header(columns, has_null)

            data: B
            columns: a plain number or a count; 8 unless given
            has_null: "no" or "yes"; "no" unless given

        Source: postgres/postgres 15: src/include/access/htup_details.h, SizeofHeapTupleHeader, BITMAPLEN
        As of: 2026-11
        Example: row(8 B, 1) = 32 B
        Example: row(29 B, 2) = 53 B
        Example: row(29 B, 8, "yes") = 53 B
        Example: row(29 B, 9, "yes") = 61 B
        In the notation: postgresql.row.row
        """
    def header(self, columns: Value | Column, has_null: Literal["no", "yes"] | Column = "no") -> Quantity:
        """The length of a row's header, with the bits that say which columns are NULL.

        header(columns: count, has_null: "no" or "yes" = "no") -> B = ceil((if has_null == "yes" then 23 + ceil(columns / 8) else 23) / 8) * 8 B

            columns: a plain number or a count
            has_null: "no" or "yes"; "no" unless given

        Source: postgres/postgres 15: src/include/access/htup_details.h, SizeofHeapTupleHeader, BITMAPLEN
        As of: 2026-11
        Example: header(8, "yes") = 24 B
        Example: header(9, "yes") = 32 B
        Example: header(72, "yes") = 32 B
        Example: header(73, "yes") = 40 B
        In the notation: postgresql.row.header
        """
    def fixed(self, offset: Value | Column, size: Value | Column, alignment: Value | Column) -> Quantity:
        """Where the data ends after a column of fixed size, which starts at a multiple of its alignment.
        boolean 1 byte, smallint 2, integer, date and real 4, bigint, timestamp and double precision 8, each aligned
        to its size; a uuid is 16 bytes aligned to 1, an interval 16 aligned to 8, a macaddr 6 aligned to 4.

        fixed(offset: B, size: B, alignment: B) -> B = ceil(offset / alignment) * alignment + size

            offset: B
            size: B
            alignment: B

        Source: postgres/postgres 15: src/include/catalog/pg_type.dat, typlen, typalign
        As of: 2026-11
        Example: fixed(0 B, 8 B, 8 B) = 8 B
        Example: fixed(1 B, 8 B, 8 B) = 16 B
        Example: fixed(1 B, 16 B, 1 B) = 17 B
        In the notation: postgresql.row.fixed
        """
    def variable(self, offset: Value | Column, payload: Value | Column, alignment: Value | Column = "4 B") -> Quantity:
        """Where the data ends after a text, varchar, bytea, numeric, jsonb, inet or array with so many bytes in it.
        Up to 126 bytes it has a header of one byte and no alignment, above one of four bytes, aligned to four; to eight
        for ranges of eight-byte bounds, paths, and arrays of elements that are themselves aligned to eight.
        Characters that are not ASCII take more than one byte; char(n) holds n characters always.

        variable(offset: B, payload: B, alignment: B = 4 B) -> B = if payload <= 126 B then offset + payload + 1 B else ceil(offset / alignment) * alignment + payload + 4 B

            offset: B
            payload: B
            alignment: B; 4 B unless given

        Source: postgres/postgres 15: src/include/postgres.h, VARATT_CAN_MAKE_SHORT
        Source: postgres/postgres 15: src/include/catalog/pg_type.dat, typalign
        As of: 2026-11
        Example: variable(8 B, 20 B) = 29 B
        Example: variable(9 B, 126 B) = 136 B
        Example: variable(9 B, 127 B) = 143 B
        Example: variable(9 B, 127 B, 8 B) = 147 B
        In the notation: postgresql.row.variable
        """
    def widest_first(
        self,
        bigints: Value | Column = "0",
        integers: Value | Column = "0",
        smallints: Value | Column = "0",
        booleans: Value | Column = "0",
        uuids: Value | Column = "0",
        texts: Value | Column = "0",
        text_length: Value | Column = "0 B",
        nulls: Value | Column = "0",
    ) -> Quantity:
        """The length of a row whose columns are in the order that wastes no padding.
        Eight-byte ones come first, then four, two, one, and texts last.
        `nulls` counts the columns that are NULL. timestamp with and without time zone, double precision and time are
        bigints here; date and real are integers; varchar, char(n), jsonb, bytea and numeric are texts, of `text_length`
        each.

        widest_first(bigints: count = 0, integers: count = 0, smallints: count = 0, booleans: count = 0, uuids: count = 0, texts: count = 0, text_length: B = 0 B, nulls: count = 0) -> B = (if nulls > 0 then header(columns, "yes") else header(columns)) + end

            bigints: a plain number or a count; 0 unless given
            integers: a plain number or a count; 0 unless given
            smallints: a plain number or a count; 0 unless given
            booleans: a plain number or a count; 0 unless given
            uuids: a plain number or a count; 0 unless given
            texts: a plain number or a count; 0 unless given
            text_length: B; 0 B unless given
            nulls: a plain number or a count; 0 unless given

        Source: as row, fixed and variable
        As of: 2026-11
        Example: widest_first(bigints = 1, texts = 1, text_length = 20 B) = 53 B
        Example: widest_first(bigints = 2, integers = 1, texts = 1, text_length = 40 B) = 85 B
        Example: widest_first(bigints = 1, texts = 2, text_length = 200 B, nulls = 1) = 440 B
        Example: widest_first(bigints = 8, nulls = 1) = 96 B
        In the notation: postgresql.row.widest_first
        """
    def bigint(self, after: Value | Column = "0 B") -> Quantity:
        """Where the data ends after a bigint, a timestamp, a time or a double precision.

        bigint(after: B = 0 B) -> B = fixed(after, 8 B, 8 B)

            after: B; 0 B unless given

        Source: postgres/postgres 15: src/include/catalog/pg_type.dat, typlen, typalign
        As of: 2026-11
        Example: bigint() = 8 B
        Example: bigint(integer()) = 16 B
        In the notation: postgresql.row.bigint
        """
    def timestamp(self, after: Value | Column = "0 B") -> Quantity:
        """Where the data ends after a timestamp, with or without time zone.

        timestamp(after: B = 0 B) -> B = fixed(after, 8 B, 8 B)

            after: B; 0 B unless given

        Source: as bigint
        As of: 2026-11
        Example: timestamp(bigint()) = 16 B
        In the notation: postgresql.row.timestamp
        """
    def integer(self, after: Value | Column = "0 B") -> Quantity:
        """Where the data ends after an integer, a date or a real.

        integer(after: B = 0 B) -> B = fixed(after, 4 B, 4 B)

            after: B; 0 B unless given

        Source: as bigint
        As of: 2026-11
        Example: integer(boolean()) = 8 B
        In the notation: postgresql.row.integer
        """
    def smallint(self, after: Value | Column = "0 B") -> Quantity:
        """Where the data ends after a smallint.

        smallint(after: B = 0 B) -> B = fixed(after, 2 B, 2 B)

            after: B; 0 B unless given

        Source: as bigint
        As of: 2026-11
        Example: smallint(integer()) = 6 B
        In the notation: postgresql.row.smallint
        """
    def boolean(self, after: Value | Column = "0 B") -> Quantity:
        """Where the data ends after a boolean.

        boolean(after: B = 0 B) -> B = fixed(after, 1 B, 1 B)

            after: B; 0 B unless given

        Source: as bigint
        As of: 2026-11
        Example: boolean(bigint()) = 9 B
        In the notation: postgresql.row.boolean
        """
    def uuid(self, after: Value | Column = "0 B") -> Quantity:
        """Where the data ends after a uuid.

        uuid(after: B = 0 B) -> B = fixed(after, 16 B, 1 B)

            after: B; 0 B unless given

        Source: as bigint
        As of: 2026-11
        Example: uuid(boolean()) = 17 B
        In the notation: postgresql.row.uuid
        """
    def text(self, after: Value | Column, payload: Value | Column) -> Quantity:
        """Where the data ends after a text of so many bytes: another name for `variable`.

        text(after: B, payload: B) -> B = variable(after, payload)

            after: B
            payload: B

        Source: as variable
        As of: 2026-11
        Example: row(text(bigint(), 20 B)) = 53 B
        Example: row(integer(timestamp(text(bigint(), 40 B)))) = 92 B
        In the notation: postgresql.row.text
        """
    def numeric(self, before: Value | Column, after: Value | Column) -> Quantity:
        """The bytes in a numeric, by its decimal digits before and after the point, without zeros at its ends.
        Four digits share two bytes, counted from the point both ways.

        numeric(before: count, after: count) -> B = (2 + 2 * (ceil(before / 4) + ceil(after / 4))) * 1 B

            before: a plain number or a count
            after: a plain number or a count

        Source: PostgreSQL 15 documentation, 8.1.2 "Arbitrary Precision Numbers"
        Source: postgres/postgres 15: src/backend/utils/adt/numeric.c, NumericShort
        As of: 2026-11
        Example: numeric(5, 2) = 8 B
        Example: numeric(8, 0) = 6 B
        In the notation: postgresql.row.numeric
        """
    def array(self, elements: Value | Column, size: Value | Column = "4 B") -> Quantity:
        """The bytes in an array of one dimension, without NULLs, of elements of fixed size.

        array(elements: count, size: B = 4 B) -> B = 20 B + elements * size

            elements: a plain number or a count
            size: B; 4 B unless given

        Source: postgres/postgres 15: src/include/utils/array.h, ARR_OVERHEAD_NONULLS
        As of: 2026-11
        Example: array(3) = 32 B
        In the notation: postgresql.row.array
        """
    def jsonb(self, pairs: Value | Column, keys: Value | Column, values: Value | Column) -> Quantity:
        """The bytes in a jsonb object of so many pairs, by its keys' and its values' lengths together.
        A number as value takes 8 to 12 bytes; true, false and null none.

        jsonb(pairs: count, keys: B, values: B) -> B = 4 B + pairs * 8 B + keys + values

            pairs: a plain number or a count
            keys: B
            values: B

        Source: postgres/postgres 15: src/include/utils/jsonb.h, JEntry, JsonbContainer
        As of: 2026-11
        Example: jsonb(3, 15 B, 20 B) = 63 B
        In the notation: postgresql.row.jsonb
        """
    def __call__(
        self, data: Value | Column, columns: Value | Column = "8", has_null: Literal["no", "yes"] | Column = "no"
    ) -> Quantity:
        """row(data: B, columns: count = 8, has_null: "no" or "yes" = "no") -> B: The length of a row with its header, before the page rounds it up to 8 bytes."""
