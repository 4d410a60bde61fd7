"""What `verify redis` is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.comparers.comparison import Server, System
from estimator.comparers.redis.loan import cleaned
from estimator.comparers.redis.selection import WORKLOADS
from estimator.comparers.redis.servers import program, programs
from estimator.comparers.redis.sheets import LEAST_OWN, is_ours_to_tell, of_sheet
from estimator.comparers.redis.verification import on_program, on_server
from estimator.languages.installing import installing
from estimator.problems import refused
from estimator.producers.redis.client import parse_address
from estimator.records import replace

if TYPE_CHECKING:
    from estimator.comparers.comparison import Program, Progress, Run
    from estimator.comparers.redis.workloads import Workload
    from estimator.producers.redis.facts import Facts

UNSEEN = 160  # bytes: of tables of four places, one of keys and one of times to live, of any release and allocator


def _server(found: Facts) -> Server:
    return Server("redis", found.server, found.full_version, found.title, found.notes, found.allocator)


def _on_program(found: Program, workloads: list[Workload], progress: Progress) -> Run:
    facts, comparisons = on_program(found, workloads, progress)
    return _server(facts), comparisons


def _on_server(text: str, workloads: list[Workload], progress: Progress, even_if_not_empty: bool) -> Run:  # noqa: FBT001  of a table
    address = parse_address(text)
    ours = [each for each in workloads if is_ours_to_tell(each) and not _of_cluster(each)]
    said = [
        f"{each.name} is not loaded: "
        + ("it is of a cluster, and a server that runs is taken as it is" if _of_cluster(each)
           else f"keys below {LEAST_OWN} B cannot be told from those that are there")
        for each in workloads if each not in ours
    ]  # fmt: skip
    if said and not ours:
        raise refused(text, said[0], "verify it on a server of its own, without --server")
    facts, comparisons = on_server(address, ours, progress, even_if_not_empty=even_if_not_empty)
    found = _server(facts)
    return replace(found, notes=(*found.notes, *said)), comparisons


def _of_cluster(workload: Workload) -> bool:
    return workload.line is not None and bool(workload.options)


SYSTEM = System(
    "redis",
    "keys",
    "bytes a key of used_memory",
    "0.5% of strings and packed forms, 3% of others, 5% on glibc",
    WORKLOADS,
    programs,
    program,
    lambda: installing("redis"),
    _on_program,
    _on_server,
    cleaned,
    of_sheet,
    UNSEEN,
)
