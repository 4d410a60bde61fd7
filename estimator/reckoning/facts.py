"""What is said of an assumption beside its value: where it is from, of when, by whom, and how sure one is.

In lines above it, `## owner: Kim`, or in the note behind it, apart by commas as one jots it down:

    users = 300 M user   # from finance, as of 2026-03, owner Kim, low confidence, review by 2027-03

What an assumption does not say itself, the lines at the head of its sheet say for all of them; but for the source.
"""

from __future__ import annotations

import re

from estimator.model.frames import NumberQuantity
from estimator.notation.allowances import told_note
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.model.frames import Quantity
    from estimator.model.model import Model
    from estimator.notation.tree import Definition, Documentation

_DATE = r"(\d{4}(?:-\d{1,2})?)"
REVIEW_BY = re.compile(rf"\breview\s+by:?\s+{_DATE}\b", re.IGNORECASE)
_AS_OF = re.compile(rf"\bas\s+of:?\s+{_DATE}\b", re.IGNORECASE)
_OWNER = re.compile(r"(?:^|(?<=[,;]))\s*owner:?\s+([^,;]+)", re.IGNORECASE)
_SURE = r"high|medium|low"
_CONFIDENCE = re.compile(rf"\bconfidence:?\s+({_SURE})\b|\b({_SURE})\s+confidence\b", re.IGNORECASE)
_LOOSE = re.compile(r"\s*[,;](?:\s*[,;])+")  # what stands between facts that are taken out


@record
class Facts:
    """What is said of an assumption; what is not said is empty.

    source      where it is from: its sources, else what its note says beside the other facts
    as_of       the year or the month that it is of; `valid_for` how long that holds, as in `18 month`
    review_by   the year or the month by the end of which someone looks at it again
    is_own      whether it says any of these but its source by itself, and not the head of its sheet
    """

    source: str
    as_of: str
    valid_for: str
    review_by: str
    confidence: str
    owner: str
    is_own: bool


def facts_of(definition: Definition, head: Documentation) -> Facts:
    """What a definition says of itself, else the head of its sheet."""
    own, note = definition.documentation, told_note(definition.note)
    texts = (note, *own.text)
    as_of = own.as_of or _said(_AS_OF, texts)
    review_by = own.review_by or _said(REVIEW_BY, texts)
    confidence = own.confidence or _said(_CONFIDENCE, texts).lower()
    owner = own.owner or _said(_OWNER, texts)
    dated = as_of or review_by  # one that has a date of its own goes by that
    return Facts(
        source="; ".join(own.sources) or without_facts(note),
        as_of=as_of if dated else head.as_of,
        valid_for=own.valid_for or head.valid_for,
        review_by=review_by if dated else head.review_by or _said(REVIEW_BY, head.text),
        confidence=confidence or head.confidence,
        owner=owner or head.owner,
        is_own=bool(as_of or own.valid_for or review_by or confidence or owner),
    )


def own_dates(definition: Definition) -> tuple[str, str]:
    """What a definition itself is as of, and by when it is reviewed; empty where it does not say."""
    own = definition.documentation
    texts = (definition.note, *own.text)
    return own.as_of or _said(_AS_OF, texts), own.review_by or _said(REVIEW_BY, texts)


def without_facts(note: str) -> str:
    """What a note says beside until when it holds, of when, by whom and how sure one is."""
    found = note
    for pattern in (REVIEW_BY, _AS_OF, _OWNER, _CONFIDENCE):
        found = pattern.sub("", found)
    return note if found == note else _LOOSE.sub(",", found).strip(" ,;.:-")


def _said(pattern: re.Pattern[str], texts: tuple[str, ...]) -> str:
    """What some texts say first; empty where they do not."""
    for text in texts:
        found = pattern.search(text)
        if found is not None:
            return next(group for group in found.groups() if group).strip()
    return ""


def own_assumptions(model: Model) -> Iterator[tuple[str, Quantity]]:
    """The assumptions that someone wrote, a choice among texts as well, and no cell of a table."""
    for name, quantity in model.quantities.items():
        if quantity.assumption and "." not in name:
            yield name, quantity


def is_sourced(quantity: Quantity) -> bool:
    """Whether an assumption says where it is from; a yes, a no or a text needs not."""
    definition = quantity.definition
    said = bool(definition.documentation.sources or without_facts(told_note(definition.note)).strip(" ,;.:-"))
    return said or not isinstance(quantity, NumberQuantity)
