"""How far the Redis model is off, as docs/redis-accuracy.md.

    .venv/bin/python benchmarks/accuracy.py > docs/redis-accuracy.md

Over the servers that are found (on the PATH and in installed packages; a fresh process for each workload), and over the
rows of tests/cases/redis/measured.csv, which were measured on servers that are not at hand. A quarter of the keys of
`estimate verify redis`, for the sake of time: what is measured is bytes a key. Standard error says how far it is.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from estimator.comparers.redis.selection import WORKLOADS
from estimator.comparers.redis.servers import programs
from estimator.comparers.redis.verification import on_program
from tests.test_redis import KEYS, NOT_MET, compared, facts_of

if TYPE_CHECKING:
    from estimator.comparers.comparison import Comparison

SHARE, FEWEST = 4, 20
HEAD = """# How accurate the Redis model is

Made by `.venv/bin/python benchmarks/accuracy.py > docs/redis-accuracy.md`; `estimate verify redis --all`
shows the same on your machine. An error is (predicted - measured) / measured of the growth of
`used_memory`. Promised: 0.5% for strings and packed forms on jemalloc, 3% for everything else on
jemalloc, 5% on glibc's malloc.

## Servers started here

A fresh process for each workload; bytes a key.
"""
MEASURED = """## Rows measured before

Growth of `used_memory` on 18 servers, Redis 3.2 to 8.6 and Valkey 7.2 to 9.1
(`tests/cases/redis/measured.csv`); each row is a test.

| server | rows | median error | largest error | beyond what is promised |
|---|--:|--:|--:|--:|
"""


def main() -> None:
    """Print the document."""
    print(HEAD)
    for program in programs():
        smaller = [each.scaled(min(each.keys, max(FEWEST, each.keys // SHARE))) for each in WORKLOADS.values()]
        found, rows = on_program(program, smaller, lambda *_: None)
        print(f"### {found.title}\n\n| workload | keys | encoding | predicted | measured | error |")
        print("|---|--:|---|--:|--:|--:|")
        for row in rows:
            print(row.workload, file=sys.stderr)
            numbers = f"{row.predicted:.2f} | {row.measured:.2f} | {row.error:+.2%}{'' if row.holds else ' ✗'}"
            print(f"| {row.workload} | {row.keys} | {row.encoding} | {numbers} |")
        print()
    print(MEASURED, end="")
    by_server: dict[str, list[Comparison]] = {}
    for measured in KEYS:
        by_server.setdefault(measured["server"], []).append(compared(measured))
    for server, comparisons in by_server.items():
        errors = sorted(abs(each.error) for each in comparisons)
        missed = sum(not each.holds for each in comparisons)
        median = statistics.median(errors)
        name = f"{facts_of(server).title} `{server}`"
        print(f"| {name} | {len(errors)} | {median:.3%} | {errors[-1]:.2%} | {missed} |")
    print("\nNot met, and why:\n")
    for line in NOT_MET.read_text().splitlines():
        if line and not line.startswith("#"):
            name, cause = line.split(": ", 1)
            print(f"- `{name}`: {cause}")


if __name__ == "__main__":
    main()
