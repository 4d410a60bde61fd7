"""What the catalogs say of tables, whichever system's they are: the schema's own records with numbers beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from estimator.producers.schema.stored import Table


@record
class ColumnReading:
    """What statistics say of the values of a column; `mean` is None where there are none."""

    null: float  # share of the rows
    mean: float | None  # bytes of a value in its row, without what says how long it is
    spread: float  # deviation of the lengths, of their mean
    distinct: float = 0.0  # values that differ, if chance gives rows theirs; 0 unknown
    lengths: tuple[tuple[float, float], ...] = ()  # of values, each with its share, where there are but a few
    common: tuple[float, ...] = ()  # shares of the rows that have the most common values
    measured: float = 0.0  # mean bytes of the values that statistics keep, which are those of up to 1 KB; 0 unknown
    counted: float = 0.0  # values that differ, as statistics have it, who take all of them to be equally often
    rare: tuple[tuple[float, float], ...] = ()  # values beside the common ones, and the share of the rows of each
    seen: float = 0.0  # rows of the sample that statistics are of; 0 unknown
    rows: float = 0.0  # that they tell of
    buckets: tuple[tuple[tuple[float, float], ...], ...] = ()  # `rare` in the order of values, with equally many rows
    places: tuple[float, ...] = ()  # of the `common` ones: in which of the buckets, and where in it
    is_guess: bool = False  # `rare`, of values that differ in their rows by more than statistics tell


@record
class IndexReading:
    """What an index takes now, and how many entries it has; `rows` is None where nobody has counted."""

    size: int
    rows: float | None
    per_key: float  # rows with one key
    crowded: float = 0.0  # share of the rows whose keys have dozens of them each, beside those that `per_key` is of
    tables: int = 1  # partitions, each with one of its own
    uncounted: bool = False  # `per_key`, of columns without statistics, by the size too
    equal: bool = False  # whether each of its keys seems to have as many rows as the others
    may_repeat_less: bool = False  # its keys, of the rows of a condition, than those of the table
    told_by_size: bool = False  # `per_key`, of columns that depend on each other, so that no bloat is made up
    alone: float | None = None  # share of the rows whose key no other has; None: as many as chance makes of `per_key`
    guessed: tuple[str, ...] = ()  # columns of which no statistics tell how their values differ in their rows


@record
class MethodReading:
    """What is known of an index that is no B-tree, by its `method`: what entries hold, or which items with lists."""

    size: int
    share: float  # of the rows that are in it
    key: float = 0.0  # bytes
    lists: tuple[tuple[float, float], ...] = ()  # items of GIN, and the share of the rows that one of them is in
    singles: float = 0.0  # items of each row that no other has
    words: float = 0.0  # or trigrams, of a row
    trigrams: bool = False
    per_key: float = 1.0  # rows
    crowded: float = 0.0  # share of the rows whose keys have more than two pages of them each
    planned: float = 1.0  # share of the rows that its tables have, for which buckets are made
    tables: int = 1  # partitions, each with one of its own
    is_sorted: bool = False  # entries are built along a curve, since PostgreSQL 14
    ascending: bool = False  # entries come in order, so that pages stay half full
    as_now: bool = False  # it takes what it does by how its pages are filled, which statistics do not tell
    unlisted: float = 0.0  # share of the items that no statistics list
    equal: bool = False  # whether each key seems to have as many rows as the others


@record
class OtherSize:
    """What takes room and is not reckoned from its columns: an index of another kind, a table of another engine."""

    name: str
    size: int
    what: str


@record
class Kind:
    """Partitions that have equally many rows each, or about."""

    number: int
    rows: float  # of one


@record
class TableReading:
    """A table with what its catalogs say: sizes are bytes on disk now."""

    table: Table
    rows: float
    rows_from: str
    size: int
    toast: int  # with its index; in MySQL what is off page is in `size`
    chunks: float  # live in the TOAST table
    columns: dict[str, ColumnReading]  # by the column's own name
    indexes: dict[str, IndexReading]
    others: tuple[OtherSize, ...]
    inserted: float | None  # rows a second, less those deleted; None where nobody counted
    dead: float = 0.0  # rows
    free: int = 0  # bytes of its file that hold nothing, as MySQL says
    server: str = "mariadb"  # in whose way InnoDB keeps long values
    pages: float = 0.0  # of InnoDB that hold its rows and what is off their pages; 0 not known
    methods: Mapping[str, MethodReading] = {}  # of indexes that are no B-trees, by their names
    shares: tuple[tuple[int, float], ...] = ()  # of partitions that differ: so many have that share of the rows each

    kinds: tuple[Kind, ...] = ()  # of its partitions that have rows, where it is partitioned
    unused: int = 0  # bytes of the indexes of its partitions' TOAST tables that hold nothing
    is_seen: bool = True  # whether its statistics are shown to who asks
    in_sql: str = ""  # its name as it is written in a statement
    identity: str = ""  # what stays the same when it is renamed, and differs when another one takes its name

    @property
    def whole(self) -> int:
        """The bytes that it takes now with all that belongs to it."""
        indexes = sum([each.size for each in self.indexes.values()]) + sum(
            [each.size for each in self.methods.values()]
        )
        return self.size + self.toast + self.unused + indexes + sum([each.size for each in self.others])

    @property
    def is_analyzed(self) -> bool:
        """Whether anything is known of its values."""
        return any(each.mean is not None for each in self.columns.values())

    @property
    def has_lengths(self) -> bool:
        """Whether the lengths of all columns without a fixed one are known."""
        return all(
            not each.payload or (each.original in self.columns and self.columns[each.original].mean is not None)
            for each in self.table.columns
        )


@record
class Reading:
    """A database: the tables that are reckoned, the largest first, and the rest in one number."""

    system: str  # PostgreSQL, MySQL, MariaDB
    version: str
    database: str
    taken: str  # the day and the time
    tables: tuple[TableReading, ...]
    rest: int  # bytes of the tables that are not among them
    rest_of: int  # tables
    notes: tuple[str, ...]
    counted_since: str = ""
