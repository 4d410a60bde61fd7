"""A connection to a database that is asked and never told: one transaction that reads, with an end in time."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from typing import TYPE_CHECKING

from estimator.languages.spans import safe
from estimator.problems import EstimateError
from estimator.producers.catalogs.addresses import VARIABLES, Address, problem
from estimator.producers.catalogs.relay import BYTES, GONE, TIME, Relay
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    Rows = list[tuple[Any, ...]]

CONNECT_SECONDS = 5.0
MOST_BYTES = 256 * 2**20  # of all answers; the catalogs of 20,000 tables are a fifth of it
LONGEST_SAID = 200  # characters of a server's own words


# The codes of PostgreSQL and of MySQL that say one thing.
_SAME = {
    **dict.fromkeys(("28P01", "1045", "1698"), "wrong"),
    **dict.fromkeys(("28000", "1130", "1044"), "not admitted"),
    **dict.fromkeys(("3D000", "1049"), "no database"),
    **dict.fromkeys(("53300", "1040", "1203", "1226"), "full"),
    **dict.fromkeys(("57P03",), "not ready"),
    **dict.fromkeys(("57P01", "57P02", "1053", "1927"), "gone"),
    **dict.fromkeys(("57014", "3024", "1969"), "time"),
    **dict.fromkeys(("42501", "1142", "1143", "1227"), "not permitted"),
    "3159": "tls",
}
_REFUSALS = {
    "wrong": ("{where} refuses the user {user} or the password", "check both: the password is that of {variable}"),
    "wrong without tls": (
        "{where} refuses the user {user} or the password",
        "check both (the password is that of {variable}), or ask for TLS, as some users need it: sslmode=require",
    ),
    "password": ("{where} wants a password of the user {user}", "set the environment variable {variable}"),
    "tls": ("{where} takes connections with TLS alone", "write sslmode=require into the URL"),
    "no tls": ("{where} has no TLS, which was asked for", "leave sslmode out of the URL"),
    "certificate": ("the certificate of {where} cannot be verified: {words}", "ask for sslmode=require instead"),
    "method": ("{where} wants proof of the user {user} that cannot be given here", "name a user with a password"),
    "encryption": ("{where} wants a password that may be sent with TLS alone", "write sslmode=require into the URL"),
    "not admitted": ("{where} does not admit the user {user}: {words}", "ask for access, or name another user"),
    "no database": ("{where} has no database {database}", "check its name"),
    "full": ("{where} has as many connections as it takes", "try again when it is less busy"),
    "not ready": ("{where} is starting or stopping: {words}", "wait until it is ready"),
    "gone": ("{where} went away in the middle: {words}", "see its log"),
    "not permitted": ("{where} does not permit the user {user} what is needed: {words}", "ask for a user who may"),
}
_OTHERWISE = ("{where} refuses a question: {words}", "")


class Refusal(Exception):
    """A statement that the server would not answer; the rest of them may go on."""


@record
class Said:
    """What a server says is wrong: its code, and its words."""

    code: str
    words: str


def text_of(words: object) -> str:
    """A server's words on one line, safe for a terminal."""
    line = " ".join(safe(str(words)).split())
    return line if len(line) <= LONGEST_SAID else f"{line[:LONGEST_SAID]}…"


def library(name: str, address: Address) -> object:
    """A driver. EstimateError, which says what to type, where it is missing."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        from estimator.languages.installing import installing

        which = name.partition(".")[0]
        raise problem(address, f"asking {address.system} needs {which}", installing("databases")) from None


@contextlib.contextmanager
def relayed(address: Address, ends: float) -> Iterator[Relay]:
    """The way to a server, open until a time on the monotonic clock. EstimateError where there is none."""
    with Relay(_socket(address, min(CONNECT_SECONDS, ends - time.monotonic())), ends, MOST_BYTES) as relay:
        yield relay


def _socket(address: Address, seconds: float) -> socket.socket:
    if seconds <= 0:
        raise ended(address)
    try:
        if address.path:
            return _in_a_file(address.path, seconds)
        connection = socket.create_connection((address.host, address.port), timeout=seconds)
    except (socket.gaierror, UnicodeError):
        raise problem(address, f"there is no host of this name: {address}", "check the address") from None
    except TimeoutError:
        raise problem(address, f"nothing answers at {address}, in time", "check the address") from None
    except (OSError, AttributeError):  # a system without sockets in files has no AF_UNIX
        raise problem(address, f"no server listens at {address}", "start one, or check host and port") from None
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _in_a_file(path: str, seconds: float) -> socket.socket:
    """A connection to a socket that is in a file. OSError."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(seconds)
    try:
        connection.connect(path)
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def understood(address: Address, relay: Relay, said: Callable[[Exception], Said | None]) -> Iterator[None]:
    """Whatever goes wrong between a driver and a server becomes a sentence; `said` reads the driver's own errors.

    A driver that is sent what no such server would send raises anything: KeyError, struct.error, UnicodeDecodeError.
    """
    try:
        yield
    except (EstimateError, Refusal):
        raise
    except Exception as fault:  # noqa: BLE001  of a library, about what came from outside
        found = said(fault)
        if found is not None and relay.cut != BYTES:
            raise refused(address, found) from None
        if relay.cut == TIME:
            raise ended(address) from None
        if relay.cut == BYTES:
            message = f"{address} sends more than {MOST_BYTES // 2**20} MiB, and was left"
            raise problem(address, message, "name one database, with fewer tables") from None
        if relay.cut == GONE:
            message = f"{address} went away in the middle"
            raise problem(address, message, f"check that it is a {address.system} server, and see its log") from None
        message = f"{address} does not answer as {address.system} does"
        raise problem(address, message, "check host and port") from None


def tls_context(address: Address) -> ssl.SSLContext:
    """What TLS is asked with where it must be: with a certificate that is verified, or with any. EstimateError."""
    try:
        context = ssl.create_default_context(cafile=address.authority or None)
    except (OSError, ValueError):  # ssl.SSLError is an OSError
        message = f"no certificates can be read from {text_of(address.authority)}"
        raise problem(address, message, "name a file in PEM form, or leave it out of the URL") from None
    if address.tls in ("encrypted", "certified"):  # by any host that an authority knows
        context.check_hostname = False
        if address.tls == "encrypted" and not address.authority:
            context.verify_mode = ssl.CERT_NONE
    return context


def ended(address: Address) -> EstimateError:
    """The time is up."""
    return problem(address, f"{address} was left before it had said enough: the time is up", "give it more --seconds")


def refused(address: Address, said: Said) -> EstimateError:
    """The sentence for a server's refusal."""
    code = _SAME.get(said.code, said.code)
    if code == "time":
        return ended(address)
    if code == "tls" and address.path:
        code = "not admitted"  # a socket in a file has no TLS
    if code == "wrong" and not address.password:
        code = "password"
    if code == "wrong" and address.tls == "none":
        code = "wrong without tls"
    message, remedy = _REFUSALS.get(code, _OTHERWISE)
    facts = {
        "where": str(address),
        "user": text_of(address.user),
        "database": text_of(address.database),
        "words": said.words,
        "variable": "the URL" if address.given else VARIABLES[address.system],
    }
    return problem(address, message.format(**facts), remedy.format(**facts))
