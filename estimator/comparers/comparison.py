"""What a line of the notation predicts beside what a server measured, whatever the server is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from estimator.reckoning.estimate import answered_number
from estimator.records import record
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from typing import Self, TypeAlias

    from estimator.comparers.ledger import Note

    Run: TypeAlias = "tuple[Server, Generator[Comparison]]"  # a server, and its comparisons as they come: to be closed
    Progress: TypeAlias = Callable[[Any, int], None]  # called with a workload and how many more steps are done


class Workload(Protocol):
    """What a server is loaded with: so many keys, rows or items, by name."""

    @property
    def name(self) -> str:
        """The word by which it is asked for."""

    @property
    def keys(self) -> int:
        """How many keys, rows or items it writes."""

    @property
    def length(self) -> int:
        """How many steps its writing has, as a bar counts them."""

    def scaled(self, keys: int) -> Self:
        """The same with another number of them."""


@record
class Server:
    """What a server says of itself; `subject` is what is verified of it, `notes` are sentences for the user."""

    subject: str
    server: str
    version: str
    title: str
    notes: tuple[str, ...] = ()
    allocator: str = ""


@record
class Program:
    """A server program and what it says of itself."""

    path: str
    version: str


@record
class Comparison:
    """One workload on one server: bytes a key, row or item. `encoding` is that of a key, where keys have one.

    What is measured comes in pieces of `grain` bytes, the pages of a database or what these are taken by.
    """

    workload: str
    keys: int
    expression: str
    encoding: str
    predicted: float
    measured: float
    bound: float
    kind: str = ""
    grain: int = 0

    @property
    def error(self) -> float:
        """The prediction's error, of what was measured."""
        return self.predicted / self.measured - 1

    @property
    def holds(self) -> bool:
        """Whether the error is within what the model promises, or no more than a piece."""
        piece = self.grain / (self.measured * self.keys)
        return abs(self.error) <= max(self.bound, piece * (1 + 1e-9))  # a piece is one, however its share is rounded

    @property
    def is_by_pieces(self) -> bool:
        """Whether it holds by a piece alone, further off than what the model promises of larger sizes."""
        return self.holds and abs(self.error) > self.bound


@record
class Left:
    """What a clean-up did on a server: so much is deleted, so much left, for somebody else has changed it."""

    server: str
    workload: str
    deleted: int
    left: int
    noun: str = "key"


@record
class System:
    """What can be verified, and by what: its workloads, the programs of this machine, and how they are run.

    `noun` is what its workloads count; `measured` and `promised` are words about what is compared and how far off it
    may be; `cleaned` deletes what a note tells of, on the server that is named or on any; `of_sheet` has the workloads
    of a sheet's file for so many keys, and sentences on what of it is none; what is measured may lack `unseen` bytes of
    all, and comes in `pieces`.
    """

    name: str
    noun: str
    measured: str
    promised: str
    workloads: Mapping[str, Workload]
    programs: Callable[[], list[Program]]
    program: Callable[[str], Program]
    missing: Callable[[], str]
    on_program: Callable[[Program, list[Any], Progress], Run]
    on_server: Callable[[str, list[Any], Progress, bool], Run]
    cleaned: Callable[[Note, str], Left | None] | None
    of_sheet: Callable[[str, int | None], tuple[Sequence[Workload], list[str]]]
    unseen: int = 0
    pieces: str = "a page"


def predicted_bytes(expression: str) -> float:
    """The bytes that a line of the notation says."""
    return answered_number(expression) / BYTE_BITS
