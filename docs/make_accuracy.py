"""Writes docs/accuracy.md from the records in tests/cases: .venv/bin/python docs/make_accuracy.py [--check].

    .venv/bin/python docs/make_accuracy.py --measure SUBJECT [PROGRAM …]

measures first, as `estimate verify SUBJECT` does, on the programs that are found or named, and keeps what it measured.
The error of each record is kept beside them: what a formula's change did is seen there, and the check reckons nothing.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from estimator.comparers.systems import SYSTEMS
from tests.records import COLUMNS, ERRORS, FOLDER, TITLES, Record, errors, records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.comparers.comparison import Comparison, Workload

FILE = Path(__file__).parent / "accuracy.md"
# What is known of records beyond their bounds: of Redis by the server and the workload, of others by the name.
CAUSES = [FOLDER.parent / "redis" / "not_met.txt", FOLDER / "not_met.txt"]
SMALLER = 3  # times as small each workload is measured again
HEAD = """# How accurate the formulas are

What the library says of storage and memory, beside what was measured: made by `docs/make_accuracy.py` from the records
in `tests/cases`. An error is (predicted - measured) / measured, without its sign; 95 of 100 records are within p95. The
bound is what is promised, or a page if that is more. The same on your machine, on servers that it starts
and ends: `estimate verify redis`, and `postgresql`, `mysql`, `memcached`, `sqlite` likewise.
Redis workload by workload: [redis-accuracy.md](redis-accuracy.md).

| what | records | median | p95 | worst | bound | beyond | measured on |
| --- | --: | --: | --: | --: | --: | --: | --- |
"""
BEYOND = """
## Beyond their bounds

"""


def rows(found: list[Record], errors: list[float]) -> str:
    """The rows of the table: one for each system and kind."""
    both = groupby(zip(found, errors, strict=True), key=lambda each: (each[0].system, each[0].kind))
    return "".join([row(list(group)) for _, group in both])


def row(group: list[tuple[Record, float]]) -> str:
    """The row of a system and a kind."""
    ordered = sorted(abs(error) for _, error in group)
    beyond = sum(each.is_beyond(error) for each, error in group)
    bounds = sorted({each.bound for each, _ in group})
    bound = percent(bounds[0]) if len(bounds) == 1 else f"{percent(bounds[0])} to {percent(bounds[-1])}"
    shown = [percent(at(ordered, 50)), percent(at(ordered, 95)), percent(ordered[-1]), bound]
    first = group[0][0]
    on = servers([each for each, _ in group])
    return f"| {first.system}: {first.kind} | {len(ordered)} | {' | '.join(shown)} | {beyond or ''} | {on} |\n"


def at(errors: list[float], share: int) -> float:
    """The error that so many of a hundred are within, of errors in order."""
    return errors[max(0, -(-len(errors) * share // 100) - 1)]


def percent(error: float) -> str:
    """An error as a reader takes it in: two digits, and nothing below a ten-thousandth of a percent."""
    shown = 100 * error
    if shown < 0.0001:
        return "0%"
    places = 0 if shown >= 9.95 else 1 if shown >= 0.995 else 2 if shown >= 0.0995 else 3 if shown >= 0.00995 else 4
    text = f"{shown:.{places}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def servers(group: list[Record]) -> str:
    """The servers of some records: a name, and its versions behind it."""
    versions: dict[str, dict[str, None]] = {}
    for each in group:
        name, _, release = each.server.partition(" ")
        versions.setdefault(name, {})[release] = None
    return "; ".join([f"{name} {', '.join(sorted(each, key=numbers))}" for name, each in versions.items()])


def numbers(release: str) -> list[int]:
    """A release, to be put in order."""
    return [int(each) for each in re.findall(r"\d+", release)]


def beyond(found: list[Record], errors: list[float]) -> str:
    """The records beyond their bounds, with the causes that are known."""
    read = "\n".join([path.read_text(encoding="utf-8") for path in CAUSES]).splitlines()
    lines = [line.split(": ", 1) for line in read if ": " in line]
    causes = {parts[0]: parts[1] for parts in lines if not parts[0].startswith("#")}
    missed = [(each, error) for each, error in zip(found, errors, strict=True) if each.is_beyond(error)]
    told = []
    for each, error in missed:
        name = each.name.rpartition(" ")[2] if each.system == TITLES["redis"] else each.name
        cause = f": {causes[each.name]}" if each.name in causes else ""
        told.append(f"- {each.server}, `{name}`: {error:+.1%}{cause}\n")
    return BEYOND + "".join(told) if told else ""


def document(found: list[Record], said: list[tuple[str, str, str]]) -> str:
    """The whole text, of records and their errors."""
    errors = [float(error) for _, _, error in said]
    return HEAD + rows(found, errors) + beyond(found, errors)


def measure(subject: str, paths: list[str]) -> None:
    """Measure each workload as it is and smaller, and keep it in place of what the same server said before."""
    if subject not in SYSTEMS or subject == "redis":
        sys.exit("measure postgresql, mysql, memcached or sqlite; of Redis benchmarks/accuracy.py measures")
    system = SYSTEMS[subject]
    for program in [system.program(path) for path in paths] or system.programs():
        for smaller in (1, SMALLER):
            chosen = [each.scaled(each.keys // smaller) for each in system.workloads.values()]
            server, comparisons = system.on_program(program, chosen, _silent)
            keep(subject, server.title, comparisons)


def _silent(_workload: Workload, _steps: int) -> None:
    """No bar."""


def keep(subject: str, server: str, comparisons: Iterable[Comparison]) -> None:
    """Write what was measured into the records of a subject."""
    path = FOLDER / f"{subject}.csv"
    old = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []
    pages = {(line["server"], line["workload"], line["keys"]): int(line["page"]) for line in old}
    new = []
    for each in comparisons:
        print(server, each.workload, each.keys, f"{each.error:+.3%}", file=sys.stderr)
        size = round(each.measured * each.keys)
        before = pages.get((server, each.workload, str(each.keys)), each.grain)  # nothing is allowed more than it was
        page = min(before, each.grain)
        values = (server, each.kind, each.workload, each.keys, each.expression, size, each.bound, page)
        new.append(dict(zip(COLUMNS, map(str, values), strict=True)))
    again = {(line["server"], line["workload"], line["keys"]) for line in new}
    kept = [line for line in old if (line["server"], line["workload"], line["keys"]) not in again]
    known = {name: place for place, name in enumerate(SYSTEMS[subject].workloads)}
    lines = sorted(
        [*kept, *new], key=lambda line: (known.get(line["workload"], 0), numbers(line["server"]), -int(line["keys"]))
    )
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    path.write_text(written.getvalue(), encoding="utf-8")


def main() -> int:
    """Write the errors and the document, or see whether they are of these records; that reckons nothing."""
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], sys.argv[3:])
    found = records()
    if "--check" in sys.argv:
        told = errors()
        same = [(each.server, each.name) for each in found] == [each[:2] for each in told]
        if same and FILE.read_text(encoding="utf-8") == document(found, told):
            return 0
        print(f"{FILE} is not up to date: .venv/bin/python docs/make_accuracy.py", file=sys.stderr)
        return 1
    told = [(each.server, each.name, each.said) for each in found]
    with ERRORS.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(told)
    FILE.write_text(document(found, told), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
