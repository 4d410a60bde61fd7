"""What to say of an estimate, in order, out loud: assumptions, steps in round numbers, the answer, and a check of it.

The sums are those of `in_head`, the numbers to check against those of the library. English, or Chinese.
"""

from __future__ import annotations

from estimator.languages.anchors import anchor_of, class_of
from estimator.languages.checks import percentage
from estimator.languages.exhibit import Exhibit
from estimator.languages.head_operations import OVER, TAKEN_OVER, TIMES
from estimator.languages.mental_exhibits import share_text
from estimator.languages.speech import CHINESE, heard, phrases, said, said_ends
from estimator.languages.values import SIGNS
from estimator.model.describe import BOOLEAN
from estimator.model.steps import reached
from estimator.notation.allowances import told_note
from estimator.notation.printer import print_expression
from estimator.reckoning.estimate import ANSWER
from estimator.records import record
from estimator.units.display import number, show
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.anchors import Anchor
    from estimator.languages.head_operations import HeadStep
    from estimator.languages.in_head import HeadQuantity
    from estimator.languages.routes import Route
    from estimator.languages.values import Values
    from estimator.model.frames import Quantity

MOST_SAID, MOST_STEPS = 12, 20  # assumptions and answers, and steps: who says more is not listened to
SPOKEN_DIGITS = 2
_FRACTIONS = ((1 / 2, "half"), (1 / 3, "third"), (1 / 4, "quarter"), (1 / 5, "fifth"), (1 / 10, "tenth"))
NEAR = 0.1
_TIGHT = ("\uff0c ", "\uff0c")  # a comma of Chinese has its blank in itself


@record
class Part:
    """A part of what is said: its title, and its sentences."""

    name: str
    title: str
    sentences: tuple[str, ...]


