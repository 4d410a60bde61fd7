"""What the queries of all systems have in common, whatever its values are: CASE, comparisons, texts as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from estimator.producers.schema.words import Cursor, Word

TOO_DEEP = "its query has too many in one another"
SHIFTS = ("<", ">")  # each as two words, which is no comparison


class Unselected(Exception):
    """Why the columns of a query are not known."""


def case_values(cursor: Cursor) -> tuple[list[Cursor], bool]:
    """What stands behind the THENs and the ELSE of a CASE, which is stepped over; and whether it has an ELSE."""
    opened, begin, values, has_other = 0, 0, list["Cursor"](), False
    while not cursor.ended:
        opens, closes = cursor.sees("case"), cursor.sees("end")
        if opened == 1 and begin and (closes or cursor.sees("when") or cursor.sees("else")):
            values.append(cursor.slice(begin, cursor.place))
            begin = 0
        opened += opens - closes
        if opened == 1 and not opens and (cursor.sees("then") or cursor.sees("else")):
            has_other = has_other or cursor.sees("else")
            begin = cursor.place + 1
        cursor.skip()
        if closes and not opened:
            break
    return values, has_other


def comparison(cursor: Cursor, signs: Container[str]) -> str | None:
    """The first of these signs outside of brackets and CASE, "" for none; None where a shift stands before it."""
    begin, cases, found = cursor.place, 0, ""
    while not cursor.ended and not found:
        cases += cursor.sees("case") - cursor.sees("end")
        if any(cursor.sees(each, each) for each in SHIFTS):
            return None
        if not cases and cursor.word.kind in ("name", "sign") and cursor.word.text in signs:
            found = cursor.word.text
        cursor.skip()
    cursor.place = begin
    return found


def is_text(word: Word) -> bool:
    """Whether a word is a text that is written as one, and not its bytes in hexadecimal digits: x'41'."""
    return word.end - word.start == len(word.text) + word.text.count("'") + 2
