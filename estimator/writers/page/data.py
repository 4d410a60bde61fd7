"""What the script of a page must know, as one JSON object that holds numbers, units and names."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from estimator.languages.checks import says
from estimator.languages.drivers import headline, label, share_words
from estimator.languages.javascript.steps import Script
from estimator.languages.open_program import open_program
from estimator.languages.program import Program
from estimator.languages.report import SHEET
from estimator.languages.reporting import ALL, reported
from estimator.languages.scales import Scale, scale_of, scale_of_kind
from estimator.languages.spans import safe
from estimator.languages.values import Values, limits_of
from estimator.model.describe import BOOLEAN, TEXT
from estimator.model.steps import Draw, Number, references
from estimator.problems import EstimateError
from estimator.reckoning.exact import irrational
from estimator.reckoning.sensitivity import sensitivity
from estimator.units.display import DIGITS, counted

if TYPE_CHECKING:
    from estimator.languages.program import Input
    from estimator.languages.report import Outcome
    from estimator.model.frames import Quantity
    from estimator.reckoning.closed import Spread
    from estimator.reckoning.evaluate import CheckResult, Evaluation

FIELD_DIGITS = 15
MOST_ASKED = 8  # answers whose shares come with a page
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class Draws:
    """The draws behind the steps of a program: what varies by none but those that are certain is certain itself."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.found: dict[int, frozenset[int]] = {}
        for index in program.needed:
            if index in program.varying:
                expression = program.steps[index].expression
                below = [self.found[each] for each in references(expression) if each in self.found]
                own = frozenset([index]) if isinstance(expression, Draw) else frozenset()
                self.found[index] = own.union(*below)

    def behind(self, index: int) -> list[int]:
        """Those behind a step."""
        return sorted(self.found.get(index, ()))


class Page:
    """What the parts of a page share: the evaluation, its program and its report; `still` without anything to move.

    With `choices` a yes or no can be changed as well, and a text where `opened` has it.
    """

    def __init__(self, evaluation: Evaluation, *, still: bool = False, choices: bool = False) -> None:
        self.evaluation = evaluation
        self.still = still
        self.model = evaluation.model
        self.program = Program(evaluation, truths=choices)
        self.script = Script(self.program)
        self.values = Values(evaluation, DIGITS)
        self.report = reported(evaluation, self.values, (ALL,))
        self.draws = Draws(self.program)
        self.opened = open_program(evaluation) if choices else None
        self.answers = [row for row in self.report.answers if row.quantity.step is not None]

    @property
    def is_live(self) -> bool:
        """Whether there is something to change: not in a table of sourced numbers, nor in a box of functions."""
        return bool(self.program.inputs) and not self.still and self.report.kind == SHEET

    @cached_property
    def open_script(self) -> Script | None:
        """The script of the texts where they are open."""
        return Script(self.opened.program, merged=True) if self.opened is not None and self.is_live else None

    def place(self, step: int) -> int:
        """The position of a needed step in the script."""
        return self.script.places[step]

    def scale(self, quantity: Quantity) -> Scale:
        """How the values of a quantity are shown."""
        return scale_of(quantity, self.values)


def field_scale(each: Input, page: Page) -> Scale:
    """The unit in which an input is typed: that of its quantity, or the prefix that its value has now."""
    if each.quantity.kind is BOOLEAN:
        return Scale("", 1.0, 1.0, "counted", ())
    scale = page.scale(each.quantity)
    for rung in scale.rungs:
        if abs(each.value) >= rung.least * (scale.numerator / scale.denominator if rung.rounds else 1.0):
            return Scale(rung.unit, rung.factor, 1.0, "counted", ())
    return scale


def field_text(each: Input, page: Page) -> str:
    """An input's number as it is typed, with every digit; yes or no."""
    if each.quantity.kind is BOOLEAN:
        return "yes" if each.value else "no"
    return counted(field_scale(each, page).from_base(each.value), FIELD_DIGITS)[0]


