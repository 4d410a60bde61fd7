"""A provider's list of machines in CSV: a row a shape, its name first; units stand in the head.

    shape, cpu (core), memory (GiB), price (USD/hour)
    m.large, 2, 8, 0.096

A column may say its unit in brackets or behind a colon, as the notation writes it; without one it holds plain numbers.
A cell is a number, with a unit of its own where it needs one, or empty where the list does not say. A column of texts
(a region, a processor's name) is passed over.
"""

from __future__ import annotations

import csv
import math
import os
import re
from typing import TYPE_CHECKING

from estimator.model.describe import suggestion
from estimator.model.files import decoded
from estimator.problems import EstimateError, Mark, Problem, Source, refused
from estimator.reckoning.shape_lists import ShapeColumn, ShapeList
from estimator.units.kinds import PLAIN
from estimator.units.table import UnknownUnit

if TYPE_CHECKING:
    from estimator.units.table import UnitMeaning, UnitTable

LARGEST, MOST_SHAPES, MOST_COLUMNS, MOST_PROBLEMS = 16_000_000, 20_000, 200, 10
EXAMPLE = "shape, cpu (core), memory (GiB), price (USD/hour)"
_HEAD = re.compile(r"(?P<name>[^()\[\]:]+?)\s*(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\]|:\s*(?P<colon>.+))?")
_NUMBER = re.compile(
    r"(?P<number>[+-]?(?:\d[\d_]*)(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(?P<unit>[^\d\s.,_+-][^\s,]*)?", re.ASCII
)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_DELIMITERS = ",;\t"


