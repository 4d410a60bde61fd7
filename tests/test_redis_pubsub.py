"""What subscriptions take in a Redis or Valkey: predicted, and as servers have it."""

from __future__ import annotations

import contextlib
import random
import socket
from typing import TYPE_CHECKING

import pytest

from estimator.comparers.comparison import predicted_bytes
from estimator.comparers.redis.measuring import used_memory
from estimator.comparers.redis.servers import running
from estimator.producers.redis.client import connect
from estimator.producers.redis.facts import facts
from tests.data import part_of
from tests.real import servers
from tests.redis_server import eyes

if TYPE_CHECKING:
    from estimator.comparers.comparison import Program

CLIENTS, WITHIN = 300, 0.05
QUIET_SECONDS = 6.0  # after which a server has given back the buffers of clients that say nothing
PROGRAMS = servers()


def said(connection: socket.socket, *words: str, answer: bytes = b"+PONG", answers: int = 1) -> None:
    """Send a command, and take so many answers."""
    parts = [f"${len(word)}\r\n{word}\r\n" for word in words]
    connection.sendall(f"*{len(words)}\r\n{''.join(parts)}".encode())
    found = b""
    while found.count(answer) < answers:
        found += connection.recv(65_536)


@pytest.mark.parametrize("program", part_of(PROGRAMS, 4), ids=lambda program: program.version.split(" sha")[0])
@pytest.mark.parametrize(("each", "channels", "length"), [(1, 6, 12), (8, 60, 30)])
def test_a_server_takes_for_subscriptions_what_is_predicted(
    program: Program, each: int, channels: int, length: int
) -> None:
    chance = random.Random(11)
    names = [f"{number:04d}".rjust(length, "c") for number in range(channels)]
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(running(program.path))
        probe = stack.enter_context(connect(address))
        with eyes(address) as client, client.pubsub() as first:  # the first of a server adds a histogram
            first.subscribe("first")
            first.get_message(timeout=1)
        waiting = [stack.enter_context(socket.create_connection((address.host, address.port))) for _ in range(CLIENTS)]
        for connection in waiting:
            said(connection, "PING")
        before = used_memory(probe, QUIET_SECONDS)
        for connection in waiting:
            said(connection, "SUBSCRIBE", *chance.sample(names, each), answer=b"subscribe", answers=each)
        taken = used_memory(probe, QUIET_SECONDS) - before
        call = f"redis.pubsub({CLIENTS}, {each}, {channels}, {length} B, {facts(probe).arguments})"
    assert taken == pytest.approx(predicted_bytes(call), rel=WITHIN)
