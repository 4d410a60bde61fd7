"""What to type so that the libraries of an extra are there: it fits how this copy was installed and started.

Loads the metadata of the distribution, and is imported where a library is missing only.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shlex
import shutil
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

NAME = "capacity-estimator"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def installing(extra: str) -> str:
    """The line to type for an extra: in a shell, or where a notebook runs, in a cell of it.

    In a clone that `./run` has set up that is `./run extras`. Elsewhere it is pip, or what stands in for it, for the
    very environment that is running; and what is installed is what the extra stands for, but for a copy from an index.
    """
    door = os.path.join(ROOT, "run")
    if os.path.isfile(door) and _same(sys.prefix, os.path.join(ROOT, ".venv")):
        shown = "./run" if _same(os.getcwd(), ROOT) else shlex.quote(door)
        return f"{'!' if _in_notebook() else ''}{shown} extras {extra}"
    return f"{_installer()} {' '.join([shlex.quote(each) for each in _requirements(extra)])}"


def _same(path: str, other: str) -> bool:
    return os.path.realpath(path) == os.path.realpath(other)


def _in_notebook() -> bool:
    """Whether IPython runs, whose cells know `%pip`."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


def _installer() -> str:
    """What installs into the environment that runs."""
    program = shlex.quote(sys.executable)
    if os.path.isfile(os.path.join(sys.prefix, "pipx_metadata.json")):
        return f"pipx inject {NAME}"
    if os.path.isfile(os.path.join(sys.prefix, "uv-receipt.toml")):
        return f"uv pip install --python {program}"
    if importlib.util.find_spec("pip") is None:
        return f"{'!' if _in_notebook() else ''}python3 -m pip --python {program} install"
    if _in_notebook():
        return "%pip install"
    pip = shutil.which("pip")
    is_ours = pip is not None and _same(os.path.dirname(pip), os.path.dirname(sys.executable))
    return "pip install" if is_ours else f"{program} -m pip install"


def _requirements(extra: str) -> list[str]:
    """What an extra stands for; of a copy from an index the extra itself, which will be right for the next one, too."""
    whole = [f"{NAME}[{extra}]"]
    try:
        ours = distribution(NAME)
    except PackageNotFoundError:
        return whole
    own = [each.partition(";") for each in ours.requires or ()]
    named = [each.strip() for each, _, condition in own if f"extra == '{extra}'" in condition.replace('"', "'")]
    return named if named and _is_from_elsewhere(ours) else whole


def _is_from_elsewhere(ours: Distribution) -> bool:
    """Whether a distribution was installed from a folder or a file, as its installer has written down (PEP 610)."""
    text = ours.read_text("direct_url.json")
    return text is not None and bool(json.loads(text).get("url"))
