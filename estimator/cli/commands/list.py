"""`estimate list [TOPIC]`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.cli.names import library_names
from estimator.cli.output import FINE, columns, guarded, write, write_json
from estimator.languages.spans import padded, width, wrapped
from estimator.model.catalogue import FORMULAS, TABLES, TEMPLATES, findings, near, overview
from estimator.model.files import is_file_name, read_module
from estimator.model.modules import Library, shipped_library
from estimator.model.names import signature
from estimator.problems import EstimateError, command_line_problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.spans import Spans
    from estimator.model.catalogue import Found

MOST = 20  # found entries that are shown; the best come first
TERMS = 3  # other terms that are shown of each


def command(
    topic: Annotated[
        list[str] | None,
        typer.Argument(help="A sheet, to see what it holds; words, to search.", autocompletion=library_names),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the library, a sheet, or where words are found, what fits best first.

    Words are searched in names, descriptions and the other terms of the field, in English and Chinese: estimate list
    hit ratio, estimate list 缓存命中率, estimate list redis 内存.
    """
    words = " ".join(topic or [])

    def work() -> int:
        library = shipped_library()
        if not words:
            return everything(library, as_json=as_json)
        remarks: list[str] = []
        is_sheet = is_file_name(words) or library.module(words) is not None
        if is_sheet:
            found = definitions(library, words)
        else:
            found, remarks = matches(library, words)
        if as_json:
            write_json([{"name": name, "description": text} for name, text in found])
        else:
            write(table(found if is_sheet else found[:MOST], columns()))
            for remark in remarks:
                write([[], *[[(part, "note")] for part in wrapped(remark, columns())]])
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))


def everything(library: Library, *, as_json: bool) -> int:
    """All sheets, in groups."""
    titles = overview(library)
    if as_json:
        write_json([{"name": name, "description": title, "group": kind} for name, title, kind in titles])
        return FINE
    column = max([width(name) for name, _, _ in titles])
    for kind in (TEMPLATES, FORMULAS, TABLES):
        write([[(kind, "heading")]])
        write(table([(name, title) for name, title, own in titles if own == kind], columns(), column))
        write([[]])
    write([[("estimate NAME runs one, estimate list NAME shows what it holds,", "note")]])
    write([[("estimate list WORD searches: estimate list hit ratio, estimate list 短链", "note")]])
    return FINE


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


def matches(library: Library, words: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The names and descriptions in which words are found, with other terms that they were found by; and what to say.

    EstimateError where no word is found.
    """
    results = findings(library, words)
    guess = near(library, words) if results.unknown else ""
    if not results.found:
        remedy = f"try estimate list {guess}" if guess else "estimate list shows all there is"
        raise EstimateError([command_line_problem(words, "nothing in the library is called so", remedy)])
    remarks = []
    if len(results.found) > MOST:
        remarks.append(f"{len(results.found) - MOST} more fit less well: add a word.")
    if results.unknown:
        other = f"; did you mean estimate list {guess}?" if guess else "."
        remarks.append(f"Nothing is known of {', '.join(results.unknown)}{other}")
    return [(each.entry.name, _described(each)) for each in results.found], remarks


def _described(found: Found) -> str:
    terms = found.terms[:TERMS]
    return f"{found.entry.title} ({', '.join(terms)})" if terms else found.entry.title


def table(rows: list[tuple[str, str]], width_of_all: int, column: int = 0) -> list[Spans]:
    """Names and descriptions in two columns; a long name has its description below it."""
    column = (column or max([width(name) for name, _ in rows if width(name) <= 32], default=20)) + 2
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
