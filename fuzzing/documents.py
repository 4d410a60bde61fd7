"""What must hold of an exported file, whatever the texts and the numbers in it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.writers.json import to_object
from fuzzing.laws import Broken, inert, parsed_json, require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    Check = Callable[[str | bytes, dict[str, Any]], None]

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# Elements that the page is made of; whatever else stands in one came from a text.
ELEMENTS = {
    *("article", "b", "body", "button", "code", "details", "div", "footer", "h1", "h2", "h3", "head", "header", "html"),
    *(
        "input",
        "label",
        "li",
        "main",
        "meta",
        "option",
        "p",
        "pre",
        "rect",
        "script",
        "section",
        "select",
        "span",
        "strong",
        "style",
    ),
    *("summary", "svg", "table", "tbody", "td", "th", "thead", "title", "tr", "ul", "wbr"),
    *("a", "blockquote", "em", "h4", "h5", "h6", "hr", "ol"),  # of the prose of a plan, which is Markdown
}
_VOID = {"hr", "meta", "input", "rect", "wbr"}
_ACTIVE = re.compile(r"on\w+|src|srcdoc|action|formaction|ping|background|poster")
_ADDRESSES = {"href", "xlink:href", "data", "content", "cite", "manifest", "longdesc", "srcset", "usemap"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_TEX = re.compile(r"\\(input|include|write|openout|openin|read|immediate|csname|def|catcode|usepackage{[^}]*shell)\b")
_LINKS = ("http://", "https://", "mailto:")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_NEAR = 1e-9


class _Page(HTMLParser):
    """Follows the elements of a page: each is known, closed in order and without attributes that act."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        require(tag in ELEMENTS, "no text adds an element to a page", f"<{tag}> {attrs}"[:300])
        names = [name for name, _ in attrs]
        require(len(set(names)) == len(names), "an element has each attribute once", f"<{tag}> {names}")
        for name, value in attrs:
            require(not _ACTIVE.fullmatch(name), "no attribute of a page acts", f"<{tag} {name}>")
            acts = name in _ADDRESSES and re.match(r"\s*(javascript|data):", value or "", re.IGNORECASE)
            require(not acts, "no link of a page acts", value)
        self.scripts += tag == "script"
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that ends where it begins."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in _VOID:
            return
        require(self.open and self.open[-1] == tag, "the elements of a page close in order", f"</{tag}> in {self.open}")
        self.open.pop()


def page(content: str | bytes, _said: dict[str, Any]) -> None:
    """HTML is well formed, and no text adds to it."""
    assert isinstance(content, str)
    reader = _Page()
    reader.feed(content)
    reader.close()
    require(not reader.open, "the elements of a page are closed", reader.open)
    require(reader.scripts <= 2, "a page has its own scripts alone", reader.scripts)
    shown = re.sub(r"<(script|style)\b.*?</\1>", "", content, flags=re.DOTALL)
    inert(shown)


def markdown(content: str | bytes, said: dict[str, Any]) -> None:
    """An exported document is a sheet with the same numbers."""
    assert isinstance(content, str)
    try:
        again = estimate(module_from_text(content, "again.md"))
    except EstimateError as error:
        raise Broken("exported Markdown is a sheet", error.problems[0].message) from None
    other = to_object(again)
    require(len(other["quantities"]) == len(said["quantities"]), "exported Markdown has the same quantities")
    for one, two in zip(said["quantities"], other["quantities"], strict=True):
        same = one["name"] == two["name"] and one["unit"] == two["unit"] and one["value"] == two["value"]
        require(same, "exported Markdown has the same numbers", f"{one} {two}")
        for end in ("low", "high"):
            require(_close(one.get(end), two.get(end)), "exported Markdown has the same ranges", f"{one} {two}")
    holds = [each["holds"] for each in said["checks"]], [each["holds"] for each in other["checks"]]
    require(holds[0] == holds[1], "exported Markdown has the same checks", holds)


def _close(one: float | None, two: float | None) -> bool:
    if one is None or two is None:
        return one is two
    return abs(one - two) <= _NEAR * max(abs(one), abs(two))


def table(content: str | bytes, said: dict[str, Any]) -> None:
    """CSV has a row a quantity and a check, those of scenarios too, and no cell that is a formula to a spreadsheet."""
    assert isinstance(content, str)
    rows = list(csv.reader(io.StringIO(content, newline="")))
    require({len(row) for row in rows} == {len(rows[0])}, "CSV has the same columns throughout")
    expected = 1 + len(said["quantities"]) + len(said["checks"])
    for scenario in said.get("scenarios", ()):
        expected += len(scenario["answers"]) + len(scenario["checks"]) if "answers" in scenario else 1
    expected += len(said.get("functions", ())) + sum([len(each["rows"]) for each in said.get("thresholds", ())])
    require(len(rows) == expected, "CSV has a row a quantity and a check")
    for row in rows:
        for cell in row:
            require(not cell.startswith(_FORMULA) or _is_number(cell), "CSV holds no formula", repr(cell[:80]))
            inert(cell)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return cell.isascii()


