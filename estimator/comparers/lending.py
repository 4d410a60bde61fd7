"""A running server for the time of a workload: what is written is noted before it is there, and goes again."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from estimator.comparers import ledger
from estimator.comparers.comparison import Left
from estimator.comparers.interruptions import sheltered, terminable
from estimator.problems import EstimateError
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.comparers.ledger import Note
    from estimator.producers.redis.client import Address

REMEDY = "when it answers again, run estimate verify --clean-up"


@contextlib.contextmanager
def lent(address: Address, content: dict[str, Any], take_back: Callable[[], object]) -> Iterator[None]:
    """A server for the time of the `with`: a note that tells what `take_back` needs is there as long. EstimateError."""
    note = None
    try:
        with sheltered():
            note = ledger.write_down(str(address), {**content, "host": address.host, "port": address.port})
        yield
    finally:
        if note is not None:
            taken_back(note, take_back)


def taken_back(note: Note, take_back: Callable[[], object]) -> None:
    """Take back what a note tells of, and strike it out; no request to end is heard meanwhile. EstimateError."""
    with sheltered():
        try:
            take_back()
            note.strike_out()
        except EstimateError as error:
            raise said_again(error, REMEDY) from None
        finally:
            note.file.close()


def cleaned_up(
    note: Note, address: Address, workload: str, noun: str, take_back: Callable[[], tuple[int, int]]
) -> Left:
    """Take back what a run that was killed left on a server: `take_back` says how much it deleted and how much it left.

    EstimateError where it cannot be done; it stays noted then.
    """
    try:
        with terminable():
            deleted, left = take_back()
            note.strike_out()
            return Left(str(address), workload, deleted, left, noun)
    except EstimateError as error:
        raise said_again(error, f"{REMEDY}; if it is gone for good, remove {note.path}") from None


def said_again(error: EstimateError, remedy: str) -> EstimateError:
    """The same with another remedy: for what could not be deleted."""
    return EstimateError([replace(each, remedy=remedy) for each in error.problems])
