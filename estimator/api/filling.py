"""`fill`: the figures in the prose of a document, put in and put in anew; the twin of `estimate fill`."""

from __future__ import annotations

import os

from estimator.model.files import is_file_name, read_module
from estimator.model.modules import shipped_library
from estimator.problems import refused
from estimator.records import record
from estimator.writers.files import write_whole
from estimator.writers.filled import filled


@record
class Filled:
    """A document with its figures: its text now, how many figures it has, and whether that is another text."""

    file: str
    text: str
    figures: int
    changed: bool
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """What `estimate fill --json` prints of a file."""
        return {"file": self.file, "figures": self.figures, "changed": self.changed}

    def __repr__(self) -> str:
        number = f"{self.figures} figure{'s' * (self.figures != 1)}"
        said = f"{number} filled in" if self.changed else f"{number}, all as they were"
        return "\n".join([f"{self.file}: {said}", *[f"note: {each}" for each in self.notes]])


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
    text, number = filled(module)
    is_new = text != module.source.text
    notes = write_whole(path, text, over=True) if is_new and not check else ()
    return Filled(path, text, number, is_new, notes)
