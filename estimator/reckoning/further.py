"""More quantities for a sheet, from texts that stand outside of it: they may say whatever a line of it may say."""

from __future__ import annotations

from estimator.model.faults import raise_errors
from estimator.model.tables import needed
from estimator.notation.parser import parse_sheet
from estimator.notation.tree import Definition
from estimator.problems import EstimateError, Mark, Problem, Source, refused
from estimator.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from estimator.model.modules import Module

    Found = TypeVar("Found")

_NAME = "further_{}"


@record
class Further:
    """A module with more quantities, the name that each text has there, and where it stands in the longer source."""

    module: Module
    names: tuple[str, ...]
    places: tuple[tuple[int, int, str], ...]

    def told(self, work: Callable[[Module], Found]) -> Found:
        """What is done with the module; the problems with the texts point into them. EstimateError."""
        try:
            return work(self.module)
        except EstimateError as error:
            raise EstimateError([_moved(each, self.module.source, self.places) for each in error.problems]) from None


def with_quantities(module: Module, texts: list[str]) -> Further:
    """The module with a quantity for each text, an expression. EstimateError for one that is none."""
    lines = module.source.text
    places: list[tuple[int, int, str]] = []
    names: list[str] = []
    for text in texts:
        one_line = " ".join(text.split())
        if not one_line:
            raise refused(text, "there is no quantity", "write the name of one of the sheet's, or a value as 300 GiB")
        number = len(names)
        while _NAME.format(number) in module.definitions or _NAME.format(number) in names:
            number += 1
        names.append(_NAME.format(number))
        start = len(lines) + 1 + len(names[-1]) + 3
        lines += f"\n{names[-1]} = {one_line}"
        places.append((start, start + len(one_line), one_line))
    source = Source(module.source.name, lines + "\n", module.source.first)
    extended = module.copy()
    extended.source, extended.definitions = source, dict(module.definitions)
    for (start, end, text), name in zip(places, names, strict=True):
        sheet = parse_sheet(source, [(start - len(name) - 3, end + 1)])
        raise_errors([_moved(each, source, tuple(places)) for each in sheet.problems])
        line = sheet.lines[0] if len(sheet.lines) == 1 else None
        if not isinstance(line, Definition) or line.parameters is not None:
            raise refused(text, "this is no quantity", "write the name of one of the sheet's, or a value as 300 GiB")
        extended.definitions[name] = replace(line, names=needed(line.names, module.tables))
    return Further(extended, tuple(names), tuple(places))


def _moved(problem: Problem, source: Source, places: tuple[tuple[int, int, str], ...]) -> Problem:
    """A problem whose marks in an added line point into its text."""

    def moved(mark: Mark) -> Mark:
        for start, end, text in places:
            if mark.source is source and start - len(_NAME) - 9 <= mark.start <= end:
                first = max(0, min(mark.start - start, len(text) - 1))
                return replace(
                    mark, source=Source("command line", text), start=first, end=max(first + 1, mark.end - start)
                )
        return mark

    return replace(problem, marks=tuple([moved(each) for each in problem.marks]))
