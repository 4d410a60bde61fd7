"""Back-of-the-envelope capacity estimates in one notation, with units, ranges and worked steps.

    load(NAME)      an estimate from a sheet of the library or a file
    sheet(TEXT)     an estimate from a text in the notation
    formulas        the library: `formulas.latency`, `formulas.redis.string(...)`
    EstimateError   what a wrong sheet, name or value raises; its `problems` say where and what to do

`%load_ext estimator` gives a notebook the cell magic `%%estimate`. Names are loaded when they are first used, for the
command line starts without them.
"""

from estimator.problems import EstimateError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.api.estimates import Estimate, load, sheet
    from estimator.api.formulas import formulas
    from estimator.problems import Problem

__all__ = ["Estimate", "EstimateError", "formulas", "load", "sheet"]
_HOMES = {
    "Estimate": "estimator.api.estimates",
    "formulas": "estimator.api.formulas",
    "load": "estimator.api.estimates",
    "sheet": "estimator.api.estimates",
}


def _told(problems: "list[Problem]") -> str:
    from estimator.languages.reports import report_text

    return report_text(problems)


EstimateError.told = staticmethod(_told)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'estimator' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]


def load_ipython_extension(shell: "Any") -> None:
    """`%load_ext estimator`."""
    from estimator.jupyter import register

    register(shell)
