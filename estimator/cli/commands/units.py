"""`estimate units [WORD]`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.cli.names import unit_names
from estimator.cli.output import FINE, columns, guarded, write, write_json
from estimator.languages.spans import padded, safe, width, wrapped
from estimator.model.describe import suggestion
from estimator.problems import EstimateError, command_line_problem
from estimator.units.display import base_factor, number
from estimator.units.kinds import EVENT
from estimator.units.table import UnitTable, UnknownUnitError, shipped_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.spans import Spans


def command(
    word: Annotated[str, typer.Argument(help="A unit, or a part of its name.", autocompletion=unit_names)] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Find a unit: what it is, or all there are."""

    def work() -> int:
        table = shipped_units()
        rows = _found(table, word) if word else _all(table)
        if as_json:
            write_json([{"name": name, "is": text} for name, text in rows])
            return FINE
        column = max([width(name) for name, _ in rows]) + 2
        lines: list[Spans] = []
        for name, text in rows:
            room = columns() - column - 2
            parts = wrapped(text, room)
            lines.append([("  " + padded(safe(name), column), "name"), (parts[0], "")])
            lines += [[(" " * (column + 2) + part, "")] for part in parts[1:]]
        write(lines)
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))


def meaning(table: UnitTable, text: str) -> str:
    """What one of a unit is, in base units."""
    unit = table.unit(text)
    dimension = "*".join([name if power == 1 else f"{name}^{power}" for name, power in unit.kind.dimension])
    size = number(unit.factor / base_factor(unit.kind), exact=True)[0]
    base = str(unit.kind)
    if not base:
        return f"{size}, a plain number"
    if unit.factor == 1 and base == text:
        if dimension == EVENT:
            return f"an event: {EVENT}s share one dimension"
        return "a thing" if dimension == text else f"the base unit of {dimension}"
    return f"{size} {base}   ({dimension})" if not base.startswith("1/") else f"{size}{base[1:]}   ({dimension})"


def _found(table: UnitTable, word: str) -> list[tuple[str, str]]:
    try:
        rows = [(word, meaning(table, word))]
    except UnknownUnitError:
        rows = []
    lowered = word.lower()
    others = [name for name in (*table.names(), *table.prefixed_names()) if lowered in name.lower() and name != word]
    if len(word) > 1:
        rows += [(name, meaning(table, name)) for name in others if len(name) <= len(word) + 2][:40]
    if not rows:
        guess = suggestion(word, [*table.names(), *table.prefixed_names()])
        remedy = f"did you mean {guess}?" if guess else f"declare it in a sheet: unit {word}"
        raise EstimateError([command_line_problem(word, f"there is no unit {word}", remedy)])
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
