"""What is noted of a workload on a running Redis: a seed and a count, from which each name comes again."""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

from estimator.comparers import ledger
from estimator.comparers.redis.selection import WORKLOADS
from estimator.comparers.redis.workloads import DATA_TYPES, Workload
from estimator.producers.redis.client import Address
from estimator.records import record

if TYPE_CHECKING:
    from estimator.comparers.ledger import Note

MOST_KEYS = 10**10


@record
class Entry:
    """A workload on a server, and the note of it."""

    address: Address
    workload: Workload
    note: Note


def write_down(address: Address, workload: Workload) -> Entry:
    """An entry for what is about to be written; it is on the disk when this returns. EstimateError."""
    content = {
        "host": address.host,
        "port": address.port,
        "workload": workload.name,
        "keys": workload.keys,
        "seed": workload.seed,
        "names": _digest(workload),
        **({"parameters": workload.parameters} if workload.line is not None else {}),
    }
    return Entry(address, workload, ledger.write_down(str(address), content))


def read(note: Note) -> Entry:
    """The entry of a note. EstimateError."""
    match note.content:
        case {
            "host": str(host),
            "port": int(port),
            "workload": str(name),
            "keys": int(keys),
            "seed": int(seed),
            "names": str(digest),
        } if 0 < keys < MOST_KEYS and 0 < port < 65_536:
            workload = _known(name, note.content.get("parameters"))
            workload = workload.scaled(keys).seeded(seed) if workload is not None else None
            # Of a note that somebody has changed the parameters may be anything.
            with contextlib.suppress(ArithmeticError, LookupError, TypeError, ValueError):
                if workload is not None and _digest(workload) == digest:
                    return Entry(Address(host, port), workload, note)
    ledger.says_nothing(note.path)


def _known(name: str, parameters: object) -> Workload | None:
    """The workload of a name, or one of a sheet by what is noted of it."""
    if not isinstance(parameters, dict):
        return WORKLOADS.get(name)
    return Workload(name, parameters) if parameters.get("type") in DATA_TYPES else None


def _digest(workload: Workload) -> str:
    digest = hashlib.sha256()
    for name in workload.names():
        digest.update(name.encode() + b"\n")
    return digest.hexdigest()
