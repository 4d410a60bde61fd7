"""`compare`: runs of a sheet, or several sheets, side by side; the twin of `estimate compare`."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from estimator.api.arguments import notation
from estimator.api.extras import optional
from estimator.api.told import COLUMNS, Told
from estimator.languages.comparison import (
    Side,
    answer_names,
    comparison_exhibits,
    difference,
    differing,
    label,
    sheet_name,
    title_of_all,
    turns,
)
from estimator.languages.differences import central, is_number, ratio_of
from estimator.languages.exhibit_lines import exhibit_lines
from estimator.languages.values import Values
from estimator.model.describe import suggestion
from estimator.notation.printer import print_value
from estimator.problems import EstimateError, refused
from estimator.reckoning.estimate import estimate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from estimator.api.arguments import Value
    from estimator.languages.exhibit import Exhibit
    from estimator.languages.spans import Spans
    from estimator.model.modules import Module
    from estimator.reckoning.evaluate import Evaluation

_HEADS = ("kind", "name", "side", "value", "unit", "low", "high", "factor", "text")


class Comparison(Told):
    """Runs side by side, the first of which the others are held against: `sides`, and whether all checks hold."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self.sides = tuple(sides)

    @property
    def holds(self) -> bool:
        """Whether every check holds in every side, and each of them has values."""
        return all(side.evaluation is not None and side.evaluation.all_hold for side in self.sides)

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The assumptions that differ, the answers with their ranges, the checks: a column a side."""
        return comparison_exhibits(self.sides)

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """The same for a terminal; where a column a side has no room, a row a side."""
        found: list[Spans] = []
        for exhibit in comparison_exhibits(self.sides, columns):
            found += [*([[]] if found else []), *exhibit_lines(exhibit, columns)]
        return found

    def to_dict(self) -> dict[str, Any]:
        """What `estimate compare --json` prints: the sides, and for each assumption, answer and check a value a side.

        The values are in the order of the sides; null stands where a side has none.
        """
        sides, first = self.sides, self.sides[0]
        return {
            "title": title_of_all(sides),
            "sides": [_side(side) for side in sides],
            "assumptions": [
                {"name": name, "values": [_assumed(name, side) for side in sides]} for name in differing(sides)
            ],
            "answers": [
                {"name": name, "values": [_answered(name, side, first) for side in sides]}
                for name in answer_names(sides)
            ],
            "checks": [
                {"text": written, "values": [_checked(written, side, first) for side in sides]}
                for written in dict.fromkeys(written for side in sides for written in side.verdicts)
            ],
            "turns": [{"check": each.verdict.written, "side": each.side.title} for each in turns(sides)],
        }

    def _rows(self) -> list[dict[str, Any]]:
        """A row for each value of each side."""
        found = self.to_dict()
        rows = []
        for kind, key in (("assumption", "assumptions"), ("answer", "answers"), ("check", "checks")):
            for each in found[key]:
                name = each.get("name", each.get("text"))
                for side, value in zip(self.sides, each["values"], strict=True):
                    if value is not None:
                        given = value.get("value", value.get("holds"))
                        rows.append({"kind": kind, "name": name, "side": side.title, **value, "value": given})
        return rows

    def csv(self) -> str:
        """A row for each value of each side, with its unit, its P5 and P95, and its factor to the first side's."""
        from estimator.writers.csv import cell

        file = io.StringIO(newline="")
        writer = csv.DictWriter(file, _HEADS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows([{head: cell(row.get(head, "")) for head in _HEADS} for row in self._rows()])
        return file.getvalue()

    def to_frame(self) -> pd.DataFrame:
        """The same as a pandas table. EstimateError without pandas."""
        pandas = optional("pandas", "frames", "a table")
        frame: pd.DataFrame = pandas.DataFrame(self._rows(), columns=list(_HEADS))
        return frame


def _side(side: Side) -> dict[str, Any]:
    found: dict[str, Any] = {"title": side.title}
    if side.evaluation is None:
        return {**found, "problem": side.problem}
    model = side.evaluation.model
    given = {name: each.override for name, each in model.quantities.items()}
    changes = {name: print_value(each) for name, each in given.items() if each is not None}
    return {**found, "sheet": sheet_name(model.module), "scenario": model.scenario, "changes": changes}


def _assumed(name: str, side: Side) -> dict[str, Any] | None:
    return None if side.quantity(name) is None else {"text": side.written(name), **_numbers(name, side)}


def _answered(name: str, side: Side, first: Side) -> dict[str, Any] | None:
    found = side.named(name)
    if found is None:
        return None
    here = first.named(name)
    said: dict[str, Any] = {"text": str(found[1].shown(found[0])), **_numbers(name, side)}
    if (
        here is not None
        and is_number(here[0])
        and is_number(found[0])
        and here[0].kind.dimension == (found[0].kind.dimension)
    ):
        said["factor"] = ratio_of(central(*here), central(*found))
        said["difference"] = difference(name, side, first)
    return said


def _numbers(name: str, side: Side) -> dict[str, Any]:
    """The value of a quantity in its unit, and the ends of its range."""
    from estimator.writers.json import numbers_of

    found = side.named(name)
    return {} if found is None else numbers_of(found[0], found[1])


def _checked(written: str, side: Side, first: Side) -> dict[str, Any] | None:
    verdict = side.verdicts.get(written)
    if verdict is None:
        return None
    said = {"holds": verdict.holds, "text": verdict.sentence}
    here = first.verdicts.get(written)
    return {
        **said,
        **({"probability": verdict.probability} if verdict.probability is not None else {}),
        "turns": here is not None and here.holds is not verdict.holds,
    }


def compared(
    evaluation: Evaluation, overrides: Mapping[str, str], others: Sequence[str | Mapping[str, Value] | Evaluation]
) -> Comparison:
    """A run beside others: scenarios and changes of its sheet as texts, or other runs. EstimateError.

    `overrides` are what the run was given; they hold in the others too, but for what these change.
    """
    module = evaluation.model.module
    asked = list(others) or list(module.scenarios)
    if not asked:
        remedy = _to_compare(evaluation)
        raise refused(sheet_name(module), f"{sheet_name(module)} has no scenarios to compare", remedy)
    runs: list[tuple[str, Evaluation | EstimateError]] = []
    for each in asked:
        if not isinstance(each, str):
            given = each if not hasattr(each, "items") else None
            runs.append(("", given if given is not None else _changed(evaluation, overrides, _texts(each))))
        elif each in module.scenarios:
            runs.append((each, _in_scenario(module, overrides, each)))
        else:
            runs.append(("", _changed(evaluation, overrides, _read(each, module))))
    found = [run for _, run in runs if not isinstance(run, EstimateError)]
    several = any(run.model.module.source is not module.source for run in found)
    sides = [Side(label(evaluation, several=several), evaluation)]
    for title, run in runs:
        note = module.scenarios[title].note if title else ""
        if isinstance(run, EstimateError):
            sides.append(Side(title, None, note, run))
        else:
            sides.append(Side(label(run, evaluation, several=several), run, note))
    return Comparison(sides)


def _to_compare(evaluation: Evaluation) -> str:
    """What could be compared with a sheet that has no scenarios."""
    values = Values(evaluation)
    for name, each in evaluation.model.quantities.items():
        if each.assumption and is_number(each):
            return f'say what else there could be, as in {name}="{values.value(2 * central(each, values), each)}"'
    return "name another sheet beside it"


def _in_scenario(module: Module, overrides: Mapping[str, str], title: str) -> Evaluation | EstimateError:
    """A scenario of a sheet; one that has no values is a side without them."""
    names = {override.name for override in module.scenarios[title].overrides}
    try:
        return estimate(module, [f"{name}={text}" for name, text in overrides.items() if name not in names], title)
    except EstimateError as error:
        return error


def _changed(evaluation: Evaluation, overrides: Mapping[str, str], changes: Mapping[str, str]) -> Evaluation:
    texts = [f"{name}={text}" for name, text in {**overrides, **changes}.items()]
    return estimate(evaluation.model.module, texts, evaluation.model.scenario)


def _texts(changes: Any) -> dict[str, str]:
    return {name: notation(value, name) for name, value in changes.items()}


def _read(text: str, module: Module) -> dict[str, str]:
    """`peak_factor=3, retention=10 year` by the names. EstimateError for a text that is no such thing."""
    if "=" not in text:
        guess = suggestion(text, module.scenarios)
        known = ", ".join([f'"{each}"' for each in module.scenarios])
        remedy = f'did you mean "{guess}"?' if guess else f"it has {known}" if known else "write name=value"
        raise refused(text, f'there is no scenario "{text}"', remedy)
    changes: dict[str, str] = {}
    for part in _parts(text):
        name, _, value = part.partition("=")
        changes[name.strip()] = value.strip()
    return changes


def _parts(text: str) -> list[str]:
    """A text cut at the commas behind which another name is given, outside of brackets and quotes."""
    found, depth, start, is_text = [], 0, 0, False
    for place, char in enumerate(text):
        is_text ^= char == '"'
        depth += 0 if is_text else (char in "([") - (char in ")]")
        if char == "," and not depth and not is_text:
            name, equals, _ = text[place + 1 :].partition("=")
            if equals and all(part.isidentifier() for part in name.strip().split(".")):
                found.append(text[start:place])
                start = place + 1
    return [*found, text[start:]]
