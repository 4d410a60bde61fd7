"""Releases: the versions of software that formulas tell apart

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.estimates import Estimate

class Sheet(Estimate):
    """Releases: the versions of software that formulas tell apart"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Releases: the versions of software that formulas tell apart"""
    def __call__(self) -> Sheet: ...
