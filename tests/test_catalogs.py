"""What is made of a database's catalogs, without a database: addresses, lengths, sheets, growth between readings."""

from __future__ import annotations

import math
import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.model.files import module_from_text
from estimator.notation.printer import print_expression
from estimator.problems import EstimateError
from estimator.producers.catalogs import postgresql_notes, sheet
from estimator.producers.catalogs.addresses import is_database, parse_database
from estimator.producers.catalogs.earlier import UNKNOWN, with_growth
from estimator.producers.catalogs.key_shares import combined
from estimator.producers.catalogs.lengths import SHORT_MOST, length, payload
from estimator.producers.catalogs.postgresql_answers import Answers
from estimator.producers.catalogs.postgresql_columns import columns_of, readings_of
from estimator.producers.catalogs.postgresql_keys import Owner, _bands, _crowded, tree_reading
from estimator.producers.catalogs.postgresql_tables import Relation, table_reading
from estimator.producers.catalogs.readings import ColumnReading, IndexReading, Reading, TableReading
from estimator.producers.catalogs.sheet import surveyed
from estimator.producers.schema.tables import read_tables
from estimator.reckoning.estimate import central
from estimator.records import replace
from estimator.units.table import BYTE_BITS
from fuzzing.pace import in_time
from tests.all_of import all_of

ADDRESSES = [
    ("postgresql://me@db/shop", "PostgreSQL", "db:5432", "me", "shop", "either"),
    ("postgres://me:pw@db:6000/shop?sslmode=require", "PostgreSQL", "db:6000", "me", "shop", "encrypted"),
    ("postgresql://me@[::1]/a%20b?sslmode=verify-full", "PostgreSQL", "[::1]:5432", "me", "a b", "verified"),
    ("postgresql://me@/shop?host=/run/pg", "PostgreSQL", "/run/pg/.s.PGSQL.5432", "me", "shop", "either"),
    ("postgresql://me@:5433/shop?host=/run/pg/", "PostgreSQL", "/run/pg/.s.PGSQL.5433", "me", "shop", "either"),
    ("mysql://me:p%40w@db/shop?ssl-mode=REQUIRED", "MySQL", "db:3306", "me", "shop", "encrypted"),
    ("mysql+pymysql://me@db/shop?charset=utf8mb4", "MySQL", "db:3306", "me", "shop", "either"),
    (
        "postgresql://me@%2Frun%2FPg:5433/shop?connect_timeout=3",
        "PostgreSQL",
        "/run/Pg/.s.PGSQL.5433",
        "me",
        "shop",
        "either",
    ),
    ("mysql://me@db/shop?ssl-mode=VERIFY_CA", "MySQL", "db:3306", "me", "shop", "certified"),
    ("MariaDB://me@db/", "MySQL", "db:3306", "me", "", "either"),
    ("mysql://me@/shop?socket=/run/m.sock&ssl_mode=DISABLED", "MySQL", "/run/m.sock", "me", "shop", "none"),
]


@all_of("case", ADDRESSES, ids=lambda case: case[0])
def test_a_url_is_read_as_the_systems_own_programs_do(case: tuple[str, ...]) -> None:
    url, system, where, user, database, tls = case
    found = parse_database(url)
    assert (found.system, str(found), found.user, found.database, found.tls) == (system, where, user, database, tls)
    again = parse_database(found.url)
    assert (str(again), again.user) == (where, user)
    assert is_database(url)


def test_a_password_is_in_no_text_of_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    found = parse_database("postgresql://me:hunter%232@db/shop")
    assert found.password == "hunter#2"  # noqa: S105  of nobody
    assert "hunter" not in f"{found} {found!r} {found.url} {[found]}"
    monkeypatch.setenv("MYSQL_PWD", "other")
    assert parse_database("mysql://me@db/shop").password == "other"  # noqa: S105  of nobody


@pytest.mark.parametrize("server", ["localhost:6379", "::1", "redis://localhost", "rediss://a:b@h", "unix:///tmp/s"])
def test_a_redis_is_no_database(server: str) -> None:
    assert not is_database(server)


