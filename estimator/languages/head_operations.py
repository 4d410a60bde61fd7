"""The operations of a sum done in the head: products, quotients, sums, and times and bits that become others."""

from __future__ import annotations

from math import log10

from estimator.languages.factors import Factor, Opaque, Product, Rounding, Sum
from estimator.languages.head_terms import Untold, applied
from estimator.languages.values import NEAR
from estimator.reckoning.mental import ROUND_TIMES, off, over, over_time, rounded, times
from estimator.records import record, replace
from estimator.units.display import base_factor, show
from estimator.units.kinds import INFORMATION, PLAIN, TIME, word
from estimator.units.kinds import kind as kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.factors import Term
    from estimator.languages.head_terms import TermValues
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning

TAKEN_OVER = "taken over"
TIMES, OVER = "×", "÷"  # noqa: RUF001  the sign of multiplication is meant
BIT = word("bit", INFORMATION)
WORST = 0.5  # of the exact value: what is farther off is taken over
SAID_DIGITS = 4
LARGE = 1e6  # from here on a number is said with its magnitude
CLEAN_DIGITS = 12
PREFIXES = {3: "k", 6: "M", 9: "G", 12: "T", 15: "P", 18: "E"}
MAGNITUDES = {"k": 3, "M": 6, "bn": 9, "trillion": 12}


@record
class HeadStep:
    """One operation.

    text        as in `300 M * 10%`; `gives` what comes of it
    changes     by what share each rounding in it changes the result; `off` how far off one is by then
    note        what helps: that M times MB is TB, or that it is taken over
    sign        what is done: TIMES, OVER, + - or a function; = where a time becomes another one, else nothing
    sides       what it is done to, as texts; of TIMES and OVER that turn a time into another one also both units
    """

    text: str
    gives: str
    changes: tuple[float, ...]
    off: float
    note: str = ""
    sign: str = ""
    sides: tuple[str, ...] = ()


@record
class Amount:
    """A number in the head: in its own unit, that is base units without prefixes, per one of a time where it is a rate.

    `own` is one of that unit in base units; `exact` the exact number in the same unit.
    """

    number: float
    exact: float
    own: float
    kind: Kind
    text: str


