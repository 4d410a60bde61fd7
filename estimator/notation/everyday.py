"""What people write that is no sum, though its signs are those of one: dates, clock times, and `5 +- 1`.

Read as a sum it would be answered, and wrongly: `2026-12-31 - 2026-01-01` is -45. Each is an error that says what to
write in its place.
"""

from __future__ import annotations

from estimator.notation.tree import PRECEDENCE, Binary, Literal, Range
from estimator.problems import Mark, Problem
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import NoReturn, Protocol

    from estimator.notation.tree import Expression, Span, Token
    from estimator.problems import Source

    class Parser(Protocol):
        """What is asked of the parser that stands at such a text, and calls these functions."""

        source: Source
        tokens: list[Token]
        at: int
        type: str

        def advance(self) -> Token:
            """The token at hand, which is passed."""
            ...

        def expression(self, level: int = 0) -> Expression:
            """What binds at least so tightly."""
            ...

        def fail(self, message: str, span: Span, remedy: str = "") -> NoReturn:
            """Report what stands at a place."""
            ...

        def unexpected(self, why: str, remedy: str = "") -> NoReturn:
            """Report the token at hand, of which is said what was needed."""
            ...


_ONE = Literal(text="1", number=1.0, percent=False, magnitude="", unit="", span=(0, 0))
_DIGITS = frozenset("0123456789")


def refuse_margin(parser: Parser, middle: Expression, begin: int, sign: int) -> NoReturn:
    """Report `middle ± margin`, `+-` or `+/-`, which is meant as a range; the parser stands behind the first sign."""
    while parser.type in ("-", "/"):
        parser.advance()
    written = parser.source.text[sign : parser.tokens[parser.at - 1][3]]
    remedy = "give its ends, as in 4 to 6"
    if parser.type not in ("end", "note", ")"):
        remedy = f"write {around(middle, parser.expression(PRECEDENCE['+'] + 1))}"
    end = parser.tokens[parser.at - 1][3]
    parser.fail(f"{written} is no sign here: a range is written with its two ends", (begin, end), remedy)


def unclosed(parser: Parser, start: int, found: str) -> Problem:
    """An opening bracket behind a place whose closing one is missing before what was found."""
    opening = parser.source.text.find("(", start)
    _, _, begin, end = parser.tokens[parser.at]
    remedy = "close the bracket with )"
    if parser.type == ",":
        remedy = "a comma separates arguments of a call; write _ to group digits"
    marks = (
        Mark(parser.source, opening, opening + 1, "opened here"),
        Mark(parser.source, begin, max(end, begin + 1), "needed here"),
    )
    return Problem(f"a closing bracket is missing before {found}", marks, remedy)


def refuse_two_words(parser: Parser, literal: Literal) -> NoReturn:
    """Report a word behind a number that has its unit already, or that a bracket follows."""
    _, word, start, end = parser.tokens[parser.at]
    whole = (literal.span[0], end)
    if not (literal.unit or literal.magnitude):
        parser.fail("an operator is needed between the number and the call", whole, f"write {literal.text} * {word}(…)")
    if "\n" in parser.source.text[literal.span[1] : start]:
        parser.unexpected("an operator or the end of the line is needed")
    if literal.unit == "B":
        parser.fail("B is the byte, never a billion", whole, f"write {literal.text} bn {word}")
    if literal.unit == "m":
        parser.fail("m is the metre, never a million", whole, f"write {literal.text} M {word}")
    if literal.unit in ("kw", "w"):
        parser.fail(
            f"{literal.unit} is a magnitude only when glued to its number",
            whole,
            f"write {literal.text}{literal.unit} {word}",
        )
    parser.fail(
        f"the number has its unit, {literal.unit or literal.magnitude}, and another word follows",
        whole,
        f"glue units with / or *, or write an operator before {word}",
    )


def refuse_everyday(parser: Parser, literal: Literal) -> None:
    """Report a date, a clock time, or a number with a 0 before it, which is a part of one."""
    digits, (start, end) = literal.text, literal.span
    if not digits.isdecimal():
        return
    found = what = None
    if parser.tokens[parser.at][2] == end:
        if parser.type == ":":
            found, what = instead_of_clock(parser.source.text, start), "there are no clock times"
        else:
            found, what = instead_of_date(parser.source.text, start), "there are no dates"
    if found is not None and what:
        parser.fail(what, *found)
    if digits[0] == "0" and len(digits) > 1:
        parser.fail("a number does not begin with 0", (start, end), f"write {digits.lstrip('0') or '0'}")


