"""A Markdown document, whose fences are a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzzing import readings
from fuzzing.mutations import mutated
from fuzzing.sheets import Sheets

if TYPE_CHECKING:
    import random

    from fuzzing.shipped import Shipped
    from fuzzing.watch import Watch

SHARE = 4.0


def made(rng: random.Random, shipped: Shipped) -> tuple[str, ...]:
    """A document of the grammar, changed or not, or one of the repository's that was changed."""
    sort = rng.random()
    if sort < 0.95:
        text = Sheets(rng, shipped).document()
        return (mutated(text, rng, shipped.lines) if sort > 0.6 else text,)
    return (mutated(rng.choice(shipped.documents), rng, shipped.lines),)


def tried(parts: tuple[str, ...], rng: random.Random, watch: Watch) -> None:
    """In every way."""
    readings.sheet(parts[0], parts[1:], "fuzz.md", rng, watch)
