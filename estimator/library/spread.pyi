"""Spreads: how the lengths or sizes of many things differ

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Spreads: how the lengths or sizes of many things differ"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Spreads: how the lengths or sizes of many things differ"""
    def mix(self, share: Value | Column, first: Value | bool | Column, second: Value | bool | Column) -> Quantity:
        """So large a share of the things is `first`, the others are `second`; either may be a spread itself.

        mix(share: share, first, second) = if spread(bernoulli(share)) then first else second

            share: a share, from 0 to 100%
            first: anything
            second: anything

        Source: definition: a mixture: each thing is of one kind or of the other
        As of: 2026-11
        Example: mean(mix(90%, 20 B, 2000 B)) = 218 B
        In the notation: spread.mix
        """
    def quartiles(
        self,
        smallest: Value | bool | Column,
        quarter: Value | bool | Column,
        median: Value | bool | Column,
        three_quarters: Value | bool | Column,
        largest: Value | bool | Column,
    ) -> Quantity:
        """A spread by its smallest and largest value and the three quarters between; even within each.

        quartiles(smallest, quarter, median, three_quarters, largest) = if draw < 0.25 then smallest + (quarter - smallest) * 4 * draw else if draw < 0.5 then quarter + (median - quarter) * 4 * (draw - 0.25) else if draw < 0.75 then median + (three_quarters - median) * 4 * (draw - 0.5) else three_quarters + (largest - three_quarters) * 4 * (draw - 0.75)

            smallest: anything
            quarter: anything
            median: anything
            three_quarters: anything
            largest: anything

        Source: derived here: the inverse of a distribution that is linear between the given points
        As of: 2026-11
        Example: mean(quartiles(10 B, 20 B, 30 B, 40 B, 50 B)) = 30 B
        Example: mean(quartiles(0 B, 0 B, 0 B, 100 B, 100 B)) = 37.5 B
        In the notation: spread.quartiles
        """
    def septiles(
        self,
        smallest: Value | bool | Column,
        seventh_1: Value | bool | Column,
        seventh_2: Value | bool | Column,
        seventh_3: Value | bool | Column,
        seventh_4: Value | bool | Column,
        seventh_5: Value | bool | Column,
        seventh_6: Value | bool | Column,
        largest: Value | bool | Column,
    ) -> Quantity:
        """A spread by its smallest and largest value and the six sevenths between; even within each.

        septiles(smallest, seventh_1, seventh_2, seventh_3, seventh_4, seventh_5, seventh_6, largest) = if draw < 1 then smallest + (seventh_1 - smallest) * draw else if draw < 2 then seventh_1 + (seventh_2 - seventh_1) * (draw - 1) else if draw < 3 then seventh_2 + (seventh_3 - seventh_2) * (draw - 2) else if draw < 4 then seventh_3 + (seventh_4 - seventh_3) * (draw - 3) else if draw < 5 then seventh_4 + (seventh_5 - seventh_4) * (draw - 4) else if draw < 6 then seventh_5 + (seventh_6 - seventh_5) * (draw - 5) else seventh_6 + (largest - seventh_6) * (draw - 6)

            smallest: anything
            seventh_1: anything
            seventh_2: anything
            seventh_3: anything
            seventh_4: anything
            seventh_5: anything
            seventh_6: anything
            largest: anything

        Source: derived here: the inverse of a distribution that is linear between the given points
        As of: 2026-11
        Example: mean(septiles(0 B, 1 B, 2 B, 3 B, 4 B, 5 B, 6 B, 7 B)) = 3.5 B
        In the notation: spread.septiles
        """
    def __call__(self) -> Sheet: ...
