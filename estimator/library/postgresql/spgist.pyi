"""PostgreSQL: the size of an SP-GiST index

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: the size of an SP-GiST index"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the size of an SP-GiST index"""
    def spgist(
        self,
        rows: Value | Column,
        key: Value | Column,
        split: Literal["quadrants", "halves"] | Column = "quadrants",
        order: Literal["built", "inserting"] | Column = "inserting",
    ) -> Quantity:
        """The size of an SP-GiST index, by the bytes that an entry keeps of its value.
        Those are 16 B for points, 32 B for boxes and polygons, 14 B for ranges of integers or days, 22 B of times; for texts
        1 B and what follows the characters that many rows share and some three more, 30 B of an md5. Pages split as their
        places in space fill up: 77% full on average, 65 to 85%. With kd_point_ops ("halves") they are 65% full when "built",
        46% when filled by "inserting".

        spgist(rows: count, key: B, split: "quadrants" or "halves" = "quadrants", order: "built" or "inserting" = "inserting") -> B = (first + ceil(rows * mean(entry(key)) / (8168 B * fill))) * 8192 B

            rows: a plain number or a count
            key: B
            split: "quadrants" or "halves"; "quadrants" unless given
            order: "built" or "inserting"; "inserting" unless given

        Source: postgres/postgres 15: src/include/access/spgist_private.h, SpGistLeafTupleData
        Source: measured: relpages of PostgreSQL 15, 24 indexes on points, texts, ranges, boxes: 4% in the median, texts 15%
        Source: measured: for inet, whose pages are a third to two thirds full, 16 B is within 40%
        As of: 2026-11
        Example: spgist(60_000 row, 16 B) = 340 * 8192 B
        Example: spgist(60_000 row, 30 B) = 442 * 8192 B
        Example: spgist(60_000 row, 16 B, "halves", "inserting") = 567 * 8192 B
        In the notation: postgresql.spgist.spgist
        """
    def entry(self, key: Value | Column) -> Quantity:
        """The bytes of an entry with its line pointer, by what it keeps of its value.

        entry(key: B) -> B = ceil((12 B + key) / 8 B) * 8 B + 4 B

            key: B

        Source: postgres/postgres 15: src/include/access/spgist_private.h, SGLTHDRSZ (12), SGLT_DATUM
        As of: 2026-11
        Example: entry(16 B) = 36 B
        Example: entry(30 B) = 52 B
        In the notation: postgresql.spgist.entry
        """
    def log(self, key: Value | Column) -> Quantity:
        """The log of one entry of an index that fills by inserting, its share of pages that split with it.

        log(key: B) -> B = 10.5 * mean(entry(key)) - 210 B

            key: B

        Source: measured: pg_current_wal_insert_lsn of PostgreSQL 15: points 174 B, an md5 393 B
        As of: 2026-11
        Example: log(16 B) = 174 B
        Example: log(30 B) = 393 B
        In the notation: postgresql.spgist.log
        """
    def __call__(
        self,
        rows: Value | Column,
        key: Value | Column,
        split: Literal["quadrants", "halves"] | Column = "quadrants",
        order: Literal["built", "inserting"] | Column = "inserting",
    ) -> Quantity:
        """spgist(rows: count, key: B, split: "quadrants" or "halves" = "quadrants", order: "built" or "inserting" = "inserting") -> B: The size of an SP-GiST index, by the bytes that an entry keeps of its value."""
