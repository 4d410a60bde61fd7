"""`fleet`: which machines carry what a sheet asks for, and how many; the twin of `estimate fleet`."""

from __future__ import annotations

import math
import os
import re
from typing import TYPE_CHECKING, Any, TypedDict

from estimator.api.arguments import notation
from estimator.api.extras import optional
from estimator.api.told import Told
from estimator.languages.fleets import FleetTexts, exhibits
from estimator.problems import refused
from estimator.producers.shape_files import read_shape_file
from estimator.reckoning.asked_fleet import Wish, asked_fleet
from estimator.reckoning.fleet_choice import choose
from estimator.reckoning.fleets import Spares
from estimator.reckoning.regret import EXPONENT, PENALTY, Loss

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from estimator.api.arguments import Value
    from estimator.languages.exhibit import Exhibit
    from estimator.model.modules import Module
    from estimator.reckoning.asked_fleet import AskedFleet, Resource
    from estimator.reckoning.fleet_choice import Choice, Option, Use
    from estimator.reckoning.fleet_choice import Fleet as ChosenFleet
    from estimator.units.table import UnitTable

MOST_ZONES, MOST_SPARE, MOST_FACTOR = 1_000, 1_000_000, 1e6
AT = "95%"
_WAIT = re.compile(
    r"\s*(?P<what>mean|p\s*(?P<percentile>\d+(?:\.\d+)?)|(?P<share>\d+(?:\.\d+)?)\s*%)\s*(<=|<|≤)\s*(?P<time>.+)"
)
_SHARE = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(%?)\s*")


class FleetOptions(TypedDict, total=False):
    """What a fleet may be asked for, as the options of `estimate fleet`; shares as "60%" or 0.6."""

    need: Mapping[str, Value]
    each: Mapping[str, Value]
    shapes: str | os.PathLike[str]
    price: str
    utilisation: float | str | Mapping[str, float | str]
    wait: str
    service: Value
    workers: str
    spare: int
    zones: int
    at: float | str
    penalty: float
    exponent: float


class Fleet(Told):
    """The machines that carry what a sheet asks for: how many of which shape, and why not another."""

    def __init__(self, asked: AskedFleet, choice: Choice, texts: FleetTexts) -> None:
        self.asked = asked
        self.choice = choice
        self.texts = texts

    @property
    def found(self) -> bool:
        """Whether some shape can carry it."""
        return self.choice.chosen is not None

    @property
    def shape(self) -> str:
        """The shape that is chosen; empty where none can carry it."""
        return self.texts.label(self.choice.chosen.row) if self.choice.chosen is not None else ""

    @property
    def machines(self) -> int:
        """How many machines of it are bought; 0 where none can carry it."""
        return int(self.choice.chosen.bought) if self.choice.chosen is not None else 0

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The fleet, a resource a row, then the first of the shapes with the reason for which each lost."""
        return exhibits(self.texts)

    def csv(self) -> str:
        """A row for every shape, as the terminal has the first of."""
        from estimator.writers.exhibits import as_csv

        return as_csv(exhibits(self.texts, all_of_them=True)[1:])

    def to_frame(self) -> pd.DataFrame:
        """A row for every shape as a pandas table, the price in the unit that its head says. EstimateError."""
        pandas = optional("pandas", "frames", "a table")
        rows = [self._option(each) for each in self.choice.options]
        frame: pd.DataFrame = pandas.DataFrame(
            rows, columns=["shape", "machines", "bought", "price", "binds", "reason"]
        )
        return (
            frame.rename(columns={"price": f"price ({self.texts.money_text()})"})
            if self.asked.price is not None
            else frame
        )

    def to_dict(self) -> dict[str, Any]:
        """What `estimate fleet --json` prints: what is asked, the fleet, the one of least regret, and every shape."""
        choice, texts = self.choice, self.texts
        by = {"chosen": choice.chosen, "cheapest": choice.by_share, "least_regret": choice.by_regret}
        return {
            "shapes": self.asked.shapes.name,
            "at": texts.at,
            "draws": self.asked.draws,
            "spare": texts.spares.machines,
            "zones": texts.spares.zones,
            **({"unit": self.texts.money_text()} if self.asked.price is not None else {}),
            **{key: self._fleet(each) for key, each in by.items() if each is not None},
            **({"regret_draws": choice.draws} if choice.draws else {}),
            "penalty": texts.loss.penalty,
            "exponent": texts.loss.exponent,
            "resources": [self._resource(*pair) for pair in zip(self.asked.resources, choice.uses, strict=False)],
            "options": [self._option(each) for each in choice.options],
            "notes": [*texts.lead(), *texts.remarks()],
        }

    def _fleet(self, fleet: ChosenFleet) -> dict[str, Any]:
        numbers = {
            "price": fleet.cost,
            "low_price": fleet.low_cost,
            "high_price": fleet.high_cost,
            "regret": fleet.regret,
        }
        return {
            "shape": self.texts.label(fleet.row),
            "machines": int(fleet.bought),
            "carries": fleet.carries,
            **{
                key: _whole(value)
                for key, value in (("low", fleet.least), ("high", fleet.most))
                if math.isfinite(value)
            },
            **{key: self._money(value) for key, value in numbers.items() if value is not None},
        }

    def _resource(self, resource: Resource, use: Use) -> dict[str, Any]:
        from estimator.units.display import base_factor

        column, unit = resource.column, resource.unit
        factor = unit.factor if unit is not None else base_factor(resource.kind)
        has = column.unit.factor if column.unit is not None else base_factor(column.kind)
        return {
            "name": column.name,
            "quantity": resource.text,
            "asked": use.asked / factor,
            **({"low": use.low / factor, "high": use.high / factor} if self.asked.draws > 1 else {}),
            "at": use.limit / factor,
            "unit": unit.text if unit is not None else str(resource.kind),
            "has": use.has / has,
            "usable": use.share,
            "takes": _whole(use.takes),
            "binds": use.binds,
            "in_use": use.in_use,
        }

    def _option(self, option: Option) -> dict[str, Any]:
        binding = None if option.binding is None else self.asked.resources[option.binding].column.name
        return {
            "shape": option.label,
            "machines": None if option.machines is None else _whole(option.machines),
            "bought": None if option.bought is None else _whole(option.bought),
            **(
                {"price": None if option.cost is None else self._money(option.cost)}
                if self.asked.price is not None
                else {}
            ),
            "binds": binding,
            "reason": self.texts.reason(option),
        }

    def _money(self, value: float) -> float:
        from estimator.units.display import base_factor
        from estimator.writers.json import LOGARITHM_NOISE, without_noise

        unit, kind = self.texts.money_unit()
        return without_noise(value / (unit.factor if unit is not None else base_factor(kind)), LOGARITHM_NOISE)


def _whole(number: float) -> int | float:
    return int(number) if math.isfinite(number) and number == int(number) else number


def fleet(module: Module, overrides: list[str], scenario: str, table: str, options: FleetOptions) -> Fleet:
    """The machines of a sheet's table, or of a list, that carry what the sheet asks for. EstimateError."""
    wish = Wish(
        table,
        options.get("price", ""),
        options.get("workers", ""),
        _texts(options.get("need", {})),
        _texts(options.get("each", {})),
        _utilisation(options.get("utilisation", {})),
        _wait(options["wait"]) if options.get("wait") else None,
        notation(options["service"], "service") if options.get("service") else "",
        share(options.get("at", AT), "at"),
    )
    spares = Spares(
        _whole_number(options.get("spare", 0), "spare", 0, MOST_SPARE),
        _whole_number(options.get("zones", 1), "zones", 1, MOST_ZONES),
    )
    penalty, exponent = options.get("penalty"), options.get("exponent", EXPONENT)
    loss = Loss(
        PENALTY if penalty is None else _factor(penalty, "penalty", 0.0, MOST_FACTOR),
        _factor(exponent, "exponent", 1.0, 10.0),
    )
    path = os.fspath(options.get("shapes", ""))

    def read(units: UnitTable) -> Any:
        return read_shape_file(path, units)

    asked = asked_fleet(module, overrides, scenario, wish, read if path else None)
    choice = choose(asked, spares, wish.at, loss, by_regret=penalty is not None)
    return Fleet(asked, choice, FleetTexts(asked, choice, spares, wish.at, loss))


