"""Names for shell completion, each with a line of help."""

from __future__ import annotations

import typer  # noqa: TC002  typer reads the annotation at run time

from estimator.languages.spans import safe
from estimator.model.files import read_module
from estimator.model.modules import Library, shipped_library
from estimator.problems import EstimateError


def sheet_titles(library: Library) -> list[tuple[str, str]]:
    """Each sheet of the library with its title, which is its first line: no file is parsed for it."""
    found = []
    for name in library.names():
        with open(library.path(name), encoding="utf-8") as file:
            found.append((name, file.readline().lstrip("# ").strip()))
    return found


def library_names(incomplete: str) -> list[tuple[str, str]]:
    """The sheets that a word may become, and behind a dot the names of one."""
    sheet, dot, rest = incomplete.rpartition(".")
    library = shipped_library()
    if dot and (module := library.module(sheet)) is not None:
        return [
            (f"{sheet}.{name}", safe(definition.documentation.title))
            for name, definition in module.definitions.items()
            if name.startswith(rest) and "." not in name  # no cell of a table
        ]
    return [(name, title) for name, title in sheet_titles(library) if name.startswith(incomplete)]


def topic_names(incomplete: str) -> list[tuple[str, str]]:
    """The topics of the manual and the commands that a word may become."""
    from estimator.api.manual import manual
    from estimator.cli.commands import command_names

    commands = [(name, f"estimate {name}") for name in command_names()]
    found = [(each.name, each.title) for each in manual().topics] + commands
    return [(name, title) for name, title in dict(reversed(found)).items() if name.startswith(incomplete)]


def unit_names(incomplete: str) -> list[str]:
    """The units that a word may become."""
    from estimator.units.table import shipped_units

    table = shipped_units()
    return [name for name in (*table.names(), *table.prefixed_names()) if name.startswith(incomplete)]


def sheets_and_overrides(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The sheets that the first word may become; behind one, its quantities, to print alone or to give anew.

    Behind an assumption come assumptions only, as `estimate` reads them.
    """
    words = ctx.params.get("words") or []
    if not words:
        return library_names(incomplete)
    try:
        module = read_module(words[0], shipped_library())
    except EstimateError:
        return []
    found = []
    alone = not any("=" in word for word in words)
    for name, definition in module.definitions.items():
        if definition.parameters is None and name.startswith(incomplete):
            text = safe(definition.note or definition.documentation.title)
            found += [(name, text)] if alone and name not in words else []
            found.append((f"{name}=", text))
    return found
