"""What is wrong with a sheet while it is flattened: a fault gives up the definition at hand, and holds its problem."""

from __future__ import annotations

from estimator.problems import EstimateError, Mark, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from estimator.model.frames import Frame
    from estimator.notation.tree import Span


class ModelFault(Exception):
    """Gives up the definition at hand; holds the problem, or nothing where it was reported already."""

    def __init__(self, problem: Problem | None) -> None:
        super().__init__(problem.message if problem else "reported already")
        self.problem = problem


def fail(frame: Frame, message: str, span: Span, label: str = "", remedy: str = "") -> NoReturn:
    """Give up the definition at hand with an error at a place of the frame's source."""
    raise ModelFault(Problem(message, (Mark(frame.module.source, span[0], span[1], label),), remedy))


def raise_errors(problems: list[Problem]) -> None:
    """EstimateError if any of the problems is an error, in the order of the text."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        first = errors[0].marks[0].source
        errors.sort(key=lambda problem: (problem.marks[0].source is not first, problem.marks[0].start))
        raise EstimateError(errors)
