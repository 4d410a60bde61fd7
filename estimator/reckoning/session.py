"""Lines that are typed one after another: names carry, `ans` is the last answer, and all of it is a sheet."""

from __future__ import annotations

import re

from estimator.model.modules import Module
from estimator.model.readings import reading
from estimator.notation.parser import parse_sheet
from estimator.notation.tokens import RESERVED, STARTERS
from estimator.problems import EstimateError, Problem, Source
from estimator.reckoning.estimate import leniently
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation

LAST = "ans"
_DEFINITION = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)(.*)", re.DOTALL)
_LAST = re.compile(rf"(?<![\w.]){LAST}(?![\w.(])")


@record
class Answer:
    """What a line came to: the quantity `name` of an evaluation, and how the line was read, if not as typed."""

    name: str
    evaluation: Evaluation
    read_as: str


class Session:
    """The definitions so far, by name and in order, as texts of the notation."""

    def __init__(self) -> None:
        self.lines: dict[str, str] = {}
        self.nouns: list[str] = []
        self.last = ""
        self.count = 0

    def answer(self, text: str) -> Answer:
        """What a line comes to; it changes nothing yet. EstimateError."""
        found = _DEFINITION.fullmatch(text)
        name, body = (found.group(1), found.group(2)) if found else (f"answer_{self.count + 1}", text)
        if name in RESERVED or name in STARTERS:
            name, body = f"answer_{self.count + 1}", text
        try:
            return Answer(name, self.reckoned(name, body), "")
        except EstimateError as refused:
            heard = reading(body.strip(), names={*self.lines, LAST})
            if not heard.line:
                raise EstimateError(self.of_line(refused.problems)) from None
            try:
                return Answer(name, self.reckoned(name, heard.line), heard.line)
            except EstimateError:
                raise EstimateError(self.of_line(refused.problems)) from None

    def keep(self, text: str, answer: Answer) -> None:
        """Take a line into the session."""
        found = _DEFINITION.fullmatch(text)
        body = answer.read_as or (found.group(2) if found and found.group(1) == answer.name else text)
        self.lines[answer.name] = self.body(body)
        self.nouns = [*dict.fromkeys([*self.nouns, *answer.evaluation.model.module.table.own_names()])]
        self.last = answer.name
        self.count += answer.name == f"answer_{self.count + 1}"

    def body(self, text: str) -> str:
        """An expression with the last answer's name in the place of `ans`."""
        return _LAST.sub(self.last, text).strip() if self.last else text.strip()

    def reckoned(self, name: str, body: str) -> Evaluation:
        """The evaluation of the session with one more line. EstimateError."""
        lines = {**self.lines, name: self.body(body)}
        lines[name] = lines.pop(name)  # the line at hand is the last one
        return leniently(Module(parse_sheet(Source("session", self.written(lines)))))

    def of_line(self, problems: list[Problem]) -> list[Problem]:
        """The problems of the line at hand, or all of them where it has none."""
        last = max(problem.marks[0].source.location(problem.marks[0].start)[0] for problem in problems)
        own = [each for each in problems if each.marks[0].source.location(each.marks[0].start)[0] == last]
        return own or problems

    def written(self, lines: dict[str, str] | None = None) -> str:
        """The session as a sheet."""
        lines = self.lines if lines is None else lines
        declared = [f"unit {noun}\n" for noun in self.nouns]
        return "".join([*declared, *[f"{name} = {body}\n" for name, body in lines.items()]])
