"""What is another line in one sheet than in another one: values, formulas, rows of tables, checks; names that changed.

An `Edit` can be made alone, on the older sheet: `edited` gives the lines of that sheet with it.
"""

from __future__ import annotations

from estimator.model.renames import guessed_renames, renamed_line
from estimator.model.tables import key_of
from estimator.notation.correlations import Correlated
from estimator.notation.passed_on import Setting, With
from estimator.notation.printer import print_expression, print_line, print_unit, print_value, signature
from estimator.notation.release_lines import Releases
from estimator.notation.rows import Cell, Table
from estimator.notation.tree import (
    Check,
    Definition,
    Documentation,
    Scenario,
    UnitDeclaration,
    Use,
)
from estimator.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from estimator.model.modules import Module
    from estimator.notation.rows import TableRow
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Unit

VALUE, ROW, CHECK, SCENARIO, USED, OTHER = "value", "row", "check", "scenario", "used", "other"


@record
class Edit:
    """Something that is another one now.

    subject     what it is about: `peak_factor`, `services.cart.rate`, `row cart of services`, `unit month`
    was, now    as it was and as it is; empty where it was not there, or is gone
    before      the line as it was, and `after` the same with this edit alone; None where there is none
    """

    kind: str
    subject: str
    was: str
    now: str
    before: Line | None
    after: Line | None


@record
class TextEdit:
    """A note, a source or another text about a line that is another one now; `what` says which."""

    subject: str
    what: str
    was: str
    now: str


@record
class Changes:
    """How a sheet differs from an older one.

    lines       those of the older sheet, with the names of the newer one; `renamed` has the new names by the old ones
    edits       what could make a difference, in the order of the newer sheet; `texts` what cannot
    """

    lines: tuple[Line, ...]
    renamed: dict[str, str]
    edits: tuple[Edit, ...]
    texts: tuple[TextEdit, ...]


def changes(old: Module, new: Module) -> Changes:
    """How a sheet differs from an older one."""
    mapping = guessed_renames(old, new)
    lines = [renamed_line(line, mapping) for line in old.sheet.lines]
    before, after = {_key(line): line for line in lines}, {_key(line): line for line in new.sheet.lines}
    edits: list[Edit] = []
    texts: list[TextEdit] = list(_texts("the sheet", old.sheet.documentation, new.sheet.documentation))
    for key, line in after.items():
        was = before.get(key)
        if was is None:
            edits.append(Edit(_kind(line), _subject(line), "", said(line), None, line))
        elif isinstance(line, Table) and isinstance(was, Table):
            edits += _of_tables(was, line)
            texts += _texts_of_tables(was, line)
        else:
            edits += _of_lines(was, line)
            texts += _texts_of(was, line)
    edits += [
        Edit(_kind(line), _subject(line), said(line), "", line, None)
        for key, line in before.items()
        if key not in after
    ]
    return Changes(tuple(lines), mapping, tuple(_paired_checks(edits)), tuple(texts))


def edited(found: Changes, edit: Edit, new: Module) -> list[Line]:
    """The lines of the older sheet with an edit alone, and with what the edit needs of the newer one."""
    lines = [edit.after if line is edit.before else line for line in found.lines]
    made = [line for line in lines if line is not None]
    if edit.before is None and edit.after is not None:
        made.append(edit.after)
    known = {_key(line) for line in made}
    made += [line for line in new.sheet.lines if isinstance(line, (UnitDeclaration, Use)) and _key(line) not in known]
    waiting = list(needed_names(edit.after))
    have = {line.name for line in made if isinstance(line, (Definition, Table))}
    while waiting:
        name = waiting.pop()
        line = _named(name, new)
        if line is not None and line.name not in have:
            have.add(line.name)
            made.append(line)
            waiting += needed_names(line)
    return made


def _named(name: str, module: Module) -> Definition | Table | None:
    """The line of a sheet that a name is of."""
    for line in module.sheet.lines:
        if isinstance(line, (Definition, Table)) and line.name in (name, name.partition(".")[0]):
            return line
    return None


def needed_names(line: Line | None) -> tuple[str, ...]:
    """The names that a line needs."""
    if isinstance(line, Definition):
        return line.all_names
    if isinstance(line, Check):
        return line.names
    if isinstance(line, Table):
        cells = [cell for row in line.rows for cell in row.cells] + [column.default for column in line.columns]
        return tuple([name for cell in cells if cell is not None for name in cell.names])
    return ()


