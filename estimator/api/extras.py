"""Libraries that come with an extra of the package, and are asked for when they are needed."""

from __future__ import annotations

from typing import Any

from estimator.problems import refused


def optional(library: str, extra: str, use: str) -> Any:
    """A library of an extra. EstimateError, which names the command that installs it, where it is missing."""
    from importlib import import_module

    try:
        return import_module(library)
    except ImportError:
        message = f"{use} needs {library}"
        raise refused(library, message, f"pip install 'capacity-estimator[{extra}]'") from None
