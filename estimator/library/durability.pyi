"""Durability: the chance to lose data that is kept in copies or with an erasure code

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Durability: the chance to lose data that is kept in copies or with an erasure code"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Durability: the chance to lose data that is kept in copies or with an erasure code"""
    def annual_loss(
        self,
        data_blocks: Value | Column,
        parity_blocks: Value | Column,
        annual_failures: Value | Column,
        rebuild_time: Value | Column,
    ) -> Quantity:
        """The chance that a group is lost within a year.
        Copies are one data block and the others parity: three copies are annual_loss(1, 2, …).

        annual_loss(data_blocks: count, parity_blocks: count, annual_failures: share, rebuild_time: s) = if lost_at_once < 1e-6 then periods * lost_at_once else 1 - (1 - lost_at_once)^periods

            data_blocks: a plain number or a count
            parity_blocks: a plain number or a count
            annual_failures: a share, from 0 to 100%
            rebuild_time: s

        Source: Backblaze/erasure-coding-durability: README.md (4 data, 2 parity, 10% a year, 1 day: 1.500e-7)
        As of: 2018
        Example: annual_loss(4, 2, 10%, 1 day) = 1.5e-7
        Example: annual_loss(4, 3, 10%, 1 day) / annual_loss(4, 2, 10%, 1 day) = 0.00048
        Example: annual_loss(1, 0, 1%, 1 day) = 0.995%
        In the notation: durability.annual_loss
        """
    def nines(self, loss: Value | Column) -> Quantity:
        """The nines of a durability, by the chance of a loss; count the whole ones.

        nines(loss: share) = -log10(loss)

            loss: a share, from 0 to 100%

        Source: Backblaze/erasure-coding-durability: README.md (1.500e-7 are 6 nines)
        As of: 2018
        Example: floor(nines(annual_loss(4, 2, 10%, 1 day))) = 6
        Example: nines(1e-11) = 11
        In the notation: durability.nines
        """
    def losses(self, groups: Value | Column, loss: Value | Column) -> Quantity:
        """The number of groups lost in a year, on average.

        losses(groups: count, loss: share) = groups * loss

            groups: a plain number or a count
            loss: a share, from 0 to 100%

        Source: definition: groups times the chance of each
        Example: losses(20 bn object, 1e-11) = 0.2
        In the notation: durability.losses
        """
    def __call__(self) -> Sheet: ...
