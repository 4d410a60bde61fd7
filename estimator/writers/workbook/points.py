"""The worksheet `Points`: every range at 1024 points, so that means and 90% ranges recalculate too.

As in reckoning/mean_points.py, each draw runs through its quantiles in an order of its own. A block has a column with
the ranks of each draw, one with the draw, and one for each step that differs from point to point; what two columns
would have alike has one.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Any

from estimator.languages.excel import Speller
from estimator.languages.excel_draws import constant_of, outermost, quantile
from estimator.languages.excel_terms import Inexpressible
from estimator.model.describe import BOOLEAN
from estimator.model.input_distributions import is_whole
from estimator.model.normals import normal_quantile
from estimator.model.numerics import EQUAL
from estimator.model.steps import Draw, Mean, references
from estimator.reckoning.closures import compile_step
from estimator.reckoning.faults import Faulted
from estimator.reckoning.linked_points import orders
from estimator.reckoning.mean_points import POINTS, points
from estimator.reckoning.sampling import computed
from estimator.reckoning.strata import at_place, place_of
from estimator.writers.workbook.cells import WHOLE, Unit, format_of_all, unit_of_part
from estimator.writers.workbook.points_sheet import FIRST_ROW, LAST_ROW, ROW, Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.model.steps import StepExpression
    from estimator.reckoning.closed import Spread
    from estimator.writers.workbook.points_sheet import PointsWorksheet
    from estimator.writers.workbook.references import Cells
    from estimator.writers.workbook.styles import Styles

# A megabyte: so many columns of different numbers, of which so many rows of Working are as large as one.
MOST_COLUMNS, ROWS_A_COLUMN = 120, 60
SAME = 0.05  # what a column of one number is to one of different numbers
LONGEST_INLINED, LONGEST_PART = 1000, 150  # characters: a column's formula is written once, however long it is
WIDTH = 14


class PointsFull(Exception):
    """No room for more columns."""


class Points:
    """The worksheet, block by block; `cells` of a block gives a step's column, the caller's cells the rest.

    Its formulas refer to cells of this worksheet alone: what stands on another one has a cell of its own here.
    """

    def __init__(self, sheet: PointsWorksheet, styles: Styles, steps: int) -> None:
        self.sheet = sheet
        self.room = MOST_COLUMNS - steps / ROWS_A_COLUMN
        self.styles = styles
        self.next_column = 1
        self.constants = (0, POINTS)  # the column of what is the same at all points, and how many stand in it
        self._known: dict[str, str] = {}
        self._same: dict[tuple[object, ...], int] = {}
        self._start()

    def _start(self) -> None:
        """The head of the sheet and the column of the points."""
        text = "Every range at 1024 points, for the means and the 90% ranges"
        self.sheet.write_string(0, 0, text, self.styles("title"))
        self.sheet.write_string(FIRST_ROW - 1, 0, "point", self.styles("heading"))
        self.sheet.columns[0] = Column("", [float(point + 1) for point in range(POINTS)], None, {})
        self.sheet.freeze_panes(FIRST_ROW, 1)
        self.sheet.set_column(0, 0, 8)

    def column(self, title: str, formula: str, values: Any, style: Any, own: dict[int, str] | None = None) -> int:
        """A column of a formula, or of numbers where it is empty: the one that says the same, or a new one. PointsFull.

        `own` are the formulas of single points.
        """
        import numpy as np

        numbers = "" if formula else values.tobytes()
        known = (formula, numbers, id(style), tuple(sorted((own or {}).items())))
        if known not in self._same:
            self._same[known] = self._new(title, max(SAME, len(np.unique(values)) / POINTS))
            self.sheet.columns[self._same[known]] = Column(formula, values.tolist(), style, own or {})
        return self._same[known]

    def _new(self, title: str, size: float) -> int:
        if self.room < size:
            raise PointsFull
        self.room -= size
        self.next_column += 1
        self.sheet.write_string(FIRST_ROW - 1, self.next_column - 1, title[:200], self.styles("heading"))
        self.sheet.set_column(self.next_column - 1, self.next_column - 1, WIDTH)
        return self.next_column - 1

    def constant(self, formula: str, value: float) -> str:
        """The cell of a formula that is the same at all points, seen from this sheet. PointsFull."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        if formula not in self._known:
            column, count = self.constants
            if count == POINTS:
                column, count = self._new("the same at all points", 1.0), 0
                self.sheet.columns[column] = Column(
                    "", [], self.styles("range", "[>=1000000]0.00E+00;[>=100]#,##0;0.0000"), {}
                )
            self.constants = column, count + 1
            self.sheet.columns[column].values.append(value)
            self.sheet.columns[column].own[count] = formula
            self._known[formula] = str(xl_rowcol_to_cell(FIRST_ROW + count, column, row_abs=True, col_abs=True))
        return self._known[formula]

    def given(self, reference: str, value: float) -> str:
        """A cell of another worksheet as this one has it; a number stays one. PointsFull."""
        return reference if reference.lstrip("-")[:1].isdigit() else self.constant(reference, value)

    def place(self, title: str, distribution: str, ranks: list[int]) -> str:
        """What tells the quantiles of a draw apart, as a formula of their ranks, which get a column. PointsFull.

        It is a share of the cases, or a distance from the middle of a normal spread: see `quantile`.
        """
        import numpy as np
        from xlsxwriter.utility import xl_range_abs

        rank = _at(self.column(title, "", np.array(ranks, dtype=float), self.styles("range", WHOLE)))
        unit = constant_of(distribution, 0.0, 1.0)
        if not unit:
            return f"(({rank}+0.5)/{POINTS})"
        column = self.column(
            "normal" if unit == 1 else "normal, in half-widths", "", _normal() * unit, self.styles("range", "0.0000")
        )
        return f"INDEX({xl_range_abs(FIRST_ROW, column, LAST_ROW, column)},{rank}+1)"

    def reference(self, column: int) -> str:
        """The points of a column, seen from another sheet."""
        from xlsxwriter.utility import xl_range_abs

        return f"Points!{xl_range_abs(FIRST_ROW, column, LAST_ROW, column)}"


