"""What is real beside Python: servers, browsers, offices and toolchains. `./run tests quick` goes without them all.

A test asks here for the programs that it needs, and is left out where one is missing; so nothing else is left out.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from estimator.comparers.redis.servers import programs
from tests.data import is_quick

if TYPE_CHECKING:
    from estimator.comparers.comparison import Program


def which(name: str, path: str | None = None) -> str | None:
    """The path of a program; None where there is none, or where none is asked for."""
    return None if is_quick() else shutil.which(name, path=path)


def servers() -> list[Program]:
    """The Redis and Valkey servers of this machine, and none where none is asked for."""
    return [] if is_quick() else programs()


def a_server() -> Program:
    """One of them; the test is left out without."""
    found = servers()
    if not found:
        pytest.skip("no redis-server on the PATH or in a wheel")
    return found[0]
