"""The command line: every command with options, on files of a scratch folder."""

from __future__ import annotations

import contextlib
import os
import tempfile
from itertools import pairwise
from typing import TYPE_CHECKING

from estimator.writers.export import SUFFIXES
from fuzzing.documents import CHECKS
from fuzzing.laws import FAILED, FINE, WRONG, announced, kept, parsed_json, require
from fuzzing.mutations import mutated
from fuzzing.questions import QUESTIONS, question
from fuzzing.schemas import schema
from fuzzing.sheets import Sheets
from fuzzing.streams import command
from fuzzing.vocabulary import NAMES, TEXTS, TOKENS

if TYPE_CHECKING:
    import random

    from fuzzing.shipped import Shipped
    from fuzzing.watch import Watch

SHARE = 3.0
# A file's name in the arguments stands for what it holds: the first part of a case.
SHEET, DOCUMENT, SQL = "plan.est", "plan.md", "plan.sql"
_NEIGHBOUR = "a.est"  # what a sheet may use
# What starts servers, asks one or measures the machine is tried with these arguments alone.
_STARTERS = ("measure", "verify", "survey", "watch")
_SAFE_STARTS = (
    *(("measure", "--nosuch"), ("measure", "x", "y"), ("measure", "--help"), ("verify", "postgres")),
    *(("verify", "redis", "nosuch"), ("verify", "redis", "--keys", "0"), ("verify", "redis", "--server", "nothing")),
    *(
        ("watch", "--help"),
        ("watch",),
        ("verify", "--help"),
        ("survey",),
        ("survey", "nothing"),
        ("survey", "127.0.0.1:1"),
        ("survey", "127.0.0.1:x"),
    ),
    *(
        ("survey", ":"),
        ("survey", "127.0.0.1:99999"),
        ("survey", "127.0.0.1:1", "--json"),
        ("survey", "--seconds", "x"),
    ),
    *(("survey", "127.0.0.1:1", "-o", "x.md"), ("survey", "[::1]:1"), ("survey", "127.0.0.1:1", "--database", "-1")),
    *(("verify", "sqlite", "nosuch"), ("verify", "sqlite", "--server", "x"), ("verify", "mysql", "--server", ":")),
    *(("verify", "memcached", "--server", "127.0.0.1:1"), ("verify", "postgresql", "--program", "/bin/true")),
    *(("verify", "redis", "--server", "127.0.0.1:1", "--json"), ("verify", "\x1b[31m"), ("survey", "\x1b[31m:1")),
)
_OUTPUTS = ("-o", "--output")
_ENCODINGS = ("utf-8",) * 6 + ("ascii", "cp1252", "latin-1")


def made(rng: random.Random, shipped: Shipped) -> tuple[str, ...]:
    """The text of the file, and the arguments."""
    maker = Sheets(rng, shipped)
    sort = rng.random()
    if sort < 0.5:
        text = maker.sheet()
    elif sort < 0.7:
        text = mutated(maker.sheet(), rng, shipped.lines)
    elif sort < 0.85:
        text = maker.document()
    elif sort < 0.9:
        text = schema(rng)
    elif sort < 0.95:
        text = f'use "{rng.choice((_NEIGHBOUR, "../a.est", "none.est", SHEET))}" as team\nx = team.y * 2\n'
    else:
        text = "".join(
            [chr(rng.choice((rng.randrange(128), rng.randrange(0xDC80, 0xDD00)))) for _ in range(rng.randint(0, 300))]
        )
    arguments = _arguments(rng, shipped, maker)
    if rng.random() < 0.15 and arguments:
        arguments[rng.randrange(len(arguments))] = _word(rng, shipped)
    return (text, *arguments)


