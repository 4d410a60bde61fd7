"""Texts of the notation that a machine makes up: by a grammar that glues and spaces as people do, and mutated lines.

A text need not be valid: whoever asks a law of what is read takes those that are read without a problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation.tokens import RESERVED, STARTERS
from estimator.notation.tree import MAGNITUDES
from tests.data import ROOT

if TYPE_CHECKING:
    import random

NUMBERS = [
    *("0", "1", "2", "5", "10", "1_000", ".5", "2.5", "1e3", "1E-3", "2e+5", "0.07", "1e300", "1_0.2_5", "5e-324")
]
UNITS = [
    *("B", "GB", "KiB", "s", "ms", "user", "users", "tweet/user/day", "B/s", "GB/day", "1/s", "/s", "/user/day"),
    *("MB^2", "s^-1", "B*s", "B·s", "用户", "été", "_u", "e", "e5", "x2", "per", "m", "w", "kw", "W", "kwh", "min"),
    *("k/day", "M/s", "k*B", "B/k", "to/s", "s/to", "B/if", "B*not", "and", "%", "%/s", "x²", "day/and^2"),
]
NAMES = ["x", "y", "users", "a1", "été", "用户", "_x", "a.b", "redis.string", "min", "sum", "count", "e", "k", "M", "w"]
WORDS = sorted({*RESERVED, *STARTERS, *MAGNITUDES, "event", "thing", "as", "e", "E", "e3"})
AGGREGATES = ["sum", "min", "max", "mean", "count"]
OPERATORS = [*("+", "-", "*", "/", "^", "==", "!=", "<", "<=", ">", ">=", "and", "or", "to", "×", "·", "÷", "−", "≤")]  # noqa: RUF001
GAPS = ["", "", " ", " ", " ", "  ", "\t", "\u00a0", "\n  "]
WRITINGS = [
    *("", "a note", "# more", "## x", "#", '"', "source: x", "as_of: 2026", "\u202e", "x\ty", "->", "= 1", "a, b", ","),
    *("where", "\x85", "\u2028", "\r", "é 用户", "±", "example: 1 = 1", "also: a,, b"),
]
ODD = ["\0", "\t", "\r", "\u2028", "\u00a0", "\ufeff", "٣", "²", "½", "\u0301", "ª", "\ue000", "'", "`", "$", "…"]


class Writer:
    """Writes one text after another from a source of chance."""

    def __init__(self, source: random.Random) -> None:
        self.source = source
        self.chosen = source.choice

    def likely(self, share: float) -> bool:
        """True in a share of the cases."""
        return self.source.random() < share

    def gap(self) -> str:
        """What stands between two words: a blank mostly, or nothing."""
        return self.chosen(GAPS) if self.likely(0.3) else " "

    def unit(self) -> str:
        """A unit, now and then a word that is none."""
        return self.chosen(WORDS) if self.likely(0.1) else self.chosen(UNITS)

    def literal(self) -> str:
        """A number with what may be glued to it."""
        text = self.chosen(NUMBERS)
        if self.likely(0.15):
            text += self.chosen(("", " ")) + "%"
        if self.likely(0.3):
            text += self.chosen(("", " ")) + self.chosen([*MAGNITUDES])
        if self.likely(0.4):
            unit = self.unit()
            text += ("" if unit[0] in "/%" else self.chosen(("", " ", " "))) + unit
        return text

    def behind_bracket(self) -> str:
        """What may stand behind a closing bracket."""
        if self.likely(0.7):
            return ""
        magnitude = self.chosen(("", "", *MAGNITUDES))
        unit = self.chosen(("", self.unit()))
        return f"{self.chosen(('', ' '))}{magnitude}{self.chosen(('', ' ')) if magnitude else ''}{unit}"

    def expression(self, depth: int) -> str:
        """An expression of at most so many levels."""
        if depth <= 0 or self.likely(0.15):
            return self.chosen((self.literal, self.literal, lambda: self.chosen(NAMES), self.text))()

        def inner() -> str:
            return self.expression(depth - 1)

        shapes = (
            lambda: f"{inner()}{self.gap()}{self.chosen(OPERATORS)}{self.gap()}{inner()}",
            lambda: f"{inner()}{self.gap()}{self.chosen(OPERATORS)}{self.gap()}{inner()}",
            lambda: f"({inner()}){self.behind_bracket()}",
            lambda: f"({inner()}){self.behind_bracket()}",
            lambda: f"{self.chosen(('-', 'not ', '- '))}{inner()}",
            lambda: f"{self.literal()}^{self.literal()}",
            lambda: f"({inner()})^{self.chosen(('', '-', 'not '))}{inner()}",
            lambda: f"if {inner()} then {inner()} else {inner()}",
            lambda: f"{self.literal()}{self.gap()}({inner()} to {inner()}){self.behind_bracket()}",
            lambda: f"sum({self.chosen(NAMES)} = {inner()} to {inner()}, {inner()}){self.behind_bracket()}",
            lambda: f"{self.chosen(AGGREGATES)}({inner()}{self.gap()}{self.chosen(('', f'where {inner()}'))})",
            lambda: f"{self.chosen(NAMES)}({self.arguments(depth)}){self.chosen(('', '.peak'))}{self.behind_bracket()}",
        )
        return self.chosen(shapes)()

    def arguments(self, depth: int) -> str:
        """The arguments of a call."""
        found = [self.expression(depth - 1) for _ in range(self.source.randrange(4))]
        return ("," + self.gap()).join(
            [f"{self.chosen(NAMES)} = {each}" if self.likely(0.2) else each for each in found]
        )

    def text(self) -> str:
        """A text in its quotes."""
        return f'"{self.chosen(WRITINGS)}"'.replace('"""', '"')

    def arrow(self) -> str:
        """A unit behind an arrow, or nothing."""
        return (
            f"{self.gap()}->{self.gap()}{self.chosen(('', '', 'M ', 'k', 'bn '))}{self.unit()}"
            if self.likely(0.4)
            else ""
        )

    def note(self) -> str:
        """A note, or nothing."""
        return f"{self.gap()}# {self.chosen(WRITINGS)}" if self.likely(0.2) else ""

    def line(self) -> str:
        """A line of a sheet."""
        lines = (self._check, self._scenario, self._units, self._use, self.function, self.function, self._described)
        return self.chosen(
            (
                *lines,
                self._shared,
                self._table,
                self._example,
                self._quantity,
                self._quantity,
                self._quantity,
                self._quantity,
            )
        )()

    def _quantity(self) -> str:
        return f"{self.chosen(NAMES)} = {self.expression(self.source.randrange(5))}{self.arrow()}{self.note()}"

    def _table(self) -> str:
        columns = self.source.randrange(1, 5)
        heads = [self.chosen(("name", "a", "b", "用户", "size_of"))]
        for _ in range(columns - 1):
            unit = f": {self.unit()}" if self.likely(0.4) else ""
            default = f" = {self.expression(1)}{self.chosen(('', self.arrow()))}" if self.likely(0.4) else ""
            heads.append(f"{self.chosen(NAMES)}{unit}{default}")
        rows = [heads, ["---"] * columns] if self.likely(0.2) else [heads]
        for _ in range(self.source.randrange(1, 4)):
            label = self.chosen(("x", "us-east 1", '"a|b"', "用户", "m5.large", "# x", "-", '"x"', "1", "a b"))
            rows.append([label, *[self.expression(1) if self.likely(0.8) else "" for _ in heads[1:]]])
        edge = self.chosen(("", "", "| "))
        lines = ["".join([edge, self.chosen((" | ", "|")).join(row), edge and " |"]) + self.note() for row in rows]
        if self.likely(0.2):
            lines.insert(self.source.randrange(1, len(lines) + 1), "# a comment")
        return f"table {self.chosen(NAMES)}{self.note()}" + "".join([f"\n    {line}" for line in lines])

    def _check(self) -> str:
        at = f" at {self.expression(1)}" if self.likely(0.4) else ""
        return f"check {self.expression(self.source.randrange(4))}{at}{self.note()}"

    def _scenario(self) -> str:
        changes = [f"{self.chosen(NAMES)} = {self.expression(1)}" for _ in range(self.source.randrange(1, 3))]
        return f"scenario {self.text()}: {', '.join(changes)}{self.note()}"

    def _units(self) -> str:
        words = [self.chosen([*NAMES, *WORDS]) for _ in range(self.source.randrange(1, 3))]
        behind = self.chosen(("", ": event", ": thing", f" = {self.literal()}"))
        return f"unit {', '.join(words)}{behind}{self.note()}"

    def _use(self) -> str:
        return f"use {self.text()} as {self.chosen(NAMES)}{self.note()}"

    def _annotation(self) -> str:
        return self.chosen((self.unit(), "M user", "k/day", self.text(), "yes or no", 'release of "x"', '"a" or "b"'))

    def _shared(self) -> str:
        """A choice, a setting or what a sheet passes on."""
        name, gap = self.chosen(NAMES), self.gap()
        lines = (
            f'choice {name} = "a" or {self.text()}',
            f"setting {name}:{gap}{self._annotation()} = {self.literal()}",
        )
        other = self.chosen(NAMES)
        correlated = f"correlated {name},{gap}{other}:{gap}{self.chosen(('', '-', '- '))}{self.literal()}"
        return self.chosen((*lines, f"with {name},{gap}{other}", correlated)) + self.note()

    def _described(self) -> str:
        key = self.chosen(("", "source: ", "as_of: ", "confidence: high", "also: "))
        return f"## {key}{self.chosen(WRITINGS)}"

    def _example(self) -> str:
        tolerance = f" ± {self.literal()}" if self.likely(0.4) else ""
        return f"## example: {self.expression(2)} = {self.expression(1)}{tolerance}"

    def function(self) -> str:
        """A function, at times with definitions of its own."""
        parameters = ", ".join(
            name
            + (f":{self.gap()}{self._annotation()}" if self.likely(0.5) else "")
            + (f" = {self.expression(1)}" if self.likely(0.3) else "")
            for name in self.source.sample(NAMES[:5], self.source.randrange(4))
        )
        settings = f"{self.gap()}with {self.chosen(NAMES)}" if self.likely(0.2) else ""
        body = "x, y" if self.likely(0.1) else self.expression(self.source.randrange(4))
        text = f"f({parameters}){self.arrow()}{settings} = {body}{self.note()}"
        if self.likely(0.3):
            text += "\n  where"
            for name in self.source.sample(NAMES[:5], self.source.randrange(1, 3)):
                text += f"\n    {name} = {self.expression(1)}{self.arrow()}{self.note()}"
        return text

    def sheet(self) -> str:
        """A few lines, some of them described."""
        lines = [self.line() for _ in range(self.source.randrange(1, 5))]
        return self.chosen(("\n", "\n", "\r\n", "\n\n")).join(lines) + self.chosen(("", "\n"))

    def mutated(self, lines: list[str]) -> str:
        """A line of the library with words of it lost, repeated or replaced by others."""
        letters = list(self.chosen(lines))
        for _ in range(self.source.randrange(1, 4)):
            at = self.source.randrange(len(letters) + 1)
            match self.source.randrange(4):
                case 0:
                    del letters[at : at + self.source.randrange(1, 4)]
                case 1:
                    letters[at:at] = self.chosen([*WORDS, *UNITS, *OPERATORS, *NUMBERS, "(", ")", "->", "%", ":", ","])
                case 2:
                    letters[at:at] = self.chosen(lines)[: self.source.randrange(40)]
                case _:
                    letters[at : at + 1] = self.chosen(ODD)
        return "".join(letters)


def library_lines() -> list[str]:
    """The lines of all sheets of ours."""
    paths = sorted([*(ROOT / "formulas").rglob("*.est"), *(ROOT / "examples").rglob("*.est")])
    return [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
