"""A whole sheet, or the fences of a document: laid out anew, and held against what was there.

What is said stays: the formatted text parses to the tree of the one before, and each comment stands where it stood. A
line that cannot be laid out so is left as it is.
"""

from __future__ import annotations

from estimator.notation.columns import columns
from estimator.notation.formatter.layout import WIDTH
from estimator.notation.formatter.lines import block, table, taken_apart
from estimator.notation.formatter.tables import laid_table
from estimator.notation.parser import parse_sheet
from estimator.notation.table_lines import WORD, is_table
from estimator.notation.thresholds import begins_row
from estimator.notation.tokens import Tokenizer
from estimator.problems import EstimateError, Source
from estimator.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from estimator.notation.formatter.lines import Piecemeal

    Region = tuple[int, int]

_WHERE = 2  # columns that `where` is indented by, below its definition
_LOCALS = 4
_TABLE = 2


@record
class Row:
    """What stands on one line or several of a sheet: a `line`, or a comment, documentation or a blank as its `text`.

    `inner` is its where block, `rows` are those of its table.
    """

    kind: str
    text: str
    line: Piecemeal | None
    inner: tuple[Row, ...]
    rows: tuple[Row, ...] = ()


def formatted(source: Source, regions: list[Region] | None = None) -> str:
    """The text of a source with its sheet, or the given regions of it, laid out. EstimateError if it does not parse."""
    text = source.text
    before = parse_sheet(source, regions)
    if any(problem.severity == "error" for problem in before.problems):
        raise EstimateError(before.problems)
    parts, at = [], 0
    for start, end in [(0, len(text))] if regions is None else regions:
        parts += [text[at:start], _region(text[start:end], is_whole=regions is None)]
        at = end
    return "".join([*parts, text[at:]])


def _region(text: str, *, is_whole: bool) -> str:
    """A sheet's text laid out: its lines all together, or, where that says something else, each that may be."""
    ending = "\r\n" if "\r\n" in text else "\n"
    base = 0 if is_whole else _indent(text)
    rows = _rows(text)
    for given in (rows, [_kept(row, base) for row in rows]):
        found = _printed(given, base)
        while found and not found[-1]:
            del found[-1]
        made = "".join([line.rstrip() + "\n" for line in found])
        if _says_the_same(text, made):
            return made.replace("\n", ending)
    return text


def _says_the_same(text: str, made: str) -> bool:
    """Whether two texts are one sheet; what parses to problems is none."""
    try:
        sheet = parse_sheet(Source("formatted", made))
        return not sheet.problems and sheet == parse_sheet(Source("written", text))
    except EstimateError:
        return False


def _indent(text: str) -> int:
    """The columns that a fence's first line is indented by."""
    first = next((line for line in text.expandtabs(8).splitlines() if line.strip()), "")
    return len(first) - len(first.lstrip())


def _kept(row: Row, base: int) -> Row:
    """A row, as it was written where its own layout would say something else."""
    if row.line is None and row.kind != "table":
        return row
    made = "\n".join(line[base:] for line in _printed([row], base))
    return row if _says_the_same(row.text, made + "\n") else Row("raw", row.text, None, ())


def _rows(text: str) -> list[Row]:
    """The rows of a sheet, by the parser's own rules of what continues a line."""
    tokenizer = Tokenizer(Source("text", text), [])
    text = tokenizer.text.replace("\r", " ")
    rows: list[Row] = []
    at, end = 0, len(text) - 1
    while at < end:
        begin, stop = _line(text, at)
        if begin >= stop:
            rows.append(Row("blank", "", None, ()))
            at = stop + 1
        elif text[begin] == "#":
            rows.append(Row("text", _comment(text[begin:stop]), None, ()))
            at = stop + 1
        else:
            start, at, where = at, *_continued(text, at, end)
            last = at - 1
            if text.startswith(WORD, begin) and is_table(text, begin, last):
                rows.append(Row("table", text[start:last], None, ()))
                continue
            first_row = _first_row(tokenizer, begin, where or last)
            line = taken_apart(tokenizer, begin, first_row or where or last)
            table_rows = _inside(tokenizer, text, first_row, where or last) if first_row and line is not None else ()
            inner = _where(tokenizer, text, where, last) if where and line is not None else ()
            rows.append(Row("raw" if line is None else "line", text[start:last], line, inner, table_rows))
    return rows


def _first_row(tokenizer: Tokenizer, start: int, end: int) -> int:
    """Where the rows of a function by thresholds begin, or 0."""
    tokens = tokenizer.tokens(start, end)
    for place in range(1, len(tokens) - 1):
        if tokens[place - 1][0] == "=" and begins_row(tokens, place, tokenizer.text):
            at = tokens[place][2]
            return tokenizer.text.rfind("\n", 0, at) + 1
    return 0


