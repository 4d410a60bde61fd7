"""Estimates from the library, from files and from texts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from estimator.api.arguments import assumptions_given
from estimator.api.estimates import Estimate
from estimator.model.files import module_from_text, read_module
from estimator.model.modules import shipped_library

if TYPE_CHECKING:
    from estimator.api.arguments import Value


def load(name: str | os.PathLike[str], /, **overrides: Value) -> Estimate:
    """A sheet of the library by its name, or a `.est` or `.md` file, with other assumptions if some are given.

    >>> load("map_int64").text("redis_map")
    '3.74 GB'

    EstimateError if there is no such sheet, or it is wrong.
    """
    return Estimate(read_module(os.fspath(name), shipped_library()), assumptions_given(overrides))


def sheet(text: str, name: str = "sheet") -> Estimate:
    """An estimate from the text of a sheet. EstimateError if it is wrong.

    >>> print(sheet('''
    ... users = 3 M user
    ... size  = 2 KB/user
    ... total = users * size -> GB
    ... ''').total)
    6 GB
    """
    return Estimate(module_from_text(text, name))
