"""The quantities of an evaluation as pint has them: central values, intervals and samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.api.missing import missing, told_as_error
from estimator.languages.comparison import sheet_name
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN
from estimator.units.bridge import quantity as pint_quantity

if TYPE_CHECKING:
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation
    from estimator.units.quantity import Quantity as Value


class Quantities:
    """The quantities of one evaluation by name; what is drawn for them is kept."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.values = Values(evaluation)
        self._samples: dict[int, Any] = {}

    def find(self, name: str) -> Quantity:
        """A quantity. KeyError."""
        quantities = self.evaluation.model.quantities
        if name not in quantities:
            raise told_as_error(KeyError(missing(sheet_name(self.evaluation.model.module), name, quantities)))
        return quantities[name]

    def number(self, name: str) -> Quantity:
        """A quantity that is a number. KeyError."""
        found = self.find(name)
        if found.step is None or found.kind is BOOLEAN:
            raise told_as_error(KeyError(f"{name} is no number"))
        return found

    def value(self, name: str) -> Value | str | bool:
        """The value of a quantity; samples where it has a range. KeyError."""
        found = self.find(name)
        if found.step is None:
            return found.text
        if found.kind is BOOLEAN:
            return bool(self.evaluation.values[found.step])
        return self.samples(name) if found.step in self.evaluation.spreads else self.central(name)

    def central(self, name: str) -> Value:
        """The central value of a number. KeyError."""
        found = self.number(name)
        value = pint_quantity(float(self.evaluation.values[found.step or 0]), found.kind, self.values.unit(found))
        value.tell(str(self.values.shown(found)))
        return value

    def interval(self, name: str) -> tuple[Value, Value]:
        """P5 and P95 of a number; both the value itself where it has no range. KeyError."""
        found = self.number(name)
        spread = self.evaluation.spreads.get(found.step or 0)
        if spread is None:
            return self.central(name), self.central(name)
        unit = self.values.unit(found)
        return pint_quantity(spread.low, found.kind, unit), pint_quantity(spread.high, found.kind, unit)

    def samples(self, name: str) -> Value:
        """The samples of a number that has a range. KeyError."""
        from estimator.units.quantity import range_text
        from estimator.units.samples import Told, samples

        found = self.number(name)
        step = found.step or 0
        spread = self.evaluation.spreads[step]
        known = Told(float(self.evaluation.values[step]), spread.low, spread.high)
        value = pint_quantity(samples(self._sampled(step), known), found.kind, self.values.unit(found))
        value.tell(range_text(self.values.shown(found), self.values.range(found), spread.bars))
        return value

    def text(self, name: str) -> str:
        """A quantity as the terminal shows it: `6.94 k QPS`. KeyError."""
        return str(self.values.shown(self.find(name)))

    def _sampled(self, index: int) -> Any:
        if not self._samples:
            from estimator.reckoning.closed import ClosedForms
            from estimator.reckoning.sampling import DRAWS, Sampler

            steps, values = self.evaluation.model.steps, self.evaluation.values
            sampler = Sampler(steps, values, ClosedForms(steps, values))
            self._samples = dict(sampler.sampled(set(self.evaluation.spreads), self.evaluation.draws or DRAWS))
        return self._samples[index]
