"""What a flattening remembers, topic by topic, so that it is found out once."""

from __future__ import annotations

from estimator.model.budget import Nesting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from estimator.model.modules import Module

    # The parameters of what is called, in their order, and those of them that are releases.
    Target: TypeAlias = tuple[tuple[str, ...], frozenset[str]]


class RangeNames:
    """The names of the ranges that stand inside expressions: their samples are seeded by them."""

    __slots__ = ("_counts", "_taken")

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def next(self, prefix: str) -> str:
        """A name for one more range behind a prefix, taken by it: `range`, `range_2`."""
        name, count = "range", 1
        while f"{prefix}.{name}" in self._taken:
            count = max(count + 1, self._counts.get(prefix, 1) + 1)
            name = f"range_{count}"
        self._counts[prefix] = count
        self._taken.add(f"{prefix}.{name}")
        return name


class KnownShares:
    """Which sheets write any share, and which trees of which instances are one."""

    __slots__ = ("sheets", "trees")

    def __init__(self) -> None:
        self.sheets: dict[Module, bool] = {}
        self.trees: dict[tuple[int, int], bool | None] = {}


class KnownReleases:
    """Which quantities of sheets, parameters of functions and targets of paths are releases."""

    __slots__ = ("nesting", "of_functions", "of_modules", "targets")

    def __init__(self) -> None:
        self.of_modules: dict[Module, frozenset[str]] = {}
        self.of_functions: dict[int, frozenset[str]] = {}
        self.targets: dict[tuple[Module, str], Target | None] = {}
        self.nesting = Nesting()  # of calls through which one is followed
