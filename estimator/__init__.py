"""Back-of-the-envelope capacity estimates in one notation, with units, ranges and worked steps.

    load(NAME)          an estimate from a sheet of the library or a file
    sheet(TEXT)         an estimate from a text in the notation
    answer(LINE)        one line, in the notation or as it is spoken
    formulas            the library: `formulas.latency`, `formulas.redis.string(...)`
    Quantity            what values are: quantities of pint that print as the command does
    EstimateError       what a wrong sheet, name or value raises; its `problems` say where and what to do

and the twins of the other commands, each with a result that prints as the command does and carries what is in it:

    diff(OLD, NEW)      what changed between two versions of a sheet, and what it did
    check(FILE)         whether a sheet's checks hold and its examples agree
    lint(FILE)          the mistakes that estimates make, where a sheet has one
    catalogue(WORDS)    `estimate list`: the sheets, what one holds, or where words are found
    explain(NAME)       a formula: maths, parameters, source, example
    manual(TOPIC)       `estimate help`: the language, topic by topic
    fill(FILE)          the figures of a sheet put into the prose of its document
    known_units(WORD)   `estimate units`: what a unit is
    new(FILE)           a sheet to start from
    fmt(FILE)           a sheet laid out; `formatted(TEXT)` the text of one
    table(SCHEMA)       what the tables of an SQL schema take
    survey(SERVER)      what a running Redis holds, as a sheet; `survey_database(URL)` a PostgreSQL or MySQL
    verify(SUBJECT)     predictions held against real servers; `workloads()`, `clean_up()`
    watch(FILE)         its answers again at each save
    measure()           this machine's latencies
    practice(TOPIC)     questions made from the library; `calibration()` how good the guesses so far were

`%load_ext estimator` gives a notebook the cell magic `%%estimate`. Names are loaded when they are first used, for the
command line starts without them.
"""

from estimator.problems import EstimateError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.api.answers import Answer, answer
    from estimator.api.checking import Checked, check
    from estimator.api.comparing import Comparison
    from estimator.api.diffing import Diff, diff
    from estimator.api.estimates import Estimate
    from estimator.api.estimates_over import Estimates
    from estimator.api.filling import Filled, fill
    from estimator.api.fleet import Fleet
    from estimator.api.ledger import Ledger
    from estimator.api.linting import Linted, lint
    from estimator.api.listing import Catalogue, Explanation, catalogue, explain
    from estimator.api.loading import sheet
    from estimator.api.manual import Manual, manual
    from estimator.api.measuring import Measurement, measure
    from estimator.api.practice import Calibration, Practice, calibration, practice
    from estimator.api.solving import Solutions
    from estimator.api.surveying import Surveyed, survey
    from estimator.api.surveying_databases import SurveyedDatabase, survey_database
    from estimator.api.sweeping import Sweep
    from estimator.api.tables import Tables, table
    from estimator.api.timeline import Timeline, When
    from estimator.api.units import Units, known_units
    from estimator.api.verifying import CleanedUp, Verified, Workloads, clean_up, verify, workloads
    from estimator.api.watching import Watched, watch
    from estimator.api.why import Why
    from estimator.api.writing import Formatted, Written, fmt, formatted, new
    from estimator.library import Formulas
    from estimator.library.loading import load
    from estimator.problems import Problem
    from estimator.units.quantity import Quantity

    formulas: Formulas  # with the types of each, as those of `load`: of estimator/library, which is not there to be run
    __version__: str

__all__ = [
    "Answer",
    "Calibration",
    "Catalogue",
    "Checked",
    "CleanedUp",
    "Comparison",
    "Diff",
    "Estimate",
    "EstimateError",
    "Estimates",
    "Explanation",
    "Filled",
    "Fleet",
    "Formatted",
    "Ledger",
    "Linted",
    "Manual",
    "Measurement",
    "Practice",
    "Quantity",
    "Solutions",
    "Surveyed",
    "SurveyedDatabase",
    "Sweep",
    "Tables",
    "Timeline",
    "Units",
    "Verified",
    "Watched",
    "When",
    "Why",
    "Workloads",
    "Written",
    "answer",
    "calibration",
    "catalogue",
    "check",
    "clean_up",
    "diff",
    "explain",
    "fill",
    "fmt",
    "formatted",
    "formulas",
    "known_units",
    "lint",
    "load",
    "manual",
    "measure",
    "new",
    "practice",
    "sheet",
    "survey",
    "survey_database",
    "table",
    "verify",
    "watch",
    "workloads",
]
# The module of each name, which is read when the name is first used.
_HOMES = {
    name: f"estimator.api.{module}"
    for module, names in {
        "answers": ("Answer", "answer"),
        "checking": ("Checked", "check"),
        "comparing": ("Comparison",),
        "diffing": ("Diff", "diff"),
        "estimates": ("Estimate",),
        "estimates_over": ("Estimates",),
        "fleet": ("Fleet",),
        "filling": ("Filled", "fill"),
        "formulas": ("formulas",),
        "ledger": ("Ledger",),
        "linting": ("Linted", "lint"),
        "listing": ("Catalogue", "Explanation", "catalogue", "explain"),
        "loading": ("load", "sheet"),
        "manual": ("Manual", "manual"),
        "measuring": ("Measurement", "measure"),
        "practice": ("Calibration", "Practice", "calibration", "practice"),
        "solving": ("Solutions",),
        "surveying": ("Surveyed", "survey"),
        "surveying_databases": ("SurveyedDatabase", "survey_database"),
        "sweeping": ("Sweep",),
        "tables": ("Tables", "table"),
        "timeline": ("Timeline", "When"),
        "units": ("Units", "known_units"),
        "verifying": ("CleanedUp", "Verified", "Workloads", "clean_up", "verify", "workloads"),
        "watching": ("Watched", "watch"),
        "why": ("Why",),
        "writing": ("Formatted", "Written", "fmt", "formatted", "new"),
    }.items()
    for name in names
}


def _told(problems: "list[Problem]") -> str:
    from estimator.languages.problem_reports import report_text

    return report_text(problems)


EstimateError.told = staticmethod(_told)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("capacity-estimator")
    if name == "Quantity":  # the class of the one registry: `Quantity([1e6, 2e6], "user")` is of it
        from estimator.units.bridge import registry

        return registry().Quantity
    if name not in _HOMES:
        raise AttributeError(f"module 'estimator' has no attribute '{name}'")
    import sys
    from importlib import import_module

    if "IPython" in sys.modules:
        _complete()
    return getattr(import_module(_HOMES[name]), name)


_completes: list[object] = []  # the sessions of IPython in which names inside of texts are completed


def _complete() -> None:
    """Complete in this session of IPython, if it is one, what the package knows: also without its cells."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is not None and shell not in _completes:
        _completes.append(shell)
        from estimator.jupyter import complete_in

        complete_in(shell)


def __dir__() -> list[str]:
    return [*globals(), *__all__]


def load_ipython_extension(shell: "Any") -> None:
    """`%load_ext estimator`."""
    from estimator.jupyter import register

    _completes.append(shell)
    register(shell)
