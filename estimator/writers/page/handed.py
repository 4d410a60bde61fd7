"""What a page hands on: the sheet that it was made from, how a command calls it, and where its numbers stand in it."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from estimator.languages.spans import safe
from estimator.model.modules import SUFFIX, shipped_library
from estimator.writers.page.inline import text

if TYPE_CHECKING:
    from estimator.model.frames import Quantity
    from estimator.model.modules import Module
    from estimator.writers.page.data import Page

_FILE = re.compile(r"[\w. -]+\.(est|md)", re.ASCII)


def file_name(module: Module) -> str:
    """The name of a sheet's file, without its folder."""
    found = PurePath(module.source.name.replace("\\", "/")).name
    return found if _FILE.fullmatch(found) else f"sheet{SUFFIX}"


def called(module: Module) -> str:
    """What a command calls a sheet by: its name in the library, else that of its file."""
    shipped = shipped_library().module(module.name) if module.name else None
    is_shipped = shipped is not None and shipped.source is module.source
    return module.name if is_shipped else file_name(module)


def source_section(page: Page, prefix: str) -> str:
    """The sheet itself, to be unfolded and taken away."""
    module = page.model.module
    label = f"{prefix}-sheet"
    take = '<p class="actions"><button type="button" data-download>Download the sheet</button></p>'
    summary = f"{text(file_name(module))}, {len(module.source.text.splitlines())} lines"
    shown = "\n".join([text(line) for line in module.source.text.split("\n")])
    return (
        f'<section class="sheet" aria-labelledby="{label}"><h2 id="{label}">The sheet</h2><details>'
        f"<summary>{summary}</summary>{take if page.is_live else ''}"
        f"<pre><code data-source>{shown}</code></pre></details></section>"
    )


def handed(page: Page) -> dict[str, Any]:
    """How the sheet is called and where its assumptions stand in it, in units of UTF-16, as a script counts.

    `text` is the sheet where the markup shows it otherwise.
    """
    module = page.model.module
    source = module.source.text
    shown = "\n".join([safe(line) for line in source.split("\n")])
    spans: dict[int, list[int]] = {}
    for step in page.program.inputs_of:
        quantity = page.program.inputs_of[step][0].quantity
        spans[page.place(step)] = _span(quantity, source)
    return {
        "called": called(module),
        "file": file_name(module),
        "spans": spans,
        "fixed": _fixed(page),
        "texts": [_span(page.model.quantities[name], source) for name in page.opened.texts] if page.opened else [],
        **({"text": source} if shown != source else {}),
    }


def _span(quantity: Quantity, source: str) -> list[int]:
    """Where a quantity stands, and whether something else was given for it."""
    start, stop = quantity.definition.expression.span
    return [_utf16(source, start), _utf16(source, stop), int(quantity.override is not None)]


def _fixed(page: Page) -> list[list[Any]]:
    """What was given to the command that made the page and is no input of it: a name, a text, and where it belongs."""
    source = page.model.module.source.text
    found: list[list[Any]] = []
    for row in page.report.rows:
        quantity = row.quantity
        is_open = page.opened is not None and row.name in page.opened.texts
        if quantity.override is None or quantity.step in page.program.inputs_of or is_open:
            continue
        start, stop = quantity.definition.expression.span
        found.append([row.name, quantity.fixed or row.written, _utf16(source, start), _utf16(source, stop)])
    return found


def _utf16(source: str, offset: int) -> int:
    """An offset in a text as JavaScript counts it."""
    before = source[:offset]
    return offset if before.isascii() else len(before.encode("utf-16-le", "surrogatepass")) // 2
