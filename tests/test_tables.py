"""Tables of rows: what is over their rows against Python's own sums, and against the same sheet without a table."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import estimator
from estimator.model.files import formatted_text, module_from_text
from estimator.notation.printer import print_sheet
from estimator.reckoning.estimate import estimate
from estimator.writers.source import as_written

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Done

TABLE = """table t   # as measured
    name    | rate: QPS | size    | copies = 3 | traffic = rate * size -> MB/s
    feed    | 20 k      | 4 KB    | # the big one
    # a comment
    us-east | 500       | 2 KB    | 2
    "a|b"   | 1 k       | 0.5 KB
"""
VALUES = {
    "sum(t.rate)": 21_500,
    "sum(t.rate where t.size > 1 KB)": 20_500,
    'sum(t.rate where t.name != "feed")': 1_500,
    'sum(t.rate where t.name == "nobody")': 0,
    "max(t.rate)": 20_000,
    "min(t.rate where t.rate > 600 QPS)": 1_000,
    'min(t.rate where t.name == "us-east")': 500,
    "mean(t.copies)": 8 / 3,
    "mean(t.copies where t.size < 3 KB)": 2.5,
    "count(t)": 3,
    "count(t where t.copies == 3)": 2,
    "sum(t.rate * t.size) / 8000": 81_500,  # bits
    "sum(t.traffic) / 8000": 81_500,
    "sum(ceil(t.rate / 3 k QPS) * t.copies)": 7 * 3 + 2 + 3,
    "sum(t.rate / max(t.rate))": 1.075,
    "sum(max(t.rate, 1 k QPS))": 22_000,
    "sum(k = 1 to 2, k * sum(t.copies))": 24,
    't("us-east").rate': 500,
    "t.us_east.rate": 500,
    't("a|b").copies + t.a_b.copies': 6,
    "t(chosen).rate": 20_000,
    "in_all(2)": 16,
}


@pytest.mark.parametrize("written", VALUES)
def test_what_is_over_rows_has_its_value(written: str) -> None:
    text = f'{TABLE}chosen = "feed"\nin_all(x) = x * sum(t.copies)\nfound = {written}\n'
    assert number(text, "found") == pytest.approx(VALUES[written], rel=1e-12)


def number(text: str, name: str) -> float:
    found = estimate(module_from_text(text, "t.est"))
    step = found.model.quantities[name].step
    assert step is not None
    return float(found.values[step])


def random_table(chance: random.Random) -> tuple[str, list[dict[str, float]]]:
    """A table, and its numbers."""
    rows = [
        {"a": chance.choice([0, 1, 2.5, 40, 1e6]), "b": round(chance.uniform(-5, 5), 3), "c": chance.choice([1, 2, 3])}
        for _ in range(chance.randrange(1, 9))
    ]
    heads = ["name", "a", "b", "c = 2"]
    lines = [[f"r{place}", *[str(value) for value in row.values()]] for place, row in enumerate(rows)]
    for line, row in zip(lines, rows, strict=True):
        if row["c"] == 2:
            line[-1] = ""
    return "table t\n" + "".join(f"    {' | '.join(line)}\n" for line in [heads, *lines]), rows


@pytest.mark.parametrize("seed", range(40))
def test_aggregates_are_those_of_python(seed: int) -> None:
    chance = random.Random(seed)
    text, rows = random_table(chance)
    limit = chance.choice([0, 1, 2, 3])
    chosen = [row for row in rows if row["c"] > limit]
    products = [row["a"] * row["b"] for row in chosen]
    for name, value in {
        "sum": math.fsum(products),
        "count": len(chosen),
        "max": max(products, default=None),
        "min": min(products, default=None),
        "mean": math.fsum(products) / len(products) if products else None,
    }.items():
        body = "t" if name == "count" else "t.a * t.b"
        sheet = f"{text}limit = {limit}\nfound = {name}({body} where t.c > limit)\n"
        if value is None:
            with pytest.raises(estimator.EstimateError):
                estimator.sheet(sheet)
            continue
        assert number(sheet, "found") == pytest.approx(value, rel=1e-12, abs=1e-9)


def test_a_table_is_the_sheet_that_spells_it_out() -> None:
    table = """table t
    name | rate: QPS  | size         | traffic = rate * size -> MB/s
    x    | 10 to 20 k | 4 KB
    y    | 500        | 200 to 900 B
