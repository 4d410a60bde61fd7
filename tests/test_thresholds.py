"""Functions by thresholds: what a row gives, what is refused, how they are laid out and shown, in every evaluator.

The oracle is the same table as a chain of if.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.languages.explanation import explain_definition
from estimator.languages.spans import plain
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.notation.formatter.sheets import formatted
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_sheet
from estimator.problems import EstimateError, Source
from estimator.reckoning.estimate import estimate
from estimator.writers.export import SUFFIXES, rendered
from tests.data import CASES, some_days
from tests.evaluators import engine, in_sympy, in_workbooks, on_a_page, on_arrays
from tests.laws import some

if TYPE_CHECKING:
    from pathlib import Path

    from estimator.reckoning.evaluate import Evaluation

SHEET = (CASES / "workbooks" / "thresholds.est").read_text(encoding="utf-8")
EXACT = 1e-9


class Change(NamedTuple):
    """Assumptions typed in, as overrides and in base units; and the quantities that have no value then."""

    overrides: tuple[str, ...]
    values: dict[str, float]
    missing: tuple[str, ...] = ()


CHANGES = [
    Change((), {}),
    Change(
        ("volume=10 TB", "size=128 B", "asked=10", "cold=-10"), {"volume": 8e13, "size": 1024, "asked": 10, "cold": -10}
    ),
    Change(
        ("volume=10.1 TB", "size=129 B", "asked=2.5", "cold=3"),
        {"volume": 8.08e13, "size": 1032, "asked": 2.5, "cold": 3},
    ),
    Change(("volume=1 PB", "size=4096 B", "share_of=20%"), {"volume": 8e15, "size": 32768, "share_of": 0.2}),
    Change(("asked=12",), {"asked": 12}, ("on",)),
    Change(("cold=10.5",), {"cold": 10.5}, ("on",)),
]


def sheet(text: str, *overrides: str) -> Evaluation:
    return estimate(module_from_text(text, "thresholds.est"), overrides)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("0 TB", 0.09),
        ("10 TB", 0.09),
        ("10.0001 TB", 0.085),
        ("50 TB", 0.085),
        ("10_000 GB * (1 + 1e-14)", 0.09),
        ("51 TB", 0.05),
    ],
)
def test_a_number_up_to_a_threshold_has_its_row(argument: str, value: float) -> None:
    table = "f(x: TB) =\n  up to 10 TB then 0.09\n  up to 50 TB then 0.085\n  else 0.05\n"
    assert engine(sheet(f"{table}y = f({argument})\n"))["y"] == value


@pytest.mark.parametrize(("argument", "value"), [("2.9", 1), ("3", 2), ("3 * (1 - 1e-14)", 2), ("-7", 1), ("9.99", 2)])
def test_a_number_below_a_threshold_has_its_row(argument: str, value: float) -> None:
    assert engine(sheet(f"f(x) =\n  below 3 then 1\n  below 10 then 2\ny = f({argument})\n"))["y"] == value


@some
@given(
    st.lists(st.integers(-50, 50), min_size=2, max_size=12, unique=True),
    st.lists(st.integers(-9, 9), min_size=13, max_size=13),
    st.booleans(),
    st.lists(st.one_of(st.integers(-60, 60), st.floats(-60, 60, allow_nan=False)), min_size=1, max_size=8),
)
def test_a_table_is_a_chain_of_if(bounds: list[int], values: list[int], below: bool, numbers: list[float]) -> None:  # noqa: FBT001
    word, sign = ("below", "<") if below else ("up to", "<=")
    ascending = sorted(bounds)
    rows = "".join([f"  {word} {bound} then {value}\n" for bound, value in zip(ascending, values, strict=False)])
    chain = " else ".join(
        [f"if x {sign} {bound} then {value}" for bound, value in zip(ascending, values, strict=False)]
    )
    text = f"f(x) =\n{rows}  else {values[-1]}\ng(x) = {chain} else {values[-1]}\n"
    text += "".join([f"f{place} = f({number!r})\ng{place} = g({number!r})\n" for place, number in enumerate(numbers)])
    evaluation = sheet(text)
    for found in (engine(evaluation), on_arrays(evaluation), in_sympy(evaluation)):
        assert [found[f"f{place}"] for place in range(len(numbers))] == [
            found[f"g{place}"] for place in range(len(numbers))
        ]


def test_a_range_beyond_the_last_threshold_is_refused() -> None:
    with pytest.raises(EstimateError, match=r"of the cases .* \(this is above 9, the last threshold\)"):
        sheet("f(x) =\n  up to 3 then 1\n  up to 9 then 2\nload = 1 to 20\ny = f(load)\n", "load=1 to 12")


def test_settings_a_where_block_and_units_of_ones_own() -> None:
    text = "unit crate = 12 B\nsetting more: B = 8 B\nf(x: B) -> B with more =\n  up to 1, 2 crate\n  else x + twice\n"
    text += "  where\n    twice = 2 * more\none = f(13 B)\ntwo = f(100 B)\nlast = f(100 B, more = 1 B)\n"
    found = engine(sheet(text))
    assert [found[name] / 8 for name in ("one", "two", "last")] == [24, 116, 102]


def test_up_and_below_stay_names() -> None:
    found = engine(
        sheet("below = 3\nup = 2\nf(x) = x + below\ny = f(1) + (up to 5)\nf2(x) =\n  below + x\nz = f2(1)\n")
    )
    assert found["z"] == 4
    assert found["y"] == pytest.approx(4 + 10**0.5)


FORMATTED = """\
f(size: B) -> B =      # classes
  up to 8,16, 24 B
  # measured
  up to 100 B then 128 B # once
  up to 4 KiB then 4096 B
  else   ceil(size/4 KiB)*4 KiB

