"""What is read of strings: their lengths, and the room that long ones keep beyond them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.producers.redis.replies import Failure, whole
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.producers.redis.client import Command
    from estimator.producers.redis.replies import Reply
    from estimator.producers.redis.survey.samples import Sample

LONGEST_STRING = 2**40  # bytes; a server allows 512 MB unless proto-max-bulk-len is raised
SHARED_INTEGERS = 10_000
AROUND_STRING = 60  # bytes of a key besides name and text, about
AROUND_TEXT = 112  # the most that they are of a long text, so that with as many more it is of the same size of blocks
LONG_TEXT = 1024  # bytes of a text that is asked for its room
SPARE, LEAST_WITH_SPARE = 2**20, 10 * 2**20  # bytes that a query has to spare, and of a text that keeps them
MUCH_ROOM = 1.35  # times its length: sizes of blocks are a quarter apart


def strings(
    heads: dict[bytes, Sample], ask: Callable[[list[Command]], list[Reply]], *, leaves_spare: bool
) -> Iterator[tuple[bytes, Sample]]:
    """Strings with their lengths; an integer is read, up to its twenty digits.

    A long text has so many bytes as it keeps room for, where that is much more: SETBIT and APPEND leave it. Where SET
    `leaves_spare` room and a text has less, it came slowly, or from a dump.
    """
    commands: list[Command] = []
    long: dict[bytes, Sample] = {}
    for name, head in heads.items():
        commands.append(("GETRANGE", name, 0, 20) if head.encoding == "int" else ("STRLEN", name))
    for (name, head), reply in zip(heads.items(), ask(commands), strict=True):
        if isinstance(reply, Failure):
            continue
        if head.encoding != "int":
            size = whole(reply, "STRLEN", most=LONGEST_STRING)
            text = replace(head, size=size, usage=float(size + len(name) + AROUND_STRING), read=1)
            if size >= LONG_TEXT:
                long[name] = text
            else:
                yield name, text
        elif isinstance(reply, bytes) and re.fullmatch(rb"-?[0-9]{1,19}", reply):  # if not, it is a text by now
            small = not reply.startswith(b"-") and int(reply) < SHARED_INTEGERS
            form = "small integer" if small else "integer"
            usage = float(len(name) + AROUND_STRING)
            yield name, replace(head, form=form, size=len(reply), usage=usage, read=1)
    for (name, text), reply in zip(long.items(), ask([("MEMORY", "USAGE", name) for name in long]), strict=True):
        if isinstance(reply, Failure) or reply is None:  # not permitted, or gone since
            yield name, text
            continue
        usage = whole(reply, "MEMORY USAGE", least=1)
        room = usage - len(name) - AROUND_TEXT
        if leaves_spare and text.size >= LEAST_WITH_SPARE and usage < text.size + SPARE:
            yield name, replace(text, form="loaded", size=max(text.size, room), usage=float(usage))
        else:
            yield name, replace(text, size=room, usage=float(usage)) if room > MUCH_ROOM * text.size else text
