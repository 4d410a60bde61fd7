"""The samples of a quantity that has a range, as an array of numpy that goes on knowing what a sheet knows of it.

A sheet knows the central value (that of the best guesses, which no sample is), P5 and P95. Whatever numpy makes of the
samples element by element it makes of the central value as well; the ends go along where an operation with plain
numbers keeps or turns the order of the samples, else they are those of the new samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

ENDS = (0.05, 0.95)
BARS = 7
OUTER = (0.01, 0.99)  # between which the bars stand
_ADDS_UP = 1e300  # a few numbers up to here have a sum
_SMALLER = 2.0**-64  # a factor that loses no digit
_SAME = 1e-12  # relative; by more, the sum of samples is another one
_IN_ORDER = frozenset(
    (np.add, np.subtract, np.multiply, np.negative, np.positive, np.maximum, np.minimum, np.floor, np.ceil, np.rint)
)


@record
class Told:
    """What is known of samples beside themselves: the central value, P5 and P95; nan for what is not."""

    central: float
    low: float
    high: float


UNTOLD = Told(np.nan, np.nan, np.nan)


class Samples(np.ndarray):
    """Samples, along the last axis; `told` is what is known of them besides."""

    _told: Told
    _sum: float  # of the samples that it was told of: who changes some in their place is told of no more

    def __array_finalize__(self, source: Any) -> None:
        self._told = getattr(source, "_told", UNTOLD)
        self._sum = getattr(source, "_sum", np.nan)

    @property
    def told(self) -> Told:
        """The central value, P5 and P95 in the unit of the samples; of those that were changed nothing is known."""
        total = sum_of(self.view(np.ndarray))
        return self._told if abs(total - self._sum) <= _SAME * abs(total) else UNTOLD

    def tell(self, told: Told) -> None:
        """Say what is known of the samples."""
        self._told, self._sum = told, sum_of(self.view(np.ndarray))

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, **options: Any) -> Any:
        plain = [_plain(each) for each in inputs]
        if out is not None:
            options["out"] = tuple([_plain(each) for each in out])
        told = _told_of(ufunc, inputs) if method == "__call__" and ufunc.nout == 1 else UNTOLD
        found = getattr(ufunc, method)(*plain, **options)
        made = _samples_like(found, [each for each in inputs if isinstance(each, Samples)])
        if out is not None and isinstance(out[0], Samples):
            made = out[0]
        if isinstance(made, Samples):
            made.tell(told)
        return made

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        samples: list[Samples] = []
        found = func(*_all_plain(args, samples), **_all_plain(kwargs, samples))
        return _samples_like(found, samples)

    def round(self, decimals: Any = 0, out: Any = None) -> Any:
        """Rounded to so many decimals, what is known of them with them."""
        found = self.view(np.ndarray).round(decimals, out)
        made: Any = found.view(Samples)
        told = self.told
        made.tell(Told(*[round(each, decimals) for each in (told.central, told.low, told.high)]))
        return made

    def __round__(self, digits: Any = None) -> Any:
        return self.round(digits or 0)

    def __reduce__(self) -> tuple[Callable[..., Samples], tuple[Any, Told]]:
        return samples, (self.view(np.ndarray), self.told)

    def __deepcopy__(self, memo: object) -> Samples:
        return samples(self.view(np.ndarray).copy(), self.told)


def samples(numbers: NDArray[Any], told: Told = UNTOLD) -> Samples:
    """An array as samples of which something is known."""
    made: Samples = np.asarray(numbers).view(Samples)
    made.tell(told)
    return made


def sum_of(numbers: NDArray[Any]) -> float:
    """The sum of an array, or where it is too large for a float that of a part of each: it tells arrays apart."""
    numbers = _plain(numbers)
    with np.errstate(over="ignore", invalid="ignore"):
        total = float(numbers.sum())
        return total if np.isfinite(total) else float((numbers * _SMALLER).sum())


def middle_and_ends(found: Samples) -> Told:
    """The central value with P5 and P95: as they are known, else the median and the quantiles of the samples."""
    told, plain = found.told, found.view(np.ndarray)
    low, median, high = _quantiles(plain, (ENDS[0], 0.5, ENDS[1]))
    return Told(
        float(median if np.isnan(told.central) else told.central),
        float(low if np.isnan(told.low) else told.low),
        float(high if np.isnan(told.high) else told.high),
    )


def bars(found: NDArray[Any]) -> tuple[float, ...]:
    """The heights of a small histogram, from 0 to 1."""
    if np.abs(found).max() > _ADDS_UP:  # the distance between two of them is to be a number
        found = found * _SMALLER
    first, last = _quantiles(found, OUTER)
    if not last - first > 1e-9 * max(abs(first), abs(last)):  # too narrow to tell bars apart, or not finite
        return tuple([1.0 if place == BARS // 2 else 0.0 for place in range(BARS)])
    counts, _ = np.histogram(found, BARS, (first, last))
    return tuple((counts / counts.max()).tolist())


def _quantiles(numbers: NDArray[Any], shares: tuple[float, ...]) -> list[float]:
    """Quantiles as plain floats; nan beside an infinity."""
    with np.errstate(over="ignore", invalid="ignore"):
        found: list[float] = np.quantile(numbers, shares, method="hazen").tolist()
    return found


def _plain(value: Any) -> Any:
    return value.view(np.ndarray) if isinstance(value, Samples) else value


def _all_plain(value: Any, samples: list[Samples]) -> Any:
    """Arguments with plain arrays in place of samples, which are gathered."""
    if isinstance(value, Samples):
        samples.append(value)
        return _plain(value)
    if isinstance(value, tuple | list):
        return type(value)([_all_plain(each, samples) for each in value])
    if isinstance(value, dict):
        return {key: _all_plain(each, samples) for key, each in value.items()}
    return value


def _samples_like(found: Any, given: list[Samples]) -> Any:
    """What came of samples: samples again if there are as many of them and they are numbers, else as it is."""
    is_like = (
        isinstance(found, np.ndarray)
        and found.ndim
        and found.dtype.kind == "f"
        and any(each.ndim and each.shape[-1] == found.shape[-1] for each in given)
    )
    if not is_like:
        return found
    made = found.view(Samples)
    made.tell(UNTOLD)
    return made


def _told_of(ufunc: np.ufunc, inputs: tuple[Any, ...]) -> Told:
    """What is known of the values of a function of samples and plain numbers."""
    tellers = [each.told if isinstance(each, Samples) else None for each in inputs]
    numbers = [each for each, told in zip(inputs, tellers, strict=True) if told is None]
    if any(np.ndim(each) for each in numbers) or any(isinstance(each, Samples) and each.ndim > 1 for each in inputs):
        return UNTOLD

    def at(end: str) -> float:
        given = [each if told is None else getattr(told, end) for each, told in zip(inputs, tellers, strict=True)]
        with np.errstate(all="ignore"):
            return float(ufunc(*given))

    try:
        central = at("central")
        is_in_order = ufunc in _IN_ORDER or (ufunc is np.divide and tellers[0] is not None)
        if not is_in_order or len(inputs) - len(numbers) > 1:
            return Told(central, np.nan, np.nan)
        low, high = sorted((at("low"), at("high")))
        return Told(central, low, high)
    except (TypeError, ValueError):  # a function of what are no floats
        return UNTOLD
