"""Claims of arithmetic in a text: `100 M * 2 KB = 200 GB`, `30 TB/day is 350 MB/s`, `1200 writes/s, 500 reads/s (3:1)`.

What stands on each side of a sign or a word that equates is cut out of the line: numbers with the words behind them,
and what is reckoned with them. Whether they can be read, and agree, is for others to say.
"""

from __future__ import annotations

import re

from estimator.notation.fences import fences
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.notation.tree import Span

MOST_LINE = 2000  # characters of a line that is looked at
_SPOKEN_FENCES = ("", "text", "txt", "plain", "plaintext", "math", "markdown", "md")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LEXEME = re.compile(
    r"(?P<number>[$€£¥]?\d+(?:[,_]\d+)*(?:\.\d+)?(?:[eE][+-]?\d+)?%?)"
    r"|(?P<word>[\u4e00-\u9fff]+|(?:(?![\u4e00-\u9fff])[^\W\d_])+[²³]?)"
    r"|(?P<equals>≈|≃|≅|~=|=~|==?(?![=>])|=>|->|→)"
    r"|(?P<operator>[×*·÷/+−^]|-(?=\s))"  # noqa: RUF001  the signs of multiplication and of minus
    r"|(?P<bracket>[()])"
    r"|(?P<about>[~])"
    r"|(?P<other>\S)"
)
_RATIO = re.compile(r"(?<![\d:.])(\d+(?:\.\d+)?)\s?:\s?(\d+(?:\.\d+)?)(?![\d:.])")
_EQUATING = frozenset(("is", "are", "equals", "gives", "makes", "是", "即", "等于", "约等于", "约为", "约是", "就是"))
_ABOUT = (
    "about",
    "around",
    "roughly",
    "approximately",
    "approx",
    "nearly",
    "almost",
    "some",
    "ca",
    "circa",
    "约",
    "大约",
)
ARROWS = ("=>", "->", "→")
_BULLETS = ("-", "*", "+")  # also of a list, or a dash
_STOPS = (",", ";", ":", ".", "|")
# Before a number that is a part of what is spoken of: rows of 30 bytes are 3 MB.
_PREPOSITIONS = frozenset(
    ["of", "with", "at", "by", "in", "per", "for", "to", "from", "over", "under", "than", "x", "×", "each", ","]  # noqa: RUF001
)
_OF_EACH = ("@", "avg", "average", "mean", "costs", "cost")  # before a number of which there are several
# What a number that is glued to it is a part of: a range, a time, a version, a name.
_GLUE = ("-", "–", ":", ".", "/", "_", "#", "<", ">")  # noqa: RUF001
_SIGNS = frozenset("×*·÷/+−^=≈x-")  # noqa: RUF001
_GOES_ON = ("-", "–", "/", "_")  # noqa: RUF001
_LISTED = (",", "and", "vs", "versus", "/", ";", "to")


@record
class Side:
    """A side of a claim: its text as it stands, where, and whether something is reckoned in it."""

    text: str
    span: Span
    is_reckoned: bool


@record
class Claim:
    """Two sides that are said to be equal; `sign` is the sign or the word, `about` whether they are only nearly so.

    A number beside another one, in brackets or at the end of several signs, may be another thing: it is `loose`.
    """

    left: Side
    right: Side
    sign: str
    about: bool
    loose: bool = False


@record
class RatioClaim:
    """Two numbers with their words, and how they are said to be to each other."""

    left: Side
    right: Side
    ratio: tuple[str, str]
    span: Span


