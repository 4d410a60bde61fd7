"""`estimate help [TOPIC]`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from estimator.api.manual import manual
from estimator.cli.codes import FINE
from estimator.cli.names import topic_names
from estimator.cli.output import columns, guarded, write, write_json
from estimator.problems import EstimateError

TWINS = ("manual",)


def command(
    context: typer.Context,
    topic: Annotated[
        list[str] | None,
        typer.Argument(
            help="A topic or words of it: ranges, your own functions; or a command.", autocompletion=topic_names
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Explain the language, topic by topic, or a command."""

    def work() -> int:
        words = " ".join(topic or [])
        taken = "" if as_json else _taken(context, words)
        if taken:
            write([[(line, "")] for line in taken.splitlines()])
        try:
            found = manual(words)
        except EstimateError:
            if taken:
                return FINE
            raise
        if taken and found.is_list:
            return FINE
        if as_json:
            write_json(found.to_dicts())
        else:
            write([*([[]] if taken else []), *found.lines(columns()), *([] if words else _foot())])
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))


def _taken(context: typer.Context, name: str) -> str:
    """What a command says of itself, where one has the name."""
    group = context.parent
    commands: Any = group.command if group is not None else None
    found = commands.get_command(group, name) if name else None
    if found is None or group is None:
        return ""
    text: str = found.get_help(type(group)(found, info_name=name, parent=group))
    return text


def _foot() -> list[list[tuple[str, str]]]:
    return [
        [],
        [("estimate help TOPIC shows one, a word of the text those that have it;", "note")],
        [("estimate help COMMAND what a command takes, estimate list the library.", "note")],
    ]
