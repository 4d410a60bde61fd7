"""Indexes as statements make them: CREATE INDEX, and the keys and constraints of tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.producers.schema.catalogue import DraftIndex
from estimator.producers.schema.elements import METHODS, element_of

if TYPE_CHECKING:
    from estimator.producers.schema.catalogue import Catalogue, Draft
    from estimator.producers.schema.words import Cursor, Word

TEXTS = frozenset(("text", "varchar", "char", "bpchar", "citext", "name"))
AS_LONG = frozenset(("lower", "upper", "text", "varchar", "character", "varying", "bpchar", "citext", "btrim", "trim"))
IN_COALESCE = frozenset(("coalesce", "timestamp", "timestamptz", "with", "without", "time", "zone", "date", "integer",
                         "int", "bigint", "smallint", "boolean", "uuid", "true", "false"))  # fmt: skip


MOST_RANGE_PAGES, MOST_BITS, MOST_WAITING = 131_072, 4096, 2_147_483  # of the last KiB
NO = ("off", "false", "no", "0")


def create_index(cursor: Cursor, catalogue: Catalogue, *, unique: bool) -> None:
    """CREATE INDEX, from behind its word INDEX."""
    cursor.takes("concurrently")
    guarded = cursor.takes("if", "not", "exists")
    name = "" if cursor.sees("on") else cursor.path()[1]
    cursor.needs("on")
    only = cursor.takes("only")
    schema, table_name = cursor.path()
    table = catalogue.table(schema, table_name)
    index = DraftIndex(name, [])
    index.unique = unique
    method = cursor.name() if cursor.takes("using") else "btree"
    index.method = method if method in METHODS else "btree"
    labels = _elements(cursor, index, table, catalogue)
    _tail(cursor, index)
    if cursor.takes("where"):
        index.partial, begin = True, cursor.place
        cursor.skip_until()
        index.where = _written(cursor.words[begin : cursor.place])
    if not cursor.ended:
        cursor.fail("the end of the statement")
    if table is None:
        catalogue.missing(table_name, name or "an index")
        return
    if guarded and name and catalogue.index(table.schema, name) is not None:
        return
    if method not in METHODS and method != "btree":
        index.unreckoned = f"{_article(method)} index"
    catalogue.add_index(table, index, labels + index.include)
    if not only:
        catalogue.spread_indexes(table, [index])


def _written(words: list[Word]) -> str:
    """A condition much as it is written: blanks around signs are as the words have them, without those in brackets."""
    text = " ".join([f"'{word.text}'" if word.kind == "text" else word.text for word in words])
    for written, closer in (("( ", "("), (" )", ")"), (" ,", ","), (" :: ", "::"), (" . ", ".")):
        text = text.replace(written, closer)
    return text


def _called(text: str) -> str:
    """An expression whose brackets are those of calls."""
    return re.sub(r"(?<=\w) \(", "(", text)


def _article(method: str) -> str:
    return f"an {method}" if method[:1] in "aeiou" else f"a {method}"


def _tail(cursor: Cursor, index: DraftIndex) -> None:
    """INCLUDE, NULLS NOT DISTINCT, WITH and TABLESPACE."""
    while True:
        if cursor.takes("include"):
            index.include = [part.name() for part in cursor.parts()]
        elif cursor.takes("nulls", "not", "distinct"):
            index.nulls_distinct = False
        elif cursor.takes("nulls", "distinct"):
            pass
        elif cursor.takes("with"):
            set_options(index, cursor.parts())
        elif cursor.takes("using", "index", "tablespace") or cursor.takes("tablespace"):
            cursor.name()
        else:
            return


def set_options(index: DraftIndex, options: list[Cursor]) -> None:
    """What the options of a WITH or SET say of an index."""
    index.range_pages = option_of(options, "pages_per_range", MOST_RANGE_PAGES) or index.range_pages
    index.bits = option_of(options, "length", MOST_BITS) or index.bits
    index.fillfactor = option_of(options, "fillfactor", 100) or index.fillfactor
    index.waiting = option_of(options, "gin_pending_list_limit", MOST_WAITING) or index.waiting
    for option in options:
        if option.sees("fastupdate"):
            index.at_once = option.ahead(2).text.lower() in NO


def fillfactor(options: list[Cursor]) -> int:
    """The fillfactor among the options of a WITH, and 0 where there is none."""
    return option_of(options, "fillfactor", 100)


def option_of(options: list[Cursor], name: str, most: int) -> int:
    """The whole number of one of the options, and 0 where there is none."""
    for option in options:
        if option.sees(name, "="):
            number = option.ahead(2).text
            return min(most, int(number[:7])) if number.isdecimal() else 0
    return 0


def _elements(cursor: Cursor, index: DraftIndex, table: Draft | None, catalogue: Catalogue) -> list[str]:
    """What stands in the brackets of an index; PostgreSQL's names for its elements."""
    labels = []
    for part in cursor.parts():
        first = part.word
        if index.method != "btree":
            labels.append(_element(part, index, table))
            continue
        if first.kind in ("name", "quoted") and part.ahead(1).text not in ("(", "."):
            part.place += 1
            index.columns.append(first.text)
            labels.append(first.text)
            _set_direction(part, index, len(labels))
            continue
        if first.text == "(":
            written = part.inside()
            label = _label(written)
            if _is_column(written, table):
                index.columns.append(written[0].text)
                labels.append(written[0].text)
                _set_direction(part, index, len(labels))
                continue
        else:
            label = part.path()[1]
            start = part.place
            part.skip()
            written = [first, *part.words[start : part.place]]
        labels.append(label)
        column = _column_of(written, table, catalogue)
        if column:
            index.columns.append(column)
        else:
            index.unreckoned = index.unreckoned or "on an expression"
        index.expression = index.expression or _called(_written(written))
    return labels


