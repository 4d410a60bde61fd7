"""Kinds of machine as rows: the columns with their units, and what one machine of each shape has of them."""

from __future__ import annotations

from estimator.model.frames import NumberQuantity
from estimator.model.model import written_unit
from estimator.records import record
from estimator.units.kinds import TIME
from estimator.units.table import UnknownUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.tables import Rows
    from estimator.problems import Mark
    from estimator.reckoning.evaluate import Evaluation
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning

MONEY = "currency_"


@record
class ShapeColumn:
    """A column of numbers of one kind, shown in a unit where one was chosen; `key` is its name as it is compared.

    `fault` is the place of a cell that is no number, where the column is one of texts; its numbers are none then.
    """

    name: str
    kind: Kind
    unit: UnitMeaning | None
    fault: Mark | None = None

    @property
    def key(self) -> str:
        """The name as names are compared: without regard to capitals."""
        return self.name.casefold()

    @property
    def is_price(self) -> bool:
        """Whether it is so much money, or so much a time, perhaps for a machine; so much a GB is none."""
        measured = dict(self.kind.physical().dimension)
        money = [each for each in measured if each.startswith(MONEY)]
        return len(money) == 1 and measured.pop(money[0]) == 1 and measured in ({}, {TIME: -1})


@record
class ShapeList:
    """Shapes of machines by a name for them all: a label a row, and its numbers in base units, nan where there is none.

    `steps` are the steps of the cells where the list is a table of the sheet, row by row; else empty.
    """

    name: str
    columns: tuple[ShapeColumn, ...]
    labels: tuple[str, ...]
    numbers: tuple[tuple[float, ...], ...]
    steps: tuple[tuple[int, ...], ...] = ()


def of_table(evaluation: Evaluation, rows: Rows) -> ShapeList:
    """A table of an evaluated sheet; its columns that hold texts, a yes or no, or several kinds, are left out."""
    quantities = evaluation.model.quantities
    columns: list[ShapeColumn] = []
    cells: list[list[int]] = []
    for column in rows.table.columns:
        found = [quantities.get(name) for name in rows.of_column(column.name)]
        numbers = [each for each in found if isinstance(each, NumberQuantity)]
        if not numbers or len(numbers) < len(found) or len({each.kind.dimension for each in numbers}) > 1:
            continue
        columns.append(ShapeColumn(column.name, numbers[0].kind, _unit(numbers[0], evaluation)))
        cells.append([each.step for each in numbers])
    steps = tuple(zip(*cells, strict=True)) if cells else ()
    numbers_of = tuple([tuple([float(evaluation.values[step]) for step in row]) for row in steps])
    labels = tuple([row.label for row in rows.table.rows])
    return ShapeList(rows.name, tuple(columns), labels, numbers_of, steps)


def _unit(quantity: NumberQuantity, evaluation: Evaluation) -> UnitMeaning | None:
    """The unit of a column, by its first cell."""
    if quantity.unit is not None:
        return quantity.unit
    written = quantity.override.expression if quantity.override else quantity.definition.expression
    text = written_unit(written)
    try:
        return evaluation.model.module.table.unit(text) if text else None
    except UnknownUnit:
        return None


def measures(column: Kind, asked: Kind) -> bool:
    """Whether what is asked can be held against a column: they measure the same, and count nothing else.

    A count may go without its noun, and a column may be of one machine: 16 GiB/machine.
    """
    if column.dimension == asked.dimension:
        return True
    if column.physical().dimension != asked.physical().dimension:
        return False
    mine, theirs = column.nouns(), asked.nouns()
    if not mine.dimension or not theirs.dimension:
        return True
    return all(exponent < 0 for _, exponent in mine.per(theirs).dimension)
