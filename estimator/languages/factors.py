"""What a quantity is made of, for who works it out by hand: products and sums of numbers, and what is neither.

The calls of functions that are products and sums themselves are looked into, for `storage.growth(uploads, size)` is
uploads times size to whoever does it in the head. What is read here is never trusted: the reader of a term compares
its value with that of the step.
"""

from __future__ import annotations

from estimator.languages.values import SIGNS
from estimator.model.describe import BOOLEAN
from estimator.model.functions import FUNCTIONS
from estimator.model.modules import shipped_library
from estimator.notation.printer import print_expression
from estimator.notation.tree import MAGNITUDES, Binary, Call, Literal, Measure, Name
from estimator.records import record
from estimator.units.kinds import PLAIN
from estimator.units.table import UnknownUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from estimator.languages.times import Times
    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.model.modules import Module
    from estimator.notation.tree import Definition, Expression
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning

    Term: TypeAlias = "Factor | Opaque | Product | Sum | Rounding"

IN_HEAD = {"ceil": 1, "floor": 1, "round": 1, "max": 0, "min": 0}  # and how many arguments they take; 0 is any
DEEPEST = 12  # calls within calls that are looked into
MOST_TERMS = 400  # of one quantity: more is no sum for a head


@record
class Factor:
    """A number: of a quantity by its `step`, else its value in base units; its kind and the times of its unit.

    `unit` is the one to say it in where it was chosen, as a percentage.
    """

    name: str
    step: int | None
    value: float
    kind: Kind
    times: tuple[tuple[str, int], ...]
    unit: UnitMeaning | None


@record
class Opaque:
    """What is neither a product nor a sum of such: a function, a condition, a range."""

    text: str


@record
class Product:
    """Terms over the bar, and those below it."""

    over: tuple[Term, ...]
    under: tuple[Term, ...]


@record
class Sum:
    """Terms, each with 1 or -1."""

    terms: tuple[tuple[int, Term], ...]


@record
class Rounding:
    """The least whole number from a term on (`ceil`), the largest up to it, or the nearest; of several the `max`."""

    function: str
    terms: tuple[Term, ...]


@record
class _Scope:
    """Where names are looked up: in a function's module, with its parameters; in the sheet itself where it is None."""

    module: Module | None
    given: dict[str, tuple[Expression, _Scope]]
    depth: int


