"""The table of phrases, `phrases/`, as the reader needs it: forms to what they mean, and the patterns of lines."""

from __future__ import annotations

from os.path import dirname

from estimator.notation.tree import MAGNITUDES
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Roles: TypeAlias = dict[str, str]

FOLDER = dirname(__file__) + "/phrases/"
FILES = ("words.txt", "quantities.txt", "lines.txt")


@record
class Item:
    """A part of a pattern: a `word`, a `slot` with its class, or a choice of `options`, each a sequence of items."""

    word: str
    slot: str
    kind: str
    options: tuple[tuple[Item, ...], ...]
    optional: bool


@record
class Pattern:
    """A whole line: its items, and the template of the line that it stands for."""

    name: str
    items: tuple[Item, ...]
    template: str


class Phrases:
    """The table, read once a process.

    `roles` has the meanings of each form by kind, `lengths` the lengths of the forms that begin with a character,
    longest first, `examples` the pairs of what is typed and how it is read, `terms` the forms that stand in patterns
    alone and may be somebody's counting nouns elsewhere.
    """

    def __init__(self) -> None:
        self.roles: dict[str, Roles] = {}
        self.lengths: dict[str, list[int]] = {}
        self.patterns: list[Pattern] = []
        self.fragments: dict[str, str] = {}
        self.examples: list[tuple[str, str]] = []
        self.terms: set[str] = set()
        for name in FILES:
            with open(FOLDER + name, encoding="utf-8") as file:
                for line in file:
                    if line[0] == " ":
                        typed, _, read = line.strip().partition(" => ")
                        self.examples.append((typed, read))
                    elif line[0] not in "#\n":
                        self._entry(line.rstrip("\n"))
        for form in MAGNITUDES:
            self._add(form if len(form) < 3 else form.lower(), "magnitude", form)
        lengths: dict[str, set[int]] = {}
        for form in self.roles:
            lengths.setdefault(form[0], set()).add(len(form))
        self.lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def _entry(self, line: str) -> None:
        head, _, rest = line.partition(": ")
        kind, _, meaning = head.partition(" ")
        if kind == "fragment":
            self.fragments[meaning] = rest
            return
        if kind == "pattern":
            left, _, template = rest.partition(" => ")
            for name, text in self.fragments.items():
                left = left.replace(f"{{{name}}}", text)
            self.patterns.append(Pattern(meaning, _sequence(_cut(left), [0]), template))
            return
        for form in rest.split(", "):
            if kind == "term" and form not in self.roles:
                self.terms.add(form)
            self._add(form, f"word {meaning}" if kind in ("word", "term") else kind, meaning)

    def _add(self, form: str, kind: str, meaning: str) -> None:
        if not kind.startswith("word "):
            self.terms.discard(form)
        self.roles.setdefault(form, {}).setdefault(kind, meaning)


def _cut(text: str) -> list[str]:
    """A pattern's words and brackets."""
    for bracket in "[]()|":
        text = text.replace(bracket, f" {bracket} ")
    return text.split()


def _sequence(words: list[str], at: list[int]) -> tuple[Item, ...]:
    """The items up to a closing bracket or a bar; `at` holds the place, which moves."""
    found: list[Item] = []
    while at[0] < len(words) and words[at[0]] not in ("]", ")", "|"):
        word = words[at[0]]
        at[0] += 1
        if word in ("[", "("):
            options = [_sequence(words, at)]
            while words[at[0]] == "|":
                at[0] += 1
                options.append(_sequence(words, at))
            at[0] += 1
            found.append(Item("", "", "", tuple(options), word == "["))
        elif word[0] == "<":
            slot, _, kind = word[1:-1].partition(":")
            found.append(Item("", slot, kind, (), optional=False))
        else:
            found.append(Item(word, "", "", (), optional=False))
    return tuple(found)


_read: list[Phrases] = []


def phrases() -> Phrases:
    """The table of `phrases/`."""
    if not _read:
        _read.append(Phrases())
    return _read[0]


def magnitude_parts(meaning: str) -> tuple[str, str]:
    """What a magnitude of the table multiplies by, and the magnitude of the notation behind it: of `100 亿` both."""
    if meaning in MAGNITUDES:
        return "1", meaning
    times, _, known = meaning.partition(" ")
    return times, known


def spoken_magnitudes() -> dict[str, float]:
    """The size of each magnitude of the table that the notation lacks, by its form."""
    found = {}
    for form, roles in phrases().roles.items():
        if "magnitude" in roles and form not in MAGNITUDES:
            times, known = magnitude_parts(roles["magnitude"])
            found[form] = float(times) * MAGNITUDES.get(known, 1.0)
    return found


def spoken_units() -> dict[str, str]:
    """The unit of the notation that each form of the table means, 1 for a word that only counts."""
    return {form: roles["unit"] for form, roles in phrases().roles.items() if "unit" in roles}


def spoken_numbers() -> dict[str, float]:
    """The number that each word of the table is."""
    return {form: float(roles["number"]) for form, roles in phrases().roles.items() if "number" in roles}


def spoken_fractions() -> dict[str, float]:
    """What each part of a whole, and each multiple, is of one."""
    found = {}
    for form, roles in phrases().roles.items():
        if "fraction" in roles:
            over, _, under = roles["fraction"].removesuffix("%").partition("/")
            found[form] = float(over) / float(under or 1) / (100 if roles["fraction"].endswith("%") else 1)
    return found


def spoken_hedges() -> dict[str, str]:
    """The words before a number that change nothing: about, 大约, total."""
    return {form: "" for form, roles in phrases().roles.items() if "adjective" in roles}
