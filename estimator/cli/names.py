"""What may stand at a place of the command line, each with a line of help: what completion in a shell offers.

A function here is given the words that stand before, behind the command's name and without options, and the word that
is being typed. Nothing is worked out for it, and what is wrong with a sheet is not said.
"""

from __future__ import annotations

import os

from estimator.languages.spans import safe
from estimator.model.choices import choices_of
from estimator.model.files import MARKDOWN, is_file_name, read_module
from estimator.model.modules import SUFFIX, Library, shipped_library
from estimator.notation.sentences import summary
from estimator.problems import EstimateError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.model.modules import Module

Offers = list[tuple[str, str]]  # which typer reads where the program runs
SHEETS = (SUFFIX, *MARKDOWN)


def sheet_titles(library: Library) -> Offers:
    """Each sheet of the library with its title, which is its first line: no file is parsed for it."""
    found = []
    for name in library.names():
        with open(library.path(name), encoding="utf-8") as file:
            found.append((name, file.readline().lstrip("# ").strip()))
    return found


def library_names(_args: list[str], incomplete: str) -> Offers:
    """The sheets of the library that a word may become, and behind a dot the names of one."""
    sheet, dot, rest = incomplete.rpartition(".")
    library = shipped_library()
    if dot and (module := library.module(sheet)) is not None:
        return [
            (f"{sheet}.{name}", safe(summary(definition.documentation)))
            for name, definition in module.definitions.items()
            if name.startswith(rest) and "." not in name  # no cell of a table
        ]
    return [(name, title) for name, title in sheet_titles(library) if name.startswith(incomplete)]


def files(incomplete: str, suffixes: tuple[str, ...] = ("",), *, folders_alone: bool = False) -> Offers:
    """The files with one of the suffixes that a word may become, and the folders on the way to others."""
    head, name = os.path.split(incomplete)
    start = incomplete[: len(incomplete) - len(name)]
    try:
        with os.scandir(os.path.expanduser(head) or ".") as entries:
            found = sorted([(each.name, each.is_dir()) for each in entries])
    except (OSError, ValueError):
        return []
    return [
        (start + own + (os.sep if is_folder else ""), "")
        for own, is_folder in found
        if own.startswith(name)
        and (name.startswith(".") or not own.startswith("."))
        and own.isprintable()
        and (is_folder or (not folders_alone and own.endswith(suffixes)))
    ]


def any_file(_args: list[str], incomplete: str) -> Offers:
    """Any file."""
    return files(incomplete)


def folder(_args: list[str], incomplete: str) -> Offers:
    """A folder."""
    return files(incomplete, folders_alone=True)


def schema_files(args: list[str], incomplete: str) -> Offers:
    """A file of SQL."""
    return [] if args else files(incomplete, (".sql", ".SQL"))


def shape_files(_args: list[str], incomplete: str) -> Offers:
    """A list of machines."""
    return files(incomplete, (".csv",))


def documents(_args: list[str], incomplete: str) -> Offers:
    """A document."""
    return files(incomplete, MARKDOWN)


def sheet_files(_args: list[str], incomplete: str) -> Offers:
    """A file that is a sheet."""
    return files(incomplete, SHEETS)


def sheets(args: list[str], incomplete: str) -> Offers:
    """A sheet: of the library, or a file."""
    return [*library_names(args, incomplete), *sheet_files(args, incomplete)]


def topic_names(_args: list[str], incomplete: str) -> Offers:
    """The topics of the manual and the commands that a word may become."""
    from estimator.api.manual import manual
    from estimator.cli.commands import DEFAULT, command_names

    commands = [(name, f"estimate {name}") for name in command_names() if name != DEFAULT]
    found = [(each.name, each.title) for each in manual().topics] + commands
    return [(name, title) for name, title in dict(reversed(found)).items() if name.startswith(incomplete)]


def unit_names(_args: list[str], incomplete: str) -> Offers:
    """The units that a word may become."""
    from estimator.units.table import shipped_units

    table = shipped_units()
    return [(name, "") for name in (*table.names(), *table.prefixed_names()) if name.startswith(incomplete)]


def module_of(args: list[str]) -> Module | None:
    """The sheet that the words before begin with, if it can be read."""
    try:
        return read_module(os.path.expanduser(args[0]), shipped_library()) if args else None
    except EstimateError:
        return None


def _quantities(module: Module | None, incomplete: str) -> Iterator[tuple[str, str, bool]]:
    """The quantities of a sheet that a word may become, and whether each is an assumption."""
    for name, definition in module.definitions.items() if module is not None else ():
        if definition.parameters is None and name.startswith(incomplete):
            yield name, safe(definition.note or summary(definition.documentation)), not definition.names


