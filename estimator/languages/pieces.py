"""An expression with the values of its names put in, in pieces, so that a reader may keep the values up to date."""

from __future__ import annotations

from estimator.languages.spans import safe
from estimator.languages.values import SIGNS
from estimator.notation.printer import print_expression
from estimator.notation.tree import Name, Text
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.notation.tree import Expression

_OPEN, _CLOSE = "\ue000", "\ue001"  # around the number of a piece; no text has such characters once it is safe


@record
class Piece:
    """A part of an expression with its numbers put in: the value of a quantity, or what stands between.

    `quantity` is None for the value of another sheet's, too.
    """

    text: str
    quantity: Quantity | None


def put_in(expression: Expression, values: Values, instead: Mapping[int, str] | None = None) -> tuple[Piece, ...]:
    """The pieces of an expression with the values of its names put in; none where that says nothing new.

    `instead` has texts for some parts of it, by their identities.
    """
    model = values.model
    put: list[Piece] = []

    def leaf(tree: Expression) -> str | None:
        if instead and id(tree) in instead:
            put.append(Piece(instead[id(tree)], None))
            return f"{_OPEN}{len(put) - 1}{_CLOSE}"
        if isinstance(tree, Text):
            return f'"{safe(tree.value)}"'
        if not isinstance(tree, Name):
            return None
        quantity = model.quantities.get(tree.path)
        other = quantity or model.references.get(tree.path)
        if other is None:
            return None
        shown = values.shown(other) if quantity is not None else values.of_any(other)
        put.append(Piece(values.operand(shown), quantity))
        return f"{_OPEN}{len(put) - 1}{_CLOSE}"

    first, *parts = print_expression(expression, leaf, SIGNS).split(_OPEN)
    if not parts or isinstance(expression, Name):
        return ()
    pieces = [Piece(first, None)]
    for part in parts:
        place, _, behind = part.partition(_CLOSE)
        pieces += [put[int(place)], Piece(behind, None)]
    return tuple([piece for piece in pieces if piece.text])


def text_of(pieces: tuple[Piece, ...]) -> str:
    """Pieces as one text."""
    return "".join([piece.text for piece in pieces])
