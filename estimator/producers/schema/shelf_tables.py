"""The tables of MySQL and SQLite as they store them, out of a file's statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.problems import EstimateError, command_line_problem
from estimator.producers.schema import mysql_statements, mysql_types, sqlite_statements, sqlite_types
from estimator.producers.schema.all_statements import read_all
from estimator.producers.schema.engine_order import ROWID
from estimator.producers.schema.identifiers import Taken, identifier
from estimator.producers.schema.lexis import MYSQL
from estimator.producers.schema.shelf import Shelf
from estimator.producers.schema.stored import Column, Index, Schema, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.producers.schema.lexis import Lexis
    from estimator.producers.schema.shelf import Field, Key, Sketch
    from estimator.producers.schema.statements import Statement
    from estimator.producers.schema.words import Cursor

UNKNOWN = "20 to 200 B"
LONGEST_NUMBER = 10  # digits
ENGINES = ("", "innodb", "xtradb", "ndb", "ndbcluster")  # whose tables are kept as InnoDB's are, or nearly so
LONGEST_KEY = {"myisam": 1000, "aria": 2300}  # bytes, as MariaDB 10.11 says of them; of others
LONGEST_INNODB_KEY = 3072
USUAL_BLOCK, WHOLE_PAGE = 8, 16  # KiB
FULL_TEXT = "a FULLTEXT index"
NUMBER, NUMBERS = "FTS_DOC_ID", "FTS_DOC_ID_INDEX"  # of each row, by which full-text indexes name it
HIDDEN = "which full-text indexes have"
HASHED = 8  # bytes of what MariaDB keeps of a long value in a unique index


def shelf_of(pieces: Iterator[str], name: str, lexis: Lexis) -> Shelf:
    """What a server would know after the statements of a text; EstimateError with all that is wrong there."""
    shelf = Shelf()
    reads = mysql_statements.statement if lexis is MYSQL else sqlite_statements.statement

    def one(cursor: Cursor, _: Statement) -> None:
        reads(cursor, shelf)

    read_all(pieces, name, lexis, one)
    return shelf


def schema_of(shelf: Shelf, file: str, system: str) -> Schema:
    """The tables of a shelf, in order, and what was left out; EstimateError where there are none."""
    notes, tables, taken = list(dict.fromkeys(shelf.notes)), list[Table](), Taken()
    for sketch in shelf.tables:
        if sketch.gone or not any(field.stored for field in sketch.fields.values()):
            notes.append(f"{sketch.name} is left out: {sketch.gone or 'it has no columns'}")
            continue
        name = identifier(sketch.name)
        if name in taken and sketch.schema:
            name = identifier(f"{sketch.schema}_{sketch.name}")
        tables.append(_table(taken.distinct(name), sketch, system))
    if not tables:
        raise no_tables(file, notes)
    return Schema(tuple(tables), tuple(notes), system)


def no_tables(file: str, notes: list[str]) -> EstimateError:
    """That a file holds nothing to reckon."""
    message = "there is no CREATE TABLE in it" if not notes else f"there is no table to reckon: {notes[0]}"
    return EstimateError([command_line_problem(file, message, "give the schema as SQL")])


def guesses(columns: list[Column]) -> list[str]:
    """Notes of the types that nobody here knows."""
    named: dict[str, list[str]] = {}
    for each in columns:
        if each.guessed:
            named.setdefault(each.written, []).append(each.original)
    return [
        f"{', '.join(owners)}: {written} is a type unknown here, taken for a text of {UNKNOWN}"
        for written, owners in named.items()
    ]


def _table(name: str, sketch: Sketch, system: str) -> Table:
    taken = Taken()
    own = {key: taken.distinct(identifier(field.name)) for key, field in sketch.fields.items() if field.stored}
    for each in sketch.keys:
        each.parts = [(column, _part(sketch.fields.get(column), most)) for column, most in each.parts]
        if system == "MySQL" and each.unique and not each.primary:
            each.parts = [(column, most or _hash(sketch.fields.get(column))) for column, most in each.parts]
        if system == "MySQL" and not each.unique and len(each.parts) == 1:
            [(column, most)] = each.parts
            each.parts = [(column, most or _cut(sketch, sketch.fields.get(column)))]
    keyed = {column for each in sketch.keys for column in each.columns}
    unseen = {
        key: taken.distinct(identifier(field.name))
        for key, field in sketch.fields.items()
        if not field.stored and key in keyed
    }
    rowid = sqlite_statements.is_rowid(sketch) if system == "SQLite" else ""
    columns = [_column(sketch, key, own[key], system, rowid) for key in own]
    notes = list(sketch.notes)
    if sketch.engine.lower() not in ENGINES:
        notes.insert(0, f"kept by {sketch.engine}: reckoned as by InnoDB")
    virtual = [field.name for field in sketch.fields.values() if not field.stored]
    if virtual:
        notes.append(
            f"{', '.join(virtual)}: generated when read, so it takes no room{' but in indexes' * bool(unseen)}"
        )
    notes += guesses(columns)
    block = sketch.block if sketch.row_format in ("", "default", "compressed") else 0
    if sketch.row_format == "compressed" and not block:
        block = USUAL_BLOCK
    if 0 < block < WHOLE_PAGE:
        notes.append(f"compressed into blocks of {block} KiB: its rows are taken to shrink to half, as shrinks_to says")
    if sketch.row_format == "redundant":
        notes.append("ROW_FORMAT=REDUNDANT: reckoned as DYNAMIC, which it exceeds by 1 to 2 B a column")
    partitions = max(1, len(sketch.partitions) * sketch.subpartitions)
    if partitions > 1:
        notes.append(f"its rows are in {partitions} partitions, each with trees of its own: as if shared out evenly")
    indexes = _indexes(sketch, own | unseen, rowid, notes)
    clustered: tuple[str, ...] = ()
    if system == "MySQL" or not sketch.rowid:
        clustered = _clustered(sketch, own)
    if system == "MySQL" and any(key.unreckoned == FULL_TEXT for key in sketch.keys):
        columns, indexes = _numbered(columns, indexes, taken)
    return Table(
        name,
        tuple(columns),
        indexes,
        tuple(dict.fromkeys(notes)),
        f"{sketch.schema}.{sketch.name}" if sketch.schema else sketch.name,
        system=system,
        clustered=clustered,
        row_format=sketch.row_format if sketch.row_format == "compact" else "",
        block=block if block < WHOLE_PAGE else 0,
        virtual=tuple([_column(sketch, key, unseen[key], system, rowid) for key in unseen]),
        partition_count=partitions,
    )


def _numbered(
    columns: list[Column], indexes: tuple[Index, ...], taken: Taken
) -> tuple[list[Column], tuple[Index, ...]]:
    """What InnoDB adds to a table with full-text indexes: a number of each row and an index on it, unless there are."""
    own = next((each for each in columns if each.original.lower() == NUMBER.lower()), None)
    if own is None:
        name = taken.distinct(NUMBER.lower())
        own = Column(name, f"bigint, {HIDDEN}", 8, 1, "", False, False, NUMBER, ascends=True)
        columns = [*columns, own]
    if not any(each.original.lower() == NUMBERS.lower() for each in indexes):
        indexes = (*indexes, Index(NUMBERS.lower(), (own.name,), True, False, original=NUMBERS, prefixes=(0,)))
    return columns, indexes


def _part(field: Field | None, most: int) -> int:
    """How much of a column an index holds, in characters; 0 for all of it, as where so much is all that it may have."""
    given = field.kind.modifiers[0] if field is not None and field.kind.modifiers else ""
    is_whole = given.isdecimal() and len(given) < LONGEST_NUMBER and int(given) <= most
    return 0 if is_whole else most


def _cut(sketch: Sketch, field: Field | None) -> int:
    """The characters of a column that an index on it alone holds, where all of it is more than an index may; else 0.

    MariaDB, and MySQL where it is not strict, cut it down and warn.
    """
    given = field.kind.modifiers[0] if field is not None and field.kind.modifiers else ""
    if field is None or not given.isdecimal() or len(given) >= LONGEST_NUMBER or not int(given):
        return 0
    limit = LONGEST_KEY.get(sketch.engine.lower(), LONGEST_INNODB_KEY)
    most = mysql_types.taken_by(field.kind, sketch.charset).most
    return limit // (most // int(given)) if most > limit else 0


def _hash(field: Field | None) -> int:
    """The bytes of the hash by which MariaDB keeps long values apart, which an index cannot hold; else 0."""
    return HASHED if field is not None and field.kind.name in mysql_types.LONG and not field.kind.modifiers else 0


def _column(sketch: Sketch, key: str, name: str, system: str, rowid: str) -> Column:
    field: Field = sketch.fields[key]
    if system == "MySQL":
        room = mysql_types.taken_by(field.kind, sketch.charset)
    else:
        room = sqlite_types.taken_by(field.kind, rowid=key == rowid)
    if field.payload and (system == "SQLite" or room.payload):
        room = mysql_types.Taken(0, field.payload, room.most if system == "MySQL" else 0)
    written = mysql_types.named_as_kept(field.kind, sketch.charset) if system == "MySQL" else field.kind.text
    return Column(
        name,
        written if key != rowid else f"{written}{ROWID}",
        room.size,
        1 if room.size else 0,
        room.payload,
        nullable=not field.not_null,
        guessed=room.guessed,
        original=field.name,
        filled=field.filled and not field.not_null,
        most=room.most,
        ascends=field.ascends,
    )


def _indexes(sketch: Sketch, own: dict[str, str], rowid: str, notes: list[str]) -> tuple[Index, ...]:
    """The indexes of a table, the one that is the table itself first; notes of those that are not reckoned."""
    found, taken = list[Index](), Taken()
    for key in sorted(sketch.keys, key=lambda each: not each.primary):
        if key.primary and rowid:
            continue
        if key.unreckoned:
            notes.append(f"{key.name}: {key.unreckoned} is not reckoned")
        elif not key.parts:
            notes.append(f"{key.name} is on an expression: not reckoned")
        elif not all(column in sketch.fields for column in key.columns):
            notes.append(f"{key.name} names columns that are not there: left out")
        else:
            found.append(_index(key, own, taken))
            if key.expression and not key.primary:
                notes.append(f"{key.name} is on {key.expression}: reckoned as if on the column")
    return tuple(found)


def _index(key: Key, own: dict[str, str], taken: Taken) -> Index:
    columns = tuple([own[column] for column in key.columns])
    return Index(
        taken.distinct("primary_key" if key.primary else "_".join(columns)),
        columns,
        key.unique,
        key.primary,
        partial=bool(key.where),
        original=key.name,
        where=key.where,
        prefixes=tuple([most for _, most in key.parts]),
    )


def _clustered(sketch: Sketch, own: dict[str, str]) -> tuple[str, ...]:
    """The key that rows are kept by: the primary one, or the first unique one without NULL and without a prefix."""
    for key in sorted(sketch.keys, key=lambda each: not each.primary):
        fields = [sketch.fields.get(column) for column in key.columns]
        whole = all(field is not None and field.not_null and field.stored for field in fields)
        if key.primary or (key.unique and whole and not key.expression and not any(most for _, most in key.parts)):
            return tuple([own[column] for column in key.columns if column in own])
    return ()
