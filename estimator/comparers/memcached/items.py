"""The workloads that `verify memcached` knows, and the lines of the notation that predict them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.comparers.comparison import predicted_bytes
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.comparers.calls import Line

ITEM, PAGES = "item", "memory"
BOUNDS = {ITEM: 0.001, PAGES: 0.01}
LEAST_KEY = 24  # bytes: room for a draw that nobody else has, and a number


@record
class Items:
    """So many items with keys and values of one length; of them is measured what they take, or their slab pages."""

    name: str
    kind: str
    keys: int
    key_length: int
    value_length: int
    flags: int = 0
    draw: str = "000000000000"  # of their names: those of a run on somebody's server are nobody else's
    lengths: tuple[int, ...] = ()  # of the values, where they differ: as many as there are items
    line: Line | None = None  # of a user's sheet, that says what it is

    @property
    def length(self) -> int:
        """How many items are written."""
        return self.keys

    @property
    def said(self) -> str:
        """The line that predicts it."""
        if self.line is not None:
            return f"{self.keys} * {self.line.call()}"
        flags = ', "yes"' if self.flags else ""
        item = f"memcached.item({self.key_length} B, {self.value_length} B{flags})"
        return f"{self.keys} * {item}" if self.kind == ITEM else f"memcached.memory_needed({self.keys} item, {item})"

    @property
    def predicted(self) -> float:
        """The bytes that this line says. EstimateError."""
        if self.line is None:
            return predicted_bytes(self.said)
        return self.line.predicted(f"{self.keys} * mean({self.line.call()})")

    def value_of(self, place: int) -> int:
        """The length of the value at a place."""
        return self.lengths[place % len(self.lengths)] if self.lengths else self.value_length

    def scaled(self, keys: int) -> Items:
        """The same with another number of items."""
        return replace(self, keys=keys)

    def drawn(self, draw: str) -> Items:
        """The same with other names of the same lengths."""
        return replace(self, draw=draw)

    def names(self) -> Iterator[str]:
        """The names of its items, none twice."""
        head = f"est{self.draw}"
        for place in range(self.keys):
            yield head + str(place).rjust(self.key_length - len(head), "0")


WORKLOADS: dict[str, Items] = {
    each.name: each
    for each in (
        Items("item_10", ITEM, 20_000, 24, 10),
        Items("item_100", ITEM, 20_000, 30, 100),
        Items("item_100_with_flags", ITEM, 20_000, 30, 100, 5),
        Items("item_1000", ITEM, 10_000, 40, 1000),
        Items("item_long_key", ITEM, 10_000, 250, 30),
        Items("item_50_000", ITEM, 200, 30, 50_000),
        Items("memory_100", PAGES, 100_000, 30, 100),
        Items("memory_333", PAGES, 50_000, 24, 333),
        Items("memory_1000", PAGES, 20_000, 40, 1000, 7),
        Items("memory_10_000", PAGES, 3000, 30, 10_000),
    )
}
assert all(each.key_length >= LEAST_KEY for each in WORKLOADS.values())