@settings(max_examples=20)
@given(mean=st.floats(2, 800), spread=st.floats(0.02, 1.5))
def test_a_range_of_lengths_keeps_their_mean(mean: float, spread: float) -> None:
    text = f"lengths = {print_expression(length(mean, spread, 'B'))}\nfound = mean(lengths)\n"
    found = central(module_from_text(text, "x"))["found"] / BYTE_BITS
    assert found == pytest.approx(mean, rel=0.02)


@given(mean=st.floats(1, 2000))
def test_a_width_holds_how_long_a_value_is(mean: float) -> None:
    """A byte of length in front of up to 126, and four in front of more."""
    whole = math.floor(mean)
    width = whole + (1 if whole <= SHORT_MOST else 4)
    assert payload(width, 0.0) == whole
    assert width - 4 <= payload(width, 0.4) <= width - 1 or width < 5


def reading(tables: list[TableReading]) -> Reading:
    return Reading("PostgreSQL", "15.4", "shop", "2026-11-28 09:00", tuple(tables), 0, 0, ())


def table(text: str, rows: float = 1000, **columns: ColumnReading) -> TableReading:
    [found] = read_tables(text, "schema")
    indexes = {each.name: IndexReading(81_920, rows, 4.0) for each in found.indexes}
    return TableReading(found, rows, "n_live_tup", 819_200, 0, 0.0, columns, indexes, (), None, identity=found.name)


HOSTILE = 'CREATE TABLE "a""b\n# c" (id int PRIMARY KEY, "x | y" text, "növ ""q""" text, "table" int);'


def test_names_of_any_kind_make_a_sheet_that_runs() -> None:
    found = surveyed(
        reading(
            [
                table(HOSTILE),
                table("CREATE TABLE growth (rows int, total_now text)"),
                table("CREATE TABLE total (now int)"),
            ]
        ),
        "postgresql://x",
    )
    assert found.predicted > 0
    assert found.tenfold > found.predicted


def test_what_statistics_know_stands_in_place_of_guesses() -> None:
    text = "CREATE TABLE t (id int PRIMARY KEY, name text, note text); CREATE INDEX t_name ON t (name);"
    own = table(text, name=ColumnReading(0.25, 21.0, 0.0), note=ColumnReading(0.0, 101.0, 0.5))
    sheet = surveyed(reading([own]), "postgresql://x").sheet
    assert "| 20 " in sheet
    assert "25%" in sheet
    assert "spread(" in sheet
    assert '"built" |              | 4 ' in sheet


def test_a_sheet_of_ten_times_the_rows_takes_what_is_said() -> None:
    found = surveyed(reading([table("CREATE TABLE t (id bigint PRIMARY KEY, at timestamptz NOT NULL)", 1e6)]), "x")
    numbers = central(module_from_text(found.sheet, "x"), ["growth=10"])
    assert numbers["total_fresh"] / BYTE_BITS == pytest.approx(found.tenfold)
    assert numbers["total_now"] / BYTE_BITS == pytest.approx(10 * found.now)


def test_a_table_that_is_to_hold_nothing_has_no_bloat_and_grows_by_its_rows() -> None:
    own = replace(table("CREATE TABLE t (id bigint NOT NULL)", 1e6), inserted=10.0)
    module = module_from_text(surveyed(reading([own]), "x").sheet, "x")
    numbers = central(module, ["growth=0"])
    assert (numbers["t_fresh"], numbers["t_bloat"]) == (0, 0)
    assert 0 < numbers["t_growth"] == pytest.approx(central(module, [])["t_growth"], rel=0.15)  # without the pages' own


def test_two_readings_of_one_database_have_its_growth() -> None:
    then = reading([table("CREATE TABLE t (id int)", 1000)])
    sheet = surveyed(replace(then, taken="2026-11-18 09:00"), "postgresql://me@db/shop").sheet
    now = reading([table("CREATE TABLE t (id int)", 864_000 + 1000), table("CREATE TABLE fresh (id int)", 5)])
    grown = with_growth(now, "postgresql://me@db/shop", sheet)
    assert grown.tables[0].inserted == pytest.approx(1.0)
    assert grown.tables[1].inserted is None
    assert "2026-11-18 09:00" in grown.counted_since
    assert "t_inserts = 1 row/s" in surveyed(grown, "x").sheet
    for other in ("postgresql://me@db/other", ""):
        assert with_growth(now, other, sheet).notes == (UNKNOWN,)
    assert with_growth(replace(now, taken="2026-11-18 09:30"), "postgresql://me@db/shop", sheet).notes == (UNKNOWN,)


