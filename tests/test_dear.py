"""What is dear is tried in as many days as it says, some of it every day, and all of it with the others of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import dear
from tests.all_of import all_of
from tests.data import FEWER

if TYPE_CHECKING:
    import pytest


def taken(monkeypatch: pytest.MonkeyPatch, day: int, function: tuple[str, str], count: int) -> set[int]:
    monkeypatch.setenv("TEST_DAY", str(day))
    return {place for place in range(count) if dear.is_taken(*function, place, count)}


@all_of(("function", "count"), [(function, count) for function in dear.DAYS for count in (1, 2, 3, 7, 100)])
def test_all_of_it_is_tried_in_as_many_days(
    function: tuple[str, str], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUICK_TESTS", raising=False)
    found = [taken(monkeypatch, day, function, count) for day in range(740_000, 740_000 + dear.DAYS[function])]
    assert set.union(*found) == set(range(count))
    if count > 1:
        assert all(found)
        assert max(map(len, found)) <= -(-count // min(count, dear.DAYS[function]))


def test_all_that_is_not_dear_is_tried_every_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUICK_TESTS", raising=False)
    assert taken(monkeypatch, 740_000, ("test_dear", "test_nothing"), 100) == set(range(100))


def test_quick_tests_take_a_part_of_the_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUICK_TESTS", "1")
    function = ("test_library", "test_a_formula_file_loads_by_itself")
    days = range(740_000, 740_000 + FEWER * dear.DAYS[function])
    found = [taken(monkeypatch, day, function, 100) for day in days]
    assert set.union(*found) == set(range(100))
    assert max(map(len, found)) <= -(-100 // len(days))


def test_each_day_has_its_turn() -> None:
    assert set(dear.IN_TURN.values()) == set(range(FEWER))
