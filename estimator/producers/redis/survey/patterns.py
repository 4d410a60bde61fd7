"""What names of keys have in common."""

from __future__ import annotations

import re
from itertools import accumulate

from estimator.languages.spans import width

LONGEST_NAME = 400  # bytes that are looked at: what comes later is cut off in any case
LONGEST_PATTERN = 40  # columns
PLACEHOLDER = re.compile(r"(\{(?:uuid|date|ip|hex|id|number|bytes|word)\})")
ESCAPED = re.compile(r"\\x[0-9a-f]{2}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DATE = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}-(?:W[0-5][0-9]|[01][0-9](?:-[0-3][0-9])?)(?![0-9])")
_ADDRESS = re.compile(r"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9.])")
_NUMBER = re.compile(r"[0-9]+")
_HEX = re.compile(r"(?<![a-zA-Z0-9])(?=[0-9a-fA-F]*[0-9])(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{6,}(?![a-zA-Z0-9])")
_MIXED = re.compile(r"(?<![a-zA-Z0-9])(?=[a-zA-Z]*[0-9])[a-zA-Z0-9]{16,}(?![a-zA-Z0-9])")
_WORDS = ((_UUID, "{uuid}"), (_DATE, "{date}"), (_ADDRESS, "{ip}"), (_HEX, "{hex}"), (_MIXED, "{id}"),
          (_NUMBER, "{number}"))  # fmt: skip
# So many bytes that are no text make a part of a name an id: each would have a pattern of its own.
_OF_NO_TEXT = re.compile("[\x00-\x1f\x7f\udc80-\udcff]")
FEWEST_OF_NO_TEXT = 6
# A blank at an end would be lost, two look like one, and one before a bracket is between a pattern and what is said.
_ODD_BLANK = re.compile(r"^ | (?=[ (]|$)")
_CUT_OFF = re.compile(r"\\(?:x[0-9a-f]?)?$")


def pattern(name: bytes) -> str:
    """What a key's name has in common with its like: `user:{number}`. Printable, and no wider than 40 columns.

    A text of UTF-8 stands as it is; what of it cannot be shown, or is no text, as its bytes in hexadecimal digits.
    """
    text = _start(name).decode("utf-8", errors="surrogateescape")
    is_plain = text.isprintable()
    if not is_plain:
        parts = text.split(":")
        text = ":".join([part if len(_OF_NO_TEXT.findall(part)) < FEWEST_OF_NO_TEXT else "{bytes}" for part in parts])
    for expression, word in _WORDS:
        if expression.search(text):
            parts = PLACEHOLDER.split(text)
            text = "".join([part if at % 2 else expression.sub(word, part) for at, part in enumerate(parts)])
    if not is_plain:
        text = "".join([char if char.isprintable() else _bytes(char) for char in text])
    return shortened(_ODD_BLANK.sub(r"\\x20", text) if " " in text else text)


def _start(name: bytes) -> bytes:
    """As much of a name as is looked at, which does not end within a character."""
    if len(name) <= LONGEST_NAME:
        return name
    end = LONGEST_NAME
    while end > LONGEST_NAME - 3 and name[end] & 0xC0 == 0x80:
        end -= 1
    return name[:end]


def _bytes(char: str) -> str:
    """A character, or a byte that is none, as its bytes."""
    return "".join([f"\\x{byte:02x}" for byte in char.encode("utf-8", errors="surrogateescape")])


def shortened(text: str) -> str:
    """A pattern of 40 columns at most."""
    if width(text) <= LONGEST_PATTERN:
        return text
    end = sum(at <= LONGEST_PATTERN - 3 for at in accumulate(map(width, text)))
    return f"{_CUT_OFF.sub('', text[:end])}..."
