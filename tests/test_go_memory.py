"""The formulas for Go's maps and goroutines against a Go toolchain, where there is one: within 5 %."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.predictions import predicted_bytes

if TYPE_CHECKING:
    from pathlib import Path

FIRST_SWISS = (1, 24)
# Key and value as Go says them with their bytes, and how a key is made of the number i.
KINDS = {
    "int64": ("int64", 8, "int64(i)"),
    "int32": ("int32", 4, "int32(i)"),
    "pair": ("[2]int64", 16, "[2]int64{int64(i), 7}"),
    "wide": ("[5]int64", 40, "[5]int64{int64(i)}"),
}
CASES = [
    ("int64", "int64", 900), ("int64", "int64", 25_000), ("int64", "int64", 300_000), ("int64", "int64", 1_500_000),
    ("int32", "int32", 200_000), ("pair", "int64", 150_000), ("int64", "wide", 120_000), ("wide", "wide", 70_000),
]  # fmt: skip
GOROUTINES = 20_000


def program() -> str:
    """One that fills each map in turn and prints the heap that it holds."""
    parts = []
    for place, (key, value, count) in enumerate(CASES):
        key_type, _, made = KINDS[key]
        parts.append(f"""
func fill{place}() {{
    before := heap()
    m := make(map[{key_type}]{KINDS[value][0]})
    for i := 0; i < {count}; i++ {{ var v {KINDS[value][0]}; m[{made}] = v }}
    // Writes go on until a growing map has moved all its old buckets.
    for i := 0; i < {count}; i++ {{ var v {KINDS[value][0]}; m[{made}] = v }}
    fmt.Println("map", heap() - before)
    runtime.KeepAlive(m)
}}""")
    calls = "\n".join([f"    fill{place}()" for place in range(len(CASES))])
    return f"""package main

import ("fmt"; "runtime")

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
    fmt.Println("goroutines", stacks() - before + heap() - used)
    close(wait)
}}
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[int, ...], dict[str, list[int]]]:
    go = shutil.which("go")
    if go is None:
        pytest.skip("no Go toolchain on the PATH: Debian's package golang-go brings one")
    folder: Path = tmp_path_factory.mktemp("go")
    (folder / "main.go").write_text(program(), encoding="utf-8")
    environment = {**os.environ, "GOCACHE": str(folder / "cache"), "GOFLAGS": "-mod=mod", "GO111MODULE": "off"}
    done = subprocess.run(
        [go, "run", "main.go"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    said = subprocess.run([go, "version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"go(\d+)\.(\d+)", said)
    assert version is not None
    found: dict[str, list[int]] = {"map": [], "goroutines": []}
    for line in done.stdout.splitlines():
        name, size = line.split()
        found[name].append(int(size))
    return (int(version[1]), int(version[2])), found


@pytest.mark.parametrize("place", range(len(CASES)), ids=lambda place: " ".join(map(str, CASES[place])))
def test_a_map_is_within_five_percent(measured: tuple[tuple[int, ...], dict[str, list[int]]], place: int) -> None:
    version, found = measured
    key, value, count = CASES[place]
    function = "go.map_swiss" if version >= FIRST_SWISS else "go.map_buckets"
    said = predicted_bytes(f"{function}({count}, {KINDS[key][1]} B, {KINDS[value][1]} B)")
    assert found["map"][place] == pytest.approx(said, rel=0.05)


def test_goroutines_are_within_five_percent(measured: tuple[tuple[int, ...], dict[str, list[int]]]) -> None:
    version, found = measured
    descriptor = 600 if version >= FIRST_SWISS else 520
    said = predicted_bytes(f"go.goroutines({GOROUTINES}, 2 KiB, {descriptor} B)")
    assert found["goroutines"][0] == pytest.approx(said, rel=0.05)
