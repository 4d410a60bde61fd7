"""A file at a revision of git: read with git itself, which is asked by a list of arguments and changes nothing."""

from __future__ import annotations

import os
import subprocess

from estimator.model.files import decoded
from estimator.model.modules import LARGEST_FILE
from estimator.problems import refused

SECONDS = 30
# Nothing is asked at a terminal or of a server, no lock is taken, and what git says is in English.
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


class Revision:
    """A revision of the repository that a folder is in. EstimateError where there is none."""

    def __init__(self, name: str, folder: str) -> None:
        self.name = name
        self.folder = folder or "."
        if not os.path.isdir(self.folder):
            raise refused(name, f"there is no folder {self.folder}", "check its name")
        if not name or name.startswith("-") or any(not char.isprintable() for char in name):
            raise refused(name, "that is no revision", "name one as git does, as in HEAD~1")
        inside = self._git("rev-parse", "--is-inside-work-tree")
        if inside.returncode:
            raise refused(name, f"{self._shown()} is in no git repository{_reason(inside)}", "name two files")
        commit = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if commit.returncode:
            message = f"git knows no revision {name}"
            raise refused(name, message, "see what there is: git log --oneline")
        self.commit = commit.stdout.decode("ascii", "replace").strip()

    def text(self, path: str) -> str:
        """The text of a file as it was. EstimateError where it was not there.

        The path is one from the folder, else, as git has it, from the top of the repository.
        """
        slashed = path.replace(os.sep, "/")
        place = f"{self.commit}:./{slashed}"
        size = self._git("cat-file", "-s", place)
        if size.returncode:
            place = f"{self.commit}:{slashed}"
            size = self._git("cat-file", "-s", place)
        if size.returncode:
            message = f"{path} was not there at {self.name}"
            raise refused(path, message, f"see since when it is: git log --oneline -- {path}")
        if int(size.stdout) > LARGEST_FILE:
            raise refused(path, f"{path} is larger than {LARGEST_FILE // 1_000_000} MB", "split it into sheets")
        found = self._git("cat-file", "blob", place)
        if found.returncode:
            raise refused(path, f"{path} is no file at {self.name}", "name a .est or .md file")
        return decoded(found.stdout, path)

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = ["git", "--no-pager", "--literal-pathspecs", "-C", self.folder, *arguments]
        environment = {**os.environ, **_ENVIRONMENT}
        try:
            return subprocess.run(  # noqa: S603  the arguments are a list, and the revision cannot be an option
                command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, env=environment, check=False
            )
        except FileNotFoundError:
            raise refused(self.name, "there is no git to ask for it", "install git, or name two files") from None
        except subprocess.TimeoutExpired:
            raise refused(self.name, f"git gave no answer in {SECONDS} s", "name two files") from None
        except (OSError, ValueError) as error:
            raise refused(self.name, f"git cannot be asked: {error}", "name two files") from None

    def _shown(self) -> str:
        return "this folder" if self.folder == "." else self.folder


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git says of a repository that it does not touch; nothing where there is none."""
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    first = said[0].removeprefix("fatal: ") if said else ""
    return f" that git reads: {first}" if "dubious ownership" in first else ""
