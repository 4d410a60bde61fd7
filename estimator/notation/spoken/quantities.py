"""One quantity as it is spoken: a number in digits or words, with all that stands before and behind it."""

from __future__ import annotations

from estimator.notation.spoken.cursor import is_counted, is_money, singular
from estimator.notation.spoken.numerals import read_digits
from estimator.notation.spoken.parts import ATOM, RANGE, Number, Part, exact, plain_digits, times
from estimator.notation.spoken.words import Unread
from estimator.notation.tree import MAGNITUDES
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.spoken.cursor import Cursor, Dimension

_EVENTS = {"QPS": "query", "RPS": "request", "TPS": "transaction", "IOPS": "op"}  # what a rate by its letters counts
_BILLIONS = {"B": "bn", "b": "bn", "m": "M", "mm": "M"}  # what people write for a magnitude, where a thing follows


def quantity(line: Cursor) -> Part:
    """The quantity at hand, a range and a sum of durations included. Unread."""
    under, unit, role = before(line)
    first = number(line, unit, under, role)
    if role in ("factor", "divisor"):
        return replace(first, role=role)
    if begins_range(line, first):
        return ranged(line, first, unit, under, role)
    if line.role("around") is not None and line.is_number(1):
        return around(line, first)
    found = durations(line, first)
    if found.is_time and line.role("for") is not None and line.token.kind == "word" and not line.is_number(1):
        line.at += line.role("at", 1) is None  # 90 day retention
    return found


def before(line: Cursor) -> tuple[list[str], str, str]:
    """What stands before the digits: units to divide by, a unit, the role."""
    under: list[str] = []
    unit = role = ""
    begin = line.at
    while not line.is_number() or line.role("rate") is not None:
        per, rate = line.role("per"), line.role("rate")
        if rate is not None:
            under.append(rate)
        elif line.role("perunit") is not None:
            under.append(line.role("perunit") or "")
        elif per is not None and begins_doing(line, 1):
            role = "each"
            line.at += 1
        elif per is not None and line.unit_at(1) is not None:
            line.at += 1
            under.append(line.unit_at() or "")
        elif per is not None and line.thing(1) and (line.is_number(2) or begins_doing(line, 2)):
            line.at += 1
            under.append(singular(line.token.text))
        elif per is not None and line.is_number(1) and line.at == begin:
            role = "each"
        elif (
            (line.role("verb") is not None and (under or line.at == 0))
            or line.role("article") is not None
            or (line.at == 0 and line.role("at") is not None and line.is_number(1))
        ):
            pass
        elif line.thing(0) and line.joins(1) and line.role("verb", 1) is not None and line.is_number(2):
            under.append(singular(line.unit_at() or line.token.text))  # the average tweet is 300 bytes
            line.at += 1
        elif line.thing(0) and line.role("word sizes", 1) is not None and line.is_number(2 + line.joins(2)):
            under.append(singular(line.unit_at() or line.token.text))  # photo size 1.5 MB
            line.at += 1 + line.joins(2)
        elif under and line.thing(0) and not line.tokens[line.at - 1].text.isascii():
            pass  # 每条 URL 500 B
        elif line.role("label") is not None and line.is_number(1 + line.joins(1)):
            unit = line.role("label") or ""
            line.at += line.joins(1)
        elif line.role("factorlabel") is not None:
            role = "divisor" if line.role("factorlabel") == "/" else "factor"
            line.factors.append(line.token.text.lower())
            line.at += line.joins(1)
        elif line.role("adjective") is None and line.role("qualifier") is None:
            token = line.token
            line.at = begin
            raise line.unread(f"there is no reading of “{token.typed or 'the end'}” here", token)
        line.at += 1
        if line.token.kind == "end":
            line.at = begin
            raise line.unread("a number is missing", line.tokens[-1])
    return under, unit, role


def begins_doing(line: Cursor, ahead: int) -> bool:
    """Whether a verb and a number stand at a token: the `upload 2` of each upload 2 photos."""
    return line.role("verb", ahead) is not None and line.is_number(ahead + 1)


