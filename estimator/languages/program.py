"""A model as what every other language computes from it: the inputs that a reader may change, and the needed steps.

An input is one number of an assumption: the number itself, or an end, the best guess or another parameter of a range.
All numbers are in base units.
"""

from __future__ import annotations

from estimator.model.frames import TruthQuantity
from estimator.model.input_distributions import BEST, DISTRIBUTIONS, RANGE, is_whole
from estimator.model.steps import Draw, Mean, Number, has_draw, reached, references
from estimator.notation.tree import Name
from estimator.reckoning.closures import compile_step
from estimator.reckoning.means import Dependence
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation

ROLES = {RANGE: ("low", "high"), BEST: ("best", "low", "high")}


@record
class Input:
    """One number of an assumption: the step of its quantity, its role there and its value in base units."""

    quantity: Quantity
    step: int
    role: str  # `value`, or what the distribution calls it: low, high, best, mean, sd, mode
    value: float


@record
class Averaged:
    """The draws that a mean runs through, and the steps that differ from point to point, each in order."""

    draws: tuple[int, ...]
    varying: tuple[int, ...]


class Program:
    """The steps that the quantities and checks of an evaluation need, with its inputs.

    needed      the indices of those steps, in order
    inputs      all inputs, in the order of the sheet; `inputs_of` has them by step
    varying     the needed steps that depend on a draw
    uncertain   those of them that make up an uncertain worked quantity or check, in order
    means       the steps that are a mean
    """

    def __init__(self, evaluation: Evaluation, *, truths: bool = False) -> None:
        """The program of an evaluation; with `truths` a yes or no is an input as well, 1 or 0, behind all numbers."""
        self.evaluation = evaluation
        self.truths = truths
        self.model = evaluation.model
        self.steps = evaluation.model.steps
        self.inputs: list[Input] = []
        self.inputs_of: dict[int, list[Input]] = {}
        for quantity in self.model.quantities.values():
            if quantity.assumption and quantity.step is not None:
                self._add_inputs(quantity, quantity.step)
        for quantity in self.model.quantities.values() if truths else ():
            if isinstance(quantity, TruthQuantity):
                self._add_truth(quantity, quantity.step)
        self.needed = self._needed()
        self.dependence = Dependence(self.steps)
        self.varying = set(filter(self.dependence.varies, self.needed))
        self.uncertain = self._uncertain()
        self.means = {
            index: self.averaged(expression)
            for index in self.needed
            if isinstance(expression := self.steps[index].expression, Mean)
        }

    def _add_inputs(self, quantity: Quantity, index: int) -> None:
        expression = self.steps[index].expression
        if isinstance(expression, Draw):
            distribution = expression.distribution
            if references(expression) or is_whole(distribution):
                return
            roles = ROLES.get(distribution) or DISTRIBUTIONS[distribution].parameters
            values = [float(compile_step(argument)([])) for argument in expression.arguments]
        elif references(expression) or has_draw(expression):
            return
        else:
            value = self.evaluation.values[index]
            if not isinstance(value, float):
                return  # a yes or no
            roles, values = ("value",), [value]
        found = [Input(quantity, index, role, value) for role, value in zip(roles, values, strict=True)]
        self.inputs += found
        self.inputs_of[index] = found

    def _add_truth(self, quantity: TruthQuantity, index: int) -> None:
        is_written = isinstance(quantity.definition.expression, Name) or quantity.override is not None
        if not is_written or not isinstance(self.steps[index].expression, Number):
            return  # it is worked out
        found = [Input(quantity, index, "value", float(self.evaluation.values[index]))]
        self.inputs += found
        self.inputs_of[index] = found

    def _needed(self) -> list[int]:
        wanted = [quantity.step for quantity in self.model.quantities.values() if quantity.step is not None]
        return reached(self.steps, [*wanted, *[check.step for check in self.model.checks]])

    def _uncertain(self) -> list[int]:
        quantities = self.model.quantities.values()
        wanted = [each.step for each in quantities if each.step is not None and each.step not in self.inputs_of]
        wanted += [check.step for check in self.model.checks]
        return reached(self.steps, wanted, among=self.varying.__contains__)

    def averaged(self, mean: Mean) -> Averaged:
        """What a mean runs through."""
        draws, worked = self.dependence.averaged(mean)
        return Averaged(tuple(draws), tuple(worked))
