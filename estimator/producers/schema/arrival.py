"""Whether the values that a DEFAULT gives ascend from row to row: clocks, sequences, and identifiers by time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.producers.schema.words import Word

CLOCKS = frozenset(("now", "current_timestamp", "localtimestamp", "current_date", "transaction_timestamp", "sysdate",
                    "statement_timestamp", "clock_timestamp", "utc_timestamp", "utc_date", "unix_timestamp",
                    "unixepoch", "curdate", "nextval"))  # fmt: skip
BY_TIME = ("uuidv7", "uuid7", "uuid_v7", "generate_v7", "uuid_v6", "generate_v6", "ulid", "ksuid", "snowflake")
SCATTERED = frozenset(("random", "rand", "md5", "sha1", "sha2", "sha224", "sha256", "sha512", "digest", "hashtext"))


def ascends(words: Iterable[Word]) -> bool:
    """Whether what stands behind DEFAULT gives each row more than the row before it."""
    names = [word.text.lower() for word in words if word.kind in ("name", "quoted")]
    if any(each in SCATTERED for each in names):
        return False
    return any(each in CLOCKS or any(part in each for part in BY_TIME) for each in names)
