"""`known_units`: what a unit is, or all there are; the twin of `estimate units`.

The name `units` is that of the package in which they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.spans import padded, plain, safe, width, wrapped
from estimator.model.describe import suggestion
from estimator.problems import refused
from estimator.records import record
from estimator.units.display import base_factor, number
from estimator.units.kinds import EVENT
from estimator.units.table import UnknownUnit, shipped_units

if TYPE_CHECKING:
    from estimator.languages.spans import Spans
    from estimator.units.table import UnitTable

COLUMNS = 80
MOST_LIKE = 40  # units with a word in their name that are shown beside the one that is the word


@record
class Meaning:
    """A unit, or several names of one, and what one of it is."""

    name: str
    text: str


@record
class Units:
    """The units that were asked for, the very one first."""

    entries: tuple[Meaning, ...]

    def to_dicts(self) -> list[dict[str, str]]:
        """What `estimate units --json` prints."""
        return [{"name": each.name, "is": each.text} for each in self.entries]

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows."""
        column = max([width(each.name) for each in self.entries]) + 2
        lines: list[Spans] = []
        for each in self.entries:
            parts = wrapped(each.text, columns - column - 2)
            lines.append([("  " + padded(safe(each.name), column), "name"), (parts[0], "")])
            lines += [[(" " * (column + 2) + part, "")] for part in parts[1:]]
        return lines

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def known_units(word: str = "") -> Units:
    """A unit and those that have the word in their names; all that are shipped without one.

    >>> from estimator import known_units
    >>> known_units("GiB").to_dicts()[0]
    {'name': 'GiB', 'is': '1073741824 B   (information)'}
    >>> known_units("byte").to_dicts()[0]["is"]
    '8 bit   (information)'

    EstimateError where there is none.
    """
    table = shipped_units()
    rows = _found(table, word) if word else _all(table)
    return Units(tuple([Meaning(name, text) for name, text in rows]))


def meaning(table: UnitTable, text: str) -> str:
    """What one of a unit is, in base units."""
    unit = table.unit(text)
    dimension = "*".join([name if power == 1 else f"{name}^{power}" for name, power in unit.kind.dimension])
    size = number(unit.factor / base_factor(unit.kind), exact=True)[0]
    base = str(unit.kind)
    if not base:
        return f"{size}, a plain number"
    if unit.factor == base_factor(unit.kind) != 1 and unit.kind.dimension == (("information", 1),):
        return f"{number(unit.factor, exact=True)[0]} bit   ({dimension})"  # in bytes it would be one of itself
    if unit.factor == 1 and base == text:
        if dimension == EVENT:
            return f"an event: {EVENT}s share one dimension"
        return "a thing" if dimension == text else f"the base unit of {dimension}"
    return f"{size} {base}   ({dimension})" if not base.startswith("1/") else f"{size}{base[1:]}   ({dimension})"


def _found(table: UnitTable, word: str) -> list[tuple[str, str]]:
    try:
        rows = [(word, meaning(table, word))]
    except UnknownUnit:
        rows = []
    lowered = word.lower()
    others = [name for name in (*table.names(), *table.prefixed_names()) if lowered in name.lower() and name != word]
    if len(word) > 1:
        rows += [(name, meaning(table, name)) for name in others if len(name) <= len(word) + 2][:MOST_LIKE]
    if not rows:
        guess = suggestion(word, [*table.names(), *table.prefixed_names()])
        remedy = f"did you mean {guess}?" if guess else f"declare it in a sheet: unit {word}"
        raise refused(word, f"there is no unit {word}", remedy)
    return rows


def _all(table: UnitTable) -> list[tuple[str, str]]:
    """Every shipped unit: measures one by one, nouns together."""
    rows: list[tuple[str, str]] = []
    events, things = [], []
    for name, value, others in table.definitions():
        if EVENT in (value, name):
            events.append(name)
        elif value.startswith("[") and value[1:-1] == name and name != "bit":
            things.append(name)
        else:
            rows.append((", ".join((name, *others)), meaning(table, name)))
    prefixes = "k K M G T P E are powers of 1000, Ki Mi Gi Ti Pi Ei of 1024; m u n p below one second, metre or watt"
    return [
        *rows,
        ("prefixes", prefixes),
        ("events", " ".join(events)),
        ("things", " ".join(things)),
        ("your own", "unit parcel (a thing), unit snippet: event, unit rule_day = 100_000 s"),
    ]
