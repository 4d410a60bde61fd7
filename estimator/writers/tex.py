"""An evaluated sheet as a LaTeX document that pdfTeX, XeTeX and LuaTeX compile."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from estimator.languages.checks import says
from estimator.languages.latex import derivation, escaped, number_with_unit
from estimator.languages.spans import plain
from estimator.languages.values import Values
from estimator.languages.words import Words
from estimator.notation.printer import print_expression
from estimator.writers.source import as_written

if TYPE_CHECKING:
    from estimator.model.frames import Quantity
    from estimator.notation.tree import Scenario
    from estimator.reckoning.evaluate import CheckResult, Evaluation

_HEAD = r"""\documentclass[11pt,a4paper,fleqn]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
\else
  \usepackage{fontspec}
\fi
\usepackage{textcomp}
\usepackage[margin=22mm]{geometry}
\usepackage{amsmath,amssymb}
\usepackage{booktabs,longtable,array}
\setlength{\parindent}{0pt}
\setlength{\mathindent}{1em}
\allowdisplaybreaks
\sloppy
"""
_LATIN = 0x17F  # what the T1 encoding has, but for a few
_LATIN_WITHOUT = frozenset("\u0126\u0127\u0138\u013f\u0140\u0149\u0166\u0167\u017f")


def content(evaluation: Evaluation) -> str:
    """The document."""
    evaluation = as_written(evaluation)
    sheet, words, values = evaluation.model.module.sheet, Words(evaluation), Values(evaluation)
    title = escaped(sheet.title or os.path.basename(evaluation.model.module.source.name))
    body = [r"\begin{document}", rf"\section*{{{title}}}"]
    body += [escaped(part) + "\n" for part in "\n".join(sheet.documentation.text[1:]).split("\n\n") if part]
    body += _table("Answers", [_answer(each, values) for each in words.results()])
    checks = [
        (
            rf"\texttt{{{_broken_at_underscores(escaped(print_expression(each.check.check.expression)))}}}",
            _held(each),
            escaped(each.check.check.note),
        )
        for each in evaluation.checks
    ]
    body += _table("Checks", checks)
    quantities = evaluation.model.quantities.values()
    body += _table("Assumptions", [_assumption(each, values) for each in quantities if each.assumption])
    worked = [each for each in quantities if not each.assumption]
    if worked:
        body.append(r"\subsection*{Working}")
        body += [f"\\[\n{derivation(each, values)}\n\\]" for each in worked]
    scenarios = evaluation.model.module.scenarios.values()
    body += _table("Scenarios", [_scenario(each) for each in scenarios])
    footer = " ".join([plain(line) for line in [*words.remarks(), *words.footer()] if plain(line)])
    if footer:
        body.append(rf"\par\medskip{{\footnotesize {escaped(footer)}\par}}")
    body.append(r"\end{document}")
    text = "\n".join(body) + "\n"
    return _HEAD + _declared(text) + text


def _table(heading: str, rows: list[tuple[str, str, str]]) -> list[str]:
    if not rows:
        return []
    left = r">{\raggedright\arraybackslash}"
    columns = rf"@{{}}{left}p{{0.33\textwidth}}{left}p{{0.29\textwidth}}{left}p{{0.31\textwidth}}@{{}}"
    # A row that began with a bracket would be an argument of the line end before it.
    lines = ["{}" + " & ".join(row) + r" \\" for row in rows]
    return [
        rf"\subsection*{{{heading}}}",
        rf"\begin{{longtable}}{{{columns}}}",
        r"\toprule",
        *lines,
        *(r"\bottomrule", r"\end{longtable}"),
    ]


def _held(result: CheckResult) -> str:
    """Whether a check holds; of one that fails in spite of a share of the cases first that it does."""
    if result.holds:
        return escaped(says(result))
    return r"\textbf{fails}" + (f": {escaped(says(result))}" if result.probability is not None else "")


def _answer(quantity: Quantity, values: Values) -> tuple[str, str, str]:
    spread = values.range(quantity)
    shown = f"$\\mathbf{{{number_with_unit(str(values.shown(quantity)))}}}$"
    behind = f" ({escaped(spread)})" if spread else ""
    return _name(quantity), shown + behind, escaped(quantity.definition.note)


def _assumption(quantity: Quantity, values: Values) -> tuple[str, str, str]:
    documentation = quantity.definition.documentation
    note = quantity.definition.note or " ".join(documentation.text)
    sources = "; ".join([*documentation.sources, *([documentation.as_of] if documentation.as_of else [])])
    said = " ".join([part for part in (note, f"({sources})" if sources else "") if part])
    return _name(quantity), escaped(values.written(quantity)), escaped(said)


def _scenario(scenario: Scenario) -> tuple[str, str, str]:
    changes = [f"{each.name} = {print_expression(each.expression)}" for each in scenario.overrides]
    return escaped(scenario.title), _broken_at_underscores(escaped(", ".join(changes))), escaped(scenario.note)


def _name(quantity: Quantity) -> str:
    """A name that may be broken at its underscores."""
    return rf"\texttt{{{_broken_at_underscores(escaped(quantity.definition.name))}}}"


def _broken_at_underscores(text: str) -> str:
    return text.replace(r"\_", r"\_\allowbreak{}")


def _declared(text: str) -> str:
    """What pdfTeX must be told of the characters that its fonts do not have: it shows their numbers."""
    rare = sorted({char for char in text if ord(char) > _LATIN or char in _LATIN_WITHOUT})
    if not rare:
        return ""
    lines = [rf"  \DeclareUnicodeCharacter{{{ord(char):04X}}}{{\texttt{{[U+{ord(char):04X}]}}}}" for char in rare]
    return "\\ifPDFTeX\n" + "\n".join(lines) + "\n\\fi\n"
