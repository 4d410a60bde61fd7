"""A picture of quantities in the course of time: a line of the middle, in the band that holds 90% of the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.api.plots import COLOR, MOST_PANELS, label_text, new_figure
from estimator.languages.reporting import title_of
from estimator.notation.tree import MAGNITUDES
from estimator.problems import refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from estimator.languages.timelines import Row
    from estimator.languages.values import Values
    from estimator.reckoning.evaluate import Evaluation

_MOST_TICKS = 12


def courses_figure(evaluation: Evaluation, rows: Sequence[Row], values: Values) -> Figure:
    """The picture of the first few quantities that move. EstimateError where none does."""
    if not rows:
        raise refused("plot", "none of the quantities changes with time", "name one that does")
    shown = rows[:MOST_PANELS]
    made, axes = new_figure(7.0, 2.4 * len(shown) + 0.4, len(shown))
    for row, axis in zip(shown, axes, strict=True):
        months = [point.month for point in row.points]
        lines = [point.percentiles or (point.value,) * 3 for point in row.points]
        unit, size = _unit(max([each[2] for each in lines]), row, values)
        low, line, high = ([each[place] / size for each in lines] for place in range(3))
        places = list(range(len(months)))
        axis.fill_between(places, low, high, color=COLOR, alpha=0.2, linewidth=0)
        axis.plot(places, line, color=COLOR)
        every = -(-len(months) // _MOST_TICKS)
        axis.set_xticks(places[::every], months[::every], rotation=30, ha="right", fontsize=8)
        axis.set_ylim(bottom=min(0.0, *low))
        axis.set_title(label_text(row.name), loc="left")
        axis.set_ylabel(label_text(unit))
    made.suptitle(label_text(title_of(evaluation.model)), fontsize=10)
    return made


def _unit(most: float, row: Row, values: Values) -> tuple[str, float]:
    """The unit, with its magnitude, in which the largest number of a quantity is shown, and its size in base units."""
    shown = values.value(most, row.quantity)
    magnitude = shown.number.partition(" ")[2]
    size = values.unit_named(shown.unit).factor if shown.unit else 1.0
    return f"{magnitude} {shown.unit}".strip(), size * MAGNITUDES.get(magnitude, 1.0)