whole = sum(t.traffic)
"""
    spelled = """rate_x = 10 to 20 k QPS
size_x = 4 KB
rate_y = 500 QPS
size_y = 200 to 900 B
traffic_x = rate_x * size_x -> MB/s
traffic_y = rate_y * size_y -> MB/s
whole = traffic_x + traffic_y
"""
    one, other = estimator.sheet(table), estimator.sheet(spelled)
    assert number(table, "whole") == pytest.approx(number(spelled, "whole"), rel=1e-12)
    for end, same in zip(one.interval("whole"), other.interval("whole"), strict=True):
        assert end.magnitude == pytest.approx(same.magnitude, rel=0.01)  # of draws with other names


def test_a_table_is_read_as_it_is_printed_and_laid_out() -> None:
    module = module_from_text(TABLE, "t.est")
    assert not module.problems
    for text in (print_sheet(module.sheet), formatted_text(TABLE)):
        assert module_from_text(text, "t.est").sheet == module.sheet
    assert formatted_text(formatted_text(TABLE)) == formatted_text(TABLE)
    assert "# a comment" in formatted_text(TABLE)


def test_a_table_that_was_copied_from_markdown_is_read() -> None:
    framed = "table t\n    | name | a: KB | b = 2 |\n    |---|:--:|--:|\n    | x | 3 | |\n    | y | 4 | 5 |\n"
    plain = "table t\n    name | a: KB | b = 2\n    x | 3\n    y | 4 | 5\n"
    assert module_from_text(framed, "t.est").sheet == module_from_text(plain, "t.est").sheet


@pytest.mark.parametrize(
    "given", [["t.feed.copies=5"], ["t.us_east.rate=700 QPS"], ["t.a_b.copies=9", "t.feed.size=8 KB"]]
)
def test_what_was_given_for_a_cell_stands_in_it(given: list[str]) -> None:
    sheet = f"## T.\n\n{TABLE}found = sum(t.traffic * t.copies)\n"
    run = estimate(module_from_text(sheet, "t.est"), given)
    written = as_written(run)
    assert written.model.quantities.keys() == run.model.quantities.keys()
    assert all(each.override is None for each in written.model.quantities.values())
    for name, quantity in run.model.quantities.items():
        other = written.model.quantities[name]
        if quantity.step is not None and other.step is not None:
            assert written.values[other.step] == run.values[quantity.step], name


def test_a_word_called_table_is_a_quantity() -> None:
    assert estimator.sheet("table = 5\ntwice = table * 2\n").text("twice") == "10"


def test_a_table_of_another_file_is_used(
    tmp_path: Path, run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("team.est").write_text(TABLE, encoding="utf-8")
    lines = ['use "team.est" as team', "whole = sum(team.t.rate)", 'one = team.t("feed").rate', "rows = count(team.t)"]
    Path("plan.est").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("plan.est", "whole", "one", "rows", "-q").out.split() == ["21500", "20000", "3"]
    assert run("team.est", "t", "-q").out.split()[:2] == ["20000", "4"]


WALK = """walk(columns: table(size, align, there), start: B = 0 B) -> B =
  fold(end = start, if columns.there then next(end, columns.size, columns.align) else end)
next(end: B, size: B, align: B) -> B = ceil(end / align) * align + size
twice(t: table(size, align, there)) = 2 * walk(t)
lacking(columns: table(there)) = count(columns where not columns.there) > 0

table users
    column | size: B   | align: B = 4 B | there = yes
    id     | 8         | 8 B
    email  | 20 to 200 | 1 B
    age    | 4         |                | uniform(0, 1) > 25%

table small
    column | size: B | align: B | there
    a      | 1       | 1        | yes
    b      | 4       | 4        | yes
    c      | 3       | 1        | no
