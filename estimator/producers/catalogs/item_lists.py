"""How often the items of a GIN index are, out of what statistics list of them, and of what they do not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from estimator.producers.catalogs.asking import Rows

    Band = tuple[float, float]  # items, and the share of the rows that one of them is in

LEAST_LISTED = 0.74  # of a row's items, below which what is listed says too little of the others
NEARLY = 0.85  # of the words that are listed, which a width says, where a list has all of them
LEAST_SLOPE = 40  # items that are listed, whose second quarter says how their shares fall
MOST_SINGLE = 0.1  # of a row's items, that may be left when such a fall has had no end
NOTHING_LEFT = 0.02  # of a row's items, that may be missing from a list that has all of them
STEP = 1.5  # between the shares of two bands
LEAST_TWICE = 10  # items that are in two values of a sample, to tell how many are in none
MOST_RARE = 0.05  # of a value's items, that may be in one value of a sample and in who knows how many rows
WIDER = 1.6  # than the values of a sample are their widths, if it is of all values alike
HEAD_OF_WORDS, WORD, PLACES = 8.0, 4.5, 4.6  # bytes of a tsvector, of a word with what aligns it, and of its places


@record
class ItemLists:
    """The items of a row's value in an index: bands of alike ones, and what is not known of them."""

    bands: tuple[Band, ...]
    length: float  # bytes of one, in the mean of those that differ
    items: float  # of a value
    singles: float = 0.0  # of a value, that no other has
    unlisted: float = 0.0  # share of the items that no statistics list


def of_elements(kind: str, rows: Rows) -> ItemLists | str:
    """The elements of arrays or the words of texts by a row of LISTS; why not, where it does not say enough."""
    if not rows:
        return "without statistics"
    _, _, width, mean, listed, length, often = rows[0]
    shares = sorted([float(each) for each in listed or ()], reverse=True)
    if not shares:
        return "whose items are too rare to be in statistics"
    if kind == "words":
        mean = (float(width) - HEAD_OF_WORDS) / (float(often) + WORD + PLACES)
        if mean < NEARLY * sum(shares):
            return "on long texts, whose words statistics do not count"
    return _listed(shares, float(mean), float(length))


def _listed(shares: list[float], mean: float, length: float) -> ItemLists | str:
    """Lists of the items by the listed ones, with those that go on thinning out as these do."""
    rest = mean - sum(shares)
    bands = banded([(1.0, each) for each in shares])
    if rest <= NOTHING_LEFT * mean:
        return ItemLists(bands, length, mean)
    if rest > (1 - LEAST_LISTED) * mean or len(shares) < LEAST_SLOPE:
        return "whose items are too rare to be in statistics"
    # The last of the list are those among their like that the sample has by chance: they say nothing of the slope.
    last, half, first = len(shares), len(shares) // 2, len(shares) // 4
    slope = max(0.0, math.log(shares[first - 1] / shares[half - 1]) / math.log(half / first))
    more, singles = _further(shares[half - 1] * 2**-slope, float(last), slope, rest)
    if singles > MOST_SINGLE * mean:
        return "whose items are too rare to be in statistics"
    return ItemLists((*bands, *more), length, mean, singles, rest / mean)


def _further(share: float, rank: float, slope: float, rest: float) -> tuple[list[Band], float]:
    """Bands of the items behind a rank, whose shares fall with a power of it, until they are the rest of a row's."""
    found: list[Band] = []
    while rest > 1e-9 and len(found) < 40:
        mean = share * 0.5 * (1 + 2**-slope)
        if rank * mean >= rest:
            found.append((rest / mean, mean))
            return found, 0.0
        found.append((rank, mean))
        rest, rank, share = rest - rank * mean, 2 * rank, share * 2**-slope
    return found, max(0.0, rest)


