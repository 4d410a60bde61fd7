"""What names of keys have in common."""

from __future__ import annotations

import re

LONGEST_NAME = 400  # characters that are looked at: what comes later is cut off in any case
LONGEST_PATTERN = 40
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DATE = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}-(?:W[0-5][0-9]|[01][0-9](?:-[0-3][0-9])?)(?![0-9])")
_ADDRESS = re.compile(r"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9.])")
_NUMBER = re.compile(r"[0-9]+")
_HEX = re.compile(r"(?<![a-zA-Z0-9])(?=[0-9a-fA-F]*[0-9])(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{6,}(?![a-zA-Z0-9])")
_MIXED = re.compile(r"(?<![a-zA-Z0-9])(?=[a-zA-Z]*[0-9])[a-zA-Z0-9]{16,}(?![a-zA-Z0-9])")
_WORDS = ((_UUID, "{uuid}"), (_DATE, "{date}"), (_ADDRESS, "{ip}"), (_HEX, "{hex}"), (_MIXED, "{id}"),
          (_NUMBER, "{number}"))  # fmt: skip


def pattern(name: bytes) -> str:
    """What a key's name has in common with its like: `user:{number}`. Printable, and no longer than 40 characters."""
    text = name[:LONGEST_NAME].decode("ascii", errors="replace")
    text = "".join([char if 32 < ord(char) < 127 and char not in "{}" else "?" for char in text])
    for expression, word in _WORDS:
        text = "".join(
            [part if part.startswith("{") else expression.sub(word, part) for part in re.split(r"(\{[a-z]+\})", text)]
        )
    return shortened(text)


def shortened(text: str) -> str:
    """A pattern of 40 characters at most."""
    return text if len(text) <= LONGEST_PATTERN else text[: LONGEST_PATTERN - 3] + "..."
