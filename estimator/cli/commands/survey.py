"""`estimate survey HOST:PORT`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.codes import FINE, INTERRUPTED
from estimator.cli.names import any_file
from estimator.cli.output import columns, guarded, write, write_json
from estimator.cli.progress import bar
from estimator.languages.spans import in_shell, width
from estimator.problems import refused

if TYPE_CHECKING:
    from estimator.languages.spans import Spans

TWINS = ("survey", "survey_database")
SECONDS, KEYS, RATE, SEARCH = 60.0, 100_000, 400.0, 20_000


def command(
    server: Annotated[
        str, typer.Argument(metavar="[HOST:PORT|URL]", help="A Redis or Valkey, or postgresql://… or mysql://….")
    ] = "",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Write the sheet to a file.", autocompletion=any_file)
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    seconds: Annotated[
        float, typer.Option(metavar="N", help="Be done with the server in so long.", min=0.1, max=86_400)
    ] = SECONDS,
    keys: Annotated[int, typer.Option(metavar="N", help="Sample so many keys at most.", min=1)] = KEYS,
    rate: Annotated[
        float, typer.Option(metavar="N", help="Send so many commands a second at most.", min=1, max=1_000_000)
    ] = RATE,
    search: Annotated[
        int,
        typer.Option(metavar="N", help="Ask so many more for their size if used_memory shows large ones.", min=0),
    ] = SEARCH,
    database: Annotated[int | None, typer.Option(metavar="N", help="This database alone.", min=0)] = None,
    even_near_maxmemory: Annotated[
        bool,
        typer.Option(
            "--even-near-maxmemory",
            help="Go on, though the server may evict keys or refuse writes to hold the replies.",
        ),
    ] = False,
    resume: Annotated[
        str,
        typer.Option(metavar="FILE", help="Keep what was read in a file, and go on from it.", autocompletion=any_file),
    ] = "",
    rdb: Annotated[
        str, typer.Option("--rdb", metavar="FILE", help="Read a dump, not a server.", autocompletion=any_file)
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Describe what a Redis or a database holds as a sheet.

    Reads only: a sample of the keys, in bounded time. Sizes are asked before contents, so that a few MB of replies
    are under way at most; a value that is too large is not read. The sheet's prediction is set beside the server's own
    used_memory; with the sheet a team can ask what ten times the users would take. A password is taken from the
    environment variable REDISCLI_AUTH.

    Of a PostgreSQL or MySQL, postgresql://user@host/database, the catalogs alone are read: rows, widths, NULLs, sizes.
    The sheet says what a fresh load would take, and so the bloat. Its password may stand in PGPASSWORD or MYSQL_PWD.
    """

    def work() -> int:
        from estimator.producers.catalogs.addresses import is_database

        if is_database(server):
            others = {"--keys": keys != KEYS, "--rate": rate != RATE, "--database": database is not None}
            others |= {"--search": search != SEARCH}
            others |= {"--even-near-maxmemory": even_near_maxmemory, "--resume": bool(resume), "--rdb": bool(rdb)}
            for option in (each for each, is_given in others.items() if is_given):
                said = f"{option} is for a Redis: of a database the catalogs alone are read"
                raise refused(option, said, "leave it out")
            return _database(server, output, seconds, force=force, as_json=as_json)
        asked: dict[str, object] = {"--rdb": rdb or None, "--database": database, "--resume": resume or None}
        asked |= {"--seconds": _unless(seconds, SECONDS), "--keys": _unless(keys, KEYS)}
        asked |= {"--rate": _unless(rate, RATE), "--search": _unless(search, SEARCH)}
        asked |= {"--even-near-maxmemory": "" if even_near_maxmemory else None}
        from estimator.api.surveying import survey

        words = ["keys sampled"]
        with bar(shown=not as_json) as shown:
            found = survey(
                server,
                rdb=rdb,
                output=output,
                force=force,
                seconds=seconds,
                keys=keys,
                rate=rate,
                search=search,
                resume=resume,
                database=database,
                even_near_maxmemory=even_near_maxmemory,
                progress=lambda done, total: shown.move(words[-1], done=done, total=total),
                precision=lambda half: words.append(f"keys sampled, ±{half:.1%}"),
            )
        if as_json:
            write_json(found.to_dict())
            return FINE
        write(found.lines(columns()))
        write(_next(server, asked, output))
        return FINE

    try:
        raise typer.Exit(guarded(work, as_json=as_json))
    except KeyboardInterrupt:
        write([[("stopped: nothing was written", "note")]], error=True)
        raise typer.Exit(INTERRUPTED) from None


def _database(server: str, output: str, seconds: float, *, force: bool, as_json: bool) -> int:
    from estimator.api.surveying_databases import survey_database

    found = survey_database(server, output=output, force=force, seconds=seconds)
    if as_json:
        write_json(found.to_dict())
        return FINE
    write(found.lines(columns()))
    write(_next(found.server, {"--seconds": _unless(seconds, SECONDS)}, output, "rows"))
    return FINE


def _unless(given: float, standard: float) -> str | None:
    return None if given == standard else f"{given:.12g}"


def _next(server: str, asked: dict[str, object], output: str, what: str = "keys") -> list[Spans]:
    """What one does next; `asked` are the options of this survey, of which those that are None were not given."""
    if output:
        said = f"{output} is there. Ten times the {what}:"
        return [[], *_command_lines(said, ["estimate", in_shell(output), "growth=10"])]
    words = [server] if server else []
    for option, value in asked.items():
        if value is not None:
            words += [option, *([str(value)] if value != "" else [])]
    again = ["estimate", "survey", *map(in_shell, words), "-o", "plan.est"]
    return [[], *_command_lines("As a sheet to ask:", again)]


def _command_lines(said: str, words: list[str]) -> list[Spans]:
    """A command behind what it is for, or in lines of its own below that, which a shell takes for one."""
    whole = " ".join([said, *words])
    if width(whole) <= columns():
        return [[(whole, "note")]]
    lines, line = [[(said, "note")]], " "
    for word in words:
        if line.strip() and width(f"{line} {word} \\") > columns():
            lines.append([(f"{line} \\", "note")])
            line = "   "
        line += f" {word}"
    return [*lines, [(line, "note")]]