def _arguments(rng: random.Random, shipped: Shipped, maker: Sheets) -> list[str]:
    name = rng.choice((SHEET, SHEET, SHEET, DOCUMENT, rng.choice(shipped.sheets), "none.est", SQL, "."))
    name = SHEET if rng.random() < 0.5 else name
    overrides = [maker.override() for _ in range(rng.choice((0, 0, 1, 2)))]
    which = rng.choice(
        (
            "run",
            "run",
            "run",
            "run",
            "check",
            "check",
            "export",
            "export",
            "export",
            "list",
            "explain",
            "units",
            "new",
            "fmt",
            "table",
            "start",
            "completion",
            "asked",
            "asked",
            "asked",
        )
    )
    match which:
        case "run":
            options = [rng.choice(_RUN_OPTIONS) for _ in range(rng.choice((0, 1, 1, 2)))]
            return [name, *overrides, *[word.format(name=rng.choice(NAMES)) for option in options for word in option]]
        case "check":
            return ["check", name, *rng.choice(((), ("--json",), (DOCUMENT,), ("none.est", "--json")))]
        case "export":
            suffix = rng.choice((*SUFFIXES, ".html", ".nosuch", "", ".MD"))
            output = rng.choice((f"out{suffix}", f"out{suffix}", f"-{suffix}", f"{rng.choice(TEXTS)}{suffix}"))
            return ["export", name, *overrides, "-o", output, *rng.choice(((), ("--force",), ("--scenario", "a")))]
        case "list":
            return [
                "list",
                *rng.choice(((), (_word(rng, shipped),), (name,), ("hit", "ratio"))),
                *rng.choice(((), ("--json",))),
            ]
        case "explain":
            return [
                "explain",
                rng.choice((name, _word(rng, shipped), rng.choice(shipped.callees).path)),
                *rng.choice(((), ("--json",))),
            ]
        case "units":
            return ["units", *rng.choice(((), ("GB",), (_word(rng, shipped),))), *rng.choice(((), ("--json",)))]
        case "new":
            return [
                "new",
                rng.choice(("n.est", "n.md", "n.txt", rng.choice(TEXTS) + ".est")),
                *rng.choice(((), ("--from", name))),
            ]
        case "fmt":
            return ["fmt", *rng.choice(((name,), (name, DOCUMENT), (SHEET, SHEET))), *rng.choice(((), ("--check",)))]
        case "table":
            return [
                "table",
                rng.choice((SQL, SQL, name)),
                *rng.choice(((), ("--json",), ("users",), ("-o", "t.est"), ("-o", "t"))),
            ]
        case "start":
            return list(rng.choice(_SAFE_STARTS))
        case "asked":
            return question(name, DOCUMENT, _NEIGHBOUR, overrides, rng)
        case _:
            return ["completion", rng.choice(("", "tw", "check ", "list c", "explain redis.", "units G", f"{SHEET} x"))]


_RUN_OPTIONS = (
    *(("--json",), ("--json",), ("--exact",), ("--all",), ("--open", "{name}"), ("--digits", "1"), ("--digits", "15")),
    *(("--mental",), ("--say", "zh"), ("--say", "en")),
    *(("--digits", "0"), ("--scenario", "a note"), ("--scenario", "nosuch"), ("--nosuch",), ("--open", "*"), ("-h",)),
)


def _word(rng: random.Random, shipped: Shipped) -> str:
    return rng.choice(
        (
            rng.choice(TEXTS),
            rng.choice(TOKENS),
            rng.choice(shipped.sheets),
            rng.choice(shipped.quantities),
            rng.choice(NAMES),
        )
    )


def tried(parts: tuple[str, ...], rng: random.Random, watch: Watch) -> None:
    """Run in a folder of its own; promises of the exit code, the streams and the files are kept."""
    if not _is_safe(parts[1:]):
        return
    with tempfile.TemporaryDirectory(prefix="fuzzing-") as folder, contextlib.chdir(folder):
        _fill(folder, parts[0])
        arguments = [_handed_over(word) for word in parts[1:]]
        before = _contents()
        code = _commanded(arguments, folder, rng, watch)
        if arguments[:1] != ["fill"] or code == WRONG or "--check" in arguments:
            asked = arguments[:1] and arguments[0] in QUESTIONS
            require(not asked or _contents() == before, "a question changes no file", arguments)


def _contents() -> dict[str, bytes]:
    """What the files hold that an input is made of."""
    found = {}
    for name in (SHEET, DOCUMENT, SQL, _NEIGHBOUR):
        with open(name, "rb") as file:
            found[name] = file.read()
    return found


def _handed_over(word: str) -> str:
    """A word as a program can get it: no zero bytes, and no surrogates but those of bytes that are no text."""
    return "".join([char for char in word if char != "\0" and _escapable(char)])


