"""`over`: a sheet for each row of columns, arrays of numpy or a table of pandas: each row as if it were given alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from estimator.api.arguments import is_column, notation
from estimator.api.extras import optional
from estimator.api.frame_tables import head_of, is_frame
from estimator.api.missing import missing
from estimator.api.told import Told
from estimator.languages.exhibit import LEFT, Cell, Column, Exhibit
from estimator.languages.reporting import answers_of, title_of
from estimator.notation.sweeps import joined
from estimator.problems import EstimateError, refused
from estimator.reckoning.axes import own_unit
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pandas as pd

    from estimator.model.frames import Quantity as SheetQuantity
    from estimator.units.quantity import Quantity

One = TypeVar("One")  # an estimate, of a sheet that has types of its own if it is one of the library
MOST_ROWS = 10_000
MOST_SHOWN = 40  # rows that are printed


class Given(NamedTuple):
    """What is given: the texts of each assumption that goes through rows, what is one value, and the rows' names."""

    columns: dict[str, list[str]]
    fixed: dict[str, str]
    labels: list[str]


class Estimates(Told, Generic[One]):
    """An estimate for each row of the columns that were given, in their order; `labels` name the rows.

    `central` and `interval` have a quantity of all rows, `to_frame()` a table of pandas.
    """

    def __init__(self, estimates: list[One], given: Given) -> None:
        self._estimates: list[Any] = estimates
        self._given = given
        self.labels = tuple(given.labels)

    def __len__(self) -> int:
        return len(self._estimates)

    def __getitem__(self, place: int) -> One:
        found: One = self._estimates[place]
        return found

    def __iter__(self) -> Iterator[One]:
        return iter(self._estimates)

    def central(self, name: str) -> Quantity:
        """The central values of a number, a row each. KeyError."""
        return _together([each.central(name) for each in self._estimates])

    def interval(self, name: str) -> tuple[Quantity, Quantity]:
        """P5 and P95 of a number, a row each. KeyError."""
        ends = [each.interval(name) for each in self._estimates]
        return _together([low for low, _ in ends]), _together([high for _, high in ends])

    @property
    def holds(self) -> list[bool]:
        """Whether every check holds, a row each."""
        return [each.holds for each in self._estimates]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """A table: what is given and the answers, with their ranges, a row each."""
        first = self._estimates[0]
        answers = _answers(first)
        heads = ["", *self._given.columns, *answers]
        rows = []
        for place, each in enumerate(self._estimates[:MOST_SHOWN]):
            cells = [Cell(each.text(name), "") for name in self._given.columns]
            shown = {row.name: f"{row.shown}   {row.range}".rstrip() for row in each.report.rows}
            rows.append((Cell(self.labels[place], "name"), *cells, *[Cell(shown[name]) for name in answers]))
        rest = (f"and {len(self) - MOST_SHOWN} rows more, which to_frame() has",) if len(self) > MOST_SHOWN else ()
        columns = tuple([Column(head, LEFT) for head in heads])
        return (Exhibit(title_of(first.evaluation.model), (), columns, tuple(rows), rest),)

    def to_dict(self) -> dict[str, Any]:
        """A row each: what is given as texts, each answer with its unit, P5 and P95, whether the checks hold."""
        rows = []
        for place, each in enumerate(self._estimates):
            found = {row["name"]: row for row in each.to_dict()["quantities"]}
            rows.append(
                {
                    "row": self.labels[place],
                    "given": {name: texts[place] for name, texts in self._given.columns.items()},
                    "answers": [found[name] for name in _answers(each)],
                    "checks": [{"text": text, "holds": holds} for text, holds in each.checks().items()],
                }
            )
        return {"title": title_of(self._estimates[0].evaluation.model), "rows": rows}

    def to_frame(self) -> pd.DataFrame:
        """A row each as a pandas table: what is given, then answers with P5 and P95, then checks. EstimateError.

        What is given and the answers are in the units in its `attrs["units"]`, those of the first row.
        """
        pandas = optional("pandas", "frames", "a table")
        from estimator.units.quantity import unit_text

        first = self._estimates[0]
        data: dict[str, Any] = {}
        units: dict[str, str] = {}
        for name in (*self._given.columns, *[each for each in _answers(first) if each not in self._given.columns]):
            if not hasattr(first[name], "magnitude"):
                data[name] = [each[name] for each in self._estimates]
                continue
            central = self.central(name)
            data[name], units[name] = central.magnitude, unit_text(central)
            if any(each.interval(name)[0] != each.central(name) for each in self._estimates):
                low, high = [end.to(central.units).magnitude for end in self.interval(name)]
                data |= {f"{name}_low": low, f"{name}_high": high}
        for text in first.checks():
            data[text] = [each.checks().get(text) for each in self._estimates]
        frame: pd.DataFrame = pandas.DataFrame(data, index=list(self.labels))
        frame.attrs |= {"title": first.title, "units": units}
        return frame


