"""A sheet that is reckoned again and again, with other numbers in place of some of its own, and flattened once."""

from __future__ import annotations

from estimator.model.faults import raise_errors
from estimator.model.steps import Number
from estimator.reckoning.central import check_values
from estimator.reckoning.estimate import flattened
from estimator.reckoning.faults import execute
from estimator.reckoning.running import compile_steps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.modules import Module


class Repeated:
    """The central values of a module for any values of its plain assumptions, in base units. EstimateError."""

    def __init__(self, module: Module) -> None:
        self.model = flattened(module)
        raise_errors(self.model.problems)
        self._values, self._program = compile_steps(self.model.steps)
        self._places = {name: each.step for name, each in self.model.quantities.items() if each.step is not None}

    def central(self, given: dict[str, float]) -> dict[str, float]:
        """The value of each quantity; `given` are those of assumptions that are one number each."""
        values = list(self._values)
        for name, value in given.items():
            place = self._places[name]
            assert isinstance(self.model.steps[place].expression, Number)
            values[place] = value
        execute(self._program, self.model.steps, values)
        check_values(self.model, values)
        return {name: float(values[place]) for name, place in self._places.items()}
