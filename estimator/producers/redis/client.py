"""A connection to a Redis or Valkey server that bounds what it asks for, waits for and reads.

A client library would do for a server that means well. Here each request has an end in time, which holds within a
reply too, and a number of bytes that may come; what the server says is read by `replies`. A password comes from the
environment (REDISCLI_AUTH, as redis-cli has it), so that it is in no list of processes and in no history. Whatever
goes wrong is one sentence to the user.
"""

from __future__ import annotations

import contextlib
import math
import os
import socket
import time
from typing import TYPE_CHECKING

from estimator.problems import EstimateError, command_line_problem
from estimator.producers.redis.replies import Cut, Failure, OddReply, Replies, plain
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self, TypeAlias

    from estimator.producers.redis.replies import Reply

    Command: TypeAlias = tuple[str | int | bytes, ...]

STANDARD_PORT = 6379
PASSWORD_VARIABLE = "REDISCLI_AUTH"  # noqa: S105  the name of a variable, not a password
CONNECT_SECONDS, REPLY_SECONDS = 5.0, 60.0
MOST_OF_A_REPLY = 4 * 2**20  # bytes of a reply to one question; INFO of 10,000 databases is a tenth of it
MOST_OF_A_GREETING = 2**16
PLAIN_SCHEMES, TLS_SCHEMES = ("redis", "valkey"), ("rediss", "valkeys")
SECONDS_OF_A_PART = 0.1  # so far apart are the parts in which commands are sent, where their rate is bounded
TIME_IS_UP = "the time is up"


@record
class Address:
    """Where a server listens."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def parse_address(text: str, standard: int = STANDARD_PORT) -> Address:
    """`host:port`, `host` of a server on its standard port, `[::1]:port`, or one of them as a URL. EstimateError."""
    scheme, mark, rest = text.partition("://")
    if mark:
        return parse_address(_of_url(scheme.lower(), rest, standard), standard)
    if "@" in text:
        message, remedy = "a user and a password are not given in an address", f"write localhost:{standard}"
        raise EstimateError([command_line_problem("the address", message, remedy)])
    host, colon, port = text.rpartition(":")
    if not colon or (host.count(":") and not host.endswith("]")):
        host, port = text, str(standard)
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdigit() or len(port) > 5 or not 0 < int(port) < 65_536:
        raise EstimateError([command_line_problem(text, "a server is HOST:PORT", f"write localhost:{standard}")])
    return Address(host, int(port))


def _of_url(scheme: str, rest: str, standard: int) -> str:
    """What stands between the scheme and the database of a URL. EstimateError for what an address has not.

    It may hold a password, and is not shown where it does.
    """
    given, _, database = rest.rpartition("@")[2].partition("/")
    shown = f"{scheme}://…" if "@" in rest else f"{scheme}://{rest}"
    if scheme in TLS_SCHEMES:
        message, remedy = "TLS is not spoken here", f"write {given}, where that port is without TLS"
    elif scheme not in PLAIN_SCHEMES:
        message, remedy = "a server is HOST:PORT", f"write localhost:{standard}"
    elif "@" in rest:
        message, remedy = "a password is not given in an address", f"write {given}, and set {PASSWORD_VARIABLE}"
    elif database not in ("", "0"):
        number = f"write {given}, and of a survey --database {database}"
        remedy = number if database.isascii() and database.isdigit() else f"write {given}"
        message = "all databases of a server are read, or of a survey the one of --database"
    else:
        return given
    raise EstimateError([command_line_problem(shown, message, remedy)])


class Client:
    """A connection on which one thing is asked after the other; all of it ends at `ends`, on the monotonic clock."""

    def __init__(self, address: Address, connection: socket.socket, ends: float) -> None:
        self.address = address
        self._socket = connection
        self._ends = ends
        self._reply_ends = ends
        self._replies = Replies(self._receive)
        self._pace: float | None = None  # commands a second
        self._free = 0.0  # when the next may be sent
        self.sent = 0  # commands so far

    def pace(self, rate: float) -> None:
        """Send no more than so many commands a second from now on, in small parts that are as far apart."""
        self._pace, self._free = rate, time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up; what the server has not sent by then it forgets."""
        self._socket.close()

    def greet(self) -> None:
        """Give the password and hear that this is a server; a few words are waited for, briefly. EstimateError."""
        address, password = self.address, os.environ.get(PASSWORD_VARIABLE)
        greetings: list[Command] = [("AUTH", password)] if password else []
        try:
            for command in [*greetings, ("PING",)]:
                [reply] = self._exchange([command], MOST_OF_A_GREETING, CONNECT_SECONDS)
                if isinstance(reply, Failure):
                    raise refused(address, reply)
        except (OddReply, Cut):
            raise problem(
                address, f"what answers at {address} is no Redis or Valkey server", "check the port"
            ) from None
        except TimeoutError:
            raise _silent(address) from None
        except OSError:
            message = f"what listens at {address} closes the connection without a word"
            raise problem(address, message, "check the port") from None

    def ask(self, *command: str | int | bytes, most: int = MOST_OF_A_REPLY) -> Reply:
        """The reply to a command, of `most` bytes; a refusal is the user's sentence. OddReply, Cut, EstimateError."""
        [reply] = self.ask_all([command], most)
        if isinstance(reply, Failure):
            raise refused(self.address, reply)
        return reply

    def ask_all(self, commands: list[Command], most: int = MOST_OF_A_REPLY) -> list[Reply]:
        """The replies to commands that are sent at once, of `most` bytes in all; a refusal is one of the replies."""
        try:
            return self._exchange(commands, most, REPLY_SECONDS)
        except TimeoutError:
            if time.monotonic() >= self._ends:
                raise Cut(TIME_IS_UP) from None
            raise problem(self.address, f"{self.address} stopped answering", "try again when it is less busy") from None
        except OSError:
            raise problem(self.address, f"{self.address} went away in the middle", "see its log") from None

    def _exchange(self, commands: list[Command], most: int, seconds: float) -> list[Reply]:
        """Send commands and read their replies, all within so many seconds. OSError, Cut besides."""
        if self._pace is None:
            return self._exchange_part(commands, most, seconds)
        replies: list[Reply] = []
        part = max(1, int(self._pace * SECONDS_OF_A_PART))
        for start in range(0, len(commands), part):
            sent = commands[start : start + part]
            self._wait(len(sent))
            replies += self._exchange_part(sent, most, seconds)
        return replies

    def _wait(self, commands: int) -> None:
        """Wait until so many commands may be sent."""
        now = time.monotonic()
        if self._free >= self._ends:
            raise Cut(TIME_IS_UP)
        if self._free > now:
            time.sleep(self._free - now)
        self._free = max(now, self._free) + commands / (self._pace or math.inf)

    def _exchange_part(self, commands: list[Command], most: int, seconds: float) -> list[Reply]:
        self.sent += len(commands)
        self._reply_ends = min(self._ends, time.monotonic() + seconds)
        self._replies.allow(most)
        self._socket.settimeout(self._time_left())
        self._socket.sendall(b"".join([_packed(command) for command in commands]))
        return [self._replies.next() for _ in commands]

    def _receive(self, most: int) -> bytes:
        self._socket.settimeout(self._time_left())
        received = self._socket.recv(most)
        if not received:
            raise ConnectionResetError
        return received

    def _time_left(self) -> float:
        left = self._reply_ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def connect(address: Address, seconds: float = float("inf")) -> Client:
    """A connection to a server that answers, for so many seconds. EstimateError, in one sentence."""
    ends = time.monotonic() + seconds
    client = Client(address, _socket(address, min(CONNECT_SECONDS, seconds)), ends)
    try:
        client.greet()
    except BaseException:
        client.close()
        raise
    return client


