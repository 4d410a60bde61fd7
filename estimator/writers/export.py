"""An evaluated sheet to a file; its suffix says what: each writer is a module of this package, named by the suffix.

A writer has `content(evaluation)`, which gives a text or bytes, and a line `NEEDS` with the library that it needs and
the extra that has it, if any. That line is read off its file, so that a list of all suffixes loads no writer.
"""

from __future__ import annotations

import os
from importlib import import_module

from estimator.problems import refused
from estimator.writers.files import write_whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation

_FOLDER = os.path.dirname(__file__)
_MARK = "\ufeff"  # of UTF-8, without which Excel takes a file for one in the code page of its Windows
_DECLARATION = "\nNEEDS: tuple[str, ...] = "


def _writers() -> dict[str, str]:
    """The suffixes of the writers, the modules of this package that say what they need; and what they say."""
    found = {}
    for file in sorted(os.listdir(_FOLDER)):
        name, suffix = os.path.splitext(file)
        path = os.path.join(_FOLDER, file) if suffix == ".py" else os.path.join(_FOLDER, file, "__init__.py")
        if not file.startswith("_") and os.path.isfile(path):
            with open(path, encoding="utf-8") as source:
                _, declared, rest = source.read().partition(_DECLARATION)
            if declared:
                found[f".{name}"] = rest.partition("\n")[0]
    return found


_NEEDS = _writers()
SUFFIXES = tuple(_NEEDS)


def rendered(evaluation: Evaluation, suffix: str) -> str | bytes:
    """The content of a file with a suffix. EstimateError for an unknown one, or where its library is missing."""
    if suffix not in SUFFIXES:
        remedy = f"name a file that ends in one of {' '.join(SUFFIXES)}"
        if not suffix:
            message = "the file's name has no suffix, which says what is written"
            raise refused("export", message, f"{remedy}; -.md is standard output")
        raise refused(suffix, f"there is no export to {suffix}", remedy)
    if not any(each.step is not None for each in evaluation.model.quantities.values()):
        name = evaluation.model.module.name or evaluation.model.module.source.name
        message = f"{name} has functions, which one calls, and no quantities to export"
        raise refused(name, message, "export a sheet that calls them")
    try:
        content: str | bytes = import_module(f"estimator.writers{suffix}").content(evaluation)
    except ModuleNotFoundError as missing:
        raise _lacking(suffix, missing) from None
    return content


def _lacking(suffix: str, missing: ModuleNotFoundError) -> Exception:
    """What a missing library is to the user, if it is the one that the writer needs."""
    from ast import literal_eval

    library, extra = literal_eval(_NEEDS[suffix]) or ("", "")
    if not library or (missing.name or "").partition(".")[0] != library:
        return missing
    from estimator.languages.installing import installing

    return refused(suffix, f"{suffix} needs {library}", installing(extra))


def export(evaluation: Evaluation, path: str, *, over: bool = False) -> tuple[str, ...]:
    """Write an evaluation to a file, whole or not at all; never over another one unless `over`. EstimateError.

    What a file that was there had and could not keep is given back in sentences.
    """
    suffix = os.path.splitext(path)[1].lower()
    if not over and os.path.lexists(path):
        raise refused(path, f"{path} exists", "choose another name, or give --force")
    content = rendered(evaluation, suffix)
    if suffix == ".csv" and isinstance(content, str) and not content.isascii():
        content = _MARK + content
    return write_whole(path, content, over=over)
