"""What a reviewer is told of two versions of a sheet: what changed, what each change does alone, which checks turn."""

from __future__ import annotations

from math import isfinite

from estimator.languages.checks import percentage
from estimator.languages.comparison import RANGE, Side
from estimator.languages.differences import added_text, central, factor_text, is_number, is_same
from estimator.languages.reporting import answers_of
from estimator.model.changes import ROW, USED
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.report import Verdict
    from estimator.model.changes import Changes, Edit
    from estimator.reckoning.evaluate import Evaluation

P95 = 0.95
REST = 1e-6  # relative; what several changes do together is said from here on
MOST_NAMED = 2  # unchanged answers that are named
ARROW = " → "
_SIGNS = (" + ", " - ", " * ", " / ")


@record
class Effect:
    """What a change does to an answer: its difference in base units (None where it is no number), and in words.

    `text` is empty where nothing changes.
    """

    answer: str
    difference: float | None
    text: str


@record
class Reviewed:
    """A change of a line, with what it does alone: the effect on each answer, and the checks that turn.

    `problem` says why it does not stand alone; `effects` is None for what does nothing by itself, as a new line.
    """

    edit: Edit
    effects: tuple[Effect, ...] | None
    turns: tuple[str, ...]
    problem: str


@record
class Review:
    """Two versions of a sheet, the older one with the names of the newer: `rest` is what the changes do together."""

    title: str
    old: Side
    new: Side
    found: Changes
    reviewed: tuple[Reviewed, ...]
    answers: tuple[str, ...]
    rest: tuple[Effect, ...]

    @property
    def turns(self) -> tuple[str, ...]:
        """The checks of which something else is to be said now."""
        return tuple(turned(self.old, self.new))

    @property
    def fails(self) -> bool:
        """Whether a check fails that did not fail before."""
        before = self.old.verdicts
        return any(
            not each.holds and (name not in before or before[name].holds) for name, each in self.new.verdicts.items()
        )


def review(
    title: str,
    old: Side,
    new: Side,
    found: Changes,
    runs: Sequence[tuple[Edit, Evaluation | str | None]],
) -> Review:
    """The review of two versions, with the runs of the changes one at a time."""
    answers = _answers(old, new)
    reviewed = []
    for edit, run in runs:
        if run is None or old.evaluation is None:
            reviewed.append(Reviewed(edit, None, (), ""))
        elif isinstance(run, str):
            reviewed.append(Reviewed(edit, None, (), run))
        else:
            side = Side("", run)
            effects = tuple([effect(name, old, side) for name in answers])
            reviewed.append(Reviewed(edit, effects, tuple(turned(old, side, own=True)), ""))
    return Review(title, old, new, found, tuple(reviewed), tuple(answers), tuple(_rest(old, new, reviewed, answers)))


def _answers(old: Side, new: Side) -> list[str]:
    """The answers of both versions and what their checks are about, in the order of the newer one.

    Of sheets that share none, the numbers that are worked in both.
    """
    if old.evaluation is None or new.evaluation is None:
        return []
    wanted: set[str] = set()
    for model in (old.evaluation.model, new.evaluation.model):
        wanted |= {each.definition.name for each in answers_of(model)}
        wanted |= {name for check in model.checks for name in check.check.names}
    worked = [name for name, each in new.evaluation.model.quantities.items() if not each.assumption]
    shared = [name for name in worked if old.quantity(name) is not None]
    return [name for name in shared if name in wanted] or shared


def effect(name: str, old: Side, new: Side) -> Effect:
    """What becomes of an answer."""
    before, after = old.named(name), new.named(name)
    if before is None or after is None:
        return Effect(name, None, "" if before is after else "gone" if after is None else "new")
    (here, values), (there, others) = before, after
    first, second = str(values.shown(here)), str(others.shown(there))
    if not (is_number(here) and is_number(there)):
        return Effect(name, None, f"{first}{ARROW}{second}" if first != second else "")
    if here.kind.dimension != there.kind.dimension:
        return Effect(name, None, f"{first}{ARROW}{second}, of another unit")
    one, other = central(here, values), central(there, others)
    if not isfinite(other - one):
        return Effect(name, None, f"{first}{ARROW}{second}")
    if not is_same(one, other):
        factor = factor_text(one, other)
        added = added_text(one, other, there, others)
        return Effect(name, other - one, f"{added} ({factor})" if factor else added)
    ranges = [_range(values.range(here)), _range(others.range(there))]
    if ranges[0] != ranges[1]:
        return Effect(name, 0.0, f"{RANGE} {ARROW.join([text or 'none' for text in ranges])}")
    return Effect(name, 0.0, f"shown as {second}" if first != second else "")


