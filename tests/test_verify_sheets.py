"""`verify` of a user's own sheet: its lines beside what a server says of so many rows."""

from __future__ import annotations

import json
import math
import random
from typing import TYPE_CHECKING

import pytest

from estimator.comparers.comparison import predicted_bytes
from estimator.comparers.postgresql.items import draws
from estimator.comparers.postgresql.other_indexes import CHANCE
from estimator.comparers.postgresql.servers import MISSING, programs
from estimator.comparers.postgresql.sheets import of_sheet
from estimator.problems import EstimateError
from tests.data import is_quick

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

SCHEMA = """
CREATE TABLE visits (
    id bigserial PRIMARY KEY,
    tenant int NOT NULL,
    seen timestamptz NOT NULL,
    token uuid NOT NULL,
    agent varchar(200) NOT NULL,
    note text
) WITH (fillfactor = 80);
CREATE INDEX visits_tenant_seen ON visits (tenant, seen);
CREATE UNIQUE INDEX visits_token ON visits (token);
CREATE INDEX visits_noted ON visits (seen) WHERE note IS NOT NULL;
CREATE INDEX visits_seen ON visits USING brin (seen);
CREATE INDEX visits_agent ON visits USING hash (agent);
CREATE INDEX visits_words ON visits USING gin (to_tsvector('simple', agent));
"""
METHODS = """
CREATE TYPE state AS ENUM ('open', 'closed');
CREATE TABLE places (
    id bigserial PRIMARY KEY,
    state state NOT NULL,
    spot point NOT NULL,
    open tstzrange,
    around polygon,
    times bigint[] NOT NULL,
    words text[],
    facts jsonb NOT NULL,
    mac macaddr,
    short "char",
    zone timetz
);
CREATE INDEX places_spot ON places USING gist (spot);
CREATE INDEX places_open ON places USING gist (open);
CREATE INDEX places_quadrants ON places USING spgist (spot);
CREATE INDEX places_words ON places USING gin (words) WITH (fastupdate = off);
CREATE INDEX places_facts ON places USING gin (facts);
CREATE INDEX places_paths ON places USING gin (facts jsonb_path_ops);
CREATE INDEX places_fuzzy ON places USING gist (mac gist_trgm_ops);
CREATE INDEX places_signs ON places USING bloom (state);
"""
KEYS = 5000


@pytest.fixture
def plan(tmp_path: Path, run: Run) -> str:
    """The sheet that `estimate table` writes of a schema."""
    schema = tmp_path / "visits.sql"
    schema.write_text(SCHEMA)
    path = tmp_path / "visits.est"
    assert run("table", str(schema), "-o", str(path)).code == 0
    return str(path)


def test_each_line_of_a_sheet_is_near_what_the_server_says(plan: str, run: Run) -> None:
    if is_quick() or not programs():
        pytest.skip(f"no PostgreSQL: {MISSING}")
    done = run("verify", "postgresql", plan, "--keys", str(KEYS), "--json")
    [server] = json.loads(done.out)["servers"]
    found = {row["workload"]: row for row in server["workloads"]}
    assert (done.code, done.err) == (0, ""), done.out
    assert set(found) == {
        "visits_heap", "visits_pkey", "visits_tenant_seen", "visits_token", "visits_noted",
        "visits_seen", "visits_agent", "visits_words",
    }  # fmt: skip
    assert found["visits_heap"]["expression"] == "visits_heap of visits.est"
    assert found["visits_token"]["expression"] == "visits_indexes.visits_token.size of visits.est"
    assert found["visits_noted"]["keys"] < KEYS


def test_the_prediction_is_the_sheets_own(plan: str) -> None:
    """Changed by hand, it is another one: a heap that is left half as full."""
    loads, notes = of_sheet(plan, KEYS)
    before = {each.name: each.predicted or 0 for each in loads}
    assert notes == []
    assert before["visits_pkey"] == predicted_bytes(f'postgresql.btree({KEYS} row, 8 B, "ascending")')
    with open(plan, encoding="utf-8") as file:
        text = file.read()
    with open(plan, "w", encoding="utf-8") as file:
        file.write(text.replace("80%", "40%"))
    changed = {each.name: each.predicted or 0 for each in of_sheet(plan, KEYS)[0]}
    assert changed["visits_heap"] > 1.5 * before["visits_heap"]
    assert changed["visits_token"] == before["visits_token"]


