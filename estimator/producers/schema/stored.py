"""A schema's tables, columns and indexes as a system stores them, with what a value of each column takes."""

from __future__ import annotations

from estimator.records import record

FULL, FILL = 100, 90  # percent of a heap's and of a btree's pages, unless said otherwise


@record
class Column:
    """A column: of fixed size and alignment in bytes, or of a payload to be filled in, as the notation writes it."""

    name: str  # in names of the notation, behind the table's
    written: str  # its type as in the schema; a domain's is the one that it is of
    size: int  # 0 with a payload
    alignment: int  # 0 with a payload
    payload: str
    nullable: bool
    guessed: bool  # the type is unknown and taken for a text
    original: str = ""  # its name in SQL
    long_alignment: int = 0  # of a payload with a long header
    filled: bool = False  # by DEFAULT, so that it may be NULL but hardly is
    most: int = 0  # bytes of the longest value that the column may have, in MySQL; 0 of a fixed size
    ascends: bool = False  # AUTO_INCREMENT, an identity or a DEFAULT gives its values, each above those before
    absent: bool = False  # from all rows that are reckoned, which a condition has chosen by that


@record
class Element:
    """What a part of an index that is no B-tree is on: columns of its table, by themselves or in an expression."""

    columns: tuple[str, ...]
    made: str = ""  # by an expression: tsvector, jsonb, a type of ranges or boxes, or a text
    operators: str = ""  # the class of operators, where it is named


@record
class Index:
    """An index on columns of its table: a B-tree, or one of another method with its elements."""

    name: str
    columns: tuple[str, ...]  # of its key
    unique: bool
    primary: bool
    include: tuple[str, ...] = ()  # columns that it carries beside its key
    partial: bool = False
    fillfactor: int = FILL
    original: str = ""
    where: str = ""  # the condition of a partial one
    prefixes: tuple[int, ...] = ()  # how much it holds of each of its columns, in MySQL; 0 for all
    method: str = "btree"
    elements: tuple[Element, ...] = ()  # of one that is no B-tree
    range_pages: int = 0  # pages of a range of a BRIN index, where it is said
    holder: Table | None = None  # of the columns of its key, where some are expressions
    bits: int = 0  # of a signature of a bloom index, where it is said
    at_once: bool = False  # of a GIN index: each row is put in its place at once
    descending: bool = False  # its first column, in PostgreSQL
    nulls_first: bool = False  # of its first column, in PostgreSQL
    newest_first: bool = False  # its second column descends, in PostgreSQL
    share: float = 50  # percent of the rows that are in a partial one, as a guess
    partitions: int = 0  # of its table that have it, in PostgreSQL; 0 where all do


@record
class Table:
    """A table with its indexes, and what of it is not reckoned."""

    name: str
    columns: tuple[Column, ...]
    indexes: tuple[Index, ...]
    notes: tuple[str, ...]
    original: str = ""
    fillfactor: int = FULL
    partitions: tuple[str, ...] = ()  # the tables of the file that hold its rows
    system: str = "PostgreSQL"
    others: tuple[Index, ...] = ()  # indexes that are no B-trees: GIN, GiST, hash, BRIN
    clustered: tuple[str, ...] = ()  # the columns in whose order MySQL, or SQLite WITHOUT ROWID, keeps the rows
    row_format: str = ""  # of InnoDB, where it is not the usual one
    block: int = 0  # KiB of a page of InnoDB that is compressed
    virtual: tuple[Column, ...] = ()  # generated when read, and kept in indexes alone
    partition_count: int = 1  # that its rows are shared out to, each with its own trees
    is_partitioned: bool = False  # in PostgreSQL, whether or not its partitions are in the schema
    empty_partitions: int = 0  # in PostgreSQL, beside those that have rows

    @property
    def kept_by(self) -> Index | None:
        """The index that is the table itself: the primary key, or without one the unique key that rows are kept by."""
        if not self.clustered:
            return None
        own = [each for each in self.indexes if each.primary]
        unique = [each for each in self.indexes if each.unique and not each.partial and not any(each.prefixes)]
        return next((each for each in (*own, *unique) if each.columns == self.clustered), None)

    @property
    def secondary(self) -> tuple[Index, ...]:
        """The indexes of MySQL or SQLite that are beside the table."""
        kept_by = self.kept_by
        return tuple([each for each in self.indexes if each is not kept_by])


@record
class Schema:
    """What a file holds, and what of it is left out."""

    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    system: str = "PostgreSQL"
