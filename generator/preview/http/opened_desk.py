"""A desk that a double click opens: it may begin without a site, is found by a second start, and ends by itself."""

from __future__ import annotations

import asyncio
import http.client
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from generator.ground.channels import WEB
from generator.ground.workers import seldom_collecting
from generator.preview.desk.desk import HOME
from generator.preview.desk.ending import DeskEnd
from generator.preview.http.first_desk import FirstDesk, SiteChoice
from generator.preview.http.presence import Presence
from generator.preview.http.served_text import HEADERS
from generator.preview.http.server import LOOPBACK, Preview, Server, application
from generator.preview.site.live import LiveSite
from generator.preview.site.watch import Watch
from generator.store import running_desks
from generator.store.recent_sites import remember
from generator.store.running_desks import RunningDesk
from generator.store.site_lock import starting

RUNNING = "/_desk/running"
ANSWERED = 20.0  # seconds within which a desk that runs says so; it may be reading its site
MINUTES = 5  # without a page, after which a desk ends
LOOK = 2.0  # seconds between looks whether that is so
LAST_WORDS = 1.0  # seconds in which the page that says that the desk has ended comes whole
SECRET_BYTES = 32


def address_of(port: int) -> str:
    """Where a desk at a port of this computer is."""
    return f"http://{LOOPBACK}:{port}{HOME}"


def running_at(root: Path | None) -> str | None:
    """The address of the desk that is open of the site in ``root``, or of none yet; None where there is none."""
    desk = running_desks.written(root)
    return address_of(desk.port) if desk is not None and _answers(desk) else None


def _answers(desk: RunningDesk) -> bool:
    """Whether who listens at a desk's port is that desk."""
    question = secrets.token_urlsafe(SECRET_BYTES)
    connection = http.client.HTTPConnection(LOOPBACK, desk.port, timeout=ANSWERED)
    try:
        connection.request("GET", f"{RUNNING}?{question}")
        answer = connection.getresponse().read(256)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return secrets.compare_digest(answer, desk.proof(question).encode())


class OpenedDesk:
    """The desk at a port, as a web application: without a site, until one is shown.

    New sites go to the folder ``documents`` unless somebody names another place; ``tell`` hears sentences for whoever
    sees a terminal. What it holds goes when its ``with`` block is left.
    """

    def __init__(self, port: int, documents: Path, tell: Callable[[str], None]) -> None:
        self.running = RunningDesk(port, secrets.token_bytes(SECRET_BYTES).hex())
        self.presence = Presence(time.monotonic)
        self.site: Preview | None = None
        self._known: Path | None = None
        self._first = FirstDesk(SiteChoice(documents, self.go_on))
        self._app: ASGIApp = application(self._first)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tell, self._over = tell, threading.Event()
        self._choosing, self._held = threading.Lock(), ExitStack()
        self._server = Server(self, self._close)

    def __enter__(self) -> OpenedDesk:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, trace: TracebackType | None) -> None:
        running_desks.forget(self._known, self.running)
        self._held.close()

    def known_as(self, root: Path | None) -> None:
        """Let a second start find this desk, for a site or for none."""
        running_desks.forget(self._known, self.running)
        running_desks.write(root, self.running)
        self._known = root

    def go_on(self, root: Path) -> str | None:
        """Show a site; or the address of another desk, where it is open already. Raises BusyError."""
        with self._choosing, starting(None), starting(root):
            elsewhere = running_at(root) if self.site is None else None
            if self.site is None and elsewhere is None:
                self.show(root)
            return elsewhere

    def show(self, root: Path) -> None:
        """Show the site in ``root`` from now on."""
        # Watched before it is read, so that nothing that is saved meanwhile is missed.
        watch = self._held.enter_context(Watch(root, self._tell))
        self._held.enter_context(seldom_collecting())
        site = Preview(LiveSite(root, WEB, None), DeskEnd(MINUTES, self.end, self.leave))
        watch.run(site.refresh, site.live.doubt)
        self._app = application(site)
        self.site = site
        self.known_as(root)
        remember(root)

    def leave(self) -> None:
        """Show no site any more, but the page on which one is made or opened."""
        with self._choosing, starting(None):
            left, self.site = self.site, None
            self._app = application(self._first)
            self.known_as(None)
            self._held.close()
        if left is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(left.close)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        self._loop = asyncio.get_running_loop()
        if scope["type"] == "http" and scope["path"] == RUNNING:
            proof = self.running.proof(scope["query_string"].decode("ascii", "replace"))
            await PlainTextResponse(proof, headers=HEADERS)(scope, receive, send)
        elif scope["type"] == "http":
            await self.presence.through(self._app, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def run(self, listening: socket.socket) -> None:
        """Answer until somebody ends the desk, or it is left."""
        leaving = threading.Thread(target=self._wait_until_left, name="leaving")
        leaving.start()
        try:
            self._server.run([listening])
        finally:
            self._over.set()
            leaving.join()

    def end(self) -> None:
        """End the desk, as soon as the page that says so has come whole."""
        last_words = threading.Timer(LAST_WORDS, self.stop)
        last_words.daemon = True
        last_words.start()

    def stop(self) -> None:
        """End the desk at once."""
        self._server.should_exit = True

    def _wait_until_left(self) -> None:
        while not self._over.wait(LOOK):
            if self.presence.left_for() > MINUTES * 60 and (self.site is None or not self.site.addresses.is_at_work()):
                self.stop()

    def _close(self) -> None:
        self._first.close()
        if self.site is not None:
            self.site.close()
