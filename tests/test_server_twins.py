"""`survey` and `verify` in Python against a real server: what they have is what their commands print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import estimator
from estimator.comparers.redis.servers import running
from tests.commands import parsed
from tests.real import a_server, servers
from tests.redis_server import fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.commands import Run

PROGRAMS = servers()
WORKLOADS = ["map_int64", "hash_5"]
pytestmark = pytest.mark.skipif(not PROGRAMS, reason="no server program is installed")


@pytest.fixture
def server() -> Iterator[str]:
    with running(a_server().path) as address:
        fill(address, [("SET", f"user:{number}:name", "x" * 20) for number in range(500)])
        yield str(address)


def test_a_survey_has_what_its_command_prints(
    server: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ours = parsed(run("survey", server, "--json", "-o", "ours.est").out)
    seen: list[tuple[int, int]] = []
    found = estimator.survey(server, output="theirs.est", progress=lambda done, total: seen.append((done, total)))
    theirs = found.to_dict()
    assert ours.keys() == theirs.keys()
    for same in ("server", "version", "allocator", "keys", "sampled", "complete", "groups"):
        assert ours[same] == theirs[same]
    assert found.sheet == (tmp_path / "theirs.est").read_text(encoding="utf-8")
    assert seen[-1][0] == found.found.sampled == 500
    assert abs(found.error) < 0.1
    printed = run("survey", server).out
    # What the server itself takes may differ by some bytes from one moment to the next.
    assert steady(str(found)) == steady(printed.partition("\n\nAs a sheet to ask:")[0])


def steady(text: str) -> list[str]:
    """The words of a text without the sizes in it."""
    return [line for line in re.sub(r"\s*[+-]?[\d.]+ ?([kKMG]?B|%)", " …", text).splitlines() if line.strip()]


def test_verifying_has_what_its_command_prints(run: Run) -> None:
    program = a_server().path
    done = run("verify", "redis", *WORKLOADS, "--keys", "2000", "--program", program, "--json")
    seen: set[str] = set()
    found = estimator.verify(
        "redis", WORKLOADS, keys=2000, program=program, progress=lambda workload, _done: seen.add(workload.name)
    )
    assert done.code == (0 if found.holds else 1)
    ((ours,), (theirs,)) = parsed(done.out)["servers"], found.to_dict()["servers"]
    assert {key: each for key, each in ours.items() if key != "workloads"} == {
        key: each for key, each in theirs.items() if key != "workloads"
    }
    for mine, other in zip(ours["workloads"], theirs["workloads"], strict=True):
        assert mine.keys() == other.keys()
        assert {key: mine[key] for key in ("workload", "keys", "expression", "predicted", "encoding")} == {
            key: other[key] for key in ("workload", "keys", "expression", "predicted", "encoding")
        }
        assert mine["measured"] == pytest.approx(other["measured"], rel=0.02)
    assert seen == set(WORKLOADS)
    lines = str(found).splitlines()
    assert len(lines) == len(
        run("verify", "redis", *WORKLOADS, "--keys", "2000", "--program", program).out.splitlines()
    )
    assert [name for name in WORKLOADS if any(name in line for line in lines)] == WORKLOADS


def test_a_running_server_is_verified_and_left_as_it_was(server: str) -> None:
    with pytest.raises(estimator.EstimateError, match="is not empty"):
        estimator.verify(server=server)
    found = estimator.verify("redis", ["map_int64"], keys=1000, server=server, even_if_not_empty=True)
    assert [row.workload for each in found.servers for row in each.comparisons] == ["map_int64"]
    assert estimator.survey(server).found.keys == 500
