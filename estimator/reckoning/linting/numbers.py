"""The numbers that go in: from where they are, whether anything depends on them, and for what they are taken."""

from __future__ import annotations

from estimator.notation.allowances import told_note
from estimator.notation.tree import Binary, Conditional, Name
from estimator.notation.walking import names_needed, walk
from estimator.reckoning.linting.outline import place
from estimator.reckoning.linting.rules import ADDED_PERCENTILES, MONTHLY_AS_DAILY, UNSOURCED, UNUSED, finding
from estimator.reckoning.linting.vocabulary import says
from estimator.units.kinds import PLAIN

LONGEST_LINK = 3  # letters of the words that say nothing: of, per, all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.notation.tree import Definition, Expression
    from estimator.reckoning.linting.outline import Outline
    from estimator.reckoning.linting.rules import Finding


def unsourced(outline: Outline) -> Iterator[Finding]:
    """Assumptions without a word on where they are from, in a sheet that does not say it for all of them.

    A note counts: it is where the notation has it. What is decided, as a retention, has no source.
    """
    documentation = outline.module.sheet.documentation
    if documentation.sources or not outline.worked():
        return
    for name in outline.assumptions():
        definition = outline.quantities[name].definition
        said = told_note(definition.note) or definition.documentation.text or definition.documentation.sources
        if not said and not says(name, "decided"):
            message = f"{name} does not say where it is from"
            remedy = f"write it behind {name}: # measured in October, or # a guess"
            yield finding(UNSOURCED, outline.module, message, [(definition.span, "from where?")], remedy)


def unused(outline: Outline) -> Iterator[Finding]:
    """Assumptions that no other line, check or setting needs, in a sheet that works anything out."""
    if not outline.worked():
        return
    module = outline.module
    needed = names_needed(module.definitions.values())
    needed |= {name for check in module.checks for name in check.names} | set(module.passed)
    needed |= {name.partition(".")[0] for name in needed}
    lines: dict[str, list[str]] = {}  # the worked ones, by the words of their names
    for worked in outline.worked():
        for word in worked.split("_"):
            lines.setdefault(word, []).append(worked)
    for name, quantity in outline.model.quantities.items():
        definition = quantity.definition
        if not quantity.assumption or name in needed or "." in name or definition.documentation.sources:
            continue
        if isinstance(definition.expression, (Binary, Conditional)) or definition.documentation.examples:
            continue  # numbers that are worked with are an answer
        guess = _nearest_line(lines, name)
        remedy = f"use it in {guess}, or delete the line" if guess else "use it, or delete the line"
        message = f"nothing depends on {name}: with any other value every answer is the same"
        yield finding(UNUSED, module, message, [(definition.span, "used nowhere")], remedy)


def _nearest_line(lines: dict[str, list[str]], name: str) -> str:
    """A worked line that shares a word with a name, where there is one alone."""
    found = {each for word in name.split("_") if len(word) > LONGEST_LINK for each in lines.get(word, ())[:2]}
    return found.pop() if len(found) == 1 else ""


def percentiles(outline: Outline) -> Iterator[Finding]:
    """Sums of which two terms are percentiles: of parts that are not all slow at once."""
    for name in outline.worked():
        definition = outline.quantities[name].definition
        sums = [each for each in walk(definition.expression) if isinstance(each, Binary) and each.operator == "+"]
        for tree in sums[:1]:
            terms = [each for each in _terms(tree) if isinstance(each, Name) and says(each.path, "percentile")]
            if len(terms) > 1:
                marks = [(terms[0].span, "a percentile"), (terms[1].span, "another one")]
                message = f"{name} adds up percentiles, {terms[0].path} and {terms[1].path}: the slowest of 100 calls"
                message += " to one part are seldom those of the other, so the sum is no percentile"
                remedy = "give each part as a range from its median to its percentile, and read the sum's own range"
                yield finding(ADDED_PERCENTILES, outline.module, message, marks, remedy)


def _terms(tree: Expression) -> list[Expression]:
    found, waiting = [], [tree]
    while waiting:
        at_hand = waiting.pop()
        if isinstance(at_hand, Binary) and at_hand.operator == "+":
            waiting += (at_hand.right, at_hand.left)
        else:
            found.append(at_hand)
    return found


def monthly(outline: Outline) -> Iterator[Finding]:
    """Users of a month, or all that signed up, times what a user does in a day."""
    told: dict[str, bool] = {}  # and what rests on these
    for name in outline.worked():
        told[name] = any(told.get(each) for each in outline.below[name])
        if told[name]:
            continue
        factors = [each for each in outline.factors(name) if not each.under]
        users = next((each for each in factors if each.name and _are_all_users(each.name, each.kind)), None)
        daily = next((each for each in factors if each.unit.endswith("user/day")), None)
        has_share = any(each.kind is PLAIN and each.value is not None and 0 < each.value < 1 for each in factors)
        if users is None or daily is None or has_share or any(says(each.name, "active") for each in factors):
            continue
        told[name] = True
        definition: Definition = outline.quantities[name].definition
        marks = [(place(definition, users.name), "not all of them come each day")]
        if daily.name:
            marks.append((place(definition, daily.name), "of one who came"))
        marks = marks if len({span for span, _ in marks}) == len(marks) else marks[:1]
        message = f"{name} takes every one of {users.name} for a user of each day"
        remedy = f"add a line daily_share = 50% with your own share, and multiply {users.name} in {name} by it"
        yield finding(MONTHLY_AS_DAILY, outline.module, message, marks, remedy)


def _are_all_users(name: str, kind: object) -> bool:
    return says(name, "monthly") and str(kind) in ("user", "person", "customer", "account", "player")
