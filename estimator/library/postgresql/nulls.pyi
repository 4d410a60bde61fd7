"""PostgreSQL: a B-tree on a column that may be NULL

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, NamedTuple, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class KeyedResults(NamedTuple):
    item: Quantity
    variance: Quantity

class Sheet(Estimate):
    """PostgreSQL: a B-tree on a column that may be NULL"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: a B-tree on a column that may be NULL"""
    def index(
        self,
        rows: Value | Column,
        key: Value | Column,
        nulls: Value | Column,
        order: Literal["built", "ascending", "random", "descending", "by turns"] | Column = "ascending",
        rows_per_key: Value | Column = "1",
        fillfactor: Value | bool | Column = "90%",
        groups: Value | Column = "1000",
        null_key: Value | Column = "8 B",
        entries: Literal["shared", "unique", "apart"] | Column = "shared",
        placed: Literal["last", "first"] | Column = "last",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """The size of a B-tree index some of whose rows have no key, by the share of these.
        Keys that ascend fill pages to the fillfactor only until the rows without one take what that leaves free: then the
        last page splits before the first of these, and the one before it splits in halves from then on, of which the left
        one stays as it is. With NULLS FIRST, where NULL is `placed` "first", they go on to the end. `key` is that of the rows
        that have one. Where the index has further columns the rows without a first one have a key of `null_key`, 8 B and
        these columns, and `entries` "apart", as in an index that includes columns, or of numeric, floating
        point or jsonb. In a "unique" index they do when they are inserted, but not when it is built. Of an index that grows
        "by turns" the column that may be NULL is the one behind the group. "descending" with NULL "first", as DESC makes it,
        is larger where more than a tenth is NULL, which is not reckoned: each split leaves the few keys behind that came
        since the last one: at 30% NULL the index takes 7% more, at 50% 20%, at 90% nearly three times as much.

        index(rows: count, key: B, nulls: share, order: "built" or "ascending" or "random" or "descending" or "by turns" = "ascending", rows_per_key: count = 1, fillfactor = 90%, groups: count = 1000, null_key: B = 8 B, entries: "shared" or "unique" or "apart" = "shared", placed: "last" or "first" = "last") -> B with postgresql_version = of_entries(rows, nulls, item, variance, item, order, rows_per_key, fillfactor, groups, null_key, entries, placed)

            rows: a plain number or a count
            key: B
            nulls: a share, from 0 to 100%
            order: "built" or "ascending" or "random" or "descending" or "by turns"; "ascending" unless given
            rows_per_key: a plain number or a count; 1 unless given
            fillfactor: anything; 90% unless given
            groups: a plain number or a count; 1000 unless given
            null_key: B; 8 B unless given
            entries: "shared" or "unique" or "apart"; "shared" unless given
            placed: "last" or "first"; "last" unless given
            postgresql_version: release of "postgresql"; 15 unless given

        Source: postgres/postgres 15: src/backend/access/nbtree/nbtsplitloc.c, _bt_findsplitloc, _bt_strategy
        Source: postgres/postgres 15: src/backend/access/nbtree/nbtsplitloc.c, _bt_afternewitemoff (no index of one column)
        Source: measured: relpages of PostgreSQL 12, 15 and 18, 1 to 99% NULL: built and ascending within 1% but for the
        Source: luck of a few NULLs, random within 10%; of 10 and 11 within 8%
        As of: 2026-11
        Example: index(60_000 row, 4 B, 50%) = 173 * 8192 B
        Example: index(60_000 row, 16 B, 50%, "built") = 143 * 8192 B
        Example: index(60_000 row, 4 B, 30%, "random") = 153 * 8192 B
        Example: index(60_000 row, 16 B, 0%) = postgresql.btree(60_000 row, 16 B, "ascending")
        In the notation: postgresql.nulls.index
        """
    def of_entries(
        self,
        rows: Value | Column,
        nulls: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        inner_item: Value | Column,
        order: Literal["built", "ascending", "random", "descending", "by turns"] | Column = "ascending",
        rows_per_key: Value | Column = "1",
        fillfactor: Value | bool | Column = "90%",
        groups: Value | Column = "1000",
        null_key: Value | Column = "8 B",
        entries: Literal["shared", "unique", "apart"] | Column = "shared",
        placed: Literal["last", "first"] | Column = "last",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """The same by the mean entry of the rows that have a key and how far these vary around it, see
        postgresql.btree.of_entries.

        of_entries(rows: count, nulls: share, item: B, variance: count, inner_item: B, order: "built" or "ascending" or "random" or "descending" or "by turns" = "ascending", rows_per_key: count = 1, fillfactor = 90%, groups: count = 1000, null_key: B = 8 B, entries: "shared" or "unique" or "apart" = "shared", placed: "last" or "first" = "last") -> B with postgresql_version = (1 + leaves + (if leaves > 1 then parents else 0)) * postgresql.btree.page_size()

            rows: a plain number or a count
            nulls: a share, from 0 to 100%
            item: B
            variance: a plain number or a count
            inner_item: B
            order: "built" or "ascending" or "random" or "descending" or "by turns"; "ascending" unless given
            rows_per_key: a plain number or a count; 1 unless given
            fillfactor: anything; 90% unless given
            groups: a plain number or a count; 1000 unless given
            null_key: B; 8 B unless given
            entries: "shared" or "unique" or "apart"; "shared" unless given
            placed: "last" or "first"; "last" unless given
            postgresql_version: release of "postgresql"; 15 unless given

        Source: as index
        As of: 2026-11
        Example: of_entries(60_000 row, 50%, 20 B, 0, 20 B) = index(60_000 row, 4 B, 50%)
        In the notation: postgresql.nulls.of_entries
        """
    def keyed(self, key: Value | Column, nulls: Value | Column, null_key: Value | Column = "8 B") -> KeyedResults:
        """The mean entry of the rows that have a key, and how far these vary around it, by the keys of all rows.
        A mean of keys comes from a thousand draws: what is within their noise is taken for keys of one length.

        keyed(key: B, nulls: share, null_key: B = 8 B) = item, variance

            key: B
            nulls: a share, from 0 to 100%
            null_key: B; 8 B unless given

        Source: derived here
        As of: 2026-11
        Example: keyed(8 B, 10%).item = 20 B
        Example: keyed(8 B, 10%).variance = 0
        In the notation: postgresql.nulls.keyed
        """
    def in_list(self) -> Quantity:
        """The bytes of a row without a key in a list that such rows share, with its part of what the list itself takes.

        in_list() -> B = 6.12 B


        Source: as postgresql.equal_keys.most_of_list
        As of: 2026-11
        Example: in_list() = 6.1 B
        In the notation: postgresql.nulls.in_list
        """
    def null_leaves(
        self,
        without: Value | Column,
        item: Value | Column,
        shared: bool | str | Column,
        further: bool | str | Column,
        fillfactor: Value | bool | Column = "90%",
        keys_a_null: Value | Column = "0",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """The leaves of the rows without a key, filled by inserting: they come in the table's order, so that only the last of
        these leaves splits.
        Lists leave it 96% full, as rows with equal entries of their own do since PostgreSQL 12; those with further columns in
        their key leave the fillfactor behind. Before 12 a row goes to any such page that has room, and keys that ascend split
        the first of these in halves: `keys_a_null` of them for each such row.

        null_leaves(without: count, item: B, shared: yes or no, further: yes or no, fillfactor = 90%, keys_a_null: count = 0) with postgresql_version = if without < 1 then 0 else if shared then 1 + max(0, ceil((without - postgresql.equal_keys.own_room(16 B)) / postgresql.equal_keys.own_kept(16 B))) else if postgresql_version < 12 then max(1, without / (most(item) * fill)) else 1 + max(0, ceil((without - fitting) / postgresql.btree.kept_left(fitting, item, if further then fillfactor else 96%)))

            without: a plain number or a count
            item: B
            shared: yes or no
            further: yes or no
            fillfactor: anything; 90% unless given
            keys_a_null: a plain number or a count; 0 unless given
            postgresql_version: release of "postgresql"; 15 unless given

        Source: postgres/postgres 15: src/backend/access/nbtree/nbtdedup.c, _bt_singleval_fillfactor
        Source: postgres/postgres 15: src/backend/access/nbtree/nbtsplitloc.c, _bt_strategy (SPLIT_SINGLE_VALUE)
        As of: 2026-11
        Example: null_leaves(54_000, 20 B, yes, no) = 43
        Example: null_leaves(54_000, 20 B, no, no) = 139
        In the notation: postgresql.nulls.null_leaves
        """
    def by_turns(
        self,
        there: Value | Column,
        without: Value | Column,
        groups: Value | Column,
        item: Value | Column,
        null_item: Value | Column,
        shared: bool | str | Column,
    ) -> Quantity:
        """The leaves of an index that grows by turns whose second column may be NULL.
        Each group's rows without it stand behind its others, which split pages in halves before them: PostgreSQL sees no
        pattern there. Where they fill more than half a page in each group they have pages of their own, and so have the
        others.

        by_turns(there: count, without: count, groups: count, item: B, null_item: B, shared: yes or no) = if on_pages < 50% then postgresql.btree.turns_unseen(there + groups * a_group / item, groups, item, most(item)) else max(groups, postgresql.btree.turns_unseen(max(1, there), groups, item, most(item))) + groups * postgresql.btree.pages_of_key(on_pages / 96%, without / groups)

            there: a plain number or a count
            without: a plain number or a count
            groups: a plain number or a count
            item: B
            null_item: B
            shared: yes or no

        Source: as postgresql.btree.turns_unseen, and postgresql.btree.pages_of_key
        Source: measured: relpages of PostgreSQL 15, 40 groups, 1 to 90% NULL, within 6%
        As of: 2026-11
        Example: by_turns(54_000, 6000, 40, 28 B, 28 B, yes) = 358
        Example: by_turns(6000, 54_000, 40, 28 B, 28 B, yes) = 125
        In the notation: postgresql.nulls.by_turns
        """
    def ascending(
        self,
        there: Value | Column,
        without: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        null_row: Value | Column,
        fillfactor: Value | bool | Column = "90%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """The leaves of keys that ascend before NULLs that stand behind them.
        `before` of them come while the rows without a key, of `null_row` each, take less than the last page has left behind
        its fillfactor; those leave pages behind that are as full as that, and the others half a page each time.

        ascending(there: count, without: count, item: B, variance: count, null_row: B, fillfactor = 90%) with postgresql_version = if before >= there then max(1, ceil((there * item + without * null_row - postgresql.btree.page_room()) / (kept * item))) else before / kept + halves(there - before, item, variance)

            there: a plain number or a count
            without: a plain number or a count
            item: B
            variance: a plain number or a count
            null_row: B
            fillfactor: anything; 90% unless given
            postgresql_version: release of "postgresql"; 15 unless given

        Source: as index
        As of: 2026-11
        Example: ascending(54_000, 6000, 20 B, 0, 6.12 B) = 265
        Example: ascending(30_000, 30_000, 20 B, 0, 6.12 B) = 147
        In the notation: postgresql.nulls.ascending
        """
    def at_the_end(
        self,
        there: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        fillfactor: Value | bool | Column = "90%",
    ) -> Quantity:
        """The leaves of keys that ascend at the end of their index.

        at_the_end(there: count, item: B, variance: count, fillfactor = 90%) = 1 + max(0, ceil((there - floor(postgresql.btree.page_room() / item)) / left_behind(item, variance, fillfactor)))

            there: a plain number or a count
            item: B
            variance: a plain number or a count
            fillfactor: anything; 90% unless given

        Source: as postgresql.btree.of_entries
        As of: 2026-11
        Example: at_the_end(54_000, 20 B, 0) = 148
        In the notation: postgresql.nulls.at_the_end
        """
    def left_behind(
        self, item: Value | Column, variance: Value | Column, fillfactor: Value | bool | Column = "90%"
    ) -> Quantity:
        """The keys that stay behind when the last page splits.

        left_behind(item: B, variance: count, fillfactor = 90%) = if variance < 1e-9 then postgresql.btree.kept_left(floor(postgresql.btree.page_room() / item), item, fillfactor) else built(item, variance, fillfactor)

            item: B
            variance: a plain number or a count
            fillfactor: anything; 90% unless given

        Source: as postgresql.btree.kept_left
        As of: 2026-11
        Example: left_behind(20 B, 0) = 366
        In the notation: postgresql.nulls.left_behind
        """
    def built(
        self, item: Value | Column, variance: Value | Column, fillfactor: Value | bool | Column = "90%"
    ) -> Quantity:
        """The keys on a page of a built index.

        built(item: B, variance: count, fillfactor = 90%) = if variance < 1e-9 then max(1, floor(fitting)) else max(1, fitting - 0.5 + variance / 2)

            item: B
            variance: a plain number or a count
            fillfactor: anything; 90% unless given

        Source: as postgresql.btree.of_entries
        As of: 2026-11
        Example: built(20 B, 0) = 366
        In the notation: postgresql.nulls.built
        """
    def halves(
        self,
        there: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """The leaves of keys that come in order to one page that splits in halves each time, of which the one with the older
        keys stays as it is. Before PostgreSQL 12 that is the smaller one.

        halves(there: count, item: B, variance: count) with postgresql_version = 1 + max(0, ceil((there - most(item)) / (half * left)))

            there: a plain number or a count
            item: B
            variance: a plain number or a count
            postgresql_version: release of "postgresql"; 15 unless given

        Source: postgres/postgres 15: src/backend/access/nbtree/nbtsplitloc.c, _bt_recsplitloc, _bt_deltasortsplits
        Source: measured: relpages of PostgreSQL 10.23
        As of: 2026-11
        Example: halves(406, 20 B, 0) = 1
        Example: halves(30_000, 20 B, 0) = 147
        In the notation: postgresql.nulls.halves
        """
    def most(self, item: Value | Column) -> Quantity:
        """The entries on a page whose high key is NULL.

        most(item: B) = floor((postgresql.btree.page_room() - 20 B) / item)

            item: B

        Source: as index
        As of: 2026-11
        Example: most(20 B) = 406
        In the notation: postgresql.nulls.most
        """
    def in_random_order(
        self,
        there: Value | Column,
        without: Value | Column,
        item: Value | Column,
        null_row: Value | Column,
        fillfactor: Value | bool | Column = "90%",
    ) -> Quantity:
        """The leaves of keys in random order before NULLs.
        The last page splits at the fillfactor, and keeps a tenth of the keys that it had the chance of, until the rows
        without a key take that much: then these are apart, and pages of keys split in halves.

        in_random_order(there: count, without: count, item: B, null_row: B, fillfactor = 90%) = postgresql.btree.random_leaves(there * (1 - later), most(item) + 1) + (if later <= 0 then 0 else if nulls * kept / last_share >= behind then postgresql.btree.random_leaves(there * later, most(item) + 1) else there * later / ((most(item) + 1) * ln(2)))

            there: a plain number or a count
            without: a plain number or a count
            item: B
            null_row: B
            fillfactor: anything; 90% unless given

        Source: as index, and postgresql.btree.leaves_in_random_order
        As of: 2026-11
        Example: in_random_order(54_000, 6000, 20 B, 6.12 B) = 190
        In the notation: postgresql.nulls.in_random_order
        """
    def list(self, item: Value | Column, rows_per_key: Value | Column) -> Quantity:
        """The bytes of a key that many rows share, in a list or several.

        list(item: B, rows_per_key: count) -> B = if rows_per_key >= 200 then rows_per_key * 6.15 B else postgresql.btree.mean_list(item - postgresql.btree.line_pointer(), rows_per_key)

            item: B
            rows_per_key: a plain number or a count

        Source: as postgresql.btree.mean_list
        As of: 2026-11
        Example: list(20 B, 4) = 44 B
        Example: list(20 B, 1000) = 6150 B
        In the notation: postgresql.nulls.list
        """
    def __call__(self) -> Sheet: ...
