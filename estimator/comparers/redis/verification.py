"""Predicted against measured, workload by workload, on servers that are started or lent."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from estimator.comparers.comparison import Comparison
from estimator.comparers.interruptions import terminable
from estimator.comparers.redis.loan import borrowed, usable
from estimator.comparers.redis.measuring import measure
from estimator.comparers.redis.selection import FIELD_TTL
from estimator.comparers.redis.servers import running
from estimator.notation.releases import release_parts
from estimator.problems import EstimateError, refused
from estimator.producers.redis.client import connect, understood
from estimator.producers.redis.facts import facts
from estimator.producers.redis.survey import field_times
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from estimator.comparers.comparison import Program
    from estimator.comparers.redis.workloads import Workload
    from estimator.producers.redis.client import Address
    from estimator.producers.redis.facts import Facts

PACKED = ("listpack", "listpackex", "ziplist", "intset")
TABLES_GO = "8.0"  # from which on a server that is emptied gives back more than its tables: what it counts sizes by
EXACT, OTHER, GLIBC = 0.005, 0.03, 0.05  # what the model promises: strings and packed forms, the rest, glibc's malloc


def bound(workload: Workload, encoding: str, allocator: str) -> float:
    """What the model promises for a workload."""
    if allocator == "glibc":
        return GLIBC
    return EXACT if workload.parameters["type"] == "string" or encoding in PACKED else OTHER


def expires_fields(found: Facts) -> bool:
    """Whether a server knows fields with a time to live."""
    return field_times.are_known(found.server, found.version)


def on_program(
    program: Program, workloads: list[Workload], progress: Callable[[Workload, int], None]
) -> tuple[Facts, Generator[Comparison]]:
    """A fresh server of a program for each workload; its facts, and the comparisons as they come."""
    with running(program.path) as address, understood(address), connect(address) as client:
        found = facts(client)
    workloads, found = _had(workloads, found)

    def all_of_them() -> Generator[Comparison]:
        for workload in applicable(workloads, found):
            with running(program.path, *workload.options) as address:
                comparison = _compared(address, workload, found, progress, is_ours=True)
            yield comparison

    return found, all_of_them()


def on_server(
    address: Address,
    workloads: list[Workload],
    progress: Callable[[Workload, int], None],
    *,
    even_if_not_empty: bool = False,
) -> tuple[Facts, Generator[Comparison]]:
    """A server that runs already: nothing of it is overwritten, and what is written goes again.

    The names are new ones on each run, which no other key has, and they are kept in a file while they are there.
    """
    with understood(address), connect(address) as client:
        found = facts(client)
    usable(address, found, even_if_not_empty=even_if_not_empty)
    workloads, found = _had(workloads, found)

    def all_of_them() -> Generator[Comparison]:
        for workload in applicable(workloads, found):
            if not workload.options:  # a server that runs cannot be given other options
                ours = workload.seeded(secrets.randbits(63))
                with terminable(), borrowed(address, ours, even_if_not_empty=even_if_not_empty):
                    comparison = _compared(address, ours, found, progress)
                yield comparison

    return found, all_of_them()


def _had(workloads: list[Workload], found: Facts) -> tuple[list[Workload], Facts]:
    """What of a sheet the release of a server has, and what is noted of the rest. EstimateError if it has nothing."""
    there: list[Workload] = []
    notes: list[str] = []
    for each in workloads:
        try:
            if each.line is not None:
                each.predicted(each.expression(found))
            there.append(each)
        except EstimateError as error:
            notes.append(f"{each.name} is not loaded: {error.problems[0].message}")
    if notes and not there:
        raise refused(found.title, notes[0], "verify it on a server that has it: --program PATH")
    return there, replace(found, notes=(*found.notes, *notes))


def applicable(workloads: list[Workload], found: Facts) -> list[Workload]:
    """Those that a server of this version can hold; of a sheet's it has been noted which it cannot."""
    return [each for each in workloads if each.line is not None or each.name not in FIELD_TTL or expires_fields(found)]


def _compared(
    address: Address,
    workload: Workload,
    found: Facts,
    progress: Callable[[Workload, int], None],
    *,
    is_ours: bool = False,
) -> Comparison:
    with understood(address):
        emptied = is_ours and release_parts(found.version) < release_parts(TABLES_GO)
        measurement = measure(address, workload, lambda done: progress(workload, done), emptied=emptied)
    expression = workload.expression(found)
    return Comparison(
        workload.name,
        workload.keys,
        expression,
        measurement.encoding,
        workload.predicted(expression) / workload.keys,
        measurement.growth / workload.keys,
        bound(workload, measurement.encoding, found.allocator),
    )
