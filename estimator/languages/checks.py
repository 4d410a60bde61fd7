"""What is said of a check: whether it holds, in what share of the cases, and what share was asked."""

from __future__ import annotations

from math import floor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.reckoning.evaluate import CheckResult

MOST_DECIMALS = 4  # of a probability near the one that is asked
ASKED_DIGITS = 9
ALMOST_ALL, ALMOST_NONE = 99.5, 0.5  # per cent; beyond these a whole number would say all or nothing
CERTAIN = 99.95  # per cent; from here on three digits would say so
FAR = 99.9  # per cent; more is not told apart where nothing near to it is asked


def says(result: CheckResult) -> str:
    """`holds in 95% of the cases, 99% asked`; of a check without a range `holds` or `fails`."""
    asked = result.check.probability
    if result.later is not None:
        return f"fails in {result.later.month}" + (f", {asked_text(asked)} asked" if asked is not None else "")
    if result.probability is None:
        return "holds" if result.holds else "fails"
    text = f"holds in {percentage(result.probability, asked)} of the cases"
    if asked is not None:
        text += f", {asked_text(asked)} asked"
    return text + (", too close to tell apart" if result.close else "")


def asked_text(share: float) -> str:
    """A probability that was asked for, as it was written: 99.999%, which is not 100%."""
    return f"{share * 100:.{ASKED_DIGITS}g}%"


def percentage(share: float, asked: float | None = None) -> str:
    """A probability in per cent, never rounded to certainty, nor onto one that is asked or to its other side."""
    percent = share * 100
    limit = None if asked is None or share == asked else round(asked * 100, ASKED_DIGITS)
    if CERTAIN <= percent < 100 and (limit is None or limit < FAR):
        return f"more than {FAR}%"
    if ALMOST_ALL <= percent < CERTAIN or 0 < percent < ALMOST_NONE:
        text = f"{percent:.3g}"
        if _is_apart(float(text), percent, limit):
            return f"{text}%"
    for digits in range(MOST_DECIMALS + 1):
        shown = floor(percent * 10**digits + 0.5) / 10**digits  # half up, as a page rounds
        is_whole_truth = shown not in (0.0, 100.0) or shown == percent
        if is_whole_truth and _is_apart(shown, percent, limit):
            return f"{shown:.{digits}f}%"
    if limit is not None and abs(percent - limit) < 1:
        return f"{'more' if percent > limit else 'less'} than {limit:.{ASKED_DIGITS}g}%"
    return f"more than {FAR}%" if percent > ALMOST_ALL else f"{percent:.3g}%"


def _is_apart(shown: float, percent: float, limit: float | None) -> bool:
    """Whether what is shown lies on the same side of the limit as what it stands for, and not on it."""
    return limit is None or (shown != limit and (shown > limit) is (percent > limit))
