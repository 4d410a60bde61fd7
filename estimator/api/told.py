"""What is asked of an estimate beyond its numbers, and told in tables: in a terminal, a notebook, a document, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.languages.exhibit_lines import exhibit_lines
from estimator.languages.spans import plain

if TYPE_CHECKING:
    from estimator.languages.exhibit import Exhibit
    from estimator.languages.spans import Spans

COLUMNS = 80


class Told:
    """An answer that is told in tables. What it is about, its heirs say: `exhibits` and `to_dict`."""

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The tables, in the order in which they are shown."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """What the command of the same name prints with `--json`: every number unrounded."""
        raise NotImplementedError

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal of so many columns shows, with an empty line between tables."""
        found: list[Spans] = []
        for exhibit in self.exhibits:
            found += [*([[]] if found else []), *exhibit_lines(exhibit, columns)]
        return found

    def markdown(self) -> str:
        """The tables as Markdown, for a document or a pull request."""
        from estimator.writers.exhibits import markdown

        return markdown(self.exhibits)

    def csv(self) -> str:
        """The rows of the tables as comma-separated values."""
        from estimator.writers.exhibits import as_csv

        return as_csv(self.exhibits)

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])

    def _repr_html_(self) -> str:
        from estimator.writers.exhibits import as_html

        return as_html(self.exhibits)

    def _repr_markdown_(self) -> str:
        return self.markdown()
