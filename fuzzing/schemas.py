"""A grammar of SQL: tables, indexes and changes of them, mostly as PostgreSQL has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzzing.vocabulary import TEXTS

if TYPE_CHECKING:
    import random

_TYPES = (
    *("bigint", "int", "smallint", "text", "varchar(20)", "varchar", "char(8)", "boolean", "timestamptz", "timestamp"),
    *("date", "uuid", "jsonb", "bytea", "numeric(10,2)", "numeric", "double precision", "real", "inet", "int[]", "xml"),
    *("serial", "bigserial", "text[]", "interval", "bit(5)", "varbit(9)", "money", "nosuch", "public.mood", "char(0)"),
    *(
        "varchar(99999999999)",
        "numeric(1000,999)",
        "interval day to second(3)",
        "time(3) with time zone",
        '"char"',
        "oid",
    ),
)
_NAMES = (
    "id",
    "name",
    "t",
    "users",
    "order",
    '"Weird ""name"""',
    "été",
    "用户",
    "a" * 70,
    "x1",
    '"select"',
    "s",
    '"\x1b[31m"',
)
_CONSTRAINTS = (
    *(
        "",
        "",
        "NOT NULL",
        "PRIMARY KEY",
        "UNIQUE",
        "DEFAULT 0",
        "DEFAULT now()",
        "DEFAULT 'x;y'",
        "REFERENCES users(id)",
    ),
    *("CHECK (x > 0)", "GENERATED ALWAYS AS IDENTITY", 'COLLATE "C"', "DEFAULT $$a;b$$", "STORAGE EXTERNAL"),
)
_METHODS = ("", "", "USING btree", "USING gin", "USING hash", "USING brin", "USING nosuch")


def schema(rng: random.Random) -> str:
    """The text of a schema."""
    return "".join([_statement(rng) + rng.choice((";\n", ";\n", ";", "\n")) for _ in range(rng.randint(1, 4))])


def _statement(rng: random.Random) -> str:
    sort = rng.random()
    name = rng.choice(_NAMES)
    if sort < 0.6:
        rows = [
            f"{rng.choice(_NAMES)} {rng.choice(_TYPES)} {rng.choice(_CONSTRAINTS)}" for _ in range(rng.randint(0, 5))
        ]
        if rng.random() < 0.3:
            rows.append(
                rng.choice((f"PRIMARY KEY ({rng.choice(_NAMES)})", f"UNIQUE ({rng.choice(_NAMES)}, x1)", "LIKE users"))
            )
        options = rng.choice(("", "", "", " WITH (fillfactor=70)", " PARTITION BY RANGE (id)", " INHERITS (users)"))
        return (
            f"CREATE {rng.choice(('', '', 'UNLOGGED ', 'TEMP '))}TABLE {name} (\n  "
            + ",\n  ".join(rows)
            + f"\n){options}"
        )
    if sort < 0.75:
        where = rng.choice(("", "", " WHERE x1 > 0", " INCLUDE (name)", " WITH (fillfactor = 0)"))
        columns = ", ".join([rng.choice((*_NAMES, "lower(name)", "id DESC")) for _ in range(rng.randint(1, 3))])
        return f"CREATE INDEX i ON {name} {rng.choice(_METHODS)} ({columns}){where}"
    if sort < 0.9:
        column = rng.choice(_NAMES)
        changes = (f"ADD COLUMN {column} {rng.choice(_TYPES)}", f"DROP COLUMN {column}", f"RENAME TO {column}")
        more = (f"ALTER COLUMN {column} TYPE {rng.choice(_TYPES)}", f"ADD PRIMARY KEY ({column})")
        return f"ALTER TABLE {name} {rng.choice(changes + more)}"
    text = rng.choice(TEXTS).replace("\n", " ")
    others = (f"-- {text}", f"/* {text} */", f"COMMENT ON TABLE t IS '{text}'", "INSERT INTO t VALUES (1, 'a;b')")
    rest = ("COPY t FROM stdin;\n1\ta\n\\.", "CREATE TYPE mood AS ENUM ('a', 'b')", "SELECT 1", "$$", "'", "/*")
    return rng.choice(others + rest)
