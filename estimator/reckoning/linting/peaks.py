"""Peaks: machines for a mean, a peak of a peak, and the two conventions of the busy hours at once.

A rate is a mean over a day, or a peak: by a factor, by a formula of the library that says so, by a day that is taken to
have 40,000 s, by 80% of the requests in 20% of the time, or by being called one.
"""

from __future__ import annotations

from estimator.notation.tree import Binary, Call, Conditional, Name, Negation, Over
from estimator.reckoning.linting.outline import CALL, LEAF, MOST, NUMBER, has, is_long, is_rate, place
from estimator.reckoning.linting.rules import BUSY_HOURS_TWICE, MEAN_FOR_PEAK, PEAK_TWICE, finding
from estimator.reckoning.linting.vocabulary import says
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from estimator.model.frames import NumberQuantity
    from estimator.notation.tree import Expression
    from estimator.reckoning.linting.outline import Factor, Outline
    from estimator.reckoning.linting.rules import Finding

    Chain: TypeAlias = tuple[tuple[bool, str], ...]  # whether by the busy hours, and the name of what makes it a peak

BUSY_DAY = (30_000.0, 50_000.0)  # seconds that a day is taken to have, where it has its waking hours alone
HALF_A_DAY = 43_200.0
_BUSY_CALLS = ("rule_of_40_000", "eighty_twenty", "textbook_peak_qps")
_LONG_UNITS = ("day", "week", "month", "year", "hour", "h", "hr", "quarter", "d")


def peaks(outline: Outline) -> Iterator[Finding]:
    """What is said of each worked line."""
    chains = _Chains(outline)
    twice = outline.carried_up(lambda name: len(chains.of(name)) > 1)
    sized: dict[str, bool] = {}  # machines for a mean, and what rests on them
    told = set(outline.lines())
    for name in outline.in_order():
        quantity, chain, below = outline.quantities[name], chains.of(name), outline.below[name]
        if name in told and len(chain) > 1 and not any(twice[each] for each in below):
            yield _twice(outline, name, chain)
        sized[name] = any(sized[each] for each in below)
        if not (sized[name] or quantity.assumption) and _is_mean_sized(outline, name, quantity, chain):
            sized[name] = True
            if name in told:
                yield _sized_for_mean(outline, name, quantity)


