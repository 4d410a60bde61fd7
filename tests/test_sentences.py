"""A description in a list is a whole sentence, wherever its lines break."""

from __future__ import annotations

import pytest

from estimator import catalogue
from estimator.model.modules import shipped_library
from estimator.notation.sentences import summary, whole_sentence


@pytest.mark.parametrize(
    ("first", "rest", "whole"),
    [
        ("All of it.", "More of it.", "All of it."),
        ("It goes", "on here. And more.", "It goes on here."),
        ("It goes (as e.g. a", "list, e.g. this one) on.", "It goes (as e.g. a list, e.g. this one) on."),
        ("It is 2.5", "times as much. More", "It is 2.5 times as much."),
        ("A title: with parts", "", "A title: with parts"),
        ("A title: with parts", "and no end", "A title: with parts"),
        ("(It is", "so.) More.", "(It is so.)"),
        ("", "", ""),
    ],
)
def test_a_sentence_is_followed_to_its_end(first: str, rest: str, whole: str) -> None:
    assert whole_sentence(first, rest) == whole


def test_no_description_of_the_library_breaks_off() -> None:
    library = shipped_library()
    seen = 0
    for name in library.names():
        module = library.module(name)
        assert module is not None
        for definition in module.definitions.values():
            text = definition.documentation.text
            if len(text) > 1 and " ".join(text).rstrip()[-1] in ".?!)":
                seen += 1
                assert summary(definition.documentation).rstrip(")")[-1] in ".?!", definition.name
    assert seen > 20
    (found,) = [each for each in catalogue("database").entries if "hottest_shard" in each.name]
    assert found.description.endswith("spread evenly by a hash and popular by Zipf's law.")
