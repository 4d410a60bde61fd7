"""Hostile files, and sheets that use others: an answer or diagnostics, never a traceback."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import read_module
from estimator.model.modules import Library, shipped_library
from estimator.problems import EstimateError
from estimator.reckoning.estimate import answer, estimate
from fuzzing.watch import alarm
from tests.data import ROOT, part_of
from tests.hostile import LARGE_SECONDS, SEED, SMALL_SECONDS, told, told_of, told_of_line

if TYPE_CHECKING:
    from pathlib import Path


# ----------------------------------------------------------------------------------------- sheets that use others


def sheet_file(folder: Path, name: str, text: str) -> str:
    """A file with a text; its name."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_sheet_that_uses_itself_is_answered(tmp_path: Path) -> None:
    own = sheet_file(tmp_path, "me.est", 'use "me.est" as me\nx = me.x + 1\ny = 2\nz = me.y + 1')
    assert told(lambda: estimate(read_module(own, shipped_library())))
    fine = sheet_file(tmp_path, "fine.est", 'use "fine.est" as me\ny = 2\nz = me.y + 1')
    told(lambda: estimate(read_module(fine, shipped_library())))


def test_sheets_that_use_each_other_are_answered(tmp_path: Path) -> None:
    first = sheet_file(tmp_path, "a.est", 'use "b.est" as b\nx = b.x\nf(n) = b.f(n)\ny = f(1)')
    sheet_file(tmp_path, "b.est", 'use "a.est" as a\nx = a.x\nf(n) = a.f(n)')
    assert told(lambda: estimate(read_module(first, shipped_library())))


CIRCLES = {
    "one": "n = 1\nx = two(n = n + 1).x",
    "two": "n = 1\nx = one(n = n + 1).x",
    "same": "n = 1\nx = same(n = n + 1).x",
    "plain": "x = other.x",
    "other": "x = plain.x",
    "calls": "f(n) = called.f(n + 1)\nx = f(1)",
    "called": "f(n) = calls.f(n + 1)",
}


@pytest.mark.parametrize("text", [name for name in CIRCLES if name != "called"])
def test_a_circle_of_library_sheets_is_an_error(text: str, tmp_path: Path) -> None:
    for name, content in CIRCLES.items():
        sheet_file(tmp_path, f"{name}.est", content)
    library = Library(str(tmp_path))
    assert told(lambda: estimate(read_module(text, library), library=library))
    assert told(lambda: answer(f"{text}.x", library), bare=True)
    assert told(lambda: answer(f"{text}(n = 5).x", library), bare=True)


def test_use_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    sheet_file(tmp_path, "secret.est", "x = 5")
    folder = tmp_path / "inner"
    sheet_file(tmp_path, "inner/team.est", "x = 5")
    (folder / "link.est").symlink_to(tmp_path / "secret.est")
    (folder / "up").symlink_to(tmp_path)
    (folder / "loop.est").symlink_to(folder / "loop.est")
    os.mkfifo(folder / "pipe.est")
    (folder / "folder.est").mkdir()
    (folder / "utf16.est").write_bytes("x = 1".encode("utf-16"))
    (folder / "large.est").write_bytes(b"#" * 17_000_000)
    outside = ("../secret.est", "../inner/../secret.est", "./../secret.est", str(tmp_path / "secret.est"))
    for path in (
        *outside,
        "link.est",
        "up/secret.est",
        "loop.est",
        "folder.est",
        "utf16.est",
        "large.est",
        "/dev/zero",
    ):
        sheet = sheet_file(folder, "sheet.est", f'use "{path}" as team\nx = team.x')
        assert told(lambda sheet=sheet: estimate(read_module(sheet, shipped_library()))), path  # type: ignore[misc]
    sheet = sheet_file(folder, "sheet.est", 'use "team.est" as team\nx = team.x')
    assert told(lambda: estimate(read_module(sheet, shipped_library()))) == []


def test_use_of_a_pipe_does_not_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.est")
    sheet = sheet_file(tmp_path, "sheet.est", 'use "pipe.est" as team\nx = team.x')
    assert told(lambda: estimate(read_module(sheet, shipped_library())))


def test_a_pipe_for_a_sheet_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.est")
    with alarm(SMALL_SECONDS), pytest.raises(EstimateError):
        read_module(str(tmp_path / "pipe.est"), shipped_library())


# -------------------------------------------------------------------------------------------------- random texts

