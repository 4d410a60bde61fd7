"""CREATE TABLE, and what it and ALTER TABLE share: a column's definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.arrival import ascends
from estimator.producers.schema.catalogue import MOST_COPIED, Draft, DraftColumn, DraftIndex
from estimator.producers.schema.column_types import SERIALS, TypeName, read_type
from estimator.producers.schema.index_statements import (
    add_key,
    attributes,
    constraint,
    fillfactor,
    make_keys,
    references,
)
from estimator.producers.schema.queries import query_columns
from estimator.producers.schema.words import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.producers.schema.catalogue import Catalogue
    from estimator.producers.schema.words import Cursor

TABLE_CONSTRAINTS = ("constraint", "primary", "unique", "check", "foreign")
COLUMN_CONSTRAINTS = ("constraint", "not", "null", "check", "default", "generated", "unique", "primary", "references",
                      "collate", "deferrable", "initially", "enforced", "storage", "compression", "with")  # fmt: skip
MOST_COLUMNS = 1600
MOST_PARTS = 4000  # in the brackets of a CREATE TABLE: 1600 columns, and more constraints than one writes
BEFORE_A_QUERY = ("as", "with", "without", "using", "on", "tablespace")
OTHER_SYSTEMS = {
    "auto_increment": "MySQL", "unsigned": "MySQL", "zerofill": "MySQL", "comment": "MySQL", "engine": "MySQL",
    "character": "MySQL", "charset": "MySQL", "autoincrement": "SQLite", "identity": "SQL Server",
    "clustered": "SQL Server", "nonclustered": "SQL Server", "enable": "Oracle", "without_rowid": "SQLite",
}  # fmt: skip


def create_table(cursor: Cursor, catalogue: Catalogue, *, foreign: bool = False) -> Draft | None:
    """CREATE TABLE, from behind its word TABLE; nothing comes of it where the table is there."""
    guarded = cursor.takes("if", "not", "exists")
    schema, name = cursor.path()
    key = catalogue.place(schema, name)
    if guarded and key in catalogue.tables:
        return None
    table, names = Draft(*key), list[str]()
    table.foreign = foreign
    if key in catalogue.tables:
        table.notes.append("the file makes this table twice: its last making counts")
    if cursor.takes("partition", "of"):
        _partition(cursor, table, catalogue)
    elif cursor.takes("of"):
        _typed(cursor, table, catalogue)
    elif cursor.sees("("):
        begin = cursor.place
        _body(cursor, table, catalogue)
        names = [] if table.columns else _names(cursor.slice(begin, cursor.place))
    elif not any(cursor.sees(word) for word in BEFORE_A_QUERY):
        cursor.fail("(")
    if cursor.takes("inherits"):
        _inherits(cursor, table, catalogue)
    _options(cursor, table)
    make_keys(table, catalogue)
    if cursor.takes("as"):
        _queried(cursor, table, catalogue, names)
    elif not cursor.ended:
        _foreign_words(cursor)
        cursor.fail("the end of the statement")
    catalogue.add(table)
    return table


def make_view(cursor: Cursor, catalogue: Catalogue, *, kept: bool) -> None:
    """CREATE VIEW from behind that word; one that is kept, a materialized one, has rows as a table has."""
    guarded = cursor.takes("if", "not", "exists")
    key = catalogue.place(*cursor.path())
    catalogue.others.add(key[1])
    if guarded and key in catalogue.tables:
        return
    table = Draft(*key)
    names = _names(cursor) if cursor.sees("(") else []
    _options(cursor, table)
    if kept:
        _queried(cursor, table, catalogue, names, "a materialized view, whose columns are those of a query")
        catalogue.add(table)
    elif cursor.takes("as"):
        found = query_columns(cursor, catalogue, names)
        known = None if isinstance(found, str) else found
        _copying(len(known or ()), cursor, catalogue)
        catalogue.views.put(key, known)


def make_query_table(cursor: Cursor, catalogue: Catalogue, key: tuple[str, str], *, temporary: bool) -> None:
    """The table of a SELECT INTO, whose query it is without these words."""
    table = Draft(*key)
    _queried(cursor, table, catalogue, [])
    if temporary:
        table.gone = "it is temporary"
    catalogue.add(table)


def _queried(
    cursor: Cursor, table: Draft, catalogue: Catalogue, names: list[str], what: str = "made from a query"
) -> None:
    """The columns of a table that a query makes, from before or behind its word AS."""
    cursor.takes("as")
    found = query_columns(cursor, catalogue, names)
    if isinstance(found, str):
        table.gone = f"{what}: {found}"
        return
    _copying(len(found), cursor, catalogue)
    table.columns = {each.name: each for each in found}
    table.notes.append(f"{what.partition(',')[0]}, reckoned by its columns: fill in how many rows that gives")


def _names(cursor: Cursor) -> list[str]:
    """The names in brackets."""
    return [part.name() for part in cursor.parts()] if cursor.sees("(") else []


def _foreign_words(cursor: Cursor) -> None:
    """Say whose word stands here, where it is one of another system."""
    system = OTHER_SYSTEMS.get(cursor.word.text.lower()) if cursor.word.kind == "name" else None
    if system is not None:
        cursor.refuse_foreign(f"{cursor.word.text.upper()} is of {system}", system)


def _inherits(cursor: Cursor, table: Draft, catalogue: Catalogue) -> None:
    """INHERITS: the parents' columns come first; their indexes do not come."""
    own, table.columns = table.columns, {}
    for part in cursor.parts():
        parent = _parent(part, table, catalogue)
        if parent is not None:
            _copying(len(parent.columns), part, catalogue)
            _merge(table, parent.columns.values(), cursor)
            parent.heirs[table] = None
    table.own_columns = set(own)
    _merge(table, own.values(), cursor)


