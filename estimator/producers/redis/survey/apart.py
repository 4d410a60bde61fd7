"""Large keys that stand for themselves alone, as what the server uses has it.

A sample of one key in ten that meets one huge key takes it for ten; one that does not meet it knows of none. Neither is
known from the sample, but the server says what it uses in all: where the keys like it would be far more than that,
there are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.redis.survey.strata import APART

if TYPE_CHECKING:
    from estimator.producers.redis.survey.strata import Strata, Stratum

WORTH = 0.1  # of all bytes: keys that were not looked at and would make up less are left to chance


def set_apart(strata: Strata, surplus: float, whole: float) -> bool:
    """Set apart the keys whose like would be the sample's surplus over what the server uses; whether there are any.

    Both in bytes: `surplus` is of `whole`, of all that the sample stands for. Those of one place are set apart where
    the surplus is at least half of what they would stand for besides themselves.
    """
    found = False
    while True:
        chosen: tuple[Stratum, tuple[str, int]] | None = None
        excess = WORTH * whole
        for stratum in strata.found.values():
            place = None if stratum.pattern.endswith(APART) else stratum.top
            if place is None:
                continue
            more = (stratum.seen / stratum.looked - 1) * stratum.cells[place].bytes
            if excess < more < 2 * surplus:
                chosen, excess = (stratum, place), more
        if chosen is None:
            return found
        strata.set_apart(*chosen)
        surplus -= excess
        found = True
