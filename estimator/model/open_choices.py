"""Texts and releases of a sheet that stay open, so that one model holds what each choice of them gives.

A text chooses before any step, and the branch that it decides against is not looked at. Where texts are open, a
condition on them becomes a condition on the steps that say which of them was chosen, and each branch is looked at for
the combinations that lead there: `live` has these, a bit each. What no combination leads to is still not looked at.
"""

from __future__ import annotations

import operator
from contextlib import contextmanager
from itertools import product

from estimator.model.describe import RELEASE
from estimator.model.faults import ModelFault
from estimator.model.found import Chosen, Release, Truth, Varied
from estimator.model.steps import Choice, Lookup, Number, Ref, Step
from estimator.notation.releases import release_parts
from estimator.notation.tree import Choices, YesNo
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import NoReturn, TypeAlias

    from estimator.model.found import Found
    from estimator.model.frames import Frame
    from estimator.model.modules import Module
    from estimator.model.steps import StepExpression

    Side: TypeAlias = Chosen | Release | Varied

_COMPARED = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class RefusedCombinations(Exception):
    """Something cannot be reckoned with some combinations: the model is to be made anew without them."""


class OpenChoices:
    """The open texts of a sheet, each with what it may be, and the combinations of these.

    asked       what the calls let each text be, as they were met: texts, or the product that a release is of
    refused     the combinations that something cannot be reckoned with
    """

    def __init__(self, texts: dict[str, tuple[str, ...]], combinations: Iterable[tuple[str, ...]] = ()) -> None:
        self.texts = texts
        self.combinations = tuple(combinations) or tuple(product(*texts.values()))
        self.all = self.live = (1 << len(self.combinations)) - 1
        self.default = 1  # the first one is the sheet as written
        self.steps: dict[str, int] = {}
        self.asked: dict[str, list[str] | tuple[str, ...]] = {}
        self.products: dict[str, Varied | Chosen] = {}
        self.lists: dict[str, Callable[[str], list[str]]] = {}  # the releases of a product, where they were asked for
        self.refused = 0
        self._bits: dict[tuple[int, str], int] = {}
        self.locals: dict[tuple[int, str], list[tuple[int, Found, Frame]]] = {}

    def begin(self, steps: list[Step], main: Module) -> None:
        """Put the steps that say what is chosen before all others."""
        for name in self.texts:
            self.steps[name] = len(steps)
            span = main.definitions[name].span
            steps.append(Step(f".{name}", Number(0.0), PLAIN, main.source, span, ()))

    def opened(self, name: str, found: Chosen | Release) -> Varied:
        """A text that is open."""
        place = list(self.texts).index(name)
        cases = []
        for text in self.texts[name]:
            bits = self._with(place, text)
            other = Chosen(text) if isinstance(found, Chosen) else Release(text, found.source, found.span)
            cases.append((bits, other))
        return Varied(found.kind, tuple(cases), name)

    def cases(self, found: Varied) -> list[tuple[int, Chosen | Release]]:
        """What a text may be here, each with the combinations in which it is that."""
        return [(bits & self.live, each) for bits, each in found.cases if bits & self.live]

    def truth(self, bits: int) -> Truth:
        """Whether one of some combinations was chosen."""
        bits &= self.live
        value = self._chosen(bits, self.live)
        return Truth(value) if isinstance(value, Number) else Truth(value, bits)

    def _chosen(self, bits: int, live: int) -> StepExpression:
        """What is 1 where one of some of the live combinations is chosen, and 0 in the others."""
        if bits in (0, live):
            return Number(float(bits != 0))
        several: list[tuple[str, list[int]]] = []
        for place, (name, texts) in enumerate(self.texts.items()):
            own = [self._with(place, text) & live for text in texts]
            if all(each & bits in (0, each) for each in own):
                return self._by(name, [each & bits != 0 for each in own])
            if sum(map(bool, own)) > 1:
                several.append((name, own))
        name, own = several[0]  # of more texts than one at once: by the first of them, then by the others
        found: StepExpression = Number(0.0)
        for code, each in enumerate(own):
            if each & bits:
                is_this = self._by(name, [place == code for place in range(len(own))])
                found = Choice(is_this, self._chosen(bits & each, each), found)
        return found

    def _with(self, place: int, text: str) -> int:
        """The combinations in which a text is this one."""
        key = (place, text)
        if key not in self._bits:
            self._bits[key] = sum([1 << at for at, each in enumerate(self.combinations) if each[place] == text])
        return self._bits[key]

    def _by(self, name: str, holds: list[bool]) -> StepExpression:
        bounds = tuple([float(code) for code in range(len(holds))])
        return Lookup(Ref(self.steps[name]), False, bounds, tuple(map(float, holds)))

    def branch(self, bits: int, make: Callable[[], Found], *, holds: bool) -> Found:
        """What a branch gives in the combinations that lead to it."""
        before = self.live
        self.live = before & (bits if holds else ~bits)
        try:
            return make()
        except ModelFault:
            if self.live & self.default:
                raise
            self.refused = self.live
            raise RefusedCombinations from None
        finally:
            self.live = before

    @contextmanager
    def whole(self) -> Iterator[None]:
        """All combinations, for what is made once."""
        before, self.live = self.live, self.all
        try:
            yield
        finally:
            self.live = before

    def given(self, found: Varied, annotation: object) -> Found:
        """An open text as the argument of a parameter; it is remembered what that lets it be."""
        if isinstance(annotation, Choices):
            self._ask(found.name, annotation.texts)
            if any(each.text not in annotation.texts for _, each in self.cases(found)):
                raise ModelFault(None)
        elif isinstance(annotation, YesNo):
            self._ask(found.name, ("yes", "no"))
            return self.truth(sum([bits for bits, each in self.cases(found) if each.text == "yes"]))
        elif annotation is not None:
            raise ModelFault(None)
        return found

    def known(self, given: Side, product: Varied | Chosen, listed: Callable[[str], list[str]]) -> Varied:
        """A release of what is on the lists of its products, which are `listed` by their names."""
        cases, unlisted = [], 0
        if isinstance(given, Varied) and given.name:
            self.products[given.name], self.lists[given.name] = product, listed
        for own, each in cases_of(self, given):
            for other, software in cases_of(self, product):
                bits = own & other
                if bits and each.text not in listed(software.text):
                    unlisted |= bits
                if bits:
                    cases.append((bits, each))
        if unlisted:
            self.refuse(unlisted)
        return Varied(RELEASE, tuple(cases))

    def refuse(self, bits: int) -> NoReturn:
        """Give up some combinations; the default was looked at before any was open, and what it lacks reported."""
        self.refused = bits & ~self.default
        raise RefusedCombinations if self.refused else ModelFault(None)

    def _ask(self, name: str, texts: tuple[str, ...]) -> None:
        if name:
            self.asked[name] = [each for each in self.asked.get(name, texts) if each in texts]

    def local(self, frame: Frame, name: str, make: Callable[[], Found]) -> Found:
        """The value of a local, which may be another one for other combinations."""
        known = self.locals.setdefault((id(frame.values), name), [])  # the frames of one call have the same ones
        for bits, found, _ in known:
            if not self.live & ~bits:
                return found
        found = make()
        known.append((self.live, found, frame))  # the frame stays, and so does the identity of its values
        return found