def _commanded(arguments: list[str], folder: str, rng: random.Random, watch: Watch) -> int:
    """The exit code."""
    terminal = rng.random() < 0.1
    environment = {"HOME": folder}  # for nothing of the user's to be touched
    if rng.random() < 0.3:
        environment["COLUMNS"] = rng.choice(("80", "40", "1", "120", "x", "99999"))
    if terminal:
        environment["TERM"] = "xterm-256color"
    encoding = rng.choice(_ENCODINGS)
    if arguments[:1] == ["completion"]:
        words = "".join(arguments[1:]).encode("utf-8", "replace").decode().split(" ")
        asked = ["--complete", rng.choice(("zsh", "fish")), "", "estimate", *words]
        with watch.operation("completion"):
            done = command(asked, encoding=encoding, environment=environment)
        require(done.code in (FINE, FAILED), "completion does not fail", done)
        return done.code
    operation = arguments[0] if arguments and arguments[0].isalpha() and arguments[0].isascii() else "run"
    with watch.operation(operation if operation in _KNOWN else "run"):
        done = command(arguments, encoding=encoding, terminal=terminal, environment=environment)
    watch.announced = announced(done.out + done.err)
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    printed = any(word.startswith("-.") or word in _DOCUMENTS for word in options)
    if printed or {"-h", "--help", "--version"} & set(options):  # a document, whose source is as it was written
        require(done.code in (0, 1, 2), "the exit code is 0, 1 or 2", done.code)
        return done.code
    as_json = "--json" in options
    if as_json and encoding == "utf-8" and not terminal:
        kept(done, as_json=True)
        _agrees(arguments, done.code)
    elif as_json:
        parsed_json(done.out)
    else:
        kept(done, terminal=terminal)
    _files(folder, arguments, done.code)
    return done.code


_DOCUMENTS = ("-", "--markdown", "--csv")  # printed in UTF-8, whatever the stream
_KNOWN = ("run", "check", "export", "list", "explain", "units", "new", "fmt", "table", *QUESTIONS, *_STARTERS)


def _agrees(arguments: list[str], code: int) -> None:
    """The exit code is the same without --json."""
    without = command([word for word in arguments if word != "--json"])
    require(without.code == code, "--json leaves the exit code as it is", f"{code}, {without.code} without")


def _is_safe(arguments: tuple[str, ...]) -> bool:
    """Whether arguments start nothing, install nothing, and write nowhere but in the scratch folder."""
    if any(word.startswith(("--install", "--show")) for word in arguments):
        return False
    if set(_STARTERS) & set(arguments):
        return arguments in _SAFE_STARTS
    written = [word for before, word in pairwise(arguments) if before in _OUTPUTS]
    written += [word for word in arguments if word.startswith(_OUTPUTS)]
    if "new" in arguments:
        written += arguments
    return not any("/" in word or "\0" in word for word in written)


def _fill(folder: str, text: str) -> None:
    content = text.encode("utf-8", "surrogateescape") if _escapable(text) else text.encode("utf-8", "surrogatepass")
    for name, data in ((SHEET, content), (DOCUMENT, content), (SQL, content), (_NEIGHBOUR, b"y = 5 user\n")):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)


def _escapable(text: str) -> bool:
    """Whether the lone surrogates of a text stand for bytes that are no UTF-8."""
    return not any("\ud800" <= char <= "\udfff" and not "\udc80" <= char <= "\udcff" for char in text)


def _files(folder: str, arguments: list[str], code: int) -> None:
    """What was written is whole, and nothing else stays behind."""
    known = {SHEET, DOCUMENT, SQL, _NEIGHBOUR}
    paths = [os.path.join(where, name) for where, _, names in os.walk(folder) for name in names]
    new = sorted({os.path.relpath(path, folder) for path in paths} - known)  # practice keeps its file in a folder
    scratch = [name for name in new if os.path.basename(name).startswith(".estimate")]
    require(not scratch, "no scratch file stays behind", scratch)
    require(code in (FINE, FAILED) or not new, "what fails writes no file", new)
    for name in new:
        _whole(os.path.join(folder, name), arguments)


def _whole(path: str, arguments: list[str]) -> None:
    suffix = os.path.splitext(path)[1].lower()
    with open(path, "rb") as file:
        content = file.read()
    require(content, "a file that is written is not empty")
    if "export" in arguments and suffix in (".xlsx", ".html", ".ipynb", ".tex"):
        CHECKS[suffix](content if suffix == ".xlsx" else content.decode("utf-8"), {})
