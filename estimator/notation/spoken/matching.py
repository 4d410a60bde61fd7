"""Whole-line patterns of the table: which one fits the tokens, and what its slots hold."""

from __future__ import annotations

from estimator.notation.spoken.cursor import is_counted, singular
from estimator.notation.spoken.expressions import cancels, for_each, sums, unit_expression
from estimator.notation.spoken.grammar import clauses
from estimator.notation.spoken.parts import ATOM, PRODUCT, Part
from estimator.notation.spoken.words import Token, Unread
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.notation.spoken.cursor import Cursor
    from estimator.notation.spoken.table import Item, Pattern

    Bound = dict[str, Part]

_EITHER = ("request", "query", "transaction", "op", "event", "call", "hit")  # what may be a read or a write
_PEAKS = ("peak", "峰值", "最高", "qps峰值")
# How what stands in a slot of a class is read, unless as sums.
_READ_AS = {"unit": "unit", "same": "unit", "period": "period", "whole": "whole", "counted": "whole", "amount": "whole"}
_SIZES = {"time": ("time", 1), "data": ("information", 1), "amount": ("information", 1)}


def matched(line: Cursor, pattern: Pattern) -> str | None:
    """The line that a pattern makes of all tokens, or None."""
    if not _may_match(line, pattern.items):
        return None
    for end, bound in _match(line, pattern.items, 0, 0, {}):
        if line.tokens[end].kind == "end":
            text = pattern.template
            held = _of_load(bound)
            for name, part in held.items():
                alone = text.count("<") == 1 or f"(<{name}>" in text or f"<{name}>)" in text
                text = text.replace(f"<{name}>", part.text if alone and "/" not in text else part.within(PRODUCT))
            for name, part in held.items():
                text = text.replace(f"<{name}.noun>", singular(part.noun))
            for name in [part.split(">")[0] for part in text.split("<")[1:] if ">" in part]:
                text = text.replace(f", <{name}>", "")
            return text
    return None


def _of_load(bound: Bound) -> Bound:
    """What a pattern holds, with a bare number that each one bears in the unit of the load: 单机2000."""
    load, each = bound.get("load"), bound.get("each")
    if load is None or each is None or each.number is None or not each.is_plain:
        return bound
    unit = load.number.unit if load.number is not None else _rate_of(load)
    if not unit:
        return bound
    made = replace(each.number, unit=unit)
    return {**bound, "each": Part(made.written(), ATOM, load.dimension, made)}


def _rate_of(load: Part) -> str:
    """The unit in which a load of several factors is told, of things a second; empty for what is no such rate."""
    things = [name for name, _ in load.dimension or () if name != "time"]
    if len(things) > 1 or dict(load.dimension or ()) != {**dict.fromkeys(things, 1), "time": -1}:
        return ""
    return "QPS" if things == ["event"] else f"{(things or ['1'])[0]}/s"


def peak_in(tokens: list[Token]) -> str:
    """The first of some tokens that names a rate at its peak, as peak QPS does."""
    return next((token.typed for token in tokens if token.text.lower().startswith(_PEAKS)), "")


def end_at(line: Cursor, place: int) -> Token:
    """The end of the tokens, put before one of them."""
    token = line.tokens[place]
    return Token("end", "", {}, token.start, token.start, glued=False)


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
            value = slot(line, item.kind, at, end, bound)
            if value is not None:
                yield from _match(line, items, place + 1, end, {**bound, item.slot: value})


def slot(line: Cursor, kind: str, at: int, end: int, bound: Bound) -> Part | None:
    """What stands between two tokens, if it is of a class."""
    read_as = _READ_AS.get(kind, "sums")
    if (read_as, at, end) not in line.slots:  # patterns ask for the same again and again
        line.slots[read_as, at, end] = _between(line, read_as, at, end)
    part = line.slots[read_as, at, end]
    if part is None or kind in ("unit", "period"):
        return part
    if kind == "same":  # the things that a share was said of before: photos, and not videos
        things = {singular(bound[name].noun or bound[name].text) for name in ("load", "thing") if name in bound}
        return part if things <= {singular(part.text)} else None
    if kind == "amount" and any("word disk" in token.roles for token in line.tokens[at:end]):
        return None  # a disk of 10 TB is no 10 TB of data
    if kind in ("reads", "writes", "mixed"):
        of_either = named(line.tokens[at:end])
        if of_either:  # 2000 write QPS are no 2000 of both
            return part if kind == of_either and part.noun and part.exponent("time") < 0 else None
    try:
        return _classed(line, part, kind, bound)
    except Unread:
        return None


def named(tokens: list[Token]) -> str:
    """Which of reads and writes a rate by its letters is of: writes for write QPS; empty where it does not say."""
    labels = [token.roles for token in tokens if "label" in token.roles]
    return next((kind for kind in ("reads", "writes") for roles in labels if f"word {kind}" in roles), "")


def _between(line: Cursor, read_as: str, at: int, end: int) -> Part | None:
    """What stands between two tokens, all of it."""
    whole, line.tokens = line.tokens, [*line.tokens[at:end], end_at(line, end)]
    line.at = 0
    try:
        if read_as == "unit":
            part: Part | None = None if peak_in(line.tokens) else Part(unit_expression(line), ATOM, None)
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
    if kind in ("reads", "writes", "mixed"):
        noun = singular(part.noun)
        said = "mixed" if noun in _EITHER else "reads" if noun == "read" else "writes"  # of new URLs, or of posts
        is_rate = part.exponent("time") < 0 and not part.exponent("information")
        return part if noun and said == kind and is_rate else None
    if kind == "share":
        return part if part.share and part.role != "part" else None
    if kind == "part":  # 1 in 10, too; 120% are no part of anything
        return part if part.share and (number is None or number.value <= 1) else None
    if kind == "rest":  # the share of all that is not named yet
        shares = [found.number.value if found.number else 2 for found in (part, *bound.values()) if found.share]
        return part if part.share and sum(shares) == 1 else None
    if kind == "things":
        return part if part.noun and not part.exponent("information") and part.role != "each" else None
    if kind in ("count", "counted"):
        return part if is_counted(part.dimension) else None
    if kind == "nines":
        return _nines(part)
    if kind == "number":
        return part if number is not None and not number.percent and not number.unit else None
    if kind == "foreach" and first is not None and number is not None and first.noun:
        return part if cancels(first, part) else for_each(line, part, first)
    return part


def _nines(part: Part) -> Part | None:
    """An availability of so many nines."""
    if part.number is None or not part.is_plain or part.number.value not in range(1, 13):
        return None
    nines = int(part.number.value)
    return Part(f"{'9' * nines}%" if nines < 3 else f"99.{'9' * (nines - 2)}%", ATOM, ())
