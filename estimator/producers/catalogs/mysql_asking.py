"""A MySQL or MariaDB that is asked: PyMySQL behind a relay, in one transaction that can only read."""

from __future__ import annotations

import contextlib
import ssl
import time
from typing import TYPE_CHECKING, Any

from estimator.producers.catalogs import mysql_questions as questions
from estimator.producers.catalogs.asking import Refusal, Said, library, relayed, text_of, tls_context, understood

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.producers.catalogs.addresses import Address
    from estimator.producers.catalogs.asking import Rows
    from estimator.producers.catalogs.relay import Relay

OVER = frozenset((2006, 2013, 2014, 1053, 1927, 1969, 3024))  # after which nothing more can be asked


UNKNOWN_PROOF = 2059  # a way to prove who one is that the driver has not


class MySQL:
    """A connection that has begun to read."""

    def __init__(self, address: Address, driver: Any, relay: Relay) -> None:
        self.address = address
        self._driver = driver
        self._relay = relay

    def ask(self, statement: str, **given: object) -> Rows:
        """The rows of a question. Refusal where the server says no to it, EstimateError where nothing goes on."""
        with self.understood():
            try:
                with self._driver.cursor() as cursor:
                    cursor.execute(statement, given or None)
                    return [tuple(row) for row in cursor.fetchall()]
            except Exception as fault:
                said = _said(fault)
                if said is None or int(said.code) in OVER or self._relay.cut:
                    raise
                raise Refusal(said.words) from None

    def understood(self) -> contextlib.AbstractContextManager[None]:
        """What makes a sentence of an answer that is not as it was asked for."""
        return understood(self.address, self._relay, _said)

    def begin(self) -> None:
        """Begin to read: no write, no wait for a lock, no statement without an end."""
        [[version]] = self.ask(questions.VERSION)
        left = max(0.001, self._relay.ends - time.monotonic())
        for statement in questions.BEGINNING:
            self.ask(statement)
        for statement in questions.LIMITS["MariaDB" if "mariadb" in str(version).lower() else "MySQL"]:
            with contextlib.suppress(Refusal):  # an older server has not all of them, and the relay ends in any case
                self.ask(statement.format(seconds=left, milliseconds=max(1, int(left * 1000))))
        self.ask(questions.START)


@contextlib.contextmanager
def mysql(address: Address, ends: float) -> Iterator[MySQL]:
    """A MySQL to ask until a time on the monotonic clock; EstimateError, in one sentence, where there is none."""
    pymysql: Any = library("pymysql", address)
    with relayed(address, ends) as relay:
        server = None
        with understood(address, relay, _said):
            driver = pymysql.Connection(
                user=address.user,
                password=address.password.encode(),  # a text would go as Latin 1
                host=address.host,
                port=address.port,
                database=address.database or None,
                charset="utf8mb4",
                program_name="estimate survey",
                defer_connect=True,
                **_tls(address),
            )
            driver._secure = bool(address.path)  # noqa: SLF001  it knows this only of sockets that it opens itself
            driver.connect(relay.driver)
            server = MySQL(address, driver, relay)
            server.begin()
        yield server
        with contextlib.suppress(Exception):
            driver.rollback()
            driver.close()


def _tls(address: Address) -> dict[str, object]:
    """What TLS is asked with; where nothing is said, PyMySQL takes it if the server has it."""
    if address.path or address.tls == "none":
        return {"ssl_disabled": True}
    if address.tls == "either":
        return {}
    return {"ssl": tls_context(address)}


def _said(fault: Exception) -> Said | None:
    """What PyMySQL raises, as code and words; None for what is no word of a server."""
    cause = getattr(fault, "original_exception", None) or fault
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Said("certificate", text_of(cause.verify_message))
    words = str(fault)
    if "cryptography" in words:
        return Said("encryption", "")
    if "package is required" in words:
        return Said("method", "")
    if "doesn't support SSL" in words or "not support SSL" in words:
        return Said("no tls", "")
    code = fault.args[0] if fault.args else None
    if code == UNKNOWN_PROOF:
        return Said("method", "")
    if type(fault).__module__ != "pymysql.err" or not isinstance(code, int) or 2000 <= code < 3000:
        return None  # its own errors, of lost connections and the like
    return Said(str(code), text_of(fault.args[1] if len(fault.args) > 1 else ""))
