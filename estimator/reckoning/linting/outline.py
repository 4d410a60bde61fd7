"""A sheet as the rules look at it: what each quantity is made of, factor by factor, names followed to their ends.

`users * posts * size * retention` is a product of four factors, however many lines it is spread over. In a sum, or
between the branches of an `if`, the factors are those of all. Each line is looked at once, in the order of the steps.
"""

from __future__ import annotations

from estimator.model.frames import NumberQuantity
from estimator.model.model import written_unit
from estimator.notation.allowances import told_note
from estimator.notation.tree import (
    MAGNITUDES,
    Best,
    Binary,
    Call,
    Conditional,
    Literal,
    Measure,
    Name,
    Negation,
    Over,
    Range,
)
from estimator.notation.walking import walk
from estimator.reckoning.linting.vocabulary import says
from estimator.records import record, replace
from estimator.units.kinds import PLAIN
from estimator.units.table import UnknownUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from estimator.model.model import Model
    from estimator.notation.tree import Definition, Expression, Span
    from estimator.units.kinds import Kind

MOST_FOLLOWED = 2000  # lines between two that are said of each other
MOST = 60  # factors that are looked at; no estimate that a person reads has more
_RATES = ((("time", -1),), (("information", 1), ("time", -1)))
LEAF, WORKED, CALL, NUMBER = "assumption", "worked", "call", "number"


@record
class Factor:
    """One factor of a product: a name, a number or a call; `under` says that it divides.

    `unit` is the one in which it is written, `value` its central value in base units where it has one.
    """

    sort: str
    name: str
    kind: Kind | None
    value: float | None
    unit: str
    under: bool
    told: str  # its name, and what its line says of it
    span: Span


