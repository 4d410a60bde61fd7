"""A process of one's own and a scratch folder for it, for as long as they are needed; no other one is ever stopped."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from functools import cache
from typing import TYPE_CHECKING

from estimator.comparers.interruptions import terminable
from estimator.problems import EstimateError, refused
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

STOP_SECONDS = 10.0
LONGEST_PLACE = 65  # letters of a folder for scratch: a socket's whole path may have a hundred


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
    """An empty folder that nobody else can look into; it goes when a request to end comes, too. EstimateError."""
    if sys.platform == "win32":
        raise refused("", "no server of your own is started on Windows", "give --server HOST:PORT")
    place = tempfile.gettempdir()
    if len(place) > LONGEST_PLACE or (belongs_to is not None and not _open_to_others(place)):
        place = "/tmp"  # noqa: S108  the folder in it is nobody else's
    with contextlib.ExitStack() as stack:
        stack.enter_context(terminable())
        folder = tempfile.mkdtemp(prefix="estimator-", dir=place)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        if belongs_to is not None:
            os.chown(folder, belongs_to.user, belongs_to.group)
        yield folder


def _open_to_others(place: str) -> bool:
    """Whether any user can come to a folder."""
    parts = os.path.realpath(place).split(os.sep)
    return all(os.stat(os.sep.join(parts[: end + 1]) or os.sep).st_mode & 0o001 for end in range(len(parts)))


@contextlib.contextmanager
def process(
    arguments: list[str],
    log: str,
    belongs_to: Owner | None = None,
    stop: signal.Signals = signal.SIGTERM,
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that says what it says to a file, and ends with the `with`, whatever happens in it.

    So do those that it started itself, as the scripts do that lay a server's files out.
    """
    with open(log, "ab") as said:
        started = subprocess.Popen(  # noqa: S603  a program of the user's own choice
            [*ending_with_us(stop), os.path.abspath(arguments[0]), *arguments[1:]],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=os.path.dirname(log),
            env={**os.environ, "TMPDIR": os.path.dirname(log)},  # what it puts aside goes with the rest
            start_new_session=True,  # Ctrl-C is for us, who then stop it
            user=belongs_to.user if belongs_to else None,
            group=belongs_to.group if belongs_to else None,
            extra_groups=[] if belongs_to else None,
        )
    try:
        yield started
    finally:
        if started.poll() is None:
            _end(started, stop)
        started.wait()


def _end(started: subprocess.Popen[bytes], stop: signal.Signals) -> None:
    """Ends a process that leads a group of its own, with its group: nothing more is written to its folder then."""
    os.killpg(started.pid, stop)
    try:
        started.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)  # its number is nobody else's as long as nobody waited for it
    started.wait()
    deadline = time.monotonic() + STOP_SECONDS
    with contextlib.suppress(ProcessLookupError, PermissionError):  # none left, or the number is another's by now
        while time.monotonic() < deadline:
            os.killpg(started.pid, 0)  # which only asks
            time.sleep(0.01)


def ending_with_us(stop: signal.Signals) -> tuple[str, ...]:
    """What a command begins with so that the system ends it when we are killed; nothing where that is not to be had.

    The system tells of an end that comes after it is asked to: whoever has another parent by then does not begin.
    """
    program = shutil.which("setpriv")  # util-linux's, which becomes the shell, which becomes the program
    if not program or not _can_end(program):
        return ()
    ours = f'[ "$PPID" = {os.getpid()} ] && exec "$@"'
    return (program, "--pdeathsig", stop.name.removeprefix("SIG"), "--", "/bin/sh", "-c", ours, "sh")


@cache
def _can_end(program: str) -> bool:
    """Whether this setpriv is one that knows how."""
    command = [program, "--pdeathsig", "TERM", "--", sys.executable, "-c", ""]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=STOP_SECONDS).returncode == 0  # noqa: S603  ours
    except (OSError, subprocess.TimeoutExpired):
        return False


def last_words(log: str) -> str:
    """The last line of a log that tells of an error, or the last, for a sentence of why a server does not start."""
    with contextlib.suppress(OSError), open(log, encoding="utf-8", errors="replace") as file:
        lines = [line.strip() for line in file if line.strip()]
        told = [line for line in lines if any(word in line.lower() for word in ("error", "fatal", "fail"))] or lines
        if told:
            return "".join([each for each in told[-1] if each.isprintable()])[:200]
    return ""


def not_started(path: str, log: str) -> EstimateError:
    """Why the server of a program does not start, as far as its log tells, to be raised."""
    said = last_words(log)
    message = f"the server does not start{': ' if said else ''}{said}"
    return refused(path, message, "mend what it says, or name another with --program PATH")
