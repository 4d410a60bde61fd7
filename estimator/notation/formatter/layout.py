"""Tokens to lines of up to 120 columns: blanks between them in one way, and breaks where the fewest things bind.

Works on tokens and not on the tree, so that brackets that nobody needs, and other spellings of numbers, stay as they
were written. A break comes before an operator and before `else`, and behind the comma of an argument. What has no place
to break at stays longer.
"""

from __future__ import annotations

from itertools import pairwise

from estimator.notation.columns import columns
from estimator.notation.growth_words import CONTINUING
from estimator.notation.tree import PRECEDENCE
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.notation.tree import Token

WIDTH = 120
_BEFORE_OPERANDS = frozenset(
    (*PRECEDENCE, "if", "then", "else", "(", ",", "=", ":", "->", "at", "±", "unary", "", *CONTINUING)
)
_HEADS = frozenset((*PRECEDENCE, "if", "then", "else", "->", "at", *CONTINUING))
# Of a condition with more branches than two each has a line, unless all are short.
_MOST_BRANCHES = 2
_LONGEST_CHAIN = 60
# What binds the least comes first.
_LEVELS = (
    ("at", "for"),
    ("->",),
    ("peaking",),
    ("growing",),
    ("or",),
    ("and",),
    ("==", "!=", "<", "<=", ">", ">="),
    ("to",),
    ("+", "-"),
    ("*", "/"),
)


@record
class Piece:
    """A token as it is written; `kind` is its type, of a sign before a value `unary`."""

    kind: str
    text: str


def pieces(tokens: Iterable[Token], text: str) -> list[Piece]:
    """The tokens of a line, without notes and end. ValueError where one has no text of its own, as a superscript."""
    found: list[Piece] = []
    last = -1
    for kind, _, start, end in tokens:
        if kind in ("note", "end"):
            continue
        if start < last:
            raise ValueError(text[start:end])
        last = end
        if kind == "-" and (found[-1].kind if found else "") in _BEFORE_OPERANDS:
            found.append(Piece("unary", "-"))
        elif kind in ("name", "number", "unit", "member"):
            found.append(Piece(kind, " ".join(text[start:end].split())))
        else:
            found.append(Piece(kind, text[start:end] if kind == "text" else kind))
    return found


def blank(before: Piece, after: Piece) -> str:
    """What stands between two tokens on one line."""
    if after.kind == "member":
        return "."
    if after.kind in (",", ")", ":", "^") or before.kind in ("(", "unary", "^"):
        return ""
    if after.kind == "(":
        return "" if before.kind == "name" else " "
    is_glued = after.kind == "unit" and after.text.startswith(("/", "%")) and before.kind == ")"
    return "" if is_glued else " "


def joined(found: list[Piece]) -> str:
    """Tokens on one line."""
    text = found[0].text if found else ""
    for before, after in pairwise(found):
        text += blank(before, after) + after.text
    return text


def laid(found: list[Piece], column: int, indent: int, reserve: int = 0) -> list[str]:
    """Tokens as lines, of which the first continues a line at a column, and the others bring their own indent.

    Behind the last line `reserve` columns stay free.
    """
    branches = []
    if found[0].kind == "if":
        branches = _cut(found, [place for place, piece in _outer(found) if piece.kind == "else"])
    width = columns(joined(found))
    if column + width + reserve <= WIDTH and (len(branches) <= _MOST_BRANCHES or width <= _LONGEST_CHAIN):
        return [joined(found)]
    if branches:
        return _one_a_line(branches, column, indent, reserve)
    for level in _LEVELS:
        places = [place for place, piece in _outer(found) if piece.kind in level]
        if places:
            return filled(_cut(found, places), column, indent, reserve)
    return _in_brackets(found, column, indent, reserve)


def _outer(found: list[Piece]) -> list[tuple[int, Piece]]:
    """The tokens outside of all brackets, without the first, up to a condition that goes on to the end."""
    depth = 0
    outer: list[tuple[int, Piece]] = []
    for place, piece in enumerate(found):
        depth -= piece.kind == ")"
        if depth == 0 and place:
            if piece.kind == "if" and found[0].kind != "if":
                return []
            outer.append((place, piece))
        depth += piece.kind == "("
    return outer


