"""What of a sheet has to be looked at again: numbers past their time, and numbers without a source where one is asked.

    ## review_by: 2027-03       above an assumption, or at the head of the sheet for all of them; also in words, there
                                or in a note behind one, as in `# from finance, review by 2027-03`
    ## valid_for: 18 month      how long what has an `as_of` holds from the end of that month or year on
    ## sources: required        at the head: no assumption without a source, unless it is decided as copies are

A month is over when the next one begins. What today is, whoever asks says.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from estimator.problems import Mark, Problem, refused
from estimator.reckoning.facts import REVIEW_BY, is_sourced, own_assumptions, own_dates
from estimator.reckoning.linting.vocabulary import says

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.model.model import Model
    from estimator.reckoning.facts import Facts

_TIMES = {"day": 1, "week": 7}
MOST_YEARS = 1000


def day_of(text: str) -> date:
    """A day that was given for today, 2027-03-31. EstimateError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refused(text, f"{text} is no day", "write year, month and day, as in 2027-03-31") from None


def limit_of(facts: Facts, valid_for: str = "") -> tuple[date, str] | None:
    """The last day on which an assumption is not past its time, and what says so; None where nothing does.

    `valid_for` is how long one holds that has an `as_of` and says nothing else.
    """
    limits = [(_end_of(facts.review_by), f"review by {facts.review_by}")] if facts.review_by else []
    holds = facts.valid_for or valid_for
    if facts.as_of and holds:
        limits.append((_after(_end_of(facts.as_of), *span_of(holds)), f"as of {facts.as_of}, holds for {holds}"))
    return min(limits, default=None)


def span_of(text: str) -> tuple[int, str]:
    """A time that was given for how long numbers hold, 18 month. EstimateError."""
    found = re.fullmatch(r"\s*(\d{1,6})\s*(day|week|month|year)s?\s*", text)
    if found is None:
        raise refused(text, f"{text} is no time that numbers hold", "write it as in 18 month or 2 year")
    return int(found[1]), found[2]


def overdue(model: Model, today: date, valid_for: str = "") -> Iterator[Problem]:
    """The assumptions that are past their time, each with what says so.

    `valid_for` is how long those hold from their `as_of` on for which the sheet says nothing else.
    """
    module = model.module
    head = module.sheet.documentation
    used_head = False
    for name, quantity in own_assumptions(model):
        definition = quantity.definition
        own, mark = definition.documentation, Mark(module.source, *definition.span)
        as_of, review_by = own_dates(definition)
        if review_by and today > _end_of(review_by):
            word = "review_by:" if own.review_by else "review by"
            remedy = f"look at it again, then write {word} {_next(today, review_by)}"
            yield Problem(f"{name} was to be reviewed by {review_by}, and today is {today}", (mark,), remedy)
            continue
        holds = own.valid_for or head.valid_for or valid_for
        if as_of and holds and today > _after(_end_of(as_of), *span_of(holds)):
            word = f"as_of: {today:%Y-%m} above it" if own.as_of else f"as of {today:%Y-%m}"
            message = f"{name} is as of {as_of} and holds for {holds}: it is past that since {_past(as_of, holds)}"
            yield Problem(message, (mark,), f"look at it again, then write {word}")
        elif not as_of and not review_by:
            used_head = True
    if used_head:
        yield from _head_overdue(model, today, valid_for)


def _head_overdue(model: Model, today: date, valid_for: str) -> Iterator[Problem]:
    """What the head of a sheet says of all its assumptions."""
    module = model.module
    head = module.sheet.documentation
    holds = head.valid_for or valid_for
    limits: list[tuple[str, str, date]] = []
    review_by = head.review_by or next((found[1] for text in head.text if (found := REVIEW_BY.search(text))), "")
    if review_by:
        limits.append(("review_by" if head.review_by else "review by", review_by, _end_of(review_by)))
    if head.as_of and holds:
        limits.append(("as_of", head.as_of, _after(_end_of(head.as_of), *span_of(holds))))
    for word, text, limit in limits:
        if today > limit:
            found = re.search(rf"{word}:?\s+{text}", module.source.text, re.IGNORECASE)
            mark = Mark(module.source, *(found.span() if found is not None else (0, 1)))
            colon = ":" if "_" in word else ""
            if word != "as_of":
                message = f"the sheet was to be reviewed by {text}, and today is {today}"
                remedy = f"look at its assumptions again, then write {word}{colon} {_next(today, text)}"
            else:
                message = f"the sheet is as of {text} and holds for {holds}: it is past that since {_past(text, holds)}"
                remedy = f"look at its assumptions again, then write as_of: {today:%Y-%m}"
            yield Problem(message, (mark,), remedy)


def unsourced(model: Model) -> Iterator[Problem]:
    """The assumptions that do not say where they are from; what is decided needs not."""
    for name, quantity in own_assumptions(model):
        if not is_sourced(quantity) and not says(name, "decided"):
            mark = Mark(model.module.source, *quantity.definition.span)
            remedy = f"write ## source: above {name} and where it is from, or say so in a note behind it"
            yield Problem(f"{name} has no source, and the sheet's sources are required", (mark,), remedy)


def _end_of(text: str) -> date:
    """The last day of a year or a month."""
    year, _, month = text.partition("-")
    if not month or not 1 <= int(month) <= 12:
        return date(max(int(year), 1), 12, 31)
    return date(max(int(year), 1), int(month), monthrange(int(year) or 1, int(month))[1])


def _after(day: date, number: int, unit: str) -> date:
    """The day so much later; a month later than the 31st is the last day of that month."""
    if unit in _TIMES:
        return day + timedelta(days=min(number * _TIMES[unit], 365 * MOST_YEARS))
    months = day.month - 1 + min(number * (12 if unit == "year" else 1), 12 * MOST_YEARS)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _past(as_of: str, holds: str) -> str:
    return f"{_after(_end_of(as_of), *span_of(holds)):%Y-%m-%d}"


def _next(today: date, before: str) -> str:
    """A year from today, as a month or a year as the one before."""
    return f"{today.year + 1}-{today.month:02}" if "-" in before else str(today.year + 1)