VOCABULARY = """
1 2 0 5% 1e308 1e-308 3e8 0.5 1_000 60w 5kw 300M 2 to if then else and or not at where check scenario unit use as
sum count min max abs sqrt exp ln log2 log10 round ceil floor ceil_pow2 poisson_cdf poisson_pmf binomial_cdf
zipf_head lru_hit_ratio fifo_hit_ratio ln_factorial choose
uniform normal lognormal triangular pert ( ) ( ) ( ) , , = == != < <=
> >= + - * / ^ -> : . # ## " % ± $ ¥ € 万 亿 k M G B b s m h KB GB/day tweet user request/s QPS 1/s year month
kWh USD /s ^2 x y z f g latency.random_memory_read twitter twitter.write_qps bandwidth redis example: source:
as_of: confidence: ->GB ->% "a" event
"""
WORDS = [*VOCABULARY.split(), *"\n\n\n\N{MULTIPLICATION SIGN}"]
ODD = "\0\t\r\x1b\u200b\u202e\u0301\ud800\u2028\x85٣²½\u00a0\ufeff"


def soup(source: random.Random) -> str:
    """Words of the notation in any order."""
    return "".join(source.choice(WORDS) + source.choice(("", " ", " ")) for _ in range(source.randrange(1, 40)))


def soup_sheet(source: random.Random) -> str:
    """A sheet of such words."""
    starts = ("{} = ", "{} = ", "{}(a: count, b = 2) = ", "")
    return "\n".join(source.choice(starts).format(name) + soup(source) for name in "xyzfg")


def mangled(source: random.Random, texts: list[str]) -> str:
    """A sheet of ours with some of it lost, repeated or made odd."""
    letters = list(source.choice(texts))
    for _ in range(source.randrange(1, 12)):
        at = source.randrange(len(letters) + 1)
        match source.randrange(4):
            case 0:
                del letters[at : at + source.randrange(1, 6)]
            case 1:
                letters[at:at] = source.choice(WORDS)
            case 2:
                other = source.randrange(len(letters) + 1)
                letters[at:at] = letters[other : other + source.randrange(1, 60)]
            case _:
                letters[at : at + 1] = source.choice(ODD)
    return "".join(letters)


@pytest.mark.parametrize("seed", part_of(range(4), 4))
def test_words_in_any_order_are_answered(seed: int) -> None:
    source = random.Random(SEED + seed)
    for _ in range(50):  # the fuzzer has the same vocabulary, and changes what was fine before
        told_of_line(soup(source))
        told_of(soup_sheet(source))
        told_of(f"```est\n{soup_sheet(source)}\n```", name="hostile.md")
        told_of('x = 5 GB\ny = 2 * x -> MB\nz = "a"', f"x={soup(source)}", f"z={soup(source)}")


@pytest.mark.parametrize("seed", part_of(range(4), 4))
def test_mangled_sheets_are_answered(seed: int) -> None:
    source = random.Random(SEED + seed)
    paths = sorted([*(ROOT / "formulas").rglob("*.est"), *(ROOT / "examples").rglob("*.est")])
    texts = [path.read_text(encoding="utf-8") for path in paths]
    for _ in range(60):
        text = mangled(source, texts)
        told_of(text, seconds=LARGE_SECONDS if "postgresql.schema.row" in text else SMALL_SECONDS)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 16, 100, 1000, 10_000, 300_000])
def test_random_bytes_are_answered(size: int, tmp_path: Path) -> None:
    source = random.Random(SEED + size)
    for attempt in range(max(2, min(40, 20_000 // (size + 1)))):
        content = source.randbytes(size)
        if attempt % 2:
            content = bytes(byte & 127 for byte in content)
        for suffix in ("est", "md"):
            path = tmp_path / f"hostile.{suffix}"
            path.write_bytes(content)
            told(lambda path=path: estimate(read_module(str(path), shipped_library())))  # type: ignore[misc]
        told_of(os.fsdecode(content))
        told_of_line(os.fsdecode(content))


ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "utf-7", "latin-1", "gb18030", "cp037")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_other_encodings_are_answered(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.est"
    path.write_bytes("## Title é\n\nx = 5 user\ny = 2 * x\n".encode(encoding))
    messages = told(lambda: estimate(read_module(str(path), shipped_library())))
    assert (messages == []) == (encoding in ("utf-8-sig", "utf-7"))
