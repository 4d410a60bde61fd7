"""`verify` of sheets that call Redis's formulas: what is deleted again, a cluster's keys, what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from estimator.comparers.redis.names import slot_of
from estimator.comparers.redis.sheets import of_sheet as of_redis
from estimator.comparers.redis.verification import expires_fields, on_program
from estimator.comparers.systems import SYSTEMS
from estimator.problems import EstimateError
from tests.data import part_of
from tests.real import servers

if TYPE_CHECKING:
    from pathlib import Path

    from estimator.comparers.comparison import Program


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
        (
            'redis.bitmap(9 key, 90_000, 16 B, 0%, "ascending", 20)',
            'bits that are set in "ascending" order, 4,500 of them, are not written one by one',
        ),
        ("redis.stream(9 key, 9, field_length = 1 B, same_fields = 0%)", "there are no 303 different names of 1 B"),
        ("redis.stream(9 key, 9, same_fields = 20 to 30%)", "same_fields is no number"),
        (
            "redis.hash(9 key, 900, field_ttl = yes, field_times_apart = 9000 year, version = 8.0)",
            "its fields live longer than a server keeps, by field_times_apart",
        ),
    ],
)
def test_what_a_workload_cannot_be_is_said(call: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_text(f"other = {call}\nplain = redis.stream(9 key, 9)\n")
    loads, notes = of_redis(str(path), None)
    assert [each.name for each in loads] == ["plain"]
    assert notes[0] == f"other is not loaded: {said}"


@pytest.mark.parametrize("same", [0, 0.003, 0.1, 1 / 3, 0.4, 0.5, 0.8, 0.97, 1])
def test_entries_of_a_stream_have_the_fields_of_others_in_that_share_of_the_cases(same: float, tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_text(f"kinds = redis.stream(4 key, 2000, 16 B, 2, 5 B, 4 B, same_fields = {100 * same}%)\n")
    [load] = of_redis(str(path), None)[0]
    entries = [command[3::2] for command in load.commands() if command[0] == "XADD"]
    assert {len(str(name)) for names in entries for name in names} == {5}
    assert all(str(name).isalpha() for names in entries for name in names)
    near = [(one, other) for apart in (1, 17, 60) for one, other in zip(entries, entries[apart:], strict=False)]
    assert sum(one == other for one, other in near) / len(near) == pytest.approx(same, abs=0.03 if 0 < same < 1 else 0)


def test_fields_of_a_hash_live_to_times_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_text(
        "version = 8.0\nwith version\n"
        "apart = redis.hash(2 key, 400, 16 B, field_ttl = yes, field_times_apart = 3 s)\n"
        "together = redis.hash(2 key, 40, 16 B, field_ttl = yes)\n"
    )
    (apart, together), notes = of_redis(str(path), None)
    assert notes[0] == "apart: predicted for the server at hand, not for version = 8.0"
    times = sorted(int(command[2]) for command in apart.commands() if command[0] == "HPEXPIREAT")
    assert len(times) == 800
    assert times[-1] - times[0] == pytest.approx(1_200_000, rel=0.02)
    assert [len(command) for command in together.commands() if command[0] == "HPEXPIRE"] == [45, 45]
    assert {command[0] for command in apart.looks()} == {"HEXISTS"}


def test_bits_by_a_step_end_with_one(tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_text('sparse = redis.bitmap(3 key, 10_000, 16 B, 0%, "ascending", 600)\n')
    [load], notes = of_redis(str(path), None)
    assert [command[2] for command in load.commands()] == [*range(0, 10_000, 600)] * 3
    assert notes == ["sparse: to its bit 9,601, with which a step ends"]
    assert "bits = 9601" in load.line.call(**load.parameters["instead"]) if load.line else False


SHEET = """server_version = 8.0
streams = redis.stream(12 key, 700, 16 B, 3, 6 B, 9 B, same_fields = 1/3, entry_rate = 50 entry/s)
named   = redis.stream(12 key, 700, 16 B, 2, 6 B, 9 B, same_fields = 0%, entry_rate = 50 entry/s)
sparse  = redis.bitmap(40 key, 990_001, 16 B, 0%, "ascending", 900)
carts   = redis.hash(9 key, 640, 16 B, 8 B, 10 B, field_ttl = yes, field_times_apart = 5 s, version = server_version)
small   = redis.hash(700 key, 12, 16 B, 8 B, 10 B, field_ttl = yes, field_times_apart = 1 min, version = server_version)
flags   = redis.hash(700 key, 1, 16 B, 8 B, 10 B, field_ttl = yes, field_times_apart = 1 min, version = server_version)
"""
PROGRAMS = servers()


@pytest.mark.parametrize("program", part_of(PROGRAMS, 3), ids=lambda program: program.version.split(" sha")[0])
def test_a_real_server_takes_what_a_sheet_says(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_text(SHEET)
    found, rows = on_program(program, of_redis(str(path), None)[0], lambda *_: None)
    there = list(rows)
    assert [(row.workload, row.predicted, row.measured) for row in there if not row.holds] == []
    expires = {"carts", "small", "flags"}
    if expires_fields(found):
        assert found.notes == ()
        assert {row.workload for row in there} > expires
    else:
        assert {note.partition(" ")[0] for note in found.notes} == expires
        assert all("has no field_ttl, which is in redis from 7.4 on" in note for note in found.notes)
        assert len(there) == 3


def test_a_sheet_of_which_a_server_has_nothing_is_refused(tmp_path: Path) -> None:
    old = next((each for each in PROGRAMS if "v=6.2" in each.version or "v=7.0" in each.version), None)
    if old is None:
        pytest.skip("no server here that lacks them")
    path = tmp_path / "plan.est"
    path.write_text("carts = redis.hash(9 key, 640, 16 B, field_ttl = yes, version = 8.0)\n")
    with pytest.raises(EstimateError, match=r"carts is not loaded: redis .* has no field_ttl"):
        on_program(old, of_redis(str(path), None)[0], lambda *_: None)
