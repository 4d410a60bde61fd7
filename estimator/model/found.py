"""What an expression gives while a sheet is flattened: a number, a truth, a text or a release.

Numbers and truths are computed by steps. Texts and releases choose formulas; they are compared, and gone before any
step. Each knows its kind, which for all but numbers is the kind of its sort.

None of them changes. Those that every part of an expression makes are plain classes all the same, for a record takes
twice as long to make, and to read.
"""

from __future__ import annotations

from estimator.model.describe import BOOLEAN, RELEASE, TEXT
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Span
    from estimator.problems import Source
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning

    Computed: TypeAlias = "Amount | Truth"
    Found: TypeAlias = "Amount | Truth | Chosen | Release | Varied"


@record
class Shown:
    """What stands behind `->`: a unit, and the magnitude before it."""

    unit: UnitMeaning
    magnitude: str


class Amount:
    """A number of a kind, and what computes it in base units.

    `shown` is what the function or the name that is a whole definition is shown in.
    """

    __slots__ = ("kind", "shown", "value")

    def __init__(self, kind: Kind, value: StepExpression, shown: Shown | None = None) -> None:
        self.kind = kind
        self.value = value
        self.shown = shown


class Truth:
    """Yes or no, and what computes it; a number if it is known: 1 or 0.

    Where it hangs on open texts alone, `bits` are the combinations in which it holds; see open_choices.py.
    """

    __slots__ = ("bits", "value")

    kind = BOOLEAN

    def __init__(self, value: StepExpression, bits: int | None = None) -> None:
        self.value = value
        self.bits = bits


@record
class Chosen:
    """A text, one of those that a function chooses by."""

    text: str

    kind = TEXT


@record
class Release:
    """A release of a software, and where it was written."""

    text: str
    source: Source
    span: Span

    kind = RELEASE


@record
class Varied:
    """A text or a release that is open: what it is in which combinations; `name` is the quantity that it is, if any."""

    kind: Kind
    cases: tuple[tuple[int, Chosen | Release], ...]
    name: str = ""
