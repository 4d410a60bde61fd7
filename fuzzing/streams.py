"""The command in this process: its arguments, the streams that it writes to, and its exit code."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from estimator.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENVIRONMENT = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM", "HOME", "_ESTIMATE_COMPLETE", "COMP_WORDS", "COMP_CWORD")


class Done(NamedTuple):
    """What a command left: its exit code, and what it wrote to its streams."""

    code: int
    out: str
    err: str


class _Screen(io.TextIOWrapper):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def command(
    arguments: Sequence[str],
    *,
    encoding: str = "utf-8",
    terminal: bool = False,
    environment: dict[str, str] | None = None,
) -> Done:
    """`estimate ARGUMENTS`. What the command raises comes out of here as it would end a process."""
    kind = _Screen if terminal else io.TextIOWrapper
    out, err = [kind(io.BytesIO(), encoding=encoding, newline="") for _ in range(2)]
    with _put_in(out, err, list(arguments), environment or {}):
        try:
            main()
            code: object = 0
        except SystemExit as leaving:
            code = leaving.code
    # JSON is UTF-8 whatever the stream says.
    own = "utf-8" if "--json" in arguments else encoding
    said = [bytes(_raw(stream)).decode(each, "backslashreplace") for stream, each in ((out, own), (err, encoding))]
    return Done(code if isinstance(code, int) else int(bool(code)), *said)


def _raw(stream: io.TextIOWrapper) -> memoryview:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getbuffer()


@contextlib.contextmanager
def _put_in(
    out: io.TextIOWrapper, err: io.TextIOWrapper, arguments: list[str], environment: dict[str, str]
) -> Iterator[None]:
    before = sys.argv, sys.stdout, sys.stderr
    variables = {name: os.environ.pop(name, None) for name in _ENVIRONMENT}
    os.environ.update(environment)
    sys.argv, sys.stdout, sys.stderr = ["estimate", *arguments], out, err
    try:
        yield
    finally:
        sys.argv, sys.stdout, sys.stderr = before
        for name in environment:
            os.environ.pop(name, None)
        os.environ.update({name: value for name, value in variables.items() if value is not None})