def _key(line: Line) -> tuple[str, str]:
    """What makes a line the same one in both sheets."""
    match line:
        case Definition(name) | Table(name):
            return "definition", name
        case Check():
            return "check", print_expression(line.expression)
        case Scenario(title):
            return "scenario", title
        case UnitDeclaration(names):
            return "unit", ", ".join(names)
        case Releases(product):
            return "release", product
        case Setting(name):
            return "setting", name
        case With():
            return "with", ""
        case Use(_, name):
            return "use", name
        case Correlated(names):
            return "correlated", ", ".join([each.path for each in names])
    raise AssertionError(line)


def _kind(line: Line) -> str:
    if isinstance(line, Definition):
        return VALUE if line.parameters is None else OTHER
    return CHECK if isinstance(line, Check) else SCENARIO if isinstance(line, Scenario) else OTHER


def _subject(line: Line) -> str:
    kind, name = _key(line)
    if isinstance(line, Table):
        return f"table {name}"
    return name if kind == "definition" else f'scenario "{name}"' if kind == "scenario" else f"{kind} {name}".strip()


def said(line: Line) -> str:
    """What a line says of its subject, without notes and documentation."""
    match line:
        case Definition(unit=unit, parameters=None, locals=()):
            return _with_unit(print_value(line), unit)
        case Check(_, probability, horizon=horizon):
            asked = [] if probability is None else [f"at {print_expression(probability)}"]
            return " ".join([*asked, *([] if horizon is None else [f"for {print_expression(horizon)}"])])
        case Scenario(_, overrides):
            return ", ".join([f"{each.name} = {print_value(each)}" for each in overrides])
        case Definition():
            return _body(line)
        case Table():
            return f"{len(line.rows)} row{'s' if len(line.rows) != 1 else ''}"
        case UnitDeclaration(_, event, expression):
            return print_expression(expression) if expression is not None else "event" if event else ""
        case Releases(_, known):
            return ", ".join(known)
        case Setting():
            return _bare(line).partition(line.name)[2].strip(" :=")
        case With(names):
            return ", ".join([each.path for each in names])
        case Use(path):
            return path
        case Correlated(_, share):
            return print_expression(share)
    raise AssertionError(line)


def _body(line: Definition) -> str:
    """What stands behind the first `=` of a definition, in one line."""
    where = [f"{each.name} = {_body(each)}" for each in line.locals]
    text = print_value(line) + (f" where {', '.join(where)}" if where else "")
    return " ".join(text.split())


def _with_unit(text: str, unit: Unit | None) -> str:
    return text if unit is None else f"{text} in {print_unit(unit)}"


def _bare(line: Any) -> str:
    """A line without what is said about it."""
    fields: dict[str, Any] = {"note": ""} if hasattr(line, "note") else {}
    fields |= {"documentation": Documentation()} if hasattr(line, "documentation") else {}
    return print_line(replace(line, **fields) if fields else line)


def _of_lines(was: Line, now: Line) -> Iterator[Edit]:
    if _bare(was) == _bare(now):
        return
    if isinstance(was, Definition) and isinstance(now, Definition) and now.parameters is None and not now.locals:
        first, second = _body(was), _body(now)
        if str(was.unit) != str(now.unit):
            texts = ("", "") if first == second else (first, second)
            first, second = (_with_unit(text, line.unit) for text, line in zip(texts, (was, now), strict=True))
            first, second = first.strip() or "as it comes", second.strip() or "as it comes"
        yield Edit(VALUE, now.name, first, second, was, now)
    elif isinstance(was, Definition) and isinstance(now, Definition) and signature(was) != signature(now):
        yield Edit(
            _kind(now), now.name, f"{signature(was)} = {_body(was)}", f"{signature(now)} = {_body(now)}", was, now
        )
    else:
        yield Edit(_kind(now), _subject(now), said(was), said(now), was, now)


