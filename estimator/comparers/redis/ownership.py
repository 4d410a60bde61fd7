"""Which keys of a server are a workload's own, by name, type and content; those alone are deleted."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from estimator.producers.redis.client import refused
from estimator.producers.redis.replies import Failure, text_of, whole
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.comparers.redis.workloads import Workload
    from estimator.producers.redis.client import Client, Command
    from estimator.producers.redis.replies import Reply

BATCH = 100
NAMES = 500
LOOK = 64  # characters of a text that are compared
TYPES = {"geo": "zset", "bitmap": "string", "hll": "string"}  # as the server calls them


@record
class Deletion:
    """How many keys were deleted, and how many were left, for they have these names and are somebody else's."""

    deleted: int
    left: int


def delete(client: Client, workload: Workload) -> Deletion:
    """Delete what is there of a workload, a hundred keys at a time. OddReply, Cut, EstimateError."""
    kind = str(workload.parameters["type"])
    data_type = TYPES.get(kind, kind).encode()
    deleted = left = 0
    firsts = itertools.islice(_first_commands(workload), _written(client, workload))
    while batch := list(itertools.islice(firsts, BATCH)):
        types = [text_of(reply, "TYPE") for reply in _allowed(client, [("TYPE", first[1]) for first in batch])]
        there = [first for first, found in zip(batch, types, strict=True) if found == data_type]
        left += sum(found not in (b"none", data_type) for found in types)
        answers = _allowed(client, [_question(first) for first in there])
        ours = [str(first[1]) for first, answer in zip(there, answers, strict=True) if _fits(first, answer)]
        left += len(there) - len(ours)
        deleted += _deleted(client, ours)
    _deleted(client, [workload.throw_away])
    return Deletion(deleted, left)


def _written(client: Client, workload: Workload) -> int:
    """How many keys, in the order in which they were written, there may be: all behind are missing.

    The names alone are soon made, unlike the values, by which those that are there have to be known.
    """
    written = place = 0
    names = workload.names()
    while batch := list(itertools.islice(names, NAMES)):
        types = _allowed(client, [("TYPE", name) for name in batch])
        there = [number for number, found in enumerate(types, place + 1) if found != b"none"]
        written = there[-1] if there else written
        place += len(batch)
    return written


def _deleted(client: Client, names: list[str]) -> int:
    if not names:
        return 0
    [reply] = client.ask_all([("UNLINK", *names)])  # which gives memory back beside the server's other work
    if isinstance(reply, Failure) and "unknown command" in reply.text.lower():  # before 4.0
        reply = client.ask("DEL", *names)
    if isinstance(reply, Failure):
        raise refused(client.address, reply)
    return whole(reply, "UNLINK")


def _first_commands(workload: Workload) -> Iterator[Command]:
    """The first command of each key: what it wrote is there as long as the key is."""
    for _, commands in itertools.groupby(workload.commands(), lambda command: command[1]):
        yield next(commands)


def _allowed(client: Client, questions: list[Command]) -> list[Reply]:
    """The replies; that a key is of another type by now is one, any other refusal is the user's sentence."""
    replies = client.ask_all(questions)
    for reply in replies:
        if isinstance(reply, Failure) and reply.code != "WRONGTYPE":
            raise refused(client.address, reply)
    return replies


def _question(first: Command) -> Command:
    """What to ask of a key about what its first command wrote; the answer is short if it is ours."""
    match first:
        case ("SET" | "INCRBY" | "APPEND" | "PFADD", key, *_):
            return ("GETRANGE", key, 0, LOOK - 1)
        case ("SETBIT", key, bit, _):
            return ("GETBIT", key, bit)
        case ("HSET", key, field, *_):
            return ("HEXISTS", key, field)
        case ("SADD", key, member, *_):
            return ("SISMEMBER", key, member)
        case ("ZADD", key, _, member, *_) | ("GEOADD", key, _, _, member, *_):
            return ("ZSCORE", key, member)
        case ("XADD", key, place, *_):
            return ("XRANGE", key, place, place, "COUNT", 1)
        case ("RPUSH", key, *_):
            return ("LINDEX", key, 0)
        case _:
            raise AssertionError(first)


def _fits(first: Command, answer: Reply) -> bool:
    match first, answer:
        case ("SET", _, value), bytes():
            return answer == str(value).encode()[:LOOK]
        case ("INCRBY", _, int(step)), bytes():
            return answer.isdigit() and (int(answer) % step == 0 if step else answer == b"0")
        case ("APPEND", _, piece), bytes():
            return answer.startswith(str(piece).encode()[:LOOK])
        case ("PFADD", *_), bytes():
            return answer.startswith(b"HYLL")
        case ("ZADD", _, score, *_), bytes():
            return answer == str(score).encode() or _is_number(answer, str(score))
        case ("RPUSH", _, element, *_), bytes():
            return answer == str(element).encode()
        case ("GEOADD", *_), bytes():
            return True
        case ("XADD", *_), list():
            return len(answer) == 1
        case ("SETBIT" | "HSET" | "SADD", *_), int():
            return answer == 1
        case _:
            return False


def _is_number(answer: bytes, score: str) -> bool:
    """Whether a server means a number: up to 6.2 it says some decimals by all their digits."""
    try:
        return float(answer) == float(score)
    except ValueError:
        return False
