"""PostgreSQL: the size of a GiST index

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: the size of a GiST index"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the size of a GiST index"""
    def gist(
        self,
        rows: Value | Column,
        key: Value | Column,
        order: Literal["random", "ascending"] | Column = "random",
        filled: Literal["inserting", "built", "sorted"] | Column = "inserting",
        extent: Value | bool | Column = "0%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """The size of a GiST index, by the bytes of its key.
        Those are 32 B for points, boxes, circles and polygons, 16 B for PostGIS's geometry in two dimensions, 22 B for
        ranges of times, 14 B of integers, 8 B of integers with btree_gist, 16 B of bigints. Numbers and short ranges split
        in halves as in a B-tree in random order, and where values ascend, as bookings do, pages stay half full. Points and
        boxes split between neighbours, so that pages are two thirds full whatever the number of rows. One that is "built"
        leaves the tenth of its fillfactor free, one that fills by "inserting" does not; points are "sorted" along a curve
        where CREATE INDEX builds it (14 and later), and since 15 neighbours split four pages at a time. What overlaps and
        differs in length splits worse, to fills of 55% of boxes and 49% of ranges: `extent` is how wide one is in the mean,
        of all that the rows span. Those of one length split as points do: leave it at 0%.

        gist(rows: count, key: B, order: "random" or "ascending" = "random", filled: "inserting" or "built" or "sorted" = "inserting", extent = 0%) -> B with postgresql_version = with_inner(leaves, mean(entry(key)), room) * 8192 B

            rows: a plain number or a count
            key: B
            order: "random" or "ascending"; "random" unless given
            filled: "inserting" or "built" or "sorted"; "inserting" unless given
            extent: anything; 0% unless given
            postgresql_version: release of "postgresql"; 15 unless given

        Source: postgres/postgres 15: src/backend/access/gist/gist.c, gistplacetopage; gistbuild.c, gistBuildCallback
        Source: postgres/postgres 15: src/backend/access/gist/gistproc.c, gist_box_picksplit; rangetypes_gist.c
        Source: postgres/postgres 15: src/backend/access/gist/gistbuild.c, gist_indexsortbuild_levelstate_flush
        Source: measured: relpages of PostgreSQL 15, 4000 to 80,000 points, boxes, ranges and numbers, within 10%
        Source: measured: relpages of PostgreSQL 15, sorted points of 8,000 to 64,000 rows within 3%
        As of: 2026-11
        Example: gist(80_000 row, 14 B) = 425 * 8192 B
        Example: gist(80_000 row, 32 B, extent = 50%) = 805 * 8192 B
        Example: gist(50_000 row, 22 B, extent = 20%) = 452 * 8192 B
        Example: gist(80_000 row, 22 B, "ascending") = 714 * 8192 B
        Example: gist(2000 row, 14 B, "ascending") = 14 * 8192 B
        Example: gist(500 row, 14 B, "ascending", "built") = 4 * 8192 B
        Example: gist(80_000 row, 16 B, "random", "built") = 481 * 8192 B
        Example: gist(25_000 row, 32 B, filled = "sorted") = 200 * 8192 B
        In the notation: postgresql.gist.gist
        """
    def sorted_leaves(
        self,
        rows: Value | Column,
        item: Value | Column,
        fill: Value | Column,
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """The leaves of an index that is built along a curve: PostgreSQL 14 fills them to the fillfactor, later ones split four
        at a time between neighbours.

        sorted_leaves(rows: count, item: B, fill: share) with postgresql_version = if postgresql_version < 15 then rows / floor(7333 B / item) else rows * item / (8152 B * fill)

            rows: a plain number or a count
            item: B
            fill: a share, from 0 to 100%
            postgresql_version: release of "postgresql"; 15 unless given

        Source: postgres/postgres 14: src/backend/access/gist/gistbuild.c, gist_indexsortbuild_pagestate_add
        Source: postgres/postgres 15: src/backend/access/gist/gistbuild.c, gist_indexsortbuild_levelstate_flush
        Source: measured: relpages of PostgreSQL 14.23, 16.4, 17.10 and 18.4, 60,000 points within 1%
        As of: 2026-11
        Example: sorted_leaves(60_000 row, 44 B, 66.5%, postgresql_version = 14) = 361.4
        In the notation: postgresql.gist.sorted_leaves
        """
    def entry(self, key: Value | Column) -> Quantity:
        """The bytes of an entry with its line pointer, by those of its key.

        entry(key: B) -> B = ceil((8 B + key) / 8 B) * 8 B + 4 B

            key: B

        Source: postgres/postgres 15: src/include/access/itup.h, IndexTupleData
        As of: 2026-11
        Example: entry(32 B) = 44 B
        Example: entry(14 B) = 28 B
        In the notation: postgresql.gist.entry
        """
    def with_inner(self, leaves: Value | Column, item: Value | Column, room: Value | Column) -> Quantity:
        """The pages of a tree, by its leaves.

        with_inner(leaves: count, item: B, room: B) = ceil(leaves) + first + (if first > 1 then max(1, ceil(first / fanout)) else 0)

            leaves: a plain number or a count
            item: B
            room: B

        Source: as gist
        As of: 2026-11
        Example: with_inner(1, 44 B, 8152 B) = 1
        Example: with_inner(100, 44 B, 8152 B) = 101
        Example: with_inner(10_000, 44 B, 8152 B) = 10_000 + 78 + 1
        In the notation: postgresql.gist.with_inner
        """
    def of_words(
        self,
        rows: Value | Column,
        words: Value | Column,
        of: Literal["words", "trigrams"] | Column = "words",
        filled: Literal["inserting", "built"] | Column = "inserting",
    ) -> Quantity:
        """The size of a GiST index on a tsvector, by its different words, or on a text, by its different trigrams (pg_trgm).
        A word takes four bytes, a trigram three; tsvectors of more than some 120 words take a bitmap of 124 bytes instead.

        of_words(rows: count, words: count, of: "words" or "trigrams" = "words", filled: "inserting" or "built" = "inserting") -> B = with_inner(leaves, 8 B + 124 B + 12 B, room) * 8192 B

            rows: a plain number or a count
            words: a plain number or a count
            of: "words" or "trigrams"; "words" unless given
            filled: "inserting" or "built"; "inserting" unless given

        Source: postgres/postgres 15: src/backend/utils/adt/tsgistidx.c, gtsvector_compress; contrib/pg_trgm/trgm_gist.c
        Source: measured: relpages of PostgreSQL 15, texts of 12 to 2000 characters, within 12%
        As of: 2026-11
        Example: of_words(10_000 row, 9.7) = 81 * 8192 B
        Example: of_words(10_000 row, 56, "trigrams") = 329 * 8192 B
        In the notation: postgresql.gist.of_words
        """
    def log(self, key: Value | Column) -> Quantity:
        """The log of one entry of a GiST index that is filled by inserting, its share of page splits with it.

        log(key: B) -> B = ceil((50 B + item - 4 B) / 8 B) * 8 B + 16 B + 8152 B / (floor(8152 B / item) * ln(2))

            key: B

        Source: postgres/postgres 15: src/backend/access/gist/gistxlog.c, gistXLogUpdate, gistXLogSplit
        Source: measured: pg_current_wal_insert_lsn of PostgreSQL 15, within 10%
        As of: 2026-11
        Example: log(32 B) = 172 B
        Example: log(14 B) = 129 B
        In the notation: postgresql.gist.log
        """
    def __call__(
        self,
        rows: Value | Column,
        key: Value | Column,
        order: Literal["random", "ascending"] | Column = "random",
        filled: Literal["inserting", "built", "sorted"] | Column = "inserting",
        extent: Value | bool | Column = "0%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """gist(rows: count, key: B, order: "random" or "ascending" = "random", filled: "inserting" or "built" or "sorted" = "inserting", extent = 0%) -> B with postgresql_version: The size of a GiST index, by the bytes of its key."""
