"""The engine's unit table and pint's registry of the same definitions agree, unit by unit."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pint import DimensionalityError, UnitRegistry

from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.units import table
from estimator.units.bridge import pint_unit, quantity, registry
from estimator.units.kinds import EVENT, INFORMATION
from estimator.units.table import UnitMeaning, UnitTable, UnknownUnit, shipped_units
from tests.all_of import all_of

if TYPE_CHECKING:
    from estimator.units.kinds import Kind

NAMES = sorted(shipped_units().names())
PREFIXED = sorted(set(shipped_units().prefixed_names()))
PLURALS = ("queries", "entries", "cities", "processes", "searches", "indices", "people", "days", "bytes", "minutes")
SYMBOLS = [name for name, value, _ in shipped_units().definitions() if value.startswith("[currency_")]  # no plural
SYMBOL_PLURALS = ("KBs", "Mbs", "QPSs", *[name + "s" for name in SYMBOLS])
COMPOUND = ("tweet/user/day", "GB/day", "1/s", "/s", "MB^2", "MB^2/s", "us/MB", "kWh/day", "USD/GB/month", "1/s/server")
OVER = ("TB", "Mbit", "KiB", "ms", "request", "kQPS", "people", "%", "km", "USD", "MB^3", "1")
UNDER = ("s", "month", "ns", "GiB", "users", "queries", "year^2", "m", "kWh")
CLOSE = 1e-15


def dimensions(kind: Kind) -> dict[str, int]:
    """The dimensions of a kind as pint spells them."""
    return {f"[{dimension}]": exponent for dimension, exponent in kind.dimension}


def same(text: str) -> None:
    """Assert that both sides mean the same by a unit's text."""
    ours, theirs = shipped_units().unit(text), registry().Quantity(1.0, pint_unit(text))
    assert dict(theirs.dimensionality) == dimensions(ours.kind), text
    assert math.isclose(theirs.to_base_units().magnitude, ours.factor, rel_tol=4 * CLOSE), text


# pint multiplies floats in an order of its own: up to four roundings for a compound unit, none or one for a word.
@all_of("name", NAMES)
def test_a_unit_is_the_same_in_both(name: str) -> None:
    ours, theirs = shipped_units().word(name), registry().Quantity(1.0, name).to_base_units()
    assert dict(theirs.dimensionality) == dimensions(ours.kind)
    assert math.isclose(theirs.magnitude, ours.factor, rel_tol=CLOSE)


def test_every_prefixed_unit_is_the_same_in_both() -> None:
    assert len(PREFIXED) > 300
    for name in PREFIXED:
        ours, theirs = shipped_units().word(name), registry().Quantity(1.0, name).to_base_units()
        assert dict(theirs.dimensionality) == dimensions(ours.kind), name
        assert math.isclose(theirs.magnitude, ours.factor, rel_tol=CLOSE), name


@pytest.mark.parametrize("text", [*PLURALS, *COMPOUND])
def test_plurals_and_compound_units_are_the_same_in_both(text: str) -> None:
    same(text)


def test_every_quotient_is_the_same_in_both() -> None:
    for over, under in product(OVER, UNDER):
        same(f"{over}/{under}")
        same(f"{over}*{under}")


def test_every_plural_of_a_shipped_noun_is_known() -> None:
    for name, value, _ in shipped_units().definitions():
        if (value[0] == "[" or value == EVENT) and name not in SYMBOLS:
            plural = name[:-1] + "ies" if name.endswith("y") and name not in ("key", "day") else name + "s"
            assert shipped_units().word(plural).kind is shipped_units().word(name).kind, name


@pytest.mark.parametrize("name", [name for name in NAMES if name != name.lower()])
def test_a_name_with_a_capital_is_a_symbol(name: str) -> None:
    """As each currency's is: no quantity may bear it. The definitions say so of each."""
    assert shipped_units().is_symbol(name)
    with pytest.raises(EstimateError, match=f"{name} is a unit, so no quantity may bear it"):
        estimate(module_from_text(f"{name} = 5\n", "named.est"))


