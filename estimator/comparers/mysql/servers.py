"""MariaDB's programs of this machine, and a server of one's own: on a socket in a scratch folder and no port."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from typing import TYPE_CHECKING

from estimator.comparers.comparison import Program
from estimator.comparers.processes import not_started, owner, process, scratch
from estimator.comparers.programs import A_SERVER, chosen, printed, version
from estimator.comparers.sessions import Client
from estimator.problems import EstimateError, refused

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from estimator.producers.redis.client import Address

MISSING = "apt install mariadb-server, or brew install mariadb"
NAMES, INSTALLERS, CLIENTS = ("mariadbd", "mysqld"), ("mariadb-install-db", "mysql_install_db"), ("mariadb", "mysql")
FOLDERS = (
    "/usr/sbin",
    "/usr/libexec",
    "/usr/local/sbin",
    "/opt/homebrew/opt/mariadb/bin",
    "/usr/local/opt/mariadb/bin",
)
START_SECONDS = 60.0
USER = "mysql"
OPTIONS = (
    "--skip-networking",
    "--skip-grant-tables",
    "--skip-log-bin",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-buffer-pool-size=256M",
    "--innodb-log-file-size=256M",
    "--innodb-change-buffering=none",
    "--innodb-doublewrite=0",
    "--innodb-flush-method=nosync",
    "--innodb-stats-persistent-sample-pages=1000000",
)
REMEDIES = {
    "Unknown MySQL server host": ("there is no host of this name: {place}", "check the host"),
    "Unknown server host": ("there is no host of this name: {place}", "check the host"),
    "(110)": ("{place} does not answer", "check host and port"),
    "Can't connect to": ("no server listens at {place}", "start one, or check the port"),
    "using password: NO": ("{place} needs a password", "set MYSQL_PWD, or write user and password into ~/.my.cnf"),
    "using password: YES": ("{place} refuses the password", "check MYSQL_PWD and ~/.my.cnf"),
    "Access denied": ("this user may not write to {place}", "give it the right to create a database, or use another"),
    "read-only": ("{place} takes no writes", "use its primary, or a server of your own"),
    "Lost connection": ("{place} went away in the middle, or is no MySQL server", "see its log"),
    "has gone away": ("{place} went away in the middle", "see its log"),
    "Packets out of order": ("what answers at {place} is no MySQL server", "check the port"),
}


def programs() -> list[Program]:
    """All MariaDB servers on the PATH and where distributions keep them, none twice."""
    found: dict[str, Program] = {}
    for name in NAMES:
        path = shutil.which(name, path=_path())
        said = _version(path) if path else ""
        if path and said and _installer(path):
            found.setdefault(os.path.realpath(path), Program(path, said))
    return list(found.values())


def program(path: str = "") -> Program:
    """The server of a path, or the first that is found. EstimateError where there is none."""
    wrong = ("this is no MariaDB server that runs here", "name a mariadbd")
    none = ("there is no mariadbd on the PATH, nor where distributions keep it", f"run {MISSING}; or give {A_SERVER}")
    return chosen(path, lambda path: _version(path) if _installer(path) else "", programs, wrong, none)


@contextlib.contextmanager
def running(path: str) -> Iterator[Client]:
    """A fresh server of a program, with a client of it; nobody else can come to its socket. EstimateError."""
    belongs_to = owner(USER)
    with scratch(belongs_to) as folder:
        log, socket = os.path.join(folder, "log"), os.path.join(folder, "socket")
        data = f"--datadir={os.path.join(folder, 'data')}"
        asks = ["--skip-test-db", "--auth-root-authentication-method=normal"]
        ours = [f"--user={belongs_to.name}"] if belongs_to is not None else []
        laid_out = [_installer(path), "--no-defaults", data, *ours, *asks]
        with process(laid_out, log, stop=signal.SIGKILL) as first:  # nobody needs half of it: no time to write it down
            if first.wait():
                raise not_started(path, log)
        place = [f"--socket={socket}", f"--pid-file={os.path.join(folder, 'pid')}"]
        with process([path, "--no-defaults", data, *place, *OPTIONS], log, belongs_to) as started:
            batch = ("--no-defaults", "--protocol=SOCKET", f"--socket={socket}", "--batch", "--skip-column-names")
            # MYSQL_HOST would lead the client to another server than it is told.
            around = {name: value for name, value in os.environ.items() if not name.startswith("MYSQL_")}
            client = Client((client_program(path), *batch), around, path, REMEDIES)
            _wait(started, client, socket, log, path)
            client.ask("CREATE DATABASE IF NOT EXISTS test;")
            yield client


def listening(address: Address) -> Client:
    """A client of a server that runs already; user and password are those of ~/.my.cnf and MYSQL_PWD."""
    place = (f"--host={address.host}", f"--port={address.port}", "--protocol=TCP", "--connect-timeout=5")
    batch = ("--batch", "--skip-column-names")
    return Client((client_program(), *place, *batch), dict(os.environ), str(address), REMEDIES)


def client_program(path: str = "") -> str:
    """The client beside a server, or the one on the PATH. EstimateError where there is none."""
    near = os.path.dirname(os.path.realpath(path)) if path else ""
    for name in CLIENTS:
        found = shutil.which(name, path=f"{near}:{_path()}" if near else _path())
        if found:
            return found
    remedy = "run apt install mariadb-client, or brew install mysql-client"
    raise refused("", "there is no mariadb or mysql client on the PATH", remedy)


def _path() -> str:
    return os.pathsep.join([os.environ.get("PATH", ""), *FOLDERS])


def _installer(path: str) -> str:
    """What makes an empty data folder for a server; empty where there is none."""
    near = os.path.dirname(os.path.realpath(path))
    places = os.pathsep.join([near, os.path.join(os.path.dirname(near), "bin"), _path()])
    return next((found for name in INSTALLERS if (found := shutil.which(name, path=places))), "")


def _version(path: str) -> str:
    """`MariaDB 10.11.19`, if it is one."""
    return version("MariaDB", r"Ver (\d[.\d]*)-MariaDB", printed(path, "--no-defaults", "--version"))


def _wait(started: subprocess.Popen[bytes], client: Client, socket: str, log: str, path: str) -> None:
    """Until the server answers. EstimateError."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and started.poll() is None:
        if os.path.exists(socket):
            with contextlib.suppress(EstimateError):
                client.ask("SELECT 1;")
                return
        time.sleep(0.05)
    raise not_started(path, log)
