"""Cells of a notebook that use each other: what one defines the next can use, whatever it is called and measured in."""

from __future__ import annotations

import builtins
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from estimator import Estimate, EstimateError
from estimator.api.cells import Cells, is_pythons
from estimator.model.functions import FUNCTIONS
from estimator.model.modules import shipped_library
from estimator.notation.tree import GLUED_MAGNITUDES, MAGNITUDES
from estimator.units.bridge import registry
from estimator.units.table import shipped_units

TOP = sorted({name.split(".")[0] for name in shipped_library().names()})
COMPOUND = ["tweet/user/day", "GB/day", "/s", "1/s", "MB^2", "B*s", "USD/GB/month", "us/MB", "s^-1", "request/s/server"]
WORDS = [*sorted({*shipped_units().names(), *shipped_units().prefixed_names()}), *COMPOUND]


def ran(*texts: str, **variables: object) -> Estimate:
    """The estimate of the last of some cells."""
    cells = Cells(dict(variables))
    return [cells.run(text, f"cell {place}")[0] for place, text in enumerate(texts)][-1]


def bits(estimate: Estimate, name: str) -> float:
    """The central value of a quantity in base units."""
    found = estimate.evaluation.model.quantities[name]
    assert found.step is not None
    return float(estimate.evaluation.values[found.step])


def refusal(*texts: str, **variables: object) -> str:
    """What is said of cells that are refused."""
    with pytest.raises(EstimateError) as raised:
        ran(*texts, **variables)
    return "; ".join(f"{each.message}: {each.remedy}" for each in raised.value.problems)


def test_what_is_shown_in_a_unit_with_a_magnitude__is_used_by_the_next_cell() -> None:
    last = ran("rate = 3 M user/day -> k/day", "twice = rate * 2", "fold = twice * rate")
    assert bits(last, "twice") == 2 * bits(ran("rate = 3 M user/day"), "rate")


def test_every_unit_goes_from_cell_to_cell_to_the_last_bit() -> None:
    places = range(len(WORDS))
    units = [unit.removeprefix("1") if unit.startswith("1/") else unit for unit in WORDS]
    glued = [unit if unit[0] in "/%" else f" {unit}" for unit in units]
    cells = Cells({})
    for number in ("0.1", "123_456.789e-7"):
        first, _ = cells.run("".join(f"v{place} = {number}{glued[place]}\n" for place in places), "first")
        second, _ = cells.run("".join(f"w{place} = v{place}\n" for place in places), "second")
        assert [bits(second, f"w{place}") for place in places] == [bits(first, f"v{place}") for place in places]
        for place in places:  # by way of Python, in the variable's own unit
            cells.namespace[f"p{place}"] = cells.namespace[f"v{place}"]
        third, _ = cells.run("".join(f"t{place} = p{place} + v{place}\n" for place in places), "third")
        for place in places:
            assert bits(third, f"t{place}") == pytest.approx(2 * bits(first, f"v{place}"), rel=1e-14), WORDS[place]


@pytest.mark.parametrize("magnitude", MAGNITUDES)
def test_every_magnitude_goes_from_cell_to_cell(magnitude: str) -> None:
    arrow, behind = (f" -> {magnitude}/s", f" {magnitude}") if magnitude not in GLUED_MAGNITUDES else ("", "")
    first = f"v = 3{magnitude} user\nr = 5e6 user / 1 s{arrow}\nn = (2 + 3){behind}\n"
    cells = Cells({})
    before, _ = cells.run(first, "first")
    after, _ = cells.run("x = v * 1\ny = r * 1\nz = n * 1", "second")
    assert [bits(after, name) for name in "xyz"] == [bits(before, name) for name in "vrn"]


KINDS = {
    "a range": "v = 1 to 5 user",
    "a best guess": "v = 2 (1 to 5) KB/user",
    "a distribution": "v = pert(1 s, 2 s, 9 s)",
    "a text": 'v = "a # b \u202e ```est"',
    "yes or no": "v = 1 GB > 3 MB",
    "a percentage": "v = 50% + 10%",
    "a power": "v = 2^10/s",
    "a power of a percentage": "v = 2%^3%",
    "a condition": "v = if 1 > 2 then 3 GB else -(4 MB)",
    "a sum": "v = sum(k = 1 to 4, k^2) * 1 B",
    "a call": "v = f(3 user)\nf(x: user) -> user = y\n  where\n    y = x * 2",
    "a sheet of the library": "v = twitter(monthly_users = 1 bn user).media_total -> PB",
    "a unit of its own": "unit parcel, crate: event\nunit rule_day = 100_000 s\nv = 3 parcel/rule_day",
    "over several lines": "v = 1 GB   # a note\n  + 2 GB   # and more\n  * 3",
    "a word that Python has": "list = 5 user\nprint = list * 2\nv = print * 3",
    "an odd name": "\ufb01 = 5 user\nx² = 3\nv = \ufb01 * x²",
}


