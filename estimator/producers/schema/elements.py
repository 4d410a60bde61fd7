"""What the parts of an index that is no B-tree are on: columns, expressions, and their classes of operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.stored import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.producers.schema.catalogue import Draft
    from estimator.producers.schema.words import Word

METHODS = ("gin", "gist", "spgist", "hash", "brin", "bloom")
RANGES = frozenset(("int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange"))
SHAPES = frozenset(("point", "box", "circle", "polygon"))
TSVECTOR, JSONB, TEXT, UNKNOWN = "tsvector", "jsonb", "text", "unknown"
_MAKES_TSVECTOR = frozenset(("to_tsvector", "setweight", "jsonb_to_tsvector", "array_to_tsvector"))
_ENDS = frozenset(("collate", "with", "asc", "desc", "nulls"))


def element_of(words: Sequence[Word], table: Draft | None) -> Element:
    """The element that some words between commas are; an expression that nobody here knows makes something unknown."""
    operators = next((word.text for word in words if word.kind == "name" and word.text.endswith("_ops")), "")
    body: list[Word] = []
    for word in words:
        if word.kind == "name" and (word.text in _ENDS or word.text == operators):
            break
        body.append(word)
    while len(body) > 1 and body[0].text == "(" and body[-1].text == ")":
        body = body[1:-1]
    named = [word.text for word in body if word.kind in ("name", "quoted")]
    columns = tuple(dict.fromkeys([name for name in named if table is None or table.column(name) is not None]))
    return Element(columns, "" if len(body) == 1 else _made(body, set(named), operators), operators)


def _made(body: list[Word], named: set[str], operators: str) -> str:
    """What an expression makes."""
    if named & _MAKES_TSVECTOR:
        return TSVECTOR
    if named & RANGES:
        return min(named & RANGES)
    if "trgm" in operators:
        return TEXT
    if named & SHAPES:
        return min(named & SHAPES)
    if any(name.startswith("st_") for name in named):
        return "geometry"
    if "jsonb" in named or any(word.kind == "sign" and word.text.startswith(("->", "#>")) for word in body):
        return JSONB
    return UNKNOWN