def of_sample(rows: Rows) -> ItemLists | str:
    """The keys and values of a jsonb or the trigrams of a text by rows of SAMPLES; why not, where they do not say."""
    if not rows:
        return "without statistics"
    width, length = float(rows[0][7]), float(rows[0][8])
    if width > WIDER * length + 40:
        return "on values too long to be in statistics"
    found = _Sampled(rows)
    items = found.mass()
    if found.seen(1) and found.seen(2) < LEAST_TWICE and found.seen(1) * found.unit > MOST_RARE * items:
        return "whose items differ too much for statistics"
    return ItemLists(banded(found.bands()), found.length, items)


class _Sampled:
    """Items of a sample of values: by in how many they are, where each stands for as many rows, or by their shares."""

    def __init__(self, rows: Rows) -> None:
        self._numbers: dict[int, float] = {}
        self._known: list[Band] = []
        self.unit = 0.0  # the share of the rows that one value stands for
        lengths = count_of = 0.0
        for _, _, docs, bound, count, share, length, *_ in rows:
            number, mean = float(count), float(share) / float(count)
            count_of, lengths = count_of + number, lengths + float(length)
            if bound:
                self._numbers[int(docs)] = self.seen(int(docs)) + number
                self.unit = mean / int(docs)
            else:
                self._known.append((number, mean))
        self.length = lengths / max(1.0, count_of)

    def seen(self, docs: int) -> float:
        """How many items are in so many values of the sample."""
        return self._numbers.get(docs, 0.0)

    def mass(self) -> float:
        """The items of a value."""
        found = sum([docs * number for docs, number in self._numbers.items()]) * self.unit
        return found + sum([number * share for number, share in self._known])

    def bands(self) -> list[Band]:
        """Items with their shares, as Good and Turing have it: of those that are seen so often by chance, the mean.

        How many are not seen at all is Chao's estimate. Where few are seen so often, the numbers as they are.
        """
        found = list(self._known)
        if self.seen(2) >= LEAST_TWICE and self.seen(1):
            unseen = self.seen(1) ** 2 / (2 * self.seen(2))
            found.append((unseen, self.seen(1) / unseen * self.unit))
        for docs, number in self._numbers.items():
            more = self.seen(docs + 1)
            mean = (docs + 1) * more / number if min(number, more) >= LEAST_TWICE else docs
            found.append((number, mean * self.unit))
        return found


def of_values(distinct: float, common: Sequence[float], null: float, length: float, rows: float) -> ItemLists | str:
    """The values of a plain column, each of which is one item: those that are common, and the others evenly."""
    if not distinct:
        return "without statistics"
    there = 1 - null
    if distinct >= 0.9 * rows * there:
        return ItemLists((), length, there, there)
    rest, others = there - sum(common), distinct - len(common)
    bands = [(1.0, each) for each in common]
    if others >= 1 and rest > 0:
        bands.append((others, rest / others))
    return ItemLists(banded(bands), length, there)


def banded(items: Iterable[Band]) -> tuple[Band, ...]:
    """Fewer bands, of items that are nearly as often, by falling shares."""
    found: list[Band] = []
    first = 0.0
    for number, share in sorted(items, key=lambda each: -each[1]):
        if found and share * STEP >= first:
            count, mean = found[-1]
            found[-1] = (count + number, (count * mean + number * share) / (count + number))
        else:
            first = share
            found.append((number, share))
    return tuple(found)


def together(parts: list[ItemLists]) -> ItemLists:
    """The items of an index on several columns, each of which begins with the number of its column."""
    if len(parts) == 1:
        return parts[0]
    items = sum([each.items for each in parts])
    numbers = [sum([count for count, _ in each.bands]) + each.singles for each in parts]
    length = 2 + sum([count * each.length for count, each in zip(numbers, parts, strict=True)]) / max(
        1e-9, sum(numbers)
    )
    unlisted = sum([each.unlisted * each.items for each in parts]) / max(1e-9, items)
    bands = tuple([band for each in parts for band in each.bands])
    return ItemLists(banded(bands), length, items, sum([each.singles for each in parts]), unlisted)