def _line(text: str, at: int) -> tuple[int, int]:
    """The first character that is no blank, and the end, of the line at an offset."""
    stop = text.find("\n", at)
    stop = len(text) if stop < 0 else stop
    begin = at
    while begin < stop and text[begin] in " \t":
        begin += 1
    return begin, stop


def _columns_before(text: str, at: int, begin: int) -> int:
    return len(text[at:begin].expandtabs(8))


def _continued(text: str, at: int, end: int) -> tuple[int, int]:
    """The offset behind a line and what continues it, and that of its `where`, or 0."""
    begin, stop = _line(text, at)
    indent, where = _columns_before(text, at, begin), 0
    at = stop + 1
    while at < end and text[at] in " \t":
        inner, stop = _line(text, at)
        if inner >= stop or _columns_before(text, at, inner) <= indent:
            break
        if not where and text.startswith("where", inner) and text[inner + 5] in " \t\n":
            where = inner
        at = stop + 1
    return at, where


def _where(tokenizer: Tokenizer, text: str, where: int, end: int) -> tuple[Row, ...]:
    """The rows of a where block, its own line first."""
    stop = text.find("\n", where)
    return (Row("where", text[where:stop].strip(), None, ()), *_inside(tokenizer, text, stop + 1, end))


def _inside(tokenizer: Tokenizer, text: str, at: int, end: int) -> tuple[Row, ...]:
    """The rows between two offsets: each a line, with those indented deeper."""
    rows: list[Row] = []
    base = _columns_before(text, at, _line(text, at)[0])
    while at < end:
        begin, stop = _line(text, at)
        if text[begin] == "#":
            rows.append(Row("text", _comment(text[begin:stop]), None, ()))
            at = stop + 1
            continue
        start, at = at, stop + 1
        while at < end and _columns_before(text, at, _line(text, at)[0]) > base:
            at = text.find("\n", at) + 1
        line = taken_apart(tokenizer, begin, at - 1)
        rows.append(Row("raw" if line is None else "line", text[start : at - 1], line, ()))
    return tuple(rows)


def _comment(text: str) -> str:
    """A comment as it is written, or a line of documentation with one blank behind its sign."""
    text = text.rstrip()
    return f"## {text[2:].strip()}".rstrip() if text.startswith("##") else text


def _printed(rows: list[Row], base: int) -> list[str]:
    """Rows as lines; those that follow one another without a blank are aligned."""
    lines: list[str] = []
    group: list[Row] = []
    for row in rows:
        if row.kind in ("line", "text") and not row.text.startswith("##"):
            group.append(row)
            if row.inner or row.rows:
                lines += _group(group, base)
                group = []
            continue
        lines += _group(group, base)
        group = []
        if row.kind == "blank":
            lines += [""] if lines and lines[-1] else []
        elif row.kind == "table":
            lines += [" " * base + line for line in laid_table(row.text)]
        elif row.kind == "text":
            lines += [" " * base + line for line in _documentation(row.text, WIDTH - base)]
        else:
            lines += [line.rstrip() for line in row.text.split("\n")]
    return lines + _group(group, base)


def _group(rows: Sequence[Row], base: int, layout: Callable[[list[Piecemeal]], list[list[str]]] = block) -> list[str]:
    """Lines and the comments between them; what is defined in a where block stands below its definition."""
    given = [replace(row.line, base=base) for row in rows if row.line is not None]
    laid_out = iter(layout(given)) if given else iter(())
    lines: list[str] = []
    for row in rows:
        if row.line is None:
            lines += _shifted(row.text, base) if row.kind == "raw" else [" " * base + row.text]
            continue
        lines += next(laid_out)
        if row.rows:
            lines += _group(row.rows, base + _TABLE, table)
        if row.inner:
            lines.append(" " * (base + _WHERE) + row.inner[0].text)
            lines += _group(row.inner[1:], base + _LOCALS)
    return lines


def _shifted(text: str, base: int) -> list[str]:
    """The lines of a definition that is left as it was written, at another indent."""
    lines = text.expandtabs(8).split("\n")
    less = len(lines[0]) - len(lines[0].lstrip())
    return [" " * base + line[less:].rstrip() for line in lines]


def _documentation(text: str, width: int) -> list[str]:
    """A line of documentation; other words to look for are put on as many lines as they need."""
    if columns(text) <= width or not text.startswith("## also:"):
        return [text]
    words = [word.strip() for word in text.removeprefix("## also:").split(",") if word.strip()]
    lines = [f"## also: {words[0]}"]
    for word in words[1:]:
        if columns(f"{lines[-1]}, {word}") > width:
            lines.append(f"## also: {word}")
        else:
            lines[-1] += f", {word}"
    return lines
