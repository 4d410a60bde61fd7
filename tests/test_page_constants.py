"""The numbers that the page shares with the engine are printed into it, and stand in no script a second time."""

from __future__ import annotations

import re

from estimator.languages.javascript import constants
from estimator.writers.html import library_text


def test_no_script_has_a_shared_number_of_its_own() -> None:
    defined = re.findall(r"\b([A-Z][A-Z0-9_]+) = ", library_text())
    again = {name for name in defined if defined.count(name) > 1}
    assert len(defined) > 40
    assert again == set()


def test_every_shared_number_is_used() -> None:
    text = library_text()
    unused = [name for name in constants.constants() if len(re.findall(rf"\b{name}\b", text)) < 2]
    assert unused == []


def test_no_two_modules_print_one_name() -> None:
    names = " ".join([names for _, names in constants._SHARED]).split()  # noqa: SLF001  what is joined there
    assert len(names) == len(set(names))


def test_the_scripts_have_no_other_numbers_of_the_engine() -> None:
    """A long number in a script is one that the engine has as well: it belongs among the constants."""
    scripts = library_text().split("function", maxsplit=1)[1]
    assert re.findall(r"\d\.\d{7,}", scripts) == []
