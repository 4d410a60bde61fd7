"""A process of one's own and a scratch folder for it, for as long as they are needed; no other one is ever stopped."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

from estimator.comparers.interruptions import terminable
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

STOP_SECONDS = 10.0


@record
class Owner:
    """Whom a server belongs to that refuses to be root's."""

    name: str
    user: int
    group: int


def owner(*names: str) -> Owner | None:
    """The first user of these names that there is, where we are root; else nobody but us."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    for name in (*names, "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return Owner(name, found.pw_uid, found.pw_gid)
    return None


@contextlib.contextmanager
def scratch(belongs_to: Owner | None = None) -> Iterator[str]:
    """An empty folder that nobody else can look into; it goes when a request to end comes, too."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(terminable())
        folder = tempfile.mkdtemp(prefix="estimator-")
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        if belongs_to is not None and sys.platform != "win32":
            os.chown(folder, belongs_to.user, belongs_to.group)
        yield folder


@contextlib.contextmanager
def process(
    arguments: list[str],
    log: str,
    belongs_to: Owner | None = None,
    environment: dict[str, str] | None = None,
    stop: signal.Signals = signal.SIGTERM,
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that says what it says to a file, and ends with the `with`, whatever happens in it."""
    with open(log, "ab") as said:
        started = subprocess.Popen(  # noqa: S603  a program of the user's own choice
            [os.path.abspath(arguments[0]), *arguments[1:]],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=os.path.dirname(log),
            env=environment,
            start_new_session=True,  # Ctrl-C is for us, who then stop it
            user=belongs_to.user if belongs_to else None,
            group=belongs_to.group if belongs_to else None,
            extra_groups=[] if belongs_to else None,
        )
    try:
        yield started
    finally:
        if started.poll() is None:
            started.send_signal(stop)
            try:
                started.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                started.kill()
        started.wait()


def last_words(log: str) -> str:
    """The last line of a log, for a sentence of why a server does not start."""
    with contextlib.suppress(OSError), open(log, encoding="utf-8", errors="replace") as file:
        lines = [line.strip() for line in file if line.strip()]
        if lines:
            return "".join([each for each in lines[-1] if each.isprintable()])[:200]
    return ""