def quantities(args: list[str], incomplete: str) -> Offers:
    """A quantity of the sheet."""
    return [(name, text) for name, text, _ in _quantities(module_of(args), incomplete)]


def worked(args: list[str], incomplete: str) -> Offers:
    """A quantity of the sheet that is worked."""
    return [(name, text) for name, text, is_given in _quantities(module_of(args), incomplete) if not is_given]


def assumptions(args: list[str], incomplete: str) -> Offers:
    """An assumption of the sheet."""
    return [(name, text) for name, text, is_given in _quantities(module_of(args), incomplete) if is_given]


def growing(args: list[str], incomplete: str) -> Offers:
    """An assumption that is to grow by a rate behind its equals sign."""
    return [(f"{name}=", text) for name, text in assumptions(args, incomplete)]


def scenario_titles(args: list[str], incomplete: str) -> Offers:
    """A scenario of the sheet."""
    module = module_of(args)
    found = module.scenarios.items() if module is not None else ()
    return [(title, safe(each.note)) for title, each in found if title.startswith(incomplete)]


def overrides(args: list[str], incomplete: str) -> Offers:
    """Behind a sheet, a quantity to be given anew; behind the equals sign of a text, what it may be."""
    if not args:
        return sheets(args, incomplete)
    module = module_of(args)
    name, equals, value = incomplete.partition("=")
    if module is None:
        return []
    if equals:
        given = dict([word.split("=", 1) for word in args[1:] if "=" in word])
        found = choices_of(module, name, shipped_library(), given)
        return [(f"{name}={each}", "") for each in found if each.startswith(value)]
    taken = {word.partition("=")[0] for word in args[1:] if "=" in word}
    return [(f"{name}=", text) for name, text, _ in _quantities(module, incomplete) if name not in taken]


def names_and_overrides(args: list[str], incomplete: str) -> Offers:
    """The sheets that the first word may become; behind one, its quantities, to print alone or to give anew.

    Behind an assumption come assumptions only, as `estimate` reads them.
    """
    others = overrides(args, incomplete)
    if not args or "=" in incomplete or any("=" in word for word in args):
        return others
    return [*[each for each in quantities(args, incomplete) if each[0] not in args], *others]


def runs_to_compare(args: list[str], incomplete: str) -> Offers:
    """Behind a sheet, its scenarios, other assumptions, and other sheets."""
    if not args:
        return sheets(args, incomplete)
    return [*scenario_titles(args, incomplete), *overrides(args, incomplete), *sheets([], incomplete)]


def tables_and_overrides(args: list[str], incomplete: str) -> Offers:
    """Behind a sheet, one of its tables, and other assumptions."""
    module = module_of(args)
    if module is None:
        return overrides(args, incomplete)
    own = [(name, safe(summary(each.table.documentation))) for name, each in module.tables.items()]
    tables = [(name, text) for name, text in own if name.startswith(incomplete) and not args[1:]]
    return [*tables, *overrides(args, incomplete)]


def versions_of_sheets(args: list[str], incomplete: str) -> Offers:
    """Two sheets, or revisions of one, and behind them other assumptions."""
    found = overrides(args[-1:], incomplete) if args and is_file_name(args[-1].rpartition(":")[2]) else []
    return [*(sheets([], incomplete) if len(args) < 2 and "=" not in incomplete else []), *found]


def workload_names(args: list[str], incomplete: str) -> Offers:
    """What can be verified, and behind it its workloads."""
    from estimator.comparers.systems import SYSTEMS

    known = [*(SYSTEMS[args[0]].workloads if args[0] in SYSTEMS else ())] if args else [*SYSTEMS]
    return [(name, "") for name in known if name.startswith(incomplete) and name not in args[1:]]


def rule_names(_args: list[str], incomplete: str) -> Offers:
    """A rule of `estimate lint`."""
    from estimator.reckoning.linting.rules import NAMES

    return [(name, "") for name in NAMES if name.startswith(incomplete)]


def figure_names(_args: list[str], incomplete: str) -> Offers:
    """A latency that can be measured; of several, with commas between them, the last one."""
    from estimator.producers.machine.measuring import measurements

    start, comma, name = incomplete.rpartition(",")
    return [(f"{start}{comma}{each}", "") for each in measurements(".") if each.startswith(name)]


def spoken_languages(_args: list[str], incomplete: str) -> Offers:
    """A language to say it in."""
    from estimator.languages.speech import LANGUAGES

    return [(each, "") for each in LANGUAGES if each.startswith(incomplete)]
