"""One line of a sheet with what continues it, as formatted lines; and blocks of them, aligned.

A line whose notes stand between its parts keeps its breaks, for nobody knows which part they are about: blanks between
its words, and before its notes, are as in others.
"""

from __future__ import annotations

from estimator.notation.columns import columns
from estimator.notation.formatter.layout import WIDTH, filled, joined, laid, pieces, separated
from estimator.notation.settings import DECLARERS
from estimator.notation.tokens import STARTERS
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.formatter.layout import Piece
    from estimator.notation.tokens import Tokenizer
    from estimator.notation.tree import Token

_DECLARERS = ("release", *DECLARERS)
_WIDEST_NOTED = 64  # columns of a line whose note the notes of others are put below
_NARROWEST_NOTE = 24
_CONTINUED = 2  # columns that what continues a line is indented by
_SETTINGS = len("with ")
_PARAMETERS = 4


@record
class Part:
    """What stands on one line of the text: its tokens, its note, and by how much deeper it is than the first."""

    found: list[Piece]
    note: str
    indent: int


@record
class Piecemeal:
    """A line taken apart: its tokens, its note, and the columns that it is indented by.

    With notes between its parts these stay `apart`.
    """

    found: list[Piece]
    note: str
    base: int = 0
    apart: tuple[Part, ...] = ()

    @property
    def name(self) -> str:
        """The quantity that it defines; empty for a function and for lines of another kind."""
        if self.found[0].kind != "name" or len(self.found) < 2 or self.found[1].kind != "=":
            return ""
        return self.found[0].text


def taken_apart(tokenizer: Tokenizer, start: int, end: int) -> Piecemeal | None:
    """A line of the notation as its tokens; None where it is to be left as it is written."""
    tokens = tokenizer.tokens(start, end)
    notes = [token for token in tokens if token[0] == "note" and token[1].strip()]  # a bare # says nothing
    others = [token[3] for token in tokens if token[0] not in ("note", "end")]
    if not others:
        return None
    try:
        found = pieces(tokens, tokenizer.text)
    except ValueError:
        return None
    if notes and notes[0][2] < others[-1]:
        return Piecemeal(found, "", 0, _parts(tokenizer.text, tokens, found, start, end))
    return Piecemeal(found, " ".join([note for _, note, _, _ in notes]).strip())


def _parts(text: str, tokens: list[Token], found: list[Piece], start: int, end: int) -> tuple[Part, ...]:
    """The tokens of a line by the lines of the text that they stand on."""
    taken, parts, first = iter(found), list[Part](), 0
    at = text.rfind("\n", 0, start) + 1
    while at < end:
        stop = text.find("\n", at)
        here = [token for token in tokens if at <= token[2] < stop and token[2] < end and token[0] != "end"]
        if here:
            indent = columns(text[at : min(token[2] for token in here)].expandtabs(8))
            first = indent if not parts else first
            note = " ".join([note for kind, note, _, _ in here if kind == "note"]).strip()
            own = [next(taken) for token in here if token[0] != "note"]
            parts.append(Part(own, note, indent - first))
        at = stop + 1
    return tuple(parts)


def block(lines: list[Piecemeal]) -> list[list[str]]:
    """Lines that stand below each other: names and notes of quantities are aligned. For each its formatted lines."""
    names = max([columns(line.name) for line in lines])
    laid_out = [_code(line, names) for line in lines]
    widths = [columns(code[-1]) for line, code in zip(lines, laid_out, strict=True) if line.note]
    column = max([width for width in widths if width <= _WIDEST_NOTED], default=0) + 3
    return [_noted(code, line, column) for line, code in zip(lines, laid_out, strict=True)]


def table(rows: list[Piecemeal]) -> list[list[str]]:
    """The rows of a function by thresholds: what they give is aligned, and so are their notes."""
    places = [next((at for at, piece in enumerate(row.found) if piece.kind == "then"), 0) for row in rows]
    heads = [joined(row.found[:at]) for row, at in zip(rows, places, strict=True)]
    width = max([columns(head) for head in heads])
    laid_out = []
    for row, at, head in zip(rows, places, heads, strict=True):
        indent, found = row.base + _CONTINUED, row.found
        if row.apart:
            laid_out.append(_kept(row, 0))
            continue
        if at:
            lines = [f"{head}{' ' * (width - columns(head))} {joined(found[at:])}"]
        elif found[0].kind == "else":
            first, *rest = laid(found[1:], row.base + len("else "), indent)
            lines = [f"else {first}", *rest]
        else:
            lines = filled(separated(found), row.base, indent)
        laid_out.append([" " * row.base + lines[0], *lines[1:]])
    widths = [columns(code[-1]) for row, code in zip(rows, laid_out, strict=True) if row.note]
    column = max([each for each in widths if each <= _WIDEST_NOTED], default=0) + 3
    return [_noted(code, row, column) for row, code in zip(rows, laid_out, strict=True)]


def _code(line: Piecemeal, names: int) -> list[str]:
    """The lines of a definition, a check or another kind, without its note."""
    base, found = line.base, line.found
    if line.apart:
        return _kept(line, names)
    if line.name:
        head = line.name + " " * (names - columns(line.name)) + " ="
        lines = _defined([head], found[2:], base)
    elif found[0].text in STARTERS or (found[0].text in _DECLARERS and found[1].kind in ("name", "text")):
        lines = _worded(found, base)
    else:
        equals = _equals(found)
        lines = _defined(_signature(found[:equals], base), found[equals + 1 :], base)
    return [" " * base + lines[0], *lines[1:]]


