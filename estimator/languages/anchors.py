"""Known numbers of the library to hold a result against: a network card, a disk, what one Redis does.

They stand in `formulas/`, each with its source; here one is picked that measures the same and is nearest in size.
"""

from __future__ import annotations

from functools import cache
from math import inf, isfinite, log10

from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN
from estimator.model.modules import shipped_library
from estimator.reckoning.estimate import estimate
from estimator.records import record
from estimator.units.kinds import EVENT, INFORMATION, LENGTH, POWER, TIME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Quantity
    from estimator.units.display import Shown
    from estimator.units.kinds import Kind

FARTHEST = 3.0  # orders of magnitude; so far away a number says nothing
LEAST = 0.01  # so small a part of something says nothing either
ALIKE = 0.1
CLASSIC = "classic_"  # the retold list, beside measured figures
_DISK_EVENTS = frozenset(("op", "read", "write", "commit"))
DATA_RATE, DATA, EVENT_RATE, COUNT, DURATION = "data rate", "data", "event rate", "count", "duration"


@record
class Anchor:
    """A number of the library: its path, its value as text, what it is, and how many of it something is."""

    path: str
    shown: Shown
    about: str
    times: float


@record
class _Known:
    """A number of the library, in base units."""

    path: str
    quantity: Quantity
    values: Values
    value: float
    sort: str


def class_of(kind: Kind) -> str:
    """What a kind measures, of those sorts that have anchors; empty for others."""
    size, time = kind.exponent(INFORMATION), kind.exponent(TIME)
    others = [each for each, _ in kind.dimension if each not in (INFORMATION, TIME) and not _counts(each)]
    if others:
        return ""
    if (size, time) == (1, -1):
        return DATA_RATE
    if (size, time) == (1, 0):
        return DATA
    if (size, time) == (0, -1):
        return EVENT_RATE if kind.exponent(EVENT) == 1 else ""
    if (size, time) == (0, 1) and not kind.nouns().powers:
        return DURATION
    return COUNT if (size, time) == (0, 0) and _noun_over(kind) else ""


def _counts(dimension: str) -> bool:
    return dimension not in (LENGTH, POWER) and not dimension.startswith("currency_")


def _noun_over(kind: Kind) -> str:
    """The one noun over the bar; empty where there is none, or there are more."""
    over = [word.name for word, exponent in kind.powers if word.is_noun and exponent == 1]
    return over[0] if len(over) == 1 else ""


def anchor_of(value: float, kind: Kind) -> Anchor | None:
    """The number of the library that is nearest to a value in base units and measures the same; None without one."""
    sort = class_of(kind)
    if not sort or not value > 0:
        return None
    best: tuple[float, _Known, float] | None = None
    for known in [each for sheet in _sheets(sort, kind) for each in _known(sheet)]:
        if known.sort != sort or not _is_alike(known.quantity.kind, kind, sort):
            continue
        times = value / known.value
        if not LEAST <= times < inf:
            continue
        # What holds it, up to ten times over, comes before what it is more than.
        distance = apart = abs(log10(times))
        if value > known.value * (1 + ALIKE):
            distance += FARTHEST if sort in (DATA_RATE, EVENT_RATE) else 0.0
        elif apart > 1:
            distance += FARTHEST
        if apart <= (1.0 if sort == DURATION else FARTHEST) and (best is None or distance < best[0] - 1e-9):
            best = distance, known, times
    if best is None:
        return None
    _, known, times = best
    about = (
        known.quantity.definition.documentation.title.split(". ")[0].partition(";")[0].partition(" (")[0].rstrip(".")
    )
    shown = known.values.value(known.value, known.quantity, 2, whole=False)
    return Anchor(known.path, shown, about, times)


@cache
def _known(sheet: str) -> tuple[_Known, ...]:
    """The numbers of a sheet of the library that something can be held against; it is worked out once."""
    module = shipped_library().module(sheet)
    assert module is not None
    evaluation = estimate(module)
    values, found = Values(evaluation), []
    for name, quantity in evaluation.model.quantities.items():
        if quantity.step is None or quantity.kind is BOOLEAN or name.startswith(CLASSIC):
            continue
        value, sort = float(evaluation.values[quantity.step]), class_of(quantity.kind)
        if sort and isfinite(value) and value > 0:
            found.append(_Known(f"{sheet}.{name}", quantity, values, value, sort))
    return tuple(found)


def _sheets(sort: str, kind: Kind) -> tuple[str, ...]:
    """Where numbers of a sort stand: those that one compares with, not every figure of the library."""
    match sort:
        case "event rate":
            return ("hardware",) if _noun_over(kind) in _DISK_EVENTS else ("software",)
        case "count":
            return ("limits", "software")
        case "duration":
            return ("latency",)
        case _:
            return ("hardware",)


def _is_alike(other: Kind, kind: Kind, sort: str) -> bool:
    """Whether a number of the library may stand beside one of a kind, both being of a sort."""
    under = [word.name for word, exponent in other.powers if word.is_noun and exponent < 0]
    match sort:
        case "count":
            return _noun_over(other) == _noun_over(kind)
        case "data rate":  # what a card does, in bits; a disk's are bytes
            return not under and any(word.name == "bit" for word, _ in other.powers)
        case "event rate":
            return under in (["server"], ["instance"], ["disk"])
        case "data":
            return bool(under)
        case _:
            return True
