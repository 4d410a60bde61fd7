"""The page of `estimate watch --serve`: for this machine alone, and in a real browser anew at each save."""

from __future__ import annotations

import http.client
import threading
from typing import TYPE_CHECKING

import pytest

from estimator.api.serving import PageServer
from estimator.api.watching import Watch
from tests.browser import open_browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

SHEET = "## A plan\n\nsize = {} GB\ntotal = size * 2\n"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PageServer]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.est").write_text(SHEET.format(3), encoding="utf-8")
    server = PageServer()
    Watch("plan.est").worked_out(server)
    try:
        yield server
    finally:
        server.close()


def answered(page: PageServer, path: str, method: str = "GET", host: str = "") -> tuple[int, dict[str, str], str]:
    """The status, the head and the text of an answer."""
    place = page.address.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(place, timeout=60)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host.replace("PORT", place.partition(":")[2]) or place)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
    connection.close()
    return found


@pytest.mark.parametrize("host", ["", "localhost:PORT", "LOCALHOST:PORT", "127.0.0.1:PORT"])
def test_this_machine_is_answered(host: str, page: PageServer) -> None:
    status, head, text = answered(page, "/page", host=host)
    assert status == 200
    assert "A plan" in text
    assert head["cache-control"] == "no-store"
    assert head["x-content-type-options"] == "nosniff"
    assert head["content-security-policy"] == "frame-ancestors 'self'"
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in text  # that of the exported page


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:PORT", "0.0.0.0:PORT"],
)
@pytest.mark.parametrize("path", ["/", "/page", "/events"])
def test_a_name_that_a_page_elsewhere_led_here_is_refused(host: str, path: str, page: PageServer) -> None:
    status, _, text = answered(page, path, host=host)
    assert status == 403
    assert "A plan" not in text


@pytest.mark.parametrize(
    "path", ["/plan.est", "/../plan.est", "//etc/passwd", "/page/../../plan.est", "/%2e%2e/plan.est", "/page?x", "/<b>"]
)
def test_there_is_no_file_behind_any_address(path: str, page: PageServer) -> None:
    status, head, text = answered(page, path)
    assert status == 404
    assert "size" not in text
    assert "<b>" not in text
    assert "default-src 'none'" in head["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
def test_it_is_read_only(method: str, page: PageServer) -> None:
    assert answered(page, "/", method)[0] == 501


def test_what_is_around_the_page_runs_its_one_script_alone(page: PageServer) -> None:
    _, head, text = answered(page, "/")
    policy = head["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert text.count("<script") == 1


def test_it_listens_on_the_loopback_address_and_ends_with_all_that_it_began() -> None:
    before = threading.active_count()
    server = PageServer()
    assert server.address.startswith("http://127.0.0.1:")
    server.close()
    assert threading.active_count() == before
    with pytest.raises(OSError, match="refused"):
        answered(server, "/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from open_browser()


def test_a_browser_shows_each_save_what_is_wrong_and_the_page_from_before(
    browser: Browser, page: PageServer, tmp_path: Path
) -> None:
    tab = browser.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(page.address)
    inside = tab.frame_locator("#page")
    inside.get_by_text("6 GB").first.wait_for()
    assert tab.title() == "A plan"
    watched = Watch("plan.est")
    watched.worked_out()

    (tmp_path / "plan.est").write_text(SHEET.format(4), encoding="utf-8")
    watched.worked_out(page)
    inside.get_by_text("8 GB").first.wait_for()
    assert tab.locator("#wrong").is_hidden()

    (tmp_path / "plan.est").write_text(SHEET.format("4 GB + 1 s #"), encoding="utf-8")
    watched.worked_out(page)
    tab.locator("#wrong").wait_for()
    assert "do not add up" in tab.locator("#wrong").inner_text()
    assert inside.get_by_text("8 GB").first.is_visible()

    (tmp_path / "plan.est").write_text(SHEET.format(5), encoding="utf-8")
    watched.worked_out(page)
    inside.get_by_text("10 GB").first.wait_for()
    assert tab.locator("#wrong").is_hidden()
    assert said == []
    page.close()
    tab.locator("#gone").wait_for()
    tab.close()
