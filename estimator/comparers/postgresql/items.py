"""The items of a row that a GIN index holds, as a function of the row's number: so many different ones, how often each.

A function, for an index can be on what it makes: rows are as wide as the table's are, whatever its items take.
"""

from __future__ import annotations

import math

from estimator.model.modules import shipped_library
from estimator.reckoning.estimate import answered_number

ITEMS = "estimator_items"
GIN = "postgresql.gin"
OF_EACH = 100_000  # numbers between one row's draws and the next
INTEGER = 4  # bytes of the longest item that is a whole number
FACTOR = 2_654_435_761  # odd: what is multiplied by it is in no order of how often it comes
HEX = 16
EXACT, STEP = 1000, 1.05  # how many of the first ranks are taken one by one; the others by so much at a time
MOST_DRAWS = 3000


def pool(draws_of_all: float, distinct: int, frequency: str) -> int:
    """Of how many items all of a table's are drawn, for so many of them to be different, as the library sees it."""
    module = shipped_library().module(GIN)
    if module is None or "possible" not in module.definitions:
        return distinct
    return max(1, round(answered_number(f'{GIN}.possible({draws_of_all:.6g}, {distinct}, "{frequency}")')))


def beyond(rows: int, items: float, distinct: int, frequency: str, drawn_of: int) -> float:
    """The items of a row that are in no other, where more are different than the law gives, as the library sees it."""
    return answered_number(f'{GIN}.unlike({rows}, {items:.9g}, {distinct}, {drawn_of}, "{frequency}")')


def draws(items: float, distinct: int, frequency: str) -> float | None:
    """How many items are drawn for a row to have so many different ones in the mean; None where it takes too many."""
    if items <= 0:
        return 0.0
    chances = [(distinct, 1 / distinct)] if frequency == "even" else _zipf(distinct)

    def found(times: float) -> float:
        return sum([many * -math.expm1(times * math.log1p(-min(chance, 1 - 1e-12))) for many, chance in chances])

    if found(MOST_DRAWS) < items:
        return None
    low, high = 0.0, float(MOST_DRAWS)
    while high - low > 1e-6 * high:
        middle = (low + high) / 2
        low, high = (low, middle) if found(middle) >= items else (middle, high)
    return high


def _zipf(distinct: int) -> list[tuple[float, float]]:
    """How many items there are of a chance, and the chance."""
    found, rank, whole = [], 1, math.log(distinct + 1)
    while rank <= distinct:
        end = min(distinct + 1, max(rank + 1, rank if rank < EXACT else int(rank * STEP)))
        found.append((float(end - rank), math.log(end / rank) / whole / (end - rank)))
        rank = end
    return found


def most_different(key: int) -> int:
    """How many different items there may be of so many bytes."""
    return 2**32 - 1 if key <= INTEGER else HEX ** min(8, key - 1)


def different(times: float, distinct: int, frequency: str, singles: float, in_all: int, key: int) -> str:
    """The function that gives the different items of a row, whole numbers or the words of a text.

    So many are drawn of `distinct` ones; besides, so many each are no other's, and so many in all rows.
    """
    draw = f"((hashint8(i * {OF_EACH} + e) & 2147483647) / 2147483648.0)"
    one = f"floor({draw} * {distinct})" if frequency == "even" else f"floor(exp({draw} * ln({distinct + 1}.0)) - 1)"
    parts = [f"SELECT {one}::bigint FROM generate_series(1, {_times(times, 'i')}) AS e"]
    if in_all:
        parts.append(f"SELECT e::bigint FROM generate_series({distinct}, {distinct + in_all - 1}) AS e")
    if singles:
        first, most = distinct + in_all, math.ceil(singles)
        parts.append(f"SELECT {first} + (i - 1) * {most} + e FROM generate_series(0, {_times(singles, '-i')} - 1) AS e")
    drawn = " UNION ".join(parts)
    if key <= INTEGER:
        each = f"(v * {FACTOR} % 4294967296 - 2147483648)::int"
        kind, made = "int[]", f"SELECT COALESCE(array_agg({each}), '{{}}') FROM ({drawn}) AS n (v)"
    else:
        digits = min(8, key - 1)
        each = f"rpad(lpad(to_hex(v * {FACTOR} % {HEX**digits}), {digits}, '0'), {key - 1}, 'x')"
        kind = "tsvector"
        made = f"SELECT array_to_tsvector(COALESCE(array_agg({each}), '{{}}')) FROM ({drawn}) AS n (v)"
    return f"CREATE FUNCTION {ITEMS}(i bigint) RETURNS {kind} LANGUAGE sql IMMUTABLE AS $items$ {made} $items$"


def _times(times: float, seed: str) -> str:
    """A number of times that has a fraction: one more in so many of the rows."""
    whole = math.floor(times)
    chance = round((times - whole) * 2**31)
    return f"{whole} + CASE WHEN (hashint8({seed}) & 2147483647) < {chance} THEN 1 ELSE 0 END" if chance else str(whole)
