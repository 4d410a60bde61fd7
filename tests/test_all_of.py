"""Many cases in one test: those that fail are told, all of them, and a test without a case is none."""

from __future__ import annotations

import pytest

from tests.all_of import all_of


@all_of("number, square", [(1, 1), (2, 5), (3, 9), pytest.param(4, 17, id="four")])
def squares(number: int, square: int) -> None:
    assert number**2 == square


def test_each_that_fails_is_told() -> None:
    with pytest.raises(AssertionError) as failed:
        squares()
    told = str(failed.value)
    assert told.startswith("2 of 4 cases fail\n")
    assert "[2, 5] AssertionError" in told
    assert "[4, 17] AssertionError" in told


def test_none_is_none() -> None:
    with pytest.raises(AssertionError, match="there is no case"):
        all_of("number", [])(print)()


@all_of("text", ["a", "b"])
def test_it_takes_fixtures(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert tmp_path_factory.mktemp(text).is_dir()
