"""Exhibits as Markdown, HTML and comma-separated values. Every text of a user is made inert for where it goes."""

from __future__ import annotations

import csv
import html
import io
from typing import TYPE_CHECKING

from estimator.languages.exhibit import LEFT
from estimator.languages.markdown import text as inert
from estimator.languages.spans import safe
from estimator.writers.csv import cell as csv_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.exhibit import Bar, Cell, Column, Exhibit


def markdown(exhibits: Sequence[Exhibit]) -> str:
    """Each as a heading, sentences, a table that a code host renders, and remarks as a list."""
    return "\n".join([_markdown(exhibit) for exhibit in exhibits])


def _markdown(exhibit: Exhibit) -> str:
    parts = [f"### {inert(exhibit.title)}\n"] if exhibit.title else []
    parts += [f"{inert(text)}\n" for text in exhibit.lead]
    if exhibit.rows:
        lines = [[inert(column.head) for column in exhibit.columns]]
        lines.append(["---" if column.side == LEFT else "---:" for column in exhibit.columns])
        lines += [[inert(cell.text) for cell in row] for row in exhibit.rows]
        parts.append("".join([f"| {' | '.join(line)} |\n" for line in lines]))
    if exhibit.remarks:
        parts.append("".join([f"- {inert(text)}\n" for text in exhibit.remarks]))
    return "\n".join(parts)


def as_html(exhibits: Sequence[Exhibit]) -> str:
    """Each as a section with a table, its bars as pictures; without a style or a script of its own."""
    return "".join([_html(exhibit) for exhibit in exhibits])


def _html(exhibit: Exhibit) -> str:
    parts = ["<section>"]
    parts += [f"<h3>{_text(exhibit.title)}</h3>"] if exhibit.title else []
    parts += [f"<p>{_text(text)}</p>" for text in exhibit.lead]
    if exhibit.rows:
        heads = "".join([_head(column) for column in exhibit.columns])
        rows = "".join([_row(row, exhibit) for row in exhibit.rows])
        parts.append(f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")
    parts += [f"<p><small>{_text(text)}</small></p>" for text in exhibit.remarks]
    return "".join([*parts, "</section>"])


def _head(column: Column) -> str:
    return f'<th scope="col" style="text-align:{column.side}">{_text(column.head)}</th>'


def _row(row: tuple[Cell, ...], exhibit: Exhibit) -> str:
    cells = []
    for place, (cell, column) in enumerate(zip(row, exhibit.columns, strict=True)):
        tag, scope = ("th", ' scope="row"') if place == 0 else ("td", "")
        bar = "" if cell.bar is None else f" {_bar(cell.bar)}"
        cells.append(f'<{tag}{scope} style="text-align:{column.side}">{_text(cell.text)}{bar}</{tag}>')
    return f"<tr>{''.join(cells)}</tr>"


def _bar(bar: Bar) -> str:
    """A bar as a picture that needs no style: half as strong as the text beside it."""
    start, end = (100 * max(0.0, min(1.0, share)) for share in (bar.start, bar.end))
    shapes = f'<rect x="{start:.1f}" width="{max(end - start, 0.5):.1f}" height="10" opacity="0.5"/>'
    if bar.middle is not None:
        shapes += f'<rect x="{100 * bar.middle:.1f}" width="1" height="10"/>'
    picture = '<svg width="120" height="10" viewBox="0 0 100 10" preserveAspectRatio="none"'
    return f'{picture} fill="currentColor" aria-hidden="true">{shapes}</svg>'


def as_csv(exhibits: Sequence[Exhibit]) -> str:
    """The rows of the tables, one table behind the other with an empty line between them."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    for place, exhibit in enumerate(exhibits):
        if place:
            writer.writerow([])
        writer.writerow([csv_cell(column.head) for column in exhibit.columns])
        writer.writerows([[csv_cell(cell.text) for cell in row] for row in exhibit.rows])
    return file.getvalue()


def _text(words: str) -> str:
    return html.escape(safe(words))
