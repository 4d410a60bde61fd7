"""Means that are far off, said: those over points whose ranges are too wide for the points that there are.

Three things keep the mean over points from the true one. A tail that is heavier than its points: where a value grows as
a power of a draw, the same power has a mean that is known, to hold the points' one against. A chance that is no whole
number of points. And luck in how the draws meet, which another way to pair them tells. That is what may be at most:
where it is much, sixteen times as many points tell what it is about, for these three are less of them.
"""

from __future__ import annotations

import itertools
import math
from operator import itemgetter

from estimator.model.frames import ChosenQuantity
from estimator.model.input_distributions import MIXTURE, PERCENTILES, family
from estimator.model.steps import Draw, Mean, Operation, Ref, parts, references
from estimator.problems import Mark, Problem
from estimator.reckoning.closures import compile_step
from estimator.reckoning.distributions import moment, quantile, quantiles, sides
from estimator.reckoning.faults import Faulted
from estimator.reckoning.mean_points import POINTS, order, points_of
from estimator.reckoning.means import Averaging, Dependence, Shared, parameters_of, power_of_draw
from estimator.reckoning.seldom import FINER, Seldom, by_more, seldom
from estimator.reckoning.taken import is_drawn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.frames import NumberQuantity, TruthQuantity
    from estimator.model.model import Model
    from estimator.reckoning.closures import Closure

MOST_APART = 3  # notes of one kind; more of them are told in one
LEAST = 0.005  # relative; a mean that is less off goes without a word
HEAVY = 0.2  # standard deviations of a logarithm: `1 to 2`; a narrower range has no tail to speak of
PAIRED = 0.5  # the same, squared, of all draws of a mean together, from which on their pairs matter
UNLIKE = 0.3  # deviations of the values of a mean with chances in it, relative to it, from which on they do too
SELDOM = 16  # points that are below a chance, or are not
NEARLY = 0.02  # a power that is as near to 1 is one but for a rounding
TAILED = frozenset(("exponential", "pareto", PERCENTILES, MIXTURE))
FARTHER = 16.0  # times the upper end, for the growth there without the steps of a rounding


def doubts(model: Model, values: list[Any]) -> list[Problem]:
    """A note for each mean that may be off by more than half a per cent; many are one note, which says how far at most.

    One inside a formula is said of the quantity of the sheet that rests on it.
    """
    own: list[tuple[float, Mark]] = []
    inside: dict[str, tuple[float, Mark]] = {}
    dependence, shared = Dependence(model.steps), Shared(values, 0)
    compiled: dict[int, Closure] = {}
    few: dict[Mark, tuple[str, list[Seldom]]] = {}
    for index, step in enumerate(model.steps):
        if not isinstance(step.expression, Mean) or not isinstance(values[index], float):
            continue
        if not is_drawn(step.expression.operand, model.steps, values):
            continue
        averaging = Averaging(step.expression, model.steps, values, compiled, dependence, shared)
        compiled.update(averaging.program)
        name, mark = "this", Mark(step.source, *step.span)
        quantity = _asking(index, model) if step.source is not model.module.source else None
        if quantity is not None:
            name, mark = quantity.definition.name, Mark(model.module.source, *quantity.definition.span)
        rare = seldom(averaging, values[index])
        off = _off(averaging, values[index], values) if rare is None and values[index] else 0.0
        if rare is not None:
            few.setdefault(mark, (name, []))[1].append(rare)
        elif off <= LEAST or (off := min(off, _nearer(averaging, values[index], values, off))) <= _said(few, mark):
            continue
        elif quantity is not None:
            inside[name] = max(inside.get(name, (0.0, mark)), (off, mark), key=itemgetter(0))
        else:
            own.append((off, mark))
    over = f"over {POINTS} points of"
    found = [(off, f"this mean is {over} a wide range, and may be off by", mark) for off, mark in own]
    if len(own) > MOST_APART:
        off, mark = max(own, key=itemgetter(0))
        found = [(off, f"this mean and {len(own) - 1} others are {over} wide ranges, and may be off by up to", mark)]
    said = [
        (off, f"{name} rests on a mean {over} a wide range, which may be off by", mark)
        for name, (off, mark) in inside.items()
    ]
    if len(said) > MOST_APART:
        name, (off, mark) = max(inside.items(), key=lambda each: each[1][0])
        message = f"{name} and {len(said) - 1} others rest on means {over} wide ranges, which may be off by up to"
        said = [(off, message, mark)]
    notes = [Problem(f"{message} {_size(off)}", (mark,), severity="note") for off, message, mark in found + said]
    return notes + _decided_by_few(few)


