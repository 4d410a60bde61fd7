"""Expressions over the rows of a table: `sum(services.rate where services.size > 1 KB)`, `services("feed").rate`.

An aggregate is spelled out row by row, with the columns of its table standing for the cells of the row at hand. A
condition on texts chooses the rows before any step; one on numbers is a choice at each of them.
"""

from __future__ import annotations

from estimator.model.describe import describe
from estimator.model.faults import fail
from estimator.model.found import Amount, Chosen, Release, Truth, Varied
from estimator.model.hoisting import hoisted
from estimator.model.names import instance_of, own, owner
from estimator.model.operators import CHOOSE, COMPARE, is_nothing, leading
from estimator.model.run import spend
from estimator.model.steps import Apply, Choice, Missing, Number, Operation, Total
from estimator.model.table_paths import path_of_table, refuse_column, rows_at
from estimator.notation.binders import FOLD
from estimator.notation.over import AGGREGATES
from estimator.notation.tree import Argument, Call, Name, Over
from estimator.notation.walking import walk
from estimator.records import record
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

    from estimator.model.found import Computed, Found
    from estimator.model.frames import Frame, Instance
    from estimator.model.modules import Module
    from estimator.model.run import Run
    from estimator.model.steps import StepExpression
    from estimator.model.tables import Rows
    from estimator.notation.tree import Expression, TableOf
    from estimator.units.kinds import Kind

_ONE, _NONE = Number(1.0), Number(0.0)
_LISTED = 8
_ANOTHER = "give another condition, or a row that meets it"


@record
class Term:
    """What a row gives: a value, and whether the row is chosen, None where it is without a condition."""

    value: Amount
    chosen: StepExpression | None


def over_rows(run: Run, node: Call, frame: Frame) -> Over | None:
    """A call such as `max(services.rate)` as the aggregate that it is; None where it is over no table."""
    if len(node.arguments) != 1 or node.arguments[0].name or node.member:
        return None
    body = node.arguments[0].value
    return Over(node.path, body, None, node.span) if tables_in(run, (body,), frame) else None


def aggregate(run: Run, node: Over, frame: Frame) -> Amount:
    """One number of the rows of a table."""
    path, rows, instance = _table_of(run, node, frame)
    counts = node.aggregate == "count"
    if counts and not (isinstance(node.body, Name) and node.body.path == path):
        remedy = f"write count({path}), or sum(…) to add up what is in a column"
        fail(frame, "count counts the rows of a table", node.body.span, "", remedy)
    terms: list[Term] = []
    passed_over: Amount | None = None
    for inner in _in_rows(path, rows, instance, frame):
        spend(run, node, frame)
        chosen = None if node.condition is None else _condition(run, node.condition, inner)
        if chosen == _NONE and (terms or passed_over):
            continue
        value = Amount(PLAIN, _ONE) if counts else _number(run, node, inner)
        if chosen == _NONE:
            passed_over = value
        else:
            terms.append(Term(value, None if chosen == _ONE else chosen))
    if not terms:
        assert passed_over is not None
        if node.aggregate not in ("sum", "count"):
            _no_row(path, node, frame)
        return Amount(passed_over.kind, _NONE)
    return Amount(_kind(node, terms, frame), _combined(node.aggregate, terms, path))


def _in_rows(path: str, rows: Rows, instance: Instance, frame: Frame) -> Iterator[Frame]:
    """For each row a frame in which the columns of the table stand for its cells."""
    for key, row in zip(rows.keys, rows.table.rows, strict=True):
        inner = frame.inside({f"{path}.{rows.table.label}": Chosen(row.label)} if rows.table.label else {})
        own_cells = {f"{path}.{column}": (instance, f"{rows.name}.{key}.{column}") for column in rows.columns}
        inner.cells = {**frame.cells, **own_cells}
        inner.bound.update(own_cells)
        yield inner


def folded(run: Run, node: Call, frame: Frame) -> Computed:
    """`fold(end = 0 B, …)`: a value that each row in turn makes anew, from what the rows above it have made."""
    match node.arguments:
        case (Argument(variable, start), Argument("", body)) if variable and not node.member:
            pass
        case _:
            fail(frame, "fold needs a name with what it begins with, and how a row changes it", node.span, "", FOLD)
    value = run.nested(start, frame)
    path, rows, instance = _table_of(run, Over("fold", body, None, node.span), frame)
    for inner in _in_rows(path, rows, instance, frame):
        spend(run, node, frame)
        inner.values[variable] = value
        inner.bound.add(variable)
        found = run.nested(body, inner)
        if isinstance(value, (Chosen, Release, Varied)) or isinstance(found, (Chosen, Release, Varied)):
            fail(frame, f"fold needs numbers, not {describe(found.kind)}", body.span, describe(found.kind), CHOOSE)
        if not _is_alike(value, found):
            own, other = describe(value.kind), describe(found.kind)
            fail(frame, f"{variable} begins as {own}, and a row makes {other} of it", body.span, other, FOLD)
        value = hoisted(run, variable, found, body.span, frame)
    assert isinstance(value, (Amount, Truth))  # a table has rows
    return value


