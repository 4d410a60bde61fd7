"""A database that is asked through its own command-line client, which is one process a script.

Who one is and by which password comes from where the client has it: the environment, and files in the home folder.
"""

from __future__ import annotations

import signal
import subprocess
from typing import TYPE_CHECKING

from estimator.comparers.processes import ending_with_us
from estimator.problems import EstimateError, command_line_problem
from estimator.producers.redis.replies import plain
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping


PATIENCE = 900.0  # seconds for one script
LONGEST_SAID = 300


@record
class Client:
    """A client program with what it is always given, its whole environment too; `place` is what the user calls it.

    `remedies` says what to do by words of the client's own complaint.
    """

    command: tuple[str, ...]
    environment: Mapping[str, str]
    place: str
    remedies: Mapping[str, tuple[str, str]]

    def ask(self, script: str) -> list[list[str]]:
        """The rows that a script prints, as texts. EstimateError."""
        try:
            done = subprocess.run(  # noqa: S603  a program of the user's own choice, with our own script
                [*ending_with_us(signal.SIGKILL), *self.command],  # else it would go on writing behind a kill -9
                input=script,
                env=dict(self.environment),
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                timeout=PATIENCE,
                start_new_session=True,  # Ctrl-C is for us
            )
        except subprocess.TimeoutExpired:
            raise self._problem(f"{self.place} stopped answering", "try again when it is less busy") from None
        except OSError as error:
            message = f"{self.command[0]} does not run: {(error.strerror or '').lower()}"
            raise self._problem(message, "check that client program") from None
        if done.returncode:
            raise self._said(done.stderr)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def _said(self, complaint: str) -> EstimateError:
        """The sentence for what a client complains about."""
        for words, (message, remedy) in self.remedies.items():
            if words in complaint:
                return self._problem(message.format(place=self.place), remedy)
        lines = [line for line in complaint.splitlines() if "error" in line.lower()] or complaint.splitlines() or [""]
        said = plain(lines[0].partition("ERROR")[2].lstrip(": ") or lines[0], LONGEST_SAID)
        return self._problem(f"{self.place} refuses: {said}", "give the user the right to do that, or use another")

    def _problem(self, message: str, remedy: str) -> EstimateError:
        return EstimateError([command_line_problem(self.place, message, remedy)])
