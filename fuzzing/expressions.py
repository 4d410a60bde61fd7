"""A grammar of expressions: of one unit throughout most of the time, so that many have a value; wild otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuzzing.vocabulary import COUNTS, KINDS, MAGNITUDES, NUMBERS, UNITS, WILD_NUMBERS, WORKED

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_KIND = re.compile(r"{(\w+)}")
_PLAIN_CALLS = (
    *("sqrt", "exp", "ln", "log2", "log10", "round", "ceil", "floor", "ceil_pow2", "share", "ln_factorial", "abs"),
)
_CALLS_OF_TWO = ("poisson_pmf", "poisson_cdf", "choose")
_CALLS_OF_THREE = ("binomial_cdf", "zipf_head", "lru_hit_ratio", "fifo_hit_ratio")
_DISTRIBUTIONS = ("uniform", "normal", "lognormal", "triangular", "pert")
_LEVELS = ("80%", "50%", "99%", "99.9%", "90%")
_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
_POWERS = ("2", "0.5", "3", "0", "(-1)", "(-2)", "(1/3)")


class Expressions:
    """Makes expressions over names that are given by kind.

    `wild` is how often a number, a unit or a kind is not what fits, `uncertain` how often a number is a range.
    `calls` makes a call of some function, own or of the library, whose kind is not known.
    """

    def __init__(
        self,
        rng: random.Random,
        wild: float = 0.0,
        uncertain: float = 0.0,
        calls: Callable[[], str] | None = None,
    ) -> None:
        self.rng = rng
        self.wild = wild
        self.uncertain = uncertain
        self.calls = calls
        self.rows: Callable[[str], str] | None = None  # an expression of a kind over rows of a table
        self.kinds: dict[str, str] = {}

    def chance(self, share: float) -> bool:
        """Whether something happens that does so in a share of the cases."""
        return self.rng.random() < share

    def kind(self) -> str:
        """Some kind, plain numbers above all."""
        return "plain" if self.chance(0.3) else self.rng.choice(KINDS)

    def number(self) -> str:
        """The digits of a number."""
        if self.chance(self.wild):
            return self.rng.choice(WILD_NUMBERS)
        if self.chance(0.8):
            return self.rng.choice(NUMBERS)
        return repr(round(self.rng.lognormvariate(0, 6), self.rng.randint(0, 6)))

    def literal(self, kind: str) -> str:
        """A number of a kind with its unit."""
        unit = self.rng.choice(UNITS[kind])
        if kind == "plain":
            return self.number() + ("" if not unit else unit if unit == "%" else f" {unit}")
        return f"{self.number()}{self.rng.choice(MAGNITUDES)} {unit}"

    def range(self, kind: str) -> str:
        """A range in one of its spellings, in brackets where it needs them; a spread now and then."""
        return f"spread({self._range(kind)})" if self.chance(0.12) else self._range(kind)

    def _range(self, kind: str) -> str:
        low, middle, high = self._ends()
        unit = self.rng.choice(UNITS[kind])
        unit = unit if unit in ("", "%") else f" {unit}"
        spelling = self.rng.random()
        level = f" at {self.rng.choice(_LEVELS)}" if self.chance(0.2) else ""
        if spelling < 0.45:
            return f"({low} to {high}{unit}{level})"
        if spelling < 0.6:
            best = middle + unit if unit == "%" else middle
            return f"({best} ({low} to {high}{level}){'' if unit == '%' else unit})"
        if spelling < 0.75:
            return self._own(low, middle, high, unit)
        name = self.rng.choice(_DISTRIBUTIONS)
        given = {
            "uniform": (low, high),
            "normal": (middle, high.lstrip("-")),
            "lognormal": (middle.lstrip("-"), high.lstrip("-")),
        }.get(name, (low, middle, high))
        return f"{name}({', '.join([each + unit for each in given])})"

    def _own(self, low: str, middle: str, high: str, unit: str) -> str:
        """A range through percentiles, from measurements, of several parts, or with a tail."""
        size = high.lstrip("-") + unit
        ways = (
            f"percentiles(p10 = {low}{unit}, p50 = {middle}{unit}, p99 = {high}{unit})",
            f"measured({low}{unit}, {middle}{unit}, {high}{unit}, {middle}{unit})",
            f"mixture(70%: {low} to {high}{unit}, 30%: {middle}{unit})",
            f"exponential({size})",
            f"pareto({size}, 2.5)",
            f"(beta(2, 5) * {size})",
        )
        return self.rng.choice(ways)

    def _ends(self) -> tuple[str, str, str]:
        if self.chance(self.wild):
            ends = (("0", "0", "0"), ("5", "5", "5"), ("5", "3", "1"), ("1e-300", "1", "1e300"), ("0", "0.5", "1"))
            more = (("-1", "0", "1"), ("1", "1.00000001", "1.0000001"), ("-1e308", "0", "1e308"), ("1", "1e3", "1e6"))
            return self.rng.choice(ends + more)
        low, middle, high = sorted(self.rng.lognormvariate(2, 1.5) for _ in range(3))
        digits = self.rng.randint(1, 5)
        sign = "-" if self.chance(0.15) else ""
        return sign + f"{low:.{digits}g}", f"{middle:.{digits}g}", f"{high:.{digits}g}"

    def leaf(self, kind: str) -> str:
        """A name of a kind, a number or a range."""
        own = [name for name, other in self.kinds.items() if other == kind]
        if own and self.chance(0.6):
            return self.rng.choice(own)
        return self.range(kind) if self.chance(self.uncertain) else self.literal(kind)

    def part(self, kind: str, depth: int) -> str:
        """An expression in brackets, where it is more than a word."""
        text = self.of(kind, depth)
        return text if " " not in text else f"({text})"

    def of(self, kind: str, depth: int) -> str:
        """An expression of a kind, nested so deep at most."""
        if depth <= 0 or self.chance(0.2):
            return self.leaf(kind)
        if self.chance(self.wild * 0.3):
            kind = self.rng.choice(KINDS)
        ways: list[tuple[int, Callable[[str, int], str]]] = [
            (18, self._sum),
            (16, self._scaled),
            (10, self._conditional),
            (8, self._guarded),
            (6, self._least),
            (8, self._function),
            (12, self._worked),
            (6, self._called),
            (4, self._total),
            (4, self._first),
            (3, self._negative),
            (12 if self.rows is not None else 0, self._over_rows),
        ]
        way = self.rng.choices([each for _, each in ways], [weight for weight, _ in ways])[0]
        return way(kind, depth - 1)

    def _sum(self, kind: str, depth: int) -> str:
        return f"{self.of(kind, depth)} {self.rng.choice('+-')} {self.part(kind, depth)}"

    def _scaled(self, kind: str, depth: int) -> str:
        return f"{self.part(kind, depth)} {self.rng.choice('*/')} {self.part('plain', depth)}"

    def _conditional(self, kind: str, depth: int) -> str:
        return f"if {self.condition(depth)} then {self.of(kind, depth)} else {self.of(kind, depth)}"

    def _guarded(self, kind: str, depth: int) -> str:
        """A branch without a value behind a condition that decides against it, or may."""
        bad = self.undefined(kind)
        if self.chance(0.5):
            condition = self.rng.choice(("1 > 2", "not 1 < 2", f"{self.part('plain', depth)} > 1e9", "1 < 2 and 2 < 1"))
            return f"if {condition} then {bad} else {self.of(kind, depth)}"
        return f"if {self.guard()} then {self.of(kind, depth)} else {self.leaf(kind)}"

    def guard(self) -> str:
        """A condition whose left side decides, so that the right one may have no value."""
        kind = self.kind()
        sign = self.rng.choice(_COMPARISONS)
        right = f"{self.undefined(kind)} {sign} {self.part(kind, 0)}"
        left = self.rng.choice(("1 < 2", "2 < 1", f"{self.part(kind, 0)} {self.rng.choice('<>')} {self.part(kind, 0)}"))
        return f"{left} {self.rng.choice(('or', 'and'))} {right}"

    def undefined(self, kind: str) -> str:
        """An expression that fits and has no value."""
        one = self.part(kind, 0)
        choices = [f"({one} / 0)", f"({one} * ln(0 - 1))", f"({one} * (1e308 * 1e10))", f"({one} * (0 - 8)^0.5)"]
        choices += [f"({one} * share(2))", f"({one} / ({one} - {one}))", f"({one} * choose(1e300, 5))"]
        if self.calls is not None:
            call = self.calls()
            choices.append(f"({one} * ({call} / ({call} - {call})))")
        return self.rng.choice(choices)

    def _least(self, kind: str, depth: int) -> str:
        return f"{self.rng.choice(('min', 'max'))}({self.of(kind, depth)}, {self.of(kind, depth)})"

    def _function(self, kind: str, depth: int) -> str:
        if kind in COUNTS and self.chance(0.6):
            return f"{self.rng.choice(('ceil', 'floor', 'round'))}({self.of(kind, depth)})"
        if kind != "plain":
            return f"{self.rng.choice(('abs', 'mean'))}({self.of(kind, depth)})"
        sort = self.rng.random()
        if sort < 0.55:
            return f"{self.rng.choice(_PLAIN_CALLS)}({self.of(kind, depth)})"
        if sort < 0.7:
            return f"({self.of(kind, depth)})^{self.rng.choice((*_POWERS, self.part(kind, 0)))}"
        if sort < 0.88:
            return f"{self.rng.choice(_CALLS_OF_TWO)}({self.of(kind, depth)}, {self.of(kind, depth)})"
        arguments = ", ".join([self.of(kind, min(depth, 1)) for _ in range(3)])
        return f"{self.rng.choice(_CALLS_OF_THREE)}({arguments})"

    def _worked(self, kind: str, depth: int) -> str:
        patterns = WORKED.get(kind)
        if patterns is None:
            return self._sum(kind, depth)
        return _KIND.sub(lambda match: self.part(match[1], depth), self.rng.choice(patterns))

    def _called(self, kind: str, depth: int) -> str:
        """A call, whose kind is not known, made to fit by a quotient of it with itself."""
        if self.calls is None:
            return self.of(kind, depth)
        call = self.calls()
        if self.chance(0.3):
            return call
        return f"{self.part(kind, depth)} * ({call} / {call})"

    def _total(self, kind: str, depth: int) -> str:
        return f"sum(k = {self.rng.randint(0, 3)} to {self.rng.randint(0, 6)}, {self.part(kind, depth)} * k)"

    def _first(self, kind: str, depth: int) -> str:
        """A search times something of a kind: for what grows with its variable, or for anything."""
        other = self.kind()
        grown = f"{self.part(other, 0)} * k" if self.chance(0.8) else self.part(other, depth)
        low, high = self.rng.randint(0, 3), self.rng.choice(("5", "90", "1 k", "1 M", self.part("plain", 0)))
        sign = self.rng.choice(_COMPARISONS)
        return f"{self.part(kind, depth)} * first(k = {low} to {high}, {grown} {sign} {self.part(other, depth)})"

    def _over_rows(self, kind: str, depth: int) -> str:
        return self.leaf(kind) if self.rows is None or depth < 0 else self.rows(kind)

    def _negative(self, kind: str, depth: int) -> str:
        return f"-{self.part(kind, depth)}"

    def condition(self, depth: int) -> str:
        """A comparison, or several with words between them."""
        sort = self.rng.random()
        if depth > 0 and sort < 0.2:
            return f"({self.condition(depth - 1)}) {self.rng.choice(('and', 'or'))} ({self.condition(depth - 1)})"
        if depth > 0 and sort < 0.26:
            return f"not ({self.condition(depth - 1)})"
        if sort < 0.33:
            return self.guard()
        if self.chance(self.uncertain * 0.3):
            chance = f"bernoulli({self.rng.choice(('10%', '0', '100%', '0.5', self.part('plain', 0)))})"
            return f"spread({chance})" if self.chance(0.3) else chance
        kind = self.kind()
        return f"{self.part(kind, depth - 1)} {self.rng.choice(_COMPARISONS)} {self.part(kind, depth - 1)}"

    def arrow(self, kind: str) -> str:
        """`-> unit` in some of the cases."""
        if not self.chance(0.3):
            return ""
        unit = self.rng.choice(UNITS[self.rng.choice(KINDS) if self.chance(self.wild) else kind])
        magnitude = self.rng.choice(("", "", "", "M ", "k ", "bn ", "万 "))
        return f" -> {unit or '%'}" if unit in ("", "%", "k", "M", "万", "bn") else f" -> {magnitude}{unit}"
