"""A user's text in a Markdown document and in a notebook's cell: shown as it is written, and nothing but text.

The oracles are two renderers: one of CommonMark with GitHub's tables, and one that makes links, formulas and footnotes
of what looks like them. Each run takes another seed and says it where it fails: `SEED=… pytest tests/test_markdown.py`
repeats it, and `TEXTS=…` asks for more than a few hundred.
"""

from __future__ import annotations

import json
import os
import random
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import comrak
import markdown_it
import mistune
import pytest

from estimator.languages.markdown import cell_paragraph, cell_text, paragraph, source_text, text
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from estimator.writers.export import rendered
from tests.hostile_text import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000_000)
TEXTS = int(os.environ.get("TEXTS", "400"))
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
SAID = [
    *("@alice, ask bob@example.com", "@org/team #1234 owner/name#12 GH-7", ":tada: :+1: :100: 10:30:45 :x:"),
    *(
        "&amp; &#64; &copy; &#x40;",
        "http://example.org/a_b https://x.y/?q=1&r=2 www.example.org ftp://x.y",
        "a@b:tada:#1@c",
    ),
    *("# title #", "- item", "+ item", "* item", "1. item", "1) item", "> quote", "=== x", "--- x", "***", "[ ] todo"),
    *("$x$ costs $5 and $6, $$y$$", r"\(x\) \[y\] \begin{align}z\end{align} \$", "$`x`$", "@@0@@ @@", "`$`"),
    *(
        "[^1] and [^1]: note",
        "[l](http://x.y) ![i](x.png) [r][r] [r]: x",
        "<!-- c --> <b>x</b> <http://x.y>",
        "a | b | c",
    ),
    *("**b** __b__ *i* _i_ ~~d~~ ~d~ ==m== H~2~O x^2^ ++u++", "`code` ``two`` ```", "\\", "a\\|b", "|", "x\\"),
    *("<!-- estimate: end -->", "--> ]]>", "~~~ est", "``` est", "(c) ... -- 'q'", "snake_case_name, a*b*c", "#", "##"),
    *(
        "https://en.wikipedia.org/wiki/Little%27s_law",
        "HTTP://X.Y",
        "WWW.X.Y",
        "mailto:a@b.c xmpp:a@b.c",
        "!",
        "用户@例",
    ),
    *("| --- |", ":--", ": definition", "%%x%%", "{{x}} {% x %} {x}", "\u00e9 @\u00e9", "1234567. x", "a:b:c", "*"),
]
INERT = {"h1", "h3", "p", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "strong", "ul", "li"}
# What a code host makes links and pictures of after Markdown has been read.
CODE_HOST = re.compile(r"(?<![\w/])@\w|\w@\w|(?<![\w&])#\d|\bGH-\d|:(?:[a-z_]+|\+1|100):")
MATHJAX = re.compile(r"\$|\\[(\[]|\\begin")


class Shown(HTMLParser):
    """The texts of a page by their element, those that stand outside of code, and all elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[tuple[str, str]] = []
        self.bare: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """An element begins."""
        self.tags.add(tag)
        self.open.append(tag)
        if tag in ("h1", "h3", "p", "li", "td", "th"):
            self.texts.append((tag, ""))
        self.bare.append("")

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self.open.pop()
        self.bare.append("")

    def handle_data(self, data: str) -> None:
        """A text, or a part of one."""
        if self.texts and self.open[-1:] != ["pre"]:
            tag, before = self.texts[-1]
            self.texts[-1] = (tag, before + data)
        if not {"code", "pre", "a"} & set(self.open):
            self.bare[-1:] = ["".join(self.bare[-1:]) + data]

    def handle_comment(self, data: str) -> None:
        """A comment, which must be one of ours."""
        assert re.fullmatch(r" estimate: (begin|end)[^<>]*", data), data

    def of(self, *tags: str) -> list[str]:
        """The texts of elements, with their blanks as a browser shows them."""
        return [" ".join(said.split()) for tag, said in self.texts if tag in tags]


def of_code_host(said: str) -> str:
    """A page as code hosts make it of Markdown, with all that any of them adds to it."""
    extensions, options = comrak.ExtensionOptions(), comrak.RenderOptions()
    for name in COMRAK:
        setattr(extensions, name, True)
    options.unsafe_ = True
    return str(comrak.render_markdown(said, extension_options=extensions, render_options=options))


COMRAK = [
    *("alerts", "autolink", "description_lists", "footnotes", "highlight", "inline_footnotes", "insert", "math_code"),
    *("math_dollars", "multiline_block_quotes", "shortcodes", "spoiler", "strikethrough", "superscript", "table"),
    *("tasklist", "underline", "wikilinks_title_after_pipe", "block_directive", "subscript", "subtext"),
]
RENDERERS: dict[str, Callable[[str], str]] = {
    "CommonMark and tables": markdown_it.MarkdownIt("gfm-like", {"html": True, "linkify": False}).render,
    "a code host": of_code_host,
    "all that looks like something": lambda said: str(
        mistune.create_markdown(
            escape=False,
            plugins=[
                *("table", "url", "strikethrough", "footnotes", "task_lists", "math", "def_list", "abbr", "mark"),
                *("insert", "superscript", "subscript", "spoiler"),
            ],
        )(said)
    ),
}


def made_up(count: int) -> list[str]:
    """Texts of punctuation and words in any order, and of pieces of those above."""
    source = random.Random(SEED)
    pieces = [
        *PUNCTUATION * 3,
        *" \t",
        *("a", "b1", "www.", "http://", "https://x.y/", "12", "x.y", "amp;", "est", "用户"),
        *SAID,
    ]
    texts = ["".join(source.choices(pieces, k=source.randrange(1, 7))) for _ in range(count)]
    return [" ".join(each.split()) for each in texts if each.strip()]


HOSTILE_WORDS = [" ".join(words.split()) for words in HOSTILE if words.isprintable() and len(words) < 1000]
ALL = [*SAID, *PUNCTUATION, *HOSTILE_WORDS, *made_up(TEXTS)]
DOCUMENT = """\
# {0}

