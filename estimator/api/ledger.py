"""`ledger`: the assumptions of an estimate, where each is from, and how much hangs on it; twin of `estimate ledger`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from estimator.api.extras import optional
from estimator.api.told import COLUMNS, Told
from estimator.languages.exhibit_lines import exhibit_lines, fits
from estimator.languages.ledger import entries_of, exhibit, narrow, sentences
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN, suggestion
from estimator.problems import refused
from estimator.reckoning.reviews import day_of, span_of

if TYPE_CHECKING:
    import pandas as pd

    from estimator.languages.exhibit import Exhibit
    from estimator.languages.ledger import Entry
    from estimator.languages.spans import Spans
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation

_COLUMNS = ("value", "unit", "low", "high", "share", "source", "as_of", "valid_for", "review_by", "confidence", "owner")


class Ledger(Told):
    """The assumptions of an estimate, those that matter most first.

    `entries` has each with its facts; `stale` and `unsourced` are the names of those that one must look at.
    """

    def __init__(self, evaluation: Evaluation, quantity: Quantity | None, today: str, valid_for: str) -> None:
        self.today = day_of(today) if today else datetime.now().astimezone().date()
        if valid_for:
            span_of(valid_for)
        self._values = Values(evaluation)
        self._found = entries_of(evaluation, self._values, quantity, self.today, valid_for)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Each assumption that is no cell of a table."""
        return self._found.entries

    @property
    def stale(self) -> tuple[str, ...]:
        """The names of those that are past their time."""
        return tuple([each.name for each in self._found.stale])

    @property
    def unsourced(self) -> tuple[str, ...]:
        """The names of those that do not say where they are from."""
        return tuple([each.name for each in self._found.unsourced])

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is stale, and which of that matters; what has no source."""
        return sentences(self._found)

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The table."""
        return (exhibit(self._found),)

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal of so many columns shows: one table where it has room, else two."""
        (whole,) = self.exhibits
        found: list[Spans] = []
        for each in (whole,) if fits(whole, columns) else narrow(whole):
            found += [*([[]] if found else []), *exhibit_lines(each, columns)]
        return found

    def to_dict(self) -> dict[str, Any]:
        """What `estimate ledger --json` prints: every number unrounded, in the unit that stands beside it."""
        asked = self._found.asked
        return {
            "title": self._found.title,
            "today": self.today.isoformat(),
            "of": "" if asked is None else asked.definition.name,
            "sentences": list(self.sentences),
            "assumptions": [self._entry(each) for each in self.entries],
            "notes": list(self.exhibits[0].remarks),
        }

    def _entry(self, entry: Entry) -> dict[str, Any]:
        from estimator.writers.json import facts_object, numbers_of

        return {
            "name": entry.name,
            **numbers_of(entry.row.quantity, self._values),
            "text": str(entry.row.shown),
            "share": entry.share,
            **facts_object(entry.facts),
            "stale": entry.stale,
            "sourced": entry.sourced,
        }

    def to_frame(self) -> pd.DataFrame:
        """The same as a pandas table, a row an assumption. EstimateError without pandas."""
        pandas = optional("pandas", "frames", "a table")
        rows = [self._entry(each) for each in self.entries]
        columns = ["name", *_COLUMNS, "stale", "sourced"]
        frame: pd.DataFrame = pandas.DataFrame(rows, columns=columns).set_index("name")
        return frame


def ledger(evaluation: Evaluation, of: str = "", today: str = "", valid_for: str = "") -> Ledger:
    """The ledger of an evaluation: shares of the spread of a quantity, else of the last answer that has a range.

    EstimateError where the quantity is none, or no number, and for a day or a time that is none.
    """
    quantity = None
    if of:
        quantity = evaluation.model.quantities.get(of)
        if quantity is None:
            guess = suggestion(of, evaluation.model.quantities)
            remedy = f"did you mean {guess}?" if guess else "name one of its quantities"
            raise refused(of, f"the sheet has no {of}", remedy)
        if quantity.step is None or quantity.kind is BOOLEAN:
            raise refused(of, f"{of} is no number", "ask for the spread of what is worked out")
    return Ledger(evaluation, quantity, today, valid_for)
