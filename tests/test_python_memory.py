"""The formulas for Python's containers against the interpreter: exact, byte for byte."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from array import array
from collections import deque
from typing import TYPE_CHECKING

import pytest

from tests.predictions import predicted_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = ".".join(map(str, sys.version_info[:2]))
KNOWN = [(3, minor) for minor in range(8, 16)]
pytestmark = pytest.mark.skipif(sys.version_info[:2] not in KNOWN, reason=f"no formula is of CPython {VERSION}")
COUNTS = (
    *range(33), 42, 43, 76, 77, 78, 85, 86, 170, 171, 306, 307, 341, 342, 1000, 1228, 1229, 5461, 5462, 4915, 4916,
    10_922, 10_923, 19_660, 19_661, 50_000, 78_642, 78_643, 78_644, 100_000, 157_285, 157_287, 174_763, 300_000,
)  # fmt: skip


def filled_dict(keys: list[object]) -> dict[object, None]:
    found: dict[object, None] = {}
    for key in keys:
        found[key] = None
    return found


@pytest.mark.parametrize("count", COUNTS)
def test_a_dict_is_exact(count: int) -> None:
    numbers = filled_dict(list(range(count)))
    assert predicted_bytes(f"python.dict({count}, version = {VERSION})") == sys.getsizeof(numbers)
    texts = filled_dict([str(place) for place in range(count)])
    assert predicted_bytes(f'python.dict({count}, "text", {VERSION})') == sys.getsizeof(texts)


@pytest.mark.parametrize("count", COUNTS)
def test_a_set_is_exact(count: int) -> None:
    found: set[int] = set()
    for place in range(count):
        found.add(place)
    assert predicted_bytes(f"python.set({count})") == sys.getsizeof(found)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 1000, 12_345])
def test_lists_tuples_and_bytes_are_exact(count: int) -> None:
    assert predicted_bytes(f"python.list({count})") == sys.getsizeof([None] * count)
    assert predicted_bytes(f"python.tuple({count}, {VERSION})") == sys.getsizeof((None,) * count)
    assert predicted_bytes(f"python.bytes({count})") == sys.getsizeof(b"x" * count)
    numbers = array("i", [1] * count)
    assert predicted_bytes(f"python.array({count}, 4 B, {VERSION})") == sys.getsizeof(numbers)


@pytest.mark.skipif(sys.version_info < (3, 9), reason="lists of CPython 3.8 grow by other steps")
@pytest.mark.parametrize("count", [0, 1, 4, 5, 33, 64, 65, 341, 1000, 12_345, 100_000])
def test_what_is_appended_to_is_exact(count: int) -> None:
    grown, queue = list[int](), deque[int]()
    for place in range(count):
        grown.append(place)
        queue.append(place)
    assert predicted_bytes(f'python.list({count}, "grown")') == sys.getsizeof(grown)
    assert predicted_bytes(f"python.deque({count}, {VERSION})") == sys.getsizeof(queue)


@pytest.mark.parametrize("value", [0, 1, 255, 2**30 - 1, 2**30, 2**40, 2**59, 2**60, 2**90])
def test_integers_are_exact(value: int) -> None:
    assert predicted_bytes(f"python.integer({value}, {VERSION})") == sys.getsizeof(value)


@pytest.mark.parametrize("length", [2, 3, 10, 100, 1001])
@pytest.mark.parametrize(
    ("widest", "letter"), [("ascii", "a"), ("latin", "\xe9"), ("wide", "\u4e2d"), ("astral", "\U0001f600")]
)
def test_texts_are_exact(length: int, widest: str, letter: str) -> None:
    text = "".join([letter] * length)
    assert predicted_bytes(f'python.text({length}, "{widest}", {VERSION})') == sys.getsizeof(text)


@pytest.mark.parametrize("attributes", [0, 1, 3, 5, 6, 12, 13, 14, 22, 28, 29, 30, 85, 86, 171])
@pytest.mark.parametrize("kind", ["dict", "slots", "dataclass"])
def test_objects_are_within_half_a_percent(attributes: int, kind: str) -> None:
    names = [f"a{place}" for place in range(attributes)]
    body = "".join([f"\n        self.{name} = None" for name in names]) or "\n        pass"
    slots = f"\n    __slots__ = {names!r}" if kind == "slots" else ""
    made: dict[str, Callable[[], object]] = {}
    fields = "".join([f"\n    {name}: object = None" for name in names]) or "\n    pass"
    code = f"class Made:{slots}\n    def __init__(self):{body}"
    if kind == "dataclass":
        code = f"import dataclasses\n@dataclasses.dataclass\nclass Made:{fields}"
    exec(code, made)  # noqa: S102
    keep: list[object] = [None] * 20_000
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for place in range(len(keep)):
        keep[place] = made["Made"]()
    taken = (tracemalloc.get_traced_memory()[0] - before) / len(keep)
    tracemalloc.stop()
    assert taken == pytest.approx(predicted_bytes(f'python.object({attributes}, "{kind}", {VERSION})'), rel=0.005)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            "{i + 10**12: i + 10**11 for i in range(n)}",
            "python.dict_memory({n}, python.integer(10^12) + 4 B, python.integer(10^11) + 4 B, version = {v})",
        ),
        (
            "{f'user:{i:015}': i + 10**5 for i in range(n)}",
            'python.dict_memory({n}, python.text(20, version = {v}), python.integer(10^5), "text", {v})',
        ),
        ("[i + 10**12 for i in range(n)]", 'python.list_memory({n}, python.integer(10^12) + 4 B, "grown")'),
        ("{float(i) for i in range(n)}", "python.set_memory({n}, python.float())"),
    ],
)
def test_a_process_grows_as_said_within_three_percent(made: str, said: str) -> None:
    count = 700_000
    code = (
        "def resident(): return int(open('/proc/self/statm').read().split()[1]) * 4096\n"
        f"n = {count}; before = resident(); keep = {made}; print(resident() - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said = said.replace("{n}", str(count)).replace("{v}", VERSION)
    assert int(done.stdout) == pytest.approx(predicted_bytes(said), rel=0.03)
