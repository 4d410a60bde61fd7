"""How long a workbook takes beside xlsxwriter writing the same cells: .venv/bin/python benchmarks/export.py [NAME…].

The cells of an export are noted down as they are written, with their formats and cached values, and written again by
xlsxwriter alone. Without names, the library's sheets with the most cells.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from estimator.model.files import read_module
from estimator.model.modules import shipped_library
from estimator.reckoning.estimate import estimate
from estimator.writers import xlsx

METHODS = ("write_string", "write_number", "write_formula", "write_blank")
RUNS = 5
LARGEST = 3


def recorded(evaluation: Any) -> list[tuple[str, str, tuple[Any, ...]]]:
    """The cells of an export: worksheet, method and arguments, formats as the numbers of their properties."""
    calls: list[tuple[str, str, tuple[Any, ...]]] = []
    originals = {name: getattr(Worksheet, name) for name in METHODS}

    def noting(name: str) -> Any:
        def write(self: Any, *arguments: Any) -> Any:
            calls.append((self.name, name, arguments))
            return originals[name](self, *arguments)

        return write

    try:
        for name in METHODS:
            setattr(Worksheet, name, noting(name))
        xlsx.content(evaluation)
    finally:
        for name, original in originals.items():
            setattr(Worksheet, name, original)
    return calls


def plain(calls: list[tuple[str, str, tuple[Any, ...]]]) -> None:
    """The same cells by xlsxwriter alone."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(io.BytesIO(), options)
    sheets: dict[str, Any] = {}
    formats: dict[int, Any] = {}
    for sheet, method, arguments in calls:
        if sheet not in sheets:
            sheets[sheet] = book.add_worksheet(sheet)
        given = []
        for each in arguments:
            if isinstance(each, xlsxwriter.format.Format):
                if id(each) not in formats:
                    formats[id(each)] = book.add_format({"num_format": each.num_format, "bold": each.bold})
                given.append(formats[id(each)])
            else:
                given.append(each)
        getattr(sheets[sheet], method)(*given)
    book.close()


def timed(work: Any) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(names: list[str]) -> None:
    """Print a line a sheet: cells, and the ratio of the times, taken in turns."""
    library = shipped_library()
    found = []
    for name in names or library.names():
        evaluation = estimate(read_module(name, library))
        if evaluation.model.quantities:
            found.append((name, evaluation, recorded(evaluation)))
    found.sort(key=lambda each: -len(each[2]))
    for name, evaluation, calls in found if names else found[:LARGEST]:
        ours, theirs = [], []
        for _ in range(RUNS):
            ours.append(timed(lambda evaluation=evaluation: xlsx.content(evaluation)))
            theirs.append(timed(lambda calls=calls: plain(calls)))
        ratio = statistics.median(ours) / statistics.median(theirs)
        print(f"{name:20} {len(calls):>8,} cells   {ratio:.2f} times xlsxwriter alone")


if __name__ == "__main__":
    main(sys.argv[1:])
