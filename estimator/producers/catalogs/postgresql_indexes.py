"""The indexes of a PostgreSQL's table and of its partitions, each kind once, with what is known of each."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from estimator.producers.catalogs.cells import one_line
from estimator.producers.catalogs.lengths import SHORT_MOST
from estimator.producers.catalogs.postgresql_answers import Answers, Part, parts_of
from estimator.producers.catalogs.postgresql_columns import columns_of, readings_of
from estimator.producers.catalogs.postgresql_keys import Owner, numbered, tree_reading
from estimator.producers.catalogs.postgresql_methods import METHODS, Held, method_reading
from estimator.producers.catalogs.readings import ColumnReading, IndexReading, MethodReading, OtherSize
from estimator.producers.schema.conditions import whole_share_of
from estimator.producers.schema.identifiers import Taken, identifier
from estimator.producers.schema.stored import FILL, Column, Index, Table
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_KEY_COLUMNS = 32
LONG_HEADER = 4  # bytes that say how long a value is
A_BUCKET = 307  # rows of a bucket of a hash index
LONGEST_LABEL = 60  # characters of an expression
UNPADDED = -2  # the length of a type whose values end with a zero: indexes on a name have it so, without its 64 bytes
_FILL = re.compile(r"\bfillfactor=(\d{2,3})\b")
_UNSHARED = re.compile(r"\bdeduplicate_items=(?:off|false|no|0)\b", re.IGNORECASE)
_RANGE_PAGES = re.compile(r"\bpages_per_range=(\d{1,6})\b")


@record
class Found:
    """The B-trees that are reckoned, the other indexes that are, and what is not."""

    trees: tuple[Index, ...]
    trees_read: dict[str, IndexReading]
    others: tuple[Index, ...]
    others_read: dict[str, MethodReading]
    unreckoned: tuple[OtherSize, ...]
    held: dict[str, ColumnReading]  # of expressions, by what they are called


class _Gathered:
    """An index with those of other partitions that are like it."""

    def __init__(self, row: Any, parts: list[Part], columns: list[Column | None]) -> None:
        self.row = row
        self.parts = parts
        self.columns = columns  # of the parts, None of an expression
        self.size = 0
        self.counted = 0.0
        self.rows = 0.0  # of the relations
        self.oids: list[tuple[int, float]] = []
        self.filled: list[float] = []  # the rows of each
        self.largest: tuple[float, int, int] = (-1.0, 0, 0)  # rows, the relation's oid and the index's

    def expressions(self, answers: Answers) -> dict[str, ColumnReading]:
        """What is known of its expressions, by their names in it."""
        wholes = {oid: rows for (oid, _), rows in zip(self.oids, self.filled, strict=True)}
        return readings_of(self.oids, answers.statistics, LONG_HEADER, wholes)


def read_indexes(owner: Owner, answers: Answers, taken: Taken) -> Found:
    """The indexes of a table; `taken` are the names of the sheet's tables, among which keys get theirs."""
    trees: list[Index] = []
    trees_read: dict[str, IndexReading] = {}
    others: list[Index] = []
    others_read: dict[str, MethodReading] = {}
    unreckoned: list[OtherSize] = []
    held: dict[str, ColumnReading] = {}
    own_names = Taken()
    for each in _gathered(owner, answers):
        if not owner.is_counted:
            unreckoned.append(OtherSize(str(each.row[1]), each.size, "an index of rows that nobody has counted"))
            continue
        name, method, partial, where = str(each.row[1]), str(each.row[2]), bool(each.row[7]), str(each.row[11])
        filled = len([rows for rows in each.filled if rows])
        on_some = filled < len([rows for _, rows in owner.parts if rows])
        if on_some and not filled:
            unreckoned.append(OtherSize(name, each.size, "an index of partitions without rows"))
            continue
        whole_rows = each.rows if on_some else owner.rows
        rows = each.counted if partial and each.counted > 0 else whole_rows
        if method == "btree":
            renamed = _renamed(each, each.expressions(answers)) | _unpadded(each, owner)
            made = _tree(each, owner, answers, renamed, own_names, taken)
            if isinstance(made, Index):
                held |= renamed
                made = replace(made, partitions=filled if on_some else 0)
                trees.append(made)
                whole = whole_share_of(owner.columns.values(), made)
                if whole is not None and not each.counted and whole.original in owner.readings:
                    rows *= 1 - owner.readings[whole.original].null
                read_tree = tree_reading(made, each.size, rows, owner, renamed, answers)
                if _UNSHARED.search(str(each.row[10])) or not all(part.shares for part in each.parts):
                    read_tree = IndexReading(each.size, read_tree.rows, 1.0)
                trees_read[made.name] = replace(read_tree, tables=len(each.oids))
                continue
            unreckoned.append(OtherSize(name, each.size, made))
            continue
        read = _method(each, method, owner, answers, rows) if method in METHODS else "not known here"
        if isinstance(read, str):
            unreckoned.append(OtherSize(name, each.size, f"{_article(method)} index {read}"))
            continue
        pages = _RANGE_PAGES.search(str(each.row[10]))
        index = Index(own_names.distinct(identifier(name)), (), False, False, (), partial, FILL, name, where, (),
                      method, (), int(pages[1]) if pages is not None else 0)  # fmt: skip
        others.append(index)
        others_read[index.name] = read
    return Found(tuple(trees), trees_read, tuple(others), others_read, tuple(_joined(unreckoned)), held)


