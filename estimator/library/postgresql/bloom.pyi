"""PostgreSQL: the size of a bloom index

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: the size of a bloom index"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the size of a bloom index"""
    def bloom(self, rows: Value | Column, bits: Value | Column = "80") -> Quantity:
        """The size of a bloom index, by the bits of a signature: `length` of its WITH, in whole words of 16.

        bloom(rows: count, bits: count = 80) -> B = (1 + ceil(rows / per_page)) * 8192 B

            rows: a plain number or a count
            bits: a plain number or a count; 80 unless given

        Source: postgres/postgres 15: contrib/bloom/blutils.c, BloomPageAddItem, initBloomState (sizeOfBloomTuple)
        Source: measured: relpages of PostgreSQL 15, built and filled by inserting, 24 indexes of 1 to 4096 bits, exact
        As of: 2026-11
        Example: bloom(30_000 row) = 60 * 8192 B
        Example: bloom(511 row, 200) = 4 * 8192 B
        Example: bloom(30_000 row, 4096) = 2001 * 8192 B
        In the notation: postgresql.bloom.bloom
        """
    def __call__(self, rows: Value | Column, bits: Value | Column = "80") -> Quantity:
        """bloom(rows: count, bits: count = 80) -> B: The size of a bloom index, by the bits of a signature: `length` of its WITH, in whole words of 16."""
