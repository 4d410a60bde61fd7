"""The growth of used_memory by a workload, measured as it is seen by INFO.

Each kind of command is used once on a key that goes again, for a first use allocates things that stay (a histogram of
latencies, for one). The tables that this key leaves behind go where a server of our own is emptied then: of a few keys
they are a large part. The probe's connection stays open in both readings, the loading one is closed before the second.
"""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING

from estimator.producers.redis.client import connect, problem, refused
from estimator.producers.redis.replies import Failure, information, said, text_of, word
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from estimator.comparers.redis.workloads import Workload
    from estimator.producers.redis.client import Address, Client, Command

BATCH = 500
KINDS_AMONG = 2000  # each kind of command of a workload is among its first
KEPT_COMMANDS, SMALL = 40, 4000
REST_SECONDS, STILL_SECONDS = 8.0, 0.3


@record
class Measurement:
    """What a workload took: bytes of used_memory in all, and how its first key is encoded."""

    growth: int
    encoding: str


def measure(
    address: Address, workload: Workload, progress: Callable[[int], None], *, emptied: bool = False
) -> Measurement:
    """Load a workload into a server and read what it took; one of our own may be `emptied` before.

    OddReply, Cut, EstimateError where it does not go along.
    """
    with connect(address) as probe:
        if "--cluster-enabled" in workload.options:
            _take_slots(probe, workload.slots)
        _warm_up(address, workload)
        if emptied:
            probe.ask("FLUSHALL")
        before = used_memory(probe)
        _send(address, workload.commands(), progress)
        _send(address, workload.looks(), lambda _: None)
        growth = used_memory(probe) - before
        if growth <= 0:
            message = f"the used_memory of {address} does not grow while {workload.name} is written to it"
            raise problem(address, message, "use a server that nobody else uses meanwhile")
        first = next(iter(workload.commands()))[1]
        return Measurement(growth, word(probe.ask("OBJECT", "ENCODING", first), "OBJECT ENCODING"))


def _take_slots(client: Client, slots: int) -> None:
    """Make a fresh node of a cluster the whole cluster, as far as it goes."""
    client.ask("CLUSTER", "ADDSLOTS", *range(slots))
    deadline = time.monotonic() + REST_SECONDS
    while b"cluster_state:ok" not in text_of(client.ask("CLUSTER", "INFO"), "CLUSTER INFO"):
        if time.monotonic() > deadline:
            raise problem(client.address, f"the cluster at {client.address} does not come up", "try again")
        time.sleep(0.05)


def _warm_up(address: Address, workload: Workload) -> None:
    seen: dict[object, Command] = {}
    kinds = (itertools.islice(commands, KINDS_AMONG) for commands in (workload.commands(), workload.looks()))
    for command in itertools.chain.from_iterable(kinds):
        seen.setdefault(command[0], command)
    with connect(address) as client:
        kinds_used: list[Command] = [(command[0], workload.throw_away, *command[2:]) for command in seen.values()]
        for used in kinds_used:
            client.ask(*used)
        # Redis 8.6 keeps so many commands of those that come together, for the next ones, with room for their words.
        small = [used for used in kinds_used if sum(len(str(part)) for part in used) < SMALL]
        client.ask_all([used for used in small for _ in range(KEPT_COMMANDS)])
        client.ask("OBJECT", "ENCODING", workload.throw_away)
        client.ask("DEL", workload.throw_away)


def _send(address: Address, commands: Iterable[Command], progress: Callable[[int], None]) -> None:
    remaining = iter(commands)
    with connect(address) as client:
        while batch := list(itertools.islice(remaining, BATCH)):
            for reply in client.ask_all(batch):
                if isinstance(reply, Failure):
                    raise refused(address, reply)
            progress(len(batch))


def used_memory(client: Client, still: float | None = None) -> int:
    """Bytes that the allocator has given out, once they rest: for so many seconds, unless given STILL_SECONDS."""
    still = STILL_SECONDS if still is None else still
    deadline = time.monotonic() + REST_SECONDS
    before, since = -1, time.monotonic()
    while True:
        now = said(information(client.ask("INFO", "memory")), "used_memory", least=1)
        if now != before:
            before, since = now, time.monotonic()
        elif time.monotonic() - since >= still:
            return now
        if time.monotonic() > deadline:
            return now
        time.sleep(0.05)
