"""What is asked of machines: which columns hold what a sheet asks for, and what of a machine may be used.

A quantity of the sheet that is called like a column is what is asked of it; others are said. What is asked is drawn
together with all else of the sheet.
"""

from __future__ import annotations

from os.path import basename
from typing import TYPE_CHECKING, Any

from estimator.model.describe import describe, suggestion
from estimator.model.frames import NumberQuantity
from estimator.model.steps import reached
from estimator.problems import EstimateError, Problem, refused
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.estimate import estimate
from estimator.reckoning.further import with_quantities
from estimator.reckoning.shape_lists import measures, of_table
from estimator.reckoning.waiting import WaitTarget
from estimator.records import record
from estimator.units.kinds import TIME

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.model import Model
    from estimator.model.modules import Module
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.shape_lists import ShapeColumn, ShapeList
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning, UnitTable

TABLE_TO_TYPE = (
    "write one, three lines: 'table machines', '    machine | cpu: core | memory: GiB | price: USD/month',"
    " '    small | 4 | 16 | 120'; or name a provider's list: --shapes FILE.csv"
)
WORKERS = ("cpu", "cpus", "core", "cores", "vcpu", "vcpus", "worker", "workers", "thread", "threads")
FEWEST, MOST_NUMBERS, MOST_NAMED = 1_000, 20_000_000, 6


@record
class Wish:
    """What a fleet is to be like, the quantities as texts.

    table, price, workers   the table, and the columns of it that are the price and the workers of a queue; empty where
                they can be told
    needs, least            what is asked of a column in all, and of one machine, by the column
    utilisation             the share of a column that may be used, empty for all of them
    wait                    `p99 < 20 ms`, and the mean time of service, both empty without a target
    at                      the share of the cases in which the fleet is to carry what is asked
    """

    table: str = ""
    price: str = ""
    workers: str = ""
    needs: tuple[tuple[str, str], ...] = ()
    least: tuple[tuple[str, str], ...] = ()
    utilisation: tuple[tuple[str, float], ...] = ()
    wait: tuple[float | None, str] | None = None
    service: str = ""
    at: float = 0.95


@record
class Resource:
    """A column that something is asked of: the quantity, its samples or one value, and the share that may be used.

    `kind` and `unit` are those in which what is asked is shown.
    """

    place: int
    column: ShapeColumn
    text: str
    kind: Kind
    unit: UnitMeaning | None
    samples: Any
    central: float
    share: float


@record
class AskedFleet:
    """The shapes with what is asked of them; `least` is what one machine is to have, by the place of its column.

    `workers` is the place of the resource whose use the target of the wait bounds.
    """

    evaluation: Evaluation
    shapes: ShapeList
    resources: tuple[Resource, ...]
    least: tuple[tuple[int, float], ...]
    price: int | None
    target: WaitTarget | None
    workers: int | None
    draws: int
    samples: dict[int, Any]  # of the cells of the table that are uncertain, by their steps


def asked_fleet(
    module: Module,
    overrides: list[str],
    scenario: str,
    wish: Wish,
    read: Callable[[UnitTable], ShapeList] | None = None,
) -> AskedFleet:
    """What a sheet asks of the machines of its table, or of those that are read with its units. EstimateError."""
    texts = [text for _, text in (*wish.needs, *wish.least)]
    if wish.wait is not None:
        if not wish.service:
            remedy = "say how long a request is served, as --service '5 ms'"
            raise refused(wish.wait[1], "a wait needs the time of service", remedy)
        texts += [wish.wait[1], wish.service]
    elif wish.service:
        raise refused(wish.service, "a time of service needs a wait to stay below", "add --wait 'p99 < 20 ms'")
    shapes = None if read is None else read(module.with_own_units().table)
    if shapes is None:
        _check_tables(module, wish)
    if not texts:
        evaluation = estimate(module, overrides, scenario)
        return _Finder(evaluation, wish, ()).found(shapes)
    further = with_quantities(module, texts)

    def work(extended: Module) -> AskedFleet:
        return _Finder(estimate(extended, overrides, scenario), wish, further.names).found(shapes)

    return further.told(work)


