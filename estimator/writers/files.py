"""Files that are written whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import tempfile

from estimator.problems import EstimateError, command_line_problem


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
        descriptor, scratch = tempfile.mkstemp(dir=folder, prefix=".estimate-")
    except OSError as error:
        raise _fault(f"{path} cannot be written: {(error.strerror or '').lower()}", path, "check the folder") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.chmod(scratch, mode)
        if over:
            os.replace(scratch, path)
            return
        # A link, unlike a rename, never replaces a file that appeared in the meantime.
        os.link(scratch, path)
    except FileExistsError:
        raise _fault(f"{path} exists", path, "choose another name, or remove it first") from None
    except OSError as error:
        raise _fault(f"{path} cannot be written: {(error.strerror or '').lower()}", path, "check the disk") from None
    finally:
        if os.path.lexists(scratch):
            os.unlink(scratch)


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def _fault(message: str, path: str, remedy: str) -> EstimateError:
    return EstimateError([command_line_problem(path, message, remedy)])
