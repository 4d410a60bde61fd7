"""`estimate watch FILE [QUANTITY …] [name=value …]`."""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from estimator.api.watching import INTERVAL, Watch, served
from estimator.cli.codes import FINE
from estimator.cli.given import joined
from estimator.cli.names import names_and_overrides, scenario_titles
from estimator.cli.output import columns, guarded, write
from estimator.cli.streams import write_document
from estimator.model.files import read_text

if TYPE_CHECKING:
    from estimator.api.serving import PageServer
    from estimator.api.watching import Watched

TWINS = ("watch",)


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE [QUANTITY]… [name=value]…",
            help="A .est or .md file; behind it the quantities to show, its answers else, and other assumptions.",
            autocompletion=names_and_overrides,
        ),
    ],
    serve: Annotated[
        bool, typer.Option("--serve", help="Show it as a page, too, on this machine alone, that loads itself anew.")
    ] = False,
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="The page's port; a free one, unless told.")
    ] = 0,
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="In a scenario of the sheet.", autocompletion=scenario_titles)
    ] = "",
    whole: Annotated[
        bool, typer.Option("--all", help="Show the whole sheet, not its answers and checks alone.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, a line at each save.")] = False,
) -> None:
    """Show a sheet's answers again whenever it is saved.

    Files that it uses are watched, too. While something is wrong, what is shown is that, and the answers from before.
    Ctrl-C ends it.
    """

    def work() -> int:
        first = next((place for place, word in enumerate(words) if place and "=" in word), len(words))
        watched = Watch(words[0], joined(words[first:]), scenario, words[1:first])
        read_text(watched.file)
        with served(port) if serve else nullcontext() as page:
            _follow(watched, page, whole=whole, as_json=as_json)
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))


def _follow(watched: Watch, page: PageServer | None, *, whole: bool, as_json: bool) -> None:
    """Show each save until someone ends it."""
    address = page.address if page is not None else ""
    if not as_json and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        _on_screen(watched, page, whole=whole)
        return
    if address and not as_json:
        write([[(f"{address} shows it", "note")]])
    try:
        while True:
            if watched.has_changed():
                found = watched.worked_out(page)
                if as_json:
                    write_document(json.dumps(found.to_dict(), ensure_ascii=False) + "\n", sys.stdout)
                else:
                    write(
                        [
                            [(found.headline(), "good" if found.holds else "bad")],
                            *found.lines(columns(), whole=whole),
                            [],
                        ]
                    )
            time.sleep(INTERVAL)
    except KeyboardInterrupt:
        return


def _on_screen(watched: Watch, page: PageServer | None, *, whole: bool) -> None:
    """The same on a terminal, which shows it in place; what was found last stays there in the end."""
    from estimator.cli.screen import screen

    aside = f"{page.address}   Ctrl-C ends" if page is not None else "Ctrl-C ends"
    found: Watched | None = None
    try:
        with screen() as shown:
            while True:
                if watched.has_changed():
                    shown.show(f"⋯ {watched.file} is worked out", "note", aside)
                    found = watched.worked_out(page)
                    sign, role = ("✓", "good") if found.holds else ("✗", "bad")
                    text = f"{sign} {found.headline()}"
                    shown.show(text, role, aside, lambda room, now=found: now.lines(room, whole=whole, most=1))  # type: ignore[misc]
                shown.fit()
                time.sleep(INTERVAL)
    except KeyboardInterrupt:
        if found is not None:
            write([[(found.headline(), "good" if found.holds else "bad")], *found.lines(columns(), whole=whole)])
