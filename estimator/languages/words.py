"""An evaluated sheet in words: assumptions, the worked steps with the numbers put in, answers, checks, conventions.

Gives lines of spans (see spans.py), made for a number of columns; a terminal colours them, a pipe gets them plain.
"""

from __future__ import annotations

from estimator.languages.checks import says
from estimator.languages.spans import padded, safe, width, wrapped
from estimator.languages.values import SIGNS, Values, step_text
from estimator.model.describe import BOOLEAN
from estimator.model.steps import Mean, is_silent
from estimator.notation.printer import print_expression
from estimator.reckoning.taken import taken_steps
from estimator.units.display import DIGITS, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.spans import Spans
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import CheckResult, Evaluation

COLUMNS = 80
_BLOCKS = "▁▂▃▄▅▆▇█"
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
        return [[(f"read as {self.evaluation.read_as}", "note")]] if self.evaluation.read_as else []

    def named(self, names: Sequence[str]) -> list[Spans]:
        """The values of quantities with their ranges, a line each; of several, behind their names."""
        column = max([width(name) for name in names])
        lines: list[Spans] = []
        for name in names:
            quantity = self.model.quantities[name]
            line: Spans = [(f"{padded(name, column)} ", "name")] if len(names) > 1 else []
            line.append((f"{self.values.relation(quantity)} ", "operator"))
            line.append((str(self.values.shown(quantity)), "value"))
            spread = self.values.range(quantity)
            lines.append([*line, (f"   {spread}", "note")] if spread else line)
        return lines

    def remarks(self) -> list[Spans]:
        """Warnings with their place, and notes in a line each."""
        lines: list[Spans] = []
        for problem in self.evaluation.problems:
            if problem.severity == "warning":
                from estimator.languages.reports import report

                lines += [[], *report(problem)]
            elif problem.severity == "note":
                line = problem.marks[0].source.location(problem.marks[0].start)[0]
                where = f" (line {line})" if "\n" in problem.marks[0].source.text else ""
                lines += [[(part, "note")] for part in wrapped(f"note: {problem.message}{where}", self.columns)]
        return lines

    def sheet(self) -> list[Spans]:
        """The whole sheet."""
        from estimator.languages.reference import is_reference, is_toolbox, reference_lines

        if is_toolbox(self.model):
            from estimator.languages.explanation import explain_sheet

            return explain_sheet(self.model.module, self.columns)
        if is_reference(self.model):
            return [*self.title(), *reference_lines(self.evaluation, self.values, self.columns), *self.footer()]
        lines = self.title()
        lines += self.section("Assumptions", self.assumptions())
        lines += self.section("Working", self.working())
        lines += self.section("Answers", self.answers())
        lines += self.section("Checks", [line for check in self.evaluation.checks for line in self.check(check)])
        lines += self.section("Scenarios", self.scenarios())
        remarks = self.remarks()
        if remarks:
            lines += remarks if not remarks[0] else [[], *remarks]
        return [*lines, *self.footer()]

    def section(self, heading: str, lines: list[Spans]) -> list[Spans]:
        """Lines under a heading; nothing where there are none."""
        return [[], [(heading, "heading")], *lines] if lines else []

    def title(self) -> list[Spans]:
        """The sheet's title and the rest of its description."""
        documentation = self.model.module.sheet.documentation
        lines: list[Spans] = []
        if not documentation.title:
            lines.append([(safe(self.model.module.source.name), "title")])
        releases = self.model.module.releases
        if not (self.model.quantities or releases):
            lines += [[], [("Nothing is defined here.", "note")]]
        if documentation.title:
            lines += [[(part, "title")] for part in wrapped(documentation.title, self.columns)]
        for paragraph in "\n".join(documentation.text[1:]).split("\n\n"):
            if paragraph:
                lines += [[(part, "note")] for part in wrapped(" ".join(paragraph.split("\n")), self.columns)]
        for product, line in releases.items():
            lines += [[(part, "")] for part in wrapped(f"{product}: {', '.join(line.known)}", self.columns)]
        return lines

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

    def assumptions(self) -> list[Spans]:
        """Each assumption as it was written, with its note."""
        assumptions = [each for each in self.model.quantities.values() if each.assumption]
        rows = [(each, safe(self.values.written(each))) for each in assumptions]
        if not rows:
            return []
        names = max([width(quantity.definition.name) for quantity, _ in rows])
        texts = min(max([width(text) for _, text in rows]), _LARGEST_COLUMN)
        lines: list[Spans] = []
        for quantity, text in rows:
            note = quantity.definition.note
            if quantity.override is not None:
                note = f"given, instead of {print_expression(quantity.definition.expression)}"
            line: Spans = [("  " + padded(quantity.definition.name, names) + "  ", "name"), (text, "value")]
            lines += self.noted(line, note, names + texts + 6)
        return lines

    def working(self) -> list[Spans]:
        """Each worked quantity: its formula, the numbers put in, the value."""
        lines: list[Spans] = []
        for quantity in self.model.quantities.values():
            if not quantity.assumption:
                lines += self.worked(quantity)
        return lines

    def worked(self, quantity: Quantity) -> list[Spans]:
        """The steps of one quantity."""
        name = quantity.definition.name
        indent = 2 + width(name)
        lines: list[Spans] = []
        head: Spans = [(f"  {name}", "name")]
        for text in (self.values.formula(quantity), self.values.put_in(quantity.definition.expression)):
            if not text:
                continue
            for place, part in enumerate(wrapped(text, max(24, self.columns - indent - 3))):
                head.append((" = " if not place else "   ", "operator"))
                lines.append([*head, (part, "")])
                head = [(" " * indent, "")]
        relation = self.values.relation(quantity)
        shown = str(self.values.shown(quantity))
        if shown != self.values.formula(quantity):
            line: Spans = [*head, (f" {relation} ", "operator"), (shown, "value")]
            lines += self.noted(line, self.values.range(quantity), 45)
        if "*" in self.opened or name in self.opened:
            lines += self.inside(quantity)
        return lines

    def inside(self, quantity: Quantity) -> list[Spans]:
        """The steps that went into a quantity's calls, as a tree: each with its value and its text."""
        if quantity.step is None:
            return []
        used = taken_steps(quantity.step, self.model.steps, self.evaluation.values)
        names = {self.model.steps[index].name: index for index in used if self._is_line(index, quantity)}
        rows: list[tuple[int, str, int]] = []
        self.branch(quantity.definition.name, 0, names, rows)
        column = max([2 * depth + width(name) for depth, name, _ in rows], default=0)
        lines: list[Spans] = []
        for depth, name, index in rows:
            step, value = self.model.steps[index], self.evaluation.values[index]
            text = "yes" if value else "no"
            if step.kind is not BOOLEAN:
                text = str(show(float(value), step.kind, None, digits=self.values.digits, exact=self.values.exact))
            written = step_text(step)
            line: Spans = [
                ("      " + padded("  " * depth + name, column) + "  ", "name"),
                (padded(text, 9), "value"),
            ]
            room = max(0, self.columns - column - 10 - max(9, width(text)))
            lines.append([*line, ("  " + (written if width(written) <= room else written[: room - 1] + "…"), "note")])
        return lines

    def _is_line(self, index: int, quantity: Quantity) -> bool:
        """Whether a step is one of the lines inside a quantity."""
        return index >= quantity.first_step and not is_silent(self.model.steps[index])

    def branch(self, prefix: str, depth: int, names: dict[str, int], rows: list[tuple[int, str, int]]) -> None:
        """Add the steps below a name, each before its own parts."""
        below = [name for name in names if name.startswith(prefix + ".")]
        tops = [name for name in below if not any(name.startswith(other + ".") for other in below)]
        for name in sorted(tops, key=lambda name: names[name]):
            rows.append((depth, name.removeprefix(prefix + "."), names[name]))
            self.branch(name, depth + 1, names, rows)

    def results(self) -> list[Quantity]:
        """The answers: worked quantities that no other one needs; of a sheet without any, nothing."""
        needed: set[str] = set()
        for quantity in self.model.quantities.values():
            needed.update(quantity.definition.names)
        quantities = self.model.quantities.values()
        return [each for each in quantities if not each.assumption and each.definition.name not in needed]

    def answers(self) -> list[Spans]:
        """The answers with their histograms and ranges."""
        results = self.results()
        if not results:
            return []
        names = max([width(each.definition.name) for each in results])
        shown = [str(self.values.shown(each)) for each in results]
        values = max([width(text) for text in shown])
        uncertain = any(each.step in self.evaluation.spreads for each in results)
        lines: list[Spans] = []
        for quantity, text in zip(results, shown, strict=True):
            line: Spans = [
                ("  " + padded(quantity.definition.name, names) + "  ", "name"),
                (f"{self.values.relation(quantity)} ", "operator"),
                (padded(text, values), "value"),
            ]
            if uncertain:
                spread = self.evaluation.spreads.get(quantity.step) if quantity.step is not None else None
                bars = histogram(spread.bars) if spread is not None and quantity.kind is not BOOLEAN else " " * 7
                line += [(f"  {bars}  ", "operator"), (self.values.range(quantity), "value")]
            lines += self.noted(line, quantity.definition.note, names + values + (36 if uncertain else 8))
        return lines

    def check(self, result: CheckResult) -> list[Spans]:
        """One check: whether it holds, and in what share of the cases."""
        check = result.check.check
        text = print_expression(check.expression, signs=SIGNS)
        mark: tuple[str, str] = ("✓ ", "good") if result.holds else ("✗ ", "bad")
        said = says(result)
        *before, last = wrapped(text, self.columns - 6)
        role = "good" if result.holds else "bad"
        lines: list[Spans] = [[("      " + part, "")] for part in [*before, last]]
        lines[0] = [("  ", ""), mark, (lines[0][0][0].strip(), "")]
        if 6 + width(last) + 3 + width(said) <= self.columns:
            lines[-1] = [*lines[-1], (f"   {said}", role)]
        else:
            lines.append([(f"      {said}", role)])
        lines = [*lines[:-1], *self.noted(lines[-1], check.note, 0)]
        if not result.holds:
            worked = self.values.put_in(check.expression)
            if worked:
                lines += [[("      " + part, "note")] for part in wrapped(worked, self.columns - 6)]
        return lines

    def scenarios(self) -> list[Spans]:
        """The sheet's scenarios, with what each changes."""
        lines: list[Spans] = []
        for scenario in self.model.module.scenarios.values():
            changes = ", ".join([f"{each.name} = {print_expression(each.expression)}" for each in scenario.overrides])
            title = f'  "{safe(scenario.title)}"'
            first, *rest = wrapped(changes, max(24, self.columns - width(title) - 2))
            lines += self.noted([(title, "name"), (f"  {first}", "")], "" if rest else scenario.note, 60)
            lines += [[("      " + part, "")] for text in rest for part in wrapped(text, self.columns - 6)]
            if rest:
                lines += [[("      " + part, "note")] for part in wrapped(scenario.note, self.columns - 6) if part]
        return lines

    def footer(self) -> list[Spans]:
        """The conventions that matter to the numbers, and the sources."""
        texts = []
        if self.evaluation.spreads:
            how = f", from {self.evaluation.draws:,} draws" if self.evaluation.draws else ""
            texts.append(f"Ranges hold in 90% of the cases{how}.")
            if any(step.expression.__class__ is Mean for step in self.model.steps):
                texts.append("Where a range is the spread of lengths or sizes, what it takes is averaged over it.")
        texts += self.conventions()
        texts += [f"Source: {source}" for source in self.model.module.sheet.documentation.sources]
        lines = [part for text in texts for part in wrapped(text, self.columns)]
        return [[], *[[(line, "source")] for line in lines]] if lines else []

    def conventions(self) -> list[str]:
        """What the units mean here, where a reader could take them otherwise."""
        words = {word.rstrip("s") for text in self.model.units for word in text.replace("*", "/").split("/")}
        own = {name for line in self.model.module.declarations for name in line.names}
        said = []
        if "year" in words and "year" not in own:
            said.append("A year is 365 days.")
        if "month" in words and "month" not in own:
            said.append("A month is a twelfth of 365 days.")
        if words & {"KB", "MB", "GB", "TB", "PB", "EB"}:
            said.append("1 KB is 1000 B.")
        declared = [
            f"{line.names[0]} is {print_expression(line.expression)} here."
            for line in self.model.module.declarations
            if line.expression is not None
        ]
        return [" ".join([*said, *declared])] if said or declared else []


def histogram(bars: tuple[float, ...]) -> str:
    """Heights from 0 to 1 as a line of blocks."""
    return "".join([_BLOCKS[min(7, int(bar * 7 + 0.5))] for bar in bars])
