"""How a quantity changes with time, written behind its value, which is today's.

    growth  = "growing" stage { "then" stage } [ season ] | season
    stage   = rate [ "for" expression ]                     # 40%/year, of what is there, or 5 M user/month on top of it
    season  = "peaking" ( "in" | "around" ) month "at" factor { "and" month "at" factor }

`in` is about that month alone, `around` about a wave through the year with its crest there; a factor is of the other
months, or of the year's mean.
"""

from __future__ import annotations

from estimator.notation.growth_words import FACTOR, MONTHS
from estimator.notation.tree import Growth, Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.expressions import ExpressionParser
    from estimator.notation.tree import Expression

_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_RATE = "write growing 40%/year, or an amount a month"
_SEASON = "write peaking in November at 150%, or around November at 130%"
_SHORTEST = 3  # letters of a month


def read_growth(parser: ExpressionParser) -> Growth | None:
    """What stands behind a value, or None where nothing does."""
    if parser.type not in ("growing", "peaking"):
        return None
    start = parser.tokens[parser.at][2]
    before, parser.names = parser.names, {}
    stages: list[tuple[Expression, Expression | None]] = []
    if parser.type == "growing":
        parser.advance()
        stages.append(_stage(parser))
        while parser.type == "then" or (parser.type == "," and parser.tokens[parser.at + 1][0] == "then"):
            if parser.type == ",":
                parser.advance()
            word = parser.advance()
            if stages[-1][1] is None:
                remedy = "say how long the first one lasts: growing 60%/year for 1 year then 25%/year"
                parser.fail("this never begins, for the growth before it never ends", (word[2], word[3]), remedy)
            stages.append(_stage(parser))
    peaks, around = _season(parser) if parser.type == "peaking" else ((), False)
    names, parser.names = tuple(parser.names), before
    return Growth(tuple(stages), peaks, around, names, (start, parser.tokens[parser.at - 1][3]))


def _stage(parser: ExpressionParser) -> tuple[Expression, Expression | None]:
    if parser.type in ("end", "note", "->", "for", "then"):
        parser.unexpected("growing needs how fast", _RATE)
    rate, duration = parser.expression(), None
    if parser.type == "for":
        parser.advance()
        duration = parser.expression()
    return rate, duration


def _season(parser: ExpressionParser) -> tuple[tuple[tuple[int, Expression], ...], bool]:
    parser.advance()
    word = parser.expect("name", "peaking needs in or around a month", _SEASON)
    if word[1] not in ("in", "around"):
        parser.fail("peaking needs in or around a month", (word[2], word[3]), _SEASON)
    peaks: dict[int, Expression] = {}
    while True:
        start = parser.tokens[parser.at][2]
        month = _month(parser)
        if month in peaks:
            parser.fail(
                f"{MONTHS[month - 1]} is there twice", (start, parser.tokens[parser.at - 1][3]), "leave one out"
            )
        parser.expect("at", f"at is needed behind {MONTHS[month - 1]}", _SEASON)
        peaks[month] = parser.expression(FACTOR)
        if parser.type != "and":
            break
        parser.advance()
    return tuple(peaks.items()), word[1] == "around"


def _month(parser: ExpressionParser) -> int:
    """A month of the year, from 1: November, Nov, 11月, 十一月."""
    if parser.type == "end":
        parser.unexpected("a month is needed", _SEASON)
    head, value, start, end = parser.advance()
    found = 0
    if head == "name":
        long = [place for place, name in enumerate(MONTHS, 1) if name.lower().startswith(value.lower())]
        found = long[0] if len(long) == 1 and len(value) >= _SHORTEST else 0
        found = found or {f"{text}月": place for place, text in enumerate(_CHINESE, 1)}.get(value, 0)
    elif head == "number" and isinstance(value, Literal) and value.unit == "月" and value.text.isdecimal():
        found = int(value.text) if 1 <= int(value.text) <= len(MONTHS) else 0
    if not found:
        parser.fail("this is no month", (start, max(end, start + 1)), _SEASON)
    return found
