"""What the library offers, read off its files' text: names, titles and the words that people look for them by.

No file is parsed for it, so that a list of everything, or a search through it, costs a few milliseconds.
"""

from __future__ import annotations

import re
from functools import lru_cache

from estimator.model.describe import suggestion
from estimator.model.ranking import Query, Text, fit, scores, squeezed
from estimator.notation.documentation import STRUCTURED
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.modules import Library
    from estimator.model.ranking import Fit

FORMULAS, TEMPLATES, TABLES = "Formulas", "Whole estimates", "Reference tables"
_DEFINITION = re.compile(r"([^\W\d]\w*)\s*(\(|=(?!=))")
# What a score is multiplied by: who asks for an estimate starts from a whole one, if it fits as well as a formula does;
# what such a sheet calls one of its numbers is rarely what is looked for, and a number of a table seldom.
_OF_A_SHEET = {TEMPLATES: 1.12, FORMULAS: 1.06, TABLES: 1.0}
_OF_A_DEFINITION = {TEMPLATES: 0.9, FORMULAS: 1.0, TABLES: 0.85}
_UNDOCUMENTED = 0.3


@record
class Entry:
    """A sheet, or one of its functions and quantities: `name` is its path, `text` its description behind the title.

    A quantity of a whole estimate, which has no description of its own, is not `documented`.
    """

    name: str
    title: str
    also: tuple[str, ...]
    text: str
    sheet: bool
    documented: bool


@record
class Found:
    """An entry that a search found, how well it fits, and the other words it was found by."""

    entry: Entry
    score: float
    terms: tuple[str, ...]


@record
class Findings:
    """What a search found, the best first, and the words of the query that are nowhere in the library."""

    found: tuple[Found, ...]
    unknown: tuple[str, ...]


def sheet_entries(library: Library, name: str) -> list[Entry]:
    """A sheet and what it defines, in order."""
    return list(_entries(name, _text(library, name)))


def _text(library: Library, name: str) -> str:
    with open(library.path(name), encoding="utf-8") as file:
        return file.read()


@lru_cache(maxsize=256)
def _entries(name: str, text: str) -> tuple[Entry, ...]:
    found: list[Entry] = []
    block: list[str] = []
    for line in _joined_notes(text.splitlines()):
        if line.startswith("##"):
            block.append(line[2:].strip())
            continue
        definition = _DEFINITION.match(line)
        if definition is not None:
            note = line.partition(" # ")[2].strip()
            found.append(_entry(f"{name}.{definition[1]}", block or [note], sheet=False, documented=bool(block)))
        elif not found and block:
            found.append(_entry(name, block, sheet=True))
        block = []
    return tuple(found)


def _joined_notes(lines: list[str]) -> list[str]:
    """The lines of a sheet, each with all of its note, which may go on below it."""
    joined: list[str] = []
    for line in lines:
        below = line.lstrip()
        if below is not line and below.startswith("# ") and joined and " # " in joined[-1] and joined[-1][0] != " ":
            joined[-1] += below[1:]
        else:
            joined.append(line)
    return joined


def _entry(name: str, block: list[str], *, sheet: bool, documented: bool = True) -> Entry:
    free = [line for line in block if not line.startswith(STRUCTURED)]
    also = [term.strip() for line in block if line.startswith("also:") for term in line[5:].split(",")]
    title, text = free[0] if free else "", " ".join(free[1:])
    return Entry(name, title, tuple([term for term in also if term]), text, sheet, documented)


def group(library: Library, name: str) -> str:
    """Which kind of sheet it is: formulas to call, a whole estimate to start from, or a table of numbers."""
    return _group(_text(library, name).splitlines())


def overview(library: Library) -> list[tuple[str, str, str]]:
    """Each sheet's name, its title, which is its first line, and its kind."""
    found = []
    for name in library.names():
        lines = _text(library, name).splitlines()
        found.append((name, lines[0].lstrip("# ").strip(), _group(lines)))
    return found