def _gathered(owner: Owner, answers: Answers) -> Iterable[_Gathered]:
    """Each kind of index once: those of partitions are alike if their parts and conditions are."""
    found: dict[object, _Gathered] = {}
    for oid, own_rows in owner.parts:
        own_columns = numbered(oid, owner, answers)
        here = Counter[object]()  # two indexes of one relation are two, however alike: (x) and (x DESC)
        for row in answers.indexes.get(oid, []):
            index, _, method, unique, _, numbers, keys, partial, counted, size, _, where = row
            parts = parts_of(int(index), answers)
            columns = [own_columns.get(each.column) for each in parts]
            alike = tuple([part.written if column is None else column.name
                           for part, column in zip(parts, columns, strict=True)]) or str(numbers)  # fmt: skip
            operators = tuple([each.operators for each in parts]) if method != "btree" else ()
            # Buckets of hash indexes come doubled: those of partitions of one magnitude are alike.
            magnitude = math.ceil(math.log2(max(2.0, own_rows / A_BUCKET))) if method == "hash" else 0
            shape = (str(method), alike, operators, int(keys), bool(unique), bool(partial), str(where), magnitude)
            here[shape] += 1
            each = found.setdefault((shape, here[shape]), _Gathered(row, parts, columns))
            each.rows += own_rows
            each.filled.append(own_rows)
            each.size += int(size)
            each.counted += max(0.0, float(counted))
            each.oids.append((int(index), max(0.0, float(counted))))
            each.largest = max(each.largest, (own_rows, oid, int(index)))
    return found.values()


def _tree(
    each: _Gathered, owner: Owner, answers: Answers, known: dict[str, ColumnReading], names: Taken, taken: Taken
) -> Index | str:
    """A B-tree as an index of a schema, with what is `known` of its expressions; what it is, if it is not reckoned."""
    _, original, _, unique, primary, _, keys, partial, _, _, options, where = each.row
    if not each.parts or len(each.parts) > MOST_KEY_COLUMNS:
        return "an index on more than is known of it"
    columns, holder = each.columns, None
    if None in columns or any(part.size == UNPADDED for part in each.parts):
        made = _held_columns(each, answers, known)
        if isinstance(made, str):
            return made
        holder = Table(taken.distinct(f"{owner.name}_{identifier(str(original))}_key"), made, (), (), "")
        columns = list(made)
    own = [column.name for column in columns if column is not None]
    wanted = "primary_key" if primary else "_".join(own[: int(keys)])
    return Index(
        names.distinct(wanted), tuple(own[: int(keys)]), bool(unique), bool(primary), tuple(own[int(keys) :]),
        bool(partial), fill_of(str(options), FILL), str(original), str(where), holder=holder,
    )  # fmt: skip


