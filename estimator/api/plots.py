"""Pictures of an estimate, by matplotlib: spreads where there are ranges, else what moves the last answer."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from estimator.languages.drivers import label, share_words
from estimator.languages.program import Program
from estimator.languages.report import REFERENCE
from estimator.languages.reporting import answers_of, kind_of, title_of
from estimator.languages.spans import safe
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN
from estimator.problems import refused
from estimator.reckoning.sensitivity import halved_and_doubled
from estimator.units.bridge import quantity as pint_quantity

if TYPE_CHECKING:
    from estimator.api.quantities import Quantities
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.sensitivity import Sensitivity

COLOR, LOWER, HIGHER = "#3B6EA8", "#5A8FD6", "#E08E45"
MOST_PANELS = 6
BINS = 60
RESOLUTION = 110  # dots per inch
LONGEST_LABEL = 60
MOST_ROWS = 30


def figure(estimate: Quantities, name: str) -> Figure:
    """The picture of a quantity, or of the whole estimate where no name is given. EstimateError."""
    evaluation = estimate.evaluation
    quantities = evaluation.model.quantities
    uncertain = [each for each in answers_of(evaluation.model) if _is_uncertain(each, estimate)]
    if name:
        if not _is_uncertain(quantities[name], estimate):
            message = f"{name} is one number, {estimate.text(name)}"
            raise refused(name, message, "give an assumption of it a range, as in 2 to 4")
        uncertain = [quantities[name]]
    if uncertain:
        return _spreads(estimate, uncertain[:MOST_PANELS])
    if kind_of(evaluation.model) == REFERENCE:
        return _numbers(estimate)
    return _drivers(estimate)


def _is_uncertain(quantity: Quantity, estimate: Quantities) -> bool:
    return quantity.step in estimate.evaluation.spreads and quantity.kind is not BOOLEAN


class Picture(Figure):
    """A figure that a notebook shows by itself, without matplotlib's state machine."""

    def _repr_png_(self) -> bytes:
        stream = io.BytesIO()
        self.savefig(stream, format="png", dpi=RESOLUTION)
        return stream.getvalue()


def new_figure(width: float, height: float, panels: int = 1) -> tuple[Figure, list[Any]]:
    """A figure with so many panels below each other, and their axes."""
    made = Picture(figsize=(width, height), layout="constrained")
    axes = made.subplots(panels, 1, squeeze=False)
    for axis in axes.flat:
        axis.spines[["top", "right"]].set_visible(False)
    return made, list(axes.flat)


def label_text(text: str) -> str:
    """A user's text without what matplotlib would take for mathematics."""
    shown = safe(text)
    shown = shown if len(shown) <= LONGEST_LABEL else shown[:LONGEST_LABEL] + "…"
    return shown.replace("\\", "\\\\").replace("$", r"\$")


def _spreads(estimate: Quantities, quantities: list[Quantity]) -> Figure:
    import numpy as np

    made, axes = new_figure(7.0, 2.4 * len(quantities), len(quantities))
    for quantity, axis in zip(quantities, axes, strict=True):
        name = quantity.definition.name
        samples = estimate.samples(name)
        numbers = samples.magnitude
        first, last = np.quantile(numbers, (0.005, 0.995))
        axis.hist(
            numbers, bins=BINS, range=(first, last), color=COLOR, weights=np.full(len(numbers), 100 / len(numbers))
        )
        low, high = estimate.interval(name)
        axis.axvspan(low.magnitude, high.magnitude, color=COLOR, alpha=0.12, label="90% of the cases")
        axis.axvline(
            estimate.central(name).magnitude, color="black", linewidth=1, label=label_text(estimate.text(name))
        )
        axis.set_title(label_text(name), loc="left")
        axis.set_xlabel(label_text(f"{samples.units:~}") or None)
        axis.yaxis.set_major_formatter("{x:g}%")
        axis.legend(frameon=False)
    return made


def _numbers(estimate: Quantities) -> Figure:
    evaluation = estimate.evaluation
    groups: dict[object, list[Quantity]] = {}
    for each in evaluation.model.quantities.values():
        if each.step is not None and float(evaluation.values[each.step]) > 0:
            groups.setdefault(each.kind.dimension, []).append(each)
    group = max(groups.values(), key=len)
    made, (axis,) = new_figure(8.0, 1.0 + 0.24 * len(group))
    names = [label_text(each.definition.name) for each in group]
    bars = axis.barh(names, [float(evaluation.values[each.step or 0]) for each in group], color=COLOR)
    axis.bar_label(bars, [estimate.text(each.definition.name) for each in group], padding=3, fontsize=8)
    axis.set_xscale("log")
    axis.margins(x=0.15)
    axis.xaxis.set_ticks([])
    axis.xaxis.set_ticks([], minor=True)
    axis.set_xlabel("logarithmic: the same distance is the same factor", fontsize=8)
    axis.invert_yaxis()
    axis.tick_params(axis="y", labelsize=8)
    axis.set_title(label_text(title_of(evaluation.model)), loc="left")
    return made


def _drivers(estimate: Quantities) -> Figure:
    """What moves the last answer of a sheet without ranges."""
    evaluation = estimate.evaluation
    numbers = [each for each in answers_of(evaluation.model) if each.step is not None and each.kind is not BOOLEAN]
    if not numbers or not Program(evaluation).inputs_of:
        message = f"{title_of(evaluation.model)} has nothing that moves an answer"
        raise refused("plot", message, "plot a sheet with assumptions and an answer")
    return drivers_figure(evaluation, numbers[-1])


def drivers_figure(evaluation: Evaluation, answer: Quantity, told: Sensitivity | None = None) -> Figure:
    """A tornado: a number with one assumption at a time at the ends of its range, with the share that each makes up.

    Where nothing has a range, or nothing is told, at half and twice its value.
    """
    assert answer.step is not None
    values = Values(evaluation)
    rows = [
        (f"{label(each.input, values)}  {share_words(each, values)}", each.at_low, each.at_high)
        for each in (told.ranged if told is not None else ())
        if each.at_low is not None and each.at_high is not None and each.at_low != each.at_high
    ]
    title = "Each range at its P5 and P95, and its share of the spread"
    if not rows:
        title = "Each assumption at half and twice its value"
        found = [(label(each, values), low, high) for each, low, high in halved_and_doubled(evaluation, answer.step)]
        rows = [row for row in found if row[1] != row[2]]
    rows.sort(key=lambda row: abs(row[2] - row[1]))
    rows = rows[-MOST_ROWS:]
    made, (axis,) = new_figure(7.5, 1.2 + 0.32 * len(rows))
    unit = values.unit(answer)
    factor = float(pint_quantity(1.0, answer.kind, unit).magnitude)  # of base units; the middle may be 0
    middle = pint_quantity(float(evaluation.values[answer.step]), answer.kind, unit)
    for name, low, high in rows:
        for end, color in ((low, LOWER), (high, HIGHER)):
            axis.barh(label_text(name), end * factor - middle.magnitude, left=middle.magnitude, color=color)
    axis.axvline(middle.magnitude, color="black", linewidth=1)
    axis.set_xlabel(label_text(f"{answer.definition.name}, {middle.units:~}"))
    axis.set_title(title, loc="left", fontsize=9)
    return made
