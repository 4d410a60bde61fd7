"""Where files are written: file systems without links, what is no file, what a file has that must stay, leftovers."""

from __future__ import annotations

import errno
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import zlib
from typing import TYPE_CHECKING, NoReturn

import pytest

from estimator.model.uses import is_below
from estimator.problems import EstimateError
from estimator.writers.files import HIDDEN, MEASURED, is_scratch, scratch_file, write_whole
from tests.commands import PROGRAM, interrupt_after, sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands import Run

IS_ROOT = os.geteuid() == 0


def failing(number: int) -> Callable[..., NoReturn]:
    """A system call that answers with an error."""

    def call(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return call


# ------------------------------------------------------------------------------------------- without hard links

ANSWERS = ["EPERM", "EACCES", "ENOSYS", "EOPNOTSUPP", "ENOTSUP", "EMLINK"]


@pytest.fixture(params=ANSWERS)
def no_links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(getattr(errno, request.param)))


@pytest.mark.usefixtures("no_links")
def test_without_links__every_command_makes_a_new_file(run: Run, tmp_path: Path) -> None:
    assert run("new", str(tmp_path / "plan.est")).code == 0
    assert run("export", str(tmp_path / "plan.est"), "-o", str(tmp_path / "plan.md")).code == 0
    assert sorted(os.listdir(tmp_path)) == ["plan.est", "plan.md"]
    assert (tmp_path / "plan.md").stat().st_nlink == 1


