"""Lines about releases: a product's list, and which of them have a function, or one of its parameters.

    release "redis": 6.0, 6.2, 7.0                                 # a line of a sheet
    ## releases: redis from 5.0, valkey                            # the function itself
    ## releases: field_ttl: redis from 7.4, valkey from 9.0        # a parameter that is yes, or a number of a call
    ## releases: full_blocks "kept": redis from 6.2 to 7.0         # a parameter that is this text

The latter stand above the function; a product that they do not name has it in none.
"""

from __future__ import annotations

from functools import lru_cache

from estimator.notation.releases import release_parts
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.notation.tree import Span

_LINES = 256  # that are kept as they were read
REMEDY = "write redis from 7.4, valkey from 9.0, or a parameter and a colon before that"


@record
class Releases:
    """`release "redis": 6.0, 6.2, 7.0`: the known releases of a product, the oldest first."""

    product: str
    known: tuple[str, ...]
    note: str
    span: Span


@record
class ReleaseSpan:
    """The releases of a product from one on and up to another one, each of them empty where there is no such end."""

    product: str
    first: str = ""
    last: str = ""

    def holds(self, release: str) -> bool:
        """Whether a release is one of them."""
        parts = release_parts(release)
        return (not self.first or parts >= release_parts(self.first)) and (
            not self.last or parts <= release_parts(self.last)
        )

    @property
    def in_words(self) -> str:
        """Which they are: `redis from 7.4 on`."""
        if self.first and self.last:
            return f"{self.product} from {self.first} to {self.last}"
        if self.last:
            return f"{self.product} up to {self.last}"
        return f"{self.product} from {self.first} on" if self.first else self.product


@record
class InReleases:
    """What a line says: the parameter, the text that it is, where one is named, and the releases that have it."""

    parameter: str
    text: str
    spans: tuple[ReleaseSpan, ...]


@lru_cache(maxsize=_LINES)
def read_releases(line: str) -> InReleases | None:
    """What stands behind `releases:`; None where that says nothing of the kind."""
    owner, colon, listed = line.rpartition(":")
    parameter, _, quoted = owner.strip().partition(" ")
    text = quoted.strip().removeprefix('"').removesuffix('"')
    spans = [_span(part.split()) for part in listed.split(",")]
    found = tuple([each for each in spans if each is not None])
    if len(found) < len(spans) or bool(colon) != parameter.isidentifier() or quoted.strip() != (text and f'"{text}"'):
        return None
    return InReleases(parameter, text, found)


def _span(words: list[str]) -> ReleaseSpan | None:
    """The releases that `redis from 6.2 to 7.0` names, or a part of that."""
    product, *ends = words or [""]
    given = dict(zip(ends[::2], ends[1::2], strict=False))
    is_known = len(ends) == 2 * len(given) and [each for each in ("from", "to") if each in given] == list(given)
    if not product or not is_known or not all(map(release_parts, given.values())):
        return None
    return ReleaseSpan(product, given.get("from", ""), given.get("to", ""))


def what_is_lacking(lines: Sequence[str], parameters: Sequence[str]) -> str:
    """The parameter that lines speak of and a function does not take; empty where it takes all."""
    named = [each.parameter for each in map(read_releases, lines) if each is not None and each.parameter]
    return next((each for each in named if each not in parameters), "")
