"""What the formulas cite: whoever reviews one can read its source, so private notes and retellings never stand alone.

A source is the document that says it (a standard, a paper, a manual, a source file), or says honestly what it is
instead: `definition: …`, `derived here: …`, `measured: …`, `convention: …`, `exercise: …`. A retelling may follow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.all_of import all_of
from tests.test_library import FORMULAS, blocks, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NOTES = "system-design notes"
# What is no source by itself, and why.
RETELLINGS = {
    "nobody else can read them": NOTES,
    "an encyclopaedia, which names its sources": r"wikipedia",
    "answers for interviews, collected by readers of a book": r"booknotes|gitbook|system-design-primer|interview notes",
    "the line itself says so": r"\bas (worked out|quoted|tabled|described|summed up|reprinted) (in|by|on)\b",
    "a page of somebody else's: a blog, a mirror, a calculator; makers' own pages are none": (
        r"(?<![\w.])(?!(?:github\.com|go\.dev|dev\.mysql\.com|nginx\.org|redis\.io)\b)"
        r"(?:[a-z0-9-]+\.)+(?:app|cn|com|dev|in|io|net|one|org|xyz)\b"
    ),
}


def retold(source: str) -> bool:
    """Whether a source is one of the retellings."""
    return any(re.search(pattern, source, re.IGNORECASE) for pattern in RETELLINGS.values())


def stands(sources: Sequence[str]) -> bool:
    """Whether the first of some sources can be read by a reviewer, if there are any."""
    return not sources or not retold(sources[0])


@all_of("path", FORMULAS, ids=label)
def test_no_private_notes_and_no_retelling_stand_alone_or_first(path: Path) -> None:
    assert [block.sources for block in blocks(path) if not stands(block.sources)] == []


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["RFC 9562, 5.4"], True),
        (["RFC 9562, UUIDs, as tabled in cratis.io, Generation strategies"], False),
        ([f"{NOTES}: QPS", "definition"], False),
        (["definition: the rate over an instance's", f"{NOTES}: QPS"], True),
        (["theinfolist.com, Pollaczek-Khinchine formula"], False),
        (["isubasinghe.gitbook.io, Bloom Filter"], False),
        (["golang/go 1.23: src/runtime/map.go", "redis 7.2.6: src/dict.c"], True),
        (["prometheus/prometheus: docs/storage.md", "redis.hash, redis.string"], True),
        (['nginx.org, "nginx", Other features'], True),
        (['dev.mysql.com, Group Replication, "Fault-tolerance"'], True),
        (["blog.nginx.org.example.com, a copy"], False),
        (['Erlang\'s formulas as worked out in "Erlang (unit)", Wikipedia'], False),
        ([], True),
    ],
)
def test_a_retelling_is_told_from_a_source(sources: list[str], *, expected: bool) -> None:
    assert stands(sources) is expected