class Terms:
    """The terms of one evaluation's quantities."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._model = values.model
        self._own = _Scope(None, {}, 0)
        self._left = MOST_TERMS

    def of(self, quantity: Quantity) -> Term:
        """What a worked quantity is made of."""
        self._left = MOST_TERMS
        return self._term(quantity.definition.expression, self._own)

    def _term(self, tree: Expression, scope: _Scope) -> Term:
        self._left -= 1
        if self._left < 0:
            return self._opaque(tree)
        match tree:
            case Binary("*" | "/"):
                over: list[Term] = []
                under: list[Term] = []
                self._factors(tree, scope, over, under)
                return Product(tuple(over), tuple(under))
            case Binary("+" | "-" as operator, left, right):
                first, second = self._term(left, scope), self._term(right, scope)
                sign = 1 if operator == "+" else -1
                return Sum((*_signed(first), *[(sign * each, term) for each, term in _signed(second)]))
            case Literal():
                return self._literal(tree, scope)
            case Measure(inner, magnitude, unit) if isinstance(inner, Literal | Binary):
                one = Literal("1", 1.0, False, magnitude, unit, tree.span)
                return Product((self._term(inner, scope), self._literal(one, scope)), ())
            case Name(path):
                return self._name(path, tree, scope)
            case Call():
                return self._call(tree, scope)
            case _:
                return self._opaque(tree)

    def _factors(self, tree: Expression, scope: _Scope, over: list[Term], under: list[Term]) -> None:
        if isinstance(tree, Binary) and tree.operator in ("*", "/"):
            self._factors(tree.left, scope, over, under)
            self._factors(tree.right, scope, *((over, under) if tree.operator == "*" else (under, over)))
            return
        term = self._term(tree, scope)
        if isinstance(term, Product):
            over += term.over
            under += term.under
        else:
            over.append(term)

    def _literal(self, tree: Literal, scope: _Scope) -> Term:
        table = (scope.module or self._model.module).table
        try:
            meaning = table.unit(tree.unit) if tree.unit else None
        except UnknownUnit:
            return self._opaque(tree)
        value = tree.number * MAGNITUDES.get(tree.magnitude, 1.0) * (0.01 if tree.percent else 1.0)
        unit = table.unit("%") if tree.percent else None
        if meaning is None:
            return Factor("", None, value, PLAIN, (), unit)
        times = tuple(self._times(tree.unit).items())
        return Factor("", None, meaning.to_base(value), meaning.kind, times, unit)

    def _times(self, unit: str) -> Times:
        return self._values.times.of_unit(unit)

    def _name(self, path: str, tree: Expression, scope: _Scope) -> Term:
        if path in scope.given:
            return self._term(*scope.given[path])
        if scope.module is not None:
            definition = scope.module.definitions.get(path)
            constant = definition is not None and definition.parameters is None and not definition.locals
            return (
                self._term(definition.expression, _Scope(scope.module, {}, scope.depth + 1))
                if constant and definition is not None and scope.depth < DEEPEST
                else self._opaque(tree)
            )
        quantity = self._model.quantities.get(path) or self._model.references.get(path)
        if quantity is None or quantity.step is None or quantity.kind is BOOLEAN:
            return self._opaque(tree)
        return self.factor(quantity)

    def factor(self, quantity: Quantity) -> Factor:
        """A quantity as a number in a term."""
        assert quantity.step is not None
        own = self._model.quantities.get(quantity.definition.name) is quantity
        shown = self._values.shown(quantity) if own else self._values.of_any(quantity)
        unit = self._model.module.table.unit("%") if shown.unit == "%" else None
        value = float(self._values.evaluation.values[quantity.step])
        times = tuple(self._times(shown.unit).items())
        return Factor(quantity.definition.name, quantity.step, value, quantity.kind, times, unit)

    def _call(self, call: Call, scope: _Scope) -> Term:
        if call.path in IN_HEAD and not call.member and self._is_built_in(call.path, scope):
            terms = tuple([self._term(each.value, scope) for each in call.arguments if not each.name])
            if len(terms) == len(call.arguments) == (IN_HEAD[call.path] or len(terms)):
                return Rounding(call.path, terms)
            return self._opaque(call)
        found = self._function(call, scope)
        if found is None or scope.depth >= DEEPEST:
            return self._opaque(call)
        module, definition = found
        parameters = definition.parameters or ()
        given: dict[str, tuple[Expression, _Scope]] = {}
        places = iter(parameters)
        names = {each.name for each in parameters}
        for argument in call.arguments:
            name = argument.name or next((each.name for each in places if each.name not in given), "")
            if name not in names:
                return self._opaque(call)
            given[name] = (argument.value, scope)
        inner = _Scope(module, given, scope.depth + 1)
        for each in parameters:
            if each.name not in given:
                if each.setting or each.default is None:
                    return self._opaque(call)
                given[each.name] = (each.default, _Scope(module, {}, scope.depth + 1))
        term = self._term(definition.expression, inner)
        return term if not _is_opaque(term) else self._opaque(call)

    def _function(self, call: Call, scope: _Scope) -> tuple[Module, Definition] | None:
        """The function that is called, where it has no steps of its own to name."""
        if call.member or self._is_built_in(call.path, scope):
            return None
        module = scope.module or self._model.module
        definition = module.definitions.get(call.path)
        if definition is None:
            place = shipped_library().find(call.path)
            if place is None:
                return None
            module, name = place
            definition = module.definitions.get(name or call.path.rpartition(".")[2])
        if definition is None or definition.parameters is None or definition.locals:
            return None
        return module, definition

    def _is_built_in(self, path: str, scope: _Scope) -> bool:
        return path in FUNCTIONS and path not in (scope.module or self._model.module).definitions

    def _opaque(self, tree: Expression) -> Opaque:
        return Opaque(print_expression(tree, signs=SIGNS))


def _signed(term: Term) -> tuple[tuple[int, Term], ...]:
    return term.terms if isinstance(term, Sum) else ((1, term),)


def _is_opaque(term: Term) -> bool:
    """Whether something in a term cannot be done by hand."""
    match term:
        case Opaque():
            return True
        case Factor():
            return False
        case Product(over, under):
            return any(_is_opaque(each) for each in (*over, *under))
        case Sum(terms):
            return any(_is_opaque(each) for _, each in terms)
        case Rounding(_, terms_):
            return any(_is_opaque(each) for each in terms_)
    raise AssertionError(term)
