"""A page on this machine that shows what is watched, and loads itself anew when that changes.

It answers to this machine alone: it listens on the loopback address, and refuses a request whose Host is another name,
which a page elsewhere could have led here. There are three addresses and no file behind any of them. The page itself is
the exported one, with its own content security policy, in a frame; what is around it may run its one script alone.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from estimator.languages.problem_reports import report_text
from estimator.languages.reporting import title_of
from estimator.problems import EstimateError, refused
from estimator.writers.export import rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.problems import Problem
    from estimator.reckoning.evaluate import Evaluation

LOOPBACK = "127.0.0.1"
MOST = 64  # requests at a time; each page keeps one open
BEAT = 10.0  # seconds after which a page that is gone is found out
SLOWEST = 20.0  # seconds that a request may take to be read
_STYLE = """
html, body { margin: 0; height: 100%; font: 16px/1.4 system-ui, sans-serif; background: #fff; color: #1f2328; }
body { display: flex; flex-direction: column; }
iframe { flex: 1; border: 0; width: 100%; }
pre { margin: 0; padding: 0.75rem 1rem; max-height: 45%; overflow: auto; background: #ffebe9; white-space: pre-wrap;
  overflow-wrap: anywhere; border-bottom: 2px solid #cf222e; }
p { margin: 0; padding: 0.4rem 1rem; background: #fff8c5; border-bottom: 2px solid #9a6700; }
@media (prefers-color-scheme: dark) {
  html, body { background: #0d1117; color: #e6edf3; }
  pre { background: #3c1618; } p { background: #332600; }
}
"""
_SCRIPT = """
const frame = document.getElementById("page");
const wrong = document.getElementById("wrong");
const gone = document.getElementById("gone");
let shown = 0;
let place = 0;
frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place));
const events = new EventSource("/events");
events.onopen = () => { gone.hidden = true; };
events.onerror = () => { gone.hidden = false; };
events.onmessage = (event) => {
  const told = JSON.parse(event.data);
  document.title = told.title;
  if (wrong.textContent !== told.wrong) {
    wrong.textContent = told.wrong;
  }
  wrong.hidden = told.wrong === "";
  if (told.version !== shown) {
    if (shown) {
      place = frame.contentWindow.scrollY;
      frame.contentWindow.location.reload();
    } else {
      frame.src = "/page";
    }
    shown = told.version;
  }
};
"""


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_POLICY = (
    f"default-src 'none'; script-src {_hash(_SCRIPT)}; style-src {_hash(_STYLE)}; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_AROUND = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>estimate watch</title>
<style>{_STYLE}</style>
</head>
<body>
<p id="gone" role="status" hidden>estimate watch is not to be reached: what is below is what it said last.</p>
<pre id="wrong" role="alert" hidden></pre>
<iframe id="page" title="the estimate"></iframe>
<script>{_SCRIPT}</script>
</body>
</html>
"""
_NOTHING = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{0}</title></head><body>{0}</body></html>\n'
)


class PageServer:
    """The server; `show` gives it something else to show, from any thread."""

    def __init__(self, port: int = 0) -> None:
        """EstimateError where the port cannot be had."""
        self.changed = threading.Condition()
        self.version, self.title, self.wrong = 1, "estimate watch", ""
        self.page = _NOTHING.format("There is no answer yet.")
        self.closing = False
        self.places = threading.BoundedSemaphore(MOST)
        try:
            self._server = _Server((LOOPBACK, port), _Request)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or "there is no such port"
            message = f"the port {port} cannot be had: {reason.lower()}"
            raise refused("--port", message, "name another one, or leave it out for a free one") from None
        self._server.owner = self
        port = self._server.server_address[1]
        self.address = f"http://{LOOPBACK}:{port}/"
        self.hosts = {f"{name}:{port}" for name in (LOOPBACK, "localhost")}
        if port == 80:
            self.hosts |= {LOOPBACK, "localhost"}
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self._thread.start()

    def show(self, evaluation: Evaluation | None, problems: Sequence[Problem] = ()) -> None:
        """Show this; where there are problems, they are shown above the page that is there already."""
        page, wrong = "", report_text(list(problems)) if problems else ""
        if evaluation is not None and not problems:
            try:
                page = str(rendered(evaluation, ".html"))
            except EstimateError as error:
                wrong = report_text(error.problems)
        with self.changed:
            self.title, self.wrong = title_of(evaluation.model) if evaluation is not None else self.title, wrong
            if page:
                self.page, self.version = page, self.version + 1
            self.changed.notify_all()

    def told(self) -> str:
        """What a page is told, in one line."""
        return json.dumps({"version": self.version, "title": self.title, "wrong": self.wrong})

    def close(self) -> None:
        """End it, once: pages that are open are left with what they show."""
        if self.closing:
            return
        with self.changed:
            self.closing = True
            self.changed.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    owner: PageServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked has gone; nobody wants to read of that in the terminal."""


class _Request(BaseHTTPRequestHandler):
    server: _Server
    timeout = SLOWEST
    server_version, sys_version = "estimate", ""

    def do_GET(self) -> None:
        """Answer one of the addresses."""
        owner = self.server.owner
        if self.headers.get("Host", "").lower() not in owner.hosts:
            self.send_error(HTTPStatus.FORBIDDEN, "this page is for this machine alone")
            return
        if not owner.places.acquire(blocking=False):
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE, "there are too many pages open")
            return
        try:
            if self.path == "/":
                self._content("text/html; charset=utf-8", _AROUND, _POLICY)
            elif self.path == "/page":
                self._content("text/html; charset=utf-8", owner.page, "frame-ancestors 'self'")
            elif self.path == "/events":
                self._events(owner)
            else:
                self.send_error(HTTPStatus.NOT_FOUND, "there is no such page")
        finally:
            owner.places.release()

    def _head(self, kind: str, policy: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")

    def _content(self, kind: str, text: str, policy: str) -> None:
        data = text.encode("utf-8", "replace")
        self._head(kind, policy)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _events(self, owner: PageServer) -> None:
        """Tell a page what there is, and again whenever it changes, for as long as it listens."""
        self._head("text/event-stream; charset=utf-8", "default-src 'none'")
        self.end_headers()
        before = ""
        while not owner.closing:
            with owner.changed:
                told = owner.told()
                if told == before and not owner.closing:
                    owner.changed.wait(BEAT)
                    told = owner.told()
            self.wfile.write((f"data: {told}\n\n" if told != before else ": \n\n").encode())
            self.wfile.flush()
            before = told

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """An error without what was asked for in it."""
        text = _NOTHING.format(html.escape(message or str(code)))
        data = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  as its owner calls it
        """Nothing: the terminal shows the answers."""