@all_of("length", [10, 40, 58, 64])
def test_growth_is_known_where_a_name_fills_its_line(length: int) -> None:
    """Then the note behind the rows, which says what table it is, goes on below them."""
    name = "t" * (length - 1)
    own = replace(table(f"CREATE TABLE {name} (id int)", 1000), identity=f"{name}; as # it is")
    sheet = surveyed(replace(reading([own]), taken="2026-11-18 09:00"), "mysql://me@db/shop").sheet
    now = replace(own, rows=865_000.0)
    assert with_growth(reading([now]), "mysql://me@db/shop", sheet).tables[0].inserted == pytest.approx(1.0)


def test_a_table_is_followed_by_what_it_is_and_not_by_its_name() -> None:
    url = "postgresql://me@db/shop"
    own = [replace(table(f"CREATE TABLE {name} (id int)", 1000), identity=f"oid {oid}") for name, oid in
           (("t", 1), ("u", 2), ("gone", 3))]  # fmt: skip
    sheet = surveyed(replace(reading(own), taken="2026-11-18 09:00"), url).sheet
    renamed = replace(table("CREATE TABLE u (id int)", 865_000), identity="oid 1", inserted=7.0)
    taken = replace(table("CREATE TABLE t (id int)", 5), identity="oid 9", inserted=7.0)
    grown = with_growth(reading([renamed, taken]), url, sheet)
    assert [each.inserted for each in grown.tables] == [pytest.approx(1.0), None]
    assert "the growth of t is not known" in grown.notes[0]
    assert grown.notes[1].endswith("not among these: 2")


ROW = [1, "public", "t", "r", 1000.0, 10, 0, False, "", 81_920, 1000.0, 0.0, 0.0, 0.0, True, None, True]
# Rows by the planner, its pages, pages now, the counter of live rows, whether it was ever set: what is believed.
COUNTS = [
    (1000, 10, 10, 1010, True, 1010, "n_live_tup"),
    (1000, 10, 10, 2000, True, 1000, "reltuples"),  # counted twice by a session that loads and then analyzes
    (1000, 10, 20, 3, False, 2000, "reltuples"),  # the counters were lost
    (-1, 0, 10, 700, False, 700, "n_live_tup"),  # never analyzed
    (-1, 0, 10, 0, False, 0, ""),
    (0, 0, 0, 0, True, 0, ""),
    (0, 10, 10, 0, True, 0, "reltuples"),  # all deleted
]


@pytest.mark.parametrize(("planned", "pages", "now", "live", "known", "rows", "by"), COUNTS)
def test_rows_are_those_that_can_be_believed(
    planned: int,
    pages: int,
    now: int,
    live: int,
    known: int,
    rows: int,
    by: str,
) -> None:
    row = list(ROW)
    row[4:6], row[9:11], row[14] = [planned, pages], [now * 8192, live], known
    found = Relation.of(row, None)
    assert (found.own_rows, found.rows_from) == (rows, by)


def test_lengths_that_nobody_knows_make_up_no_bloat() -> None:
    own = Relation.of(ROW, None)
    own.parts.append(own)
    columns = [
        (1, "id", False, True, -1, "int4", 4, "i", "i", "integer"),
        (2, "v", False, False, -1, "text", -1, "i", "x", ""),
    ]
    found = table_reading("t", own, Answers({1: columns}), None, 150_000)
    said = surveyed(reading([found]), "x").tables[0]
    assert said.now / said.fresh == pytest.approx(1, abs=0.12)