def page_data(page: Page) -> dict[str, Any]:
    """The data of a page; steps are named by their places in the script."""
    evaluation = page.evaluation
    scales: list[dict[str, Any]] = []
    shown: dict[int, int] = {}
    quantities = {each.step: each for each in page.model.quantities.values() if each.step is not None}
    for index in page.program.needed:
        step = page.program.steps[index]
        if step.kind is BOOLEAN:
            continue
        scale = page.scale(quantities[index]) if index in quantities else scale_of_kind(step.kind)
        shown[page.place(index)] = _placed(scale_object(scale), scales)
    return {
        "scales": scales,
        "shown": shown,
        "limits": _limits(page),
        "irrational": [page.place(index) for index in sorted(irrational(page.program.steps, page.program.needed))],
        "names": {page.place(index): safe(each.definition.name) for index, each in quantities.items()},
        "inputs": [_input(each, page) for each in page.program.inputs],
        "spreads": {
            page.place(index): {
                "low": spread.low,
                "high": spread.high,
                "bars": spread.bars,
                "draws": [page.place(each) for each in page.draws.behind(index)],
                **_errors(spread),
            }
            for index, spread in evaluation.spreads.items()
            if index in page.script.places and index not in page.program.inputs_of
        },
        "answers": [page.place(row.quantity.step) for row in page.answers if row.quantity.step is not None],
        "checks": [
            {
                "step": page.place(result.check.step),
                "asked": result.check.probability,
                "probability": result.probability,
                **_drawn(page, result),
                **({"lasting": [says(result).partition(", ")[0], result.holds]} if result.check.horizon else {}),
            }
            for result in evaluation.checks
        ],
        **choices(page),
        "scenarios": [_changes(outcome, page) for outcome in page.report.scenarios],
        "drivers": drivers(page),
    }


def opened_text(page: Page) -> str:
    """The script of a page's open texts; `null` where none is open."""
    return page.open_script.source() if page.open_script is not None else "null"


def choices(page: Page) -> dict[str, Any]:
    """The open texts, each with what it may be, the combinations that go together, and where steps are found there."""
    opened, script = page.opened, page.open_script
    if opened is None or script is None:
        return {}
    quantities = opened.model.quantities
    pairs = [(each.step, quantities[name].step) for name, each in page.model.quantities.items()]
    pairs += [(own.step, other.step) for own, other in zip(page.model.checks, opened.model.checks, strict=True)]
    steps = {page.place(own): script.places[other] for own, other in pairs if own is not None and other is not None}
    order = [(name, texts, {text: code for code, text in enumerate(texts)}) for name, texts in opened.texts.items()]
    return {
        "choices": {
            "texts": [
                {
                    "name": name,
                    "texts": [safe(text) for text in texts],
                    "written": codes[opened.chosen[name]],
                    "quoted": page.model.quantities[name].kind is TEXT,
                }
                for name, texts, codes in order
            ],
            "combinations": [
                [codes[text] for text, (_, _, codes) in zip(each, order, strict=True)] for each in opened.combinations
            ],
            "steps": [list(each) for each in steps.items()],
        }
    }


def _drawn(page: Page, result: CheckResult) -> dict[str, Any]:
    """What a check is uncertain by, if it is."""
    if result.probability is None:
        return {}
    return {"draws": [page.place(each) for each in page.draws.behind(result.check.step)]}


def drivers(page: Page) -> dict[int, dict[str, Any]]:
    """What moves each answer that has a range, as the sheet was written: what to measure first, and the shares.

    `others` are ranges inside of lines, which are no inputs of the page.
    """
    ranged = [row.quantity for row in page.answers if row.spread is not None] if page.is_live else []
    found: dict[int, dict[str, Any]] = {}
    for quantity in ranged[:MOST_ASKED]:
        assert quantity.step is not None
        try:
            told = sensitivity(page.evaluation, quantity.step, shares_alone=True)
        except EstimateError:
            continue  # in some draws that are none of the sheet's own it has no value
        shares = {each.input.step: safe(share_words(each, page.values)) for each in told.ranged}
        found[page.place(quantity.step)] = {
            "headline": safe(headline(told, page.values)),
            "shares": {page.place(step): text for step, text in shares.items() if step in page.script.places},
            "others": [
                {
                    "name": safe(label(each.input, page.values)),
                    "low": each.at_low,
                    "high": each.at_high,
                    "share": shares[each.input.step],
                }
                for each in told.ranged
                if each.input.step not in page.program.inputs_of
            ],
        }
    return found


