"""An evaluator of its own for random expressions with units: fractions, each with a bound on what floats may be off.

It shares nothing with the package: units, magnitudes, rounding and reading are written here once more. Where floats
cannot decide (a comparison of what is equal but for rounding, a step of `ceil` within its snapping), `Unsure` is raised
and another expression is made, so that a fresh seed never fails by chance.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random

F = Fraction
ULP = 2.0**-49  # a few roundings to a float's 53 bits, of an operation and of the conversions at its ends
SNAP = F(1, 10**9)
EQUAL = F(1, 10**12)
RANGE = (1e-200, 1e200)  # beyond it a number may leave a float's range on the way

_SMALL = {"": F(1), "m": F(1, 10**3), "u": F(1, 10**6), "n": F(1, 10**9), "p": F(1, 10**12)}
_LARGE = {"": F(1), **{letter: F(1000 ** (place + 1)) for place, letter in enumerate("kMGTPE")}}
_BINARY = {f"{letter}i": F(1024 ** (place + 1)) for place, letter in enumerate("KMGTPE")}
_POWERS = {0: "", 3: "k thousand", 4: "万", 6: "M million 百万", 7: "千万", 8: "亿", 9: "G bn billion"}
_POWERS |= {12: "T trillion 万亿", 15: "P"}
MAGNITUDES = {name: F(10**power) for power, names in _POWERS.items() for name in names.split(" ")}
# Each unit's word: what it is in bits, seconds, metres, watts and things.
WORDS = {
    **{
        f"{prefix}{unit}": size * bits
        for unit, bits in (("B", 8), ("bit", 1), ("b", 1))
        for prefix, size in _LARGE.items()
    },
    **{f"{prefix}{unit}": size * bits for unit, bits in (("B", 8), ("bit", 1)) for prefix, size in _BINARY.items()},
    **{f"K{unit}": F(1000 * bits) for unit, bits in (("B", 8), ("bit", 1))},
    **{f"{prefix}s": size for prefix, size in _SMALL.items()},
    "minute": F(60),
    "hour": F(3600),
    "day": F(86_400),
    "week": F(604_800),
    "month": F(2_628_000),
    "year": F(31_536_000),
    **{f"{prefix}W": size for prefix, size in (_LARGE | _SMALL).items()},
    **{f"{prefix}Wh": size * 3600 for prefix, size in _LARGE.items()},
    **{f"{prefix}QPS": size for prefix, size in _LARGE.items()},
    **{f"{prefix}bps": size for prefix, size in _LARGE.items()},
    **dict.fromkeys(("user", "users", "request", "query", "tweet", "read", "USD", "server"), F(1)),
    "%": F(1, 100),
}
# Spellings of what each kind of quantity is counted in.
UNITS = {
    "plain": ("", "%"),
    "size": ("B", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "bit", "kbit", "Gbit", "Kibit"),
    "time": ("s", "ms", "us", "ns", "minute", "hour", "day", "week", "month", "year"),
    "user": ("user", "users"),
    "event": ("request", "tweet", "read"),
    "bandwidth": ("B/s", "MB/s", "Gbit/s", "GB/day", "Gbps", "TB/month", "KiB/ms"),
    "rate": ("QPS", "request/day", "kQPS", "tweet/hour", "request/s"),
    "size_per_user": ("B/user", "KB/user"),
    "habit": ("request/user/day", "tweet/user/hour"),
    "money": ("USD",),
    "price": ("USD/GB/month", "USD/TB/year"),
    "power": ("W", "kW"),
    "energy": ("kWh", "Wh"),
}
# What a word measures, by how it ends; the longer end goes first.
_MEASURES: tuple[tuple[str, dict[str, int]], ...] = (
    *(("Wh", {"power": 1, "time": 1}), ("W", {"power": 1}), ("bps", {"size": 1, "time": -1}), ("B", {"size": 1})),
    *(("QPS", {"event": 1, "time": -1}), ("bit", {"size": 1}), ("request", {"event": 1}), ("query", {"event": 1})),
    *(("tweet", {"event": 1}), ("read", {"event": 1}), ("user", {"user": 1}), ("users", {"user": 1}), ("%", {})),
    *(
        ("USD", {"money": 1}),
        ("minute", {"time": 1}),
        ("hour", {"time": 1}),
        ("day", {"time": 1}),
        ("week", {"time": 1}),
    ),
    *(("month", {"time": 1}), ("year", {"time": 1}), ("s", {"time": 1}), ("b", {"size": 1})),
)
_WORKED = {
    "size": (("bandwidth", "*", "time"), ("size_per_user", "*", "user")),
    "time": (("size", "/", "bandwidth"), ("event", "/", "rate")),
    "bandwidth": (("size", "/", "time"),),
    "rate": (("habit", "*", "user"), ("event", "/", "time")),
    "energy": (("power", "*", "time"),),
    "user": (("size", "/", "size_per_user"),),
    "plain": tuple((kind, "/", kind) for kind in ("size", "time", "bandwidth", "rate", "money", "energy")),
}
_SIGNS = {"<": lambda c: c < 0, "<=": lambda c: c <= 0, ">": lambda c: c > 0, ">=": lambda c: c >= 0}
_LARGE_COUNTS = (10**6, 10**9, 10**12, 2**48, 10**15)


class Unsure(Exception):
    """Floats cannot decide, or there is no value."""


class Value(NamedTuple):
    """A number, and how far off a float of it may be."""

    exact: Fraction
    off: float

    def after(self, exact: Fraction, off: float) -> Value:
        """The value of an operation on it, with a rounding of its own."""
        size = float(abs(exact)) if abs(exact) < F(10) ** 300 else math.inf
        if size and not RANGE[0] < size < RANGE[1]:
            raise Unsure
        return Value(exact, off + size * ULP)


class Made(NamedTuple):
    """An expression and its value."""

    text: str
    value: Value


def literal(exact: Fraction) -> Value:
    """The value of a number as it is written."""
    return Value(F(0), 0.0).after(exact, 0.0)


def factor(unit: str) -> Fraction:
    """What a unit's text is, in base units: `USD/GB/month`, `MB^2`."""
    total, over = F(1), True
    for part in re.split(r"([/*])", unit):
        if part in "/*":
            over = part == "*" if part else over
        elif part != "1":
            word, _, power = part.partition("^")
            size = WORDS[word] ** int(power or 1)
            total = total * size if over else total / size
            over = True
    return total