def _said(few: dict[Mark, tuple[str, list[Seldom]]], mark: Mark) -> float:
    """How far off something of a line has to be to be worth a word, beside what is said of it already."""
    return max([LEAST, *[each.off for each in few[mark][1]]]) if mark in few else LEAST


def _decided_by_few(few: dict[Mark, tuple[str, list[Seldom]]]) -> list[Problem]:
    """A note for each quantity that rests on means which few points decide, with the worst; of many, one."""
    worst = [(name, max(rares, key=lambda each: each.off), mark, len(rares)) for mark, (name, rares) in few.items()]
    found = [(name, rare, mark) for name, rare, mark, _ in sorted(worst, key=lambda each: -each[1].off)]
    counts = {mark: count for _, _, mark, count in worst}
    case = [f"one case in {float(f'{1 / rare.share:.2g}'):,.0f}" for _, rare, _ in found]
    if len(found) > MOST_APART:
        name, rare, mark = found[0]
        end = f"they may be off by up to {_size(rare.off)}" if rare.deciding else "it leaves that out"
        what = f"{name} and {len(found) - 1} others rest on means that few of {POINTS} points decide"
        return [Problem(f"{what}, the first on {case[0]}: {end}", (mark,), severity="note")]
    said = []
    for (name, rare, mark), often in zip(found, case, strict=True):
        end = f"may be off by {_size(rare.off)}" if rare.deciding else "leaves that out"
        what = f"{rare.deciding or 'none'} of {POINTS} points decide{'s' if rare.deciding < 2 else ''}"
        means = "a mean" if counts[mark] == 1 else f"{counts[mark]} means that few points decide, and worst on one"
        message = f"{name} rests on {means} that {what}, where {often} does: it {end}"
        said.append(Problem(message, (mark,), severity="note"))
    return said


def _size(off: float) -> str:
    if off < LEAST:
        return f"less than {LEAST:.1%}"
    return f"{off:.1%}" if off < 0.1 else f"{off:.0%}" if off < 1 else "a multiple"


def _asking(index: int, model: Model) -> NumberQuantity | TruthQuantity | None:
    """The quantity of a sheet for which a step was made; of several that hold each other, the innermost."""
    found = None
    for quantity in model.quantities.values():
        if isinstance(quantity, ChosenQuantity) or not quantity.first_step <= index <= quantity.step:
            continue
        if found is None or quantity.step - quantity.first_step < found.step - found.first_step:
            found = quantity
    return found


def _off(averaging: Averaging, found: float, values: list[Any]) -> float:
    """How far off a mean that was found is, relative, as far as can be told."""
    steps = averaging.steps
    spreads = []
    for index in averaging.draws:
        draw = steps[index].expression
        assert isinstance(draw, Draw)
        spreads.append(_width(draw, values))
    power = power_of_draw(averaging.operand, steps)
    if power is not None and max(spreads) > 0:  # known exactly
        return 0.0
    tails = [_tail(averaging, place, values) for place, spread in enumerate(spreads) if spread > HEAVY]
    off = max(tails, default=0.0)
    chances = _chances(averaging)
    try:
        each = averaging.each() if chances else []
        places = [place for place, _ in chances]
        for place, chance in chances:
            off += _by_chance(averaging, place, chance, each, is_alone=places.count(place) == 1) / abs(found)
        unlike = math.fsum([(value - found) ** 2 for value in each]) > POINTS * (UNLIKE * found) ** 2
        if len(spreads) > 1 and (unlike or sum([spread * spread for spread in spreads]) > PAIRED):
            other = averaging.mean(shift=len(spreads), at_once=not unlike)
            off += abs(other - found) / abs(found)
    except (Faulted, ArithmeticError, ValueError):
        return off
    return off


