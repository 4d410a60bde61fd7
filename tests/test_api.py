"""The Python API: what the docstrings say, and what they leave out."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pint
import pytest

import estimator
from estimator import EstimateError, formulas, load, sheet
from estimator.api.formulas import Folder, Formula
from estimator.model.describe import BOOLEAN
from estimator.model.modules import shipped_library
from estimator.units.bridge import registry
from estimator.writers.json import to_object
from tests.data import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MODULES = ("answers", "arguments", "checking", "estimates", "formulas", "listing", "units", "writing")
EXACT = 1e-12


@pytest.mark.parametrize("name", MODULES)
def test_the_docstrings_run(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"estimator.api.{name}"), optionflags=doctest.ELLIPSIS)
    assert results.attempted
    assert results.failed == 0


def test_the_package_names_what_it_has() -> None:
    assert set(estimator.__all__) <= set(dir(estimator))
    assert all(getattr(estimator, name) is not None for name in estimator.__all__)
    with pytest.raises(AttributeError, match="no attribute"):
        estimator.nothing  # noqa: B018


def test_importing_the_package_loads_next_to_nothing() -> None:
    """Its faults, which learn from it how they are told, and what those are made of."""
    code = "import estimator, sys; print(sorted(m for m in sys.modules if m.startswith('estimator')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['estimator', 'estimator.problems', 'estimator.records']"


@pytest.mark.parametrize("name", ["twitter", "map_int64", "latency"])
def test_attributes_are_the_values_of_json(name: str) -> None:
    estimate = load(name)
    for row in estimate.to_dict()["quantities"]:
        value = estimate[row["name"]]
        if isinstance(value, str | bool):
            assert value == row["value"]
            continue
        central = estimate.central(row["name"])
        assert central.magnitude == pytest.approx(row["value"], rel=EXACT)
        if "low" in row:
            low, high = estimate.interval(row["name"])
            assert np.quantile(value.magnitude, (0.05, 0.95)) == pytest.approx(
                [low.magnitude, high.magnitude], rel=0.03
            )
            assert [low.magnitude, high.magnitude] == pytest.approx([row["low"], row["high"]], rel=EXACT)
        else:
            assert value == central


def test_samples_belong_together() -> None:
    twitter = load("twitter")
    ratio = twitter.peak_qps / twitter.write_qps
    assert np.ptp(ratio.magnitude) < 1e-9
    assert ratio.magnitude[0] == pytest.approx(2)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"monthly_users": "1 bn user"}, "23.1 k QPS"),
        ({"peak_factor": 4}, "13.9 k QPS"),
        ({"peak_factor": 4.0, "daily_share": "25%"}, "6.94 k QPS"),
        ({"monthly_users": registry().Quantity(3e8, "user")}, "6.94 k QPS"),
        ({"peak_factor": np.float64(3)}, "10.4 k QPS"),
    ],
)
def test_an_override_gives_another_estimate(given: dict[str, object], shown: str) -> None:
    twitter = load("twitter")
    assert twitter(**given).text("peak_qps") == shown  # type: ignore[arg-type]  # all of them are values
    assert twitter.text("peak_qps") == "6.94 k QPS"


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (lambda: load("twiter"), "did you mean twitter"),
        (lambda: load("twitter", peak_factr=3), "did you mean peak_factor"),
        (lambda: load("twitter")(monthly_users=3), "monthly_users is"),
        (lambda: load("twitter")(peak_factor=[1, 2]), "peak_factor is list"),  # type: ignore[arg-type]
        (lambda: load("twitter")(peak_factor=float("nan")), "finite"),
        (lambda: load("twitter")(peak_factor=10**400), "more than 308 digits"),
        (lambda: load("twitter")(peak_factor=Fraction(10**400, 3)), "more than 308 digits"),
        (lambda: load("twitter")(peak_factor=Decimal("sNaN")), "finite"),
        (lambda: load("twitter")(peak_factor=Decimal("Infinity")), "finite"),
        (lambda: load("twitter")(peak_factor=Decimal("1e999")), "finite"),
        (lambda: load("twitter")(peak_factor=np.float64("nan")), "finite"),
        (lambda: load("twitter")(peak_factor=np.longdouble("1e4000")), "finite"),  # type: ignore[arg-type]
        (lambda: load("twitter")(monthly_users=registry().Quantity(10**400, "user")), "more than 308 digits"),
        (lambda: load("twitter")(peak_factor=True), "peak_factor is bool"),
        (lambda: load("twitter")(peak_factor=np.True_), "peak_factor is bool"),  # type: ignore[arg-type]
        (lambda: load("twitter")(peak_factor=1j), "peak_factor is complex"),  # type: ignore[arg-type]
        (lambda: load("twitter")(peak_factor=b"3"), "peak_factor is bytes"),  # type: ignore[arg-type]
        (lambda: load("twitter")(peak_factor=None), "peak_factor is NoneType"),  # type: ignore[arg-type]
        (lambda: load("twitter")(peak_factor="3\nmonthly_users = 5 user"), "several lines"),
        (lambda: formulas.bloom.bits("3 user\nanswer_ = 5"), "several lines"),
        (lambda: formulas.bloom.bits(np.array([10**400], dtype=object)), "an array of numbers"),
        (lambda: formulas.bloom.bits(np.array(["3 user"])), "an array of numbers"),
        (lambda: formulas.bloom.bits(np.array([1j])), "an array of numbers"),
        (lambda: formulas.bloom.bits(np.array([np.longdouble("1e4000")])), "finite"),
        (lambda: load("a\0b.est"), "its name is not valid"),
        (lambda: load("twitter").export("a\0b.md"), "no file's name"),
        (lambda: load("twitter")(monthly_users=pint.UnitRegistry().Quantity(3, "furlong")), "furlong"),
        (lambda: load("twitter").scenario("world cip"), "no scenario"),  # type: ignore[arg-type]
        (lambda: sheet("a = 3 user + 1 s"), "do not add up"),
        (lambda: formulas.bloom.bits("3 parsec"), "parsec"),
        (lambda: formulas.bloom.bits(np.array([])), "empty"),
        (lambda: load("map_int64").plot("naive"), "one number"),
    ],
)
def test_a_wrong_value_is_said(work: Callable[[], object], says: str) -> None:
    with pytest.raises(EstimateError) as raised:
        work()
    said = " ".join(f"{problem.message} {problem.remedy}" for problem in raised.value.problems)
    assert says in said


@pytest.mark.parametrize(
    "value", [3, 3.0, Fraction(3), Decimal(3), np.float32(3), np.int8(3), np.longdouble(3), "3", registry().Quantity(3)]
)
def test_any_kind_of_number_is_taken(value: Any) -> None:
    assert load("twitter")(peak_factor=value).text("peak_qps") == "10.4 k QPS"


def test_a_path_is_taken_where_a_file_is_meant(tmp_path: Path) -> None:
    (tmp_path / "plan.est").write_text("size = 3 GB\nall = size * 2\n", encoding="utf-8")
    load(tmp_path / "plan.est").export(tmp_path / "plan.csv")
    assert "all" in (tmp_path / "plan.csv").read_text(encoding="utf-8")


def test_a_wrong_name_is_said() -> None:
    with pytest.raises(AttributeError, match="did you mean write_qps"):
        load("twitter").write_qp  # noqa: B018
    with pytest.raises(KeyError, match="no number"):
        load("map_int64").central("server")
    with pytest.raises(AttributeError, match="did you mean bits"):
        formulas.bloom.bit  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError, match="it has bits, "):
        formulas.bloom.xyz  # type: ignore[attr-defined]  # noqa: B018


def test_names_complete() -> None:
    assert {"peak_qps", "plot", "to_frame"} <= set(dir(load("twitter")))
    assert {"bloom", "redis", "twitter"} <= set(dir(formulas))
    assert {"bits", "hashes"} <= set(dir(formulas.bloom))
    assert "string" in dir(formulas.redis)


def test_a_frame_has_a_row_a_quantity() -> None:
    frame = load("twitter").to_frame()
    assert frame.loc["media_total", "unit"] == "PB"
    assert frame.loc["media_total", "value"] == pytest.approx(54.75)
    assert len(frame) == len(load("twitter"))


@pytest.mark.parametrize("name", ["twitter", "map_int64", "latency"])
def test_a_plot_is_drawn(name: str) -> None:
    figure = load(name).plot()
    figure.canvas.draw()
    assert figure.axes
    assert all(axis.patches or axis.lines for axis in figure.axes)


def test_representations() -> None:
    twitter = load("twitter")
    assert "Assumptions" in repr(twitter)
    assert "<script" not in twitter._repr_html_()
    assert "54.8 PB" in twitter._repr_html_()
    assert "| `media_total` |" in twitter._repr_markdown_()
    assert r"\begin{aligned}" in twitter.derivation()._repr_latex_()
    assert r"\mathit{write\_qps}" in twitter.latex("write_qps")


def modules() -> list[str]:
    return list(shipped_library().names())


@pytest.mark.parametrize("path", modules())
def test_every_formula_is_a_callable_and_its_examples_hold(path: str) -> None:
    """Each `## example:` that calls a formula with literals gives the same through Python."""
    from estimator.notation.printer import print_expression
    from estimator.notation.tree import Call, Text
    from estimator.reckoning.estimate import answer

    module = shipped_library().module(path)
    assert module is not None
    typed = types_of(path)
    for name, definition in module.definitions.items():
        if definition.parameters is None:
            continue
        found = getattr(place(path), name)
        assert isinstance(found, Formula)
        assert list(inspect.signature(found).parameters) == [each.name for each in definition.parameters]
        assert found.__doc__
        assert definition.documentation.title in found.__doc__
        for example in definition.documentation.examples:
            call = example.expression
            if not isinstance(call, Call) or call.path != name or call.member or depends(call.arguments):
                continue
            free = [each.name for each in definition.parameters if each.annotation is None]  # their texts have quotes
            names = [each.name for each in definition.parameters]
            positional = [
                print_expression(each.value) if own in free and isinstance(each.value, Text) else text(each.value)
                for each, own in zip(call.arguments, names, strict=False)
                if not each.name
            ]
            named = {each.name: text(each.value) for each in call.arguments if each.name}
            evaluation = answer(f"{path}.{name}{print_expression(call)[len(name) :]}")
            quantity = evaluation.model.quantities["answer"]
            is_truth = quantity.kind is BOOLEAN
            assert typed[name] == ("str" if quantity.step is None else "bool" if is_truth else "Quantity"), name
            if quantity.step is None:
                continue
            value = found(*positional, **named)
            if is_truth:
                assert value == evaluation.values[quantity.step]
                continue
            central = float(to_object(evaluation)["quantities"][0]["value"])
            magnitude = value.magnitude
            assert np.median(magnitude) == pytest.approx(central, rel=0.02 if np.ndim(magnitude) else 1e-9)


def types_of(path: str) -> dict[str, str]:
    """The types of what the formulas of a sheet give, as its stub says for arguments that are no columns."""
    tree = ast.parse((ROOT / "estimator" / "library" / f"{path.replace('.', '/')}.pyi").read_text(encoding="utf-8"))
    (formulas_,) = [each for each in tree.body if isinstance(each, ast.ClassDef) and each.name == "Formulas"]
    found: dict[str, str] = {}
    for each in formulas_.body:
        if isinstance(each, ast.FunctionDef) and each.returns is not None:
            found.setdefault(each.name, ast.unparse(each.returns))
    return found


def place(path: str) -> Folder:
    found: Any = formulas
    for part in path.split("."):
        found = getattr(found, part)
    assert isinstance(found, Folder)
    return found


def text(tree: object) -> str:
    from estimator.notation.printer import print_expression

    return print_expression(tree).strip('"')  # type: ignore[arg-type]  # an argument is an expression


def depends(node: object) -> bool:
    """Whether an argument needs a name of its own file."""
    from estimator.notation.tree import Call, Name

    if isinstance(node, Name | Call):
        return True
    return isinstance(node, tuple) and any(depends(part) for part in node)


def test_arrays_are_reckoned_together() -> None:
    sizes = np.array([1e3, 1e6, 1e9])
    together = formulas.bloom.bits(sizes, fp=0.001)
    alone = [formulas.bloom.bits(float(size), fp=0.001).magnitude for size in sizes]
    assert together.magnitude == pytest.approx(alone, rel=1e-12)
    users = registry().Quantity(sizes, "user")
    assert formulas.bloom.bits(users, fp=0.001).magnitude == pytest.approx(alone, rel=1e-12)


def test_a_sheet_is_called_with_its_assumptions() -> None:
    assert formulas.twitter(peak_factor=3).text("peak_qps") == "10.4 k QPS"
    assert f"{formulas.latency.memory_read:~}".startswith("75")
    assert formulas.redis.string(1_000_000, "20 B", "100 B").magnitude > 1e8
