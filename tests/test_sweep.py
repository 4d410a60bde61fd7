"""Sweeps: how values are written, what is said of them, where checks turn over, and the files that are written."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from estimator import EstimateError, load, sheet
from estimator.languages.spans import width
from estimator.notation.sweeps import Course, course_or_list
from tests.commands import parsed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

LINES = """\
unit machine
rate    = 100/s
n       = 5 machine
service = 10 ms*machine
fast    = yes
kind_of = "small"
share   = 50%
busy    = rate * service / n
wait    = (if fast then 10 ms else 40 ms) / (1 - busy)
size    = (if kind_of == "small" then 1 GB else 4 GB) * share
check busy < 80%
check wait < 20 ms
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("100 M..1 bn", Course("100 M", "1 bn")),
        ("1..10 GB", Course("1 GB", "10 GB")),
        ("100 M .. 1 bn user", Course("100 M user", "1 bn user")),
        ("10...90%", Course("10%", "90%")),
        ("1…8", Course("1", "8")),
        ("from 100 M to 1 bn user", Course("100 M user", "1 bn user")),
        ("从1亿到10亿", Course("1亿", "10亿")),
        ("1亿..10亿 对数 分6步", Course("1亿", "10亿", "log", 6)),
        ("1..64 log", Course("1", "64", "log")),
        ("1..64, linear", Course("1", "64", "linear")),
        ("1..64 in 6 steps log", Course("1", "64", "log", 6)),
        ("1..64 log in 7 values", Course("1", "64", "log", 6)),
        ("0..1 in 1_000_000 steps", Course("0", "1", "", 1_000_000)),
        ("10..100 GB by 10", Course("10 GB", "100 GB", "", 0, "10 GB")),
        ("10..100 by 10 GB", Course("10 GB", "100 GB", "", 0, "10 GB")),
        ("1..64 by x2", Course("1", "64", "", 0, "2", times=True)),
        ("-1..1", Course("-1", "1")),
        ("1, 2, 5, 10 M", ("1 M", "2 M", "5 M", "10 M")),
        ("1，2、5 GB", ("1 GB", "2 GB", "5 GB")),  # noqa: RUF001  as they are typed
        ("1 k, 2 M user", ("1 k user", "2 M user")),
        ("1, 2 to 4", ("1", "2 to 4")),
        ("6.2, 7.2.4", ("6.2", "7.2.4")),
        ('"a, b", c', ('"a, b"', "c")),
        ("uniform(1, 3), 2", ("uniform(1, 3)", "2")),
        ("5 M user", None),
        ("1 to 4", None),
        ('"a..b"', None),
        ("uniform(1, 3)", None),
    ],
)
def test_values_are_read_as_they_are_written(text: str, found: object) -> None:
    assert course_or_list(text) == found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1..10 machine", list(range(1, 11))),
        ("1..5 machine", [1, 2, 3, 4, 5]),
        ("2..64 by ×2", [2, 4, 8, 16, 32, 64]),  # noqa: RUF001  the sign of multiplication
        ("10..1 by -3", [10, 7, 4, 1]),
        ("1..10 by 4", [1, 5, 9]),
        ("1..1000 log in 3 steps", [1, 10, 100, 1000]),
        ("1000..1 log in 3 steps", [1000, 100, 10, 1]),
        ("3, 1, 2 machine", [3, 1, 2]),
        ("1 k, 2 k machine", [1000, 2000]),
    ],
)
def test_values_of_a_count(text: str, values: list[float]) -> None:
    found = sheet(LINES).sweep(n=text if text != "1..10 machine" else "1..10 linear", of="busy")
    assert found.to_dict()["axes"][0]["values"] == pytest.approx(values, rel=1e-12)


