"""`-> unit`: what it may change, and what it says when it does.

It may name a plain number (silently), drop or swap a counting noun (a note), and warns where a ratio of two different
things is left over. Bytes, time, length, power and money are never dropped.
"""

from __future__ import annotations

from estimator.model.describe import describe
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount, Shown
from estimator.model.unit_words import unit_meaning
from estimator.problems import Mark, Problem
from estimator.units.kinds import INFORMATION, PLAIN

CONVERTS_TWICE = "this factor converts once more"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from estimator.model.found import Found
    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.notation.tree import Span, Unit
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning


def meaning_of(run: Run, unit: Unit, frame: Frame) -> UnitMeaning:
    """The meaning of a unit behind `->` or in an annotation."""
    if not unit.text:
        return frame.module.table.unit("")
    return unit_meaning(run, unit.text, unit.span, frame)


def converted(run: Run, found: Found, unit: Unit, frame: Frame, value_span: Span) -> Amount:
    """A value after `-> unit`, which it is then shown in."""
    meaning = meaning_of(run, unit, frame)
    if not isinstance(found, Amount):
        fail(frame, f"{describe(found.kind)} has no unit", unit.span, "", "leave the unit out")
    if frame.suspects:
        _check_suspects(run, found.kind, meaning.kind, unit, frame)
    if found.kind.dimension != meaning.kind.dimension:
        if found.kind.physical().dimension != meaning.kind.physical().dimension:
            _refuse(found.kind, meaning.kind, unit, frame, value_span)
        _remark_on_nouns(run, found.kind.nouns(), meaning.kind.nouns(), unit, frame)
    return Amount(meaning.kind, found.value, Shown(meaning, unit.magnitude))


def _remark_on_nouns(run: Run, own: Kind, wanted: Kind, unit: Unit, frame: Frame) -> None:
    """Say which counting nouns are dropped or swapped."""
    if not own.dimension or own.dimension == wanted.dimension:
        return
    signs = {exponent > 0 for _, exponent in own.dimension}
    if len(signs) == 2 and all(name != "event" for name, _ in own.dimension):
        run.warn(frame, f"{own} never cancelled", unit.span, "make the units cancel, or drop the noun where it enters")
    elif wanted.dimension:
        run.warn(frame, f"{own} is counted as {wanted}", unit.span, severity="note")
    else:
        place = f" in {unit}" if str(unit) else ""
        run.warn(frame, f"{own} is a count, left out{place}", unit.span, severity="note")


def _refuse(kind: Kind, target: Kind, unit: Unit, frame: Frame, value_span: Span) -> NoReturn:
    """Report a unit that would drop or add bytes, time or the like."""
    marks = (
        Mark(frame.module.source, *value_span, describe(kind)),
        Mark(frame.module.source, *unit.span, describe(target)),
    )
    missing = kind.physical().per(target.physical())
    remedy = f"choose a unit of {kind.physical()}, such as -> {kind.physical()}" if kind.physical().powers else ""
    if len(missing.powers) == 2 and all(one.dimension.startswith("currency_") for one, _ in missing.powers):
        own, other = sorted(missing.powers, key=lambda power: -power[1])
        remedy = f"there are no rates here: multiply it by one in {other[0].name}/{own[0].name}"
    elif len(missing.powers) == 1:
        one, exponent = missing.powers[0]
        if kind is PLAIN:
            remedy = f"write the unit on the number, as in 5 {unit}"
        elif exponent == 1:
            remedy = f"divide it by something in {one.name}, or choose a unit that keeps {one.name}"
        elif exponent == -1:
            remedy = f"multiply it by something in {one.name}, or write -> {unit}/{one.name}"
    raise ModelFault(Problem(f"{describe(kind)} cannot be shown in {unit}", marks, remedy))


def _check_suspects(run: Run, kind: Kind, target: Kind, unit: Unit, frame: Frame) -> None:
    """Warn of a factor 8 or 1024 where `->` converts already."""
    own, wanted = _information_words(kind), _information_words(target)
    for tree, value in frame.suspects:
        if value in (8.0, 0.125):
            wrong = own and wanted and own != wanted
            remedy = f"-> {unit} turns bytes into bits or back by itself: leave the factor out"
        else:
            wrong = bool(own) and bool(wanted)
            remedy = f"-> {unit} chooses the prefix by itself: leave the factor out"
        if wrong:
            run.warn(frame, CONVERTS_TWICE, tree.span, remedy)


def _information_words(kind: Kind) -> set[str]:
    return {word.name for word, _ in kind.powers if word.dimension == INFORMATION}
