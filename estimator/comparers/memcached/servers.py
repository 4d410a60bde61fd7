"""memcached on this machine, and a server of one's own: on a socket in a scratch folder and no port."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

from estimator.comparers.comparison import Program
from estimator.comparers.memcached.client import connected_here
from estimator.comparers.processes import last_words, owner, process, scratch
from estimator.problems import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.comparers.memcached.client import Client

MISSING = "apt install memcached, or brew install memcached"
MEGABYTES = 1024  # at most; pages are taken as they are needed
START_SECONDS = 20.0


def programs() -> list[Program]:
    """The server on the PATH, if there is one."""
    path = shutil.which("memcached")
    version = _version(path) if path else ""
    return [Program(path, version)] if path and version else []


def program(path: str = "") -> Program:
    """The server of a path, or the one that is found. EstimateError where there is none."""
    if path:
        version = _version(path)
        if not version:
            raise refused(path, "this is no memcached that runs here", "name a memcached")
        return Program(path, version)
    found = programs()
    if not found:
        raise refused("", "there is no memcached on the PATH", f"run {MISSING}; or give --server HOST:PORT")
    return found[0]


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
            said = last_words(log)
            message = f"the server does not start{': ' if said else ''}{said}"
            raise refused(path, message, "mend what it says, or name another with --program PATH")


def _version(path: str) -> str:
    """`memcached 1.6.18`, if it is one."""
    try:
        done = subprocess.run(  # noqa: S603  a program of the user's own choice, with a fixed argument
            [path, "-V"], capture_output=True, text=True, check=False, timeout=START_SECONDS
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    found = re.match(r"memcached (\d[.\d]*)", done.stdout)
    return f"memcached {found[1]}" if found and done.returncode == 0 else ""
