"""`catalogue` and `explain`: what the library has; the twins of `estimate list` and `estimate explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.languages.explanation import explain_built_in, explain_definition, explain_sheet
from estimator.languages.spans import padded, plain, safe, width, wrapped
from estimator.model.catalogue import FORMULAS, TABLES, TEMPLATES, findings, near, overview, search
from estimator.model.describe import suggestion
from estimator.model.files import is_file_name, read_module
from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import INPUTS
from estimator.model.modules import shipped_library
from estimator.model.names import call_of
from estimator.notation.sentences import summary, whole_sentence
from estimator.problems import EstimateError, refused
from estimator.records import record

if TYPE_CHECKING:
    from estimator.languages.spans import Spans
    from estimator.model.catalogue import Found
    from estimator.model.modules import Library, Module
    from estimator.notation.tree import Definition

COLUMNS = 80
MOST = 20  # found entries that a terminal shows; the best come first
TERMS = 3  # other terms that are shown of each


@record
class Listed:
    """A sheet, or a name of one: functions as one calls them. `group` is that of a sheet in the list of them all."""

    name: str
    description: str
    group: str = ""


@record
class Catalogue:
    """The sheets of the library, what one of them holds, or what a search found, the best first.

    `topic` is what was asked for; `remarks` are sentences about a search.
    """

    topic: str
    entries: tuple[Listed, ...]
    is_search: bool
    remarks: tuple[str, ...]

    def to_dicts(self) -> list[dict[str, Any]]:
        """What `estimate list --json` prints."""
        return [
            {"name": each.name, "description": each.description, **({"group": each.group} if each.group else {})}
            for each in self.entries
        ]

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows: two columns; of all sheets in groups, of a search what fits best."""
        if not self.topic:
            return self._groups(columns)
        shown = self.entries[:MOST] if self.is_search else self.entries
        lines = in_two_columns([(each.name, each.description) for each in shown], columns)
        for remark in self.remarks:
            lines += [[], *[[(part, "note")] for part in wrapped(remark, columns)]]
        return lines

    def _groups(self, columns: int) -> list[Spans]:
        column = max([width(each.name) for each in self.entries])
        lines: list[Spans] = []
        for group in (TEMPLATES, FORMULAS, TABLES):
            rows = [(each.name, each.description) for each in self.entries if each.group == group]
            lines += [[(group, "heading")], *in_two_columns(rows, columns, column), []]
        return [
            *lines,
            [("estimate NAME runs one, estimate list NAME shows what it holds,", "note")],
            [("estimate list WORD searches: estimate list hit ratio, estimate list 短链", "note")],
        ]

    def __repr__(self) -> str:
        return _text(self.lines())


def catalogue(topic: str = "") -> Catalogue:
    """What there is: the sheets of the library, what the sheet of a name or a file holds, or what words are found in.

    >>> from estimator import catalogue
    >>> [each.name for each in catalogue("令牌桶").entries][0]
    'rate_limit.token_bucket'

    EstimateError where no word is found anywhere.
    """
    library = shipped_library()
    if not topic:
        return Catalogue("", tuple([Listed(*each) for each in overview(library)]), is_search=False, remarks=())
    if is_file_name(topic) or library.module(topic) is not None:
        module = read_module(topic, library)
        cells = {name for rows in module.tables.values() for name in rows.cells()}
        definitions = [each for name, each in module.definitions.items() if name not in cells]
        entries = [Listed(_called(each, topic), summary(each.documentation) or each.note) for each in definitions]
        tables = [rows.table for rows in module.tables.values()]
        entries += [Listed(f"{topic}.{each.name}", summary(each.documentation) or each.note) for each in tables]
        return Catalogue(topic, tuple(entries), is_search=False, remarks=())
    return _searched(library, topic)


def _called(definition: Definition, topic: str) -> str:
    """A definition of a sheet as one names or calls it."""
    path = f"{topic}.{definition.name}"
    return call_of(definition, path) if definition.parameters is not None else path


