"""`estimate list [TOPIC]`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.cli.names import library_names, sheet_titles
from estimator.cli.output import FINE, columns, guarded, write, write_json
from estimator.languages.spans import padded, width, wrapped
from estimator.model.files import read_module
from estimator.model.modules import Library, shipped_library
from estimator.model.names import signature

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.spans import Spans


def command(
    topic: Annotated[
        str, typer.Argument(help="A sheet, to see what it holds; a word, to search.", autocompletion=library_names)
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the library, a sheet, or where a word is found."""

    def work() -> int:
        library = shipped_library()
        if topic and library.module(topic) is None:
            found = search(library, topic)
            if not found:
                read_module(topic, library)  # says that there is none, and what is near
        else:
            found = definitions(library, topic) if topic else sheet_titles(library)
        if as_json:
            write_json([{"name": name, "description": text} for name, text in found])
            return FINE
        write(table(found, columns()))
        if not topic:
            write([[], [("estimate NAME runs one, estimate list NAME shows what it holds.", "note")]])
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))


def definitions(library: Library, topic: str) -> list[tuple[str, str]]:
    """What a sheet holds: functions as one calls them, and quantities."""
    module = read_module(topic, library)
    return [
        (
            signature(definition, f"{topic}.{definition.name}")
            if definition.parameters is not None
            else f"{topic}.{definition.name}",
            definition.documentation.title or definition.note,
        )
        for definition in module.definitions.values()
    ]


def search(library: Library, word: str) -> list[tuple[str, str]]:
    """The names and descriptions in which a word is found, in any case."""
    lowered = word.lower()
    found = []
    for name, title in sheet_titles(library):
        if lowered in f"{name} {title}".lower():
            found.append((name, title))
        found += [row for row in definitions(library, name) if lowered in f"{row[0]} {row[1]}".lower()]
    return found


def table(rows: list[tuple[str, str]], width_of_all: int) -> list[Spans]:
    """Names and descriptions in two columns; a long name has its description below it."""
    column = max([width(name) for name, _ in rows if width(name) <= 32], default=20) + 2
    lines: list[Spans] = []
    for name, text in rows:
        room = width_of_all - column - 2
        parts = wrapped(text, room)
        if width(name) < column:
            lines.append([("  " + padded(name, column), "name"), (parts.pop(0), "note")])
        else:
            lines += [[(part, "name")] for part in wrapped("  " + name, width_of_all)]
        lines += [[(" " * (column + 2) + part, "note")] for part in parts if part]
    return lines
