"""Standard streams that may be closed, full, without a reader, or of an encoding that lacks the signs."""

from __future__ import annotations

import contextlib
import os
import sys

from estimator.problems import refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


class Unwritable(Exception):
    """Standard output cannot be written: the disk behind it is full, or it is open for reading alone."""

    def __init__(self, error: OSError) -> None:
        reason = (error.strerror or "it is closed").lower()
        super().__init__(f"standard output cannot be written: {reason}")


def open_closed() -> None:
    """Put what swallows everything in place of the standard streams that are closed.

    Python has None for them then. Their numbers are taken as well, for the next file that is opened would get one, and
    with it whatever is printed.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)  # the lowest that is free, which is this one
            os.set_inheritable(opened, True)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  open to the end


def read_standard_input(most: int) -> bytes:
    """So many bytes of standard input at most, to its end; of a terminal, until its user ends it (Ctrl-D).

    EstimateError if it cannot be read.
    """
    stream = sys.stdin
    binary = getattr(stream, "buffer", None)
    try:
        if binary is None:  # a stream in memory, which has no encoding
            return str(stream.read(most)).encode("utf-8", "surrogatepass")
        return bytes(binary.read(most))
    except OSError as error:
        reason = (error.strerror or "it is closed").lower()
        message = f"standard input cannot be read: {reason}"
        raise refused("-", message, "name a file, or write the line itself") from None


def write_text(text: str, stream: TextIO) -> None:
    """Print a text; signs that the stream's encoding lacks are written as it was told to write them."""
    try:
        if text:  # of nothing UTF-16 makes a mark of its own
            stream.write(text)
        stream.flush()
    except OSError as error:
        give_up(stream, error)


def write_document(text: str, stream: TextIO) -> None:
    """Print what a program reads, JSON or a document: in UTF-8 with plain line ends, whatever the stream's encoding."""
    binary = getattr(stream, "buffer", None)
    if binary is None:  # a stream in memory, which has no encoding
        write_text(text, stream)
        return
    try:
        stream.flush()
        binary.write(text.encode("utf-8", "backslashreplace"))
        binary.flush()
    except OSError as error:
        give_up(stream, error)


def give_up(stream: TextIO, error: OSError) -> None:
    """Write no more to a stream that took no more. Unwritable, but where nobody can tell or wants to know.

    That a reader has had enough is no fault, and the exit code says how the estimate went; what standard error does not
    take cannot be said anywhere. What is still waiting to be written goes nowhere, else Python would fail at its exit.
    """
    with contextlib.suppress(OSError, ValueError):  # a stream in memory has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    if not isinstance(error, BrokenPipeError) and stream is not sys.stderr:
        raise Unwritable(error) from None
