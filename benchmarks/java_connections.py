"""What a Java process takes with so many connections, as lines of tests/cases/runtimes/java_connections.txt.

    .venv/bin/python benchmarks/java_connections.py [JAVA]

JAVA is a JVM's program, of version 17, 21 or 25; without it that on the PATH is taken. Each server is measured thrice,
in a process of its own, and the median is printed; on the standard error stand the errors of all three. On a machine
that is busy code is compiled later, and collections come otherwise: what is far from the others is of that.
"""

from __future__ import annotations

import itertools
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.connections import connected, resident, serving
from tests.java_servers import compiled
from tests.predictions import predicted_bytes
from tests.real import which

FORMULAS = {
    "platform": '{n}, "platform", 8 KiB',
    "buffered": '{n}, "platform", 8 KiB, 8 KiB',
    "virtual": '{n}, "virtual", 8 KiB',
    "buffered virtual": '{n}, "virtual", 8 KiB, 8 KiB',
    "selector": '{n}, "selector", 8 KiB, 0 B, "direct"',
    "selector in the heap": '{n}, "selector", 8 KiB',
}
COUNTS = (2500, 5000, 10_000)
HEAPS = {"Serial": 256, "G1": 378}  # MiB at the start; -Xmx is 1 GiB
TIMES = 3
FIRST_VIRTUAL = 21


def main() -> None:
    """Print a line for each kind of server, number of connections and collector."""
    java, compiler = (sys.argv[1:] or [which("java")])[0], which("javac")
    if java is None or compiler is None:
        sys.exit("no java and javac on the PATH: Debian's package openjdk-17-jdk-headless brings them")
    said = re.search(r'"(\d+)', subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr)
    version = int(said[1]) if said else 0
    for (collector, heap), kind, number in itertools.product(HEAPS.items(), FORMULAS, COUNTS):
        if "virtual" in kind and version < FIRST_VIRTUAL:
            continue
        options = [f"-Xms{heap}m", "-Xmx1g", f"-XX:+Use{collector}GC"]
        found = [measured(kind, compiler, [java, *options], number) for _ in range(TIMES)]
        what = f'collector = "{collector}", heap = {heap} MiB, java_version = {version}'
        formula = f"java.connections({FORMULAS[kind].format(n=number)}, {what})"
        predicted = predicted_bytes(formula)
        print(f"{formula} | {statistics.median(found):.0f} | 10%", flush=True)
        print(*[f"{predicted / each - 1:+.1%}" for each in found], file=sys.stderr, flush=True)


def measured(kind: str, compiler: str, command: list[str], number: int) -> int:
    """The resident memory of a server of a kind with so many connections, each of which has said something once."""
    with tempfile.TemporaryDirectory() as folder:
        server = [*command, "-cp", compiled(kind, compiler, Path(folder)), "Server"]
        with serving(server) as (process, port), connected(port, number, "socket"):
            return resident(process)


if __name__ == "__main__":
    main()
