"""A sheet of `estimate table` as workloads: each of its tables and indexes, with fewer rows.

The prediction is what the sheet's own lines say of so many rows; what is loaded has the columns, lengths, shares of
NULL and orders of the sheet. An index is measured on a table of its columns alone, for it knows no others.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING

from estimator.comparers.columns import MOST_LENGTHS, Values
from estimator.comparers.tables import Load
from estimator.languages.sizes import plural
from estimator.languages.spans import in_shell
from estimator.model.files import module_from_text, read_text, with_lines
from estimator.notation.printer import print_expression
from estimator.notation.tree import Binary, Call, Literal, Measure, Name, Text
from estimator.notation.walking import walk
from estimator.problems import refused
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.estimate import estimate
from estimator.reckoning.sampling import Sampler
from estimator.records import replace
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Mapping, Sequence

    from estimator.comparers.columns import Dialect
    from estimator.notation.tree import Expression
    from estimator.reckoning.evaluate import Evaluation

DRAWN = "verified_length_"
MOST_BYTES = 2**30  # of a table's values, unless the user says how many rows
TAIL = 0.05  # of a range's lengths, that may be below zero: they are nothing then
RENAMED, NUMBERED = "_table", re.compile(r"_\d+$")
MOST_NUMBERED = 4  # things of a sheet that want one name
COLUMNS = ("type", "length", "null", "not_null")
# Which system's tables a function sizes.
SYSTEMS = {
    "postgresql.heap": "postgresql",
    "innodb.table": "mysql",
    "sqlite.table": "sqlite",
    "sqlite.without_rowid": "sqlite",
}


class Sheet:
    """A sheet with its tables of columns, reckoned for so many rows of each; a system says what it makes of them."""

    system: str  # as `estimate table` calls it
    dialect: Dialect
    columns: tuple[str, ...] = COLUMNS
    sized: str  # what it has of each table whose rows it sizes, beside their number
    functions: tuple[str, ...]  # one of which that calls
    most_rows: int  # of each table, unless the user says or the sheet has fewer

    def __init__(self, path: str, keys: int | None) -> None:
        self.path, self.name = path, os.path.basename(path)
        text = read_text(path)
        self.module = module_from_text(text, path)
        # Where a table's name is a word of the notation, it has its columns in NAME_table, and all else in NAME_….
        stems = [(name, self._stem(name)) for name in self.module.tables if self._has_columns(name)]
        self.columns_of = {stem: name for name, stem in stems if stem}
        self.tables = list(self.columns_of)
        self._not_sized = [name for name, stem in stems if not stem]
        if not self.tables:
            listed = f"{', '.join(self.columns[:-1])} and {self.columns[-1]}"
            message = f"{self.name} has no table of columns with {listed}, whose rows it sizes as {self.system}'s"
            raise refused(path, message, self._of_another() or self.what_can())
        self._is_said = keys is not None
        if keys is not None:
            self.rows = dict.fromkeys(self.tables, keys)
        else:
            plain = estimate(self.module)
            self.rows = {
                name: min(self.most_rows, round(number_of(plain, self.line(name, "rows")))) for name in self.tables
            }
        self._drawn = {cell: f"{DRAWN}{place}" for place, cell in enumerate(self._uncertain())}
        lines = [f"{name} = {print_expression(spread_of(self.expression(cell)))}" for cell, name in self._drawn.items()]
        module = module_from_text(with_lines(text, path, [*lines, *self.more_lines()]), path)
        given = [f"{self.line(name, 'rows')}={rows} row" for name, rows in self.rows.items()]
        self.evaluation = estimate(module, [*given, *self.given()])
        self._samples = samples(self.evaluation, list(self._drawn.values()))

    def what_can(self) -> str:
        """What to do about a sheet that is none of these."""
        return f"give one that estimate table SCHEMA -o plan.est wrote for {self.system}, or a workload of --list"

    def more_lines(self) -> list[str]:
        """What is asked of the sheet beside its own lines."""
        return []

    def given(self) -> list[str]:
        """What is otherwise in a fresh load."""
        return []

    def why_not(self, table: str, columns: list[Values]) -> str:
        """Why a table is not loaded, beside what is so in all systems; empty where it is."""
        raise NotImplementedError

    def of_table(self, table: str, columns: list[Values]) -> Iterator[Load | str]:
        """The workloads of a table and its indexes, and of what is not loaded a sentence why."""
        raise NotImplementedError

    def loads(self) -> Iterator[Load | str]:
        """The workloads, and of what is not loaded a sentence why."""
        for name in self._not_sized:
            yield f"{name} is not loaded: its rows are not counted and sized as {self.system}'s"
        for name in self.tables:
            columns = self._columns(name)
            reason = self._why_not(name, columns)
            if reason:
                yield f"{name} is not loaded: {reason}"
            elif self.rows[name] < 1:
                yield f"{name} is not loaded: it has no rows; give it some with --keys"
            elif not self._is_said and self.rows[name] * sum([each.mean for each in columns]) > MOST_BYTES:
                some = f"{self.rows[name]:,} of its rows {plural(self.rows[name], 'is', 'are')}"
                yield f"{name} is not loaded: {some} too much; say how many with --keys"
            else:
                yield from self.of_table(name, columns)

    def line(self, table: str, part: str) -> str:
        """What a line of a table is called: where another table has its name, there is a number behind it."""
        return self._numbered(f"{table}_{part}", self.module.definitions)

    def sized_table(self, table: str, part: str) -> str:
        """What a table of sizes that belongs to a table is called, likewise."""
        sized = [name for name, found in self.module.tables.items() if "size" in found.columns]
        return self._numbered(f"{table}_{part}", sized)

    @staticmethod
    def _numbered(wanted: str, among: Container[str]) -> str:
        numbered = [wanted, *[f"{wanted}_{number}" for number in range(2, MOST_NUMBERED + 1)]]
        return next((each for each in numbered if each in among), wanted)

    def expression(self, name: str) -> Expression:
        """What a definition of the sheet says."""
        return self.module.definitions[name].expression

    def keys(self, table: str) -> list[str]:
        """The names of a table's rows, none where there is no such table."""
        found = self.module.tables.get(table)
        return found.keys if found is not None else []

    def number(self, name: str, otherwise: float = 0.0) -> float:
        """A quantity's value, in base units."""
        return number_of(self.evaluation, name, otherwise)

    def size(self, name: str) -> float:
        """A quantity's value in bytes."""
        return self.number(name) / BYTE_BITS

    def text(self, name: str) -> str:
        """What was chosen among texts."""
        return str(getattr(self.evaluation.model.quantities.get(name), "text", None))

    def chosen(self, expression: Expression) -> str:
        """What an expression has chosen among texts, by itself or by the name of a line; empty where it is worked."""
        if isinstance(expression, Name) and expression.path in self.module.definitions:
            return self.chosen(self.expression(expression.path))
        return expression.value if isinstance(expression, Text) else ""

    def call(self, name: str, function: str) -> Call | None:
        """The first call of a function in what a definition says."""
        if name not in self.module.definitions:
            return None
        found = [each for each in walk(self.expression(name)) if isinstance(each, Call) and each.path == function]
        return found[-1] if found else None

    def is_spread(self, columns: list[Values]) -> bool:
        """Whether rows differ in length."""
        return any(len(set(each.lengths)) > 1 for each in columns)

    def addends(self, expression: Expression) -> Iterator[Expression]:
        """What is added up in an expression, through names of the sheet's own lines."""
        waiting, seen = [expression], set[str]()
        while waiting:
            match found := waiting.pop():
                case Binary("+", left, right):
                    waiting += (right, left)
                case Name(path) if path in self.module.definitions and path not in seen:
                    seen.add(path)
                    waiting.append(self.expression(path))
                case _:
                    yield found

    def other_indexes(self, table: str, kinds: str, loaded: Collection[str] = ()) -> Iterator[str]:
        """A sentence on each table of sizes that belongs to a table and is not loaded."""
        known = {self.sized_table(each, kind) for each in self.tables for kind in ("indexes", *loaded)}
        for name, found in self.module.tables.items():
            if name not in known and name.startswith(f"{table}_") and "size" in found.columns:
                yield f"{name} is not loaded: of indexes {kinds} are; --list has workloads of other kinds"

    def _why_not(self, table: str, columns: list[Values]) -> str:
        own = self.columns_of[table]
        for each, key in zip(columns, self.keys(own), strict=True):
            there = print_expression(self.expression(f"{own}.{key}.not_null"))
            if not is_plain(self.expression(f"{own}.{key}.length")):
                return f"the length of {each.name} is worked, and neither a number nor spread(…) of a range"
            if share_below_zero(self._lengths(f"{own}.{key}")) > TAIL:
                return f"the length of {each.name} is below zero, if not in all of its rows"
            if there != "yes" and not there.startswith("not spread(bernoulli("):
                return f"which rows have a {each.name} is worked"
        return self.why_not(table, columns)

    def _has_columns(self, name: str) -> bool:
        """Whether a table's rows are columns."""
        return all(column in self.module.tables[name].columns for column in self.columns)

    def _stem(self, name: str) -> str:
        """What the lines begin with that say how many rows a table has and what these take; empty without them."""
        for stem in (name, name.removesuffix(RENAMED), NUMBERED.sub("", name)):
            sized = any(self.call(self.line(stem, self.sized), each) is not None for each in self.functions)
            if sized and self.line(stem, "rows") in self.module.definitions:
                return stem
        return ""

    def _of_another(self) -> str:
        """What verifies a sheet that sizes tables of another system; empty where it does not."""
        definitions = self.module.definitions.values()
        called = {each.path for found in definitions for each in walk(found.expression) if isinstance(each, Call)}
        found = [
            system for function, system in SYSTEMS.items() if function in called and function not in self.functions
        ]
        return f"estimate verify {found[0]} {in_shell(self.path)}" if found else ""

    def _columns(self, table: str) -> list[Values]:
        found, own = [], self.columns_of[table]
        for place, (row, key) in enumerate(zip(self.module.tables[own].table.rows, self.keys(own), strict=True)):
            cell = f"{own}.{key}"
            is_there = print_expression(self.expression(f"{cell}.not_null")) == "yes"
            null = 0.0 if is_there else self.number(f"{cell}.null")
            whole, most = [max(0, round(each)) for each in self._lengths(cell)], round(self.size(f"{cell}.most"))
            kind = self.text(f"{cell}.type")
            found.append(Values(self.dialect, row.label, kind, null, whole, place, most, row.note, self.rows[table]))
        return found

    def _lengths(self, cell: str) -> list[float]:
        """The lengths of a column, in bytes and in order."""
        return self._samples.get(self._drawn.get(f"{cell}.length", "")) or [self.size(f"{cell}.length")]

    def _uncertain(self) -> Iterator[str]:
        """The cells of lengths that differ from row to row."""
        for own in self.columns_of.values():
            for key in self.keys(own):
                length = self.expression(f"{own}.{key}.length")
                if is_spread(length) and is_plain(length):
                    yield f"{own}.{key}.length"


