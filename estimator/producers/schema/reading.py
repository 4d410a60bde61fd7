"""A file's statements, one after another, into a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.all_statements import read_all
from estimator.producers.schema.alterations import alter_index, alter_schema, alter_table, alter_type, drop
from estimator.producers.schema.catalogue import Catalogue
from estimator.producers.schema.column_types import Made, Rooms, read_type
from estimator.producers.schema.index_statements import create_index
from estimator.producers.schema.lexis import POSTGRESQL
from estimator.producers.schema.named import SearchPath
from estimator.producers.schema.table_statements import create_table, make_query_table, make_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.producers.schema.words import Cursor

KINDS_OF_TABLE = ("global", "local", "temp", "temporary", "unlogged")
ALIGNMENTS = {"char": 1, "int2": 2, "int4": 4, "double": 8}


def catalogue_of(pieces: Iterator[str], name: str) -> Catalogue:
    """What a server would know after the statements of a text in pieces; EstimateError with all that is wrong there."""
    catalogue = Catalogue()
    read_all(pieces, name, POSTGRESQL, lambda cursor, _: _statement(cursor, catalogue))
    return catalogue


def _statement(cursor: Cursor, catalogue: Catalogue) -> None:
    if cursor.takes("create"):
        cursor.takes("or", "replace")
        _create(cursor, catalogue)
    elif cursor.takes("alter"):
        what = cursor.takes_any("table", "index", "type", "domain", "schema", "materialized")
        if what == "materialized":
            cursor.takes("view")
        if what in ("table", "materialized"):
            alter_table(cursor, catalogue)
        elif what == "index":
            alter_index(cursor, catalogue)
        elif what == "schema":
            alter_schema(cursor, catalogue)
        elif what:
            alter_type(cursor, catalogue)
    elif cursor.takes("drop"):
        what = cursor.takes_any("table", "index", "type", "domain", "schema", "materialized")
        if what == "materialized":
            cursor.takes("view")
            what = "table"
        if what:
            drop(cursor, catalogue, what)
    elif cursor.takes("set"):
        cursor.takes_any("session", "local")
        _search_path(cursor, catalogue)
    elif cursor.sees("with") or (cursor.sees("select") and cursor.ahead(1).text not in ("set_config", "pg_catalog")):
        _select_into(cursor, catalogue)
    elif cursor.takes("select"):
        cursor.path()
        _, value, *_ = [part.word.text for part in cursor.parts()]
        catalogue.path = _path([each.strip().strip('"') for each in value.split(",")])


def _search_path(cursor: Cursor, catalogue: Catalogue) -> None:
    cursor.needs("search_path")
    cursor.takes_any("to", "=")
    names = []
    while not cursor.ended:
        names.append(cursor.word.text)
        cursor.place += 1
        cursor.takes(",")
    catalogue.path = _path(["public"] if names == ["default"] else names)


def _path(names: list[str]) -> SearchPath:
    return SearchPath([name for name in names if name and name not in ("$user", "pg_catalog")])


def _create(cursor: Cursor, catalogue: Catalogue) -> None:
    temporary = False
    while word := cursor.takes_any(*KINDS_OF_TABLE):
        temporary = temporary or word.startswith("temp")
    if cursor.takes("table"):
        table = create_table(cursor, catalogue)
        if table is not None and temporary:
            table.gone = "it is temporary"
    elif cursor.takes("foreign", "table"):
        create_table(cursor, catalogue, foreign=True)
    elif cursor.takes("unique", "index"):
        create_index(cursor, catalogue, unique=True)
    elif cursor.takes("index"):
        create_index(cursor, catalogue, unique=False)
    elif cursor.takes("type"):
        _create_type(cursor, catalogue)
    elif cursor.takes("domain"):
        key = catalogue.place(*cursor.path())
        cursor.takes("as")
        kind = catalogue.resolved(read_type(cursor))
        catalogue.types.put(key, Made("domain", (kind,), _says_not_null(cursor)))
    elif cursor.takes("schema"):
        _create_schema(cursor, catalogue)
    elif view := cursor.takes_any("recursive", "materialized", "view"):
        cursor.takes("view")
        make_view(cursor, catalogue, kept=view == "materialized")


def _select_into(cursor: Cursor, catalogue: Catalogue) -> None:
    """SELECT INTO makes a table of a query's rows, also behind a WITH; no INSERT INTO, and no column of that name."""
    begin = cursor.place
    while True:
        cursor.skip_until("into")
        before = cursor.words[cursor.place - 1].text
        if cursor.ended or before in ("insert", "merge"):
            return
        if before not in ("as", "."):
            break
        cursor.place += 1
    end = cursor.place
    cursor.takes("into")
    temporary = False
    while word := cursor.takes_any("temp", "temporary", "unlogged", "table"):
        temporary = temporary or word.startswith("temp")
    if cursor.word.kind in ("name", "quoted"):
        key = catalogue.place(*cursor.path())
        cursor.words = cursor.words[begin:end] + cursor.words[cursor.place :]
        cursor.place = 0
        make_query_table(cursor, catalogue, key, temporary=temporary)


