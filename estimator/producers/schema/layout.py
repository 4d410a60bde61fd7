"""How a table's rows are laid out, as one function in the notation: a line a column, in the table's order.

The function answers several questions, chosen by a text: how long a row is, how long in the order that wastes least,
what goes to TOAST, how long an index's key is. So the walk over the columns is written once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.producers.schema.ordering import BY_TURNS, key_order, longest, padding_free
from estimator.producers.schema.wide import CUT, CUT_OF_ROW, LEAST_MOVED, grouped, wide_lines

if TYPE_CHECKING:
    from estimator.producers.schema.size_names import Names
    from estimator.producers.schema.stored import Column, Index, Table

USUAL_ALIGNMENT = 4  # bytes, of a long value; those with elements of 8 bytes have 8
WIDTH = 110
FEW_ANSWERS = 20
MOST_PAIRED = 20  # columns that may go to TOAST, each of which is compared with each; see wide
ROW, BEST_ORDER = "row", "best order"


class Layout:
    """The layout function of one table, and the calls of it."""

    def __init__(self, table: Table, names: Names) -> None:
        self.table = table
        self.names = names
        self.name = names.of(table, "layout")
        self.best = padding_free(table.columns)
        self.movable = [column for column in table.columns if _may_move(column)]
        self.is_wide = len(self.movable) > MOST_PAIRED
        self.nullable = [column for column in table.columns if column.nullable]
        self.answers = self._answers()

    def call(self, answer: str) -> str:
        """The call that gives an answer."""
        return f'{self.name}("{answer}")' if len(self.answers) > 1 else f"{self.name}()"

    def moved(self, column: Column) -> str:
        """The bytes of a column's value that go to TOAST, as an expression."""
        if not self.is_wide:
            return self.call(moved(column))
        length = self._length(column)
        there = f"uniform(0, 1) >= {self.names.of(self.table, column.name, 'null')} and " if column.nullable else ""
        return f"if {there}{length} > {self.names.of(self.table, CUT)} then {length} else 0 B"

    def key(self, index: Index) -> str:
        """What an index holds of a row as an expression; its bytes at once where they are always the same."""
        answer = _key_of(index)
        return self.call(answer) if answer in self.answers else self.key_of_columns(self._columns(index))

    @property
    def answers_keys(self) -> bool:
        """Whether the function has to be asked for the key of an index."""
        return any(_key_of(index) in self.answers for index in self.table.indexes)

    def pivot(self, index: Index) -> str:
        """What an index that includes columns has in its upper pages: its key alone. Empty where that is not plain.

        Of one that grows by turns its first column.
        """
        if key_order(self.table, index) == BY_TURNS:
            return self.key_of_columns(self._columns(index)[:1])
        own = [each for each in self._columns(index) if each.name in index.columns]
        return self.key_of_columns(own) if index.include and not any(each.nullable for each in own) else ""

    def lines(self) -> list[str]:
        """The function's text."""
        choices = " or ".join([f'"{answer}"' for answer in self.answers])
        head = f"{self.name}({f'of: {choices}' if len(self.answers) > 1 else ''}) -> B ="
        body: list[str] = []
        for branch in re.split(r" (?=else if of == )", f"  {self._chosen(list(self.answers))}"):
            body += wrapped(f"  {branch}" if body else branch, "    ")
        found = [f"## A row of {self.table.name}: where each column ends, with the padding before it.", head, *body]
        found.append("  where")
        for line in self._locals():
            found += wrapped(f"    {line}", "      ")
        return found

    def _answers(self) -> dict[str, str]:
        """The questions that this table has, with the expression that answers each."""
        found = {ROW: self._row("end", self.table.columns)}
        if self.best != self.table.columns:
            found[BEST_ORDER] = self._row("best", self.best)
        for column in self.movable if not self.is_wide else ():
            found[moved(column)] = f"(if {column.name}_moves then {self._length(column)} else 0 B)"
        if self.is_wide:
            found[CUT] = CUT
        for place, index in enumerate(self.table.indexes):
            columns = self._columns(index)
            if any(column.nullable for column in columns):
                found[_key_of(index)] = f"{columns[-1].name}_key{place}{self._null_bytes(columns)}"
        return found

    def _chosen(self, answers: list[str]) -> str:
        """The expression of the answer that is asked for; of many, half of them are left out at a time."""
        if len(answers) == 1:
            return self.answers[answers[0]]
        half = 1 if len(answers) <= FEW_ANSWERS else len(answers) // 2
        asked = grouped([f'of == "{answer}"' for answer in answers[:half]], " or ")
        first, rest = self._chosen(answers[:half]), self._chosen(answers[half:])
        return f"if {asked} then {first if half == 1 else f'({first})'} else {rest}"

    def _locals(self) -> list[str]:
        found = [f"{each.name}_there = uniform(0, 1) >= {self.names.of(self.table, each.name, 'null')}"
                 for each in self.nullable]  # fmt: skip
        if self.movable:
            found += ["# before anything moves to TOAST", *self._walk(self.table.columns, "unmoved")]
            found += self._wide_moves() if self.is_wide else self._moves()
        found += ["# in the table's order", *self._walk(self.table.columns, "end")]
        if self.best != self.table.columns:
            found += ["# in the order that wastes least", *self._walk(self.best, "best")]
        for place, index in enumerate(self.table.indexes):
            if _key_of(index) in self.answers:
                found += [f"# the key of {index.name}", *self._key_walk(self._columns(index), f"key{place}")]
        return found

    def _row(self, walk: str, columns: tuple[Column, ...]) -> str:
        count = len(columns)
        end = f"{columns[-1].name}_{walk}"
        whole = f"postgresql.row({end}, {count})"
        if not self.nullable:
            return whole
        there = grouped([f"{column.name}_there" for column in self.nullable], " and ")
        return f'(if {there} then {whole} else postgresql.row({end}, {count}, "yes"))'

    def _walk(self, columns: tuple[Column, ...], walk: str) -> list[str]:
        found, before = [], "0 B"
        for column in columns:
            step = self._step(column, before)
            if column in self.movable and walk != "unmoved":
                step = f"if {column.name}_moves then {before} + postgresql.toast.pointer else {step}"
            if column.nullable:
                step = f"if {column.name}_there then {f'({step})' if step.startswith('if') else step} else {before}"
            name = f"{column.name}_{walk}"
            found.append(f"{name} = {step}{f'   # {column.written}' if walk == 'end' else ''}")
            before = name
        return found

    def _step(self, column: Column, before: str) -> str:
        """Where a column ends that is there."""
        if column.payload:
            aligned = f", {column.long_alignment} B" if column.long_alignment > USUAL_ALIGNMENT else ""
            return f"postgresql.row.variable({before}, {self._length(column)}{aligned})"
        return f"postgresql.row.fixed({before}, {column.size} B, {column.alignment} B)"

    def _moves(self) -> list[str]:
        """Which values go out: the longest first, while the row is too long."""
        found = []
        row = f"{self.table.columns[-1].name}_unmoved + postgresql.row.header({len(self.table.columns)})"
        for column in self.movable:
            own = self._length(column)
            longer = []
            for other in self.movable:
                if other is not column:
                    there = f"{other.name}_there and " if other.nullable else ""
                    length = self._length(other)
                    longer.append(f"(if {there}{length} > {own} then {length} else 0 B)")
            others = grouped(longer, " + ")
            rest = f"{row} - {f'({others})' if len(longer) > 1 else others}" if longer else row
            there = f"{column.name}_there and " if column.nullable else ""
            moves = f"{there}{own} > {LEAST_MOVED} B and {rest} > postgresql.toast.threshold"
            found.append(f"{column.name}_moves = {moves}")
        return found

    def _wide_moves(self) -> list[str]:
        """The same for many columns, by the length above which values of a row go out."""
        row = f"{self.table.columns[-1].name}_unmoved + postgresql.row.header({len(self.table.columns)})"
        lengths = [(f"{each.name}_there and " if each.nullable else "", self._length(each)) for each in self.movable]
        moves = [
            f"{column.name}_moves = {there}{length} > {CUT_OF_ROW}"
            for column, (there, length) in zip(self.movable, lengths, strict=True)
        ]
        return [*wide_lines(row, lengths), *moves]

    def _length(self, column: Column) -> str:
        return self.names.of(self.table, column.name, "length")

    def _columns(self, index: Index) -> list[Column]:
        """The columns whose values an index holds: those of its key, and those that it includes."""
        held = (*index.columns, *index.include)
        return [each for name in held for each in self.table.columns if each.name == name]

    def key_of_columns(self, columns: list[Column]) -> str:
        """The bytes of a key; a NULL would leave its value out and add 8 bytes that say so, see below."""
        end, size = "0 B", 0
        if all(column.alignment for column in columns):
            for column in columns:
                size = -(-size // column.alignment) * column.alignment + column.size
            return f"{size} B"
        for column in columns:
            end = self._step(column, end)
        return end

    def _key_walk(self, columns: list[Column], walk: str) -> list[str]:
        """The same where some may be NULL, column by column."""
        found, before = [], "0 B"
        for column in columns:
            step = self._step(column, before)
            name = f"{column.name}_{walk}"
            found.append(f"{name} = {f'if {column.name}_there then {step} else {before}' if column.nullable else step}")
            before = name
        return found

    def _null_bytes(self, columns: list[Column]) -> str:
        nullable = [f"{column.name}_there" for column in columns if column.nullable]
        return f" + (if {grouped(nullable, ' and ')} then 0 B else 8 B)"


def wrapped(text: str, indent: str) -> list[str]:
    """A line of the notation cut before operators, so that it goes on indented; its note stays at its end."""
    expression, mark, note = text.partition("   # ")
    lines = [""]
    for word in re.split(r" (?=(?:and|then|else|[-+]) )", expression):
        if lines[-1].strip() and len(lines[-1]) + len(word) > WIDTH:
            lines.append(indent + word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    lines[-1] += mark + note
    return lines


def moved(column: Column) -> str:
    """The answer that says how many bytes of a column's value go to TOAST."""
    return f"{column.name} moved"


def _key_of(index: Index) -> str:
    return f"{index.name} key"


def _may_move(column: Column) -> bool:
    """Whether values may go to TOAST: texts and their like without a small limit, and no char(n)."""
    return bool(column.payload) and longest(column) > LEAST_MOVED and not column.written.startswith("char(")
