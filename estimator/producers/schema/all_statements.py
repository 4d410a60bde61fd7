"""A file's statements, each to be read by its system's reader; what cannot be read, all told at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.problems import EstimateError, command_line_problem
from estimator.producers.schema.statements import LONGEST_STATEMENT, statements
from estimator.producers.schema.words import Unreadable, cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.problems import Problem
    from estimator.producers.schema.lexis import Lexis
    from estimator.producers.schema.statements import Statement
    from estimator.producers.schema.words import Cursor

MOST_PROBLEMS = 10
LARGEST_SCHEMA = 8_000_000  # characters
_UNREAD = re.compile("[\udc80-\udcff]")  # what `surrogateescape` makes of bytes that are no UTF-8


def read_all(pieces: Iterator[str], name: str, lexis: Lexis, read: Callable[[Cursor, Statement], None]) -> None:
    """Read each statement that says something of tables; EstimateError with all that is wrong there."""
    problems: list[Problem] = []
    size = 0
    for statement in statements(pieces, lexis):
        size += len(statement.text)
        if size > LARGEST_SCHEMA:
            message = f"{name} has more than {LARGEST_SCHEMA // 1_000_000} MB of statements that make tables"
            raise EstimateError([command_line_problem(name, message, "split it into files")])
        try:
            read(_cursor(statement, lexis), statement)
        except Unreadable as error:
            if statement.in_block:
                continue  # what such a block does may hang on what it finds
            problems.append(error.problem(name, statement))
            if error.foreign:
                raise EstimateError(problems[-1:]) from None
            if len(problems) == MOST_PROBLEMS:
                break
    if problems:
        raise EstimateError(problems)


def _cursor(statement: Statement, lexis: Lexis) -> Cursor:
    if len(statement.text) > LONGEST_STATEMENT:
        raise Unreadable(f"a statement of more than {LONGEST_STATEMENT // 1_000_000} million characters", 0, 40)
    if not statement.text.isascii() and _UNREAD.search(statement.text):
        raise Unreadable("this is no text in UTF-8", 0, 40)
    return cursor(statement, lexis)