def spread_of(length: Expression) -> Expression:
    """What is spread over the rows."""
    return length.arguments[0].value if isinstance(length, Call) else length


def is_spread(length: Expression) -> bool:
    """Whether a length is the spread of something, and not worked from others."""
    return isinstance(length, Call) and length.path == "spread" and len(length.arguments) == 1


def is_plain(length: Expression) -> bool:
    """Whether values of a length can be made: it is a number, or a spread that is none of spreads."""
    inside = [each for each in walk(length) if each is not length]
    spreads = [each for each in inside if isinstance(each, Call) and each.path.partition(".")[0] == "spread"]
    return isinstance(length, (Literal, Measure)) or (is_spread(length) and not spreads)


def samples(evaluation: Evaluation, names: list[str]) -> dict[str, list[float]]:
    """Values of what is uncertain, in order, each as likely as the others; in bytes."""
    steps = {name: evaluation.model.quantities[name].step for name in names}  # two may have one
    forms = ClosedForms(evaluation.model.steps, evaluation.values)
    sampler = Sampler(evaluation.model.steps, evaluation.values, forms)
    wanted = {step for step in steps.values() if step is not None}
    found = {}
    for step, drawn in sampler.sampled(wanted, MOST_LENGTHS) if wanted else ():
        if step in wanted:
            found[step] = [each / BYTE_BITS for each in sorted([float(each) for each in drawn.flat])]
    return {name: found[step] for name, step in steps.items() if step is not None and step in found}