"""


def test_a_fold_goes_on_from_row_to_row() -> None:
    assert number(f"{WALK}found = walk(small)\n", "found") == 8 * 8  # bits
    assert number(f"{WALK}found = walk(small, 5 B)\n", "found") == 12 * 8
    assert number(f"{WALK}found = twice(small)\n", "found") == 16 * 8
    assert number(f"{WALK}found = if lacking(small) then 1 else 0\n", "found") == 1
    assert number(f"{WALK}found = fold(all = 1 B, 2 * all + small.size)\n", "found") == (8 + 4 + 8 + 3) * 8


def test_a_mean_over_what_a_function_makes_of_a_table_averages_the_ranges() -> None:
    chance, ends = random.Random(5), []
    for _ in range(200_000):
        length = math.exp(math.log(math.sqrt(20 * 200)) + chance.gauss(0, 1) * math.log(10) / 2 / 1.6448536)
        end = 8 + length
        ends.append(math.ceil(end / 4) * 4 + 4 if chance.random() > 0.25 else end)
    sheet = f"{WALK}found = mean(walk(users))\n"
    found = estimate(module_from_text(sheet, "t.est"))
    assert found.model.quantities["found"].step not in found.spreads
    assert number(sheet, "found") / 8 == pytest.approx(math.fsum(ends) / len(ends), rel=0.01)


def test_a_function_of_its_own_is_called_fold() -> None:
    assert number("fold(end = 2, other = 3) = end * other\nfound = fold(end = 4)\n", "found") == 12


def test_a_local_is_one_for_all_terms_and_rows() -> None:
    """A range in a where block is drawn once, however many terms of a sum or rows of a table use it."""
    text = """in_terms() = sum(k = 1 to 3, x)
  where
    x = 1 to 10
table t
    name | amount
    p    | 1
    q    | 1
    r    | 1
in_rows(u: table(amount)) = sum(u.amount * y)
  where
    y = 1 to 10
of_row(u: table(amount)) = sum(u.amount + z)
  where
    z = u.amount * 2
one   = in_terms()
other = in_rows(t)
plain = 3 * (1 to 10)
rows  = of_row(t)
"""
    found = estimator.sheet(text)
    for name in ("one", "other"):
        for end, same in zip(found.interval(name), found.interval("plain"), strict=True):
            assert end.magnitude == pytest.approx(same.magnitude, rel=1e-9)
    assert number(text, "rows") == 9


LONG = """table t
    name | first: B | second = 10% | third = sqrt(second * 100) + log10(1000) + sqrt(second * 100) + log10(10) + 9 |
         | fourth = first * 2
    # a comment
    x    | 3
    y    | 4        | 20% |
         | |
         | 7 B   # seven
    z    | 5 |  | 1 |
         | 9 B   # nine
"""


def test_a_row_that_ends_with_a_bar_goes_on_below() -> None:
    short = """table t
    name | first: B | second = 10% | third = sqrt(second * 100) + log10(1000) + sqrt(second * 100) + log10(10) + 9 | fourth = first * 2
    x    | 3
    y    | 4        | 20% | | 7 B # seven
    z    | 5 |  | 1 | 9 B # nine
"""  # noqa: E501
    module = module_from_text(LONG, "t.est")
    assert not module.problems
    assert module.sheet == module_from_text(short, "t.est").sheet
    for text in (print_sheet(module.sheet), formatted_text(short), formatted_text(LONG)):
        assert module_from_text(text, "t.est").sheet == module.sheet
        assert max([len(line) for line in text.splitlines()]) <= 120
    assert formatted_text(formatted_text(LONG)) == formatted_text(LONG)
    assert "# a comment" in formatted_text(LONG)


def test_a_row_without_a_name_is_no_more_of_the_row_above() -> None:
    for row in ("     | 3", "x | 1 |\n    y | 3\n      | 4"):
        module = module_from_text(f"table t\n    name | a | b = 2\n    {row}\n", "t.est")
        assert "a row needs its name" in module.problems[0].message
