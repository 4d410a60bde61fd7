"""An evaluated sheet as Markdown that a code host renders, and that is a sheet itself: the fence is the source.

A document keeps its prose: only the block between the two comments is made anew, so that exporting again what was
exported gives the same text.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from estimator.languages.spans import plain, safe
from estimator.languages.values import SIGNS, Values
from estimator.languages.words import Words, percentage
from estimator.model.files import MARKDOWN
from estimator.notation.fences import fences
from estimator.notation.printer import print_expression
from estimator.writers.source import as_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.model.frames import Quantity
    from estimator.problems import Problem
    from estimator.reckoning.evaluate import CheckResult, Evaluation

BEGIN = "<!-- estimate: begin; made by estimate export, changes here are lost -->"
END = "<!-- estimate: end -->"
_BEGINS = re.compile(r"<!-- estimate: begin\b[^<>]*-->")
_MARKS = re.compile(r"([\\`*_{}\[\]#|~$])")
_LIST_ITEM = re.compile(r"(\d*)([-+=.)])")  # at the start of a paragraph; = and - also underline a heading
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}
_WHOLE_LINE = 1_000_000


def content(evaluation: Evaluation) -> str:
    """The document: the source in its fence, then the tables; or the user's own document with the tables in it."""
    evaluation = as_written(evaluation)
    module = evaluation.model.module
    source = module.source.text
    line_end = "\r\n" if "\r\n" in source else "\n"
    block = f"{BEGIN}\n\n{tables(evaluation)}\n{END}\n".replace("\n", line_end)
    if module.source.name.endswith(MARKDOWN):
        return _in_document(source, block, line_end)
    parts = [f"# {heading(evaluation)}", *description(evaluation)]
    fence = "`" * _longer_than_runs(source)
    parts += [f"{fence}est{line_end}{source}{'' if source.endswith(chr(10)) else line_end}{fence}", block]
    return (line_end * 2).join(parts)


def heading(evaluation: Evaluation) -> str:
    """The sheet's title, else its name."""
    module = evaluation.model.module
    return text(module.sheet.title or os.path.basename(module.source.name))


def description(evaluation: Evaluation) -> list[str]:
    """What the sheet says of itself below its title, as paragraphs."""
    lines = evaluation.model.module.sheet.documentation.text[1:]
    paragraphs = [" ".join(part.split()) for part in "\n".join(lines).split("\n\n")]
    return [
        _LIST_ITEM.sub(r"\1\\\2", text(part), count=1) if _LIST_ITEM.match(part) else text(part)
        for part in paragraphs
        if part
    ]


def _longer_than_runs(words: str, least: int = 3) -> int:
    """How many backticks no run of them in a text closes."""
    return max([least - 1, *[len(run) for run in re.findall("`+", words)]]) + 1


def _in_document(source: str, block: str, line_end: str) -> str:
    found = _generated(source)
    if found is not None:
        return source[: found[0]] + block + source[found[1] :]
    last = [fence for fence in fences(source) if fence.info.split(" ")[0] == "est"][-1]
    before = source[: last.stop]
    if not before.endswith("\n"):
        before += line_end
    if last.stop == last.end:  # the document ended before its fence did
        before += last.closing + line_end
    return before + line_end + block + source[last.stop :]


def _generated(source: str) -> tuple[int, int] | None:
    """Where the generated block of a document is: whole lines, and none that is in a fence."""
    inside = [(fence.start, fence.stop) for fence in fences(source)]
    begin, at = -1, 0
    for line in source.split("\n"):
        while inside and inside[0][1] <= at:
            inside.pop(0)
        if not inside or at < inside[0][0]:
            if _BEGINS.fullmatch(line.rstrip()):
                begin = at
            elif begin >= 0 and line.rstrip() == END:
                return begin, min(at + len(line) + 1, len(source))
        at += len(line) + 1
    return None


def text(words: str) -> str:
    """A user's text as Markdown that says it and does nothing else."""
    inert = "".join([_ENTITIES.get(char, char) for char in safe(words)])
    return _MARKS.sub(r"\\\1", inert)


def code(words: str) -> str:
    """A user's text as code, in a table as well."""
    shown = safe(words).replace("|", "\\|")
    fence = "`" * _longer_than_runs(shown, 1)
    padding = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{padding}{shown}{padding}{fence}" if shown else ""


def tables(evaluation: Evaluation) -> str:
    """What the sheet says, as tables and a block of worked steps."""
    words, values = Words(evaluation), Values(evaluation)
    parts: list[str] = []
    answers = [_answer(each, values) for each in words.results()]
    if answers:
        parts.append(_table("Answers", ("Answer", "Value", "90% range", "Note"), answers))
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
        parts.append(_table("Checks", ("", "Check", "Holds", "Note"), checks))
    assumptions = [_assumption(each, values) for each in evaluation.model.quantities.values() if each.assumption]
    if assumptions:
        parts.append(_table("Assumptions", ("Name", "Value", "Note", "Source"), assumptions))
    working = "\n".join([plain(line).removeprefix("  ") for line in words.working()])
    if working:
        fence = "`" * _longer_than_runs(working)
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
    # As said of a line so wide that nothing is wrapped.
    said = [plain(line) for line in Words(evaluation, _WHOLE_LINE).footer() if plain(line)]
    footer = [*map(_remark, evaluation.problems), *said]
    if footer:
        parts.append("".join([f"- {text(each)}\n" for each in footer]))
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


def _remark(problem: Problem) -> str:
    """A warning or a note; its line is another one in the document than in the sheet, so it is not said."""
    remedy = f": {problem.remedy}" if problem.remedy else ""
    return f"{problem.severity.capitalize()}: {problem.message}{remedy}."


def _held(result: CheckResult) -> str:
    if result.probability is not None:
        return f"in {percentage(result.probability, result.check.probability)} of the cases"
    return "yes" if result.holds else "no"