def _socket(address: Address, seconds: float) -> socket.socket:
    try:
        connection = socket.create_connection((address.host, address.port), timeout=seconds)
    except (socket.gaierror, UnicodeError):
        raise problem(address, f"there is no host of this name: {address}", "check the address") from None
    except TimeoutError:
        raise _silent(address) from None
    except OSError:
        raise problem(address, f"no server listens at {address}", "start one, or check host and port") from None
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _packed(command: Command) -> bytes:
    parts = [part if isinstance(part, bytes) else str(part).encode() for part in command]
    return b"*%d\r\n" % len(parts) + b"".join([b"$%d\r\n%b\r\n" % (len(part), part) for part in parts])


@contextlib.contextmanager
def understood(address: Address) -> Iterator[None]:
    """What a server says that no Redis would say becomes a sentence, and so does an end before anything was read."""
    try:
        yield
    except OddReply as odd:
        message = f"{address} does not answer as Redis does: {odd}"
        raise problem(address, message, "ask the server itself, if this is a proxy before it") from None
    except Cut as cut:
        message = f"{address} was left before it had said enough: {cut}"
        raise problem(address, message, "give it longer: --seconds" if str(cut) == TIME_IS_UP else "") from None


def refused(address: Address, failure: Failure) -> EstimateError:
    """The sentence for a server's refusal."""
    text = plain(failure.text)
    upper = text.upper()
    given = bool(os.environ.get(PASSWORD_VARIABLE))
    wrong = "WRONGPASS" in upper or "INVALID PASSWORD" in upper or "INVALID USERNAME" in upper
    wanted = "NOAUTH" in upper or "AUTHENTICATION" in upper
    if wrong or (wanted and given):
        return problem(address, f"{address} refuses the password", f"check {PASSWORD_VARIABLE}")
    if wanted:
        return problem(address, f"{address} needs a password", f"set the environment variable {PASSWORD_VARIABLE}")
    if "NO PASSWORD IS SET" in upper or "WITHOUT ANY PASSWORD CONFIGURED" in upper:
        return problem(address, f"{address} has no password, but one is given", f"unset {PASSWORD_VARIABLE}")
    if failure.code == "NOPERM":
        message = f"{address} does not permit a command that is needed: {text}"
        return problem(address, message, "ask for a user that may run it")
    if failure.code == "LOADING":
        return problem(address, f"{address} is still loading its data", "wait until it is ready")
    if "PROTECTED MODE" in upper or failure.code == "DENIED":
        message = f"{address} is in protected mode and takes local connections only"
        return problem(address, message, "connect from its own machine")
    return problem(address, f"{address} refuses a command that is needed: {text}", "")


def _silent(address: Address) -> EstimateError:
    message = f"nothing answers at {address}, in time"
    return problem(address, message, "check the address, and that this is a Redis or Valkey server")


def problem(address: Address, message: str, remedy: str) -> EstimateError:
    """A sentence about the server of an address."""
    return EstimateError([command_line_problem(str(address), message, remedy)])
