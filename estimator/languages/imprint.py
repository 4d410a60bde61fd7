"""What a document says of itself: who wrote it, of when its numbers are, from what and when and by what it was made.

The author is who the sheet says, in a line `## author: Kim Lee` at its head or in the front matter of its document;
what nothing says is not guessed. The day on which a document is made is today, or that of SOURCE_DATE_EPOCH, so that
one and the same file can be made again: https://reproducible-builds.org/specs/source-date-epoch/
"""

from __future__ import annotations

import math
import os
import re
import time

from estimator.model.files import MARKDOWN, is_file_name
from estimator.notation.prose import front_matter
from estimator.problems import refused
from estimator.reckoning.facts import REVIEW_BY
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.modules import Module

EPOCH = "SOURCE_DATE_EPOCH"
SHEET_NAME = "Sheet"
PRODUCT = "capacity-estimator"
_AUTHOR = re.compile(
    r"^authors?:[ \t]*(?P<quote>[\"']?)(?P<name>[^\s\"'\[\]{}|>&*#-].*?)(?P=quote)[ \t\r]*$", re.MULTILINE
)


@record
class Imprint:
    """Who wrote a sheet, who answers for it, of when its numbers are and how long they hold; empty where nothing says.

    source      its file without the folder, or its name in the library
    """

    authors: tuple[str, ...]
    owner: str
    as_of: str
    review_by: str
    source: str

    @property
    def author(self) -> str:
        """All who wrote it."""
        return ", ".join(self.authors)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """What is known, each under its head, and last when and by what the document is made. EstimateError."""
        found = [
            ("Author" if len(self.authors) < 2 else "Authors", self.author),
            ("Owner", self.owner),
            ("Numbers as of", self.as_of),
            ("Review by", self.review_by),
            (SHEET_NAME, self.source),
            ("Made", f"{made_on()} by {product()}"),
        ]
        return tuple([(head, said) for head, said in found if said])


def imprint_of(module: Module) -> Imprint:
    """What a sheet says of itself."""
    said, name = module.sheet.documentation, module.source.name
    authors = said.authors
    if not authors and name.endswith(MARKDOWN):
        authors = tuple([found["name"] for found in _AUTHOR.finditer(front_matter(module.source.text))])
    review = said.review_by or next((found[1] for found in map(REVIEW_BY.search, said.text) if found is not None), "")
    own = os.path.basename(name.replace("\\", "/")) if is_file_name(name) else ""
    return Imprint(authors, said.owner, said.as_of, review, f"{module.name} of the library" if module.name else own)


def made_on() -> str:
    """The day on which a document is made, as in 2026-11-28. EstimateError where SOURCE_DATE_EPOCH is no time."""
    return time.strftime("%Y-%m-%d", made_at())


def made_at() -> time.struct_time:
    """When a document is made: today, or at SOURCE_DATE_EPOCH, in seconds since 1970. EstimateError if that is none.

    Of today it is the first second, so that all files of a day are the same.
    """
    given = os.environ.get(EPOCH)
    if given is None:
        now = time.localtime()
        return time.struct_time((*now[:3], 0, 0, 0, *now[6:]))
    try:
        return time.gmtime(int(given) if given.isascii() and given.isdecimal() else math.nan)
    except (ValueError, OverflowError, OSError):
        raise refused(EPOCH, f"{EPOCH} is no number of seconds since 1970", f"unset {EPOCH}") from None


def product() -> str:
    """What makes the document, with its version."""
    from importlib.metadata import version

    return f"{PRODUCT} {version(PRODUCT)}"
