"""Files that are written whole or not at all, and never over another one unasked.

A new file is made beside the one that is meant, under a name that only this module gives, brought down to the disk and
moved into place. Whoever is killed meanwhile leaves it behind: its lock is free then, and the next one to write in the
folder deletes it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import zlib
from typing import TYPE_CHECKING

from estimator.problems import EstimateError, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType
    from typing import BinaryIO

_locks: ModuleType | None
try:
    import fcntl

    _locks = fcntl
except ModuleNotFoundError:  # Windows, where an open file can be neither moved nor deleted
    _locks = None

NEW_FILE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_AT_ONCE = getattr(os, "O_NOCTTY", 0) | getattr(os, "O_NONBLOCK", 0)
HIDDEN, MEASURED = ".estimate-", "estimate-measure-"  # what the names of scratch files begin with
_NO_LINKS = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL, errno.EXDEV)
_NO_SYNC = (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EBADF, errno.EROFS)
_ACCESS_LIST = "system.posix_acl_access"


def write_whole(path: str, content: str | bytes, *, over: bool = False) -> tuple[str, ...]:
    """Write a new file. EstimateError if it cannot be written, or exists.

    `over` replaces an existing one, whole as well: a link goes on to point to it, and its permissions, owner and
    attributes stay; what could not be kept is said in the sentences that are given back. A device or a pipe is written
    to, and stays one. A text is written as UTF-8, with the line ends that it has.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    folder = os.path.dirname(path) or "."
    try:
        if not over:
            _write_new(path, data)
            return ()
        before = _status(path)
        if before is None or stat.S_ISREG(before.st_mode):
            return _write_over(os.path.realpath(path), data, before)
        _write_through(path, data, before)
    except FileExistsError:
        raise _existing(path) from None
    except ValueError:
        raise refused(path, f"{path!r} is no file's name", "choose another name") from None
    except OSError as error:
        remedy = "check the disk" if os.access(folder, os.W_OK) else "check the folder"
        raise _unwritable(path, (error.strerror or "").lower(), remedy) from None
    return ()


def refuse_existing(path: str) -> None:
    """EstimateError where a file is there that `write_whole` would not write over: before long work, not behind it."""
    if os.path.lexists(path):
        raise _existing(path)


