"""The value, the kind and the time of what a quantity is made of, exactly and with the numbers in the head."""

from __future__ import annotations

from math import ceil, floor

from estimator.languages.factors import Factor, Opaque, Product, Rounding, Sum
from estimator.languages.values import NEAR
from estimator.reckoning.mental import off
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.factors import Term
    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning


class Untold(Exception):
    """A quantity cannot be done in the head as its text says; it is taken over whole."""


class TermValues:
    """The values of one quantity's terms: `exact` is its own, `taken` that of its step run with what is in the head.

    `opaque` has of the term that is neither product nor sum both values, and its kind.
    """

    def __init__(self, values: Values, head: list[float], quantity: Quantity, exact: float, taken: float) -> None:
        self.values = values
        self.head = head
        self.quantity = quantity
        self.exact = exact
        self.taken = taken
        self.opaque: dict[int, tuple[float, float, Kind]] = {}

    def known(self, term: Term) -> None:
        """See that the term says what the step does. Untold where it does not.

        Its one part that is neither product nor sum has the value that is left for it.
        """
        hidden = [each for each in leaves(term) if isinstance(each, Opaque)]
        if not hidden:
            value = self.value(term, exact=True)
            if abs(off(value, self.exact)) > NEAR:
                raise Untold
            return
        if len(hidden) > 1 or not isinstance(term, Product):
            raise Untold
        (part,) = hidden
        if not any(each is part for each in (*term.over, *term.under)):
            raise Untold
        self.opaque[id(part)] = (1.0, 1.0, PLAIN)
        below = any(each is part for each in term.under)
        pairs = []
        for exact, whole in ((True, self.exact), (False, self.taken)):
            others = self.value(term, exact=exact)
            pairs.append(others / whole if below else whole / others)
        kind = self.quantity.kind
        rest = self.kind_of(term)
        self.opaque[id(part)] = (pairs[0], pairs[1], rest.per(kind) if below else kind.per(rest))

    def value(self, term: Term, *, exact: bool) -> float:
        """The value of a term in base units, exactly or in the head."""
        match term:
            case Factor(step=step, value=value):
                return value if exact or step is None else float(self.head[step])
            case Opaque():
                found, taken, _ = self.opaque[id(term)]
                return found if exact else taken
            case Product(over_, under):
                found = 1.0
                for each in over_:
                    found *= self.value(each, exact=exact)
                for each in under:
                    found /= self.value(each, exact=exact)
                return found
            case Sum(parts):
                return sum([sign * self.value(each, exact=exact) for sign, each in parts])
            case Rounding(function, terms):
                return applied(function, [self.value(each, exact=exact) for each in terms])
        raise AssertionError(term)

    def kind_of(self, term: Term) -> Kind:
        """The kind of a term."""
        match term:
            case Factor(kind=kind):
                return kind
            case Opaque():
                return self.opaque[id(term)][2]
            case Product(over_, under):
                found = PLAIN
                for each in over_:
                    found = found.times(self.kind_of(each))
                for each in under:
                    found = found.per(self.kind_of(each))
                return found
            case Sum(parts):
                return self.kind_of(parts[0][1])
            case Rounding(_, terms):
                return self.kind_of(terms[0])
        raise AssertionError(term)

    def first_time(self, term: Term) -> UnitMeaning | None:
        """The time that the first rate of a product is said of, else its first duration; None without any."""
        times = [pair for each in leaves(term) if isinstance(each, Factor) for pair in each.times]
        first = next((name for name, power in times if power < 0), next((name for name, _ in times), ""))
        return self.values.unit_named(first) if first else None


def leaves(term: Term) -> list[Term]:
    """The parts of a term that have none themselves."""
    match term:
        case Product(over_, under):
            return [leaf for each in (*over_, *under) for leaf in leaves(each)]
        case Sum(parts):
            return [leaf for _, each in parts for leaf in leaves(each)]
        case Rounding(_, terms):
            return [leaf for each in terms for leaf in leaves(each)]
        case _:
            return [term]


def applied(function: str, values: list[float]) -> float:
    """A function of those in `factors.IN_HEAD`; a float's noise does not make one more of a whole number."""
    value = values[0]
    nearest = round(value)
    match function:
        case "max":
            return max(values)
        case "min":
            return min(values)
        case _ if abs(value - nearest) <= NEAR * abs(value):
            return float(nearest)
        case "ceil":
            return float(ceil(value))
        case "floor":
            return float(floor(value))
        case _:
            return float(floor(value + 0.5))
