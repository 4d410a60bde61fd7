"""Rounding on numpy arrays, with the same snapping as model/numerics.py has on floats."""

from __future__ import annotations

from typing import Any

import numpy as np

from estimator.model.numerics import LARGEST_WHOLE, SNAP


def snapped(values: Any) -> Any:
    """The nearest integers where they are within 1e-9 relative, else the values."""
    values = np.asarray(values, dtype=float)
    nearest = np.floor(values + 0.5)
    near = np.abs(values - nearest) <= SNAP * np.maximum(1.0, np.abs(values))
    return np.where(near & (np.abs(values) < LARGEST_WHOLE), nearest, values)


def ceil(values: Any) -> Any:
    """Up to an integer."""
    return np.ceil(snapped(values))


def floor(values: Any) -> Any:
    """Down to an integer."""
    return np.floor(snapped(values))


def round_half_away(values: Any) -> Any:
    """To the nearest integer; what is a half but for the last bits is one."""
    size = snapped(np.abs(values))
    near = np.floor(size + 0.5 + SNAP * np.maximum(1.0, size))
    nearest = np.where(size == np.floor(size), size, near)  # of those above 2^52 all are
    return np.copysign(nearest, values)


def ceil_pow2(values: Any) -> Any:
    """Up to a power of two; NaN unless positive."""
    mantissa, exponent = np.frexp(np.where(values > 0.5, snapped(values), values))
    return np.where(values > 0, np.ldexp(1.0, exponent - (mantissa == 0.5)), np.nan)


def share(values: Any) -> Any:
    """Samples of a share, cut at its bounds."""
    return np.clip(values, 0.0, 1.0)
