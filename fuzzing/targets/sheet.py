"""A sheet of the notation, with overrides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzzing import readings
from fuzzing.mutations import mutated
from fuzzing.sheets import Sheets

if TYPE_CHECKING:
    import random

    from fuzzing.shipped import Shipped
    from fuzzing.watch import Watch

SHARE = 18.0


def made(rng: random.Random, shipped: Shipped) -> tuple[str, ...]:
    """A sheet of the grammar, changed or not, or one of the repository's that was changed."""
    sort = rng.random()
    if sort < 0.85:
        maker = Sheets(rng, shipped)
        text = maker.sheet()
        overrides = [maker.override() for _ in range(rng.choice((0, 0, 0, 1, 2)))]
        if sort > 0.5:
            text = mutated(text, rng, shipped.lines)
        return (text, *overrides)
    return (mutated(rng.choice(shipped.texts), rng, shipped.lines),)


def tried(parts: tuple[str, ...], rng: random.Random, watch: Watch) -> None:
    """In every way."""
    readings.sheet(parts[0], parts[1:], "fuzz.est", rng, watch)