def _answers(estimate: Any) -> list[str]:
    return [each.definition.name for each in answers_of(estimate.evaluation.model)]


def _together(quantities: list[Quantity]) -> Quantity:
    """One quantity of many, in the unit of the first."""
    import numpy as np

    first = quantities[0]
    return type(first)(np.array([float(each.to(first.units).magnitude) for each in quantities]), first.units)


def given_rows(sheet: str, quantities: Mapping[str, SheetQuantity], frame: Any, named: Mapping[str, Any]) -> Given:
    """What a table of pandas and columns by their names say of each row. EstimateError."""
    values: dict[str, Any] = {}
    labels: list[str] = []
    units: dict[str, str] = {}
    if frame is not None:
        if not is_frame(frame):
            raise refused("over", f"{type(frame).__name__} is no table of pandas", "give columns by name: users=array")
        labels = [str(each) for each in frame.index]
        for head in frame.columns:
            name, unit = head_of(head, frame)
            values[name], units[name] = frame[head], unit
    values |= named
    for name in values:
        if name not in quantities:
            where, _, guess = missing(sheet, name, quantities).partition(": ")
            raise refused(name, where, guess if guess.endswith("?") else f"leave it out; {guess}")
    columns: dict[str, list[str]] = {}
    fixed: dict[str, str] = {}
    for name, value in values.items():
        if is_column(value) or isinstance(value, list | tuple | range):
            columns[name] = _texts(value, name, units.get(name, ""), quantities[name])
            labels = labels or ([str(each) for each in value.index] if hasattr(value, "to_numpy") else [])
        else:
            fixed[name] = notation(value, name)
    return Given(columns, fixed, _checked(columns, labels))


def _checked(columns: dict[str, list[str]], labels: list[str]) -> list[str]:
    """The names of the rows. EstimateError where columns are not of one length."""
    if not columns:
        raise refused("over", "no assumption has a column", "give an array or a table of pandas, or call the estimate")
    first, *others = columns
    count = len(columns[first])
    for name in others:
        if len(columns[name]) != count:
            message = f"{first} has {count:_} rows and {name} {len(columns[name]):_}"
            raise refused(name, message, "give columns of one length")
    if not 0 < count <= MOST_ROWS:
        raise refused(
            first, f"{first} has {count:_} rows", f"give 1 to {MOST_ROWS:_}; many numbers of one or two: sweep"
        )
    return labels if len(labels) == count else [str(place) for place in range(count)]


def _texts(value: Any, name: str, unit: str, quantity: SheetQuantity) -> list[str]:
    """A column's elements as texts of the notation; a plain number is in the unit that the assumption is written in."""
    if getattr(getattr(value, "magnitude", value), "ndim", 1) != 1:
        raise refused(name, f"{name} has {getattr(value, 'magnitude', value).ndim} dimensions", "give one column")
    own = unit or own_unit(quantity)
    own = "" if own == "%" and not unit else own  # 0.5 is half, as in any call
    found = []
    for each in value:
        if type(each).__name__ in ("bool", "bool_"):
            found.append("yes" if each else "no")
            continue
        text = notation(each, name)
        found.append(text if isinstance(each, str) or hasattr(each, "magnitude") else joined(text, own))
    return found


def over(make: Callable[[dict[str, str]], One], given: Given) -> Estimates[One]:
    """An estimate a row. EstimateError, which says which row is wrong."""
    found = []
    for place, label in enumerate(given.labels):
        texts = {**given.fixed, **{name: column[place] for name, column in given.columns.items()}}
        try:
            found.append(make(texts))
        except EstimateError as wrong:
            said = [replace(each, message=f"{each.message} (in row {label})") for each in wrong.problems]
            raise EstimateError(said) from None
    return Estimates(found, given)