class Outline:
    """The quantities of a model with their factors, and what stands on what."""

    def __init__(self, model: Model, values: list[Any]) -> None:
        self.model = model
        self.module = model.module
        self.values = values
        self.quantities = {name: each for name, each in model.quantities.items() if isinstance(each, NumberQuantity)}
        self._order = sorted(self.quantities, key=lambda name: self.quantities[name].step)
        self._factors: dict[str, tuple[Factor, ...]] = {}
        self.below: dict[str, tuple[str, ...]] = {}  # what each needs itself, and what needs it
        self.used_by: dict[str, list[str]] = {}
        for name in self._order:
            definition = self.quantities[name].definition
            below = tuple([each for each in definition.names if each in self.below])
            self.below[name] = below
            for each in below:
                self.used_by.setdefault(each, []).append(name)
            self._factors[name] = self.product(definition.expression)

    def worked(self) -> list[str]:
        """The names of the worked quantities, no cell of a table among them, each behind what it rests on."""
        return [name for name in self._order if not self.quantities[name].assumption and "." not in name]

    def lines(self) -> list[str]:
        """The same with the cells of tables, of each column that is worked the first one."""
        found: dict[tuple[str, str], str] = {}
        for name in self._order:
            if not self.quantities[name].assumption:
                found.setdefault((name.partition(".")[0], name.rpartition(".")[2]), name)
        return list(found.values())

    def in_order(self) -> list[str]:
        """The names of all that are numbers, each behind what it rests on."""
        return self._order

    def rests_on(self, name: str, other: str) -> bool:
        """Whether a quantity is made of another one, by way of no more others than a person would follow."""
        waiting, seen = [name], {name}
        while waiting and len(seen) < MOST_FOLLOWED:
            new = [each for each in self.below.get(waiting.pop(), ()) if each not in seen]
            if other in new:
                return True
            seen.update(new)
            waiting += new
        return False

    def carried_up(self, own: Callable[[str], bool]) -> dict[str, bool]:
        """Of each quantity, whether something is so of it, or of any that it rests on."""
        found: dict[str, bool] = {}
        for name in self._order:
            found[name] = any(found[each] for each in self.below[name]) or own(name)
        return found

    def carried_down(self, own: Callable[[str], bool]) -> dict[str, bool]:
        """Of each quantity, whether something is so of it, or of any that rests on it."""
        found: dict[str, bool] = {}
        for name in reversed(self._order):
            found[name] = any(found[each] for each in self.used_by.get(name, ())) or own(name)
        return found

    def assumptions(self) -> list[str]:
        """The names of the assumptions that are numbers, in the order of the sheet."""
        return [name for name, each in self.quantities.items() if each.assumption and "." not in name]

    def factors(self, name: str) -> tuple[Factor, ...]:
        """What a quantity is the product of."""
        return self._factors[name]

    def told(self, name: str) -> str:
        """The name of a quantity with what its line says of it."""
        definition = self.quantities[name].definition
        return " ".join((name, told_note(definition.note), *definition.documentation.text))

    def product(self, tree: Expression, *, under: bool = False) -> tuple[Factor, ...]:
        """The factors of a tree, worked names among them and followed."""
        match tree:
            case Binary("*", left, right):
                found = (*self.product(left, under=under), *self.product(right, under=under))
            case Binary("/", left, right):
                found = (*self.product(left, under=under), *self.product(right, under=not under))
            case Binary("^", left, _) | Negation(_, left):
                found = self.product(left, under=under)
            case Binary(_, left, right):
                found = _joined(self.product(left, under=under), self.product(right, under=under))
            case Conditional(_, consequence, alternative):
                found = _joined(self.product(consequence, under=under), self.product(alternative, under=under))
            case Name(path, span):
                found = self._named(path, span, under=under)
            case Literal() | Range() | Best() | Measure():
                found = (self._number(tree, under=under),)
            case Call(path, arguments, member, span):
                called = Factor(CALL, f"{path}.{member}" if member else path, None, None, "", under, path, span)
                found = (called,)
                for argument in arguments:
                    found = _joined(found, self.product(argument.value, under=under))
            case Over(_, body, _):
                found = self.product(body, under=under)
            case _:
                found = ()
        return found[:MOST]

    def _named(self, path: str, span: Span, *, under: bool) -> tuple[Factor, ...]:
        quantity = self.quantities.get(path)
        if quantity is not None:
            unit = str(quantity.definition.unit or "") or written_unit(quantity.definition.expression)
            sort = LEAF if quantity.assumption else WORKED
            value = float(self.values[quantity.step])
            own = Factor(sort, path, quantity.kind, value, unit, under, self.told(path), span)
            if quantity.assumption:
                return (own,)
            inner = self._factors.get(path, ())
            if under:
                inner = tuple([replace(each, under=not each.under) for each in inner])
            return (own, *inner)
        other = self.model.references.get(path)
        if isinstance(other, NumberQuantity):
            return (Factor(LEAF, path, other.kind, float(self.values[other.step]), "", under, path, span),)
        cell = self._cell(path)
        return (Factor(LEAF, path, cell.kind if cell else None, None, _unit(cell), under, path, span),)

    def _cell(self, path: str) -> NumberQuantity | None:
        """A cell of the column of a table that a name is."""
        table, _, column = path.partition(".")
        if table not in self.module.tables:
            return None
        ends = f".{column}"
        return next((each for name, each in self.quantities.items() if name.endswith(ends) and name != path), None)

    def _number(self, tree: Expression, *, under: bool) -> Factor:
        unit = written_unit(tree)
        try:
            kind = self.module.table.unit(unit).kind if unit and unit != "%" else PLAIN
        except UnknownUnit:
            kind = None
        value = None
        if isinstance(tree, Literal) and kind is not None:
            value = tree.number * MAGNITUDES.get(tree.magnitude, 1.0) / (100 if tree.percent else 1)
            value = self.module.table.unit(unit).to_base(value) if unit and unit != "%" else value
        return Factor(NUMBER, "", kind, value, unit, under, "", tree.span)


def _unit(quantity: NumberQuantity | None) -> str:
    return str(quantity.definition.unit or "") if quantity is not None else ""


def _joined(left: tuple[Factor, ...], right: tuple[Factor, ...]) -> tuple[Factor, ...]:
    """The factors of two sides of which the value is one or both: each name once."""
    known = {each.name for each in left if each.name}
    return (*left, *[each for each in right if each.name not in known])


def place(definition: Definition, name: str) -> Span:
    """Where a name stands in the expression of a line; the line's own name where it does not."""
    found = [each for each in walk(definition.expression) if isinstance(each, (Name, Call)) and each.path == name]
    if found:
        first = min(found, key=lambda each: each.span[0])
        start, end = first.span
        return (start, start + len(name)) if isinstance(first, Call) else (start, end)
    return definition.span


def is_rate(kind: Kind | None) -> bool:
    """Whether something is so many, or so many bytes, in a time, of whomever."""
    return kind is not None and kind.physical().dimension in _RATES


def is_long(factor: Factor) -> bool:
    """Whether a factor is a time for which something is kept: an hour at least."""
    return factor.kind is not None and factor.kind.dimension == (("time", 1),) and (factor.value or 0) >= 3600


def has(factors: tuple[Factor, ...], concept: str) -> bool:
    """Whether a factor, or what its line says, speaks of a concept."""
    return any(says(each.told, concept) for each in factors)
