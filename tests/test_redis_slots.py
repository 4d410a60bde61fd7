"""The nodes of a cluster: tables of the slots that they have, after a load and after deletions, as servers had them.

Each of `cases/redis/slots.csv` had so many keys of twelve hexadecimal digits at random, and values of seven digits. Of
these some were left. It was read once the server's own work on its tables was done, or right after the load.
"""

from __future__ import annotations

import csv

import pytest

from estimator.comparers.comparison import predicted_bytes
from tests.data import CASES, part_of

RECORDS = list(csv.DictReader((CASES / "redis" / "slots.csv").read_text(encoding="utf-8").splitlines()))
LOADED, DELETED, GLIBC = 0.011, 0.03, 0.05
ALL_SLOTS = 16_384


def predicted(row: dict[str, str]) -> float:
    """Bytes of used_memory."""
    keys, left, server = int(row["keys"]), int(row["left"]), row["arguments"]
    node = f"cluster = yes, slots = {row['slots']}, {server}"
    if left == keys:
        return predicted_bytes(f'redis.string({keys}, 12 B, 7 B, "integer", {node})')
    strings = f'redis.string({left}, 12 B, 7 B, "integer", {server}) - redis.keyspace({left}, {server})'
    return predicted_bytes(f"{strings} + redis.keyspace.after_deletions({left}, {1 - left / keys}, 0%, 12 B, {node})")


def bound(row: dict[str, str]) -> float:
    return GLIBC if "glibc" in row["arguments"] else LOADED if row["left"] == row["keys"] else DELETED


def test_records_are_of_parts_and_of_all_slots_of_ten_servers() -> None:
    assert len({row["server"] for row in RECORDS}) == 10
    assert {int(row["slots"]) for row in RECORDS} == {5461, ALL_SLOTS}


@pytest.mark.parametrize("server", sorted({row["server"] for row in RECORDS}))
def test_a_node_takes_what_is_predicted(server: str) -> None:
    missed = {
        (row["slots"], row["keys"], row["left"], row["arguments"]): off
        for row in part_of([row for row in RECORDS if row["server"] == server], 4)
        if abs(off := predicted(row) / float(row["used_memory"]) - 1) > bound(row)
    }
    assert missed == {}
