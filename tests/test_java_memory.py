"""The formulas for Java against a JVM, where there is one: collections within 0.5 %, connections within 10 %."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.connections import connected, resident, serving
from tests.data import part_of
from tests.java_servers import compiled
from tests.predictions import predicted_bytes
from tests.real import which

if TYPE_CHECKING:
    from pathlib import Path

# What fills a collection of n, and what the library says of it; `R` stands for the kind of references.
COLLECTIONS = {
    "HashMap<Long, Long>": ("h.put(i + 1000L, i + 5000000L)", "java.hash_map({n}, {R})"),
    "HashMap<Integer, Integer>": (
        "h.put(i + 1000, i + 5000000)",
        "java.hash_map_of({n}, java.integer(), java.integer(), {R})",
    ),
    "HashMap<String, Long>": (
        'h.put(String.format("user:%015d", i), i + 5000000L)',
        "java.hash_map_of({n}, java.string(20, references = {R}), java.long({R}), {R})",
    ),
    "LinkedHashMap<Long, Long>": (
        "h.put(i + 1000L, i + 5000000L)",
        "java.linked_hash_map({n}, java.long({R}), java.long({R}), {R})",
    ),
    "ConcurrentHashMap<Long, Long>": (
        "h.put(i + 1000L, i + 5000000L)",
        "java.concurrent_hash_map({n}, java.long({R}), java.long({R}), {R})",
    ),
    "TreeMap<Long, Long>": (
        "h.put(i + 1000L, i + 5000000L)",
        "java.tree_map({n}, java.long({R}), java.long({R}), {R})",
    ),
    "HashSet<Long>": ("h.add(i + 1000L)", "java.hash_set({n}, java.long({R}), {R})"),
    "ArrayList<Long>": ("h.add(i + 1000L)", 'java.array_list({n}, "grown", java.long({R}), {R})'),
    "ArrayList<UUID>": ("h.add(new UUID(i, i))", 'java.array_list({n}, "grown", java.uuid({R}), {R})'),
    "ArrayList<String>": (
        "h.add(new String(new char[] {'\\u4e2d', (char) (i % 9000 + 1000), 'x'}))",
        'java.array_list({n}, "grown", java.string(3, "wide", {R}), {R})',
    ),
    "ArrayDeque<Long>": ("h.add(i + 1000L)", "java.array_deque({n}, java.long({R}), {R})"),
    "ArrayList<Row>": (
        "h.add(new Row(i, i, null, i > 5))",
        'java.array_list({n}, "grown", java.object(13 B, 1, {R}), {R})',
    ),
    "ArrayList<Pair>": ("h.add(new Pair(i, 1L))", 'java.array_list({n}, "grown", java.object(4 B, 1, {R}), {R})'),
    "LinkedList<Long>": ("h.add(i + 1000L)", "java.linked_list({n}, java.long({R}), {R})"),
}
COUNTS = part_of([12_289, 45_678, 98_304, 98_305], 2)
KINDS = part_of(list(COLLECTIONS), 4)
REFERENCES = {
    "compressed": [],
    "full": ["-XX:-UseCompressedOops"],
    "compact": ["-XX:+UseCompactObjectHeaders"],
}


def program() -> str:
    """One that fills each collection in turn, twice, and prints the heap that it holds.

    What the runtime makes for itself beside the first one, once and at any time, is not the collection's.
    """
    parts = [
        f"""
        for (int n : new int[] {{{", ".join(map(str, COUNTS))}}}) {{
            long before = used();
            {kind} h = new {kind}();
            for (int i = 0; i < n; i++) {filling};
            keep = h; h = null;
            System.out.println("{kind.replace(" ", "")} " + n + " " + (used() - before));
            keep = null;
        }}"""
        for kind, (filling, _) in [(kind, COLLECTIONS[kind]) for kind in KINDS]
    ]
    return f"""
import java.util.*;
import java.util.concurrent.*;

public class Memory {{
    static Object keep;

    static class Row {{
        long a; int b; String c; boolean d;
        Row(long a, int b, String c, boolean d) {{ this.a = a; this.b = b; this.c = c; this.d = d; }}
    }}

    static class Pair {{
        int a; Long b;
        Pair(int a, Long b) {{ this.a = a; this.b = b; }}
    }}

    static long used() {{
        System.gc(); System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }}

    public static void main(String[] arguments) {{
        String.format("%015d", 1); used();
        for (int round = 0; round < 2; round++) {{
        {"".join(parts)}
        }}
    }}
}}
"""


@pytest.fixture(scope="module", params=part_of(list(REFERENCES), 2))
def measured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, int]]:
    java, compiler = which("java"), which("javac")
    if java is None or compiler is None:
        pytest.skip("no java and javac on the PATH: Debian's package openjdk-17-jdk-headless brings them")
    version = re.search(
        r'"(\d+)', subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    )
    assert version is not None
    if request.param == "compact" and int(version[1]) < 25:
        pytest.skip(f"Java {version[1]} has no compact object headers: from 25 on")
    folder: Path = tmp_path_factory.mktemp("java")
    (folder / "Memory.java").write_text(program(), encoding="utf-8")
    subprocess.run([compiler, "Memory.java"], cwd=folder, check=True)
    options = [
        "-Xms128m",
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:-UseTLAB",
        "-XX:MarkSweepAlwaysCompactCount=1",
        *REFERENCES[request.param],
    ]
    done = subprocess.run([java, *options, "Memory"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = [line.rsplit(" ", 1) for line in done.stdout.splitlines()]
    least: dict[str, int] = {}
    for name, size in found:
        least[name] = min(int(size), least.get(name, int(size)))
    return request.param, least


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_collection_is_within_half_a_percent(measured: tuple[str, dict[str, int]], kind: str, count: int) -> None:
    references, found = measured
    formula = COLLECTIONS[kind][1].replace("{n}", str(count)).replace("{R}", f'"{references}"')
    assert found[f"{kind.replace(' ', '')} {count}"] == pytest.approx(predicted_bytes(formula), rel=0.005, abs=4000)


CONNECTIONS = 2000
# What the library says of servers.
PREDICTED = {
    "platform": 'java.connections({n}, "platform", collector = "Serial", java_version = {v}, java_code = "interpreted")'
    "",
    "selector": 'java.connections({n}, "selector", 8 KiB, 0 B, "direct", "Serial", java_version = {v})',
}


@pytest.mark.parametrize("kind", part_of(list(PREDICTED), 2))
def test_a_server_is_within_ten_percent(kind: str, tmp_path: Path) -> None:
    java, compiler = which("java"), which("javac")
    if java is None or compiler is None:
        pytest.skip("no java and javac on the PATH: Debian's package openjdk-17-jdk-headless brings them")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    version = re.search(r'"(\d+)', said)
    if version is None or version[1] not in ("17", "21", "25"):
        pytest.skip(f"the formula is of Java 17, 21 and 25, not of {said}")
    # Of platform threads that begin before the code is compiled each takes 75 KB more; how many do is a matter of load.
    mode = ["-Xint"] if kind == "platform" else []
    command = [
        java,
        "-Xms256m",
        "-Xmx1g",
        "-XX:+UseSerialGC",
        *mode,
        "-cp",
        compiled(kind, compiler, tmp_path),
        "Server",
    ]
    with serving(command) as (process, port), connected(port, CONNECTIONS, "socket"):
        grown = resident(process)
    assert grown == pytest.approx(predicted_bytes(PREDICTED[kind].format(n=CONNECTIONS, v=version[1])), rel=0.10)