def test_rows_that_nobody_counted_are_named_and_make_no_index_of_one_row() -> None:
    row = list(ROW)
    row[4:6], row[9:11], row[14] = [-1, 0], [81_920, 0], False
    own = Relation.of(row, None)
    own.parts.append(own)
    columns = [(1, "n", False, True, -1, "int4", 4, "i", "i", "integer")]
    index = (7, "t_n", "hash", False, False, "1", 1, False, 0.0, 65_536, "", "")
    parts = [(1, "n", 1, "int4_ops", 4, "")]
    found = table_reading("t", own, Answers({1: columns}, {1: [index]}, parts={7: parts}), None, 150_000)
    assert (found.methods, found.others[0].size) == ({}, 65_536)
    said = surveyed(reading([found]), "x").tables[0]
    assert said.now == 81_920 + 65_536
    assert said.fresh == pytest.approx(said.now, rel=0.1)
    assert "ANALYZE t" in postgresql_notes.of_tables([found], "me")[0]
    hidden = postgresql_notes.of_tables([replace(found, is_seen=False)], "Me")
    assert "nobody has counted" in hidden[0]


def test_a_table_that_is_too_much_for_a_sheet_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = sheet._surveyed  # noqa: SLF001  what a table is too much for

    def narrow(own: Reading, title: str) -> sheet.Surveyed:
        if any(each.table.name == "wide" for each in own.tables):
            raise EstimateError([])
        return real(own, title)

    monkeypatch.setattr(sheet, "_surveyed", narrow)
    wide = table("CREATE TABLE wide (id int PRIMARY KEY, a text)")
    found = surveyed(reading([wide, table("CREATE TABLE t (id int)")]), "x")
    assert [each.reading.table.name for each in found.tables] == ["t"]
    assert "wide is too much for a sheet, and is left out" in found.reading.notes
    assert (found.reading.rest, found.reading.rest_of) == (819_200 + 81_920, 1)
    assert "as 1 other table takes now" in found.sheet
    with pytest.raises(EstimateError):
        surveyed(reading([wide]), "x")


def test_a_reading_goes_to_another_process() -> None:
    own = reading([table("CREATE TABLE t (id int)")])
    assert pickle.loads(pickle.dumps(own)) == own  # noqa: S301  our own


# Rows by the planner, the counters of live and of dead rows: how many there are.
DELETED = [(1000, 500, 500, 500), (1000, 0, 1000, 1), (1000, 0, 3, 1000)]


@pytest.mark.parametrize(("planned", "live", "dead", "rows"), DELETED)
def test_rows_that_were_deleted_since_are_not_counted(planned: int, live: int, dead: int, rows: int) -> None:
    own = Relation.of([*ROW[:4], planned, 10, *ROW[6:10], live, dead, *ROW[12:]], None)
    own.parts.append(own)
    columns = [(1, "n", False, True, -1, "int4", 4, "i", "", "integer")]
    found = table_reading("t", own, Answers({1: columns}), None, 150_000)
    assert found.rows == rows
    assert surveyed(reading([found]), "x").tables[0].fresh > 0


def test_a_column_that_is_generated_when_it_is_read_takes_no_room() -> None:
    own = Relation.of(ROW, None)
    own.parts.append(own)
    columns = [
        (1, "n", False, True, -1, "int4", 4, "i", "", "integer"),
        (2, "v", False, True, -1, "text", -1, "i", "v", "text"),
    ]
    found = table_reading("t", own, Answers({1: columns}), None, 180_000)
    assert surveyed(reading([found]), "x").tables[0].heap == 5 * 8192  # 24 bytes, 4 and a place: 226 rows a page


def test_keys_that_are_null_are_a_list_of_their_own() -> None:
    """As PostgreSQL 15 built it: 30,000 rows, half of them without a value and the others unlike."""
    own = Relation.of([*ROW[:4], 30_000.0, 133, *ROW[6:9], 133 * 8192, 30_000.0, *ROW[11:]], None)
    own.parts.append(own)
    columns = [(1, "n", False, False, -1, "int4", 4, "i", "", "integer")]
    index = (7, "t_n", "btree", False, False, "1", 1, False, 30_000.0, 56 * 8192, "", "")
    statistics = ["n", False, 0.5, 4, -0.5, None, None, None, None, None]
    answers = Answers({1: columns}, {1: [index]}, {1: [tuple(statistics)]}, parts={7: [(1, "n", 1, "int4_ops", 4, "")]})
    found = table_reading("t", own, answers, None, 150_000)
    [size] = surveyed(reading([found]), "x").tables[0].indexes
    assert size.fresh == pytest.approx(56 * 8192, rel=0.02)
    assert surveyed(replace(reading([found]), version="12.22"), "x").tables[0].indexes[0].fresh > 80 * 8192


