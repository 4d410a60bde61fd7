"""The table of limits against the defaults of servers that are installed here, as these state them themselves."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.predictions import predicted, predicted_bytes
from tests.real import which

MIB = 1024**2


def says(program: str, *arguments: str) -> str:
    """What a program writes; skipped where it is not installed."""
    found = which(program)
    if found is None:
        pytest.skip(f"no {program} here")
    return subprocess.run([found, *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


def number(pattern: str, text: str) -> int:
    """The number that a pattern catches."""
    match = re.search(pattern, text, re.MULTILINE)
    assert match is not None, pattern
    return int(match[1])


def test_memcached_says_its_connections_and_largest_item() -> None:
    text = says("memcached", "-h")
    assert predicted("limits.memcached_connections") == number(r"--conn-limit=.*\(default: (\d+)\)", text)
    assert predicted_bytes("limits.memcached_item") == number(r"max item size\s+\(default: (\d+)m", text) * MIB


def test_postgresql_says_its_connections() -> None:
    samples = sorted(Path("/usr/share/postgresql").glob("*/postgresql.conf.sample"))
    if not samples:
        pytest.skip("no postgresql.conf.sample here")
    text = samples[-1].read_text(encoding="utf-8")
    assert predicted("limits.postgresql_connections") == number(r"^#?max_connections = (\d+)", text)


def test_mysql_says_its_connections() -> None:
    text = says("mariadbd", "--no-defaults", "--help", "--verbose")
    assert predicted("limits.mysql_connections") == number(r"^max-connections\s+(\d+)", text)


def test_redis_says_its_clients_and_longest_value() -> None:
    shipped = Path("/usr/share/doc/redis-server/redis.conf"), Path("/etc/redis/redis.conf")
    texts = [path.read_text(encoding="utf-8") for path in shipped if path.is_file()]
    if not texts:
        pytest.skip("no redis.conf here")
    assert predicted("limits.redis_clients") == number(r"^# maxclients (\d+)", texts[0])
    assert predicted_bytes("limits.redis_value") == number(r"^# proto-max-bulk-len (\d+)mb", texts[0]) * MIB


@pytest.mark.parametrize(
    ("name", "path", "pattern"),
    [
        ("limits.linux_accept_queue", "/proc/sys/net/core/somaxconn", r"(\d+)"),
        ("limits.linux_ephemeral_ports", "/proc/sys/net/ipv4/ip_local_port_range", r"(\d+)\s+(\d+)"),
    ],
)
def test_linux_says_its_defaults(name: str, path: str, pattern: str) -> None:
    """Of a machine where nobody changed them; another is no proof against the table."""
    if not Path(path).is_file():
        pytest.skip(f"no {path} here")
    match = re.match(pattern, Path(path).read_text(encoding="ascii"))
    assert match is not None
    numbers = [int(each) for each in match.groups()]
    found = numbers[0] if len(numbers) == 1 else numbers[1] - numbers[0] + 1
    if found not in (4096, 28_232):
        pytest.skip(f"{path} was changed here")
    assert predicted(name) == found