def number(line: Cursor, unit: str, under: list[str], role: str = "") -> Part:
    """A number with its magnitude and its units. Unread."""
    start = line.token
    if start.kind == "currency":
        unit = start.text
        line.at += 1
    counted = line.token
    digits, magnitude, glue, percent, doubt = read_digits(line)
    over = [unit] if unit else []
    money = line.dimension(unit)
    is_factor = is_item = False
    while True:
        found = line.unit_at()
        if line.role("rate") is not None and (not over or not line.is_number(1)):
            under.append(line.role("rate") or "")
        elif not over and not percent and line.role("factor") is not None and not line.multiplies():
            is_factor = True
            line.factors.append(line.token.text.lower())
        elif line.token.text in _BILLIONS and not magnitude and (line.thing(1) if not over else is_money(money)):
            magnitude, glue = _BILLIONS[line.token.text], " "
        elif not over and found == "%":
            percent = True
        elif not over and found is not None and not (line.role("convert") is not None and line.unit_at(1)):
            over.append("" if found == "1" else found)
        elif not over and line.thing(0) and not percent:
            over.append(line.token.text)
        elif over and names_items(line, over[0]):
            is_item = True
        elif over and names_kind(line):
            pass
        elif not is_weightless(line):
            break
        line.at += 1
    if is_factor:
        if line.role("factorlabel") is not None:  # 3x replication
            line.factors[-1] = line.token.text.lower()
            role = "divisor" if line.role("factorlabel") == "/" else role
            line.at += 1
        while line.role("factorend") is not None:  # 5x the average
            line.at += 1
    if line.role("doubt") is not None:
        told = line.unread(f"“{line.token.typed}” may be {line.role('doubt')}")
        told.spoken = True
        raise told
    over_unit, dimension = compound(line, over)
    role = suffixes(line, under, role, is_size=dimension == (("information", 1),))
    for one in under:
        dimension = times(dimension, line.dimension(one), -1)
    noun = over[0] if over and is_counted(line.dimension(over[0])) else ""
    noun = noun or (_EVENTS.get(over[0].lstrip("kMG"), "") if over else "")
    if doubt and not noun and not (over and is_money(line.dimension(over[0]))):
        raise Unread(
            f"“{counted.typed}” may be {counted.text} or {doubt}",
            counted.start,
            counted.end,
            f"write {counted.text}, or {doubt} for the decimal",
            counted.text,
        )
    written = over_unit + "".join([f"/{one}" for one in under])
    made = Number(digits, magnitude, written, percent, glue)
    share = percent and not written
    if role == "divisor" and percent:
        raise line.unread("a share is no ratio of a compression", counted, "write compression 2x for half the size")
    role = "factor" if is_factor and role != "divisor" else role or ("item" if is_item else "")
    return Part(made.written(), ATOM, dimension, made, noun, share, role)


def names_kind(line: Cursor) -> bool:
    """Whether the word at hand only says of which kind the things are that were counted: 10亿条 URL, 5次下单."""
    before = line.tokens[line.at - 1].typed
    if before.isascii() or line.is_number(1):
        return False
    return line.thing(0) or (before.endswith("次") and line.role("verb") is not None)


def names_items(line: Cursor, unit: str) -> bool:
    """Whether the word at hand says of which things a size is: the responses of 2 KB responses."""
    token = line.token
    if line.dimension(unit) != (("information", 1),) or singular(token.text) == token.text or line.is_number(1):
        return False
    return line.thing(0) or (line.role("qualifier") is not None and line.unit_at() is not None)


def is_weightless(line: Cursor) -> bool:
    """Whether the word at hand says nothing that is reckoned: the RAM of 16 GB RAM, the active of active users."""
    if line.role("qualifier") is not None:
        return True
    return line.role("adjective") is not None and (line.unit_at(1) is not None or line.thing(1))


def compound(line: Cursor, over: list[str]) -> tuple[str, Dimension | None]:
    """The unit with what is glued to it by * and ^, and its dimension."""
    text = over[0] if over else ""
    dimension = line.dimension(text) if text else ()
    while text and line.token.glued and (line.sign("^") or line.sign("*")) and line.tokens[line.at + 1].glued:
        following = line.tokens[line.at + 1]
        if line.sign("^") and following.kind == "number" and following.text.isdecimal():
            text += f"^{following.text}"
            dimension = None
        elif line.sign("*") and line.unit_at(1) is not None:
            text += f"*{line.unit_at(1)}"
            dimension = times(dimension, line.dimension(line.unit_at(1) or ""))
        else:
            break
        line.at += 2
    return text, dimension


def suffixes(line: Cursor, under: list[str], role: str, *, is_size: bool = False) -> str:
    """What stands behind the unit: what it is divided by, `each`, words without weight; the role."""
    while True:
        per = line.sign("/") or line.role("per") is not None
        if per and begins_doing(line, 1):
            return role
        if line.role("each") is not None and (line.unit_at(1) is None or line.role("per", 1) is not None):
            role = "each"
        elif is_size and line.role("of") is not None and names_contents(line):
            line.at += 1
        elif per and line.unit_at(1) is not None and not line.is_number(1):
            line.at += 1
            under.append(line.unit_at() or "")
        elif per and line.sign("/") and line.tokens[line.at + 1].kind == "word" and line.thing(1):
            line.at += 1
            under.append(line.token.text)
        elif per and not line.sign("/") and line.role("number", 1) == "1" and line.unit_at(2) is not None:
            line.at += 2
            under.append(line.unit_at() or "")
        elif line.role("perunit") is not None and not line.is_number(1):
            under.append(line.role("perunit") or "")
        elif line.role("rate") is not None and not line.is_number(1):
            under.append(line.role("rate") or "")
        elif line.role("qualifier") is None or line.is_number(1):
            return role
        line.at += 1


