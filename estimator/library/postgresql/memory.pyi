"""PostgreSQL: memory of connections

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: memory of connections"""

    fresh_backend: Quantity  # The private memory of an idle connection that has done nothi…
    used_backend: Quantity  # The private memory of an idle connection that has used many …
    def __call__(  # type: ignore[override]
        self, /, *, fresh_backend: Value = ..., used_backend: Value = ...
    ) -> Self: ...

class Formulas:
    """PostgreSQL: memory of connections"""

    fresh_backend: Quantity  # The private memory of an idle connection that has done nothi…
    used_backend: Quantity  # The private memory of an idle connection that has used many …
    def backends(
        self,
        connections: Value | Column,
        working: Value | Column = "0",
        work_mem: Value | Column = "4 MB",
        steps: Value | Column = "1",
    ) -> Quantity:
        """The memory of so many connections, with some of them sorting or hashing at once: each step of a query takes work_mem.

        backends(connections: count, working: count = 0, work_mem: B = 4 MB, steps: count = 1) -> GB = connections * used_backend * 1 connection + working * steps * work_mem

            connections: a plain number or a count
            working: a plain number or a count; 0 unless given
            work_mem: B; 4 MB unless given
            steps: a plain number or a count; 1 unless given

        Source: PostgreSQL 15 documentation, 20.4.1 "Memory", work_mem
        Source: measured: as used_backend
        As of: 2026-11
        Example: backends(500 connection) = 4.44 GB
        Example: backends(500 connection, 50 connection, 16 MB) = 5.24 GB
        In the notation: postgresql.memory.backends
        """
    def __call__(self, *, fresh_backend: Value = ..., used_backend: Value = ...) -> Sheet: ...
