"""Rows for the tables of a schema, as the sheet that `estimate table` makes of it assumes them."""

from __future__ import annotations

import math
import random
import re
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from estimator.producers.schema.stored import Column, Table

NULL_SHARE = 0.1
HALF_RANGE = 1.6448536269514722  # standard deviations from the median to the end of a 90% interval
# What who knows the schema fills in: identifiers of 16 bytes, as they are there.
KNOWN = {"namespace_id": "16 B", "run_id": "16 B", "host_id": "16 B"}
FEW = {"shard_id", "namespace_id"}  # with few different values, as they have there
FEW_VALUES = 8
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def rows(table: Table, numbers: range) -> list[list[str]]:
    """A row for each number, its values as COPY reads them."""
    chance = random.Random(f"{table.name} {numbers.start}")
    scattered = {each.name for each in table.columns[1:] if each.written == "int" and each.name.endswith("_id")}
    columns = [
        [str(chance.randrange(1, 2**31)) for _ in numbers]  # an identifier of something else is in no order
        if column.name in scattered - FEW and not column.nullable
        else _values(column, numbers, chance)
        for column in table.columns
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _values(column: Column, numbers: range, chance: random.Random) -> list[str]:
    """A column's values: NULL as often as the sheet says, lengths as its range says."""
    count = len(numbers)
    nulls = set(chance.sample(range(count), round(NULL_SHARE * count))) if column.nullable else set()
    return [
        "\\N" if place in nulls else _text(column, size, chance) if column.payload else _fixed(column, number, chance)
        for place, (number, size) in enumerate(zip(numbers, _lengths(column, count, chance), strict=True))
    ]


def _lengths(column: Column, count: int, chance: random.Random) -> list[int]:
    """Whole bytes, lognormal: each of so many equal parts of the distribution once, so that chance has little say."""
    low, _, high = KNOWN.get(column.name, column.payload).removesuffix(" B").rpartition(" to ")
    if not low:
        return [int(high or 0)] * count
    middle = math.sqrt(float(low) * float(high))
    spread = NormalDist(0, math.log(float(high) / float(low)) / 2 / HALF_RANGE)
    found = [max(1, math.ceil(middle * math.exp(spread.inv_cdf((place + 0.5) / count)))) for place in range(count)]
    chance.shuffle(found)
    return found


def _text(column: Column, size: int, chance: random.Random) -> str:
    """A value of a payload's length that does not compress."""
    letters = "".join(chance.choices(LETTERS, k=size))
    limit = re.search(r"char\((\d+)\)", column.written)
    if column.name in FEW:
        return f"\\\\x{chance.randrange(FEW_VALUES):0{2 * size}x}"
    if column.written.startswith("bytea"):
        return "\\\\x" + chance.randbytes(size).hex()
    if column.written.startswith("tsvector"):
        return letters.replace("+", "p").replace("/", "s")[: max(1, min(size - 8, 2000))]
    if column.written.endswith("[]"):
        return "{" + letters[: max(1, size - 24)] + "}"
    if column.written.startswith(("decimal", "numeric")):
        return "9" * (2 if "4" in column.written else 3) + ".99"
    return letters[: int(limit[1])] if limit else letters


def _fixed(column: Column, number: int, chance: random.Random) -> str:
    """A value of a type of fixed size."""
    kind = column.written
    if column.name in FEW:
        return str(chance.randrange(FEW_VALUES))
    if kind == "uuid":
        return f"{chance.getrandbits(128):032x}"
    if kind.startswith("bool"):
        return "t"
    if kind == "date":
        return "2026-11-24"
    if kind.startswith("timestamp"):
        return f"2026-11-24 12:{number // 60 % 60:02}:{number % 60:02}.{number:06}"
    if kind == "mpaa_rating":
        return "PG"
    return str(2000 if column.name == "release_year" or kind == "smallint" else number)
