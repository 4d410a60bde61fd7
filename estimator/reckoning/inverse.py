"""Back-solving: at which values of one assumption a target holds, found on the engine itself.

Values are tried from near the present one to 10^12 times and a 10^12th of it; between two neighbours of which the
target holds at one alone, the border is closed in to the last digits of a float, or to a whole number. So steps,
thresholds and conditions are no obstacle, and where an assumption gives a target several times, all of them are found
that do not lie closer together than what was tried.
"""

from __future__ import annotations

import math

from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

HOLDS, UNDER, OVER, FAILS = 0, -1, 1, 2  # what a target is at a value; None where it has no value
CLOSE = 1e-9  # relative; closer than this, two values of a quantity are one
NARROW = 1e-13  # relative; to this a border is closed in
NOISE = 4e-16  # relative; what the last bits of a float are
WIDEST = 12  # powers of ten to which values are tried, on both sides of the present one
NEAR = 3  # powers of ten within which they lie close together
MOST_BORDERS = 8  # between two neighbours
MOST_MOVES = 40  # outwards or inwards, to find a border again
MOST_LOOKS = 120  # at one border
REFINED = 40  # looks for where a target comes nearest, between three neighbours


@record
class Look:
    """What a target is at a value of the assumption.

    `margin` is how far it lies above what is wanted, relative to that, in a measure that is even along the logarithm of
    the assumption where that can be: below 0 where it lies under it, nan where there is no value.
    """

    outcome: int | None
    margin: float


@record
class Along:
    """The values that an assumption may take, in base units: the present one, the ends, and whether only whole ones.

    `fine` says that a look costs little, so that more values are tried; `close` is to what a border is closed in, as a
    share of it.
    """

    start: float
    lowest: float
    highest: float
    whole: bool
    fine: bool = True
    close: float = NARROW


@record
class Stretch:
    """Neighbouring values at which a target holds, in base units.

    `below` and `above` are the nearest ones beyond its ends at which it does not; None where it held up to the last
    value that was tried. A solution of an equation that is no more than a point has it as both ends.
    """

    low: float
    high: float
    below: float | None
    above: float | None

    @property
    def is_point(self) -> bool:
        """Whether it is one value."""
        return self.low == self.high


@record
class Inverse:
    """Where a target holds, in order; and the neighbours between which it leaps over the value that is wanted."""

    stretches: tuple[Stretch, ...]
    leaps: tuple[tuple[float, float], ...]
    tried: tuple[float, float]  # the lowest and the highest value


if TYPE_CHECKING:
    Looking: TypeAlias = "Callable[[float], Look]"
    Piece: TypeAlias = "list[float]"  # first and last value


def search(look: Looking, along: Along) -> Inverse:
    """At which values of an assumption a target holds."""
    known: dict[float, Look] = {}

    def looked(value: float) -> Look:
        found = known.get(value)
        if found is None:
            found = known[value] = look(value)
        return found

    places = _places(along)
    if along.fine:
        places = sorted(
            {*places, *[each for near in _turning(places, looked) for each in _nearest(near, looked, along)]}
        )
    pieces: list[tuple[int | None, Piece]] = []
    last: float | None = None
    for place in places:
        if last is not None:
            for before, after in _borders(last, place, looked, along):
                pieces[-1][1][1] = before
                pieces.append((looked(after).outcome, [after, after]))
        else:
            pieces.append((looked(place).outcome, [place, place]))
        pieces[-1][1][1] = place
        last = place
    return _told(pieces, looked, (places[0], places[-1]), along)


def refined(rough: Inverse, look: Looking, along: Along) -> Inverse:
    """The same stretches with borders closed in by a look that tells more apart, without those that it denies."""
    stretches = []
    for each in rough.stretches:
        low, below = _border(each.low, each.below, look, along)
        high, above = _border(each.high, each.above, look, along)
        if low is not None and high is not None:
            stretches.append(Stretch(low, high, below, above))
    return Inverse(tuple(stretches), rough.leaps, rough.tried)


