"""What stands at a database's address and is none, or a hostile one: a sentence, in time, and no secret in it."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from typing import TYPE_CHECKING

import pytest

from estimator.languages.spans import safe
from estimator.producers.catalogs import asking
from tests.all_of import all_of
from tests.data import part_of
from tests.odd_server import drip, hang_up, pour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.commands import Run
    from tests.odd_server import Answer

SECRET = "hunter2%s"  # noqa: S105  of nobody
SECONDS = "0.4"


def message(kind: bytes, body: bytes) -> bytes:
    """A message of PostgreSQL's protocol."""
    return kind + struct.pack("!i", len(body) + 4) + body


def row(*values: bytes) -> bytes:
    """A row of texts, of PostgreSQL."""
    fields = b"".join([struct.pack("!i", len(value)) + value for value in values])
    return message(b"D", struct.pack("!h", len(values)) + fields)


def packet(number: int, body: bytes) -> bytes:
    """A packet of MySQL's protocol."""
    return struct.pack("<I", len(body))[:3] + bytes([number]) + body


ESCAPES = b"\x1b[31mred\x07\x1b]2;title\x07 {where} {0} %s"
WELCOME = message(b"R", struct.pack("!i", 0)) + message(b"Z", b"I")
GREETING = b"\x0a5.7.30\0" + struct.pack("<I", 7) + b"12345678\0" + b"\xff\xf7\x08\x02\x00\xff\xc1\x15" + b"\0" * 10
GREETING += b"123456789012\0mysql_native_password\0"
DENIED = b"\xff" + struct.pack("<H", 1045) + b"#28000" + ESCAPES
SILENCE = b""
ANSWERS: dict[str, Answer] = {
    "nothing": SILENCE,
    "an end": hang_up,
    "a byte at a time": drip,
    "200 MB": pour,
    "a page": b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
    "noise": b"\x00\xff" * 1000,
    "a Redis": b"-ERR unknown command\r\n" * 10,
    "SSH": b"SSH-2.0-OpenSSH_9.2\r\n",
    "TLS, and an end": b"S",
    "no TLS, and noise": b"N" + b"\x07" * 500,
    "a message of 2 GB": b"N" + b"R\x7f\xff\xff\xff" + b"x" * 100,
    "a message of less than nothing": b"N" + b"R\x80\x00\x00\x00",
    "a welcome, and an end": b"N" + WELCOME,
    "a refusal with escapes": b"N" + message(b"E", b"SFATAL\0C28P01\0M" + ESCAPES + b"\0\0"),
    "a refusal without a code": b"N" + message(b"E", b"\0"),
    "a strange refusal": b"N" + message(b"E", b"CXX000\0M" + ESCAPES * 1000 + b"\0\0"),
    "proof by Kerberos": b"N" + message(b"R", struct.pack("!i", 7)),
    "proof that nobody knows": b"N" + message(b"R", struct.pack("!i", 99)),
    "rows that nobody asked for": b"N" + WELCOME + row(b"1", b"2") * 100 + message(b"Z", b"I") * 100,
    "notices without end": b"N" + message(b"N", b"SNOTICE\0M" + ESCAPES + b"\0\0") * 20_000,
    "a greeting, and an end": packet(0, GREETING),
    "a greeting, and a refusal": packet(0, GREETING) + packet(2, DENIED),
    "a greeting, and noise": packet(0, GREETING) + b"\xfe\x00\x00\x02" * 300,
    "half a greeting": packet(0, GREETING)[:20],
    "a greeting of 16 MB": b"\xff\xff\xff\x00" + b"\x0a" + b"x" * 500,
    "an old greeting": packet(0, b"\x09" + b"4.0\0" + b"\0" * 20),
    "too many connections": packet(0, b"\xff" + struct.pack("<H", 1040) + b"#08004Too many connections"),
    "a host that is blocked": packet(0, b"\xff" + struct.pack("<H", 1130) + ESCAPES),
}


@contextlib.contextmanager
def listening(answer: Answer) -> Iterator[int]:
    """What answers everyone alike; the port that it listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    threading.Thread(target=talk, args=(connection, answer), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def talk(connection: socket.socket, answer: Answer) -> None:
    with connection, contextlib.suppress(OSError):
        if callable(answer):
            answer(connection)
        elif answer:
            connection.sendall(answer)
            if not answer.startswith(b"N"):
                return
        connection.settimeout(5)
        while connection.recv(65_536):
            pass


@all_of("name", part_of(list(ANSWERS), 2))
@pytest.mark.parametrize("scheme", ["postgresql", "mysql"])
def test_what_is_no_database_is_a_sentence_in_time(name: str, scheme: str, run: Run) -> None:
    began = time.process_time()
    with listening(ANSWERS[name]) as port:
        done = run("survey", f"{scheme}://me:{SECRET}@127.0.0.1:{port}/shop", "--seconds", SECONDS)
    assert done.code == 2
    assert not done.out
    assert done.err.count("error: ") == 1
    assert f"127.0.0.1:{port}" in done.err
    for line in done.err.splitlines():
        assert line == safe(line)
    assert SECRET not in done.err
    assert len(done.err) < 1500
    assert time.process_time() - began < 4


def test_a_server_that_sends_without_end_is_left(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_BYTES", 2**20)
    with listening(pour) as port:
        done = run("survey", f"postgresql://me@127.0.0.1:{port}/shop", "--seconds", "20")
    assert "was left" in done.err or "does not answer as" in done.err


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("oracle://me:{}@h/x", "a Redis, or a database"),
        ("postgresql://me:{}@localhost:port/x", "host or port cannot be read"),
        ("postgresql://me:{}@[::1/x", "host or port cannot be read"),
        ("postgresql://me:{}@h/x?sslmode=often", "often is no way to use TLS"),
        ("mysql://me:{}@h/x?password={}", "password is no option"),
        ("mysql://me:{}@nosuch.invalid/x", "no host of this name"),
        ("postgresql://me:{}@localhost:1/x", "no server listens at localhost:1"),
        ("mysql://me:{}@h/x?socket=/nowhere", "no server listens at /nowhere"),
    ],
)
def test_a_url_that_leads_nowhere_is_a_sentence_without_its_password(url: str, said: str, run: Run) -> None:
    done = run("survey", url.replace("{}", "hunter2"))
    assert done.code == 2
    assert said in done.err
    assert "hunter2" not in done.out + done.err


def test_a_driver_that_is_missing_is_named_with_the_line_to_type(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for library, scheme in (("pg8000.native", "postgresql"), ("pymysql", "mysql")):
        monkeypatch.setitem(sys.modules, library, None)
        done = run("survey", f"{scheme}://me:hunter2@localhost/shop")
        assert f"needs {library.partition('.')[0]}" in done.err
        assert "PyMySQL" in done.err or "extras databases" in done.err
        assert "hunter2" not in done.err
