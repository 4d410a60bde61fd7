"""PostgreSQL's programs of this machine, and a server of one's own: on a socket in a scratch folder and no port."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shutil
import signal
import time
from typing import TYPE_CHECKING

from estimator.comparers.comparison import Program
from estimator.comparers.processes import not_started, owner, process, scratch
from estimator.comparers.programs import A_SERVER, chosen, printed, version
from estimator.comparers.sessions import Client
from estimator.problems import refused

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from estimator.producers.redis.client import Address

MISSING = "apt install postgresql, or brew install postgresql"
# Where distributions keep what is not on the PATH: Debian's, Red Hat's, Homebrew's, Postgres.app's.
FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
START_SECONDS = 60.0
USER = "postgres"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "autovacuum": "off",
    "checkpoint_timeout": "1h",
    "max_wal_size": "8GB",
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "max_parallel_maintenance_workers": "0",
}
PSQL = ("-X", "-A", "-t", "-q", "-w", "-F", "\t", "-v", "ON_ERROR_STOP=1")
REMEDIES = {
    "Connection refused": ("no server listens at {place}", "start one, or check the port"),
    "could not translate host name": ("there is no host of this name: {place}", "check the host"),
    "no password supplied": ("{place} needs a password", "set PGPASSWORD, or write it into ~/.pgpass"),
    "password authentication failed": ("{place} refuses the password", "check PGUSER and PGPASSWORD"),
    "timeout expired": ("{place} does not answer", "check host and port"),
    "server closed the connection": ("{place} went away in the middle", "see its log"),
    "the database system is shutting down": ("{place} is shutting down", "start it again"),
    "the database system is starting up": ("{place} is starting up", "try again when it is up"),
    "terminating connection": ("{place} went away in the middle", "see its log"),
    "too many clients": ("{place} has no connection left", "try again when it is less busy"),
    "permission denied": ("this user may not write to {place}", "give it the right to create a schema, or use another"),
    "invalid response to SSL": ("what answers at {place} is no PostgreSQL server", "check the port"),
    "received invalid response": ("what answers at {place} is no PostgreSQL server", "check the port"),
}


def programs() -> list[Program]:
    """All servers on the PATH and where distributions keep them, newest first, none twice."""
    found: dict[str, Program] = {}
    folders = [folder for each in FOLDERS for folder in glob.glob(each)]
    paths = [os.path.join(folder, "postgres") for folder in folders]
    for path in [path for path in (shutil.which("postgres"), *sorted(paths, key=_numbers, reverse=True)) if path]:
        said = _version(path)
        if said and _beside(path, "initdb"):
            found.setdefault(os.path.realpath(path), Program(path, said))
    return list(found.values())


def program(path: str = "") -> Program:
    """The server of a path, or the first that is found. EstimateError where there is none."""
    wrong = ("this is no PostgreSQL server that runs here", "name a postgres with its initdb beside")
    none = ("there is no postgres on the PATH, nor where distributions keep it", f"run {MISSING}; or give {A_SERVER}")
    return chosen(path, lambda path: _version(path) if _beside(path, "initdb") else "", programs, wrong, none)


@contextlib.contextmanager
def running(path: str) -> Iterator[Client]:
    """A fresh server of a program, with a client of it; nobody else can come to its socket. EstimateError."""
    belongs_to = owner(USER)
    with scratch(belongs_to) as folder:
        data, log = os.path.join(folder, "data"), os.path.join(folder, "log")
        made = [_beside(path, "initdb"), "-D", data, "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync"]
        with process([*made, "--locale=C"], log, belongs_to) as first:
            if first.wait():
                raise not_started(path, log)
        options = [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]
        arguments = [path, "-D", data, "-k", folder, *options]
        with process(arguments, log, belongs_to, stop=signal.SIGINT) as started:  # which waits for no client
            client = Client(
                (client_program(path), *PSQL, "-h", folder, "-p", "5432", "-U", USER, "-d", "postgres"),
                environment(*[name for name in os.environ if name.startswith("PG")]),
                path,
                REMEDIES,
            )
            _wait(started, os.path.join(folder, ".s.PGSQL.5432"), log, path)
            yield client


def listening(address: Address, database: str = "") -> Client:
    """A client of a server that runs already, at an address and, unless PGDATABASE says which, a database."""
    place = ("-h", address.host, "-p", str(address.port), *(("-d", database) if database else ()))
    ours = {**environment("PGHOSTADDR", "PGPORT"), "PGCONNECT_TIMEOUT": "5"}
    return Client((client_program(), *PSQL, *place), ours, str(address), REMEDIES)


def environment(*without: str) -> dict[str, str]:
    """The environment without what would lead the client to another server than it is told."""
    return {name: value for name, value in os.environ.items() if name not in without}


def client_program(path: str = "") -> str:
    """The psql beside a server, or the one on the PATH. EstimateError where there is none."""
    beside = _beside(path, "psql") if path else ""
    found = beside or shutil.which("psql") or next(map(_psql, programs()), "")
    if not found:
        raise refused("", "there is no psql on the PATH", "run apt install postgresql-client, or brew install libpq")
    return found


def _psql(found: Program) -> str:
    return _beside(found.path, "psql")


def _beside(path: str, name: str) -> str:
    """A program of the same distribution; empty where it is not there."""
    for folder in (os.path.dirname(path), os.path.dirname(os.path.realpath(path))):
        other = os.path.join(folder, name)
        if os.access(other, os.X_OK):
            return other
    return ""


def _version(path: str) -> str:
    """`PostgreSQL 15.14` of `postgres (PostgreSQL) 15.14`, if it is one."""
    return version("PostgreSQL", r"\(PostgreSQL\) (\d+[.\w]*)", printed(path, "--version"))


def _numbers(path: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", path)]


def _wait(started: subprocess.Popen[bytes], socket: str, log: str, path: str) -> None:
    """Until the server listens. EstimateError."""
    import socket as sockets

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and started.poll() is None:
        with contextlib.suppress(OSError), sockets.socket(sockets.AF_UNIX) as probe:
            probe.connect(socket)
            if "ready to accept connections" in _text(log):
                return
        time.sleep(0.05)
    raise not_started(path, log)


def _text(log: str) -> str:
    with open(log, encoding="utf-8", errors="replace") as file:
        return file.read()
