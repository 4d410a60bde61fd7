"""What moves a number, in words and tables: whose range makes up its range, and how strongly it answers to each input.

All texts are as the user wrote them: whoever shows one makes it inert for where it goes.
"""

from __future__ import annotations

from math import isfinite

from estimator.languages.checks import percentage
from estimator.languages.exhibit import LEFT, Bar, Cell, Column, Exhibit
from estimator.languages.reporting import answers_of
from estimator.languages.spans import safe
from estimator.languages.values import CLEAN_DIGITS, step_text
from estimator.model.describe import BOOLEAN
from estimator.reckoning.estimate import ANSWER
from estimator.units.display import number, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.inputs import Input
    from estimator.reckoning.sensitivity import Driver, Sensitivity
    from estimator.units.display import Shown

INNER = ".range"  # how the step of a range inside of a line is called
HALF, MOST_FIRST = 0.5, 3  # of the spread: what is much of it; and the ranges that are named to be measured first
MUCH = 2 / 3
LEAST, TOUCHED = 0.005, 0.0005  # of a share that has a figure, and of one that is told from none
MOST_SHOWN, MOST_LISTED = 40, 8  # rows of a table, names in a sentence
TOGETHER = 1.02  # from when on the shares are said to overlap
NONE = "-"
ELASTICITY_DIGITS = 6  # decimals of a per cent, below which there is none


def asked_of(evaluation: Evaluation) -> tuple[Quantity, tuple[str, ...]] | None:
    """The answer that is asked about where none is named, and the names of the others; None without a number to ask.

    The last one that has a range, else the last; the one quantity of a bare line.
    """
    model = evaluation.model
    answers = [each for each in answers_of(model) if each.step is not None and each.kind is not BOOLEAN]
    if not answers and [*model.quantities] == [ANSWER]:
        answers = [each for each in model.quantities.values() if each.step is not None and each.kind is not BOOLEAN]
    if not answers:
        return None
    asked = ([each for each in answers if each.step in evaluation.spreads] or answers)[-1]
    return asked, tuple([each.definition.name for each in answers if each is not asked])


def label(each: Input, values: Values) -> str:
    """How an input is called: an assumption by its name, a range inside of a line as it is written there."""
    if each.quantity is not None:
        return each.quantity.definition.name
    step = values.model.steps[each.step]
    owner = step.name.removesuffix(INNER)
    if owner == step.name or (each.is_chance and owner in values.model.quantities):
        return owner or step_text(step)
    return step_text(step) if owner == ANSWER else f"{step_text(step)} in {owner}"


def headline(found: Sensitivity, values: Values) -> str:
    """What to measure first, as one sentence; empty where there is no range."""
    blocks = _blocks(found)
    if not blocks:
        return ""
    first, share = blocks[0], blocks[0].share or 0.0
    drive, it = ("drive", "them") if first.together else ("drives", "it")
    if len(blocks) == 1 and not found.rest:
        return f"{_called(first, values)} {drive} all of the spread: measure {it}."
    parts, covered = [f"{_called(first, values)} {drive} {share_text(share)} of the spread"], share
    for driver in blocks[1:MOST_FIRST] if share < HALF else ():
        if covered >= MUCH:
            break
        parts.append(f"{_called(driver, values)} {share_text(driver.share)}")
        covered += driver.share or 0.0
    *most, last = parts
    return f"{', '.join(most)} and {last}: measure these first." if most else f"{last}: measure {it} first."


def _blocks(found: Sensitivity) -> list[Driver]:
    """The drivers with ranges; of those that are correlated and have one share, the first."""
    return [each for place, each in enumerate(found.ranged) if not _is_told(each, found.ranged[:place])]


def _is_told(driver: Driver, before: Iterable[Driver]) -> bool:
    return bool(driver.together) and any(each.together == driver.together for each in before)


def _called(driver: Driver, values: Values) -> str:
    """A driver by its name; with those that it is correlated with by all their names."""
    if not driver.together:
        return label(driver.input, values)
    return f"{_listed(driver.together, values)} together"


def share_words(driver: Driver, values: Values) -> str:
    """The share of a driver, and with which others it has it: `80% with rate`."""
    others = [each for each in driver.together if each != driver.input]
    return f"{share_text(driver.share)} with {_listed(others, values)}" if others else share_text(driver.share)


def exhibits(found: Sensitivity, quantity: Quantity, values: Values) -> tuple[Exhibit, ...]:
    """The table of what drives a number, and where it has a range, that of each range at its ends."""
    if not found.ranged:
        return (_strengths(found, quantity, values),)
    return (_shares(found, quantity, values), _ends(found, quantity, values))


def _title(quantity: Quantity, values: Values) -> str:
    spread = values.range(quantity)
    text = f"Why {quantity.definition.name} {values.relation(quantity)} {values.shown(quantity)}"
    told = f"{text}, {spread}" if spread else text
    scenario = values.model.scenario
    return f'{told} (scenario "{safe(scenario)}")' if scenario else told


