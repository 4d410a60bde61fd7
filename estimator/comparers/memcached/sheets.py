"""A user's sheet that calls memcached's formulas as workloads: items of the lengths that each call says, but fewer."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from estimator.comparers.calls import Line, lines_of
from estimator.comparers.memcached.items import ITEM, LEAST_KEY, Items
from estimator.problems import refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMULA = "memcached.item"
WHAT_CAN = "give a sheet that calls memcached.item, or a workload of --list"
MOST_ITEMS, MOST_BYTES = 20_000, 64 * 2**20  # of a workload, unless the user says
LONGEST_KEY, LONGEST_VALUE = 250, 2**20 - 512  # bytes, as a server takes them unless told otherwise (-I)


def of_sheet(path: str, keys: int | None) -> tuple[list[Items], list[str]]:
    """The workloads of a sheet, and what is to be said of the rest. EstimateError where there is none."""
    found = [each if isinstance(each, str) else _items(each, keys) for each in lines_of(path, (FORMULA,), WHAT_CAN)]
    loads = [each for each in found if isinstance(each, Items)]
    notes = [each for each in found if isinstance(each, str)]
    if not loads:
        raise refused(path, notes[0], WHAT_CAN)
    return loads, notes


def _items(line: Line, keys: int | None) -> Items | str:
    """What a line's arguments say, or a sentence why it cannot be loaded."""
    reason = _why_not(line.given)
    if reason:
        return f"{line.name} is not loaded: {reason}"
    key, values = round(line.given["key"]), _lengths(line.given["value"])
    mean = sum(values) / len(values)
    most = max(1, min(MOST_ITEMS, int(MOST_BYTES / max(1.0, mean))))
    number, lengths = keys or most, tuple[int, ...]()
    if len(values) > 1:
        lengths = _evenly(line.given["value"], number, line.predicted(f"mean({line.texts['value']})"))
    return Items(line.name, ITEM, number, key, values[0], 5 if line.given["flags"] else 0, lengths=lengths, line=line)


def _evenly(values: Sequence[float], number: int, mean: float) -> tuple[int, ...]:
    """So many lengths from the least to the largest of `values`, of this mean, which draws alone miss by 0.2%."""
    chosen = [values[(2 * place + 1) * len(values) // (2 * number)] for place in range(number)]
    factor = mean * number / max(1.0, sum(chosen))
    lengths, left = [], 0.0
    for each in chosen:
        left += each * factor
        lengths.append(max(0, round(left)))
        left -= lengths[-1]
    random.Random(number).shuffle(lengths)  # noqa: S311  in no order that can be seen, the same each time
    return tuple(lengths)


def _why_not(given: Mapping[str, Any]) -> str:
    if isinstance(given["key"], list):
        return "the length of its keys is spread: give one, for an item takes its key byte by byte"
    values = _lengths(given["value"])
    if not LEAST_KEY <= round(given["key"]) <= LONGEST_KEY:
        return f"its keys are of {round(given['key'])} B, and those of {LEAST_KEY} to {LONGEST_KEY} B are written"
    if values[-1] > LONGEST_VALUE:
        return f"a value of {values[-1]:,} B is longer than a server takes without -I"
    return "" if given["cas"] else "a server without compare-and-swap (-C) is not started"


def _lengths(value: Any) -> list[int]:
    return [max(0, round(each)) for each in (value if isinstance(value, list) else [value])]
