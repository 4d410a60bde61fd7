"""The manual page of `estimate`, made from the commands: what `make_commands.py` writes to docs/estimate.1."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import typer

from estimator.api.manual import manual
from estimator.cli.app import HELP
from estimator.cli.commands import DEFAULT, command_names

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = (
    ("0", "all went well"),
    ("1", "a check or an example fails, or a file would change"),
    ("2", "a text or the command line is wrong"),
    ("70", "estimate itself fails"),
    ("130", "it was interrupted"),
)


def escaped(text: str) -> str:
    """A text for roff, which takes a dot or a quote at the start of a line, backslashes and hyphens for itself."""
    text = (
        text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga").replace("^", "\\(ha")
    )
    text = text.replace("~", "\\(ti").replace('"', "\\(dq")
    return f"\\&{text}" if text.startswith(".") else text


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a help text; what is to stay as it is laid out stays."""
    for part in text.strip().split("\n\n"):
        if part.startswith("\b"):
            yield from (".PP", ".nf", *[escaped(line.strip()) for line in part.splitlines()[1:]], ".fi")
        else:
            yield from (".PP", escaped(" ".join(part.split())))


def command_lines(group: Any, name: str) -> Iterator[str]:
    """A command: how it is called, what it does, what it takes."""
    context = typer.Context(group, info_name="estimate")
    command = group.get_command(context, name)
    own = typer.Context(command, info_name=name, parent=None if name == DEFAULT else context)
    called = "estimate" if name == DEFAULT else f"estimate {name}"
    yield f".SS {escaped(called)}"
    yield f"\\fB{escaped(called)}\\fR {escaped(' '.join(command.collect_usage_pieces(own)))}"
    yield from paragraphs(command.help or "")
    for each in command.get_params(own):
        record = each.get_help_record(own)
        if record is not None and "--help" not in each.opts:
            names, words = record
            yield from (".TP", f"\\fB{escaped(names)}\\fR", escaped(" ".join(words.split())))


def page(group: Any) -> str:
    """The whole page."""
    first, *others = [DEFAULT, *[name for name in command_names() if name != DEFAULT]]
    title, _, about = HELP.partition("\n\n")
    lines = [
        '.\\" Made from the commands by docs/make_commands.py.',
        f'.TH ESTIMATE 1 "" "capacity\\-estimator {version("capacity-estimator")}" "User Commands"',
        ".SH NAME",
        f"estimate \\- {escaped(title[0].lower() + title[1:].rstrip('.'))}",
        ".SH SYNOPSIS",
        "\\fBestimate\\fR \\fIEXPRESSION\\fR",
        ".br",
        "\\fBestimate\\fR \\fINAME\\fR|\\fIFILE\\fR [\\fIQUANTITY\\fR]... [\\fIname\\fR=\\fIvalue\\fR]...",
        ".br",
        "\\fBestimate\\fR \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]",
        ".SH DESCRIPTION",
        *paragraphs(about),
        ".SH COMMANDS",
        *[line for name in (first, *others) for line in command_lines(group, name)],
        ".SH TOPICS",
        "\\fBestimate help\\fR \\fITOPIC\\fR shows what the language has: "
        + escaped(", ".join([each.name for each in manual().topics]))
        + ".",
        ".SH EXIT STATUS",
        *[line for code, words in CODES for line in (".TP", code, escaped(words))],
    ]
    return "\n".join(lines) + "\n"