class _Chains:
    """What makes a peak of each quantity, along the product that has most of it."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.known: dict[str, Chain] = {}
        self.running: set[str] = set()
        self.bound: dict[str, Chain] = {}  # what was handed to the function whose body is looked at
        for name in outline.in_order():
            self.known[name] = self._leaf(name) if outline.quantities[name].assumption else self._worked(name)

    def of(self, name: str) -> Chain:
        """What makes a peak of a quantity."""
        return self.known.get(name, ())

    def _leaf(self, name: str) -> Chain:
        quantity = self.outline.quantities[name]
        value = float(self.outline.values[quantity.step])
        is_factor = quantity.kind is PLAIN and value > 1
        return ((False, name),) if says(name, "peak") and (is_factor or is_rate(quantity.kind)) else ()

    def _worked(self, name: str) -> Chain:
        quantity = self.outline.quantities[name]
        expression = quantity.definition.expression
        chain = self.along(expression)
        factors = self.outline.product(expression)
        busy = [each for each in factors if each.under and _is_busy_day(each)]
        if busy and not any(by_hours for by_hours, _ in chain):
            chain = ((True, busy[0].name or "a day of 40,000 s"), *chain)
        elif _has_80_in_20(factors) and not any(by_hours for by_hours, _ in chain):
            chain = ((True, "80% in 20% of the time"), *chain)
        if says(name, "peak") and is_rate(quantity.kind) and not any(not by_hours for by_hours, _ in chain):
            bare = [each for each in factors if each.sort == NUMBER and not each.under and each.kind is PLAIN]
            factor = next((each for each in bare if (each.value or 0) > 1), None)
            if not chain:
                chain = ((False, name),)
            elif factor is not None:
                chain = (*chain, (False, self.outline.module.source.text[slice(*factor.span)]))
        return chain

    def along(self, tree: Expression) -> Chain:
        """What makes a peak of a tree."""
        match tree:
            case Name(path) if path in self.bound:
                return self.bound[path]
            case Binary("*", left, right):
                return _product(self.along(left), self.along(right))
            case Binary("/", left, right):
                under = self.along(right)
                return tuple([each for each in self.along(left) if each not in under])
            case Binary(_, left, right) | Conditional(_, left, right):
                return max(self.along(left), self.along(right), key=len)
            case Negation(_, operand):
                return self.along(operand)
            case Name(path):
                return self.of(path)
            case Over(_, body, _):
                return self.along(body)
            case Call(path, arguments):
                return self._called(path, [argument.value for argument in arguments])
            case _:
                return ()

    def _called(self, path: str, arguments: list[Expression]) -> Chain:
        last = path.rpartition(".")[2]
        inner = [self.along(each) for each in arguments]
        own = self.outline.module.definitions.get(path)
        if own is not None and own.parameters is not None and path not in self.running:
            parameters = [each.name for each in own.parameters]
            outer, self.bound = self.bound, dict(zip(parameters, inner, strict=False))
            self.running.add(path)
            try:
                return self.along(own.expression)
            finally:
                self.bound = outer
                self.running.discard(path)
        is_own = not any(len(each) == 1 and isinstance(tree, Name) for each, tree in zip(inner, arguments, strict=True))
        if last in _BUSY_CALLS:
            chain: Chain = ((True, path),)
            for each in inner:
                chain = _product(chain, each)
            return _product(chain, ((False, path),)) if last == "textbook_peak_qps" else chain
        if says(last, "peak"):
            chain = ()
            for each in inner:
                chain = _product(chain, each)
            return _product(chain, ((False, path),)) if is_own or not chain else chain
        return max(inner, key=len, default=())


def _product(left: Chain, right: Chain) -> Chain:
    return (*left, *right)[:MOST]


def _is_busy_day(factor: Factor) -> bool:
    """Whether something divides by the seconds of a day that has only its busy hours."""
    if factor.kind is None or factor.value is None or factor.kind.dimension not in ((("time", 1),), ()):
        return False
    is_so_long = BUSY_DAY[0] <= factor.value <= BUSY_DAY[1]
    is_time = factor.kind is not PLAIN
    return is_so_long and (is_time or factor.sort == NUMBER or says(factor.told, "busy"))


def _has_80_in_20(factors: tuple[Factor, ...]) -> bool:
    """Whether 80% stand above and 20% below."""
    plain = [each for each in factors if each.kind is PLAIN and each.value is not None]
    over = any(abs((each.value or 0) - 0.8) < 1e-9 for each in plain if not each.under)
    return over and any(abs((each.value or 0) - 0.2) < 1e-9 for each in plain if each.under)


def _twice(outline: Outline, name: str, chain: Chain) -> Finding:
    """A line in which a second peak is put on a first one."""
    definition = outline.quantities[name].definition
    (by_hours, first), (by_hours_too, second) = chain[0], chain[1]
    at = _site(outline, name, first), _site(outline, name, second)
    if at[1] == definition.span and second.replace(".", "").isdecimal():
        start = outline.module.source.text.rfind(second, *definition.expression.span)
        at = at[0], (start, start + len(second)) if start >= 0 else at[1]
    marks = [(at[0], "a peak already"), (at[1], "once more")] if at[0] != at[1] else [(at[0], "a peak of a peak")]
    if first == second == "traffic.textbook_peak_qps":
        message = f"{name} has both conventions: {first} divides by the busy hours and multiplies by a peak factor"
        remedy = "write traffic.planned_qps instead, which takes one of the two"
        return finding(BUSY_HOURS_TWICE, outline.module, message, [(at[0], "4 to 9 times the mean")], remedy)
    if by_hours or by_hours_too:
        message = f"{name} has both conventions: {first} and {second} each make a busy-hour rate of a mean"
        remedy = f"leave one of the two out of {name}: what is reckoned by the busy hours is a peak already"
        return finding(BUSY_HOURS_TWICE, outline.module, message, marks, remedy)
    if first == second:
        message = f"{name} is multiplied by {first} twice"
        remedy = f"leave {first} out here: what {name} is made of has it already"
    else:
        message = f"{name} is a peak of a peak: by {first}, and once more by {second}"
        remedy = f"leave {second} out here, or name it otherwise if it is no second peak: growth, headroom"
    return finding(PEAK_TWICE, outline.module, message, marks or [(definition.span, "")], remedy)


def _site(outline: Outline, name: str, wanted: str) -> tuple[int, int]:
    """Where in the expression of a line something stands, or what rests on it."""
    definition = outline.quantities[name].definition
    at = place(definition, wanted)
    if at != definition.span:
        return at
    for each in definition.names:
        if each == wanted or outline.rests_on(each, wanted):
            return place(definition, each)
    return at


def _is_mean_sized(outline: Outline, name: str, quantity: NumberQuantity, chain: Chain) -> bool:
    """Whether a line says how many machines carry a rate that is the mean of a day."""
    if chain or not (says(name, "machines") or says(str(quantity.kind), "machines")):
        return False
    factors = outline.factors(name)
    if has(factors, "peak") or says(outline.told(name), "peak") or any(_is_busy_day(each) for each in factors):
        return False
    if any(is_long(each) for each in factors if not each.under):
        return False  # what is kept for a time is no rate
    return _carries(factors) and any(_is_mean(each) for each in factors)


def _carries(factors: tuple[Factor, ...]) -> bool:
    """Whether a rate is divided by what a machine carries, or multiplied by the time that each takes."""
    for each in factors:
        kind = each.kind
        if kind is None:
            continue
        time = kind.exponent("time")
        if each.under and time == -1 and each.sort != CALL:
            return True
        if time == -1 and any(power < 0 and says(word.name, "machines") for word, power in kind.powers):
            return True  # what one of them carries, handed to a formula
        if not each.under and time == 1 and kind.exponent("event") == -1:
            return True
    return False


def _is_mean(factor: Factor) -> bool:
    """Whether a factor makes a rate that can only be a mean: one a day, one that is called so, or over a day's time."""
    if factor.sort not in (LEAF, NUMBER):
        return False
    if factor.under:
        is_time = factor.kind is not None and factor.kind.dimension == (("time", 1),)
        return is_time and (factor.value or 0) >= HALF_A_DAY
    per = factor.unit.rpartition("/")[2] if "/" in factor.unit else ""
    return is_rate(factor.kind) and (per.removesuffix("s") in _LONG_UNITS or says(factor.name, "mean"))


def _sized_for_mean(outline: Outline, name: str, quantity: NumberQuantity) -> Finding:
    mean = next(each for each in outline.factors(name) if _is_mean(each))
    definition = quantity.definition
    at = _site(outline, name, mean.name) if mean.name else mean.span
    message = f"{name} is enough for a mean, {mean.name or 'over a day'}: no peak factor is in it"
    marks = [(definition.span, "how many at the busiest time?")]
    if at != definition.span:
        marks.append((at, "a mean"))
    remedy = f"add a line peak_factor = 2 with your own factor, and multiply the rate in {name} by it"
    return finding(MEAN_FOR_PEAK, outline.module, message, marks, remedy)
