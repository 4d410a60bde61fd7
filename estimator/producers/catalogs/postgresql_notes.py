"""What is to be known of a reading of PostgreSQL: what nobody counted, what is hidden, what statistics do not say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.languages.spans import safe
from estimator.producers.catalogs.cells import MOST_NAMED, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from estimator.producers.catalogs.readings import IndexReading, TableReading
    from estimator.producers.schema.stored import Index

MORE_STATISTICS = 1000  # for each of which ANALYZE looks at 300 rows
SAID = 0.1  # of the items of an index, from which on it is said that nothing lists them
_PLAIN = re.compile(r"[a-z_][a-z0-9_$]*", re.ASCII)


def of_tables(tables: Sequence[TableReading], user: str) -> list[str]:
    """The notes on tables and their indexes."""
    notes = [*_uncounted(tables), *_hidden(tables, user), *_unlisted(tables), *_dependent(tables), *_rarer(tables)]
    return [*notes, *_guessed(tables), *_as_now(tables), *_without_statistics(tables), *_left(tables)]


def elsewhere(names: Sequence[str]) -> list[str]:
    """The note on foreign tables."""
    return [f"{some(names)}: the rows of foreign tables are on another server, and not reckoned"] if names else []


def _uncounted(tables: Sequence[TableReading]) -> list[str]:
    """Tables that no ANALYZE has seen, with the commands to type."""
    never = [each for each in tables if each.is_seen and not each.is_analyzed and each.table.columns]
    if not never:
        return []
    commands = "; ".join([f"ANALYZE {_written(each)}" for each in never[:MOST_NAMED]])
    guessed = [each for each in never if each.rows_from.startswith("guessed")]
    rows = f", and so are the rows of {some([_name(each) for each in guessed])}" if guessed else ""
    names = some([_name(each) for each in never])
    said = (
        f"the lengths of {names} are guesses such that the rows take what is there{rows}: no ANALYZE was run;"
        f" {commands}"
    )
    return [said]


def _hidden(tables: Sequence[TableReading], user: str) -> list[str]:
    """Tables whose statistics the server shows to those alone who may read their rows."""
    hidden = [each for each in tables if not each.is_seen and not each.has_lengths]
    if not hidden:
        return []
    names = some([_name(each) for each in hidden])
    said = (
        f"the lengths of {names} are guesses such that the rows take what is there: their statistics may"
        f" not be read by {safe(user)}; GRANT SELECT ON {_written(hidden[0])} TO {_quoted_one(user)} shows them"
    )
    return [said]


def _unlisted(tables: Sequence[TableReading]) -> list[str]:
    """GIN indexes many of whose items no statistics list."""
    found = [
        f"{safe(index.original)} {known.unlisted:.0%}"
        for each in tables
        for index in each.table.others
        if (known := each.methods[index.name]).unlisted >= SAID
    ]
    if not found:
        return []
    said = (
        f"statistics do not list all items of GIN indexes, which are taken to thin out as those do that they list;"
        f" not listed are of {some(found)}"
    )
    return [said]


def _dependent(tables: Sequence[TableReading]) -> list[str]:
    """Indexes whose columns depend on each other, by how much is not known."""
    told = [(each, index) for each, index, known in _trees(tables) if known.told_by_size]
    found = [(each, index) for each, index in told if len(index.columns) > 1 and not index.partial]
    others = _fewer([(each, index) for each, index in told if (each, index) not in found])
    if not found:
        return others
    names = some([safe(index.original) for _, index in found])
    each, index = found[0]
    original = {column.name: column.original for column in each.table.columns}
    columns = [_quoted_one(original[name]) for name in index.columns if name in original]
    remedy = f"; CREATE STATISTICS (ndistinct) ON {', '.join(columns)} FROM {_written(each)} and ANALYZE count them"
    said = (
        f"the columns of {names} depend on each other: how many keys they have together is told by what the index"
        f" takes now, so that its bloat is not seen{remedy if len(columns) > 1 else ''}"
    )
    return [said, *others]


def _fewer(found: Sequence[tuple[TableReading, Index]]) -> list[str]:
    """Indexes that take less than the statistics of their columns say, for their keys repeat more often."""
    if not found:
        return []
    names = some([safe(index.original) for _, index in found])
    why = "are of the rows of all conditions" if any(index.partial for _, index in found) else "are of a sample"
    said = (
        f"keys of {names} repeat more often than statistics of the columns say, which {why}: how many there are is told"
        " by what the index takes now, so that its bloat is not seen"
    )
    return [said]


def _rarer(tables: Sequence[TableReading]) -> list[str]:
    """Indexes with a condition that take more than by the keys of the whole table: bloat, or keys that repeat less."""
    names = [safe(index.original) for _, index, known in _trees(tables) if known.may_repeat_less]
    if not names:
        return []
    said = (
        f"keys of {some(names)} are taken to repeat as those of the whole table do: where they repeat less among the"
        " rows of the condition, what is shown as bloat is none"
    )
    return [said]


def _guessed(tables: Sequence[TableReading]) -> list[str]:
    """Indexes whose keys differ in their rows by more than chance makes, in a way that a sample does not tell."""
    found = [(each, index, known.guessed) for each, index, known in _trees(tables) if known.guessed]
    if not found:
        return []
    each, _, (column, *_) = found[0]
    remedy = ""
    if column in [own.original for own in each.table.columns]:
        more = f"ALTER TABLE {_written(each)} ALTER {_quoted_one(column)} SET STATISTICS {MORE_STATISTICS}"
        remedy = f"; {more} and ANALYZE look at more rows"
    names = some([safe(index.original) for _, index, _ in found])
    said = (
        f"some keys of {names} have far more rows than others, and a sample does not see how many rare ones there are:"
        " that is told by what the index takes now, so that a bloat of up to a fifth is not seen; of one that takes"
        f" more a fresh one may take up to a fifth more than is shown{remedy}"
    )
    return [said]


def _as_now(tables: Sequence[TableReading]) -> list[str]:
    """GiST indexes whose pages are as full as values lie and come."""
    names = [
        safe(index.original)
        for each in tables
        for index in each.table.others
        if index.name in each.methods and each.methods[index.name].as_now
    ]
    if not names:
        return []
    said = (
        f"how full the pages of {some(names)} get goes by how values overlap and in which order they come, which"
        " statistics do not tell: they are taken as they are now, so that a bloat of a tenth is not seen, of others"
        " than numbers one of two fifths"
    )
    return [said]


def _without_statistics(tables: Sequence[TableReading]) -> list[str]:
    """Indexes of whose columns nothing is known, and whose keys repeat by what they take."""
    names = [safe(index.original) for _, index, known in _trees(tables) if known.uncounted and known.per_key > 1]
    if not names:
        return []
    said = f"how many rows have one key of {some(names)} is told by what the index takes now, so that its bloat is"
    return [f"{said} not seen: there are no statistics of its columns"]


def _trees(tables: Sequence[TableReading]) -> Iterator[tuple[TableReading, Index, IndexReading]]:
    """The B-trees of which something is known, each with its table and with that."""
    for each in tables:
        for index in each.table.indexes:
            if index.name in each.indexes:
                yield each, index, each.indexes[index.name]


def _left(tables: Sequence[TableReading]) -> list[str]:
    """What is taken as it is, with its share of the bytes."""
    others = [other for each in tables for other in each.others]
    if not others:
        return []
    share = sum([each.size for each in others]) / max(1, sum([each.whole for each in tables]))
    largest = sorted(others, key=lambda each: -each.size)
    named = [f"{safe(each.name)}, {each.what}" for each in largest]
    said = (
        f"{share:.1%} of the bytes are taken as they are now, for statistics do not tell what a fresh load takes:"
        f" {some(named, '; ')}"
    )
    return [said]


def quoted(schema: str, name: str) -> str:
    """A name as it is written in SQL, without the usual schema."""
    return _quoted_one(name) if schema == "public" else f"{_quoted_one(schema)}.{_quoted_one(name)}"


def _quoted_one(name: str) -> str:
    plain = safe(name)
    return plain if _PLAIN.fullmatch(plain) else '"' + plain.replace('"', '""') + '"'


def _name(each: TableReading) -> str:
    return safe(each.table.original)


def _written(each: TableReading) -> str:
    """A table as it is written in SQL."""
    return each.in_sql or _quoted_one(each.table.original)
