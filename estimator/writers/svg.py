"""An evaluated sheet as one picture: its answers with the spreads of their ranges, and what moves the last of these.

An SVG without a script, a style sheet or an address, so that it can stand in a page, a wiki or a slide.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from estimator.languages.reporting import reported
from estimator.languages.spans import safe, shortened, wrapped
from estimator.languages.values import Values
from estimator.writers.paper import drivers
from estimator.writers.source import as_written

if TYPE_CHECKING:
    from estimator.languages.exhibit import Bar
    from estimator.languages.report import Row
    from estimator.reckoning.evaluate import Evaluation

NEEDS: tuple[str, ...] = ()
WIDTH, MARGIN, LINE = 760, 24, 40  # pixels, of the picture, around it, and of a row
VALUES, PICTURES, PICTURE = 270, 516, 220  # where these begin, and how wide a picture is
TITLE, SIZE, SMALL = 18, 13, 11  # pixels of the letters
MOST_ROWS = 30
_INK, _PALE, _TEXT, _GREY, _GOOD, _BAD = "#4078c0", "#d8dee4", "#1f2328", "#59636e", "#1a7f37", "#cf222e"
_LETTER = 0.62  # of the size of letters is their width, at most, in the fonts that are asked for
_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"


def content(evaluation: Evaluation) -> str:
    """The picture."""
    evaluation = as_written(evaluation)
    values = Values(evaluation)
    report = reported(evaluation, values, scenarios=False)
    picture = _Picture()
    for line in wrapped(report.title, int((WIDTH - 2 * MARGIN) / (TITLE * _LETTER))):
        picture.line(line, TITLE, bold=True)
    rows = report.answers or report.assumptions
    if rows:
        picture.heading("Answers" if report.answers else "Assumptions")
    for row in rows[:MOST_ROWS]:
        picture.row(row.name, row.note, f"{row.relation} {row.shown}", row.range, bold=True)
        picture.histogram(row)
    if len(rows) > MOST_ROWS:
        picture.paragraph(f"{len(rows) - MOST_ROWS:,} more are not in this picture.")
    if report.verdicts:
        picture.heading("Checks")
    for verdict in report.verdicts[:MOST_ROWS]:
        picture.check(f"{'✓' if verdict.holds else '✗'} {verdict.text}", verdict.sentence, holds=verdict.holds)
    found = drivers(evaluation, values)
    if found is not None:
        shares, ends = found
        picture.heading(f"What matters for {ends.title.partition(' with one range')[0]}")
        picture.paragraph(" ".join([*shares.lead[:1], "Bars: one range at a time from its P5 to its P95."]))
        for cells in ends.rows[:MOST_ROWS]:
            name, own, there = cells
            picture.row(name.text, own.text, there.text, "", bold=False)
            picture.bar(there.bar)
    picture.y += SMALL
    picture.paragraph(" · ".join([f"{head}: {fact}" for head, fact in report.imprint.facts()]))
    return picture.content(report.title)


class _Picture:
    """What is drawn so far, from top to bottom."""

    def __init__(self) -> None:
        self.y = MARGIN
        self.parts: list[str] = []

    def content(self, title: str) -> str:
        """The picture as a text."""
        height = self.y + MARGIN // 2
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" font-family="{_FONT}">\n<title>{_inert(title)}</title>\n'
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n' + "".join(self.parts) + "</svg>\n"
        )

    def line(self, words: str, size: int, *, bold: bool = False, colour: str = _TEXT) -> None:
        """A line of text, and the place below it."""
        self.y += size
        self._text(MARGIN, self.y, words, size, bold=bold, colour=colour)
        self.y += size // 2

    def heading(self, words: str) -> None:
        """What stands above some rows."""
        self.y += SIZE
        self.line(_short(words, WIDTH - 2 * MARGIN, SIZE), SIZE, bold=True, colour=_GREY)

    def paragraph(self, words: str) -> None:
        """Small lines."""
        for line in wrapped(words, int((WIDTH - 2 * MARGIN) / (SMALL * _LETTER))):
            self.line(line, SMALL, colour=_GREY)

    def row(self, name: str, below: str, value: str, range_: str, *, bold: bool) -> None:
        """A row with a name and a value, and what stands below each."""
        room = VALUES - MARGIN - SIZE, PICTURES - VALUES - SIZE
        self.y += LINE
        top, bottom = self.y - LINE // 2, self.y - 4
        self._text(MARGIN, top, _short(name, room[0], SIZE), SIZE)
        self._text(MARGIN, bottom, _short(below, room[0], SMALL), SMALL, colour=_GREY)
        self._text(VALUES, top, _short(value, room[1], SIZE), SIZE, bold=bold)
        self._text(VALUES, bottom, _short(range_, room[1], SMALL), SMALL, colour=_GREY)

    def check(self, words: str, says: str, *, holds: bool) -> None:
        """A check with what is said of it."""
        room = WIDTH - 2 * MARGIN
        self.y += LINE
        self._text(MARGIN, self.y - LINE // 2, _short(words, room, SIZE), SIZE, colour=_GOOD if holds else _BAD)
        self._text(MARGIN, self.y - 4, _short(says, room, SMALL), SMALL, colour=_GREY)

    def histogram(self, row: Row) -> None:
        """The spread of a quantity beside its row."""
        if row.spread is None:
            return
        heights, base, tall = row.spread.bars, self.y - 4, LINE - 12
        step = PICTURE / len(heights)
        for place, height in enumerate(heights):
            high = max(height * tall, 1)
            self._rect(PICTURES + place * step, base - high, step - 2, high, _INK)

    def bar(self, bar: Bar | None) -> None:
        """A range beside its row, with the middle marked."""
        if bar is None:
            return
        base = self.y - LINE // 2
        self._rect(PICTURES, base, PICTURE, 1, _PALE)
        self._rect(PICTURES + bar.start * PICTURE, base - 7, max((bar.end - bar.start) * PICTURE, 1), 14, _INK)
        if bar.middle is not None:
            self._rect(PICTURES + bar.middle * PICTURE, base - 10, 2, 20, _TEXT)

    def _rect(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{colour}"/>\n')

    def _text(self, x: int, y: int, words: str, size: int, *, bold: bool = False, colour: str = _TEXT) -> None:
        if words:
            look = f'font-size="{size}" fill="{colour}"' + (' font-weight="600"' if bold else "")
            self.parts.append(f'<text x="{x}" y="{y}" {look}>{_inert(words)}</text>\n')


def _short(words: str, room: int, size: int) -> str:
    """A text that fits into so many pixels, its end left out where it must be."""
    return shortened(safe(words), int(room / (size * _LETTER)))


def _inert(words: str) -> str:
    return html.escape(safe(words))