def _options(cursor: Cursor, table: Draft) -> None:
    """What follows the columns."""
    while True:
        if cursor.takes("partition", "by"):
            table.partitioned, table.method = True, cursor.name().lower()
            cursor.skip()
        elif cursor.takes("using"):
            method = cursor.name()
            if method != "heap":
                table.notes.append(f"kept by {method}: reckoned as a heap")
        elif cursor.takes("with"):
            if cursor.takes("no", "data") or cursor.takes("data") or cursor.takes("oids"):
                continue
            table.fillfactor = fillfactor(cursor.parts()) or table.fillfactor
        elif cursor.takes("without", "oids"):
            pass
        elif cursor.takes("on", "commit"):
            cursor.takes("delete") or cursor.takes("preserve") or cursor.takes("drop")
            cursor.takes("rows")
        elif cursor.takes("tablespace"):
            cursor.name()
        elif table.foreign and cursor.takes("server"):
            cursor.name()
            if cursor.takes("options"):
                cursor.skip()
        else:
            return


def _parent(cursor: Cursor, table: Draft, catalogue: Catalogue) -> Draft | None:
    """The table that another one has columns from."""
    path = cursor.path()
    found = catalogue.table(*path)
    if found is None or found.gone:
        table.gone = f"it has its columns from {path[1]}, whose columns are not known"
        return None
    return found


def _partition(cursor: Cursor, table: Draft, catalogue: Catalogue) -> None:
    """PARTITION OF another table: its columns and its indexes."""
    parent = _parent(cursor, table, catalogue)
    table.parent = parent
    _copying(len(parent.columns) if parent is not None else 0, cursor, catalogue)
    table.columns = {name: each.copy() for name, each in parent.columns.items()} if parent is not None else {}
    for index in parent.indexes if parent is not None else ():
        catalogue.add_index(table, index.copy(""), index.labels)
    if cursor.sees("("):
        _body(cursor, table, catalogue, options_only=True)
    if cursor.takes("for", "values"):
        while not cursor.ended and not cursor.sees("partition") and not cursor.sees("with"):
            if cursor.sees("tablespace") or cursor.sees("server") or cursor.sees("using"):
                break
            cursor.skip()
    else:
        table.is_default = cursor.takes("default")


def _typed(cursor: Cursor, table: Draft, catalogue: Catalogue) -> None:
    """OF a composite type: its columns."""
    schema, name = cursor.path()
    made = catalogue.composite(TypeName(schema, name, (), array=False))
    if made is None:
        table.gone = f"it has its columns from the type {name}, which is not in the file"
    table.columns = {name: DraftColumn(name, each) for name, each in made or []}
    if cursor.sees("("):
        _body(cursor, table, catalogue, options_only=True)


def _copying(count: int, cursor: Cursor, catalogue: Catalogue) -> None:
    """Refuse to copy more columns than a schema has that someone wrote: each table of a long row has those before."""
    catalogue.copied += count
    if catalogue.copied > MOST_COPIED:
        message = f"the tables of this file have more than {MOST_COPIED:,} columns from other tables"
        start = cursor.words[max(0, cursor.place - 1)].start
        raise Unreadable(message, start, cursor.word.start, foreign=True)  # and so have all that follow


def _merge(table: Draft, columns: Iterable[DraftColumn], cursor: Cursor) -> None:
    """Columns that come from a parent or are one's own; those of a name are one."""
    for column in columns:
        found = table.column(column.name)
        if found is None:
            _add_column(table, column.copy(), cursor)
        else:
            found.not_null = found.not_null or column.not_null


def _body(cursor: Cursor, table: Draft, catalogue: Catalogue, *, options_only: bool = False) -> None:
    """What stands in the brackets of a CREATE TABLE; keys last, for they may name columns that come after them."""
    place = cursor.place
    later, parts = [], cursor.parts()
    if len(parts) > MOST_PARTS:
        cursor.place = place
        cursor.refuse(f"{len(parts)} columns and constraints: PostgreSQL allows a table 1600 columns")
    if parts and all(len(part.words) == 1 for part in parts):  # `CREATE TABLE t (a, b) AS SELECT …`
        if cursor.ended:
            parts[0].place = 1
            parts[0].fail("a type")
        return
    for part in parts:
        word = part.word
        if word.kind == "name" and word.text == "like":
            part.place += 1
            _like(part, table, catalogue)
        elif word.kind == "name" and (
            word.text in TABLE_CONSTRAINTS or part.sees("exclude", "using") or part.sees("exclude", "(")
        ):
            later.append(part)
        else:
            column_definition(part, table, catalogue, options_only=options_only)
    for part in later:
        if not constraint(part, table, catalogue):
            part.fail("a constraint")
        if not part.ended:
            _foreign_words(part)
            part.fail(", or )")


