"""A person's own ranges: at another level, through percentiles, from measurements, and of several parts.

What a straight line through two percentiles says, or two lines that meet at the median, is an ordinary range; so each
is made one where its numbers are known, with the ends of its 90%.
"""

from __future__ import annotations

import math

from estimator.model.describe import describe
from estimator.model.faults import fail
from estimator.model.found import Amount
from estimator.model.hoisting import is_uncertain
from estimator.model.input_distributions import BEST, MEASURED, MIXTURE, PERCENTILES, RANGE, family, mixture_of
from estimator.model.normals import Z95, normal_quantile
from estimator.model.steps import Draw, Number
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.notation.tree import Argument, Call, Literal, Span
    from estimator.units.kinds import Kind

FEWEST = 3  # measurements
MOST_PARTS = 50  # of a mixture
FEW = 10  # of fewer, P5 and P95 are the least and the largest
USUAL = 0.9
LEAST = 1e-12  # of the cases, in which a range may hold, or not hold
_FORMS = {MEASURED: "measured(12, 15, 11)", PERCENTILES: "percentiles(p10 = 10, p50 = 20, p90 = 50)"}
_MIXTURE = "write mixture(70%: 1 to 2, 30%: 10 to 20)"
_PERCENTILES = f"write {_FORMS[PERCENTILES]}"


def known_numbers(founds: Sequence[Amount]) -> list[float] | None:
    """The numbers that values are; None unless all of them are known."""
    known = [found.value.value for found in founds if isinstance(found.value, Number)]
    return known if len(known) == len(founds) else None


def level_of(level: Literal | None, frame: Frame) -> float:
    """In what share of the cases a range holds."""
    if level is None:
        return USUAL
    share = level.number / 100
    if not LEAST < share < 1 - LEAST:
        message = "a range holds in more than 0% and in less than 100% of the cases"
        remedy = "write at 90%, or uniform(low, high) for ends that are never passed"
        fail(frame, message, level.span, "", remedy)
    return share


def at_level(distribution: str, ends: list[Amount], share: float, span: Span, frame: Frame) -> Draw:
    """The draw of a range, or of a best guess with one, that holds in this share of the cases."""
    values = tuple([end.value for end in ends])
    if share == USUAL:
        return Draw(distribution, values)
    below = [0.5 - share / 2, 0.5 + share / 2] if distribution == RANGE else [0.5 - share / 2, 0.5, 0.5 + share / 2]
    if distribution == BEST:
        ends = [ends[1], ends[0], ends[2]]
    return _through(ends, below, span, frame)


def _through(values: list[Amount], below: list[float], span: Span, frame: Frame) -> Draw:
    """The draw through values that have these shares of the cases below them, in order."""
    whole = Draw(PERCENTILES, (*[each.value for each in values], *[Number(each) for each in below]))
    known = known_numbers(values)
    if known is None or not (len(known) == 2 or (len(known) == 3 and below[1] == 0.5)):
        return whole
    log = known[0] > 0
    at = [math.log(each) for each in known] if log else known
    scores = [normal_quantile(each) for each in below]
    low = at[0] - (at[1] - at[0]) / (scores[1] - scores[0]) * (scores[0] + Z95)
    high = at[-1] + (at[-1] - at[-2]) / (scores[-1] - scores[-2]) * (Z95 - scores[-1])
    try:
        ends = [math.exp(low), math.exp(high)] if log else [low, high]
    except OverflowError:
        ends = [0.0, math.inf]
    if not math.isfinite(ends[1]) or (log and not ends[0]):
        fail(frame, "this range is too wide", span, "", "narrow it, or hold it at a higher level")
    if not log and ends[0] > 0:  # a range of these ends would be a lognormal one
        return whole
    numbers = tuple([Number(end) for end in ends])
    return Draw(RANGE, numbers) if len(known) == 2 else Draw(BEST, (values[1].value, *numbers))


def percentiles(run: Run, node: Call, frame: Frame) -> tuple[Kind, Draw]:
    """`percentiles(p50 = 20 ms, p95 = 60 ms, p99 = 200 ms)`."""
    if len(node.arguments) < 2:
        fail(frame, "percentiles needs two of them or more", node.span, "", _PERCENTILES)
    given: dict[float, Argument] = {}
    for argument in node.arguments:
        share = _share_below(argument, frame)
        if share in given:
            fail(frame, f"{argument.name} is given twice", argument.span, "", "give it once")
        given[share] = argument
    shares = sorted(given)
    arguments = [given[share] for share in shares]
    kind, values = _alike(run, node, arguments, frame)
    known = known_numbers(values)
    for place, argument in enumerate(arguments[1:] if known else []):
        if known and known[place + 1] < known[place]:
            fail(frame, f"{argument.name} is below {arguments[place].name}", argument.span, "", "swap the two")
    return kind, _through(values, shares, node.span, frame)


def _share_below(argument: Argument, frame: Frame) -> float:
    """The share that the name of a percentile says: p5 and p95, and p999 for 99.9%."""
    name = argument.name
    digits = name[1:]
    if name[:1] != "p" or not (digits.isascii() and digits.isdigit()) or not 1 <= len(digits) <= 6 or not int(digits):
        message = "a percentile has its name: p5, p50, p95, p999 for the one of 99.9%"
        fail(frame, message, argument.span, "", _PERCENTILES)
    if len(digits) > 2 and digits.endswith("0"):
        fail(frame, f"there is no {name}: a percentile has cases on both sides", argument.span, "", "write p99 or p999")
    return int(digits) / 10.0 ** max(2, len(digits))


