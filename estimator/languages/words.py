"""An evaluated sheet in words: assumptions, the worked steps with the numbers put in, answers, checks, conventions.

Lays a report out (see report.py) as lines of spans (see spans.py), made for a number of columns; a terminal colours
them, a pipe gets them plain. An answer of one line needs no report.
"""

from __future__ import annotations

from estimator.languages.spans import hanging, padded, safe, shortened, width, wrapped
from estimator.languages.values import Values
from estimator.units.display import DIGITS, blocks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.report import Grid, Inner, Outcome, Report, Row, StepTable, Verdict, Working
    from estimator.languages.spans import Spans
    from estimator.reckoning.evaluate import CheckResult, Evaluation

COLUMNS = 80
_LARGEST_COLUMN = 34
_NARROWEST_NOTE = 28  # a note that needs more than a narrower column goes below its line


class Words:
    """Words for one evaluation. `opened` names the quantities whose inner steps are shown (`*` for all)."""

    def __init__(
        self,
        evaluation: Evaluation,
        columns: int = COLUMNS,
        digits: int = DIGITS,
        *,
        exact: bool = False,
        opened: frozenset[str] = frozenset(),
    ) -> None:
        self.evaluation = evaluation
        self.model = evaluation.model
        self.columns = columns
        self.values = Values(evaluation, digits, exact=exact)
        self.opened = opened

    def answer(self) -> list[Spans]:
        """A bare expression's value, with its range and notes; first how it was read, if it was not as typed."""
        return [*self.reading(), *self.named(["answer"]), *self.remarks()]

    def reading(self) -> list[Spans]:
        """How a text was read that the notation refuses."""
        return [[(f"read as {safe(self.evaluation.read_as)}", "note")]] if self.evaluation.read_as else []

    def named(self, names: Sequence[str]) -> list[Spans]:
        """The values of quantities with their ranges, a line each; of several, behind their names."""
        column = max([width(name) for name in names])
        texts = [str(self.values.shown(self.model.quantities[name])) for name in names]
        values = max([width(text) for text in texts])
        lines: list[Spans] = []
        for name, text in zip(names, texts, strict=True):
            quantity = self.model.quantities[name]
            line: Spans = [(f"{padded(name, column)} ", "name")] if len(names) > 1 else []
            line.append((f"{self.values.relation(quantity)} ", "operator"))
            spread = self.values.range(quantity)
            line.append((padded(text, values) if spread else text, "value"))
            lines.append([*line, (f"   {spread}", "note")] if spread else line)
        return lines

    def remarks(self) -> list[Spans]:
        """Warnings with their place, and notes in a line each."""
        lines: list[Spans] = []
        for problem in self.evaluation.problems:
            if problem.severity == "warning":
                from estimator.languages.problem_reports import report

                lines += [[], *report(problem)]
            elif problem.severity == "note":
                line = problem.marks[0].source.location(problem.marks[0].start)[0]
                where = f" (line {line})" if "\n" in problem.marks[0].source.text else ""
                lines += [[(part, "note")] for part in wrapped(f"note: {problem.message}{where}", self.columns)]
        return lines

    def sheet(self) -> list[Spans]:
        """The whole sheet."""
        from estimator.languages.report import REFERENCE, TOOLBOX
        from estimator.languages.reporting import kind_of, reported

        if kind_of(self.model) == TOOLBOX:
            from estimator.languages.explanation import explain_sheet

            return explain_sheet(self.model.module, self.columns)
        report = reported(self.evaluation, self.values, self.opened)
        if report.kind == REFERENCE:
            from estimator.languages.reference import reference_lines

            lines = reference_lines(report, self.values, self.columns)
            return [*self.title(report), *lines, *self.footer(report)]
        lines = self.title(report)
        lines += self.section("Assumptions", self.assumptions(report))
        for grid in report.tables:
            lines += self.section(f"Table {grid.name}", self.grid(grid))
        lines += self.section("Thresholds", [line for each in report.thresholds for line in self.steps(each)])
        lines += self.section("Working", [line for each in report.working for line in self.worked(each)])
        lines += self.section("Answers", self.table(report.answers))
        lines += self.section("Checks", [line for each in report.verdicts for line in self.verdict(each)])
        lines += self.section("Scenarios", [line for each in report.scenarios for line in self.outcome(each, report)])
        remarks = self.remarks()
        if remarks:
            lines += remarks if not remarks[0] else [[], *remarks]
        return [*lines, *self.footer(report)]

    def section(self, heading: str, lines: list[Spans]) -> list[Spans]:
        """Lines under a heading; nothing where there are none."""
        return [[], [(heading, "heading")], *lines] if lines else []

    def title(self, report: Report) -> list[Spans]:
        """The sheet's title and the rest of its description."""
        lines: list[Spans] = [[(part, "title")] for part in wrapped(report.title, self.columns)]
        if not (report.rows or self.model.module.releases):
            lines += [[], [("Nothing is defined here.", "note")]]
        return lines + [[(part, "note")] for text in report.lead for part in wrapped(text, self.columns)]

    def noted(self, line: Spans, note: str, column: int) -> list[Spans]:
        """A line with a note behind it, from a column on; below it where it does not fit."""
        if not note:
            return [line]
        used = sum([width(text) for text, _ in line])
        room = self.columns - max(column, used + 2)
        if room < width(note) and room < _NARROWEST_NOTE:
            below = wrapped(note, self.columns - 6)
            return [line, *[[("      " + part, "note")] for part in below]]
        parts = wrapped(note, room)
        start = max(column, used + 2)
        first: Spans = [*line, (" " * (start - used), ""), (parts[0], "note")]
        return [first, *[[(" " * start + part, "note")] for part in parts[1:]]]

    def assumptions(self, report: Report) -> list[Spans]:
        """Each assumption as it was written, with its note."""
        rows = [(each, safe(each.written)) for each in report.assumptions]
        if not rows:
            return []
        names = max([width(each.name) for each, _ in rows])
        texts = min(max([width(text) for _, text in rows]), _LARGEST_COLUMN)
        lines: list[Spans] = []
        for each, text in rows:
            head = ("  " + padded(each.name, names) + "  ", "name")
            *before, last = wrapped(text, max(24, self.columns - names - 4))
            for part in before:
                lines.append([head, (part, "value")])
                head = (" " * (names + 4), "")
            lines += self.noted([head, (last, "value")], each.said, names + texts + 6)
        return lines

    def grid(self, grid: Grid) -> list[Spans]:
        """A table of the sheet: what it says of itself, its rows, and how its cells are worked."""
        from estimator.languages.grid_lines import grid_lines

        return grid_lines(grid, self.columns)

    def steps(self, table: StepTable) -> list[Spans]:
        """A function by thresholds: its head, and a line a row."""
        lines: list[Spans] = [[("  " + part, "name")] for part in wrapped(table.signature, self.columns - 2)]
        lines += [[("      " + part, "note")] for part in wrapped(table.text, self.columns - 6) if part]
        from estimator.languages.step_tables import row_lines

        return lines + row_lines(table.rows, self.columns)

    def working(self) -> list[Spans]:
        """Each worked quantity: its formula, the numbers put in, the value."""
        from estimator.languages.reporting import row_of, workings

        rows = [row_of(each, self.values) for each in self.model.quantities.values()]
        return [line for each in workings(rows, self.values, self.opened) for line in self.worked(each)]

    def worked(self, working: Working) -> list[Spans]:
        """The steps of one quantity."""
        from estimator.languages.pieces import text_of

        row = working.row
        indent = 2 + width(row.name)
        lines: list[Spans] = []
        head: Spans = [(f"  {row.name}", "name")]
        texts = [each for each in (working.formula, text_of(working.put_in), working.in_time) if each]
        room = max(24, self.columns - indent - 3)
        parts = [wrapped(each, room) for each in texts]
        too_wide = any(width(part) > room for text in parts for part in text)
        if too_wide:  # behind a long name; below it there is more room
            lines, indent = [head], 4
            head = [(" " * indent, "")]
            parts = [wrapped(each, self.columns - indent - 3) for each in texts]
        for text in parts:
            for place, part in enumerate(text):
                head.append((" = " if not place else "   ", "operator"))
                lines.append([*head, (part, "")])
                head = [(" " * indent, "")]
        shown = str(row.shown)
        if shown != working.formula:
            line: Spans = [*head, (f" {row.relation} ", "operator"), (shown, "value")]
            lines += self.noted(line, row.range, 45)
        return lines + self.inside(working.inside)

    def inside(self, steps: tuple[Inner, ...]) -> list[Spans]:
        """The steps that went into a quantity's calls, as a tree: each with its value and its text."""
        column = max([2 * step.depth + width(step.name) for step in steps], default=0)
        lines: list[Spans] = []
        for step in steps:
            line: Spans = [
                ("      " + padded("  " * step.depth + step.name, column) + "  ", "name"),
                (padded(step.shown, 9), "value"),
            ]
            room, text = max(0, self.columns - column - 10 - max(9, width(step.shown))), safe(step.written)
            lines.append([*line, ("  " + shortened(text, room), "note")])
        return lines

    def answers(self) -> list[Spans]:
        """The answers with their histograms and ranges."""
        from estimator.languages.reporting import answers_of, row_of

        return self.table(tuple([row_of(each, self.values) for each in answers_of(self.model)]))

    def table(self, rows: tuple[Row, ...]) -> list[Spans]:
        """Quantities with their values, histograms, ranges and notes."""
        if not rows:
            return []
        names = max([width(row.name) for row in rows])
        values = max([width(str(row.shown)) for row in rows])
        uncertain = any(row.range for row in rows)
        lines: list[Spans] = []
        for row in rows:
            line: Spans = [
                ("  " + padded(row.name, names) + "  ", "name"),
                (f"{row.relation} ", "operator"),
                (padded(str(row.shown), values), "value"),
            ]
            if uncertain:
                bars = blocks(row.spread.bars) if row.spread is not None else " " * 7
                line += [(f"  {bars}  ", "operator"), (row.range, "value")]
            lines += self.noted(line, row.note, names + values + (36 if uncertain else 8))
        return lines

    def check(self, result: CheckResult) -> list[Spans]:
        """One check: whether it holds, and in what share of the cases."""
        from estimator.languages.reporting import verdict_of

        return self.verdict(verdict_of(result, self.values))

    def verdict(self, verdict: Verdict) -> list[Spans]:
        """What is said of a check, and what is the case where it fails."""
        mark: tuple[str, str] = ("✓ ", "good") if verdict.holds else ("✗ ", "bad")
        text = f"{verdict.text}: {verdict.failing}" if verdict.failing else verdict.text
        says = "" if verdict.failing and verdict.says == "fails" else verdict.says
        *before, last = wrapped(text, self.columns - 6)
        role = mark[1]
        lines: list[Spans] = [[("      " + part, "")] for part in [*before, last]]
        lines[0] = [("  ", ""), mark, (lines[0][0][0].strip(), "")]
        if says and 6 + width(last) + 3 + width(says) <= self.columns:
            lines[-1] = [*lines[-1], (f"   {says}", role)]
        elif says:
            lines.append([(f"      {says}", role)])
        return [*lines[:-1], *self.noted(lines[-1], verdict.note, 0)]

    def outcome(self, outcome: Outcome, report: Report) -> list[Spans]:
        """A scenario: what it changes, and the answers and the checks that are others there."""
        from estimator.languages.report import changed, told_turned, turned, unchanged

        title = f'  "{safe(outcome.title)}"'
        room = max(24, self.columns - width(title) - 2)
        first, *rest = hanging(", ".join(outcome.changes), room, room - (self.columns - 6))
        lines = self.noted([(title, "name"), (f"  {first}", "")], "" if rest else outcome.note, 60)
        lines += [[("      " + part, "")] for part in rest]
        if rest:
            lines += [[("      " + part, "note")] for part in wrapped(outcome.note, self.columns - 6) if part]
        if outcome.problem:
            said = wrapped(outcome.problem, self.columns - 6)
            return lines + [[("      " + part, "bad")] for part in said]
        pairs, verdicts = changed(outcome, report), turned(outcome, report)
        names = max([width(there.name) for there, _ in pairs], default=0)
        values = max([width(str(there.shown)) for there, _ in pairs], default=0)
        for there, here in pairs:
            line: Spans = [(f"      {padded(there.name, names)}  ", "name"), (f"{there.relation} ", "operator")]
            line.append((padded(str(there.shown), values), "value"))
            lines += self.noted(line, f"instead of {here.shown}", 0)
        if report.answers and not pairs:
            lines.append([(f"      {unchanged(outcome, report)}", "note")])
        for verdict in verdicts:
            mark: tuple[str, str] = ("✓ ", "good") if verdict.holds else ("✗ ", "bad")
            *before, last = wrapped(told_turned(verdict), self.columns - 8)
            lines.append([("      ", ""), mark, ([*before, last][0], "")])
            lines += [[("        " + part, "")] for part in [*before, last][1:]]
        return lines

    def footer(self, report: Report) -> list[Spans]:
        """The conventions that matter to the numbers, and the sources."""
        texts = [*report.footnotes, *[f"Source: {source}" for source in report.sources]]
        lines = [part for text in texts for part in wrapped(text, self.columns)]
        return [[], *[[(line, "source")] for line in lines]] if lines else []