def _held_columns(each: _Gathered, answers: Answers, known: dict[str, ColumnReading]) -> tuple[Column, ...] | str:
    """The columns of a key with expressions, each as a column of its own type; why not, where that is unknown."""
    _, _, index = each.largest
    rows = {int(row[0]): row for row in answers.columns.get(index, [])}
    found, taken = list[Column](), Taken()
    for part, plain in zip(each.parts, each.columns, strict=True):
        if plain is not None and part.size != UNPADDED:
            found.append(replace(plain, name=taken.distinct(plain.name)))
            continue
        label = _label(part)
        if plain is not None:
            if label not in known:
                return "an index on names without statistics"
            text = Column(taken.distinct(plain.name), "text", 0, 0, "20 B", plain.nullable, False, label, LONG_HEADER)
            found.append(text)
            continue
        if part.column or part.place not in rows or label not in known:
            return "an index on an expression whose statistics are not there, or are shown to its owner alone"
        row = list(rows[part.place])
        row[1] = label
        [made], _ = columns_of([tuple(row)], known)
        found.append(replace(made, name=taken.distinct(made.name)))
    return tuple(found)


def _renamed(each: _Gathered, known: dict[str, ColumnReading]) -> dict[str, ColumnReading]:
    """What is known of the expressions of an index, by what their columns are called."""
    return {
        _label(part): _made(known[part.name], part) for part in each.parts if not part.column and part.name in known
    }


def _unpadded(each: _Gathered, owner: Owner) -> dict[str, ColumnReading]:
    """What is known of the names in an index, which has them as texts of their own lengths."""
    return {
        _label(part): replace(reading, mean=reading.measured + 1)
        for part, column in zip(each.parts, each.columns, strict=True)
        if part.size == UNPADDED and column is not None
        and (reading := owner.readings.get(column.original)) is not None and reading.measured
    }  # fmt: skip


def _made(reading: ColumnReading, part: Part) -> ColumnReading:
    """What is known of an expression: its values are measured with their lengths in four bytes, and kept with less."""
    if reading.mean is None or part.size > 0 or reading.mean > SHORT_MOST + LONG_HEADER:
        return reading
    return replace(reading, mean=reading.mean - LONG_HEADER + 1)


def _label(part: Part) -> str:
    """What an expression is called: as it is written, or by its name in the index."""
    written = one_line(part.written) or part.name
    return written if len(written) <= LONGEST_LABEL else f"{written[:LONGEST_LABEL]}…"


def _method(
    each: _Gathered, method: str, owner: Owner, answers: Answers, rows: float
) -> MethodReading | str:  # fmt: skip
    """What is known of an index that is no B-tree, by the statistics of its largest partition."""
    _, relation, index = each.largest
    expressions = each.expressions(answers)
    held = []
    for part, column in zip(each.parts, each.columns, strict=True):
        oid, name = (index, part.name) if column is None else (relation, column.original)
        reading = owner.readings.get(column.original) if column is not None else None
        if column is None and part.name in expressions:
            reading = _made(expressions[part.name], part)
        lists = [row for row in answers.lists.get(oid, []) if (row[0], row[1]) == (name, part.kind)]
        samples = [row for row in answers.samples.get(oid, []) if (row[0], row[1]) == (name, part.kind)]
        held.append(Held(part, reading, lists, samples))
    if not held:
        return "of which nothing is known"
    if not each.row[7]:
        rows = max(1.0, each.rows)
    share = min(1.0, rows / owner.rows)
    found = method_reading(method, held, each.size, share, rows)
    return (
        found
        if isinstance(found, str)
        else replace(found, tables=len(each.oids), planned=min(1.0, each.rows / owner.rows))
    )


def _joined(others: list[OtherSize]) -> list[OtherSize]:
    """Of many indexes of one kind one line."""
    found: dict[str, list[OtherSize]] = {}
    for each in others:
        found.setdefault(each.what, []).append(each)
    joined = []
    for what, group in found.items():
        if len(group) <= 3:
            joined += group
        else:
            joined.append(OtherSize(f"{group[0].name} and {len(group) - 1} more", sum([x.size for x in group]), what))
    return joined


def _article(method: str) -> str:
    return f"an {method}" if method[:1] in "aeiou" else f"a {method}"


def fill_of(options: str, usual: int) -> int:
    """The fillfactor among the options of a relation."""
    found = _FILL.search(options)
    return int(found[1]) if found is not None and 10 <= int(found[1]) <= 100 else usual