def test_indexes_of_all_methods_and_types_are_loaded(tmp_path: Path, run: Run) -> None:
    schema, path = tmp_path / "places.sql", tmp_path / "places.est"
    schema.write_text(METHODS)
    assert run("table", str(schema), "-o", str(path)).code == 0
    loads, notes = of_sheet(str(path), KEYS)
    kinds = {each.name.removeprefix("places_"): each.kind for each in loads}
    assert kinds == {
        "heap": "heap, lengths spread", "toast": "TOAST, lengths spread", "words": "gin", "facts": "gin",
        "paths": "gin", "spot": "gist", "open": "gist", "quadrants": "sp-gist", "pkey": "btree, ascending",
    }  # fmt: skip
    assert [each.partition(" is not loaded: ")[2] for each in notes] == [
        "its signatures are those of an extension, and none is put on a server",
        "its trigrams are those of an extension, and none is put on a server",
    ][::-1]  # fmt: skip
    [heap] = [each.before[1] for each in loads if each.name == "places_heap"]
    assert "c1 int, c2 point, c3 text, c4 estimator_text, c5 estimator_text, c6 text, c7 text, c8 macaddr" in heap


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ('"halves"', "int8range((c / 2)::bigint, (c / 2)::bigint + (50)::bigint)"),
        ('"halves" | "built" | 1%', "(1 + (hashint8(-i) & 2147483647) / 2147483648.0 * 21474836)::bigint)"),
        ('"quadrants"', "(1 + (hashint8(-i) & 2147483647) / 2147483648.0 * 536870912)::bigint)"),
        ('"ascending"', "int8range((i * 60)::bigint, (i * 60)::bigint + (50)::bigint)"),
    ],
)
def test_ranges_are_as_long_and_in_the_order_that_the_sheet_says(
    shape: str, said: str, tmp_path: Path, run: Run
) -> None:
    schema, path = tmp_path / "stays.sql", tmp_path / "stays.est"
    schema.write_text("CREATE TABLE stays (during tstzrange NOT NULL); CREATE INDEX d ON stays USING spgist (during);")
    assert run("table", str(schema), "-o", str(path)).code == 0
    text = path.read_text()
    assert text.count('| 22     | "halves"') == 1  # as ranges are short, mostly
    path.write_text(text.replace('| 22     | "halves"', f"| 22     | {shape}"))
    [load] = [each for each in of_sheet(str(path), KEYS)[0] if each.kind == "sp-gist"]
    assert load.row.replace(CHANCE, "c").endswith(said)


@pytest.mark.parametrize("frequency", ["zipf", "even"])
def test_a_row_has_so_many_different_items(frequency: str) -> None:
    """Drawn as often as it says, by the chances that the formula takes."""
    distinct, wanted, chance = 300, 12, random.Random(7)
    times = draws(wanted, distinct, frequency)
    assert times is not None
    whole = 0
    for _ in range(2000):
        number = int(times) + (chance.random() < times % 1)
        if frequency == "even":
            whole += len({chance.randrange(distinct) for _ in range(number)})
        else:
            whole += len({int(math.exp(chance.random() * math.log(distinct + 1))) for _ in range(number)})
    assert whole / 2000 == pytest.approx(wanted, rel=0.01)
    assert draws(distinct + 1, distinct, frequency) is None


@pytest.mark.parametrize(
    ("text", "other", "said"),
    [
        ('"ascending"', '"sideways"', 'order is "built", "ascending", "random", "descending" or "by turns"'),
        ('postgresql.key(visits, "id")', "8 B", "visits_indexes.visits_pkey is not loaded: its key is not written as"),
        ("| 16 ", "| 2 * 8 B ", "visits is not loaded: the length of token is worked"),
        ("| 10%", "| 10% | spread(bernoulli(90%))", "visits is not loaded: which rows have a note is worked"),
    ],
)
def test_what_the_sheet_has_otherwise_is_said(text: str, other: str, said: str, plan: str) -> None:
    with open(plan, encoding="utf-8") as file:
        head, table, before = file.read().partition("\ntable visits\n")
    assert text in before
    with open(plan, "w", encoding="utf-8") as file:
        file.write(head + table + before.replace(text, other, 1))
    try:
        notes = of_sheet(plan, KEYS)[1]
    except EstimateError as error:
        notes = [each.message for each in error.problems]
    assert any(each.startswith(said) for each in notes), notes


@pytest.mark.parametrize(
    ("subject", "text", "said"),
    [
        ("postgresql", "size = 5 GB\n", "has no table of columns"),
        ("postgresql", "size = \n", "error"),
        ("mysql", "size = 5 GB\n", "has no table of columns"),
        ("sqlite", "size = 5 GB\n", "has no table of columns"),
        ("redis", "size = 5 GB\n", "calls none of redis.bitmap"),
        ("redis", "size = \n", "error"),
        ("memcached", "size = 5 GB\n", "calls none of memcached.item"),
        ("memcached", "size = memcached.item(10 B, 10 B)\n", "those of 24 to 250 B are written"),
        ("postgresql", "", "there is no file"),
    ],
)
def test_a_sheet_that_cannot_be_verified_is_one_sentence(
    subject: str, text: str, said: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "plan.est"
    if text:
        path.write_text(text)
    done = run("verify", subject, str(path))
    assert (done.code, done.out) == (2, "")
    assert said in done.err.replace("\n", " ")
    assert done.err.count("error:") == 1