def read_shape_file(path: str, table: UnitTable) -> ShapeList:
    """The shapes of a file, its units by those of a sheet. EstimateError for what is none, with line and column."""
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise refused(path, f"{path} is no file", f"name a .csv file with a head: {EXAMPLE}")
        if os.path.getsize(path) > LARGEST:
            message = f"{path} is larger than {LARGEST // 1_000_000} MB"
            raise refused(path, message, "leave out the shapes that come into no question")
        with open(path, "rb") as file:
            text = decoded(file.read(), path)
    except FileNotFoundError:
        raise refused(path, f"there is no file {path}", "check its name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise refused(path, f"{path} cannot be read: {reason.lower()}", "name a .csv file") from None
    return _Reader(path, text, table).read()


class _Reader:
    """Reads one list; problems are collected."""

    def __init__(self, path: str, text: str, table: UnitTable) -> None:
        self.path, self.table = path, table
        self.source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
        self.lines = self.source.text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        head = next((line for line in self.lines if line.strip()), "")
        self.delimiter = max(_DELIMITERS, key=head.count)
        self.problems: list[Problem] = []
        self.units: dict[str, UnitMeaning | None] = {}

    def read(self) -> ShapeList:
        """The list. EstimateError."""
        rows = self._rows()
        if len(rows) < 2:
            raise refused(
                self.path, f"{self.path} lists no shapes", f"begin with a head, a shape a line below: {EXAMPLE}"
            )
        (line, head), *shapes = rows
        if len(shapes) > MOST_SHAPES:
            message = f"{self.path} lists {len(shapes)} shapes; {MOST_SHAPES} are the most"
            raise refused(self.path, message, "leave out those that come into no question")
        columns = self._columns(line, head)
        self._raise()
        labels: dict[str, int] = {}
        faults: list[Mark | None] = [None] * len(columns)
        numbers = [self._row(number, row, columns, labels, faults) for number, row in shapes]
        self._raise()
        kept = [
            ShapeColumn(name, unit.kind if unit else PLAIN, unit, faults[place])
            for place, (name, unit) in enumerate(columns)
        ]
        return ShapeList(os.path.basename(self.path), tuple(kept), tuple(labels), tuple(numbers))

    def _rows(self) -> list[tuple[int, list[str]]]:
        """The rows that are not empty, each with the number of its line, from 0."""
        reader = csv.reader(self.lines, delimiter=self.delimiter, skipinitialspace=True, strict=True)
        found: list[tuple[int, list[str]]] = []
        first = 0
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    found.append((first, [cell.strip() for cell in row]))
                first = reader.line_num
        except csv.Error as error:
            self._report(first, None, f"this line is no comma-separated values: {error}", "close its quotes")
            self._raise()
        return found

    def _columns(self, line: int, head: list[str]) -> list[tuple[str, UnitMeaning | None]]:
        """The names and units of the columns behind the first."""
        if len(head) > MOST_COLUMNS:
            self._report(line, None, f"{len(head)} columns; {MOST_COLUMNS} are the most", "leave some out")
            return []
        if len(head) < 2:
            self._report(
                line, 0, "there is one column alone", f"name the shapes first and their columns behind: {EXAMPLE}"
            )
        found: list[tuple[str, UnitMeaning | None]] = []
        for place, text in enumerate(head[1:], start=1):
            read = _HEAD.fullmatch(text)
            if read is None:
                self._report(line, place, "a column is a name, and its unit in brackets", "write memory (GiB)")
                continue
            name = "_".join(read["name"].split())
            if name.casefold() in [each.casefold() for each, _ in found]:
                self._report(line, place, f"the column {name} is there twice", "rename one of them")
            written = (read["round"] or read["square"] or read["colon"] or "").strip()
            found.append((name, self._unit(written, line, place) if written else None))
        return found

    def _unit(self, text: str, line: int, place: int) -> UnitMeaning | None:
        """The unit of a text, as the notation reads it; None, with a problem, for one that is none."""
        if text not in self.units:
            try:
                self.units[text] = self.table.unit(text)
            except UnknownUnit as unknown:
                self.units[text] = None
                guess = suggestion(unknown.word, [*self.table.names(), *self.table.prefixed_names()])
                remedy = (
                    f"did you mean {guess}?" if guess else f"declare it in the sheet, in a line: unit {unknown.word}"
                )
                self._report(line, place, f"there is no unit {unknown.word}", remedy)
        return self.units[text]

    def _row(
        self,
        line: int,
        row: list[str],
        columns: list[tuple[str, UnitMeaning | None]],
        labels: dict[str, int],
        faults: list[Mark | None],
    ) -> tuple[float, ...]:
        """The numbers of a shape, in base units."""
        label = row[0]
        if not label:
            self._report(line, 0, "this shape has no name", "write one in the first column")
        if label in labels:
            message = f"the shape {label} is there twice, first in line {labels[label] + 1}"
            self._report(line, 0, message, "leave one of the lines out, or give it another name")
        labels[label] = line
        if len(row) > len(columns) + 1:
            message = f"this row has {len(row)} cells, and the head {len(columns) + 1}"
            self._report(line, len(columns) + 1, message, "leave the last out, or put a number with commas in quotes")
        found = []
        for place, (name, unit) in enumerate(columns, start=1):
            text = row[place] if place < len(row) else ""
            found.append(self._number(text, unit, line, place, name, faults))
        return tuple(found)

    def _number(
        self, text: str, unit: UnitMeaning | None, line: int, place: int, name: str, faults: list[Mark | None]
    ) -> float:
        if not text:
            return math.nan
        read = _NUMBER.fullmatch(text)
        if read is None or (unit is None and read["unit"]):
            if unit is None:  # a column of texts, unless it is asked for
                faults[place - 1] = faults[place - 1] or self._mark(line, place)
                return math.nan
            remedy = (
                f"write {text.replace(',', '')}" if _GROUPED.fullmatch(text) else "write a number, or leave it empty"
            )
            self._report(line, place, f"{text} is no number of {name}", remedy)
            return math.nan
        value = float(read["number"].replace("_", ""))
        own = self._unit(read["unit"], line, place) if read["unit"] else unit
        if own is not None and unit is not None and own.kind.dimension != unit.kind.dimension:
            self._report(line, place, f"{text} is no {name} in {unit.text}", f"write it in {unit.text}")
            return math.nan
        found = own.to_base(value) if own is not None else value
        if value < 0 or not math.isfinite(found):
            what = "is less than nothing" if value < 0 else "is too large a number"
            self._report(line, place, f"{text} {what}", "write what a machine has of it")
        return found

    def _report(self, line: int, place: int | None, message: str, remedy: str) -> None:
        self.problems.append(Problem(message, (self._mark(line, place),), remedy))

    def _mark(self, line: int, place: int | None) -> Mark:
        """The place of a cell; the whole line where quotes or breaks make it hard to tell."""
        text, start = self.lines[line], self.starts[line]
        cells = text.split(self.delimiter)
        if place is None or place >= len(cells) or '"' in text:
            return Mark(self.source, start, start + max(1, len(text)))
        begin = start + sum(len(cell) + 1 for cell in cells[:place])
        blank = len(cells[place]) - len(cells[place].lstrip())
        return Mark(self.source, begin + blank, begin + max(blank + 1, len(cells[place].rstrip())))

    def _raise(self) -> None:
        if self.problems:
            raise EstimateError(self.problems[:MOST_PROBLEMS])
