"""What is said of an evaluated sheet, between its numbers and its readers: chosen, worded, and laid out nowhere.

Whoever shows an estimate (a terminal, a document, a page, a workbook, a notebook, a table, a program) walks one
`Report` and gives it a form. All texts are as the user wrote them: whoever shows one makes it inert for where it goes.
"""

from __future__ import annotations

from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.blocks import Block
    from estimator.languages.imprint import Imprint
    from estimator.languages.pieces import Piece
    from estimator.model.frames import Quantity
    from estimator.problems import Problem
    from estimator.reckoning.closed import Spread
    from estimator.reckoning.evaluate import Evaluation
    from estimator.units.display import Shown

# What a sheet is there for: to be run, to be read as a table of sourced numbers, or for the functions that it has.
SHEET, REFERENCE, TOOLBOX = "sheet", "reference", "toolbox"

UNCHANGED = "no answer changes by as much as is shown"  # what is said of a scenario
SEVERAL = 2  # scenarios, from which on they are set side by side
SHOWN_HERE = "it is what is shown here"


@record
class Row:
    """A quantity.

    written     an assumption as it was written or given, a worked quantity as its formula
    shown       its central value; `relation` is ≈ where digits of it are left out, else =
    range       its 90% interval, as in `27.4 to 110`; empty without one
    spread      the same as numbers in base units, with the heights of a histogram; None without one, or of a yes or no
    note        its note, else its description
    given       as in `given, instead of 2 tweet/user/day`; empty where the sheet's own value holds
    sources     where it is from, each a text; `as_of` is the day of that
    """

    name: str
    quantity: Quantity
    written: str
    shown: Shown
    relation: str
    range: str
    spread: Spread | None
    note: str
    given: str
    sources: tuple[str, ...]
    as_of: str

    @property
    def said(self) -> str:
        """What a reader must know of it first: that it was given for this run, else its note."""
        return self.given or self.note

    @property
    def origin(self) -> str:
        """Its sources and their day as one text; empty without any."""
        return "; ".join([*self.sources, *([self.as_of] if self.as_of else [])])


@record
class Inner:
    """A step inside the calls of a quantity: its index, its value as it is `shown`, and what it was made from.

    `path` is its name there, `name` the part of it that is not that of the step it stands below.
    """

    index: int
    depth: int
    path: str
    name: str
    shown: str
    written: str


@record
class Working:
    """How a quantity is worked out: its formula, the numbers put in (none where they say nothing new), its value.

    in_time     what stands between these where a time becomes another one: `300 M tweet/day ÷ 86,400 s/day`, or nothing
    factor      the same as what the numbers put in are to be multiplied by, for whoever keeps them up to date
    inside      the steps inside its calls, each before its own parts, where the report was asked to open it
    """

    row: Row
    formula: str
    put_in: tuple[Piece, ...]
    in_time: str
    factor: str
    inside: tuple[Inner, ...]


@record
class Verdict:
    """A check: as it is shown and as the notation writes it, whether it holds, and what is said of that.

    says        as in `holds in 77% of the cases, 99% asked`; of a scenario it is about the central values
    worked      the check with its numbers put in
    case        what is the case instead of it, as in `is 110 PB`, in pieces; its numbers put in where no words say it
    range       the 90% interval of what it is about, where the central value alone would not show why it fails
    central     whether it holds at the central values; `lasting` is how long it is to, as in ` for 18 month`
    """

    text: str
    written: str
    holds: bool
    says: str
    worked: tuple[Piece, ...]
    case: tuple[Piece, ...]
    range: str
    note: str
    probability: float | None
    asked: float | None
    central: bool
    step: int
    lasting: str = ""

    @property
    def today(self) -> str:
        """The check as it is shown, about today alone."""
        return self.text.removesuffix(self.lasting)

    @property
    def failing(self) -> str:
        """What is the case where it fails: `is 110 PB`; empty where it holds."""
        said = "".join([piece.text for piece in self.case])
        return "" if self.holds else ", ".join([part for part in (said, self.range) if part])

    @property
    def is_worded(self) -> bool:
        """Whether words say what is the case, and not the notation."""
        return self.case != self.worked

    @property
    def sentence(self) -> str:
        """Whether it holds, and what is the case where it does not: `fails: is 110 PB`."""
        return f"{self.says}: {self.failing}" if self.failing else self.says


@record
class Outcome:
    """A scenario with its results at the central values: the answers and the checks of the report, in their order.

    `names` are those that it changes, `changes` is how, as in `peak = 12`. Where there are no results, `problem` says
    why: a quantity has no value there, or it was not run.
    """

    title: str
    names: tuple[str, ...]
    changes: tuple[str, ...]
    note: str
    answers: tuple[Row, ...]
    verdicts: tuple[Verdict, ...]
    problem: str
    evaluation: Evaluation | None


@record
class Remark:
    """A warning or a note on the text or on the numbers: what, what to do (or nothing), and the line of the sheet.

    `line` is 0 where the text has only one.
    """

    severity: str
    message: str
    remedy: str
    line: int
    problem: Problem

    @property
    def sentence(self) -> str:
        """The remark without its place: `Warning: user never cancelled: drop the noun`, with a full stop."""
        remedy = f": {self.remedy}" if self.remedy else ""
        return f"{self.severity.capitalize()}: {self.message}{remedy}."

    @property
    def placed(self) -> str:
        """The same with the line of the sheet, for a reader who has the sheet."""
        return f"{self.sentence[:-1]} (line {self.line})." if self.line else self.sentence


