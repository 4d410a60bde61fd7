"""Means of what is seldom: a note says how seldom where few of the points decide, held against the closed form."""

from __future__ import annotations

import math
import re
from statistics import NormalDist

import pytest

from estimator.api.answers import answer
from estimator.model.files import module_from_text
from estimator.producers.schema.ordering import key_order
from estimator.producers.schema.reckoning import sizes_of
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.tables import read_schema
from estimator.reckoning.estimate import central, estimate

WIDE = 2 * NormalDist().inv_cdf(0.95)  # deviations from end to end of a range


def _notes(text: str) -> list[str]:
    return [" ".join(each.split()) for each in answer(text).to_dict()["notes"]]


@pytest.mark.parametrize(
    ("high", "limit", "points"), [(1200, 1990, "1"), (900, 1500, "1"), (900, 1700, "none"), (300, 1500, "")]
)
def test_a_note_says_how_seldom_a_tail_is(high: int, limit: int, points: str) -> None:
    """Of a lognormal length above a limit; where it is less than once in 16,384 cases it is nothing."""
    low = high / 3
    beyond = 1 - NormalDist().cdf(math.log(limit / math.sqrt(low * high)) / (math.log(3) / WIDE))
    notes = _notes(f"mean(if spread({low:g} to {high} B) > {limit} B then 1 else 0)")
    found = [match for note in notes if (match := re.search(r"(\w+) of 1024 points", note)) and "decide" in note]
    if not points:
        assert beyond < 1 / 16_384
        assert not found
        return
    [match] = found
    case = re.search(r"one case in ([\d,]+) does", match.string)
    assert case is not None
    assert match[1] == points
    assert float(case[1].replace(",", "")) == pytest.approx(1 / beyond, rel=0.2)
    assert ("leaves that out" in match.string) == (points == "none")


@pytest.mark.parametrize(
    "text",
    [
        "mean(if spread(400 to 1200 B) > 600 B then 1 else 0)",
        "mean(spread(400 to 1200 B) / 1 B)",
        "mean(if spread(uniform(1 B, 9 B)) > 10 B then 1 else 0)",
        "mean(if spread(bernoulli(0.1%)) then 0 else 1)",
    ],
)
def test_what_is_no_tail_has_no_such_note(text: str) -> None:
    assert not any("decide" in note for note in _notes(text))


def test_a_chance_that_is_no_whole_number_of_points_is_said_of_each_line() -> None:
    """One of 1024 points for a case in a thousand: 16 of 16,384 say the same, and both are off by 2.3%."""
    lines = [f"x{place} = mean(if spread(bernoulli(0.{place}%)) then 5 GB else 0 B)\n" for place in (1, 2)]
    notes = [each.message for each in estimate(module_from_text("".join(lines), "chances.est")).problems]
    assert [note.partition(", where ")[2] for note in notes] == [
        f"one case in {often} does: it may be off by 3.1%" for often in ("1,000", "500")
    ]


def test_of_several_means_of_a_line_the_note_says_the_worst() -> None:
    """Of the line's own, which lie in the library's formulas: each text of a table may go to TOAST."""
    (table,) = read_schema("CREATE TABLE t (a jsonb NOT NULL, b jsonb NOT NULL);", "t.sql", "postgresql").tables
    notes = [each.message for each in estimate(module_from_text(sheet_text([table], "t.sql"), "t.est")).problems]
    [note] = [each for each in notes if each.startswith("t_toast rests on")]
    assert re.search(r"rests on \d+ means that few points decide, and worst on one that \d+ of 1024 points", note)


def test_of_many_one_note_says_the_worst() -> None:
    lines = [f"x{place} = mean(if spread(bernoulli(0.{place}%)) then 5 GB else 0 B)\n" for place in range(1, 6)]
    [note] = [each.message for each in estimate(module_from_text("".join(lines), "chances.est")).problems]
    assert note == (
        "this and 4 others rest on means that few of 1024 points decide, the first on one case in 1,000: "
        "they may be off by up to 3.1%"
    )


DEFAULTS = [
    ("bigint GENERATED ALWAYS AS IDENTITY", "ascending"),
    ("bigint DEFAULT nextval('s')", "ascending"),
    ("date NOT NULL DEFAULT CURRENT_DATE", "ascending"),
    ("bigint NOT NULL DEFAULT (extract(epoch FROM now()) * 1000)::bigint", "ascending"),
    ("uuid DEFAULT uuid_generate_v7()", "ascending"),
    ("uuid DEFAULT gen_random_uuid()", "random"),
    ("text DEFAULT md5(now()::text)", "random"),
    ("bigint NOT NULL", "random"),
    ("date DEFAULT '2026-01-01'", "random"),
    ("timestamptz", "ascending"),
    ("smallserial", "ascending"),
]


@pytest.mark.parametrize(("kind", "order"), DEFAULTS)
def test_what_a_default_gives_tells_the_order_of_an_index(kind: str, order: str) -> None:
    [table] = read_schema(f"CREATE TABLE t (u uuid PRIMARY KEY, x {kind}); CREATE INDEX ON t (x);", "s.sql").tables
    assert [key_order(table, each) for each in table.indexes] == ["random", order]


def test_a_default_that_comes_and_goes_is_followed() -> None:
    text = "CREATE TABLE t (a int, b int GENERATED ALWAYS AS IDENTITY, c int);"
    text += "CREATE INDEX ON t (a); CREATE INDEX ON t (b);"
    text += "ALTER TABLE t ALTER a SET DEFAULT nextval('s'), ALTER b DROP IDENTITY; CREATE INDEX ON t (c, a);"
    [table] = read_schema(text, "s.sql", "postgresql").tables
    assert [key_order(table, each) for each in table.indexes] == ["ascending", "random", "by turns"]


def test_the_order_in_which_rows_of_mysql_come_is_in_the_sheet_where_it_is_no_plain_one() -> None:
    text = "CREATE TABLE a (u char(36) PRIMARY KEY, KEY (u)); CREATE TABLE b (n int AUTO_INCREMENT PRIMARY KEY);"
    sheet = sheet_text(list(read_schema(text, "s.sql", "mysql").tables), "s.sql")
    random, ascending = [
        central(module_from_text(sheet, "s.est"), overrides)["a_data"] for overrides in ([], ['a_order="ascending"'])
    ]
    assert 1.3 < random / ascending < 1.6
    assert "b_order" not in sheet


def test_some_columns_of_one_guess_stand_for_all() -> None:
    """The sizes of a table of nine texts are those of texts whose guesses differ by nothing that counts."""
    unlike = ", ".join([f"c{place} varchar({4000 + place})" for place in range(9)])
    alike = read_schema(f"CREATE TABLE t ({', '.join([f'c{place} varchar(4000)' for place in range(9)])});", "s.sql")
    other = read_schema(f"CREATE TABLE t ({unlike});", "s.sql")
    (first,), (second,) = sizes_of(list(alike.tables)), sizes_of(list(other.tables))
    assert not isinstance(first, str)
    assert not isinstance(second, str)
    assert first.toast == pytest.approx(second.toast, rel=0.02)
    assert first.log == pytest.approx(second.log, rel=0.02)
