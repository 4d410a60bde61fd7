"""Problems as text: where, the excerpt with a caret under every mark, what was found, and one remedy.

error: plan.est:3:9: B and user do not add up
  |
3 | total = 3 TB + 5 user
  |         ^^^^   ^^^^^^
  |         B      user
  = give both sides the same unit
"""

from __future__ import annotations

from estimator.languages.spans import plain, safe, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.spans import Spans
    from estimator.problems import Mark, Problem, Source

WIDTH = 100
NARROW = 76  # of a remedy, for a terminal of 80 columns
MOST = 40  # problems that are shown, and looked at for the line to write instead
# Remedies that say why, beside the line that they make.
_TOLD = ("swap them", "compare with ==", "leave the unit out", "close the bracket with )")


def report(problem: Problem) -> list[Spans]:
    """One problem as lines."""
    first = problem.marks[0]
    line, column = first.source.location(first.start)
    role = "bad" if problem.severity == "error" else "note"
    where = f"{safe(first.source.name)}:{line}:{column}"
    lines: list[Spans] = [
        [(f"{problem.severity}: ", role), (f"{where}: ", "source"), (safe(_short(problem.message)), "title")]
    ]
    groups: dict[tuple[int, int], list[Mark]] = {}
    for mark in problem.marks:
        groups.setdefault((id(mark.source), mark.source.location(mark.start)[0]), []).append(mark)
    gutter = max([len(str(number)) for _, number in groups])
    source: Source = first.source
    lines.append([(" " * gutter + " |", "source")])
    for (_, number), marks in sorted(
        groups.items(), key=lambda item: (item[1][0].source is not first.source, item[0][1])
    ):
        if marks[0].source is not source:
            source = marks[0].source
            lines.append([(f"{' ' * gutter} | {safe(source.name)}:{number}", "source")])
        lines += _excerpt(number, sorted(marks, key=lambda mark: mark.start), gutter)
    remedy = _remedy(problem)
    for number, way in enumerate(_ways(safe(_short(remedy)))):
        lines.append([(" " * gutter + ("   " if number else " = "), "source"), (way, "good")])
    return lines


def _ways(remedy: str) -> list[str]:
    """A remedy as lines: one, or where two ways to write are too long for one, one for each."""
    if width(remedy) <= NARROW or not remedy.startswith("write "):
        return [remedy] if remedy else []
    first, comma, second = remedy.partition(", or ")
    return [f"{first},", f"or {second}"] if comma else [remedy]


def _remedy(problem: Problem) -> str:
    """What to do: the whole line to write, where it is known, or the two that may be meant."""
    is_guess = problem.remedy.startswith("did you mean") and " or " not in problem.remedy
    if problem.severity == "error" and not is_guess:
        from estimator.model.fixes import corrections

        lines = corrections(problem)
        if lines and not any("\n" in line for line in lines):
            told = f"{problem.remedy}: " if problem.remedy in _TOLD else ""
            return f"{told}write {' or '.join([line.strip() for line in lines])}"
    return problem.remedy


def report_all(problems: list[Problem]) -> list[Spans]:
    """All problems, a blank line between them, those of the text in its order; only the first forty are shown."""
    lines: list[Spans] = []
    for problem in problems[:MOST]:
        if lines:
            lines.append([])
        lines += report(problem)
    if len(problems) > MOST:
        lines += [[], [(f"and {len(problems) - MOST} more", "note")]]
    return lines


def report_text(problems: list[Problem]) -> str:
    """All problems as plain text."""
    return "\n".join([plain(line) for line in report_all(problems)])


def _short(text: str) -> str:
    return text if len(text) <= 400 else text[:300] + " … " + text[-60:]


def _excerpt(number: int, marks: list[Mark], gutter: int) -> list[Spans]:
    """The line with carets below it, and the labels below the carets."""
    text = marks[0].source.line(number)
    columns = [mark.source.location(mark.start)[1] - 1 for mark in marks]
    ends = [
        min(max(column + mark.end - mark.start, column + 1), len(text) + 1)
        for column, mark in zip(columns, marks, strict=True)
    ]
    offset = 0
    if len(text) > WIDTH:
        offset = max(0, min(columns[0] - WIDTH // 3, len(text) - WIDTH))
        text = ("…" if offset else "") + text[offset + bool(offset) : offset + WIDTH] + "…"
    shown = safe(text)
    at = [
        (_column(shown, column - offset), _column(shown, end - offset))
        for column, end in zip(columns, ends, strict=True)
    ]
    last = _column(shown, len(shown)) + 1
    carets = ""
    for begin, stop in at:
        left = min(begin, last - 1)
        if left >= len(carets):
            carets += " " * (left - len(carets)) + "^" * max(1, min(stop, last) - left)
    empty = " " * gutter + " | "
    lines: list[Spans] = [[(f"{number:>{gutter}} | ", "source"), (shown, "")], [(empty, "source"), (carets, "caret")]]
    rows: list[str] = []
    for (begin, _), mark in reversed(list(zip(at, marks, strict=True))):
        if mark.label:
            _place(rows, begin, safe(mark.label))
    lines += [[(empty, "source"), (row, "caret")] for row in rows]
    return lines


def _column(shown: str, place: int) -> int:
    return width(shown[: max(0, place)])


def _place(rows: list[str], column: int, label: str) -> None:
    """Put a label at its column into the first row with room; labels come from right to left."""
    for number, row in enumerate(rows):
        if len(row) - len(row.lstrip()) > column + width(label) + 1:
            rows[number] = " " * column + label + row[column + width(label) :]
            return
    rows.append(" " * column + label)