def compared(choices: OpenChoices, sign: str, left: Side, right: Side) -> Truth:
    """A comparison of texts or of releases, of which some are open."""
    bits = 0
    for own, one in cases_of(choices, left):
        for other, two in cases_of(choices, right):
            if own & other and _holds(sign, one, two):
                bits |= own & other
    return choices.truth(bits)


def cases_of(choices: OpenChoices, found: Side) -> list[tuple[int, Chosen | Release]]:
    """What a text or a release may be, each with the combinations in which it is that."""
    return choices.cases(found) if isinstance(found, Varied) else [(choices.live, found)]


def _holds(sign: str, left: Chosen | Release, right: Chosen | Release) -> bool:
    if isinstance(left, Chosen) or isinstance(right, Chosen):
        return (left.text == right.text) is (sign == "==")
    one, two = release_parts(left.text), release_parts(right.text)
    found: bool = _COMPARED[sign](one, two)
    return found


def joined(choices: OpenChoices, bits: int, left: Side, right: Side) -> Varied:
    """A text that is one in some combinations and another one in the others."""
    cases = [(own & bits, each) for own, each in cases_of(choices, left) if own & bits]
    cases += [(own & ~bits, each) for own, each in cases_of(choices, right) if own & ~bits]
    return Varied(left.kind, tuple(cases))