g(n) =
    below 3 then 1
    below 100 then 20
"""
AS_LAID_OUT = """\
f(size: B) -> B =   # classes
  up to 8, 16, 24 B
  # measured
  up to 100 B then 128 B   # once
  up to 4 KiB then 4096 B
  else ceil(size / 4 KiB) * 4 KiB

g(n) =
  below 3   then 1
  below 100 then 20
"""


def test_the_formatter_aligns_rows_and_keeps_what_they_say() -> None:
    assert formatted(Source("t", FORMATTED)) == AS_LAID_OUT
    assert formatted(Source("t", AS_LAID_OUT)) == AS_LAID_OUT
    assert parse_sheet(Source("t", FORMATTED)) == parse_sheet(Source("t", AS_LAID_OUT))
    many = ", ".join([str(8 * place) for place in range(1, 60)])
    wide = formatted(Source("t", f"f(x: B) -> B =\n  up to {many} B\n"))
    assert max(map(len, wide.splitlines())) <= 120
    assert parse_sheet(Source("t", wide)) == parse_sheet(Source("t", f"f(x: B) -> B =\n  up to {many} B\n"))


def test_what_is_printed_reads_back() -> None:
    tree = parse_sheet(Source("t", SHEET))
    assert not tree.problems
    assert parse_sheet(Source("t", print_sheet(tree))) == tree


def test_thresholds_are_shown_as_a_table_in_every_output() -> None:
    evaluation = sheet(SHEET)
    said = "\n".join([plain(line) for line in Words(evaluation).sheet()])
    assert "    up to 10 TB   0.09 USD/GB\n" in said
    module = evaluation.model.module
    explained = [plain(line) for line in explain_definition(module, module.definitions["egress"], 80)]
    assert "    up to 150 TB  70 USD/TB" in explained
    for suffix in sorted({*SUFFIXES} - {".svg"}):  # a picture of the answers
        content = rendered(evaluation, suffix)
        if isinstance(content, str):
            assert "up to 10 TB" in content, suffix
    found = json.loads(str(rendered(evaluation, ".json")))
    assert found["thresholds"][0]["rows"][0] == {"text": "up to 10 TB", "gives": "0.09 USD/GB"}


def expected(change: Change) -> dict[str, float]:
    """The engine's values; what has none is refused in a sentence, and left out then."""
    text = SHEET
    for name in change.missing:
        with pytest.raises(EstimateError, match="the last threshold"):
            sheet(SHEET, *change.overrides)
        text = "\n".join([line for line in text.splitlines() if not line.startswith(f"{name} ")])
    return engine(sheet(text, *change.overrides)) | dict.fromkeys(change.missing, float("nan"))


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_the_evaluators_agree(change: Change, tmp_path: Path) -> None:
    wanted = expected(change)
    said = [on_a_page(sheet(SHEET), tmp_path, **change.values)]
    if not change.missing:
        evaluation = sheet(SHEET, *change.overrides)
        said += [on_arrays(evaluation), in_sympy(evaluation)]
    for found in said:
        for name, value in wanted.items():
            if name != "mean_block":  # averaged over points in its own way
                assert found[name] == pytest.approx(value, rel=EXACT, nan_ok=True), name


@some_days(3, 1)
def test_a_workbook_agrees_when_assumptions_change(tmp_path: Path) -> None:
    for change, said in zip(
        CHANGES, in_workbooks(sheet(SHEET), tmp_path, [each.values for each in CHANGES]), strict=True
    ):
        for name, value in expected(change).items():
            if name in said and name in change.missing:
                assert str(said[name][0]).startswith("#"), name
            elif name in said:
                assert said[name][0] * said[name][1] == pytest.approx(value, rel=EXACT), name
