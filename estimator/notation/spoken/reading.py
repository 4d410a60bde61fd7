"""A line as it is spoken, read as a line of the notation: whole-line patterns first, then expressions."""

from __future__ import annotations

import contextlib

from estimator.notation.spoken.asking import (
    answered,
    asked_unit,
    is_of_rate,
    question,
    told_of_each,
    told_of_peak,
    without_sizes,
)
from estimator.notation.spoken.cursor import Cursor
from estimator.notation.spoken.grammar import clauses
from estimator.notation.spoken.matching import end_at, matched, peak_in
from estimator.notation.spoken.shares import told_of_share, told_of_some
from estimator.notation.spoken.table import phrases
from estimator.notation.spoken.words import Cutter, Token, Unread
from estimator.notation.tokens import RESERVED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from estimator.notation.spoken.words import Units

# The kinds of words that none but a spoken line has.
_SPOKEN = frozenset(
    ("per", "of", "at", "over", "for", "between", "around", "convert", "each", "fraction", "factor", "rate", "perunit")
)
_LONGEST_PATTERN = 60


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
        twice = _asked_twice(text, tokens, units, names)
        if twice is not None:
            raise twice from unread
        topic = _topic(tokens)
        if topic:
            with contextlib.suppress(Unread):
                return _read(_trimmed(tokens[topic:]), units)
        unread.spoken = unread.spoken or any(
            kind in _SPOKEN or kind.startswith("word ")
            for token in tokens
            if token.kind == "word" and token.text not in RESERVED
            for kind in token.roles
        )
        raise


def _asked_twice(text: str, tokens: list[Token], units: Units, names: Container[str]) -> Unread | None:
    """What to say of a line that asks for two things at once, such as QPS and storage, with the line for each."""
    for first, token in enumerate(tokens[:-3]):
        is_label = first and (tokens[first - 1].kind == "number" or "magnitude" in tokens[first - 1].roles)
        between = [each for each in tokens[first + 1 : first + 2] if "and" in each.roles or each.text == ","]
        at = first + 1 if _is_subject(token) and between and not is_label else 0
        second = next((place for place in range(at + 1, min(at + 6, len(tokens))) if _is_subject(tokens[place])), 0)
        others = tokens[at + 1 : second]
        if not at or not second or any(each.kind == "number" or each.text == "," for each in others):
            continue
        lines, told = [], ""
        for rest in (
            [text[: tokens[first].start] + text[tokens[at].end :]],
            [text[: tokens[at].start] + " " + text[tokens[stop].start :] for stop in range(second + 1, second + 5)
             if stop < len(tokens)],
        ):  # fmt: skip
            for one in rest:
                try:
                    lines.append(_read(_trimmed(Cutter(one, units, names).tokens()), units))
                    break
                except Unread as unread:
                    told = told or unread.remedy
            else:
                lines.append("")
        remedy = "ask for one of them" + (f", and {told}" if told and not all(lines) else "")
        if all(lines) and lines[0] != lines[1]:
            remedy = f"write {lines[1]}, or {lines[0]}"
        found = Unread(
            f"{token.typed} and {tokens[second].typed} are asked for at once", token.start, tokens[second].end, remedy
        )
        found.spoken = True
        return found
    return None


def _is_subject(token: Token) -> bool:
    return "subject" in token.roles


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
    first = _noise(tokens)
    if first:
        found.tokens = tokens[1:]
    line = patterned(found)
    found.tokens = tokens
    found.slots.clear()
    if line is not None:
        return line
    of_some = told_of_some(found)
    if of_some is not None:
        raise of_some
    try:
        return whole(found)
    except Unread as unread:
        open_share = told_of_share(found)
        if open_share is not None:
            raise open_share from unread
        ratio = next((token for token in tokens if "word ratio" in token.roles), None)
        if ratio is None or not any(token.text == ":" for token in tokens):
            raise
        told = found.unread(
            "a ratio of reads to writes is said, but not of what, or which of the two is asked for",
            ratio,
            "write a rate before it, and “, read QPS” or “, write QPS” at the end",
        )
        told.spoken = True
        raise told from unread


def patterned(line: Cursor) -> str | None:
    """The line that the first pattern that fits makes of all tokens, or None."""
    if len(line.tokens) > _LONGEST_PATTERN:
        return None
    return next(filter(None, (matched(line, pattern) for pattern in phrases().patterns)), None)