@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_every_kind_goes_from_cell_to_cell(text: str) -> None:
    cells = Cells({})
    first, _ = cells.run(text, "first")
    second, _ = cells.run("w = v", "second")
    third, _ = cells.run("u = w", "third")
    for name, last in (("w", second), ("u", third)):
        assert last.text("v") == first.text("v")
        assert np.array_equal(magnitude(last["v"]), magnitude(first["v"]))
        if last.evaluation.model.quantities[name].step is not None:
            assert bits(last, name) == bits(first, "v")


def magnitude(value: Any) -> Any:
    """The number of a quantity; what is none, as it is."""
    return getattr(value, "magnitude", value)


@pytest.mark.parametrize("name", TOP)
def test_a_name_of_the_library__is_the_cells_own_where_one_defines_it(name: str) -> None:
    assert ran(f"{name} = 5 k user", f"doubled = {name} * 2").text("doubled") == "10 k user"
    assert ran(f"{name}(x) = x * 3", f"tripled = {name}(2 GB)").text("tripled") == "6 GB"
    assert ran(f"doubled = {name} * 2", **{name: registry().Quantity(3.0, "GB")}).text("doubled") == "6 GB"


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_name_of_a_function__is_the_cells_own_where_one_defines_it(name: str) -> None:
    assert ran(f"{name} = 5 k user", f"doubled = {name} * 2").text("doubled") == "10 k user"


def test_the_library_is_there_where_python_has_its_names() -> None:
    sheet = Estimate(shipped_library().module("twitter"))  # type: ignore[arg-type]  # it is there
    for value in (5, sheet, print, np):
        last = ran("x = twitter(monthly_users = 1 bn user).media_total -> PB\ny = latency.disk_seek", twitter=value)
        assert last.text("x") == "183 PB"


