"""What the words of `estimate` mean: an expression, or a sheet with the quantities to print and other assumptions.

estimate 300 M user * 50%                      an expression
estimate twitter                               a sheet of the library, or a file
estimate url shortener                         its name written otherwise
estimate twitter peak_qps monthly_users=1e9    quantities of it, then assumptions
estimate - …                                   either, from standard input
"""

from __future__ import annotations

import os
import re

from estimator.cli.streams import read_standard_input
from estimator.languages.sizes import bytes_text
from estimator.model.describe import suggestion
from estimator.model.files import decoded, is_file_name, is_path, module_from_text, read_module, read_sheet
from estimator.model.modules import LARGEST_FILE, shipped_library
from estimator.problems import EstimateError, Source, command_line_problem, refused
from estimator.reckoning.estimate import answer, estimate
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.modules import Library, Module
    from estimator.reckoning.evaluate import Evaluation

STANDARD_INPUT = "-"
SIGNS = frozenset("=<>≤≥≠")  # in a word that is no name: an assumption, or what is wanted
SOURCE = "standard input"
_WORDS = re.compile(r"[^\W\d]\w*([ -]\w+)*")
# A lone line that can only be a sheet's.
_DEFINES = r'\s*(##|(check|scenario)\s|use\s+"|unit\s+\w+\s*(,|=|$)|[^\W\d]\w*\s*(\([^=]*\)[^=]*)?=(?!=))'


@record
class Given:
    """What was asked for: all of a sheet, the quantities of it that are named, or a bare expression."""

    evaluation: Evaluation
    is_bare: bool
    names: tuple[str, ...]


def given(words: list[str], scenario: str = "") -> Given:
    """What the words of a command line mean. EstimateError."""
    library = shipped_library()
    if words[0] == STANDARD_INPUT:
        return _from_standard_input(words[1:], scenario)
    if _is_spoken(words, library):
        return Given(answer(" ".join(words)), True, ())
    parts = words if is_path(words[0]) else _sheet_words(words, library)
    if parts is not None:
        sheet, *others = parts
        names, overrides = _names_first(others)
        module = read_sheet(sheet, library)
        evaluation = estimate(module, joined(overrides), scenario)
        return Given(evaluation, False, _known(names, evaluation, sheet))
    first, *others = words
    if scenario:
        remedy = "leave --scenario out, or name a sheet"
        raise refused(scenario, "an expression has no scenarios", remedy)
    if not others and os.path.exists(first):
        raise refused(first, f"{first} is no sheet", "a sheet's name ends in .est or .md")
    text = " ".join(words)
    try:
        return Given(answer(text), True, ())
    except EstimateError:
        from estimator.model.catalogue import leading

        guess = leading(library, text) if _is_prose(text) else ""
        if guess:
            raise _no_sheet(text, guess) from None
        raise


def sheet_and_words(words: list[str]) -> tuple[Module, list[str]]:
    """The sheet that words begin with, and the words behind it, which what was not quoted is joined in. EstimateError.

    A library's name, also as it is written otherwise, a file, or `-` for a sheet from standard input.
    """
    library = shipped_library()
    if words[0] == STANDARD_INPUT:
        return module_from_text(_standard_input(), SOURCE), words[1:]
    count = next((place for place, word in enumerate(words) if set(word) & SIGNS), len(words))
    parts = _sheet_words(words[:count], library) if count else None
    if parts is None:
        guess = "twitter, plan.est or plan.md"
        raise refused(words[0], f"{words[0]} is no sheet", f"name a sheet of the library or a file first: {guess}")
    sheet, *others = parts
    return read_module(sheet, library), [*others, *words[count:]]


