"""A sheet at many values of an assumption or two: central values, P5 and P95, and whether checks hold.

Without a number of draws each point has what the sheet has at its value: closed forms where there are such, else the
sheet's own draws. With a number of draws every point has the same ones, many points or many blocks of draws at a time.
What is held at once is bounded, whatever the points and the draws; the work is cut into tasks, which anyone can do.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.problems import EstimateError
from estimator.reckoning.closed_points import closed_ends
from estimator.reckoning.evaluate import Evaluation, uncertain
from estimator.reckoning.faults import Faulted
from estimator.reckoning.many_draws import SHARES, Counts, brackets
from estimator.reckoning.points import CentralPoints
from estimator.reckoning.responses import Responses
from estimator.reckoning.sampled_points import SampledPoints, substituted, with_steps
from estimator.reckoning.sampling import DRAWS
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    from estimator.reckoning.many_draws import Bracket

    Columns: TypeAlias = tuple[NDArray[np.float64], ...]
    Brackets: TypeAlias = dict[tuple[int, int], tuple[Bracket, ...]]  # by the row of a wanted step, and the point
    Task: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...]]  # what any worker may call
    Run: TypeAlias = Callable[[Iterable[Task]], Iterator[Any]]

MOST_OWN = 300  # points that have the sheet's own draws each
MANY_DRAWS = 1_000  # of each of more points, where there is no closed form and no number was asked for
CELLS = 2_500_000  # points times draws of a task
CENTRAL_POINTS = 50_000  # of a task without draws
MOST_COUNTS = 64  # brackets that are counted in at once, of half a megabyte each
CELLS_COUNTED = 20_000_000  # points times draws of a task that counts


@record
class Question:
    """What is asked at each point: the numbers of some steps, and of the checks at some places of the sheet.

    evaluation  the sheet with a number in place of each of the `free` steps, and central values that fit; no spreads
    draws       of each point; 0 for the sheet's own
    """

    evaluation: Evaluation
    free: tuple[int, ...]
    wanted: tuple[int, ...]
    checks: tuple[int, ...]
    draws: int

    @property
    def asked(self) -> tuple[int, ...]:
        """The wanted steps, then those of the checks."""
        checks = self.evaluation.model.checks
        return (*self.wanted, *[checks[place].step for place in self.checks])


class Numbers:
    """The numbers at points, a column a point, nan where there is none: a row a wanted step, or a check.

    central     central values, of the wanted steps and then of the checks: 1 where one holds there
    low, high   P5 and P95 of the wanted steps
    shares      in what share of the cases each check holds
    lost        a row: 1 where something that is asked for has no value in some cases of the ranges
    drawn       whether P5 and P95 are those of draws that were asked for, or of fewer than the sheet has
    """

    def __init__(self, wanted: int, checks: int, points: int) -> None:
        self.central = np.full((wanted + checks, points), math.nan)
        self.low = np.full((wanted, points), math.nan)
        self.high = np.full((wanted, points), math.nan)
        self.shares = np.full((checks, points), math.nan)
        self.lost = np.zeros((1, points))
        self.drawn = False

    def put(self, start: int, part: Numbers) -> None:
        """Take over the numbers of points from one on."""
        self.scatter(slice(start, start + part.central.shape[1]), part)

    def scatter(self, places: slice | NDArray[np.int64], part: Numbers) -> None:
        """Take over the numbers of points at some places."""
        self.drawn |= part.drawn
        for mine, theirs in zip(self._arrays(), part._arrays(), strict=True):
            mine[:, places] = theirs

    def _arrays(self) -> tuple[Any, ...]:
        return self.central, self.low, self.high, self.shares, self.lost


def swept(questions: Sequence[Question], columns: Columns, run: Run, parts: int = 1) -> list[Numbers]:
    """The numbers at all points of each question. EstimateError.

    `run` has tasks done by whoever does them, and gives their results in order; they are at least so many `parts` for
    each question.
    """
    points = len(columns[0])
    numbers = [Numbers(len(each.wanted), len(each.checks), points) for each in questions]
    tasks: list[tuple[Numbers, int, Task]] = []
    for question, found in zip(questions, numbers, strict=True):
        draws = question.draws or (0 if points <= MOST_OWN else MANY_DRAWS)
        is_uncertain = bool(SampledPoints(question.evaluation, question.free, question.asked).wanted)
        if is_uncertain and draws > DRAWS:
            _count(question, columns, run, found, parts)
            continue
        function, size = _kind_of_task(draws, points, is_uncertain=is_uncertain)
        size = max(1, min(size, -(-points // parts)))
        more = (draws,) if function is drawn_numbers else ()
        for start in range(0, points, size):
            part = tuple([column[start : start + size] for column in columns])
            tasks.append((found, start, (function, (question, part, *more))))
    for (found, start, _), result in zip(tasks, run([task for _, _, task in tasks]), strict=True):
        found.put(start, result)
    return numbers


def _kind_of_task(draws: int, points: int, *, is_uncertain: bool) -> tuple[Callable[..., Numbers], int]:
    """What is done at points, and at how many at once."""
    if not is_uncertain:
        return central_numbers, CENTRAL_POINTS
    return (drawn_numbers, max(1, CELLS // draws)) if draws else (own_numbers, points)


def central_numbers(question: Question, columns: Columns) -> Numbers:
    """Central values alone."""
    found = Numbers(len(question.wanted), len(question.checks), len(columns[0]))
    central = CentralPoints(question.evaluation, question.free, question.asked)(columns)
    for place, index in enumerate(question.asked):
        found.central[place] = central[index]
    return found


def own_numbers(question: Question, columns: Columns) -> Numbers:
    """What the sheet itself says at each point, with its own draws."""
    found = central_numbers(question, columns)
    model = question.evaluation.model
    needed = {each.step for each in model.quantities.values() if each.step is not None}
    responses = Responses(question.evaluation, question.free, [*needed, *[each.step for each in model.checks]])
    wanted = {*question.asked, *[each.step for each in model.checks]}
    for place, point in enumerate(zip(*[column.tolist() for column in columns], strict=True)):
        other = with_steps(model, substituted(model.steps, question.free, point))
        evaluation = Evaluation(other, responses.values(dict(zip(question.free, point, strict=True))))
        try:
            shares = uncertain(evaluation, wanted)
        except (EstimateError, ArithmeticError, ValueError, Faulted):
            found.lost[0, place] = 1
            continue
        for row, index in enumerate(question.wanted):
            if index in evaluation.spreads:
                spread = evaluation.spreads[index]
                found.low[row, place], found.high[row, place] = spread.low, spread.high
        for row, each in enumerate(question.checks):
            found.shares[row, place] = shares.get(model.checks[each].step, (math.nan,))[0]
    return found


def drawn_numbers(question: Question, columns: Columns, draws: int) -> Numbers:
    """Percentiles and shares over so many draws, the same ones at each point; closed forms unless asked."""
    found = central_numbers(question, columns)
    closed = (
        {}
        if question.draws
        else closed_ends(question.evaluation, question.free, question.wanted, columns, found.central)
    )
    for row, (low, high) in closed.items():
        found.low[row], found.high[row] = low, high
    steps = question.asked[len(question.wanted) :]
    left = [index for row, index in enumerate(question.wanted) if row not in closed]
    sampled = SampledPoints(question.evaluation, question.free, [*left, *steps])
    wanted = [row for row, index in enumerate(question.wanted) if row not in closed and index in sampled.wanted]
    checks = [row for row, index in enumerate(steps) if index in sampled.wanted]
    found.drawn = bool(wanted)
    for part, rows in sampled.blocks(columns, draws, 0):
        for index in sampled.wanted:
            found.lost[0, part] = np.maximum(found.lost[0, part], np.isnan(rows[index]).any(axis=1))
        for row in wanted:
            found.low[row, part], found.high[row, part] = _ends(rows[question.wanted[row]])
        for row in checks:
            found.shares[row, part] = np.mean(rows[steps[row]], axis=1, dtype=float)
    return found


def _ends(rows: Any) -> tuple[Any, Any]:
    """P5 and P95 of each row; nan where a draw has no value, or all are the same."""
    ascending = np.sort(rows, axis=1)
    count = rows.shape[1]
    found = []
    for share in SHARES:
        place = min(max(share * count - 0.5, 0.0), count - 1.0)
        left, right = ascending[:, int(place)], ascending[:, min(int(place) + 1, count - 1)]
        with np.errstate(all="ignore"):
            found.append(left + (place - int(place)) * (right - left))
    unknown = np.isnan(ascending[:, -1]) | (ascending[:, 0] == ascending[:, -1])
    for each in found:
        each[unknown] = math.nan
    return found[0], found[1]


def _count(question: Question, columns: Columns, run: Run, found: Numbers, parts: int) -> None:
    """Percentiles and shares over more draws than are held at once, a few points at a time."""
    size = max(1, MOST_COUNTS // max(1, 2 * len(question.wanted)))
    blocks = -(-question.draws // DRAWS)
    for start in range(0, len(columns[0]), size):
        part = tuple([column[start : start + size] for column in columns])
        numbers, known = first_draws(question, part)
        each = max(1, min(CELLS_COUNTED // (DRAWS * len(part[0])), -(-blocks // parts)))
        tasks = [
            (counted_draws, (question, part, known, first, min(first + each, blocks)))
            for first in range(0, blocks, each)
        ]
        total: Counted | None = None
        for more in run(tasks):
            if total is None:
                total = more
            else:
                total.merge(more)
        assert total is not None
        total.fill(numbers, question.draws)
        found.put(start, numbers)


def first_draws(question: Question, columns: Columns) -> tuple[Numbers, Brackets]:
    """Central values, and from a first block of draws the brackets of the percentiles of each point."""
    numbers = central_numbers(question, columns)
    sampled = SampledPoints(question.evaluation, question.free, question.asked)
    known: Brackets = {}
    for part, rows in sampled.blocks(columns, DRAWS, 0):
        for row, index in enumerate(question.asked):
            if index in sampled.wanted:
                for place, samples in zip(range(part.start, part.stop), rows[index], strict=True):
                    if np.isnan(samples).any():
                        numbers.lost[0, place] = 1
                    elif row < len(question.wanted) and samples.min() < samples.max():
                        known[row, place] = brackets(samples)
    return numbers, known


class Counted:
    """What was counted at some points: of the brackets of wanted steps, and in how many draws each check held."""

    def __init__(self, known: Brackets, checks: int, points: int) -> None:
        self.counts = {key: [Counts(each) for each in found] for key, found in known.items()}
        self.held = np.zeros((checks, points))

    def merge(self, other: Counted) -> None:
        """Add what was counted in other draws."""
        self.held = self.held + other.held  # what came from elsewhere may be for reading alone
        for key, mine in self.counts.items():
            for one, more in zip(mine, other.counts[key], strict=True):
                one.merge(more)

    def fill(self, numbers: Numbers, draws: int) -> None:
        """Put the percentiles and shares among the numbers of the points."""
        for (row, place), (low, high) in self.counts.items():
            numbers.low[row, place], numbers.high[row, place] = low.value(), high.value()
            numbers.lost[0, place] = max(numbers.lost[0, place], float(low.lost > 0))
        numbers.shares[:] = self.held / draws
        numbers.drawn = True


def counted_draws(question: Question, columns: Columns, known: Brackets, first: int, last: int) -> Counted:
    """What some blocks of draws count."""
    sampled = SampledPoints(question.evaluation, question.free, question.asked)
    found = Counted(known, len(question.checks), len(columns[0]))
    steps = question.asked[len(question.wanted) :]
    found.held[[row for row, index in enumerate(steps) if index not in sampled.wanted]] = math.nan
    for block in range(first, last):
        draws = min(DRAWS, question.draws - block * DRAWS)
        for part, rows in sampled.blocks(columns, draws, block):
            for place in range(part.start, part.stop):
                for row, index in enumerate(question.wanted):
                    if (row, place) in found.counts:
                        for counts in found.counts[row, place]:
                            counts.add(rows[index][place - part.start])
            for row, index in enumerate(steps):
                if index in sampled.wanted:
                    found.held[row, part] += np.sum(rows[index], axis=1, dtype=float)
    return found
