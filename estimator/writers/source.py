"""The text of an evaluated sheet, with what was given for this run put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.files import module_from_text
from estimator.notation.printer import print_expression
from estimator.notation.tokens import Tokenizer
from estimator.notation.tree import Name, Text
from estimator.problems import Source
from estimator.reckoning.estimate import estimate
from estimator.reckoning.examples import example_results

if TYPE_CHECKING:
    from estimator.model.frames import Quantity
    from estimator.model.modules import Module
    from estimator.notation.tree import Span
    from estimator.reckoning.evaluate import Evaluation


def as_written(evaluation: Evaluation) -> Evaluation:
    """The evaluation of a text that says by itself what this run was given; the same one where nothing was given.

    Examples that held for the sheet's own assumptions and do not hold for these are taken out.
    """
    if all(each.override is None for each in evaluation.model.quantities.values()):
        return evaluation
    module = _module(evaluation, _overridden(evaluation))
    text = module.source.text
    failing = [
        result.step.example.span for result in example_results(estimate(module, examples=True)) if not result.holds
    ]
    if not failing:
        return estimate(module)
    for start, end in sorted(failing, reverse=True):
        text = text[: text.rfind("\n", 0, start) + 1] + text[end:].partition("\n")[2]
    return estimate(_module(evaluation, text))


def _module(evaluation: Evaluation, text: str) -> Module:
    own = evaluation.model.module
    module = module_from_text(text, own.source.name)
    module.name, module.folder = own.name, own.folder
    return module


def _overridden(evaluation: Evaluation) -> str:
    module = evaluation.model.module
    text = module.source.text
    changed = [each for each in evaluation.model.quantities.values() if each.override is not None]
    for quantity in sorted(changed, key=lambda each: each.definition.expression.span, reverse=True):
        text = _put_in(text, quantity.definition.expression.span, _given(quantity, module))
    return text


def _given(quantity: Quantity, module: Module) -> str:
    assert quantity.override is not None
    expression = quantity.override.expression
    is_word = isinstance(quantity.definition.expression, Text) and isinstance(expression, Name)
    if is_word and isinstance(expression, Name) and expression.path not in module.definitions:
        return f'"{expression.path}"'
    return print_expression(expression)


def _put_in(text: str, span: Span, written: str) -> str:
    """A text with an expression replaced; the notes on the lines of a long one stay, as one."""
    start, end = span
    tokenizer = Tokenizer(Source("", text), [])
    tokens = tokenizer.tokens(start, end)
    # A span may stop short of the brackets that close at its end.
    for _ in range(sum([(token[0] == "(") - (token[0] == ")") for token in tokens])):
        end = _behind_bracket(text, end)
    notes = [token[1] for token in tokenizer.tokens(start, end) if token[0] == "note"]
    rest = text[end:].partition("\n")[0]
    note = f"   # {' '.join(notes)}" if notes else ""
    if notes and rest.lstrip().startswith("#"):
        end += rest.index("#") + 1
    elif notes and rest.strip():
        line = text[text.rfind("\n", 0, end) + 1 :]
        note += "\n" + line[: len(line) - len(line.lstrip())]
    return text[:start] + written + note + text[end:]


def _behind_bracket(text: str, at: int) -> int:
    """The place behind the next closing bracket that stands in no note."""
    while text[at] != ")":
        at = text.index("\n", at) if text[at] == "#" else at + 1
    return at + 1
