"""What a server sends, read within bounds of time, size and depth, and taken for nothing but what it is.

The protocol is RESP2 (the protocol specification of redis.io): a line begins with its kind, `+` a word, `-` an error,
`:` an integer, `$` a text of so many bytes, `*` a list of so many replies. Whatever answers at an address may be a
proxy, a server that is only compatible, or none at all; so nothing here trusts a length, a kind or a value:

* OddReply   it is nothing that a Redis says, in that place; the text says what
* Cut        the time is up in the middle, or more comes than was asked for; the text says which

Both become the user's sentence in `client`, and nothing else does: a fault of ours stays one.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from estimator.languages.spans import safe
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Reply: TypeAlias = "bytes | int | list[Reply] | Failure | None"

CHUNK = 65_536
LONGEST_LINE = 65_536
EMPTY: list[Reply] = []  # one for all, for a million of them may come
LONGEST_FAILURE = 200
DEEPEST = 8
TOO_MUCH = "more came than was asked for"
HIGHEST = 2**63 - 1
_INTEGER = re.compile(rb"-?[0-9]{1,20}")
_FIELD_OF_DATABASE = re.compile(r"db([0-9]{1,9})")


@record
class Failure:
    """A server's answer that something cannot be done: its own words, safe for a terminal."""

    text: str

    @property
    def code(self) -> str:
        """The first word, which servers keep to: ERR, NOPERM, WRONGTYPE."""
        return self.text.split(" ", 1)[0].upper()


class OddReply(Exception):
    """What came is nothing that a Redis would say there."""


class Cut(Exception):
    """The reading ended before its end."""


class Replies:
    """The replies of a stream of bytes, one after the other; `receive` gives the next bytes, or none at its end."""

    def __init__(self, receive: Callable[[int], bytes]) -> None:
        self._receive = receive
        self._buffer = bytearray()
        self._at = 0
        self._left = 0

    def allow(self, most: int) -> None:
        """So many bytes may come until this is called again; more are a Cut."""
        self._left = most

    def next(self) -> Reply:
        """The next reply. OddReply, Cut, and whatever `receive` raises."""
        lists: list[tuple[list[Reply], int]] = []
        while True:
            value, length = self._one()
            if length > 0:
                if len(lists) == DEEPEST:
                    raise OddReply("it sends lists inside lists without end")
                lists.append(([], length))
                continue
            while lists:
                if isinstance(value, Failure):
                    raise OddReply("it sends an error inside a list")
                items, wanted = lists[-1]
                items.append(value)
                if len(items) < wanted:
                    break
                value = items
                lists.pop()
            else:
                return value

    def _one(self) -> tuple[Reply, int]:
        """A reply, or the length of a list whose elements follow."""
        line = self._line()
        kind, rest = line[:1], line[1:]
        if kind in (b"$", b"*"):
            length = _number(rest)
            if length < 0:
                if length < -1:
                    raise OddReply("it sends something of a negative length")
                return None, 0
            return (self._text(length), 0) if kind == b"$" else (EMPTY, length)
        if kind == b":":
            return _number(rest), 0
        if kind == b"+":
            return rest, 0
        if kind == b"-":
            return Failure(plain(rest)), 0
        raise OddReply(f"it sends {plain(line)[:40]!r}, which is none of the protocol")

    def _line(self) -> bytes:
        searched = 0
        while (end := self._buffer.find(b"\r\n", self._at + searched)) < 0:
            held = len(self._buffer) - self._at
            if held > LONGEST_LINE:
                raise OddReply("it sends a line without an end")
            searched = max(0, held - 1)
            self._more()
        line = bytes(self._buffer[self._at : end])
        self._at = end + 2
        return line

    def _text(self, length: int) -> bytes:
        end = self._at + length
        missing = end + 2 - len(self._buffer)
        if missing > 0:
            if missing > self._left:
                raise Cut(TOO_MUCH)
            while self._at + length + 2 > len(self._buffer):
                self._more()
            end = self._at + length
        if not self._buffer.startswith(b"\r\n", end):
            raise OddReply("it sends a text of another length than it says")
        text = bytes(self._buffer[self._at : end])
        self._at = end + 2
        return text

    def _more(self) -> None:
        """Receive bytes; what was read goes."""
        if self._left <= 0:
            raise Cut(TOO_MUCH)
        del self._buffer[: self._at]
        self._at = 0
        received = self._receive(min(CHUNK, self._left))
        self._left -= len(received)
        self._buffer += received


