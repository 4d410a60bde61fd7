"""The parts of an estimate in a row, as they are spoken: each applies to those before it."""

from __future__ import annotations

from estimator.notation.spoken.cursor import is_counted, singular
from estimator.notation.spoken.expressions import added, cancels, for_each, power, products, sums
from estimator.notation.spoken.parts import ATOM, Number, Part, product
from estimator.notation.spoken.quantities import begins_doing
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.spoken.cursor import Cursor


def clauses(line: Cursor) -> Part:
    """The parts of an estimate, with commas between: all that follow apply to those before."""
    lasting = kept_first(line)
    if lasting is not None:
        left = clauses(line)
        if left.exponent("time") < 0:
            return product(left, "*", lasting)
        raise line.unread(f"{lasting.text} is for a rate, but {left.text} is none")
    of_each = line.role("each") is not None and line.role("of", 1) is not None and line.is_number(2)
    line.at += 2 * of_each  # each of 50M users sends 40 messages
    left = sums(line)
    if of_each and begins_doing(line, 0):
        line.at += 1
        left = product(left, "*", products(line, for_each(line, power(line), left)))
    while True:
        if line.sign(",") or line.role("clause") is not None or connects(line):
            line.at += 1 + (line.sign(",") and line.role("clause", 1) is not None)
            if line.token.kind == "end":
                return left
        elif not starts_clause(line):
            return left
        left = applied(line, left)


def kept_first(line: Cursor) -> Part | None:
    """A time before the rate that it is for: `retention 30 days, 5000 events/s`."""
    if line.at or line.role("for") is None or not line.is_number(1) or line.token.kind != "word":
        return None
    line.at = 1
    found = products(line)
    if not found.is_time or not line.sign(","):
        line.at = 0
        return None
    line.at += 1
    return found


def connects(line: Cursor) -> bool:
    """Whether the word at hand is an `and` between two parts."""
    return line.role("and") is not None and line.role("range") is None and line.token.text.isalpha()


def starts_clause(line: Cursor) -> bool:
    """Whether a part follows that needs no comma: one for each, one for a time."""
    if line.role("per") is not None and (begins_doing(line, 1) or line.role("each") is not None):
        return begins_doing(line, 1)
    if begins_doing(line, 0):
        return True
    return any(line.role(kind) is not None for kind in ("for", "factorlabel", "perunit")) and line.token.kind == "word"


def applied(line: Cursor, left: Part) -> Part:
    """A part behind others."""
    if line.role("for") is not None and line.role("each") is None:
        return kept(line, left)
    begin = line.token
    if line.sign("+") or line.sign("-") or line.role("sign") in ("+", "-"):
        sign = "-" if line.sign("-") or line.role("sign") == "-" else "+"
        line.at += 1
        return added(line, left, sign)
    if line.role("sign") == "*" or line.sign("*"):
        line.at += 1
        return product(left, "*", power(line))
    is_with = line.tokens[line.at - 1].text.lower() == "with"  # 10k QPS with 2 KB responses
    if begins_doing(line, 0):
        line.at += 1
    right = power(line)
    if right.role == "each" or (right.role == "item" and left.noun and is_with):
        return product(left, "*", products(line, for_each(line, right, left)))
    right = products(line, right)
    if line.role("overhead") is not None and right.share:
        line.at += 1
        return product(left, "*", Part(f"1 + {right.text}", 1, ()))
    if right.role == "divisor":
        return product(left, "/", right)
    if right.role == "factor":
        return product(left, "*", right)
    if right.share and (line.role("adjective") is not None or line.role("label") is not None):
        line.at += 1
        return product(left, "*", right)
    if right.share and begin.roles.get("adjective", "~") != "~":  # of them: daily active 50%
        return product(left, "*", right)
    if right.number is not None and right.number.percent and is_of_them(left, right.number, right.noun):
        number = Number(right.number.digits, "", "", percent=True)
        return product(left, "*", Part(number.written(), ATOM, (), number, "", share=True))
    if left.role == "factor" and right.dimension:
        return product(right, "*", left)  # the peak is 4x the average, 800M requests a day
    of_things = right.dimension == () and right.number is not None and "/" in right.number.unit  # 20 records/request
    if of_things or cancels(left, right) or cancels(right, left) or (right.is_time and left.exponent("time") < 0):
        return product(left, "*", right)
    raise line.unread(
        f"it is not said how {left.text} and {right.text} belong together", begin, together(line, left, right)
    )


def together(line: Cursor, left: Part, right: Part) -> str:
    """What to write where two parts may be of each or of all: 300M users, 2 posts per day."""
    noun = singular(left.noun)
    if left.exponent("information") > 0 and right.exponent("information") > 0 and "/" in right.text:
        return f"write {left.text} / ({right.text})"  # 1 TB a day, of 1 KB a message
    if right.number is None or not noun or right.noun == left.noun or right.number.percent:
        return "write * or + between them"
    over, _, under = right.number.unit.partition("/")
    if right.exponent("information") == 1 and under.isalpha() and len(left.dimension or ()) == 1:
        own = replace(right.number, unit=f"{over}/{noun}").written()
        return f"write {own} if each {noun} has one {under}"
    if not is_counted(left.dimension) or right.exponent("time") >= 0 or not right.noun:
        return "write * or + between them"
    each = for_each(line, right, left).text
    return f"write {each} if each {noun} does; if all of them do, leave {left.text} out"


def is_of_them(left: Part, share: Number, noun: str) -> bool:
    """Whether a share is one of those before it: 日活50% of users, or of people those who come, 50% daily."""
    is_daily = share.unit == "/day" and left.dimension == (("user", 1),)
    return is_daily or singular(noun) == singular(left.noun) != ""


def kept(line: Cursor, left: Part) -> Part:
    """`… for 30 days`: a rate for a time."""
    word = line.token
    line.at += 1
    right = products(line)
    if right.is_time and left.dimension is not None and (left.exponent("time") < 0 or left.exponent("power")):
        return product(left, "*", right)
    raise line.unread(f"“{word.typed}” stands between a rate and a time, not {left.text} and {right.text}", word)
