"""An estimate in a notebook's cell: the markup of the page without its script, in a style of its own."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from estimator.writers.page.data import Page, page_data
from estimator.writers.page.markup import fragment

if TYPE_CHECKING:
    from typing import Any

    from estimator.reckoning.evaluate import Evaluation

_numbers = count(1)
# The notebook's own width; and its theme, which need not be the system's.
_CELL = """
.estimate-cell .estimate { max-width: none; margin: 0; padding: .75rem; font-size: 14px; }
.estimate-cell .estimate th, .estimate-cell .estimate td { text-align: left; background: none; }
.estimate-cell .estimate ul { margin: 0; padding: 0; }
.estimate-cell .estimate code { background: none; padding: 0; }
.estimate-cell .estimate h3 { margin: 0; }
.estimate-cell .estimate h1 { font-size: 1.3rem; font-weight: 650; }
.estimate-cell .estimate section { margin-bottom: 1.2rem; }
.estimate-cell .still { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; padding: .25rem 0; }
.estimate-cell .still p { margin: 0; }
.estimate-cell .still .note { grid-column: 2; }
"""


def cell_html(evaluation: Evaluation) -> str:
    """The estimate as HTML that stands still: for a cell's output, also in a saved notebook."""
    from estimator.writers.html import style_text

    page = Page(evaluation, still=True)
    markup = fragment(page, f"estimate-{next(_numbers)}")
    return f'<style>{style_text()}{_CELL}</style><div class="estimate-cell">{markup}</div>'


def widget_parts(evaluation: Evaluation) -> dict[str, Any]:
    """What a live widget needs: markup, style, data and the program's script."""
    from estimator.writers.html import style_text

    page = Page(evaluation)
    return {
        "markup": fragment(page, f"estimate-{next(_numbers)}"),
        "style": style_text() + _CELL,
        "data": page_data(page),
        "program": page.script.source(),
        "live": page.is_live,
    }
