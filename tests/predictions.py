"""What the library says of a thing, for tests that hold it against the thing itself."""

from __future__ import annotations

from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate

BITS_PER_BYTE = 8  # the base unit of information is the bit


def predicted(expression: str) -> float:
    """The value of an expression, in base units."""
    evaluation = estimate(module_from_text(f"## t\n\nanswer = {expression}", "t"))
    assert not evaluation.model.problems, evaluation.model.problems
    step = evaluation.model.quantities["answer"].step
    assert step is not None
    return float(evaluation.values[step])


def predicted_all(expressions: list[str]) -> list[float]:
    """The values of expressions, in base units, reckoned in one sheet."""
    lines = [f"answer_{place} = {expression}" for place, expression in enumerate(expressions)]
    evaluation = estimate(module_from_text("\n".join(["## t", "", *lines]), "t"))
    assert not evaluation.model.problems, evaluation.model.problems
    steps = [evaluation.model.quantities[f"answer_{place}"].step for place in range(len(expressions))]
    return [float(evaluation.values[step]) for step in steps if step is not None]


def predicted_bytes(expression: str) -> float:
    """The value of an expression, in bytes."""
    return predicted(expression) / BITS_PER_BYTE
