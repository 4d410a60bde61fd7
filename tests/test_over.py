"""Columns as inputs: a sheet for each row of arrays and tables of pandas, and tables of pandas in cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from estimator import EstimateError, Estimates, Quantity, formulas, load, sheet
from estimator.api.cells import Cells
from tests.commands import parsed

if TYPE_CHECKING:
    from collections.abc import Callable

SERVICES = pd.DataFrame(
    {
        "service": ["feed", "us-east", "chat"],
        "rate: QPS": [20_000, 500, 3000.5],
        "reply": [4, 0.5, 2],
        "kind": ["a", "b", "a"],
        "odd head!": [1, 2, 3],
        "cached": [True, False, True],
    }
)
SERVICES.attrs["units"] = {"reply": "KB/query"}


@pytest.mark.parametrize(
    "users",
    [
        np.array([3e8, 1e9]),
        pd.Series([3e8, 1e9]),
        [3e8, 1_000_000_000],
        ["300 M user", "1 bn user"],
        Quantity(np.array([300.0, 1000.0]), "Muser"),
        pd.Series([300e6, 1e9], index=["now", "then"]),
    ],
    ids=["numpy", "pandas", "list", "texts", "quantity", "named"],
)
def test_each_row_is_as_if_it_were_given_alone(users: Any) -> None:
    rows = load("twitter").over(monthly_users=users, daily_share=pd.Series([0.5, 0.6]), peak_factor=3)
    assert isinstance(rows, Estimates)
    alone = [
        load("twitter", monthly_users="300 M user", daily_share="50%", peak_factor=3),
        load("twitter", monthly_users="1 bn user", daily_share="60%", peak_factor=3),
    ]
    for each, own in zip(rows, alone, strict=True):
        assert each.evaluation.values == pytest.approx(own.evaluation.values, rel=1e-12)
        assert each.evaluation.spreads.keys() == own.evaluation.spreads.keys()
    assert len(rows) == 2
    assert rows[1].text("peak_qps") == alone[1].text("peak_qps")
    assert str(rows.central("peak_qps")) == "[10.4 k, 41.7 k] QPS"
    low, high = rows.interval("media_total")
    assert low.magnitude == pytest.approx([each.interval("media_total")[0].magnitude for each in alone])
    assert high.magnitude == pytest.approx([each.interval("media_total")[1].magnitude for each in alone])
    assert rows.holds == [True, False]


def test_a_table_of_pandas_has_its_units_in_its_heads_and_names_the_rows() -> None:
    frame = pd.DataFrame({"monthly_users: M user": [300, 1000], "peak_factor": [2, 4]}, index=["now", "then"])
    rows = load("twitter").over(frame)
    assert rows.labels == ("now", "then")
    assert [each.text("peak_qps") for each in rows] == ["6.94 k QPS", "46.3 k QPS"]
    found = rows.to_frame()
    assert found.loc["then", "peak_qps"] == pytest.approx(46296.2963)
    assert found.loc["now", "monthly_users"] == 300e6
    assert found.attrs["units"]["monthly_users"] == "user"
    assert found.attrs["units"]["peak_factor"] == ""
    assert found["media_total < 100 PB"].tolist() == [True, False]
    assert "media_total_high" in found.columns
    assert "46.3 k QPS" in repr(rows)
    assert "<table" in rows._repr_html_()
    assert parsed(str(rows.to_dict()).replace("'", '"').replace("True", "true").replace("False", "false"))["rows"]


def test_texts_choose_and_answers_without_ranges_have_no_ends() -> None:
    rows = sheet('server = "redis"\nsize = if server == "redis" then 1 GB else 2 GB\nok = size < 2 GB\n').over(
        server=pd.Series(["redis", "valkey"])
    )
    frame = rows.to_frame()
    assert frame["server"].tolist() == ["redis", "valkey"]
    assert str(rows.central("size")) == "[1, 2] GB"
    assert frame["ok"].tolist() == [True, False]
    assert not [name for name in frame.columns if name.endswith(("_low", "_high"))]
    with_scenario = load("twitter").scenario("world cup").over(monthly_users=[3e8])
    assert with_scenario[0].text("peak_qps") == "69.4 k QPS"


WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "a name": (lambda: load("twitter").over(monthly_user=[1]), "did you mean monthly_users?"),
    "a column of a table": (lambda: load("twitter").over(pd.DataFrame({"xyz": [1]})), "leave it out"),
    "lengths": (lambda: load("twitter").over(monthly_users=[1, 2], peak_factor=[1]), "columns of one length"),
    "no column": (lambda: load("twitter").over(peak_factor=3), "no assumption has a column"),
    "no rows": (lambda: load("twitter").over(peak_factor=[]), "0 rows"),
    "dimensions": (lambda: load("twitter").over(peak_factor=np.ones((2, 2))), "2 dimensions"),
    "a missing number": (lambda: load("twitter").over(peak_factor=[2, float("nan")]), "finite"),
    "a row": (lambda: load("twitter").over(monthly_users=["3 user", "4 s"]), "in row 1"),
    "too many": (lambda: load("twitter").over(peak_factor=range(1, 20_000)), "10_000"),
    "no table": (lambda: load("twitter").over("twitter"), "no table of pandas"),
    "in a call": (lambda: load("twitter")(peak_factor=np.array([1, 2])), "over(peak_factor=…)"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize(("work", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_column_is_said(work: Callable[[], object], says: str) -> None:
    with pytest.raises(EstimateError) as raised:
        work()
    assert says in str(raised.value)


CELL = """\
all   = sum(services.rate * services.reply) -> MB/s
some  = sum(services.rate where services.kind == "a" and services.cached)
one   = services.us_east.rate
users = sum(numbered.users) * 1 user
named = sum(indexed.size)
rows  = count(services)
"""


def test_a_cell_takes_a_table_of_pandas() -> None:
    numbered = pd.DataFrame({"users": [1e6, 2e6], "kind": ["a", "a"]})
    indexed = pd.DataFrame({"size: MB": [1, 2]}, index=["a", "b c"])
    cells = Cells({"services": SERVICES, "numbered": numbered, "indexed": indexed})
    found, _ = cells.run(CELL, "cell")
    texts = [found.text(name) for name in ("all", "some", "one", "users", "named", "rows")]
    assert texts == ["86.3 MB/s", "23 k query/s", "500 query/s", "3 M user", "3 MB", "3"]
    cells.run("table services\n  name | rate: QPS\n  own | 7\n", "own")
    assert cells.run("x = sum(services.rate)", "next")[0].text("x") == "7 query/s"


@pytest.mark.parametrize(
    ("value", "text", "says"),
    [
        (pd.DataFrame({"users": [1, float("nan")]}), "x = sum(v.users)", "v.users of row_2 is missing"),
        (pd.DataFrame({"users": []}), "x = sum(v.users)", "v has no rows"),
        (pd.DataFrame({"odd!": [1]}), "x = count(v)", "v has no columns"),
        (pd.DataFrame({"users: furlongs": [1]}), "x = sum(v.users)", "furlongs"),
        (pd.DataFrame({"users": [1]}), "x = sum(v.rate)", "its columns are users"),
        (pd.DataFrame({"n": ["k"], "a": ['x"y']}), "x = v.k.a", "a text with a quote"),
        (pd.DataFrame({"users": range(20_000)}), "x = sum(v.users)", "20_000 rows"),
        (np.arange(3.0), "x = v * 2", 'v = pandas.DataFrame({"each": v}), then sum(v.each)'),
        (pd.Series([1.0, 2.0]), "x = sum(v)", 'v = pandas.DataFrame({"each": v}), then sum(v.each)'),
    ],
)
def test_what_is_wrong_with_a_table_of_pandas_is_said(value: Any, text: str, says: str) -> None:
    with pytest.raises(EstimateError) as raised:
        Cells({"v": value}).run(text, "cell")
    assert says in str(raised.value)


def test_what_the_remedy_says_is_true() -> None:
    cells = Cells({"v": pd.DataFrame({"each": np.arange(3.0)})})
    assert cells.run("x = sum(v.each)", "cell")[0].text("x") == "3"


def test_formulas_take_columns_of_pandas() -> None:
    users = pd.Series([1e6, 2e6])
    assert str(formulas.bloom.bits(users, fp=0.01).to("MB")) == "[1.2, 2.4] MB"
