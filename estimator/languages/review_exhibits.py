"""A review for its readers: sentences on the changes, the answers before and after, the checks, notes and sources."""

from __future__ import annotations

import re

from estimator.languages.comparison import RANGE, verdict_cell
from estimator.languages.exhibit import LEFT, Cell, Column, Exhibit
from estimator.languages.review import effect, label, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.review import Review

NOTHING = "Nothing has changed"
NOTHING_RECKONED = "Nothing that is reckoned has changed"
TOGETHER = "all together, beyond the sum of these"
NOW_HOLDS = re.compile(r" now holds\b")


def review_exhibits(review: Review) -> tuple[Exhibit, ...]:
    """The changes in sentences, then the tables, those first that a reviewer looks for."""
    lead = tuple([text for text, _ in leading(review)])
    found = [Exhibit(review.title, lead, (), (), sentences(review))]
    before_after = (Column("", LEFT), Column("before", LEFT), Column("after", LEFT))
    rows = _answers(review)
    if rows:
        found.append(Exhibit("Answers", (), (*before_after, Column("", LEFT)), tuple(rows)))
    rows = _checks(review)
    if rows:
        found.append(Exhibit("Checks", (), before_after, tuple(rows)))
    rows = [
        (Cell(each.subject, "name"), Cell(each.what, "note"), Cell(each.was or "none"), Cell(each.now or "none"))
        for each in review.found.texts
    ]
    if rows:
        columns = (Column("", LEFT), Column("", LEFT), Column("before", LEFT), Column("after", LEFT))
        found.append(Exhibit("Notes and sources", (), columns, tuple(rows)))
    return tuple(found)


def leading(review: Review) -> tuple[tuple[str, bool], ...]:
    """The sentences that come first, each with whether it is bad news: checks that turn, versions that do not run."""
    said = [(f"{each}.", not NOW_HOLDS.search(each)) for each in review.turns]
    for side, word in ((review.old, "before"), (review.new, "after")):
        said += [(f"{word.capitalize()}, it does not run: {side.problem}.", True)] if side.problem else []
    if not (review.reviewed or review.found.renamed):
        said.append((f"{NOTHING_RECKONED if review.found.texts else NOTHING}.", False))
    return tuple(said)


def sentences(review: Review) -> tuple[str, ...]:
    """A sentence a change: what became of it, and what it does alone; then what they do together."""
    found = [f"{old} is called {new} now, as it seems" for old, new in review.found.renamed.items()]
    for each in review.reviewed:
        said = told(each, review.answers)
        found.append(f"{label(each.edit)}: {said}" if said else label(each.edit))
    if review.rest:
        found.append(f"{TOGETHER}: {', '.join([f'{each.answer} {each.text}' for each in review.rest])}")
    return tuple(found)


def _answers(review: Review) -> list[tuple[Cell, ...]]:
    """Before and after, with the ranges below, of those that are others now."""
    rows: list[tuple[Cell, ...]] = []
    for name in review.answers:
        said = effect(name, review.old, review.new).text
        if not said:
            continue
        texts = (review.old.text(name), review.new.text(name), said if not said.startswith(RANGE) else "")
        rows.append((Cell(name, "name"), *[Cell(text) for text in texts]))
        ranges = (review.old.range(name), review.new.range(name))
        if any(ranges):
            rows.append((Cell(f"  {RANGE}", "note"), *[Cell(text, "note") for text in ranges], Cell("")))
    return rows


def _checks(review: Review) -> list[tuple[Cell, ...]]:
    """The checks that read otherwise now, or fail."""
    rows: list[tuple[Cell, ...]] = []
    if review.old.evaluation is None or review.new.evaluation is None:
        return rows
    for written in dict.fromkeys([*review.new.verdicts, *review.old.verdicts]):
        before, after = (side.verdicts.get(written) for side in (review.old, review.new))
        cells = verdict_cell(before), verdict_cell(after)
        shown = after or before
        if shown is not None and (cells[0] != cells[1] or not shown.holds):
            rows.append((Cell(shown.text, "name"), *cells))
    return rows
