"""`answer`: one line reckoned; the twin of `estimate EXPRESSION`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.api.quantities import Quantities
from estimator.languages.texts import answer_text
from estimator.reckoning.estimate import ANSWER
from estimator.reckoning.estimate import answer as reckoned
from estimator.records import record

if TYPE_CHECKING:
    from estimator.api.mental import Mental
    from estimator.api.saying import Said
    from estimator.reckoning.evaluate import Evaluation
    from estimator.units.quantity import Quantity


@record
class Answer:
    """The answer to a line; as a text it is what the command line prints."""

    evaluation: Evaluation

    @property
    def value(self) -> Quantity | str | bool:
        """Its value: a quantity, of samples where it has a range, a text, or a yes or no."""
        return Quantities(self.evaluation).value(ANSWER)

    @property
    def central(self) -> Quantity:
        """The central value of a number. KeyError."""
        return Quantities(self.evaluation).central(ANSWER)

    @property
    def interval(self) -> tuple[Quantity, Quantity]:
        """P5 and P95 of a number; both the value itself where it has no range. KeyError."""
        return Quantities(self.evaluation).interval(ANSWER)

    @property
    def text(self) -> str:
        """Its value as the terminal shows it: `13.3 minute`."""
        return Quantities(self.evaluation).text(ANSWER)

    @property
    def read_as(self) -> str:
        """The line of the notation that a text was read as which is none; else empty."""
        return self.evaluation.read_as

    def mental(self) -> Mental:
        """The line as one does it in one's head, and what each rounding adds. EstimateError.

        >>> answer("300 M * 2 / day -> QPS").mental().answers[0].steps[0].gives
        '600 M/day'
        """
        from estimator.api.mental import Mental

        return Mental(self.evaluation)

    def say(self, language: str = "") -> Said:
        """What to say of it out loud, in English (en) or Chinese (zh), else in its own language. EstimateError.

        >>> answer("日活1.5亿 每人每天10次").say().language
        'zh'
        """
        from estimator.api.saying import Said

        return Said(self.evaluation, language)

    def to_dict(self) -> dict[str, Any]:
        """What `estimate --json` prints of the line."""
        from estimator.writers.json import to_object

        return to_object(self.evaluation, scenarios=False)

    def __repr__(self) -> str:
        return answer_text(self.evaluation)


def answer(text: str) -> Answer:
    """Reckon a line, in the notation or as it is spoken. EstimateError if it can be read as neither.

    >>> answer("1 TB / 10 Gbit/s").text
    '13.3 minute'
    >>> answer("20% of 1 TB")
    read as 20% * 1 TB
    = 200 GB
    """
    return Answer(reckoned(text))
