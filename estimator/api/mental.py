"""`mental`: an estimate as one does it in one's head; the twin of `estimate … --mental`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.api.told import Told
from estimator.languages.in_head import in_head
from estimator.languages.mental_exhibits import exhibits
from estimator.languages.reporting import answers_of, title_of
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN, suggestion
from estimator.problems import refused
from estimator.reckoning.estimate import ANSWER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.exhibit import Exhibit
    from estimator.languages.in_head import HeadQuantity
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation


class Mental(Told):
    """An estimate done in the head: `quantities` with their operations, in order, and the `answers` among them."""

    def __init__(self, evaluation: Evaluation, names: Sequence[str] = ()) -> None:
        self._values = Values(evaluation)
        self._named = bool(names)
        wanted = wanted_of(evaluation, names)
        steps = [each.step for each in wanted if each.step is not None]
        self.quantities: list[HeadQuantity] = in_head(self._values, steps)
        asked = set(steps)
        self.answers: list[HeadQuantity] = [each for each in self.quantities if each.quantity.step in asked]
        if not self.answers:
            is_line = [*evaluation.model.quantities] == [ANSWER]
            only = names[0] if names else "this line" if is_line else title_of(evaluation.model)
            raise refused(only, f"{only} is not worked out, so there is nothing to do in one's head", _REMEDY)

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The operations with their roundings, then the answers beside the exact ones."""
        return exhibits(self.quantities, self.answers, self._values, named=self._named)

    def to_dict(self) -> dict[str, Any]:
        """What `estimate … --mental --json` prints: every number unrounded, in the unit that stands beside it."""
        return {
            "quantities": [self._object(each) for each in self.quantities],
            "answers": [each.quantity.definition.name for each in self.answers],
        }

    def _object(self, each: HeadQuantity) -> dict[str, Any]:
        from estimator.writers.json import in_unit, unit_text

        return {
            "name": each.quantity.definition.name,
            "value": in_unit(each.exact, each.quantity, self._values),
            "in_head": in_unit(each.mental, each.quantity, self._values),
            "unit": unit_text(each.quantity, self._values),
            "off": each.off,
            "steps": [
                {"text": step.text, "gives": step.gives, "changes": list(step.changes), "off": step.off}
                | ({"note": step.note} if step.note else {})
                for step in each.steps
            ],
        }


_REMEDY = "ask of a line or a sheet that works something out, as estimate twitter --mental"


def wanted_of(evaluation: Evaluation, names: Sequence[str] = ()) -> list[Quantity]:
    """The quantities that are named, else the answers, else all that are worked out; numbers all. EstimateError."""
    model = evaluation.model
    found = []
    for name in names:
        quantity = model.quantities.get(name)
        if quantity is None:
            guess = suggestion(name, model.quantities)
            remedy = f"did you mean {guess}?" if guess else "name one of its quantities"
            raise refused(name, f"the sheet has no {name}", remedy)
        if quantity.step is None or quantity.kind is BOOLEAN:
            raise refused(name, f"{name} is no number", "name one that is")
        found.append(quantity)
    if names:
        return found
    numbers = [each for each in model.quantities.values() if each.step is not None and each.kind is not BOOLEAN]
    if [*model.quantities] == [ANSWER]:
        return numbers
    return [each for each in answers_of(model) if each in numbers] or [each for each in numbers if not each.assumption]
