"""Text to a sheet, line by line.

    sheet       = { documentation | comment | line }
    line        = definition | check | scenario | unit | release | use | choice | setting | with | table | correlated
    definition  = name [ "(" [ parameter { "," parameter } ] ")" [ "->" unit ] [ "with" names ] ] "=" expression
                  [ "->" unit ] [ note ]
                | name "(" [ parameter { "," parameter } ] ")" "=" name { "," name } [ note ]   # lines of its where
                | name "(" parameter ")" [ "->" unit ] "="      # and below it, indented, rows: see thresholds.py
                  [ indented: "where" and, indented deeper, definitions ]
    parameter   = name [ ":" annotation ] [ "=" expression ]
    annotation  = unit | text { "or" text } | "release" "of" ( text | name ) | "yes" "or" "no" | name of a choice
    check       = "check" expression [ "at" expression ] [ "for" expression ] [ note ]
    scenario    = "scenario" text ":" name "=" expression [ growth ] { "," … } [ note ]
    unit        = "unit" name ( { "," name } [ ":" "event" ] | "=" expression ) [ note ]
    release     = "release" text ":" number { "," number } [ note ]
    use         = "use" text "as" name [ note ]
    choice      = "choice" name "=" text { "or" text } [ note ]
    setting     = "setting" name ":" annotation "=" expression [ note ]
    with        = "with" names [ note ]      # names = name { "," name }
    documentation = "##" text       # above a definition; the first block, with a blank line behind it, is the sheet's
    comment     = "#" text             # on a line of its own it belongs to nothing

Deeper-indented lines continue one. A line that cannot be read becomes a problem and is left out; the next is read.
"""

from __future__ import annotations

from estimator.notation.check_lines import read_check
from estimator.notation.documentation import NOTHING, check_directions, check_releases, read_documentation
from estimator.notation.expressions import ExpressionParser, ParseFault
from estimator.notation.growing import read_growth
from estimator.notation.growth_words import CONTINUING
from estimator.notation.limits import bound
from estimator.notation.line_ends import read_arrow, read_note
from estimator.notation.parameters import read_parameters
from estimator.notation.release_lines import Releases
from estimator.notation.releases import release_parts, release_text
from estimator.notation.results import check_results, read_results
from estimator.notation.settings import DECLARERS, read_declaration, read_settings
from estimator.notation.sheet import Sheet
from estimator.notation.thresholds import begins_row, read_thresholds, refuse_row
from estimator.notation.tokens import RESERVED, STARTERS, Tokenizer
from estimator.notation.tree import (
    MAGNITUDES,
    Check,
    Definition,
    Documentation,
    Override,
    Results,
    Scenario,
    UnitDeclaration,
    Use,
)
from estimator.problems import Mark, Problem, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression

    Region = tuple[int, int]


def parse_sheet(source: Source, regions: list[Region] | None = None) -> Sheet:
    """Parse a source, or only the given regions of it (the fences of a Markdown file). EstimateError if it is long."""
    regions = regions if regions is not None else [(0, len(source.text))]
    bound(source, regions)
    sheet = Sheet(source)
    reader = _Reader(sheet)
    for start, end in regions:
        reader.read(start, end)
    return sheet


