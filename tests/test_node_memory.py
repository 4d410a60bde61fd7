"""The formulas for Node's collections against Node.js, where there is one: within 0.5 %."""

from __future__ import annotations

import shutil
import statistics
import subprocess

import pytest

from tests.predictions import predicted_bytes

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


@pytest.fixture(scope="module")
def measured() -> dict[str, int]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on the PATH: Debian's package nodejs brings one")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").split(".")[0]) < 18:
        pytest.skip(f"Node {version.strip()} is older than those that the sizes are of")
    lines = [
        "let keep;",
        "function flat(text) { return Buffer.from(text).toString(); }",
        "function used() { gc(); gc(); return process.memoryUsage().heapUsed; }",
        "function measure(name, n, make) {",
        "  const before = used(); keep = make(n); console.log(name + '\\t' + (used() - before)); keep = null; }",
        "for (let round = 0; round < 5; round++) {",
        *[
            f"measure('{name} {count}', {count}, n => {{ {filling} }});"
            for name, (filling, _) in COLLECTIONS.items()
            for count in COUNTS
        ],
        "}",
    ]
    done = subprocess.run(
        [node, "--expose-gc", "-e", "\n".join(lines)], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[int]] = {}
    for line in done.stdout.splitlines():
        name, size = line.split("\t")
        found.setdefault(name, []).append(int(size))
    return {name: int(statistics.median(sizes)) for name, sizes in found.items()}  # some have compiled code in them


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_collection_is_within_half_a_percent(measured: dict[str, int], name: str, count: int) -> None:
    said = predicted_bytes(COLLECTIONS[name][1].replace("{n}", str(count)))
    assert measured[f"{name} {count}"] == pytest.approx(said, rel=0.005, abs=8000)
