"""In what order draws run through their points where some of them are correlated: for a page and for a workbook.

An independent draw runs through its 1024 quantiles in the order of its place, as in means.py. That of a correlated one
is the order of the sum of the normal scores that make up its own, so that it keeps its quantiles.
"""

from __future__ import annotations

from estimator.model.normals import normal_quantile
from estimator.model.steps import Draw
from estimator.reckoning.mean_points import POINTS, order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.steps import Step


def orders(steps: list[Step], draws: list[int]) -> list[list[int]]:
    """Which quantile each of some draws has at each point; the place of a draw is that in their list."""
    places = {index: place for place, index in enumerate(draws)}
    normal: list[float] = []
    found = []
    for place, index in enumerate(draws):
        draw = steps[index].expression
        if not isinstance(draw, Draw) or len(draw.linked) < 2:
            found.append(order(place))
            continue
        normal = normal or [normal_quantile((rank + 0.5) / POINTS) for rank in range(POINTS)]
        scores = [0.0] * POINTS
        for other, weight in draw.linked:
            for point, rank in enumerate(order(places.setdefault(other, len(places)))):
                scores[point] += weight * normal[rank]
        ranks = [0] * POINTS
        for rank, point in enumerate(sorted(range(POINTS), key=scores.__getitem__)):
            ranks[point] = rank
        found.append(ranks)
    return found
