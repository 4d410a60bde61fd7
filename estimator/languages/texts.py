"""An estimate as plain text: what a terminal without colours shows, for whoever prints one in Python."""

from __future__ import annotations

from estimator.languages.reporting import title_of
from estimator.languages.spans import plain, wrapped
from estimator.languages.words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.spans import Spans
    from estimator.reckoning.evaluate import Evaluation


def sheet_text(evaluation: Evaluation) -> str:
    """The whole sheet."""
    return "\n".join([plain(line) for line in Words(evaluation).sheet()])


def laid_out(
    evaluation: Evaluation, names: Sequence[str], digits: int, *, exact: bool, opened: frozenset[str], answers: bool
) -> str:
    """The whole sheet with so many digits and these quantities opened, or the named quantities or the answers alone."""
    words = Words(evaluation, digits=digits, exact=exact, opened=opened)
    if not names and not answers:
        return "\n".join([plain(line) for line in words.sheet()])
    found = words.named(names) if names else words.answers()
    return "\n".join([plain(line) for line in [*found, *words.remarks()]])


def working_text(evaluation: Evaluation) -> str:
    """How its quantities are worked out."""
    return "\n".join([plain(line) for line in Words(evaluation).working()])


def answer_text(evaluation: Evaluation) -> str:
    """The answer to a line: how it was read, its value and range, the notes on it."""
    return "\n".join([plain(line) for line in Words(evaluation).answer()])


def told_lines(evaluation: Evaluation, columns: int, names: Sequence[str] = (), *, whole: bool = False) -> list[Spans]:
    """An estimate in short: its title, answers and checks; or the quantities that are named; or all of the sheet."""
    words = Words(evaluation, columns)
    if whole:
        return words.sheet()
    if names:
        return [*words.named(names), *words.remarks()]
    lines: list[Spans] = [[(part, "title")] for part in wrapped(title_of(evaluation.model), columns)]
    lines += words.section("Answers", words.answers())
    lines += words.section("Checks", [line for each in evaluation.checks for line in words.check(each)])
    remarks = words.remarks()
    return [*lines, *([[]] if remarks and remarks[0] else []), *remarks]


def check_lines(evaluation: Evaluation, columns: int) -> list[Spans]:
    """Whether each check of a sheet holds, for a terminal of so many columns."""
    words = Words(evaluation, columns)
    return [line for result in evaluation.checks for line in words.check(result)]
