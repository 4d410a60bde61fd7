"""Releases of software: read as they are written, ordered part by part, and held against a closed list."""

from __future__ import annotations

import copy
import json
import pickle
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import formulas, load, sheet
from estimator.model.files import module_from_text
from estimator.model.modules import shipped_library
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_sheet
from estimator.notation.releases import release_parts
from estimator.notation.tree import ReleaseOf
from estimator.problems import EstimateError, Source
from estimator.reckoning.estimate import answer, estimate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Done

OWN = """release "engine": 1.0, 1.2, 1.9, 1.10, 2

size(count, engine_version: release of "engine" = 1.9) -> B = count * (if engine_version >= 1.10 then 20 B else 10 B)
"""


def bytes_of(text: str, name: str = "x") -> float:
    """A quantity of a sheet in bytes."""
    evaluation = estimate(module_from_text(text, "test.est"))
    assert [each for each in evaluation.model.problems if each.severity == "error"] == []
    step = evaluation.model.quantities[name].step
    assert step is not None
    return float(evaluation.values[step]) / 8


def refusal(text: str) -> EstimateError:
    with pytest.raises(EstimateError) as refused:
        answer(text)
    return refused.value


@given(st.lists(st.integers(0, 999), min_size=1, max_size=4), st.lists(st.integers(0, 999), min_size=1, max_size=4))
def test_releases_are_ordered_part_by_part(one: list[int], other: list[int]) -> None:
    length = max(len(one), len(other))
    padded = [[*parts, *[0] * (length - len(parts))] for parts in (one, other)]
    first, second = [release_parts(".".join(map(str, parts))) for parts in (one, other)]
    assert (first < second, first == second) == (padded[0] < padded[1], padded[0] == padded[1])


@pytest.mark.parametrize("text", ["", "x", "1.", ".5", "1_0", "1e3", "-1", "8.2 ", "٣.2", "1" * 10])
def test_what_is_no_release(text: str) -> None:
    assert release_parts(text) == ()


@pytest.mark.parametrize("product", ["redis", "valkey"])
def test_each_release_of_the_list_is_taken_without_a_word(product: str) -> None:
    module = shipped_library().module("releases")
    assert module is not None
    for text in module.releases[product].known:
        evaluation = answer(f'redis.string(1 M key, server = "{product}", version = {text})')
        assert evaluation.problems == []


def test_the_functions_of_the_library_say_that_a_version_is_a_release() -> None:
    library = shipped_library()
    for name in library.names():
        module = library.module(name)
        assert module is not None
        for definition in module.definitions.values():
            for parameter in definition.parameters or ():
                if parameter.name.endswith("version"):
                    assert isinstance(parameter.annotation, ReleaseOf), f"{name}.{definition.name}"


@pytest.mark.parametrize(
    ("given_", "message", "remedy"),
    [
        ("8.1", "redis has no release 8.1; known are 3.2, 4.0,", "write 8.0"),
        ("7.10", "redis has no release 7.10; known are", "write 7.4"),
        ("2.8", "redis has no release 2.8; known are", "write 3.2"),
        ("0", "redis has no release 0; known are", "write 3.2"),
        ("-8.2", "no release is negative", "write 8.2"),
        ("8 + 0.2", "a release is written out, not worked out", "write the release itself, as in version = 8.2"),
        ("7.2 to 8.0", "a release is written out", "write the release itself, as in version = 8.2"),
        ("mean(8.2)", "a release is written out", "write the release itself, as in version = 8.2"),
        ("latency.disk_seek", "a release is written out", "write the release itself, as in version = 8.2"),
        ("8.2 GB", "a release is a number alone", "write 8.2"),
        ("820%", "a release is a number alone", "write 820"),
        ("8e0", "a release is a number alone", "write 8"),
    ],
)
def test_what_is_refused(given_: str, message: str, remedy: str) -> None:
    [problem] = refusal(f"redis.string(1 M key, version = {given_})").problems
    assert problem.message.startswith(message)
    assert problem.remedy == remedy
    [mark, *_] = problem.marks
    assert mark.source.text[mark.start : mark.end] == given_


