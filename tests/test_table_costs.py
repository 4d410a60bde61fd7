"""What `estimate table` costs, counted in steps, which no other work of the machine changes.

Tables are reckoned by some at a time and means share what they have in common, so that time grows evenly with the
tables and memory does not.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text
from estimator.model.steps import Mean
from estimator.problems import EstimateError
from estimator.producers.schema import files, reckoning, table_statements
from estimator.producers.schema.files import LARGEST_FILE
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.sheet_names import SheetNames
from estimator.producers.schema.size_names import Names
from estimator.producers.schema.sizes import sizes_text
from estimator.producers.schema.sizes_record import TOO_MANY
from estimator.producers.schema.tables import read_schema_file, read_tables
from estimator.reckoning import estimate
from estimator.reckoning.faults import execute
from estimator.reckoning.means import Averaging, Dependence
from estimator.reckoning.repeated import Repeated
from estimator.reckoning.running import compile_steps, run
from estimator.records import replace
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from pathlib import Path

    from estimator.model.model import Model
    from estimator.producers.schema.stored import Table

KINDS = ("int", "bigint", "smallint", "timestamptz", "numeric(12,2)", "boolean", "uuid", "date", "varchar(20)")
TEXTS = ("text", "jsonb", "varchar(1000)")


def different(count: int) -> list[Table]:
    """Tables of other columns, types, NULLs and indexes each."""
    rng = random.Random(7)
    statements = []
    for number in range(count):
        names = [f"c{place}" for place in range(3 + number % 6)]
        kinds = [rng.choice(KINDS) for _ in names]
        kinds[number % len(names)] = rng.choice(TEXTS)
        columns = [f"{name} {kind}{rng.choice(('', ' NOT NULL'))}" for name, kind in zip(names, kinds, strict=True)]
        statements.append(f"CREATE TABLE t{number} (id bigint PRIMARY KEY, {', '.join(columns)});")
        statements.append(f"CREATE INDEX ON t{number} ({', '.join(rng.sample(names, 1 + number % 2))});")
    return list(read_tables("\n".join(statements), "different.sql"))


@pytest.fixture
def reckoned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The steps of each sheet that is reckoned."""
    found: list[int] = []

    def counted(model: Model) -> list[object]:
        found.append(len(model.steps))
        return [160.0] * len(model.steps)  # bits: an entry of an index may be that long

    monkeypatch.setattr(estimate, "central_values", counted)
    return found


def test_twice_as_many_tables_are_twice_as_many_steps_of_no_larger_sheets(reckoned: list[int]) -> None:
    tables = different(16)
    reckoning.sizes_of(tables[:8])
    few = list(reckoned)
    reckoned.clear()
    reckoning.sizes_of(tables)
    assert 1.5 * sum(few) < sum(reckoned) < 2.6 * sum(few)
    assert max(reckoned) < 2 * max(few)


def test_tables_that_differ_in_names_and_kin_types_are_reckoned_once(reckoned: list[int]) -> None:
    one = read_tables("CREATE TABLE a (x int, y date, z text); CREATE INDEX ON a (x);", "one.sql")
    reckoning.sizes_of(list(one))
    once = sum(reckoned)
    reckoned.clear()
    other = read_tables("CREATE TABLE b (k date, l int, m text); CREATE INDEX ON b (k);", "other.sql")
    reckoning.sizes_of([*one, *other])
    assert sum(reckoned) == once


def test_a_table_of_many_texts_grows_evenly(reckoned: list[int]) -> None:
    steps = []
    for count in (21, 42):
        columns = ", ".join([f"c{place} text" for place in range(count)])
        reckoning.sizes_of(list(read_tables(f"CREATE TABLE wide (id bigint PRIMARY KEY, {columns});", "wide.sql")))
        steps.append(sum(reckoned))
        reckoned.clear()
    assert steps[1] < 2.5 * steps[0]


