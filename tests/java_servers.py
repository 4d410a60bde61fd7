"""Servers in Java that keep a connection each way a server may: source, and a folder with it compiled."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = "".join([f"import java.{each}.*;\n" for each in ("io", "net", "nio", "nio.channels")])
BEGINNING = "\npublic class Server {\n    public static void main(String[] a) throws Exception {"
# What a server does with a connection, after it said its port.
SERVERS = {
    "platform": """
        ServerSocket l = new ServerSocket(0, 4096, InetAddress.getByName("127.0.0.1"));
        System.out.println(l.getLocalPort());
        while (true) {
            Socket s = l.accept();
            new Thread(() -> {
                try {
                    byte[] b = new byte[8192];
                    for (int n; (n = s.getInputStream().read(b)) > 0;) s.getOutputStream().write(b, 0, n);
                } catch (IOException e) { }
            }).start();
        }""",
    "selector": """
        Selector all = Selector.open();
        ServerSocketChannel l = ServerSocketChannel.open();
        l.bind(new InetSocketAddress("127.0.0.1", 0), 4096);
        l.configureBlocking(false);
        l.register(all, SelectionKey.OP_ACCEPT);
        System.out.println(l.socket().getLocalPort());
        while (true) {
            all.select();
            for (SelectionKey k : all.selectedKeys()) {
                if (k.isAcceptable()) {
                    SocketChannel c = l.accept();
                    if (c == null) continue;
                    c.configureBlocking(false);
                    c.register(all, SelectionKey.OP_READ, ByteBuffer.allocateDirect(8192));
                    continue;
                }
                ByteBuffer b = ((ByteBuffer) k.attachment()).clear();
                SocketChannel c = (SocketChannel) k.channel();
                if (c.read(b) < 0) c.close(); else c.write(b.flip());
            }
            all.selectedKeys().clear();
        }""",
}
# An array of 8 KiB to read, and one that BufferedOutputStream has.
SERVERS["buffered"] = (
    SERVERS["platform"]
    .replace("byte[] b", "OutputStream o = new BufferedOutputStream(s.getOutputStream(), 8192); byte[] b")
    .replace("s.getOutputStream().write(b, 0, n);", "{ o.write(b, 0, n); o.flush(); }")
)
# By reflection, for it to be compiled by 17, too.
START = 'Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable) () ->'
for kind, same in (("virtual", "platform"), ("buffered virtual", "buffered")):
    SERVERS[kind] = SERVERS[same].replace("new Thread(() ->", START).replace("}).start();", "});")
SERVERS["selector in the heap"] = SERVERS["selector"].replace("allocateDirect", "allocate")


def compiled(kind: str, compiler: str, folder: Path) -> str:
    """The folder, with the class Server of a kind in it."""
    (folder / "Server.java").write_text(f"{PACKAGES}{BEGINNING}{SERVERS[kind]}\n    }}\n}}\n", encoding="utf-8")
    subprocess.run([compiler, "-proc:none", "Server.java"], cwd=folder, check=True)
    return str(folder)
