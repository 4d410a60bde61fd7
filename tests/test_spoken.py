"""What people type without the manual: read as it was meant and shown so, or refused with the line to type.

`cases/spoken.json` holds lines as people and the users of comparable tools typed them, each with its right value or its
way out; the table of phrases brings its own examples.
"""

from __future__ import annotations

import json
import os
import random
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from estimator.api.cells import Cells
from estimator.model.readings import reading
from estimator.notation.bare import parse_expression
from estimator.notation.spoken.table import phrases
from estimator.notation.tree import MAGNITUDES
from estimator.problems import EstimateError, Source
from estimator.reckoning.estimate import answer
from estimator.units.table import UnknownUnit, shipped_units
from tests.all_of import all_of
from tests.chinese_numerals import written
from tests.data import CASES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Done

SPOKEN = {case["id"]: case for case in json.loads((CASES / "spoken.json").read_text(encoding="utf-8"))}
SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000_000)
NO_FORMS = ("word", "pattern")


@all_of(("typed", "line"), phrases().examples)
def test_an_example_of_a_phrase_is_read_as_it_says(typed: str, line: str) -> None:
    problems: list[Any] = []
    if parse_expression(Source("expression", typed), problems) is None or problems or reading(typed).line:
        assert reading(typed).line == line
        assert answer(typed).read_as in (line, "")  # none where the notation itself has learned to read it
    assert answer(line).values


@all_of("form", [form for form, roles in phrases().roles.items() if "unit" in roles])
def test_each_form_of_a_unit_is_read(form: str) -> None:
    unit = phrases().roles[form]["unit"]
    blank = " " if form[0].isascii() else ""
    meant = answer("3 * 2" if unit == "1" else f"3 {unit} * 2")
    assert answer(f"3{blank}{form} * 2").values[-1] == meant.values[-1]


def test_each_phrase_has_an_example() -> None:
    typed = " ".join([typed for typed, _ in phrases().examples]).lower() + " ".join(MAGNITUDES)
    meanings: dict[tuple[str, str], list[str]] = {}
    for form, roles in phrases().roles.items():
        for kind, meaning in roles.items():
            meanings.setdefault((kind, meaning), []).append(form)
    shown = {key: any(form in typed for form in forms) for key, forms in meanings.items() if key[0] != "noise"}
    assert [key for key, there in shown.items() if not there and not key[0].startswith(NO_FORMS)] == []


def right(quantity: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Whether a number of `--json` is the expected one; counting nouns that nobody asked for are no fault."""
    own, meant = (shipped_units().unit(text) for text in (known(quantity["unit"]), expected["unit"]))
    size = quantity["value"] * own.factor
    dimension = {key: value for key, value in own.kind.dimension if not own.kind.nouns().exponent(key)}
    wanted = {key: value for key, value in meant.kind.dimension if not meant.kind.nouns().exponent(key)}
    return dimension == wanted and size == pytest.approx(
        expected["value"] * meant.factor, rel=expected.get("tol", 1e-3)
    )


def known(unit: str) -> str:
    """A unit without the nouns that were taken on the command line."""
    try:
        shipped_units().unit(unit)
    except UnknownUnit as unknown:
        return known(unit.replace(unknown.word, "user"))
    return unit


@all_of("name", SPOKEN)
def test_a_line_of_the_field_is_answered_or_helped(
    name: str, run: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, expected = SPOKEN[name], SPOKEN[name]["expect"]
    monkeypatch.chdir(tmp_path)
    for file, text in case["files"].items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    if expected["kind"] == "value":
        done = run(*case["command"], "--json")
        found = json.loads(done.out)
        if done.code == 0:
            name = expected.get("name", "answer")
            assert right(next(each for each in found["quantities"] if each["name"] == name), expected)
            return
        expected = {"contains": expected["or_error_contains"]}
    done = run(*case["command"])
    said = done.out + done.err
    if done.code == 0 and said.startswith("read as"):
        assert any(part in said.splitlines()[0] for part in expected["contains"].split("||"))
        return
    assert done.code == expected.get("rc", 2 if case["expect"]["kind"] != "text" else 0)
    assert any(part in said for part in expected["contains"].split("||")), said
    if done.code == 2:
        follow(done.err)


def follow(report: str) -> None:
    """The line that a report says to write is answered, or gets another error than a wrong number."""
    for line in report.splitlines():
        if line.strip().startswith("= write "):
            with suppress(EstimateError):
                answer(line.partition("= write ")[2])


OVERRIDES = {
    "monthly_users=3亿人": "monthly_users = 3亿 user",
    "monthly_users=1,000,000,000 users": "monthly_users = 1_000_000_000 users",
    "monthly_users=1B users": "monthly_users = 1 bn users",
    "daily_share=half": "",
    "retention=5年": "retention = 5 year",
    "monthly_users=2 or 3": "",
}


@pytest.mark.parametrize(("override", "line"), OVERRIDES.items())
def test_an_override_is_read_too(run: Callable[..., Done], override: str, line: str) -> None:
    done = run("twitter", override)
    if not line:
        assert done.code == 2
        return
    name, _, value = line.partition(" = ")
    assert done.code in (0, 1)  # where a check fails with it
    assert f"note: read {name} as {value}" in done.out
    assert (
        done.out.replace(f"note: read {name} as {value}\n", "").split() == run("twitter", f"{name}={value}").out.split()
    )


def test_a_line_of_a_notebook_is_read_too() -> None:
    cells = Cells({})
    assert cells.answer("每天1亿请求").to("request/day").magnitude == pytest.approx(1e8)
    assert cells.read_as == "1亿 request/day"
    assert cells.answer("3 TB/day * 2 day").to("TB").magnitude == pytest.approx(6)
    assert cells.read_as == ""
    with pytest.raises(EstimateError):
        cells.answer("what of it")


def test_numbers_in_chinese_are_read_to_the_last_digit() -> None:
    source = random.Random(SEED)
    numbers = {source.randrange(1, 10 ** source.randrange(1, 13)) for _ in range(300)}
    numbers |= {source.randrange(1, 1000) * 10 ** source.randrange(1, 9) for _ in range(300)}
    for number in sorted(numbers):
        assert answer(f"{written(number)} * 1").values[-1] == pytest.approx(number, rel=1e-14), (
            f"{written(number)} {SEED=}"
        )


@pytest.mark.parametrize("line", ["三百五", "1万5", "5千3万 * 2", "一亿五", "一千五万"])
def test_a_number_in_chinese_that_may_be_two_is_none(line: str) -> None:
    with pytest.raises(EstimateError):
        answer(line)


def test_an_error_of_a_sheet_carries_the_line_to_write(run: Callable[..., Done], tmp_path: Path) -> None:
    sheet = tmp_path / "plan.est"
    sheet.write_text("users = 3亿人  # of them all\ncost = $10M\ncheck cost < $20M\nsize = 5 zork\n", encoding="utf-8")
    found = {each["line"]: each.get("fix", "") for each in json.loads(run(str(sheet), "--json").out)["errors"]}
    assert found[1] == "users = 3亿 user  # of them all"
    assert found[2] == "cost = 10M USD"
    assert found[4] == "unit zork\nsize = 5 zork"


@pytest.mark.parametrize(
    "text", ["2026-12-31", "2026/12/31 + 1 day", "12/31/2026", "31/12/2026 - 1/1/2026", "1:30 in minutes"]
)
def test_a_date_is_no_sum(text: str) -> None:
    with pytest.raises(EstimateError):
        answer(text)
