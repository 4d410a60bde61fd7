"""A survey of a node of a cluster: the keys of its slots, by what such a node keeps for them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

import estimator
from estimator.comparers.redis.servers import programs, running
from estimator.producers.redis.client import connect
from estimator.producers.redis.facts import facts, slots_of
from tests.data import is_quick

if TYPE_CHECKING:
    from pathlib import Path

LOOKS = 200  # a tenth of a second apart, until a node takes writes
KEYS, SLOTS = 5_000, 5461
# Lines of CLUSTER NODES: of a master, of its replica, of one that is yet without slots, and slots that are moving.
ADDRESS = "10.0.0.1:6379@16379"
NODES = [
    (f"aa {ADDRESS} myself,master - 0 0 1 connected 0-5460", 5461),
    (f"bb {ADDRESS} master - 0 0 1 connected 0-99 200 300-399\naa {ADDRESS} myself,slave bb 0 0 1 connected", 201),
    (
        f"aa {ADDRESS},host myself,master - 0 0 1 connected 7 [8->-b] [9-<-b]\nb {ADDRESS} master - 0 0 2 connected 9",
        1,
    ),
    (f"aa {ADDRESS} myself,master - 0 0 1 connected", 16_384),
    ("", 16_384),
]


@pytest.mark.parametrize("path", [each.path for each in ([] if is_quick() else programs()[:1])])
def test_a_node_of_a_cluster_is_surveyed_with_its_slots(path: str, tmp_path: Path) -> None:
    options = ("--cluster-enabled", "yes", "--cluster-require-full-coverage", "no")
    with (
        running(path, *options, "--cluster-config-file", str(tmp_path / "nodes")) as address,
        connect(address) as client,
    ):
        client.ask("CLUSTER", "ADDSLOTS", *range(SLOTS))
        for _ in range(LOOKS):
            if b"cluster_state:ok" in bytes(client.ask("CLUSTER", "INFO")):  # type: ignore[arg-type]
                break
            time.sleep(0.1)
        client.ask_all([("SET", f"user:{number}:name", "x" * 20) for number in range(3 * KEYS)])  # a third is its own
        found = facts(client)
        told = estimator.survey(str(address), keys=KEYS * 2, rate=1e6)
    assert (found.cluster, found.slots) == (True, SLOTS)
    assert 'cluster   = "yes"\nslots     = 5461\nwith server, version, allocator, cluster, slots\n' in told.sheet
    assert any("a node of a cluster: the keys of its 5,461 slots" in note for note in told.found.notes)
    assert told.found.predicted == pytest.approx(told.found.used, rel=0.02)


@pytest.mark.parametrize(("lines", "slots"), NODES)
def test_the_slots_of_a_node_are_counted(lines: str, slots: int) -> None:
    assert slots_of(lines) == slots
