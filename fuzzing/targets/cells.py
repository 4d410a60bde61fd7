"""Cells of a notebook, one after the other: `%%estimate`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from estimator.api.estimates import Estimate
from estimator.notation.parser import parse_sheet
from estimator.notation.tree import Definition
from estimator.problems import Source
from fuzzing.laws import Broken, announced, inert
from fuzzing.mutations import mutated
from fuzzing.sheets import Sheets

if TYPE_CHECKING:
    import random

    from fuzzing.shipped import Shipped
    from fuzzing.watch import Watch

SHARE = 1.0
SHOWN, USED = 0.1, 0.3
_LINE = "line "  # begins a part that is a line magic, with its expression


def made(rng: random.Random, shipped: Shipped) -> tuple[str, ...]:
    """A few cells of one grammar, so that later ones use names of earlier ones."""
    maker = Sheets(rng, shipped)
    cells = []
    for _ in range(rng.randint(1, 3)):
        lines = [line for _ in range(rng.randint(1, 3)) for line in maker.definition()]
        cell = "\n".join(lines if rng.random() < 0.8 else [*maker.units(), *maker.function(), *lines]) + "\n"
        cells.append(mutated(cell, rng, shipped.lines) if rng.random() < 0.2 else cell)
    if rng.random() < 0.3:
        cells.append(_LINE + maker.expressions.of(maker.expressions.kind(), 2))
    return tuple(cells)


def tried(parts: tuple[str, ...], rng: random.Random, watch: Watch) -> None:
    """Run in turn; what one defines, the next one can use."""
    from estimator.jupyter import CellFault, EstimateMagics

    shell = _shell()
    shell.user_ns = {"factor": 2.5, "label": "text", "thing": object()}
    magics: Any = EstimateMagics(shell)
    with watch.operation("cell"):
        for part in parts:
            is_line = part.startswith(_LINE)
            try:
                found = magics.estimate(part[len(_LINE) :] if is_line else "", None if is_line else part)
            except CellFault as fault:
                watch.announced = watch.announced or announced(fault.text)
                inert(fault.text)
                continue
            if isinstance(found, Estimate) and rng.random() < SHOWN:
                assert found._repr_html_()
            if isinstance(found, Estimate) and rng.random() < USED:
                _used(magics, part, found)


def _used(magics: Any, cell: str, found: Estimate) -> None:
    """Each quantity of a cell can be used in the next one."""
    from estimator.jupyter import CellFault

    for line in parse_sheet(Source("cell", cell)).lines:
        if isinstance(line, Definition) and line.parameters is None and line.name in found:
            try:
                magics.estimate("", f"used_in_the_next_cell = {line.name}\n")
            except CellFault as fault:
                said = fault.text.partition("\n")[0].rpartition(":")[2]
                raise Broken(f"a cell uses what one before it defines:{said}", fault.text) from None
            return


@functools.cache
def _shell() -> Any:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    return InteractiveShell.instance(config=config)
