"""`new`, `fmt` and what has been written: sheets as files; the twins of `estimate new` and `estimate fmt`."""

from __future__ import annotations

import os

from estimator.model.copies import begun_from
from estimator.model.files import MARKDOWN, formatted_text, is_file_name, read_module, read_text
from estimator.model.modules import SUFFIX, shipped_library
from estimator.problems import refused
from estimator.records import record
from estimator.writers.files import refuse_existing, write_whole

_SKELETON = """\
## What is estimated here

daily_users       = 1 M user                         # a guess, or where the number is from
requests_per_user = 20 (10 to 40) request/user/day   # best guess, 90% range
response_size     = 10 KB/request
peak_factor       = 3

mean_qps  = daily_users * requests_per_user -> QPS
peak_qps  = mean_qps * peak_factor -> QPS
bandwidth = peak_qps * response_size -> Mbit/s

check bandwidth < 1 Gbit/s at 90%   # one network card

scenario "a big day": peak_factor = 10

# Ranges, tables, growth and all else that a line may say: estimate help
"""


@record
class Written:
    """A file that was written, and in `notes`, sentences, what the one that was there had and could not keep."""

    file: str
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "\n".join([f"{self.file} is written", *[f"note: {each}" for each in self.notes]])


@record
class Formatted:
    """A sheet laid out: its text now, and whether that is another one than it was."""

    file: str
    text: str
    changed: bool
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"{self.file}: {'another layout' if self.changed else 'laid out as it is'}"


def new(file: str | os.PathLike[str], *, from_: str = "") -> Written:
    """Start a sheet of your own, `.est` or `.md`, as a copy of another one if that is named.

    What a sheet of the library says of its own numbers alone, its examples and its sources, is not said of the copy; a
    file is copied as it is. EstimateError for a file that exists, or is no sheet by its name.
    """
    path = os.fspath(file)
    if not is_file_name(path):
        raise refused(path, "a sheet is a .est or .md file", f"write {path}.est")
    text = _copied(from_, path) if from_ else _SKELETON
    if path.endswith(MARKDOWN) and not from_.endswith(MARKDOWN):
        title = text.splitlines()[0].lstrip("# ")
        text = f"# {title}\n\n```est\n{text}```\n"
    return Written(path, write_whole(path, text))


def _copied(name: str, path: str) -> str:
    """The text of a sheet for another file. EstimateError where it would not be the same sheet there."""
    module = read_module(name, shipped_library())
    if module.name:
        return begun_from(module)
    if name.endswith(MARKDOWN) and not path.endswith(MARKDOWN):
        remedy = f"write {os.path.splitext(path)[0]}.md"
        raise refused(path, f"{name} is a document, and so is a copy of it", remedy)
    if module.uses and os.path.realpath(os.path.dirname(path)) != os.path.realpath(module.folder):
        use = next(iter(module.uses.values()))
        beside = os.path.join(module.folder, os.path.basename(path))
        raise refused(path, f"{name} uses {use.path}, which is not beside {path}", f"write {beside}")
    return module.source.text


def fmt(file: str | os.PathLike[str], *, check: bool = False) -> Formatted:
    """Format a sheet or a document's fences: aligned, in lines of up to 120 columns, every comment kept.

    The file is written only where its layout changes, and never with `check`. EstimateError if it is wrong.
    """
    path = os.fspath(file)
    if not is_file_name(path):
        raise refused(path, f"{path} is no file", "name a .est or .md file")
    text = read_text(path)
    made = formatted_text(text, path)
    is_written = made != text and not check
    return Formatted(path, made, made != text, write_whole(path, made, over=True) if is_written else ())


def formatted(text: str, name: str = "sheet.est") -> str:
    """The text of a sheet laid out as `fmt` does; a name that ends in .md says that it is a document. EstimateError.

    >>> print(formatted("users=3 M user  # a guess"), end="")
    users = 3 M user   # a guess
    """
    return formatted_text(text, name)


def sheet_file(output: str | os.PathLike[str], *, over: bool) -> str:
    """The name of a file to write a sheet to. EstimateError where it is no sheet's name, or exists and is to stay."""
    path = os.fspath(output)
    if path and not path.endswith(SUFFIX):
        raise refused(path, "a sheet's file ends in .est", f"write {path}.est")
    if path and not over:
        refuse_existing(path)
    return path
