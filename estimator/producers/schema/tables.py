"""A schema's tables, columns and indexes out of its file, whichever system it is of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from estimator.producers.schema.column_types import Rooms
from estimator.producers.schema.files import pieces_of
from estimator.producers.schema.identifiers import Taken, identifier
from estimator.producers.schema.lexis import POSTGRESQL
from estimator.producers.schema.other_keys import known_others
from estimator.producers.schema.partitions import fill_of, leaves_of, without_rows
from estimator.producers.schema.reading import catalogue_of
from estimator.producers.schema.shelf_tables import guesses, no_tables, schema_of, shelf_of
from estimator.producers.schema.stored import FILL, Column, Element, Index, Schema, Table
from estimator.producers.schema.systems import recognised
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.producers.schema.catalogue import Catalogue, Draft, DraftColumn, DraftIndex


def read_tables(text: str, name: str) -> list[Table]:
    """The tables of a schema, in order; EstimateError where it is not SQL or has no table."""
    return list(read_schema(text, name).tables)


def read_schema(text: str, name: str, dialect: str = "") -> Schema:
    """The tables of a schema, in order, and what was left out; EstimateError as above."""
    return _read(iter((text,)), name, dialect)


def read_schema_file(path: str, dialect: str = "") -> Schema:
    """The tables of a file, in order, and what was left out; EstimateError as above, or where it cannot be read."""
    return _read(pieces_of(path), path, dialect)


def _read(pieces: Iterator[str], name: str, dialect: str) -> Schema:
    """Tables as the system knows them that the file is of, or `dialect`."""
    pieces, lexis = recognised(pieces, name, dialect)
    if lexis is POSTGRESQL:
        return _schema(catalogue_of(pieces, name), name)
    return schema_of(shelf_of(pieces, name, lexis), name, lexis.system)


def _schema(catalogue: Catalogue, file: str) -> Schema:
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
        raise no_tables(file, notes)
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
    partitions, foreign = leaves_of(draft)
    found, notes = _indexes(draft, partitions, own)
    fill, unlike = fill_of(draft, partitions)
    empty = without_rows(partitions)
    if partitions:
        count = f"{len(partitions)} partition{'s' if len(partitions) > 1 else ''}"
        but = ", but for the default one" if empty else ""
        notes.insert(0, f"its rows are in {count}, as if these had equally many{but}")
    elif draft.partitioned:
        notes.insert(0, "partitioned, without partitions here: reckoned as one, fill in how many there are")
    if foreign:
        notes.append(f"{foreign} more of its partitions are foreign tables, whose rows are elsewhere: left out")
    notes += unlike
    virtual = [column.name for column in draft.columns.values() if not column.stored]
    if virtual:
        notes.append(f"{', '.join(virtual)}: generated when read, so it takes no room")
    columns = [_column(column, own[column.name], catalogue, rooms) for column in stored]
    others, unreckoned = known_others(columns, [each for each in found if each.method != "btree"])
    notes += [*unreckoned, *guesses(columns)]
    if draft.dropped:
        notes.append("columns were dropped: reckoned as if they had never been there")
    return Table(
        name,
        tuple(columns),
        tuple([each for each in found if each.method == "btree"]),
        tuple(dict.fromkeys([*draft.notes, *notes])),
        _written(draft),
        fill,
        tuple([_written(each) for each in partitions]),
        others=others,
        partition_count=max(1, len(partitions) - empty),
        is_partitioned=draft.partitioned,
        empty_partitions=empty,
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
    filled = nullable and column.filled
    return Column(name, text, room.size, aligned, room.payload, nullable, room.guessed, column.name, long, filled,
                  ascends=column.ascends)  # fmt: skip


def _indexes(draft: Draft, partitions: list[Draft], own: dict[str, str]) -> tuple[list[Index], list[str]]:
    """The indexes of a table and of its partitions, each kind once, with how many have it; notes of the others."""
    found, notes, shapes, taken = list[Index](), list[str](), set[object](), Taken()
    counts = Counter([shape for part in partitions for shape in part.shapes()])
    for owner in [draft, *partitions]:
        for index in owner.indexes:
            if owner is not draft and index.shape in shapes:
                continue
            shapes.add(index.shape)
            count = counts[index.shape]
            if partitions and not count:
                notes.append(f"{index.name} is on no partition: it takes no room")
                continue
            if count < len(partitions):
                notes.append(f"{index.name} is on {count} of {len(partitions)} partitions")
            notes += _index_notes(index)
            known = all(column in own for column in (*index.columns, *index.include))
            if not index.unreckoned and known and (index.columns or index.elements):
                found.append(replace(_index(index, own, taken), partitions=count if count < len(partitions) else 0))
            elif not index.unreckoned:
                notes.append(f"{index.name} names columns that are not there: left out")
    return found, notes


def _index_notes(index: DraftIndex) -> list[str]:
    notes = []
    if index.unreckoned == "on an expression":
        notes.append(f"{index.name} is on an expression: not reckoned")
    elif index.unreckoned:
        notes.append(f"{index.name}: {index.unreckoned} is not reckoned")
    elif index.expression:
        notes.append(f"{index.name} is on {index.expression}: reckoned as if on the column")
    if index.waiting:
        notes.append(f"{index.name} lets {index.waiting} KiB wait: reckoned as if 4096, the default")
    return notes


def _index(index: DraftIndex, own: dict[str, str], taken: Taken) -> Index:
    columns = tuple([own[column] for column in index.columns])
    return Index(
        taken.distinct("primary_key" if index.primary else "_".join(columns) or index.method),
        columns,
        index.unique,
        index.primary,
        tuple([own[column] for column in index.include]),
        index.partial,
        index.fillfactor or FILL,
        index.name,
        index.where,
        (),
        index.method,
        tuple([Element(tuple([own[each] for each in part.columns]), part.made, part.operators)
               for part in index.elements]),
        index.range_pages,
        bits=index.bits,
        at_once=index.at_once,
        descending=index.descending,
        nulls_first=index.nulls_first,
        newest_first=index.newest_first,
    )  # fmt: skip
