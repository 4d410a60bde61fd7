"""A call of the library leaves the process as it was: its mask, signals, collector, locale, warnings and the like."""

from __future__ import annotations

import gc
import locale
import os
import signal
import sys
import warnings
from decimal import getcontext
from typing import TYPE_CHECKING

import numpy as np
import pytest

from estimator import EstimateError, formulas, load, sheet
from estimator.writers.export import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def state() -> dict[str, object]:
    """What belongs to the process and not to a library in it."""
    mask = os.umask(0)
    os.umask(mask)
    return {
        "mask": mask,
        "folder": os.getcwd(),
        "environment": dict(os.environ),
        "signals": [signal.getsignal(number) for number in signal.valid_signals()],
        "collector": (gc.isenabled(), gc.get_threshold(), len(gc.callbacks), gc.get_debug()),
        "locale": locale.setlocale(locale.LC_ALL),
        "numbers": (np.geterr(), str(np.get_printoptions()), str(getcontext())),
        "warnings": list(warnings.filters),
        "limits": (sys.getrecursionlimit(), sys.getswitchinterval(), sys.get_int_max_str_digits()),
        "hooks": (sys.excepthook, sys.displayhook, sys.gettrace(), sys.getprofile()),
        "path": (list(sys.path), list(sys.argv), [type(each) for each in sys.meta_path]),
        "streams": (sys.stdin, sys.stdout, sys.stderr),
        "generator": str(np.random.get_state()),  # noqa: NPY002  the global one, which is not ours
    }


def wrong() -> None:
    with pytest.raises(EstimateError):
        sheet("size = 1 GB + 1 s")


def exported(folder: Path) -> None:
    for suffix in SUFFIXES:
        load("twitter").export(folder / f"out{suffix}", force=True)


CALLS: dict[str, Callable[[Path], object]] = {
    "load": lambda _: load("twitter", peak_factor=3),
    "sheet": lambda _: sheet("mean_of = mean(1 to 5)\nall = mean_of * (2 to 3)\n").all,
    "a wrong sheet": lambda _: wrong(),
    "a formula": lambda _: formulas.bloom.bits(np.array([1e6, 1e9]), fp=0.01),
    "samples": lambda _: load("twitter").media_total.mean(),
    "exports": exported,
    "solve": lambda _: load("twitter").solve("media_total = 100 PB", for_="retention"),
    "a table": lambda _: load("twitter").to_frame(),
    "a picture": lambda _: load("twitter").plot(),
    "a widget": lambda _: load("twitter").widget(),
    "symbols": lambda _: (load("twitter").sympy("write_qps"), load("twitter").latex("write_qps")),
    "representations": lambda _: (repr(load("twitter")), load("twitter")._repr_html_()),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_leaves_the_process_as_it_was(name: str, tmp_path: Path) -> None:
    CALLS[name](tmp_path)  # what libraries set when they are first loaded is theirs
    before = state()
    CALLS[name](tmp_path)
    assert state() == before
