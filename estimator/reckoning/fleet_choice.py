"""Which machines, and how many: the cheapest fleet, the one that is regretted least, and why each other shape lost."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.numerics import floor
from estimator.problems import refused
from estimator.reckoning.fleets import Demands, Shapes, Spares, cheapest, machines_at
from estimator.reckoning.regret import Loss, least_regret
from estimator.reckoning.waiting import busiest
from estimator.records import record

if TYPE_CHECKING:
    from estimator.reckoning.asked_fleet import AskedFleet

# Why a shape lost.
UNPRICED, LACKS, TOO_SMALL, NO_WORKER = "unpriced", "lacks", "too small", "no worker"
DEARER, SAME, MORE, REGRETTED = "dearer", "same", "more", "regretted"
LOW, HIGH = 0.05, 0.95


@record
class Loser:
    """Why a shape lost: `times` as dear or as many as the chosen fleet; the resource, and how much of it.

    `has` is what one machine has, or what stays unused of all; `least` what one should have.
    """

    reason: str
    place: int | None = None
    times: float = math.nan
    has: float = math.nan
    least: float = math.nan


@record
class Option:
    """A shape: the machines that carry what is asked, those that are bought, and what they cost; None where none can.

    `binding` is the resource of which it takes most machines; `loser` says why it was not chosen.
    """

    label: str
    row: int
    machines: float | None
    bought: float | None
    cost: float | None
    binding: int | None
    loser: Loser | None


@record
class Use:
    """What a fleet has and does with a resource.

    asked, low, high    what is asked, its best guess and its P5 and P95; `limit` in the share of cases that is asked
    has, share  what a machine has, and what part of it may be used
    takes       the machines that it alone would take
    binds       the share of the cases in which it takes most machines
    in_use      the part of the whole fleet that is used, where `limit` is asked
    """

    asked: float
    low: float
    high: float
    limit: float
    has: float
    share: float
    takes: float
    binds: float
    in_use: float


@record
class Fleet:
    """A fleet: which row, how many machines, what they cost, in which share of the cases they carry what is asked.

    `least`, `most` are the P5 and P95 of the machines that are needed; those of the price, where it is uncertain.
    """

    row: int
    bought: float
    cost: float | None
    carries: float
    least: float
    most: float
    low_cost: float | None
    high_cost: float | None
    regret: float | None = None


@record
class Choice:
    """The options in the order of the list, the fleet that is chosen with its uses, and the one regretted least.

    `draws` is how many draws the regret is over; None stands where no shape can do it, or has a price.
    """

    options: tuple[Option, ...]
    chosen: Fleet | None
    uses: tuple[Use, ...]
    by_share: Fleet | None
    by_regret: Fleet | None
    draws: int


def choose(asked: AskedFleet, spares: Spares, at: float, loss: Loss, *, by_regret: bool) -> Choice:
    """The fleet that carries what is asked in a share of the cases for the least money, or is regretted least.

    Without prices the one with the fewest machines.
    """
    return _Chooser(asked, spares, at, loss).choice(by_regret=by_regret)


class _Chooser:
    def __init__(self, asked: AskedFleet, spares: Spares, at: float, loss: Loss) -> None:
        self.asked, self.spares, self.at, self.loss = asked, spares, at, loss
        self.numbers = np.array(asked.shapes.numbers, dtype=float).reshape(len(asked.shapes.labels), -1)
        self.places = [each.place for each in asked.resources]
        self.has = np.maximum(np.nan_to_num(self.numbers[:, self.places], nan=0.0), 0.0)
        self.demands = Demands([each.samples for each in asked.resources], asked.draws)
        self.shares = self._shares()
        self.faults = self._faults()
        prices = np.full(len(self.numbers), math.nan) if asked.price is None else self.numbers[:, asked.price].copy()
        usable = self.has * self.shares
        for row in self.faults:
            usable[row] = 0.0
            prices[row] = math.nan
        self.is_priced = asked.price is not None
        self.shapes = Shapes(usable, prices, self._uncertain())
        self.machines = machines_at(self.demands, self.shapes, at)
        for row in self.faults:
            self.machines[row] = math.inf
        able = np.isfinite(self.machines)
        self.bought = np.where(able, spares.bought(np.where(able, self.machines, 0.0)), math.inf)
        self.limits = self.demands.at(at)
        if not (self.limits > 0).any():
            names = [each.text for each in asked.resources]
            message = "nothing is asked: what is asked is 0" + (" in so many of the cases" if asked.draws > 1 else "")
            raise refused(names[0], message, "ask for more than 0, or for more of the cases with --at 99%")

    def choice(self, *, by_regret: bool) -> Choice:
        """All of it."""
        prices = self.shapes.prices
        bought = np.where(np.isfinite(prices), self.bought, math.inf) if self.is_priced else self.bought
        row = cheapest(prices, bought)
        if row is None:
            options = [self._option(each, None) for each in range(len(self.numbers))]
            return Choice(tuple(options), None, (), None, None, 0)
        by_share = self._fleet(row, float(self.bought[row]))
        least, draws = None, 0
        if self.is_priced and self.demands.draws > 1:
            found = least_regret(self.demands, self.shapes, self.spares, self.loss)
            if found is not None:
                least, draws = self._fleet(found.shape, found.machines, found.regret), found.draws
        chosen = least if by_regret and least is not None else by_share
        options = [self._option(each, chosen) for each in range(len(self.numbers))]
        return Choice(tuple(options), chosen, self._uses(chosen), by_share, least, draws)

    def _shares(self) -> Any:
        """What part of each resource of each shape may be used."""
        found = np.ones(self.has.shape) * np.array([each.share for each in self.asked.resources])
        place, target = self.asked.workers, self.asked.target
        if place is not None and target is not None:
            known: dict[int, float] = {}
            for row, number in enumerate(self.has[:, place]):
                workers = int(floor(float(number)))
                if workers not in known:
                    known[workers] = busiest(workers, target) * workers if workers else 0.0
                # A broken worker serves nobody.
                found[row, place] = min(found[row, place], known[workers] / number if number > 0 else 0.0)
        return found

    def _faults(self) -> dict[int, Loser]:
        """The shapes that come into no question, whatever their number."""
        found: dict[int, Loser] = {}
        for row, numbers in enumerate(self.numbers):
            for place, least in self.asked.least:
                if not numbers[place] >= least * (1 - 1e-12):
                    found[row] = Loser(TOO_SMALL, place, has=float(numbers[place]), least=least)
                    break
            if row not in found and self.asked.workers is not None and 0 < self.has[row, self.asked.workers] < 1:
                found[row] = Loser(
                    NO_WORKER, self.places[self.asked.workers], has=float(self.has[row, self.asked.workers])
                )
        return found

    def _uncertain(self) -> dict[int, list[Any]]:
        """The samples of what can be used of those shapes that have ranges."""
        found: dict[int, list[Any]] = {}
        for row, steps in enumerate(self.asked.shapes.steps):
            cells = [self.asked.samples.get(steps[place]) for place in self.places]
            if row not in self.faults and any(each is not None for each in cells):
                found[row] = [
                    self.has[row, place] * self.shares[row, place] if cell is None else cell * self.shares[row, place]
                    for place, cell in enumerate(cells)
                ]
        return found

    def _fleet(self, row: int, bought: float, regret: float | None = None) -> Fleet:
        needed = self.spares.bought(np.sort(self.shapes.machines(row, self.demands)))
        low, high = (float(needed[int(share * (len(needed) - 1) + 0.5)]) for share in (LOW, HIGH))
        price, steps = float(self.shapes.prices[row]), self.asked.shapes.steps
        cost = low_cost = high_cost = None
        if math.isfinite(price):
            cost = bought * price
            samples = (
                self.asked.samples.get(steps[row][self.asked.price]) if steps and self.asked.price is not None else None
            )
            if samples is not None:
                low_cost, high_cost = (float(bought * np.quantile(samples, share)) for share in (LOW, HIGH))
        return Fleet(row, bought, cost, float(np.mean(needed <= bought)), low, high, low_cost, high_cost, regret)

    def _takes(self, row: int) -> Any:
        """How many machines of a shape, and broken ones, each resource takes by itself."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.limits > 0, self.limits / self.shapes.usable[row], 0.0)

    def _uses(self, fleet: Fleet) -> tuple[Use, ...]:
        row, found = fleet.row, []
        ratios = []
        for place, samples in enumerate(self.demands.samples):
            usable = self.shapes.uncertain.get(row, self.shapes.usable[row])[place]
            with np.errstate(divide="ignore", invalid="ignore"):
                ratios.append(np.where(samples > 0, samples / usable, 0.0))
        most = np.argmax(np.array(ratios), axis=0)
        for place, each in enumerate(self.asked.resources):
            ascending = self.demands.ascending[place]
            low, high = (float(ascending[int(share * (len(ascending) - 1) + 0.5)]) for share in (LOW, HIGH))
            has, limit = float(self.has[row, place]), float(self.limits[place])
            takes = float(np.ceil(self._takes(row)[place] * (1 - 1e-9)))
            whole = fleet.bought * has
            in_use = limit / whole if whole > 0 else 0.0
            share, binds = float(self.shares[row, place]), float(np.mean(most == place))
            found.append(Use(each.central, low, high, limit, has, share, takes, binds, in_use))
        return tuple(found)

    def _option(self, row: int, chosen: Fleet | None) -> Option:
        label, machines = self.asked.shapes.labels[row], float(self.machines[row])
        price = float(self.shapes.prices[row])
        if not math.isfinite(machines):
            return Option(label, row, None, None, None, None, self._lacking(row))
        binding = int(np.argmax(self._takes(row)))
        bought = float(self.bought[row])
        cost = bought * price if math.isfinite(price) else None
        if chosen is not None and row == chosen.row:
            return Option(label, row, machines, bought, cost, binding, None)
        return Option(label, row, machines, bought, cost, binding, self._loser(row, bought, cost, chosen))

    def _lacking(self, row: int) -> Loser:
        if row in self.faults:
            return self.faults[row]
        lacking = [
            place for place in range(len(self.places)) if self.limits[place] > 0 and not self.has[row, place] > 0
        ]
        if not lacking:  # more than nothing is asked in few cases alone, or an end of a range is no more than nothing
            lacking = [int(np.argmin(self.has[row]))]
        return Loser(LACKS, self.places[lacking[0]])

    def _loser(self, row: int, bought: float, cost: float | None, chosen: Fleet | None) -> Loser:
        if self.is_priced and cost is None:
            return Loser(UNPRICED)
        if chosen is None:
            return Loser(UNPRICED)
        rival = float(self.bought[chosen.row])
        if cost is None:
            return Loser(
                MORE if bought > rival else SAME, times=bought / rival if rival else math.nan, has=bought - rival
            )
        least = rival * float(self.shapes.prices[chosen.row])
        times = cost / least if least else math.inf
        if times <= 1 + 1e-9:
            return Loser(REGRETTED if chosen.regret is not None else SAME, times=times, has=bought - rival)
        place = self._in_vain(row, chosen.row, times)
        if place is None:
            return Loser(DEARER, None, times=times)
        unused = float(self.machines[row] * self.shapes.usable[row, place] - self.limits[place])
        return Loser(DEARER, self.places[place], times=times, has=unused)

    def _in_vain(self, row: int, chosen: int, times: float) -> int | None:
        """The resource that a dearer shape pays for in vain; None where it is what binds that is dearer itself."""
        binding = int(np.argmax(self._takes(row)))
        idle = self._idle(row) - self._idle(chosen)
        if binding == int(np.argmax(self._takes(chosen))):
            mine, theirs = (self.shapes.prices[each] / self.shapes.usable[each, binding] for each in (row, chosen))
            if mine > theirs and (theirs <= 0 or math.log(mine / theirs) >= math.log(times) / 2):
                return None
            return binding if idle[binding] > 0 else None
        place = int(np.argmax(idle))
        return place if idle[place] > 0 else None

    def _idle(self, row: int) -> Any:
        """What part of each resource that may be used is left unused."""
        room = self.machines[row] * self.shapes.usable[row]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(room > 0, 1 - self.limits / room, 0.0)