def share(value: float | str, name: str) -> float:
    """A share above 0 and up to all: 60% or 0.6. EstimateError."""
    read = _SHARE.fullmatch(str(value))
    found = float(read[1]) / (100 if read[2] else 1) if read is not None else math.nan
    if not 0 < found <= 1:
        raise refused(str(value), f"{name} is a share above 0 and up to 100%", "write it as 60%")
    return found


def _texts(given: Mapping[str, Value]) -> tuple[tuple[str, str], ...]:
    return tuple([(name, notation(value, name)) for name, value in given.items()])


def _utilisation(given: float | str | Mapping[str, float | str]) -> tuple[tuple[str, float], ...]:
    if isinstance(given, (str, int, float)):
        return (("", share(given, "utilisation")),)
    return tuple([(name, share(each, "utilisation")) for name, each in given.items()])


def _wait(text: str) -> tuple[float | None, str]:
    """What a wait is held to: the share of the requests that is meant, None for the mean, and the text of the time."""
    read = _WAIT.fullmatch(text)
    if read is None:
        raise refused(text, "this is nothing that a wait can be held to", "write 'p99 < 20 ms', or 'mean < 5 ms'")
    if read["what"] == "mean":
        return None, read["time"]
    part = float(read["percentile"] or read["share"]) / 100
    if not 0 < part < 1:
        raise refused(text, "a percentile of the wait lies between 0 and 100", "write 'p99 < 20 ms'")
    return part, read["time"]


def _whole_number(value: int, name: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not least <= value <= most or value != int(value):
        raise refused(str(value), f"{name} is a whole number from {least} to {most}", f"write {name} {max(least, 1)}")
    return int(value)


def _factor(value: float, name: str, least: float, most: float) -> float:
    if not least <= value <= most or (least == 0 and value == 0):
        bounds = f"above 0 and up to {most:g}" if least == 0 else f"from {least:g} to {most:g}"
        raise refused(
            str(value), f"the {name} is a number {bounds}", f"write {name} {PENALTY if name == 'penalty' else EXPONENT}"
        )
    return float(value)
