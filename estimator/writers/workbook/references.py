"""The cells of the steps of a program: their references, as this worksheet and as others see them, and their units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.scales import scale_of
from estimator.languages.values import Values
from estimator.model.steps import references
from estimator.writers.workbook.cells import unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.languages.program import Program
    from estimator.model.frames import Quantity
    from estimator.writers.workbook.cells import Unit


class Cells:
    """The cells that are known so far.

    known       the references of the steps that have a cell elsewhere: the inputs and what they make up
    outside     a reference of this worksheet as another one has it
    parameters  the cells with the parameters of a range
    """

    def __init__(
        self,
        program: Program,
        known: dict[int, tuple[str, Unit]],
        outside: Callable[[str], str],
        parameters: dict[int, list[str]],
    ) -> None:
        self.program = program
        self.values = program.evaluation.values
        self.outside = outside
        self.parameters = parameters
        self.references: dict[int, str] = {index: text for index, (text, _) in known.items()}
        self.quantities: dict[int, Quantity] = {
            each.step: each for each in program.model.quantities.values() if each.step is not None
        }
        self._units: dict[int, Unit] = {index: unit for index, (_, unit) in known.items()}
        self._shown = Values(program.evaluation)
        self._uses: dict[int, int] = {}

    def unit(self, index: int) -> Unit:
        """The unit of a step's cell."""
        if index not in self._units:
            quantity = self.quantities.get(index)
            scale = scale_of(quantity, self._shown) if quantity is not None else None
            self._units[index] = unit_of(self.program.steps[index].kind, scale, self.values[index])
        return self._units[index]

    def uses(self, index: int) -> int:
        """How many steps need a step."""
        if not self._uses:
            for each in self.program.needed:
                for used in references(self.program.steps[each].expression):
                    self._uses[used] = self._uses.get(used, 0) + 1
        return self._uses.get(index, 0)

    def is_shown(self, index: int) -> bool:
        """Whether a step is a quantity or a check, whose points are asked for."""
        return index in self.quantities or any(check.step == index for check in self.program.model.checks)

    def cell(self, index: int) -> tuple[str, float]:
        """The reference to a step's cell and its factor."""
        return self.references[index], self.unit(index).factor

    def far(self, index: int) -> tuple[str, float]:
        """The same, as another worksheet sees it."""
        text, factor = self.cell(index)
        return self.outside(text), factor
