"""What a draw is in a worksheet: its value at a point, and its mean, as reckoning/mean_points.py has them."""

from __future__ import annotations

import math

from estimator.languages.excel_terms import ADDED, ATOM, MULTIPLIED, Inexpressible, literal
from estimator.model.input_distributions import BEST, RANGE
from estimator.model.normals import Z95
from estimator.reckoning.mean_points import FIRST, LAST, LAST_MEAN, POINTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.steps import Draw


def middle(distribution: str, text: list[str]) -> tuple[str, int, int]:
    """The formula of the median of a draw by its parameters, with how tightly it binds and how deep it is."""
    match distribution:
        case "uniform":
            return f"({text[0]}+{text[1]})/2", MULTIPLIED, 2
        case "exponential":
            return f"{text[0]}*LN(2)", MULTIPLIED, 2
        case "lognormal":
            return f"{text[0]}/SQRT(1+({text[1]}/{text[0]})^2)", MULTIPLIED, 3
        case "range":
            low, high = text
            return f"IF({low}>0,SQRT({low}*{high}),({low}+{high})/2)", ATOM, 3
        case "triangular" | "pert":
            return between(distribution, text, "0.5"), ADDED, 6
        case _:
            raise Inexpressible(f"{distribution}, of which a workbook has the number alone")


def quantile(draw: Draw, center: str, constant: str, text: list[str]) -> str:
    """The value of a draw at a point, in the unit of its median `center`; `text` are its parameters in that unit.

    `constant` is the cell with the point's share of the cases, or, of a normal spread, its distance from the
    middle: in standard deviations, and for a range in 90% half-widths.
    """
    if draw.distribution in (RANGE, BEST):
        low, high = text[-2], text[-1]
        side = f"IF({constant}<0,{center}/{low},{high}/{center})^{constant}"
        straight = f"IF({constant}<0,{center}-{low},{high}-{center})*{constant}"
        return f"IF({low}>0,{center}*{side},{center}+{straight})"
    if draw.distribution == "normal":
        return f"{text[0]}+{text[1]}*{constant}"
    if draw.distribution == "lognormal":
        return f"{center}*EXP({constant}*SQRT(LN(1+({text[1]}/{text[0]})^2)))"
    if draw.distribution == "exponential":
        return f"-{text[0]}*LN(1-{constant})"
    if draw.distribution == "uniform":
        return f"{text[0]}+({text[1]}-{text[0]})*{constant}"
    return between(draw.distribution, text, constant)


def outermost(draw: Draw, center: str, text: list[str], *, last: bool) -> str:
    """The first or last point of a draw without an end there: the mean of its stratum; empty for another draw.

    `center` and `text` are as in `quantile`.
    """
    far = LAST_MEAN if last else -LAST_MEAN
    if draw.distribution in (RANGE, BEST):
        low, high = text[-2], text[-1]
        spread = f"(LN({high}/{center})/{literal(Z95)})"
        straight = f"{center}+({high if last else center}-{center if last else low})*{literal(far / Z95)}"
        curved = _upper_stratum(center, spread) if last else f"{center}*({center}/{low})^{literal(FIRST / Z95)}"
        return f"IF({low}>0,{curved},{straight})"
    if draw.distribution == "normal":
        return f"{text[0]}+{text[1]}*{literal(far)}"
    if draw.distribution == "lognormal" and last:
        return _upper_stratum(center, f"SQRT(LN(1+({text[1]}/{text[0]})^2))")
    if draw.distribution == "exponential" and last:
        return f"{text[0]}*{literal(1 + math.log(POINTS))}"
    return ""


def _upper_stratum(center: str, spread: str) -> str:
    return f"{center}*{POINTS}*EXP({spread}^2/2)*NORMSDIST({spread}-{literal(LAST)})"


def moment(distribution: str, text: list[str], power: float) -> str:
    """The mean of a power of a draw; empty where it has no closed form. `text` are its parameters."""
    low, high, p = text[0], text[-1], literal(power)
    once = power == 1
    match distribution:
        case "range":
            spread = f"({p}*LN({high}/{low})/{literal(2 * Z95)})"
            straight = f"({low}+{high})/2" if once else "NA()"
            return f"IF({low}>0,({low}*{high})^({p}/2)*EXP({spread}^2/2),{straight})"
        case "best":
            best, low, high = text
            below, above = f"({p}*LN({best}/{low})/{literal(Z95)})", f"({p}*LN({high}/{best})/{literal(Z95)})"
            halves = f"EXP({below}^2/2)*NORMSDIST(-{below})+EXP({above}^2/2)*NORMSDIST({above})"
            straight = f"{best}+({low}+{high}-2*{best})/{literal(Z95 * math.sqrt(2 * math.pi))}" if once else "NA()"
            return f"IF({low}>0,{best}^{p}*({halves}),{straight})"
        case "lognormal":
            if once:
                return low
            return f"{low}^{p}*EXP({literal((power * power - power) / 2)}*LN(1+({high}/{low})^2))"
        case "exponential":
            return low if once else f"{low}^{p}*{literal(math.gamma(1 + power))}"
        case _:
            pass
    if not once:
        return ""
    match distribution:
        case "normal":
            return low
        case "uniform":
            return f"({low}+{high})/2"
        case "triangular":
            return f"({low}+{text[1]}+{high})/3"
        case _:
            return f"({low}+4*{text[1]}+{high})/6"


def constant_of(distribution: str, share: float, z: float) -> float:
    """What `Speller.quantile` needs to know of a point."""
    if distribution in (RANGE, BEST):
        return z / Z95
    return z if distribution in ("normal", "lognormal") else share


def between(distribution: str, text: list[str], share: str) -> str:
    """The quantile of a triangular or PERT distribution."""
    low, mode, high = text
    if distribution == "triangular":
        rising = f"{low}+SQRT({share}*({high}-{low})*({mode}-{low}))"
        falling = f"{high}-SQRT((1-{share})*({high}-{low})*({high}-{mode}))"
        return f"IF({share}*({high}-{low})<={mode}-{low},{rising},{falling})"
    shape = f"1+4*({mode}-{low})/({high}-{low}),1+4*({high}-{mode})/({high}-{low})"
    return f"IF({high}>{low},{low}+({high}-{low})*BETAINV({share},{shape}),{low})"
