"""What can be verified, by name, and what is left of earlier runs on any of their servers."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from estimator.comparers import ledger
from estimator.comparers.memcached.verification import SYSTEM as MEMCACHED
from estimator.comparers.mysql.verification import SYSTEM as MYSQL
from estimator.comparers.postgresql.verification import SYSTEM as POSTGRESQL
from estimator.comparers.redis.system import SYSTEM as REDIS
from estimator.comparers.sqlite.verification import SYSTEM as SQLITE
from estimator.problems import EstimateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.comparers.comparison import Left, System

SYSTEMS: dict[str, System] = {each.name: each for each in (REDIS, POSTGRESQL, MYSQL, MEMCACHED, SQLITE)}
# What people call them besides.
ALSO = {"valkey": "redis", "postgres": "postgresql", "mariadb": "mysql", "innodb": "mysql", "memcache": "memcached"}


def clean_up(server: str = "") -> Iterator[Left | EstimateError | None]:
    """Delete what runs that were killed left, on one server or on all; what cannot be done stays noted.

    None for a run that has not ended.
    """
    for path in ledger.paths():
        try:
            note = ledger.read(path)
            if note is None:
                yield None
                continue
            with contextlib.closing(note.file):
                cleaned = SYSTEMS.get(str(note.content.get("system", "redis")), SQLITE).cleaned
                if cleaned is None:
                    ledger.says_nothing(path)
                done = cleaned(note, server)
            if done is not None:
                yield done
        except EstimateError as error:
            yield error