def _number(text: bytes) -> int:
    if text.isdigit() and len(text) < 19:
        return int(text)
    if not _INTEGER.fullmatch(text) or abs(number := int(text)) > HIGHEST:
        raise OddReply(f"it sends {plain(text)[:40]!r} for a number")
    return number


def plain(text: bytes | str, longest: int = LONGEST_FAILURE) -> str:
    """What a server says, in one line that is safe in a terminal, a sheet and a page."""
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return safe(words[:longest]).strip()


# What a reply is asked for. Each says what was asked, for the sentence.


def whole(reply: Reply, asked: str, least: int = 0, most: int = HIGHEST) -> int:
    """An integer within bounds. OddReply."""
    if not isinstance(reply, int) or not least <= reply <= most:
        raise _odd(reply, asked)
    return reply


def text_of(reply: Reply, asked: str) -> bytes:
    """A text. OddReply."""
    if not isinstance(reply, bytes):
        raise _odd(reply, asked)
    return reply


def word(reply: Reply, asked: str) -> str:
    """A name as servers give their types and encodings: ASCII letters, digits and hyphens. OddReply."""
    text = text_of(reply, asked)
    if not re.fullmatch(rb"[A-Za-z][A-Za-z0-9_.:-]{0,39}", text):
        raise _odd(reply, asked)
    return text.decode("ascii")


def texts(reply: Reply, asked: str) -> list[bytes]:
    """A list of texts. OddReply."""
    if not isinstance(reply, list):
        raise _odd(reply, asked)
    return [text_of(item, asked) for item in reply]


def pairs(reply: Reply, asked: str) -> list[tuple[bytes, bytes]]:
    """A list of texts, two by two. OddReply."""
    found = texts(reply, asked)
    if len(found) % 2:
        raise OddReply(f"it answers {asked} with an odd number of texts")
    return list(zip(found[::2], found[1::2], strict=True))


def scan(reply: Reply, asked: str) -> tuple[bytes, Reply]:
    """The cursor and the content of a part of a scan. OddReply."""
    match reply:
        case [bytes(cursor), content] if cursor.isdigit() and len(cursor) <= 20:
            return cursor, content
    raise _odd(reply, asked)


def number(text: bytes, asked: str) -> float:
    """A score: a number or an infinity. OddReply."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if math.isnan(value) or b"_" in text:
        raise _odd(text, asked)
    return value


def _odd(reply: Reply, asked: str) -> OddReply:
    match reply:
        case Failure(text=text):
            said = f"the error “{text}”"
        case bytes():
            said = f"“{plain(reply)[:60]}”"
        case None:
            said = "nothing"
        case list():
            said = f"a list of {len(reply)}"
        case _:
            said = str(reply)
    return OddReply(f"it answers {asked} with {said}")


# INFO: lines of `name:value`


def information(reply: Reply, asked: str = "INFO") -> dict[str, str]:
    """What INFO says, by name. OddReply."""
    found: dict[str, str] = {}
    for line in text_of(reply, asked).decode(errors="replace").splitlines():
        name, colon, value = line.partition(":")
        if colon and not line.startswith("#"):
            found[name.strip()] = value.strip()
    return found


def said(info: dict[str, str], name: str, otherwise: int | None = None, least: int = 0, source: str = "INFO") -> int:
    """An integer of INFO, or of another such source; `otherwise` where it may be missing. OddReply."""
    text = info.get(name)
    if text is None and otherwise is not None:
        return otherwise
    if text is None:
        raise OddReply(f"its {source} has no {name}")
    if not re.fullmatch(r"[0-9]{1,19}", text, re.ASCII) or not least <= int(text) <= HIGHEST:
        raise OddReply(f"its {source} has {name}:{plain(text)[:40]}")
    return int(text)


def keyspace(info: dict[str, str]) -> dict[int, int]:
    """The number of keys of each database. OddReply."""
    found: dict[int, int] = {}
    for name, value in info.items():
        if database := _FIELD_OF_DATABASE.fullmatch(name):
            fields = dict(field.split("=", 1) for field in value.split(",") if "=" in field)
            if "keys" not in fields:
                raise OddReply(f"its INFO has {name} without a number of keys")
            found[int(database[1])] = said(fields, "keys")
    return found
