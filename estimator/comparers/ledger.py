"""What is written on a running server, written down before, so that it can be found and deleted after whatever end.

A note is a small file in the user's state folder (XDG_STATE_HOME, else ~/.local/state), on the disk before anything is
on the server, and gone when the last of it is deleted. While its process lives it is locked: whoever holds a lock can
be told from whoever was killed.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from estimator.problems import refused
from estimator.records import record

if TYPE_CHECKING:
    from typing import IO

SCRATCH = ".new-"
LONGEST = 1_000_000  # bytes; one is a few hundred, or has what differs from key to key in a user's sheet


@record
class Note:
    """What is on a server; `file` is open, and locked, as long as this lives."""

    path: str
    content: dict[str, Any]
    file: IO[bytes]

    def strike_out(self) -> None:
        """All of it is deleted: the note goes."""
        os.unlink(self.path)
        self.file.close()
        _settle(os.path.dirname(self.path))


def folder() -> str:
    """Where the notes are."""
    state = os.environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(state):
        state = os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(state, "capacity-estimator", "verify")


def write_down(address: str, content: dict[str, Any]) -> Note:
    """A note of what is about to be written to a server; it is on the disk when this returns. EstimateError."""
    place = folder()
    text = json.dumps(content).encode() + b"\n"
    if len(text) > LONGEST:
        message = f"a note of {len(text):,} B on what is written to {address} would be too long to be read again"
        raise refused(address, message, "verify it on a server of its own, without --server")
    name = os.urandom(8).hex()
    path, scratch = os.path.join(place, f"{name}.json"), os.path.join(place, SCRATCH + name)
    try:
        os.makedirs(place, mode=0o700, exist_ok=True)
        file = open(scratch, "xb")  # noqa: SIM115  it stays open, for its lock
        try:
            # Locked before it has its name, it is never seen unlocked while this process lives.
            _lock(file)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            os.rename(scratch, path)
            _settle(place)
        except BaseException:
            file.close()
            for each in (scratch, path):  # asked to end here, nothing of it is on the server yet
                with contextlib.suppress(OSError):
                    os.unlink(each)
            raise
    except OSError as error:
        message = f"what is written to {address} cannot be noted in {place}: {(error.strerror or '').lower()}"
        raise refused(address, message, "set XDG_STATE_HOME to a folder that can be written to") from None
    return Note(path, content, file)


def paths() -> list[str]:
    """The files of all notes, those of other processes too; scratch that a killed one left is swept."""
    place = folder()
    if not os.path.isdir(place):
        return []
    for name in os.listdir(place):
        if name.startswith(SCRATCH):
            with contextlib.suppress(OSError), open(os.path.join(place, name), "rb") as file:
                if _lock(file):
                    os.unlink(file.name)
    return sorted(os.path.join(place, name) for name in os.listdir(place) if name.endswith(".json"))


def read(path: str) -> Note | None:
    """The note of a file; None where a process that lives holds it, or has just struck it out. EstimateError."""
    try:
        file = open(path, "rb")  # noqa: SIM115  as above
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refused(path, f"{path} cannot be read: {(error.strerror or '').lower()}", "check the file") from None
    try:
        if _lock(file) and os.path.exists(path):
            return Note(path, _content(path, file.read(LONGEST)), file)
    except BaseException:
        file.close()
        raise
    file.close()
    return None


def says_nothing(path: str) -> NoReturn:
    """EstimateError: a note that this version did not write."""
    message = f"{path} says nothing that this version wrote"
    raise refused(path, message, "use the version that wrote it, or remove the file")


def _content(path: str, text: bytes) -> dict[str, Any]:
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError):
        content = None
    return content if isinstance(content, dict) else says_nothing(path)


def _lock(file: IO[bytes]) -> bool:
    """Whether the file is ours now; it is until it is closed, or the process ends in whatever way."""
    if sys.platform == "win32":  # which has no flock; a file that is open there cannot be unlinked or renamed
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _settle(place: str) -> None:
    """What was named or removed in a folder is so after a power cut too, where folders can be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