def _is_alike(value: Computed, found: Computed) -> bool:
    """Whether both are of one dimension; a 0 without a unit, at the beginning, fits any."""
    if value.kind.dimension == found.kind.dimension:
        return True
    return isinstance(value, Amount) and isinstance(found, Amount) and is_nothing(value)


def _condition(run: Run, tree: Expression, frame: Frame) -> StepExpression:
    """Whether a row is chosen."""
    found = run.nested(tree, frame)
    if not isinstance(found, Truth):
        sort = describe(found.kind)
        fail(frame, f"where needs yes or no, not {sort}", tree.span, sort, COMPARE)
    return found.value


def _number(run: Run, node: Over, frame: Frame) -> Amount:
    found = run.nested(node.body, frame)
    if not isinstance(found, Amount):
        sort = describe(found.kind)
        remedy = CHOOSE if isinstance(found, Truth) else "write a number"
        fail(frame, f"{node.aggregate} needs numbers, not {sort}", node.body.span, sort, remedy)
    return found


def _kind(node: Over, terms: list[Term], frame: Frame) -> Kind:
    """The kind of the rows, which have one dimension; a 0 without a unit fits any."""
    values = [term.value for term in terms]
    kind = values[leading(values)].kind
    for value in values:
        if value.kind.dimension != kind.dimension and not is_nothing(value):
            message = f"its rows give {describe(kind)} and {describe(value.kind)}"
            fail(frame, message, node.body.span, "", "give all of them one unit")
    return kind


def _combined(name: str, terms: list[Term], path: str) -> StepExpression:
    """The values of the chosen rows as one."""
    nothing = Missing(f"no row of {path} is chosen, so it has no {name}", _ANOTHER)
    if name in ("min", "max"):
        return _extreme(name, terms, nothing)
    total = _total([_chosen(term, term.value.value) for term in terms])
    if name != "mean":
        return total
    count = _total([_chosen(term, _ONE) for term in terms])
    if all(term.chosen is not None for term in terms):
        return Choice(Operation("==", count, _NONE), nothing, Operation("/", total, count))
    return Operation("/", total, count)


def _chosen(term: Term, value: StepExpression) -> StepExpression:
    return value if term.chosen is None else Choice(term.chosen, value, _NONE)


def _total(values: list[StepExpression]) -> StepExpression:
    if all(value == _ONE for value in values):
        return Number(float(len(values)))
    return Total(tuple(values)) if len(values) > 1 else values[0]


def _extreme(name: str, terms: list[Term], nothing: Missing) -> StepExpression:
    """The least or largest of the chosen rows; `nothing` where there is none."""
    sure = [term.value.value for term in terms if term.chosen is None]
    best: StepExpression = sure[0] if sure else nothing
    if len(sure) > 1:
        best = Apply(name, tuple(sure))
    known: StepExpression = _ONE if sure else _NONE  # whether any row so far is chosen
    for term in terms:
        if term.chosen is None:
            continue
        value = term.value.value
        if known == _NONE:
            better, known = value, term.chosen
        elif known == _ONE:
            better = Apply(name, (best, value))
        else:
            better, known = Choice(known, Apply(name, (best, value)), value), Operation("or", known, term.chosen)
        best = Choice(term.chosen, better, best)
    return best


def _no_row(path: str, node: Over, frame: Frame) -> NoReturn:
    assert node.condition is not None
    fail(frame, f"no row of {path} is chosen, so it has no {node.aggregate}", node.condition.span, "", _ANOTHER)


