"""Timing wheels: range, slots, comparisons

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Timing wheels: range, slots, comparisons"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Timing wheels: range, slots, comparisons"""
    def range(self, tick: Value | Column, slots: Value | Column, levels: Value | Column) -> Quantity:
        """The longest delay that a hierarchy of wheels can hold.
        A timer fires up to one tick of the finest wheel late, if tasks are moved down to it in time; without that, up to
        one tick of the wheel that they are in.

        range(tick: s, slots: count, levels: count) -> s = tick * slots^levels

            tick: s
            slots: a plain number or a count
            levels: a plain number or a count

        Source: Varghese and Lauck, Hashed and Hierarchical Timing Wheels, 1997, scheme 7 (100 * 24 * 60 * 60 s)
        Example: range(1 s, 60, 1) = 60 s
        Example: range(1 s, 60, 2) = 3600 s
        Example: range(1 s, 60, 3) = 216_000 s
        In the notation: timing_wheel.range
        """
    def slots_total(self, slots: Value | Column, levels: Value | Column) -> Quantity:
        """Slots of the whole hierarchy.

        slots_total(slots: count, levels: count) = slots * levels

            slots: a plain number or a count
            levels: a plain number or a count

        Source: Varghese and Lauck, Hashed and Hierarchical Timing Wheels, 1997, scheme 7 (100 + 24 + 60 + 60)
        Example: slots_total(60, 3) = 180
        In the notation: timing_wheel.slots_total
        """
    def single_wheel_slots(self, tick: Value | Column, longest: Value | Column) -> Quantity:
        """Slots of one wheel with the same range and tick: what the hierarchy saves.

        single_wheel_slots(tick: s, longest: s) = ceil(longest / tick)

            tick: s
            longest: s

        Source: Varghese and Lauck, Hashed and Hierarchical Timing Wheels, 1997, scheme 4
        Example: single_wheel_slots(1 s, 216_000 s) = 216_000
        In the notation: timing_wheel.single_wheel_slots
        """
    def levels_needed(self, tick: Value | Column, slots: Value | Column, longest: Value | Column) -> Quantity:
        """Levels for a longest delay.

        levels_needed(tick: s, slots: count, longest: s) = max(1, ceil(ln(longest / tick) / ln(slots)))

            tick: s
            slots: a plain number or a count
            longest: s

        Source: derived here: range, solved for the levels
        Example: levels_needed(1 s, 60, 1 day) = 3
        Example: levels_needed(1 s, 60, 1 s) = 1
        In the notation: timing_wheel.levels_needed
        """
    def cascades(self, levels: Value | Column) -> Quantity:
        """How often a task is moved to a finer wheel, at most.

        cascades(levels: count) = max(0, levels - 1)

            levels: a plain number or a count

        Source: Varghese and Lauck, Hashed and Hierarchical Timing Wheels, 1997, scheme 7 (migrated level by level)
        Example: cascades(3) = 2
        In the notation: timing_wheel.cascades
        """
    def heap_comparisons(self, entries: Value | Column) -> Quantity:
        """Comparisons of an insertion into a heap of so many. A wheel's delay queue holds its slots, not the tasks.

        heap_comparisons(entries: count) = ceil(log2(max(1, entries)))

            entries: a plain number or a count

        Source: Varghese and Lauck, Hashed and Hierarchical Timing Wheels, 1997, scheme 3 (O(log n) to start)
        Source: definition: the height of a binary heap
        Source: system-design notes: 优先队列上的时间复杂度为 O(logK)，而时间轮上的时间复杂度为 O(1)
        Example: heap_comparisons(1 M) = 20
        Example: heap_comparisons(180) = 8
        Example: heap_comparisons(1) = 0
        In the notation: timing_wheel.heap_comparisons
        """
    def tick_of(self, tick: Value | Column, slots: Value | Column, level: Value | Column) -> Quantity:
        """The tick of one of the wheels, which is how exactly a task there is known.

        tick_of(tick: s, slots: count, level: count) -> s = tick * slots^(level - 1)

            tick: s
            slots: a plain number or a count
            level: a plain number or a count

        Source: definition: a turn of one wheel is a tick of the next
        Example: tick_of(1 s, 60, 1) = 1 s
        Example: tick_of(1 s, 60, 3) = 3600 s
        In the notation: timing_wheel.tick_of
        """
    def __call__(self) -> Sheet: ...
