"""MySQL's comments that begin with an exclamation mark: a server of their release reads what they hold.

mysqldump writes so what older servers lack, and MariaDB's, with an M before the mark, what MySQL lacks.
"""

from __future__ import annotations

import re

BEGINS = r"/\*M?!(?P<release>\d{5,6})?"
_MARKS = re.compile(
    rf"""'(?:[^'\\]|\\.|'')*+'|"(?:[^"\\]|\\.|"")*+"|`[^`]*+`|--[^\n]*+|\#[^\n]*+|
    (?P<begins>{BEGINS})|/\*.*?(?:\*/|\Z)|(?P<ends>\*/)""",
    re.VERBOSE | re.DOTALL,
)


def without_conditions(text: str) -> str:
    """A statement with what such comments hold in it, each word at its place; those of no release stay comments."""
    if "/*!" not in text and "/*M!" not in text:
        return text
    found, at, place = list[str](), 0, 0
    while (mark := _MARKS.search(text, place)) is not None:
        place = mark.end()
        if mark["begins"] and mark["release"] and not mark["release"].strip("9"):
            end = text.find("*/", place)
            place = end + 2 if end >= 0 else len(text)
        elif mark["begins"] or mark["ends"]:
            found += [text[at : mark.start()], " " * (place - mark.start())]
            at = place
    return "".join([*found, text[at:]])
