"""Files that are written whole or not at all, and never over another one unasked."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from estimator.problems import EstimateError, command_line_problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

NEW_FILE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_whole(path: str, content: str | bytes, *, over: bool = False) -> None:
    """Write a new file: first beside it, then moved into place. EstimateError if it cannot be written, or exists.

    `over` replaces an existing one, whole as well: its permissions stay, and a link goes on to point to it. A text is
    written as UTF-8, with the line ends that it has.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    mode = 0o666 & ~_umask()
    if over:
        path = os.path.realpath(path)
        if os.path.isfile(path):
            mode = os.stat(path).st_mode & 0o777
    elif os.path.lexists(path):
        raise _fault(f"{path} exists", path, "choose another name, or remove it first")
    folder = os.path.dirname(path) or "."
    try:
        with scratch_file(folder, ".estimate-") as (file, scratch):
            file.write(data)
            file.close()
            os.chmod(scratch, mode)
            if over:
                os.replace(scratch, path)
            else:
                # A link, unlike a rename, never replaces a file that appeared in the meantime.
                os.link(scratch, path)
    except FileExistsError:
        raise _fault(f"{path} exists", path, "choose another name, or remove it first") from None
    except OSError as error:
        remedy = "check the disk" if os.access(folder, os.W_OK) else "check the folder"
        raise _fault(f"{path} cannot be written: {(error.strerror or '').lower()}", path, remedy) from None


@contextlib.contextmanager
def scratch_file(folder: str, prefix: str) -> Iterator[tuple[BinaryIO, str]]:
    """A new file in a folder, open for reading and writing, and its name; deleted at the end if it is still there.

    The name is chosen before there is a file, so that an interruption at any moment finds what to delete: between the
    making of a file by `tempfile` and the block that deletes it one would leave it behind.
    """
    path = os.path.join(folder, prefix + os.urandom(8).hex())
    try:
        with os.fdopen(os.open(path, NEW_FILE, 0o600), "w+b") as file:
            yield file, path
    finally:
        if os.path.lexists(path):
            os.unlink(path)


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def _fault(message: str, path: str, remedy: str) -> EstimateError:
    return EstimateError([command_line_problem(path, message, remedy)])
