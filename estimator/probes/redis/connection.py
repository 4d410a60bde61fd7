"""A connection to a Redis or Valkey server, and what is worth knowing of the server.

The client is redis-py, an extra. A password comes from the environment (REDISCLI_AUTH, as redis-cli has it), so that
it is in no list of processes and in no history. Whatever goes wrong is one sentence to the user.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any

from estimator.problems import EstimateError, command_line_problem
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    # redis-py is typed in part only: an untyped call in every other line would say no more.
    Client: TypeAlias = Any

STANDARD_PORT = 6379
PASSWORD_VARIABLE = "REDISCLI_AUTH"  # noqa: S105  the name of a variable, not a password
CONNECT_SECONDS, REPLY_SECONDS = 5.0, 60.0
NEWEST = {"redis": 8.6, "valkey": 9.1}
OLDEST = {"redis": 3.2, "valkey": 7.2}
THRESHOLDS = {
    "max_packed_entries": ("hash-max-listpack-entries", "hash-max-ziplist-entries", 512),
    "max_packed_value": ("hash-max-listpack-value", "hash-max-ziplist-value", 64),
    "set_packed_members": ("set-max-listpack-entries", "", 128),
    "set_packed_value": ("set-max-listpack-value", "", 64),
    "set_intset_members": ("set-max-intset-entries", "", 512),
    "sorted_set_packed_members": ("zset-max-listpack-entries", "zset-max-ziplist-entries", 128),
    "sorted_set_packed_value": ("zset-max-listpack-value", "zset-max-ziplist-value", 64),
}


@record
class Address:
    """Where a server listens."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


@record
class Facts:
    """What a server says of itself; sizes in bytes.

    `allocator` is the model's word; `notes` are sentences for the user, such as a version newer than any known.
    """

    server: str
    version: float
    full_version: str
    allocator: str
    cluster: bool
    replica: bool
    maximum_memory: int
    keys: dict[int, int]
    thresholds: dict[str, int]
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        """As a person calls it: Client 7.2.6 (jemalloc)."""
        return f"{self.server.capitalize()} {self.full_version} ({self.allocator})"

    @property
    def arguments(self) -> str:
        """The parameters of the model's functions, in the notation."""
        return f'server = "{self.server}", version = {self.version}, allocator = "{self.allocator}"'


def parse_address(text: str) -> Address:
    """`host:port`, `host` or `[::1]:port`. EstimateError."""
    host, colon, port = text.rpartition(":")
    if not colon or (host.count(":") and not host.endswith("]")):
        host, port = text, str(STANDARD_PORT)
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65_536:
        raise EstimateError([command_line_problem(text, "a server is HOST:PORT", "write localhost:6379")])
    return Address(host, int(port))


def connect(address: Address) -> Client:
    """A client of a server that answers. EstimateError, in one sentence."""
    module = client_module()
    client: Client = module.Redis(
        host=address.host,
        port=address.port,
        password=os.environ.get(PASSWORD_VARIABLE) or None,
        protocol=2,
        socket_connect_timeout=CONNECT_SECONDS,
        socket_timeout=REPLY_SECONDS,
        retry=module.retry.Retry(module.backoff.NoBackoff(), 0),
        single_connection_client=False,
    )
    with reported(address, at_once=True):
        client.ping()
    return client


def client_module() -> Any:
    """The client library, redis-py. EstimateError where it is not installed."""
    try:
        import redis
        import redis.backoff
        import redis.retry
    except ImportError:
        message = "the client for Redis is not installed"
        raise EstimateError(
            [command_line_problem("", message, "run pip install 'capacity-estimator[redis]'")]
        ) from None
    return redis


@contextlib.contextmanager
def reported(address: Address, *, at_once: bool = False) -> Iterator[None]:
    """Turns what the client raises into a sentence; `at_once` while the first connection is made."""
    errors = client_module().exceptions
    try:
        yield
    except (errors.RedisError, OSError) as error:
        text = str(error).split("\n", 1)[0]
        message, remedy = _sentence(error, text, at_once, errors)
        raise EstimateError([command_line_problem(str(address), message.format(address), remedy)]) from None