def test_the_scale_follows_the_ratio_of_the_ends_and_is_said() -> None:
    plan = sheet(LINES)
    near, far = (plan.sweep(rate=text, of="busy") for text in ("10..99/s", "10..100/s"))
    assert [each.to_dict()["axes"][0]["scale"] for each in (near, far)] == ["linear", "log"]
    assert "equal ratios, for the ends are 10 times apart" in str(far).replace("\n", " ")
    assert plan.sweep(rate="10..100/s linear", of="busy").to_dict()["axes"][0]["scale"] == "linear"
    assert plan.sweep(rate="-10..100/s", of="busy").to_dict()["axes"][0]["scale"] == "linear"
    assert plan.sweep(share="0..100%", of="size").to_dict()["axes"][0]["values"] == [10 * step for step in range(11)]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"n": "1,000"}, "1,000 may be one number or 2"),
        ({"n": "1,,2"}, "a comma too many"),
        ({"n": "..3"}, "has no first value"),
        ({"n": "1..2 in 0 steps"}, "0 is no number of steps"),
        ({"n": "1..2 in some steps"}, "some is no number of steps"),
        ({"n": "3..3"}, "both ends of 3..3 are the same"),
        ({"n": "0..5 log"}, "has no equal ratios"),
        ({"n": "1..5 by 0"}, "no step of this size leads on"),
        ({"n": "1..5 by -1"}, "no step of this size leads on"),
        ({"n": "1..1e9 by 1"}, "more than 10,000,000 values"),
        ({"n": "1..5 by xtwo"}, "is no number to multiply by"),
        ({"n": "1 to 10"}, "n = 1 to 10 is one value"),
        ({}, "no assumption goes through values"),
        ({"n": "1..2", "rate": "1..2/s", "share": "1..2%"}, "3 assumptions go through values"),
        ({"m": "1..2"}, "sheet has no m"),
        ({"n": "1..2 GB"}, "n is machine, not B"),
        ({"kind_of": "a..b"}, "kind_of is no number"),
        ({"fast": "no..yes"}, "fast is no number"),
        ({"n": []}, "n has no values"),
        ({"n": [1.0, math.inf]}, "no finite numbers"),
        ({"n": "1..2", "of": "m"}, "the sheet has no m"),
        ({"n": "1..2", "of": "kind_of"}, "kind_of is no number"),
        ({"n": "1..2", "draws": 1.5}, "1.5 is no number of draws"),
        ({"wait": "1..2 ms"}, "no number of the sheet depends on wait"),
    ],
)
def test_what_cannot_be_swept_is_said(given: dict[str, Any], says: str) -> None:
    with pytest.raises(EstimateError) as raised:
        sheet(LINES).sweep(**given)
    assert says in raised.value.problems[0].message
    assert raised.value.problems[0].remedy


def test_arrays_lists_and_quantities_of_python() -> None:
    plan = load("twitter")
    texts = plan.sweep(monthly_users="100, 200 M user").result.numbers.central
    registry = type(plan.monthly_users)
    for values in (
        np.array([1e8, 2e8]),
        [1e8, 2e8],
        (100_000_000, "200 M user"),
        range(100_000_000, 200_000_001, 100_000_000),
        registry(np.array([1e8, 2e8]), plan.monthly_users.units),
    ):
        assert np.allclose(plan.sweep(monthly_users=values).result.numbers.central, texts, rtol=1e-12)
    assert len(plan.sweep(monthly_users=[3e8])) == 1
    logical = sheet(LINES).sweep(fast=[True, False], of="wait").to_dict()
    assert logical["axes"][0]["values"] == ["yes", "no"]


def test_what_is_one_value_holds_at_all_points() -> None:
    found = load("twitter", peak_factor=3).sweep(
        monthly_users="1, 2 M", retention="1 year", of=["peak_qps", "media_total"]
    )
    alone = load("twitter", peak_factor=3, retention="1 year", monthly_users="2 M user")
    for answer in found.to_dict()["answers"]:
        assert answer["values"][1] == pytest.approx(alone.central(answer["name"]).magnitude, rel=1e-12)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"monthly_users": "100 M..1 bn"}, ("media_total < 100 PB fails from 548 M user on.",)),
        ({"monthly_users": "1 bn..100 M"}, ("media_total < 100 PB fails from 548 M user on.",)),
        ({"monthly_users": "1, 2 bn"}, ("media_total < 100 PB fails throughout.",)),
        ({"monthly_users": "1, 2 M"}, ()),
    ],
)
def test_where_a_check_turns_over(given: dict[str, Any], says: tuple[str, ...]) -> None:
    assert load("twitter").sweep(**given).turns == says


