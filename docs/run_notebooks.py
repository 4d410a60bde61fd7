"""Runs the example notebooks and saves them with their outputs: .venv/bin/python docs/run_notebooks.py [NAME…]."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "examples" / "notebooks"


def main(names: list[str]) -> None:
    """Run the named notebooks, or all."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        if names and path.stem not in names:
            continue
        notebook = nbformat.read(path, 4)
        NotebookClient(
            notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
        ).execute()
        for cell in notebook.cells:
            cell.get("metadata", {}).pop("execution", None)  # the times of this run say nothing
        nbformat.write(notebook, path)
        print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