def _sentence(error: Exception, text: str, at_once: bool, errors: Any) -> tuple[str, str]:  # noqa: FBT001
    password = f"set the environment variable {PASSWORD_VARIABLE}"
    upper = text.upper()
    if isinstance(error, errors.AuthenticationError) or "NOAUTH" in upper or "AUTHENTICATION" in upper:
        return ("{} refuses the password" if os.environ.get(PASSWORD_VARIABLE) else "{} needs a password"), password
    if "WRONGPASS" in upper or "INVALID PASSWORD" in upper or "INVALID USERNAME" in upper:
        return "{} refuses the password", password
    if isinstance(error, errors.NoPermissionError) or "NOPERM" in upper:
        return "{} does not permit a command that is needed: " + _plain(text), "ask for a user that may run it"
    if isinstance(error, errors.BusyLoadingError):
        return "{} is still loading its data", "wait until it is ready"
    if "PROTECTED MODE" in upper or upper.startswith("DENIED"):
        return "{} is in protected mode and takes local connections only", "connect from its own machine"
    if isinstance(error, (errors.TimeoutError, TimeoutError)):
        if at_once:
            return "nothing answers at {}, in time", "check the address, and that this is a Redis or Valkey server"
        return "{} stopped answering", "try again when it is less busy"
    if isinstance(error, errors.InvalidResponse) or "PROTOCOL" in upper or "HTTP/" in upper:
        return "what answers at {} is no Redis or Valkey server", "check the port"
    if isinstance(error, (errors.ConnectionError, OSError)):
        if not at_once:
            return "{} went away in the middle", "see its log"
        if "CLOSED BY SERVER" in upper:
            return "what listens at {} closes the connection without a word", "check the port"
        if "NAME OR SERVICE" in upper or "NODENAME" in upper or "NAME RESOLUTION" in upper or "ADDRESS FAMILY" in upper:
            return "there is no host of this name: {}", "check the address"
        return "no server listens at {}", "start one, or check host and port"
    return "{} answers with an error: " + _plain(text), ""


def _plain(text: str) -> str:
    return text.replace("{", "(").replace("}", ")")[:200]


def facts(client: Client, address: Address) -> Facts:
    """What a server says of itself. EstimateError where it cannot be asked."""
    with reported(address):
        info: dict[str, Any] = client.info()
        thresholds = _thresholds(client)
        allocator, notes = _allocator(client, str(info.get("mem_allocator", "")))
    server = "valkey" if "valkey_version" in info or info.get("server_name") == "valkey" else "redis"
    full = str(info.get("valkey_version") or info.get("redis_version"))
    version = _version(full)
    if version > NEWEST[server]:
        newest = f"the rules of {NEWEST[server]} are used"
        notes = (*notes, f"{server.capitalize()} {full} is newer than any that was measured: {newest}")
    elif version < OLDEST[server]:
        notes = (*notes, f"{server.capitalize()} {full} is older than any that is modelled: as {OLDEST[server]}")
    return Facts(
        server,
        version,
        full,
        allocator,
        bool(info.get("cluster_enabled")),
        info.get("role") != "master",
        int(info.get("maxmemory") or 0),
        {int(name[2:]): int(row["keys"]) for name, row in info.items() if name.startswith("db") and name[2:].isdigit()},
        thresholds,
        notes,
    )


def _version(text: str) -> float:
    major, minor, *_ = [*text.split("."), "0"]
    return float(f"{int(major)}.{int(minor)}") if major.isdigit() and minor.isdigit() else 0.0


def _allocator(client: Client, name: str) -> tuple[str, tuple[str, ...]]:
    """The model's word for an allocator; a jemalloc's quantum shows in its classes."""
    errors = client_module().exceptions
    if name.startswith("libc"):
        return "glibc", ()
    if not name.startswith("jemalloc"):
        return "jemalloc", (f"the allocator {name} is not known: it is taken for jemalloc",)
    try:
        raw = client.execute_command("MEMORY", "MALLOC-STATS")
    except errors.ResponseError:
        return "jemalloc", ("the server does not tell its allocator's classes: a quantum of 8 bytes is taken",)
    text = raw.decode(errors="replace") if isinstance(raw, bytes) else str(raw)
    sizes = {words[0] for line in text.splitlines() if len(words := line.split()) > 3}
    if "24" in sizes and "40" in sizes:
        return "jemalloc", ()
    if name.startswith("jemalloc-5.3.") and name != "jemalloc-5.3.0":
        return "debian-5.3.1", ()
    return "debian", ()


def _thresholds(client: Client) -> dict[str, int]:
    """The limits of the packed forms; where CONFIG GET is forbidden or knows none, their defaults."""
    errors = client_module().exceptions
    try:
        found: dict[str, Any] = client.config_get("*max-*")
    except errors.ResponseError:
        found = {}
    values: dict[str, int] = {}
    for name, (new, old, default) in THRESHOLDS.items():
        values[name] = int(found.get(new, found.get(old, default)))
    return values