class _Reader:
    """Reads regions of a source into one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.source = sheet.source
        self.tokenizer = Tokenizer(sheet.source, sheet.problems)
        self.text = self.tokenizer.text
        self.pending: list[Region] = []  # documentation lines that wait for their definition
        self.first = True

    def read(self, start: int, end: int) -> None:
        """Read the lines of a region."""
        text = self.text
        at = start
        while at < end:
            stop = text.find("\n", at)
            begin = at
            while text[begin] in " \t\r":
                begin += 1
            if begin >= stop:
                self.blank()
                at = stop + 1
            elif text[begin] == "#":
                if text[begin + 1] == "#":
                    self.pending.append((begin, stop))
                at = stop + 1
            else:
                indent = self.indent(at, begin)
                where = 0
                last, at = stop, stop + 1
                while at < end and text[at] in " \t":
                    stop = text.find("\n", at)
                    inner = at
                    while text[inner] in " \t\r":
                        inner += 1
                    if inner >= stop or self.indent(at, inner) <= indent:
                        break
                    if not where and text.startswith("where", inner) and text[inner + 5] in " \t\r\n":
                        where = inner
                    last, at = stop, stop + 1
                self.line(begin, last, where)
        self.blank()

    def indent(self, start: int, begin: int) -> int:
        """The width of the white space before a line's first character."""
        if "\t" in self.text[start:begin]:
            return len(self.text[start:begin].expandtabs(8))
        return begin - start

    def blank(self) -> None:
        """A blank line closes a block of documentation: the first one is the sheet's."""
        if self.pending:
            if self.first:
                self.sheet.documentation = self.documentation()
            self.pending = []
            self.first = False

    def documentation(self) -> Documentation:
        """The block of documentation that waits, with its structured lines read."""
        waiting, self.pending = self.pending, []
        return read_documentation(self.tokenizer, waiting) if waiting else NOTHING

    def line(self, start: int, end: int, where: int) -> None:
        """Read one line with what continues it."""
        # A sheet that opens with a definition's own block has no documentation of its own.
        self.first = False
        known = len(self.sheet.problems)
        documentation = self.documentation() if self.pending else NOTHING
        if self.text.startswith("table", start) and self.table(documentation, start, end):
            return
        tokens = self.tokenizer.tokens(start, where or end)
        try:
            parser = ExpressionParser(self.source, tokens)
            word = tokens[0][1]
            # A quantity may be called release, and has no text behind its name.
            if (word in STARTERS and tokens[1][0] != "=") or (word == "release" and tokens[1][0] == "text"):
                self.sheet.lines.append(_READERS[word](self, parser, start, where or end))
                if where:
                    parser.fail(
                        f"{word} takes no where", (where, where + 5), "define a function with it, and check that"
                    )
            elif word in DECLARERS and tokens[1][0] == "name":
                self.sheet.lines.append(read_declaration(parser))
            else:
                self.sheet.lines.append(self.definition(parser, documentation, where, end))
        except ParseFault as fault:
            # A token that cannot be read explains what follows from it: one report a line.
            if len(self.sheet.problems) == known:
                self.sheet.problems.append(fault.problem)
            self.sheet.unread.add(str(tokens[0][1]))

    def table(self, documentation: Documentation, start: int, end: int) -> bool:
        """Read a table with its rows; whether it is one."""
        from estimator.notation.table_lines import is_table  # which most sheets do without

        if not is_table(self.text, start, end):
            return False
        from estimator.notation.tables import TableReader

        reader = TableReader(self.tokenizer, start, end)
        found = reader.read(documentation)
        if found is not None:
            self.sheet.lines.append(found)
        else:
            self.sheet.unread.add(reader.name)
        return True

    def definition(self, parser: ExpressionParser, documentation: Documentation, where: int, end: int) -> Definition:
        """`name = expression` or a function."""
        if parser.type in RESERVED:
            word, start, stop = parser.tokens[0][1:]
            parser.fail(f"{word} is a reserved word", (start, stop), "choose another name")
        if parser.type != "name":
            parser.unexpected("a line starts with the name of a quantity", "write name = expression")
        _, name, start, stop = parser.advance()
        if name in STARTERS:
            parser.fail(
                f"{name} starts a line of its own kind and names no quantity", (start, stop), "choose another name"
            )
        if "." in name:
            parser.fail("a name is defined without dots", (start, stop), f"write {name.replace('.', '_')}")
        parameters = read_parameters(parser, self.text) if parser.type == "(" else None
        unit = None
        if parameters is not None:
            unit = read_arrow(parser)
            parameters += read_settings(parser)
        if parser.type == "number":
            parser.unexpected(f"= is needed behind {name}", "names hold letters, digits and _, and start with a letter")
        if parser.type != "=":
            parser.unexpected(f"= is needed behind {name}", f"write {name} = expression")
        parser.advance()
        if parameters is not None and begins_row(parser.tokens, parser.at, self.text):
            expression: Expression = read_thresholds(parser, self.tokenizer, parameters, where or end)
        else:
            expression = parser.expression()
        if parser.type == "then":
            refuse_row(parser, is_function=parameters is not None)
        if parser.type == "," and parameters is not None:
            expression = read_results(parser, expression)
        growth = read_growth(parser) if parser.type in CONTINUING and parameters is None else None
        arrow = read_arrow(parser) if parser.type == "->" else None
        if arrow is not None and unit is not None:
            parser.fail("the unit is given twice", arrow.span, "give it once, before =")
        note = read_note(parser) if parser.type != "end" else ""
        locals_ = self.locals(where, end, parser) if where else ()
        if expression.__class__ is Results:
            check_results(parser, expression, locals_, unit or arrow)
        if documentation.rises or documentation.falls:
            at = Mark(self.source, start, stop)
            check_directions(self.sheet.problems, documentation, parameters or (), at)
        if documentation.releases:
            check_releases(self.sheet.problems, documentation, parameters or (), Mark(self.source, start, stop))
        names = parser.names
        if locals_ or parameters:
            own = {local.name for local in locals_} | {parameter.name for parameter in parameters or ()}
            for local in locals_:
                names.update(dict.fromkeys(local.names))
            needed = tuple([path for path in names if path not in own])
        else:
            needed = tuple(names)
        return Definition(
            name, parameters, unit or arrow, expression, locals_, note, documentation, needed, (start, stop), growth
        )

    def locals(self, where: int, end: int, outer: ExpressionParser) -> tuple[Definition, ...]:
        """The definitions of a where block."""
        text = self.text
        stop = text.find("\n", where)
        rest = text[where + 5 : stop].strip()
        if rest and not rest.startswith("#"):
            outer.fail("where stands alone on its line", (where, where + 5), "put its definitions on the lines below")
        found: dict[str, Definition] = {}
        at, base = stop + 1, -1
        while at < end:
            stop = text.find("\n", at)
            begin = at
            while text[begin] in " \t":
                begin += 1
            indent = self.indent(at, begin)
            base = indent if base < 0 else base
            last, at = stop, stop + 1
            if text[begin] == "#":
                continue
            while at < end:
                stop, inner = text.find("\n", at), at
                while text[inner] in " \t":
                    inner += 1
                if self.indent(at, inner) <= base:
                    break
                last, at = stop, stop + 1
            local = self.local(begin, last, found)
            found[local.name] = local
        if not found:
            outer.fail("where has no definitions", (where, where + 5), "write them below it, indented deeper")
        return tuple(found.values())

    def local(self, begin: int, end: int, earlier: dict[str, Definition]) -> Definition:
        """One definition of a where block."""
        parser = ExpressionParser(self.source, self.tokenizer.tokens(begin, end))
        local = self.definition(parser, NOTHING, 0, end)
        if local.parameters is not None:
            parser.fail("a where block holds no functions", local.span, "define it on a line of its own")
        if local.growth is not None:
            parser.fail("only a quantity of a sheet grows", local.growth.span, "let what the function is given grow")
        other = earlier.get(local.name)
        if other is not None:
            marks = (Mark(self.source, *other.span, "first here"), Mark(self.source, *local.span, "again here"))
            raise ParseFault(Problem(f"{local.name} is defined twice", marks, "rename one of them"))
        return local

    def check_line(self, parser: ExpressionParser, start: int, end: int) -> Check:
        return read_check(parser)

    def scenario_line(self, parser: ExpressionParser, start: int, end: int) -> Scenario:
        parser.advance()
        remedy = 'write scenario "name": quantity = value, …'
        title = parser.expect("text", "a scenario needs its name in quotes", remedy)[1]
        parser.expect(":", "a colon is needed behind the scenario's name", remedy)
        overrides: list[Override] = []
        while True:
            _, name, begin, stop = parser.expect("name", "a scenario names the quantities that it changes", remedy)
            parser.expect("=", f"= is needed behind {name}", remedy)
            overrides.append(Override(name, parser.expression(), (begin, stop), read_growth(parser)))
            if parser.type != ",":
                break
            parser.advance()
        stop = parser.tokens[parser.at - 1][3]
        return Scenario(title, tuple(overrides), read_note(parser), (start, stop))

    def unit_line(self, parser: ExpressionParser, start: int, end: int) -> UnitDeclaration:
        parser.advance()
        names, event, expression = [], False, None
        while True:
            names.append(self.declared(parser))
            if parser.type != ",":
                break
            parser.advance()
        if parser.type == "=" and len(names) == 1:
            parser.advance()
            expression = parser.expression()
        elif parser.type == ":":
            parser.advance()
            _, (_, kind), begin, stop = parser.expect("unit", "event is needed behind the colon", "write : event")
            if kind not in ("event", "thing"):
                parser.fail(f"a counting noun is an event or a thing, not {kind}", (begin, stop), "write : event")
            event = kind == "event"
        stop = parser.tokens[parser.at - 1][3]
        return UnitDeclaration(tuple(names), event, expression, read_note(parser), (start, stop))

    def declared(self, parser: ExpressionParser) -> str:
        """A word that a unit line declares; only one that can stand behind a number, where it means the unit."""
        head, word, start, stop = parser.tokens[parser.at]
        if head in RESERVED or word in MAGNITUDES:
            what = "a reserved word" if head in RESERVED else "a magnitude"
            parser.fail(f"{word} is {what} and names no unit", (start, stop), "choose another name")
        if head == "name" and "." in word:
            parser.fail("a unit is declared without dots", (start, stop), f"write {word.replace('.', '_')}")
        return str(parser.expect("name", "unit needs the word that it declares", "write unit parcel")[1])

    def release_line(self, parser: ExpressionParser, start: int, end: int) -> Releases:
        parser.advance()
        remedy = 'write release "name": 1.0, 1.1'
        product = parser.advance()[1]
        parser.expect(":", "a colon is needed behind the name of what is released", remedy)
        known: list[str] = []
        while True:
            _, literal, begin, stop = parser.expect("number", "a release is needed", remedy)
            if not release_text(literal):
                parser.fail("a release is a number alone", (begin, stop), remedy)
            if known and release_parts(literal.text) <= release_parts(known[-1]):
                parser.fail(f"{literal.text} does not come after {known[-1]}", (begin, stop), "put the oldest first")
            known.append(literal.text)
            if parser.type != ",":
                break
            parser.advance()
        return Releases(product, tuple(known), read_note(parser), (start, stop))

    def use_line(self, parser: ExpressionParser, start: int, end: int) -> Use:
        parser.advance()
        remedy = 'write use "team.est" as team'
        path = parser.expect("text", "use needs a file's name in quotes", remedy)[1]
        word = parser.expect("name", "as is needed behind the file's name", remedy)
        if word[1] != "as":
            parser.fail("as is needed behind the file's name", (word[2], word[3]), remedy)
        name = parser.expect("name", "a name is needed behind as", remedy)[1]
        stop = parser.tokens[parser.at - 1][3]
        read_note(parser)
        return Use(path, name, (start, stop))


# What reads a line that begins with such a word: all of STARTERS, and `release`, which may also be a quantity's name.
_READERS: dict[str, Callable[[_Reader, ExpressionParser, int, int], Line]] = {
    "check": _Reader.check_line,
    "release": _Reader.release_line,
    "scenario": _Reader.scenario_line,
    "unit": _Reader.unit_line,
    "use": _Reader.use_line,
}
assert {"release", *STARTERS} == _READERS.keys()
