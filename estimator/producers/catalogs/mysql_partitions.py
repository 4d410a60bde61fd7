"""What InnoDB's statistics say of trees and partitions, in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SINGLE, EXTENT = 32, 64  # pages: so many are taken one by one, then so many at a time
ALIKE, FURTHER = 1.1, 1.3  # times as large as the smallest, what is alike; and by how much more where many differ
MOST_GROUPS = 12


def pages_of(taken: float) -> float:
    """The pages that hold rows, of a tree by all that it has taken: single ones, or extents, the last one half full."""
    return max(1, taken - 1) if taken <= SINGLE + 1 else max(SINGLE, taken - 1 - EXTENT / 2)


def shares_of(pages: Sequence[float]) -> tuple[tuple[int, float], ...]:
    """The pages of partitions as shares: how many are about alike, and the share of all pages that each of them has."""
    whole, near = sum(pages), ALIKE
    groups = _alike(pages, near)
    while len(groups) > MOST_GROUPS:
        near *= FURTHER
        groups = _alike(pages, near)
    return tuple([(len(each), sum(each) / len(each) / whole) for each in groups])


def _alike(pages: Sequence[float], near: float) -> list[list[float]]:
    """Groups of which the largest is at most so many times the smallest, the largest first."""
    found: list[list[float]] = []
    for each in sorted(pages, reverse=True):
        if not found or found[-1][0] > near * each:
            found.append([])
        found[-1].append(each)
    return found