def measured(run: Run, node: Call, frame: Frame) -> tuple[Kind, Draw]:
    """`measured(12, 15, 11, 14) ms`: spread as the measurements are."""
    named = next((argument for argument in node.arguments if argument.name), None)
    if named is not None:
        fail(frame, f"measured has no parameter {named.name}", named.span, "", "write measured(12, 15, 11) ms")
    if len(node.arguments) < FEWEST:
        message = f"measured needs {FEWEST} measurements or more, for their spread"
        fail(frame, message, node.span, "", "write a range, as in 12 to 15 ms, or measure again")
    kind, values = _alike(run, node, list(node.arguments), frame)
    count = len(values)
    if count < FEW:
        message = f"of {count} measurements P5 and P95 are the least and the largest: {FEW} or more tell them apart"
        run.warn(frame, message, node.span, severity="note")
    known = known_numbers(values)
    found = [each.value for each in values] if known is None else [Number(each) for each in sorted(known)]
    return kind, Draw(MEASURED, tuple(found))


def mixture(run: Run, node: Call, frame: Frame) -> tuple[Kind, Draw]:
    """`mixture(70%: 1 to 2 ms, 30%: 10 to 20 ms)`: each part in its share of the cases."""
    given = node.arguments
    if len(given) < 2 or len(given) % 2 or any(each.name for each in given):
        fail(frame, "a mixture has the share of the cases before each of its parts", node.span, "", _MIXTURE)
    if len(given) > 2 * MOST_PARTS:
        message = f"a mixture of {len(given) // 2} parts; {MOST_PARTS} are the most"
        fail(frame, message, node.span, "", "write measured(…) for a list of values")
    shares = [_share_of_part(run, each, frame) for each in given[::2]]
    _check_shares(shares, node, frame)
    kind, parts, arguments = PLAIN, list[tuple[str, int]](), list[Amount]()
    for place, argument in enumerate(given[1::2]):
        draw, own = _part(run, argument, frame)
        if place and own.dimension != kind.dimension:
            remedy = f"give it in {describe(kind)}"
            fail(frame, "mixture needs one unit throughout", argument.span, describe(own), remedy)
        kind = own if not place else kind
        parts.append((draw.distribution, len(draw.arguments)))
        arguments += [Amount(kind, each) for each in draw.arguments]
    values = [each.value for each in (*shares, *arguments)]
    return kind, Draw(mixture_of(parts), tuple(values))


def _share_of_part(run: Run, argument: Argument, frame: Frame) -> Amount:
    found = run.nested(argument.value, frame)
    if not isinstance(found, Amount) or found.kind.dimension or is_uncertain(run, found.value):
        sort = describe(found.kind) if found.kind.dimension else "a range"
        fail(frame, f"the share of a part is a certain number, not {sort}", argument.span, "", _MIXTURE)
    return found


def _check_shares(shares: list[Amount], node: Call, frame: Frame) -> None:
    """Report shares that are none, and percentages that do not make up all cases."""
    known = known_numbers(shares)
    if known is None:
        return
    total = sum(known)
    if min(known) < 0 or not 0 < total < math.inf:
        fail(frame, "the shares of a mixture are 0 or more, and not all 0", node.span, "", _MIXTURE)
    is_percent = any(getattr(each.value, "percent", False) for each in node.arguments[::2])
    if is_percent and not math.isclose(total, 1.0, rel_tol=1e-9):
        message = f"the shares of this mixture are {total * 100:.12g}% together"
        fail(frame, message, node.span, "", "let them be 100%, or write them without a percent sign")


def _part(run: Run, argument: Argument, frame: Frame) -> tuple[Draw, Kind]:
    """A part of a mixture as a draw; a certain number as one that is always the same."""
    inner = frame.of(argument.value, frame.prefix)
    inner.calls, inner.suspects = frame.calls, frame.suspects
    found = run.nested(argument.value, inner)
    if not isinstance(found, Amount):
        fail(frame, f"a part of a mixture is a range or a number, not {describe(found.kind)}", argument.span, "", "")
    value = found.value
    if isinstance(value, Draw):
        if family(value.distribution) == MIXTURE:
            fail(frame, "a mixture has no mixture in it", argument.span, "", "write all parts in one")
        if value.spread:
            fail(frame, "a part of a mixture is no spread", argument.span, "", "write spread(mixture(…))")
        return value, found.kind
    if is_uncertain(run, value):
        fail(frame, "a part of a mixture is one range", argument.span, "", "write the range in its place")
    return Draw("uniform", (value, value)), found.kind


def _alike(run: Run, node: Call, arguments: list[Argument], frame: Frame) -> tuple[Kind, list[Amount]]:
    """Certain numbers of one dimension, and their kind."""
    found: list[Amount] = []
    for argument in arguments:
        each = run.nested(argument.value, frame)
        if found and each.kind.dimension != found[0].kind.dimension:
            remedy = f"write one unit behind the brackets, as in {_FORMS[node.path]} ms"
            fail(frame, f"{node.path} needs one unit throughout", argument.span, describe(each.kind), remedy)
        if not isinstance(each, Amount) or is_uncertain(run, each.value):
            fail(frame, f"{node.path} needs certain numbers", argument.span, "", "give them as numbers")
        found.append(each)
    return found[0].kind, found
