"""`verify`, `workloads` and `clean_up`: predictions held against real servers; the twins of `estimate verify`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from estimator.comparers.redis import loan
from estimator.comparers.redis.selection import WORKLOADS
from estimator.comparers.redis.servers import program as program_at
from estimator.comparers.redis.servers import programs
from estimator.comparers.redis.verification import on_program, on_server
from estimator.languages.sizes import count_text, whole_text
from estimator.languages.spans import padded, plain
from estimator.model.describe import suggestion
from estimator.problems import EstimateError, refused
from estimator.producers.redis.client import parse_address
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from estimator.comparers.redis.servers import Program
    from estimator.comparers.redis.verification import Comparison
    from estimator.comparers.redis.workloads import Workload
    from estimator.languages.spans import Spans
    from estimator.problems import Problem
    from estimator.producers.redis.facts import Facts

COLUMNS = 80
SUBJECTS = ("redis",)
_FIELDS = ("workload", "keys", "expression", "predicted", "measured", "error", "encoding")
WIDE = 100  # columns from which on there is room for the encoding


@record
class VerifiedServer:
    """A server, and each workload on it: bytes a key as predicted and as measured."""

    facts: Facts
    comparisons: tuple[Comparison, ...]

    @property
    def holds(self) -> bool:
        """Whether every prediction is within what is promised."""
        return all(each.holds for each in self.comparisons)

    def to_dict(self) -> dict[str, Any]:
        """The server and its workloads."""
        return {
            "server": self.facts.server,
            "version": self.facts.full_version,
            "allocator": self.facts.allocator,
            "notes": list(self.facts.notes),
            "workloads": [{name: getattr(row, name) for name in _FIELDS} for row in self.comparisons],
        }

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows."""
        wide = columns >= WIDE
        rows = [row_line(row, wide=wide) for row in self.comparisons]
        return [*head_lines(self.facts, wide=wide), *rows, *foot_lines(self.comparisons)]


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
    """Hold predictions against a real Redis: all workloads, or those that are named; see `workloads()`.

    A fresh server on a free port of this machine for each workload: of the first program that is found, of `program`,
    or of `all_` of them. Or a running one, `server` as HOST:PORT, if it is empty: what is written is deleted again.
    `keys` is how many each workload has, `progress` is called with a workload and how many commands more are done.
    EstimateError where there is no such workload, program or server.
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
) -> Iterator[tuple[Facts, Iterator[Comparison]]]:
    """What `verify` gives, as it comes: the facts of a server, and its comparisons one by one. EstimateError."""
    if subject not in SUBJECTS:
        raise refused(subject, f"verify knows redis, not {subject}", "verify redis")
    names = list(workloads)
    chosen = [_chosen(name) for name in names] if names else list(WORKLOADS.values())
    if keys:
        chosen = [each.scaled(keys) for each in chosen]
    said = progress or (lambda _workload, _done: None)
    if server:
        yield on_server(parse_address(server), chosen, said, even_if_not_empty=even_if_not_empty)
    elif all_ and not program:
        yield from map(partial(on_program, workloads=chosen, progress=said), programs() or [program_at()])
    else:
        yield on_program(program_at(program), chosen, said)


def _chosen(name: str) -> Workload:
    if name not in WORKLOADS:
        guess = suggestion(name, WORKLOADS)
        remedy = f"did you mean {guess}?" if guess else "see estimate verify redis --list"
        raise refused(name, f"there is no workload {name}", remedy)
    return WORKLOADS[name]


def head_lines(found: Facts, *, wide: bool) -> list[Spans]:
    """What stands above the comparisons of a server."""
    encoding = padded("encoding", 12) if wide else ""
    numbers = f"{'keys':>9}  {encoding}{'predicted':>12}{'measured':>12}{'error':>9}"
    return [
        [(found.title, "title")],
        *[[(f"note: {note}", "note")] for note in found.notes],
        [(f"  {padded('workload', 25)}{numbers}", "heading")],
    ]


def row_line(row: Comparison, *, wide: bool) -> Spans:
    """A comparison."""
    mark = ("✓ ", "good") if row.holds else ("✗ ", "bad")
    encoding = padded(row.encoding, 12) if wide else ""
    numbers = f"{count_text(row.keys):>9}  {encoding}{row.predicted:>12.2f}{row.measured:>12.2f}"
    error = (f"{row.error:>+9.2%}", "" if row.holds else "bad")
    return [mark, (padded(row.workload, 25), "name"), (numbers, ""), error]


def foot_lines(rows: Iterable[Comparison]) -> list[Spans]:
    """What stands below the comparisons: how large the errors are."""
    whole = list(rows)
    if not whole:
        return []
    errors = sorted(abs(row.error) for row in whole)
    missed = sum(not row.holds for row in whole)
    text = f"  error: median {errors[len(errors) // 2]:.3%}, largest {errors[-1]:.2%}; bytes a key of used_memory"
    lines: list[Spans] = [[(text, "note")]]
    if missed:
        promised = "0.5% of strings and packed forms, 3% of others, 5% on glibc"
        lines.append([(f"  {missed} of {len(whole)} beyond what is promised: {promised}", "bad")])
    return lines


@record
class Workloads:
    """What `verify` can do here: its workloads, and the server programs that are found."""

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
        known, found = self.workloads, self.programs
        lines: list[Spans] = [[("Workloads", "heading")]]
        lines += [[(f"  {padded(each.name, 26)}", "name"), (f"{count_text(each.keys):>9} keys", "")] for each in known]
        lines += [[], [("Server programs", "heading")]]
        lines += [[(f"  {_short(each.version):32}", "name"), (f"  {each.path}", "note")] for each in found]
        if found:
            return lines
        from estimator.languages.installing import installing

        return [*lines, [(f"  none; this brings one: {installing('redis')}", "note")]]

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def workloads() -> Workloads:
    """The workloads that `verify` knows, and the server programs on this machine."""
    return Workloads(tuple(WORKLOADS.values()), tuple(programs()))


def _short(version: str) -> str:
    """`Redis server v=6.2.5 sha=… malloc=jemalloc-5.1.0 …` as a person reads it."""
    words = dict(word.split("=", 1) for word in version.split() if "=" in word)
    return f"{version.split(maxsplit=1)[0]} {words.get('v', '')} {words.get('malloc', '')}"


@record
class CleanedUp:
    """What runs of `verify` that were killed had left on servers: what was deleted, and what went wrong."""

    cleaned: tuple[loan.Cleaned, ...]
    problems: tuple[Problem, ...]

    def to_dict(self) -> dict[str, Any]:
        """What `estimate verify --clean-up --json` prints where nothing went wrong."""
        done = [(each, each.deletion) for each in self.cleaned]
        return {
            "cleaned": [
                {
                    "server": str(each.address),
                    "workload": each.workload,
                    "deleted": deletion.deleted,
                    "left": deletion.left,
                }
                for each, deletion in done
                if deletion is not None
            ]
        }

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows."""
        lines: list[Spans] = []
        for each in self.cleaned:
            if each.deletion is None:
                lines.append([("a run that has not ended is left alone", "note")])
                continue
            deleted, left = each.deletion.deleted, each.deletion.left
            more = f", {_keys(left)} left, which somebody else has changed" if left else ""
            lines.append([(f"{each.address}: {_keys(deleted)} of {each.workload} deleted{more}", "")])
        return lines or ([] if self.problems else [[("nothing is left of an earlier run", "note")]])

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def clean_up(server: str = "") -> CleanedUp:
    """Delete what runs of `verify` that were killed left on a server, HOST:PORT, or on all.

    What could not be deleted is among the result's `problems`, and stays noted for another try. EstimateError for what
    is no HOST:PORT.
    """
    cleaned: list[loan.Cleaned] = []
    problems: list[Problem] = []
    for done in loan.clean_up(parse_address(server) if server else None):
        if isinstance(done, EstimateError):
            problems += done.problems
        else:
            cleaned.append(done)
    return CleanedUp(tuple(cleaned), tuple(problems))


def _keys(number: int) -> str:
    return f"{whole_text(number)} key" + ("" if number == 1 else "s")
