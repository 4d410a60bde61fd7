"""Sketches: HyperLogLog and counting by small memories

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Sketches: HyperLogLog and counting by small memories"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Sketches: HyperLogLog and counting by small memories"""
    def hyperloglog_error(self, registers: Value | Column) -> Quantity:
        """The standard error of a HyperLogLog, by its registers. Below about a tenth of them it counts nearly exactly.

        hyperloglog_error(registers: count) -> % = 1.04 / sqrt(registers)

            registers: a plain number or a count

        Source: Flajolet, Fusy, Gandouet and Meunier, HyperLogLog, AofA 2007, abstract (1.04 / sqrt(m))
        As of: 2026-10
        Example: hyperloglog_error(16_384) = 0.8125%
        In the notation: sketch.hyperloglog_error
        """
    def hyperloglog_error_unmerged(self, registers: Value | Column) -> Quantity:
        """The same of a sketch that never was merged and counts as it goes (the estimator HIP).

        hyperloglog_error_unmerged(registers: count) -> % = 0.8326 / sqrt(registers)

            registers: a plain number or a count

        Source: measured: hash4j and DataSketches, 120 to 400 trials, within 5%
        As of: 2026-10
        Example: hyperloglog_error_unmerged(16_384) = 0.6505%
        In the notation: sketch.hyperloglog_error_unmerged
        """
    def hyperloglog_registers(self, error: Value | Column) -> Quantity:
        """Registers for an error, a power of two and at least the 16 of the smallest sketches.

        hyperloglog_registers(error: share) = max(16, ceil_pow2((1.04 / error)^2))

            error: a share, from 0 to 100%

        Source: Flajolet, Fusy, Gandouet and Meunier, HyperLogLog, AofA 2007, abstract (1.04 / sqrt(m))
        Source: derived here: that, solved for m
        As of: 2026-10
        Example: hyperloglog_registers(1%) = 16_384
        Example: hyperloglog_registers(2%) = 4096
        Example: hyperloglog_registers(50%) = 16
        In the notation: sketch.hyperloglog_registers
        """
    def hyperloglog_memory(self, registers: Value | Column, bits: Value | Column = "6 bit") -> Quantity:
        """Memory of a HyperLogLog whose registers have six bits, as those of Redis.

        hyperloglog_memory(registers: count, bits: bit = 6 bit) -> B = registers * bits

            registers: a plain number or a count
            bits: bit; 6 bit unless given

        Source: redis 7.2.6: src/hyperloglog.c, HLL_BITS
        As of: 2026-10
        Example: hyperloglog_memory(16_384) = 12_288 B
        In the notation: sketch.hyperloglog_memory
        """
    def count_min_columns(self, error: Value | Column) -> Quantity:
        """Counters in a row of a count-min sketch that counts too much by at most a share of all that it counted.

        count_min_columns(error: share) = max(1, ceil(exp(1) / error))

            error: a share, from 0 to 100%

        Source: Cormode and Muthukrishnan, An Improved Data Stream Summary: The Count-Min Sketch, J. Algorithms 55(1), 2005
        Source: derived here: with e / error counters a row is off by more with a chance of 1/e at most (Markov)
        As of: 2005
        Example: count_min_columns(0.1%) = 2719
        Example: count_min_columns(1%) = 272
        In the notation: sketch.count_min_columns
        """
    def count_min_rows(self, chance: Value | Column) -> Quantity:
        """Rows of a count-min sketch, of which one is right but with a small chance.
        RedisBloom takes more of them and narrower ones: 2 / error counters in each of log2(1 / chance) rows.

        count_min_rows(chance: share) = max(1, ceil(ln(1 / chance)))

            chance: a share, from 0 to 100%

        Source: Cormode and Muthukrishnan, An Improved Data Stream Summary: The Count-Min Sketch, J. Algorithms 55(1), 2005
        Source: derived here: rows are independent, and all of them fail with a chance of e^-rows at most
        As of: 2005
        Example: count_min_rows(1%) = 5
        Example: count_min_rows(0.1%) = 7
        In the notation: sketch.count_min_rows
        """
    def count_min_memory(
        self, error: Value | Column, chance: Value | Column, counter: Value | Column = "4 B"
    ) -> Quantity:
        """Memory of a count-min sketch: it counts too much by at most a share of all counts, but with a small chance.
        The share is of everything counted, so that it says little of what is rare.

        count_min_memory(error: share, chance: share, counter: B = 4 B) -> KB = count_min_columns(error) * count_min_rows(chance) * counter

            error: a share, from 0 to 100%
            chance: a share, from 0 to 100%
            counter: B; 4 B unless given

        Source: as count_min_columns and count_min_rows
        As of: 2005
        Example: count_min_memory(0.1%, 1%) = 54.38 KB
        In the notation: sketch.count_min_memory
        """
    def count_min_excess(self, counted: Value | Column, columns: Value | Column) -> Quantity:
        """What such a sketch counts too much, at most but for the chance.

        count_min_excess(counted: count, columns: count) = exp(1) / columns * counted

            counted: a plain number or a count
            columns: a plain number or a count

        Source: as count_min_columns, turned around
        As of: 2005
        Example: count_min_excess(1 bn, 2719) = 1 M
        In the notation: sketch.count_min_excess
        """
    def __call__(self) -> Sheet: ...
