"""Distributions: how often a number that varies is below another

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Distributions: how often a number that varies is below another"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Distributions: how often a number that varies is below another"""
    def normal_below(self, deviations: Value | bool | Column) -> Quantity:
        """The share of the normal distribution below so many standard deviations from its mean, to 0.00014.

        normal_below(deviations) = 1 / (1 + exp(-1.5976 * within - 0.070566 * within^3))

            deviations: anything

        Source: measured: a logistic curve against the normal distribution of Python 3.11 (statistics)
        As of: 2026-11
        Example: normal_below(0) = 50%
        Example: normal_below(1.96) = 97.5%
        Example: normal_below(-2) = 2.275%
        In the notation: distributions.normal_below
        """
    def __call__(self) -> Sheet: ...
