"""Text with meaning: a line is a list of `(text, role)`; whoever shows it gives the roles their colours.

Roles: `title heading name value unit operator note source good bad caret` and the empty one for plain text.
What came from a user is made safe for a terminal here: control characters and marks that turn the direction of
writing are shown as a replacement character.
"""

from __future__ import annotations

from itertools import accumulate

from estimator.notation.tree import MAGNITUDES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    TextSpan: TypeAlias = tuple[str, str]
    Spans: TypeAlias = list[TextSpan]

_DIRECTION_MARKS = frozenset(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2028\u2029"
)
_OPENING = frozenset("(\uff08\u300a\u3008\u300c\u300e\u3010\u201c\u2018")  # what no line ends with
_CLOSING = frozenset(  # and what none begins with
    "),.;:!?%\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\uff09\u300b\u3009\u300d\u300f\u3011\u201d\u2019\u2026"
)


def plain(line: Spans) -> str:
    """The text of a line."""
    return "".join([text for text, _ in line]).rstrip()


def safe(text: str) -> str:
    """A user's text without anything that could act on a terminal."""
    if text.isprintable():  # which marks of direction and control characters are not
        return text
    return "".join([_safe_character(char) for char in text])


def _safe_character(char: str) -> str:
    if char == "\t":
        return " "
    return char if char.isprintable() and char not in _DIRECTION_MARKS else "\ufffd"


def in_shell(word: str) -> str:
    """A user's word as one types it into a shell: in quotes where it has blanks or signs that mean something there."""
    from shlex import quote

    return quote(safe(word))


def width(text: str) -> int:
    """The columns that a text takes on a terminal."""
    if text.isascii() or max(text) < "\u0300":
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum([0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text])


def shortened(text: str, columns: int) -> str:
    """A text in at most so many columns, its end left out where it must be."""
    if width(text) <= columns:
        return text
    reached = accumulate(map(width, text))
    kept = [char for char, at in zip(text, reached, strict=True) if at < columns]
    return f"{''.join(kept).rstrip()}…"


def padded(text: str, columns: int) -> str:
    """A text with blanks behind it, up to a number of columns."""
    return text + " " * (columns - width(text))


def _words(text: str, columns: int) -> list[str]:
    """The words of a text; a number, its magnitude and what stands behind them are one where they fit into a line."""
    found: list[str] = []
    is_amount = False
    for word in text.split(" "):
        if is_amount and word[:1].isalpha() and width(f"{found[-1]} {word}") <= columns:
            found[-1] += f" {word}"
            is_amount = word in MAGNITUDES
        else:
            found.append(word)
            is_amount = False
        is_amount = is_amount or _is_number(word)
    return found


def _is_number(word: str) -> bool:
    digits = word.lstrip("(-≈=")
    return digits[:1].isdecimal() and digits[-1].isdecimal() and not set(digits) - set("0123456789._,")


def _exceeds(text: str, columns: int) -> bool:
    """Whether a text is wider; one that is much longer is not looked at to its end."""
    if text.isascii():
        return len(text) > columns
    return any(used > columns for used in accumulate(map(width, text)))


def _cut(word: str, room: int) -> int:
    """How much of a text without blanks fits: up to a place between two characters of which one is wide; 0 if none."""
    found = used = 0
    for place, char in enumerate(word):
        if place and used > 0:
            before = word[place - 1]
            is_open = before not in _OPENING and char not in _CLOSING
            found = place if is_open and (width(before) == 2 or width(char) == 2) else found
        used += width(char)
        if used > room:
            return found
    return 0


def wrapped(text: str, columns: int) -> list[str]:
    """A user's text in lines of at most so many columns, broken at blanks, but not between a number and its unit.

    What is longer than a line is broken between the characters of Chinese, Japanese and Korean, else it keeps its line.
    """
    if len(text) <= columns and text.isprintable() and (text.isascii() or width(text) <= columns):
        return [text]
    lines, line = [], ""
    for whole in _words(safe(text), columns):
        joined, word = f"{line} {whole}" if line else whole, whole
        while _exceeds(joined, columns) and _exceeds(word, columns):
            at = _cut(word, columns - (width(line) + 1 if line else 0))
            if not (at or line):
                break
            lines.append(joined[: len(joined) - len(word) + at].rstrip())
            line, joined, word = "", word[at:], word[at:]
        if line and _exceeds(joined, columns):
            lines.append(line)
            line = word
        else:
            line = joined
    return [*lines, line]


def hanging(text: str, columns: int, indent: int) -> list[str]:
    """A user's text in lines, those behind the first one so much narrower that they can be indented."""
    first = wrapped(text, columns)[0]
    rest = safe(text)[len(first) :].lstrip(" ")
    return [first, *wrapped(rest, columns - indent)] if rest else [first]