@record
class GridLine:
    """A row of a table: how it is called, empty where rows are numbered; its cells; its note."""

    label: str
    cells: tuple[Row, ...]
    note: str


@record
class Grid:
    """A table of the sheet.

    label       heads the names of its rows; empty where they are numbered
    said        what it says of itself; `formulas` how cells are worked, a column or a single one; `origin` its source
    """

    name: str
    label: str
    heads: tuple[str, ...]
    lines: tuple[GridLine, ...]
    said: str
    formulas: tuple[str, ...]
    origin: str

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands below it: the formulas, and where it is from."""
        return (*self.formulas, f"Source: {self.origin}") if self.origin else self.formulas


@record
class Function:
    """A function of a toolbox: how one calls it, and what it gives."""

    signature: str
    text: str


@record
class StepTable:
    """A function by thresholds: how one calls it, what it is, and its rows, each what is asked and what it gives."""

    name: str
    signature: str
    text: str
    rows: tuple[tuple[str, str], ...]


@record
class Report:
    """An evaluated sheet as its readers have it.

    title       the first line of its description, else its file's name, with the scenario that is run, if one is
    scenario    the title of that; `lead` the paragraphs below the title
    kind        SHEET, REFERENCE or TOOLBOX
    rows        all quantities, in order; `assumptions` and `answers` are some of these, `working` has the worked ones
    tables      those of the sheet; what is a cell of one is in no other list but `rows`
    functions   those of a toolbox; other sheets have theirs for themselves
    thresholds  the functions by thresholds, of any sheet, as tables
    scenarios   those of the sheet, each with its results beside those of this run
    ranges      what the ranges are; empty without any
    conventions what the units mean, where a reader could take them otherwise
    sources     those of the whole sheet
    imprint     what the sheet says of itself: author, owner, of when its numbers are
    document    the Markdown that the sheet stands in, empty where it stands in none
    """

    title: str
    scenario: str
    lead: tuple[str, ...]
    kind: str
    rows: tuple[Row, ...]
    answers: tuple[Row, ...]
    tables: tuple[Grid, ...]
    assumptions: tuple[Row, ...]
    working: tuple[Working, ...]
    functions: tuple[Function, ...]
    thresholds: tuple[StepTable, ...]
    verdicts: tuple[Verdict, ...]
    scenarios: tuple[Outcome, ...]
    remarks: tuple[Remark, ...]
    ranges: str
    conventions: tuple[str, ...]
    sources: tuple[str, ...]
    imprint: Imprint
    document: str

    @property
    def prose(self) -> tuple[Block, ...]:
        """What its document says around the sheet, but for what the title and the lead say already."""
        if not self.document:
            return ()
        from estimator.languages.plan import plan_blocks

        title = self.title.removesuffix(f' (scenario "{self.scenario}")') if self.scenario else self.title
        return plan_blocks(self.document, (title, *self.lead))

    @property
    def footnotes(self) -> tuple[str, ...]:
        """What stands below everything but the sources: what ranges and units mean, a sentence each."""
        return (self.ranges, *self.conventions) if self.ranges else self.conventions


def changed(outcome: Outcome, report: Report) -> list[tuple[Row, Row]]:
    """The answers that read otherwise in a scenario: each as it is there, and as it is in the report."""
    pairs = zip(outcome.answers, report.answers, strict=False)  # without a value there are none
    return [(there, here) for there, here in pairs if str(there.shown) != str(here.shown)]


def unchanged(outcome: Outcome, report: Report) -> str:
    """What is said of a scenario in which no answer reads otherwise."""
    return SHOWN_HERE if outcome.title == report.scenario else UNCHANGED


def told_turned(verdict: Verdict) -> str:
    """A check of a scenario as a line behind its mark: what is the case says that it fails."""
    if not verdict.failing:
        return f"{verdict.text}   {verdict.says}"
    return f"{verdict.text}: {verdict.failing}{verdict.says.removeprefix('fails')}"


def turned(outcome: Outcome, report: Report) -> list[Verdict]:
    """The checks of which a scenario says something else than the report does, in what is said without a share."""
    pairs = zip(outcome.verdicts, report.verdicts, strict=False)
    return [there for there, here in pairs if there.holds is not here.central]


def side_by_side(report: Report) -> tuple[tuple[str, ...], ...]:
    """The answers and the checks as they are and in the scenarios, a row each below the heads; nothing below two.

    The first head is empty; what has no results is left out.
    """
    outcomes = [each for each in report.scenarios if not each.problem]
    if len(outcomes) < SEVERAL:
        return ()
    rows = [("", "as it is", *[each.title for each in outcomes])]
    for place, row in enumerate(report.answers):
        there = [each.answers[place] for each in outcomes]
        rows.append((row.name, *[f"{each.relation} {each.shown}" for each in (row, *there)]))
    for place, verdict in enumerate(report.verdicts):
        held = [verdict.holds, *[each.verdicts[place].holds for each in outcomes]]
        rows.append((verdict.text, *["✓ holds" if each else "✗ fails" for each in held]))
    return tuple(rows) if len(rows) > 1 else ()
