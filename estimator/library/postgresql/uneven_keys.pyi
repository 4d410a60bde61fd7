"""PostgreSQL: the size of a built B-tree whose keys differ much in their rows

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: the size of a built B-tree whose keys differ much in their rows"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the size of a built B-tree whose keys differ much in their rows"""
    def leaves(
        self,
        rows: Value | Column,
        item: Value | Column,
        rows_per_key: Value | Column,
        alone: Value | Column,
        fillfactor: Value | bool | Column = "90%",
    ) -> Quantity:
        """The leaves of an index whose keys have so many rows in the mean, of which a share is `alone` with its key.
        A list takes six bytes a row, rounded up to 8, which are 3.4 more in the mean where few rows are likelier than many.
        Keys of more than 132 rows have several lists: leave them out.

        leaves(rows: count, item: B, rows_per_key: count, alone: share, fillfactor = 90%) = if rows <= 0 then 0 else max(1, ceil((keys - 1) / per_leaf))

            rows: a plain number or a count
            item: B
            rows_per_key: a plain number or a count
            alone: a share, from 0 to 100%
            fillfactor: anything; 90% unless given

        Source: postgres/postgres 15: src/backend/access/nbtree/nbtdedup.c, _bt_form_posting
        Source: postgres/postgres 15: src/backend/access/nbtree/nbtsort.c, _bt_buildadd
        Source: measured: relpages of PostgreSQL 15, 400,000 rows, 21 spreads, lognormal, 80/20, exponential and Zipf
        Source: measured: 17,000 to 83,000 keys, within 1.2% where all have less than 132 rows, 2026-11-29
        As of: 2026-11
        Example: leaves(400_000, 20 B, 400_000 / 55_094, 4.7%) = 479
        Example: leaves(400_000, 20 B, 400_000 / 82_986, 9.9%) = 542
        Example: leaves(400_000, 52 B, 400_000 / 55_085, 4.7%) = 718
        Example: leaves(400_000, 20 B, 1, 100%) = 1093
        In the notation: postgresql.uneven_keys.leaves
        """
    def index(
        self,
        rows: Value | Column,
        key: Value | Column,
        rows_per_key: Value | Column,
        alone: Value | Column,
        crowded: Value | Column = "0%",
        nulls: Value | Column = "0%",
        fillfactor: Value | bool | Column = "90%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """The size of such an index; `crowded` is the share of the rows whose key has more than 132, and `nulls` of those
        without one, which are in no mean. `alone` is of all rows. `key` is the mean of all rows, as of a column that may be
        NULL.
        Before PostgreSQL 13 each row has an entry of its own, whatever its key.

        index(rows: count, key: B, rows_per_key: count, alone: share, crowded: share = 0%, nulls: share = 0%, fillfactor = 90%) -> B with postgresql_version = if rows <= 0 then postgresql.btree.page_size() else if postgresql_version < 13 then postgresql.btree(rows, mean(key), "built", fillfactor) else (1 + pages + (if pages > 1 then postgresql.btree.inner_pages(pages, postgresql.btree.built_fanout(item)) else 0)) * postgresql.btree.page_size()

            rows: a plain number or a count
            key: B
            rows_per_key: a plain number or a count
            alone: a share, from 0 to 100%
            crowded: a share, from 0 to 100%; 0% unless given
            nulls: a share, from 0 to 100%; 0% unless given
            fillfactor: anything; 90% unless given
            postgresql_version: release of "postgresql"; 15 unless given

        Source: as leaves and postgresql.btree.deduplicated
        As of: 2026-11
        Example: index(400_000 row, 8 B, 400_000 / 55_094, 4.7%) = 481 * 8192 B
        Example: index(0 row, 8 B, 7, 5%) = 8192 B
        Example: index(1 M row, 8 B, 7, 5%, postgresql_version = 12) = postgresql.btree(1 M row, 8 B)
        In the notation: postgresql.uneven_keys.index
        """
    def __call__(self) -> Sheet: ...
