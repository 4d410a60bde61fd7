"""An evaluated sheet as a LaTeX document that pdfTeX, XeTeX and LuaTeX compile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.grid_lines import cell_text
from estimator.languages.latex import derivation, escaped, number_with_unit
from estimator.languages.report import changed, turned, unchanged
from estimator.languages.reporting import reported
from estimator.languages.values import Values
from estimator.writers.prose_in_latex import latex_blocks
from estimator.writers.source import as_written

if TYPE_CHECKING:
    from estimator.languages.report import Grid, Outcome, Report, Row, StepTable, Verdict
    from estimator.reckoning.evaluate import Evaluation

NEEDS: tuple[str, ...] = ()
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
    values = Values(evaluation)
    report = reported(evaluation, values)
    body = [r"\begin{document}", rf"\section*{{{escaped(report.title)}}}"]
    about = r" \textperiodcentered{} ".join([f"{head}: {escaped(fact)}" for head, fact in report.imprint.facts()])
    body += [rf"\emph{{{_broken_at_underscores(about)}}}" + "\n"]
    body += [escaped(part) + "\n" for part in report.lead]
    body += _table("Answers", [_answer(row) for row in report.answers])
    body += _table("Checks", [_check(verdict) for verdict in report.verdicts])
    prose = report.prose
    body += [r"\subsection*{The plan}", *latex_blocks(prose)] if prose else []
    body += _table("Assumptions", [_assumption(row) for row in report.assumptions])
    for grid in report.tables:
        body += _grid(grid)
    body += _table("Functions", [(_code(each.signature), escaped(each.text), "") for each in report.functions])
    body += _table("Thresholds", [row for each in report.thresholds for row in _steps(each)])
    if report.working:
        body.append(r"\subsection*{Working}")
        body += [f"\\[\n{derivation(each.row.quantity, values)}\n\\]" for each in report.working]
    body += _table("Scenarios", [_scenario(outcome, report) for outcome in report.scenarios])
    sources = [f"Source: {source}" for source in report.sources]
    footer = " ".join([*[remark.placed for remark in report.remarks], *report.footnotes, *sources])
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


def _grid(grid: Grid) -> list[str]:
    """A table of the sheet: what it says of itself, its rows, and how its cells are worked."""
    heads = [*([grid.label] if grid.label else []), *grid.heads, "note"]
    rows = [[*([line.label] if grid.label else []), *map(cell_text, line.cells), line.note] for line in grid.lines]
    kept = [place for place in range(len(heads)) if place + 1 < len(heads) or any(row[place] for row in rows)]
    width = f"{0.93 / len(kept) - 0.01:.3f}\\textwidth"
    left, right = (rf">{{\{side}\arraybackslash}}p{{{width}}}" for side in ("raggedright", "raggedleft"))
    sides = [left if (place == 0 and grid.label) or place + 1 == len(heads) else right for place in kept]
    lines = ["{}" + " & ".join([_in_cell(row[place]) for place in kept]) + r" \\" for row in [heads, *rows]]
    said = [escaped(grid.said) + "\n"] if grid.said else []
    below = [rf"{_code(formula)}\\" for formula in grid.formulas]
    below += [escaped(f"Source: {grid.origin}")] if grid.origin else []
    return [
        rf"\subsection*{{Table {escaped(grid.name)}}}",
        *said,
        rf"{{\small\begin{{longtable}}{{@{{}}{''.join(sides)}@{{}}}}",
        r"\toprule",
        lines[0],
        r"\midrule\endhead",
        *lines[1:],
        *(r"\bottomrule", r"\end{longtable}}"),
        *below,
        "",
    ]


def _in_cell(text: str) -> str:
    return _broken_at_underscores(escaped(text))


def _steps(table: StepTable) -> list[tuple[str, str, str]]:
    """The rows of a function by thresholds, its name before the first."""
    names = [_code(table.signature), *[""] * (len(table.rows) - 1)]
    return [(name, escaped(asked), escaped(given)) for name, (asked, given) in zip(names, table.rows, strict=True)]


def _answer(row: Row) -> tuple[str, str, str]:
    shown = f"$\\mathbf{{{number_with_unit(str(row.shown))}}}$"
    behind = f" ({escaped(row.range)})" if row.range else ""
    return _code(row.name), shown + behind, escaped(row.note)


def _check(verdict: Verdict) -> tuple[str, str, str]:
    """A check; of one that fails in spite of a share of the cases first that it does, and then its numbers."""
    held = escaped(verdict.says)
    if not verdict.holds:
        held = r"\textbf{fails}" + (f": {held}" if verdict.probability is not None else "")
        failing = escaped(verdict.failing)
        held += f": {failing if verdict.is_worded else _code(verdict.failing)}" if failing else ""
    return _code(verdict.text), held, escaped(verdict.note)


def _assumption(row: Row) -> tuple[str, str, str]:
    said = " ".join([part for part in (row.note, f"({row.origin})" if row.origin else "") if part])
    return _code(row.name), escaped(row.written), escaped(said)


def _scenario(outcome: Outcome, report: Report) -> tuple[str, str, str]:
    """A scenario with its note; what it changes; the answers and checks that are others there, a line each."""
    title = escaped(outcome.title) + (rf"\newline {escaped(outcome.note)}" if outcome.note else "")
    found = [
        rf"{_code(there.name)} $\mathbf{{{number_with_unit(str(there.shown))}}}$, instead of {escaped(str(here.shown))}"
        for there, here in changed(outcome, report)
    ]
    if report.answers and not found:
        found.append(unchanged(outcome, report))
    found += [f"{_code(each.text)} {escaped(each.sentence)}" for each in turned(outcome, report)]
    if outcome.problem:
        found = [escaped(outcome.problem)]
    changes = r"\newline ".join([_broken_at_underscores(escaped(each)) for each in outcome.changes])
    return title, changes, r"\newline ".join(found)


def _code(text: str) -> str:
    """A name or an expression, which may be broken at its underscores."""
    return rf"\texttt{{{_broken_at_underscores(escaped(text))}}}"


def _broken_at_underscores(text: str) -> str:
    return text.replace(r"\_", r"\_\allowbreak{}")


def _declared(text: str) -> str:
    """What pdfTeX must be told of the characters that its fonts do not have: it shows their numbers."""
    rare = sorted({char for char in text if ord(char) > _LATIN or char in _LATIN_WITHOUT})
    if not rare:
        return ""
    lines = [rf"  \DeclareUnicodeCharacter{{{ord(char):04X}}}{{\texttt{{[U+{ord(char):04X}]}}}}" for char in rare]
    return "\\ifPDFTeX\n" + "\n".join(lines) + "\n\\fi\n"
