"""What the library offers, read off its files' text: names, titles and the words that people look for them by.

No file is parsed for it, so that a list of everything, or a search through it, costs a few milliseconds.
"""

from __future__ import annotations

import re

from estimator.model.describe import suggestion
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.modules import Library

FORMULAS, TEMPLATES, TABLES = "Formulas", "Whole estimates", "Reference tables"
_DEFINITION = re.compile(r"([^\W\d]\w*)\s*(\(|=(?!=))")
_STRUCTURED = ("also:", "source:", "as_of:", "confidence:", "example:")
# How well a word fits, by where it is found.
_NAME, _TERM, _PART_OF_NAME, _PART_OF_TERM, _TITLE, _TEXT = 100, 80, 60, 50, 30, 10


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
    score: int
    terms: tuple[str, ...]


def sheet_entries(library: Library, name: str) -> list[Entry]:
    """A sheet and what it defines, in order."""
    with open(library.path(name), encoding="utf-8") as file:
        lines = file.read().splitlines()
    found: list[Entry] = []
    block: list[str] = []
    for line in lines:
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
    return found


def _entry(name: str, block: list[str], *, sheet: bool, documented: bool = True) -> Entry:
    free = [line for line in block if not line.startswith(_STRUCTURED)]
    also = [term.strip() for line in block if line.startswith("also:") for term in line[5:].split(",")]
    title, text = free[0] if free else "", " ".join(free[1:])
    return Entry(name, title, tuple([term for term in also if term]), text, sheet, documented)


def group(library: Library, name: str) -> str:
    """Which kind of sheet it is: formulas to call, a whole estimate to start from, or a table of numbers."""
    with open(library.path(name), encoding="utf-8") as file:
        return _group(file.read().splitlines())


def overview(library: Library) -> list[tuple[str, str, str]]:
    """Each sheet's name, its title, which is its first line, and its kind."""
    found = []
    for name in library.names():
        with open(library.path(name), encoding="utf-8") as file:
            lines = file.read().splitlines()
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
    """The entries in which every word of a query is found, the best first."""
    words = [_plain(word) for word in query.split()]
    found = []
    for name in library.names():
        for entry in sheet_entries(library, name):
            whole = _score(entry, _plain(query))  # several words that stand together fit better
            scores = [_score(entry, word) for word in words]
            if not entry.title or not (whole or all(scores)):
                continue
            score = sum(scores) + whole + entry.sheet
            terms = tuple([term for term in entry.also if any(_meets(_plain(term), word) for word in words)])
            # What a whole estimate calls one of its numbers is rarely what is looked for.
            found.append(Found(entry, score if entry.documented else score // 4, terms))
    return sorted(found, key=lambda each: (-each.score, each.entry.name))


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


def sheet_called(library: Library, text: str) -> str:
    """The sheet whose name a text is, written otherwise: with blanks, hyphens or capitals; empty if there is none."""
    found = [name for name in library.names() if _squeezed(name) == _squeezed(text)]
    return found[0] if found else ""


def known_as(library: Library, text: str) -> list[str]:
    """What is also called so, whole estimates first; else the functions of that name, in whatever sheet."""
    wanted = _squeezed(_plain(text))
    sheets, functions = [], []
    for name in library.names():
        sheet, *rest = sheet_entries(library, name)
        if any(_squeezed(_plain(term)) == wanted for term in sheet.also):
            sheets.append(name)
        functions += [each.name for each in rest if each.documented and each.name.endswith(f".{text}")]
    return sorted(sheets, key=lambda name: group(library, name) != TEMPLATES) + functions


def _plain(text: str) -> str:
    """In small letters, without the ways to write one word: hit_ratio, hit-ratio, hit ratios."""
    words = text.lower().replace("_", " ").replace("-", " ").split()
    return " ".join([word[:-1] if _plural(word) else word for word in words])


def _plural(word: str) -> bool:
    return len(word) > 3 and word.isascii() and word.endswith("s") and word[-2] != "s"


def _squeezed(text: str) -> str:
    """Without what tells words apart: fan-out, fan out and fanout are one."""
    return re.sub(r"[\s_.-]", "", text.lower())


def _score(entry: Entry, word: str) -> int:
    name = entry.name.lower()
    last = _plain(name.rpartition(".")[2])
    terms = [_plain(term) for term in entry.also]
    if word in (_plain(name), last):
        return _NAME
    if any(_squeezed(term) == _squeezed(word) for term in terms):
        return _TERM
    if _begins(word, _plain(name.replace(".", " "))):
        return _PART_OF_NAME
    if any(_meets(term, word) for term in terms):
        return _PART_OF_TERM
    if _begins(word, _plain(entry.title)):
        return _TITLE
    return _TEXT if _begins(word, _plain(entry.text)) else 0


def _begins(word: str, text: str) -> bool:
    """Whether a word begins one of a text's: ping is not in typing. Scripts that write no blanks have no beginnings."""
    if not word.isascii():
        return word in text
    return f" {word}" in " " + re.sub(r"[^\w\s]", " ", text) or f" {word}" in f" {text}"


def _meets(term: str, word: str) -> bool:
    """A word that is in a term; or a term in a word of a script that writes no blanks: 缓存命中率 in 缓存命中率计算."""
    return _begins(word, term) or (not term.isascii() and len(term) > 1 and term in word)