def _table_of(run: Run, node: Over, frame: Frame) -> tuple[str, Rows, Instance]:
    """The one table that an aggregate is over: of two, the one that no aggregate around it is over."""
    trees = (node.body,) if node.condition is None else (node.body, node.condition)
    found = tables_in(run, trees, frame)
    free = {path: each for path, each in found.items() if not _is_bound(path, frame)}
    if len(free or found) == 1:
        path, (rows, module, given) = next(iter((free or found).items()))
        return path, rows, given or _instance(run, module, frame)
    if not found:
        for tree in walk(trees):
            if isinstance(tree, Name):
                refuse_column(run, tree, frame)
        remedy = "name a column of a table, or write sum(k = 1 to 10, …)" if node.aggregate == "sum" else FOLD
        if node.aggregate in AGGREGATES[1:]:
            remedy = "name a column of a table"
        if frame.module.tables:
            rows = next(iter(frame.module.tables.values()))
            remedy = f"name a column of it, as in {rows.name}.{next(iter(rows.columns))}"
        fail(frame, f"{node.aggregate} is over the rows of a table, and this names none", node.span, "", remedy)
    paths = sorted(free or found)
    remedy = f"put what is of {paths[1]} into an aggregate of its own, as in {node.aggregate}(… * sum({paths[1]}.…))"
    fail(frame, f"{paths[0]} and {paths[1]} are two tables, and this is over one", node.span, "", remedy)


def _is_bound(path: str, frame: Frame) -> bool:
    return any(name.rpartition(".")[0] == path for name in frame.cells)


def tables_in(run: Run, trees: tuple[Expression, ...], frame: Frame) -> dict[str, tuple[Rows, Module, Instance | None]]:
    """The tables whose columns some trees name, or that are one of them, by path.

    What stands inside of aggregates of its own is left out.
    """
    found: dict[str, tuple[Rows, Module, Instance | None]] = {}
    waiting: list[object] = list(trees)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Over) or (isinstance(node, Call) and node.path in AGGREGATES and len(node.arguments) == 1):
            continue
        if isinstance(node, Name):
            path = path_of_table(run, node.path, frame)
            if path == node.path and node not in trees:
                continue  # a table that is handed to a function
            if path is not None and path not in found:
                at = rows_at(run, path, frame)
                assert at is not None
                found[path] = at
        elif isinstance(node, tuple):
            waiting += node
    return found


def looked_up(run: Run, node: Call, frame: Frame) -> Found | None:
    """`services("feed").rate`: the cell of the row of that name; None where what is called is no table."""
    at = rows_at(run, node.path, frame)
    if at is None:
        return None
    rows, module, given = at
    columns = ", ".join(rows.columns)
    remedy = f'write {node.path}("{rows.table.rows[0].label}").{next(iter(rows.columns))}'
    if len(node.arguments) != 1 or node.arguments[0].name or not rows.table.label:
        fail(frame, f"{node.path} is a table: a row of it is named by its text", node.span, "", remedy)
    argument = node.arguments[0].value
    label = run.nested(argument, frame)
    if not isinstance(label, Chosen):
        sort = describe(label.kind)
        as_in = remedy.replace("write", "as in")
        fail(frame, f"a row of {node.path} is named by a text, not {sort}", argument.span, sort, as_in)
    key = rows.by_label.get(label.text)
    if key is None:
        guess = run.budget.guess(label.text, rows.by_label)
        names = [*list(rows.by_label)[:_LISTED], *["…"][: len(rows.by_label) > _LISTED]]
        remedy = f'did you mean "{guess}"?' if guess else f"it has {', '.join(names)}"
        fail(frame, f'{node.path} has no row "{label.text}"', argument.span, "", remedy)
    if node.member not in rows.columns:
        guess = run.budget.guess(node.member, rows.columns) if node.member else ""
        remedy = f"did you mean {guess}?" if guess else f"its columns are {columns}"
        message = f"{node.path} has no column {node.member}" if node.member else f"a row of {node.path} has columns"
        fail(frame, message, node.span, "", remedy)
    return own(run, given or _instance(run, module, frame), f"{rows.name}.{key}.{node.member}", node.span, frame)


def _instance(run: Run, module: Module, frame: Frame) -> Instance:
    """The instance whose cells a frame sees."""
    return owner(run, frame) if module is frame.module else instance_of(run, module, (), frame)


def given_table(run: Run, name: str, annotation: TableOf, tree: Expression, frame: Frame) -> tuple[Rows, Instance]:
    """The table that a parameter is given by its name or path; it has the columns that the function asks for."""
    at = rows_at(run, tree.path, frame) if isinstance(tree, Name) else None
    if at is None:
        columns = " | ".join(annotation.columns)
        remedy = f"name a table with a head as in name | {columns}"
        fail(frame, f"{name} is a table", tree.span, "no table", remedy)
    rows, module, given = at
    lacking = [column for column in annotation.columns if column not in rows.columns and column != rows.table.label]
    if lacking:
        message = f"{rows.name} has no column {lacking[0]}, which {name} needs"
        fail(frame, message, tree.span, "", f"add it to the head: {lacking[0]}")
    return rows, given or _instance(run, module, frame)