def share_below_zero(lengths: Sequence[float]) -> float:
    """How many of some lengths are none; half a byte is rounded to nothing."""
    return len([each for each in lengths if each < -0.5]) / len(lengths)


def number_of(evaluation: Evaluation, name: str, otherwise: float = 0.0) -> float:
    """A quantity's value in base units, or another where there is no such."""
    quantity = evaluation.model.quantities.get(name)
    return otherwise if quantity is None or quantity.step is None else float(evaluation.values[quantity.step])


def texts_of(call: Call, table: str) -> list[str] | None:
    """The texts behind a table's name among a call's arguments; None where anything else is there."""
    if not call.arguments or not isinstance(call.arguments[0].value, Name) or call.arguments[0].value.path != table:
        return None
    names = [each.value.value for each in call.arguments[1:] if isinstance(each.value, Text) and not each.name]
    return names if len(names) == len(call.arguments) - 1 else None


def loads_of(sheet: Sheet) -> tuple[list[Load], list[str]]:
    """The workloads of a sheet, none called as another, and what is to be said of the rest.

    EstimateError where there is none.
    """
    found = list(sheet.loads())
    loads = [each for each in found if isinstance(each, Load)]
    notes = [each for each in found if isinstance(each, str)]
    if not loads:
        message, _, remedy = notes[0].partition("; ")
        raise refused(sheet.path, message, remedy or sheet.what_can())
    counted = Counter([each.name for each in loads])
    return [each if counted[each.name] == 1 else replace(each, name=_whole_name(each)) for each in loads], notes


def _whole_name(load: Load) -> str:
    """The name of the quantity that predicts a workload."""
    return load.expression.partition(" ")[0].removesuffix(".size").replace("_indexes.", ".")


def by_name(columns: list[Values]) -> Mapping[str, Values]:
    """Columns by their names."""
    return {each.name: each for each in columns}
