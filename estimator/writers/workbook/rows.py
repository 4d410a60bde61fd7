"""The steps of a program in rows, with their formulas: of the sheet itself, and of each of its scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.languages.excel import Speller
from estimator.languages.excel_draws import moment as excel_moment
from estimator.languages.excel_terms import ADDED, ATOM, Inexpressible, Term, literal, scaled
from estimator.model.input_distributions import family, is_whole
from estimator.model.steps import Draw, Mean, children, is_share, references
from estimator.reckoning.closures import compile_step
from estimator.reckoning.distributions import moment
from estimator.reckoning.faults import Fault, Faulted
from estimator.reckoning.means import power_of_draw
from estimator.writers.workbook.cells import unit_of_part
from estimator.writers.workbook.points import Block, Points, PointsFull
from estimator.writers.workbook.references import Cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.languages.excel import Lift
    from estimator.languages.program import Program
    from estimator.model.steps import StepExpression
    from estimator.writers.workbook.cells import Unit


class Line:
    """A line to write: its formula, its cached value, its unit, and what it holds of which the sheet must speak."""

    __slots__ = ("column", "expression", "formula", "held", "index", "row", "title", "unit", "value")

    def __init__(self, index: int, title: str, formula: str, value: Any, unit: Unit, held: str = "") -> None:
        self.index = index
        self.title = title
        self.formula = formula
        self.value = value
        self.unit = unit
        self.held = held
        self.row = -1


class Rows:
    """Makes the rows of a program, in order.

    place   gives a new row its cell: the reference as the other cells of this sheet see it
    known   the references of the steps that have a cell elsewhere: the inputs and what they make up
    parameters  the cells with the parameters of a range that is an input
    """

    def __init__(
        self,
        program: Program,
        known: dict[int, tuple[str, Unit]],
        place: Callable[[Line], str],
        points: Points | None,
        outside: Callable[[str], str],
        parameters: dict[int, list[str]],
    ) -> None:
        self.program = program
        self.values = program.evaluation.values
        self.place = place
        self.points = points
        self.cells = Cells(program, known, outside, parameters)
        self.held: dict[int, str] = {}
        self._blocks: dict[tuple[int, ...], Block] = {}

    def add(self, index: int) -> None:
        """The row of a step, behind those that it lifts out."""
        step, unit = self.program.steps[index], self.cells.unit(index)
        lifted: dict[str, str] = {}

        def lift(text: str, part: StepExpression, factor: float) -> str:
            key = f"{factor} {part!r}"
            if key not in lifted:
                value = self._value(part)
                row = Line(-1, f"{step.name}: part", text, value, unit_of_part(factor, value))
                lifted[key] = self.place(row)
            return lifted[key]

        held = next((self.held[each] for each in references(step.expression) if each in self.held), "")
        try:
            if isinstance(step.expression, Draw):
                formula = self._draw(index, step.expression, lift)
            elif isinstance(step.expression, Mean):
                formula = self._mean(index, step.expression, lift)
            elif is_share(step.expression):
                formula = Speller(self.cells.cell, lift, self._value).share(children(step.expression)[0])
            else:
                formula = Speller(self.cells.cell, lift, self._value).formula(step.expression, unit.factor)
            row = Line(index, step.name, formula, self.values[index], unit)
            if held:
                row.held = f"depends on {held}"
        except (Inexpressible, PointsFull) as lacking:
            reason = str(lacking) or "its points would be too many"
            row = Line(index, step.name, "", self.values[index], unit, f"held as exported, for {reason}")
            held = step.name
        if held:
            self.held[index] = held
        self.cells.references[index] = self.place(row)

    def _draw(self, index: int, draw: Draw, lift: Lift) -> str:
        """The median of a range whose parameters are worked; they have cells, for the points need them too.

        What is kept as it was written has a number there, and numbers for its points.
        """
        if is_whole(draw.distribution):
            if references(draw):
                raise Inexpressible(f"the parameters of {family(draw.distribution)}, which are worked")
            self.cells.parameters[index] = []
            if isinstance(self.values[index], Fault):
                raise Inexpressible("a range without a value")
            return literal(float(self.values[index]) / self.cells.unit(index).factor)
        speller, factor = Speller(self.cells.cell, lift, self._value), self.cells.unit(index).factor
        terms = []
        for argument in draw.arguments:
            term = scaled(speller.term(argument, factor), factor)
            terms.append(speller.lifted(Term(factor, term.text), argument))
        self.cells.parameters[index] = [term.wrapped(ATOM) for term in terms]
        return scaled(speller.median(draw.distribution, terms), factor).text

    def _value(self, expression: StepExpression) -> Any:
        try:
            return compile_step(expression)(self.values)
        except Faulted as faulted:
            return faulted.fault
        except (ArithmeticError, ValueError) as error:
            return Fault(self.program.steps[0], str(error))

    def _mean(self, index: int, mean: Mean, lift: Lift) -> str:
        averaged, unit = self.program.means[index], self.cells.unit(index)
        if not averaged.draws or self.points is None:
            if averaged.draws:
                raise Inexpressible("a mean is taken over points")
            return Speller(self.cells.cell, lift, self._value).formula(mean.operand, unit.factor)
        closed = self._closed_mean(mean.operand, unit)
        if closed:
            return closed
        block = self.block(averaged.draws)
        missing = [each for each in averaged.varying if each not in block.columns and each not in block.inlined]
        block.add((), missing)
        column = block.operand(mean.operand, f"mean: {self.program.steps[index].name}", unit)
        return f"AVERAGE({self.points.reference(column)})"

    def _closed_mean(self, operand: StepExpression, unit: Unit) -> str:
        """The mean of a power of a draw as a formula of its parameters; empty for anything else."""
        drawn = power_of_draw(operand, self.program.steps)
        if drawn is None:
            return ""
        index, power = drawn
        draw, factor = self.program.steps[index].expression, self.cells.unit(index).factor
        assert isinstance(draw, Draw)
        values = [float(compile_step(argument)(self.values)) for argument in draw.arguments]
        found = moment(draw.distribution, values, power)
        if found is None:
            return ""
        if is_whole(draw.distribution):
            return literal(found / unit.factor)
        text = excel_moment(draw.distribution, self.cells.parameters[index], power)
        return scaled(Term(factor**power, text, ADDED), unit.factor).text if text else ""

    def block(self, draws: tuple[int, ...]) -> Block:
        """The columns of these draws, which several means may share."""
        assert self.points is not None
        if draws not in self._blocks:
            block = Block(self.points, self.cells)
            block.add(draws, ())
            self._blocks[draws] = block
        return self._blocks[draws]

    def uncertain(self) -> Block | None:
        """The columns of all uncertain steps, but of those that lack; None where the draws themselves are too many."""
        draws = tuple([index for index in self.program.uncertain if self._is_draw(index)])
        varying = [index for index in self.program.uncertain if not self._is_draw(index)]
        if not draws or self.points is None:
            return None
        try:
            block = self.block(draws)
        except (Inexpressible, PointsFull):
            return None
        block.add_each(varying, self.held)
        return block

    def _is_draw(self, index: int) -> bool:
        return isinstance(self.program.steps[index].expression, Draw)
