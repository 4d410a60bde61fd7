"""What an engineer wants to put into numbers, a topic a heading and a figure a line: the library answers each."""

from __future__ import annotations

import math
import re

from estimator.model.catalogue import sheet_entries
from estimator.model.modules import shipped_library
from tests.all_of import all_of
from tests.data import CASES
from tests.predictions import predicted

NEAR = 0.002  # the figures have four digits
LEAST_TOPICS, LEAST_FIGURES, LEAST_WITHOUT = 96, 364, 31


def figures() -> list[tuple[str, str, str]]:
    """The topic, the figure's name, and `expression = value` or `- reason`."""
    found, topic = [], ""
    for line in (CASES / "domain.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            topic = line.removeprefix("== ")
        elif line and not line.startswith("# "):
            name, text = line.split(": ", 1)
            found.append((topic, name, text))
    return found


FIGURES = figures()
ANSWERED = [each for each in FIGURES if not each[2].startswith("- ")]


def test_the_topics_are_all_there() -> None:
    assert len({topic for topic, _, _ in FIGURES}) >= LEAST_TOPICS
    assert len(ANSWERED) >= LEAST_FIGURES


@all_of(("topic", "name", "text"), ANSWERED, ids=lambda each: each[:40])
def test_a_figure_is_answered(topic: str, name: str, text: str) -> None:
    expression, value = text.rsplit(" = ", 1)
    assert math.isclose(predicted(expression), predicted(value), rel_tol=NEAR, abs_tol=1e-15), f"{topic}: {name}"


def test_what_is_not_answered_says_why() -> None:
    unanswered = [(name, text) for _, name, text in FIGURES if text.startswith("- ")]
    assert unanswered
    assert [name for name, text in unanswered if len(text.split()) < 5] == []
    assert len(unanswered) <= 5


def without_numbers() -> dict[str, str]:
    """Topics that are not put into numbers, and why."""
    lines = (CASES / "without_numbers.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(": ") for line in lines if line and not line.startswith("#")]
    found = {topic: reason for topic, _, reason in rows}
    assert len(found) == len(rows)
    return found


def test_what_is_not_put_into_numbers_says_why_and_what_comes_nearest() -> None:
    topics = without_numbers()
    assert len(topics) >= LEAST_WITHOUT
    assert [topic for topic, reason in topics.items() if len(reason.split()) < 5] == []
    assert set(topics).isdisjoint({topic for topic, _, _ in FIGURES})
    library = shipped_library()
    known = {entry.name for name in library.names() for entry in sheet_entries(library, name)}
    named = re.findall(r"`(\w+(?:\.\w+)+)`", " ".join(topics.values()))
    assert named
    assert [name for name in named if name not in known] == []
