"""A grammar of whole sheets: definitions, functions, units, checks, scenarios, descriptions, and documents of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fuzzing.expressions import Expressions
from fuzzing.tables import Tables
from fuzzing.vocabulary import KINDS, NAMES, TEXTS, UNITS, WRONG_NAMES

if TYPE_CHECKING:
    import random

    from fuzzing.shipped import Shipped

_STRUCTURED = ("source: x", "as_of: 2026-11", "as_of: 2026", "confidence: high", "confidence: low", "also: a, b, 用户")
_ATS = ("", "", "", "", "", " at 90%", " at 5%", " at 99%", " at 99.9%", " at 50%", " at 100%")
_HORIZONS = (*("",) * 12, " for 18 months", " for 2 year", " for 1 day", " for 3 GB", " for 0 s", " for x")
_SEASONS = (
    "peaking in May at 150%",
    "peaking around 11月 at 1.3",
    "peaking in Nov at 2 and 十二月 at x",
    "peaking in May at 0",
)
_ANSWERS = ("x", "1", "5 GB", "0", "1e308")
_SETTINGS = ("level", "copies_kept", "mode_on", "設定")
_TRUTHS = ("yes", "no", "1 < 2", "2 < 1")
_CHOSEN = ('"a"', '"b"', '"b"', '"c"')


class Switch(NamedTuple):
    """A parameter that is a text to choose or a truth: how it is declared, given and asked."""

    name: str
    annotation: str
    values: tuple[str, ...]
    condition: str
    default: str


class Function(NamedTuple):
    """A function of a sheet: what it takes, and the results that it gives by name."""

    name: str
    kinds: tuple[str, ...]
    switches: tuple[Switch, ...]
    settings: tuple[str, ...]
    results: tuple[str, ...]


class Sheets:
    """Makes sheets; each has a temper of its own: how wild it is, and how much of it is uncertain."""

    def __init__(self, rng: random.Random, shipped: Shipped) -> None:
        self.rng = rng
        self.shipped = shipped
        wild = rng.choice((0.0, 0.0, 0.0, 0.05, 0.1, 0.3))
        uncertain = rng.choice((0.0,) * 9 + (0.1, 0.3))
        self.expressions = Expressions(rng, wild, uncertain, self.call)
        self.tables = Tables(rng, self.expressions)
        self.functions: list[Function] = []
        self.choices: list[str] = []
        self.settings: dict[str, str] = {}  # by name, of a kind or "truth"

    def chance(self, share: float) -> bool:
        """Whether something happens that does so in a share of the cases."""
        return self.rng.random() < share

    def call(self) -> str:
        """A call of a function of the sheet, else of one of the library."""
        if self.functions and self.chance(0.6):
            return self._own_call(self.rng.choice(self.functions))
        return self.shipped.call(self.rng, self.expressions.wild)

    def _own_call(self, function: Function) -> str:
        """A call of one of the sheet's own: of a result, of a setting now and then."""
        zero = self.chance(0.2)
        given = ["0" if zero else self.expressions.leaf(kind) for kind in function.kinds]
        given += [f"{each.name} = {self.rng.choice(each.values)}" for each in function.switches if self.chance(0.7)]
        given += [
            f"{each} = {self._setting_value(self.settings[each])}" for each in function.settings if self.chance(0.2)
        ]
        member = f".{self.rng.choice(function.results)}" if function.results and not self.chance(0.03) else ""
        return f"{function.name}({', '.join(given)}){member}"

    def sheet(self) -> str:
        """A sheet."""
        lines = self.head() + self.units() + self.shared()
        for _ in range(self.rng.choice((0, 0, 1, 2))):
            lines += self.function()
        for _ in range(self.rng.choice((0, 0, 0, 0, 1, 2))):
            lines += [*self.tables.table(), *(self.tables.function() if self.chance(0.3) else ())]
            self.expressions.rows = self.tables.of
        for _ in range(self.rng.randint(1, self.rng.choice((3, 6, 12)))):
            lines += self.definition()
        if self.settings and self.chance(0.5):
            lines += self.passed_on()
        for _ in range(self.rng.choice((0, 0, 1, 1, 3))):
            lines.append(
                f"check {self.expressions.condition(2)}{self.rng.choice(_ATS)}{self.rng.choice(_HORIZONS)}{self.note()}"
            )
        for _ in range(self.rng.choice((0, 0, 0, 1, 2))):
            lines.append(self.scenario())
        if self.chance(0.05):
            self.rng.shuffle(lines)
        return "\n".join(lines) + self.rng.choice(("\n", "\n", "\n", "", "\n\n"))

    def document(self) -> str:
        """A Markdown document with a sheet in one fence or two."""
        lines = self.sheet().split("\n")
        cut = self.rng.randrange(len(lines)) if self.chance(0.4) else len(lines)
        mark = self.rng.choice(("```", "```", "~~~", "````"))
        fences = [f"{mark}est\n" + "\n".join(part) + f"\n{mark}\n" for part in (lines[:cut], lines[cut:]) if part]
        prose = [self.rng.choice(TEXTS) for _ in fences]
        parts = [
            f"# {self.rng.choice(TEXTS)}\n",
            *[f"{text}\n\n{fence}" for text, fence in zip(prose, fences, strict=True)],
        ]
        if self.chance(0.2):
            parts.insert(
                self.rng.randrange(len(parts)), "<!-- estimate: begin; made -->\n\nold\n\n<!-- estimate: end -->\n"
            )
        return "\n".join(parts)

    def head(self) -> list[str]:
        """The description of the sheet, in some of the cases."""
        if not self.chance(0.3):
            return []
        lines = [f"## {self._line()}" for _ in range(self.rng.randint(1, 3))]
        return [*lines, *self.documentation(0.3), ""]

    def documentation(self, share: float) -> list[str]:
        """Structured lines of a description, in a share of the cases."""
        if not self.chance(share):
            return []
        rows = [f"## {self.rng.choice(_STRUCTURED)}" for _ in range(self.rng.randint(1, 3))]
        if self.chance(0.4):
            answer = self.rng.choice(_ANSWERS)
            tolerance = self.rng.choice(("", "", " ± 1%", " ± 5 GB"))
            rows.append(f"## example: {self.expressions.of(self.expressions.kind(), 1)} = {answer}{tolerance}")
        if self.chance(0.3):
            rows.insert(0, f"## {self._line()}")
        return rows

    def units(self) -> list[str]:
        """Units of the sheet's own, in some of the cases."""
        own = (
            "unit parcel",
            "unit scan, pickup: event",
            "unit rule_day = 100_000 s",
            "unit month = 30 day",
            "unit B = 9 bit",
        )
        return [self.rng.choice(own) + self.note() for _ in range(self.rng.choice((0, 0, 0, 0, 1, 2)))]

    def shared(self) -> list[str]:
        """Choices with a name and settings, which functions share; in some of the cases."""
        if not self.chance(0.2):
            return []
        lines = []
        for place in range(self.rng.choice((0, 1, 1, 2))):
            self.choices.append(f"payload{place}")
            lines.append(f'choice payload{place} = "a" or "b"{self.note()}')
        for name in self.rng.sample(_SETTINGS, self.rng.choice((0, 1, 1, 2))):
            kind = "truth" if self.chance(0.3) else self.rng.choice(KINDS)
            self.settings[name] = kind
            annotation = "yes or no" if kind == "truth" else UNITS[kind][0] or "count"
            lines.append(f"setting {name}: {annotation} = {self._setting_value(kind)}{self.note()}")
        return lines

    def passed_on(self) -> list[str]:
        """Quantities of the sheet's own that are passed on to all that it calls."""
        names = self.rng.sample(list(self.settings), self.rng.randint(1, len(self.settings)))
        lines = [f"{name} = {self._setting_value(self.settings[name])}{self.note()}" for name in names]
        return [*lines, f"with {', '.join(names)}{self.note()}"]

    def _setting_value(self, kind: str) -> str:
        return self.rng.choice(_TRUTHS[:2]) if kind == "truth" else self.expressions.literal(kind)

    def _switch(self, name: str) -> Switch:
        if self.chance(0.5):
            return Switch(
                name, "yes or no", _TRUTHS, self.rng.choice((name, f"not {name}")), self.rng.choice(("no", "yes"))
            )
        annotation = self.rng.choice(self.choices) if self.choices and self.chance(0.7) else '"a" or "b"'
        return Switch(name, annotation, _CHOSEN, f'{name} {self.rng.choice(("==", "!="))} "a"', '"a"')

    def function(self) -> list[str]:
        """A function, which later lines may call."""
        kinds = tuple([self.rng.choice(KINDS) for _ in range(self.rng.randint(1, 3))])
        result = self.rng.choice(KINDS)
        own = Expressions(self.rng, self.expressions.wild, self.expressions.uncertain * 0.3, self.call)
        own.kinds = {f"p{place}": kind for place, kind in enumerate(kinds)}
        parameters = [self._parameter(name, kind) for name, kind in own.kinds.items()]
        switches = tuple([self._switch(f"s{place}") for place in range(self.rng.choice((0, 0, 0, 1, 2)))])
        parameters += [
            f"{each.name}: {each.annotation}{f' = {each.default}' if self.chance(0.8) else ''}" for each in switches
        ]
        settings = tuple([each for each in self.settings if self.chance(0.6)])
        switches_on = [each for each in settings if self.settings[each] == "truth"]
        own.kinds |= {each: self.settings[each] for each in settings if self.settings[each] != "truth"}
        conditions = [*[switch.condition for switch in switches], *switches_on]
        unit = f" -> {UNITS[result][0]}" if self.chance(0.3) and UNITS[result][0] else ""
        name = self.rng.choice(("f", "per", "cost_of", "用")) + "_" * len(self.functions)
        taken = f" with {', '.join(settings)}" if settings else ""
        head = f"{name}({', '.join(parameters)}){unit}{taken} ="
        lines = self.documentation(0.15)
        results: tuple[str, ...] = ()
        if self.chance(0.15):
            results = ("inner", "outer") if self.chance(0.8) else ("inner",)
            rows = [f"    {each} = {self._switched(own, conditions, result, 2)}{self.note()}" for each in results]
            lines += [f"{name}({', '.join(parameters)}){taken} = {', '.join(results)}{self.note()}", "  where", *rows]
        elif len(kinds) == 1 and not switches and not settings and self.chance(0.4):
            lines += [f"{head}{self.note()}", *self._rows(own, kinds[0], result)]
        elif self.chance(0.3):
            body = self._switched(own, conditions, result, 2)
            own.kinds["inner"] = result
            lines += [f"{head} {own.of(result, 2)}{self.note()}", "  where", f"    inner = {body}{self.note()}"]
        else:
            lines.append(f"{head} {self._switched(own, conditions, result, self.rng.randint(0, 3))}{self.note()}")
        self.functions.append(Function(name, kinds, switches, settings, results))
        return lines

    def _switched(self, own: Expressions, conditions: list[str], kind: str, depth: int) -> str:
        """An expression over a function's parameters, chosen by those that are texts or truths."""
        text = own.of(kind, depth)
        if conditions and self.chance(0.8):
            return f"if {self.rng.choice(conditions)} then {text} else {own.leaf(kind)}"
        return text

    def _rows(self, own: Expressions, kind: str, result: str) -> list[str]:
        """Rows of thresholds, most of them ascending, in one unit and of one sort."""
        word, unit = self.rng.choice(("up to", "below")), self.rng.choice(UNITS[kind])
        bounds = sorted(self.rng.sample(range(-3, 90), self.rng.randint(1, 5)), reverse=self.chance(0.05))
        rows = []
        for bound in bounds:
            word = self.rng.choice(("up to", "below")) if self.chance(0.02) else word
            then = f" then {own.literal(result)}" if self.chance(0.9) else ""
            rows.append(f"  {word} {bound}{unit if unit == '%' else f' {unit}'.rstrip()}{then}{self.note()}")
        return [*rows, *([f"  else {own.of(result, 1)}{self.note()}"] if self.chance(0.7) else [])]

    def _parameter(self, name: str, kind: str) -> str:
        unit = UNITS[kind][0]
        annotation = f": {unit}" if unit and self.chance(0.6) else self.rng.choice(("", "", ": count", ": share"))
        default = f" = {self.expressions.literal(kind)}" if self.chance(0.2) else ""
        return name + annotation + default

    def definition(self) -> list[str]:
        """A quantity, which later lines may use; now and then a text, or a yes or no."""
        kind = self.expressions.kind()
        name = self._name()
        lines = self.documentation(0.1)
        sort = self.rng.random()
        if sort < 0.03:
            return [*lines, f'{name} = "{self._quoted()}"{self.note()}']
        if sort < 0.06:
            return [*lines, f"{name} = {self.expressions.condition(2)}{self.note()}"]
        if sort < 0.12:
            return [*lines, f"{name} = {self.call()}{self.note()}"]
        text = self.expressions.of(kind, self.rng.randint(0, 4))
        self.expressions.kinds[name] = kind
        return [*lines, f"{name} = {text}{self.growth(kind)}{self.expressions.arrow(kind)}{self.note()}"]

    def growth(self, kind: str) -> str:
        """How a quantity grows, in some of the cases."""
        if not self.chance(0.08):
            return ""
        stages = [self._pace(kind)]
        while self.chance(0.3):
            stages[-1] += f" for {self.expressions.literal('time')}"
            stages.append(self._pace(kind))
        season = f" {self.rng.choice(_SEASONS)}" if self.chance(0.2) else ""
        return self.rng.choice((f" growing {' then '.join(stages)}{season}",) * 9 + (f" {self.rng.choice(_SEASONS)}",))

    def _pace(self, kind: str) -> str:
        if self.chance(0.3):
            return f"({self.expressions.of(kind, 1)}) / {self.expressions.literal('time')}"
        return self.rng.choice(("40%/year", "20 to 50%/year", "-5 to 5%/month", "3%", "x", "1 / 1 year", "-200%/year"))

    def scenario(self) -> str:
        """A scenario that changes one quantity or two."""
        names = list(self.expressions.kinds.items())
        chosen = self.rng.sample(names, min(len(names), self.rng.choice((1, 1, 2))))
        changes = ", ".join([f"{name} = {self.expressions.literal(kind)}{self.growth(kind)}" for name, kind in chosen])
        return f'scenario "{self._quoted()}": {changes}{self.note()}'

    def override(self) -> str:
        """`name=value` for a quantity of the sheet."""
        names = list(self.expressions.kinds.items())
        if not names or self.chance(0.05):
            return f"{self.rng.choice((*WRONG_NAMES, 'x'))}={self.expressions.number()}"
        name, kind = self.rng.choice(names)
        return f"{name}={self.expressions.of(kind, 1) if self.chance(0.2) else self.expressions.literal(kind)}"

    def note(self) -> str:
        """A note behind a line, in some of the cases."""
        return f"   # {self._line()}" if self.chance(0.25) else ""

    def _line(self) -> str:
        return self.rng.choice(TEXTS).replace("\n", " ")

    def _quoted(self) -> str:
        return self._line().replace('"', "")

    def _name(self) -> str:
        if self.chance(0.02):
            return self.rng.choice(WRONG_NAMES)
        name = self.rng.choice(NAMES)
        while name in self.expressions.kinds:
            name += self.rng.choice("abc123_")
        return name
