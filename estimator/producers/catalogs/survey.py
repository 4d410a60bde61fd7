"""A survey of a running database: asked, written as a sheet, and the sheet's own answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from estimator.producers.catalogs.sheet import surveyed

if TYPE_CHECKING:
    from estimator.producers.catalogs.addresses import Address
    from estimator.producers.catalogs.sheet import Surveyed


def survey_database(address: Address, seconds: float) -> Surveyed:
    """What the catalogs of a database say, within so many seconds. EstimateError in one sentence where it cannot be."""
    ends = time.monotonic() + seconds
    from estimator.producers.catalogs.postgresql_asking import postgresql
    from estimator.producers.catalogs.postgresql_reading import read

    with postgresql(address, ends) as server, server.understood():
        reading = read(server)
    return surveyed(reading, address.url)