def _set_direction(part: Cursor, index: DraftIndex, place: int) -> None:
    """What stands behind a column of an index, the first of which is 1: the order of its keys, and where NULL is."""
    words = [word.text.lower() for word in part.words[part.place :] if word.kind == "name"]
    if place == 1:
        index.descending = "desc" in words
        index.nulls_first = "first" in words if "nulls" in words else index.descending
    elif place == 2:
        index.newest_first = "desc" in words


def _is_column(written: list[Word], table: Draft | None) -> bool:
    """Whether brackets hold a column alone, whose collation may be said, and no expression."""
    is_alone = len(written) == 1 or (len(written) > 1 and written[1].text == "collate")
    return is_alone and table is not None and table.column(written[0].text) is not None


def _element(part: Cursor, index: DraftIndex, table: Draft | None) -> str:
    """An element of an index that is no B-tree; PostgreSQL's name for it."""
    words = part.words[part.place :]
    found = element_of(words, table)
    index.elements.append(found)
    index.columns += [column for column in found.columns if column not in index.columns]
    if not found.made and found.columns:
        return found.columns[0]
    first = part.word
    part.skip()
    if first.text == "(":
        return _label(words[: part.place])
    return first.text if first.kind in ("name", "quoted") else "expr"


def _label(written: list[Word]) -> str:
    """PostgreSQL's name for an expression: that of a column, cast or not, or of a function."""
    words = list(written)
    while words and words[0].text == "(" and words[-1].text == ")":
        words = words[1:-1]
    first = words[0] if words and words[0].kind in ("name", "quoted") else None
    alone = len(words) == 1 or (len(words) > 1 and words[1].text in ("(", "::"))
    return first.text if first is not None and alone else "expr"


def _column_of(written: list[Word], table: Draft | None, catalogue: Catalogue) -> str:
    """The one column that an expression is as long as, as lower(name) or coalesce(day, '2026-01-01') is; or nothing."""
    names = [word.text for word in written if word.kind in ("name", "quoted")]
    columns = {name for name in names if table is not None and table.column(name) is not None}
    column = table.column(columns.pop()) if table is not None and len(columns) == 1 else None
    if column is None:
        return ""
    kind = catalogue.base(column.kind)
    is_text = kind.name in TEXTS and not kind.array
    # A value in place of NULL is as long, if lengths are fixed or it is an empty text.
    has_default = "coalesce" in names
    words = AS_LONG | {"coalesce"} if is_text else IN_COALESCE if has_default else frozenset[str]()
    for word in written:
        if word.kind in ("text", "number") and not (word.text == "" if is_text else has_default):
            return ""
        if word.kind == "sign" and word.text not in ("(", ")", ",", "::", "-"):
            return ""
        if word.kind in ("name", "quoted") and word.text != column.name and word.text not in words:
            return ""
    return column.name


