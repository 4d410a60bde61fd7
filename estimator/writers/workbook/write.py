"""The worksheets of a workbook in their order: each stands on the cells of those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.steps import Draw
from estimator.records import record
from estimator.writers.workbook.answers import LAST_COLUMN, write_answers
from estimator.writers.workbook.answers import NAME as ANSWERS
from estimator.writers.workbook.assumptions import write_assumptions
from estimator.writers.workbook.charts import add_charts
from estimator.writers.workbook.drivers import NAME as DRIVERS
from estimator.writers.workbook.drivers import Told
from estimator.writers.workbook.ledger import NAME as LEDGER
from estimator.writers.workbook.ledger import ledger_of, write_ledger
from estimator.writers.workbook.plan import NAME as PLAN
from estimator.writers.workbook.plan import write_plan
from estimator.writers.workbook.scenarios import write_scenarios
from estimator.writers.workbook.tables import NAME as TABLES
from estimator.writers.workbook.tables import write_results, write_tables
from estimator.writers.workbook.working import Worked, write_working

if TYPE_CHECKING:
    from estimator.writers.workbook.book import Book


@record
class Written:
    """The file, and what its worksheet Working came to."""

    content: bytes
    worked: Worked


def write(book: Book) -> Written:
    """Write the worksheets. The answers stand first and are written last, for they refer to the others."""
    answers = book.worksheet(ANSWERS)
    prose = book.report.prose
    plan = book.worksheet(PLAN) if prose else None
    assumptions = book.worksheet("Assumptions")
    tables = book.worksheet(TABLES) if book.report.tables else None
    is_drawn = any(isinstance(book.program.steps[index].expression, Draw) for index in book.program.needed)
    inputs = {each.step for each in book.program.inputs}
    is_worked = is_drawn or not inputs.issuperset(book.program.needed)  # else they are sourced numbers alone
    working = book.worksheet("Working") if is_worked else None
    scenarios = book.worksheet("Scenarios") if book.report.scenarios else None
    told = Told.of(book)
    drivers = book.worksheet(DRIVERS) if told is not None else None
    ledger = ledger_of(book)
    owned = book.worksheet(LEDGER) if ledger is not None else None
    points = book.points() if is_drawn else None
    write_assumptions(book, assumptions)
    waiting = write_tables(book, tables) if tables is not None else []
    worked = write_working(book, working, points) if working is not None else Worked(None, None, is_held=False)
    if tables is not None:
        write_results(book, tables, waiting)
    beside = write_scenarios(book, scenarios, points) if scenarios is not None else None
    last_rows = {}
    if told is not None and drivers is not None:
        last_rows[DRIVERS] = told.write(drivers)
    if ledger is not None and owned is not None:
        write_ledger(book, owned, ledger)
    if plan is not None:
        write_plan(book, plan, prose)
    last = write_answers(book, answers, worked, told, beside)
    answers.print_area(0, 0, add_charts(book, answers, last, worked, beside), LAST_COLUMN)
    if points is not None:
        points.sheet.print_area(0, 0, 60, 20)  # 1024 rows say nothing on paper
    book.print_all(last_rows)
    book.file.close()
    return Written(book.stream.getvalue(), worked)
