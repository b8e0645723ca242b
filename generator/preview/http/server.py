"""The preview as a web server for one computer: the site out of memory, the desk beside it, and live reload.

What it serves is not published. So it listens on the loopback address alone, answers only to that name (DNS rebinding),
only to its own pages (Fetch Metadata Request Headers, W3C), lets nothing be stored and nothing be framed by others.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Protocol

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from generator.ground.digest import content_name
from generator.preview.desk import history
from generator.preview.desk.consent_forms import Values
from generator.preview.desk.ending import DeskEnd
from generator.preview.http.addresses import Addresses, with_tail
from generator.preview.http.desk_pages import DeskForm, DeskPages, asked_at
from generator.preview.http.sent_forms import Room, SentForm, received
from generator.preview.http.served_recordings import ServedRecordings
from generator.preview.http.served_text import HEADERS, HTML, ServedText, media_type
from generator.preview.site.assets import FILES
from generator.preview.site.live import LiveSite
from generator.store.uploads import RunUploads, UnfinishedInMemory

LOOPBACK = "127.0.0.1"
NAMES = [LOOPBACK, "localhost"]
PORTS = 20  # tried before giving up
PING = 15.0  # seconds
LONG = 0.5  # seconds that reading a site may take without an author waiting
REST = 2.0  # seconds without a save after which the whole site is read
PATIENCE = 30.0  # seconds after which it is read in any case, since an editor may save again and again
CHANGED = "data: changed\n\n"


class DeskAddresses(Protocol):
    """What stands at each address, and the groups of pages that hear forms."""

    @property
    def desk(self) -> tuple[DeskPages, ...]:
        """The groups."""

    def see(self, address: str) -> ServedText:
        """What stands at an address: a path, and a query after it."""


class Desk(Protocol):
    """What a web application for one computer shows and does."""

    @property
    def recordings(self) -> ServedRecordings:
        """What answers for recordings."""

    @property
    def addresses(self) -> DeskAddresses:
        """What stands where."""

    async def received(self, request: Request, form: DeskForm) -> SentForm | None:
        """What comes for a form; None if it is none."""

    def act(self, form: DeskForm, address: str, sent: SentForm) -> ServedText:
        """Do what a form asks for."""

    def state(self, address: str) -> str:
        """What an open tab needs to know to be as its page is now, as JSON."""

    def events(self) -> AsyncIterator[str]:
        """The stream that open tabs listen to."""

    def close(self) -> None:
        """End every stream, and every wait."""


class Preview:
    """What stands where, and the stream by which open tabs hear of changes.

    ``ending`` is how it ends where no terminal ends it.
    """

    def __init__(self, live: LiveSite, ending: DeskEnd | None = None) -> None:
        self.live = live
        self.uploads = RunUploads(live.root)
        self.recordings = ServedRecordings()
        history.forget(live)
        self.addresses = Addresses(live, self._tell, ending)
        self.open = True
        self._changed = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._next: threading.Timer | None = None
        self._turn = threading.Lock()
        self._unread_since: float | None = None
        threading.Thread(target=self._greet, daemon=True).start()

    def _greet(self) -> None:
        """Let tabs that were opened early know what was found when the site was read."""
        self.live.wait(wanted=False)
        self._tell()

    def refresh(self, saved: Collection[Path] | None = None) -> None:
        """Let every open tab know that files were ``saved``, or any; called from the thread that watches.

        Where reading the site takes long, and only words of stories were changed that somebody looks at, their pages
        come at once; then what else a build would make of it, and the rest when nothing more is saved for a while.
        """
        self.live.doubt(saved)
        now = time.monotonic()
        self._unread_since = self._unread_since or now
        if self.live.is_read and self.live.seconds <= LONG:
            self._later(0, None)
            self._read_on()
            return
        if self.live.is_read and self.live.amend():
            self._tell()
        # In a thread of its own, so that the next save is heard meanwhile.
        self._later(0, self._follow if now - self._unread_since < PATIENCE else self._read_on)

    def _follow(self) -> None:
        """Catch up with what was saved, and read the whole site later, or at once where only that can tell."""
        this, is_sure = threading.current_thread(), self.live.catch_up()
        if is_sure:
            self._tell()
        self._later(REST if is_sure else 0, self._read_on, after=this)

    def _later(self, seconds: float, act: Callable[[], None] | None, after: threading.Thread | None = None) -> None:
        """Do this in place of what was to be done until now; with ``after``, only if that was the last to be done."""
        with self._turn:
            if after not in (None, self._next):
                return
            if self._next is not None:
                self._next.cancel()
            self._next = threading.Timer(seconds, act) if act and self.open else None
            if self._next is not None:
                self._next.daemon = True
                self._next.start()

    def read(self) -> None:
        """Read the whole site again, and let every open tab know; until then, pages wait."""
        self.live.doubt()
        self._read_on()

    def _read_on(self) -> None:
        self._unread_since = None
        self.live.read()
        self.live.amend()  # what was saved meanwhile
        history.forget(self.live)
        self.addresses.writing.editor.forget_gone()
        self.addresses.settings.editor.forget()
        self._tell()

    async def received(self, request: Request, form: DeskForm) -> SentForm | None:
        """What comes for a form of the desk; None if it is none, or its fields are too long."""
        return await received(request, form.largest, form.files, self._room)

    def _room(self, sent: Values, is_picture: bool) -> Room | None:
        """Room for files that come with a form, if it is one of this preview's own pages'."""
        if not self.addresses.clerk.own(sent):
            return None
        return UnfinishedInMemory() if is_picture else self.uploads.begin()

    def act(self, form: DeskForm, address: str, sent: SentForm) -> ServedText:
        """Do what a form of the desk asks for, and let every page tell of it."""
        seen = form.do(replace(asked_at(self.live, address), files=sent.files), sent.values)
        if form.keeps and seen.moved:
            self.read()
        return seen

    def close(self) -> None:
        """End every stream, and every wait for the site to be read."""
        self.open = False
        self.live.end()
        self.uploads.end()
        self.recordings.close()
        self._later(0, None)
        self._ring()

    def _tell(self) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # what asks hosts may answer after the end
                self._loop.call_soon_threadsafe(self._ring)

    def _ring(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def state(self, address: str) -> str:
        """What an open tab needs to know to be as its page is now, as JSON."""
        seen = self.addresses.see(address)
        version = content_name(seen.content) if seen.there else None
        return json.dumps({"version": version, "mark": content_name(seen.problems.encode()), "problems": seen.problems})

    async def events(self) -> AsyncIterator[str]:
        """A word now and whenever something may have changed (HTML Standard, server-sent events)."""
        self._loop = asyncio.get_running_loop()
        word = f"retry: 500\n{CHANGED}"
        while self.open:
            changed, day = self._changed, self.live.today
            yield word
            try:
                await asyncio.wait_for(changed.wait(), PING)
                word = CHANGED
            except TimeoutError:
                word = CHANGED if self.live.today != day else ": still here\n\n"


class OwnPagesOnly:
    """Refuses what pages of other origins ask for; only following a link is allowed to them, and no form.

    Browsers say who asks in Sec-Fetch-Site (Fetch Metadata, section 2.4), older ones in Origin.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse to."""
        if scope["type"] == "http" and not _own(Headers(scope=scope), reads=scope["method"] in ("GET", "HEAD")):
            refused = PlainTextResponse("Only the preview's own pages may read this.", HTTPStatus.FORBIDDEN)
            await refused(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _own(headers: Headers, *, reads: bool) -> bool:
    origin, asker, mode = headers.get("origin"), headers.get("sec-fetch-site"), headers.get("sec-fetch-mode")
    if origin is not None and origin != f"http://{headers.get('host')}":
        return False
    if not reads:
        # A form that a person sends from a page; no script, not even one of a theme's, may send it for them.
        return asker in (None, "same-origin") and mode in (None, "navigate")
    followed = mode == "navigate" and headers.get("sec-fetch-dest") == "document"
    return asker in (None, "same-origin", "none") or followed


def application(preview: Desk) -> Starlette:
    """A preview as a web application."""

    def page(request: Request) -> Response:
        seen = preview.addresses.see(_address(request))
        return preview.recordings.answer(seen.clip, request, seen.headers, seen.media) if seen.clip else _answer(seen)

    def file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FILES:
            return PlainTextResponse("There is no such file.", HTTPStatus.NOT_FOUND, HEADERS)
        return Response(FILES[name], HTTPStatus.OK, HEADERS, media_type(name))

    def stream(_: Request) -> Response:
        return StreamingResponse(preview.events(), HTTPStatus.OK, HEADERS, "text/event-stream")

    def state(request: Request) -> Response:
        told = preview.state(request.query_params.get("at", "/"))
        return Response(told, HTTPStatus.OK, HEADERS, media_type(".json"))

    return Starlette(
        routes=[
            Route("/_desk/live", stream),
            Route("/_desk/state", state),
            Route("/_desk/files/{name}", file),
            *_forms(preview),
            Route("/{path:path}", page),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=NAMES, www_redirect=False),
            Middleware(OwnPagesOnly),
        ],
    )


def _answer(seen: ServedText) -> Response:
    if seen.moved:
        return RedirectResponse(seen.moved, seen.status, HEADERS)
    return Response(with_tail(seen) if seen.media == HTML else seen.content, seen.status, seen.headers, seen.media)


def _forms(preview: Desk) -> list[Route]:
    """Where forms are sent to."""

    def route(form: DeskForm) -> Route:
        async def act(request: Request) -> Response:
            sent = await preview.received(request, form)
            if sent is None:
                return PlainTextResponse("This is no form of the desk's.", HTTPStatus.BAD_REQUEST, HEADERS)
            return _answer(await run_in_threadpool(preview.act, form, _address(request), sent))

        return Route(form.route, act, methods=["POST"])

    return [route(form) for pages in preview.addresses.desk for form in pages.forms]


def _address(request: Request) -> str:
    return f"{request.scope['raw_path'].decode('latin-1')}?{request.url.query}"


class Server(uvicorn.Server):
    """A server that ends its open streams before it waits for connections to end."""

    def __init__(self, app: ASGIApp, on_end: Callable[[], None]) -> None:
        # Its own way to log asks for a terminal's colours, and a program that a double click started may have none.
        config = uvicorn.Config(app, log_config=None, log_level="error", access_log=False, timeout_graceful_shutdown=1)
        super().__init__(config)
        self.on_end = on_end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End everything, also connections that uvicorn waited for in vain and then leaves open.

        What is still being sent to it is cut off at once: nobody is going to answer that.
        """
        self.on_end()
        for connection in list(self.server_state.connections):
            if getattr(getattr(connection, "cycle", None), "more_body", False):
                connection.transport.abort()
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # in which they are closed


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on ``port``, or on the next free one. Raises OSError if 20 in a row are taken."""
    for candidate in range(port, min(port + PORTS, 65536)):
        try:
            return socket.create_server((host, candidate))
        except OSError:
            continue
    raise OSError(f"no port from {port} to {port + PORTS - 1} is free")
