"""The file of what was practised: JSON lines, a first one that says what it is and one for each answer.

It is read whole, and written whole or not at all. What is another's, or has a line that is none of ours, is left alone.
"""

from __future__ import annotations

import contextlib
import json
import os
from math import isfinite
from typing import TYPE_CHECKING, Any

from estimator.problems import refused
from estimator.writers.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = "capacity-estimator practice"
VERSION = 1
LARGEST = 64_000_000  # bytes; half a million answers
HEAD = {"format": FORMAT, "version": VERSION}
_NUMBERS = ("value", "low", "high", "log_error")
_OPTIONAL = ("log_score", "interval_score")


def practice_path() -> str:
    """The file in the user's folder for such things."""
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return os.path.join(state, "estimate", "practice.jsonl")


def read_answers(path: str) -> list[dict[str, Any]]:
    """The answers in a file, in order; none where there is no file. EstimateError for what is no such file."""
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "it is no file's name").lower()
        raise refused(path, f"{path} cannot be read: {reason}", "name another file with --file") from None
    if len(content) > LARGEST:
        raise refused(path, f"{path} is too large for a record of practice", _REMEDY)
    lines = content.split(b"\n")
    if not content.strip():
        return []
    if _object(lines[0]) != HEAD:
        raise refused(path, f"{path} is no record of practice", _REMEDY)
    found = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        answer = _object(line)
        if not _is_answer(answer):
            raise refused(path, f"line {number} of {path} is no answer: it stays as it is", _REMEDY)
        found.append(answer)
    return found


_REMEDY = "move it away, or name another file with --file"


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_answer(found: dict[str, Any]) -> bool:
    """Whether a line has what an answer has, in the form in which it is reckoned with."""
    numbers = [*_NUMBERS, *[name for name in _OPTIONAL if found.get(name) is not None]]
    return (
        all(isinstance(found.get(name), str) for name in ("question", "sort", "on"))
        and all(_is_number(found.get(name)) for name in numbers)
        and all(found[name] > 0 for name in ("value", "low", "high"))
        and found["low"] <= found["high"]
        and isinstance(found.get("held"), bool | None)
        and _is_date(found["on"])
    )


def _is_number(found: object) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool) and isfinite(found)


def _is_date(text: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def ready(path: str) -> None:
    """See that answers can be kept in a file, and make its folder. EstimateError, also for a file of another's."""
    read_answers(path)
    folder = _folder(path)
    is_device = os.path.exists(path) and not os.path.isfile(path)  # /dev/null keeps nothing
    if not is_device and not os.access(folder, os.W_OK):
        raise refused(path, f"{folder} cannot be written to", "name another file with --file")


def _folder(path: str) -> str:
    """The folder of a file, which is made where there is none. EstimateError."""
    folder = os.path.dirname(path) or "."
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "").lower()
        raise refused(path, f"{folder} cannot be made: {reason}", "name another file with --file") from None
    return folder


def keep_answer(path: str, answer: dict[str, Any]) -> None:
    """Add an answer to a file, which is made where there is none, with its folder. EstimateError."""
    folder = _folder(path)
    with _alone(folder):
        lines = [HEAD, *read_answers(path), answer]
        text = "".join([json.dumps(each, ensure_ascii=False, allow_nan=False) + "\n" for each in lines])
        write_whole(path, text, over=True)


@contextlib.contextmanager
def _alone(folder: str) -> Iterator[None]:
    """While no other process adds to a file of the folder; where the system has no such locks, without one."""
    try:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
