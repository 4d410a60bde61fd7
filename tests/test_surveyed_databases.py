"""`estimate survey` of a real PostgreSQL and a real MariaDB: what a fresh load takes is what it takes, and only asked.

Each of the two on every other day.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import estimator
from tests import mariadb, postgresql
from tests.commands import parsed
from tests.data import CASES, some_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.commands import Run

SHOP = CASES / "catalogs"
# Of what PostgreSQL itself makes of a table. Statistics guess how many keys differ, and how often items are.
NEAR = 0.02
NEAR_BY_KIND = {
    **dict.fromkeys(("orders_user", "orders_status", "documents_tags", "documents_words", "users_name_like"), 0.15),
    **dict.fromkeys(("orders_span", "users_name_lower"), 0.15),
    **dict.fromkeys(("orders_point", "orders_month"), 0.08),
}
SECONDS = 60.0
MEGABYTE = 2**20  # in which InnoDB takes room
EXCLUSIVE = "mode = 'AccessExclusiveLock' AND granted"


@pytest.fixture(scope="module")
def shop() -> Iterator[postgresql.Server]:
    with postgresql.server() as server:
        server.sql((SHOP / "shop.postgresql.sql").read_text(encoding="utf-8"))
        server.sql("ANALYZE")
        server.sql("ALTER SYSTEM SET log_statement = 'all'; SELECT pg_reload_conf()")
        yield server


def url(server: postgresql.Server, user: str = "postgres") -> str:
    return f"postgresql://{user}@/postgres?host={server.folder}"


def sizes(server: postgresql.Server) -> dict[str, int]:
    """The bytes of tables and indexes, those of partitions added up."""
    rows = server.sql(
        "SELECT coalesce(p.relname, c.relname), sum(pg_relation_size(c.oid)) FROM pg_class c"
        " LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent"
        " WHERE c.relkind IN ('r', 'i') GROUP BY 1"
    )
    return {name: int(size) for name, size in rows}


@some_days(2)
def test_a_postgresql_is_read_as_it_would_be_loaded_anew(
    shop: postgresql.Server, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before, log = sizes(shop), Path(shop.folder, "log")
    start = log.stat().st_size
    found = estimator.survey_database(url(shop), output="shop.est", seconds=SECONDS)
    asked = statements(log.read_text(encoding="utf-8", errors="replace")[start:])
    only_asks(asked)
    told = found.to_dict()
    printed = run("survey", url(shop), "--seconds", "60")
    assert printed.out.partition("\n\nAs a sheet to ask:")[0] == str(found)
    assert run("shop.est").code == 0
    tables = {each["name"]: each for each in told["tables"]}
    assert set(tables) == {"users", "orders", "documents", "events", "worn"}
    for name, each in tables.items():
        assert each["heap"]["now"] == before[name]
        for index in each["indexes"]:
            own = index["name"].replace("events_1_tenant_at_idx", "events_time")
            assert index["now"] == before[own], own
    assert {each["name"] for table in tables.values() for each in table["unreckoned"]} == {"documents_meta"}
    assert tables["worn"]["now"] > 1.8 * tables["worn"]["fresh"]
    shop.sql("VACUUM FULL")
    loaded = sizes(shop)
    for name, each in tables.items():
        assert each["heap"]["fresh"] == pytest.approx(loaded[name], rel=NEAR, abs=8192), name
        for index in each["indexes"]:
            own = index["name"].replace("events_1_tenant_at_idx", "events_time")
            near = NEAR_BY_KIND.get(own, NEAR)
            assert index["fresh"] == pytest.approx(loaded[own], rel=near, abs=16_384), own
    [[size]] = shop.sql(
        "SELECT pg_total_relation_size(t.oid) FROM pg_class t JOIN pg_class c ON c.reltoastrelid = t.oid"
        " WHERE c.relname = 'documents'"
    )
    toast = (
        tables["documents"]["fresh"] - tables["documents"]["heap"]["fresh"] - tables["documents"]["indexes"][0]["fresh"]
    )
    assert toast == pytest.approx(int(size), rel=0.05)


def statements(log: str) -> list[str]:
    """What a server was asked, of its log."""
    found = re.findall(r"LOG:  (?:statement|execute <unnamed>): (.*?)(?=\n\S*\d{4}-\d\d-\d\d|\Z)", log, re.DOTALL)
    return [" ".join(each.split()) for each in found]


def only_asks(asked: list[str]) -> None:
    """Everything was asked in a transaction that could not write, and nothing told."""
    assert asked[:3] == ["BEGIN TRANSACTION READ ONLY", asked[1], "SET LOCAL lock_timeout = 100"]
    assert asked[1].startswith("SET LOCAL statement_timeout = ")
    assert asked[-1] == "ROLLBACK"
    assert len(asked) > 8
    for each in asked[3:-1]:
        assert each.startswith(("SELECT ", "WITH ")), each
        assert not re.search(r"\b(?:INSERT|UPDATE|DELETE|CREATE|ANALYZE|FOR SHARE|LOCK|COPY)\b", each, re.ASCII), each


@some_days(2)
def test_a_table_that_someone_has_for_himself_is_not_waited_for(shop: postgresql.Server) -> None:
    locking = "BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(600);\n"
    with shop.meanwhile(locking):
        while not shop.sql(f"SELECT 1 FROM pg_locks WHERE relation = 'orders'::regclass AND {EXCLUSIVE}"):
            pass
        found = estimator.survey_database(url(shop), seconds=SECONDS)
        assert shop.sql(f"SELECT 1 FROM pg_locks WHERE relation = 'orders'::regclass AND {EXCLUSIVE}")
    assert "orders" in [each.reading.table.original for each in found.found.tables]


@some_days(2)
def test_who_may_not_is_told_in_a_sentence(
    shop: postgresql.Server, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PGPASSWORD", raising=False)
    shop.sql("CREATE ROLE reader LOGIN PASSWORD 'se:cr@et'; CREATE ROLE stranger LOGIN; CREATE DATABASE closed")
    shop.sql("REVOKE CONNECT ON DATABASE closed FROM PUBLIC")
    rules = Path(shop.folder, "data", "pg_hba.conf")
    kept = rules.read_text(encoding="utf-8")
    rules.write_text(f"local all reader scram-sha-256\nlocal closed stranger reject\n{kept}", encoding="utf-8")
    shop.sql("SELECT pg_reload_conf()")
    own = url(shop, "reader")
    try:
        assert "wants a password of the user reader" in refused(run, own)
        monkeypatch.setenv("PGPASSWORD", "hunter2")
        assert "refuses the user reader or the password" in refused(run, own)
        monkeypatch.setenv("PGPASSWORD", "se:cr@et")
        done = run("survey", own, "-o", "reader.est", "--seconds", "60")
        assert done.code == 0
        assert "may not be read" in done.out
        assert "se:cr" not in done.out + (tmp_path / "reader.est").read_text(encoding="utf-8")
        other = own.replace("reader@", "reader:se%3Acr%40et@")
        done = run("survey", other, "--json", "--seconds", "60")
        assert parsed(done.out)["server"] == own
        assert "cr%40et" not in done.out
        assert "has no database nothing" in refused(run, url(shop).replace("/postgres?", "/nothing?"))
        assert "permission denied" in refused(run, own.replace("/postgres?", "/closed?"))
        assert "does not admit the user stranger" in refused(
            run, url(shop, "stranger").replace("/postgres?", "/closed?")
        )
    finally:
        rules.write_text(kept, encoding="utf-8")
        shop.sql("SELECT pg_reload_conf(); DROP DATABASE closed; DROP ROLE reader; DROP ROLE stranger")


def refused(run: Run, server: str, *options: str) -> str:
    """What is said where a survey cannot be."""
    done = run("survey", server, *options)
    assert done.code == 2, done.out
    assert not done.out
    assert done.err.count("error: ") == 1
    assert "hunter2" not in done.err
    return done.err


@some_days(2, 1)
def test_a_mariadb_is_read_as_it_would_be_loaded_anew(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MYSQL_PWD", raising=False)
    with mariadb.server() as server:
        server.sql((SHOP / "shop.mariadb.sql").read_text(encoding="utf-8"))
        server.sql("ANALYZE TABLE users, orders, logs, worn, `od``d na|me`")
        address = f"mysql://root@/test?socket={server.socket}"
        unknown = {
            each["name"]: each for each in estimator.survey_database(address, seconds=SECONDS).to_dict()["tables"]
        }
        assert set(unknown) == {"users", "orders", "logs", "worn", "od`d na|me"}
        for name in ("users", "orders", "logs"):
            # Lengths that nobody has counted make up no bloat.
            assert unknown[name]["heap"]["fresh"] == pytest.approx(unknown[name]["heap"]["now"], abs=MEGABYTE), name
        # Nor of an index on them.
        assert [each["fresh"] == each["now"] for each in unknown["users"]["indexes"] if each["name"] == "email"] == [
            True
        ]
        server.sql("ANALYZE TABLE users, orders, logs, worn, `od``d na|me` PERSISTENT FOR ALL")
        server.sql("SET GLOBAL general_log_file = 'asked'; SET GLOBAL general_log = 1")
        found = estimator.survey_database(address, output="shop.est", seconds=SECONDS)
        server.sql("SET GLOBAL general_log = 0")
        [log] = Path(server.socket).parent.glob("data/asked")
        asked = re.findall(r"\t\s*\d+ (?:Query|Execute)\t(.*)", log.read_text(encoding="utf-8", errors="replace"))
        starts = (
            "SELECT",
            "SHOW",
            "SET SESSION",
            "SET NAMES",
            "SET AUTOCOMMIT",
            "START TRANSACTION READ ONLY",
            "ROLLBACK",
        )
        assert [each for each in asked if not each.startswith(("SET GLOBAL", *starts)) and each.strip()] == []
        assert asked.index("START TRANSACTION READ ONLY") < next(
            place for place, each in enumerate(asked) if each.startswith("SHOW CREATE")
        )
        assert run("shop.est").code == 0
        tables = {each["name"]: each for each in found.to_dict()["tables"]}
        assert any("MyISAM" in note for note in found.to_dict()["notes"])
        before = pages(server)
        for name, each in tables.items():
            assert each["heap"]["now"] == before[name, "PRIMARY"]
            assert {(name, part["name"]): part["now"] for part in each["indexes"]} == {
                key: size for key, size in before.items() if key[0] == name and key[1] != "PRIMARY"
            }
        assert tables["worn"]["now"] > 2 * tables["worn"]["fresh"]
        server.sql("OPTIMIZE TABLE users, orders, worn")
        after = pages(server)
        for name in ("users", "orders", "worn"):
            each = tables[name]
            # InnoDB takes pages by 64 at a time, and when it builds a tree anew some times more of them.
            assert each["heap"]["fresh"] == pytest.approx(after[name, "PRIMARY"], rel=0.05, abs=3 * MEGABYTE), name
            for part in each["indexes"]:
                assert part["fresh"] == pytest.approx(after[name, part["name"]], rel=0.05, abs=3 * MEGABYTE), name
        server.sql("FLUSH PRIVILEGES; CREATE USER reader@localhost IDENTIFIED BY 'se:cr@et'; GRANT SELECT ON test.* TO"
                   " reader@localhost")  # fmt: skip
        own = address.replace("root@", "reader@")
        assert "wants a password of the user reader" in refused(run, own)
        monkeypatch.setenv("MYSQL_PWD", "hunter2")
        assert "refuses the user reader or the password" in refused(run, own)
        monkeypatch.setenv("MYSQL_PWD", "se:cr@et")
        done = run("survey", own, "--seconds", "60")
        assert done.code == 0
        assert "shared out" in done.out
        assert 'order "random"' in done.out.replace("\n  ", " ")
        assert "does not admit the user reader" in refused(run, own.replace("/test?", "/mysql?"))
        assert "names no database" in refused(run, own.replace("/test?", "/?"))


def pages(server: mariadb.Server) -> dict[tuple[str, str], int]:
    """The bytes of each index, by InnoDB's statistics."""
    rows: list[Any] = server.sql(
        "SELECT table_name, index_name, stat_value FROM mysql.innodb_index_stats"
        " WHERE database_name = 'test' AND stat_name = 'size'"
    )
    return {(table, index): int(count) * 16_384 for table, index, count in rows}
