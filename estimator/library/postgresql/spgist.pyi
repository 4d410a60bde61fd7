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
        split: Literal["quadrants", "halves", "evenly", "ascending"] | Column = "quadrants",
        order: Literal["built", "inserting"] | Column = "inserting",
        extent: Value | bool | Column = "0%",
    ) -> Quantity:
        """The size of an SP-GiST index, by the bytes that an entry keeps of its value.
        Those are 16 B for points, 32 B for boxes and polygons, 14 B for ranges of integers or days, 22 B of times, 7 B for
        inet of IPv4 and 19 B of IPv6; for texts 1 B and what follows the characters that many rows share and some three
        more, 30 B of an md5. What is spread over an area splits in "quadrants", whose pages are 78% full on average, 65 to
        85%. Texts whose characters are all as often, as those of an md5, split in as many parts at once: from 16 times as
        many rows to the next their pages are 58 to 86% full. What lies on a line splits in "halves":
        points with kd_point_ops, and ranges that are short against what those on a page span, as bookings of hours in years.
        So do addresses, by their bits: those that crowd in some networks in "halves", and those that are spread over theirs
        by chance "evenly", so that all pages split when rows double; those in a row fill pages to 86%.
        Where such values come in strict order they are "ascending", and what is left behind stays half full; those that come
        before others by a few hundred places and more are in "halves".
        `extent` is how long a range is in the mean, of all that the rows span, where ranges differ in length: of those that
        span several pages' share, pages split in quadrants after all.
        A split leaves a mark of 20 B for each entry that moves away. So where two of them take more than an entry of 36 B
        frees, neither half fits on its old page, unless CREATE INDEX empties that page: it stays nearly empty. Each split
        while inserting leaves one more mark for good, and a page that is split at its end again and again shrinks to half.
        the same pages in 12.22 and 18.4

        spgist(rows: count, key: B, split: "quadrants" or "halves" or "evenly" or "ascending" = "quadrants", order: "built" or "inserting" = "inserting", extent = 0%) -> B = (first + (if full <= 1 then 0 else if split == "evenly" then ceil(in_step) else ceil(full / fill))) * 8192 B

            rows: a plain number or a count
            key: B
            split: "quadrants" or "halves" or "evenly" or "ascending"; "quadrants" unless given
            order: "built" or "inserting"; "inserting" unless given
            extent: anything; 0% unless given

        Source: postgres/postgres 15: src/backend/access/spgist/spgdoinsert.c, doPickSplit (currentFreeSpace), moveLeafs
        Source: postgres/postgres 15: src/backend/utils/adt/rangetypes_spgist.c, spg_range_quad_picksplit
        Source: measured: relpages of PostgreSQL 15, 24 indexes on points, texts, ranges, boxes: 4% in the median, texts 15%
        Source: measured: relpages of PostgreSQL 15, 60 indexes on ranges of 3000 to 60,000 rows of any extent, within 13%;
        Source: postgres/postgres 15: src/backend/utils/adt/network_spgist.c, inet_spg_picksplit
        Source: measured: relpages of PostgreSQL 15, 80 indexes on inet of 3000 to 100,000 rows, 2% in the median, within 10%
        Source: measured: 10,000 to 100,000 md5, within 11% but for those of 30,000 rows, which take a third more
        As of: 2026-11
        Example: spgist(60_000 row, 16 B) = 340 * 8192 B
        Example: spgist(60_000 row, 30 B) = 442 * 8192 B
        Example: spgist(60_000 row, 16 B, "halves", "inserting") = 567 * 8192 B
        Example: spgist(60_000 row, 22 B, "halves", "inserting") = 487 * 8192 B
        Example: spgist(60_000 row, 22 B, "ascending", "inserting") = 878 * 8192 B
        Example: spgist(60_000 row, 14 B, "halves", extent = 0.5%) = 344 * 8192 B
        Example: spgist(60_000 row, 7 B, "evenly") = 394 * 8192 B
        Example: spgist(60_000 row, 7 B, "halves") = 450 * 8192 B
        Example: spgist(100 row, 16 B) = 3 * 8192 B
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

        log(key: B) -> B = max(7.1 * mean(entry(key)) - 82 B, 10.5 * mean(entry(key)) - 210 B)

            key: B

        Source: measured: pg_current_wal_insert_lsn of PostgreSQL 15: inet of IPv4 117 B, points 174 B, an md5 393 B
        As of: 2026-11
        Example: log(7 B) = 117 B
        Example: log(16 B) = 174 B
        Example: log(30 B) = 393 B
        In the notation: postgresql.spgist.log
        """
    def __call__(
        self,
        rows: Value | Column,
        key: Value | Column,
        split: Literal["quadrants", "halves", "evenly", "ascending"] | Column = "quadrants",
        order: Literal["built", "inserting"] | Column = "inserting",
        extent: Value | bool | Column = "0%",
    ) -> Quantity:
        """spgist(rows: count, key: B, split: "quadrants" or "halves" or "evenly" or "ascending" = "quadrants", order: "built" or "inserting" = "inserting", extent = 0%) -> B: The size of an SP-GiST index, by the bytes that an entry keeps of its value."""
