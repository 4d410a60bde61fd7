"""Every formula of the library in sheets of laws: the call of its first example, divided, doubled, shown otherwise.

A law is a line of a sheet whose value and unit follow from those of the call, whatever they are: `f / f` is a plain 1,
`2 * f - f` is `f`. All formulas of a file stand in one sheet, so that a run costs a few processes and seconds.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from estimator.model.describe import BOOLEAN
from estimator.model.files import module_from_text
from estimator.model.modules import shipped_library
from estimator.notation.printer import print_expression, print_line
from estimator.notation.tree import Argument, Binary, Call, Literal, Name
from estimator.reckoning.estimate import estimate
from estimator.units.kinds import INFORMATION, LENGTH, PLAIN, POWER, TIME
from estimator.units.table import shipped_units

if TYPE_CHECKING:
    from estimator.model.modules import Module
    from estimator.notation.tree import Definition, Expression
    from estimator.units.kinds import Kind

# Units of a dimension, as one would ask for them; what else a unit is made of stays as it is.
UNITS = {
    INFORMATION: ("bit", "KB", "MiB", "GB", "TB"),
    TIME: ("us", "ms", "minute", "hour", "day", "month"),
    LENGTH: ("mm", "km"),
    POWER: ("mW", "kW"),
}
RATES = ("/day", "/minute")
SECOND = shipped_units().unit("s").kind


class Formula(NamedTuple):
    """A function of the library: its path, the call of its first example as it is written from outside, its value.

    `steps` are how many the call takes.
    """

    path: str
    tree: Expression
    kind: Kind
    value: float
    steps: int

    @property
    def call(self) -> str:
        """The call as text."""
        return print_expression(self.tree)

    @property
    def one(self) -> str:
        """One of its unit, as it is written: `1 B/s`, `1/s`; of a plain number `1`."""
        return of(1, str(self.kind))


class Line(NamedTuple):
    """A line of a sheet of laws: the formula, the law, the text behind `=`, and what it must be, in base units."""

    formula: Formula
    law: str
    text: str
    value: float
    kind: Kind


def of(number: int, unit: str) -> str:
    """So many of a unit."""
    return f"{number}{unit.removeprefix('1')}" if unit.startswith("1/") else f"{number} {unit}".rstrip()


def first_example(module: Module, definition: Definition) -> Expression | None:
    """The first example that is a call of the definition alone, else the first, with names as from outside."""
    trees = [each.expression for each in definition.documentation.examples]
    alone = [tree for tree in trees if isinstance(tree, Call) and tree.path == definition.name and not tree.member]
    return outside((alone or trees)[0], module) if trees else None


def outside(tree: Any, module: Module) -> Any:
    """A tree with the names of a file as the library has them: `redis.string`."""
    if not isinstance(tree, tuple):
        return tree
    parts = [outside(each, module) for each in tree]
    if isinstance(tree, Call | Name) and (tree.path in module.definitions or tree.path in module.tables):
        parts[0] = f"{module.name}.{tree.path}"
    return tree.__class__(*parts) if tree.__class__ is not tuple else tuple(parts)


def read(name: str) -> Module:
    """A file of the library."""
    module = shipped_library().module(name)
    assert module is not None
    return module


def nouns(name: str) -> list[str]:
    """The lines that declare a file's own units."""
    return [print_line(line) for line in read(name).declarations]


def has_formulas(name: str) -> bool:
    """Whether a file has a function with an example, without reckoning any."""
    module = read(name)
    return any(first_example(module, each) for each in module.definitions.values() if each.parameters is not None)


@cache
def formulas(name: str) -> tuple[Formula, ...]:
    """The functions of a file with an example that gives a number, and with what it gives."""
    module = read(name)
    functions = [each for each in module.definitions.values() if each.parameters is not None]
    calls = {each.name: tree for each in functions if (tree := first_example(module, each)) is not None}
    lines = [*nouns(name), *[f"v_{each} = {print_expression(tree)}" for each, tree in calls.items()]]
    evaluation = estimate(module_from_text("\n".join(lines), "calls.est"))
    found = []
    for each, tree in calls.items():
        quantity = evaluation.model.quantities[f"v_{each}"]
        if quantity.step is not None and quantity.kind is not BOOLEAN:
            value, steps = float(evaluation.values[quantity.step]), quantity.step - quantity.first_step + 1
            found.append(Formula(f"{name}.{each}", tree, quantity.kind, value, steps))
    return tuple(found)


def functions(name: str) -> list[str]:
    """The paths of all functions of a file."""
    return [f"{name}.{each.name}" for each in read(name).definitions.values() if each.parameters is not None]


