"""The columns of a table as rows of one in the notation: type, length, share of NULL, whether a row has a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation.columns import columns
from estimator.notation.formatter.layout import WIDTH
from estimator.notation.making import NOWHERE, between, called, column, name, number, row, table, text
from estimator.notation.printer import print_expression
from estimator.notation.tree import Documentation, Negation
from estimator.producers.schema.column_types import FIXED, VARIABLE
from estimator.producers.schema.documentation import table_documentation
from estimator.producers.schema.nullable import guessed_nulls

if TYPE_CHECKING:
    from estimator.notation.rows import Table as TableTree
    from estimator.notation.tree import Expression
    from estimator.producers.schema.sheet_names import SheetNames
    from estimator.producers.schema.stored import Column, Table

MOST_PAIRED = 20  # columns whose values may move to TOAST, each of which is compared with each
STAYS = frozenset(("char", "numeric", "inet", "cidr", "int2vector", "oidvector", "tsquery", "cube", "query_int"))
INTERNAL_CHAR = '"char"'
NOTHING_ELSE = '     | "" |  | null = 0% | yes   # '  # of the widest row
COLUMN, TYPE, LENGTH, NULL, NOT_NULL = COLUMNS = ("column", "type", "length", "null", "not_null")


def columns_table(own: Table, names: SheetNames) -> TableTree:
    """The table of a table's columns."""
    there = Negation("not", called("spread", called("bernoulli", name(NULL))), NOWHERE)
    heads = [column(TYPE), column(LENGTH, "B"), column(NULL, default=number("0", "%")), column(NOT_NULL, default=there)]
    kinds, lengths = [text(type_of(each)) for each in own.columns], [length_of(each) for each in own.columns]
    labels = [names.label(own, each) for each in own.columns]
    # Behind its cells, which stand below each other, a row has this much room for a note.
    widths = [max([columns(print_expression(cell)) for cell in cells]) for cells in (kinds, lengths)]
    room = WIDTH - max([columns(label) for label in labels]) - sum(widths) - len(NOTHING_ELSE)
    notes, unsaid = [], []
    for each, label in zip(own.columns, labels, strict=True):
        said = said_of(each)
        fits = columns(said) <= room
        notes.append(said if fits else "")
        unsaid += [] if fits else [f"Column {label}: {said}."]
    rows = [
        row(label, [kind, length, *null_of(each)], note)
        for each, label, kind, length, note in zip(own.columns, labels, kinds, lengths, notes, strict=True)
    ]
    return table(names.of(own), COLUMN, heads, rows, Documentation(table_documentation(own, names, unsaid)))


def has_many_texts(own: Table) -> bool:
    """Whether more columns may have values that move to TOAST than are to be compared with each other."""
    return len([each for each in own.columns if each.payload and type_of(each) not in STAYS]) > MOST_PAIRED


def type_of(column: Column) -> str:
    """The row of postgresql.types.built_in that says how values of a column are laid out."""
    base = column.written.partition("(")[0]
    if column.guessed:
        return "text"
    if column.payload:
        is_array = column.written.endswith("[]")
        if not is_array and base in VARIABLE and VARIABLE[base][0] == column.long_alignment:
            return base
        kind = "array" if is_array else "variable"
        return f"{kind} aligned to 8" if column.long_alignment > 4 else kind
    if FIXED.get(base) == (column.size, column.alignment):
        return "internal char" if base == INTERNAL_CHAR else base
    return "enum" if (column.size, column.alignment) == (4, 4) else f"fixed aligned to {column.alignment}"


def said_of(column: Column) -> str:
    """A column's type as the schema has it, where the sheet's own says less."""
    written = " ".join(column.written.split())
    if column.guessed:
        return f"{written}: a type unknown here, taken for a text"
    return written if written != type_of(column) else ""


def length_of(column: Column) -> Expression:
    """The cell of a column's length."""
    low, _, high = column.payload.removesuffix(" B").rpartition(" to ")
    if not column.payload:
        return number(str(column.size))
    return called("spread", between(low, high)) if low else number(high)


def null_of(column: Column) -> tuple[Expression | None, Expression | None]:
    """The cells of the share that is NULL, and of which rows have a value."""
    return (number(str(guessed_nulls(column)), "%"), None) if column.nullable else (None, name("yes"))
