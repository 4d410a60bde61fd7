"""LibreOffice for the tests: workbooks are recalculated by it, many at a time, and their values read back."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
TIMEOUT = 300
# Whatever the file says of its cached values, every formula is computed on loading.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


def office() -> str:
    """The path of LibreOffice; the test is skipped without it."""
    program = next((path for path in map(shutil.which, PROGRAMS) if path), None)
    if program is None:
        pytest.skip("no LibreOffice on the PATH: apt-get install libreoffice-calc-nogui")
    return program


def converted(paths: list[Path], suffix: str, folder: Path) -> list[Path]:
    """Files as LibreOffice writes them after recalculating, in another folder and in the same order."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    out = folder / "converted"
    command = [office(), f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", suffix]
    done = subprocess.run(
        [*command, "--outdir", str(out), *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
        stdin=subprocess.DEVNULL,
    )
    found = [out / f"{path.stem}.{suffix}" for path in paths]
    assert all(path.exists() for path in found), done.stdout[-2000:] + done.stderr[-2000:]
    return found


def named_values(path: Path) -> dict[str, Any]:
    """The values of a workbook's named cells, as they were cached when it was written."""
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    found: dict[str, Any] = {}
    for name, defined in book.defined_names.items():
        for sheet, cell in defined.destinations:
            found[name] = book[sheet][cell.replace("$", "")].value
    return found


def faults(path: Path) -> list[str]:
    """The cells of a workbook that show an error."""
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    return [
        f"{sheet.title}!{cell.coordinate} {cell.value}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("#") and cell.value.endswith(("!", "?", "A"))
    ]


def edited(path: Path, values: dict[str, float], target: Path) -> None:
    """A copy of a workbook with other numbers in some of its named cells."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    for name, value in values.items():
        for sheet, cell in book.defined_names[name].destinations:
            book[sheet][cell.replace("$", "")].value = value
    book.save(target)