def test_keys_of_many_columns_with_common_values_take_no_time() -> None:
    """What four columns of a hundred common values have together is a hundred million keys."""
    even = _bands(ColumnReading(0.0, 4.0, 0.0, 100.0, common=(0.01,) * 100))
    assert _crowded(combined([even, even]), 1e9) == pytest.approx((10_000, 1.0))
    start = time.process_time()
    assert _crowded(combined([even] * 4), 1e9) == (0.0, 0.0)
    assert in_time(time.process_time() - start, 1.0)


# Of PostgreSQL 15, 40,000 rows: what pg_stats says of a column that never has a value, one of empty texts alone, one
# of texts of which some are empty, and one of empty lists; and whether it may be NULL, and its payload.
VALUES = [
    ("text", (1.0, 0.0, 0.0, None, None), (True, "0 B")),
    ("jsonb", (1.0, 0.0, 0.0, None, None), (True, "0 B")),
    ("text", (0.0, 1.0, 1.0, 0.0, 0.0), (False, "0 B")),
    ("varchar", (0.25, 1.0, 1.0, 0.0, 0.0), (True, "0 B")),
    ("varchar", (0.5, 2.0, 2.0, 0.5, 0.5), (True, "1 B")),
    ("text[]", (0.0, 13.0, 1.0, 12.0, 144.0), (False, "12 B")),
]


@pytest.mark.parametrize(("kind", "said", "expected"), VALUES)
def test_columns_without_values_and_of_empty_ones_take_nothing(
    kind: str, said: tuple[float, ...], expected: tuple[bool, str]
) -> None:
    statistics = {7: [("c", False, *said[:3], *said[3:], None, None, None)]}
    readings = readings_of([(7, 40_000.0)], statistics)
    [column], _ = columns_of([(1, "c", False, False, 0, kind, -1, "i", "", kind)], readings)
    assert (column.nullable, column.payload) == expected
    assert readings["c"].mean is not None


def test_values_of_which_one_in_thousands_is_shorter_are_as_long_as_the_others() -> None:
    """PostgreSQL 15, numbers of invoices: 8.9998 B, of which it keeps 8; a hundred values of 8 B behind their head."""
    statistics = {7: [("c", False, 0.0, 8.0, -1.0, 8.0, 64.0, None, [8.0], [1.0])]}
    mean = readings_of([(7, 150_000.0)], statistics)["c"].mean
    assert mean is not None
    assert 8.9 < mean < 9
    # Where they say the same, or are of other values, nothing is added.
    for kept, measured in ((9.0, 8.0), (8.0, 12.0)):
        statistics = {7: [("c", False, 0.0, kept, -1.0, measured, measured**2, None, [measured], [1.0])]}
        assert readings_of([(7, 150_000.0)], statistics)["c"].mean == kept


def test_a_key_of_a_column_without_equal_values_has_one_row() -> None:
    """Of (id, status) each key has one row, though three states would meet by chance in some."""
    [table] = read_tables("CREATE TABLE t (id int, status int NOT NULL, gone int); CREATE INDEX i ON t (id, status);"
                          "CREATE INDEX j ON t (status, gone)", "t.sql")  # fmt: skip
    readings = {"id": ColumnReading(0.0, 4.0, 0.0, 60_000.0), "status": ColumnReading(0.0, 4.0, 0.0, 3.0)}
    readings["gone"] = ColumnReading(1.0, 4.0, 0.0, 0.0)
    owner = Owner("t", {each.original: each for each in table.columns}, readings, 60_000.0, ((7, 60_000.0),), 150_000)
    answers = Answers({7: []}, {}, {}, {}, {})
    one, other = [tree_reading(each, 2**24, 60_000.0, owner, {}, answers) for each in table.indexes]
    assert one.per_key == 1.0
    assert other.per_key == pytest.approx(20_000, rel=0.01)
