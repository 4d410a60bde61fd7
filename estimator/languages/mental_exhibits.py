"""A sum done in the head, as tables: each operation with its roundings, and how far off the answers are."""

from __future__ import annotations

from estimator.languages.exhibit import LEFT, Cell, Column, Exhibit
from estimator.languages.grids import cells_of
from estimator.languages.head_operations import TAKEN_OVER
from estimator.languages.spans import shortened
from estimator.units.display import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.head_operations import HeadStep
    from estimator.languages.in_head import HeadQuantity
    from estimator.languages.values import Values

MOST_QUANTITIES, MOST_LISTED = 40, 4
LONGEST = 36  # columns of what is taken over
EXACT = "exact"
LEAST = 0.0005


def share_text(share: float) -> str:
    """By what share something is too much, as in `-14%`; `exact` where it is not."""
    if not share:
        return EXACT
    if abs(share) < LEAST:
        return "<0.1%"
    text = number(100 * share, 2)[0]
    return f"{'+' if share > 0 else ''}{text}%"


def exhibits(
    found: Sequence[HeadQuantity], answers: Sequence[HeadQuantity], values: Values, *, named: bool
) -> tuple[Exhibit, ...]:
    """The operations, and the answers beside the exact ones.

    `named` is whether the quantities that are asked for were named.
    """
    cells = cells_of(values.model.module)
    shown = [each for each in found if each.quantity.definition.name not in cells]
    left_out = len(shown) - MOST_QUANTITIES
    rows = [row for each in shown[:MOST_QUANTITIES] for row in _rows(each)]
    columns = (Column("in the head", LEFT), Column("", LEFT), Column("rounded"), Column("so far"))
    working = Exhibit("In one's head", (), columns, tuple(rows), _remarks(found, cells, left_out, named=named))
    return (working, _ends(answers, values))


def _rows(each: HeadQuantity) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [(Cell(each.quantity.definition.name, "name"), Cell(""), Cell(""), Cell(""))]
    for step in each.steps:
        so_far = Cell(share_text(step.off))
        rows.append((Cell(f"  {_text(step)}"), Cell(f"= {step.gives}"), Cell(_changes(step), "note"), so_far))
    return rows


def _text(step: HeadStep) -> str:
    if step.note == TAKEN_OVER:
        return shortened(step.text, LONGEST)
    return f"{step.text}  {step.note}" if step.note else step.text


def _changes(step: HeadStep) -> str:
    """What the roundings of an operation change together."""
    if step.note == TAKEN_OVER:
        return TAKEN_OVER
    together = 1.0
    for change in step.changes:
        together *= 1 + change
    return share_text(together - 1) if step.changes else ""


def _remarks(found: Sequence[HeadQuantity], cells: set[str], left_out: int, *, named: bool) -> tuple[str, ...]:
    said = []
    if any(step.note == TAKEN_OVER for each in found for step in each.steps):
        said.append(f"{TAKEN_OVER.capitalize()} from the sheet in two digits: what is no product, quotient or sum.")
    inside = [each.quantity.definition.name for each in found if each.quantity.definition.name in cells]
    if inside:
        names = ", ".join(inside[:MOST_LISTED])
        more = f" and {len(inside) - MOST_LISTED:,} more" if len(inside) > MOST_LISTED else ""
        said.append(f"The cells of tables go in, but are not shown: {names}{more}.")
    if left_out > 0:
        remedy = "" if named else ": name one to see its own"
        said.append(f"{left_out:,} more quantities are not shown{remedy}.")
    return tuple(said)


def _ends(answers: Sequence[HeadQuantity], values: Values) -> Exhibit:
    rows = []
    for each in answers[:MOST_QUANTITIES]:
        quantity = each.quantity
        rows.append(
            (
                Cell(quantity.definition.name, "name"),
                Cell(f"≈ {values.value(each.mental, quantity, 2)}"),
                Cell(f"{values.relation(quantity)} {values.shown(quantity)}"),
                Cell(off_text(each.off)),
            )
        )
    columns = (Column("", LEFT), Column("in the head", LEFT), Column("by the sheet", LEFT), Column("off", LEFT))
    return Exhibit("At the end", (), columns, tuple(rows))


def off_text(share: float) -> str:
    """How far off something is, in words: `14% too little`."""
    if not share:
        return EXACT
    return f"{share_text(abs(share)).removeprefix('+')} too {'much' if share > 0 else 'little'}"
