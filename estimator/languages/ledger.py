"""The ledger of a sheet: its assumptions with where each is from, how old it is, and how much hangs on it.

All texts are as the user wrote them: whoever shows one makes it inert for where it goes.
"""

from __future__ import annotations

from estimator.languages.drivers import asked_of, share_text, share_words
from estimator.languages.exhibit import LEFT, Bar, Cell, Column, Exhibit
from estimator.languages.report import SHEET
from estimator.languages.reporting import kind_of, row_of, title_of
from estimator.problems import EstimateError
from estimator.reckoning.facts import facts_of, is_sourced, own_assumptions
from estimator.reckoning.linting.vocabulary import says
from estimator.reckoning.reviews import limit_of
from estimator.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import TypeVar

    from estimator.languages.report import Row
    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.facts import Facts
    from estimator.reckoning.sensitivity import Driver

    Part = TypeVar("Part", Cell, Column)

MUCH = 0.1  # of the spread: what matters
MOST_NAMED, MOST_SHOWN = 5, 200  # names in a sentence, rows of a table
STALE = "stale"


@record
class Entry:
    """An assumption in the ledger.

    share       of the spread of the number that is asked about, with all that it is correlated with; None without one
    share_said  the same in words
    stale       since when it is past its time, as in `review by 2026-03`; empty where it is not, or has no time
    sourced     whether it says where it is from, or needs not, as what is decided
    """

    row: Row
    facts: Facts
    share: float | None
    share_said: str
    stale: str
    sourced: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return self.row.name


@record
class Entries:
    """The assumptions of a sheet, and the number of which they have shares; None where no number has a range.

    `cells` is how many assumptions are cells of tables, which have a ledger in their own rows.
    """

    title: str
    entries: tuple[Entry, ...]
    asked: Quantity | None
    cells: int
    problem: str
    has_sources: bool = False  # whether the sheet says as a whole where it is from

    @property
    def stale(self) -> tuple[Entry, ...]:
        """Those that are past their time."""
        return tuple([each for each in self.entries if each.stale])

    @property
    def unsourced(self) -> tuple[Entry, ...]:
        """Those that do not say where they are from."""
        return tuple([each for each in self.entries if not each.sourced])


def carries_facts(evaluation: Evaluation) -> bool:
    """Whether a sheet that is there to be run says when, by whom or how surely an assumption of it was made."""
    model = evaluation.model
    head = model.module.sheet.documentation
    if not any(True for _ in own_assumptions(model)) or kind_of(model) != SHEET:
        return False
    at_head = head.owner or head.review_by or head.valid_for
    return bool(at_head) or any(facts_of(each.definition, head).is_own for _, each in own_assumptions(model))


def entries_of(
    evaluation: Evaluation,
    values: Values,
    quantity: Quantity | None = None,
    today: date | None = None,
    valid_for: str = "",
) -> Entries:
    """The ledger, those that matter most first; of a quantity's spread, else of that of the last answer with a range.

    Without `today` nothing is stale. EstimateError for a time that is none.
    """
    model = evaluation.model
    if quantity is None:
        found = asked_of(evaluation)
        quantity = found[0] if found is not None and found[0].step in evaluation.spreads else None
    drivers, problem = _drivers(evaluation, quantity)
    head = model.module.sheet.documentation
    entries = []
    for name, each in own_assumptions(model):
        facts = facts_of(each.definition, head)
        limit = limit_of(facts, valid_for) if today is not None and each.override is None else None
        stale = limit[1] if limit is not None and today is not None and today > limit[0] else ""
        driver = drivers.get(each.step) if each.step is not None else None
        share, said = (None, "") if driver is None else (driver.share, share_words(driver, values))
        sourced = is_sourced(each) or bool(says(name, "decided")) or each.override is not None
        entries.append(Entry(row_of(each, values), facts, share, said, stale, sourced))
    entries.sort(key=lambda entry: -(entry.share or 0.0))
    cells = sum([each.assumption and "." in name for name, each in model.quantities.items()])
    asked = quantity if drivers or problem else None
    return Entries(title_of(model), tuple(entries), asked, cells, problem, bool(head.sources))


def _drivers(evaluation: Evaluation, quantity: Quantity | None) -> tuple[dict[int, Driver], str]:
    """What moves a quantity, by the steps of the assumptions; or why that cannot be said."""
    if quantity is None or quantity.step is None:
        return {}, ""
    from estimator.reckoning.sensitivity import sensitivity

    try:
        found = sensitivity(evaluation, quantity.step, shares_alone=True)
    except EstimateError as error:
        return {}, error.problems[0].message
    return {each.input.step: each for each in found.ranged}, ""


def sentences(found: Entries) -> tuple[str, ...]:
    """What to look at first: what is stale and which of that matters, and what has no source."""
    if not found.entries:
        cells = f"; {found.cells:,} are cells of its tables" if found.cells else ""
        return (f"{found.title} has no assumption of its own{cells}.",)
    said = [_stale_sentence(found)]
    if found.unsourced:
        of_own = " of their own" if found.has_sources else ""
        said.append(f"No source{of_own}: {_named(found.unsourced)}{_made_up(found.unsourced, found)}.")
    return tuple(said)


