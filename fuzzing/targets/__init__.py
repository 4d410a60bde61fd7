"""The ways in. Each file is a target, named by it: it makes inputs, and tries one.

SHARE                     how many of a hundred inputs are for it
made(rng, shipped)        the texts of an input
tried(parts, rng, watch)  what becomes of them; raises whatever it should not, `Broken` where a law is
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import random

    from fuzzing.shipped import Shipped
    from fuzzing.watch import Watch


class Target(Protocol):
    """What a file of this folder has."""

    SHARE: float

    def made(self, rng: random.Random, shipped: Shipped) -> tuple[str, ...]:
        """The texts of an input."""

    def tried(self, parts: tuple[str, ...], rng: random.Random, watch: Watch) -> None:
        """Try them."""


def names() -> list[str]:
    """The names of all targets."""
    return sorted(each.name for each in pkgutil.iter_modules(__path__))


def target(name: str) -> Target:
    """A target by its name."""
    return cast("Target", import_module(f"{__name__}.{name}"))
