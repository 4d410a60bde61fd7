"""A schema as `estimate table` reads it, against a PostgreSQL that has loaded the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from estimator.producers.schema.stored import Column, Schema, Table
    from tests.postgresql import Server

    Row = tuple[str, int, int, bool, bool]  # of a column: its name, size, alignment, whether NULL, whether it varies

ALIGNMENTS = {"c": 1, "s": 2, "i": 4, "d": 8}
USERS = "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
COLUMNS = f"""
SELECT n.nspname, c.relname, a.attname, greatest(a.attlen, 0), a.attalign, NOT (a.attnotnull OR t.typnotnull),
    a.attlen < 0
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND {USERS} AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY c.oid, a.attnum
"""
INDEXES = f"""
SELECT n.nspname, t.relname, i.relname, am.amname, x.indisunique, x.indisprimary, x.indpred IS NOT NULL, x.indnkeyatts,
    0 = ANY (x.indkey), coalesce(substring(array_to_string(i.reloptions, ',') FROM 'fillfactor=([0-9]+)'), '90'),
    (SELECT string_agg(coalesce(a.attname, ''), chr(1) ORDER BY k.place)
     FROM unnest(x.indkey::int2[]) WITH ORDINALITY k (number, place)
     LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.number AND k.number > 0)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_am am ON am.oid = i.relam
WHERE t.relkind IN ('r', 'p', 'm') AND NOT t.relispartition AND {USERS}
"""
PARTITIONS = f"""
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relispartition AND c.relkind = 'r' AND {USERS}
"""


def emptied(running: Server) -> None:
    """Leave nothing of ours in the database but the schema public."""
    schemas = running.sql(f"SELECT nspname FROM pg_namespace n WHERE {USERS}")
    running.sql("\n".join([f'DROP SCHEMA "{name}" CASCADE;' for [name] in schemas]) + "CREATE SCHEMA public;")


def differences(schema: Schema, running: Server) -> list[str]:
    """A line for each thing that is read otherwise than the server has it, which has run the same text."""
    tables = {table.original if "." in table.original else f"public.{table.original}": table for table in schema.tables}
    return [*_columns(tables, running), *_partitions(schema, running), *_indexes(tables, running)]


def _columns(tables: dict[str, Table], running: Server) -> list[str]:
    theirs: dict[str, list[Row]] = {}
    # Of what a query makes the server does not say that it is never NULL.
    queried = {key for key, table in tables.items() if "reckoned by its columns" in "\n".join(table.notes)}
    for name, table, column, size, alignment, nullable, varies in running.sql(COLUMNS):
        may_be = nullable == "t" and f"{name}.{table}" not in queried
        row = (column, int(size), ALIGNMENTS[alignment], may_be, varies == "t")
        theirs.setdefault(f"{name}.{table}", []).append(row)
    found = [f"{key}: {'not' if key in theirs else 'wrongly'} read" for key in sorted(tables.keys() ^ theirs.keys())]
    for key in sorted(tables.keys() & theirs.keys()):
        ours = [_row(column, may_be=key not in queried) for column in tables[key].columns]
        if [each[0] for each in ours] != [each[0] for each in theirs[key]]:
            found.append(f"{key}: columns {ours}, the server has {theirs[key]}")
        else:
            pairs = zip(ours, theirs[key], strict=True)
            found += [f"{key}: {own}, the server has {other}" for own, other in pairs if own != other]
    return found


def _row(column: Column, *, may_be: bool) -> Row:
    alignment = column.alignment or column.long_alignment
    return (column.original, column.size, alignment, column.nullable and may_be, bool(column.payload))


def _partitions(schema: Schema, running: Server) -> list[str]:
    theirs = {f"{name}.{table}".removeprefix("public.") for name, table in running.sql(PARTITIONS)}
    ours = {each for table in schema.tables for each in table.partitions}
    return [f"{each}: {'not' if each in theirs else 'wrongly'} a partition" for each in sorted(theirs ^ ours)]


def _indexes(tables: dict[str, Table], running: Server) -> list[str]:
    left = {(key, index.original): index for key, table in tables.items() for index in (*table.indexes, *table.others)}
    found: list[str] = []
    for name, table, index, method, unique, primary, partial, keys, expression, fill, parts in running.sql(INDEXES):
        key = f"{name}.{table}"
        if key not in tables:
            continue
        said = "\n".join(tables[key].notes)
        ours = left.pop((key, index), None)
        if method != "btree" and ours is not None:
            if (ours.method, ours.partial) != (method, partial == "t"):
                found.append(f"{key}: index {index}: {ours.method}, the server has {method} {partial}")
            continue
        if ours is None:
            if not _is_said(said, index, left_out=method != "btree" or expression == "t"):
                found.append(f"{key}: index {index} not read")
            continue
        originals = {column.name: column.original for column in tables[key].columns}
        names = parts.split("\1")
        own = ours.unique, ours.primary, ours.partial, ours.fillfactor, [originals[each] for each in ours.include]
        other = unique == "t", primary == "t", partial == "t", int(fill), names[int(keys) :]
        if own != other:
            found.append(f"{key}: index {index}: {own}, the server has {other}")
        columns = [originals[each] for each in ours.columns]
        if expression == "t" and f"{index} is on " not in said:
            found.append(f"{key}: index {index} is on an expression, which is not said")
        elif expression != "t" and columns != names[: int(keys)]:
            found.append(f"{key}: index {index}: {columns}, the server has {names}")
    # What is left belongs to partitions, and is reckoned with the table that they are of.
    return [*found, *[f"{key}: index {index} wrongly read" for (key, index) in left if not tables[key].partitions]]


def _is_said(notes: str, index: str, *, left_out: bool) -> bool:
    return left_out and (f"{index}: a" in notes or f"{index} is on an expression" in notes)