def _stale_sentence(found: Entries) -> str:
    stale = found.stale
    if not stale:
        if any(each.facts.as_of or each.facts.review_by for each in found.entries):
            return "None is stale."
        return "None has a date: write as of 2026-11, or review by 2027-11, in the note behind it."
    is_one = len(stale) == 1
    first = f"{_named(stale)} is stale" if is_one else f"These {len(stale):,} are stale: {_named(stale)}"
    if found.asked is None:
        return f"{first}."
    name = found.asked.definition.name
    matters = [each for each in stale if (each.share or 0.0) >= MUCH]
    if not matters:
        it = "it hardly matters" if is_one else "none of them matters much"
        return f"{first}; {it} for the spread of {name}."
    shares = [share_text(each.share) for each in matters[:MOST_NAMED]]
    if is_one:
        return f"{first}, and it matters: it makes up {shares[0]} of the spread of {name}."
    verb, it = ("matters", "it makes") if len(matters) == 1 else ("matter", "they make")
    names = _joined([each.name for each in matters[:MOST_NAMED]])
    return f"{first}. {names} {verb}: {it} up {_joined(shares)} of the spread of {name}."


def _made_up(entries: Sequence[Entry], found: Entries) -> str:
    """Which of some make up much of the spread."""
    much = [each for each in entries if (each.share or 0.0) >= MUCH]
    if not much or found.asked is None:
        return ""
    parts = [f"{each.name} {share_text(each.share)}" for each in much[:MOST_NAMED]]
    return f"; of the spread of {found.asked.definition.name} {_joined(parts)}"


def _named(entries: Sequence[Entry]) -> str:
    names = [each.name for each in entries]
    if len(names) > MOST_NAMED + 1:
        names = [*names[:MOST_NAMED], f"{len(names) - MOST_NAMED:,} more"]
    return _joined(names)


def _joined(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def exhibit(found: Entries) -> Exhibit:
    """The ledger as a table, without columns in which nothing stands."""
    rows = [_cells(each, has_shares=found.asked is not None) for each in found.entries[:MOST_SHOWN]]
    heads = (
        *(Column("assumption", LEFT), Column("value"), Column("90% range"), Column("share of spread")),
        *(Column("source", LEFT), Column("as of", LEFT), Column("review by", LEFT), Column("confidence", LEFT)),
        *(Column("owner", LEFT), Column("", LEFT)),
    )
    kept = [place for place in range(len(heads)) if not place or any(row[place].text for row in rows)]
    columns = tuple([heads[place] for place in kept])
    table = tuple([tuple([row[place] for place in kept]) for row in rows])
    title = f"Ledger of {found.title}"
    return Exhibit(title, sentences(found), columns, table, _remarks(found))


def narrow(whole: Exhibit) -> tuple[Exhibit, ...]:
    """The same as two tables, for a terminal that has no room for one: what hangs on each, and what is said of it."""
    said = [place for place, column in enumerate(whole.columns) if column.head in _SAID]
    values = [place for place in range(len(whole.columns)) if place not in said]
    if not said or len(values) < 2:
        return (whole,)
    first = replace(whole, columns=_only(whole.columns, values), rows=_rows(whole, values), remarks=whole.remarks)
    rows = tuple([row for row in _rows(whole, [0, *said]) if any(cell.text for cell in row[1:])])
    return (first, Exhibit("What is said of them", (), _only(whole.columns, [0, *said]), rows))


_SAID = frozenset(("source", "as of", "review by", "confidence", "owner"))


def _only(parts: tuple[Part, ...], places: list[int]) -> tuple[Part, ...]:
    return tuple([parts[place] for place in places])


def _rows(whole: Exhibit, places: list[int]) -> tuple[tuple[Cell, ...], ...]:
    return tuple([_only(row, places) for row in whole.rows])


def exported(evaluation: Evaluation, values: Values) -> Exhibit | None:
    """The ledger as exports have it, on whatever day; None of a sheet that carries no such facts."""
    if not carries_facts(evaluation):
        return None
    return exhibit(entries_of(evaluation, values))


def _cells(entry: Entry, *, has_shares: bool) -> tuple[Cell, ...]:
    row, facts, share = entry.row, entry.facts, entry.share
    bar = None if share is None else Bar(0.0, share)
    given = "given" if row.given else ""
    return (
        Cell(row.name, "name"),
        Cell(str(row.shown)),
        Cell(row.range),
        Cell(entry.share_said if has_shares else "", bar=bar),
        Cell(facts.source, "note"),
        Cell(facts.as_of, "note"),
        Cell(facts.review_by, "note"),
        Cell(facts.confidence, "note"),
        Cell(facts.owner, "note"),
        Cell(STALE if entry.stale else given, "bad" if entry.stale else "note"),
    )


def _remarks(found: Entries) -> tuple[str, ...]:
    said = []
    if found.problem and found.asked is not None:
        said.append(f"What each makes up of the spread of {found.asked.definition.name} is not known: {found.problem}.")
    elif found.asked is not None:
        said.append(f"The share is of the spread of {found.asked.definition.name}.")
    if found.entries and found.cells:
        said.append(f"{found.cells:,} more are cells of tables, in whose rows they have their notes.")
    more = len(found.entries) - MOST_SHOWN
    if more > 0:
        said.append(f"{more:,} more, which matter less, are not shown here.")
    return tuple(said)
