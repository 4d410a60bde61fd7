"""A sheet of `estimate table` as workloads: each table's heap and TOAST, and each of its btrees, with fewer rows.

The prediction is what the sheet's own lines say of so many rows; what is loaded has the columns, lengths, shares of
NULL and orders of the sheet. An index is measured on a table of its columns alone, for it knows no others.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from estimator.comparers.postgresql.other_indexes import CHANCE, GROUPED, INSERTED
from estimator.comparers.postgresql.selection import (
    ASCENDING,
    BUILT,
    HEAP,
    RANDOM,
    SPREAD_HEAP,
    SPREAD_TOAST,
    TOAST,
)
from estimator.comparers.postgresql.sheet_values import MOST_LENGTHS, Values, is_known
from estimator.comparers.tables import Load
from estimator.model.files import module_from_text, read_text
from estimator.notation.printer import print_expression
from estimator.notation.tree import Call, Literal, Measure, Text
from estimator.notation.walking import walk
from estimator.problems import refused
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.estimate import estimate
from estimator.reckoning.sampling import Sampler
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from estimator.notation.tree import Expression
    from estimator.reckoning.evaluate import Evaluation

    Statements: TypeAlias = tuple[str, ...]

ROWS = 20_000  # of each table, unless the user says or the sheet has fewer
COLUMNS = ("type", "length", "null", "not_null")
KEY = "postgresql.key"
DRAWN, FILL = "verified_length_", "verified_fillfactor_of_"
KINDS = {"ascending": ASCENDING, "built": BUILT, "random": RANDOM, "by turns": GROUPED}
WHAT_CAN = "give one that estimate table SCHEMA -o plan.est wrote for PostgreSQL, or a workload of --list"


class Sheet:
    """A sheet with its tables of columns, reckoned for so many rows of each."""

    def __init__(self, path: str, keys: int | None) -> None:
        self.path, self.name = path, os.path.basename(path)
        text = read_text(path)
        self.module = module_from_text(text, path)
        self.tables = [name for name in self.module.tables if self._has_columns(name)]
        if not self.tables:
            message = f"{self.name} has no table of columns with type, length, null and not_null, whose rows it sizes"
            raise refused(path, message, WHAT_CAN)
        plain = estimate(self.module)
        self.rows = {name: keys or min(ROWS, round(_number(plain, f"{name}_rows"))) for name in self.tables}
        self._drawn = {cell: f"{DRAWN}{place}" for place, cell in enumerate(self._uncertain())}
        lines = [f"{name} = {print_expression(_spread(self._expression(cell)))}" for cell, name in self._drawn.items()]
        lines += [f"{FILL}{table} = {print_expression(fill)}" for table in self.tables for fill in self._fills(table)]
        module = module_from_text("\n".join([text.rstrip("\n"), "", *lines, ""]), path)
        given = [f"{name}_rows={rows} row" for name, rows in self.rows.items()]
        given += [f"{name}_updated=0%" for name in self.tables if f"{name}_updated" in module.definitions]
        self.evaluation = estimate(module, given)  # a fresh load has no updates
        self._samples = _samples(self.evaluation, list(self._drawn.values()))

    def loads(self) -> Iterator[Load | str]:
        """The workloads, and of what is not loaded a sentence why."""
        for name in self.tables:
            columns = self._columns(name)
            reason = self._why_not(name, columns)
            if reason:
                yield f"{name} is not loaded: {reason}"
                continue
            fill = round(100 * _number(self.evaluation, f"{FILL}{name}", 1))
            options = f" WITH (fillfactor = {fill})"
            table = f"CREATE UNLOGGED TABLE t ({', '.join([each.column for each in columns])}){options}"
            made = ((table, *[each.storage for each in columns if each.storage]), ())
            values = ", ".join([each.value("i") for each in columns])
            is_spread = any(len(set(each.lengths)) > 1 for each in columns)
            yield self._load(f"{name}_heap", SPREAD_HEAP if is_spread else HEAP, self.rows[name], made, values, "t")
            if self._size(f"{name}_toast") > 0:
                kind = SPREAD_TOAST if is_spread else TOAST
                yield self._load(f"{name}_toast", kind, self.rows[name], made, values, "toast with index")
            yield from self._indexes(name, {each.name: each for each in columns})

    def _why_not(self, table: str, columns: list[Values]) -> str:
        """Why a table is not loaded; empty where it is."""
        for each, key in zip(columns, self._keys(table), strict=True):
            there = print_expression(self._expression(f"{table}.{key}.not_null"))
            if not is_known(each.kind):
                return f"no values are made of the type {each.kind}"
            if not _is_plain(self._expression(f"{table}.{key}.length")):
                return f"the length of {each.name} is worked, and neither a number nor spread(…) of a range"
            if there != "yes" and not there.startswith("not spread(bernoulli("):
                return f"which rows have a {each.name} is worked"
        return ""

    def _load(self, name: str, kind: str, rows: int, made: tuple[Statements, Statements], values: str, of: str) -> Load:
        """A workload that is predicted by a quantity of the sheet, an index by its size."""
        size, short = (f"{name}.size", name.rpartition(".")[2]) if of == "x" else (name, name)
        said = f"{size} of {self.name}"
        return Load(short, kind, rows, made[0], values, made[1], of, said, predicted=self._size(size))

    def _indexes(self, table: str, columns: Mapping[str, Values]) -> Iterator[Load | str]:
        for name, found in self.module.tables.items():
            if name != f"{table}_indexes" and name.startswith(f"{table}_") and "size" in found.columns:
                yield f"{name} is not loaded: of indexes the btrees are; --list has workloads of other kinds"
        for key in self._keys(f"{table}_indexes"):
            place = f"{table}_indexes.{key}"
            parts = self._key_columns(place)
            if parts is None or not all(part in columns for part in parts):
                yield f'{place} is not loaded: its key is not written as {KEY}({table}, "column")'
                continue
            order = str(_text(self.evaluation, f"{place}.order"))
            if order not in KINDS:
                yield f"{place} is not loaded: its order is {order}, not {', '.join(KINDS)}"
                continue
            rows = round(_number(self.evaluation, f"{place}.rows", self.rows[table]))
            if rows < 1:
                yield f"{place} is not loaded: of {self.rows[table]} rows it has none; give it more with --keys"
                continue
            yield self._index(place, order, rows, [columns[part] for part in parts])

    def _index(self, place: str, order: str, rows: int, parts: list[Values]) -> Load:
        per_key, groups = (_number(self.evaluation, f"{place}.{name}", 1) for name in ("per_key", "groups"))
        first, rest, kind = "i", "i", KINDS[order]
        if order == "by turns":
            first = f"i % {max(1, round(groups))}"
        elif order != "ascending":
            first = CHANCE
        if per_key > 1:
            keys = max(1, round(rows / per_key))
            first = f"i::bigint * {keys} / {rows}" if order == "ascending" else f"{CHANCE} % {keys}"
            rest, kind = first, INSERTED
        values = [part.value(first if place == 0 else rest) for place, part in enumerate(parts)]
        table = f"CREATE UNLOGGED TABLE t ({', '.join([part.column for part in parts])})"
        options = f"WITH (fillfactor = {round(100 * _number(self.evaluation, f'{place}.fill', 0.9))})"
        made = f"CREATE INDEX x ON t ({', '.join([f'c{part.place}' for part in parts])}) {options}"
        statements = ((table,), (made,)) if order == "built" else ((table, made), ())
        return self._load(place, kind, rows, statements, ", ".join(values), "x")

    def _has_columns(self, name: str) -> bool:
        """Whether a table's rows are columns, and the sheet says how many rows they have and what the heap takes."""
        sized = all(f"{name}_{what}" in self.module.definitions for what in ("rows", "heap"))
        return sized and all(column in self.module.tables[name].columns for column in COLUMNS)

    def _columns(self, table: str) -> list[Values]:
        found = []
        for place, (row, key) in enumerate(zip(self.module.tables[table].table.rows, self._keys(table), strict=True)):
            cell = f"{table}.{key}"
            is_there = print_expression(self._expression(f"{cell}.not_null")) == "yes"
            null = 0.0 if is_there else _number(self.evaluation, f"{cell}.null")
            lengths = self._samples.get(self._drawn.get(f"{cell}.length", "")) or [self._size(f"{cell}.length")]
            kind = str(_text(self.evaluation, f"{cell}.type"))
            found.append(Values(row.label, kind, null, [max(0, round(each)) for each in lengths], place))
        return found

    def _uncertain(self) -> Iterator[str]:
        """The cells of lengths that differ from row to row."""
        for table in self.tables:
            for key in self._keys(table):
                length = self._expression(f"{table}.{key}.length")
                if _is_spread(length) and _is_plain(length):
                    yield f"{table}.{key}.length"

    def _fills(self, table: str) -> list[Expression]:
        """What the line of a table's heap has as its fillfactor, if it has one."""
        heaps = [each for each in walk(self._expression(f"{table}_heap")) if isinstance(each, Call)]
        given = [each.arguments for each in heaps if each.path == "postgresql.heap"]
        return [arguments[2].value for arguments in given if len(arguments) > 2][:1]

    def _expression(self, name: str) -> Expression:
        return self.module.definitions[name].expression

    def _keys(self, table: str) -> list[str]:
        found = self.module.tables.get(table)
        return found.keys if found is not None else []

    def _key_columns(self, index: str) -> list[str] | None:
        """The columns of an index, by its key; None where that is written otherwise."""
        found = self._expression(f"{index}.key") if f"{index}.key" in self.module.definitions else None
        if not isinstance(found, Call) or found.path != KEY:
            return None
        names = [each.value.value for each in found.arguments[1:] if isinstance(each.value, Text) and not each.name]
        return names if len(names) == len(found.arguments) - 1 else None

    def _size(self, name: str) -> float:
        return _number(self.evaluation, name) / BYTE_BITS


