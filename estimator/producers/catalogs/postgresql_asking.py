"""A PostgreSQL that is asked: pg8000 behind a relay, in one transaction that can only read and waits for no lock."""

from __future__ import annotations

import contextlib
import ssl
import time
from typing import TYPE_CHECKING, Any

from estimator.producers.catalogs.addresses import problem
from estimator.producers.catalogs.asking import (
    CONNECT_SECONDS,
    Refusal,
    Said,
    library,
    relayed,
    text_of,
    tls_context,
    understood,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.problems import EstimateError
    from estimator.producers.catalogs.addresses import Address
    from estimator.producers.catalogs.asking import Rows
    from estimator.producers.catalogs.relay import Relay

LOCK_MILLISECONDS = 100
DEEPEST = 10  # errors that followed upon each other
OVER = frozenset(("57014", "57P01", "57P02", "57P03"))  # after which nothing more can be asked


class PostgreSQL:
    """A connection that has begun to read."""

    def __init__(self, address: Address, driver: Any, relay: Relay) -> None:
        self.address = address
        self._driver = driver
        self._relay = relay

    def ask(self, statement: str, **given: object) -> Rows:
        """The rows of a question. Refusal where the server says no to it, EstimateError where nothing goes on."""
        with understood(self.address, self._relay, _said):
            try:
                return [tuple(row) for row in self._driver.run(statement, **given)]
            except Exception as fault:
                said = _said(fault)
                if said is None or said.code in OVER or self._relay.cut:
                    raise
                # A transaction in which something failed answers nothing more: the next question is in a new one.
                self._driver.run("ROLLBACK")
                self.begin()
                raise Refusal(said.words) from None

    def understood(self) -> contextlib.AbstractContextManager[None]:
        """What makes a sentence of an answer that is not as it was asked for."""
        return understood(self.address, self._relay, _said)

    def begin(self) -> None:
        """Begin to read: no write, no wait for a lock, no statement without an end."""
        left = max(1, int((self._relay.ends - time.monotonic()) * 1000))
        self._driver.run("BEGIN TRANSACTION READ ONLY")
        self._driver.run(f"SET LOCAL statement_timeout = {left}")
        self._driver.run(f"SET LOCAL lock_timeout = {LOCK_MILLISECONDS}")


@contextlib.contextmanager
def postgresql(address: Address, ends: float) -> Iterator[PostgreSQL]:
    """A PostgreSQL to ask until a time on the monotonic clock; EstimateError, in one sentence, where there is none."""
    native: Any = library("pg8000.native", address)
    with relayed(address, ends) as relay:
        with understood(address, relay, _said):
            relay.driver.settimeout(min(CONNECT_SECONDS, max(0.01, ends - time.monotonic())))
            driver = native.Connection(
                address.user,
                host=address.host,
                database=address.database,
                password=address.password,  # an empty one where there is none: the server then says that it wants one
                ssl_context=_context(address),
                application_name="estimate survey",
                sock=relay.driver,
            )
            driver._usock.settimeout(None)  # noqa: SLF001  from now on the relay watches over the time
            server = PostgreSQL(address, driver, relay)
            server.begin()
        yield server
        with contextlib.suppress(Exception):
            driver.run("ROLLBACK")
            driver.close()


def _context(address: Address) -> Any:
    """What TLS is asked with: False is none, and None what the server likes, as libpq's own standard is."""
    if address.path or address.tls == "none":
        return False
    if address.tls == "either":
        return None
    return tls_context(address)


def _said(fault: BaseException | None) -> Said | None:
    """What pg8000 raises, as code and words; None for what is no word of a server.

    On the way out it hangs up, and where that fails the server's words are what this followed upon.
    """
    for _ in range(DEEPEST):
        if fault is None:
            break
        words = fault.args[0] if fault.args else ""
        if isinstance(fault, ssl.SSLCertVerificationError):
            return Said("certificate", text_of(fault.verify_message))
        if type(fault).__name__ == "DatabaseError" and isinstance(words, dict):
            code, said = str(words.get("C", "")), text_of(words.get("M", ""))
            is_plain = code == "28000" and ("no encryption" in said or "SSL off" in said)
            return Said("tls" if is_plain else code, said)
        if "Server refuses SSL" in str(words):
            return Said("no tls", "")
        if "Authentication method" in str(words):
            return Said("method", "")
        fault = fault.__context__
    return None


def unlike(address: Address, what: str) -> EstimateError:
    """The sentence for what speaks as PostgreSQL does and keeps its tables otherwise."""
    return problem(address, f"what answers at {address} is {what}, whose tables are not laid out as PostgreSQL's", "")
