"""PostgreSQL: types and how their values are laid out

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: types and how their values are laid out"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: types and how their values are laid out"""
    def boundary(self, type: Value | bool | Column) -> Quantity:
        """boundary(type) -> B: What a value of a type starts at a multiple of."""
    def behind(
        self,
        start: Value | Column,
        type: Value | bool | Column,
        length: Value | Column,
        there: bool | str | Column = True,
    ) -> Quantity:
        """behind(start: B, type, length: B, there: yes or no = yes) -> B: Where the data ends behind a column, by its type, its length and whether the row has it."""
    def __call__(self) -> Sheet: ...
