"""`diff`: what changed between two versions of a sheet, and what it did; the twin of `estimate diff`."""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING, Any

from estimator.api.arguments import notation
from estimator.api.estimates import Estimate
from estimator.api.revisions import Revision
from estimator.api.told import COLUMNS, Told
from estimator.languages.comparison import Side, label
from estimator.languages.exhibit_lines import exhibit_lines
from estimator.languages.review import ARROW, effect, review, told
from estimator.languages.review_exhibits import leading, review_exhibits
from estimator.languages.spans import wrapped
from estimator.model.changes import USED, Edit, changes
from estimator.model.files import is_file_name, module_from_text, read_module
from estimator.model.modules import Module, shipped_library
from estimator.notation.parser import parse_sheet
from estimator.problems import EstimateError, Source, refused
from estimator.reckoning.attribution import alone, with_lines
from estimator.reckoning.estimate import estimate
from estimator.records import record, replace
from estimator.writers.source import as_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.api.arguments import Value
    from estimator.languages.exhibit import Exhibit
    from estimator.languages.review import Effect, Review
    from estimator.languages.spans import Spans
    from estimator.notation.tree import Use
    from estimator.reckoning.evaluate import Evaluation

HEAD = "HEAD"
_INDENT = 2
_HEADS = ("change", "was", "now", "answer", "effect")


class Diff(Told):
    """What changed between two versions of a sheet, what each change does alone, and the checks that turn."""

    def __init__(self, found: Review) -> None:
        self.review = found

    @property
    def fails(self) -> bool:
        """Whether a check fails now that did not fail before."""
        return self.review.fails

    @property
    def fault(self) -> EstimateError | None:
        """Why the newer version has no values, if it has none."""
        return self.review.new.fault

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The changes with what each does alone, the answers before and after, the checks, notes and sources."""
        return review_exhibits(self.review)

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows: what turns in its colour, a paragraph a change, then the tables."""
        first, *others = self.exhibits
        found: list[Spans] = [[(part, "heading")] for part in wrapped(first.title, columns)]
        for text, is_bad in leading(self.review):
            found += [[(part, "bad" if is_bad else "good")] for part in wrapped(text, columns)]
        for text in first.remarks:
            parts = wrapped(text, columns - 2 * _INDENT)
            found += [[(" " * (_INDENT * (2 if place else 1)) + part, "")] for place, part in enumerate(parts)]
        for exhibit in others:
            found += [[], *exhibit_lines(exhibit, columns)]
        return found

    def _repr_html_(self) -> str:
        from estimator.writers.exhibits import as_html

        first, *others = self.exhibits  # what is a list elsewhere is as large as the rest here
        return as_html([replace(first, lead=(*first.lead, *first.remarks), remarks=()), *others])

    def to_dict(self) -> dict[str, Any]:
        """What `estimate diff --json` prints."""
        found = self.review
        return {
            "title": found.title,
            **({"problem_before": found.old.problem} if found.old.problem else {}),
            **({"problem_after": found.new.problem} if found.new.problem else {}),
            "turns": list(found.turns),
            "renamed": found.found.renamed,
            "changes": [
                {
                    "name": each.edit.subject,
                    "kind": each.edit.kind,
                    "was": each.edit.was if each.edit.before is not None else None,
                    "now": each.edit.now if each.edit.after is not None else None,
                    "text": told(each, found.answers),
                    **({"problem": each.problem} if each.problem else {}),
                    "effects": [_effect(one) for one in each.effects or ()],
                    "turns": list(each.turns),
                }
                for each in found.reviewed
            ],
            "together": [_effect(each) for each in found.rest],
            "answers": [
                {
                    "name": name,
                    "before": _numbers(name, found.old),
                    "after": _numbers(name, found.new),
                    "effect": effect(name, found.old, found.new).text,
                }
                for name in found.answers
            ],
            "checks": [
                {"text": written, "before": _held(written, found.old), "after": _held(written, found.new)}
                for written in dict.fromkeys([*found.new.verdicts, *found.old.verdicts])
            ],
            "texts": [
                {"name": each.subject, "what": each.what, "was": each.was, "now": each.now}
                for each in found.found.texts
            ],
        }

    def csv(self) -> str:
        """A row for each change and each answer that it moves."""
        from estimator.writers.csv import cell

        file = io.StringIO(newline="")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADS)
        for each in self.review.reviewed:
            moved: Sequence[tuple[str, str]] = [(one.answer, one.text) for one in each.effects or () if one.text]
            for answer, text in moved or [("", told(each, self.review.answers))]:
                row = (each.edit.subject, each.edit.was, each.edit.now, answer, text)
                writer.writerow([cell(part) for part in row])
        return file.getvalue()