{1}

| h | i |
| --- | --- |
| {0} | = **"{0}"** |

- Note: {0}
"""


@pytest.mark.parametrize("renderer", list(RENDERERS))
def test_a_text_is_shown_as_it_is_written(renderer: str) -> None:
    for words in ALL:
        document = DOCUMENT.format(text(words), paragraph(words))
        shown = Shown(RENDERERS[renderer](document))
        said = f"SEED={SEED}\n{words!r}\n{document}"
        assert shown.of("h1", "p", "td") == [words, words, words, f'= "{words}"'], said
        assert shown.of("li") == [f"Note: {words}"], said
        assert shown.tags <= INERT, said
        assert not any(map(CODE_HOST.search, shown.bare)), said


@pytest.mark.parametrize("renderer", list(RENDERERS))
def test_a_text_in_a_notebook_is_shown_as_it_is_written(renderer: str) -> None:
    for words in ALL:
        cell = f"# {cell_text(words)}\n\n{cell_paragraph(words)}\n"
        shown = Shown(RENDERERS[renderer](cell))
        said = f"SEED={SEED}\n{words!r}\n{cell}"
        assert shown.of("h1", "p") == [words] * 2, said
        assert shown.tags <= INERT, said
        assert not any(map(MATHJAX.search, shown.bare)), said
        assert "@@" not in cell, said


@pytest.mark.parametrize("renderer", list(RENDERERS))
def test_every_text_of_a_document_is_shown_as_it_is_written(renderer: str) -> None:
    notes = [words for words in ALL if not words.startswith("#")][::3]
    lines = [f"## source: {words}\nx{place} = {place} user # {words}" for place, words in enumerate(notes)]
    content = rendered(estimate(module_from_text("\n".join(lines) + "\n", "plan.est")), ".md")
    assert isinstance(content, str)
    shown = Shown(RENDERERS[renderer](content))
    cells = shown.of("td")
    for place, words in enumerate(notes):
        name, _, *behind = cells[place * 4 : place * 4 + 4]
        assert [name, *behind] == [f"x{place}", words, words], f"SEED={SEED}"
    assert shown.tags <= {*INERT, "a", "details", "summary"}


@pytest.mark.parametrize("renderer", list(RENDERERS))
def test_a_source_that_is_an_address__is_a_link_to_what_it_says(renderer: str) -> None:
    address = "https://en.wikipedia.org/wiki/Little%27s_law?a=1&b=_x_#y"
    page = RENDERERS[renderer](f"| h |\n| --- |\n| {source_text(address)} |\n")
    assert f'<a href="{address.replace("&", "&amp;")}">' in page
    assert Shown(page).of("td") == [address]
    for address in (
        "https://xn--mnchen-3ya.de/a_b",
        "https://x.y/:tada:/20%25@b:x:",
        "http://localhost:8080/?q=(1)",
        "https://x.y",
    ):
        assert Shown(RENDERERS[renderer](f"| h |\n| --- |\n| {source_text(address)} |\n")).of("td") == [address]
    for words in (
        "http://@",
        "http://a@b.c/",
        "https://?",
        "see https://x.y",
        "javascript:alert(1)",
        "https://x.y/|a",
        "https://x.y/<b>",
        "https://x.y/ z",
    ):
        assert source_text(words) == text(words)


def test_the_cells_of_an_exported_notebook_show_what_is_written() -> None:
    for words in ALL[::40]:
        title = f"Title {words}"
        notebook = rendered(estimate(module_from_text(f"## {title}\n## {words} end\n\nx = 1\n", "plan.est")), ".ipynb")
        cell = "".join(json.loads(notebook)["cells"][0]["source"])
        shown = Shown(RENDERERS["CommonMark and tables"](cell))
        assert shown.of("h1", "p") == [title, f"{words} end"], f"SEED={SEED}"
