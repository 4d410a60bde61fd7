"""Expressions as they are spoken: quantities joined by signs and by words that multiply, divide and add."""

from __future__ import annotations

from estimator.notation.spoken.cursor import is_counted, is_money, singular
from estimator.notation.spoken.parts import ATOM, POWER, PRODUCT, Number, Part, product, times, total
from estimator.notation.spoken.quantities import begins_doing, number, quantity, ranged
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.spoken.cursor import Cursor, Dimension

DEEPEST = 40
_ONE = Number("1", "", "", percent=False)


def cancels(left: Part, right: Part) -> bool:
    """Whether the right part is for each of something that is counted on the left."""
    own = dict(left.dimension or ())
    return any(
        exponent < 0 and own.get(name, 0) > 0 and name not in ("time", "information")
        for name, exponent in right.dimension or ()
    )


def for_each(line: Cursor, right: Part, left: Part) -> Part:
    """A quantity that is for each of what stands before it."""
    noun = left.noun
    if not noun or right.number is None:
        if left.dimension == ():
            return right
        raise line.unread(f"it is not said for each of what {right.text} is")
    noun = singular(noun)
    number = right.number
    slash = number.unit.find("/")
    over, under = (number.unit, "") if slash < 0 else (number.unit[:slash], number.unit[slash:])
    made = Number(number.digits, number.magnitude, f"{over}/{noun}{under}", number.percent, number.glue)
    dimension = times(right.dimension, line.dimension(noun), -1)
    return Part(made.written(), ATOM, dimension, made, right.noun)


def sums(line: Cursor) -> Part:
    """Products joined by + and -."""
    left = products(line)
    while True:
        sign = line.token.text if line.token.kind == "sign" else line.role("sign")
        if sign not in ("+", "-"):
            return left
        line.at += 1
        left = added(line, left, sign)


def added(line: Cursor, left: Part, sign: str) -> Part:
    """A sum; a share on top of what is no share is a share of it."""
    right = products(line)
    bare_one = left.text == "1" or left.text.startswith(("1 + ", "1 - "))
    if right.share and right.level == ATOM and not left.share and not bare_one:
        if line.role("overhead") is not None:
            line.at += 1
        return product(left, "*", Part(f"1 {sign} {right.text}", 1, ()))
    return total(left, sign, right)


def products(line: Cursor, first: Part | None = None) -> Part:
    """Powers joined by signs and words that multiply or divide; `first` is the one that is read already."""
    left = first or power(line)
    while True:
        token = line.token
        sign = token.text if token.kind == "sign" else None
        word = line.role("sign")
        if sign in ("*", "/"):
            line.at += 1
            if sign == "/" and not line.is_number() and line.unit_at() is not None and line.role("path") is None:
                left = divided(line, left)
                continue
            right = power(line)
            left = product(left, sign, for_each(line, right, left) if right.role == "each" else right)
        elif word in ("*", "/") and token.kind in ("word", "sign"):
            line.at += 1
            left = product(left, word, power(line))
        elif line.role("of") is not None and token.kind == "word":
            left = part_of(line, left)
        elif token.text.lower() == "in" and line.is_number(1) and left.is_plain and not left.share:
            left = one_in(line, left)
        elif line.role("at") is not None:
            left = at_rate(line, left)
        elif line.role("over") is not None:
            left = spread_over(line, left)
        elif line.role("per") is not None and line.is_number(1) and token.kind == "word":
            line.at += 1
            left = product(left, "/", power(line))
        elif line.role("per") is not None and line.unit_at(1) is not None and not begins_doing(line, 1):
            line.at += 1
            left = divided(line, left)
        elif line.role("factor") is not None and left.level < ATOM and not line.multiplies():
            raise line.unread(f"it is not said what “{token.typed}” multiplies")
        else:
            return left


def divided(line: Cursor, left: Part) -> Part:
    """A value divided by a unit: (…)/天."""
    unit = line.unit_at() or ""
    line.at += 1
    return product(left, "/", Part(f"1 {unit}", ATOM, line.dimension(unit)))


def part_of(line: Cursor, left: Part) -> Part:
    """`20% of 1 TB`, `3 replicas of 10 TB`, `1 TB 的 20%`."""
    word = line.token
    line.at += 1
    if line.role("fraction") is not None:
        fraction = line.role("fraction") or ""
        line.at += 1
        return product(left, "*", _fraction(fraction))
    right = power(line)
    if word.text.lower() == "out of" and is_some_of(left, right):
        return part_in(left, right)
    if word.text.lower() == "out of" and left.is_plain and not left.share:
        raise line.unread(f"{left.text} out of {right.text} is no share", word, "write * or /")
    if left.share or left.is_plain or left.role == "factor":
        return product(left, "*", right)
    is_size = right.number is not None and right.dimension == (("information", 1),)
    if left.noun and is_size and (right.role == "each" or not is_counted(left.dimension)):
        return product(left, "*", for_each(line, right, left))  # 2 million messages per minute of 1 KB
    if right.share and word.text == "的":
        return product(left, "*", right)
    if is_counted(left.dimension) and left.number is not None and right.dimension and not is_counted(right.dimension):
        number = left.number
        plain = Number(number.digits, number.magnitude, "", number.percent, number.glue)
        return product(Part(plain.written(), ATOM, (), plain), "*", right)
    raise line.unread(f"“{word.typed}” between {left.text} and {right.text} has no one meaning", word, "write * or /")