class Operations:
    """The operations of one quantity, which are done one behind the other: `rows`. Rates are said of `time`."""

    def __init__(self, terms: TermValues, time: UnitMeaning | None) -> None:
        self._terms = terms
        self._values = terms.values
        self.time = time
        self.rows: list[HeadStep] = []

    def _one(self, kind: Kind) -> float:
        """One of the unit that numbers of a kind are reckoned in, in base units."""
        time = self.time.factor if self.time is not None else 1.0
        return float(base_factor(kind) * time ** kind.exponent(TIME))

    def _amount(self, mental: float, exact: float, kind: Kind, unit: UnitMeaning | None = None) -> Amount:
        own = self._one(kind)
        return Amount(mental / own, exact / own, own, kind, self._text(mental, kind, unit))

    def _text(self, value: float, kind: Kind, unit: UnitMeaning | None = None) -> str:
        """A number as one says it to oneself: without the nouns, in four digits at most."""
        if unit is not None:
            return str(show(value, kind, unit, digits=SAID_DIGITS, whole=False))
        bare = kind.physical()
        time = self.time if self.time is not None and bare.exponent(TIME) < 0 else None
        if self.time is not None and len(bare.powers) == bare.exponent(TIME) == 1:
            return str(show(value, bare, self.time, digits=SAID_DIGITS))
        return str(show(value, bare, None, digits=SAID_DIGITS, time=time))

    def of(self, term: Term) -> Amount:
        """Do a term in the head."""
        match term:
            case Factor():
                return self._of_factor(term)
            case Opaque(text):
                exact, mental, kind = self._terms.opaque[id(term)]
                taken = self._amount(mental, exact, kind)
                found = self._amount(rounded(taken.number, taken.exact) * taken.own, exact, kind)
                changes = changes_of(found.number, taken.number)
                self.rows.append(HeadStep(text, found.text, changes, off(found.number, found.exact), TAKEN_OVER))
                return found
            case Product():
                return self._of_product(term)
            case Sum():
                return self._of_sum(term)
            case Rounding():
                return self._of_rounding(term)
        raise AssertionError(term)

    def _of_factor(self, term: Factor) -> Amount:
        mental = term.value if term.step is None else float(self._terms.head[term.step])
        found = self._amount(mental, term.value, term.kind, term.unit)
        own = dict(term.times)
        if self.time is None or len(own) != 1 or len(term.kind.physical().powers) != 1:
            return found
        ((name, power),) = own.items()
        unit = self._values.unit_named(name)
        ratio = unit.factor / found.own
        if power == 1 and name != self.time.text and not _is_power(ratio) and mental > 0:
            # 5 year are 1825 day, where something is said per day; a day is 10^5 s, where it is per second
            before = str(show(mental, term.kind.physical(), unit, digits=SAID_DIGITS))
            if float(f"{ratio:.{CLEAN_DIGITS}g}") in ROUND_TIMES:
                move = over_time(mental / unit.factor, ratio, found.exact, divides=False)
                number, changes = move.result, move.changes
            else:
                number = float(f"{found.number:.{SAID_DIGITS}g}")
                changes = changes_of(number, found.number)
            found = self._amount(number * found.own, term.value, term.kind)
            self.rows.append(HeadStep(before, found.text, changes, off(number, found.exact), "", "=", (before,)))
        return found

    def _of_product(self, term: Product) -> Amount:
        over_ = [self.of(each) for each in term.over]
        under = [self.of(each) for each in term.under]
        if not over_:
            over_ = [Amount(1.0, 1.0, 1.0, PLAIN, "1")]
        if len({word for each in (*over_, *under) for word in _sizes(each.kind)}) > 1:
            over_, under = [self._in_bits(each) for each in over_], [self._in_bits(each) for each in under]
        found, *others = over_
        for each in others:
            found = self._moved(found, each, divides=False)
        for each in under:
            found = self._moved(found, each, divides=True)
        return found

    def _in_bits(self, amount: Amount) -> Amount:
        """An amount of bytes in bits, where bits stand beside it."""
        power = sum([exponent for word, exponent in amount.kind.powers if word.name == "B"])
        if power not in (1, -1) or amount.number <= 0:
            return amount
        kind = kind_of(tuple([(BIT if word.name == "B" else word, each) for word, each in amount.kind.powers]))
        exact = amount.exact * 8 if power > 0 else amount.exact / 8
        move = (times if power > 0 else over)(amount.number, 8.0, exact)
        own = amount.own / 8 if power > 0 else amount.own * 8
        found = Amount(move.result, exact, own, kind, self._text(move.result * own, kind))
        sign = TIMES if power > 0 else OVER
        side = self._side(amount, move.left)
        done = HeadStep(f"{side} {sign} 8", found.text, move.changes, off(found.number, exact), "", sign, (side, "8"))
        self.rows.append(done)
        return found

    def _moved(self, left: Amount, right: Amount, *, divides: bool) -> Amount:
        if left.number <= 0 or right.number <= 0 or left.exact <= 0 or right.exact <= 0:
            raise Untold
        exact = left.exact / right.exact if divides else left.exact * right.exact
        kind = left.kind.per(right.kind) if divides else left.kind.times(right.kind)
        own = left.own / right.own if divides else left.own * right.own
        move = (over if divides else times)(left.number, right.number, exact)
        # What cancels here (B of bits, day of days) is seen at the end, in the unit that is asked for.
        found = Amount(move.result, exact, own, kind, self._text(move.result * own, kind))
        if right.text == "1" or (left.text == "1" and not divides):
            return found  # one of something
        one, other = self._side(left, move.left), self._side(right, move.right)
        sign = OVER if divides else TIMES
        note = "" if divides else _prefix_note(one, other)
        far = off(found.number, exact)
        self.rows.append(HeadStep(f"{one} {sign} {other}", found.text, move.changes, far, note, sign, (one, other)))
        return found

    def _side(self, amount: Amount, number: float) -> str:
        """A side of an operation, as it is reckoned with."""
        return amount.text if number == amount.number else self._text(number * amount.own, amount.kind)

    def _of_sum(self, term: Sum) -> Amount:
        parts = [(sign, self.of(each)) for sign, each in term.terms]
        own, kind = parts[0][1].own, parts[0][1].kind
        total = sum([sign * each.number * each.own / own for sign, each in parts])
        exact = sum([sign * each.exact * each.own / own for sign, each in parts])
        found = rounded(total, exact)
        if abs(off(found, exact)) > WORST:
            raise Untold
        text = "".join([f" {'+' if sign > 0 else '-'} {each.text}" for sign, each in parts])
        amount = Amount(found, exact, own, kind, self._text(found * own, kind))
        text = text.removeprefix(" + ").removeprefix(" ")
        sides = tuple([each.text for _, each in parts])
        sign = "+" if all(sign > 0 for sign, _ in parts) else "-"
        self.rows.append(HeadStep(text, amount.text, changes_of(found, total), off(found, exact), "", sign, sides))
        return amount

    def _of_rounding(self, term: Rounding) -> Amount:
        parts = [self.of(each) for each in term.terms]
        first = parts[0]
        exact = applied(term.function, [each.exact * each.own for each in parts])
        taken = applied(term.function, [each.number * each.own for each in parts])
        found = rounded(taken / first.own, exact / first.own) * first.own
        amount = Amount(found / first.own, exact / first.own, first.own, first.kind, self._text(found, first.kind))
        sides = tuple([each.text for each in parts])
        text = f"{term.function}({', '.join(sides)})"
        changes, far = changes_of(found, taken), off(found, exact)
        self.rows.append(HeadStep(text, amount.text, changes, far, "", term.function, sides))
        return amount

    def in_target(self, found: Amount) -> float:
        """A number in the unit that the quantity is shown in, in base units."""
        values, quantity = self._values, self._terms.quantity
        shown = values.value(found.number * found.own, quantity, 2)
        asked = values.times.of_unit(shown.unit)
        target, names = 1.0, list(asked)
        for name, power in asked.items():
            target *= values.unit_named(name).factor ** power
        source = self._one(found.kind) / base_factor(found.kind)
        one = names[0] if names else "s"
        found = self._converted(found, source / target, (self.time.text if self.time else "s", one))
        self.time = values.unit_named(one) if names else None
        found = self._converted(found, found.own / base_factor(quantity.kind) / target, ("", ""))
        value = found.number * found.own
        if self.rows and self.rows[-1].gives != self.shown(value):
            self.rows[-1] = replace(self.rows[-1], gives=self.shown(value))
        return value

    def _converted(self, found: Amount, ratio: float, between: tuple[str, str]) -> Amount:
        """A number in another unit, `ratio` of which are one of its own: 86,400 s a day; with a row of its own.

        Prefixes are powers of ten, and need no operation.
        """
        if not ratio or _is_power(ratio):
            return found
        if found.number <= 0 or found.exact <= 0:
            raise Untold
        divides = ratio < 1
        by = float(f"{1 / ratio if divides else ratio:.{CLEAN_DIGITS}g}")
        exact = found.exact / by if divides else found.exact * by
        move = over_time(found.number, by, exact, divides=divides)
        large, small = (between[0], between[1]) if self._is_longer(*between) else (between[1], between[0])
        unit = f" {small}/{large}" if large and small != large else ""
        said = f"{self._plain(move.right)}{unit}" + ("" if move.right == by else f" ({self._plain(by)})")
        sign = OVER if divides else TIMES
        own = found.own / ratio
        side = self._side(found, move.left)
        time = self._values.unit_named(between[1]) if between[1] and found.kind.exponent(TIME) < 0 else None
        gives = str(show(move.result * own, found.kind.physical(), None, digits=SAID_DIGITS, time=time))
        sides = (side, self._text(move.right, PLAIN), *((small, large) if unit else ()))
        far = off(move.result, exact)
        self.rows.append(HeadStep(f"{side} {sign} {said}", gives, move.changes, far, "", sign, sides))
        return Amount(move.result, exact, own, found.kind, gives)

    def _is_longer(self, one: str, other: str) -> bool:
        return not one or self._values.unit_named(one).factor > self._values.unit_named(other).factor

    def _plain(self, value: float) -> str:
        if value == 10.0 ** round(log10(value)) and value >= 1000:
            return f"10^{round(log10(value))}"
        if abs(value) < LARGE and value == int(value):
            return f"{int(value):,}"
        return str(show(value, PLAIN, None, digits=SAID_DIGITS))

    def shown(self, value: float) -> str:
        """A value of the quantity as it is shown, in two digits."""
        return str(self._values.value(value, self._terms.quantity, 2))