def _says_not_null(cursor: Cursor) -> bool:
    """Whether a domain forbids NULL outright."""
    while not cursor.ended:
        if cursor.takes("not", "null"):
            return True
        cursor.takes("default")  # the word after it may be NULL
        cursor.skip()
    return False


def _create_type(cursor: Cursor, catalogue: Catalogue) -> None:
    key = catalogue.place(*cursor.path())
    if cursor.takes("as", "enum"):
        catalogue.types.put(key, Made("enum", ()))
    elif cursor.takes("as", "range"):
        _range(cursor, catalogue, key)
    elif cursor.takes("as"):
        columns = [(part.name(), catalogue.resolved(read_type(part))) for part in cursor.parts()]
        catalogue.composites.put(key, columns)
        catalogue.types.put(key, Made("composite", tuple([kind for _, kind in columns])))
    elif cursor.sees("("):
        size, alignment = 0, 4
        for part in cursor.parts():
            option = part.name()
            part.takes("=")
            if option == "internallength":
                size = int(part.word.text) if part.word.text.isdecimal() else 0
            elif option == "alignment":
                alignment = ALIGNMENTS.get(part.word.text, 4)
            elif option == "like":
                room = Rooms(catalogue.made).of(read_type(part))
                size, alignment = room.size, room.alignment
        catalogue.types.put(key, Made("base", (), size=size, alignment=alignment))
    elif key not in catalogue.types:
        catalogue.types.put(key, Made("shell", ()))


def _range(cursor: Cursor, catalogue: Catalogue, key: tuple[str, str]) -> None:
    """A range brings a multirange with it."""
    made = None
    multirange = key[1].replace("range", "multirange", 1) if "range" in key[1] else f"{key[1]}_multirange"
    for part in cursor.parts():
        option = part.name()
        part.takes("=")
        if option == "subtype":
            made = Made("range", (catalogue.resolved(read_type(part)),))
            catalogue.types.put(key, made)
        elif option == "multirange_type_name":
            multirange = part.path()[1]
    if made is not None:
        catalogue.types.put((key[0], multirange), made)


def _create_schema(cursor: Cursor, catalogue: Catalogue) -> None:
    """CREATE SCHEMA, which may hold the statements that make its tables."""
    cursor.takes("if", "not", "exists")
    schema = "" if cursor.sees("authorization") else cursor.name()
    if cursor.takes("authorization"):
        schema = schema or cursor.word.text
        cursor.place += 1
    path, catalogue.path = catalogue.path, SearchPath([schema])
    while cursor.takes("create"):
        start = cursor.place
        cursor.skip_until("create", "grant")
        _create(cursor.slice(start, cursor.place), catalogue)
    catalogue.path = path
