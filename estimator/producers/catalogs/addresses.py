"""Where a database is, out of the URL that its own programs take; its password is in no text that is made here."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from estimator.problems import EstimateError, command_line_problem
from estimator.records import record

if TYPE_CHECKING:
    from urllib.parse import SplitResult

EXAMPLES = {"PostgreSQL": "postgresql://user@localhost/shop", "MySQL": "mysql://user@localhost/shop"}
SYSTEMS = {"postgresql": "PostgreSQL", "postgres": "PostgreSQL", "mysql": "MySQL", "mariadb": "MySQL"}
REDIS = ("redis", "rediss", "valkey", "valkeys", "unix")
PORTS = {"PostgreSQL": 5432, "MySQL": 3306}
VARIABLES = {"PostgreSQL": "PGPASSWORD", "MySQL": "MYSQL_PWD"}
# How much of TLS a URL may ask for, by libpq's words and by MySQL's own.
TLS = {
    "disable": "none", "allow": "either", "prefer": "either", "require": "encrypted",
    "verify-ca": "certified", "verify-full": "verified", "disabled": "none", "preferred": "either",
    "required": "encrypted", "verify_ca": "certified", "verify_identity": "verified",
}  # fmt: skip
_TLS_OPTIONS = ("sslmode", "ssl-mode", "ssl_mode")
_SOCKET_OPTIONS = ("host", "socket", "unix_socket")
_AUTHORITY_OPTIONS = ("sslrootcert", "ssl-ca", "ssl_ca")
# What changes nothing of what is read: --seconds bounds all, and texts come as UTF-8.
_IDLE_OPTIONS = frozenset(("connect_timeout", "application_name", "client_encoding", "charset", "target_session_attrs",
                           "gssencmode", "keepalives"))  # fmt: skip


@record
class Address:
    """A database: `path` is the socket that stands for host and port, `tls` what of it is asked for."""

    system: str  # PostgreSQL or MySQL, whose protocol MariaDB speaks
    host: str
    port: int
    path: str
    user: str
    database: str
    tls: str  # none, either, encrypted, verified
    given: str = ""  # the password of the URL
    authority: str = ""  # the file with the certificate that is trusted, in place of the system's

    @property
    def password(self) -> str:
        """The password of the URL, or that of the environment."""
        return self.given or os.environ.get(VARIABLES[self.system], "")

    @property
    def url(self) -> str:
        """The URL without the password."""
        scheme = "postgresql" if self.system == "PostgreSQL" else "mysql"
        own = f"{quote(self.user)}@" if self.user else ""
        folder = os.path.dirname(self.path)  # of a PostgreSQL, which names its socket itself
        option = f"?host={quote(folder)}" if self.system == "PostgreSQL" else f"?socket={quote(self.path)}"
        option = option if self.path else ""
        port = f":{self.port}" if self.port != PORTS[self.system] else ""
        return f"{scheme}://{own}{port if self.path else self}/{quote(self.database)}{option}"

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.path or f"{host}:{self.port}"

    def __repr__(self) -> str:
        return f"Address({self.url!r})"


def is_database(server: str) -> bool:
    """Whether a server is named by a URL, as databases are; which may hold a password, whatever it is of."""
    scheme, colon, _ = server.partition("://")
    return bool(colon) and scheme.lower() not in REDIS


def parse_database(server: str) -> Address:
    """The address that a URL names: `postgresql://user@host:port/database?sslmode=require`. EstimateError."""
    scheme = server.partition("://")[0].lower().partition("+")[0]  # of mysql+pymysql, as SQLAlchemy writes it
    system = SYSTEMS.get(scheme, "")
    if not system:
        message = "what is surveyed is a Redis, or a database that its URL says is postgresql or mysql"
        raise _wrong(message, "PostgreSQL")
    try:
        parts = urlsplit(server)
        port = parts.port
    except ValueError:
        remedy = f"write {EXAMPLES[system]}, and # / ? % @ of a password as %23 %2F %3F %25 %40"
        raise _wrong("this is no URL of a database: host or port cannot be read", system, remedy) from None
    options = _options(parts, system)
    host = unquote(_host(parts))
    path = (
        host
        if host.startswith("/")
        else next((options[each] for each in _SOCKET_OPTIONS if options.get(each, "").startswith("/")), "")
    )
    tls = next((options[each].lower() for each in _TLS_OPTIONS if each in options), "prefer")
    if tls not in TLS:
        raise _wrong(f"{tls} is no way to use TLS", system, "write sslmode=require, verify-full or disable")
    database = unquote(parts.path.removeprefix("/"))
    user = unquote(parts.username or "") or _standard_user(system)
    if system == "PostgreSQL":
        database = database or os.environ.get("PGDATABASE", "") or user
        if path:
            path = f"{path.rstrip('/')}/.s.PGSQL.{port or PORTS[system]}"
    authority = next((options[each] for each in _AUTHORITY_OPTIONS if each in options), "")
    password = unquote(parts.password or "")
    return Address(system, host, port or PORTS[system], path, user, database, TLS[tls], password, authority)


def _host(parts: SplitResult) -> str:
    """The host as it is written, which may be the folder of a socket, where capitals count."""
    host = parts.netloc.rpartition("@")[2]
    return parts.hostname or "localhost" if host.startswith("[") else host.partition(":")[0] or "localhost"


def _options(parts: SplitResult, system: str) -> dict[str, str]:
    known = {*_TLS_OPTIONS, *_SOCKET_OPTIONS, *_AUTHORITY_OPTIONS, *_IDLE_OPTIONS}
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    strange = sorted(options.keys() - known)
    if strange:
        raise _wrong(
            f"{strange[0]} is no option that is known here", system, "it may have sslmode, sslrootcert, host and socket"
        )
    return options


def _standard_user(system: str) -> str:
    if system == "PostgreSQL" and os.environ.get("PGUSER"):
        return os.environ["PGUSER"]
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "postgres" if system == "PostgreSQL" else "root"


def _wrong(message: str, system: str, remedy: str = "") -> EstimateError:
    """A sentence about the URL, which may hold a password and is not shown."""
    return EstimateError([command_line_problem("the URL", message, remedy or f"write {EXAMPLES[system]}")])


def problem(address: Address, message: str, remedy: str) -> EstimateError:
    """A sentence about the database of an address."""
    return EstimateError([command_line_problem(str(address), message, remedy)])