def changes_of(found: float, before: float) -> tuple[float, ...]:
    """By what share a rounding changes a number; nothing where there is none."""
    return (off(found, before),) if off(found, before) else ()


def _sizes(kind: Kind) -> list[str]:
    """The words for data in a kind: B, bit."""
    return [word.name for word, _ in kind.powers if word.dimension == INFORMATION]


def _is_power(ratio: float) -> bool:
    """Whether a ratio is a power of ten."""
    power = log10(ratio)
    return abs(power - round(power)) < NEAR


def _prefix_note(one: str, other: str) -> str:
    """That M times MB is TB, where a count with a magnitude meets a unit with a prefix; empty elsewhere."""
    for first, second in ((one, other), (other, one)):
        words, unit = first.split(), second.split()[-1]
        magnitude = words[1].partition("/")[0] if len(words) > 1 else ""
        head = unit.partition("/")[0]
        prefix = {"K": 3, "M": 6, "G": 9, "T": 12}.get(head[:1]) if head[1:] in ("B", "bit") else None
        if magnitude in MAGNITUDES and prefix is not None:
            power = MAGNITUDES[magnitude] + prefix
            if power in PREFIXES:
                return f"{magnitude} {TIMES} {head} = {PREFIXES[power]}{head[1:]}"
    return ""
