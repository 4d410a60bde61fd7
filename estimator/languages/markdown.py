"""A user's text as Markdown that shows it as it is written and does nothing else, whoever renders it.

Escapes keep a text from CommonMark, from the autolinks of GitHub's Markdown and from the formulas that are read before
either. Some readers look at the rendered text, where no escape is seen any more: a code host for mentions, addresses,
references and pictures, MathJax in a notebook for formulas. All of them leave code alone: such a word is set as code.
"""

from __future__ import annotations

import re

from estimator.languages.spans import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_ENTITIES = {each: f"&#{ord(each)};" for each in "`$"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ESCAPES = str.maketrans({each: f"\\{each}" for each in "\\*_{}[]#|~^"} | _ENTITIES)
_AUTOLINK = re.compile(r":(?=//)|(?<=www)\.|=(?==)|\+(?=\+)", re.IGNORECASE)  # and ==marked== or ++inserted++
_WORD = re.compile(r"[\w.+@/#:-]+")
# @alice and bob@example.com, #1234 and owner/name#1234, GH-1234, :tada:
_ACTING = re.compile(r"[^@]@|@[^@]|#\d|\bGH-\d|:(?=[^:]*[a-z_]|[+-]1:|100:|1234:)[a-z0-9_+-]+:")
_MATHJAX = re.compile(r"[$\\]")
_CELL_WORD = re.compile(r"[\w.+@/#:$\\-]+")
# With a host: what has none, or a name before it, some readers write in another way.
_URL = re.compile(r"https?://\w[\w.-]*(:\d+)?([/?#][\w.~:/?#@!&'()*+,;=%-]*)?", re.ASCII)
_REWRITTEN = re.compile(r"%|xn--|:.*:.*:", re.IGNORECASE)  # some show 20% for 20%25, letters for xn--, a picture
# At the start of a paragraph; = and - also underline a heading, and a colon defines what stands above it.
_LIST_ITEM = re.compile(r"(\d*)([-+=.):])")


def text(words: str) -> str:
    """A text in a heading, in a list or in a table of a document."""
    return _around(_WORD, safe(words), _word)


def paragraph(words: str) -> str:
    """A text as a paragraph of its own, in a document."""
    return _no_item(text(words))


def cell_text(words: str) -> str:
    """A text in a heading of a notebook's cell, where MathJax reads what is rendered."""
    return _around(_CELL_WORD, safe(words), _cell_word)


def cell_paragraph(words: str) -> str:
    """A text as a paragraph of its own, in a notebook's cell."""
    return _no_item(cell_text(words))


def code(words: str) -> str:
    """A text as code, in a table as well."""
    shown = safe(words).replace("|", "\\|")
    fence = "`" * longer_than_runs(shown, 1)
    padding = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{padding}{shown}{padding}{fence}" if shown else ""


def source_text(words: str) -> str:
    """Where a number is from: the address of a page is a link to it, everything else a text."""
    if not _URL.fullmatch(words):
        return text(words)
    if not _REWRITTEN.search(words):
        return f"<{words}>"
    return f"[{text(words)}](<{words.replace('&', '&amp;')}>)"


def longer_than_runs(words: str, least: int = 3) -> int:
    """How many backticks no run of them in a text closes."""
    return max([least - 1, *[len(run) for run in re.findall("`+", words)]]) + 1


def _around(pattern: re.Pattern[str], words: str, shown: Callable[[str], str]) -> str:
    """A text with what a pattern finds in it shown in its own way, and all else escaped."""
    parts, at = [], 0
    for found in pattern.finditer(words):
        parts += [_escaped(words[at : found.start()]), shown(found[0])]
        at = found.end()
    return "".join([*parts, _escaped(words[at:])])


def _word(word: str) -> str:
    return f"`{word}`" if _ACTING.search(word) else _escaped(word)


def _cell_word(word: str) -> str:
    # Two of them are kept apart, for @@0@@ stands for the first formula of a cell.
    parts = [f"`{part}`" if _MATHJAX.search(part) else _word(part) for part in word.split("@@")]
    return "&#64;&#64;".join(parts)


def _escaped(words: str) -> str:
    return _AUTOLINK.sub(lambda found: f"&#{ord(found[0])};", words.translate(_ESCAPES))


def _no_item(inert: str) -> str:
    """A paragraph that begins no list and underlines nothing."""
    return _LIST_ITEM.sub(r"\1\\\2", inert, count=1) if _LIST_ITEM.match(inert) else inert
