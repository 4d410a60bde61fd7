"""`verify` of sheets that call Redis's formulas: what is deleted again, a cluster's keys, what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from estimator.comparers.redis.names import slot_of
from estimator.comparers.redis.sheets import of_sheet as of_redis
from estimator.comparers.systems import SYSTEMS
from estimator.problems import EstimateError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_what_is_deleted_again_is_no_first_element_and_leaves_so_many(tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_text(
        "gone = redis.hash(3 key, 40, 20 B, deleted = 75%)\nless = redis.set(3 key, 2, 20 B, deleted = 50%)"
    )
    for load, left in zip(of_redis(str(path), None)[0], (40, 2), strict=True):
        commands = list(load.commands())
        for name in load.names():
            wrote = [command for command in commands if command[:2] in (("HSET", name), ("SADD", name))]
            step = 2 if wrote[0][0] == "HSET" else 1
            elements = [element for command in wrote for element in command[2::step]]
            gone = [command[2] for command in commands if command[:2] in (("HDEL", name), ("SREM", name))]
            assert len(elements) - len(gone) == left
            assert set(gone) < set(elements[1:]) | {""}
        assert list(load.looks())


def test_names_of_a_clusters_keys_are_of_the_slots_of_its_node(tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_text("node = redis.string(500 key, 24 B, cluster = yes, slots = 100)\n")
    [load] = of_redis(str(path), None)[0]
    names = list(load.names())
    assert (len(set(names)), {len(name) for name in names}) == (500, {24})
    assert len({slot_of(name) for name in names}) > 90
    assert max(slot_of(name) for name in [*names, load.throw_away]) < 100
    assert slot_of("123456789") == 0x31C3  # as the specification of clusters has it
    assert {"--cluster-enabled", "--cluster-require-full-coverage"} < set(load.options)
    with pytest.raises(EstimateError, match="node is not loaded: it is of a cluster"):
        SYSTEMS["redis"].on_server("127.0.0.1:1", [load], lambda *_: None, False)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("redis.stream(9 key, 9, same_fields = 50%)", "its entries have not all the same fields"),
        ('redis.bitmap(9 key, 900, 16 B, 0%, "ascending", 20)', "of its bits one in so many is set"),
        ("redis.hash(9 key, 900, field_ttl = yes, field_times_apart = 1 s)", "its fields expire"),
    ],
)
def test_what_a_workload_cannot_be_is_said(call: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_text(f"other = {call}\nplain = redis.stream(9 key, 9)\n")
    loads, notes = of_redis(str(path), None)
    assert [each.name for each in loads] == ["plain"]
    assert notes == [f"other is not loaded: {said}"]
