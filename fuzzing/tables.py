"""A grammar of tables: rows with units, defaults and columns that are worked out, and what is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fuzzing.vocabulary import KINDS, UNITS

if TYPE_CHECKING:
    import random

    from fuzzing.expressions import Expressions

_ROWS = ("feed", "chat", "us-east", "eu west", "用户", "a1", "the_rest")
_WRONG_ROWS = ("", "feed", "no such row", "=1+1", "<b>x</b>", "1")
_FUNCTIONS = ("sum", "sum", "min", "max", "mean")


class Table(NamedTuple):
    """A table that was made: its rows, and its columns with their kinds."""

    name: str
    rows: tuple[str, ...]
    columns: dict[str, str]


class Tables:
    """Makes tables of a sheet, and expressions over them."""

    def __init__(self, rng: random.Random, expressions: Expressions) -> None:
        self.rng = rng
        self.expressions = expressions
        self.made: list[Table] = []
        self.over: list[tuple[str, str]] = []  # functions of a table, and the kind of the column that each needs

    def table(self) -> list[str]:
        """A table, which later lines may use."""
        name = f"t{len(self.made)}"
        kinds = {f"c{place}": self.rng.choice(KINDS) for place in range(self.rng.randint(1, 4))}
        rows = self.rng.sample(_ROWS, self.rng.randint(1, 4))
        heads = [self._head(column, kind) for column, kind in kinds.items()]
        worked = self.rng.random() < 0.4
        if worked:
            column, kind = self.rng.choice(list(kinds.items()))
            heads.append(f"worked = {column} {self.rng.choice('+-')} {self.expressions.literal(kind)}")
            kinds["worked"] = kind
        lines = [f"table {name}", f"    row | {' | '.join(heads)}"]
        for row in rows:
            given = zip(kinds.values(), heads, strict=True)
            cells = [self._cell(kind, may_be_empty=" = " in head) for kind, head in given if "worked" not in head]
            if self.rng.random() < 0.02:
                cells = cells[: self.rng.randrange(len(cells) + 1)]
            lines.append(f"    {' | '.join([self._row(row), *cells])}")
        self.made.append(Table(name, tuple(rows), kinds))
        return lines

    def _row(self, row: str) -> str:
        return self.rng.choice(_WRONG_ROWS) if self.expressions.chance(self.expressions.wild) else row

    def _head(self, column: str, kind: str) -> str:
        sort, unit = self.rng.random(), UNITS[kind][0]
        if sort < 0.4 and unit:
            return f"{column}: {unit}"
        return f"{column} = {self.expressions.literal(kind)}" if sort < 0.6 else column

    def _cell(self, kind: str, *, may_be_empty: bool) -> str:
        if self.rng.random() < (0.3 if may_be_empty else 0.005):
            return ""
        return self.expressions.number() if self.rng.random() < 0.02 else self.expressions.leaf(kind)

    def function(self) -> list[str]:
        """A function of a table."""
        kind = self.rng.choice(KINDS)
        name = f"over{len(self.over)}"
        self.over.append((name, kind))
        body = self._made_of("rows", "c0", kind)
        return [f"{name}(rows: table(c0), more = {self.expressions.literal(kind)}) = {body} + more"]

    def of(self, kind: str) -> str:
        """An expression of a kind over some table; a quantity of it where no table has such a column."""
        fitting = [(table, name) for table in self.made for name, other in table.columns.items() if other == kind]
        if kind == "plain" and self.made and (not fitting or self.rng.random() < 0.3):
            table = self.rng.choice(self.made)
            return f"count({table.name}{self._condition(table)})"
        if not fitting or self.expressions.chance(self.expressions.wild * 0.3):
            fitting = [(table, name) for table in self.made for name in table.columns]
        if not fitting:
            return self.expressions.leaf(kind)
        table, column = self.rng.choice(fitting)
        called = [name for name, other in self.over if other == table.columns.get("c0")]
        if called and table.columns["c0"] == kind and self.rng.random() < 0.3:
            return f"{self.rng.choice(called)}({table.name})"
        if self.rng.random() < 0.35:
            row = self._row(self.rng.choice(table.rows))
            if row.isidentifier() and self.rng.random() < 0.5:
                return f"{table.name}.{row}.{column}"
            return f'{table.name}("{row}").{column}'
        return self._made_of(table.name, column, kind, self._condition(table))

    def _made_of(self, table: str, column: str, kind: str, condition: str = "") -> str:
        cell = f"{table}.{column}"
        if self.rng.random() < 0.3:
            start = self.rng.choice((f"0 * {self.expressions.literal(kind)}", self.expressions.literal(kind)))
            step = self.rng.choice((f"all + {cell}", f"max(all, {cell})", f"if {cell} > all then {cell} else all"))
            return f"fold(all = {start}, {step})"
        inner = self.rng.choice((cell, cell, f"{cell} * 2", f"{cell} + {self.expressions.literal(kind)}"))
        return f"{self.rng.choice(_FUNCTIONS)}({inner}{condition})"

    def _condition(self, table: Table) -> str:
        """`where` and a condition on a row; in some of the cases."""
        if self.rng.random() < 0.5:
            return ""
        if self.rng.random() < 0.3:
            return f' where {table.name}.row {self.rng.choice(("==", "!="))} "{self.rng.choice(table.rows)}"'
        column, kind = self.rng.choice(list(table.columns.items()))
        return f" where {table.name}.{column} {self.rng.choice('<>')} {self.expressions.literal(kind)}"