class Block:
    """The columns of some draws and of the steps that depend on them; `cells` has those of all other steps."""

    def __init__(self, points: Points, cells: Cells) -> None:
        self.points = points
        self.program = cells.program
        self.cells = cells
        self.columns: dict[int, int] = {}
        self.inlined: dict[int, str] = {}  # the text of a step that one other step needs, in brackets
        self.arrays: list[Any] = list(cells.values)
        self.faulty: set[int] = set()  # the steps without a value at some points
        self.lacking: set[int] = set()  # those without points

    def add_each(self, varying: Iterable[int], held: Iterable[int]) -> None:
        """The columns of steps, in order, but of those that are held or too many, or need one that has no points."""
        self.lacking.update(held)
        for index in varying:
            if index in self.columns or index in self.inlined:
                continue
            if self.lacking.intersection([index, *references(self.program.steps[index].expression)]):
                self.lacking.add(index)
                continue
            try:
                self.add((), [index])
            except (Inexpressible, PointsFull):
                self.lacking.add(index)

    def add(self, draws: Iterable[int], varying: Iterable[int]) -> None:
        """The columns of draws and of steps, in order. Inexpressible, PointsFull."""
        drawn = list(draws)
        for index, ranks in zip(drawn, orders(self.program.steps, drawn), strict=True):
            self._draw(index, ranks)
        for index in varying:
            step = self.program.steps[index]
            if isinstance(step.expression, Mean):
                raise Inexpressible("a mean over a spread for each point of what is not known")
            self._step(index, step.expression, step.name, self.cells.unit(index))

    def operand(self, expression: StepExpression, title: str, unit: Unit) -> int:
        """A column with an expression over the block's steps."""
        return self._column(-1, expression, title, unit)

    def _draw(self, index: int, ranks: list[int]) -> None:
        import numpy as np

        step, unit = self.program.steps[index], self.cells.unit(index)
        draw = step.expression
        assert isinstance(draw, Draw)
        parameters = [float(compile_step(argument)(self.arrays)) for argument in draw.arguments]
        try:
            ascending = points(draw.distribution, parameters)
        except OverflowError:
            raise Inexpressible("a range whose outermost points are beyond numbers") from None
        self.arrays[index] = np.array([ascending[rank] for rank in ranks])
        if is_whole(draw.distribution):
            style = self.points.styles("range", unit.format)
            self.columns[index] = self.points.column(step.name, "", _in_unit(self.arrays[index], unit), style)
            return
        if index not in self.cells.parameters:
            raise Inexpressible("a range without a value")
        constant = self.points.place(f"{step.name}: place", draw.distribution, ranks)
        cells = [
            self.points.given(self.cells.outside(text), parameter / unit.factor)
            for text, parameter in zip(self.cells.parameters[index], parameters, strict=True)
        ]
        center, _ = self._far(index)
        ends = {0: outermost(draw, center, cells, last=False), POINTS - 1: outermost(draw, center, cells, last=True)}
        own = {ranks.index(rank): text for rank, text in ends.items() if text}
        formula = quantile(draw, center, constant, cells)
        self.columns[index] = self._fill(step.name, formula, self.arrays[index], unit, own)

    def _step(self, index: int, expression: StepExpression, title: str, unit: Unit) -> None:
        """The column of a step; none where one other step alone needs it, and its text is short."""
        if not self.cells.is_shown(index) and self.program.steps[index].kind is not BOOLEAN:
            try:
                text = Speller(self._cell, self._inlined, self._values).formula(expression, unit.factor)
            except Inexpressible:
                text = ""
            if text and len(text) * self.cells.uses(index) <= LONGEST_INLINED:
                self.inlined[index] = f"({text})"
                self.arrays[index] = self._values(expression, index)
                return
        self._column(index, expression, title, unit)

    def _values(self, expression: StepExpression, index: int = -1) -> Any:
        try:
            return computed(expression, self.arrays, self.faulty, index)
        except (ArithmeticError, ValueError, Faulted):
            return float("nan")

    def _column(self, index: int, expression: StepExpression, title: str, unit: Unit) -> int:
        lifted: dict[str, str] = {}

        def lift(text: str, part: StepExpression, factor: float) -> str:
            key = f"{factor} {part!r}"
            if key not in lifted and self._is_same(part):
                lifted[key] = self.points.constant(text, float(self._values(part)) / factor)
            elif key not in lifted and len(text) <= LONGEST_PART:
                lifted[key] = f"({text})"
            elif key not in lifted:
                own = unit_of_part(factor, None)
                lifted[key] = _at(self._fill(f"{title} (part)", text, self._values(part), own))
            return lifted[key]

        boolean = index >= 0 and self.program.steps[index].kind is BOOLEAN
        text = Speller(self._cell, lift, self._values, self._is_same).formula(expression, unit.factor)
        value = self._values(expression, index)
        column = self._fill(title, f"N({text})" if boolean else text, value, unit)
        if index >= 0:
            self.arrays[index] = value
            self.columns[index] = column
        return column

    def _is_same(self, expression: StepExpression) -> bool:
        """Whether a part is the same at all points."""
        return not any(index in self.columns or index in self.inlined for index in references(expression))

    def _cell(self, index: int) -> tuple[str, float]:
        if index in self.columns:
            return _at(self.columns[index]), self.cells.unit(index).factor
        if index in self.inlined:
            return self.inlined[index], self.cells.unit(index).factor
        return self._far(index)

    def _far(self, index: int) -> tuple[str, float]:
        """A step that is the same at all points."""
        text, factor = self.cells.far(index)
        value = self.cells.values[index]
        number = float(value) / factor if isinstance(value, bool | float | int) else math.nan
        return self.points.given(text, number), factor

    def _fill(self, title: str, formula: str, value: Any, unit: Unit, own: dict[int, str] | None = None) -> int:
        """A column of formulas; `own` are those of single points. PointsFull."""
        import numpy as np

        numbers = _in_unit(np.broadcast_to(np.asarray(value, dtype=float), (POINTS,)), unit)
        style = self.points.styles("range", format_of_all(unit, numbers.tolist()))
        return self.points.column(title, formula, numbers, style, own)

    def _inlined(self, text: str, *_: object) -> str:
        """A part in brackets; Inexpressible where it is no short one, for a function may repeat it."""
        if len(text) > LONGEST_PART:
            raise Inexpressible("a part that is too long a formula")
        return f"({text})"


