"""Settings that many formulas share, and the choices that their signatures name

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.estimates import Estimate

class Sheet(Estimate):
    """Settings that many formulas share, and the choices that their signatures name"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Settings that many formulas share, and the choices that their signatures name"""
    def __call__(self) -> Sheet: ...