def _nearer(averaging: Averaging, found: float, values: list[Any], at_most: float) -> float:
    """How far off a mean is by sixteen times as many points, with what these may be off themselves; at most so much.

    Pairs of low-discrepancy points and chances are off by a sixteenth of it, and tails by what is known of them.
    """
    steps, mean_of = averaging.steps, averaging.mean_of
    draws = [steps[index].expression for index in averaging.draws]
    wide = [place for place, draw in enumerate(draws) if isinstance(draw, Draw) and _width(draw, values) > HEAVY]
    tails = [_tail(averaging, place, values, FINER) for place in wide]
    try:
        more = by_more(Averaging(mean_of, steps, averaging.at_hand, None, averaging.dependence))
    except (Faulted, ArithmeticError, ValueError):
        return at_most
    if more is None:
        return at_most
    return abs(more[0] / found - 1) + max(tails, default=0.0) + at_most / FINER


def _chances(averaging: Averaging) -> list[tuple[int, float]]:
    """The chances that decide something in a mean: the place of the draw that is held against each, and the share."""
    places = {index: place for place, index in enumerate(averaging.draws)}
    vary = {*averaging.draws, *averaging.worked}
    found = []
    for expression in (averaging.operand, *[averaging.steps[index].expression for index in averaging.worked]):
        for part in parts(expression):
            match part:
                case Operation("<", Ref(index), chance) if index in places and vary.isdisjoint(references(chance)):
                    share = float(compile_step(chance)(averaging.at_hand))
                    found += [(places[index], share)] if 0 < share < 1 else []
                case _:
                    pass
    return found


def _by_chance(averaging: Averaging, place: int, chance: float, each: list[float], *, is_alone: bool) -> float:
    """How much the mean is off because so many points, and no fraction of one, are below a chance.

    One that `is_alone` is all that its draw decides; others are as the parts of a distribution by its quantiles.
    """
    below = [rank + 0.5 < chance * POINTS for rank in order(place)]
    yes, count = math.fsum(itertools.compress(each, below)), sum(below)
    if SELDOM < count < POINTS - SELDOM:
        return abs(count / POINTS - chance) * abs(yes / count - (math.fsum(each) - yes) / (POINTS - count))
    if not is_alone:
        return abs(count / POINTS - chance) * (max(each) - min(each))
    # Too few to tell what the other draws make of them: all points for yes, and all for no.
    first, second = [math.fsum(averaging.each(fixed=(place, at))) / POINTS for at in (0.0, 1.0)]
    return abs(math.fsum(each) / POINTS - chance * first - (1 - chance) * second)


def _width(draw: Draw, values: list[Any]) -> float:
    """How wide a draw is, as the deviation of a logarithm; 1 of what has a tail of another sort, 0 of what has none."""
    spread = sides(draw.distribution, parameters_of(draw, values))
    if spread is None:
        return float(family(draw.distribution) in TAILED)
    return max(spread.below, spread.above) if spread.log else 0.0


def _tail(averaging: Averaging, place: int, values: list[Any], parts: int = 1) -> float:
    """How far off the points' mean of a draw is, to the power to which the value grows with it at its upper end.

    Of the points of so many `parts` of each stratum.
    """
    draw = averaging.steps[averaging.draws[place]].expression
    assert isinstance(draw, Draw)
    parameters = parameters_of(draw, values)
    middle = [float(values[index]) for index in averaging.draws]
    end = quantile(draw.distribution, parameters, 1 - 0.5 / POINTS)
    try:
        near, far = [abs(averaging.at((*middle[:place], at, *middle[place + 1 :]))) for at in (end, end * FARTHER)]
        power = math.log(far / near) / math.log(FARTHER) if near and far else 0.0
        power = 1.0 if abs(power - 1) < NEARLY else power
        if parts == 1:
            points = points_of(draw.distribution, parameters)
        else:
            points = quantiles(draw.distribution, parameters, POINTS * parts)
        if not power.is_integer() and min(points) < 0:
            return 0.0  # what is below zero has no such power
        exact = moment(draw.distribution, parameters, power)
        found = math.fsum([each**power for each in points]) / len(points)
    except (Faulted, ArithmeticError, ValueError):
        return math.inf
    return 0.0 if exact is None else abs(found - exact) / exact
