"""What the tables of containers have been through, by what MEMORY USAGE says of them beyond what their elements take.

After a growth the older table is still there: each write moves a bucket or two of it, and nothing else does. Where most
elements were deleted again, the table keeps its size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation.making import name, number
from estimator.producers.redis.survey.by_usage import doubt
from estimator.producers.redis.survey.groups import Setting
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from estimator.producers.redis.survey.sheet import Row

WORTH_KNOWING = 0.01  # of what a group takes
FARTHEST = 2.5  # standard deviations of what the elements read leave open
HAVE_TABLES = ("hash", "set", "zset")
STATES = (
    Setting("just_loaded", name("yes"), "as MEMORY USAGE says: an older table is still there"),
    *[
        Setting("deleted", number(share, "%"), "of what it had, about, as MEMORY USAGE says: its table is as large")
        for share in ("50", "75", "87.5")
    ],
)


def with_old_tables(
    rows: list[Row],
    values: Mapping[str, float],
    said: Mapping[str, float],
    valued: Callable[[list[Row]], dict[str, float]],
) -> tuple[list[Row], dict[str, float]]:
    """The groups, and the bytes of each and of all: in the state by which they take what the server says, about.

    `said` are the bytes by MEMORY USAGE; of rows of which it is not understood nothing is said. What may well be by the
    elements that were read is no state of a table.
    """
    own, chosen = dict(values), list(rows)
    worth = {row.name: WORTH_KNOWING * values[row.name] + FARTHEST * doubt(row.group) for row in rows}
    beyond = {
        row.name: said[row.name]
        for row in rows
        if row.group.data_type in HAVE_TABLES and said.get(row.name, 0.0) > values[row.name] + worth[row.name]
    }
    for state in STATES if beyond else ():
        tried = [
            replace(row, group=replace(row.group, settings=(state,))) if row.name in beyond else row for row in rows
        ]
        other = valued(tried)
        for place, row in enumerate(tried):
            if row.name in beyond and _is_nearer(other[row.name], own[row.name], values[row.name], beyond[row.name]):
                own["predicted"] += other[row.name] - own[row.name]
                own[row.name], chosen[place] = other[row.name], row
    return chosen, own


def _is_nearer(value: float, best: float, plain: float, said: float) -> bool:
    """Whether a state's bytes are nearer to what the server says than the best so far, by more than it is worth."""
    return abs(said - best) - abs(said - value) > WORTH_KNOWING * plain
