"""`why`: what moves a number of an estimate, and whose range makes up its range; the twin of `estimate why`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.api.extras import optional
from estimator.api.told import Told
from estimator.languages.drivers import asked_of, exhibits, headline, label
from estimator.languages.reporting import title_of
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN, suggestion
from estimator.problems import refused
from estimator.reckoning.estimate import ANSWER
from estimator.reckoning.sensitivity import sensitivity

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from estimator.languages.exhibit import Exhibit
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.inputs import Input
    from estimator.reckoning.sensitivity import Driver, Sensitivity


class Why(Told):
    """What moves a number: `sensitivity` has the figures in base units, `name` is that of the number.

    `others` are the answers that might have been asked for as well.
    """

    def __init__(self, evaluation: Evaluation, quantity: Quantity, others: tuple[str, ...]) -> None:
        assert quantity.step is not None
        self.quantity = quantity
        self.name = quantity.definition.name
        self.others = others
        self.sensitivity: Sensitivity = sensitivity(evaluation, quantity.step)
        self._values = Values(evaluation)
        if not self.sensitivity.drivers and not self.sensitivity.unmoved:
            is_own = quantity.assumption and self.name != ANSWER
            what = "it is an assumption" if is_own else "it rests on no assumption that is a number, and on no range"
            raise refused(self.name, f"nothing moves {self.name}: {what}", "ask of what is worked out of assumptions")

    @property
    def headline(self) -> str:
        """What to measure first, as one sentence; empty where no range makes up one of the number."""
        return headline(self.sensitivity, self._values)

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The shares and the elasticities, then each range at its ends."""
        from estimator.records import replace

        first, *rest = exhibits(self.sensitivity, self.quantity, self._values)
        if self.others:
            asked = f"{self.name} is the last of the answers; name another to ask about it, as {self.others[-1]}."
            first = replace(first, remarks=(*first.remarks, asked))
        return (first, *rest)

    def plot(self) -> Figure:
        """A tornado: the answer with one range at a time at its ends, and the share of each. EstimateError."""
        optional("matplotlib", "plots", "a picture")
        from estimator.api.plots import drivers_figure

        return drivers_figure(self._values.evaluation, self.quantity, self.sensitivity)

    def to_dict(self) -> dict[str, Any]:
        """What `estimate why --json` prints: every number unrounded, in the unit that stands beside it."""
        from estimator.writers.json import in_unit, unit_text

        found, values = self.sensitivity, self._values
        spread = values.evaluation.spreads.get(found.step)
        middle = float(values.evaluation.values[found.step])

        def answer(value: float | None) -> float | None:
            return None if value is None else in_unit(value, self.quantity, values)

        ends = {} if spread is None else {"low": answer(spread.low), "high": answer(spread.high)}
        ranged = bool(found.ranged)
        return {
            "name": self.name,
            **({"scenario": values.model.scenario} if values.model.scenario else {}),
            "value": answer(middle),
            "unit": unit_text(self.quantity, values),
            "text": str(values.shown(self.quantity)),
            **ends,
            "headline": self.headline,
            **({"scale": "log" if found.is_log else "value", "exact": found.is_exact} if ranged else {}),
            **({"draws": found.draws} if found.draws else {}),
            "drivers": [self._driver(each, answer(each.at_low), answer(each.at_high)) for each in found.drivers],
            **({"others": {"count": len(found.rest), "share": found.rest_share}} if found.rest else {}),
            "notes": list(self.exhibits[0].remarks),
        }

    def _driver(self, driver: Driver, at_low: float | None, at_high: float | None) -> dict[str, Any]:
        found: dict[str, Any] = {"name": label(driver.input, self._values), "elasticity": driver.elasticity}
        if driver.share is None:
            return found
        return found | {
            "share": driver.share,
            "share_of_value": driver.share_of_value,
            **({"together": [label(each, self._values) for each in driver.together]} if driver.together else {}),
            "narrower_if_halved": driver.narrower,
            "low": self._input(driver.input, driver.low),
            "high": self._input(driver.input, driver.high),
            "unit": self._unit(driver.input),
            "answer_at_low": at_low,
            "answer_at_high": at_high,
        }

    def _input(self, each: Input, value: float | None) -> float | bool | None:
        from estimator.units.display import base_factor
        from estimator.writers.json import LOGARITHM_NOISE, in_unit, without_noise

        if value is None or each.is_chance:
            return None if value is None else bool(value)
        if each.quantity is not None:
            return without_noise(in_unit(value, each.quantity, self._values), LOGARITHM_NOISE)
        return without_noise(value / base_factor(self._values.model.steps[each.step].kind), LOGARITHM_NOISE)

    def _unit(self, each: Input) -> str:
        from estimator.writers.json import unit_text

        if each.is_chance:
            return ""
        if each.quantity is not None:
            return unit_text(each.quantity, self._values)
        return str(self._values.model.steps[each.step].kind)


def why(evaluation: Evaluation, name: str = "") -> Why:
    """What moves a quantity of an evaluation; where none is named, the last answer that has a range, else the last.

    EstimateError where there is none, or it is no number that is worked out.
    """
    model = evaluation.model
    asked = asked_of(evaluation)
    if not name:
        if asked is None:
            message = f"{title_of(model)} works out no number, so there is nothing to ask why of"
            raise refused("why", message, "ask of a sheet with an answer, as estimate why twitter")
        return Why(evaluation, *asked)
    quantity = model.quantities.get(name)
    if quantity is None:
        guess = suggestion(name, model.quantities)
        remedy = f"did you mean {guess}?" if guess else "name one of its quantities"
        raise refused(name, f"the sheet has no {name}", remedy)
    remedy = "ask for what is worked out" + ("" if asked is None else f", as {asked[0].definition.name}")
    if quantity.step is None or quantity.kind is BOOLEAN:
        raise refused(name, f"{name} is no number", remedy)
    return Why(evaluation, quantity, ())