def _group(lines: list[str]) -> str:
    functions = numbers = plain = 0
    documented = False
    for line in lines:
        definition = _DEFINITION.match(line)
        if definition is not None and definition[2] == "(":
            functions += 1
        elif definition is not None and documented:
            numbers += 1  # with a source of its own
        elif definition is not None:
            plain += 1
        documented = line.startswith("##")
    if plain > functions + numbers:
        return TEMPLATES
    return TABLES if numbers > functions else FORMULAS


def search(library: Library, query: str) -> list[Found]:
    """The entries in which words of a query are found, the best first."""
    return list(findings(library, query).found)


def findings(library: Library, query: str) -> Findings:
    """The entries in which words of a query are found, and the words that are nowhere. A query is words, no syntax."""
    asked = Query(query)
    entries: list[Entry] = []
    fits: list[Fit] = []
    weights: list[float] = []
    texts = 0
    for name in library.names():
        text = _text(library, name)
        texts += text.count("\n\n")
        if not asked.may_fit(name + text):
            continue
        lines = text.splitlines()
        kind = _group(lines)
        for entry in _entries(name, text):
            fitting = _fit(entry, asked)
            if fitting is not None:
                entries.append(entry)
                fits.append(fitting)
                weights.append(_weight(entry, kind))
    found = [
        Found(entry, round(score * weight, 6), fitting.terms)
        for entry, score, weight, fitting in zip(entries, scores(fits, asked, texts), weights, fits, strict=True)
    ]
    known = {word for each in fits for word in each.counts}
    return Findings(tuple(sorted(found, key=lambda each: (-each.score, each.entry.name))), tuple(asked.unknown(known)))


def _fit(entry: Entry, asked: Query) -> Fit | None:
    if not entry.title or not asked.may_fit(" ".join((entry.name, entry.title, *entry.also, entry.text))):
        return None
    return fit(Text(entry.name, entry.also, entry.title, entry.text), asked)


def _weight(entry: Entry, kind: str) -> float:
    if entry.sheet:
        return _OF_A_SHEET[kind]
    return _OF_A_DEFINITION[kind] * (1.0 if entry.documented else _UNDOCUMENTED)


def near(library: Library, query: str) -> str:
    """A query whose unknown words are put right, or left out; empty if nothing is found then either."""
    words = set()
    for name in library.names():
        for entry in sheet_entries(library, name):
            words |= {*re.split(r"[._]", entry.name), *re.split(r"[ ,-]", " ".join(entry.also))}
    known = sorted({word.lower() for word in words if len(word) > 2 or not word.isascii()})
    typed = query.split()
    right = [word if word.lower() in known else _alike(word, known) for word in typed]
    for guess in (" ".join(filter(None, right)), *[word for word in right if word]):
        if guess and guess != query and search(library, guess):
            return guess
    return ""


def _alike(word: str, known: list[str]) -> str:
    guess = suggestion(word, known)
    return guess if abs(len(guess) - len(word)) <= 1 else ""  # tinder is not tier


def leading(library: Library, text: str) -> str:
    """What a search leads to first, where it knows all the words; empty if it does not."""
    results = findings(library, text)
    return results.found[0].entry.name if results.found and not results.unknown else ""


def sheet_called(library: Library, text: str) -> str:
    """The sheet whose name a text is, written otherwise: with blanks, hyphens or capitals; empty if there is none."""
    found = [name for name in library.names() if squeezed(name) == squeezed(text)]
    return found[0] if found else ""


def known_as(library: Library, text: str) -> list[str]:
    """What is also called so, whole estimates first; else the functions of that name, in whatever sheet."""
    asked = Query(text)
    sheets, functions = [], []
    for name in library.names():
        sheet, *rest = sheet_entries(library, name)
        if any(asked.is_called(term) for term in sheet.also):
            sheets.append(name)
        functions += [each.name for each in rest if each.documented and each.name.endswith(f".{text}")]
    return sorted(sheets, key=lambda name: group(library, name) != TEMPLATES) + functions