@pytest.mark.usefixtures("no_links")
def test_without_links__an_existing_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.md").write_text("mine")
    with pytest.raises(EstimateError, match="exists"):
        write_whole(str(tmp_path / "plan.md"), "new")
    monkeypatch.setattr(os.path, "lexists", lambda path: not str(path).endswith("plan.md"))  # it appears meanwhile
    with pytest.raises(EstimateError, match="exists"):
        write_whole(str(tmp_path / "plan.md"), "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("plan.md", "mine")]


@pytest.mark.usefixtures("no_links")
def test_without_links__a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", failing(errno.ENOSPC))
    with pytest.raises(EstimateError, match="no space left"):
        write_whole(str(tmp_path / "plan.md"), "new")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("call", ["open", "close", "replace", "fsync", "urandom"])
def test_without_links__an_interruption_leaves_nothing_or_all(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    with monkeypatch.context() as patched:
        interrupt_after(patched, call)
        with pytest.raises(KeyboardInterrupt):
            write_whole(str(tmp_path / "plan.md"), "new")
    assert [path.read_text() for path in tmp_path.iterdir()] in ([], ["new"])


# ------------------------------------------------------------------------------------------------- what is no file


def test_a_device__is_written_to_and_stays_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.md").symlink_to(os.devnull)
    before = os.stat(os.devnull)
    assert run("export", "twitter", "-o", str(tmp_path / "out.md")).code == 2
    assert run("export", "twitter", "-o", str(tmp_path / "out.md"), "--force").code == 0
    assert (tmp_path / "out.md").is_symlink()
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
    assert os.stat(os.devnull).st_rdev == before.st_rdev


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_device__is_said(tmp_path: Path) -> None:
    (tmp_path / "out.md").symlink_to("/dev/full")
    with pytest.raises(EstimateError, match="no space left"):
        write_whole(str(tmp_path / "out.md"), "new", over=True)
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


def test_a_pipe__is_written_to_where_someone_reads_and_never_waited_for(tmp_path: Path) -> None:
    path = str(tmp_path / "out.md")
    os.mkfifo(path)
    with pytest.raises(EstimateError, match="nothing reads from it"):
        write_whole(path, "new", over=True)
    read: list[bytes] = []
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(reader, True)
    text = b"x" * 300_000  # more than a pipe holds

    def listen() -> None:
        while (part := os.read(reader, 65_536)) or not any(read):  # nobody may write yet: that is no end
            read.append(part)
            time.sleep(0 if part else 0.001)

    listening = threading.Thread(target=listen)
    write = threading.Thread(target=write_whole, args=(path, text), kwargs={"over": True})
    write.start()
    listening.start()
    write.join()
    listening.join()
    os.close(reader)
    assert b"".join(read) == text
    assert stat.S_ISFIFO(os.stat(path).st_mode)


def test_a_socket_or_a_folder__is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket may have a hundred letters
    (tmp_path / "folder.md").mkdir()
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.md")
        for name, what in (("socket.md", "a socket"), ("folder.md", "a folder")):
            with pytest.raises(EstimateError, match=f"cannot be written: it is {what}"):
                write_whole(name, "new", over=True)
    assert stat.S_ISSOCK(os.stat("socket.md").st_mode)
    assert sorted(os.listdir()) == ["folder.md", "socket.md"]


def test_a_name_that_is_none__is_refused() -> None:
    for over in (False, True):
        for name in ("a\0b.md", "\ud800.md"):
            with pytest.raises(EstimateError, match=r"no file's name|cannot be written"):
                write_whole(name, "new", over=over)


def test_a_name_without_a_suffix__is_told_of_standard_output(run: Run) -> None:
    assert "-.md is standard output" in run("export", "twitter", "-o", os.devnull, "--force").err


# ------------------------------------------------------------------------------------------------------- what stays


def test_a_file_that_is_replaced__keeps_its_permissions_and_attributes(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text("old")
    path.chmod(0o604)
    try:
        os.setxattr(path, "user.author", b"me")
    except OSError:
        pytest.skip("no extended attributes here")
    assert write_whole(str(path), "new", over=True) == ()
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o604)
    assert os.getxattr(path, "user.author") == b"me"


@pytest.mark.skipif(not IS_ROOT, reason="only the superuser gives files away")
def test_a_file_that_is_replaced__keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text("old")
    path.chmod(0o640)
    os.chown(path, 12345, 23456)
    assert write_whole(str(path), "new", over=True) == ()
    found = path.stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (12345, 23456, 0o640)


@pytest.mark.skipif(not IS_ROOT, reason="only the superuser gives files away")
def test_an_owner_that_cannot_be_kept__is_said_and_no_other_group_may_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("old")
    path.chmod(0o660)
    os.chown(path, 12345, 23456)
    monkeypatch.setattr(os, "chown", failing(errno.EPERM))
    done = run("export", "twitter", "-o", str(path), "--force")
    assert (done.code, done.err) == (0, "")
    assert "it belongs to you now" in done.out
    assert path.stat().st_mode & 0o777 == 0o600


def test_another_name_of_a_file__keeps_the_old_content_and_it_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("old")
    os.link(path, tmp_path / "other")
    done = run("export", "twitter", "-o", str(path), "--force")
    assert done.code == 0
    assert "another name of the file (a hard link) keeps the old content" in done.out
    assert (tmp_path / "other").read_text() == "old"


def test_a_file__is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    for name in ("fsync", "link", "replace"):

        def noted(*given: object, call: object = getattr(os, name), name: str = name) -> object:
            called.append(name)
            return call(*given) if callable(call) else None

        monkeypatch.setattr(os, name, noted)
    write_whole(str(tmp_path / "plan.md"), "new")
    write_whole(str(tmp_path / "plan.md"), "newer", over=True)
    assert called == ["fsync", "link", "fsync", "fsync", "replace", "fsync"]


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_does_not_keep_a_file__is_an_error(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.md").write_text("old")
    monkeypatch.setattr(os, "fsync", failing(number))
    for name, over in (("new.md", False), ("plan.md", True)):
        with pytest.raises(EstimateError, match="cannot be written"):
            write_whole(str(tmp_path / name), "new", over=over)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("plan.md", "old")]


# ------------------------------------------------------------------------------------------------------- leftovers

KILLED = """\
import os, signal, sys
call = getattr(os, sys.argv[1])
def killed(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(os, sys.argv[1], killed)
from estimator.writers.files import write_whole
write_whole(sys.argv[2], "new")
"""


@pytest.mark.parametrize("call", ["fsync", "link"])
def test_what_a_killed_command_leaves__is_swept_by_the_next(call: str, run: Run, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, call, str(tmp_path / "plan.md")], check=False)
    assert done.returncode == -signal.SIGKILL
    [left] = os.listdir(tmp_path)
    assert left.startswith(HIDDEN)
    assert is_scratch(left)
    assert run("new", str(tmp_path / "plan.est")).code == 0
    assert os.listdir(tmp_path) == ["plan.est"]


def test_what_another_is_still_writing__is_not_swept(tmp_path: Path) -> None:
    with scratch_file(str(tmp_path), HIDDEN) as (_, scratch), scratch_file(str(tmp_path), MEASURED) as (_, other):
        write_whole(str(tmp_path / "plan.md"), "new")
        assert os.path.exists(scratch)
        assert os.path.exists(other)
    assert os.listdir(tmp_path) == ["plan.md"]


def test_a_file_of_a_user__is_not_swept_whatever_its_name(tmp_path: Path) -> None:
    number = "0123456789ab"
    check = f"{zlib.crc32(number.encode()):08x}"
    names = [".estimate-notes", f".estimate-{number}", f".estimate-{number}cdef", f".estimate-{number}00000000"]
    names += [f"estimate-measure-{number}.est", "estimate-measure-", f"my{HIDDEN}{number}{check}"]
    for name in names:
        (tmp_path / name).write_text("mine")
    (tmp_path / f"{HIDDEN}{number}{check}").mkdir()
    write_whole(str(tmp_path / "plan.md"), "new")
    assert sorted(os.listdir(tmp_path)) == sorted([*names, f"{HIDDEN}{number}{check}", "plan.md"])


def test_a_scratch_file_that_is_swept_before_its_lock__is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    lock, seen = fcntl.flock, list[str]()

    def beaten(descriptor: int, how: int) -> None:
        if not seen:
            [name] = os.listdir(tmp_path)
            seen.append(name)
            os.unlink(tmp_path / name)
        lock(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", beaten)
    with scratch_file(str(tmp_path), HIDDEN) as (file, scratch):
        file.write(b"whole")
        assert os.path.basename(scratch) not in seen
        assert os.path.exists(scratch)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda each: each.name)
def test_a_measurement_that_is_terminated__leaves_nothing_and_dies_of_the_signal(
    number: signal.Signals, tmp_path: Path
) -> None:
    command = [*PROGRAM, "measure", "--only", "page_cache_read,loopback_round_trip"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not os.listdir(tmp_path) and process.poll() is None:
            pass
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (-number, b"", b"")
    assert os.listdir(tmp_path) == []


# ------------------------------------------------------------------------------------------------- the root folder


@pytest.mark.parametrize(
    ("path", "folder", "below"),
    [
        ("/team.est", "/", True),
        ("/usr/team.est", "/", True),
        ("/usr/team.est", "/usr", True),
        ("/usr/lib/team.est", "/usr/", True),
        ("/usr2/team.est", "/usr", False),
        ("/usr", "/usr", False),
        ("/team.est", "/usr", False),
        ("/usr/../team.est", "/usr", False),
    ],
)
def test_a_file_is_below_a_folder(path: str, folder: str, below: bool) -> None:  # noqa: FBT001
    assert is_below(path, folder) is below


def test_a_use_in_the_root_folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container: every file lies directly below the root."""
    real = os.path.realpath
    monkeypatch.setattr(os.path, "realpath", lambda path: real(path).replace(str(tmp_path), "") or "/")
    sheet(tmp_path, "size = 5 GB\n", "team.est")
    assert "= 5 GB" in run(sheet(tmp_path, 'use "team.est" as team\nall = team.size\n')).out
