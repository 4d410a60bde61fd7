"""Where a sheet comes from: the library by name, a `.est` file, or the fences of a Markdown file."""

from __future__ import annotations

import os

from estimator.model.describe import suggestion
from estimator.model.modules import LARGEST_FILE, SUFFIX, Library, Module
from estimator.notation.parser import parse_sheet
from estimator.problems import Source, refused
from estimator.records import replace
from estimator.units.table import shipped_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

MARKDOWN = (".md", ".markdown")


def is_file_name(name: str) -> bool:
    """Whether a word on the command line means a file: by its suffix, not by what lies in the folder."""
    return name.endswith((SUFFIX, *MARKDOWN))


def is_path(word: str) -> bool:
    """Whether a word is the path of something that by its name is no sheet: it cannot be an expression either."""
    return word.startswith(("./", "../", "/", "~/")) or word.endswith("/") if not is_file_name(word) else False


def read_module(name: str, library: Library) -> Module:
    """The sheet of a library name or a file; EstimateError if there is none, or it is no text."""
    if is_path(name):
        if os.path.isdir(name):
            raise refused(name, f"{name} is a folder", f"name its sheets: {os.path.join(name, '*' + SUFFIX)}")
        if os.path.exists(name):
            raise refused(name, f"{name} is no sheet", "a sheet's name ends in .est or .md")
        raise refused(name, f"there is no file {name}", "check its name, which ends in .est or .md where it is a sheet")
    if not is_file_name(name):
        module = library.module(name)
        if module is None:
            from estimator.model.catalogue import known_as, leading

            known = known_as(library, name)  # tinyurl, 秒杀
            guess = known[0] if known else suggestion(name, library.names()) or leading(library, name)
            remedy = f"did you mean {guess}?" if guess else "see what there is: estimate list"
            if shipped_units().known(name) is not None:
                remedy = f"{name} is a unit: estimate units {name}"
            raise refused(name, f"the library has no sheet {name}", remedy)
        return module
    return module_from_text(read_text(name), name)


def read_sheet(name: str, library: Library) -> Module:
    """Such a module that is to give answers: one that says nothing at all is an EstimateError too."""
    module = read_module(name, library)
    if not module.sheet.lines and not module.problems:
        raise refused(name, f"{name} defines nothing", "write a line into it: size = 3 GB")
    return module


def module_from_text(text: str, name: str) -> Module:
    """The sheet of a text; a name that ends in .md says that it stands in the document's est fences."""
    source = Source(name, text)
    if not name.endswith(MARKDOWN):
        return Module(parse_sheet(source), "", os.path.dirname(name))
    from estimator.notation.fences import est_regions

    regions = est_regions(text)
    if not regions:
        raise refused(name, f"{name} has no est fence", "put the estimate between ```est and ```")
    sheet = parse_sheet(source, regions)
    if not sheet.documentation.text:
        lines = text.removeprefix("\ufeff").splitlines()
        title = next((line.lstrip("#").strip() for line in lines if line.startswith("#")), "")
        sheet.documentation = replace(sheet.documentation, text=(title,) if title else ())
    return Module(sheet, "", os.path.dirname(name))


def with_lines(text: str, name: str, lines: Iterable[str]) -> str:
    """The text of a sheet with further lines at its end; of a document at the end of its last est fence."""
    end = len(text)
    if name.endswith(MARKDOWN):
        from estimator.notation.fences import est_regions

        end = max([stop for _, stop in est_regions(text)], default=end)
    return "\n".join([text[:end].rstrip("\n"), *lines, text[end:]])


def read_text(path: str) -> str:
    """The text of a sheet's file or a document. EstimateError if there is none, or it is no text."""
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise refused(path, f"{path} is no file", "name a .est or .md file")
        if os.path.getsize(path) > LARGEST_FILE:
            raise refused(path, f"{path} is larger than {LARGEST_FILE // 1_000_000} MB", "split it into sheets")
        with open(path, "rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise refused(path, f"there is no file {path}", "check its name, or start one: estimate new FILE") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise refused(path, f"{path} cannot be read: {reason.lower()}", "name a .est or .md file") from None
    return decoded(content, path)


def formatted_text(text: str, name: str = "sheet.est") -> str:
    """The text of a sheet, or of a document with its fences, laid out anew: aligned, in lines of up to 120 columns.

    It says the same: it parses to the same tree, and keeps each comment. EstimateError if it is wrong.
    """
    from estimator.notation.fences import est_regions
    from estimator.notation.formatter.sheets import formatted

    if not name.endswith(MARKDOWN):
        return formatted(Source(name, text))
    return formatted(Source(name, text), est_regions(text))


def decoded(content: bytes, name: str) -> str:
    """The text of a file, or of what came instead of one; EstimateError if it is not UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(name, f"{name} is UTF-16", "save it as UTF-8")
    if not name.endswith(MARKDOWN):  # a document is given back with everything that is in it
        content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refused(name, f"{name} is not UTF-8 text (line {line})", "save it as UTF-8") from None