class Talk:
    """The parts of one estimate in one language."""

    def __init__(self, values: Values, language: str) -> None:
        self._values = values
        self._model = values.model
        self._language = language
        self._phrases = phrases(language)

    def parts(
        self, title: str, found: Sequence[HeadQuantity], answers: Sequence[HeadQuantity], routes: Sequence[Route]
    ) -> tuple[Part, ...]:
        """All that is said."""
        parts = [
            Part("question", self._phrase("question"), (title,) if title else ()),
            Part("assumptions", self._phrase("assumptions"), self._assumptions(answers)),
            Part("steps", self._phrase("steps"), self._steps(found)),
            Part("answers", self._phrase("answers"), tuple([self._answer(each) for each in answers[-MOST_SAID:]])),
            Part("anchors", self._phrase("anchors"), self._anchored(found, answers)),
            Part("routes", self._phrase("routes"), tuple([self._route(each) for each in routes])),
            Part("checks", self._phrase("checks"), self._checks()),
        ]
        return tuple([part for part in parts if part.sentences])

    def _phrase(self, key: str, **texts: str) -> str:
        return self._phrases[key].format(**texts)

    def _name(self, name: str) -> str:
        return name if self._language == CHINESE else name.replace("_", " ")

    def _quantity(self, value: float, quantity: Quantity) -> str:
        return said(self._values.value(value, quantity, SPOKEN_DIGITS, whole=False), self._language)

    def _assumptions(self, answers: Sequence[HeadQuantity]) -> tuple[str, ...]:
        steps = [each.quantity.step for each in answers if each.quantity.step is not None]
        behind = set(reached(self._model.steps, steps))
        found = [
            each
            for each in self._model.quantities.values()
            if each.assumption and each.step in behind and each.definition.name != ANSWER and each.kind is not BOOLEAN
        ]
        texts = []
        for each in found[:MOST_SAID]:
            shown = said(self._values.shown(each), self._language)
            note = told_note(each.definition.note)
            sentence = self._phrase("assumption", name=self._name(each.definition.name), value=shown)
            sentence += self._between(each) + (self._phrase("note", note=note) if note else "")
            texts.append(self._sentence(sentence))
        if len(found) > MOST_SAID:
            texts.append(self._phrase("more_assumptions", count=str(len(found) - MOST_SAID)))
        return tuple(texts)

    def _sentence(self, text: str) -> str:
        return self._begun(text) + self._phrase("stop")

    def _begun(self, text: str) -> str:
        """A sentence with a capital letter; in Chinese it begins with a name as it is."""
        return text.replace(*_TIGHT) if self._language == CHINESE else text[:1].upper() + text[1:]

    def _off(self, share: float) -> str:
        """How far off something is, in words: 14% less."""
        if not share:
            return self._phrase("the_same")
        return self._phrase("more" if share > 0 else "less", share=share_text(abs(share)).removeprefix("+"))

    def _between(self, quantity: Quantity) -> str:
        """The 90% range of a quantity as one says it, its unit once; empty without one."""
        spread = self._values.evaluation.spreads.get(quantity.step) if quantity.step is not None else None
        if spread is None:
            return ""
        ends = [float(f"{end:.12g}") for end in (spread.low, spread.high)]
        low, high = [self._values.value(end, quantity, SPOKEN_DIGITS, whole=False) for end in ends]
        if str(low) == str(high):
            return ""
        first, last = said_ends(low, high, self._language)
        return self._phrase("between", low=first, high=last)

    def _steps(self, found: Sequence[HeadQuantity]) -> tuple[str, ...]:
        texts = []
        for each in found[-MOST_STEPS:]:
            name = each.quantity.definition.name
            before = "" if name == ANSWER else self._phrase("of", name=self._name(name))
            texts.append(self._sentence(before + self._operations(each.steps)))
        if len(found) > MOST_STEPS:
            texts.insert(0, self._phrase("more_steps", count=str(len(found) - MOST_STEPS)))
        return tuple(texts)

    def _operations(self, steps: Sequence[HeadStep]) -> str:
        texts, before = [], ""
        for step in steps:
            texts.append(self._operation(step, before))
            before = step.gives
        return self._phrase("then").join(texts)

    def _operation(self, step: HeadStep, before: str) -> str:
        gives = said(heard(step.gives), self._language)
        if step.note == TAKEN_OVER or not step.sign:
            return self._phrase("taken_over" if step.note == TAKEN_OVER else "same", gives=gives)
        if step.sign == "=":
            one = self._amount(step.sides[0])
            return self._phrase("is" if one.startswith("1 ") else "are", one=one, gives=gives)
        if step.sign in "+-":
            texts = [self._amount(each) for each in step.sides]
            left = self._phrase("plus" if step.sign == "+" else "minus").join(texts)
            return self._phrase("makes", left=left, gives=gives)
        if step.sign not in (TIMES, OVER):
            texts = [self._amount(each) for each in step.sides]
            return self._phrase(step.sign, left=self._phrase("and").join(texts), gives=gives)
        left, right, *units = step.sides
        is_chained = before == left
        if units:
            small, large = units
            told = self._phrase(
                "long_about" if step.text.endswith(")") else "long",
                large=said(heard(f"1 {large}"), self._language),
                small=said(heard(f"{right} {small}"), self._language),
                gives=gives,
            )
            return told if is_chained else self._amount(left) + self._phrase("then") + told
        key = ("times" if step.sign == TIMES else "over") + ("_too" if is_chained else "")
        return self._phrase(key, left=self._amount(left), right=self._amount(right), gives=gives)

    def _amount(self, text: str) -> str:
        return said(heard(text), self._language)

    def _answer(self, each: HeadQuantity) -> str:
        quantity = each.quantity
        name = quantity.definition.name
        head = self._quantity(each.mental, quantity)
        text = self._phrase("answer" if name != ANSWER else "bare_answer", name=self._name(name), value=head)
        if each.off:
            text += self._phrase("exactly", value=str(self._values.shown(quantity)), off=self._off(each.off))
        return self._sentence(text + self._between(quantity))

    def _anchored(self, found: Sequence[HeadQuantity], answers: Sequence[HeadQuantity]) -> tuple[str, ...]:
        """One number of each sort beside a known one: the last answer, else the last that goes into one."""
        chosen: dict[str, HeadQuantity] = {}
        for each in [*found, *answers]:
            sort = class_of(each.quantity.kind)
            if sort:
                chosen[sort] = each
        texts = []
        for each in chosen.values():
            anchor = anchor_of(each.exact, each.quantity.kind)
            if anchor is not None:
                texts.append(self._beside(each, anchor))
        return tuple(texts)

    def _beside(self, each: HeadQuantity, anchor: Anchor) -> str:
        quantity = each.quantity
        name, value = quantity.definition.name, self._quantity(each.exact, quantity)
        plain = said(show(each.exact, quantity.kind.physical(), None, digits=SPOKEN_DIGITS), self._language)
        if not quantity.kind.nouns().powers and plain != value:
            value = self._phrase("or", value=value, other=plain)
        if name != ANSWER:
            value = self._phrase("value_of", name=self._name(name), value=value)
        about = anchor.about[:1].lower() + anchor.about[1:] if anchor.about[1:2].islower() else anchor.about
        times = self._times(anchor)
        text = self._phrase("beside", value=value, times=times, about=about, path=anchor.path)
        return self._begun(text)

    def _times(self, anchor: Anchor) -> str:
        """How many times as much as a known number, as one says it: `a third of`, `12 times`."""
        one, times = said(anchor.shown, self._language), anchor.times
        if abs(times - 1) <= NEAR:
            return self._phrase("as_much", anchor=one)
        if times > 1:
            count = show(times, PLAIN, None, digits=SPOKEN_DIGITS, whole=False)
            return self._phrase("times_as_much", times=said(count, self._language), anchor=one)
        for share, word in _FRACTIONS:
            if abs(times / share - 1) <= NEAR:
                return self._phrase(word, anchor=one)
        return self._phrase("share", share=number(100 * times, SPOKEN_DIGITS)[0], anchor=one)

    def _route(self, route: Route) -> str:
        text = self._phrase(
            "route",
            name=self._name(route.name),
            way=print_expression(route.example.value, signs=SIGNS),
            value=said(route.shown, self._language),
            off=self._off(route.off),
        )
        return self._begun(text)

    def _checks(self) -> tuple[str, ...]:
        from estimator.languages.reporting import verdict_of

        texts = []
        for result in self._values.evaluation.checks[:MOST_SAID]:
            verdict = verdict_of(result, self._values)
            if result.probability is not None and result.probability < 1:
                key, share = ("holds_in" if verdict.holds else "fails_in"), percentage(result.probability)
            else:
                key, share = ("holds" if verdict.holds else "fails"), ""
            texts.append(self._phrase(key, check=verdict.text, share=share))
        return tuple(texts)


def exhibits_of(parts: Sequence[Part]) -> tuple[Exhibit, ...]:
    """The parts as what is shown: a title and its sentences, one below the other."""
    return tuple([Exhibit(part.title, part.sentences, (), ()) for part in parts])
