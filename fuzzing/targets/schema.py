"""A schema in SQL: `estimate table`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.files import module_from_text
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.sheet_names import SheetNames
from estimator.producers.schema.tables import read_schema
from estimator.reckoning.estimate import central
from fuzzing.laws import sheet_reads_back
from fuzzing.mutations import mutated
from fuzzing.readings import faults_said
from fuzzing.schemas import schema

if TYPE_CHECKING:
    import random

    from fuzzing.shipped import Shipped
    from fuzzing.watch import Watch

SHARE = 1.5
_RECKONED = 0.08  # which is slow: the sheet of a table has hundreds of steps


def made(rng: random.Random, shipped: Shipped) -> tuple[str, ...]:
    """A schema of the grammar, changed or not, or one of the repository's that was changed."""
    sort = rng.random()
    if sort < 0.97:
        text = schema(rng)
        return (mutated(text, rng, ()) if sort > 0.6 else text,)
    return (mutated(rng.choice(shipped.schemas), rng, ()),)


def tried(parts: tuple[str, ...], rng: random.Random, watch: Watch) -> None:
    """Read, made into a sheet that reads back, and reckoned now and then."""
    with faults_said(watch):
        with watch.operation("table"):
            # What is read from a file holds no lone surrogates.
            read = read_schema(parts[0].encode("utf-8", "replace").decode(), "fuzz.sql")
            text = sheet_text(list(read.tables), "fuzz.sql", SheetNames())
        module = module_from_text(text, "fuzz.est")
        sheet_reads_back(module.sheet, documented=True)
        if rng.random() < _RECKONED and len(read.tables) < 10:
            with watch.operation("table"):
                central(module)
