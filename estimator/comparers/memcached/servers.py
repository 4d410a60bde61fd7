"""memcached on this machine, and a server of one's own: on a socket in a scratch folder and no port."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from typing import TYPE_CHECKING

from estimator.comparers.comparison import Program
from estimator.comparers.memcached.client import connected_here
from estimator.comparers.processes import not_started, owner, process, scratch
from estimator.comparers.programs import A_SERVER, chosen, printed, version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.comparers.memcached.client import Client

MISSING = "apt install memcached, or brew install memcached"
MEGABYTES = 1024  # at most; pages are taken as they are needed
START_SECONDS = 20.0


def programs() -> list[Program]:
    """The server on the PATH, if there is one."""
    path = shutil.which("memcached")
    said = _version(path) if path else ""
    return [Program(path, said)] if path and said else []


def program(path: str = "") -> Program:
    """The server of a path, or the one that is found. EstimateError where there is none."""
    wrong = ("this is no memcached that runs here", "name a memcached")
    none = ("there is no memcached on the PATH", f"run {MISSING}; or give {A_SERVER}")
    return chosen(path, _version, programs, wrong, none)


@contextlib.contextmanager
def running(path: str) -> Iterator[Client]:
    """A fresh server of a program, with a connection to it; nobody else can come to its socket. EstimateError."""
    belongs_to = owner("memcache")
    with scratch(belongs_to) as folder:
        log, socket = os.path.join(folder, "log"), os.path.join(folder, "socket")
        with process([path, "-s", socket, "-a", "700", "-m", str(MEGABYTES)], log, belongs_to) as started:
            deadline = time.monotonic() + START_SECONDS
            while time.monotonic() < deadline and started.poll() is None:
                with contextlib.ExitStack() as stack:
                    try:
                        client = stack.enter_context(connected_here(socket, path))
                    except OSError:
                        time.sleep(0.02)
                        continue
                    yield client
                    return
            raise not_started(path, log)


def _version(path: str) -> str:
    """`memcached 1.6.18`, if it is one."""
    return version("memcached", r"^memcached (\d[.\d]*)", printed(path, "-V"))