def _strengths(found: Sensitivity, quantity: Quantity, values: Values) -> Exhibit:
    """A number without a range: its assumptions by how strongly it answers to each."""
    name = quantity.definition.name
    if values.evaluation.spreads.get(found.step) is not None:
        lead = f"What is not known makes up none of the range of {name}: it differs from case to case."
    elif any(driver.low is not None for driver in found.drivers):
        lead = f"No range of an assumption reaches {name}, so it is one number."
    else:
        lead = (
            f"No assumption behind {name} has a range, so it has none. Give one as low to high where you are not "
            "sure, and there are shares of the spread."
        )
    most = max([abs(driver.elasticity or 0.0) for driver in found.drivers], default=0.0) or 1.0
    rows = []
    for driver in moving(found):
        bar = Bar(0.0, abs(driver.elasticity or 0.0) / most)
        rows.append(
            (
                Cell(label(driver.input, values), "name"),
                Cell(_now(driver, values), "note"),
                Cell(_percent(driver.elasticity), bar=bar),
            )
        )
    columns = (Column("assumption", LEFT), Column("now"), Column("+1% gives"))
    return Exhibit(_title(quantity, values), (lead,), columns, tuple(rows), _remarks(found, quantity, values))


def _shares(found: Sensitivity, quantity: Quantity, values: Values) -> Exhibit:
    rows = []
    shown = moving(found)
    for place, driver in enumerate(shown):
        is_ranged = driver.share is not None
        is_barred = driver.share is not None and not _is_told(driver, shown[:place])
        rows.append(
            (
                Cell(label(driver.input, values), "name"),
                Cell(share_words(driver, values), bar=Bar(0.0, driver.share or 0.0) if is_barred else None),
                Cell(_narrower(driver) if is_ranged else NONE),
                Cell(_percent(driver.elasticity)),
            )
        )
    if found.rest:
        share = found.rest_share
        bar = Bar(0.0, share) if share is not None else None
        others = Cell(f"{len(found.rest)} others together", "name")
        told = sum([driver.share is not None for driver in shown])
        rows.insert(told, (others, Cell(share_text(share), bar=bar), Cell(NONE), Cell(NONE)))
    columns = (
        *(Column("assumption", LEFT), Column("share of spread")),
        *(Column("half its range"), Column("+1% gives")),
    )
    lead = (headline(found, values), *([_meaning(found, quantity)] if len(_blocks(found)) > 1 else []))
    return Exhibit(_title(quantity, values), lead, columns, tuple(rows), _remarks(found, quantity, values))


def _meaning(found: Sensitivity, quantity: Quantity) -> str:
    """What a share is a share of, in plain words."""
    name = quantity.definition.name
    if found.is_log:
        text = f"A share is of how many times too high or too low {name} may be (the variance of its logarithm)"
    else:
        text = f"A share is of how far off {name} may be (its variance)"
    if found.is_exact:
        return f"{text}, and exact."
    return f"{text}, from {found.draws:,} draws; what two ranges do together counts for both (total-effect indices)."


def _ends(found: Sensitivity, quantity: Quantity, values: Values) -> Exhibit:
    """Each range at its P5 and its P95, the others at their best guesses."""
    ranged = [driver for driver in moving(found) if driver.share is not None]
    middle = float(values.evaluation.values[found.step])
    reached = [middle, *[end for each in ranged for end in (each.at_low, each.at_high) if end is not None]]
    least, most = min(reached), max(reached)
    width = (most - least) or 1.0
    rows = []
    for driver in sorted(ranged, key=reach, reverse=True):
        ends = [end for end in (driver.at_low, driver.at_high) if end is not None]
        bar = None
        if ends:
            bar = Bar((min(ends) - least) / width, (max(ends) - least) / width, (middle - least) / width)
        rows.append(
            (
                Cell(label(driver.input, values), "name"),
                Cell(range_text(driver, values)),
                Cell(between(driver.at_low, driver.at_high, quantity, values), bar=bar),
            )
        )
    name = quantity.definition.name
    columns = (Column("assumption", LEFT), Column("its P5 to P95"), Column(f"{name} there"))
    lead = f"The others at their best guesses, with which it is {values.shown(quantity)}."
    return Exhibit(f"{name} with one range at a time at its ends", (lead,), columns, tuple(rows))


def moving(found: Sensitivity) -> list[Driver]:
    """The drivers that change anything, and no more than are read."""
    return [driver for driver in found.drivers if is_moving(driver)][:MOST_SHOWN]


def is_moving(driver: Driver) -> bool:
    """Whether a number changes with an input by as much as is shown."""
    return (driver.share or 0.0) >= TOUCHED or bool(driver.elasticity)


def reach(driver: Driver) -> float:
    """How far apart the answer is at both ends of an input."""
    if driver.at_low is None or driver.at_high is None:
        return 0.0
    return abs(driver.at_high - driver.at_low)