def is_some_of(left: Part, right: Part) -> bool:
    """Whether a number may be a part of another, of things or plain as well: 3 out of 4 requests."""
    if left.number is None or right.number is None or left.number.percent or right.number.percent or not left.is_plain:
        return False
    return (right.is_plain or is_counted(right.dimension)) and 0 < left.number.value <= right.number.value


def part_in(left: Part, right: Part) -> Part:
    """The share that one number is of another."""
    assert left.number is not None
    assert right.number is not None
    return Part(
        f"({left.text}/{replace(right.number, unit='').written()})", ATOM, (), None, right.noun, share=True, role="part"
    )


def one_in(line: Cursor, left: Part) -> Part:
    """`1 in 10`, `1 in 10 requests`."""
    begin = line.token
    line.at += 1
    right = power(line)
    if not is_some_of(left, right):
        raise line.unread(f"“{begin.typed}” does not fit here", begin)
    return part_in(left, right)


def some_among(line: Cursor, right: Part) -> Part:
    """`10个请求里有1个`."""
    begin = line.token
    line.at += 1
    left = number(line, "", [])
    if not is_some_of(left, right):
        raise line.unread(f"“{begin.typed}” does not fit here", begin)
    return part_in(left, right)


def at_rate(line: Cursor, left: Part) -> Part:
    """`10 GB at 100 Mbps`, `5 min at 5 Mbps`, `10k qps at 2 KB each`, `50k qps at 2k qps`."""
    word = line.token
    line.at += 1
    right = power(line)
    if right.role == "each" and left.noun:
        return product(left, "*", for_each(line, right, left))
    if not left.dimension or right.dimension is None:
        raise line.unread(f"“{word.typed}” needs quantities with units on both sides", word, "write * or /")
    if left.dimension == right.dimension:
        return Part(f"ceil({left.text} / {right.within(POWER)})", ATOM, (), None, "", share=False)
    if cancels(left, right) or (left.exponent("information") > 0 and right.exponent("information") < 0):
        return product(left, "*", right)
    if left.exponent("time") > 0 and right.exponent("time") < 0:
        return product(left, "*", right)
    if left.exponent("time") == 0 and left.exponent("information") and right.exponent("time") < 0 < right.exponent(
        "information"
    ):  # fmt: skip
        return product(left, "/", right)
    is_of_one = right.dimension == (("information", 1),) or is_money(right.dimension)
    if left.noun and left.exponent("time") < 0 and right.number is not None and is_of_one:
        return product(left, "*", for_each(line, right, left))  # 10k writes/s at 1 KB
    is_squared = left.exponent("information") > 0 and right.exponent("information") > 0
    if left.exponent("time") < 0 and right.exponent("time") >= 0 and right.dimension and not is_squared:
        return product(left, "*", right)
    if is_counted(left.dimension) and right.dimension and not is_counted(right.dimension):
        return product(left, "*", for_each(line, right, left) if right.number is not None and left.noun else right)
    raise line.unread(f"“{word.typed}” between {left.text} and {right.text} has no one meaning", word, "write * or /")


def spread_over(line: Cursor, left: Part) -> Part:
    """`1 PB over 3 years` divides, `5 TB/day over 30 days` multiplies."""
    word = line.token
    line.at += 1
    right = power(line)
    if left.dimension is None or right.dimension is None:
        raise line.unread(f"“{word.typed}” needs quantities with units on both sides", word, "write * or /")
    return product(left, "*" if right.is_time and left.exponent("time") < 0 else "/", right)


def power(line: Cursor) -> Part:
    """A value, with its sign and its exponent."""
    if line.nesting > DEEPEST:
        raise line.unread("this nests too deep to be read as it is spoken")
    line.nesting += 1
    try:
        return _power(line)
    finally:
        line.nesting -= 1


def _power(line: Cursor) -> Part:
    if line.sign("-"):
        line.at += 1
        inner = power(line)
        return Part(f"-{inner.within(POWER)}", PRODUCT, inner.dimension, None, inner.noun, inner.share)
    left = value(line)
    if line.sign("^") or line.role("sign") == "^":
        line.at += 1
        right = power(line)
        dimension: Dimension | None = () if left.dimension == () else None
        if right.number is not None and right.number.unit and left.dimension == ():
            dimension = right.dimension  # 2^41 ms: the unit is the power's
        return Part(f"{left.within(ATOM)}^{right.within(ATOM)}", POWER, dimension)
    return left


