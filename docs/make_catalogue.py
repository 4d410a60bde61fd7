"""Writes docs/catalogue.md from the library: .venv/bin/python docs/make_catalogue.py [--check]."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from estimator.model.catalogue import FORMULAS, TABLES, TEMPLATES, group
from estimator.model.modules import Module, shipped_library
from estimator.model.names import call_of
from estimator.notation.printer import print_example
from estimator.notation.sentences import summary

if TYPE_CHECKING:
    from estimator.notation.tree import Documentation

FILE = Path(__file__).parent / "catalogue.md"
HEAD = """# Catalogue

What the library holds, made from it by `docs/make_catalogue.py`. In the terminal: `estimate list WORD` searches it,
`estimate explain NAME` shows one with its maths, `estimate NAME` runs a sheet.
"""
SAY = {
    TEMPLATES: "Sheets to start from: `estimate NAME`, or `estimate new plan.est --from NAME`.",
    FORMULAS: "Functions to call in any expression, by their path.",
    TABLES: "Numbers to use by name in any expression.",
}


def text(line: str) -> str:
    """Plain text of ours in Markdown: what could be markup is not."""
    return line.replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*").replace("_", "\\_").replace("[", "\\[")


def provenance(block: Documentation) -> str:
    """Where a formula is from, and what else it is called."""
    date = f" ({block.as_of})" if block.as_of else ""
    parts = [f"Source: {'; '.join(map(text, block.sources))}{date}."] if block.sources else []
    parts += [f"Releases: {'; '.join(map(text, block.releases))}."] if block.releases else []
    parts += [f"Also: {', '.join(map(text, block.also))}."] if block.also else []
    return " ".join(parts)


def sheet(module: Module, kind: str) -> list[str]:
    """A sheet's section."""
    block = module.sheet.documentation
    lines = [f"### {module.name}", "", text(block.title) + ("" if block.title.endswith(("?", ".")) else "."), ""]
    lines += [" ".join(map(text, block.text[1:])), ""] if block.text[1:] else []
    lines += [provenance(block), ""]
    if kind == TEMPLATES:
        answers = [each for each in module.definitions.values() if each.names]
        shown = [f"`{each.name}`" + (f" ({text(each.note)})" if each.note else "") for each in answers]
        return [*lines, f"Works out {', '.join(shown)}.", ""]
    lines += [f"- {product}: {', '.join(line.known)}" for product, line in module.releases.items()]
    for name, rows in module.tables.items():
        lines.append(f"- `{module.name}.{name}`  ")
        lines.append(f"  A table of {len(rows.keys)} rows: {text(', '.join(rows.columns))}. "
                     f"{text(summary(rows.table.documentation))}  ")  # fmt: skip
        lines.append(f"  {provenance(rows.table.documentation)}")
    cells = {cell for rows in module.tables.values() for cell in rows.cells()}
    for each in module.definitions.values():
        if each.name in cells:
            continue
        own = each.documentation
        name = f"{module.name}.{each.name}"
        title = call_of(each, name) if each.parameters is not None else name
        lines.append(f"- `{title}`  ")
        lines.append(f"  {text(summary(own) or each.note)}  ")
        if own.examples:
            lines.append(f"  Example: `{print_example(own.examples[0])}`  ")
        lines.append(f"  {provenance(own)}")
    return [*lines, ""]


def catalogue() -> str:
    """The whole document."""
    library = shipped_library()
    kinds = {name: group(library, name) for name in library.names()}
    lines = [HEAD]
    for kind in (TEMPLATES, FORMULAS, TABLES):
        names = [name for name, own in kinds.items() if own == kind]
        links = [f"[{name}](#{name.replace('.', '')})" for name in names]
        lines += [f"**{kind}:** {', '.join(links)}.", ""]
    for kind in (TEMPLATES, FORMULAS, TABLES):
        lines += [f"## {kind}", "", SAY[kind], ""]
        for name in (name for name, own in kinds.items() if own == kind):
            module = library.module(name)
            assert module is not None
            lines += sheet(module, kind)
    return "\n".join(lines).rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """Write the file, or with --check say whether it is up to date."""
    found = catalogue()
    if arguments == ["--check"]:
        if FILE.exists() and FILE.read_text(encoding="utf-8") == found:
            return 0
        print("docs/catalogue.md is older than the library: run docs/make_catalogue.py", file=sys.stderr)
        return 1
    FILE.write_text(found, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