def _check_tables(module: Module, wish: Wish) -> None:
    """EstimateError where the tables of a sheet cannot be machines of which it asks something: without reckoning it."""
    tables, wanted = module.tables, wish.table
    if wanted and wanted not in tables:
        guess = suggestion(wanted, tables) or ", ".join(list(tables)[:MOST_NAMED])
        raise refused(wanted, f"the sheet has no table {wanted}", f"it has {guess}" if guess else TABLE_TO_TYPE)
    if not tables:
        raise refused(_title(module), f"{_title(module)} has no table of machines", TABLE_TO_TYPE)
    if wish.needs:
        return
    rows = [tables[wanted]] if wanted else list(tables.values())
    columns = list(dict.fromkeys(column for each in rows for column in each.columns))
    own = {name.casefold() for name, each in module.definitions.items() if each.parameters is None}
    if not own.intersection(each.casefold() for each in columns):
        raise _nothing(rows[0].name if len(rows) == 1 else "its tables", columns)


def _nothing(name: str, columns: list[str]) -> EstimateError:
    message = f"the sheet asks nothing of {name}: it has no quantity called like a column"
    listed = ", ".join(columns[:MOST_NAMED])
    return refused(name, f"{message} ({listed})", f"say what is asked, as --need {columns[0]}=QUANTITY")


def _title(module: Module) -> str:
    return basename(module.source.name) or module.name


def _shown_as(column: ShapeColumn, kind: Kind) -> tuple[Kind, UnitMeaning | None]:
    """How what is asked of a column is shown: as the column, unless that is of one machine."""
    return (column.kind, column.unit) if column.kind.dimension == kind.dimension else (kind, None)


