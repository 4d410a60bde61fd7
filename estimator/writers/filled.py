"""A document with the figures of its prose filled in; everything else stays to the byte.

Behind a value stands a comment that says what it is: `54.8 PB<!-- {media_total} = 54.8 PB -->`. It renders as the value
alone, is filled in anew, and tells a value that was changed by hand from one that the sheet no longer gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.figures import figure_texts
from estimator.languages.spans import in_shell
from estimator.model.files import MARKDOWN
from estimator.notation.prose import figures
from estimator.problems import EstimateError, Mark, Problem, refused

if TYPE_CHECKING:
    from estimator.model.modules import Module
    from estimator.notation.prose import Figure
    from estimator.problems import Source


def filled(module: Module) -> tuple[str, list[tuple[Figure, str]]]:
    """The text of a document with each figure as it is now, and the figures with their values.

    EstimateError where something is wrong with one, or a value was changed by hand: the whole of it stays as it is.
    """
    source = module.source
    if not source.name.endswith(MARKDOWN):
        raise refused(source.name, f"{source.name} is no document with prose", "name a .md file")
    found, texts = _read(module)
    changed = [_changed(source, figure) for figure in found if figure.filled is not None and figure.value is None]
    if changed:
        raise EstimateError(changed)
    made, at = [], 0
    for figure, text in zip(found, texts, strict=True):
        start, end = figure.span
        made += [source.text[at:start], f"{text}<!-- {figure.written} = {text} -->"]
        at = end
    return "".join([*made, source.text[at:]]), list(zip(found, texts, strict=True))


def figure_faults(module: Module) -> list[Problem]:
    """What is wrong with the figures of a document: not filled in, changed by hand, or others by now. EstimateError."""
    source = module.source
    if not source.name.endswith(MARKDOWN) or "{" not in source.text:
        return []
    found, texts = _read(module, only_known=True)
    faults = []
    for figure, text in zip(found, texts, strict=True):
        mark = Mark(source, *figure.span, "")
        again = f"run estimate fill {in_shell(source.name)}"
        if figure.filled is None:
            faults.append(Problem(f"{figure.written} is not filled in", (mark,), again))
        elif figure.value is None:
            faults.append(_changed(source, figure))
        elif figure.filled != text:
            mark = Mark(source, *figure.value, "in the text")
            faults.append(Problem(f"{figure.name.path} is {text} by now, not {figure.filled}", (mark,), again))
    return faults


def _read(module: Module, *, only_known: bool = False) -> tuple[list[Figure], list[str]]:
    """The figures and their texts; without those that were never filled in and name nothing of the sheet."""
    problems: list[Problem] = []
    found = figures(module.source, problems, lenient=only_known)
    if only_known:
        found = [each for each in found if each.filled is not None or each.name.path in module.definitions]
    if problems:
        raise EstimateError(problems)
    return found, figure_texts(module, found) if found else []


def _changed(source: Source, figure: Figure) -> Problem:
    """A value that is another one than was filled in."""
    message = f"this figure was changed by hand: {figure.filled} was filled in"
    remedy = (
        f"put {figure.filled} back before the comment, or {figure.written} in place of both; then run "
        f"estimate fill {in_shell(source.name)}"
    )
    return Problem(message, (Mark(source, *figure.span, "what it was"),), remedy)
