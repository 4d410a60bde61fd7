"""`lint`: the mistakes that estimates make, found in a sheet; the twin of `estimate lint`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from estimator.api.told import COLUMNS, Told
from estimator.languages.exhibit import LEFT, Cell, Column, Exhibit
from estimator.languages.problem_reports import report_all
from estimator.model.describe import suggestion
from estimator.model.files import MARKDOWN, read_module, read_text
from estimator.model.modules import shipped_library
from estimator.problems import Source, refused
from estimator.reckoning.linting.lint import findings
from estimator.reckoning.linting.rules import NAMES, NOTE, WARNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.spans import Spans
    from estimator.reckoning.linting.rules import Finding


class Linted(Told):
    """What was found in a file: each a rule, and a problem with its place, its message and its remedy.

    `tried` is how many claims of a document's prose could be read, where these were tried.
    """

    def __init__(self, file: str, findings: tuple[Finding, ...], tried: int | None = None) -> None:
        self.file = file
        self.findings = findings
        self.tried = tried

    @property
    def is_clean(self) -> bool:
        """Whether there is no warning; a note is of what cannot be judged, and changes nothing."""
        return all(each.rule.severity != WARNING for each in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """What `estimate lint --json` prints of a file."""
        from estimator.writers.json import problem_object

        found = [
            {"rule": each.rule.name, "severity": each.rule.severity, **problem_object(each.problem)}
            for each in self.findings
        ]
        return {"file": self.file, "findings": found, **({} if self.tried is None else {"tried": self.tried})}

    @property
    def counted(self) -> str:
        """How much was found: `2 warnings, 1 note`."""
        warnings = sum(each.rule.severity == WARNING for each in self.findings)
        numbers = ((warnings, WARNING), (len(self.findings) - warnings, NOTE))
        said = ", ".join([f"{count} {word}{'s' * (count != 1)}" for count, word in numbers if count])
        of_claims = "" if self.tried is None else f" in {self.tried} claim{'s' * (self.tried != 1)} that could be read"
        return f"{said or 'nothing found'}{of_claims}"

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """A row a finding, for a document or a pull request."""
        columns = tuple([Column(head, LEFT) for head in ("Rule", "Line", "What", "Remedy")])
        rows = []
        for each in self.findings:
            mark = each.problem.marks[0]
            message = each.problem.message.removesuffix(f" ({each.rule.name})")
            line = str(mark.source.location(mark.start)[0])
            rows.append(tuple([Cell(text, "note") for text in (each.rule.name, line, message, each.problem.remedy)]))
        return (Exhibit(f"{self.file}: {self.counted}", (), columns, tuple(rows)),)

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows: each finding with its place, and how many there are."""
        told = report_all([each.problem for each in self.findings])
        counted: Spans = [(self.file, "title"), (f": {self.counted}", "note")]
        return [*told, *([[]] if told else []), counted]


def lint(file: str | os.PathLike[str], *, allow: Sequence[str] = (), prose: bool = False) -> Linted:
    """Look for the mistakes that estimates make: in a `.est` or `.md` file, or a sheet of the library by its name.

    >>> from estimator import lint
    >>> lint("twitter")
    twitter: nothing found

    `allow` are rules that are left out; a comment `# lint: allow unsourced` allows one on its line. With `prose` the
    arithmetic of a document's text is tried, whether or not a sheet is in it. EstimateError if there is no such sheet,
    file or rule, or the sheet is wrong.
    """
    name = os.fspath(file)
    for rule in allow:
        if rule not in NAMES:
            guess = suggestion(rule, NAMES)
            remedy = f"did you mean {guess}?" if guess else f"the rules are {', '.join(NAMES)}"
            raise refused(rule, f"there is no rule {rule}", remedy)
    if prose:
        from estimator.languages.arithmetic import tried

        if not name.endswith(MARKDOWN):
            raise refused(name, f"{name} is no document with prose", "name a .md file")
        claims, number = tried(Source(name, read_text(name)))
        return Linted(name, tuple([each for each in claims if each.rule.name not in allow]), number)
    found = findings(read_module(name, shipped_library()))
    return Linted(name, tuple([each for each in found if each.rule.name not in allow]))
