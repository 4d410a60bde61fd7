"""Numbers in digits, in words and in both: 5 hundred, 三百五十, 1万5千."""

from __future__ import annotations

from decimal import Decimal

from estimator.notation.spoken.parts import exact, plain_digits
from estimator.notation.spoken.table import magnitude_parts
from estimator.notation.tree import GLUED_MAGNITUDES, MAGNITUDES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.spoken.cursor import Cursor
    from estimator.notation.spoken.words import Token


MOST_ZEROS = 308  # of a number of the notation
_GREAT = (Decimal(10**8), Decimal(10**4))  # 亿 and 万, which end a section of up to four digits


def read_digits(line: Cursor) -> tuple[str, str, str, bool, str]:
    """Digits, magnitude, what is between them, whether a % follows, and how else the digits may be meant."""
    token = line.token
    found: list[tuple[str, bool]] = []
    if token.kind == "number":
        digits, percent, doubt = token.text, token.percent, token.doubt
        line.at += 1
    elif "number" in token.roles:
        digits, percent, doubt = token.roles["number"], False, ""
        line.at += 1
        if digits == "10" and not token.text.isascii() and (line.role("magnitude") is not None or continues(line)):
            found.append((digits, True))  # 十二, 十五亿: ten ones
            digits = "1"
    elif line.is_great(token):
        digits, percent, doubt = "1", False, ""
    else:
        raise line.unread("a number is missing")
    _bounded(line, token, digits)
    digits = with_half(line, digits)
    while line.role("magnitude") is not None and not percent:
        found.append((line.role("magnitude") or "", line.token.glued))
        line.at += 1
    if found:
        digits = with_half(line, digits)
    if found and continues(line):
        return composed(line, exact(digits), found)
    if not found:
        return digits, "", "", percent, doubt
    return (*scaled(line, digits, found), percent, "")


def with_half(line: Cursor, digits: str) -> str:
    """A number with the half that is said behind it: two and a half years, a million and a half."""
    ahead = [line.tokens[place].text for place in range(line.at, min(line.at + 3, len(line.tokens)))]
    if line.role("and") is None or ahead[1:] not in (["a", "half"], ["one", "half"]):
        return digits
    line.at += 3
    return plain_digits(exact(digits) + Decimal("0.5"))


def scaled(line: Cursor, digits: str, found: list[tuple[str, bool]]) -> tuple[str, str, str]:
    """A number with magnitudes that the notation may lack: 5 hundred, 5千亿."""
    magnitude, factor = "", Decimal(1)
    for one, _ in found:
        times, known = magnitude_parts(one)
        factor *= Decimal(times)
        if known:
            if magnitude:
                raise line.unread(f"a number has one magnitude, not {magnitude} and {known}")
            magnitude = known
    glued = not magnitude.isascii() or (found[-1][1] and len(magnitude) < 2)
    if factor != 1:
        digits = plain_digits(exact(digits) * factor, groups=factor >= 100_000)
    return digits, magnitude, "" if glued or magnitude in GLUED_MAGNITUDES else " "


def continues(line: Cursor) -> bool:
    """Whether a number in Chinese goes on behind a magnitude: 1万5千, 三百五十."""
    token = line.token
    return token.glued and (token.kind == "number" or (not token.text.isascii() and "number" in token.roles))


def composed(line: Cursor, digits: Decimal, found: list[tuple[str, bool]]) -> tuple[str, str, str, bool, str]:
    """A number of several pieces, each smaller than the one before: 1万5千. In 三千五百万 two of them are 万."""
    start = line.tokens[line.at - 1]
    total, section, piece = Decimal(0), Decimal(0), digits
    last, below = (
        Decimal("Infinity"),
        Decimal("Infinity"),
    )  # the sizes of the section, and the piece, before
    while True:
        times, great = _size(found)
        section += piece * times
        if piece * times >= below or section * great >= last:
            raise line.unread("the pieces of a number go from large to small", start)
        below = times
        if great > 1:
            total, section, last, below = total + section * great, Decimal(0), great, Decimal("Infinity")
        if not continues(line):
            break
        piece = _digit(line)
        has_zero = piece == 0 and continues(line)
        if has_zero:  # 一百零五: the place that 零 holds is empty
            piece = _digit(line)
        found = []
        while line.role("magnitude") is not None:
            found.append((line.role("magnitude") or "", True))
            line.at += 1
        # Of 三百五 nobody can tell whether it is 350.
        is_alone = _size(found)[0] == 1 if section else not found
        if is_alone and not has_zero and piece < (below if section else last) / 10:
            told = plain_digits(total + section)
            raise line.unread("this may mean two numbers", line.tokens[line.at - 1], f"write {told}")
    total += section
    for name in ("亿", "万"):
        scaled = total / Decimal(str(MAGNITUDES[name]))
        if scaled >= 1 and scaled * 10**4 == (scaled * 10**4).to_integral_value():
            return plain_digits(scaled), name, "", False, ""
    return plain_digits(total), "", "", False, ""


def _digit(line: Cursor) -> Decimal:
    """The number of one token, which is passed."""
    token = line.token
    line.at += 1
    return _bounded(line, token, token.text if token.kind == "number" else token.roles["number"])


def _bounded(line: Cursor, token: Token, digits: str) -> Decimal:
    """What digits come to, which is no more than the notation can write."""
    found = exact(digits)
    if found.adjusted() > MOST_ZEROS:
        raise line.unread("this number is too large", token)
    return found


def _size(found: list[tuple[str, bool]]) -> tuple[Decimal, Decimal]:
    """What magnitudes multiply by: within its section, and the section itself, as 百万 does by 100 and by 万."""
    size = Decimal(1)
    for one, _ in found:
        times, known = magnitude_parts(one)
        size *= Decimal(times) * Decimal(str(MAGNITUDES.get(known, 1)))
    great = next((great for great in _GREAT if size >= great), Decimal(1))
    return size / great, great