def _of_tables(was: Table, now: Table) -> Iterator[Edit]:
    """What differs in a table: its columns together, else its rows and their cells one by one."""
    columns = [[(each.name, str(each.unit), _cell(each.default)) for each in table.columns] for table in (was, now)]
    if columns[0] != columns[1] or was.label != now.label:
        first, second = (", ".join([_column(*each) for each in found]) for found in columns)
        yield Edit(OTHER, f"columns of {now.name}", first, second, was, now)
        return
    rows = [_rows(table) for table in (was, now)]
    for key, row in rows[1].items():
        before = rows[0].get(key)
        if before is None:
            yield Edit(ROW, _row(key, now), "", _cells(row, now), was, replace(was, rows=(*was.rows, row)))
            continue
        for place, (one, other) in enumerate(zip(before.cells, row.cells, strict=True)):
            if _cell(one) != _cell(other):
                changed = replace(before, cells=(*before.cells[:place], other, *before.cells[place + 1 :]))
                after = replace(was, rows=tuple([changed if each is before else each for each in was.rows]))
                column = now.columns[place]
                first, second = (_cell(cell) or _cell(column.default) for cell in (one, other))
                yield Edit(VALUE, f"{now.name}.{key}.{column.name}", first, second, was, after)
    for key, row in rows[0].items():
        if key not in rows[1]:
            after = replace(was, rows=tuple([each for each in was.rows if each is not row]))
            yield Edit(ROW, _row(key, was), _cells(row, was), "", was, after if after.rows else None)


def _rows(table: Table) -> dict[str, TableRow]:
    """The rows by what they are called, or by their numbers."""
    return {key_of(row.label): row for row in table.rows}


def _row(key: str, table: Table) -> str:
    return f"row {key if table.label else key.removeprefix('row_')} of {table.name}"


def _cell(cell: Cell | None) -> str:
    return "" if cell is None else print_expression(cell.expression)


def _column(name: str, unit: str, default: str) -> str:
    return f"{name}{f' = {default}' if default else ''}{f': {unit}' if unit != 'None' else ''}"


def _cells(row: TableRow, table: Table) -> str:
    """What a row gives: `rate 50, size 8`."""
    cells = zip(table.columns, row.cells, strict=True)
    return ", ".join([f"{column.name} {_cell(cell)}" for column, cell in cells if cell is not None])


def _paired_checks(edits: list[Edit]) -> list[Edit]:
    """A check that went and one that appeared about the same quantity are one with another limit."""
    gone = [each for each in edits if each.kind == CHECK and each.after is None]
    partners: dict[int, Edit] = {}
    for edit in edits:
        about = _about(edit.after) if edit.kind == CHECK and edit.before is None else ""
        other = next((each for each in gone if about and _about(each.before) == about), None)
        if other is not None:
            gone.remove(other)
            partners[id(edit)] = other
    paired = {id(other) for other in partners.values()}
    return [_together(partners.get(id(each)), each) for each in edits if id(each) not in paired]


def _together(gone: Edit | None, come: Edit) -> Edit:
    if gone is None:
        return come
    was, now = (_bare(line).removeprefix("check ") for line in (gone.before, come.after))
    return Edit(CHECK, "check", was, now, gone.before, come.after)


def _about(line: Line | None) -> str:
    """The first side of a check."""
    left = getattr(line.expression, "left", None) if isinstance(line, Check) else None
    return print_expression(left) if left is not None else ""


def _texts_of(was: Line, now: Line) -> Iterator[TextEdit]:
    subject = _subject(now)
    notes = [getattr(line, "note", "") for line in (was, now)]
    if notes[0] != notes[1]:
        yield TextEdit(subject, "note", *notes)
    if isinstance(was, (Definition, Table)) and isinstance(now, (Definition, Table)):
        yield from _texts(subject, was.documentation, now.documentation)


def _texts_of_tables(was: Table, now: Table) -> Iterator[TextEdit]:
    yield from _texts_of(was, now)
    before = _rows(was)
    for key, row in _rows(now).items():
        if key in before and before[key].note != row.note:
            yield TextEdit(_row(key, now), "note", before[key].note, row.note)


def _texts(subject: str, was: Documentation, now: Documentation) -> Iterator[TextEdit]:
    for what, first, second in (
        ("description", " ".join(was.text), " ".join(now.text)),
        ("source", "; ".join(was.sources), "; ".join(now.sources)),
        ("date", was.as_of, now.as_of),
        ("confidence", was.confidence, now.confidence),
    ):
        if first != second:
            yield TextEdit(subject, what, first, second)
