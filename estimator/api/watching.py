"""`watch`: a sheet's answers anew at each save, of the file and of those that it uses; the twin of `estimate watch`."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

from estimator.api.arguments import notation
from estimator.languages.problem_reports import report_all
from estimator.languages.spans import in_shell, plain
from estimator.languages.texts import told_lines
from estimator.model.files import is_file_name, read_module, read_text
from estimator.model.modules import shipped_library
from estimator.problems import EstimateError, refused
from estimator.reckoning.estimate import estimate
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from estimator.api.arguments import Value
    from estimator.api.serving import PageServer
    from estimator.languages.spans import Spans
    from estimator.model.modules import Module
    from estimator.problems import Problem
    from estimator.reckoning.evaluate import Evaluation

COLUMNS = 80
INTERVAL = 0.2  # seconds between two looks
SETTLED = 0.05  # seconds that a file stays as it is before it is read: editors write it in pieces
PATIENCE = 1.0  # seconds that it may change, be empty or not be there: some delete it before they write it
MOST = 1000  # mistakes that are shown
READ = 1_000_000  # bytes of a file that is compared by what it holds; of a larger one its time and size are


@record
class Watched:
    """A file as it was found: worked out, or wrong with `problems`, and then beside what was worked out last.

    `names` are the quantities to show alone; `address` is that of its page, if there is one.
    """

    file: str
    at: datetime
    evaluation: Evaluation | None
    problems: tuple[Problem, ...]
    last: Evaluation | None
    last_at: datetime | None
    names: tuple[str, ...] = ()
    address: str = ""

    @property
    def holds(self) -> bool:
        """Whether it could be worked out, and every check holds."""
        return self.evaluation is not None and self.evaluation.all_hold

    def headline(self) -> str:
        """How it is, in a line."""
        start = f"{self.file}  {self.at:%H:%M:%S}  "
        if self.evaluation is None:
            many = len(self.problems)
            return f"{start}{many} mistake{'s' * (many > 1)}"
        checks = len(self.evaluation.checks)
        failing = sum(not each.holds for each in self.evaluation.checks)
        if failing:
            return f"{start}{failing} of {checks} check{'s' * (checks > 1)} fail{'s' * (failing == 1)}"
        said = "no check" if not checks else "the check holds" if checks == 1 else f"all {checks} checks hold"
        return start + said

    def to_dict(self) -> dict[str, Any]:
        """What `estimate watch --json` prints in a line."""
        from estimator.writers.json import error_object, to_object

        found = (
            to_object(self.evaluation, scenarios=False)
            if self.evaluation is not None
            else error_object(list(self.problems))
        )
        return {"file": self.file, "at": self.at.isoformat(timespec="seconds"), **found}

    def lines(self, columns: int = COLUMNS, *, whole: bool = False, most: int = MOST) -> list[Spans]:
        """What a terminal shows: the answers and the checks, or the whole sheet.

        Of a wrong one that is what is wrong, of its mistakes so many, and what was worked out before.
        """
        if self.evaluation is not None:
            return self._told(self.evaluation, columns, whole=whole)
        lines = report_all(list(self.problems[:most]))
        if len(self.problems) > most:
            lines += [[], [(f"{len(self.problems) - most} more: estimate check {in_shell(self.file)}", "note")]]
        if self.last is None or self.last_at is None:
            return lines
        said = f"Before that, at {self.last_at:%H:%M:%S}:"
        return [*lines, [], [(said, "heading")], [], *self._told(self.last, columns, whole=whole)]

    def _told(self, evaluation: Evaluation, columns: int, *, whole: bool) -> list[Spans]:
        names = [name for name in self.names if name in evaluation.model.quantities]
        return told_lines(evaluation, columns, names, whole=whole)

    def __repr__(self) -> str:
        return "\n".join([self.headline(), *[plain(line) for line in self.lines()]])


class Watch:
    """A file that is looked at now and then, with those that it uses."""

    def __init__(self, file: str, overrides: Iterable[str] = (), scenario: str = "", names: Iterable[str] = ()) -> None:
        """EstimateError where it is no file: the library does not change."""
        if not is_file_name(file):
            read_module(file, shipped_library())
            remedy = f"begin from it: estimate new plan.est --from {file}"
            raise refused(file, f"{file} is a sheet of the library, and no file that changes", remedy)
        self.file = file
        self.overrides = list(overrides)
        self.scenario = scenario
        self.names = tuple(names)
        self.last: Evaluation | None = None
        self.last_at: datetime | None = None
        self._states: dict[str, object] = {}

    def has_changed(self) -> bool:
        """Whether a file is another than when it was worked out, and stays so; a moment passes where one is."""
        if all(_state(path) == state for path, state in self._states.items()) and self._states:
            return False
        until = time.monotonic() + PATIENCE
        while True:
            found = {path: _state(path) for path in self._states or (self.file,)}
            time.sleep(SETTLED)
            again = {path: _state(path) for path in found}
            is_whole = found == again and all(again[path] not in (None, b"") for path in again)
            if is_whole or time.monotonic() > until:
                return again != self._states

    def worked_out(self, page: PageServer | None = None) -> Watched:
        """The file worked out as it is now; a page, if there is one, shows it."""
        address = page.address if page is not None else ""
        now = datetime.now().astimezone()
        before = {path: _state(path) for path in {*self._states, self.file}}
        module: Module | None = None
        try:
            if not read_text(self.file).strip():
                raise refused(self.file, f"{self.file} is empty", "write a line into it: size = 3 GB")
            module = read_module(self.file, shipped_library())
            evaluation = estimate(module, self.overrides, self.scenario)
            self._check_names(evaluation)
        except EstimateError as error:
            self._watch(module, before)
            if page is not None:
                page.show(self.last, error.problems)
            return Watched(self.file, now, None, tuple(error.problems), self.last, self.last_at, self.names, address)
        self._watch(module, before)
        self.last, self.last_at = evaluation, now
        if page is not None:
            page.show(evaluation)
        return Watched(self.file, now, evaluation, (), evaluation, now, self.names, address)

    def _check_names(self, evaluation: Evaluation) -> None:
        unknown = [name for name in self.names if name not in evaluation.model.quantities]
        if unknown:
            raise refused(unknown[0], f"{self.file} has no quantity {unknown[0]}", "leave the name out")

    def _watch(self, module: Module | None, before: dict[str, object]) -> None:
        """Look at these files from now on; of one that was not looked at before, its state now will do."""
        paths = {self.file, *(_used(module) if module is not None else self._states)}
        self._states = {path: before[path] if path in before else _state(path) for path in paths}


def _used(module: Module) -> set[str]:
    """The files that a sheet uses, and those that these use, be they there or not."""
    found, waiting = set[str](), [module]
    while waiting:
        at_hand = waiting.pop()
        for use in at_hand.uses.values():
            path = os.path.normpath(os.path.join(at_hand.folder, use.path))
            if path not in found:
                found.add(path)
                other = module.read.get((at_hand.folder, path))
                waiting += [other] if other is not None else []
    return found


def _state(path: str) -> object:
    """What a file is compared by: what it holds, or of a large one when it was written; None where there is none."""
    with contextlib.suppress(OSError, ValueError):
        found = os.stat(path)
        if not os.path.isfile(path):
            return None
        if found.st_size > READ:
            return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        with open(path, "rb") as file:
            content = file.read(READ)
        return hashlib.blake2b(content).digest() if content.strip() else b""
    return None


def watch(
    file: str | os.PathLike[str],
    names: Iterable[str] = (),
    *,
    scenario: str = "",
    serve: bool = False,
    port: int = 0,
    **overrides: Value,
) -> Iterator[Watched]:
    """A sheet's file worked out now, and again whenever it or a file that it uses is saved; it goes on until one stops.

    `names` are the quantities to show, the answers else. With `serve` a page at `address`, on this machine alone, shows
    it too and loads itself anew; `port` is its port, a free one else.

    >>> from estimator import watch
    >>> for seen in watch("plan.est"):  # doctest: +SKIP
    ...     print(seen)

    What is wrong with the sheet is in what is found, and so is what was worked out last. EstimateError where there is
    no such file at the start, or the port is taken.
    """
    given = [f"{name}={notation(value, name)}" for name, value in overrides.items()]
    watched = Watch(os.fspath(file), given, scenario, names)
    read_text(watched.file)
    with served(port) if serve else contextlib.nullcontext() as page:
        while True:
            if watched.has_changed():
                yield watched.worked_out(page)
            time.sleep(INTERVAL)


@contextlib.contextmanager
def served(port: int) -> Iterator[PageServer]:
    """A page for the time of a watch. EstimateError where its port cannot be had."""
    from estimator.api.serving import PageServer

    page = PageServer(port)
    try:
        yield page
    finally:
        page.close()