def _spread(length: Expression) -> Expression:
    """What is spread over the rows."""
    return length.arguments[0].value if isinstance(length, Call) else length


def _is_spread(length: Expression) -> bool:
    """Whether a length is the spread of something, and not worked from others."""
    return isinstance(length, Call) and length.path == "spread" and len(length.arguments) == 1


def _is_plain(length: Expression) -> bool:
    """Whether values of a length can be made: it is a number, or a spread that is none of spreads."""
    inside = [each for each in walk(length) if each is not length]
    spreads = [each for each in inside if isinstance(each, Call) and each.path.partition(".")[0] == "spread"]
    return isinstance(length, (Literal, Measure)) or (_is_spread(length) and not spreads)


def _samples(evaluation: Evaluation, names: list[str]) -> dict[str, list[float]]:
    """Values of what is uncertain, in order, each as likely as the others; in bytes."""
    steps = {evaluation.model.quantities[name].step: name for name in names}
    forms = ClosedForms(evaluation.model.steps, evaluation.values)
    sampler = Sampler(evaluation.model.steps, evaluation.values, forms)
    found = {}
    wanted = {step for step in steps if step is not None}
    for step, samples in sampler.sampled(wanted, MOST_LENGTHS) if wanted else ():
        if step in wanted:
            ordered = sorted([float(each) for each in samples.flat])
            found[steps[step]] = [each / BYTE_BITS for each in ordered]
    return found


def _number(evaluation: Evaluation, name: str, otherwise: float = 0.0) -> float:
    quantity = evaluation.model.quantities.get(name)
    return otherwise if quantity is None or quantity.step is None else float(evaluation.values[quantity.step])


def _text(evaluation: Evaluation, name: str) -> object:
    quantity = evaluation.model.quantities.get(name)
    return getattr(quantity, "text", None)  # of one that was chosen among texts


def of_sheet(path: str, keys: int | None) -> tuple[list[Load], list[str]]:
    """The workloads of a sheet, and what is to be said of the rest. EstimateError where there is none."""
    found = list(Sheet(path, keys).loads())
    loads = [each for each in found if isinstance(each, Load)]
    notes = [each for each in found if isinstance(each, str)]
    if not loads:
        raise refused(path, notes[0], WHAT_CAN)
    return loads, notes