def test_turns_of_counts_poles_texts_and_shares() -> None:
    plan = sheet(LINES)
    found = plan.sweep(n="1..8 machine")
    assert found.turns == ("busy < 80% fails up to 1 machine.", "wait < 20 ms fails up to 2 machine.")
    assert plan.sweep(fast="yes, no", of="wait").turns == ("wait < 20 ms fails with fast = no.",)
    ranged = sheet("size = 1 to 4 GB\ncopies = 2\nall = size * copies\ncheck all < 10 GB at 90%")
    (said,) = ranged.sweep(copies="1..10 linear").turns
    border = 10 / 2 / math.exp(1.2815515655446004 * math.log(2) / 1.6448536269514722)
    shown = float(said.split("from ")[1].split(" ")[0])
    assert border <= shown <= border * 1.01
    middle = sheet("n = 1\nx = (n - 5)^2\ncheck x > 4").sweep(n="0..10")
    assert middle.turns == ("x > 4 fails from 3 to 7.",)


def test_a_border_lies_where_the_sheet_turns_over() -> None:
    found = load("twitter").sweep(monthly_users="100 M..1 bn")
    (border,) = found.result.failing
    assert border.first is not None
    for users, holds in ((border.first - 1, True), (border.first, False)):
        assert load("twitter", monthly_users=f"{users!r} user").holds is holds


def test_a_grid_has_a_point_for_each_pair() -> None:
    plan = sheet(LINES)
    for first, second in (("1..4 machine", "10..90/s by 40"), ("2, 3 machine", "50/s, 60/s")):
        found = plan.sweep(n=first, rate=second, of="busy").to_dict()
        for n, rate, busy in zip(*[each["values"] for each in (*found["axes"], found["answers"][0])], strict=True):
            alone = plan(n=f"{n!r} machine", rate=f"{rate!r}/s")
            assert busy == pytest.approx(alone.central("busy").magnitude, rel=1e-12)
    texts = plan.sweep(kind_of="small, large", share="10..50%", of="size").to_dict()
    for kind, share, size in zip(*[each["values"] for each in (*texts["axes"], texts["answers"][0])], strict=True):
        assert size == pytest.approx((1 if kind == "small" else 4) * 1e9 * share / 100, rel=1e-12)
    turned = plan.sweep(share="10..50%", kind_of="small, large", of="size").result.numbers.central[0].reshape(9, 2)
    straight = plan.sweep(kind_of="small, large", share="10..50%", of="size").result.numbers.central[0].reshape(2, 9)
    assert np.array_equal(turned, straight.T)


@pytest.mark.parametrize("columns", [60, 80, 100, 140])
@pytest.mark.parametrize(
    "given",
    [
        {"monthly_users": "100 M..1 bn"},
        {"monthly_users": "100 M..1 bn", "retention": "1..10"},
        {"monthly_users": "1 M..1 bn in 5000 steps", "of": "media_total"},
        {"tweets_per_user": "1 to 2, 2 to 4"},
    ],
)
def test_lines_fit_into_the_columns(given: dict[str, Any], columns: int) -> None:
    found = load("twitter").sweep(**given)
    lines = ["".join([text for text, _ in line]) for line in found.lines(columns)]
    assert max(width(line) for line in lines) <= columns
    assert len(lines) < 80
    assert "<table>" in found._repr_html_()
    assert found.markdown().count("| ---") >= 1


def test_a_point_without_a_value_is_said_and_none_is_an_error(run: Run) -> None:
    plan = sheet("n = 5\ninv = 1 / (n - 2)")
    found = plan.sweep(n="1, 2, 3")
    assert "no value" in str(found)
    assert found.to_dict()["answers"][0]["values"] == [-1, None, 1]
    with pytest.raises(EstimateError, match="divides by zero"):
        plan.sweep(n=[2.0])
    assert run("sweep", "twitter", "monthly_users=1..2", "--of", "peak_qp").code == 2