class _Lexeme:
    __slots__ = ("end", "sort", "start", "text")

    def __init__(self, sort: str, text: str, start: int, end: int) -> None:
        self.sort, self.text, self.start, self.end = sort, text, start, end


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a document that may make a claim, with their places: no code, no comments, no sheets.

    What is left out is blank, so that places stay. The cells of a table are lines of their own.
    """
    shown = list(text)
    cut = [(each.start, each.begin) for each in fences(text)]
    cut += [(each.end, each.stop) for each in fences(text)]
    cut += [(each.begin, each.end) for each in fences(text) if each.info.split(" ")[0].lower() not in _SPOKEN_FENCES]
    cut += [found.span() for found in _COMMENT.finditer(text)]
    for start, end in cut:
        shown[start:end] = ["\n" if char == "\n" else " " for char in text[start:end]]
    at = 0
    for line in "".join(shown).split("\n"):
        for cell in re.finditer(r"[^|]+", line[:MOST_LINE].replace("`", " ").replace("**", "  ")):
            yield at + cell.start(), cell[0]
        at += len(line) + 1


def claims(line: str, at: int, is_unit: Callable[[str], bool]) -> Iterator[Claim | RatioClaim]:
    """The claims of a line that stands at a place; `is_unit` is whether a word can stand behind a number."""
    lexemes = [_Lexeme(str(found.lastgroup), found[0], found.start(), found.end()) for found in _LEXEME.finditer(line)]
    for place, lexeme in enumerate(lexemes):
        word = lexeme.text.lower()
        if lexeme.text == "(":
            yield from _in_brackets(line, at, lexemes, place, is_unit)
            continue
        if lexeme.sort != "equals" and not (lexeme.sort == "word" and word in _EQUATING):
            continue
        left = _before(line, lexemes, place, is_unit)
        right, about = _behind(line, lexemes, place, is_unit)
        if left is None or right is None or (lexeme.text in ARROWS and not left.is_reckoned):
            continue
        is_about = about or "约" in word or lexeme.text in ("≈", "≃", "≅", "~=", "=~")
        is_loose = not left.is_reckoned and any(
            each.sort == "equals" and line[each.end : left.span[0]].strip(" ~") == "" for each in lexemes[:place]
        )
        yield Claim(_moved(left, at), _moved(right, at), word, is_about, is_loose)
    yield from _ratios(line, at, lexemes, is_unit)


def _in_brackets(
    line: str, at: int, lexemes: list[_Lexeme], place: int, is_unit: Callable[[str], bool]
) -> Iterator[Claim]:
    """A number right behind another one, alone in brackets: 30 TB/day (350 MB/s)."""
    left = _quantity(line, lexemes, place, is_unit)
    right, about = _behind(line, lexemes, place, is_unit)
    if left is None or right is None or right.is_reckoned or not line[right.span[1] :].lstrip().startswith(")"):
        return
    behind = line[right.span[1] :].lstrip()[1:].lstrip()
    if left.span[1] == lexemes[place].start or behind[:1] in _SIGNS:
        return  # a call, or a factor
    yield Claim(_moved(left, at), _moved(right, at), "(", about, loose=True)


def _moved(side: Side, at: int) -> Side:
    return Side(side.text, (side.span[0] + at, side.span[1] + at), side.is_reckoned)


def _before(line: str, lexemes: list[_Lexeme], place: int, is_unit: Callable[[str], bool]) -> Side | None:
    """The longest expression that ends right before a place, and before a remark in brackets there."""
    place = _before_remark(lexemes, place, is_unit)
    depth, at = 0, place
    while at > 0:
        each, after = lexemes[at - 1], lexemes[at] if at < place else None
        if each.sort == "bracket":
            depth += 1 if each.text == ")" else -1
            if depth < 0:
                break
        elif each.sort == "number":
            if after is not None and after.sort == "number":
                break
        elif each.sort == "word":
            is_times = each.text in ("x", "X") and at > 1 and lexemes[at - 2].sort != "operator"
            is_share = each.text == "of" and at > 1 and lexemes[at - 2].text.endswith("%")
            if not (is_times or is_share or (is_unit(each.text) and (after is None or after.sort != "number"))):
                break
        elif each.sort not in ("operator", "about"):
            break
        at -= 1
    if depth > 0:
        return None
    while at < place and not (lexemes[at].sort == "number" or lexemes[at].text == "("):
        is_bullet = lexemes[at].text in _BULLETS and (at == 0 or lexemes[at - 1].text in _STOPS)
        if lexemes[at].sort == "operator" and not is_bullet:
            return None  # what it is reckoned with could not be read
        at += 1
    before = lexemes[at - 1] if at else None
    side = _side(line, lexemes[at:place], before)
    if side is None or before is None:
        return side if side is None or side.is_reckoned or lexemes[at].text != "(" else None
    if before.sort == "word" and lexemes[at].text == "(":
        return None  # a function's, or one of several that are added up
    if before.text.lower() in _OF_EACH:
        return None
    is_of_another = before.text.lower() in _PREPOSITIONS or lexemes[at].text == "("
    return None if is_of_another and not side.is_reckoned else side


def _before_remark(lexemes: list[_Lexeme], place: int, is_unit: Callable[[str], bool]) -> int:
    """A place, or that of the bracket that opens a remark right before it, which is words that are no units."""
    at = place - 1
    if at < 0 or lexemes[at].text != ")":
        return place
    while at > 0 and lexemes[at].text != "(":
        at -= 1
    inner = lexemes[at + 1 : place - 1]
    is_remark = any(each.sort in ("word", "other") and not is_unit(each.text) for each in inner)
    return at if lexemes[at].text == "(" and is_remark else place


def _behind(line: str, lexemes: list[_Lexeme], place: int, is_unit: Callable[[str], bool]) -> tuple[Side | None, bool]:
    """The longest expression that begins right behind a place, and whether it is only nearly so."""
    at, about = place + 1, False
    while at < len(lexemes) and (lexemes[at].sort == "about" or lexemes[at].text.lower() in _ABOUT):
        at, about = at + 1, True
    first, depth = at, 0
    while at < len(lexemes):
        each, before = lexemes[at], lexemes[at - 1] if at > first else None
        if each.sort == "bracket":
            is_opening = each.text == "("
            if is_opening and before is not None and before.sort != "operator":
                break  # a remark in brackets
            depth += 1 if is_opening else -1
            if depth < 0:
                break
        elif each.sort == "number":
            if before is not None and before.sort not in ("operator", "bracket"):
                break
        elif each.sort == "word":
            if before is None or before.sort not in ("number", "word", "operator", "bracket") or not is_unit(each.text):
                break
        elif each.sort != "operator" or before is None:
            break
        at += 1
    while at > first and (lexemes[at - 1].sort == "operator" or lexemes[at - 1].text.lower() in ("per", "x")):
        at -= 1
    behind = lexemes[at] if at < len(lexemes) else None
    is_glued = behind is not None and behind.start == lexemes[at - 1].end
    if behind is not None and is_glued and (behind.sort in ("word", "number") or behind.text in _GOES_ON):
        return None, about
    if depth > 0 or at == first or lexemes[first].sort not in ("number", "bracket"):
        return None, about
    return _side(line, lexemes[first:at], None), about


def _side(line: str, inner: list[_Lexeme], before: _Lexeme | None) -> Side | None:
    if not inner or not any(each.sort == "number" for each in inner):
        return None
    start, end = inner[0].start, inner[-1].end
    if before is not None and before.end == start and (before.text in _GLUE or before.sort == "word"):
        return None
    numbers = sum(each.sort == "number" for each in inner)
    is_reckoned = numbers > 1 and any(each.sort == "operator" or each.text in ("x", "X", "of") for each in inner)
    return Side(line[start:end], (start, end), is_reckoned)


def _ratios(line: str, at: int, lexemes: list[_Lexeme], is_unit: Callable[[str], bool]) -> Iterator[RatioClaim]:
    """Ratios in brackets, or called one, right behind two numbers with their words."""
    for found in _RATIO.finditer(line):
        before = line[: found.start()]
        opening = before.rstrip().endswith(("(", "ratio", "ratio of", "=", "i.e."))
        if not opening:
            continue
        ends = [place for place, each in enumerate(lexemes) if each.end <= found.start()]
        place = len(ends)
        while place and (lexemes[place - 1].sort != "number" and not is_unit(lexemes[place - 1].text)):
            place -= 1
        second = _quantity(line, lexemes, place, is_unit)
        if second is None:
            continue
        place = sum(each.end <= second.span[0] for each in lexemes)
        while place and (lexemes[place - 1].text.lower() in (*_LISTED, *_ABOUT) or lexemes[place - 1].sort == "about"):
            place -= 1
        first = _quantity(line, lexemes, place, is_unit)
        if first is not None:
            yield RatioClaim(
                _moved(first, at), _moved(second, at), (found[1], found[2]), (found.start() + at, found.end() + at)
            )


def _quantity(line: str, lexemes: list[_Lexeme], place: int, is_unit: Callable[[str], bool]) -> Side | None:
    """A number with its words that ends right before a place."""
    at = place
    while at and (lexemes[at - 1].text == "/" or (lexemes[at - 1].sort == "word" and is_unit(lexemes[at - 1].text))):
        at -= 1
    if not at or lexemes[at - 1].sort != "number" or at == place:
        return None
    return _side(line, lexemes[at - 1 : place], lexemes[at - 2] if at > 1 else None)