@pytest.mark.parametrize(("order", "most"), [("built", 500), ("inserting", 950), ("one by one", 600)])
def test_a_gin_index_takes_few_steps(order: str, most: int) -> None:
    """Its items are reckoned in parts, not rank by rank: a table may have dozens of such indexes."""
    call = f'postgresql.gin(1 M row, 20, 80_000, 9 B, "zipf", "{order}")'
    assert len(estimate.estimate(module_from_text(f"size = {call}\n", "t")).model.steps) < most


def test_an_index_more_takes_few_steps(reckoned: list[int]) -> None:
    """The leaves of a B-tree are some hundred steps, which one sheet has for all indexes of an order."""
    kinds = ("text", "int", "uuid", "numeric(12,2)", "varchar(40)", "boolean")
    columns = ", ".join([f"c{place} {kind}" for place, kind in enumerate(kinds)])
    pairs = [(one, other) for one in range(len(kinds)) for other in range(len(kinds)) if one < other]
    indexes = "".join([f"CREATE INDEX ON t (c{one}, c{other});" for one, other in pairs])
    reckoning.sizes_of(list(read_tables(f"CREATE TABLE t ({columns});", "rows.sql")))
    rows = sum(reckoned)
    reckoned.clear()
    reckoning.sizes_of(list(read_tables(f"CREATE TABLE t ({columns});{indexes}", "indexes.sql")))
    assert sum(reckoned) - rows < 100 * len(pairs)


def test_a_table_takes_what_its_sheet_says() -> None:
    """By two texts, whose means pair the same draws in other orders: 1024 pairs of seven are off by some per cent.

    Without spreads both give the same: see test_schema_sheets.
    """
    tables = different(12)
    names = SheetNames()
    said = estimate.central(module_from_text(sheet_text(tables, "different.sql", names), "different"))
    for table, found in zip(tables, reckoning.sizes_of(tables), strict=True):
        assert not isinstance(found, str)
        indexes = [said[names.index_cell(table, index, "size")] for index in table.indexes]
        sheet = {part: said[names.of(table, part)] / BYTE_BITS for part in ("heap", "toast", "images")}
        nullable = {column.name for column in table.columns if column.nullable}
        # Of keys of two columns that may be NULL the mean is of a thousand pairs.
        is_paired = any(len(nullable.intersection(index.columns)) > 1 for index in table.indexes)
        assert found.indexes == pytest.approx(sum(indexes) / BYTE_BITS, rel=3e-3 if is_paired else 1e-3)
        assert found.images == pytest.approx(sheet["images"], rel=1e-3)
        assert found.heap == pytest.approx(sheet["heap"], rel=0.04)
        assert found.toast == pytest.approx(sheet["toast"], rel=0.05, abs=4e6)


def test_a_sheet_that_is_reckoned_again_gives_what_overrides_give() -> None:
    module = module_from_text(
        "one = 2 B\ntimes = 3\nall = mean(one * (1 to 3)) + times^2 * 1 B\ncheck all > 0 B\n", "again"
    )
    repeated = Repeated(module)
    for one, times in ((16.0, 3.0), (8e9, 0.5), (16.0, 3.0)):
        given = {"one": one, "times": times}
        assert repeated.central(given) == estimate.central(module, [f"one={one / 8:.0f} B", f"times={times}"])
    with pytest.raises(EstimateError, match="too large a number"):
        repeated.central({"times": 1e200})


@pytest.fixture(scope="module")
def model() -> Model:
    tables = [reckoning._rows_of(table) for table in different(3)]  # noqa: SLF001
    numbered = [replace(table, name=f"t{place}") for place, table in enumerate(tables)]
    return estimate.flattened(module_from_text(sizes_text(numbered, Names()), "tables"))


