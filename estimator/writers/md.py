"""An evaluated sheet as Markdown that a code host renders, and that is a sheet itself: the fence is the source.

A document keeps its prose: only the block between the two comments is made anew, so that exporting again what was
exported gives the same text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.languages.spans import plain, safe
from estimator.languages.values import SIGNS, Values
from estimator.languages.words import Words, percentage
from estimator.model.files import MARKDOWN
from estimator.notation.fences import est_regions
from estimator.notation.printer import print_expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation

BEGIN = "<!-- estimate: begin; made by estimate export, changes here are lost -->"
END = "<!-- estimate: end -->"
_BLOCK = re.compile(re.escape("<!-- estimate: begin") + r"[^\n]*-->\n.*?" + re.escape(END) + r"\n?", re.DOTALL)
_MARKS = re.compile(r"([\\`*_{}\[\]#|~$])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}


def content(evaluation: Evaluation) -> str:
    """The document: the source in its fence, then the tables; or the user's own document with the tables in it."""
    source = overridden(evaluation)
    block = f"{BEGIN}\n\n{tables(evaluation)}\n{END}\n"
    if evaluation.model.module.source.name.endswith(MARKDOWN):
        return _in_document(source, block)
    sheet = evaluation.model.module.sheet
    lead = " ".join(" ".join(sheet.documentation.text[1:]).split())
    parts = [f"# {text(sheet.title or evaluation.model.module.source.name)}", text(lead) if lead else ""]
    fence = "`" * (max([2, *[len(run) for run in re.findall("`+", source)]]) + 1)
    parts += [f"{fence}est\n{source}{'' if source.endswith(chr(10)) else chr(10)}{fence}", block]
    return "\n\n".join([part for part in parts if part])


def overridden(evaluation: Evaluation) -> str:
    """The source with the overrides of this run in place; whatever else stands there stays."""
    source = evaluation.model.module.source.text
    changes = [
        (each.definition.expression.span, print_expression(each.override.expression))
        for each in evaluation.model.quantities.values()
        if each.override is not None
    ]
    for (start, end), written in sorted(changes, reverse=True):
        source = source[:start] + written + source[end:]
    return source


def _in_document(source: str, block: str) -> str:
    if _BLOCK.search(source):
        return _BLOCK.sub(lambda _: block, source, count=1)
    _, end = est_regions(source)[-1]
    line_end = source.find("\n", end)  # the line that closes the fence
    at = len(source) if line_end < 0 else line_end + 1
    before = source[:at] if source[:at].endswith("\n") else source[:at] + "\n"
    return f"{before}\n{block}{source[at:]}"


def text(words: str) -> str:
    """A user's text as Markdown that says it and does nothing else."""
    inert = "".join([_ENTITIES.get(char, char) for char in safe(words)])
    return _MARKS.sub(r"\\\1", inert)


def code(words: str) -> str:
    """A user's text as code, in a table as well."""
    shown = safe(words).replace("|", "\\|")
    fence = "`" * (max([0, *[len(run) for run in re.findall("`+", shown)]]) + 1)
    padding = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{padding}{shown}{padding}{fence}" if shown else ""


def tables(evaluation: Evaluation) -> str:
    """What the sheet says, as tables and a block of worked steps."""
    words, values = Words(evaluation), Values(evaluation)
    parts = []
    answers = [_answer(each, values) for each in words.results()]
    if answers:
        parts.append(_table("Answers", ("Answer", "Value", "90% range", "Note"), answers))
    checks = [
        (
            "✓" if each.holds else "✗",
            code(print_expression(each.check.check.expression, signs=SIGNS)),
            _share(each.probability, holds=each.holds),
            text(each.check.check.note),
        )
        for each in evaluation.checks
    ]
    if checks:
        parts.append(_table("Checks", ("", "Check", "Holds", "Note"), checks))
    assumptions = [_assumption(each, values) for each in evaluation.model.quantities.values() if each.assumption]
    if assumptions:
        parts.append(_table("Assumptions", ("Name", "Value", "Note", "Source"), assumptions))
    working = "\n".join([plain(line).removeprefix("  ") for line in words.working()])
    if working:
        fence = "`" * (max([2, *[len(run) for run in re.findall("`+", working)]]) + 1)
        parts.append(f"### Working\n\n{fence}text\n{working}\n{fence}\n")
    scenarios = [
        (
            text(each.title),
            ", ".join([code(f"{one.name} = {print_expression(one.expression)}") for one in each.overrides]),
            text(each.note),
        )
        for each in evaluation.model.module.scenarios.values()
    ]
    if scenarios:
        parts.append(_table("Scenarios", ("Scenario", "Changes", "Note"), scenarios))
    footer = " ".join([plain(line) for line in [*words.remarks(), *words.footer()] if plain(line)])
    if footer:
        parts.append(f"{text(footer)}\n")
    return "\n".join(parts)


def _table(heading: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    kept = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    lines = [[heads[place] for place in kept], ["---"] * len(kept), *[[row[place] for place in kept] for row in rows]]
    return f"### {heading}\n\n" + "".join([f"| {' | '.join(line)} |\n" for line in lines])


def _answer(quantity: Quantity, values: Values) -> tuple[str, ...]:
    shown = f"{values.relation(quantity)} **{text(str(values.shown(quantity)))}**"
    return code(quantity.definition.name), shown, text(values.range(quantity)), text(quantity.definition.note)


def _assumption(quantity: Quantity, values: Values) -> tuple[str, ...]:
    documentation = quantity.definition.documentation
    note = quantity.definition.note or " ".join(documentation.text)
    source = "; ".join([*documentation.sources, *([documentation.as_of] if documentation.as_of else [])])
    return code(quantity.definition.name), text(values.written(quantity)), text(note), text(source)


def _share(probability: float | None, *, holds: bool) -> str:
    if probability is not None:
        return f"in {percentage(probability)} of the cases"
    return "yes" if holds else "no"