def _effect(found: Effect) -> dict[str, Any]:
    return {"answer": found.answer, "difference": found.difference, "text": found.text}


def _numbers(name: str, side: Side) -> dict[str, Any] | None:
    from estimator.writers.json import numbers_of

    found = side.named(name)
    return None if found is None else {"text": str(found[1].shown(found[0])), **numbers_of(*found)}


def _held(written: str, side: Side) -> dict[str, Any] | None:
    verdict = side.verdicts.get(written)
    if verdict is None:
        return None
    share = {"probability": verdict.probability} if verdict.probability is not None else {}
    return {"holds": verdict.holds, "text": verdict.sentence, **share}


def diff(
    old: str | os.PathLike[str] | Estimate,
    new: str | os.PathLike[str] | Estimate = "",
    /,
    *,
    scenario: str = "",
    **overrides: Value,
) -> Diff:
    r"""What changed between two versions of a sheet, and what each change does alone to each answer.

    A version is a file, a sheet of the library, an estimate, or a file at a revision of git, `HEAD~1:plan.est`. A
    revision alone is that of the other's file: `diff("HEAD~1", "plan.est")`, and `diff("plan.est")` is that since
    HEAD. Both versions are run in the scenario and with the assumptions that are given.

    >>> from estimator import diff, sheet
    >>> found = diff(sheet("peak = 2\nqps = peak * 50 QPS"), sheet("peak = 3\nqps = peak * 50 QPS"))
    >>> found.to_dict()["changes"][0]["text"]
    'qps +50 query/s (+50%)'

    EstimateError where there is no such version, or neither has values.
    """
    return differing((old, new), [f"{name}={notation(value, name)}" for name, value in overrides.items()], scenario)


def differing(
    versions: Sequence[str | os.PathLike[str] | Estimate], overrides: Sequence[str], scenario: str = ""
) -> Diff:
    """What `diff` says of one or two versions, with assumptions as `name=value`: of any name, `scenario` too."""
    old, new = versions if len(versions) > 1 else (versions[0], "")
    return _diff(*_versions(old, new), overrides, scenario)


@record
class _Version:
    """A version of a sheet: what it is called, and what an estimate has made of it already."""

    label: str
    module: Module
    evaluation: Evaluation | None


def _versions(
    old: str | os.PathLike[str] | Estimate, new: str | os.PathLike[str] | Estimate
) -> tuple[_Version, _Version]:
    """Both versions."""
    if isinstance(old, Estimate) or isinstance(new, Estimate):
        return _version(old), _version(new)
    first, second = os.fspath(old), os.fspath(new)
    if not second:
        first, second = HEAD, first
    if _is_revision(first):
        if not is_file_name(second):
            message = f"{first} is no sheet, and as a revision it is not one of a file"
            raise refused(first, message, f"write {first}:FILE, or name a .est or .md file behind it")
        if _revision_and_path(second) is None:
            return _at_revision(first, second), _version(second)
        path = second.partition(":")[2]
        return _version(f"{first}:{path}"), _version(second)
    return _version(first), _version(second)


