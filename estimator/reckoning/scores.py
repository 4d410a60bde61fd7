"""How good a guess was, and when to ask again.

The log error of a guess is its distance in orders of magnitude. A 90% range is scored in orders of magnitude, too,
where the predictive distribution is the log-normal one with these quantiles: by the log score, the logarithm of the
density at what came, which is to be large; and by the interval score of Gneiting and Raftery (Strictly Proper Scoring
Rules, Prediction, and Estimation, JASA 102, 2007, equation 43, as the R package scoringfunctions has it), which is to
be small. Both are proper: one's honest range has the best expectation.

What has to be remembered is asked again by the algorithm SM-2 (Woźniak, Optimization of learning, 1990, 3.2:
super-memory.com/english/ol/sm2.htm).
"""

from __future__ import annotations

from math import ceil, log, log10, pi

from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

OUTSIDE = 0.1  # of the cases lie outside of a 90% range
NORMAL_95 = 1.6448536269514722  # the 95% quantile of the normal distribution
EASIEST, HARDEST = 2.5, 1.3  # the E-Factor at the beginning, and the least
FIRST, SECOND = 1, 6  # days
NOISE_DIGITS = 9  # 50 days times 3 are 150, and not a day more
FAILED = 3  # grades below it begin anew
# The grade of an answer, by how many times it is too large or too small at most.
GRADES = ((1.25, 5), (1.6, 4), (2.5, 3), (5.0, 2), (10.0, 1))


@record
class Score:
    """Of a guess `log_error`, in orders of magnitude: 0.3 is twice too much; the others of a range alone."""

    log_error: float
    held: bool | None
    log_score: float | None
    interval_score: float | None


@record
class Memory:
    """How well something is remembered: successes in a row, the E-Factor, and the days until it is asked again."""

    repetitions: int = 0
    factor: float = EASIEST
    interval: int = 0


def score(value: float, low: float, high: float) -> Score:
    """The score of a positive guess, which is a 90% range where its ends differ."""
    if low == high:
        return Score(log10(low / value), None, None, None)
    below, above, true = log10(low), log10(high), log10(value)
    middle, deviation = (below + above) / 2, (above - below) / (2 * NORMAL_95)
    density = -(((true - middle) / deviation) ** 2) / 2 - log(deviation) - log(2 * pi) / 2
    interval = (above - below) + 2 / OUTSIDE * (max(0.0, below - true) + max(0.0, true - above))
    return Score(middle - true, low <= value <= high, density, interval)


def grade(log_error: float) -> int:
    """The grade of an answer from 0, no idea, to 5, perfect."""
    times = 10 ** abs(log_error)
    return next((found for most, found in GRADES if times <= most * (1 + 1e-9)), 0)


def remembered(before: Memory, graded: int) -> Memory:
    """What an answer leaves of a memory: below 3 it begins anew, with the E-Factor that it had."""
    if graded < FAILED:
        return Memory(0, before.factor, FIRST)
    off = 5 - graded
    factor = max(HARDEST, before.factor + 0.1 - off * (0.08 + off * 0.02))
    done = before.repetitions + 1
    interval = {1: FIRST, 2: SECOND}.get(done) or ceil(round(before.interval * factor, NOISE_DIGITS))
    return Memory(done, factor, interval)


def widening(scored: Iterable[tuple[float, float, float]]) -> float | None:
    """How many times as wide, in orders of magnitude, 90% ranges had to be for 90% to hold; None without any.

    Of each its value and its ends.
    """
    needed = []
    for value, low, high in scored:
        middle, half = (log10(low) + log10(high)) / 2, (log10(high) - log10(low)) / 2
        needed.append(abs(log10(value) - middle) / half)
    if not needed:
        return None
    return sorted(needed)[ceil((1 - OUTSIDE) * len(needed)) - 1]