def _standard_input() -> str:
    content = read_standard_input(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        message = f"{SOURCE} is larger than {bytes_text(LARGEST_FILE)}"
        raise refused(STANDARD_INPUT, message, "split it into sheets")
    return decoded(content, SOURCE)


def _is_spoken(words: list[str], library: Library) -> bool:
    """Whether words that could name a sheet are an estimate as it is spoken: five nines, 日活1.5亿."""
    text = " ".join(words)
    if _WORDS.fullmatch(text) is None or library.module(words[0]) is not None:
        return False
    from estimator.model.readings import reading

    return bool(reading(text).line)


def joined(words: list[str]) -> list[str]:
    """Overrides whose blanks were not quoted: `monthly_users=1 bn user` comes as three words."""
    found: list[str] = []
    for word in words:
        if found and "=" not in word:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _sheet_words(words: list[str], library: Library) -> list[str] | None:
    """The words with a sheet's name as the first; None if they begin with none."""
    if is_file_name(words[0]):
        return words
    count = next((place for place, word in enumerate(words) if "=" in word), len(words))
    text = " ".join(words[:count])
    if not _WORDS.fullmatch(text):
        first = words[0]
        return words if first.replace(".", "_").isidentifier() and library.module(first) is not None else None
    pieces = text.split()
    for length in range(len(pieces), 0, -1):
        called = " ".join(pieces[:length])
        sheet = called if library.module(called) is not None else called_otherwise(called, library)
        if not sheet:
            continue
        rest = pieces[length:]
        module = library.module(sheet)
        if module is not None and all(name in module.definitions for name in rest):
            return [sheet, *rest, *words[count:]]
        if len(words) == 1 and not _is_prose(text):
            break  # `cost of 5 servers` in one: whatever it is, no sheet with names behind it
        _raise_known(text, library)
        return [sheet, *rest, *words[count:]]
    if " " in text or "-" in text:
        _raise_known(text, library)
    # A lone word, or one with overrides behind it, can only be a sheet; its error names the nearest one.
    return words if words[0].isidentifier() and count == 1 and not _is_sentence(words[0]) else None


def _is_sentence(text: str) -> bool:
    """Whether a text is of a language without blanks and tells of numbers, which no name of a sheet does."""
    return not text.isascii() and any(letter.isdecimal() for letter in text)


def called_otherwise(text: str, library: Library) -> str:
    """The sheet that a text names in other words: `url shortener`; empty for none."""
    from estimator.model.catalogue import sheet_called

    return sheet_called(library, text)


def _raise_known(text: str, library: Library) -> None:
    """EstimateError for what a sheet is also called."""
    from estimator.model.catalogue import known_as

    known = known_as(library, text)
    if known:
        raise _no_sheet(text, known[0])


def _no_sheet(text: str, guess: str) -> EstimateError:
    return refused(text, f"the library has no sheet {text}", f"did you mean {guess}?")


def _is_prose(text: str) -> bool:
    """Whether a text is words without a number, and so no expression that could be read otherwise."""
    return _WORDS.fullmatch(text) is not None and not any(letter.isdecimal() for letter in text)


def _names_first(words: list[str]) -> tuple[list[str], list[str]]:
    """The names of quantities before the first assumption, and the assumptions."""
    count = next((place for place, word in enumerate(words) if "=" in word), len(words))
    names = words[:count]
    return (names, words[count:]) if all(name.replace(".", "_").isidentifier() for name in names) else ([], words)


def _known(names: list[str], evaluation: Evaluation, sheet: str) -> tuple[str, ...]:
    """The names, each once. EstimateError for one that is no quantity of the sheet."""
    quantities, tables = evaluation.model.quantities, evaluation.model.module.tables
    names = [each for name in names for each in (tables[name].cells() if name in tables else [name])]
    problems = []
    for name in names:
        definition = evaluation.model.module.definitions.get(name)
        if name in quantities:
            continue
        if definition is not None:
            remedy = f"call it in an expression: estimate explain {sheet}.{name}"
            problems.append(command_line_problem(name, f"{name} is a function", remedy))
            continue
        guess = suggestion(name, quantities)
        remedy = f"did you mean {guess}?" if guess else f"see what it has: estimate list {sheet}"
        problems.append(command_line_problem(name, f"{sheet} has no quantity {name}", remedy))
    if problems:
        raise EstimateError(problems)
    return tuple(dict.fromkeys(names))


def _from_standard_input(others: list[str], scenario: str) -> Given:
    """One line is an expression; several, or a definition, are a sheet."""
    text = _standard_input()
    lines = [(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        remedy = "pipe a line or a sheet into it: echo '3 TB/day * 30 day' | estimate -"
        raise refused(STANDARD_INPUT, f"{SOURCE} is empty", remedy)
    number, line = lines[0]
    if len(lines) > 1 or re.match(_DEFINES, line):
        names, overrides = _names_first(others)
        evaluation = estimate(module_from_text(text, SOURCE), joined(overrides), scenario)
        return Given(evaluation, False, _known(names, evaluation, SOURCE))
    if others or scenario:
        behind = others[0] if others else scenario
        message = "an expression has no quantities to name or to change"
        raise refused(behind, message, "leave it out, or pipe a sheet")
    return Given(answer(line, source=Source(SOURCE, line, number)), True, ())