def shown_units(formula: Formula) -> list[str]:
    """Units that a formula's value may be asked for in."""
    text = str(formula.kind)
    for each, exponent in formula.kind.powers:
        if exponent == 1 and each.dimension in UNITS:
            return [text.replace(each.name, unit, 1) for unit in UNITS[each.dimension]]
    if text.endswith("/s"):
        return [text.removesuffix("/s").removeprefix("1") + rate for rate in RATES]
    return ["%"] if formula.kind is PLAIN else [text]


def laws(formula: Formula, place: int) -> list[Line]:
    """The laws of one formula, written with its call and with the name `v…` of a quantity that is the call."""
    call, one, value, kind = formula.call, formula.one, formula.value, formula.kind
    bare = f"({call})"
    base = value / ratio(str(kind))
    found = [
        Line(formula, "v", call, value, kind),
        Line(formula, "over_one", f"{bare} / ({one})", base, PLAIN),
        Line(formula, "rate", f"{bare} / 10 s", value / 10, kind.per(SECOND)),
        Line(formula, "twice", f"2 * {bare} - v_{place}", value, kind),
        Line(formula, "name_over_one", f"v_{place} / ({one})", base, PLAIN),
        Line(formula, "function_over_one", f"of_function_{place}(3) / ({of(3, str(kind))})", base, PLAIN),
        Line(formula, "where_over_one", f"of_where_{place}(3) / ({of(3, str(kind))})", base, PLAIN),
    ]
    if value:
        found.append(Line(formula, "over_itself", f"{bare} / v_{place}", 1.0, PLAIN))
    for number, unit in enumerate(shown_units(formula)):
        found.append(Line(formula, f"to_{number}", f"v_{place} -> {unit}", value, kind))
        found.append(Line(formula, f"back_{number}", f"to_{number}_{place} / ({one})", base, PLAIN))
    return found


def own_functions(formula: Formula, place: int) -> list[str]:
    """Functions of the user's that call the formula: in their value, with a unit of their own, and in their `where`."""
    unit = str(formula.kind)
    arrow = f" -> {unit.removeprefix('1')}" if unit else ""
    return [
        f"of_value_{place}(n: count) = n * ({formula.call})",
        f"of_function_{place}(n: count){arrow} = n * of_value_{place}(1)",
        f"of_where_{place}(n: count){arrow} = n * each\n  where\n    each = {formula.call}",
    ]


def sheet(name: str) -> tuple[str, dict[str, Line]]:
    """The sheet of laws of a file, and what each of its quantities must be."""
    lines, expected = nouns(name), {}
    for place, formula in enumerate(formulas(name)):
        lines += own_functions(formula, place)
        for line in laws(formula, place):
            expected[f"{line.law}_{place}"] = line
            lines.append(f"{line.law}_{place} = {line.text}")
    return "\n".join(lines) + "\n", expected


def short_sheet(names: tuple[str, ...], most_steps: int) -> tuple[str, dict[str, Line]]:
    """The laws that another evaluator is asked for, of calls that are not too long: the call twice, else its name."""
    lines, expected = list(dict.fromkeys([line for name in names for line in nouns(name)])), {}
    chosen = [each for name in names for each in formulas(name) if each.steps <= most_steps]
    for place, formula in enumerate(chosen):
        kept = [each for each in laws(formula, place) if each.law in ("v", "over_one", "to_0", "back_0")]
        kept += [
            Line(formula, "rate", f"v_{place} / 10 s", formula.value / 10, formula.kind.per(SECOND)),
            Line(formula, "twice", f"2 * v_{place} - v_{place}", formula.value, formula.kind),
        ]
        if formula.value:
            kept.append(Line(formula, "over_itself", f"v_{place} / v_{place}", 1.0, PLAIN))
        for line in kept:
            expected[f"{line.law}_{place}"] = line
            lines.append(f"{line.law}_{place} = {line.text}")
    return "\n".join(lines) + "\n", expected


def uncertain(formula: Formula) -> str:
    """The call with `k` times its first number that has a unit or a magnitude; empty where there is none."""
    if not isinstance(formula.tree, Call):
        return ""
    for place, argument in enumerate(formula.tree.arguments):
        if isinstance(argument.value, Literal) and (argument.value.unit or argument.value.magnitude):
            varied = Binary("*", Name("k", argument.span), argument.value, argument.span)
            arguments = list(formula.tree.arguments)
            arguments[place] = Argument(argument.name, varied, argument.span)
            return print_expression(Call(formula.tree.path, tuple(arguments), "", formula.tree.span))
    return ""


def ratio(unit: str) -> float:
    """One of a unit of the library in base units."""
    factor = 1.0
    for place, part in enumerate(unit.split("/")):
        for word in part.split("*"):
            name, _, exponent = word.partition("^")
            size = 8.0 if name == "B" else 1.0
            factor *= size ** (int(exponent or 1) * (-1 if place else 1))
    return factor
