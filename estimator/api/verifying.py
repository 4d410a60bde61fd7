"""`verify`, `workloads` and `clean_up`: predictions held against real servers; the twins of `estimate verify`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from estimator.comparers import systems
from estimator.comparers.systems import ALSO, SYSTEMS
from estimator.languages.sizes import count_text, plural, whole_text
from estimator.languages.spans import padded, plain, shortened, width, wrapped
from estimator.model.describe import suggestion
from estimator.model.files import is_file_name
from estimator.problems import EstimateError, refused
from estimator.producers.redis.client import parse_address
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from estimator.comparers.comparison import Comparison, Left, Program, Run, Server, System, Workload
    from estimator.languages.spans import Spans
    from estimator.problems import Problem

COLUMNS = 80
SUBJECTS = tuple(SYSTEMS)
_FIELDS = ("workload", "keys", "expression", "predicted", "measured", "error")
WIDE = 100  # columns from which on there is room for the encoding
FORM = 18  # of them for it
NAME = 25  # columns of a workload's name
NOTE = "note: "
UNSEEN = (
    "of so few keys up to {} B of all cannot be told from tables that the server has already: give more with --keys"
)


@record
class VerifiedServer:
    """A server, and each workload on it: bytes a key as predicted and as measured."""

    facts: Server
    comparisons: tuple[Comparison, ...]

    @property
    def holds(self) -> bool:
        """Whether every prediction is within what is promised."""
        return all(each.holds for each in self.comparisons)

    def to_dict(self) -> dict[str, Any]:
        """The server and its workloads."""
        found, own = self.facts, "encoding" if self.facts.subject == "redis" else "kind"
        return {
            "server": found.server,
            "version": found.version,
            **({"allocator": found.allocator} if found.allocator else {}),
            "notes": list(found.notes),
            "workloads": [{name: getattr(row, name) for name in (*_FIELDS, own)} for row in self.comparisons],
        }

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows."""
        rows = [line for row in self.comparisons for line in row_lines(row, columns)]
        return [*head_lines(self.facts, columns), *rows, *foot_lines(self.facts, self.comparisons, columns)]