def is_phrase(word: str) -> bool:
    """Whether a word is one of the table, which no counting noun may be."""
    return word.lower() in phrases().roles and word.lower() not in phrases().terms


def _trimmed(tokens: list[Token]) -> list[Token]:
    """The tokens without the name before =, and without what has no weight at the ends."""
    equals = next((place for place, token in enumerate(tokens) if token.text == "=" and token.kind == "sign"), 0)
    if 0 < equals <= 4 and equals + 2 < len(tokens) and all(token.kind == "word" for token in tokens[:equals]):
        if not any("label" in token.roles and token.text.isascii() for token in tokens[:equals]):
            tokens = tokens[equals + 1 :]
        else:
            tokens = tokens[:equals] + tokens[equals + 1 :]
    while len(tokens) > 2 and "noise" in tokens[0].roles and "ask" not in tokens[0].roles:
        tokens = tokens[1:]
    tokens = tokens[_owner(tokens) :]
    end = tokens[-1]
    body = tokens[:-1]
    while len(body) > 1 and (
        "noise" in body[-1].roles or body[-1].text in ("?", "=", ".", ",", "!") or _is_asked(body)
    ):  # fmt: skip
        body = body[:-1]
    return [*body, end]


def _noise(tokens: list[Token]) -> int:
    """1 for a line that begins with words that only ask: what is."""
    return int(len(tokens) > 2 and "noise" in tokens[0].roles)


def _topic(tokens: list[Token]) -> int:
    """How many tokens name what a line is about, in words that the table does not have, such as `A shop for books:`."""
    stop = next((place for place, token in enumerate(tokens) if token.text in (":", ",")), 0)
    told = tokens[:stop]
    if any(token.kind != "word" or "number" in token.roles for token in told):
        return 0
    return stop + 1 if any(not token.roles or "owner" in token.roles for token in told) else 0


def _owner(tokens: list[Token]) -> int:
    """How many tokens say who has the first quantity: `Twitter has` 300M users; 0 where that may be one of many."""
    for place, token in enumerate(tokens[:4]):
        if place and ("label" in token.roles or ("rate" in token.roles and not token.text.isascii())):
            return place  # 微信日活10亿
        if place and "verb" in token.roles:
            return place + 1 if tokens[place + 1].kind == "number" or "adjective" in tokens[place + 1].roles else 0
        if token.kind != "word" or (token.roles and "owner" not in token.roles):
            return 0
    return 0


def _is_asked(body: list[Token]) -> bool:
    """Whether a line ends in a question for its value: 是多少."""
    last = body[-1]
    return "convert" in last.roles and not last.text.isascii()


def whole(line: Cursor) -> str:
    """An expression with the unit that it is asked in, and the question for it."""
    asking = _noise(line.tokens)
    unit = peak = ""
    found = asked_unit(line)
    line.at = 0
    if found is not None:
        place, unit = found
        peak = peak_in(line.tokens[place:])
        line.tokens = [*line.tokens[:place], end_at(line, place)]
    asked, wanted = question(line), None
    if asked is not None:
        begin, place, wanted = asked
        line.tokens = [*line.tokens[begin:place], end_at(line, place)]
        line.slots.clear()
        if wanted.period is None and not wanted.peak:  # of which a pattern's line says nothing
            alone = patterned(line)
            if alone is not None:
                return alone if not unit or "->" in alone else f"{alone} -> {unit}"
    line.at = asking if wanted is None else 0
    line.factors.clear()
    body = clauses(line)
    if line.token.kind != "end":
        raise unread_word(line)
    told_of_peak(line, peak)
    if wanted is not None and is_of_rate(wanted) and not unit and body.exponent("information") and without_sizes(line):
        line.factors.clear()
        body = clauses(line)
        if line.token.kind != "end":
            raise unread_word(line)
    if wanted is not None:
        return answered(line, wanted, body, unit)
    told_of_each(line, unit, body)
    return f"{body.text} -> {unit}" if unit else body.text


def unread_word(line: Cursor) -> Unread:
    """The report of the word at hand, with the nearest phrase."""
    token = line.token
    if token.kind != "word" or token.roles:
        return line.unread(f"“{token.typed or 'the end'}” does not fit here")
    from difflib import get_close_matches

    known = [form for form in phrases().roles if form != token.text.lower()]
    near = get_close_matches(token.text.lower(), known, 1, 0.75)
    return line.unread(f"there is no reading of “{token.typed}”", token, f"did you mean {near[0]}?" if near else "")


__all__ = ["Unread", "is_phrase", "read"]
