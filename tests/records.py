"""What was measured, each record with the line of the notation that predicts it: the data of docs/accuracy.md.

`accuracy/*.csv` are measured by `docs/make_accuracy.py --measure`; `redis/measured.csv` are bytes a key of servers that
are not at hand. In a text of a folder whose head says with which release of what it was measured, a line is
`formula | bytes | how near`, as its head says then, or `formula = number ± how near`, of pages where the head speaks of
them; what is behind a comment with the word "fitted" is what a formula was made from, and no record.
"""

from __future__ import annotations

import csv
import itertools
import json
import re
from typing import TYPE_CHECKING, Any

from estimator.comparers.redis.verification import PACKED, bound
from estimator.comparers.redis.workloads import Workload
from estimator.comparers.systems import SYSTEMS
from estimator.producers.redis.facts import Facts
from estimator.records import record
from tests.data import CASES
from tests.predictions import BITS_PER_BYTE, predicted

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 8192  # bytes, of PostgreSQL
FOLDER = CASES / "accuracy"
ERRORS = FOLDER / "errors.csv"  # of each record, in their order: made by docs/make_accuracy.py
COLUMNS = ("server", "kind", "workload", "keys", "expression", "measured", "bound", "page")
TITLES = {"redis": "Redis, Valkey", "postgresql": "PostgreSQL", "mysql": "MySQL, MariaDB", "sqlite": "SQLite"}
SOFTWARE = {"Node": "Node.js", "HotSpot": "Java", "CPython": "Python"}
# A release is said of one thing with the word "with", or of the first that is named: `Go 1.19.8 and 1.23.9 (alike)`.
_RELEASE = r"\d+(?:\.\d+)+(?: \([^)]*\))?"
_RELEASES = re.compile(rf"([A-Za-z]\w*) ((?:{_RELEASE}(?:, | and )?)+)")
_THREE_PARTS, _CLAIM = "The formula | bytes", re.compile(r"(.+) = ([\d_.]+) ± ([\d.]+)%")
# As the table of the document has them.
STRINGS, TABLES, GLIBC = "strings and packed forms, jemalloc", "tables and others, jemalloc", "all of them, glibc"


@record
class Record:
    """One measurement, in base units (bits, or a number); `bound` is how near its expression is promised to come."""

    system: str
    server: str
    kind: str
    name: str
    expression: str
    measured: float
    bound: float
    page: float = 0

    def is_beyond(self, error: float) -> bool:
        """Whether an error is more than is promised and than a page; of what is exact, rounding is no error."""
        return abs(error) > max(self.bound, self.page / self.measured) + 1e-9

    @property
    def said(self) -> str:
        """The prediction's error, of what was measured, as the list of errors has it: six digits."""
        return f"{predicted(self.expression) / self.measured - 1:+.6g}"


def records() -> list[Record]:
    """All of them, those of a system and a kind together."""
    texts = [each for path in sorted(CASES.glob("*/*.txt")) for each in _of_text(path)]
    found = [*_of_redis(), *(each for name in SYSTEMS for each in _of_system(name)), *texts]
    order: dict[tuple[str, str], int] = {}
    for each in found:
        order.setdefault((each.system, ""), len(order))
        order.setdefault((each.system, each.kind), len(order))
    return sorted(found, key=lambda each: (order[each.system, ""], order[each.system, each.kind]))


def errors() -> list[tuple[str, str, str]]:
    """The server, the name and the error of each record, as they were when the document was made."""
    rows = csv.reader(ERRORS.read_text(encoding="utf-8").splitlines())
    return [(server, name, error) for server, name, error in rows]


def _of_system(name: str) -> list[Record]:
    path = FOLDER / f"{name}.csv"
    if not path.exists():
        return []
    return [
        Record(
            TITLES.get(name, name),
            row["server"],
            row["kind"],
            f"{row['workload']} {row['keys']}",
            row["expression"],
            float(row["measured"]) * BITS_PER_BYTE,
            float(row["bound"]),
            float(row["page"]) * BITS_PER_BYTE,
        )
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    ]


def _of_redis() -> list[Record]:
    found = []
    for row in redis_rows():
        facts, workload = facts_of(row["server"]), Workload(row["workload"], json.loads(row["params"]))
        exact = workload.parameters["type"] == "string" or row["encoding"] in PACKED
        kind = GLIBC if facts.allocator == "glibc" else STRINGS if exact else TABLES
        measured = float(row["used_memory_per_key"]) * workload.keys * BITS_PER_BYTE
        limit = bound(workload, row["encoding"], facts.allocator)
        server = f"{facts.server.capitalize()} {facts.full_version}"
        name = f"{row['server']} {workload.name}"
        found.append(Record(TITLES["redis"], server, kind, name, workload.expression(facts), measured, limit))
    order = (STRINGS, TABLES, GLIBC)
    return sorted(found, key=lambda each: order.index(each.kind))


def _of_text(path: Path) -> list[Record]:
    lines = path.read_text(encoding="utf-8").splitlines()
    heads = list(itertools.takewhile(lambda line: line.startswith("#"), lines))
    head = " ".join([line.lstrip("# ") for line in heads])
    told = re.search(" with " + _RELEASES.pattern, head) or _RELEASES.search(head)
    if told is None:
        return []
    server = f"{told[1]} {', '.join(re.findall(_RELEASE.partition('(?: ')[0], told[2]))}"
    system = TITLES.get(told[1].lower()) or SOFTWARE.get(told[1], told[1])
    page = PAGE * BITS_PER_BYTE if "the pages that" in head else 0
    found, fitted = list[Record](), False
    for line in lines[len(heads) :]:
        if line.startswith("#"):
            fitted = line.rstrip(".").endswith("fitted")
            continue
        three, claim = line.split(" | "), _CLAIM.fullmatch(line)
        if _THREE_PARTS in head and len(three) == 3:
            name, size, near = three[0], float(three[1]) * BITS_PER_BYTE, three[2].rstrip("%")
        elif claim is not None:
            name, size, near = claim[1], float(claim[2].replace("_", "")) * (page or 1), claim[3]
        else:
            continue
        if not fitted:
            kind = path.stem.replace("_", " ") if claim is None else name.partition("(")[0].partition(".")[2]
            found.append(Record(system, server, kind, name, name, size, float(near) / 100, page))
    return found


def redis_rows() -> list[dict[str, Any]]:
    """The rows of redis/measured.csv that are about keys; 2.8 is older than what is modelled."""
    rows = list(csv.DictReader((CASES / "redis" / "measured.csv").read_text(encoding="utf-8").splitlines()))
    others = ("empty", "clients", "replica")
    return [
        row
        for row in rows
        if json.loads(row["params"])["type"] not in others and not row["server"].startswith("redis-2.")
    ]


def facts_of(server: str) -> Facts:
    """`redis-7.2.6-jemalloc5.3.0-lgq3` as facts."""
    match = re.fullmatch(r"(redis|valkey)-(\d+\.\d+)(\.\d+)-(libc|jemalloc.*?(lgq[34])?(-.*)?)", server)
    assert match is not None, server
    allocator = "glibc" if match[4] == "libc" else "debian" if "lgq4" in match[4] else "jemalloc"
    return Facts(match[1], match[2], match[2] + match[3], allocator, False, False, 0, {}, {}, ())