def _limits(page: Page) -> dict[int, list[dict[str, Any]]]:
    """What the checks hold a step against: numbers, and the places of other steps."""
    return {
        page.place(index): [
            {"number": each.value} if isinstance(each, Number) else {"step": page.place(each.index)}
            for each in limits
            if isinstance(each, Number) or each.index in page.script.places
        ]
        for index, limits in limits_of(page.model).items()
        if index in page.script.places
    }


def _errors(spread: Spread) -> dict[str, float]:
    if not spread.low_error and not spread.high_error:
        return {}
    return {"lowError": spread.low_error, "highError": spread.high_error}


def _placed(scale: dict[str, Any], scales: list[dict[str, Any]]) -> int:
    if scale not in scales:
        scales.append(scale)
    return scales.index(scale)


def scale_object(scale: Scale) -> dict[str, Any]:
    """A scale as show.js reads it."""
    rungs = [
        {"least": each.least, "factor": each.factor, "unit": each.unit, "rounds": each.rounds} for each in scale.rungs
    ]
    return {
        "unit": safe(scale.unit),
        "numerator": scale.numerator,
        "denominator": scale.denominator,
        "style": scale.style,
        "rungs": rungs,
    }


def _input(each: Input, page: Page) -> dict[str, Any]:
    scale = field_scale(each, page)
    return {
        "name": safe(each.quantity.definition.name) + ("" if each.role == "value" else f".{each.role}"),
        "step": page.place(each.step),
        "role": each.role,
        "value": each.value,
        "text": field_text(each, page),
        "unit": safe(scale.unit),
        "numerator": scale.numerator,
        "denominator": scale.denominator,
        **({"truth": True} if each.quantity.kind is BOOLEAN else {}),
    }


def _changes(outcome: Outcome, page: Page) -> dict[str, Any] | None:
    """The inputs that are others in a scenario, as pairs of place and value; None where it changes what is no input."""
    if outcome.evaluation is None:
        return None
    other = Program(outcome.evaluation, truths=page.program.truths)
    theirs: dict[str, dict[str, float]] = {}
    for each in other.inputs:
        theirs.setdefault(each.quantity.definition.name, {})[each.role] = each.value
    names = set(outcome.names)
    picked: list[tuple[int, int]] = []
    for at, (name, texts) in enumerate(page.opened.texts.items() if page.opened is not None else ()):
        if name in names:
            text = other.model.quantities[name].text
            if text not in texts:
                return None
            picked.append((at, texts.index(text)))
            names.discard(name)
    for name in names - set(theirs):
        quantity = other.model.quantities[name]
        if quantity.step is None or quantity.kind is BOOLEAN or quantity.step in other.varying:
            return None
        theirs[name] = {"value": float(other.evaluation.values[quantity.step])}
    if names - {each.quantity.definition.name for each in page.program.inputs}:
        return None
    changed: list[tuple[int, float]] = []
    for place, each in enumerate(page.program.inputs):
        found = theirs.get(each.quantity.definition.name, {})
        value = found.get(each.role, found.get("value"))
        if value is None:
            return None
        if value != each.value or each.quantity.definition.name in names:
            changed.append((place, value))
    return {"changes": changed, **({"choices": picked} if picked else {})}


def json_text(value: Any) -> str:
    """JSON that may stand in a script element, with escapes for what acts there and for what nobody sees."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if not text.isprintable():
        text = "".join([char if char.isprintable() else json.dumps(char)[1:-1] for char in text])
    return "".join([_UNSAFE.get(char, char) for char in text])