def test_a_mean_that_shares_is_the_mean_alone(model: Model) -> None:
    values = run(model.steps)
    means = [(index, step.expression) for index, step in enumerate(model.steps) if isinstance(step.expression, Mean)]
    dependence = Dependence(model.steps)
    compared = 0
    for index, mean in means:
        if isinstance(values[index], float) and len(dependence.varying(mean.operand)) > 1:  # a draw's own is exact
            averaging = Averaging(mean, model.steps, values)
            assert values[index] == averaging.mean(at_once=True)
            assert values[index] == pytest.approx(averaging.mean(), rel=1e-12)
            compared += 1
    assert compared > 10


def test_runs_that_take_turns_share_nothing(model: Model) -> None:
    """As two threads would, each with values of its own."""
    first, program = compile_steps(model.steps)
    null = next(index for index, step in enumerate(model.steps) if step.name.endswith("_null"))
    second = [*first[:null], 0.5, *first[null + 1 :]]
    for place in range(len(program)):
        execute(program[place : place + 1], model.steps, first)
        execute(program[place : place + 1], model.steps, second)
    alone, program = compile_steps(model.steps)
    alone[null] = 0.5
    execute(program, model.steps, alone)
    assert numbers(first) == numbers(run(model.steps))
    assert numbers(second) == numbers(alone)
    assert numbers(second) != numbers(first)


def numbers(values: list[object]) -> list[float | None]:
    """Values without their faults."""
    return [value if isinstance(value, float) else None for value in values]


@pytest.mark.parametrize("path", ["/dev/zero", "/dev", "pipe.sql"])
def test_what_is_no_file_is_refused_unread(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.sql")
    with pytest.raises(EstimateError, match=f"{path} is no file"):
        read_schema_file(path)


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.sql"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)  # a hole, which takes no room
    with pytest.raises(EstimateError, match=r"large\.sql is larger than 2 GB"):
        read_schema_file(str(large))


def test_a_file_that_says_it_is_short_is_read_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of /proc do, which say that they are empty."""
    text = "SELECT 1;\n" * 200_000
    endless = tmp_path / "endless.sql"
    endless.write_text(text)
    monkeypatch.setattr(files, "LARGEST_FILE", len(text) // 2)
    monkeypatch.setattr(os.path, "getsize", lambda _path: 0)
    taken: list[int] = []
    with pytest.raises(EstimateError, match=r"endless\.sql is larger than"):
        taken.extend(map(len, files.pieces_of(str(endless))))
    assert 0 < sum(taken) <= len(text) // 2


def test_a_long_row_of_tables_that_inherit__is_reckoned_up_to_a_limit_and_says_so(
    reckoned: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reckoning, "MOST_COLUMNS", 60)
    statements = ["CREATE TABLE t0 (id int);"]
    statements += [f"CREATE TABLE t{place} (c{place} int) INHERITS (t{place - 1});" for place in range(1, 20)]
    found = reckoning.sizes_of(list(read_tables("\n".join(statements), "row.sql")))
    said = [each for each in found if isinstance(each, str)]
    assert [isinstance(each, str) for each in found] == [False] * 10 + [True] * 10  # of 1, 2, … 10 columns: 55
    assert set(said) == {TOO_MANY}
    assert reckoned


@pytest.mark.parametrize("takes", ["() INHERITS (t0)", "PARTITION OF t0 DEFAULT", "(LIKE t0)"])
def test_columns_without_end_from_other_tables_are_refused_once(takes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_statements, "MOST_COPIED", 30)
    statements = ["CREATE TABLE t0 (a int, b int, c int);", *[f"CREATE TABLE t{k} {takes};" for k in range(1, 11)]]
    assert len(list(read_tables("\n".join(statements), "some.sql"))) > 0
    statements += [f"CREATE TABLE t{k} {takes};" for k in range(11, 15)]
    with pytest.raises(EstimateError) as caught:
        read_tables("\n".join(statements), "some.sql")
    assert [problem.message for problem in caught.value.problems] == [
        "the tables of this file have more than 30 columns from other tables"
    ]
