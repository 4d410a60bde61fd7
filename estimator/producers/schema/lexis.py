"""What the SQL of each system looks like: its quotes, its comments, and what ends a statement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.records import record

if TYPE_CHECKING:
    from re import Pattern


@record
class Lexis:
    """A system's way to write. `dialect` is what `--dialect` and sqlglot's tokenizer are asked with."""

    dialect: str
    system: str
    asked: str  # of sqlglot
    stop: Pattern[str]  # what may end a statement or hide its end
    plain: Pattern[str]  # what does neither
    inserts: Pattern[str]
    blank: Pattern[str]  # between statements
    escapes: bool  # a backslash is one in every quote, and a name may begin with digits
    nested: bool  # comments nest


# Words and texts that hide no end: a text without a backslash ends where it seems to. Each is looked for so many times
# at once: without a bound a repetition remembers all of a file, and one that remembers nothing (`++`) is wrong around
# other patterns before Python 3.11.5.
_HARMLESS = {
    "postgresql": r"""(?:[^;'"$\\/-]++|(?<![eE])'[^'\\]*+'|"[^"]*+"|-(?!-)|/(?!\*))""",
    "mysql": r"""(?:[^;'"`#/-]++|'[^'\\]*+'|"[^"\\]*+"|`[^`]*+`|-(?!-)|/(?!\*))""",
    "sqlite": r"""(?:[^;'"`\[/-]++|'[^']*+'|"[^"]*+"|`[^`]*+`|\[[^\]]*+\]|-(?!-)|/(?!\*))""",
}
_STOPS = {
    "postgresql": r"""[;'"$\\]|--|/\*""",
    "mysql": r"""[;'"`#]|--|/\*""",
    "sqlite": r"""[;'"`\[]|--|/\*""",
}
# A slash alone on its line ends a block of code in the clients of some systems.
_BLANKS = {
    "postgresql": r"(?:\s+|;+|--[^\n]*\n|/(?=[ \t\r]*\n)){1,2000}",
    "mysql": r"(?:\s+|;+|--[^\n]*\n|\#[^\n]*\n){1,2000}",
    "sqlite": r"(?:\s+|;+|--[^\n]*\n|\.\w[^\n]*\n){1,2000}",
}


def _lexis(dialect: str, system: str, asked: str, *, escapes: bool = False, nested: bool = False) -> Lexis:
    harmless = _HARMLESS[dialect]
    return Lexis(
        dialect,
        system,
        asked,
        re.compile(_STOPS[dialect]),
        re.compile(rf"{harmless}{{1,2000}}"),
        re.compile(rf"(?:INSERT\s{harmless}{{0,20000}};\s*){{1,100}}", re.IGNORECASE),
        re.compile(_BLANKS[dialect]),
        escapes,
        nested,
    )


POSTGRESQL = _lexis("postgresql", "PostgreSQL", "postgres", nested=True)
MYSQL = _lexis("mysql", "MySQL", "mysql", escapes=True)
SQLITE = _lexis("sqlite", "SQLite", "sqlite")
DIALECTS = {each.dialect: each for each in (POSTGRESQL, MYSQL, SQLITE)} | {"mariadb": MYSQL, "postgres": POSTGRESQL}
