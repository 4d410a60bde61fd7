"""Machines for a demand: how many of each shape, in what share of the cases they carry it, and which is the cheapest.

A shape has so much of each resource, and so many machines of it carry a demand where they have enough of every one.
Demands are samples that were drawn together. What matters of them is sorted once for each resource, so that thousands
of shapes under a hundred thousand draws take neither the time nor the room of their product.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.numerics import SNAP
from estimator.reckoning.whole_arrays import ceil
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NONE = math.inf  # machines that no number of them would be enough


@record
class Spares:
    """What a fleet has beyond the demand: machines that may fail, and of how many zones one may."""

    machines: int = 0
    zones: int = 1

    @property
    def stride(self) -> int:
        """What the number of machines is a multiple of: as many in each zone."""
        return self.zones

    def bought(self, needed: Any) -> Any:
        """The machines that are bought where so many are needed; of an array, each."""
        survivors = needed + self.machines
        if self.zones == 1:
            return survivors
        return self.zones * np.ceil(survivors / (self.zones - 1))

    def left(self, bought: float) -> float:
        """The machines that are left of those, after the loss of a zone and of the spare ones."""
        return bought - bought / self.zones * (self.zones > 1) - self.machines


class Demands:
    """Samples of what is asked of each resource, a row a resource, drawn together; 1 draw where all are certain."""

    def __init__(self, samples: Sequence[Any], draws: int = 0) -> None:
        self.draws = draws or max([np.size(each) for each in samples])
        self.samples = [np.broadcast_to(np.asarray(each, dtype=float).reshape(-1), (self.draws,)) for each in samples]
        self.ascending = [np.sort(each) for each in self.samples]

    def first(self, draws: int) -> Demands:
        """The same with so many of the draws: they come in no order, so that some stand for all."""
        return self if draws >= self.draws else Demands([each[:draws] for each in self.samples], draws)

    def at(self, share: float) -> Any:
        """Of each resource, what is asked in at most that share of the cases."""
        return np.array([each[self.draws - 1 - self.beyond(share)] for each in self.ascending])

    def beyond(self, share: float) -> int:
        """In how many draws a fleet may be too small for it to carry the demand in that share of them."""
        return min(self.draws - 1, math.floor((1 - share) * self.draws * (1 + SNAP)))


class Shapes:
    """What one machine of each shape can be used for, a row a shape and a column a resource, and its price.

    `uncertain` has the samples of the resources of those shapes of which some differ from draw to draw. The price is
    nan where there is none.
    """

    def __init__(self, usable: Any, prices: Any, uncertain: Mapping[int, Sequence[Any]] = MappingProxyType({})) -> None:
        self.usable = np.asarray(usable, dtype=float)
        self.prices = np.asarray(prices, dtype=float)
        self.uncertain = uncertain

    def machines(self, shape: int, demands: Demands) -> Any:
        """How many machines of a shape each draw needs; infinite where it has nothing of what is asked."""
        found = np.zeros(demands.draws)
        for asked, has in zip(demands.samples, self.uncertain.get(shape, self.usable[shape]), strict=True):
            np.maximum(found, _times(asked, has if np.ndim(has) == 0 else has[: demands.draws]), out=found)
        return _whole(found)

    def carried(self, shape: int, demands: Demands, machines: float) -> float:
        """The share of the draws in which so many machines of a shape carry the demand."""
        return float(np.mean(self.machines(shape, demands) <= machines))


def machines_at(demands: Demands, shapes: Shapes, share: float) -> Any:
    """How many machines of each shape carry the demand in a share of the draws; infinite where no number does."""
    usable, allowed = shapes.usable, demands.beyond(share)
    limits = demands.at(share)
    found = _times(limits, usable).max(axis=1)  # each resource by itself: all together may take more
    late = np.zeros(found.shape)
    with np.errstate(invalid="ignore"):
        room = usable * np.where(np.isfinite(found), found, 0.0)[:, None]
    for resource, ascending in enumerate(demands.ascending):
        late += demands.draws - np.searchsorted(ascending, room[:, resource], "right")
    is_above = np.zeros(demands.draws, dtype=bool)
    for samples, limit in zip(demands.samples, limits, strict=True):
        is_above |= samples > limit
    # The other draws ask for no more than `found`, whatever the shape.
    above = [samples[is_above] for samples in demands.samples]
    if len(above[0]) > allowed:
        place = len(above[0]) - 1 - allowed
        for shape in np.flatnonzero(np.isfinite(found) & (late > allowed)):
            ratios = _most(above, usable[shape])
            ratios.partition(place)
            found[shape] = max(found[shape], ratios[place])
    for row in shapes.uncertain:
        found[row] = np.sort(shapes.machines(row, demands))[demands.draws - 1 - allowed]
    return _whole(found)


def _most(samples: Sequence[Any], usable: Any) -> Any:
    """How many times a machine is needed in each draw, for the resource of which it is most."""
    found = _times(samples[0], usable[0])
    for asked, has in zip(samples[1:], usable[1:], strict=True):
        np.maximum(found, _times(asked, has), out=found)
    return found


def _times(asked: Any, has: Any) -> Any:
    """How many times something is needed; infinite where there is none of it and some is asked."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if np.ndim(has) == 0 and has > 0:
            return np.maximum(asked / has, 0.0)
        return np.where(asked > 0, asked / has, 0.0)


def _whole(machines: Any) -> Any:
    """Rounded up, what is infinite left so."""
    able = np.isfinite(machines)
    return np.where(able, ceil(np.where(able, machines, 0.0)), NONE)


def cheapest(prices: Any, machines: Any) -> int | None:
    """The shape whose machines cost least; of equal ones the one with the fewest machines; None where none can do it.

    Without prices (nan throughout) the one with the fewest machines.
    """
    able = np.isfinite(machines)
    if np.isfinite(prices).any():
        able &= np.isfinite(prices)
        costs = np.where(able, prices, 0.0) * np.where(able, machines, 0.0)
    else:
        costs = np.where(able, machines, 0.0)
    if not able.any():
        return None
    least = costs[able].min()
    same = np.flatnonzero(able & (costs <= least * (1 + SNAP)))
    return int(same[np.argmin(machines[same])])