def formula_text(content: str | bytes, _said: dict[str, Any]) -> None:
    """LaTeX runs no command of a text's, and its braces close."""
    assert isinstance(content, str)
    body = re.sub(r"\\[\\{}]", "", content)
    depth = 0
    for char in re.sub(r"[^{}]", "", body):
        depth += 1 if char == "{" else -1
        require(depth >= 0, "the braces of LaTeX close in order")
    require(depth == 0, "the braces of LaTeX close")
    found = _TEX.search(content.partition("\\begin{document}")[2] or content)
    require(found is None, "no text adds a command to LaTeX", found and found.group())


def numbers(content: str | bytes, said: dict[str, Any]) -> None:
    """A file of JSON is what --json prints."""
    assert isinstance(content, str)
    require(parsed_json(content) == parsed_json(json.dumps(said)), "exported JSON is what --json prints")


def workbook(content: str | bytes, _said: dict[str, Any]) -> None:
    """A workbook is an archive of well-formed parts, whose formulas call nothing outside."""
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        require(archive.testzip() is None, "a workbook is whole")
        for name in archive.namelist():
            try:
                with archive.open(name) as part:
                    for cell in _cells(part):
                        _formula(cell)
            except ET.ParseError as fault:
                raise Broken("the parts of a workbook are well formed", f"{name}: {fault}") from None
            outside = name.endswith(".rels") and b'TargetMode="External"' in archive.read(name)
            require(not outside, "a workbook links to nothing outside", name)


def _cells(part: IO[bytes]) -> Iterator[ET.Element]:
    """The cells of a part, row by row: of a sheet of points the whole tree takes more memory than all that made it."""
    for _, element in ET.iterparse(part):  # noqa: S314  our own writer's
        if element.tag == f"{_SHEET}row":
            yield from element.iter(f"{_SHEET}c")
            element.clear()


def _formula(cell: ET.Element) -> None:
    formula = cell.find(f"{_SHEET}f")
    if formula is None:
        return
    code = re.sub(r'"(?:[^"]|"")*"', '""', formula.text or "")
    require(not re.search(r"HYPERLINK|WEBSERVICE|cmd\s*\||\[\d", code), "a formula calls nothing outside", code)
    require(len(formula.text or "") <= 8192, "a formula is as long as a spreadsheet takes", len(formula.text or ""))


def word(content: str | bytes, _said: dict[str, Any]) -> None:
    """A Word document is an archive of well-formed parts, whose links lead to pages and to mail alone."""
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        require(archive.testzip() is None, "a document is whole")
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                tree = ET.fromstring(archive.read(name))  # noqa: S314  our own writer's
            except ET.ParseError as fault:
                raise Broken("the parts of a document are well formed", f"{name}: {fault}") from None
            for each in tree.iter("{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"):
                target = each.attrib["Target"]
                is_page = each.attrib.get("TargetMode") != "External" or target.startswith(_LINKS)
                require(is_page, "a document links to pages alone", target)


def typst_text(content: str | bytes, _said: dict[str, Any]) -> None:
    """A document of Typst is one that its compiler sets, and reads, imports and runs nothing of a text."""
    from estimator.writers.pdf import pdf

    assert isinstance(content, str)
    outside = _STRING.sub('""', content)
    require(not re.search(r"#(import|include|read|eval|plugin)\b", outside), "Typst reads no file", outside[:300])
    require(pdf(content).startswith(b"%PDF-"), "Typst sets the document")


def printed(content: str | bytes, _said: dict[str, Any]) -> None:
    """A PDF is one."""
    assert isinstance(content, bytes)
    require(content.startswith(b"%PDF-"), "a PDF begins as one", content[:20])


def picture(content: str | bytes, _said: dict[str, Any]) -> None:
    """A picture is well formed, and of shapes and texts alone."""
    assert isinstance(content, str)
    try:
        found = {each.tag.rpartition("}")[2] for each in ET.fromstring(content).iter()}  # noqa: S314
    except ET.ParseError as fault:
        raise Broken("a picture is well formed", str(fault)) from None
    require(found <= {"svg", "title", "rect", "text"}, "no text adds an element to a picture", sorted(found))


def notebook(content: str | bytes, _said: dict[str, Any]) -> None:
    """A notebook is one by its own schema."""
    import nbformat

    assert isinstance(content, str)
    found = parsed_json(content)
    try:
        nbformat.validate(found)
    except nbformat.ValidationError as fault:
        raise Broken("a notebook is one by its schema", str(fault)) from None


CHECKS: dict[str, Check] = {
    ".md": markdown,
    ".html": page,
    ".tex": formula_text,
    ".csv": table,
    ".json": numbers,
    ".xlsx": workbook,
    ".ipynb": notebook,
    ".docx": word,
    ".typ": typst_text,
    ".pdf": printed,
    ".svg": picture,
}
