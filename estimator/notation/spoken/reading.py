"""A line as it is spoken, read as a line of the notation: whole-line patterns first, then expressions."""

from __future__ import annotations

import contextlib

from estimator.notation.spoken.cursor import Cursor
from estimator.notation.spoken.grammar import cancels, clauses, for_each, sums, unit_expression
from estimator.notation.spoken.parts import ATOM, PRODUCT, Number, Part
from estimator.notation.spoken.table import phrases
from estimator.notation.spoken.words import Cutter, Token, Unread
from estimator.notation.tokens import RESERVED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from estimator.notation.spoken.table import Item, Pattern
    from estimator.notation.spoken.words import Units

    Bound = dict[str, Part]

# The kinds of words that none but a spoken line has.
_SPOKEN = frozenset(
    ("per", "of", "at", "over", "for", "between", "around", "convert", "each", "fraction", "factor", "rate", "perunit")
)
_LONGEST_PATTERN = 60
_SIZES = {"time": ("time", 1), "data": ("information", 1)}


def read(text: str, units: Units, names: Container[str] = ()) -> str:
    """The line of the notation that is meant. Unread where it cannot be told, with the place and what to write.

    `names` are the quantities that the line may use.
    """
    tokens = _trimmed(Cutter(text, units, names).tokens())
    try:
        return _read(tokens, units)
    except Unread as unread:
        parted = _parted(text)
        if parted != text:
            with contextlib.suppress(Unread):
                return _read(_trimmed(Cutter(parted, units, names).tokens()), units)
        unread.spoken = unread.spoken or any(
            kind in _SPOKEN or kind.startswith("word ")
            for token in tokens
            if token.kind == "word" and token.text not in RESERVED
            for kind in token.roles
        )
        raise


def _parted(text: str) -> str:
    """A text in which a blank before a Chinese word is a comma, as many type it: 日活1.5亿 每人每天10次."""
    return "".join(
        [
            "," if char == " " and _is_chinese(text[at + 1 : at + 2]) and text[at - 1 : at].isalnum() else char
            for at, char in enumerate(text)
        ]
    )


def _is_chinese(char: str) -> bool:
    """Whether a word begins, and not a magnitude that goes with the number before: 100 万."""
    return "\u4e00" <= char <= "\u9fff" and char not in "万亿千百十"


def _read(tokens: list[Token], units: Units) -> str:
    if len(tokens) == 1:
        raise Unread("nothing is said here", 0, 1)
    found = Cursor(tokens, units)
    if len(tokens) <= _LONGEST_PATTERN:
        for pattern in phrases().patterns:
            line = matched(found, pattern)
            if line is not None:
                return line
    return whole(found)


def is_phrase(word: str) -> bool:
    """Whether a word is one of the table, which no counting noun may be."""
    return word.lower() in phrases().roles


def _trimmed(tokens: list[Token]) -> list[Token]:
    """The tokens without the name before =, and without what has no weight at the ends."""
    equals = next((place for place, token in enumerate(tokens) if token.text == "=" and token.kind == "sign"), 0)
    if 0 < equals <= 4 and equals + 2 < len(tokens) and all(token.kind == "word" for token in tokens[:equals]):
        if not any("label" in token.roles and token.text.isascii() for token in tokens[:equals]):
            tokens = tokens[equals + 1 :]
        else:
            tokens = tokens[:equals] + tokens[equals + 1 :]
    while len(tokens) > 2 and "noise" in tokens[0].roles:
        tokens = tokens[1:]
    end = tokens[-1]
    body = tokens[:-1]
    while len(body) > 1 and (
        "noise" in body[-1].roles or body[-1].text in ("?", "=", ".", ",", "!") or _is_asked(body)
    ):  # fmt: skip
        body = body[:-1]
    return [*body, end]


def _is_asked(body: list[Token]) -> bool:
    """Whether a line ends in a question for its value: 是多少."""
    last = body[-1]
    return "convert" in last.roles and not last.text.isascii()


def whole(line: Cursor) -> str:
    """An expression with the unit that it is asked in."""
    found = asked(line)
    line.at = 0
    if found is not None:
        place, unit = found
        rest, line.tokens = line.tokens, [*line.tokens[:place], _end(line, place)]
        body = clauses(line)
        if line.token.kind != "end":
            raise unread_word(line)
        line.tokens = rest
        return f"{body.text} -> {unit}"
    body = clauses(line)
    if line.token.kind != "end":
        raise unread_word(line)
    return body.text


def _end(line: Cursor, place: int) -> Token:
    token = line.tokens[place]
    return Token("end", "", {}, token.start, token.start, glued=False)


def asked(line: Cursor) -> tuple[int, str] | None:
    """Where the conversion at the end begins, and its unit."""
    for place in range(len(line.tokens) - 2, 0, -1):
        token = line.tokens[place]
        if token.text != "->" and "convert" not in token.roles:
            continue
        line.at = place + 1
        while line.role("per") is None and ("noise" in line.token.roles or "qualifier" in line.token.roles):
            if line.unit_at() is not None:
                break
            line.at += 1
        try:
            unit = unit_expression(line)
        except Unread:
            continue
        if line.token.kind == "end":
            return place, unit
        if token.text != "to" or not line.is_number():
            told = line.unread(
                f"a conversion ends a line, but {line.token.typed} follows",
                line.token,
                f"write -> {unit} at the end",
            )
            told.spoken = True
            raise told
    line.at = len(line.tokens) - 2  # a unit alone behind the last comma: …, QPS?
    alone = line.unit_at() if line.at > 1 and line.tokens[line.at - 1].text == "," else None
    return None if alone is None else (line.at - 1, alone)


