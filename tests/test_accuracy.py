"""docs/accuracy.md is made of the records in tests/cases, and the records hold."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.data import ROOT, part_of
from tests.records import errors, records

RECORDS = records()


def test_the_document_is_made_of_the_records() -> None:
    """`.venv/bin/python docs/make_accuracy.py` writes it anew."""
    command = [sys.executable, str(ROOT / "docs" / "make_accuracy.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_errors_in_it_are_what_the_formulas_say_now() -> None:
    """Of a part of the records, another every day, and some of each system and kind."""
    told = errors()
    assert len(told) == len(RECORDS) > 1000
    for place in part_of(range(len(RECORDS)), 40):
        record = RECORDS[place]
        _, name, error = told[place]
        now = float(record.said)
        assert now == pytest.approx(float(error), rel=1e-4, abs=1e-9), f"{name}: run docs/make_accuracy.py"


def test_few_records_are_beyond_what_is_promised() -> None:
    beyond = [
        name for record, (_, name, error) in zip(RECORDS, errors(), strict=True) if record.is_beyond(float(error))
    ]
    assert len(beyond) * 100 < len(RECORDS), beyond