def _in_unit(values: Any, unit: Unit) -> Any:
    """Values in base units in another one; Inexpressible where some are beyond numbers there."""
    import numpy as np

    with np.errstate(over="ignore"):
        found = values / unit.factor
    if np.isinf(found).any():
        raise Inexpressible("points that are beyond numbers")
    return found


@functools.cache
def _normal() -> Any:
    """The standard normal distribution at the points, ascending."""
    import numpy as np

    return np.array([normal_quantile((rank + 0.5) / POINTS) for rank in range(POINTS)])


def _at(column: int) -> str:
    """The cell of a column in the row at hand."""
    from xlsxwriter.utility import xl_col_to_name

    return f"{xl_col_to_name(column)}{ROW}"


def places(numbers: Any, spread: Spread) -> tuple[float, float]:
    """Where among the sorted points the ends of a range lie: those of 100,000 draws, or of a closed form, as exported.

    A thousand points are that far off in sheets of many ranges that they would tell another P5; read at these places,
    they tell the same one, and go with what the reader changes.
    """
    ascending = _ascending(numbers)
    found = [place_of(ascending, share, end) for share, end in ((0.05, spread.low), (0.95, spread.high))]
    if math.isnan(sum(found)):  # some points have no value
        return 0.05 * (POINTS - 1), 0.95 * (POINTS - 1)
    return found[0], found[1]


