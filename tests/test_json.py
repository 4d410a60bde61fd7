"""What scripts read: `--json` against the schema of the manual, on every command that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands import FORMULAS, WHOLE, parsed, quantities, sheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run


def test_twitter__an_override_changes_what_follows(run: Run) -> None:
    found = quantities(run("twitter", "monthly_users=1 bn user", "--json"))
    values = {name: (row["value"], row["unit"]) for name, row in found.items()}
    assert values == {
        "monthly_users": (1e9, "user"),
        "daily_share": (50, "%"),
        "tweets_per_user": (2, "tweet/user/day"),
        "media_share": (10, "%"),
        "media_size": (1, "MB/tweet"),
        "retention": (5, "year"),
        "peak_factor": (2, ""),
        "daily_users": (pytest.approx(5e8), "user"),
        "write_qps": (pytest.approx(1e9 / 86_400), "QPS"),
        "peak_qps": (pytest.approx(2e9 / 86_400), "QPS"),
        "media_per_day": (pytest.approx(100), "TB/day"),
        "media_total": (pytest.approx(182.5), "PB"),
    }


def test_twitter__every_quantity_of_the_sheet_is_in_the_json(run: Run) -> None:
    names = [line.split(" ")[0] for line in (FORMULAS / "twitter.est").read_text(encoding="utf-8").splitlines()]
    known = [name for name in names if name.isidentifier() and name not in ("check", "scenario")]
    assert list(quantities(run("twitter", "--json"))) == known


def test_json__has_the_documented_keys_and_types(run: Run) -> None:
    found = parsed(run("twitter", "--json").out)
    assert list(found) == ["title", "quantities", "checks", "scenarios", "notes"]
    assert isinstance(found["title"], str)
    for row in found["quantities"]:
        keys = {"name", "value", "unit", "text", "assumption", "note", "expression"}
        assert set(row) in (keys, keys | {"low", "high"})
        for key in ("name", "unit", "text", "note", "expression"):
            assert isinstance(row[key], str)
        for key in {"value", "low", "high"} & set(row):
            assert isinstance(row[key], (int, float))
        assert isinstance(row["assumption"], bool)
    [check] = found["checks"]
    assert set(check) == {"text", "holds", "probability"}
    assert check["text"] == "media_total < 100 PB"
    assert check["holds"] is True
    assert 0.9 < check["probability"] < 0.95
    [scenario] = found["scenarios"]
    assert scenario["title"] == "world cup"
    assert scenario["changes"] == ["peak_factor = 10", "tweets_per_user = 4 tweet/user/day"]
    assert [set(each) for each in scenario["answers"]] == [{"name", "value", "unit", "text"}] * 2
    assert scenario["checks"] == [{"text": "media_total < 100 PB", "holds": False}]
    assert found["notes"] == []


def test_json__low_and_high_are_p5_and_p95_and_absent_without_ranges(run: Run) -> None:
    found = quantities(run("twitter", "--json"))
    assert (found["tweets_per_user"]["low"], found["tweets_per_user"]["high"]) == (pytest.approx(1), pytest.approx(4))
    assert found["media_total"]["low"] == pytest.approx(54.75 / 2)
    assert found["media_total"]["high"] == pytest.approx(54.75 * 2)
    assert "low" not in found["daily_users"]
    certain = quantities(run("twitter", "tweets_per_user=2 tweet/user/day", "--json"))
    assert not any("low" in row or "high" in row for row in certain.values())


def test_json__a_bare_expression_is_the_one_quantity_answer(run: Run) -> None:
    done = run("300 M user * 50% * 2 tweet/user/day -> QPS", "--json")
    [row] = quantities(done).values()
    assert (row["name"], row["unit"], row["text"]) == ("answer", "QPS", "3.47 k QPS")
    assert row["value"] == pytest.approx(3472.2222222222, rel=1e-12)


@pytest.mark.parametrize(
    ("expression", "value", "unit"),
    [
        ("3 * 4", 12, ""),
        ("5 GB", 5, "GB"),
        ("50%", 50, "%"),
        ("5 GB * 2", 1e10, "B"),
        ("3 user * 2", 6, "user"),
        ("86400 tweet/day * 1", 1, "tweet/s"),
        ("10 request/s -> 1/s", 10, "1/s"),
        ("2500 M user -> bn user", 2.5, "bn user"),
        ("3 > 2", True, ""),
        ('"debian"', "debian", ""),
    ],
)
def test_json__the_value_is_in_the_unit(expression: str, value: object, unit: str, run: Run) -> None:
    row = quantities(run(expression, "--json"))["answer"]
    assert (row["value"], row["unit"]) == (value, unit)


def test_json__notes_and_warnings_are_said(run: Run) -> None:
    assert parsed(run("3 user -> item", "--json").out)["notes"] == ["user is counted as item"]


def test_json__a_certain_check_has_no_probability(run: Run, tmp_path: Path) -> None:
    found = parsed(run(sheet(tmp_path, WHOLE), "--json").out)
    assert found["checks"] == [{"text": "total < 10 GB", "holds": True}]


def test_json__an_error_has_its_own_object(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, "users = 5 user\nsize = 3 GB + users\nrest = usrs * 2\n")
    done = run(path, "--json")
    assert (done.code, done.err) == (2, "")
    found = parsed(done.out)
    assert list(found) == ["errors"]
    always = ["file", "line", "column", "message", "remedy"]
    assert [list(error) for error in found["errors"]] == [always, [*always, "fix"]]
    first, second = found["errors"]
    assert (first["file"], first["line"], first["column"]) == (path, 2, 8)
    assert (second["line"], second["column"], second["remedy"]) == (3, 8, "did you mean users?")
    assert second["fix"] == "rest = users * 2"


@pytest.mark.parametrize(
    "arguments",
    [
        ["twitter", "--json", "--digits", "2"],
        ["--json", "3 GB"],
        ["list", "--json"],
        ["list", "twitter", "--json"],
        ["explain", "twitter", "--json"],
        ["units", "GB", "--json"],
        ["check", "twitter", "--json"],
    ],
    ids=" ".join,
)
def test_json__each_answering_command_has_it(arguments: list[str], run: Run) -> None:
    done = run(*arguments)
    assert (done.code, done.err) == (0, "")
    assert parsed(done.out)


def test_json__a_wrong_option_has_the_object_of_errors(run: Run) -> None:
    assert list(parsed(run("3 GB", "--digits", "many", "--json").out)) == ["errors"]