def unread_word(line: Cursor) -> Unread:
    """The report of the word at hand, with the nearest phrase."""
    token = line.token
    if token.kind != "word" or token.roles:
        return line.unread(f"“{token.typed or 'the end'}” does not fit here")
    from difflib import get_close_matches

    known = [form for form in phrases().roles if form != token.text.lower()]
    near = get_close_matches(token.text.lower(), known, 1, 0.75)
    return line.unread(f"there is no reading of “{token.typed}”", token, f"did you mean {near[0]}?" if near else "")


def matched(line: Cursor, pattern: Pattern) -> str | None:
    """The line that a pattern makes of all tokens, or None."""
    if not _may_match(line, pattern.items):
        return None
    for end, bound in _match(line, pattern.items, 0, 0, {}):
        if line.tokens[end].kind == "end":
            text = pattern.template
            for name, part in bound.items():
                alone = text.count("<") == 1 or f"(<{name}>" in text or f"<{name}>)" in text
                text = text.replace(f"<{name}>", part.text if alone and "/" not in text else part.within(PRODUCT))
            for name in [part.split(">")[0] for part in text.split("<")[1:] if ">" in part]:
                text = text.replace(f", <{name}>", "")
            return text
    return None


def _may_match(line: Cursor, items: tuple[Item, ...]) -> bool:
    """Whether each word that a pattern needs is there."""
    return all(any(_is(item, token) for token in line.tokens) for item in items if item.word and not item.optional)


def _is(item: Item, token: Token) -> bool:
    if "word " + item.word in token.roles or item.word in token.roles:
        return True
    return token.typed.lower() == item.word or token.text == item.word


def _match(line: Cursor, items: tuple[Item, ...], place: int, at: int, bound: Bound) -> Iterator[tuple[int, Bound]]:
    """Each way in which items fit from a token on: where they end, and what their slots hold."""
    if place == len(items):
        yield at, bound
        return
    item = items[place]
    if item.word:
        if _is(item, line.tokens[at]) and line.tokens[at].kind != "end":
            yield from _match(line, items, place + 1, at + 1, bound)
    elif item.options:
        for option in item.options:
            for end, found in _match(line, option, 0, at, bound):
                yield from _match(line, items, place + 1, end, found)
        if item.optional:
            yield from _match(line, items, place + 1, at, bound)
    else:
        for end in range(at + 1, len(line.tokens)):
            value = _slot(line, item.kind, at, end, bound)
            if value is not None:
                yield from _match(line, items, place + 1, end, {**bound, item.slot: value})


def _slot(line: Cursor, kind: str, at: int, end: int, bound: Bound) -> Part | None:
    """What stands between two tokens, if it is of a class."""
    read_as = kind if kind in ("unit", "period", "whole") else "sums"
    if (read_as, at, end) not in line.slots:  # patterns ask for the same again and again
        line.slots[read_as, at, end] = _between(line, read_as, at, end)
    part = line.slots[read_as, at, end]
    if part is None or kind in ("unit", "period"):
        return part
    try:
        return _classed(line, part, kind, bound)
    except Unread:
        return None


def _between(line: Cursor, read_as: str, at: int, end: int) -> Part | None:
    """What stands between two tokens, all of it."""
    whole, line.tokens = line.tokens, [*line.tokens[at:end], _end(line, end)]
    line.at = 0
    try:
        if read_as == "unit":
            part: Part | None = Part(unit_expression(line), ATOM, None)
        elif read_as == "period":
            return _period(line)
        else:
            part = clauses(line) if read_as == "whole" else sums(line)
    except Unread:
        return None
    else:
        return part if line.token.kind == "end" else None
    finally:
        line.tokens = whole


def _period(line: Cursor) -> Part | None:
    """A period: `month`, `a year`, `30 days`, 每月."""
    rate = line.role("rate")
    if rate is not None and line.tokens[1].kind == "end":
        return Part(f"1 {rate}", ATOM, None)
    if (line.role("per") is not None or line.role("number") == "1") and line.unit_at(1) is not None:
        line.at += 1
    unit = line.unit_at()
    if unit is not None and line.dimension(unit) == (("time", 1),) and line.tokens[line.at + 1].kind == "end":
        singular = unit[:-1] if unit.endswith("s") and line.units(unit[:-1]) is not None else unit
        return Part(f"1 {singular}", ATOM, None)
    part = sums(line)
    return part if part.is_time and line.token.kind == "end" else None


def _classed(line: Cursor, part: Part, kind: str, bound: Bound) -> Part | None:
    """A part, if it is of a class."""
    first = next(iter(bound.values()), None)
    number = part.number
    if kind in _SIZES:
        return part if part.dimension == (_SIZES[kind],) else None
    if kind == "rate":
        return part if part.exponent("time") < 0 else None
    if kind == "share":
        return part if part.share else None
    if kind == "nines":
        return _nines(part)
    if kind == "number":
        return part if number is not None and not number.percent and not number.unit else None
    if kind == "foreach" and first is not None and number is not None and first.noun:
        return part if cancels(first, part) else for_each(line, part, first)
    if kind == "each" and first is not None and first.number is not None and number is not None and part.is_plain:
        made = Number(number.digits, number.magnitude, first.number.unit, number.percent, number.glue)
        return Part(made.written(), ATOM, first.dimension, made, first.noun)
    return part


def _nines(part: Part) -> Part | None:
    """An availability of so many nines."""
    if part.number is None or not part.is_plain or part.number.value not in range(1, 13):
        return None
    nines = int(part.number.value)
    return Part(f"{'9' * nines}%" if nines < 3 else f"99.{'9' * (nines - 2)}%", ATOM, ())


__all__ = ["Unread", "is_phrase", "read"]
