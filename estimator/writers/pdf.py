"""An evaluated sheet as a PDF: the Typst document, set by the compiler that the wheel `typst` holds.

It is a tagged PDF/UA-1, which a screen reader reads in order, and which has no text without a glyph: a character that
no font of the machine has is shown by its number, and that is said at the end.
"""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from estimator.languages.imprint import made_at
from estimator.writers.paper import paper
from estimator.writers.typ import document

if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation

NEEDS: tuple[str, ...] = ("typst", "pdf")
_WITHOUT_GLYPH = re.compile('the text `"(.*?)"` could not be displayed with font')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_SAID = "A character that no font has where this file was made stands here as its number, as in [U+4E2D]."


def content(evaluation: Evaluation) -> bytes:
    """The PDF. ImportError without typst."""
    return pdf(document(paper(evaluation)))


def pdf(text: str) -> bytes:
    """A Typst document of ours as a PDF."""
    import typst

    at = calendar.timegm(made_at())
    try:
        return _compiled(text, at)
    except typst.TypstError as error:
        lacking = "".join(_WITHOUT_GLYPH.findall(error.diagnostic))
        if not lacking:
            raise
    lacking = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), lacking)
    numbers = {ord(char): f"[U+{ord(char):04X}]" for char in lacking if not char.isascii()}
    return _compiled(f'{text.translate(numbers)}\n#"{_SAID}"\n', at)


def _compiled(text: str, at: int) -> bytes:
    import typst

    made = typst.compile(text.encode(), format="pdf", timestamp=at, pdf_standards="ua-1")
    assert isinstance(made, bytes)
    return made
