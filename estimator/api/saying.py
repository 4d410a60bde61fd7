"""`say`: what to say of an estimate out loud, in order; the twin of `estimate … --say`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.api.mental import Mental
from estimator.api.told import Told
from estimator.languages.reporting import title_of
from estimator.languages.routes import routes_of
from estimator.languages.speech import language_of
from estimator.languages.talk import Talk, exhibits_of
from estimator.languages.values import Values
from estimator.reckoning.estimate import ANSWER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.exhibit import Exhibit
    from estimator.reckoning.evaluate import Evaluation


class Said(Told):
    """What to say of an estimate: its `parts`, each with a title and its sentences, in a `language` (en or zh)."""

    def __init__(self, evaluation: Evaluation, language: str = "", names: Sequence[str] = ()) -> None:
        mental = Mental(evaluation, names)
        model = evaluation.model
        is_line = [*model.quantities] == [ANSWER]
        title = (evaluation.typed or model.module.source.text).strip() if is_line else title_of(model)
        self.language = language_of(language, title)
        talk = Talk(Values(evaluation), self.language)
        asked = {each.quantity.definition.name for each in mental.quantities}
        self.parts = talk.parts(title, mental.quantities, mental.answers, routes_of(Values(evaluation), asked))

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The parts, in the order in which they are said."""
        return exhibits_of(self.parts)

    def to_dict(self) -> dict[str, Any]:
        """What `estimate … --say --json` prints."""
        parts = [{"part": each.name, "title": each.title, "sentences": list(each.sentences)} for each in self.parts]
        return {"language": self.language, "parts": parts}
