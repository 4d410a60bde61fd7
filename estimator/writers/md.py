"""An evaluated sheet as Markdown that a code host renders, and that is a sheet itself: the fence is the source.

A document keeps its prose: only the block between the two comments is made anew, so that exporting again what was
exported gives the same text.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from estimator.languages.checks import says
from estimator.languages.markdown import code, longer_than_runs, paragraph, source_text, text
from estimator.languages.spans import plain
from estimator.languages.values import SIGNS, Values
from estimator.languages.words import Words
from estimator.model.files import MARKDOWN
from estimator.notation.printer import print_expression
from estimator.writers.document import HEADINGS, block, in_document
from estimator.writers.source import as_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.model.frames import Quantity
    from estimator.problems import Problem
    from estimator.reckoning.evaluate import CheckResult, Evaluation

_WHOLE_LINE = 1_000_000


def content(evaluation: Evaluation) -> str:
    """The document: the source in its fence, then the tables; or the user's own document with the tables in it.

    EstimateError where the user's own document has something else where the tables go.
    """
    evaluation = as_written(evaluation)
    module = evaluation.model.module
    source = module.source.text
    line_end = "\r\n" if "\r\n" in source else "\n"
    made = block(f"\n{tables(evaluation)}\n")
    if module.source.name.endswith(MARKDOWN):
        return in_document(module.source, made, line_end)
    title, *paragraphs = said_of_itself(evaluation)
    parts = [f"# {text(title)}", *map(paragraph, paragraphs)]
    fence = "`" * longer_than_runs(source)
    parts += [f"{fence}est{line_end}{source}{'' if source.endswith(chr(10)) else line_end}{fence}"]
    return (line_end * 2).join([*parts, made.replace("\n", line_end)])


def said_of_itself(evaluation: Evaluation) -> list[str]:
    """The sheet's title, else its name, and what it says below that, a paragraph each."""
    module = evaluation.model.module
    lines = module.sheet.documentation.text[1:]
    paragraphs = [" ".join(part.split()) for part in "\n".join(lines).split("\n\n")]
    return [module.sheet.title or os.path.basename(module.source.name), *[part for part in paragraphs if part]]


def tables(evaluation: Evaluation) -> str:
    """What the sheet says, as tables and a block of worked steps."""
    words, values = Words(evaluation), Values(evaluation)
    parts: list[str] = []
    answers = [_answer(each, values) for each in words.results()]
    if answers:
        parts.append(_table("Answers", answers))
    checks = [
        (
            "✓" if each.holds else "✗",
            code(print_expression(each.check.check.expression, signs=SIGNS)),
            _held(each),
            text(each.check.check.note),
        )
        for each in evaluation.checks
    ]
    if checks:
        parts.append(_table("Checks", checks))
    assumptions = [_assumption(each, values) for each in evaluation.model.quantities.values() if each.assumption]
    if assumptions:
        parts.append(_table("Assumptions", assumptions))
    working = "\n".join([plain(line).removeprefix("  ") for line in words.working()])
    if working:
        fence = "`" * longer_than_runs(working)
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
        parts.append(_table("Scenarios", scenarios))
    # As said of a line so wide that nothing is wrapped.
    said = [plain(line) for line in Words(evaluation, _WHOLE_LINE).footer() if plain(line)]
    footer = [*map(_remark, evaluation.problems), *said]
    if footer:
        parts.append("".join([f"- {_footnote(each)}\n" for each in footer]))
    return "\n".join(parts)


def _table(heading: str, rows: Sequence[tuple[str, ...]]) -> str:
    heads = HEADINGS[heading]
    kept = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    lines = [[heads[place] for place in kept], ["---"] * len(kept), *[[row[place] for place in kept] for row in rows]]
    return f"### {heading}\n\n" + "".join([f"| {' | '.join(line)} |\n" for line in lines])


def _answer(quantity: Quantity, values: Values) -> tuple[str, ...]:
    shown = f"{values.relation(quantity)} **{text(str(values.shown(quantity)))}**"
    return code(quantity.definition.name), shown, text(values.range(quantity)), text(quantity.definition.note)


def _assumption(quantity: Quantity, values: Values) -> tuple[str, ...]:
    documentation = quantity.definition.documentation
    note = quantity.definition.note or " ".join(documentation.text)
    sources = [*map(source_text, documentation.sources), *([text(documentation.as_of)] if documentation.as_of else [])]
    return code(quantity.definition.name), text(values.written(quantity)), text(note), "; ".join(sources)


def _footnote(said: str) -> str:
    """A convention, a remark or a source of the whole sheet."""
    head, mark, rest = said.partition("Source: ")
    return mark + source_text(rest) if mark and not head else text(said)


def _remark(problem: Problem) -> str:
    """A warning or a note; its line is another one in the document than in the sheet, so it is not said."""
    remedy = f": {problem.remedy}" if problem.remedy else ""
    return f"{problem.severity.capitalize()}: {problem.message}{remedy}."


def _held(result: CheckResult) -> str:
    if result.probability is not None:
        return says(result).removeprefix("holds ")  # the column's head is “Holds”
    return "yes" if result.holds else "no"