def _searched(library: Library, words: str) -> Catalogue:
    results = findings(library, words)
    guess = near(library, words) if results.unknown else ""
    if not results.found:
        remedy = f"try estimate list {guess}" if guess else "estimate list shows all there is"
        raise refused(words, "nothing in the library is called so", remedy)
    remarks = []
    if len(results.found) > MOST:
        remarks.append(f"{len(results.found) - MOST} more fit less well: add a word.")
    if results.unknown:
        other = f"; did you mean estimate list {guess}?" if guess else "."
        remarks.append(f"Nothing is known of {', '.join(results.unknown)}{other}")
    entries = [Listed(each.entry.name, _described(each)) for each in results.found]
    return Catalogue(words, tuple(entries), is_search=True, remarks=tuple(remarks))


def _described(found: Found) -> str:
    terms = found.terms[:TERMS]
    title = found.entry.title if found.entry.sheet else whole_sentence(found.entry.title, found.entry.text)
    return f"{title} ({', '.join(terms)})" if terms else title


def in_two_columns(rows: list[tuple[str, str]], columns: int, column: int = 0) -> list[Spans]:
    """Names and descriptions side by side; a long name has its description below it."""
    column = (column or max([width(name) for name, _ in rows if width(name) <= 32], default=20)) + 2
    lines: list[Spans] = []
    for name, text in rows:
        parts = wrapped(text, columns - column - 2)
        if width(name) < column:
            lines.append([("  " + padded(name, column), "name"), (parts.pop(0), "note")])
        else:
            lines += [[(part, "name")] for part in wrapped("  " + name, columns)]
        lines += [[(" " * (column + 2) + part, "note")] for part in parts if part]
    return lines


@record
class Explanation:
    """What a name means: a sheet (`module` alone), one of its definitions, or a built-in function (neither)."""

    name: str
    module: Module | None
    definition: Definition | None

    @property
    def description(self) -> str:
        """What it is, in a sentence or more; of a built-in function the line that says how it is called."""
        if self.module is None:
            return plain(explain_built_in(self.name)[0])
        if self.definition is None:
            return " ".join(self.module.sheet.documentation.text)
        return " ".join(self.definition.documentation.text) or self.definition.note

    @property
    def sources(self) -> tuple[str, ...]:
        """Where it is from: its own sources, else those of its sheet."""
        if self.module is None:
            return ()
        own = self.definition.documentation.sources if self.definition is not None else ()
        return own or self.module.sheet.documentation.sources

    def to_dict(self, columns: int = COLUMNS) -> dict[str, Any]:
        """What `estimate explain --json` prints."""
        return {"name": self.name, "text": [plain(line) for line in self.lines(columns)]}

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows: its formula, parameters, source, and its examples worked."""
        if self.module is None:
            return explain_built_in(self.name)
        if self.definition is None:
            return explain_sheet(self.module, columns)
        return explain_definition(self.module, self.definition, columns)

    def __repr__(self) -> str:
        return _text(self.lines())


def explain(name: str) -> Explanation:
    """Explain a sheet of the library or a file, one of its names (`traffic.mean_qps`), or a built-in function.

    >>> from estimator import explain
    >>> explain("traffic.mean_qps").description
    'The mean rate over the 24 hours of a day.'

    EstimateError where nothing has the name.
    """
    library = shipped_library()
    if name in FUNCTIONS or name in INPUTS:
        return Explanation(name, None, None)
    found = None if is_file_name(name) else library.find(name)
    if found is None:
        return Explanation(name, _sheet(name, library), None)
    module, rest = found
    if not rest:
        return Explanation(name, module, None)
    if rest not in module.definitions:
        guess = suggestion(rest, module.definitions)
        inside = f"{module.name}."
        found_inside = [each.entry.name for each in search(library, rest) if each.entry.name.startswith(inside)]
        guess = inside + guess if guess else next(iter(found_inside), "")
        remedy = f"did you mean {guess}?" if guess else f"see estimate list {module.name}"
        raise refused(name, f"{module.name} has no {rest}", remedy)
    return Explanation(name, module, module.definitions[rest])


def _sheet(name: str, library: Library) -> Module:
    """A sheet of a name or a file. EstimateError; a name that is no file's may have been meant for anything."""
    try:
        return read_module(name, library)
    except EstimateError as error:
        if is_file_name(name):
            raise
        (problem,) = error.problems
        raise refused(name, f"nothing in the library is called {name}", problem.remedy) from None


def _text(lines: list[Spans]) -> str:
    return "\n".join([plain([(safe(text), role) for text, role in line]) for line in lines])