def _remarks(found: Sensitivity, quantity: Quantity, values: Values) -> tuple[str, ...]:
    """What a reader must know of the numbers."""
    name = quantity.definition.name
    said = []
    total = sum([driver.share or 0.0 for driver in _blocks(found)])
    together = list(dict.fromkeys([driver.together for driver in found.ranged if driver.together]))
    if together:
        which = "; ".join([_listed(each, values) for each in together])
        said.append(
            f"Correlated: {which}. What is due to which of them no one can tell, so they have one share. Half a range "
            "keeps the correlation; at the ends of a range, and for +1%, the others stay as they are."
        )
    if total > TOGETHER:
        said.append(f"The shares add up to {percentage_of(total)}, for some ranges matter only together.")
    trends = [driver.input for driver in found.drivers if driver.is_trend]
    if trends:
        where = _listed(trends, values)
        said.append(
            f"{name} goes in steps, or has a bend nearby: for {where} it is the trend within a fifth either way."
        )
    if found.held:
        held = _listed(found.held, values)
        said.append(
            f"{held} differs from case to case, which is known: it is held at its middle here, and in no share. The "
            f"range of {name} has it, and mean(…) is one number of all cases."
        )
    if found.averaged:
        said.append(f"A mean is taken over {_listed(found.averaged, values)}, so it makes up none of the range.")
    still = [driver for driver in found.drivers if not is_moving(driver)]
    if still:
        much = "Hardly anything" if any(driver.share for driver in still) else "Nothing"
        said.append(f"{much} changes with {_listed([driver.input for driver in still], values)}.")
    more = len(found.drivers) - len(still) - MOST_SHOWN
    if more > 0:
        said.append(f"{more:,} more, which matter less, are not shown here.")
    if found.unmoved:
        said.append(f"Without a figure, for it cannot be a little more or less: {_listed(found.unmoved, values)}.")
    if found.skipped:
        said.append(
            f"{found.skipped:,} further assumptions are not shown: so many are too many to be moved one by one."
        )
    return tuple(said)


def _listed(inputs: Iterable[Input], values: Values) -> str:
    names = list(dict.fromkeys([label(each, values) for each in inputs]))
    if len(names) > MOST_LISTED:
        return f"{', '.join(names[:MOST_LISTED])} and {len(names) - MOST_LISTED:,} more"
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def share_text(share: float | None) -> str:
    """A share of the spread in per cent; a dash where there is none."""
    if share is None:
        return NONE
    return "<1%" if 0 < share < LEAST else percentage(min(1.0, max(0.0, share)))


def percentage_of(share: float) -> str:
    """A share that may be more than all, in per cent."""
    return f"{number(100 * share, 3)[0]}%"


def _narrower(driver: Driver) -> str:
    """What half the range of an input buys, in words."""
    if driver.narrower is None:
        return NONE
    share = driver.narrower
    if abs(share) < LEAST:
        return "no narrower"
    return f"{percentage(min(1.0, abs(share)))} {'narrower' if share > 0 else 'wider'}"


def _percent(elasticity: float | None) -> str:
    if elasticity is None:
        return NONE
    rounded = round(elasticity, ELASTICITY_DIGITS)
    return f"{'+' if rounded > 0 else ''}{number(rounded, 2)[0]}%"


def _now(driver: Driver, values: Values) -> str:
    quantity = driver.input.quantity
    if quantity is not None:
        return str(values.shown(quantity))
    return _input(float(values.evaluation.values[driver.input.step]), driver.input, values)


def _input(value: float, each: Input, values: Values) -> str:
    """A value of an input in its unit."""
    return "yes" if each.is_chance and value else "no" if each.is_chance else str(_of_input(value, each, values))


def _of_input(value: float, each: Input, values: Values) -> Shown:
    if each.quantity is not None:
        return values.value(_clean(value), each.quantity)
    return show(_clean(value), values.model.steps[each.step].kind, None, digits=values.digits)


def range_text(driver: Driver, values: Values) -> str:
    """The range of an input, P5 to P95, as in `1 to 4 MB`; empty without one."""
    if driver.low is None or driver.high is None:
        return ""
    if driver.input.is_chance:
        return "no to yes"
    return _joined(*[_of_input(end, driver.input, values) for end in (driver.low, driver.high)])


def between(low: float | None, high: float | None, quantity: Quantity, values: Values) -> str:
    """A number at both ends of an input, as in `27.4 to 110 PB`."""
    return _joined(
        *[values.value(_clean(end), quantity) if end is not None and isfinite(end) else None for end in (low, high)]
    )


def _joined(first: Shown | None, last: Shown | None) -> str:
    if first is not None and last is not None and first.unit == last.unit:
        return f"{first.number} to {last}"
    return f"{NONE if first is None else first} to {NONE if last is None else last}"


def _clean(value: float) -> float:
    """A value without the noise of the logarithm that it went through."""
    return float(f"{value:.{CLEAN_DIGITS}g}")