def separated(found: list[Piece]) -> list[list[Piece]]:
    """Arguments, parameters, or what else commas separate outside of brackets; each with its comma."""
    depth, places = 0, []
    for place, piece in enumerate(found[:-1]):
        depth += (piece.kind == "(") - (piece.kind == ")")
        if piece.kind == "," and not depth:
            places.append(place + 1)
    return _cut(found, places)


def _cut(found: list[Piece], places: list[int]) -> list[list[Piece]]:
    ends = [0, *places, len(found)]
    return [found[start:end] for start, end in pairwise(ends)]


def _one_a_line(branches: list[list[Piece]], column: int, indent: int, reserve: int) -> list[str]:
    """The branches of a condition, a line each; one that is too long breaks before what it gives."""
    lines: list[str] = []
    for number, branch in enumerate(branches):
        at, kept = indent if number else column, reserve if number == len(branches) - 1 else 0
        then = next((place for place, piece in _outer(branch) if piece.kind == "then"), 0)
        if not then or at + columns(joined(branch)) + kept <= WIDTH:
            first, *rest = _headed(branch, at, indent + 2, kept)
        else:
            first, *rest = _headed(branch[:then], at, indent + 4, 0)
            consequence = _headed(branch[then:], indent + 2, indent + 4, kept)
            rest += [" " * (indent + 2) + consequence[0], *consequence[1:]]
        lines += [" " * indent + first if number else first, *rest]
    return lines


def _headed(part: list[Piece], column: int, indent: int, reserve: int) -> list[str]:
    """A part behind the word or sign that it begins with: `else if`, `then`, `*`, `name =`."""
    kinds = [piece.kind for piece in part[:2]]
    if kinds == ["else", "if"] or (kinds[1:] == ["="] and len(part) > 2):
        head = 2
    else:
        head = 1 if kinds[0] in _HEADS and len(part) > 1 else 0
    words = joined(part[:head]) + " " if head else ""
    first, *rest = laid(part[head:], column + columns(words), indent, reserve)
    return [words + first, *rest]


def filled(parts: list[list[Piece]], column: int, indent: int, reserve: int = 0) -> list[str]:
    """Parts side by side, as many on a line as it holds; none goes on behind one that needs several."""
    lines: list[str] = []
    current, at, is_full = "", column, False
    for number, part in enumerate(parts):
        kept = reserve if number == len(parts) - 1 else 0
        text = joined(part)
        if current and not is_full and at + columns(f"{current} {text}") + kept <= WIDTH:
            current += f" {text}"
            continue
        if current:
            lines.append(current)
            at = indent
        inner = indent + 2 if number else indent
        first, *rest = (laid if part[0].kind == "if" else _headed)(part, at, inner, kept)
        lines += [" " * indent + first if lines else first, *rest]
        current = lines.pop()
        is_full = bool(rest) and not (number + 2 == len(parts) and parts[-1][0].kind == "->")
        at = 0 if lines else column  # what was popped has its indent in it
    return [*lines, current]


def _in_brackets(found: list[Piece], column: int, indent: int, reserve: int) -> list[str]:
    """One operand, broken in the longest of its brackets."""
    opening, closing = _longest_brackets(found)
    if not closing:
        return [joined(found)]
    head, tail = joined(found[: opening + 1]), joined(found[closing:])
    inside = found[opening + 1 : closing]
    parts = separated(inside)
    kept = reserve + columns(tail)
    if len(parts) > 1:
        first, *rest = filled(parts, column + columns(head), indent, kept)
    else:
        first, *rest = laid(inside, column + columns(head), indent, kept)
    lines = [head + first, *rest]
    lines[-1] += tail
    return lines


def _longest_brackets(found: list[Piece]) -> tuple[int, int]:
    """The places of the outer pair of brackets that holds most; zeros where there is none."""
    depth, opening = 0, 0
    pairs: list[tuple[int, int]] = []
    for place, piece in enumerate(found):
        if piece.kind == "(":
            opening = place if not depth else opening
            depth += 1
        elif piece.kind == ")":
            depth -= 1
            if not depth and place > opening + 1:
                pairs.append((opening, place))
    return max(pairs, key=lambda pair: columns(joined(found[pair[0] : pair[1]])), default=(0, 0))
