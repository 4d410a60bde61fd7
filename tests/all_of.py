"""Thousands of small cases in one test: pytest takes longer for a test of its own than most of them do."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

import pytest

from tests.dear import is_dear, stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST_TOLD = 20


def all_of(
    names: str | tuple[str, ...], cases: Iterable[Any], ids: Callable[[Any], str] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As `pytest.mark.parametrize`, in one test: it goes through all cases, and fails with those that do."""
    words = [word.strip() for word in names.split(",")] if isinstance(names, str) else list(names)
    rows = [_row(case, len(words)) for case in cases]

    def decorated(test: Callable[..., None]) -> Callable[..., None]:
        own = stretch(rows) if is_dear(test.__module__) else rows
        signature = inspect.signature(test)
        others = [parameter for name, parameter in signature.parameters.items() if name not in words]

        @functools.wraps(test)
        def every(*given: Any, **fixtures: Any) -> None:
            failed = []
            for row in own:
                try:
                    test(*given, **fixtures, **dict(zip(words, row, strict=True)))
                except (Exception, pytest.fail.Exception) as fault:  # noqa: BLE001  told of all of them together
                    failed.append(f"[{', '.join([ids(value) for value in row])}] {type(fault).__name__}: {fault}")
            told = "\n".join([*failed[:MOST_TOLD], *(["…"] if len(failed) > MOST_TOLD else [])])
            assert not failed, f"{len(failed)} of {len(own)} cases fail\n{told}"
            assert own, "there is no case"

        every.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]  # pytest reads it
        return every

    return decorated


def _row(case: Any, count: int) -> tuple[Any, ...]:
    values = getattr(case, "values", case) if isinstance(case, tuple) and hasattr(case, "marks") else case
    row = tuple(values) if count > 1 or hasattr(case, "marks") else (values,)
    assert len(row) == count, f"{count} names for {row}"
    return row