def ends(reference: str, at: tuple[float, float]) -> tuple[str, str]:
    """The formulas of P5 and P95 of a column of points, at their places."""
    return _end(reference, at[0]), _end(reference, at[1])


def _end(reference: str, place: float) -> str:
    low = int(place)
    above = place - low
    if not above:
        return f"=SMALL({reference},{low + 1})"
    return f"={1 - above!r}*SMALL({reference},{low + 1})+{above!r}*SMALL({reference},{low + 2})"


def ends_of(numbers: Any, at: tuple[float, float]) -> tuple[float, float]:
    """P5 and P95 as those formulas give them."""
    ascending = _ascending(numbers)
    return at_place(ascending, at[0]), at_place(ascending, at[1])


def share_formula(reference: str, numbers: Any, probability: float) -> str:
    """The share of the cases in which a check holds: that of the points, and what many draws had more, as exported.

    What they had more shrinks to nothing as all points hold, or none, and is nowhere more than it was.
    """
    import numpy as np

    share = float(np.mean(np.broadcast_to(np.asarray(numbers, dtype=float), (POINTS,))))
    more, room = probability - share, share * (1 - share)
    if abs(more) < EQUAL:
        return f"=AVERAGE({reference})"
    if not room:
        return f"=MEDIAN(0,1,AVERAGE({reference}){more:+.12f})"
    part = f"AVERAGE({reference})*(1-AVERAGE({reference}))/{room:.12g}"
    return f"=MEDIAN(0,1,AVERAGE({reference}){more:+.12f}*MIN(1,{part}))"


def _ascending(numbers: Any) -> Any:
    import numpy as np

    return np.sort(np.broadcast_to(np.asarray(numbers, dtype=float), (POINTS,)))
