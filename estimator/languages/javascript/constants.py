"""The numbers that the scripts share with the engine, printed from where the engine has them."""

from __future__ import annotations

import json
import math

from estimator.languages import checks
from estimator.model import counting, normals, numerics, popularity
from estimator.reckoning import betas, careful, closed, mean_points
from estimator.units import display

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

# Names that are the same on both sides.
_SHARED: tuple[tuple[ModuleType, str], ...] = (
    (numerics, "SNAP EQUAL LARGEST_WHOLE"),
    (careful, "SMALLEST"),
    (counting, "LARGE STIRLING MOST_CHOSEN LARGEST_EXPONENT HALF_LOG_2PI SPLIT LARGEST_SPLIT SERIES EULER ZETA NODES"),
    (counting, "LEAST MOST_STEPS"),
    (popularity, "SUMMED BERNOULLI SINGLE SINGLE_BY_SKEW LONGEST_PANEL LONGER EDGE STEEPEST NEGLIGIBLE"),
    (popularity, "MOST_TANGENTS CLOSE GAUSS"),
    (normals, "Z95"),
    (betas, "MOST_BY_TURNS"),
    (mean_points, "POINTS PRIMES"),
    (closed, "BARS"),
    (display, "DIGITS TIE_DIGITS NOISE_DIGITS NOISE LAST_BITS LONGEST_PLAIN WHOLE_DIGITS LEAST_WITHOUT_NOISE SAME"),
    (checks, "MOST_DECIMALS ASKED_DIGITS ALMOST_ALL ALMOST_NONE CERTAIN FAR"),
)


def constants() -> dict[str, object]:
    """Each constant of the scripts by its name there."""
    found = {name: getattr(module, name) for module, names in _SHARED for name in names.split()}
    # By other names: a power of ten by its zeros, and what two modules call the same.
    found["COUNT_MAGNITUDES"] = [(round(math.log10(size)), name) for size, name in display.COUNT_MAGNITUDES]
    found["LARGEST_POWER"] = popularity.LARGEST_EXPONENT
    found["LOOKED_AT"] = careful.LEAST
    return found


def constants_text(values: dict[str, object]) -> str:
    """A line of JavaScript for each value."""
    return "\n".join([f"const {name} = {json.dumps(value, ensure_ascii=False)};" for name, value in values.items()])