def _like(part: Cursor, table: Draft, catalogue: Catalogue) -> None:
    """LIKE another table: its columns, and its indexes where that is said."""
    source = _parent(part, table, catalogue)
    if source is not None:
        _copying(len(source.columns), part, catalogue)
        _merge(table, source.columns.values(), part)
    with_indexes = False
    while not part.ended:
        including = part.takes("including")
        if not including:
            part.needs("excluding")
        what = part.name()
        if what in ("indexes", "all"):
            with_indexes = including
    for index in source.indexes if source is not None and with_indexes else ():
        catalogue.add_index(table, index.copy(""), index.labels)


def column_definition(cursor: Cursor, table: Draft, catalogue: Catalogue, *, options_only: bool = False) -> None:
    """A column with its type and its constraints; of a partition or a typed table, more of one that is there."""
    name_word = cursor.word
    name = cursor.name()
    if options_only:
        cursor.takes("with", "options")
        column = table.column(name) or DraftColumn(name, TypeName("", "text", (), array=False))
    else:
        if table.column(name) is not None:
            cursor.place -= 1
            cursor.refuse(f"{table.name} has a column {name_word.text!r} already")
        if cursor.word.kind not in ("name", "quoted"):
            cursor.fail("a type")
        kind = catalogue.resolved(read_type(cursor))
        column = DraftColumn(name, kind)
        column.not_null = kind.name in SERIALS and not kind.schema
        _add_column(table, column, cursor)
        if table.foreign and cursor.takes("options"):
            cursor.skip()
    _constraints(cursor, column, table)


def _add_column(table: Draft, column: DraftColumn, cursor: Cursor) -> None:
    if len(table.columns) == MOST_COLUMNS:
        cursor.refuse(f"{table.name} has more than the {MOST_COLUMNS} columns that PostgreSQL allows a table")
    table.columns[column.name] = column


def _constraints(cursor: Cursor, column: DraftColumn, table: Draft) -> None:
    name = ""
    while not cursor.ended:
        if cursor.takes("constraint"):
            name = cursor.name()
            continue
        if cursor.takes("not", "null"):
            column.not_null = True
            cursor.takes("no", "inherit")
        elif cursor.takes("null"):
            pass
        elif cursor.takes("primary", "key"):
            _own_key(cursor, column, table, name, primary=True)
        elif cursor.takes("unique"):
            _own_key(cursor, column, table, name, primary=False)
        elif cursor.takes("check"):
            cursor.skip()
            cursor.takes("no", "inherit")
        elif cursor.takes("default"):
            begin, column.filled = cursor.place, not cursor.sees("null")
            cursor.skip()  # `DEFAULT NULL` is no constraint
            _expression(cursor)
            column.ascends = ascends(cursor.words[begin : cursor.place])
        elif cursor.takes("generated"):
            _generated(cursor, column)
        elif cursor.sees("references"):
            references(cursor)
        elif cursor.takes("collate"):
            cursor.path()
        elif cursor.takes_any("storage", "compression"):
            cursor.name()
        else:
            before = cursor.place
            attributes(cursor)
            if cursor.place == before:
                _foreign_words(cursor)
                cursor.fail("a constraint, a comma or )")
        name = ""


def _expression(cursor: Cursor) -> None:
    """Step over the rest of a default: PostgreSQL allows no NOT, NULL, IS or IN outside of brackets in one."""
    while not cursor.ended:
        if cursor.word.kind == "name" and cursor.word.text in COLUMN_CONSTRAINTS:
            zoned = cursor.sees("with", "time", "zone")
            if not zoned and cursor.words[cursor.place - 1].text not in ("::", "."):
                return
        cursor.skip()


def _generated(cursor: Cursor, column: DraftColumn) -> None:
    if not cursor.takes("always"):
        cursor.takes("by", "default")
    cursor.needs("as")
    if cursor.takes("identity"):
        column.not_null = column.ascends = True
        if cursor.sees("("):
            cursor.skip()
        return
    cursor.skip()
    column.stored = cursor.takes("stored")
    if not column.stored:
        cursor.takes("virtual")


def _own_key(cursor: Cursor, column: DraftColumn, table: Draft, name: str, *, primary: bool) -> None:
    """PRIMARY KEY or UNIQUE behind a column."""
    index = DraftIndex(name, [column.name])
    index.of_key(primary=primary)
    if cursor.takes("nulls", "not", "distinct"):
        index.nulls_distinct = False
    else:
        cursor.takes("nulls", "distinct")
    if cursor.takes("with"):
        index.fillfactor = fillfactor(cursor.parts())
    if cursor.takes("using", "index", "tablespace"):
        cursor.name()
    add_key(table, index)
