"""The libraries of extras, which a user may not have."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from estimator.problems import refused


def optional(library: str, extra: str, use: str) -> Any:
    """A library of an extra. EstimateError, which names the command that installs it, where it is missing."""
    try:
        return import_module(library)
    except ImportError:
        from estimator.languages.installing import installing

        raise refused(library, f"{use} needs {library}", installing(extra)) from None
