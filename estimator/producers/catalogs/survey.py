"""A survey of a running database: asked, written as a sheet, and the sheet's own answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from estimator.producers.catalogs.earlier import with_growth
from estimator.producers.catalogs.sheet import surveyed

if TYPE_CHECKING:
    from estimator.producers.catalogs.addresses import Address
    from estimator.producers.catalogs.readings import Reading
    from estimator.producers.catalogs.sheet import Surveyed


def survey_database(address: Address, seconds: float, earlier: str = "") -> Surveyed:
    """What the catalogs of a database say, within so many seconds. EstimateError in one sentence where it cannot be.

    `earlier` is the sheet of an earlier survey: of the same database, it tells the growth since.
    """
    ends = time.monotonic() + seconds
    reading = _of_postgresql(address, ends) if address.system == "PostgreSQL" else _of_mysql(address, ends)
    return surveyed(with_growth(reading, address.url, earlier), address.url)


def _of_postgresql(address: Address, ends: float) -> Reading:
    from estimator.producers.catalogs.postgresql_asking import postgresql
    from estimator.producers.catalogs.postgresql_reading import read

    with postgresql(address, ends) as server:
        return read(server)


def _of_mysql(address: Address, ends: float) -> Reading:
    from estimator.producers.catalogs.mysql_asking import mysql
    from estimator.producers.catalogs.mysql_reading import read_mysql

    with mysql(address, ends) as server:
        return read_mysql(server)
