"""Eyes of their own on a server: the tests look with the makers' client, not with ours."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Any

import redis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from estimator.producers.redis.client import Address

    # redis-py is typed in part only: an untyped call in every other line would say no more.
    Eyes: TypeAlias = Any


@contextlib.contextmanager
def eyes(address: Address) -> Iterator[Eyes]:
    """A client of another make."""
    with contextlib.closing(
        redis.Redis(host=address.host, port=address.port, protocol=2, socket_timeout=None)
    ) as client:
        yield client


def fill(address: Address, commands: Iterable[tuple[str | int, ...]], batch: int = 500) -> None:
    """Run commands, so many at a time."""
    remaining = iter(commands)
    with eyes(address) as client:
        while part := list(itertools.islice(remaining, batch)):
            pipeline = client.pipeline(transaction=False)
            for command in part:
                pipeline.execute_command(*command)
            pipeline.execute()
