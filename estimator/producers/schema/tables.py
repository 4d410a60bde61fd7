"""A schema's tables, columns and indexes, with what each column takes in a row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from estimator.problems import EstimateError, command_line_problem
from estimator.producers.schema.column_types import Rooms
from estimator.producers.schema.files import pieces_of
from estimator.producers.schema.identifiers import Taken, identifier
from estimator.producers.schema.reading import catalogue_of
from estimator.records import record

if TYPE_CHECKING:
    from estimator.producers.schema.catalogue import Catalogue, Draft, DraftColumn, DraftIndex

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


@record
class Index:
    """A B-tree index on columns of its table."""

    name: str
    columns: tuple[str, ...]  # of its key
    unique: bool
    primary: bool
    include: tuple[str, ...] = ()  # columns that it carries beside its key
    partial: bool = False
    fillfactor: int = FILL
    original: str = ""
    where: str = ""  # the condition of a partial one


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


@record
class Schema:
    """What a file holds, and what of it is left out."""

    tables: tuple[Table, ...]
    notes: tuple[str, ...]


def read_tables(text: str, name: str) -> list[Table]:
    """The tables of a schema, in order; EstimateError where it is not SQL or has no table."""
    return list(read_schema(text, name).tables)


def read_schema(text: str, name: str) -> Schema:
    """The tables of a schema, in order, and what was left out; EstimateError as above."""
    return _schema(catalogue_of(iter((text,)), name), name)


def read_schema_file(path: str) -> Schema:
    """The tables of a file, in order, and what was left out; EstimateError as above, or where it cannot be read."""
    return _schema(catalogue_of(pieces_of(path), path), path)


def _schema(catalogue: Catalogue, name: str) -> Schema:
    rooms = Rooms(catalogue.made)
    notes, tables, taken = list(dict.fromkeys(catalogue.notes)), list[Table](), Taken()
    for draft in catalogue.drafts():
        reason = _left_out(draft)
        if reason:
            notes.append(f"{draft.name} is left out: {reason}")
        elif draft.parent is None:
            name = identifier(draft.name)
            name = taken.distinct(identifier(f"{draft.schema}_{draft.name}") if name in taken else name)
            tables.append(_table(name, draft, catalogue, rooms))
    if not tables:
        message = "there is no CREATE TABLE in it" if not notes else f"there is no table to reckon: {notes[0]}"
        raise EstimateError([command_line_problem(name, message, "give the schema as SQL")])
    return Schema(tuple(tables), tuple(notes))


def _left_out(draft: Draft) -> str:
    if draft.gone:
        return draft.gone
    if draft.foreign and draft.parent is None:
        return "a foreign table keeps its rows elsewhere"
    if not any(column.stored for column in draft.columns.values()):
        return "it has no columns"
    return ""


def _table(name: str, draft: Draft, catalogue: Catalogue, rooms: Rooms) -> Table:
    stored = [column for column in draft.columns.values() if column.stored]
    taken = Taken()
    own = {column.name: taken.distinct(identifier(column.name)) for column in stored}
    partitions = [each for each in draft.family()[1:] if not each.partitioned]
    indexes, notes = _indexes(draft, partitions, own)
    if partitions:
        notes.insert(0, f"its rows are in {len(partitions)} partitions: reckoned as one table")
    if not partitions and draft.partitioned:
        notes.insert(0, "partitioned, without partitions here: reckoned as one table")
    virtual = [column.name for column in draft.columns.values() if not column.stored]
    if virtual:
        notes.append(f"{', '.join(virtual)}: generated when read, so it takes no room")
    if draft.dropped:
        notes.append("columns were dropped: reckoned as if they had never been there")
    return Table(
        name,
        tuple([_column(column, own[column.name], catalogue, rooms) for column in stored]),
        indexes,
        tuple(dict.fromkeys([*draft.notes, *notes])),
        _written(draft),
        draft.fillfactor,
        tuple([_written(each) for each in partitions]),
    )


def _written(draft: Draft) -> str:
    """A table's name in SQL, with its schema unless that is the usual one."""
    return draft.name if draft.schema == "public" else f"{draft.schema}.{draft.name}"


def _column(column: DraftColumn, name: str, catalogue: Catalogue, rooms: Rooms) -> Column:
    kind = catalogue.kind_of(column)
    room = rooms.of(kind)
    nullable = not (column.not_null or room.not_null)
    text = catalogue.base(kind).text
    aligned, long = (0, room.alignment) if room.payload else (room.alignment, 0)
    return Column(name, text, room.size, aligned, room.payload, nullable, room.guessed, column.name, long)


def _indexes(draft: Draft, partitions: list[Draft], own: dict[str, str]) -> tuple[tuple[Index, ...], list[str]]:
    """The B-tree indexes of a table and of its partitions, each kind once; notes of the others."""
    found, notes, shapes, taken = list[Index](), list[str](), set[object](), Taken()
    counts = Counter([shape for part in partitions for shape in part.shapes()])
    for owner in [draft, *partitions]:
        for index in owner.indexes:
            if owner is not draft and index.shape in shapes:
                continue
            if owner is not draft and counts[index.shape] < len(partitions):
                count = counts[index.shape]
                notes.append(f"{index.name} is on {count} of {len(partitions)} partitions: reckoned as on all")
            shapes.add(index.shape)
            notes += _index_notes(index)
            known = all(column in own for column in (*index.columns, *index.include))
            if not index.unreckoned and known and index.columns:
                found.append(_index(index, own, taken))
            elif not index.unreckoned:
                notes.append(f"{index.name} names columns that are not there: left out")
    return tuple(found), notes


def _index_notes(index: DraftIndex) -> list[str]:
    notes = []
    if index.unreckoned == "on an expression":
        notes.append(f"{index.name} is on an expression: not reckoned")
    elif index.unreckoned:
        notes.append(f"{index.name}: {index.unreckoned} is not reckoned")
    elif index.expression:
        notes.append(f"{index.name} is on {index.expression}: reckoned as if on the column")
    return notes


def _index(index: DraftIndex, own: dict[str, str], taken: Taken) -> Index:
    columns = tuple([own[column] for column in index.columns])
    return Index(
        taken.distinct("primary_key" if index.primary else "_".join(columns)),
        columns,
        index.unique,
        index.primary,
        tuple([own[column] for column in index.include]),
        index.partial,
        index.fillfactor or FILL,
        index.name,
        index.where,
    )
