"""The words of a command that takes several sheets, scenarios or other assumptions, one behind the other."""

from __future__ import annotations

from estimator.cli.given import SOURCE, STANDARD_INPUT, called_otherwise
from estimator.cli.streams import read_standard_input
from estimator.languages.sizes import bytes_text
from estimator.model.files import decoded, is_file_name, module_from_text, read_module
from estimator.model.modules import LARGEST_FILE, shipped_library
from estimator.problems import refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.modules import Module


def sheet_first(words: list[str]) -> tuple[Module, list[str]]:
    """The sheet that words begin with, and those behind its name. EstimateError."""
    found = _sheet_of(words)
    return found if found is not None else (read_module(words[0], shipped_library()), words[1:])


def _sheet_of(words: list[str]) -> tuple[Module, list[str]] | None:
    """The same; None where the words begin with no sheet's name."""
    library = shipped_library()
    first = words[0]
    if first == STANDARD_INPUT:
        return standard_input_module(), words[1:]
    if is_file_name(first):
        return read_module(first, library), words[1:]
    if "=" not in first and (module := library.module(first)) is not None:
        return module, words[1:]
    count = next((place for place, word in enumerate(words) if "=" in word), len(words))
    for length in range(count, 0, -1):  # url shortener
        name = called_otherwise(" ".join(words[:length]), library)
        if name:
            return read_module(name, library), words[length:]
    return None


def standard_input_module() -> Module:
    """The sheet that comes from standard input. EstimateError where it is too long, or no text."""
    content = read_standard_input(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise refused(STANDARD_INPUT, f"{SOURCE} is larger than {bytes_text(LARGEST_FILE)}", "split it into sheets")
    return module_from_text(decoded(content, SOURCE), SOURCE)


def joined_others(words: list[str], module: Module) -> list[str | Module]:
    """What stands behind a sheet: scenarios, assumptions (their blanks need no quotes), and other sheets."""
    found: list[str | Module] = []
    at_hand, place = module, 0
    while place < len(words):
        rest = words[place:]
        length = _words_of_title(rest, at_hand)
        last = found[-1] if found and isinstance(found[-1], str) and "=" in found[-1] else ""
        if length:
            found.append(" ".join(rest[:length]))
            place += length
        elif last.endswith(","):  # what belongs together, without quotes
            found[-1] = f"{last} {rest[0]}"
            place += 1
        elif "=" in rest[0]:
            found.append(rest[0])
            place += 1
        elif (sheet := _sheet_of(rest)) is not None:
            at_hand, behind = sheet
            found.append(at_hand)
            place = len(words) - len(behind)
        elif last:
            found[-1] = f"{last} {rest[0]}"
            place += 1
        else:
            found.append(rest[0])  # of which it is said that there is no such scenario
            place += 1
    return found


def _words_of_title(words: list[str], module: Module) -> int:
    """How many of the words that come next are the title of a scenario; its blanks need no quotes."""
    return next((length for length in range(len(words), 0, -1) if " ".join(words[:length]) in module.scenarios), 0)
