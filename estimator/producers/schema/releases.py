"""The release of PostgreSQL in a sheet, passed on to the formulas that tell releases apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation.making import NOWHERE, defined, name, number
from estimator.notation.passed_on import With

if TYPE_CHECKING:
    from estimator.notation.sheet import Line

RELEASE = "postgresql_version"
USUAL = "15"  # the setting's own default


def release_lines(release: str) -> list[Line]:
    """The lines that say which release it is."""
    return [defined(RELEASE, number(release)), With((name(RELEASE),), "", NOWHERE)]
