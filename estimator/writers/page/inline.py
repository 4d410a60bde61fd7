"""A user's texts as HTML: inert, with code where a text says so, and names that break where they are joined."""

from __future__ import annotations

import html
import re

from estimator.languages.spans import safe

_CODE = re.compile(r"`([^`]+)`")
_LONG = re.compile(r"\S{30,}")
_LONG_NAME = re.compile(r"[\w.]{30,}")
_PART = re.compile(r"(?<=\w)[/_.?=-](?=\w)")
_JOINT = re.compile(r"(?<=[^\W_])[_.](?=[^\W\d_])")


def text(words: str) -> str:
    """A user's text as HTML."""
    return html.escape(safe(words))


def name(words: str) -> str:
    """A name, or an expression of names: it may break behind `_` and `.`, and nowhere else inside a word."""
    return _JOINT.sub(lambda joint: f"{joint[0]}<wbr>", text(words))


def formula(words: str) -> str:
    """A formula, which breaks between its words; a name that may be longer than a narrow line is one of parts, too."""
    return _LONG_NAME.sub(lambda word: _JOINT.sub(lambda joint: f"{joint[0]}<wbr>", word[0]), text(words))


def prose(words: str) -> str:
    """A description: what stands between backticks is code, and an address breaks where its parts are joined."""
    broken = _LONG.sub(lambda word: _PART.sub(lambda joint: f"{joint[0]}<wbr>", word[0]), text(words))
    return _CODE.sub(lambda code: f"<code>{code[1]}</code>", broken)


def note(words: str) -> str:
    """A paragraph that says something beside the numbers; nothing for no words."""
    return f'<p class="note">{prose(words)}</p>' if words else ""


def sources(texts: tuple[str, ...]) -> str:
    """Where numbers are from, a line each."""
    if len(texts) == 1:
        return f"<p>Source: {prose(texts[0])}</p>"
    items = "".join([f"<li>{prose(each)}</li>" for each in texts])
    return f'<p>Sources:</p><ul class="sources">{items}</ul>' if items else ""