def test_uses_and_scenarios_and_units_hold_for_later_cells(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "team.est").write_text("peak = 3 QPS\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    last = ran('use "team.est" as team\nx = team.peak * 2', "y = x * 2\nz = team.peak")
    assert (last.text("y"), last.text("z")) == ("12 query/s", "3 query/s")
    last = ran("load = 5 user\nmore = 7 user", 'scenario "big": load = more * 2\ntotal = load * 2')
    assert last.scenario("big").text("total") == "28 user"
    last = ran("unit parcel\nv = 3 parcel", "unit parcel: event\nw = 5 parcel\nparcels = 1")
    assert last.text("w") == "5 parcel"
    assert ran("unit parcel", "parcels = 3 parcel", "more = parcels * 2").text("more") == "6 parcel"


def test_a_quantity_in_a_unit_of_a_cells_own__comes_back_from_python() -> None:
    cells = Cells({})
    for declared in ("unit parcel", "unit user: event", "unit kuser"):
        word = declared.split(" ")[1].rstrip(":")
        cells.run(f"{declared}\nv = 3 {word}/s", "first")
        cells.namespace["p"] = cells.namespace["v"] * 2
        assert cells.run("w = p + v", "second")[0].text("w") == f"9 {word}/s"


PYTHONS: dict[str, tuple[object, str]] = {
    "an int": (3, "3"),
    "a large int": (10**300, "1e300"),
    "a negative": (-2.5, "-2.5"),
    "a small float": (5e-324, "4.94e-324"),
    "a numpy int": (np.int64(7), "7"),
    "a numpy float": (np.float32(0.5), "0.5"),
    "an array of one": (np.array(4.0), "4"),
    "a Decimal": (Decimal("2.50"), "2.5"),
    "a Fraction": (Fraction(1, 4), "0.25"),
    "yes": (True, "yes"),
    "no": (np.bool_(0), "no"),
    "a quantity": (registry().Quantity(2, "GB/day"), "2 GB/day"),
    "a quantity of a Decimal": (registry().Quantity(np.array(3.0), "1/s"), "3/s"),
    "a text": ("3 M user -> k user   # a note", "3 M user"),
    "a text of names": ("2 * other", "10 user"),
}


@pytest.mark.parametrize(("value", "shown"), PYTHONS.values(), ids=PYTHONS)
def test_a_value_of_python__is_a_quantity(value: object, shown: str) -> None:
    assert ran("other = 5 user", "w = v", v=value).text("w") == shown


NONE = {
    "nan": (float("nan"), "give a finite number"),
    "infinity": (np.inf, "give a finite number"),
    "a huge int": (10**400, "more than 308 digits"),
    "a Decimal that is none": (Decimal("sNaN"), "give a finite number"),
    "a huge Decimal": (Decimal("1e999"), "give a finite number"),
    "a list": ([1, 2], "v is list"),
    "nothing": (None, "v is NoneType"),
    "a complex number": (1j, "v is complex"),
    "an array": (np.arange(3.0), "give one, as in v.mean()"),
    "samples": (registry().Quantity(np.arange(3.0), "GB"), "give one, as in v.mean()"),
    "a function": (lambda: 3, "there is no name v"),
    "a text over lines": ("3 user\nx = 5", "a text of several lines"),
    "a text that is none": ("hello, world", "a comma separates"),
    "an open text": ('"a', "never closed"),
    "fences": ("```\n```est\nx = 1", "a text of several lines"),
    "marks of direction": ("3 \u202euser", "not part of the notation"),
    "an unknown name": ("nobody", "there is no name nobody"),
    "another unit": (registry().Quantity(1, "GB") ** 0.5, "broken power"),
}


@pytest.mark.parametrize(("value", "says"), NONE.values(), ids=NONE)
def test_what_is_no_quantity__is_said(value: object, says: str) -> None:
    assert says in refusal("w = v", v=value)


@pytest.mark.parametrize(
    "text", ["5 user\nz = 9", "5 user\r\nz = 9", "5 user # \nz = 9", "5 user\u2028z = 9", "5 user\n```\nz = 9"]
)
def test_a_text_adds_no_line(text: str) -> None:
    try:
        last = ran("w = v", v=text)
    except EstimateError:
        return
    assert set(last) == {"w", "v"}


def test_a_choice_is_made_by_a_text_of_python() -> None:
    cells = Cells({})
    cells.run('server = "redis"\nsize = if server == "redis" then 1 GB else 2 GB', "first")
    cells.namespace["server"] = "valkey"
    assert cells.run("double = size * 2", "second")[0].text("double") == "4 GB"
    cells.namespace["server"] = 'a" x = 5\n'
    with pytest.raises(EstimateError):
        cells.run("double = size * 2", "third")


def test_a_variable_that_python_has_changed__is_seen() -> None:
    cells = Cells({})
    cells.run("v = 3 GB\nr = 1 to 5 GB", "first")
    cells.namespace["v"] = cells.namespace["v"] * 2
    assert cells.run("w = v", "second")[0].text("w") == "6 GB"
    cells.namespace["r"] *= 2  # in its place
    with pytest.raises(EstimateError, match="100000 numbers"):
        cells.run("w = r", "third")
    del cells.namespace["v"]
    assert cells.run("w = v", "fourth")[0].text("w") == "3 GB"


def test_python_keeps_what_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(builtins, "_", raising=False)  # of an example that was run before
    names = ["list", "print", "import", "type", "None_", "_", "_1", "In", "exit", "x²", "\ufb01"]
    cells = Cells({"In": [], "exit": exit}, {"In": None, "exit": None})
    before = dict(cells.namespace)
    _, kept = cells.run("".join(f"{name} = 5 user\n" for name in names), "first")
    assert kept == ["list", "print", "import", "type", "In", "exit"]
    assert cells.namespace == before | {"None_": cells.namespace["None_"]}
    for name in names:
        assert cells.run(f"w = {name} * 2", "second")[0].text("w") == "10 user", name
    assert is_pythons("get") is False


def test_a_line_is_answered_whatever_it_names() -> None:
    cells = Cells({"answer_": 3})
    cells.run("answer = 5 GB", "first")
    assert cells.answer("answer * answer_").to("GB").magnitude == pytest.approx(15)
