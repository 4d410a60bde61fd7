"""Questions to practise on, made from the library with fresh numbers: whole estimates, formulas, known numbers.

The sheets, their formulas and their examples are what is asked; other numbers are put in, and the answer is reckoned.
"""

from __future__ import annotations

import re
from functools import cache
from math import isfinite, log10

from estimator.languages.head_operations import TAKEN_OVER
from estimator.languages.in_head import in_head
from estimator.languages.report import REFERENCE, SHEET
from estimator.languages.reporting import answers_of, kind_of
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN
from estimator.model.modules import shipped_library
from estimator.model.steps import reached
from estimator.notation.printer import print_expression
from estimator.notation.tree import Best, Call, Literal, Measure, Range
from estimator.problems import EstimateError
from estimator.reckoning.estimate import ANSWER, answer, estimate
from estimator.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from random import Random

    from estimator.model.frames import Quantity
    from estimator.model.modules import Module
    from estimator.notation.tree import Definition
    from estimator.reckoning.evaluate import Evaluation

ESTIMATE, FORMULA, FACT = "estimate", "formula", "number"
TIMES = (0.1, 0.2, 0.5, 2.0, 3.0, 5.0, 10.0)  # what a number of the library is multiplied by
SHARES = (1, 2, 5, 10, 20, 30, 50, 80)
MOST_GIVEN, MOST_CHANGED, MOST_TRIES = 9, 3, 20
CLASSIC = "classic_"


@record
class Question:
    """One question.

    path        what it is made from: `twitter.media_total`, `storage.retained`, `latency.disk_seek`
    sort        ESTIMATE, FORMULA or FACT
    text        what is asked; `given` are the names and values that one may use
    overrides   the other numbers that an estimate is run with, or the line of a formula
    """

    path: str
    sort: str
    text: str
    given: tuple[tuple[str, str], ...]
    overrides: tuple[str, ...]
    quantity: Quantity
    evaluation: Evaluation

    @property
    def value(self) -> float:
        """The answer in base units."""
        assert self.quantity.step is not None
        return float(self.evaluation.values[self.quantity.step])


def paths_of(sheet: str, sort: str) -> list[str]:
    """What a sheet of the library has to ask about of a sort, each by its path."""
    module = shipped_library().module(sheet)
    if module is None:
        return []
    if sort == FORMULA:
        return [f"{sheet}.{name}" for name, each in module.definitions.items() if _calls(each)]
    evaluation = _evaluated(sheet)
    if evaluation is None or kind_of(evaluation.model) != (SHEET if sort == ESTIMATE else REFERENCE):
        return []
    if sort == FACT:
        found = [each for each in evaluation.model.quantities.values() if each.definition.documentation.title]
        values = Values(evaluation)
        names = [each.definition.name for each in found if _is_askable(each, evaluation) and not _is_told(each, values)]
        return [f"{sheet}.{name}" for name in names if not name.startswith(CLASSIC)]
    return [f"{sheet}.{name}" for name in _answers(evaluation)]


def _answers(evaluation: Evaluation) -> list[str]:
    """What of a whole estimate can be done in one's head; where there is nothing like that, its answers."""
    numbers = [each for each in evaluation.model.quantities.values() if _is_askable(each, evaluation)]
    done = in_head(Values(evaluation), [each.step for each in numbers if each.step is not None])
    hard = {each.quantity.step for each in done if any(step.note == TAKEN_OVER for step in each.steps)}
    worked = {each.quantity.definition.name for each in done}
    found = [
        each
        for each in numbers
        if each.definition.name in worked and each.step is not None and _is_easy(each.step, hard, evaluation)
    ] or [each for each in answers_of(evaluation.model) if each in numbers]
    return [each.definition.name for each in found if 1 < len(_behind(each, evaluation)) <= MOST_GIVEN]


def _is_easy(step: int, hard: set[int | None], evaluation: Evaluation) -> bool:
    """Whether all that a step rests on can be done in one's head."""
    return hard.isdisjoint(reached(evaluation.model.steps, [step]))


@cache
def _evaluated(sheet: str) -> Evaluation | None:
    """A sheet of the library as it is; None where it has no values of its own."""
    module = shipped_library().module(sheet)
    try:
        return estimate(module) if module is not None else None
    except EstimateError:
        return None


def _is_askable(quantity: Quantity, evaluation: Evaluation) -> bool:
    if quantity.step is None or quantity.kind is BOOLEAN:
        return False
    value = evaluation.values[quantity.step]
    return isinstance(value, float) and isfinite(value) and value > 0


def _is_told(quantity: Quantity, values: Values) -> bool:
    """Whether a number stands in its own description."""
    number = values.shown(quantity).number.split()[0]
    return number in re.findall(r"[\d.]*\d", quantity.definition.documentation.title.replace(",", ""))


def question(path: str, sort: str, random: Random) -> Question | None:
    """A question about something of the library, with fresh numbers; None where none came out."""
    sheet, _, name = path.rpartition(".")
    if sort == FACT:
        return _fact(sheet, name)
    module = shipped_library().module(sheet)
    assert module is not None
    for _ in range(MOST_TRIES):
        try:
            found = _estimate(module, name, random) if sort == ESTIMATE else _formula(module, name, random)
        except EstimateError:
            continue  # such numbers do not go together
        if found is not None and _is_askable(found.quantity, found.evaluation):
            return found
    return None


