"""`manual`: the language, topic by topic; the twin of `estimate help`."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from estimator.api.listing import in_two_columns
from estimator.languages.manual import manual_lines, name_of, topics_of
from estimator.languages.spans import plain, wrapped
from estimator.model.describe import suggestion
from estimator.problems import refused
from estimator.records import record

if TYPE_CHECKING:
    from estimator.languages.manual import Topic
    from estimator.languages.spans import Spans

COLUMNS = 80
DOCUMENTS = ("notation.md", "what-if.md")
MOST = 12  # topics in which a word is found


@record
class Manual:
    """Topics of the language's documents: the one that was asked for, or several, in `is_list`, to choose from."""

    topics: tuple[Topic, ...]
    is_list: bool

    def to_dicts(self) -> list[dict[str, Any]]:
        """What `estimate help --json` prints: the topics, and of one that was asked for its text in Markdown."""
        return [
            {
                "topic": each.name,
                "title": each.title,
                "document": each.document,
                **({} if self.is_list else {"text": each.text}),
            }
            for each in self.topics
        ]

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows."""
        if self.is_list and len(self.topics) > MOST:
            return self._names(columns)
        if self.is_list:
            return in_two_columns([(each.name, each.summary()) for each in self.topics], columns)
        lines: list[Spans] = []
        for each in self.topics:
            lines += [*([[]] if lines else []), [(each.title, "title")], [], *manual_lines(each.text, columns)]
        return lines

    def _names(self, columns: int) -> list[Spans]:
        lines: list[Spans] = []
        for document in DOCUMENTS:
            head, *others = [each for each in self.topics if each.document == document]
            names = wrapped(", ".join([each.name for each in others]), columns - 2)
            lines += [*([[]] if lines else []), [(head.title, "heading"), (f" (estimate help {head.name})", "note")]]
            lines += [[("  " + part, "name")] for part in names]
        return lines

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def manual(topic: str = "") -> Manual:
    """What the documents of the language say of a topic; without one, the topics.

    >>> from estimator import manual
    >>> manual("your own ranges").topics[0].title
    'Your own ranges'

    A topic is a heading of docs/notation.md or docs/what-if.md, or words of it; of several, and of words that stand in
    the text alone, the topics are listed. EstimateError where there is none.
    """
    topics = _topics()
    if not topic.strip():
        return Manual(tuple(topics), is_list=True)
    asked = name_of(topic)
    words = asked.split("-")
    exact = [each for each in topics if each.name == asked]
    alike = exact or [each for each in topics if asked and _has(each.name.split("-"), words)]
    if alike:
        return Manual(tuple(alike), is_list=len(alike) > 1 and not exact)
    guess = suggestion(asked, [each.name for each in topics])
    found = [each for each in topics if _tells(each.text, topic)] if not guess else []
    if not found:
        remedy = f"did you mean estimate help {guess}?" if guess else "estimate help lists the topics"
        raise refused(topic, f"there is no topic {topic}", remedy)
    found.sort(key=lambda each: -each.text.lower().count(topic.lower().strip()))
    return Manual(tuple(found[:MOST]), is_list=True)


def _has(name: list[str], words: list[str]) -> bool:
    """Whether each word begins one of a topic's name, or is one but for its plural."""
    return all(any(own.startswith(word) or word in (f"{own}s", f"{own}es") for own in name) for word in words)


def _tells(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words.strip())}(?!\w)", text, re.IGNORECASE) is not None


def _topics() -> list[Topic]:
    found = []
    for document in DOCUMENTS:
        with open(os.path.join(_folder(), document), encoding="utf-8") as file:
            found += topics_of(file.read(), document)
    return found


def _folder() -> str:
    """The documents in the package, or beside it in a source tree."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    folder = os.path.join(package, "docs")
    return folder if os.path.isdir(folder) else os.path.join(os.path.dirname(package), "docs")
