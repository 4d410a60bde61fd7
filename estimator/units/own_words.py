"""The nouns of sheets, which the registry of pint has under names of its own."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.units.kinds import Word

REGISTERED: dict[Word, str] = {}  # nouns of sheets, with the names that they got


def own_word(name: str) -> str:
    """The word of a sheet's own for which the registry has a name, which may be another one; else the name."""
    return next((word.name for word, registered in REGISTERED.copy().items() if registered == name), name)