def constraint(cursor: Cursor, table: Draft, catalogue: Catalogue, name: str = "") -> bool:
    """A constraint of a table with an index of its own, or without one; false where none stands here."""
    if cursor.takes("constraint"):
        name = cursor.name()
    if cursor.takes("primary", "key"):
        _key(cursor, table, catalogue, name, primary=True)
    elif cursor.takes("unique"):
        _key(cursor, table, catalogue, name, primary=False)
    elif cursor.takes("exclude"):
        method = cursor.name() if cursor.takes("using") else "gist"
        index = DraftIndex(name, [])
        index.ending = "excl"
        index.method = method if method in METHODS else "btree"
        parts = cursor.parts()
        labels = [part.word.text if part.word.kind in ("name", "quoted") else "expr" for part in parts]
        if index.method != "btree":
            for part in parts:
                _element(part, index, table)
        else:
            index.unreckoned = f"an EXCLUDE constraint with {_article(method)} index"
        _tail(cursor, index)
        if cursor.takes("where"):
            index.partial, begin = True, cursor.place
            cursor.skip()
            index.where = _written(cursor.words[begin : cursor.place])
        catalogue.add_index(table, index, labels)
    elif cursor.takes("check"):
        if not cursor.sees("("):
            cursor.fail("(")
        cursor.skip()
        cursor.takes("no", "inherit")
    elif cursor.takes("foreign", "key"):
        cursor.skip()
        references(cursor)
    elif cursor.takes("not", "null"):
        _not_null(cursor, table)
    else:
        return False
    attributes(cursor)
    return True


def _not_null(cursor: Cursor, table: Draft) -> None:
    column = table.column(cursor.name())
    if column is not None:
        column.not_null = True
    cursor.takes("no", "inherit")


def references(cursor: Cursor) -> None:
    """REFERENCES and what follows it."""
    cursor.needs("references")
    cursor.path()
    if cursor.sees("("):
        cursor.skip()
    while True:
        if cursor.takes("match"):
            cursor.name()
        elif cursor.takes("on"):
            cursor.takes_any("delete", "update")
            if cursor.takes("no"):
                cursor.needs("action")
            elif cursor.takes("set"):
                cursor.name()
                if cursor.sees("("):
                    cursor.skip()
            else:
                cursor.name()
        else:
            return


def attributes(cursor: Cursor) -> None:
    """DEFERRABLE, NOT VALID and their like, behind a constraint."""
    while (
        cursor.takes("not", "deferrable")
        or cursor.takes("deferrable")
        or cursor.takes("initially", "deferred")
        or cursor.takes("initially", "immediate")
        or cursor.takes("not", "valid")
        or cursor.takes("not", "enforced")
        or cursor.takes("enforced")
        or cursor.takes("no", "inherit")
    ):
        pass


def _key(cursor: Cursor, table: Draft, catalogue: Catalogue, name: str, *, primary: bool) -> None:
    """PRIMARY KEY or UNIQUE of a table, from behind these words."""
    if cursor.takes("using", "index"):
        owner, found = catalogue.index(table.schema, cursor.path()[1]) or (None, None)
        if found is None or owner is not table:
            table.notes.append("a key is on an index that is not in the file: left out")
            return
        found.of_key(primary=primary)
        table.forget_shapes()
        catalogue.rename_index(table, found, name or found.name)
        _keys_not_null(table, found)
        return
    index = DraftIndex(name, [])
    index.of_key(primary=primary)
    if cursor.takes("nulls", "not", "distinct"):
        index.nulls_distinct = False
    else:
        cursor.takes("nulls", "distinct")
    for part in cursor.parts():
        index.columns.append(part.name())
        if part.takes("without", "overlaps"):
            index.unreckoned = "a key WITHOUT OVERLAPS, whose index is of gist,"
    _tail(cursor, index)
    add_key(table, index)


def add_key(table: Draft, index: DraftIndex) -> None:
    """A key of a table; its index comes with `make_keys`, at the end of the statement."""
    _keys_not_null(table, index)
    table.keys.append(index)


def make_keys(table: Draft, catalogue: Catalogue) -> None:
    """The indexes of the keys that one statement names: the primary key's first, and alike ones once."""
    kept: list[DraftIndex] = []
    first: dict[object, DraftIndex] = {}  # of the same columns
    for index in sorted(table.keys, key=lambda each: not each.primary):
        same = first.setdefault((tuple(index.columns), tuple(index.include)), index)
        if same is not index and index.nulls_distinct == same.nulls_distinct and not index.unreckoned:
            same.name = same.name or index.name
        else:
            kept.append(index)
    for index in kept:
        catalogue.add_index(table, index)
    table.keys = []


def _keys_not_null(table: Draft, index: DraftIndex) -> None:
    for name in index.columns if index.primary else ():
        column = table.column(name)
        if column is not None:
            column.not_null = True