def _existing(path: str) -> EstimateError:
    return refused(path, f"{path} exists", "choose another name, or remove it first")


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _write_new(path: str, data: bytes) -> None:
    if os.path.lexists(path):
        raise FileExistsError
    folder = os.path.dirname(path) or "."
    with scratch_file(folder, HIDDEN, 0o666) as (
        file,
        scratch,
    ):  # less the process's mask, which is the system's to take
        _fill(file, data)
        try:
            # A link, unlike a rename, never replaces a file that appeared in the meantime.
            os.link(scratch, path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _move_without_links(scratch, path)
    _synchronise(folder)


def _move_without_links(scratch: str, path: str) -> None:
    """Move a file to a name that nothing has, where the file system knows no hard links: FAT, shares, cloud drives."""
    if _locks is None:
        os.rename(scratch, path)  # which on Windows replaces nothing
        return
    try:
        os.close(os.open(path, NEW_FILE, 0o600))  # the name is taken by an empty file, which the rename then replaces
        os.replace(scratch, path)
    except FileExistsError:
        raise
    except BaseException:
        with contextlib.suppress(OSError):
            if not os.path.getsize(path):
                os.unlink(path)
        raise


def _write_over(path: str, data: bytes, before: os.stat_result | None) -> tuple[str, ...]:
    folder = os.path.dirname(path) or "."
    lost: tuple[str, ...] = ()
    with scratch_file(folder, HIDDEN, 0o666 if before is None else 0o600) as (file, scratch):
        _fill(file, data)
        if before is not None:
            lost = _take_over(scratch, path, before)
        os.replace(scratch, path)
    _synchronise(folder)
    return lost


def _take_over(scratch: str, path: str, before: os.stat_result) -> tuple[str, ...]:
    """Give a file the owner, the permissions and the attributes of another; what could not be kept, in sentences."""
    lost = []
    mode = before.st_mode & 0o777
    made = os.stat(scratch)
    if hasattr(os, "chown") and (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
        try:
            os.chown(scratch, before.st_uid, before.st_gid)
        except OSError:
            lost.append("it belongs to you now: another owner could not be kept")
            try:
                os.chown(scratch, -1, before.st_gid)
            except OSError:
                mode &= 0o707 | (mode & 0o007) << 3  # what its group might do is not for another group to do
    attributes = _attributes(path)
    if _ACCESS_LIST in _attributes(scratch).keys() - attributes.keys():
        os.removexattr(scratch, _ACCESS_LIST)  # what the folder gives to new files
    if made.st_mode & 0o777 != mode:
        try:
            os.chmod(scratch, mode)
        except OSError:
            lost.append("its permissions could not be kept")
    for name, value in attributes.items():
        try:
            os.setxattr(scratch, name, value)
        except OSError:
            if not name.startswith("security."):  # which the system's policy sets
                lost.append(f"its attribute {name} could not be kept")
    if before.st_nlink > 1:
        lost.append("another name of the file (a hard link) keeps the old content")
    return tuple(lost)


def _attributes(path: str) -> dict[str, bytes]:
    """The extended attributes of a file, its access list among them; none where there is no such thing."""
    if not hasattr(os, "listxattr"):
        return {}
    try:
        return {name: os.getxattr(path, name) for name in os.listxattr(path)}
    except OSError:
        return {}


def _write_through(path: str, data: bytes, found: os.stat_result) -> None:
    """Write to what is no file and must stay what it is: a device, or a pipe that someone reads."""
    if stat.S_ISDIR(found.st_mode):
        raise _unwritable(path, "it is a folder", "choose another name")
    if not stat.S_ISCHR(found.st_mode) and not stat.S_ISFIFO(found.st_mode):
        what = "a disk" if stat.S_ISBLK(found.st_mode) else "a socket"
        raise _unwritable(path, f"it is {what}", "choose another name")
    try:
        descriptor = os.open(path, os.O_WRONLY | _AT_ONCE)  # without waiting for a reader
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise _unwritable(path, "nothing reads from it", "start what reads it first") from None
        raise
    with os.fdopen(descriptor, "wb") as file:
        if _AT_ONCE:
            os.set_blocking(descriptor, True)
        file.write(data)


def _fill(file: BinaryIO, data: bytes) -> None:
    """Write all of a file, down to the disk: what the name is moved to must be there even after a power failure."""
    file.write(data)
    file.flush()
    try:
        os.fsync(file.fileno())
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    if _locks is None:
        file.close()


def _synchronise(folder: str) -> None:
    """Bring a folder's list of names down to the disk, where the system can; the file itself is there already."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def scratch_file(folder: str, prefix: str, mode: int = 0o600) -> Iterator[tuple[BinaryIO, str]]:
    """A new file in a folder, open for reading and writing, and its name; deleted at the end if it is still there.

    The name is chosen before there is a file, so that an interruption at any moment finds what to delete: between the
    making of a file by `tempfile` and the block that deletes it one would leave it behind. What others left there who
    were killed goes first.
    """
    _sweep(folder)
    path = ""
    try:
        while True:
            path = os.path.join(folder, _scratch_name(prefix))
            with os.fdopen(os.open(path, NEW_FILE, mode), "w+b") as file:
                if _is_owned(file.fileno(), path):
                    yield file, path
                    return
    finally:
        if path:
            with contextlib.suppress(FileNotFoundError):  # moved to its place, or swept by another thread just now
                os.unlink(path)


def _scratch_name(prefix: str) -> str:
    """A name that is no one else's: behind the prefix stands a random number with its check sum."""
    number = os.urandom(6).hex()
    return f"{prefix}{number}{zlib.crc32(number.encode()):08x}"


def is_scratch(name: str) -> bool:
    """Whether a file's name is one that `scratch_file` gives, and not a user's that begins alike."""
    for prefix in (HIDDEN, MEASURED):
        number, check = name[len(prefix) : len(prefix) + 12], name[len(prefix) + 12 :]
        if name.startswith(prefix) and check == f"{zlib.crc32(number.encode('utf-8', 'replace')):08x}":
            return True
    return False


def _is_owned(descriptor: int, path: str) -> bool:
    """Whether a new file is locked, and was not swept between its making and its locking."""
    if _locks is None:
        return True
    try:
        _locks.flock(descriptor, _locks.LOCK_EX | _locks.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks, where nobody sweeps either
    return os.path.lexists(path)


def _sweep(folder: str) -> None:
    """Delete the scratch files of a folder whose owners have ended, which one sees by their locks."""
    if _locks is None:
        return
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if is_scratch(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    _sweep_one(entry.path, _locks)


def _sweep_one(path: str, locks: ModuleType) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | _AT_ONCE)
    try:
        locks.flock(descriptor, locks.LOCK_EX | locks.LOCK_NB)
        os.unlink(path)
    finally:
        os.close(descriptor)


def _unwritable(path: str, reason: str, remedy: str) -> EstimateError:
    return refused(path, f"{path} cannot be written: {reason}", remedy)
