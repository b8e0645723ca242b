"""A web server on this computer that shows a folder as many hosts do, which begins and ends with a test."""

from __future__ import annotations

import http.server
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.builders.served import HOST

# A status, headers and a body; one that is None never ends.
Reply = tuple[int, dict[str, str], bytes | None]


@dataclass
class WebServer:
    """A server that runs: its address, the folder that it shows, and all that was asked for below it, with its query.

    ``instead`` may answer in place of the folder; it is called with the address and the query, and so is
    ``to_browsers``, where packed answers are taken.
    """

    folder: Path
    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    instead: Callable[[str, str], Reply | None] = lambda _path, _query: None
    to_browsers: Callable[[str, str], Reply | None] = lambda _path, _query: None
    over: threading.Event = field(default_factory=threading.Event)

    def reply(self, path: str, query: str, *, packed: bool = False) -> Reply:
        """The answer for an address."""
        self.asked.append((path, query))
        told = self.to_browsers(path, query) if packed else None
        return told or self.instead(path, query) or self._found(path)

    def _found(self, path: str) -> Reply:
        file = self.folder / path
        if path.endswith("/") or not path:
            file = file / "index.html"
        if file.is_file():
            return 200, {"Content-Type": "text/html"}, file.read_bytes()
        own = self.folder / "404.html"
        return 404, {}, own.read_bytes() if own.is_file() else b"nothing"


@contextmanager
def web_server(folder: Path, below: str = "/", pem: Path | None = None) -> Iterator[WebServer]:
    """A server that shows a folder at an address that ends in ``below``, and answers 404 for what is not there.

    With a certificate in a file it speaks TLS.
    """
    web = WebServer(folder)

    class Handler(http.server.SimpleHTTPRequestHandler):
        """Says what the server is to say."""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            packed = "gzip" in self.headers.get("Accept-Encoding", "")
            status, headers, body = web.reply(unquote(parts.path).removeprefix(below), parts.query, packed=packed)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if body is None:
                self.end_headers()
                with suppress(OSError):
                    while not web.over.wait(0.02):
                        self.wfile.write(b".")
                return
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):  # who asked may have left
                self.wfile.write(b"" if self.command == "HEAD" else body)

        do_HEAD = do_GET  # noqa: N815  # as the library calls it

        def log_message(self, _form: str, *_args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer((HOST, 0), Handler)
    server.daemon_threads = True
    if pem is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    web.url = f"http{'s' if pem else ''}://{HOST}:{server.server_address[1]}{below}"
    thread = threading.Thread(target=partial(server.serve_forever, 0.01), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.over.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