@record
class Verified:
    """Predictions beside what servers measured."""

    servers: tuple[VerifiedServer, ...]

    @property
    def holds(self) -> bool:
        """Whether every prediction is within what is promised."""
        return all(each.holds for each in self.servers)

    def to_dict(self) -> dict[str, Any]:
        """What `estimate verify --json` prints."""
        return {"servers": [each.to_dict() for each in self.servers]}

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows: a table for each server."""
        return [line for each in self.servers for line in each.lines(columns)]

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def verify(
    subject: str = "redis",
    workloads: Iterable[str] = (),
    *,
    keys: int | None = None,
    server: str = "",
    even_if_not_empty: bool = False,
    program: str = "",
    all_: bool = False,
    progress: Callable[[Workload, int], None] | None = None,
) -> Verified:
    """Hold predictions against the real thing: all workloads of a subject, or those that are named; see `workloads()`.

    In the place of a name the file of a sheet may stand: for postgresql, mysql and sqlite one that `estimate table`
    wrote, whose tables and indexes are loaded with `keys` rows each; for redis and memcached any that calls their
    formulas, whose arguments say what is loaded. Its own lines predict it; what is not loaded is among the notes.

    `subject` is redis, postgresql, mysql, memcached or sqlite. A fresh server of this machine: of the first program
    that is found, of `program`, or of `all_` of them. Or a running one, `server` as HOST:PORT, if it is empty: what is
    written is deleted again. `keys` is how many keys, rows or items each workload has, `progress` is called with a
    workload and how many steps more are done. EstimateError where there is no such workload, program or server.
    """
    runs = comparisons(
        subject,
        workloads,
        keys=keys,
        server=server,
        even_if_not_empty=even_if_not_empty,
        program=program,
        all_=all_,
        progress=progress,
    )
    return Verified(tuple([VerifiedServer(found, tuple(rows)) for found, rows in runs]))


def comparisons(
    subject: str = "redis",
    workloads: Iterable[str] = (),
    *,
    keys: int | None = None,
    server: str = "",
    even_if_not_empty: bool = False,
    program: str = "",
    all_: bool = False,
    progress: Callable[[Workload, int], None] | None = None,
) -> Iterator[Run]:
    """What `verify` gives, as it comes: a server, and its comparisons one by one. EstimateError."""
    system = _system(subject)
    chosen, notes = _asked(system, list(workloads), keys)
    for found, rows in _runs(system, chosen, server, program, progress, even_if_not_empty=even_if_not_empty, all_=all_):
        yield replace(found, notes=(*found.notes, *notes)), rows


def _runs(
    system: System,
    chosen: list[Workload],
    server: str,
    program: str,
    progress: Callable[[Workload, int], None] | None,
    *,
    even_if_not_empty: bool,
    all_: bool,
) -> Iterator[Run]:
    said = progress or (lambda _workload, _done: None)
    if server:
        yield system.on_server(server, chosen, said, even_if_not_empty)
    elif all_ and not program:
        found = system.programs() or [system.program("")]
        yield from map(partial(_on_program, system, chosen, said), found)
    else:
        yield system.on_program(system.program(program), chosen, said)


def _on_program(system: System, chosen: list[Workload], said: Callable[[Workload, int], None], program: Program) -> Run:
    return system.on_program(program, chosen, said)


def _system(subject: str) -> System:
    if subject not in SYSTEMS:
        guess = ALSO.get(subject) or suggestion(subject, SYSTEMS) or SUBJECTS[0]
        known = f"{', '.join(SUBJECTS[:-1])} and {SUBJECTS[-1]}"
        raise refused(subject, f"verify knows {known}, not {subject}", f"verify {guess}")
    return SYSTEMS[subject]


def _asked(system: System, names: list[str], keys: int | None) -> tuple[list[Workload], list[str]]:
    """What is asked for by name, or by the files of sheets, for so many keys; and what is to be said of it."""
    if not names:
        names = list(system.workloads)
    chosen: list[Workload] = []
    notes: list[str] = []
    for name in names:
        if is_file_name(name):
            workloads, said = _of_sheet(system, name, keys)
            chosen += workloads
            notes += said
        else:
            known = _chosen(system, name)
            chosen.append(known.scaled(keys) if keys else known)
    return chosen, notes


def _of_sheet(system: System, path: str, keys: int | None) -> tuple[Sequence[Workload], list[str]]:
    return system.of_sheet(path, keys)


def _chosen(system: System, name: str) -> Workload:
    if name not in system.workloads:
        guess = suggestion(name, system.workloads)
        remedy = f"did you mean {guess}?" if guess else f"see estimate verify {system.name} --list"
        raise refused(name, f"there is no workload {name}", remedy)
    return system.workloads[name]


def head_lines(found: Server, columns: int = COLUMNS) -> list[Spans]:
    """What stands above the comparisons of a server."""
    own = "encoding" if found.subject == "redis" else "kind"
    encoding = padded(own, FORM) if columns >= WIDE else ""
    numbers = f"{SYSTEMS[found.subject].noun:>9}  {encoding}{'predicted':>12}{'measured':>12}{'error':>9}"
    return [
        [(found.title, "title")],
        *[line for note in found.notes for line in _note_lines(note, columns)],
        [(f"  {padded('workload', NAME)}{numbers}", "heading")],
    ]


def _note_lines(note: str, columns: int) -> list[Spans]:
    """A sentence about what is compared, with nothing below the word that begins it."""
    first, *others = wrapped(note, columns - len(NOTE))
    return [[(NOTE + first, "note")], *[[(" " * len(NOTE) + line, "note")] for line in others]]


def row_lines(row: Comparison, columns: int = COLUMNS) -> list[Spans]:
    """A comparison; a long name has a line of its own, for its end may be what tells it from another."""
    mark = ("✓ ", "good") if row.holds else ("✗ ", "bad")
    encoding = padded(row.encoding or row.kind, FORM) if columns >= WIDE else ""
    numbers = f"{count_text(row.keys):>9}  {encoding}{row.predicted:>12.2f}{row.measured:>12.2f}"
    error = (f"{row.error:>+9.2%}", "" if row.holds else "bad")
    if width(row.workload) > NAME:
        name = shortened(row.workload, columns - 2)
        return [[mark, (name, "name")], [(" " * (2 + NAME), ""), (numbers, ""), error]]
    return [[mark, (padded(row.workload, NAME), "name"), (numbers, ""), error]]


def _off(row: Comparison) -> float:
    """The bytes of all by which a prediction is off."""
    return abs(row.predicted - row.measured) * row.keys


def _folded(text: str, style: str, columns: int) -> list[Spans]:
    """A text below the comparisons, or a note above them, in lines of so many columns."""
    return [[("  " + line, style)] for line in wrapped(text, columns - 2)]


def foot_lines(found: Server, rows: Iterable[Comparison], columns: int = COLUMNS) -> list[Spans]:
    """What stands below the comparisons: how large the errors are."""
    whole = list(rows)
    if not whole:
        return []
    system = SYSTEMS[found.subject]
    errors = sorted(abs(row.error) for row in whole)
    missed = sum(not row.holds for row in whole)
    text = f"error: median {errors[len(errors) // 2]:.3%}, largest {errors[-1]:.2%}; {system.measured}"
    lines = _folded(text, "note", columns)
    by_pieces = [row.workload for row in whole if row.is_by_pieces]
    if by_pieces:
        lines += _folded(f"within {system.pieces}: {', '.join(by_pieces)}", "note", columns)
    if missed:
        lines += _folded(f"{missed} of {len(whole)} beyond what is promised: {system.promised}", "bad", columns)
        if system.unseen and any(not row.holds and _off(row) <= system.unseen for row in whole):
            lines += _folded(UNSEEN.format(system.unseen), "note", columns)
    return lines


@record
class Workloads:
    """What `verify` can do here: its workloads, and the server programs that are found."""

    subject: str
    workloads: tuple[Workload, ...]
    programs: tuple[Program, ...]

    def to_dict(self) -> dict[str, Any]:
        """What `estimate verify --list --json` prints."""
        return {
            "workloads": [{"name": each.name, "keys": each.keys} for each in self.workloads],
            "programs": [{"path": each.path, "version": each.version} for each in self.programs],
        }

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows."""
        known, found, system = self.workloads, self.programs, SYSTEMS[self.subject]
        lines: list[Spans] = [[("Workloads", "heading")]]
        lines += [
            [(f"  {padded(each.name, 26)}", "name"), (f"{count_text(each.keys):>9} {system.noun}", "")]
            for each in known
        ]
        lines += [[], [("Server programs", "heading")]]
        lines += [[(f"  {_short(each.version):32}", "name"), (f"  {each.path}", "note")] for each in found]
        return lines if found else [*lines, [(f"  none; this brings one: {system.missing()}", "note")]]

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def workloads(subject: str = "redis") -> Workloads:
    """The workloads that `verify` knows of a subject, and its server programs on this machine. EstimateError."""
    system = _system(subject)
    return Workloads(subject, tuple(system.workloads.values()), tuple(system.programs()))


