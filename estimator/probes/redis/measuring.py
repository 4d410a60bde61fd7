"""The growth of used_memory by a workload, measured as it is seen by INFO.

Each kind of command is used once on a key that goes again, for a first use allocates things that stay (a histogram of
latencies, for one). The probe's connection stays open in both readings, the loading one is closed before the second.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from typing import TYPE_CHECKING, Any

from estimator.probes.redis.connection import connect, facts, reported
from estimator.problems import EstimateError, command_line_problem
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from estimator.probes.redis.connection import Address, Client, Facts
    from estimator.probes.redis.workloads import Command, Workload

BATCH = 500
SLOTS = 16_384
KINDS_AMONG = 2000  # each kind of command of a workload is among its first
REST_SECONDS, STILL_SECONDS = 8.0, 0.3
THROW_AWAY = "estimator:throw-away"


@record
class Measurement:
    """What a workload took: bytes of used_memory in all, and how its first key is encoded."""

    growth: int
    encoding: str


def measure(address: Address, workload: Workload, progress: Callable[[int], None]) -> Measurement:
    """Load a workload into a server and read what it took. EstimateError where the server does not go along."""
    with contextlib.closing(connect(address)) as probe, reported(address):
        if "--cluster-enabled" in workload.options:
            _take_all_slots(probe)
        _warm_up(address, workload)
        before = used_memory(probe)
        _send(address, workload.commands(), progress)
        _send(address, workload.looks(), lambda _: None)
        growth = used_memory(probe) - before
        first = next(iter(workload.commands()))[1]
        encoding = probe.execute_command("OBJECT", "ENCODING", first)
        return Measurement(growth, encoding.decode() if isinstance(encoding, bytes) else str(encoding or ""))


def _take_all_slots(client: Client) -> None:
    """Make a fresh node of a cluster the whole cluster."""
    client.execute_command("CLUSTER", "ADDSLOTS", *range(SLOTS))
    deadline = time.monotonic() + REST_SECONDS
    while b"cluster_state:ok" not in _raw(client.execute_command("CLUSTER", "INFO")) and time.monotonic() < deadline:
        time.sleep(0.05)


def _raw(reply: Any) -> bytes:
    """A reply that redis-py may have taken apart."""
    if isinstance(reply, dict):
        return "\n".join([f"{name}:{value}" for name, value in reply.items()]).encode()
    return reply if isinstance(reply, bytes) else str(reply).encode()


def _warm_up(address: Address, workload: Workload) -> None:
    seen: dict[object, Command] = {}
    kinds = (itertools.islice(commands, KINDS_AMONG) for commands in (workload.commands(), workload.looks()))
    for command in itertools.chain.from_iterable(kinds):
        seen.setdefault(command[0], command)
    with contextlib.closing(connect(address)) as client:
        for name, *arguments in [(command[0], *command[2:]) for command in seen.values()]:
            client.execute_command(str(name), THROW_AWAY, *arguments)
        client.execute_command("OBJECT", "ENCODING", THROW_AWAY)
        client.delete(THROW_AWAY)


def _send(address: Address, commands: Iterable[Command], progress: Callable[[int], None]) -> None:
    remaining = iter(commands)
    with contextlib.closing(connect(address)) as client:
        while batch := list(itertools.islice(remaining, BATCH)):
            _run(client, batch)
            progress(len(batch))


def _run(client: Client, batch: Iterable[Command]) -> list[Any]:
    pipeline = client.pipeline(transaction=False)
    for command in batch:
        pipeline.execute_command(*command)
    replies: list[Any] = pipeline.execute()
    return replies


def used_memory(client: Client) -> int:
    """Bytes that the allocator has given out, once they rest."""
    deadline = time.monotonic() + REST_SECONDS
    before, since = -1, time.monotonic()
    while True:
        now = int(client.info("memory")["used_memory"])
        if now != before:
            before, since = now, time.monotonic()
        elif time.monotonic() - since >= STILL_SECONDS or time.monotonic() > deadline:
            return now
        time.sleep(0.05)


@contextlib.contextmanager
def borrowed(address: Address, workload: Workload, *, even_if_not_empty: bool) -> Iterator[None]:
    """A running server for the time of a workload: nothing is overwritten, and what was written goes again."""
    with contextlib.closing(connect(address)) as client, reported(address):
        usable(address, facts(client, address), even_if_not_empty=even_if_not_empty)
        names = list(dict.fromkeys([str(command[1]) for command in workload.commands()]))
        for batch in _batches([*names, THROW_AWAY]):
            if client.exists(*batch):
                message = f"{address} has a key that {workload.name} would write"
                raise EstimateError([command_line_problem(str(address), message, "use an empty server")])
        before = used_memory(client)
    try:
        yield
    finally:
        with contextlib.closing(connect(address)) as client, reported(address):
            for batch in _batches([*names, THROW_AWAY]):
                client.delete(*batch)
            _wait_for_tables(client, before)


def _wait_for_tables(client: Client, before: int) -> None:
    """The server gives back the emptied tables in its own time; the next reading starts from there."""
    deadline = time.monotonic() + REST_SECONDS
    while time.monotonic() < deadline and used_memory(client) > before * 1.01:
        time.sleep(0.2)


def usable(address: Address, found: Facts, *, even_if_not_empty: bool) -> None:
    """EstimateError where a server cannot be written to for a measurement."""
    full = sum(found.keys.values())
    message = remedy = ""
    if found.cluster:
        message = f"{address} is a node of a cluster, which takes only a part of the keys"
        remedy = "use a single server"
    elif found.replica:
        message, remedy = f"{address} is a replica, which takes no writes", "use its primary, or a server of your own"
    elif found.maximum_memory:
        message = f"{address} has a maxmemory, and might evict keys to make room"
        remedy = "use a server without a limit"
    elif full and not even_if_not_empty:
        message = f"{address} is not empty: it has {full} key{'s' if full > 1 else ''}"
        remedy = "use an empty server, or add --even-if-not-empty: what is there stays as it is"
    if message:
        raise EstimateError([command_line_problem(str(address), message, remedy)])


def _batches(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), BATCH):
        yield names[start : start + BATCH]