class _Finder:
    """Finds what is asked in one evaluation; `names` are those of the quantities that were added to it."""

    def __init__(self, evaluation: Evaluation, wish: Wish, names: tuple[str, ...]) -> None:
        self.evaluation, self.wish, self.names = evaluation, wish, names
        self.model: Model = evaluation.model
        self.forms = ClosedForms(self.model.steps, evaluation.values)

    def found(self, listed: ShapeList | None) -> AskedFleet:
        """All of it, of the shapes of a list or of a table. EstimateError."""
        shapes = self._table() if listed is None else listed
        price = self._price(shapes)
        asked = self._asked(shapes, price)
        quantities = {place: self._number(*asked[place], shapes.columns[place]) for place in sorted(asked)}
        first = len(self.wish.needs)
        least: list[tuple[int, int]] = []
        for (column, text), name in zip(self.wish.least, self.names[first:], strict=False):
            place = self._column(shapes, column)
            least.append((place, self._number(name, text, shapes.columns[place]).step))
        used = {*quantities, *[place for place, _ in least], *([price] if price is not None else [])}
        steps = {each.step for each in quantities.values()} | {step for _, step in least}
        samples, draws = self._samples(steps | {row[place] for row in shapes.steps for place in used})
        self._check_cells(shapes, used, samples)
        shares = self._shares(shapes, list(quantities))
        resources: list[Resource] = []
        for place, each in quantities.items():
            drawn = self._not_negative(asked[place][1], samples.get(each.step, self._value(each.step)))
            shown = _shown_as(shapes.columns[place], each.kind)
            central, part = self._value(each.step), shares.get(place, 1.0)
            resources.append(Resource(place, shapes.columns[place], asked[place][1], *shown, drawn, central, part))
        target = self._target()
        return AskedFleet(
            evaluation=self.evaluation,
            shapes=shapes,
            resources=tuple(resources),
            least=tuple([(place, self._at(samples.get(step, self._value(step)))) for place, step in least]),
            price=price,
            target=target,
            workers=None if target is None else self._workers(tuple(resources)),
            draws=draws,
            samples=samples,
        )

    def _asked(self, shapes: ShapeList, price: int | None) -> dict[int, tuple[str, str]]:
        """The quantity that is asked of each column, by its place: its name, and as it is written. EstimateError."""
        found: dict[int, tuple[str, str]] = {}
        for (column, text), name in zip(self.wish.needs, self.names, strict=False):
            place = self._column(shapes, column)
            if place in found or place == price:
                what = "is the price" if place == price else "is asked for twice"
                raise refused(column, f"{column} {what}", "leave it out")
            found[place] = (name, text)
        for place, each in enumerate(shapes.columns):
            own = "" if place in found or place == price else self._own(each.name, shapes)
            if own:
                found[place] = (own, own)
        if not found:
            names = [each.name for place, each in enumerate(shapes.columns) if place != price and each.fault is None]
            if not names:
                message = f"{shapes.name} has no column of numbers that something could be asked of"
                raise refused(shapes.name, message, "give it one, with its unit, as cpu: core")
            raise _nothing(shapes.name, names)
        return found

    def _table(self) -> ShapeList:
        """The table that is named, or the one with a column that something is asked of."""
        tables, wanted = self.model.module.tables, self.wish.table
        lists = [of_table(self.evaluation, tables[name]) for name in ([wanted] if wanted else tables)]
        if wanted or len(lists) == 1:
            return lists[0]
        said = {name.casefold() for name, _ in self.wish.needs}
        met = [
            each
            for each in lists
            if any(column.key in said or self._own(column.name, each) for column in each.columns if not column.is_price)
        ]
        priced = [each for each in met or lists if each.columns and any(column.is_price for column in each.columns)]
        found = priced or met or lists
        if len(found) > 1:
            names = [each.name for each in found[:MOST_NAMED]]
            message = f"any of the tables {', '.join(names)} may be that of the machines"
            raise refused(_title(self.model.module), message, f"name one behind the sheet: {names[0]}")
        return found[0]

    def _column(self, shapes: ShapeList, name: str) -> int:
        """The place of the column of a name. EstimateError."""
        names = [column.name for column in shapes.columns]
        if name in names:
            return names.index(name)
        found = [place for place, column in enumerate(shapes.columns) if column.key == name.strip().casefold()]
        if found:
            return found[0]
        guess = suggestion(name, names) or ", ".join(names[:MOST_NAMED])
        raise refused(name, f"{shapes.name} has no column {name} of numbers", f"it has {guess}")

    def _own(self, column: str, shapes: ShapeList) -> str:
        """The quantity of the sheet that is called like a column, and not reckoned from the table; empty for none."""
        quantities = self.model.quantities
        name = column if column in quantities else column.casefold()
        found = quantities.get(name)
        if not isinstance(found, NumberQuantity):
            return ""
        cells = {step for row in shapes.steps for step in row}
        return "" if cells and not cells.isdisjoint(reached(self.model.steps, [found.step])) else name

    def _price(self, shapes: ShapeList) -> int | None:
        """The column that is the price: the one in money. EstimateError where it cannot be told."""
        if self.wish.price:
            place = self._column(shapes, self.wish.price)
            if not shapes.columns[place].is_price:
                message = f"{self.wish.price} is in {describe(shapes.columns[place].kind)}, not in money"
                raise refused(self.wish.price, message, "name a column in money, as USD/month")
            return place
        found = [place for place, column in enumerate(shapes.columns) if column.is_price]
        if len(found) > 1:
            named = [place for place in found if shapes.columns[place].key in ("price", "cost")]
            names = [shapes.columns[place].name for place in found]
            if len(named) != 1:
                message = f"{' and '.join(names)} are all in money"
                raise refused(shapes.name, message, f"say which is the price: --price {names[0]}")
            found = named
        if not found:
            return None
        column = shapes.columns[found[0]]
        counted = {each for each, _ in column.kind.nouns().powers}
        for other in shapes.columns:
            if counted & {each for each, _ in other.kind.nouns().powers} and not other.is_price:
                message = f"{column.name} is in {describe(column.kind)}, and so not of a whole machine"
                raise refused(column.name, message, "give the price of a machine, as USD/month")
        return found[0]

    def _number(self, name: str, text: str, column: ShapeColumn) -> NumberQuantity:
        """A quantity that is held against a column. EstimateError where they do not measure the same."""
        found = self.model.quantities[name]
        if column.fault is not None:
            message = f"something is asked of {column.name}, and this is no number"
            raise EstimateError([Problem(message, (column.fault,), f"write numbers in {column.name}")])
        if not isinstance(found, NumberQuantity):
            raise refused(text, f"{text} is no number", f"ask a number of {column.name}")
        if not measures(column.kind, found.kind):
            here, there = describe(found.kind), describe(column.kind)
            message = f"{text} ({here}) cannot be held against the column {column.name} ({there})"
            unit = column.unit.text if column.unit is not None else str(column.kind)
            raise refused(text, message, f"ask for {column.name} in {unit or 'plain numbers'}")
        return found

    def _samples(self, steps: set[int]) -> tuple[dict[int, Any], int]:
        """The samples of those steps that are uncertain, drawn together, and how many; 1 where none is."""
        from estimator.reckoning.sampling import Sampler

        uncertain = {step for step in steps if not self.forms.is_certain(step)}
        if not uncertain:
            return {}, 1
        sampler = Sampler(self.model.steps, self.evaluation.values, self.forms)
        draws = min(sampler.draws_for(uncertain), max(FEWEST, MOST_NUMBERS // len(uncertain)))
        return dict(sampler.sampled(uncertain, draws)), draws

    def _value(self, step: int) -> float:
        return float(self.evaluation.values[step])

    def _at(self, samples: Any) -> float:
        """What is asked of one machine: as much as is enough in the share of the cases that is asked."""
        import numpy as np

        return float(np.quantile(samples, self.wish.at, method="inverted_cdf"))

    def _not_negative(self, text: str, samples: Any) -> Any:
        import numpy as np

        if float(np.min(samples)) < 0:
            share = float(np.mean(np.asarray(samples) < 0))
            where = "" if share == 1 else " in some cases of its ranges"
            raise refused(text, f"{text} is less than nothing{where}", "ask for at least 0, as with max(0, …)")
        return samples

    def _check_cells(self, shapes: ShapeList, used: set[int], samples: dict[int, Any]) -> None:
        """EstimateError where a machine has less than nothing, or costs it."""
        for row, numbers in enumerate(shapes.numbers):
            for place in used:
                step = shapes.steps[row][place] if shapes.steps else None
                least = float(samples[step].min()) if step in samples else numbers[place]
                if least < 0:
                    name = f"{shapes.columns[place].name} of {shapes.labels[row]}"
                    where = " in some cases of its range" if step in samples else ""
                    raise refused(name, f"{name} is less than nothing{where}", "write at least 0")

    def _shares(self, shapes: ShapeList, asked: list[int]) -> dict[int, float]:
        """The share of each column that may be used."""
        found: dict[int, float] = {}
        for name, share in sorted(self.wish.utilisation):  # those without a name first
            places = [self._column(shapes, name)] if name else asked
            for place in places:
                if place not in asked:
                    message = f"nothing is asked of {name}, so that no share of it is left free"
                    raise refused(name, message, f"ask something of it: --need {name}=QUANTITY")
                found[place] = share
        return found

    def _target(self) -> WaitTarget | None:
        if self.wish.wait is None:
            return None
        share, text = self.wish.wait
        time, service = self._time(self.names[-2], text), self._time(self.names[-1], self.wish.service)
        return WaitTarget(share, time, service)

    def _time(self, name: str, text: str) -> float:
        found = self.model.quantities[name]
        if not isinstance(found, NumberQuantity) or found.kind.physical().dimension != ((TIME, 1),):
            raise refused(text, f"{text} is in {describe(found.kind)}, and no time", "write a time, as 5 ms")
        value = self._value(found.step)
        if value <= 0:
            raise refused(text, f"{text} is no time above 0", "write a time, as 5 ms")
        return value

    def _workers(self, resources: tuple[Resource, ...]) -> int:
        """Which of the resources are the workers of the queue. EstimateError."""
        keys = [each.column.key for each in resources]
        if self.wish.workers:
            if self.wish.workers.casefold() in keys:
                return keys.index(self.wish.workers.casefold())
            message = f"nothing is asked of a column {self.wish.workers}"
            raise refused(self.wish.workers, message, f"something is asked of {', '.join(keys[:MOST_NAMED])}")
        found = [place for place, key in enumerate(keys) if key in WORKERS]
        if len(found) != 1:
            message = f"which of {', '.join(keys[:MOST_NAMED])} are the workers that requests wait for cannot be told"
            raise refused("--wait", message, f"say it: --workers {keys[0]}")
        return found[0]