def _is_revision(word: str) -> bool:
    """Whether a word can only be a revision: it is no file and no sheet of the library."""
    return not is_file_name(word) and shipped_library().module(word) is None


def _revision_and_path(word: str) -> tuple[str, str] | None:
    """`HEAD~1:plan.est` in two, unless a file is called so."""
    revision, colon, path = word.partition(":")
    return (revision, path) if colon and is_file_name(path) and not os.path.exists(word) else None


def _version(word: str | os.PathLike[str] | Estimate) -> _Version:
    if isinstance(word, Estimate):  # with what it was given written down
        evaluation = as_written(word.evaluation)
        return _Version(label(word.evaluation, several=True), evaluation.model.module, evaluation)
    name = os.fspath(word)
    parts = _revision_and_path(name)
    if parts is None:
        return _Version(name, read_module(name, shipped_library()), None)
    return _at_revision(*parts)


def _at_revision(name: str, path: str) -> _Version:
    """A file as it was, with the files that it uses as they were."""
    folder = os.path.dirname(path)
    inside = folder if os.path.isdir(folder) else ""
    revision = Revision(name, inside)
    module = module_from_text(revision.text(os.path.relpath(path, inside or ".")), path)
    _read_used(module, revision, inside)
    return _Version(f"{os.path.normpath(path)} at {name}", module, None)


def _read_used(module: Module, revision: Revision, inside: str) -> None:
    """The files of `use` lines as they were, and those of theirs. EstimateError for one that was not there.

    Where a line leads out of the sheet's own folder nothing is read: the sheet is refused for it.
    """
    waiting = [module]
    while waiting:
        at_hand = waiting.pop()
        for use in at_hand.uses.values():
            path = os.path.normpath(os.path.join(at_hand.folder, use.path))
            below = os.path.relpath(path, at_hand.folder or ".")
            if (at_hand.folder, path) in module.read or os.path.isabs(use.path) or below.startswith(os.pardir):
                continue
            text = revision.text(os.path.relpath(path, inside or "."))
            used = Module(parse_sheet(Source(path, text)), use.name, os.path.dirname(path))
            module.read[(at_hand.folder, path)] = used
            waiting.append(used)


def _diff(before: _Version, after: _Version, overrides: Sequence[str], scenario: str) -> Diff:
    old, new = before.module, after.module
    found = changes(old, new)
    if found.renamed:
        before = _Version(before.label, with_lines(old, found.lines), None)
    sides = [_side(version, overrides, scenario) for version in (before, after)]
    if all(side.evaluation is None for side in sides):
        estimate(new, overrides, scenario)  # which says why in full
    found = replace(found, edits=(*found.edits, *_used_otherwise(before.module, new)))
    runs: Sequence[tuple[Edit, Evaluation | str | None]] = [(each, None) for each in found.edits]
    if all(side.evaluation is not None for side in sides):
        runs = alone(found, before.module, new, overrides, scenario)
    return Diff(review(f"{before.label}{ARROW}{after.label}", sides[0], sides[1], found, runs))


def _side(version: _Version, overrides: Sequence[str], scenario: str) -> Side:
    """A version that is run; one that does not run says why."""
    if version.evaluation is not None and not (overrides or scenario):
        return Side(version.label, version.evaluation)
    try:
        return Side(version.label, estimate(version.module, overrides, scenario))
    except EstimateError as error:
        return Side(version.label, None, fault=error)


def _used_otherwise(old: Module, new: Module) -> list[Edit]:
    """The `use` lines of both versions whose files have another text now."""
    found = []
    for name, use in new.uses.items():
        before, after = (_used(each, use) for each in (old, new))
        if name in old.uses and before is not None and after is not None and before.source.text != after.source.text:
            found.append(Edit(USED, use.path, "", "", use, use))
    return found


def _used(module: Module, use: Use) -> Module | None:
    return module.read.get((module.folder, os.path.normpath(os.path.join(module.folder, use.path))))
