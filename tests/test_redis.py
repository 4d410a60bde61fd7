"""The Redis model against servers: rows measured before, and servers that are started here."""

from __future__ import annotations

import csv
import json
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from estimator.comparers.comparison import Comparison, predicted_bytes
from estimator.comparers.redis.selection import WORKLOADS
from estimator.comparers.redis.verification import applicable, bound, on_program
from estimator.comparers.redis.workloads import Workload
from estimator.model.modules import shipped_library
from tests.data import part_of
from tests.real import a_server, servers
from tests.records import facts_of, redis_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.comparers.comparison import Program
    from estimator.comparers.redis.workloads import Command

MEASURED = Path(__file__).parent / "cases" / "redis" / "measured.csv"
NOT_MET = Path(__file__).parent / "cases" / "redis" / "not_met.txt"
ROWS = list(csv.DictReader(MEASURED.read_text(encoding="utf-8").splitlines()))
MEDIAN = 0.0005  # of strings and packed forms on jemalloc
PROGRAMS = servers()
SMALL = {
    "map_int64": 10_000,
    "map_int64_ttl": 10_000,
    "map_int64_cluster": 20_000,
    "string_20_to_200": 10_000,
    "string_appended": 5000,
    "hash_5": 5000,
    "hash_513": 50,
    "session_store": 5000,
    "hash_field_ttl_1000": 20,
    "list_1000": 50,
    "set_1000": 100,
    "sorted_set_100": 500,
    "sorted_set_1000": 100,
    "stream_5000": 4,
    "hyperloglog_10_000": 50,
}


def compared(row: dict[str, Any]) -> Comparison:
    workload, found = Workload(row["workload"], json.loads(row["params"])), facts_of(row["server"])
    expression = workload.expression(found)
    limit = bound(workload, row["encoding"], found.allocator)
    predicted = predicted_bytes(expression) / workload.keys
    measured = float(row["used_memory_per_key"])
    return Comparison(workload.name, workload.keys, expression, row["encoding"], predicted, measured, limit)


KEYS = redis_rows()


@pytest.fixture(scope="module")
def comparisons() -> dict[tuple[str, str], Comparison]:
    return {(row["server"], row["workload"]): compared(row) for row in part_of(KEYS, 3)}


def test_measured_rows__are_met_but_for_those_listed_with_a_cause(
    comparisons: dict[tuple[str, str], Comparison],
) -> None:
    listed = [line.split(":")[0] for line in NOT_MET.read_text().splitlines() if line and not line.startswith("#")]
    assert set(listed) <= {f"{row['server']} {row['workload']}" for row in KEYS}
    missed = [" ".join(name) for name, comparison in comparisons.items() if not comparison.holds]
    assert sorted(missed) == sorted([name for name in listed if tuple(name.split()) in comparisons])
    assert len(missed) * 100 < len(comparisons)


def test_measured_rows__strings_and_packed_forms_have_a_tiny_median_error(
    comparisons: dict[tuple[str, str], Comparison],
) -> None:
    errors = [abs(each.error) for each in comparisons.values() if each.bound == 0.005]
    assert len(errors) > 0.5 * len(comparisons)
    assert statistics.median(errors) < MEDIAN


def fixed_rows(workload: str) -> list[tuple[str, float]]:
    return [
        (row["server"], float(row["used_memory_per_key"]))
        for row in ROWS
        if row["workload"] == workload and not row["server"].startswith("redis-2.")
    ]


@pytest.mark.parametrize(
    ("workload", "call", "tolerance"),
    [
        ("empty_server", "redis.empty_server({})", 0.001),
        ("clients_1000_idle", "redis.empty_server.idle_clients(1, {})", 0.005),
        ("clients_1000_after_ping", "redis.empty_server.idle_clients(1, {})", 0.01),
    ],
)
def test_measured_rows__of_the_server_itself(workload: str, call: str, tolerance: float) -> None:
    for server, measured in fixed_rows(workload):
        found = facts_of(server)
        predicted = predicted_bytes(call.format(found.arguments))
        assert predicted == pytest.approx(measured, rel=tolerance), server


def test_the_map_of_the_classic_question() -> None:
    """50 million entries, as the facts about each server say."""
    assert shipped_library().module("map_int64") is not None
    for arguments, gigabytes in (
        ("", 3.74),
        ("version = 4.0", 4.94),
        ("version = 8.2", 2.77),
        ('server = "valkey", version = 8.0', 3.34),
        ('server = "valkey", version = 8.1', 2.67),
        ('allocator = "debian"', 4.54),
        ("ttl = 100%", 5.47),
        ("ttl = 100%, version = 8.2", 3.95),
        ('ttl = 100%, server = "valkey", version = 8.1', 3.75),
        ('allocator = "debian", version = 8.2', 3.17),
        ('version = 6.2, allocator = "glibc"', 4.14),
    ):
        predicted = predicted_bytes(f"map_int64({arguments}).redis_map") / 1e9
        assert predicted == pytest.approx(gigabytes, abs=0.006), arguments
    assert predicted_bytes("map_int64().packed") / 1e9 == pytest.approx(1.05, abs=0.006)


@pytest.fixture(scope="module")
def _commands_are_drawn_once() -> Iterator[None]:
    """Each program is sent the same commands: they are kept, for drawing them takes longer than the servers do."""
    drawn, kept = Workload.commands, dict[str, list["Command"]]()

    def commands(workload: Workload) -> Iterator[Command]:
        if workload.name not in kept:
            kept[workload.name] = list(drawn(workload))
        return iter(kept[workload.name])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workload, "commands", commands)
        yield


def test_there_are_at_least_four_real_servers() -> None:
    a_server()
    assert len({program.version for program in PROGRAMS}) >= 4


@pytest.mark.usefixtures("_commands_are_drawn_once")
@pytest.mark.parametrize("program", part_of(PROGRAMS, 6), ids=lambda program: program.version.split(" sha")[0])
def test_a_real_server_takes_what_is_predicted(program: Program) -> None:
    found, rows = on_program(program, [WORKLOADS[name].scaled(keys) for name, keys in SMALL.items()], lambda *_: None)
    missed = [f"{row.workload}: {row.predicted:.2f}, measured {row.measured:.2f}" for row in rows if not row.holds]
    assert missed == []
    assert found.notes == ()


def test_a_field_that_expires_is_asked_only_of_servers_that_know_it() -> None:
    old = facts_of("redis-7.2.6-jemalloc5.3.0-lgq3")
    names = [each.name for each in applicable(list(WORKLOADS.values()), old)]
    assert "hash_field_ttl_10" not in names
    assert len(names) == len(WORKLOADS) - 2
