"""`sweep`: a sheet at many values of an assumption or two; the twin of `estimate sweep`."""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING, Any

from estimator.api.extras import optional
from estimator.api.sweep_axes import axes_of
from estimator.api.sweep_runs import SweepRuns
from estimator.api.told import COLUMNS, Told
from estimator.api.writing import Written
from estimator.languages.exhibit_lines import exhibit_lines
from estimator.languages.reporting import title_of
from estimator.languages.sweeps import check_text, exhibits, failing_texts
from estimator.languages.values import Values as Texts
from estimator.model.frames import NumberQuantity
from estimator.problems import refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from estimator.api.sweep_axes import Values
    from estimator.languages.exhibit import Exhibit
    from estimator.languages.spans import Spans
    from estimator.languages.sweeps import SweepResult
    from estimator.model.frames import Quantity
    from estimator.model.modules import Module
    from estimator.reckoning.axes import Axis
    from estimator.reckoning.evaluate import Evaluation

MOST_POINTS = 10_000_000
MOST_DRAWS = 1_000_000_000_000
SUFFIXES = (".png", ".svg", ".csv", ".json", ".md")


class Sweep(Told):
    """A sheet at many values of an assumption or two: `result` has all numbers in base units, columns of a point each.

    `rows` of it are the quantities in `names`; each prints as `estimate sweep` does.
    """

    def __init__(self, result: SweepResult) -> None:
        self.result = result
        self.names = result.names

    def __len__(self) -> int:
        return int(self.result.numbers.central.shape[1])

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """A table: a value a row, with a bar; of two assumptions a grid for each answer, with shades."""
        return exhibits(self.result)

    @property
    def turns(self) -> tuple[str, ...]:
        """Where checks fail, as sentences: `media_total < 100 PB fails from 548 M user on`."""
        return tuple(failing_texts(self.result))

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal of so many columns shows."""
        found: list[Spans] = []
        for exhibit in exhibits(self.result, columns):
            found += [*([[]] if found else []), *exhibit_lines(exhibit, columns)]
        return found

    def _columns(self) -> list[tuple[str, str, str, list[Any]]]:
        """The columns of all points: of what (`axis`, `answer`, `check`), its name, its unit, its numbers."""
        import numpy as np

        from estimator.writers.json import unit_text

        result = self.result
        texts, numbers = result.values, result.numbers
        points = (
            [np.arange(len(self))] if len(result.axes) == 1 else list(np.divmod(np.arange(len(self)), result.shape[1]))
        )
        found: list[tuple[str, str, str, list[Any]]] = []
        for axis, places in zip(result.axes, points, strict=True):
            if axis.texts:
                found.append(("axis", axis.name, "", [axis.texts[place] for place in places.tolist()]))
            else:
                quantity = result.quantity(axis.name)
                values = self._in_unit(np.asarray(axis.values), quantity)
                found.append(("axis", axis.name, unit_text(quantity, texts), values[places].tolist()))
        for row, name in enumerate(result.names):
            quantity = result.quantity(name)
            unit = unit_text(quantity, texts)
            for suffix, each in (("", numbers.central), ("_low", numbers.low), ("_high", numbers.high)):
                if not suffix or not np.isnan(each[row]).all():
                    found.append(("answer", f"{name}{suffix}", unit, _known(self._in_unit(each[row], quantity))))
        for row, check in enumerate(result.checks):
            holds = [None if each != each else bool(each) for each in result.holding[row].tolist()]  # noqa: PLR0124  nan
            found.append(("check", check_text(check), "", holds))
            if not np.isnan(numbers.shares[row]).all():
                found.append(("share", check_text(check), "", _known(numbers.shares[row])))
        return found

    def _in_unit(self, values: Any, quantity: Quantity) -> Any:
        """An array of numbers in base units in the unit of a quantity."""
        from estimator.notation.tree import MAGNITUDES
        from estimator.units.bridge import in_unit
        from estimator.units.display import base_factor

        unit = self.result.values.unit(quantity)
        if unit is None:
            return values / base_factor(quantity.kind)
        return in_unit(values, unit, MAGNITUDES.get(quantity.magnitude, 1.0))

    def to_dict(self) -> dict[str, Any]:
        """What `estimate sweep --json` prints: columns, with a number a point, of axes, answers and checks.

        Of two axes the points go through the values of the second one for each of the first.
        """
        found: dict[str, Any] = {"title": title_of(self.result.values.model), "points": len(self)}
        found |= {"draws": self.result.draws} if self.result.draws else {}
        found |= {"axes": [], "answers": [], "checks": []}
        scales = {axis.name: axis.scale for axis in self.result.axes}
        for kind, name, unit, values in self._columns():
            if kind == "axis":
                scale = {"scale": scales[name]} if scales[name] else {}
                found["axes"].append({"name": name, "unit": unit, **scale, "values": values})
            elif kind == "answer":
                ends = [end for end in ("low", "high") if name.endswith(f"_{end}") and name not in self.names]
                if ends:
                    found["answers"][-1][ends[0]] = values
                else:
                    found["answers"].append({"name": name, "unit": unit, "values": values})
            elif kind == "check":
                found["checks"].append({"text": name, "holds": values})
            else:
                found["checks"][-1]["probability"] = values
        return {**found, "turns": list(self.turns)}

    def csv(self) -> str:
        """A row a point: the values of the axes, each answer with P5 and P95, each check; unrounded."""
        from estimator.writers.csv import cell

        columns = self._columns()
        file = io.StringIO(newline="")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([cell(_head(*each[:3])) for each in columns])
        writer.writerows(zip(*[[cell(value) for value in each[3]] for each in columns], strict=True))
        return file.getvalue()

    def to_frame(self) -> pd.DataFrame:
        """A row a point as a pandas table, with the units in its `attrs["units"]`. EstimateError without pandas."""
        pandas = optional("pandas", "frames", "a table")
        columns = self._columns()
        names = [name if kind != "share" else f"{name}, probability" for kind, name, _, _ in columns]
        frame: pd.DataFrame = pandas.DataFrame(dict(zip(names, [each[3] for each in columns], strict=True)))
        frame.attrs["title"] = title_of(self.result.values.model)
        frame.attrs["units"] = dict(zip(names, [each[2] for each in columns], strict=True))
        return frame

    def plot(self) -> Figure:
        """A picture: lines with their 90% range, or heat maps, and where checks turn over. EstimateError."""
        optional("matplotlib", "plots", "a picture")
        from estimator.api.sweep_plots import figure

        return figure(self.result)

    def save(self, path: str | os.PathLike[str], *, force: bool = False) -> Written:
        """Write a picture or all numbers to a file: .png .svg .csv .json .md. EstimateError."""
        from estimator.writers.files import write_whole

        file = os.fspath(path)
        return Written(file, write_whole(file, self._content(os.path.splitext(file)[1].lower(), file), over=force))

    def _content(self, suffix: str, file: str) -> str | bytes:
        import json

        if suffix in (".png", ".svg"):
            stream = io.BytesIO()
            made = self.plot()
            import matplotlib as mpl

            with mpl.rc_context({"svg.hashsalt": "estimate"}):  # the same file from the same numbers
                made.savefig(stream, format=suffix[1:], dpi=150, metadata={"Date": None} if suffix == ".svg" else None)
            return stream.getvalue()
        if suffix == ".csv":
            return self.csv()
        if suffix == ".json":
            return json.dumps(self.to_dict(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        if suffix == ".md":
            return self.markdown()
        raise refused(
            file, f"a sweep is not written as {suffix or 'a file without a suffix'}", f"use {' '.join(SUFFIXES)}"
        )


def _known(values: Any) -> list[float | None]:
    """Numbers without those that are none, which JSON has no word for."""
    return [None if each != each else each for each in values.tolist()]  # noqa: PLR0124  nan alone is not itself


def _head(kind: str, name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else f"{name}, probability" if kind == "share" else name


def sweep(
    module: Module,
    overrides: Mapping[str, str],
    scenario: str,
    base: Evaluation,
    given: Mapping[str, Values],
    *,
    of: str | Sequence[str] = (),
    executor: Any = None,
    draws: float | None = None,
) -> Sweep:
    """A sheet at all values that are given for an assumption or two; what is one value holds at all points.

    EstimateError.
    """
    texts = [f"{name}={text}" for name, text in overrides.items() if name not in given]
    axes, fixed = axes_of(module, texts, scenario, base.model, given)
    _two_at_most(axes, fixed, base)
    texts = [*[each for each in texts if each.partition("=")[0] not in fixed], *[f"{n}={v}" for n, v in fixed.items()]]
    count = _draws(draws)
    points = 1
    for axis in axes:
        points *= axis.count
    if points > MOST_POINTS:
        raise refused("sweep", f"these are {points:_} points", f"ask for at most {MOST_POINTS:_}")
    return Sweep(SweepRuns(module, texts, scenario, axes, base).result(of, executor, count))


def _draws(draws: float | None) -> int:
    if draws is None:
        return 0
    if not 2 <= draws <= MOST_DRAWS or draws != int(draws):
        raise refused("draws", f"{draws} is no number of draws", f"give a whole number from 2 to {MOST_DRAWS:_}")
    return int(draws)


def _two_at_most(axes: list[Axis], fixed: Mapping[str, str], base: Evaluation) -> None:
    if len(axes) > 2:
        names = [axis.name for axis in axes]
        raise refused(
            names[2], f"{len(axes)} assumptions go through values: {', '.join(names)}", "give two of them one value"
        )
    if axes:
        return
    values = Texts(base)
    for name, quantity in base.model.quantities.items():
        if isinstance(quantity, NumberQuantity) and quantity.assumption and base.values[quantity.step] > 0:
            chosen = name if not fixed else next(iter(fixed))
            found = base.model.quantities.get(chosen, quantity)
            if not isinstance(found, NumberQuantity):
                chosen, found = name, quantity
            middle = float(base.values[found.step])
            ends = "..".join([str(values.value(each, found)) for each in (middle / 2, middle * 2)])
            said = (
                f"{chosen} = {fixed[chosen]} is one value" if chosen in fixed else "no assumption goes through values"
            )
            low, to, high = fixed.get(chosen, "").partition(" to ")
            ends = f"{low}..{high}" if to else ends
            raise refused(chosen, said, f'write from where to where: {chosen}="{ends}"')
    raise refused("sweep", "the sheet has no assumption that is a number", "sweep a sheet with assumptions")
