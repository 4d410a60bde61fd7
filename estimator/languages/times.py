"""The time that rates of data and money were written in: `0.023 USD/GB/month * 50 TB` is 1150 USD/month.

A kind knows seconds alone, for a step has no use for days. So the time is looked for in what was written: those of the
units of a product are joined and cancel as the units do, a sum has that of its first side, a name that of its quantity.
The first that is left below the bar is the one, unless it is shorter than a minute: a rate is said per second then.
"""

from __future__ import annotations

from estimator.model.functions import FUNCTIONS
from estimator.model.model import written_unit
from estimator.model.modules import shipped_library
from estimator.notation.tree import (
    Best,
    Binary,
    Call,
    Conditional,
    First,
    Literal,
    Measure,
    Name,
    Negation,
    Over,
    Range,
    Sum,
)
from estimator.units.kinds import TIME
from estimator.units.table import UnknownUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from estimator.model.frames import Quantity
    from estimator.model.model import Model
    from estimator.notation.tree import Expression
    from estimator.units.table import UnitMeaning, UnitTable

    Times: TypeAlias = dict[str, int]  # powers of times, in the order in which they were met

SHORTEST = 60.0  # s


class WrittenTimes:
    """The times of one model's quantities, each found once."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.table: UnitTable = model.module.table
        self._found: dict[str, Times] = {}
        own = [each for each in model.quantities.values() if each.step is not None]
        for quantity in sorted(own, key=_step):  # what another one needs comes first
            self._found[quantity.definition.name] = self._of(quantity)

    def of(self, quantity: Quantity) -> UnitMeaning | None:
        """What a rate is said of, or None for the second."""
        found = self._found.get(quantity.definition.name)
        if found is None or self.model.quantities.get(quantity.definition.name) is not quantity:
            found = self._of(quantity)
        name = next((name for name, power in found.items() if power < 0), "")
        unit = self.table.unit(name) if name else None
        return unit if unit is not None and unit.factor >= SHORTEST else None

    def _of(self, quantity: Quantity) -> Times:
        if quantity.unit is not None:
            return self.of_unit(quantity.unit.text)
        if not quantity.kind.exponent(TIME):
            return {}  # ms of a rate per second are gone, though they are called otherwise
        expression = quantity.override.expression if quantity.override else quantity.definition.expression
        if self.model.quantities.get(quantity.definition.name) is not quantity:
            return self.of_unit(written_unit(expression))  # of another sheet, whose names are not those of this one
        return self.of_tree(expression)

    def of_tree(self, tree: Expression) -> Times:
        """The times that an expression was written with."""
        match tree:
            case Literal() | Measure():
                return self.of_unit(written_unit(tree))
            case Negation("negative", operand):
                return self.of_tree(operand)
            case Binary("*" | "/" as operator, left, right):
                return _joined(self.of_tree(left), self.of_tree(right), 1 if operator == "*" else -1)
            case Binary("+" | "-", left, right) | Range(left, right) | Best(_, left, right):
                return self.of_tree(left) or self.of_tree(right)
            case Conditional(_, left, right):
                return self.of_tree(left) or self.of_tree(right)
            case Sum(_, _, _, body) | Over(_, body):
                return self.of_tree(body)
            case First(_, low, high, _):
                return self.of_tree(low) or self.of_tree(high)
            case Name(path):
                return self._of_name(path)
            case Call():
                return self._of_call(tree)
            case _:
                return {}

    def _of_name(self, path: str) -> Times:
        table, _, column = path.rpartition(".")
        if table in self.model.module.tables:
            return self._of_column(table, column)
        other = self.model.references.get(path)
        return self._of(other) if other is not None else self._found.get(path, {})

    def _of_column(self, table: str, column: str) -> Times:
        """Of a column of a table what its first cell is said of."""
        return self._found.get(self.model.module.tables[table].of_column(column)[0], {})

    def _of_call(self, call: Call) -> Times:
        """Of a built-in function the time of its arguments, of another one that of the unit that it gives."""
        if call.path in FUNCTIONS and not call.member:
            return next((found for each in call.arguments if (found := self.of_tree(each.value))), {})
        if call.path in self.model.module.tables:
            return self._of_column(call.path, call.member)
        definition = self.model.module.definitions.get(call.path)
        if definition is None and (place := shipped_library().find(call.path)) is not None:
            module, name = place
            definition = module.definitions.get(call.member or name or call.path.rpartition(".")[2])
        return self.of_unit(definition.unit.text) if definition is not None and definition.unit is not None else {}

    def of_unit(self, text: str) -> Times:
        """The times in a unit as it is written."""
        found: Times = {}
        sign = 1
        for part in text.replace("/", " / ").replace("*", " * ").split():
            if part in "*/":
                sign = -1 if part == "/" else 1
                continue
            name, _, exponent = part.partition("^")
            try:
                kind = self.table.word(name).kind if name != "1" else None
            except UnknownUnit:
                return {}  # a word of another sheet's own
            power = kind.exponent(TIME) * int(exponent or 1) * sign if kind is not None else 0
            if kind is not None and power:
                found = _joined(found, {self._name(name) if len(kind.powers) == 1 else "s": power}, 1)
            sign = 1
        return found

    def _name(self, word: str) -> str:
        """A time as it was written, a plural as the singular."""
        return word if self.table.known(word) is not None else self.table.word(word).text


def _step(quantity: Quantity) -> int:
    return quantity.step if quantity.step is not None else -1


def _joined(left: Times, right: Times, sign: int) -> Times:
    """The powers of a product, or with -1 of a quotient; those that cancel are gone."""
    found = dict(left)
    for name, power in right.items():
        found[name] = found.get(name, 0) + sign * power
    return {name: power for name, power in found.items() if power}
