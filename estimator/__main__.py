"""The fast door, then Typer.

A bare expression, which is what most calls are, is answered with as little loaded as the answer needs; everything
else goes to the commands of `estimator.cli`.
"""

from __future__ import annotations

import os
import sys

from estimator.problems import EstimateError

FINE, FAILED, WRONG = 0, 1, 2


def main() -> None:
    """The command `estimate`."""
    arguments = sys.argv[1:]
    for stream in (sys.stdout, sys.stderr):
        # What a terminal's encoding lacks is escaped, never a traceback.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a TextIOWrapper, or a test's own
    try:
        if len(arguments) == 1 and is_expression(arguments[0]):
            code = _answer(arguments[0])
        else:
            from estimator.cli.app import run

            code = run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has gone; a second attempt at exit would raise again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FINE
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def is_expression(text: str) -> bool:
    """Whether a sole argument is an expression: no command, no sheet, no file, no option."""
    if text.isidentifier() or not text.strip() or text.endswith((".est", ".md", ".markdown")):
        return False
    if text[0] == "-":
        return len(text) > 1 and text[1] != "-" and not text[1].isalpha()
    if "." in text and " " not in text and os.path.isfile(text):
        return False  # a file of another suffix, of which the command says that it is no sheet
    from estimator.model.modules import shipped_library

    if not text.replace(".", "_").isidentifier():
        return not _is_words(text)
    return shipped_library().module(text) is None


def _is_words(text: str) -> bool:
    """Whether a text is words and nothing else, as in "url shortener" or flash-sale, which may name a sheet."""
    return text[0].isalpha() and not text.isidentifier() and text.replace(" ", "_").replace("-", "_").isidentifier()


def _answer(text: str) -> int:
    from estimator.languages.spans import plain
    from estimator.languages.words import Words
    from estimator.reckoning.estimate import answer

    try:
        evaluation = answer(text)
    except EstimateError as error:
        from estimator.languages.reports import report_text

        print(report_text(error.problems), file=sys.stderr)
        return WRONG
    for line in Words(evaluation).answer():
        print(plain(line))
    return FINE


if __name__ == "__main__":
    main()
