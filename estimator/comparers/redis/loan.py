"""A running server for the time of a workload, and what an end without a clean-up left behind."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING

from estimator.comparers.interruptions import sheltered
from estimator.comparers.lending import cleaned_up, taken_back
from estimator.comparers.redis import entries
from estimator.comparers.redis.measuring import BATCH, used_memory
from estimator.comparers.redis.ownership import delete
from estimator.producers.redis.client import connect, parse_address, problem, understood
from estimator.producers.redis.facts import facts
from estimator.producers.redis.replies import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.comparers.comparison import Left
    from estimator.comparers.ledger import Note
    from estimator.comparers.redis.entries import Entry
    from estimator.comparers.redis.workloads import Workload
    from estimator.producers.redis.client import Address, Client
    from estimator.producers.redis.facts import Facts

EMPTIED_SECONDS = 1.0  # without a change: a server looks after its tables ten times a second


@contextlib.contextmanager
def borrowed(address: Address, workload: Workload, *, even_if_not_empty: bool) -> Iterator[None]:
    """A running server for the time of a workload: nothing is overwritten, and what was written goes again.

    EstimateError where it cannot be lent, or where what was written could not all be deleted.
    """
    with understood(address), connect(address) as client:
        usable(address, facts(client), even_if_not_empty=even_if_not_empty)
        names = itertools.chain(workload.names(), [workload.throw_away])
        while batch := list(itertools.islice(names, BATCH)):
            if whole(client.ask("EXISTS", *batch), "EXISTS"):
                message = f"{address} has a key that {workload.name} would write"
                raise problem(address, message, "use an empty server")
        before = used_memory(client)
    entry = None
    try:
        with sheltered():
            entry = entries.write_down(address, workload)
        yield
    finally:
        if entry is not None:
            written = entry
            taken_back(written.note, lambda: _deleted(written))
    with understood(address), connect(address) as client:  # for the next workload: whoever is asked to end has none
        _wait_for_tables(client, before)


def _deleted(entry: Entry) -> tuple[int, int]:
    """How many keys of ours were there and are deleted, and how many were left that somebody else changed."""
    with understood(entry.address), connect(entry.address) as client:
        deletion = delete(client, entry.workload)
        return deletion.deleted, deletion.left


def _wait_for_tables(client: Client, before: int) -> None:
    """The server gives back the emptied tables in its own time; the next reading starts from there.

    What it allocated at the first use of a command stays: then the memory rests above what it was.
    """
    if used_memory(client) > before * 1.01:
        used_memory(client, EMPTIED_SECONDS)


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
        raise problem(address, message, remedy)


def cleaned(note: Note, server: str) -> Left | None:
    """Delete what a run that was killed left behind, if it is on this server; a note that cannot be done stays."""
    entry = entries.read(note)
    if server and parse_address(server) != entry.address:
        return None
    return cleaned_up(note, entry.address, entry.workload.name, "key", lambda: _deleted(entry))