@pytest.mark.parametrize("newer", ["8.10", "8.7", "9.0", "10", "99.9"])
def test_what_is_newer_takes_the_newest_rules_and_says_so(newer: str) -> None:
    newest, found = answer("redis.string(1 M key, version = 8.6)"), answer(f"redis.string(1 M key, version = {newer})")
    assert found.values[found.model.quantities["answer"].step or 0] == newest.values[-1]
    [note] = found.problems
    assert (note.severity, note.message) == (
        "note",
        f"redis {newer} is newer than 8.6, the newest that is known: reckoned as 8.6",
    )


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("x = size(1)", 10),
        ("x = size(1, 1.2)", 10),
        ("x = size(1, 1.10)", 20),
        ("x = size(1, 2)", 20),
        ("x = size(1, 2.0)", 20),
        ('x = size(1, "1.10")', 20),
        ('x = size(1, "1.2.7")', 10),
        ("v = 1.10\nx = size(1, v)", 20),
        ("w = 1.10\nv = w\nx = size(1, v)", 20),
        ('kind = "new"\nv = if kind == "new" then 1.10 else 1.2\nx = size(1, v)', 20),
        ('kind = "old"\nx = size(1, if kind == "new" then 1.10 else 1.2)', 10),
        ("v = 1.10\nmine(e) = size(1, engine_version = e)\nx = mine(v)", 20),
        ("mine(n, e = 1.10) = size(n, e)\nx = mine(1)", 20),
        ("v = 1.10\nmine(n) -> B = size(n, w)\n  where\n    w = v\nx = mine(1)", 20),
        # Compared in the sheet itself, also before it is passed on.
        ("v = 1.10\nx = if v > 1.9 then 1 B else 2 B\ny = size(1, v)", 1),
        ("v = 1.10\nx = if 1.9 > v then 1 B else 2 B\ny = size(1, v)", 2),
        ("v = 1.10\nx = if v == 1.1 then 1 B else 2 B\ny = size(1, v)", 2),
        ("v = 1.10\nx = if v != 1.10 or v < 1.2 or v <= 1.9 then 1 B else 2 B\ny = size(1, v)", 2),
        ('mine(e: release of "engine") -> B = if e >= 1.9 and e != 1.10 then 1 B else 2 B\nx = mine(1.10)', 2),
        # A number that is no release stays one.
        ("v = 1.10\nx = if v > 1.9 then 1 B else 2 B", 2),
        ("release = 3\nx = release * 1 B", 3),
    ],
)
def test_in_a_sheet_and_its_own_functions(line: str, size: float) -> None:
    assert bytes_of(f"{OWN}\n{line}\n") == size


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("v = 1.10\nx = size(1, v) * v", "* needs numbers, not a release"),
        ("v = 1.10\nx = size(1, v) + 0 B * 2^v", "^ needs numbers, not a release"),
        ("v = 1.10\nx = size(1, v)\ny = -v", "- needs a number, not a release"),
        ("v = 1.10\nx = size(1, v)\ny = max(v, 2)", "max needs a number, not a release"),
        ("v = 1.10\nx = size(1, v)\ny = v -> GB", "a release has no unit"),
        ("v = 1.9 + 0.1\nx = size(1, v)", "a release is written out, not worked out"),
        ("v = 1.10\nx = size(1, v)\ny = if v > 1.5 + 0.1 then 1 else 2", "a release is written out, not worked out"),
        ("n = 3\nx = size(1, if n > 2 then 1.2 else 1.9)", "numbers do not choose a release"),
        ('f(v: release of "nothing") = 1', 'the releases of "nothing" are not listed'),
        ("f(v: release of product) = 1", "product is no parameter before it that is a text"),
        ("f(v: release of 3) = 1", "of needs a product"),
        ('release "other": 1.0, 1.0', "1.0 does not come after 1.0"),
        ('release "other": 2, 1.9', "1.9 does not come after 2"),
        ('release "other": 2 GB', "a release is a number alone"),
        ('release "other" 1', "a colon is needed"),
        ('release "other": x', "a release is needed"),
        ('release "engine": 3', "is defined twice"),
    ],
)
def test_mistakes_in_a_sheet(line: str, message: str) -> None:
    with pytest.raises(EstimateError) as refused:
        estimate(module_from_text(f"{OWN}\n{line}\n", "test.est"))
    assert any(message in problem.message for problem in refused.value.problems), refused.value.problems


def test_what_is_printed_reads_back() -> None:
    text = OWN + '\nf(server: "redis" or "valkey", version: release of server = 8.10) = 1\n'
    tree = parse_sheet(Source("a", text))
    printed = print_sheet(tree)
    assert tree.problems == []
    assert 'release "engine": 1.0, 1.2, 1.9, 1.10, 2' in printed
    assert "version: release of server = 8.10" in printed
    assert parse_sheet(Source("b", printed)) == tree


def test_from_python() -> None:
    assert formulas.redis.string("1 M key", version=8.2) == formulas.redis.string("1 M key", version="8.2")
    assert formulas.redis.string("1 M key", version="7.2.4") == formulas.redis.string("1 M key", version=7.2)
    with pytest.raises(EstimateError, match=r"no release 8\.1"):
        formulas.redis.string("1 M key", version=8.10)  # noqa: RUF100  a float of Python's is 8.1
    with pytest.raises(EstimateError, match="a release chooses formulas"):
        formulas.redis.string("1 M key", version=np.array([7.2, 8.2]))
    plan = load("map_int64")
    assert plan(version="8.10").version == "8.10"
    assert plan(version=8.2).text("version") == "8.2"
    assert plan(version="8.10").text("redis_map") == plan(version=8.6).text("redis_map")
    for again in (pickle.loads(pickle.dumps(plan)), copy.deepcopy(plan)):  # noqa: S301  our own pickle
        assert again(version=8.2).text("redis_map") == plan(version=8.2).text("redis_map")
    assert sheet(f"{OWN}\nv = 1.10\nx = size(1, v)").v == "1.10"


def test_on_the_command_line(run: Callable[..., Done], tmp_path: Path) -> None:
    done = run("map_int64", "version=8.10", "--json")
    found = json.loads(done.out)
    [version] = [each for each in found["quantities"] if each["name"] == "version"]
    assert (version["value"], version["text"], version["unit"]) == ("8.10", "8.10", "")
    assert found["notes"] == ["redis 8.10 is newer than 8.6, the newest that is known: reckoned as 8.6"]
    done = run("map_int64", "version=8.1")
    assert done.code == 2
    assert "override:1:9: redis has no release 8.1" in done.err
    plan = tmp_path / "plan.est"
    plan.write_text('version = 8.10\nx = redis.string(1 M key, version = version)\nscenario "old": version = 6.1\n')
    assert "redis has no release 6.1" in run(str(plan), "--scenario", "old").err
    for suffix in ("html", "xlsx", "md", "tex", "csv", "json", "ipynb"):
        done = run("export", "map_int64", "version=8.10", "-o", str(tmp_path / f"out.{suffix}"))
        assert done.code == 0, done.err
    for suffix in ("html", "md", "tex", "csv", "json", "ipynb"):
        assert "8.10" in (tmp_path / f"out.{suffix}").read_text(encoding="utf-8")