def _kept(line: Piecemeal, names: int) -> list[str]:
    """A line with the breaks that it was written with, and its notes below each other where they can be."""
    codes = [" " * (line.base + each.indent) + joined(each.found) for each in line.apart]
    first = line.apart[0].found
    if line.name and len(first) > 1:
        name = line.name + " " * (names - columns(line.name))
        codes[0] = f"{' ' * line.base}{name} = {joined(first[2:])}"
    codes = [code.rstrip() for code in codes]
    widths = [columns(code) for code, each in zip(codes, line.apart, strict=True) if each.found and each.note]
    column = max([width for width in widths if width <= _WIDEST_NOTED], default=0) + 3
    lines, below = [], 0  # the column of the note above
    for place, (code, each) in enumerate(zip(codes, line.apart, strict=True)):
        if not each.note:
            lines.append(code)
            below = 0
            continue
        beside = [other.indent for other in line.apart[max(0, place - 1) : place + 2] if other.found]
        at = max(column, columns(code) + 3) if each.found else line.base + each.indent
        if not each.found and below and each.indent > max(beside, default=each.indent):
            at = below  # it goes on
        lines.append(f"{code}{' ' * (at - columns(code))}# {each.note}")
        below = at
    return lines


def _equals(found: list[Piece]) -> int:
    """The place of the = between a function and what it gives."""
    depth = 0
    for place, piece in enumerate(found):
        depth += (piece.kind == "(") - (piece.kind == ")")
        if piece.kind == "=" and not depth:
            return place
    return len(found) - 1


def _signature(found: list[Piece], base: int) -> list[str]:
    """A function's name, parameters and unit, with the = behind them."""
    whole = joined(found) + " ="
    if base + columns(whole) <= WIDTH or found[1].kind != "(":
        return [whole]
    closing = max([place for place, piece in enumerate(found) if piece.kind == ")"])
    settings = next((place for place in range(closing, len(found)) if found[place].text == "with"), len(found))
    head, tail = joined(found[:2]), joined(found[closing:]) + " ="
    parts = separated(found[2:closing])
    indent, below = base + _PARAMETERS, []
    if (
        settings < len(found) and _PARAMETERS + columns(tail) + columns(joined(parts[-1])) > WIDTH
    ):  # then they stand on a line of their own
        tail = joined(found[closing:settings])
        named = filled(separated(found[settings:]), indent, indent + _SETTINGS, columns(" ="))
        below = [" " * indent + named[0], *named[1:]]
        below[-1] += " ="
    first, *rest = filled(parts, base + columns(head), indent, columns(tail))
    lines = [head + first, *rest]
    return [*lines[:-1], lines[-1] + tail, *below]


def _defined(head: list[str], expression: list[Piece], base: int) -> list[str]:
    """What is defined, behind its name or on the lines below, whichever takes fewer lines."""
    if not expression:
        return head  # its rows stand below it
    indent = base + _CONTINUED
    column = columns(head[-1]) + 1 + (base if len(head) == 1 else 0)
    beside = laid(expression, column, indent)
    if len(beside) == 1 and column + columns(beside[0]) <= WIDTH:
        return [*head[:-1], f"{head[-1]} {beside[0]}"]
    first, *rest = laid(expression, indent, indent)
    below = [" " * indent + first, *rest]
    is_function = len(head) > 1 or ")" in head[-1]
    if is_function or expression[0].kind == "if" or len(below) < len(beside) or columns(beside[0]) + column > WIDTH:
        return [*head, *below]
    return [*head[:-1], f"{head[-1]} {beside[0]}", *beside[1:]]


def _worded(found: list[Piece], base: int) -> list[str]:
    """A line that begins with a word of the notation: check, scenario, unit, release, use."""
    indent = base + _CONTINUED
    if base + columns(joined(found)) <= WIDTH:
        return [joined(found)]
    if found[0].text == "check":
        first, *rest = laid(found[1:], base + len("check "), indent)
        return [f"check {first}", *rest]
    return filled(separated(found), base, indent)


def _noted(code: list[str], line: Piecemeal, column: int) -> list[str]:
    """Lines with their note behind the last of them, at a column where it can be; a long note goes on below."""
    if not line.note:
        return code
    width = columns(code[-1])
    at = max(column, width + 3)
    room = WIDTH - at - 2
    words = line.note.split(" ")
    if columns(line.note) <= room:
        return [*code[:-1], f"{code[-1]}{' ' * (at - width)}# {line.note}"]
    if room < _NARROWEST_NOTE:
        at = line.base + _CONTINUED + 2
        return [*code, *_note_lines(words, at)]
    below = _note_lines(words, at)
    return [*code[:-1], code[-1] + below[0][width:], *below[1:]]


def _note_lines(words: list[str], at: int) -> list[str]:
    """A note as lines of its own that continue the one above."""
    lines, current = [], words[0]
    for word in words[1:]:
        if at + 2 + columns(f"{current} {word}") > WIDTH:
            lines.append(current)
            current = word
        else:
            current += f" {word}"
    return [f"{' ' * at}# {text}" for text in [*lines, current]]
