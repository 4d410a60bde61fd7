"""Pictures of a sweep, by matplotlib: lines with their 90% range, or heat maps, and where checks turn over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.colors import LogNorm

from estimator.api.plots import COLOR, Picture, label_text
from estimator.languages.reporting import title_of
from estimator.languages.sweeps import check_text, is_logarithmic, number_text
from estimator.notation.sweeps import LOG
from estimator.units.bridge import quantity as pint_quantity

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from estimator.languages.sweeps import SweepResult
    from estimator.model.frames import Quantity

FAILS = "#C0392B"
MOST_POINTS = 2_000  # of a line
MOST_WRITTEN = 120  # cells of a heat map with their numbers in them


def figure(result: SweepResult) -> Figure:
    """A panel for each answer."""
    count = len(result.names)
    made = Picture(figsize=(7.0, 0.6 + 3.0 * count), layout="constrained")
    axes = made.subplots(count, 1, squeeze=False)[:, 0]
    for row, axis in enumerate(axes):
        if len(result.axes) == 2:
            _heat_map(result, row, axis, made)
        else:
            axis.spines[["top", "right"]].set_visible(False)
            _line(result, row, axis)
    made.suptitle(label_text(title_of(result.values.model)), fontsize=10)
    return made


def _in_unit(values: Any, quantity: Quantity, result: SweepResult) -> Any:
    """Numbers in the unit of a quantity, as pint has them."""
    return pint_quantity(np.asarray(values, dtype=float), quantity.kind, result.values.unit(quantity))


def _named(name: str, shown: Any) -> str:
    unit = f"{shown.units:~}"
    return label_text(f"{name}, {unit}" if unit else name)


def _line(result: SweepResult, row: int, axis: Any) -> None:
    along, name, numbers = result.axes[0], result.names[row], result.numbers
    every = max(1, along.count // MOST_POINTS)
    central, low, high = (
        _in_unit(each[row, ::every], result.quantity(name), result)
        for each in (numbers.central, numbers.low, numbers.high)
    )
    if along.texts:
        places: Any = np.arange(along.count)
        axis.set_xticks(places, [label_text(each) for each in along.texts])
        axis.set_xlabel(label_text(along.name))
        axis.plot(places, central.magnitude, "o", color=COLOR)
        axis.vlines(places, low.magnitude, high.magnitude, color=COLOR, alpha=0.4, linewidth=6)
    else:
        shown = _in_unit(along.values[::every], result.quantity(along.name), result)
        places = shown.magnitude
        order = np.argsort(places)
        axis.plot(
            places[order], central.magnitude[order], color=COLOR, marker="o" if len(places) <= 40 else "", markersize=3
        )
        axis.fill_between(
            places[order],
            low.magnitude[order],
            high.magnitude[order],
            color=COLOR,
            alpha=0.15,
            label="90% of the cases",
        )
        if along.scale == LOG:
            axis.set_xscale("log")
        axis.set_xlabel(_named(along.name, shown))
        _failures(result, row, axis, places)
    everything = np.concatenate([central.magnitude, low.magnitude, high.magnitude])
    if is_logarithmic(everything.tolist()):
        axis.set_yscale("log")
    axis.set_ylabel(_named(name, central))
    if axis.get_legend_handles_labels()[0] and (~np.isnan(low.magnitude)).any():
        axis.legend(frameon=False, fontsize=8)


def _failures(result: SweepResult, row: int, axis: Any, places: Any) -> None:
    """What a check says of this answer: where it fails is shaded."""
    step = result.quantity(result.names[row]).step
    along = result.quantity(result.axes[0].name)
    from estimator.model.steps import references

    for each in result.failing:
        check = result.checks[each.check]
        if step not in references(result.values.model.steps[check.step].expression):
            continue
        ends = [each.first, each.last]
        edges = [
            float(_in_unit([end], along, result).magnitude[0]) if end is not None else edge
            for end, edge in zip(ends, (places.min(), places.max()), strict=True)
        ]
        axis.axvspan(*edges, color=FAILS, alpha=0.08, linewidth=0, label=label_text(f"{check_text(check)} fails"))


def _heat_map(result: SweepResult, row: int, axis: Any, made: Figure) -> None:
    first, second = result.axes
    name = result.names[row]
    numbers = _in_unit(result.numbers.central[row], result.quantity(name), result)
    grid = np.ma.masked_invalid(numbers.magnitude.reshape(result.shape))
    norm = LogNorm() if is_logarithmic(grid.compressed().tolist()) else None
    mesh = axis.pcolormesh(
        np.arange(second.count), np.arange(first.count), grid, norm=norm, cmap="viridis", shading="nearest"
    )
    made.colorbar(mesh, ax=axis, label=_named(name, numbers))
    for setter, along in ((axis.set_yticks, first), (axis.set_xticks, second)):
        ticks = sorted({round(place) for place in np.linspace(0, along.count - 1, min(along.count, 8))})
        setter(ticks, [label_text(result.axis_text(along, place)) for place in ticks], fontsize=7)
    axis.tick_params(axis="x", labelrotation=30)
    axis.set_ylabel(label_text(first.name))
    axis.set_xlabel(label_text(second.name))
    fails = (result.holding == 0).any(axis=0).reshape(result.shape)
    if grid.size <= MOST_WRITTEN:
        for (one, two), value in np.ndenumerate(grid):
            text = number_text(result, name, result.numbers.central[row, one * second.count + two])
            share = mesh.norm(value) if not np.ma.is_masked(value) else 0.0
            mark = " ✗" if fails[one, two] else ""
            style = {"ha": "center", "va": "center", "fontsize": 6, "color": "white" if share < 0.6 else "black"}
            axis.text(two, one, label_text(text) + mark, **style)
    if fails.any() and not fails.all():
        axis.contour(np.arange(second.count), np.arange(first.count), fails.astype(float), levels=[0.5], colors=FAILS)
        axis.set_title("a check fails beyond the line", fontsize=8, loc="left", color=FAILS)