def dimension(unit: str) -> Counter[str]:
    """What a unit's text measures: the powers that are not zero."""
    total: Counter[str] = Counter()
    for sign, word, power in re.findall(r"([/*]?)([^/*^]+)(?:\^(\d+))?", unit):
        measures = next((found for end, found in _MEASURES if word.endswith(end)), {})
        for name, own in measures.items():
            total[name] += own * int(power or 1) * (-1 if sign == "/" else 1)
    return Counter({name: power for name, power in total.items() if power})


def number(text: str) -> Fraction:
    """A number with its magnitude and unit as it is shown: `3.47 k QPS`, `-2e-7 B`, `12.5%`, `5/s`."""
    match = re.fullmatch(r"(-?[\d_.]+(?:e[+-]?\d+)?)\s*(.*)", text)
    assert match is not None, text
    magnitude, _, unit = match[2].partition(" ")
    if magnitude not in MAGNITUDES:
        magnitude, unit = "", match[2]
    return F(match[1].replace("_", "")) * MAGNITUDES[magnitude] * (factor(unit) if unit else 1)


class Exact:
    """Makes expressions with their values. `lines` is the sheet that they stand in: names, functions with `where`."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lines: list[str] = []

    def literal(self, kind: str) -> Made:
        """A number with a unit."""
        sort = self.rng.random()
        if sort < 0.4:
            text = str(self.rng.randint(0, 50))
        elif sort < 0.7:
            text = f"{self.rng.randint(0, 999)}.{self.rng.randint(0, 999)}"
        elif sort < 0.8:
            text = f"{self.rng.randint(1, 99)}e{self.rng.randint(-6, 9)}"
        else:
            text = f"{self.rng.randint(1, 999)}_{self.rng.randint(0, 999):03d}.5"
        exact, unit = F(text.replace("_", "")), self.rng.choice(UNITS[kind])
        if kind == "plain":
            return Made(text + unit, literal(exact * (factor(unit) if unit else 1)))
        magnitude = self.rng.choice(list(MAGNITUDES)) if self.rng.random() < 0.35 else ""
        written = f"{text} {magnitude} {unit}" if magnitude else f"{text} {unit}"
        return Made(written, literal(exact * MAGNITUDES[magnitude] * factor(unit)))

    def of(self, kind: str, depth: int) -> Made:
        """An expression of a kind; now and then as a name, or by a function, of the sheet around it."""
        made = self._of(kind, depth)
        sort = self.rng.random()
        if sort < 0.08:
            name = f"part_{len(self.lines)}"
            self.lines.append(f"{name} = {made.text}{self._arrow(kind)}")
            return Made(name, made.value)
        return self._by_function(kind, made) if sort < 0.16 and kind != "plain" else made

    def _arrow(self, kind: str) -> str:
        return f" -> {self.rng.choice(UNITS[kind])}" if kind != "plain" and self.rng.random() < 0.3 else ""

    def _by_function(self, kind: str, given: Made) -> Made:
        """A call of a function that doubles, its locals and its unit said or not."""
        unit, number_of = self.rng.choice(UNITS[kind]), len(self.lines)
        said = f" -> {unit}" if self.rng.random() < 0.5 else ""
        once, twice = f"once_{number_of}", f"twice_{number_of}"
        self.lines.append(f"{once}(x: {unit}){said} = x")
        if self.rng.random() < 0.5:
            self.lines.append(f"{twice}(x) = inner + x\n  where\n    inner = {once}(x)")
        else:
            self.lines.append(f"{twice}(x: {unit}) = {once}(x) * 2")
        exact = given.value.exact * 2
        return Made(f"{twice}({given.text})", given.value.after(exact, given.value.off * 2))

    def _of(self, kind: str, depth: int) -> Made:
        if depth <= 0 or self.rng.random() < 0.2:
            return self.literal(kind)
        ways = [self._sum, self._scaled, self._worked, self._least, self._conditional, self._sized, self._total]
        return self.rng.choice([*ways, self._whole if kind in ("user", "event", "plain") else self._worked])(
            kind, depth - 1
        )

    def _sum(self, kind: str, depth: int) -> Made:
        one, two = self.of(kind, depth), self.of(kind, depth)
        sign = self.rng.choice("+-")
        exact = one.value.exact + two.value.exact if sign == "+" else one.value.exact - two.value.exact
        largest = float(max(abs(one.value.exact), abs(two.value.exact)))
        off = one.value.off + two.value.off + largest * ULP
        return Made(f"({one.text}) {sign} ({two.text})", one.value.after(exact, off))

    def _scaled(self, kind: str, depth: int) -> Made:
        return self._product(self.of(kind, depth), self.rng.choice("*/"), self.of("plain", depth))

    def _worked(self, kind: str, depth: int) -> Made:
        rows = _WORKED.get(kind)
        if rows is None:
            return self._scaled(kind, depth)
        one, sign, two = self.rng.choice(rows)
        return self._product(self.of(one, depth), sign, self.of(two, depth))

    def _product(self, one: Made, sign: str, two: Made) -> Made:
        x, y = one.value, two.value
        text = f"({one.text}) {sign} ({two.text})"
        if sign == "*":
            off = float(abs(x.exact)) * y.off + float(abs(y.exact)) * x.off + x.off * y.off
            return Made(text, x.after(x.exact * y.exact, off))
        if abs(y.exact) <= 1e6 * y.off or y.exact == 0:
            raise Unsure
        exact = x.exact / y.exact
        off = (x.off + float(abs(exact)) * y.off) / (float(abs(y.exact)) - y.off)
        return Made(text, x.after(exact, off))

    def _least(self, kind: str, depth: int) -> Made:
        one, two = self.of(kind, depth), self.of(kind, depth)
        name, pick = self.rng.choice((("min", min), ("max", max)))
        exact = pick(one.value.exact, two.value.exact)
        return Made(f"{name}({one.text}, {two.text})", one.value.after(exact, max(one.value.off, two.value.off)))

    def _conditional(self, kind: str, depth: int) -> Made:
        """A condition and two branches; the one that is decided against has no value now and then."""
        condition, holds = self.condition(depth)
        taken, other = self.of(kind, depth), self.of(kind, depth)
        spared = f"({other.text}) / 0" if self.rng.random() < 0.3 else other.text
        sides = (taken.text, spared) if holds else (spared, taken.text)
        return Made(f"(if {condition} then {sides[0]} else {sides[1]})", taken.value)

    def condition(self, depth: int) -> tuple[str, bool]:
        """A comparison, or two; the right one has no value now and then where the left one decides."""
        kind = self.rng.choice(("plain", "size", "user", "time"))
        one, two = self.of(kind, depth), self.of(kind, depth)
        gap = one.value.exact - two.value.exact
        blur = F(one.value.off + two.value.off) + 2 * EQUAL * max(abs(one.value.exact), abs(two.value.exact))
        if abs(gap) <= blur:
            raise Unsure
        sign = self.rng.choice(list(_SIGNS))
        text, holds = f"({one.text}) {sign} ({two.text})", _SIGNS[sign](gap)
        if self.rng.random() > 0.25:
            return text, holds
        return (
            (f"({text} or ({two.text}) / 0 > {one.text})", True)
            if holds
            else (f"({text} and {one.text} / 0 < {two.text})", False)
        )

    def _sized(self, kind: str, depth: int) -> Made:
        made = self.of(kind, depth)
        if self.rng.random() < 0.5:
            return Made(f"abs({made.text})", made.value.after(abs(made.value.exact), made.value.off))
        return Made(f"-({made.text})", made.value.after(-made.value.exact, made.value.off))

    def _total(self, kind: str, depth: int) -> Made:
        made, terms = self.of(kind, depth), self.rng.randint(1, 5)
        times = terms * (terms + 1) // 2
        off = made.value.off * times + float(abs(made.value.exact)) * times * ULP
        return Made(f"sum(k = 1 to {terms}, ({made.text}) * k)", made.value.after(made.value.exact * times, off))

    def _whole(self, kind: str, depth: int) -> Made:
        """A function that steps, or one of plain numbers."""
        sort = self.rng.random()
        if kind == "event" and sort < 0.2:
            period, n = self.rng.choice(("day", "hour", "month", "year", "week", "minute")), self.rng.randint(0, 2000)
            return Made(f"round({n}.5 request/{period} * 1 {period})", literal(F(n + 1)))
        if kind == "plain" and sort < 0.25:
            return self._power(depth)
        if kind == "plain" and sort < 0.4:
            n, k = self.rng.choice((self.rng.randint(0, 60), *_LARGE_COUNTS)), self.rng.randint(0, 6)
            return Made(f"choose({n}, {k})", literal(F(math.comb(n, k))))
        if kind == "plain" and sort < 0.5:
            made = self.of("user", depth)
            return Made(f"count({made.text})", made.value)
        made = self.of(kind, depth)
        name = self.rng.choice(("ceil", "floor", "round"))
        return Made(f"{name}({made.text})", made.value.after(_stepped(name, made.value), 0.0))

    def _power(self, depth: int) -> Made:
        made, power = self.of("plain", depth), self.rng.choice((0, 1, 2, 3, -1, -2))
        exact, off = made.value
        if abs(exact) <= 1e6 * off or exact == 0:
            raise Unsure
        result = exact**power
        size = float(abs(result)) if abs(result) < F(10) ** 300 else math.inf
        blur = size * ((1 + off / float(abs(exact))) ** abs(power) - 1) * 2
        return Made(
            f"({made.text})^{power}" if power >= 0 else f"({made.text})^({power})", made.value.after(result, blur)
        )


def _stepped(name: str, value: Value) -> Fraction:
    """`ceil`, `floor` or `round`: what is within 1e-9 of an integer is that integer, and a half goes outwards."""
    exact, blur = value.exact, F(value.off)
    if abs(exact) >= 2**51:
        raise Unsure
    nearest = F(math.floor(exact + F(1, 2)))
    distance, snap = abs(exact - nearest), SNAP * max(F(1), abs(exact))
    if snap > F(2, 5) and abs(distance - F(1, 2)) <= blur + F(1, 1000):
        raise Unsure  # so large that everything snaps, and a half could go either way
    if distance + blur < snap * F(9, 10):
        return nearest
    if distance - blur < snap * F(11, 10):
        raise Unsure
    if name != "round":
        return F(math.ceil(exact) if name == "ceil" else math.floor(exact))
    to_half = abs(distance - F(1, 2))
    if (to_half and to_half < 2 * (blur + snap)) or blur > snap / 2:
        raise Unsure
    return F(math.floor(abs(exact) + F(1, 2))) * (1 if exact >= 0 else -1)