def value(line: Cursor) -> Part:
    """A quantity, a bracket, a call, or a value in words."""
    token = line.token
    while line.role("adjective") == "~" or (line.sign("~") or line.sign("≈")):
        line.at += 1
        token = line.token
    if line.role("between") is not None and line.is_number(1):
        return between(line)
    if token.kind == "word" and "value" in token.roles:
        line.at += 1
        text = token.roles["value"]
        unit = text.split(" ")[1]
        number = Number(text.split(" ")[0], "", unit, percent=False)
        return Part(text, ATOM, line.dimension(unit), number)
    if line.role("fraction") is not None:
        line.at += 1
        if line.role("of") is not None:
            line.at += 1
        whole = line.unit_at()
        if whole is not None and line.dimension(whole) and not line.is_number():  # half a TB
            line.at += 1
            return product(_fraction(token.roles["fraction"]), "*", Part(f"1 {whole}", ATOM, line.dimension(whole)))
        return product(_fraction(token.roles["fraction"]), "*", power(line))
    if line.sign("("):
        return bracket(line)
    opening = line.tokens[line.at + 1] if line.at + 1 < len(line.tokens) else token
    if token.kind == "word" and opening.text == "(" and opening.glued:
        return call(line)
    if token.kind == "word" and "path" in token.roles:
        line.at += 1
        return Part(token.text, ATOM, None)
    if token.kind == "text":
        line.at += 1
        return Part(token.text, ATOM, None)
    if line.role("per") is not None and line.role("number", 0) is None and line.token.text in ("a", "an"):
        if line.thing(1) and line.role("verb", 2) is not None and line.joins(2) and line.is_number(3):
            line.at += 1  # a message is 100 bytes
        elif line.unit_at(1) is not None:  # a day: one of it
            line.at += 2
            unit = line.tokens[line.at - 1].roles.get("unit") or ""
            return Part(f"1 {unit}", ATOM, line.dimension(unit), _ONE)
        if line.is_great(line.tokens[line.at + 1]):
            line.at += 1
    found = quantity(line)
    if line.role("word among") is None or not line.is_number(1):
        return found
    return some_among(line, found)


def between(line: Cursor) -> Part:
    """`between a and b`."""
    begin = line.token
    line.at += 1
    first = number(line, "", [])
    if line.role("and") is None and line.role("range") is None:
        raise line.unread("between needs two ends", begin, "write between 1 and 5")
    return ranged(line, first, "", [], "")


def bracket(line: Cursor) -> Part:
    """( … ), with the unit behind it."""
    opening = line.token
    line.at += 1
    inner = sums(line)
    if not line.sign(")"):
        raise line.unread("a closing bracket is missing", opening)
    line.at += 1
    text = inner.text if inner.text.startswith("(") and inner.level == ATOM else f"({inner.text})"
    unit = line.unit_at()
    if unit is not None and line.role("convert") is None and line.role("per") is None and inner.is_plain:
        line.at += 1
        return Part(f"{text} {unit}", ATOM, line.dimension(unit))
    return Part(text, ATOM, inner.dimension, None, inner.noun, inner.share)


def call(line: Cursor) -> Part:
    """A function of the notation or the library, its arguments read alike."""
    name, opening = line.token, line.tokens[line.at + 1]
    line.at += 2
    arguments: list[str] = []
    while not line.sign(")"):
        named = ""
        if line.token.kind == "word" and line.sign("=", 1):
            named = f"{line.token.text} = "
            line.at += 2
        arguments.append(named + sums(line).text)
        if line.sign(","):
            line.at += 1
        elif not line.sign(")"):
            raise line.unread("a closing bracket is missing", opening)
    line.at += 1
    return Part(f"{name.text}({', '.join(arguments)})", ATOM, None)


def unit_expression(line: Cursor) -> str:
    """The unit behind a conversion: `GB per day`, `MB/s`, `per second`."""
    text = ""
    if line.role("per") is not None or line.sign("/"):
        line.at += 1
        text = "1/"
    elif line.role("rate") is not None:
        text = f"1/{line.role('rate')}"
        line.at += 1
    if not text or text.endswith("/"):
        unit = line.unit_at()
        if unit is None and line.token.kind == "word" and not line.token.roles and line.token.text.isascii():
            unit = line.token.text  # which the notation then reports, with the units that resemble it
        if unit is None and line.token.kind == "number" and line.token.text == "1" and line.sign("/", 1):
            unit = "1"
        if unit is None:
            raise line.unread("a unit is needed here")
        text += unit
        line.at += 1
    while True:
        if (line.sign("/") or line.role("per") is not None) and line.unit_at(1) is not None:
            line.at += 1
            text += f"/{line.unit_at()}"
        elif line.role("rate") is not None:
            text += f"/{line.role('rate')}"
        elif line.role("perunit") is not None:
            text += f"/{line.role('perunit')}"
        elif line.sign("^") and line.token.glued and line.tokens[line.at + 1].kind == "number":
            line.at += 1
            text += f"^{line.token.text}"
        else:
            return text
        line.at += 1


def _fraction(text: str) -> Part:
    number = Number(text.removesuffix("%"), "", "", text.endswith("%"))
    if "/" in text:
        return Part(f"({text})", ATOM, (), None, "", share=True)
    return Part(text, ATOM, (), number, "", share=text.endswith("%"))