def _border(inner: float, outer: float | None, look: Looking, along: Along) -> tuple[float | None, float | None]:
    """The last value that holds on the way out, and the next one that does not; None where there is no such border."""
    if outer is None:
        return inner, None
    step = outer - inner or abs(inner) * along.close
    for _ in range(MOST_MOVES):
        holds = [look(each).outcome == HOLDS for each in (inner, outer)]
        if holds == [True, False]:
            break
        step *= 2
        inner, outer = (inner - step, inner) if not holds[0] else (outer, outer + step)
        inner, outer = (min(max(each, along.lowest), along.highest) for each in (inner, outer))
    else:
        return None, None
    if inner < outer:
        return closed_in(inner, outer, look, along)
    after, before = closed_in(outer, inner, look, along)
    return before, after


def _told(
    pieces: Sequence[tuple[int | None, Piece]], looked: Looking, tried: tuple[float, float], along: Along
) -> Inverse:
    """The pieces at which the target holds, and the leaps from under to over what is wanted."""
    stretches: list[Stretch] = []
    leaps: list[tuple[float, float]] = []
    for place, (outcome, (low, high)) in enumerate(pieces):
        below = pieces[place - 1][1][1] if place else None
        above = pieces[place + 1][1][0] if place + 1 < len(pieces) else None
        if outcome == HOLDS:
            if high - low <= CLOSE * abs(high) and not along.whole:
                met = _met_between(low, high, below, above, looked)
                stretches.append(Stretch(met, met, below, above))
            else:
                ends = [each if along.whole else _tidy(each, low, high, looked) for each in (low, high)]
                stretches.append(Stretch(ends[0], ends[1], below, above))
        elif below is not None and {outcome, pieces[place - 1][0]} == {UNDER, OVER}:
            nearer = min((below, low), key=lambda each: abs(looked(each).margin))
            if abs(looked(nearer).margin) <= CLOSE:
                stretches.append(Stretch(nearer, nearer, below, low))
            else:
                leaps.append((below, low))
    return Inverse(tuple(stretches), tuple(leaps), tried)


def _tidy(end: float, low: float, high: float, looked: Looking) -> float:
    """An end of a stretch, or as good as at it a shorter number: 21000, where 21000.00002 is rounded to it."""
    for digits in range(1, 12):
        short = float(f"{end:.{digits}g}")
        if abs(short - end) <= CLOSE * abs(end) and low <= short <= high and looked(short).outcome == HOLDS:
            return short
    return end


def _met_between(low: float, high: float, below: float | None, above: float | None, looked: Looking) -> float:
    """The value within a narrow stretch at which what is wanted is met, without the noise of the search."""
    ends = (low if below is None else below, high if above is None else above)
    met = _met(*ends, looked) if ends[0] < ends[1] else low
    found = min((met, (low + high) / 2), key=lambda each: _distance(each, looked))
    short = float(f"{found:.12g}")
    return short if _distance(short, looked) <= max(_distance(found, looked), NOISE) else found


def _distance(value: float, looked: Looking) -> float:
    """How far a target lies off what is wanted, where it holds."""
    found = looked(value)
    return abs(found.margin) if found.outcome == HOLDS else math.inf


def _places(along: Along) -> list[float]:
    """The values that are tried, in order: evenly along the logarithm, closer together near the present one."""
    size = abs(along.start)
    if along.fine:
        powers = [place / 4 for place in range(-4 * 10, 4 * 10 + 1)]
        powers += [sign * place for sign in (-1.0, 1.0) for place in range(11, 41)]
        factors = [2.0**power for power in powers]
    else:
        factors = [4.0**power for power in range(-5, 6)]
        factors += [10.0 ** (sign * power) for sign in (-1, 1) for power in range(NEAR + 1, WIDEST + 1, 3)]
    sizes = [size * factor for factor in factors] if size else [10.0**power for power in range(-9, WIDEST + 1)]
    found = {along.start, 0.0, *sizes, *([-each for each in sizes] if along.lowest < 0 else [])}
    if along.highest == 1:  # of a share what is left counts as much: 99.9% and 99.99% are far apart
        rest = 1 - along.start if 0 < along.start < 1 else 0.5
        found |= {1.0, *[1 - rest * factor for factor in factors]}
    found |= {end for end in (along.lowest, along.highest) if math.isfinite(end)}
    if along.whole:
        found = {float(round(each)) for each in found}
    return sorted([each for each in found if along.lowest <= each <= along.highest and math.isfinite(each)])