def test_json_csv_frame_and_markdown_say_the_same(run: Run) -> None:
    words = ["sweep", "twitter", "monthly_users=100, 500 M,", "1 bn", "--of", "media_total"]
    found = parsed(run(*words[:2], "monthly_users=100 M, 500 M, 1 bn", *words[4:], "--json").out)
    rows = list(csv.reader(io.StringIO(run(*words[:2], "monthly_users=100 M, 500 M, 1 bn", *words[4:], "--csv").out)))
    twin = load("twitter").sweep(monthly_users="100 M, 500 M, 1 bn", of="media_total")
    assert found == twin.to_dict()
    assert rows[0] == [
        "monthly_users (user)",
        "media_total (PB)",
        "media_total_low (PB)",
        "media_total_high (PB)",
        "media_total < 100 PB",
        "media_total < 100 PB, probability",
    ]
    answer = found["answers"][0]
    assert [float(row[1]) for row in rows[1:]] == answer["values"]
    assert [float(row[2]) for row in rows[1:]] == answer["low"]
    assert [row[4] for row in rows[1:]] == [str(each).lower() for each in found["checks"][0]["holds"]]
    frame = twin.to_frame()
    assert frame["media_total_high"].tolist() == answer["high"]
    assert frame.attrs["units"]["media_total"] == "PB"
    assert (
        "| 500 M user | 91.3 PB |" in run(*words[:2], "monthly_users=100 M, 500 M, 1 bn", *words[4:], "--markdown").out
    )


@pytest.mark.parametrize("suffix", [".png", ".svg", ".csv", ".json", ".md"])
def test_files_are_written_whole_and_never_over_another_one_unasked(suffix: str, tmp_path: Path, run: Run) -> None:
    file = tmp_path / f"sweep{suffix}"
    words = ["sweep", "twitter", "monthly_users=100 M..1 bn", "-o", str(file)]
    assert run(*words).code == 0
    content = file.read_bytes()
    starts = {".png": b"\x89PNG", ".svg": b"<?xml", ".csv": b"monthly_users", ".json": b"{", ".md": b"### Twitter"}
    assert content.startswith(starts[suffix])
    again = run(*words)
    assert again.code == 2
    assert "exists" in again.err
    assert run(*words, "--force").code == 0
    assert file.read_bytes() == content
    if suffix == ".json":
        assert json.loads(content)["turns"] == ["media_total < 100 PB fails from 548 M user on."]


def test_other_suffixes_are_refused(tmp_path: Path, run: Run) -> None:
    for name in ("sweep.txt", "sweep"):
        done = run("sweep", "twitter", "monthly_users=1..2", "-o", str(tmp_path / name))
        assert done.code == 2
        assert ".png .svg .csv .json .md" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "given",
    [
        {"n": "1..10 machine", "of": ["busy", "wait"]},
        {"fast": "yes, no", "of": "wait"},
        {"n": "2..4 machine", "rate": "10..90/s", "of": "wait"},
        {"kind_of": "small, large", "share": "0..100%", "of": "size"},
        {"n": "1..1000 machine log in 5000 steps", "of": "busy"},
    ],
)
def test_pictures_of_all_sorts(given: dict[str, Any]) -> None:
    found = sheet(LINES).sweep(**given)
    assert len(found.plot().axes) >= len(found.names)


def test_words_of_the_command_need_no_quotes(run: Run) -> None:
    loose = run("sweep", "twitter", "monthly_users=100", "M..1", "bn", "retention=2", "year", "--of", "media_total")
    tight = run("sweep", "twitter", "monthly_users=100 M..1 bn", "retention=2 year", "--of", "media_total")
    assert loose.out == tight.out
    assert loose.code == 0
    assert run("sweep", "twitter", "monthly_users=1..2", "monthly_users=3").code == 2
    assert run("sweep", "twitter", "--scenario", "world cup", "monthly_users=1..2 M").code == 0
    assert run("sweep", "twitter", "monthly_users=1..2 M", "--workers", "0").code == 2
