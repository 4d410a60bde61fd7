"""Numbers in digits, in words and in both: 5 hundred, 三百五十, 1万5千."""

from __future__ import annotations

from decimal import Decimal

from estimator.notation.spoken.parts import exact, plain_digits
from estimator.notation.spoken.table import magnitude_parts
from estimator.notation.tree import GLUED_MAGNITUDES, MAGNITUDES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.spoken.cursor import Cursor


def read_digits(line: Cursor) -> tuple[str, str, str, bool, str]:
    """Digits, magnitude, what is between them, whether a % follows, and how else the digits may be meant."""
    token = line.token
    if token.kind == "number":
        digits, percent, doubt = token.text, token.percent, token.doubt
        line.at += 1
    elif "number" in token.roles:
        digits, percent, doubt = token.roles["number"], False, ""
        line.at += 1
    elif line.is_great(token):
        digits, percent, doubt = "1", False, ""
    else:
        raise line.unread("a number is missing")
    found: list[tuple[str, bool]] = []
    while line.role("magnitude") is not None and not percent:
        found.append((line.role("magnitude") or "", line.token.glued))
        line.at += 1
    if found and continues(line):
        return composed(line, exact(digits), found)
    if not found:
        return digits, "", "", percent, doubt
    return (*scaled(line, digits, found), percent, "")


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
    """A number of several pieces, each smaller than the one before."""
    start = line.tokens[line.at - 1]
    total, piece = Decimal(0), digits
    last = Decimal("Infinity")
    while True:
        size = Decimal(1)
        for one, _ in found:
            times, known = magnitude_parts(one)
            size *= Decimal(times) * Decimal(str(MAGNITUDES.get(known, 1)))
        if size >= last:
            raise line.unread("the pieces of a number go from large to small", start)
        total, last = total + piece * size, size
        if not continues(line):
            break
        piece = exact(line.token.text if line.token.kind == "number" else line.token.roles["number"])
        line.at += 1
        found = []
        while line.role("magnitude") is not None:
            found.append((line.role("magnitude") or "", True))
            line.at += 1
        if not found and last >= 1000:
            raise line.unread("this may mean two numbers", line.tokens[line.at - 1], f"write {plain_digits(total)}")
    for name in ("亿", "万"):
        scaled = total / Decimal(str(MAGNITUDES[name]))
        if scaled >= 1 and scaled == round(scaled, 4):
            return plain_digits(scaled), name, "", False, ""
    return plain_digits(total), "", "", False, ""
