"""The commands, one a file."""

from __future__ import annotations

import os

DEFAULT = "run"
_FOLDER = os.path.dirname(__file__)
# The order of the help: what a newcomer needs first.
_ORDER = ("help", "list", "explain", "units", "new", "check", "fmt")


def command_names() -> list[str]:
    """The names of all commands, in the order of the help."""
    found = [file[:-3] for file in os.listdir(_FOLDER) if file.endswith(".py") and not file.startswith("_")]
    return sorted(found, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))
