"""`-> unit`: what it may change, and what it says when it does.

It may name a plain number (silently), drop or swap a counting noun (a note), and warns where a ratio of two different
things is left over. Bytes, time, length, power and money are never dropped.
"""

from __future__ import annotations

from estimator.model.describe import ANNOTATIONS, TEXT, describe, is_special, suggestion
from estimator.model.frames import Frame, ModelFault, Workspace
from estimator.notation.tree import MAGNITUDES
from estimator.problems import Mark, Problem
from estimator.units.kinds import INFORMATION, PLAIN
from estimator.units.table import AMBIGUOUS, UnknownUnitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from estimator.notation.tree import Choices, Literal, Span, Unit
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning


class Converter(Workspace):
    """The part of a flattening that checks units after `->` and in annotations."""

    def convert(self, kind: Kind, meaning: UnitMeaning, unit: Unit, frame: Frame, value_span: Span) -> Kind:
        """The kind that a value has after `-> unit`."""
        target = meaning.kind
        if is_special(kind):
            self.fail(frame, f"{describe(kind)} has no unit", unit.span, "", "leave the unit out")
        if self.suspects:
            self.check_suspects(kind, target, unit, frame)
        if kind.dimension == target.dimension:
            return target
        if kind.physical().dimension != target.physical().dimension:
            self.refuse(kind, meaning, unit, frame, value_span)
        own, wanted = kind.nouns(), target.nouns()
        if not own.dimension or own.dimension == wanted.dimension:
            return target
        signs = {exponent > 0 for _, exponent in own.dimension}
        if len(signs) == 2 and all(name != "event" for name, _ in own.dimension):
            self.warn(
                frame, f"{own} never cancelled", unit.span, "make the units cancel, or drop the noun where it enters"
            )
        elif wanted.dimension:
            self.warn(frame, f"counted {own} as {wanted}", unit.span, severity="note")
        else:
            self.warn(frame, f"dropped {own}", unit.span, severity="note")
        return target

    def refuse(self, kind: Kind, meaning: UnitMeaning, unit: Unit, frame: Frame, value_span: Span) -> None:
        """Report a unit that would drop or add bytes, time or the like."""
        target = meaning.kind
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

    def check_suspects(self, kind: Kind, target: Kind, unit: Unit, frame: Frame) -> None:
        """Warn of a factor 8 or 1024 where `->` converts already."""
        own, wanted = _information_words(kind), _information_words(target)
        for tree, value in self.suspects:
            if value in (8.0, 0.125):
                wrong = own and wanted and own != wanted
                remedy = f"-> {unit} turns bytes into bits or back by itself: leave the factor out"
            else:
                wrong = bool(own) and bool(wanted)
                remedy = f"-> {unit} chooses the prefix by itself: leave the factor out"
            if wrong:
                self.warn(frame, "this factor converts once more", tree.span, remedy)

    def check_choice(
        self, kind: Kind, value: object, choices: Choices, frame: Frame, caller: Frame, span: Span, name: str
    ) -> None:
        """Report a text that is not among those that a parameter may be."""
        if kind is TEXT and value in choices.texts:
            return
        known = [f'"{text}"' for text in choices.texts]
        needed = known[0] if len(known) == 1 else f"{', '.join(known[:-1])} or {known[-1]}"
        found = f'"{value}"' if kind is TEXT else describe(kind)
        guess = self.guess(str(value), choices.texts) if kind is TEXT else ""
        marks = (Mark(caller.module.source, *span, found), Mark(frame.module.source, *choices.span, needed))
        remedy = f'did you mean "{guess}"?' if guess else f"write {known[0]}"
        raise ModelFault(Problem(f"{name} is {needed}, not {found}", marks, remedy))

    def check_annotation(
        self, kind: Kind, annotation: Unit, frame: Frame, caller: Frame, span: Span, name: str
    ) -> Kind:
        """The kind of an argument for a parameter with an annotation; a plain number inside for `count` and `share`."""
        if self.is_word(annotation, frame):
            fits = kind.counts if annotation.text == "count" else not kind.dimension
            if not fits or is_special(kind):
                remedy = f"divide it by something in {kind}" if not is_special(kind) else ""
                self.mismatch(kind, ANNOTATIONS[annotation.text], annotation, frame, caller, span, name, remedy)
            return PLAIN
        meaning = self.meaning(annotation, frame)
        if kind.dimension != meaning.kind.dimension:
            remedy = f"give it in {annotation}"
            self.mismatch(kind, describe(meaning.kind), annotation, frame, caller, span, name, remedy)
        return kind

    def is_word(self, annotation: Unit, frame: Frame) -> bool:
        """Whether an annotation is a word of the notation; a unit that the function's own file declares goes first."""
        text = annotation.text
        return text in ANNOTATIONS and all(text not in line.names for line in frame.module.declarations)

    def mismatch(
        self, kind: Kind, needed: str, annotation: Unit, frame: Frame, caller: Frame, span: Span, name: str, remedy: str
    ) -> None:
        """Report an argument that does not fit its parameter."""
        marks = (
            Mark(caller.module.source, *span, describe(kind)),
            Mark(frame.module.source, *annotation.span, needed),
        )
        raise ModelFault(Problem(f"{name} needs {needed}, not {describe(kind)}", marks, remedy))

    def meaning(self, unit: Unit, frame: Frame) -> UnitMeaning:
        """The meaning of a unit behind `->` or in an annotation."""
        if not unit.text:
            return frame.module.table.unit("")
        return self.unit(unit.text, unit.span, frame)

    def unit(self, text: str, span: Span, frame: Frame, literal: Literal | None = None) -> UnitMeaning:
        """The meaning of a unit's text, or the report of an unknown word."""
        try:
            meaning = frame.module.table.unit(text)
        except UnknownUnitError as unknown:
            if self.lenient and self.lenient_noun(unknown.word, span, frame):
                return self.unit(text, span, frame, literal)
            self.unknown_unit(unknown.word, text, span, frame, literal)
        self.units.add(text)
        return meaning

    def unknown_unit(self, word: str, text: str, span: Span, frame: Frame, literal: Literal | None) -> NoReturn:
        """Report a word behind a number, `->` or a colon that is no unit."""
        source = frame.module.source
        at = source.text.find(word, span[0], span[1])
        place = (at, at + len(word)) if at >= 0 else span
        digits = literal.text if literal is not None else ""
        table = frame.module.table
        guess = AMBIGUOUS.get(word, "") or self.guess(word, table.names(), table.prefixed_names())
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
                elif word.isidentifier() and not self.lenient and not self.has_magnitude(word, frame):
                    remedy = f"declare it: unit {word}"
                elif self.lenient and word.isidentifier():
                    remedy = "see what there is: estimate units"
        self.fail(frame, f"{word} is no unit", place, "", remedy)

    def has_magnitude(self, word: str, frame: Frame) -> bool:
        """Whether a word begins with a magnitude, so that its declaration would hide a number."""
        from estimator.model.nouns import begins_with_magnitude

        return begins_with_magnitude(word, frame.module.table)

    def lenient_noun(self, word: str, span: Span, frame: Frame) -> bool:
        """On the command line, take a word that resembles no unit as a counting noun; whether it was taken."""
        from estimator.model.nouns import may_be_noun
        from estimator.notation.spoken.cursor import singular

        table = frame.module.table
        if not may_be_noun(word, table) or suggestion(word, [*table.names(), *table.prefixed_names()]):
            return False
        table.declare_noun(singular(word), event=False)
        self.warn(frame, f"took {word} as a counting noun", span, severity="note")
        return True


def _information_words(kind: Kind) -> set[str]:
    return {word.name for word, _ in kind.powers if word.dimension == INFORMATION}
