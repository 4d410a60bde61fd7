"""The options of a `%%estimate` cell and a `%estimate` line: those of the command, and what they ask for."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from estimator.languages.reporting import answers_of
from estimator.languages.speech import LANGUAGES
from estimator.languages.texts import laid_out
from estimator.model.describe import suggestion
from estimator.problems import refused
from estimator.records import record
from estimator.units.display import DIGITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.api.estimates import Estimate
    from estimator.reckoning.evaluate import Evaluation

# Each with what it takes, which `--say` may go without.
OPTIONS = {
    **dict.fromkeys(("--all", "--answers", "--exact", "--json", "--mental", "--quiet"), ""),
    "--digits": "N",
    "--open": "NAME",
    "--scenario": "NAME",
    "--say": "[en|zh]",
}
_SHORT = {"-q": "--quiet"}
MOST_DIGITS = 15


@record
class Options:
    """What stands on a line: the words that are no options, those that are without a value, and the others' values."""

    words: tuple[str, ...]
    flags: frozenset[str]
    values: tuple[tuple[str, str], ...]

    def value(self, option: str) -> str | None:
        """The value of an option, the last one given; None without it."""
        return dict(self.values).get(option)

    def joined(self, other: Options) -> Options:
        """These options and those of another part of the line."""
        return Options((*self.words, *other.words), self.flags | other.flags, (*self.values, *other.values))

    @property
    def digits(self) -> int:
        """How many digits are asked for. EstimateError."""
        text = self.value("--digits")
        if text is None:
            return DIGITS
        if not text.isdecimal() or not 1 <= int(text) <= MOST_DIGITS:
            raise refused(text, f"--digits takes a whole number from 1 to {MOST_DIGITS}", "write --digits 5")
        return int(text)

    @property
    def opened(self) -> frozenset[str]:
        """The quantities whose inner steps are asked for, * for all."""
        named = {value for option, value in self.values if option == "--open"}
        return frozenset(["*"]) if "--all" in self.flags else frozenset(named)


class View:
    """A text that a cell shows in place of an estimate, which is its `estimate`."""

    def __init__(self, text: str, estimate: Any) -> None:
        self._text = text
        self.estimate = estimate

    def __repr__(self) -> str:
        return self._text


def read_options(line: str) -> Options:
    """The options of a line, and its words in quotes as one. EstimateError for one that there is not."""
    try:
        words = shlex.split(line)
    except ValueError:
        raise refused(line, "a quote is never closed", 'write it as in --scenario "world cup"') from None
    return _read(words)


def leading_options(line: str) -> tuple[Options, str]:
    """The options before an expression, and the expression as it is written. EstimateError."""
    text, words = line.strip(), list[str]()
    while text.startswith("--") or text.partition(" ")[0] in _SHORT:
        word, _, text = text.partition(" ")
        words.append(word)
        text = text.lstrip()
        option = _SHORT.get(word, word)
        if OPTIONS.get(option) and (option != "--say" or text.partition(" ")[0] in LANGUAGES):
            value, text = _value(text)
            words.append(value)
    return _read(words), text


def _value(text: str) -> tuple[str, str]:
    """The value that a text begins with, which may be in quotes, and what is behind it."""
    if text[:1] in ("'", '"') and text.find(text[0], 1) > 0:
        end = text.index(text[0], 1)
        return text[1:end], text[end + 1 :].lstrip()
    value, _, rest = text.partition(" ")
    return value, rest.lstrip()


def _read(words: list[str]) -> Options:
    left: list[str] = []
    flags: set[str] = set()
    values: list[tuple[str, str]] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        option, equals, value = word.partition("=")
        option = _SHORT.get(option, option)
        if not option.startswith("-"):
            left.append(word)
        elif option not in OPTIONS:
            guess = suggestion(option, OPTIONS)
            remedy = f"did you mean {guess}?" if guess else f"there are {', '.join(sorted(OPTIONS))}"
            raise refused(word, f"there is no option {option}", remedy)
        elif not OPTIONS[option]:
            flags.add(option)
        elif option == "--say":
            is_said = not equals and bool(waiting) and waiting[0] in LANGUAGES
            values.append((option, waiting.pop(0) if is_said else value))
        elif equals or waiting:
            values.append((option, value if equals else waiting.pop(0)))
        else:
            raise refused(word, f"{option} takes {OPTIONS[option]}", f"write {option} {OPTIONS[option]}")
    return Options(tuple(left), frozenset(flags), tuple(values))


def shown(estimate: Estimate, options: Options, names: Sequence[str] = ()) -> Any:
    """What a cell shows of an estimate with options; the estimate itself where none changes it. EstimateError."""
    evaluation = estimate.evaluation
    spoken = options.value("--say")
    kinds: list[str] = [each for each in ("--json", "--mental") if each in options.flags]
    kinds += ["--say"] if spoken is not None else []
    if len(kinds) > 1:
        raise refused(kinds[1], f"{kinds[0]} and {kinds[1]} do not go together", "leave one of them out")
    for name in options.opened - {"*"} - set(evaluation.model.quantities):
        guess = suggestion(name, evaluation.model.quantities)
        remedy = f"did you mean {guess}?" if guess else "name a quantity under Working"
        raise refused(name, f"the sheet has no {name} to open", remedy)
    is_of_answers = "--answers" in options.flags and not names
    answers = _answers(evaluation) if is_of_answers else ()
    if "--json" in options.flags:
        return _objects(evaluation, names or answers, options)
    if "--mental" in options.flags:
        return estimate.mental(*(names or answers))
    if spoken is not None:
        return estimate.say(spoken, *(names or answers))
    if not (options.flags - {"--json"}) and not names and not options.opened and options.value("--digits") is None:
        return estimate
    is_exact, digits = "--exact" in options.flags, options.digits
    text = laid_out(evaluation, names, digits, exact=is_exact, opened=options.opened, answers=is_of_answers)
    return View(text, estimate)


def _answers(evaluation: Evaluation) -> tuple[str, ...]:
    found = tuple([each.definition.name for each in answers_of(evaluation.model)])
    if not found:
        raise refused("--answers", "the sheet works nothing out, so it has no answers", "leave --answers out")
    return found


def _objects(evaluation: Evaluation, names: Sequence[str], options: Options) -> dict[str, Any]:
    """What `--json` prints, with the named quantities alone if any are named."""
    from estimator.writers.json import to_object

    found = to_object(evaluation, options.digits, exact="--exact" in options.flags, scenarios=not names)
    if names:
        rows = {row["name"]: row for row in found["quantities"]}
        found["quantities"] = [rows[name] for name in names]
    return found
