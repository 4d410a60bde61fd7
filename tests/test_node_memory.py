"""The formulas for Node's collections against Node.js, where there is one: within 0.5 %."""

from __future__ import annotations

import statistics
import subprocess

import pytest

from tests.data import part_of
from tests.predictions import predicted_bytes
from tests.real import which

# What fills a collection of n, and what the library says of it.
COLLECTIONS = {
    "map": ("const x = new Map(); for (let i = 0; i < n; i++) x.set(i, i); return x", "node.map({n})"),
    "map of fractions": (
        "const x = new Map(); for (let i = 0; i < n; i++) x.set(i, i + 0.5); return x",
        "node.map({n}, 16 B)",
    ),
    "set": ("const x = new Set(); for (let i = 0; i < n; i++) x.add(i); return x", "node.set({n})"),
    "array": ("const x = new Array(n).fill(1); return x", "node.array({n})"),
    "grown array": ("const x = []; for (let i = 0; i < n; i++) x.push(i); return x", 'node.array({n}, "grown")'),
    "objects": (
        "const x = new Array(n); for (let i = 0; i < n; i++) x[i] = {a: i, b: i, c: i}; return x",
        "node.array({n}) + {n} * node.object(3)",
    ),
    "texts": (
        "const x = new Array(n); for (let i = 0; i < n; i++) x[i] = flat(String(i).padStart(21, 'x')); return x",
        "node.array({n}) + {n} * node.string(21)",
    ),
    "wide texts": (
        "const x = new Array(n); for (let i = 0; i < n; i++) x[i] = flat(String(i).padStart(10, '\\u4e2d')); return x",
        'node.array({n}) + {n} * node.string(10, "wide")',
    ),
}
COUNTS = [32_769, 65_536, 150_000]


# Objects that go straight to the old space leave what is dead between them to a sweep in another thread: on a busy
# machine it would still be counted.
FLAGS = ("--expose-gc", "--no-allocation-site-pretenuring", "--single-threaded-gc")
ROUNDS, WARM_UP = 11, 4


@pytest.fixture(scope="module")
def node() -> str:
    found = which("node")
    if found is None:
        pytest.skip("no node on the PATH: Debian's package nodejs brings one")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").split(".")[0]) < 18:
        pytest.skip(f"Node {version.strip()} is older than those that the sizes are of")
    return found


def measured(node: str, filling: str, count: int) -> int:
    """What a collection takes in a process of its own: the median of some rounds, once the code is compiled."""
    program = f"""
        let keep;
        function flat(text) {{ return Buffer.from(text).toString(); }}
        function used() {{ gc(); gc(); return process.memoryUsage().heapUsed; }}
        function make(n) {{ {filling}; }}
        for (let round = 0; round < {ROUNDS}; round++) {{
            const before = used();
            keep = make({count});
            console.log(used() - before);
            keep = null;
        }}
    """
    done = subprocess.run([node, *FLAGS, "-e", program], capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return int(statistics.median([int(line) for line in done.stdout.split()[WARM_UP:]]))


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("name", part_of(list(COLLECTIONS), 4))
def test_a_collection_is_within_half_a_percent(node: str, name: str, count: int) -> None:
    filling, formula = COLLECTIONS[name]
    said = predicted_bytes(formula.replace("{n}", str(count)))
    assert measured(node, filling, count) == pytest.approx(said, rel=0.005, abs=8000)