def date_at(text: str, at: int) -> tuple[int, tuple[int, int, int]] | None:
    """The end of a date at an offset, and its year, month and day; None where none is.

    It is written without blanks, with dashes or strokes: the year first, or, behind day and month or month and day,
    last.
    """
    parts: list[str] = []
    stop = at
    sign = ""
    for place in range(3):
        begin = stop
        while stop < len(text) and text[stop] in _DIGITS:
            stop += 1
        parts.append(text[begin:stop])
        if place < 2:
            if stop >= len(text) or text[stop] not in "-/" or (sign and text[stop] != sign):
                return None
            sign = text[stop]
            stop += 1
    first, middle, last = parts
    if not (len(first) in (1, 2, 4) and len(middle) in (1, 2) and len(last) in (1, 2, 4)):
        return None
    if len(first) == 4 and len(last) < 3:
        year, month, day = int(first), int(middle), int(last)
    elif len(last) == 4 and len(first) < 3:
        year, month, day = int(last), int(middle), int(first)
        if month > 12:
            month, day = day, month
    else:
        return None
    return (stop, (year, month, day)) if 1900 <= year < 2200 and 1 <= month <= 12 and 1 <= day <= 31 else None


def instead_of_date(text: str, at: int) -> tuple[Span, str] | None:
    """Where a date or a difference of two stands at an offset, and the remedy: of two, the days between."""
    found = date_at(text, at)
    if found is None:
        return None
    stop, first = found
    behind = stop
    while text[behind : behind + 1] == " ":
        behind += 1
    if text[behind : behind + 1] == "-":
        behind += 1
        while text[behind : behind + 1] == " ":
            behind += 1
        second = date_at(text, behind)
        if second is not None:
            from datetime import date

            try:
                days = (date(*first) - date(*second[1])).days
            except ValueError:  # 2026-02-30
                days = 0
            if days > 0:
                return (at, second[0]), f"write {days} day"
    return (at, stop), "leave dates out: give the time from one to the other, as in 364 day"


def instead_of_clock(text: str, at: int) -> tuple[Span, str] | None:
    """Where `1:30` or `1:30:15` stands at an offset, and the remedy; a ratio such as `1:10000` is one of numbers."""
    parts: list[str] = []
    stop = at
    while True:
        begin = stop
        while stop < len(text) and text[stop] in _DIGITS:
            stop += 1
        parts.append(text[begin:stop])
        if len(parts) == 3 or text[stop : stop + 1] != ":" or text[stop + 1 : stop + 2] not in _DIGITS:
            break
        stop += 1
    if len(parts) < 2 or not all(parts):
        return None
    if any(len(each) != 2 or int(each) >= 60 for each in parts[1:]):
        return ((at, stop), f"write {parts[0]} / {parts[1]}") if len(parts) == 2 else None
    words = [f"{int(part)} {unit}" for part, unit in zip(parts, ("h", "min", "s"), strict=False) if int(part)]
    return (at, stop), f"write {' + '.join(words) or '0 h'}"


def around(middle: Expression, margin: Expression) -> str:
    """`middle ± margin` as a range: 20 ms and 5 ms are `15 to 25 ms`."""
    from estimator.notation.printer import print_expression

    is_part = isinstance(margin, Literal) and margin.percent and not (isinstance(middle, Literal) and middle.percent)
    if is_part and isinstance(margin, Literal):
        if not isinstance(middle, Literal):
            low, high = [Binary("*", middle, Binary(sign, _ONE, margin, (0, 0)), (0, 0)) for sign in "-+"]
            return print_expression(Range(low, high, (0, 0)))
        share = _exact(margin.text) / 100
        return _ends(middle, _exact(middle.text) * (1 - share), _exact(middle.text) * (1 + share))
    if isinstance(middle, Literal) and isinstance(margin, Literal):
        own = (middle.percent, middle.magnitude, middle.unit)
        theirs = (margin.percent, margin.magnitude, margin.unit)
        if own in (theirs, (False, "", "")):
            return _ends(margin, _exact(middle.text) - _exact(margin.text), _exact(middle.text) + _exact(margin.text))
    low, high = Binary("-", middle, margin, (0, 0)), Binary("+", middle, margin, (0, 0))
    return print_expression(Range(low, high, (0, 0)))


def _exact(text: str) -> Decimal:
    from decimal import Decimal  # an answer does not load it

    return Decimal(text)


def _ends(form: Literal, low: Decimal, high: Decimal) -> str:
    """Two numbers as a range with what stands behind the number of a literal."""
    from estimator.notation.printer import print_literal

    texts = [f"{end:f}" for end in (low, high)]
    texts = [text.rstrip("0").rstrip(".") if "." in text else text for text in texts]
    return f"{texts[0]} to {print_literal(replace(form, text=texts[1]))}"