def test_a_unit_is_one_line_of_the_definitions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a copy: a currency with its symbol, and a unit with its plural and its prefixes, in the engine and in pint."""
    path = tmp_path / "definitions.txt"
    path.write_text(
        f"{Path(table.DEFINITIONS).read_text(encoding='utf-8')}"
        "KRW = [currency_KRW] = _ = won  # symbols KRW\n"
        "core_hour = core * hour = coreh  # symbols coreh; prefixes large\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(table, "DEFINITIONS", str(path))
    monkeypatch.setattr(table, "_shipped", [])
    known = table.shipped_units()
    assert known.unit("kcoreh").factor == 3600 * 1000
    assert known.unit("core_hours").kind is known.unit("core*s").kind
    assert known.unit("wons").kind is known.unit("KRW").kind is not known.unit("USD").kind
    assert known.is_symbol("KRW")
    assert known.is_symbol("Mcoreh")
    assert not known.is_symbol("won")
    for unknown in ("KRWs", "kKRW", "mcoreh", "corehs", "kiloday"):
        with pytest.raises(UnknownUnit):
            known.unit(unknown)
    theirs: Any = UnitRegistry(str(path))
    assert theirs.Quantity(2, "kcoreh").to("core_hour").magnitude == pytest.approx(2000)
    assert theirs.Quantity(2, "won").to("KRW").magnitude == 2


@pytest.mark.parametrize(
    "text", ["boxes", "flurb", "GB/flurb", "millibyte", "kuser", "Mday", "user^10", *SYMBOL_PLURALS]
)
def test_what_is_no_unit_is_none(text: str) -> None:
    with pytest.raises(UnknownUnit):
        shipped_units().unit(text)


def test_information_is_a_dimension() -> None:
    assert dict(registry().Quantity(1.0, "B").dimensionality) == {f"[{INFORMATION}]": 1}
    assert not registry().Quantity(1.0, "byte").dimensionless
    with pytest.raises(DimensionalityError):
        registry().Quantity(1.0, "byte").to("")


def test_the_registry_knows_nothing_but_the_definitions() -> None:
    for word in ("inch", "gallon", "parsec", "count", "radian", "mole"):
        assert word not in registry()


def test_pint_keeps_things_apart_and_adds_events() -> None:
    make = registry().Quantity
    assert (make(3.0, "read") + make(4.0, "write")).to("event").magnitude == 7
    assert make(7200.0, "request/hour").to("QPS").magnitude == 2
    for left, right in (("user", "server"), ("USD", "EUR"), ("B", "s"), ("request", "user")):
        with pytest.raises(DimensionalityError):
            make(1.0, left).to(right)


@all_of("text", [*COMPOUND, *PREFIXED[::17], *NAMES[::5]])
def test_a_value_is_a_quantity_in_the_shown_unit(text: str) -> None:
    unit = shipped_units().unit(text)
    found = quantity(unit.to_base(3.5), unit.kind, unit)
    assert math.isclose(found.magnitude, 3.5, rel_tol=CLOSE)
    assert math.isclose(found.to_base_units().magnitude, unit.to_base(3.5), rel_tol=4 * CLOSE)
    own = quantity(unit.to_base(3.5), unit.kind)
    assert math.isclose(own.to_base_units().magnitude, found.to_base_units().magnitude, rel_tol=8 * CLOSE)
    assert own.dimensionality == found.dimensionality


def test_the_words_are_kept() -> None:
    unit = shipped_units().unit("GB/day")
    assert str(quantity(unit.to_base(2.0), unit.kind, unit).units) == "gigabyte / day"
    assert str(quantity(8e9, shipped_units().unit("tweet*B/user").kind).units) == "byte * tweet / user"


def test_units_of_a_sheet_become_quantities_too() -> None:
    table = UnitTable(shipped_units())
    table.declare_noun("zeppelin", event=False)
    table.declare_noun("snippet", event=True)
    table.declare_noun("user", event=True)
    table.declare_noun("kserver", event=False)
    table.declare("rule_day", UnitMeaning(table.unit("s").kind, 100_000.0, 1.0, "rule_day"))
    table.declare("month", UnitMeaning(table.unit("s").kind, 2_592_000.0, 1.0, "month"))

    def dimensions_of(text: str) -> set[str]:
        unit = table.unit(text)
        return set(quantity(1.0, unit.kind, unit).dimensionality)

    assert dimensions_of("zeppelin") == {"[zeppelin]"}
    assert dimensions_of("snippet") == dimensions_of("user") == {"[event]"}
    assert dimensions_of("kserver") == {"[own_kserver]"}
    assert dict(registry().Quantity(1.0, "user").dimensionality) == {"[user]": 1}, "one sheet's units are not another's"
    days = table.unit("GB/rule_day")
    found = quantity(days.to_base(5.0), days.kind, days)
    assert math.isclose(found.to("GB/s").magnitude, 5e-5, rel_tol=4 * CLOSE)
    month = table.unit("month")
    assert quantity(month.to_base(1.0), month.kind, month).to("day").magnitude == 30


def test_the_factors_are_exact_ratios() -> None:
    year, month, day = (shipped_units().unit(name) for name in ("year", "month", "day"))
    assert Fraction(month.numerator) / Fraction(month.denominator) == Fraction(365, 12) * 86_400
    assert year.factor == 365 * day.factor == 31_536_000
    for small in ("ns", "us", "ms", "ps"):
        meaning = shipped_units().unit(small)
        assert meaning.numerator == 1
        assert Fraction(meaning.denominator).denominator == 1
