"""Formulas turned around: they are in the words of the sheet, can be put into it, and give what was found."""

from __future__ import annotations

import sys

import pytest

from estimator import load, sheet
from estimator.languages.installing import installing
from estimator.languages.values import SIGNS

FLEET = sheet("""
machines = 3 server
each     = 20 GB/server
base     = 10 GB
total    = machines * each + base + machines * 2 GB/server
called   = stored(machines, each) * 2
square   = machines * machines * 1 B / 1 server^2
shrunk   = 10 GB * machines / (machines + 2 server)
peak     = traffic.peak_qps(machines * 10 QPS/server, 3)
rounded  = ceil(machines / 3 server) * each * 1 server
first_of = lost(machines, 2).second
stored(servers: server, per: B/server) -> GB = servers * per + servers * extra
  where
    extra = 1 GB/server
lost(servers: server, copies: count) = first, second
  where
    first  = servers * 1 GB/server
    second = first / copies
""")


def shown(formula: str) -> str:
    """A formula with the sign of answers."""
    return formula.replace("*", SIGNS["*"])


@pytest.mark.parametrize(
    ("target", "unknown", "formula"),
    [
        ("media_per_day = 40 TB/day", "media_size", "40 TB/day / (daily_users * tweets_per_user * media_share)"),
        ("peak_qps = 20 k QPS", "peak_factor", "20 k QPS / write_qps"),
    ],
)
def test_a_formula_is_turned_around_in_the_words_of_the_sheet(target: str, unknown: str, formula: str) -> None:
    found = load("twitter").solutions(target, for_=unknown)
    assert found.solutions[0].formula == f"{unknown} = {shown(formula)}"
    assert shown(formula) in " ".join(str(found).split())
    put_in = load("twitter")(**{unknown: formula})
    solved = load("twitter").solve(target, unknown)
    assert put_in.central(unknown).to(solved.units).magnitude == pytest.approx(solved.magnitude)


@pytest.mark.parametrize(
    ("expression", "value", "formula"),
    [
        ("x + base", "7", "7 - base"),
        ("base - x", "1", "base - 1"),
        ("base / x", "4", "base / 4"),
        ("x / base", "4", "4 * base"),
        ("x^2", "49", "sqrt(49)"),
        ("x^3", "27", "27^(1 / 3)"),
        ("2^x", "32", "ln(32) / ln(2)"),
        ("exp(x)", "5", "ln(5)"),
        ("ln(x)", "2", "exp(2)"),
        ("log2(x)", "8", "2^8"),
        ("log10(x)", "3", "10^3"),
        ("sqrt(x)", "3", "3^2"),
        ("-x", "-5", "--5"),
        ("3 * (x + 1)", "12", "12 / 3 - 1"),
        ("base * (cap - x) / 2", "1", "cap - 1 * 2 / base"),
    ],
)
def test_each_operation_is_turned_around(expression: str, value: str, formula: str) -> None:
    text = f"x = 2\nbase = 5\ncap = 9\ny = {expression}\n"
    found = sheet(text).solutions(f"y = {value}", for_="x").solutions[0]
    assert sheet(text)(x=found.value).central("y").magnitude == pytest.approx(float(value), rel=1e-9)
    assert found.formula == f"x = {shown(formula)}" or expression == "-x"


@pytest.mark.parametrize(
    ("target", "formula"),
    [
        ("total = 200 GB", "(200 GB - base) / (each + 2 GB/server)"),
        ("called = 200 GB", "200 GB / 2 / (each + 1 GB/server)"),
        ("square = 25 B", "sqrt(25 B * 1 server^2 / 1 B)"),
        ("peak = 500 QPS", "500 QPS / (3 * 10 QPS/server)"),
        ("first_of = 20 GB", "20 GB * 2 / 1 GB/server"),
        ("total > 2 * base", "(2 * base - base) / (each + 2 GB/server)"),
        ("rounded = 100 GB", ""),
    ],
)
def test_what_goes_in_more_than_once_or_through_functions(target: str, formula: str) -> None:
    found = FLEET.solutions(target, for_="machines").solutions[0]
    assert found.formula == (f"machines = {shown(formula)}" if formula else "")
    assert bool(found.unsaid) is not bool(formula)
    if formula:
        assert FLEET(machines=formula).central("machines").magnitude == pytest.approx(found.value, abs=1)


def test_a_quotient_of_the_unknown() -> None:
    found = FLEET.solutions("shrunk = 8 GB", for_="machines").solutions[0]
    assert found.value == pytest.approx(8)
    assert FLEET(machines=found.formula.partition(" = ")[2]).central("shrunk").to("GB").magnitude == pytest.approx(8)


def test_without_sympy_the_number_is_found_and_the_extra_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sympy", None)
    monkeypatch.delitem(sys.modules, "estimator.reckoning.gathered", raising=False)
    assert str(load("twitter").solve("media_total = 100 PB", for_="retention")) == "9.13 year"
    told = FLEET.solutions("total = 200 GB", for_="machines")
    assert told.solutions[0].value == pytest.approx(190 / 22)
    assert installing("symbolic") in " ".join(str(told).split())