def _short(version: str) -> str:
    """`Redis server v=6.2.5 sha=… malloc=jemalloc-5.1.0 …` as a person reads it; what is short already stays."""
    if "v=" not in version:
        return version
    words = dict(word.split("=", 1) for word in version.split() if "=" in word)
    return f"{version.split(maxsplit=1)[0]} {words.get('v', '')} {words.get('malloc', '')}"


@record
class CleanedUp:
    """What runs of `verify` that were killed had left on servers: what was deleted, and what went wrong."""

    cleaned: tuple[Left | None, ...]
    problems: tuple[Problem, ...]

    def to_dict(self) -> dict[str, Any]:
        """What `estimate verify --clean-up --json` prints where nothing went wrong."""
        done = [each for each in self.cleaned if each is not None]
        names = ("server", "workload", "deleted", "left")
        return {"cleaned": [{name: getattr(each, name) for name in names} for each in done]}

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows."""
        lines: list[Spans] = []
        for each in self.cleaned:
            if each is None:
                lines.append([("a run that has not ended is left alone", "note")])
                continue
            changed = f", {_counted(each.left, each.noun)} left, which somebody else has changed" if each.left else ""
            deleted = _counted(each.deleted, each.noun)
            lines.append([(f"{each.server}: {deleted} of {each.workload} deleted{changed}", "")])
        return lines or ([] if self.problems else [[("nothing is left of an earlier run", "note")]])

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def clean_up(server: str = "") -> CleanedUp:
    """Delete what runs of `verify` that were killed left on a server, HOST:PORT, or on all.

    What could not be deleted is among the result's `problems`, and stays noted for another try. EstimateError for what
    is no HOST:PORT.
    """
    if server:
        parse_address(server)
    cleaned: list[Left | None] = []
    problems: list[Problem] = []
    for done in systems.clean_up(server):
        if isinstance(done, EstimateError):
            problems += done.problems
        else:
            cleaned.append(done)
    return CleanedUp(tuple(cleaned), tuple(problems))


def _counted(number: int, noun: str) -> str:
    return f"{whole_text(number)} {plural(number, noun)}"
