"""A sample of the keys of a server, read only, within bounds of time and number.

SCAN walks the table in the order of hashes, so its first keys are a random sample. Of a large value only a few elements
are read, of a text its length.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.probes.redis.connection import Client

BATCH = 200
ELEMENTS = 20  # read of one value, where the server cuts a reply to size
SHARED_INTEGERS = 10_000
SMALL = {"listpack": "packed", "listpackex": "packed", "ziplist": "packed", "intset": "integers"}
LONGEST_INTEGER = 19


@record
class Sample:
    """One key. Lengths are bytes: `first` of fields, members or elements, `second` of values or scores.

    `form` is packed, integers (an intset) or table of a container, and text, integer or small integer of a string.
    """

    database: int
    name: bytes
    data_type: str
    encoding: str
    form: str
    expires: bool
    size: int
    first: tuple[int, ...] = ()
    second: tuple[int, ...] = ()
    first_integers: bool = False
    second_integers: bool = False


@record
class Limits:
    """How long and how much is read."""

    seconds: float = 10.0
    keys: int = 100_000


def sampled(client: Client, database: int, keys: int, limits: Limits, progress: Callable[[int], None]) -> list[Sample]:
    """Samples of a database of so many keys; of all of them where the limits allow."""
    client.execute_command("SELECT", database)
    found: dict[bytes, Sample] = {}
    deadline = time.monotonic() + limits.seconds
    for names in _scanned(client):
        fresh = [name for name in dict.fromkeys(names) if name not in found]
        for start in range(0, len(fresh), BATCH):
            for sample in _read(client, database, fresh[start : start + BATCH]):
                found[sample.name] = sample
            progress(len(found))
            if (len(found) >= limits.keys and keys > limits.keys) or time.monotonic() > deadline:
                return list(found.values())
    return list(found.values())


def _scanned(client: Client) -> Iterator[list[bytes]]:
    cursor = 0
    while True:
        cursor, names = client.scan(cursor, count=BATCH)
        yield names
        if cursor == 0:
            return


def _pipelined(client: Client, commands: list[tuple[Any, ...]]) -> list[Any]:
    pipeline = client.pipeline(transaction=False)
    for command in commands:
        pipeline.execute_command(*command)
    replies: list[Any] = pipeline.execute(raise_on_error=False)  # a key may be gone by now
    return replies


def _read(client: Client, database: int, names: list[bytes]) -> Iterator[Sample]:
    asked = [(*command, name) for name in names for command in (("TYPE",), ("OBJECT", "ENCODING"), ("PTTL",))]
    replies = iter(_pipelined(client, asked))
    heads: list[tuple[bytes, str, str, bool]] = []
    for name in names:
        kind, encoding, lifetime = next(replies), next(replies), next(replies)
        if isinstance(kind, bytes) and isinstance(encoding, bytes) and isinstance(lifetime, int):
            heads.append((name, kind.decode(), encoding.decode(), lifetime >= 0))
    commands: list[tuple[Any, ...]] = []
    for name, kind, encoding, _ in heads:
        commands += _questions(name, kind, encoding)
    replies = iter(_pipelined(client, commands))
    for name, kind, encoding, expires in heads:
        answers = [next(replies) for _ in _questions(name, kind, encoding)]
        if answers and not any(isinstance(answer, Exception) or answer is None for answer in answers):
            yield _sample(database, name, kind, encoding, expires, answers)


def _questions(name: bytes, kind: str, encoding: str) -> list[tuple[Any, ...]]:
    match kind:
        case "string":
            return [("GET", name)] if encoding == "int" else [("STRLEN", name)]
        case "hash":
            return [("HLEN", name), ("HSCAN", name, 0, "COUNT", ELEMENTS)]
        case "list":
            return [("LLEN", name), ("LRANGE", name, 0, ELEMENTS - 1)]
        case "set":
            return [("SCARD", name), ("SSCAN", name, 0, "COUNT", ELEMENTS)]
        case "zset":
            return [("ZCARD", name), ("ZSCAN", name, 0, "COUNT", ELEMENTS)]
        case "stream":
            return [("XLEN", name), ("XRANGE", name, "-", "+", "COUNT", 5)]
        case _:  # of a module: not described
            return []


def _sample(database: int, name: bytes, kind: str, encoding: str, expires: bool, answers: list[Any]) -> Sample:  # noqa: FBT001
    form = SMALL.get(encoding, "table")
    head = (database, name, kind, encoding)
    if kind == "string":
        if encoding != "int":
            return Sample(*head, "text", expires, int(answers[0]))
        number = int(answers[0])
        return Sample(*head, "small integer" if 0 <= number < SHARED_INTEGERS else "integer", expires, len(str(number)))
    size, body = int(answers[0]), answers[1]
    first, second = _elements(kind, body)
    return Sample(
        *head,
        form,
        expires,
        size,
        tuple(map(len, first)),
        tuple(map(len, second)),
        _are_integers(first),
        _are_integers(second),
    )


def _elements(kind: str, body: Any) -> tuple[list[bytes], list[bytes]]:
    """The elements of a reply, and what belongs to each."""
    match kind:
        case "hash":
            pairs = body[1]
            items = _pairs(pairs)
            return [field for field, _ in items], [value for _, value in items]
        case "zset":
            pairs = body[1]
            if pairs and isinstance(pairs[0], bytes):
                pairs = list(zip(pairs[::2], pairs[1::2], strict=True))
            return [member for member, _ in pairs], [_score(score) for _, score in pairs]
        case "set":
            return list(body[1]), []
        case "stream":
            pairs = [pair for _, fields in body for pair in _pairs(fields)]
            return [field for field, _ in pairs], [value for _, value in pairs]
        case _:
            return list(body), []


def _pairs(reply: Any) -> list[tuple[bytes, bytes]]:
    """Names and values, which the client may have made a dictionary of."""
    return list(reply.items()) if isinstance(reply, dict) else list(zip(reply[::2], reply[1::2], strict=True))


def _score(score: Any) -> bytes:
    """A score as the server's packed form has it: an integer where it is whole."""
    number = float(score)
    return str(int(number)).encode() if number.is_integer() and abs(number) < 1e17 else repr(number).encode()


def _are_integers(texts: list[bytes]) -> bool:
    """Whether most are numbers as they are kept: no sign but a minus, no zero in front."""
    whole = sum(_is_integer(text) for text in texts)
    return whole * 2 > len(texts)


def _is_integer(text: bytes) -> bool:
    digits = text.removeprefix(b"-")
    return digits.isdigit() and len(digits) <= LONGEST_INTEGER and (text == b"0" or not digits.startswith(b"0"))
