"""The formulas for Python's containers against the interpreter: exact, byte for byte."""

from __future__ import annotations

import sys

import pytest

from tests.predictions import predicted_bytes

pytestmark = pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the sizes are those of CPython 3.11")
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
    assert predicted_bytes(f"python.dict({count})") == sys.getsizeof(numbers)
    texts = filled_dict([str(place) for place in range(count)])
    assert predicted_bytes(f'python.dict({count}, "text")') == sys.getsizeof(texts)


@pytest.mark.parametrize("count", COUNTS)
def test_a_set_is_exact(count: int) -> None:
    found: set[int] = set()
    for place in range(count):
        found.add(place)
    assert predicted_bytes(f"python.set({count})") == sys.getsizeof(found)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 1000, 12_345])
def test_lists_tuples_and_bytes_are_exact(count: int) -> None:
    assert predicted_bytes(f"python.list({count})") == sys.getsizeof([None] * count)
    assert predicted_bytes(f"python.tuple({count})") == sys.getsizeof((None,) * count)
    assert predicted_bytes(f"python.bytes({count})") == sys.getsizeof(b"x" * count)


@pytest.mark.parametrize("value", [0, 1, 255, 2**30 - 1, 2**30, 2**40, 2**59, 2**60, 2**90])
def test_integers_are_exact(value: int) -> None:
    assert predicted_bytes(f"python.integer({value})") == sys.getsizeof(value)


@pytest.mark.parametrize("length", [2, 3, 10, 100, 1001])
@pytest.mark.parametrize(
    ("widest", "letter"), [("ascii", "a"), ("latin", "\xe9"), ("wide", "\u4e2d"), ("astral", "\U0001f600")]
)
def test_texts_are_exact(length: int, widest: str, letter: str) -> None:
    text = "".join([letter] * length)
    assert predicted_bytes(f'python.text({length}, "{widest}")') == sys.getsizeof(text)
