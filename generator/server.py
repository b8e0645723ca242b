"""The preview as a web server for one computer: the site out of memory, the desk beside it, and live reload.

What it serves is not published. So it listens on the loopback address alone, answers only to that name (DNS rebinding),
only to its own pages (Fetch Metadata Request Headers, W3C), lets nothing be stored and nothing be framed by others.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, unquote, urlsplit

import uvicorn
from markupsafe import Markup, escape
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from generator.digest import content_name
from generator.live import Live
from generator.overlay import overlay
from generator.preview_files import FILES, MEDIA, fill
from generator.shell import POLICY

LOOPBACK = "127.0.0.1"
NAMES = [LOOPBACK, "localhost"]
PORTS = 20  # tried before giving up
PING = 15.0  # seconds
TYPES = {
    **MEDIA,
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
HTML = TYPES[".html"]
# The site's own policy, and what live reload asks of it.
LIVE_POLICY = f"{POLICY}; connect-src 'self'"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"{LIVE_POLICY}; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands at an address: its bytes, and the overlay for it as HTML.

    ``there`` is False where nothing can be shown for now, so that an open tab keeps what it has.
    """

    content: bytes
    media: str = HTML
    problems: str = ""
    status: int = 200
    there: bool = True
    moved: str | None = None


class Preview:
    """The site and the desk by their addresses, and the streams that open tabs listen to."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.root = live.root.resolve().as_posix()
        self.open = True
        self._changed = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def refresh(self) -> None:
        """Read the site again, and let every open tab know; called from the thread that watches."""
        self.live.refresh()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._ring)

    def close(self) -> None:
        """End every stream."""
        self.open = False
        self._ring()

    def _ring(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def see(self, address: str) -> Seen:
        """What stands at an address of the preview: a path, and a query after it."""
        return self._site(unquote(urlsplit(address).path))

    def _site(self, path: str) -> Seen:
        """A page of the site, which stands at the root and, as links from its root expect, below its own path."""
        live = self.live
        planned = live.planned
        base = urlsplit(planned.site.settings.url).path if planned else "/"
        wanted = path.removeprefix(base.rstrip("/")).removeprefix("/")
        if not wanted or wanted.endswith("/"):
            wanted += "index.html"
        made = live.page(wanted)
        problems = self._problems(wanted)
        if made is not None:
            return Seen(made.content, media_type(wanted), problems)
        if planned and not wanted.endswith("/index.html") and live.page(f"{wanted}/index.html") is not None:
            return Seen(b"", moved=quote(f"{path}/"))
        return self._absent(wanted, problems)

    def _absent(self, path: str, problems: str) -> Seen:
        """What is said where there is no page: why, if there could be one; otherwise what the site itself says."""
        live = self.live
        source = live.source(path)
        withheld = next((w for w in live.withheld if w.source == source), None)
        broken = live.planned is None or live.stopped or live.failed(path)
        if withheld is not None:
            said = f"{withheld.source} is withheld: {withheld.reason}."
            content = _message("This is not published", [said])
            return Seen(content, problems=problems, status=404, there=not (withheld.rule == "errors" or broken))
        if broken:
            content = _message("This cannot be shown yet", ["The page comes up as soon as the problems are mended."])
            return Seen(content, problems=problems, status=503, there=False)
        missing = live.page("404.html")
        content = missing.content if missing else _message("There is no such page", ["Nothing here has this address."])
        return Seen(content, problems=problems, status=404)

    def _problems(self, path: str) -> str:
        live = self.live
        found = live.problems(path)
        withheld = {w.source for w in live.withheld}
        if live.stopped and live.planned:
            lead = "Nothing can be built until this is mended. What you see is the site as it last was."
        elif live.stopped:
            lead = "Nothing can be built until this is mended."
        elif any(d.path in withheld for d in found):
            lead = "What has errors is withheld until they are mended."
        else:
            lead = "The page is there; these are worth a look."
        return overlay(found, lead, live.line, self.root)

    def state(self, address: str) -> str:
        """What an open tab needs to know to be as its page is now, as JSON."""
        seen = self.see(address)
        version = content_name(seen.content) if seen.there else None
        return json.dumps({"version": version, "mark": content_name(seen.problems.encode()), "problems": seen.problems})

    async def events(self, address: str) -> AsyncIterator[str]:
        """The state at an address, now and whenever it changes (HTML Standard, server-sent events)."""
        self._loop = asyncio.get_running_loop()
        known = None
        yield "retry: 500\n\n"
        while self.open:
            changed = self._changed
            now = await run_in_threadpool(self.state, address)
            if now != known:
                yield f"data: {now}\n\n"
            known = now
            try:
                await asyncio.wait_for(changed.wait(), PING)
            except TimeoutError:
                yield ": still here\n\n"


def media_type(path: str) -> str:
    """The media type of a file by the end of its name; what is not known is to be downloaded, not guessed."""
    return TYPES.get(path[path.rfind(".") :], "application/octet-stream")


def with_tail(content: bytes, problems: str) -> bytes:
    """A page as the preview serves it: with the script for live reload, the overlay, and a policy that allows them."""
    text = content.decode().replace(escape(POLICY), escape(LIVE_POLICY), 1)
    script = f'<script src="/_desk/files/live.js" data-version="{content_name(content)}" defer></script>\n'
    tail = fill("tail.html", problems=Markup(problems), mark=content_name(problems.encode()))  # noqa: S704  # made by fill
    for before, what in (("</head>", script), ("</body>", tail)):
        head, found, rest = text.rpartition(before)
        text = head + what + found + rest if found else text + what
    return text.encode()


def _message(title: str, sentences: list[str], link: str | None = None) -> bytes:
    return fill("message.html", title=title, sentences=sentences, link=link).encode()


class OwnPagesOnly:
    """Refuses what pages of other origins ask for; only following a link is allowed to them.

    Browsers say who asks in Sec-Fetch-Site (Fetch Metadata, section 2.4), older ones in Origin.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse to."""
        if scope["type"] == "http" and not _own(Headers(scope=scope)):
            refused = PlainTextResponse("Only the preview's own pages may read this.", HTTPStatus.FORBIDDEN)
            await refused(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _own(headers: Headers) -> bool:
    origin, asker = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None and origin != f"http://{headers.get('host')}":
        return False
    followed = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return asker in (None, "same-origin", "none") or followed


def application(preview: Preview) -> Starlette:
    """The preview as a web application."""

    def page(request: Request) -> Response:
        seen = preview.see(f"{request.scope['raw_path'].decode('latin-1')}?{request.url.query}")
        if seen.moved:
            return RedirectResponse(seen.moved, HTTPStatus.FOUND, HEADERS)
        content = with_tail(seen.content, seen.problems) if seen.media == HTML else seen.content
        return Response(content, seen.status, HEADERS, seen.media)

    def file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FILES:
            return PlainTextResponse("There is no such file.", HTTPStatus.NOT_FOUND, HEADERS)
        return Response(FILES[name], HTTPStatus.OK, HEADERS, media_type(name))

    def stream(request: Request) -> Response:
        events = preview.events(request.query_params.get("at", "/"))
        return StreamingResponse(events, HTTPStatus.OK, HEADERS, "text/event-stream")

    return Starlette(
        routes=[Route("/_desk/live", stream), Route("/_desk/files/{name}", file), Route("/{path:path}", page)],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=NAMES, www_redirect=False),
            Middleware(OwnPagesOnly),
        ],
    )


class Server(uvicorn.Server):
    """A server that ends its open streams before it waits for connections to end."""

    def __init__(self, app: ASGIApp, on_end: Callable[[], None]) -> None:
        super().__init__(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1))
        self.on_end = on_end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End everything."""
        self.on_end()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on ``port``, or on the next free one. Raises OSError if 20 in a row are taken."""
    for candidate in range(port, min(port + PORTS, 65536)):
        try:
            return socket.create_server((host, candidate))
        except OSError:
            continue
    raise OSError(f"no port from {port} to {port + PORTS - 1} is free")
