"""LibreOffice for the tests: workbooks are recalculated by it, many at a time, and their values read back."""

from __future__ import annotations

import functools
import re
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.real import which

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
SMALL = ("Answers", "Assumptions", "Working", "Scenarios")  # worksheets; Points is a hundred times as large as they
TIMEOUT = 1200  # seconds of the clock, for a LibreOffice that hangs: a slow machine is given its time
# Whatever the file says of its cached values, every formula is computed on loading. In one thread: with several,
# LibreOffice 7.4 takes a cell that waits for a mean of a column for a circle, and leaves #VALUE! in the sum of two
# numbers (seen in the workbook of `leaderboard` with other inputs; the same file is right in one thread).
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Calculation">
<prop oor:name="UseThreadedCalculationForFormulaGroups" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
_ERROR = re.compile(r'<c r="([A-Z]+[0-9]+)"[^>]* t="e"[^>]*>(.*?)</c>', re.DOTALL)


def office() -> str:
    """The path of LibreOffice; the test is skipped without it."""
    program = next((path for path in map(which, PROGRAMS) if path), None)
    if program is None:
        pytest.skip("no LibreOffice on the PATH: apt-get install libreoffice-calc-nogui")
    return program


def converted(paths: list[Path], suffix: str, folder: Path, *, processes: int = 2) -> list[Path]:
    """Files as LibreOffice writes them after recalculating, in another folder and in the same order."""
    out = folder / "converted"
    by_size = sorted(paths, key=lambda path: path.stat().st_size)
    shares = [by_size[start::processes] for start in range(processes)]
    running = [_start(share, suffix, folder / f"profile{place}", out) for place, share in enumerate(shares) if share]
    said = [process.communicate(timeout=TIMEOUT) for process in running]
    for place, share in enumerate(shares):
        # Two that start beside each other for the first time on a machine can trip over what both set up there: one
        # dies before it has read a file. Alone it does not.
        if share and running[place].returncode != 0 and not any(_written(path, suffix, out).exists() for path in share):
            said.append(_start(share, suffix, folder / f"profile{place}again", out).communicate(timeout=TIMEOUT))
    found = [_written(path, suffix, out) for path in paths]
    assert [path.name for path in found if not path.exists()] == [], said
    return found


def _written(path: Path, suffix: str, out: Path) -> Path:
    return out / f"{path.stem}.{suffix}"


def _start(paths: list[Path], suffix: str, profile: Path, out: Path) -> subprocess.Popen[str]:
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    command = [office(), f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", suffix]
    return subprocess.Popen(
        [*command, "--outdir", str(out), *map(str, paths)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def cells(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    """The values of a worksheet's rows, as they were cached when the workbook was written; none if it is not there."""
    return (_small(path) if sheet in SMALL else _rows(path, (sheet,))).get(sheet, [])


@functools.lru_cache(maxsize=1024)  # the workbooks of a file's tests: opening one takes as long as reading it
def _small(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return _rows(path, SMALL)


def _rows(path: Path, sheets: tuple[str, ...]) -> dict[str, list[tuple[Any, ...]]]:
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    found = {name: list(book[name].iter_rows(values_only=True)) for name in sheets if name in book.sheetnames}
    book.close()
    return found


def faults(path: Path) -> list[str]:
    """The cells of a workbook that show an error, but for parts of an untaken branch that say so themselves."""
    with zipfile.ZipFile(path) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return [
            cell
            for content in sheets
            if b't="e"' in content  # looking for the cells in a million that are none is slow
            for cell, formula in _ERROR.findall(content.decode("utf-8"))
            if "NA()" not in formula
        ]


def places(path: Path) -> dict[str, tuple[str, str]]:
    """The worksheet and the cell of each name of a workbook."""
    with zipfile.ZipFile(path) as package:
        text = package.read("xl/workbook.xml").decode("utf-8")
    found = re.findall(r'<definedName name="([^"]+)">([^<!]+)!\$([A-Z]+)\$([0-9]+)</definedName>', text)
    return {name: (sheet, f"{column}{row}") for name, sheet, column, row in found}


def edited(path: Path, values: dict[str, float], target: Path) -> None:
    """A copy of a workbook with other numbers in some of its named cells; the rest is left as it is, to the byte."""
    known = places(path)
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        sheets = re.findall(r'<sheet name="([^"]+)"', package.read("xl/workbook.xml").decode("utf-8"))
        for name in package.namelist():
            content = package.read(name)
            own = [each for each in values if name == f"xl/worksheets/sheet{sheets.index(known[each][0]) + 1}.xml"]
            if own:
                text = content.decode("utf-8")
                for each in own:
                    cell = rf'(<c r="{known[each][1]}"[^>]*>)<v>[^<]*</v>'
                    text, count = re.subn(cell, rf"\g<1><v>{values[each]!r}</v>", text)
                    assert count == 1, each
                content = text.encode("utf-8")
            copy.writestr(name, content)