def _fact(sheet: str, name: str) -> Question | None:
    evaluation = _evaluated(sheet)
    quantity = evaluation.model.quantities.get(name) if evaluation is not None else None
    if evaluation is None or quantity is None or not _is_askable(quantity, evaluation):
        return None
    text = " ".join(quantity.definition.documentation.text[:1])
    return Question(f"{sheet}.{name}", FACT, f"{name.replace('_', ' ')}: {text}", (), (), quantity, evaluation)


def _behind(quantity: Quantity, evaluation: Evaluation) -> list[Quantity]:
    """The assumptions that a quantity rests on, in the order of the sheet."""
    assert quantity.step is not None
    steps = set(reached(evaluation.model.steps, [quantity.step]))
    return [each for each in evaluation.model.quantities.values() if each.assumption and each.step in steps]


def _estimate(module: Module, name: str, random: Random) -> Question | None:
    base = _evaluated(module.name)
    if base is None:
        return None
    values = Values(base)
    given = _behind(base.model.quantities[name], base)
    changeable = [each for each in given if _is_number(each) and _is_askable(each, base)]
    count = min(len(changeable), random.randint(1, MOST_CHANGED))
    changed = {each.definition.name for each in random.sample(changeable, count)}
    texts = []
    for each in given:
        if each.definition.name in changed:
            texts.append(f"{each.definition.name}={_fresh(each, values, random)}")
        elif _is_ranged(each):  # an answer is one number here
            texts.append(f"{each.definition.name}={values.shown(each)}")
    evaluation = estimate(module, texts)
    own = Values(evaluation)
    quantities = evaluation.model.quantities
    shown = tuple([(each.definition.name, str(own.shown(quantities[each.definition.name]))) for each in given])
    note = quantities[name].definition.note
    text = f"{module.sheet.title}. What is {name}?" + (f" ({note})" if note else "")
    return Question(f"{module.name}.{name}", ESTIMATE, text, shown, tuple(texts), quantities[name], evaluation)


def _is_number(quantity: Quantity) -> bool:
    """Whether an assumption is a number as it is written, of which another one can be made."""
    tree = quantity.definition.expression
    return isinstance(tree, Literal | Best) or _is_ranged(quantity)


def _is_ranged(quantity: Quantity) -> bool:
    tree = quantity.definition.expression
    tree = tree.expression if isinstance(tree, Measure) else tree
    return isinstance(tree, Best | Range)


def _fresh(quantity: Quantity, values: Values, random: Random) -> str:
    """Another value for an assumption: a round number, of its own unit."""
    assert quantity.step is not None
    if values.shown(quantity).unit == "%":
        return f"{random.choice(SHARES)}%"
    unit = values.unit(quantity)
    factor = unit.factor if unit is not None else 1.0
    own, times = float(values.evaluation.values[quantity.step]) / factor, random.choice(TIMES)
    times = 1 / times if own >= 1 > own * times else times  # a part of a byte, or of a day, is none
    return str(values.value(_round(own * times) * factor, quantity, whole=False))


def _round(value: float) -> float:
    """A number of one digit; of those below ten a whole one where that is near."""
    return float(f"{value:.0e}")


def _calls(definition: Definition) -> list[Call]:
    """The examples of a function that call it with numbers, which can be other ones."""
    found = [each.expression for each in definition.documentation.examples]
    return [
        tree
        for tree in found
        if isinstance(tree, Call)
        and tree.path == definition.name
        and not tree.member
        and all(isinstance(each.value, Literal) for each in tree.arguments)
        and tree.arguments
    ]


def _formula(module: Module, name: str, random: Random) -> Question | None:
    definition = module.definitions[name]
    call = random.choice(_calls(definition))
    numbers = [each for each in call.arguments if isinstance(each.value, Literal) and each.value.number]
    changed = random.sample(numbers, min(len(numbers), random.randint(1, MOST_CHANGED)))
    arguments = tuple(
        [replace(each, value=_other(each.value, random)) if each in changed else each for each in call.arguments]
    )
    line = print_expression(replace(call, path=f"{module.name}.{name}", arguments=arguments))
    evaluation = answer(line)
    names = [each.name for each in definition.parameters or ()]
    given = tuple(
        [
            (each.name or names[place], print_expression(each.value))
            for place, each in enumerate(arguments)
            if each.name or place < len(names)
        ]
    )
    text = f"{' '.join(definition.documentation.text[:1])} What is {module.name}.{name}?"
    return Question(
        f"{module.name}.{name}", FORMULA, text, given, (line,), evaluation.model.quantities[ANSWER], evaluation
    )


def _other(tree: object, random: Random) -> Literal:
    """Another number in place of one that is written, of its own unit."""
    assert isinstance(tree, Literal)
    if tree.percent:
        number = float(random.choice(SHARES))
    else:
        number = _round(tree.number * random.choice(TIMES))
        if tree.number.is_integer() and not tree.unit:
            number = max(1.0, round(number))
    text = str(int(number)) if abs(log10(abs(number) or 1)) < 15 and number == int(number) else repr(number)
    return replace(tree, text=text, number=number)
