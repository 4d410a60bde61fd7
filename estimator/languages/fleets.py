"""A fleet in words and tables: which machines and why, what each resource takes, and why the other shapes lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.exhibit import LEFT, Bar, Cell, Column, Exhibit
from estimator.reckoning.fleet_choice import DEARER, LACKS, MORE, NO_WORKER, REGRETTED, SAME, TOO_SMALL
from estimator.reckoning.waiting import busiest
from estimator.units.display import show
from estimator.units.kinds import PLAIN

if TYPE_CHECKING:
    from estimator.model.model import Model
    from estimator.reckoning.asked_fleet import AskedFleet, Resource
    from estimator.reckoning.fleet_choice import Choice, Fleet, Loser, Option
    from estimator.reckoning.fleets import Spares
    from estimator.reckoning.regret import Loss
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning

MOST_SHOWN = 12
NO_HEADROOM = (
    "No headroom is in it: leave some with --utilisation 60%, or as much as a wait asks for with"
    " --wait 'p99 < 20 ms' --service '5 ms'."
)
A_QUEUE_EACH = (
    "Each machine is taken for a queue of its own (M/M/c), as where a balancer sends requests to any of them."
)


class FleetTexts:
    """The sentences and the numbers of one fleet."""

    def __init__(self, asked: AskedFleet, choice: Choice, spares: Spares, at: float, loss: Loss) -> None:
        self.asked, self.choice, self.spares, self.at, self.loss = asked, choice, spares, at, loss
        self.model: Model = asked.evaluation.model
        self.percent = self.model.module.table.unit("%")
        self.is_uncertain = asked.draws > 1

    def share(self, share: float, digits: int = 2) -> str:
        """A share in per cent."""
        return str(show(share, PLAIN, self.percent, digits=digits))

    def count(self, number: float) -> str:
        """A number of machines."""
        return str(show(number, PLAIN, None))

    def asked_for(self, resource: Resource, value: float) -> str:
        """So much of what is asked."""
        return str(show(value, resource.kind, resource.unit))

    def range(self, resource: Resource, low: float, high: float) -> str:
        """The ends of what is asked, in the unit that stands beside them where both have it; empty for one value."""
        ends = [show(each, resource.kind, resource.unit) for each in (low, high)]
        if low == high:
            return ""
        return f"{ends[0].number if ends[0].unit == ends[1].unit else ends[0]} to {ends[1]}"

    def in_column(self, place: int, value: float) -> str:
        """So much of a column."""
        column = self.asked.shapes.columns[place]
        return str(show(value, column.kind, column.unit))

    def money(self, value: float) -> str:
        """So much for a fleet, in the unit of the price."""
        unit, kind = self.money_unit()
        return str(show(value, kind, unit))

    def amount(self, value: float) -> str:
        """The same without the unit."""
        unit, kind = self.money_unit()
        return show(value, kind, unit).number if unit is not None else str(show(value, kind, None))

    def money_text(self) -> str:
        """The unit of what a fleet costs, as a text."""
        unit, kind = self.money_unit()
        return unit.text if unit is not None else str(kind)

    def money_unit(self) -> tuple[UnitMeaning | None, Kind]:
        """The unit of what a fleet costs: that of the price, without what it is the price of."""
        assert self.asked.price is not None
        column, table = self.asked.shapes.columns[self.asked.price], self.model.module.table
        if column.unit is None or not column.kind.nouns().powers:
            return column.unit, column.kind
        parts = [each for each in column.unit.text.split("/") if not table.unit(each).kind.nouns().powers]
        unit = table.unit("/".join(parts))
        return unit, unit.kind

    def label(self, row: int) -> str:
        """How a shape is called."""
        return self.asked.shapes.labels[row]

    def fleet(self, fleet: Fleet) -> str:
        """A fleet in a few words: so many of a shape."""
        return f"{self.count(fleet.bought)} × {self.label(fleet.row)}"  # noqa: RUF001  the sign of multiplication is meant

    @property
    def cases(self) -> str:
        """In how many cases what is asked is to be carried."""
        return f" in {self.share(self.at, 3)} of the cases" if self.is_uncertain else ""

    # The sentences below the title.

    def lead(self) -> tuple[str, ...]:
        """What is chosen, what binds, and how far it is enough."""
        chosen = self.choice.chosen
        if chosen is None:
            return (f"No shape of {self.asked.shapes.name} can carry it, however many there are.",)
        uses = self.choice.uses
        binding = max(range(len(uses)), key=lambda place: (uses[place].binds, uses[place].takes))
        resource, use = self.asked.resources[binding], uses[binding]
        often = "" if use.binds > 0.995 else f" in {self.share(use.binds)} of the cases"
        limit = self.asked_for(resource, use.limit)
        upper = f"up to {limit}" if self.is_uncertain else limit
        said = [f"{resource.column.name} binds{often}: {upper} is asked{self.cases}."]
        if self.is_uncertain:
            needed = self._ends(self.count(chosen.least), self.count(chosen.most))
            said.append(
                f"In 90% of the cases {needed} machines are needed; {self.count(chosen.bought)} carry what is asked in"
                f" {self.share(chosen.carries, 3)} of them."
            )
        if chosen.low_cost is not None and chosen.high_cost is not None:
            said.append(
                f"It costs {self._ends(self.money(chosen.low_cost), self.money(chosen.high_cost))} in 90% of the cases."
            )
        return tuple(said)

    @staticmethod
    def _ends(low: str, high: str) -> str:
        return low if low == high else f"{low} to {high}"

    # What is said below the table.

    def remarks(self) -> tuple[str, ...]:
        """The headroom with its reason, what may fail, and what is regretted least."""
        chosen = self.choice.chosen
        if chosen is None:
            return ()
        return (*self._headroom(chosen), *self._losses(chosen), *self._regrets(chosen), *self._unpriced())

    def _headroom(self, chosen: Fleet) -> list[str]:
        said = []
        target, place = self.asked.target, self.asked.workers
        queue = None
        if target is not None and place is not None:
            queue, resource = place, self.asked.resources[place]
            workers = int(self.choice.uses[place].has + 1e-9)
            limit = busiest(workers, target)
            busy, late = self._around(limit)
            what = "the mean wait" if target.share is None else f"p{self._percentile(target.share)} of the wait"
            amount = self.in_column(resource.place, float(workers))
            time = self._time(target.time)
            if late:
                said.append(f"Headroom: {amount} busy to {busy}: at {late} {what} passes {time}. {A_QUEUE_EACH}")
            else:
                said.append(f"Headroom: {amount} busy to {busy}, where {what} is {time} at most. {A_QUEUE_EACH}")
            if self.asked.resources[place].share < limit:
                said.append(f"{resource.column.name} is used to {self.share(resource.share)} alone, as was asked.")
        named = [each for rank, each in enumerate(self.asked.resources) if each.share < 1 and rank != queue]
        if named:
            used = ", ".join([f"{each.column.name} to {self.share(each.share)}" for each in named])
            said.append(f"Headroom: {used}, as was asked.")
        return said or [NO_HEADROOM]

    def _around(self, limit: float) -> tuple[str, str]:
        """The last whole per cent below a limit, and the next; of a limit near an end, with more digits."""
        for step in (100, 1_000, 10_000):
            below = int(limit * step)
            if below > 0 and below + 1 < step:
                return self.share(below / step, 4), self.share((below + 1) / step, 4)
        return self.share(limit, 4), ""

    @staticmethod
    def _percentile(share: float) -> str:
        return str(show(share * 100, PLAIN, None, digits=6))

    def _time(self, seconds: float) -> str:
        second = self.model.module.table.unit("s")
        return str(show(seconds, second.kind, None))

    def _losses(self, chosen: Fleet) -> list[str]:
        spares, left = self.spares, self.count(self.spares.left(chosen.bought))
        zones = f"{self.count(spares.zones)} zones of {self.count(chosen.bought / spares.zones)}"
        few = "1 machine" if spares.machines == 1 else f"{self.count(spares.machines)} machines"
        carry = "carries" if left == "1" else "carry"
        if spares.zones > 1 and spares.machines:
            return [f"{zones}: with a zone and {few} more lost, the {left} that are left {carry} it."]
        if spares.zones > 1:
            return [f"{zones}: with one zone lost, the {left} that are left {carry} it."]
        if spares.machines:
            return [f"{few} to spare: with so many lost, the {left} that are left {carry} it."]
        return []

    def _regrets(self, chosen: Fleet) -> list[str]:
        share, regret = self.choice.by_share, self.choice.by_regret
        if regret is None or share is None or regret.regret is None:
            return []
        penalty, exponent = self.count(self.loss.penalty), self.count(self.loss.exponent)
        counted = f"a missing machine counts {penalty} times its price, errors to the power of {exponent}"
        if (share.row, share.bought) == (regret.row, regret.bought):
            return [f"It is also the fleet that is regretted least ({counted})."]
        if chosen is regret:
            assert share.cost is not None
            text = (
                f"Chosen by least regret ({counted}): {self.money(regret.regret)} on average. Cheapest{self.cases}:"
                f" {self.fleet(share)} for {self.money(share.cost)}."
            )
            return [text]
        assert regret.cost is not None
        text = (
            f"Least regret ({counted}): {self.fleet(regret)} for {self.money(regret.cost)}, which carry it in"
            f" {self.share(regret.carries, 3)} of the cases; --penalty chooses by it."
        )
        return [text]

    def _unpriced(self) -> list[str]:
        return [] if self.asked.price is not None else ["No column is in money: the fewest machines come first."]

    # Why a shape lost.

    def reason(self, option: Option) -> str:
        """One reason for which a shape was not chosen; empty for the one that was."""
        loser = option.loser
        if loser is None:
            return ""
        columns = self.asked.shapes.columns
        name = columns[loser.place].name if loser.place is not None else ""
        if loser.reason == LACKS:
            return f"has no {name}"
        if loser.reason == TOO_SMALL and loser.place is not None:
            if loser.has != loser.has:
                return f"says no {name}"
            return f"{self.in_column(loser.place, loser.has)} < {self.in_column(loser.place, loser.least)} of {name}"
        if loser.reason == NO_WORKER and loser.place is not None:
            return f"{self.in_column(loser.place, loser.has)} is less than one worker"
        if loser.reason == MORE:
            return f"takes {self.count(loser.has)} more"
        if loser.reason == SAME and option.cost is None:
            return "takes as many"
        if loser.reason == SAME:
            return "costs the same" if not loser.has else f"costs the same with {self.count(loser.has)} more"
        if loser.reason == REGRETTED:
            return "is regretted more"
        if loser.reason == DEARER:
            return self._dearer(option, loser)
        return "has no price"

    def _dearer(self, option: Option, loser: Loser) -> str:
        times = f"costs {self._more(loser.times)} more"
        if loser.place is None:
            binding = self.asked.resources[option.binding or 0].column.name
            return f"{times} for its {binding}"
        resource = next(each for each in self.asked.resources if each.place == loser.place)
        unused = show(loser.has, resource.kind, resource.unit, whole=False)
        return f"{times}: {unused} of {resource.column.name} unused"

    def _more(self, times: float) -> str:
        more = times - 1
        if more >= 10:
            return f"{self.count(times)} times"
        return self.share(more) if more >= 0.0001 else "a little"


def exhibits(texts: FleetTexts, *, all_of_them: bool = False) -> tuple[Exhibit, ...]:
    """The fleet with a row a resource, then the shapes, the cheapest first; of very many the first, unless all."""
    return (_fleet(texts), _shapes(texts, all_of_them=all_of_them))


def _fleet(texts: FleetTexts) -> Exhibit:
    chosen, uses = texts.choice.chosen, texts.choice.uses
    name = texts.asked.shapes.name
    if chosen is None:
        return Exhibit(f"No fleet of {name}", texts.lead(), (), (), texts.remarks())
    cost = f", {texts.money(chosen.cost)}" if chosen.cost is not None else ""
    limited = any(use.share < 1 for use in uses)
    columns = [Column("resource", LEFT), Column("asked")]
    columns += [Column("90% range")] * texts.is_uncertain
    columns += [Column("has"), *[Column("usable")] * limited, Column("takes"), Column("in use", LEFT)]
    rows = []
    for resource, use in zip(texts.asked.resources, uses, strict=True):
        row = [Cell(resource.column.name, "name"), Cell(texts.asked_for(resource, use.asked))]
        if texts.is_uncertain:
            row.append(Cell(texts.range(resource, use.low, use.high)))
        row.append(Cell(texts.in_column(resource.place, use.has)))
        row += [Cell(texts.share(use.share, 3))] * limited
        row += [Cell(texts.count(use.takes)), Cell(texts.share(use.in_use), bar=Bar(0.0, use.in_use))]
        rows.append(tuple(row))
    return Exhibit(f"{texts.fleet(chosen)}{cost}", texts.lead(), tuple(columns), tuple(rows), texts.remarks())


def _shapes(texts: FleetTexts, *, all_of_them: bool) -> Exhibit:
    options, priced = texts.choice.options, texts.asked.price is not None

    def rank(option: Option) -> tuple[bool, float, float, float]:
        won = option.loser is None
        cost = option.cost if option.cost is not None else float("inf")
        machines = option.bought if option.bought is not None else float("inf")
        return (not won, cost if priced else 0.0, machines, option.row)

    ordered = sorted(options, key=rank)
    shown = ordered if all_of_them else ordered[:MOST_SHOWN]
    head = texts.money_text() if priced else ""
    columns = [Column("shape", LEFT), Column("machines"), *[Column(head)] * priced, Column("", LEFT)]
    rows = []
    for option in shown:
        cost = "" if option.cost is None else texts.amount(option.cost)
        bought, reason = "" if option.bought is None else texts.count(option.bought), texts.reason(option) or "chosen"
        row = [Cell(option.label, "name"), Cell(bought), *[Cell(cost)] * priced]
        rows.append((*row, Cell(reason, "good" if option.loser is None else "note")))
    rest = len(ordered) - len(shown)
    remarks = (f"and {texts.count(rest)} more, which --csv and --json have",) if rest else ()
    enough = f"What carries it{texts.cases}, and why not" if texts.choice.chosen is not None else "Why not"
    return Exhibit(f"{enough} (of {texts.asked.shapes.name})", (), tuple(columns), tuple(rows), remarks)
