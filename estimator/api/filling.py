"""`fill`: the figures in the prose of a document, put in and put in anew; the twin of `estimate fill`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from estimator.api.told import COLUMNS, Told
from estimator.languages.exhibit import LEFT, Cell, Column, Exhibit
from estimator.model.files import is_file_name, read_module
from estimator.model.modules import shipped_library
from estimator.problems import refused
from estimator.writers.files import write_whole
from estimator.writers.filled import filled

if TYPE_CHECKING:
    from estimator.languages.spans import Spans


class Filled(Told):
    """A document with its figures: its text now, and whether that is another one than it was.

    `figures` are pairs, what stands in the braces and the value; `notes` what the file had and could not keep.
    """

    def __init__(
        self,
        file: str,
        text: str,
        figures: tuple[tuple[str, str], ...],
        *,
        changed: bool,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.file = file
        self.text = text
        self.figures = figures
        self.changed = changed
        self.notes = notes

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """A row a figure."""
        columns = (Column("Figure", LEFT), Column("Value"))
        rows = tuple([(Cell(written, "name"), Cell(value)) for written, value in self.figures])
        return (Exhibit(self.said, (), columns, rows, self.notes),)

    @property
    def said(self) -> str:
        """What was done, in a sentence."""
        number = f"{len(self.figures)} figure{'s' * (len(self.figures) != 1)}"
        return f"{self.file}: {f'{number} filled in' if self.changed else f'{number}, all as they were'}"

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows."""
        return [[(self.said, "note")], *[[(f"note: {each}", "note")] for each in self.notes]]

    def to_dict(self) -> dict[str, Any]:
        """What `estimate fill --json` prints of a file."""
        found = [{"figure": written, "value": value} for written, value in self.figures]
        return {"file": self.file, "changed": self.changed, "figures": found}


def fill(file: str | os.PathLike[str], *, check: bool = False) -> Filled:
    """Put the figures of a document's sheet into its prose: `{media_total}`, `{media_total -> TB, 4 digits}`.

    Behind each value a comment keeps what it is, so that it can be filled in again and `check` sees where it no longer
    agrees. The file is written only where a figure changes, whole, and never with `check`. EstimateError if something
    is wrong with the sheet or with a figure, or one was changed by hand.
    """
    path = os.fspath(file)
    if not is_file_name(path):
        raise refused(path, f"{path} is no file", "name a .md file")
    module = read_module(path, shipped_library())
    text, found = filled(module)
    is_new = text != module.source.text
    notes = write_whole(path, text, over=True) if is_new and not check else ()
    figures = tuple([(figure.written, value) for figure, value in found])
    return Filled(path, text, figures, changed=is_new, notes=notes)
