"""What the text of a unit means in a sheet, and the report of a word that is none."""

from __future__ import annotations

from estimator.model.describe import suggestion
from estimator.model.faults import fail
from estimator.notation.tree import MAGNITUDES
from estimator.units.table import AMBIGUOUS, UnknownUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.notation.tree import Literal, Span
    from estimator.units.table import UnitMeaning


def unit_meaning(run: Run, text: str, span: Span, frame: Frame, literal: Literal | None = None) -> UnitMeaning:
    """The meaning of a unit's text, or the report of an unknown word; `literal` is the number before it."""
    try:
        meaning = frame.module.table.unit(text)
    except UnknownUnit as unknown:
        if run.lenient and _taken_as_noun(run, unknown.word, span, frame):
            return unit_meaning(run, text, span, frame, literal)
        _unknown_unit(run, unknown.word, text, span, frame, literal)
    run.units.add(text)
    return meaning


def _unknown_unit(run: Run, word: str, text: str, span: Span, frame: Frame, literal: Literal | None) -> NoReturn:
    """Report a word behind a number, `->` or a colon that is no unit."""
    source = frame.module.source
    at = source.text.find(word, span[0], span[1])
    place = (at, at + len(word)) if at >= 0 else span
    digits = literal.text if literal is not None else ""
    table = frame.module.table
    guess = AMBIGUOUS.get(word, "") or run.budget.guess(word, table.names(), table.prefixed_names())
    remedy = f"did you mean {guess}?" if guess else ""
    if word in ("kw", "w") and digits:
        watts = " (or kW for kilowatts)" if word == "kw" else ""
        remedy = f"glue it: {digits}{word}{watts}"
    elif word in MAGNITUDES:
        remedy = "a number has one magnitude, and then a unit"
    elif not guess:
        for length in (2, 1):
            if word[:length] in MAGNITUDES and not word[0].isascii():
                remedy = f"write a blank behind {word[:length]}, then the unit"
                break
        else:
            if word in frame.values or word in frame.module.definitions or word in frame.locals:
                remedy = f"{word} is a quantity: write blanks around the operator before it"
                if digits and text == word:
                    remedy = f"{word} is a quantity: write {digits} * {word}"
            elif digits and text.startswith("/"):
                remedy = f"divide with blanks: {digits} / {word}"
            elif word.isidentifier() and not run.lenient and not _has_magnitude(word, frame):
                remedy = f"declare it: unit {word}"
            elif run.lenient and word.isidentifier():
                remedy = "see what there is: estimate units"
    fail(frame, f"{word} is no unit", place, "", remedy)


def _has_magnitude(word: str, frame: Frame) -> bool:
    """Whether a word begins with a magnitude, so that its declaration would hide a number."""
    from estimator.model.nouns import begins_with_magnitude

    return begins_with_magnitude(word, frame.module.table)


def _taken_as_noun(run: Run, word: str, span: Span, frame: Frame) -> bool:
    """On the command line, take a word that resembles no unit as a counting noun; whether it was taken."""
    from estimator.model.nouns import may_be_noun
    from estimator.notation.spoken.cursor import singular

    table = frame.module.table
    if not may_be_noun(word, table) or suggestion(word, [*table.names(), *table.prefixed_names()]):
        return False
    table.declare_noun(singular(word), event=False)
    run.warn(frame, f"took {word} as a counting noun", span, severity="note")
    return True
