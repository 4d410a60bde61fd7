"""Texts that would act where they are not escaped, and a sheet that has one in every place that takes a text."""

from __future__ import annotations

HOSTILE = [
    "<script>document.title = 'hit'</script>",
    "]]><img src=x onerror=\"document.title='hit'\">",
    "</script><script>document.title='hit'</script><style>",
    '=HYPERLINK("http://example.org","click")',
    "+1+cmd|'/c calc'!A0 @SUM(1) -2",
    "\u202etxt.exe\u2066 'quoted' \"twice\" `ticks` ``` &amp; --> <!-- | \\ $x$ %d {0} ~~~ **b** [l](http://example.org)",
    r"\input{/etc/passwd} \write18{ls} $$ ^^ _ # % & ~ \end{document}",
    "万 данные 🚀 ﷽ e\u0301\u0301\u0301",
    "long " * 2000,
]


def hostile_sheet(text: str) -> str:
    """A sheet with a text as its title, description, source, note, check note and scenario."""
    quoted = text.replace('"', "'")
    return "\n".join(
        [
            *(f"## {text}", f"## second {text}", f"## source: {text}", ""),
            *(f"users = 3 (2 to 5) user # {text}", f'name_of = "{quoted}"', f"total = users * 2 # {text}"),
            *(f"check total < 10 user # {text}", f'scenario "{quoted}": users = 4 user # {text}', ""),
        ]
    )