def _turning(places: list[float], looked: Looking) -> Iterator[tuple[float, float, float]]:
    """Three neighbours of which the middle one comes nearest to what is wanted, without a border between them."""
    for three in zip(places, places[1:], places[2:], strict=False):
        looks = [looked(each) for each in three]
        if looks[0].outcome is None or any(each.outcome != looks[0].outcome for each in looks):
            continue
        first, middle, last = (abs(each.margin) for each in looks)
        if middle < first and middle < last:
            yield three


def _nearest(three: tuple[float, float, float], looked: Looking, along: Along) -> list[float]:
    """Values that come nearer yet, up to one on the other side of what is wanted, if there is one."""
    low, middle, high = three
    outcome, found = looked(middle).outcome, []
    for _ in range(REFINED):
        other = (low + middle) / 2 if middle - low > high - middle else (middle + high) / 2
        other = float(round(other)) if along.whole else other
        if other in (low, middle, high):
            break
        found.append(other)
        seen = looked(other)
        if seen.outcome != outcome:
            return [other]
        if abs(seen.margin) < abs(looked(middle).margin):
            low, middle, high = (low, other, middle) if other < middle else (middle, other, high)
        elif other < middle:
            low = other
        else:
            high = other
    return [middle]


def _borders(low: float, high: float, looked: Looking, along: Along) -> Iterator[tuple[float, float]]:
    """The neighbours between two values at which the outcome changes, in order."""
    for _ in range(MOST_BORDERS):
        if looked(low).outcome == looked(high).outcome:
            return
        before, low = closed_in(low, high, looked, along)
        yield before, low
    if looked(low).outcome != looked(high).outcome:
        yield low, high


def closed_in(low: float, high: float, looked: Looking, along: Along) -> tuple[float, float]:
    """The last value on the way from one to another that has the first one's outcome, and the next one to it.

    By turns where a straight line between the ends meets what is wanted, a small step beyond it, and the middle.
    """
    outcome, step, moved_low = looked(low).outcome, 1.0, True
    for turn in range(MOST_LOOKS):
        if (high - low <= 1) if along.whole else (high - low <= along.close * max(abs(low), abs(high))):
            break
        if not along.whole and max(abs(low), abs(high)) < 10.0 ** -(WIDEST + NEAR) * (abs(along.start) or 1e-9):
            break  # between the least value and 0
        if turn % 3 == 0:
            place = _met(low, high, looked)
        elif turn % 3 == 1:
            width = 1.0 if along.whole else along.close * step / 2 * max(abs(low), abs(high))
            place = low + width if moved_low else high - width
            step *= 16
        else:
            place = _middle(low, high)
        if along.whole:
            place = float(math.floor(place))
        if not low < place < high:
            place = float((int(low) + int(high)) // 2) if along.whole else _middle(low, high)
            if not low < place < high:
                break
        moved_low = looked(place).outcome == outcome
        low, high = (place, high) if moved_low else (low, place)
    return low, high


def _met(low: float, high: float, looked: Looking) -> float:
    """Where what is wanted would be met between two values, along a straight line of the margins."""
    first, second = looked(low).margin, looked(high).margin
    if not (math.isfinite(first) and math.isfinite(second)) or first * second >= 0:
        return _middle(low, high)
    share = first / (first - second)
    if low > 0:
        return low * math.exp(math.log(high / low) * share)
    return low + (high - low) * share


def _middle(low: float, high: float) -> float:
    """The middle of two values: of their logarithms where they lie far apart."""
    if low > 0 and high > 2 * low:
        return math.sqrt(low) * math.sqrt(high)
    if high < 0 and low < 2 * high:
        return -math.sqrt(-low) * math.sqrt(-high)
    if low == 0 < high:
        return high / 1024
    if high == 0 > low:
        return low / 1024
    return low + (high - low) / 2
