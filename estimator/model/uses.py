"""The lines of a sheet that its names and units come from: `use` lines, read on first use, and multiples of units."""

from __future__ import annotations

import os

from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount
from estimator.model.frames import Instance
from estimator.model.modules import LARGEST_FILE, SUFFIX, Module
from estimator.model.steps import Number
from estimator.notation.parser import parse_sheet
from estimator.problems import Source
from estimator.units.table import UnitMeaning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.notation.tree import Expression, UnitDeclaration, Use

LONGEST_PATH = 500
SMALLEST_UNIT, LARGEST_UNIT = 1e-30, 1e30


def used_module(run: Run, frame: Frame, use: Use) -> Module | None:
    """The module of a `use` line of the frame's sheet, read on first use; None where its fault was reported."""
    folder = frame.module.folder
    path = os.path.normpath(os.path.join(folder, use.path))
    key = (folder, path)
    if key not in run.used:
        run.used[key] = None
        module = run.main.read.get(key)
        if module is None:
            sheet = parse_sheet(Source(path, _used_text(use, path, frame)))
            module = run.main.read.setdefault(key, Module(sheet, use.name, os.path.dirname(path)))
        module = module.with_own_units()
        run.used[key] = module
        declare_units(run, module, Instance(module, use.name, {}).root)
    return run.used[key]


def _used_text(use: Use, path: str, frame: Frame) -> str:
    """The text of the file of a `use` line, which lies below the folder of the sheet."""
    if len(use.path) > LONGEST_PATH or not use.path.isprintable():
        fail(frame, "this is no file's name", use.span, "", "write the path of a sheet, as in parts/team.est")
    try:
        below = not os.path.isabs(use.path) and is_below(path, frame.module.folder or ".")
        if not below or not use.path.endswith(SUFFIX):
            message = f"use reads {SUFFIX} files below the sheet's own folder only"
            fail(frame, message, use.span, "", "move the file there")
        if not os.path.isfile(path):
            raise FileNotFoundError
        if os.path.getsize(path) > LARGEST_FILE:
            fail(frame, f"{use.path} is larger than {LARGEST_FILE // 1_000_000} MB", use.span)
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = "is no UTF-8 text" if isinstance(error, UnicodeDecodeError) else "cannot be read"
        fail(frame, f"{use.path} {reason}", use.span, "", "check the name, which is relative to the sheet")


def is_below(path: str, folder: str) -> bool:
    """Whether a file, wherever links lead, lies in a folder or in one of its own; OSError where a folder is gone."""
    base = os.path.realpath(folder)
    return os.path.realpath(path).startswith(base.rstrip(os.sep) + os.sep)  # the root folder ends in the separator


def declare_units(run: Run, module: Module, frame: Frame) -> None:
    """Evaluate the sheet's `unit name = expression` lines."""
    waiting = [(line, line.expression) for line in module.declarations if line.expression is not None]
    left = len(waiting) + 1
    while waiting and len(waiting) < left:  # a unit may be made of one that is declared below it
        left, again = len(waiting), []
        for line, expression in waiting:
            try:
                _declare_multiple(run, line, expression, frame)
            except ModelFault:
                again.append((line, expression))
        waiting = again
    for line, expression in waiting:
        run.attempt(_declare_multiple, run, line, expression, frame)


def _declare_multiple(run: Run, line: UnitDeclaration, expression: Expression, frame: Frame) -> None:
    """One `unit name = expression` line: a multiple of a known unit."""
    found = run.nested(expression, frame)
    if not isinstance(found, Amount) or not isinstance(found.value, Number):
        fail(frame, "a unit is a multiple of another one", expression.span, "", "write it as 100_000 s")
    if not SMALLEST_UNIT <= found.value.value <= LARGEST_UNIT:
        message = "a unit is a positive multiple of another one, of a size that one can count"
        fail(frame, message, expression.span, "", "write it as 100_000 s")
    frame.module.table.declare(line.names[0], UnitMeaning(found.kind, found.value.value, 1.0, line.names[0]))
