"""A chart where there is something to see: sourced numbers, scenarios side by side, or the spread of an answer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.languages.excel_terms import Term, scaled
from estimator.languages.reference import by_dimension, size
from estimator.languages.report import SHEET
from estimator.model.describe import BOOLEAN
from estimator.reckoning.mean_points import POINTS
from estimator.units.display import base_factor
from estimator.writers.workbook.cells import PLAIN, cell_text

if TYPE_CHECKING:
    from typing import Any

    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.languages.report import Row
    from estimator.model.frames import Quantity
    from estimator.writers.workbook.book import Book
    from estimator.writers.workbook.scenarios import Beside
    from estimator.writers.workbook.working import Worked

BINS = 24
BIN_COLUMN = 25  # Z, beside what is printed
ANSWERS = "Answers"
FILL = "#3B6EA8"
COLORS = ("#9AA6B2", "#3B6EA8", "#E08E45", "#4C9A6A", "#A86CA8", "#C1564B", "#6AA5C9", "#B9A23C")
CHART_ROWS = 17
WIDTH, HEIGHT = 580, 320  # two of them beside each other are no wider than the table
PAGE_ROWS = 42  # of the first worksheet on a printed page
RANGES_ROW, MOST_RANGES = 40, 12  # below the bins of the histogram
LEAST_BARS, MOST_BARS = 3, 80
MOST_DECIMALS = 6  # of the edges of a histogram


def add_charts(book: Book, sheet: Sheet, row: int, worked: Worked, beside: Beside | None) -> int:
    """Put the charts below the answers, from a row on, two beside each other; the last row that they reach."""
    if book.report.kind != SHEET:
        return row + _numbers(book, sheet, row)
    charts = []
    uncertain = [each for each in book.report.answers if each.spread is not None and each.quantity.step in book.shown]
    drawn = [each for each in uncertain if worked.column(each.quantity.step)]
    positive = [each for each in uncertain if _is_positive(each)]
    if len(positive) > 1:
        charts.append(_ranges(book, sheet, positive[:MOST_RANGES]))
    if drawn:
        charts.append(_histogram(book, sheet, drawn[-1].quantity, worked))
    if beside is not None and beside.rows:
        charts.append(_scenarios(book, beside))
    for place, chart in enumerate(charts):
        chart.set_size({"width": WIDTH, "height": HEIGHT})
        across, down = place % 2 * (WIDTH + 20), place // 2 * CHART_ROWS
        sheet.insert_chart(row + down, 0, chart, {"x_offset": across, "object_position": 3})
    last = row + -(-len(charts) // 2) * CHART_ROWS
    if last > PAGE_ROWS:
        sheet.set_h_pagebreaks([row])
    return last


def _is_positive(row: Row) -> bool:
    """Whether the range of an answer can stand on a scale of multiples of its central value."""
    spread, size = row.spread, row.quantity.kind is not BOOLEAN
    return size and spread is not None and spread.low > 0


def _ranges(book: Book, sheet: Sheet, rows: list[Row]) -> Any:
    """The 90% ranges of the answers as bars, as multiples of their central values."""
    top = RANGES_ROW
    for offset, head in enumerate(("answer", "low", "to high")):
        sheet.write_string(top, BIN_COLUMN + offset, head, book.styles("heading"))
    for place, each in enumerate(rows, start=top + 1):
        assert each.quantity.step is not None
        assert each.spread is not None
        line = book.shown[each.quantity.step]
        value = float(line.value)
        low, high, middle = [f"Working!{column}{line.row + 1}" for column in "EFC"]
        sheet.write_string(place, BIN_COLUMN, cell_text(each.name))
        for offset, formula, number in (
            (1, f"={low}/{middle}", each.spread.low / value),
            (2, f"=({high}-{low})/{middle}", (each.spread.high - each.spread.low) / value),
        ):
            sheet.write_formula(place, BIN_COLUMN + offset, formula, book.styles("range", "0.00"), number)
    chart = book.file.add_chart({"type": "bar", "subtype": "stacked"})
    last = top + len(rows)
    for offset, fill in ((1, {"none": True}), (2, {"color": FILL})):
        chart.add_series(
            {
                "categories": [ANSWERS, top + 1, BIN_COLUMN, last, BIN_COLUMN],
                "values": [ANSWERS, top + 1, BIN_COLUMN + offset, last, BIN_COLUMN + offset],
                "fill": fill,
                "gap": 60,
            }
        )
    chart.set_title({"name": "90% ranges, as multiples of the values", "name_font": {"size": 11}})
    grid = {"visible": True, "line": {"color": "#DDDDDD"}}
    chart.set_x_axis({"num_format": "0.##x", "min": 0, "major_gridlines": grid})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"none": True})
    return chart


def _numbers(book: Book, sheet: Sheet, row: int) -> int:
    """The numbers of the largest group as bars; how many rows the chart takes."""
    found = [
        each
        for each in book.report.rows
        if each.quantity.step in book.result_names
        and each.quantity.kind is not BOOLEAN
        and size(each, book.evaluation) > 0
    ]
    largest = max(by_dimension(tuple(found)), key=len, default=[])
    group = [each.quantity for each in largest[:MOST_BARS]]
    if len(group) < LEAST_BARS:
        return 0
    base = base_factor(group[0].kind)
    unit = str(group[0].kind)
    for offset, head in enumerate(("name", unit or "value")):
        sheet.write_string(2, BIN_COLUMN + offset, head, book.styles("heading"))
    for place, each in enumerate(group, start=3):
        assert each.step is not None
        factor = book.shown[each.step].unit.factor if each.step in book.shown else book.known[each.step][1].factor
        formula = scaled(Term(factor, book.result_names[each.step]), base).text
        value = float(book.evaluation.values[each.step]) / base
        sheet.write_string(place, BIN_COLUMN, cell_text(each.definition.name))
        sheet.write_formula(place, BIN_COLUMN + 1, f"={formula}", book.styles("range", "0.000E+00"), value)
    chart = book.file.add_chart({"type": "bar"})
    last = 2 + len(group)
    chart.add_series(
        {
            "categories": [ANSWERS, 3, BIN_COLUMN, last, BIN_COLUMN],
            "values": [ANSWERS, 3, BIN_COLUMN + 1, last, BIN_COLUMN + 1],
            "fill": {"color": FILL},
            "gap": 40,
        }
    )
    title = cell_text(f"{unit}, on a logarithmic scale" if unit else "On a logarithmic scale")[:120]
    chart.set_title({"name": title, "name_font": {"size": 11}})
    grid = {"visible": True, "line": {"color": "#DDDDDD"}}
    chart.set_x_axis({"log_base": 10, "num_format": "0E+0", "crossing": "min", "major_gridlines": grid})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"none": True})
    chart.set_size({"width": 900, "height": 120 + 18 * len(group)})
    sheet.insert_chart(row, 0, chart)
    sheet.set_h_pagebreaks([row])
    return 7 + len(group)


def _histogram(book: Book, sheet: Sheet, quantity: Quantity, worked: Worked) -> Any:
    """How likely the values of an answer are."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    assert quantity.step is not None
    reference, unit = worked.column(quantity.step), book.shown[quantity.step].unit
    numbers = sorted((worked.at_points(quantity.step) / unit.factor).tolist())
    # From between the 10th point and the 11th, so that no edge falls on a point, not even where they are evenly spaced.
    low, high = [0.7 * numbers[place - 1] + 0.3 * numbers[place] for place in (10, POINTS - 10)]
    first, last = [f"0.7*SMALL({reference},{place})+0.3*SMALL({reference},{place + 1})" for place in (10, POINTS - 10)]
    width = (high - low) / BINS
    top = 2
    for offset, head in enumerate(("from", "share of the cases", "width")):
        sheet.write_string(top, BIN_COLUMN + offset, head, book.styles("heading"))
    edge, step = [xl_rowcol_to_cell(top + 1, BIN_COLUMN + offset, row_abs=True) for offset in (0, 2)]
    shape = _edge_format(unit.format, width)
    style = book.styles("range", shape)
    sheet.write_formula(top + 1, BIN_COLUMN + 2, f"=({last}-{edge})/{BINS}", style, width)
    for place in range(BINS):
        start = low + place * width
        formula = f"={edge}+{place}*{step}" if place else f"={first}"
        sheet.write_formula(top + 1 + place, BIN_COLUMN, formula, style, start)
        at = xl_rowcol_to_cell(top + 1 + place, BIN_COLUMN)
        share = sum(start <= number < start + width for number in numbers) / POINTS
        formula = f"=SUMPRODUCT(({reference}>={at})*({reference}<{at}+{step}))/{POINTS}"
        sheet.write_formula(top + 1 + place, BIN_COLUMN + 1, formula, book.styles("range", "0.0%"), share)
    chart = book.file.add_chart({"type": "column"})
    chart.add_series(
        {
            "categories": [ANSWERS, top + 1, BIN_COLUMN, top + BINS, BIN_COLUMN],
            "values": [ANSWERS, top + 1, BIN_COLUMN + 1, top + BINS, BIN_COLUMN + 1],
            "fill": {"color": FILL},
            "gap": 4,
        }
    )
    title = cell_text(f"{quantity.definition.name}{f', {unit.text}' if unit.text else ''}: share of the cases")[:120]
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_x_axis({"num_font": {"rotation": -45}, "interval_unit": 4, "num_format": shape})
    chart.set_y_axis({"num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    chart.set_legend({"none": True})
    return chart


def _edge_format(shape: str, width: float) -> str:
    """The format of edges so far apart, which tells one from the next: what shows a unit or a power of ten stays."""
    is_share = "%" in shape
    if not is_share and shape not in (*PLAIN, "General"):
        return shape
    apart = width * 100 if is_share else width
    decimals = min(MOST_DECIMALS, max(1, -math.floor(math.log10(apart)))) if apart > 0 else 1
    return f"#,##0.{'0' * decimals}{'%' if is_share else ''}"


def _scenarios(book: Book, ratios: Beside) -> Any:
    """The answers of the scenarios beside each other."""
    chart = book.file.add_chart({"type": "column"})
    for place in range(ratios.columns):
        chart.add_series(
            {
                "name": ["Scenarios", 2, 1 + place],
                "fill": {"color": COLORS[place % len(COLORS)]},
                "categories": ["Scenarios", ratios.first_row, 0, ratios.first_row + ratios.rows - 1, 0],
                "values": [
                    *("Scenarios", ratios.first_row, 1 + place),
                    *(ratios.first_row + ratios.rows - 1, 1 + place),
                ],
            }
        )
    chart.set_title({"name": "Scenarios, as multiples of the sheet as it is", "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis(
        {"num_format": "0.#", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}}
    )
    return chart