def names_contents(line: Cursor) -> bool:
    """Whether what a size is of is all that follows: the `of logs` of 1 TB of logs per day."""
    is_plural = singular(line.tokens[line.at + 1].text) != line.tokens[line.at + 1].text
    return is_plural and (line.thing(1) or line.role("qualifier", 1) is not None) and not line.is_number(2)


def begins_range(line: Cursor, first: Part) -> bool:
    """Whether a second end follows."""
    if line.role("range") is None or not line.is_number(1):
        return False
    token, following = line.token, line.tokens[line.at + 1]
    if token.text != "-":
        return True
    if not (token.glued and following.glued) or first.number is None or first.number.unit:
        return False
    if following.percent and not first.share:
        raise line.unread(
            "this may be a range or a difference",
            token,
            f"write {first.text}% to {following.typed}, or 1 - a share",
        )
    here = line.at
    line.at += 1
    second = number(line, "", [])
    line.at = here
    assert second.number is not None
    return bool(second.number.unit or second.number.magnitude)


def ranged(line: Cursor, first: Part, unit: str, under: list[str], role: str) -> Part:
    """Two ends; the first one takes the unit of the second where it has none."""
    line.at += 1
    second = number(line, unit, under, role)
    low, high = first.number, second.number
    assert low is not None
    assert high is not None
    if low.unit and not high.unit:
        high = Number(high.digits, high.magnitude, low.unit, high.percent or low.percent, high.glue)
        second = Part(high.written(), ATOM, first.dimension, high, first.noun)
    if high.percent and not low.percent and not low.unit:
        low = Number(low.digits, low.magnitude, low.unit, True, low.glue)
    if low.unit == high.unit:
        low = Number(low.digits, low.magnitude, "", low.percent, low.glue)
    elif not low.unit and low.magnitude:
        low = Number(low.digits, low.magnitude, high.unit, low.percent, low.glue)
    if low.magnitude and not high.magnitude and not low.unit:
        low = Number(low.digits, low.magnitude, high.unit, low.percent, low.glue)
    text = f"{low.written()} to {high.written()}"
    return Part(text, RANGE, second.dimension, None, second.noun, second.share, second.role)


def around(line: Cursor, first: Part) -> Part:
    """`a ± b` as a best guess with its ends."""
    sign = line.token
    line.at += 1
    second = number(line, "", [])
    middle, off = first.number, second.number
    assert middle is not None
    assert off is not None
    value = middle.value
    width = off.value
    if off.percent and not middle.percent:
        width = value * off.value
    elif off.unit != middle.unit:
        own, other = line.units(middle.unit), line.units(off.unit)
        if off.unit and (own is None or other is None or own[0] != other[0]):
            raise line.unread(f"{first.text} and {second.text} are of different kinds", sign)
        if off.unit and own is not None and other is not None:
            width = width * exact(repr(other[1])) / exact(repr(own[1]))
    elif not off.magnitude and middle.magnitude:
        width *= exact(str(MAGNITUDES[middle.magnitude]))
    scale = exact(str(MAGNITUDES.get(middle.magnitude, 1))) / (100 if middle.percent else 1)
    low, high = (plain_digits((value + one) / scale) for one in (-width, width))
    percent = "%" if middle.percent else ""
    ending = f"{middle.magnitude} {middle.unit}".strip()
    text = f"{middle.digits}{percent} ({low}{percent} to {high}{percent}) {ending}".strip()
    return Part(text, ATOM, first.dimension, None, first.noun, first.share)


def durations(line: Cursor, first: Part) -> Part:
    """`1h30m`, `3 hours 2 minutes`: durations side by side are a sum."""
    if first.dimension != (("time", 1),) or first.number is None or not line.is_number():
        return first
    texts, last = [first.text], line.units(first.number.unit)
    while line.is_number() and last is not None:
        begin = line.at
        following = number(line, "", [])
        unit = following.number.unit if following.number is not None else ""
        unit = {"m": "min"}.get(unit, unit)
        known = line.units(unit)
        if known is None or known[0] != (("time", 1),) or known[1] >= last[1]:
            line.at = begin
            break
        assert following.number is not None
        made = Number(following.number.digits, following.number.magnitude, unit, percent=False)
        texts.append(made.written())
        last = known
    if len(texts) == 1:
        return first
    return Part(f"({' + '.join(texts)})", ATOM, first.dimension)