def _range(text: str) -> str:
    """A range, unless both of its ends read alike."""
    low, _, high = text.partition(" to ")
    return "" if low == high else text


def _rest(old: Side, new: Side, reviewed: Sequence[Reviewed], answers: Sequence[str]) -> list[Effect]:
    """What is left of the whole when each change has had its own."""
    found = []
    for name in answers:
        whole = effect(name, old, new).difference
        own = [each.difference for one in reviewed for each in one.effects or () if each.answer == name]
        after = new.named(name)
        if whole is None or after is None or len(own) < 2 or None in own:
            continue
        rest = whole - sum([each or 0.0 for each in own])
        if abs(rest) > REST * max(abs(whole), *[abs(each or 0.0) for each in own]):
            found.append(Effect(name, rest, added_text(0.0, rest, *after)))
    return found


def turned(old: Side, new: Side, *, own: bool = False) -> list[str]:
    """What is to be said of the checks: those that fail or hold now, at all or at P95; and the new ones that fail.

    `own` is whether it is said of one change: of the checks of both, without their numbers.
    """
    found = []
    for written, now in new.verdicts.items():
        before = old.verdicts.get(written)
        if before is None and not own and not now.holds:
            found.append(f"{now.text} is new, and fails{_behind(now, None)}")
        elif before is not None and before.holds is not now.holds:
            word = "now holds" if now.holds else "now fails"
            found.append(f"{now.text} {word}{'' if own else _behind(now, before)}")
        elif before is not None and before.holds and now.holds:
            shares = [1.0 if each.probability is None else each.probability for each in (before, now)]
            if (shares[0] >= P95) is not (shares[1] >= P95):
                word = "now holds at P95" if shares[1] >= P95 else "now fails at P95"
                found.append(f"{now.text} {word}{'' if own else _behind(now, before)}")
    return found


def _behind(now: Verdict, before: Verdict | None) -> str:
    """`: is 110 PB, holds in 41% of the cases, 92% before`."""
    said = [now.failing] if now.failing else []
    if now.probability is not None:
        said.append(now.says)
        if before is not None and before.probability is not None:
            said.append(f"{percentage(before.probability, before.asked)} before")
    return f": {', '.join(said)}" if said else ""


def label(edit: Edit) -> str:
    """A change as one says it: `peak_factor 2 → 3`, a new line, one that is gone."""
    if edit.kind == USED:
        return f"{edit.subject} has another text"
    if not edit.was and edit.before is None:
        return f"new: {_line(edit.subject, edit.now)}"
    if not edit.now and edit.after is None:
        return f"gone: {_line(edit.subject, edit.was)}"
    if edit.kind == ROW and not (edit.was and edit.now):
        return f"{'gone' if edit.was else 'new'}: {edit.subject} ({edit.was or edit.now})"
    was, now = _without_unit(edit.was, edit.now), edit.now
    return (
        f"{edit.subject}: {was or 'none'}{ARROW}{now or 'none'}"
        if _is_long(edit)
        else f"{edit.subject} {was}{ARROW}{now}"
    )


def _line(subject: str, text: str) -> str:
    sign = " " if subject.startswith(("check", "table", "row", "with")) else " = "
    return f"{subject}{sign if text else ''}{text}"


def _is_long(edit: Edit) -> bool:
    """Whether a side is more than a number, so that a colon keeps it from the name."""
    return not all(text[:1].isdigit() and not any(sign in text for sign in _SIGNS) for text in (edit.was, edit.now))


def _without_unit(was: str, now: str) -> str:
    """A text without the unit that stands behind the one it becomes, too."""
    first, _, unit = was.rpartition(" ")
    is_shared = unit == now.rpartition(" ")[2] and unit[:1].isalpha()
    return first if first and is_shared and was[:1].isdigit() and now[:1].isdigit() else was


def told(reviewed: Reviewed, answers: Sequence[str]) -> str:
    """What a change does alone, in a sentence."""
    if reviewed.problem:
        return reviewed.problem
    if reviewed.effects is None:
        return ""
    parts = [f"{each.answer} {each.text}" for each in reviewed.effects if each.text]
    unchanged = [each.answer for each in reviewed.effects if not each.text]
    if not parts:
        parts = ["no answer changes"] if answers else []
    elif unchanged:
        names = " and ".join(unchanged) if len(unchanged) <= MOST_NAMED else f"{len(unchanged)} other answers"
        parts.append(f"{names} unchanged")
    return "; ".join([", ".join(parts), *reviewed.turns] if parts else reviewed.turns)
