"""A bare expression: `estimate EXPRESSION`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.spans import plain
from estimator.languages.words import Words
from estimator.reckoning.estimate import answer
from fuzzing.expressions import Expressions
from fuzzing.laws import expression_reads_back, require
from fuzzing.mutations import mutated
from fuzzing.readings import faults_said, words
from fuzzing.streams import command
from fuzzing.vocabulary import TOKENS

if TYPE_CHECKING:
    import random

    from estimator.reckoning.evaluate import Evaluation
    from fuzzing.shipped import Shipped
    from fuzzing.watch import Watch

SHARE = 69.5
_COMMANDED = 0.03
_READ_BACK = 0.2
_LAST_BITS = 1e-15  # of a number that lies in the middle of two shown ones
_TINIEST = 1e-290  # below it a number loses digits by being tiny, not by how it is shown


def made(rng: random.Random, shipped: Shipped) -> tuple[str, ...]:
    """An expression of the grammar, a call of the library, a line that was changed, or a soup of words."""
    sort = rng.random()
    if sort < 0.4:
        wild = rng.choice((0.0, 0.0, 0.1, 0.4))
        uncertain = rng.choice((0.0,) * 12 + (0.2,))
        maker = Expressions(rng, wild, uncertain, lambda: shipped.call(rng, wild))
        kind = maker.kind()
        return (maker.of(kind, rng.randint(0, 5)) + maker.arrow(kind),)
    if sort < 0.6:
        return (shipped.call(rng, rng.choice((0.0, 0.1, 0.4))),)
    if sort < 0.95:
        return (mutated(rng.choice(shipped.expressions), rng, ()),)
    return (" ".join(rng.choices(TOKENS, k=rng.randint(1, 12))),)


def tried(parts: tuple[str, ...], rng: random.Random, watch: Watch) -> None:
    """Read, printed, answered, read back; now and then by the command."""
    text = parts[0]
    expression_reads_back(text)
    with faults_said(watch):
        with watch.operation("run"):
            evaluation = answer(text)
        said = words(evaluation, rng, watch, bare=True)
        require(len(said["quantities"]) == 1, "an answer is one quantity")
        if rng.random() < _READ_BACK:
            _reads_back(evaluation, rng.choice((1, 3, 6, 12)))
    if rng.random() < _COMMANDED and text.strip() and text[0] != "-":
        with watch.operation("command"):
            done = command([text])
        require(done.code in (0, 1, 2), "the exit code is 0, 1 or 2", done.code)


def _reads_back(evaluation: Evaluation, digits: int) -> None:
    """What is shown of a number can be read again, and is the number up to its digits."""
    quantity = evaluation.model.quantities["answer"]
    line = plain(Words(evaluation, 80, digits).answer()[0])
    shown = line.partition("   ")[0][2:]
    if quantity.step is None or not quantity.kind.dimension or shown in ("yes", "no"):
        return
    value = float(evaluation.values[quantity.step])
    again = answer(shown)
    found = again.model.quantities["answer"]
    assert found.step is not None
    require(found.kind.dimension == quantity.kind.dimension, "an answer is read with its unit", line)
    near = (0.5000001 * 10.0 ** (1 - digits) + _LAST_BITS) * abs(value) + _TINIEST
    require(abs(float(again.values[found.step]) - value) <= near, "an answer is read as the number", f"{line} {value}")
