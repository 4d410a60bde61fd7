"""The formulas for the connections of servers in Go and Node against live ones on loopback: within 10 %."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import time
from pathlib import Path

import pytest

from tests.connections import connected, resident, serving
from tests.data import part_of
from tests.predictions import predicted_bytes
from tests.real import which

CONNECTIONS, RUNS = 2000, 7  # of a server in Go: where its collector runs moves one of them by some 8%
SOURCES = Path("/usr/share/gocode")  # Debian's, of golang-github-gorilla-websocket-dev among others
GORILLA = "github.com/gorilla/websocket"

# What a server does with a connection, how one talks to it, and what the library says of it.
GO = {
    "socket": ("socket", "go.connections({n}, go_version = {v})"),
    "request": ("request", "go.http_connections({n}, go_version = {v})"),
    "page": ("page", "go.http_connections({n}, answer = 8 KiB, go_version = {v})"),
    "stream": ("request", 'go.http_connections({n}, "stays", go_version = {v})'),
    "websocket": ("websocket", "go.websockets({n}, go_version = {v})"),
    "chat": ("websocket", 'go.websockets({n}, "goroutine", yes, 1 KiB, 1 KiB, go_version = {v})'),
}
SOCKETS = """
func raw(c net.Conn) {
    b := make([]byte, 512)
    for { n, err := c.Read(b); if err != nil { return }; c.Write(b[:n]) }
}
"""
PAGES = """
func short(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "hello\\n") }
func page(w http.ResponseWriter, r *http.Request) { w.Write(make([]byte, 8192)) }
func stream(w http.ResponseWriter, r *http.Request) {
    io.WriteString(w, "hello\\n"); w.(http.Flusher).Flush(); <-r.Context().Done()
}
"""
WEBSOCKETS = """
func echo(c *websocket.Conn, out chan []byte) {
    for {
        _, b, err := c.ReadMessage()
        if err != nil { return }
        if out == nil { c.WriteMessage(websocket.TextMessage, b) } else { out <- b }
    }
}
func handle(w http.ResponseWriter, r *http.Request) {
    up := websocket.Upgrader{}
    if c, err := up.Upgrade(w, r, nil); err == nil { echo(c, nil) }
}
func chat(w http.ResponseWriter, r *http.Request) {
    up := websocket.Upgrader{ReadBufferSize: 1024, WriteBufferSize: 1024}
    c, err := up.Upgrade(w, r, nil)
    if err != nil { return }
    out := make(chan []byte, 256)
    go func() { for b := range out { c.WriteMessage(websocket.TextMessage, b) } }()
    go echo(c, out)
}
"""
BODIES = {
    "socket": (["net"], SOCKETS, "for { c, _ := l.Accept(); go raw(c) }"),
    "request": (["net", "net/http", "io"], PAGES, "http.Serve(l, http.HandlerFunc(short))"),
    "page": (["net", "net/http", "io"], PAGES, "http.Serve(l, http.HandlerFunc(page))"),
    "stream": (["net", "net/http", "io"], PAGES, "http.Serve(l, http.HandlerFunc(stream))"),
    "websocket": (["net", "net/http", GORILLA], WEBSOCKETS, "http.Serve(l, http.HandlerFunc(handle))"),
    "chat": (["net", "net/http", GORILLA], WEBSOCKETS, "http.Serve(l, http.HandlerFunc(chat))"),
}


def program(name: str) -> str:
    """A server in Go that says its port."""
    imports, functions, serves = BODIES[name]
    packages = "; ".join([f'"{each}"' for each in [*imports, "os", "strconv"]])
    return (
        f"package main\nimport ({packages})\n{functions}\nfunc main() {{\n"
        '    l, _ := net.Listen("tcp", "127.0.0.1:0")\n'
        '    os.Stdout.WriteString(strconv.Itoa(l.Addr().(*net.TCPAddr).Port) + "\\n")\n'
        f"    {serves}\n}}\n"
    )


@pytest.mark.parametrize("name", part_of(list(GO), 6))
def test_a_go_server_is_within_ten_percent(name: str, tmp_path: Path) -> None:
    go = which("go")
    if go is None:
        pytest.skip("no go on the PATH: Debian's package golang-go brings one")
    environment = {**os.environ, "GO111MODULE": "off", "GOTOOLCHAIN": "local", "GOPATH": str(SOURCES)}
    environment |= {"GOCACHE": str(tmp_path / "cache"), "GOFLAGS": ""}
    said = subprocess.run([go, "version"], env=environment, capture_output=True, text=True, check=True).stdout
    version = re.search(r"go(1\.\d+)", said)
    assert version is not None
    if version[1] != "1.19":
        pytest.skip("only Debian's Go 1.19 brings its library compiled, and net/http takes half a minute to compile")
    if GORILLA in BODIES[name][0] and not (SOURCES / "src" / GORILLA).exists():
        pytest.skip("no gorilla/websocket: Debian's golang-github-gorilla-websocket-dev brings it")
    (tmp_path / "main.go").write_text(program(name), encoding="utf-8")
    subprocess.run([go, "build", "-o", "server", "main.go"], cwd=tmp_path, env=environment, check=True)
    talk, formula = GO[name]
    found = []
    for _ in range(RUNS):
        with serving([str(tmp_path / "server")]) as (process, port):
            before = resident(process)
            with connected(port, CONNECTIONS, talk):
                found.append(resident(process) - before)
    grown = statistics.median(found)
    assert grown == pytest.approx(predicted_bytes(formula.format(n=CONNECTIONS, v=version[1])), rel=0.10)


NODE = {
    "socket": ("socket", "require('net').createServer(c => {c.on('error', () => {}); c.on('data', d => c.write(d))})"),
    "http": ("request", "require('http').createServer({keepAliveTimeout: 600000}, (q, r) => r.end('hello\\n'))"),
}


@pytest.mark.parametrize("name", part_of(list(NODE), 2))
def test_a_node_process_is_within_ten_percent(name: str) -> None:
    node = which("node")
    if node is None:
        pytest.skip("no node on the PATH: Debian's package nodejs brings one")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip().lstrip("v")
    if not 18 <= int(version.split(".")[0]) <= 26:
        pytest.skip(f"Node {version} is none of those that the formula is of")
    talk, server = NODE[name]
    code = f"const s = {server}; s.listen(0, '127.0.0.1', 4096, () => console.log(s.address().port))"
    found = []
    for _ in range(3):
        with serving([node, "-e", code]) as (process, port), connected(port, CONNECTIONS, talk):
            time.sleep(0.2)
            found.append(resident(process))
    grown = statistics.median(found)
    said = predicted_bytes(f'node.connections({CONNECTIONS}, "{name}", "{version}")')
    assert grown == pytest.approx(said, rel=0.10)
