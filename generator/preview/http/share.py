"""One story for another device on the local network, for review: read-only, that story alone, until the program ends.

The address holds a secret that is made anew each time. The connection is not encrypted, and the terminal says so.
"""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from generator.ground.diagnostics import CannotBuildError
from generator.plan.layout import POLICY
from generator.preview.desk.desk import Choice, ribbon
from generator.preview.desk.verdicts import as_if_published
from generator.preview.http.addresses import HEADERS, media_type, with_ribbon
from generator.preview.http.server import Server, listen
from generator.preview.site.assets import FILES
from generator.preview.site.live import LiveSite

SECRET_BYTES = 16  # 128 bits
OWN_FILES = "_files/"
SHARED_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Robots-Tag": "noindex, nofollow",
}
# Where a packet to another network would go out; an address for documentation (RFC 5737), to which nothing is sent.
ELSEWHERE = ("192.0.2.1", 9)


def own_address() -> str | None:
    """The computer's own address on the local network, or None without one; nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:
            return None
        return str(probe.getsockname()[0])


def application(live: LiveSite, source: str, secret: str, host: str) -> Starlette:
    """The story ``source`` below an address that begins with ``secret``, and nothing else."""

    def page(request: Request) -> Response:
        given, _, path = str(request.path_params["path"]).partition("/")
        if not secrets.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("There is nothing here.", HTTPStatus.NOT_FOUND, SHARED_HEADERS)
        name = path.removeprefix(OWN_FILES)
        if name != path and name in FILES:
            return Response(FILES[name], HTTPStatus.OK, SHARED_HEADERS, media_type(name))
        try:
            story = as_if_published(live, source)
        except CannotBuildError:
            story = None
        if story is None:
            told = "This story cannot be shown just now. Whoever shared it is probably changing it; try again later."
            return PlainTextResponse(told, HTTPStatus.SERVICE_UNAVAILABLE, SHARED_HEADERS)
        address = f"/{secret}/{story.path.removesuffix('index.html')}"
        if not path:
            return RedirectResponse(address, HTTPStatus.FOUND, SHARED_HEADERS)
        if f"/{secret}/{path}" in (address, f"{address}index.html"):
            said = f"For review. {ribbon(live, source, Choice(live.medium, live.today))}"
            content = with_ribbon(story.content, said, f"/{secret}/{OWN_FILES}")
            return Response(content, HTTPStatus.OK, SHARED_HEADERS, media_type(story.path))
        # Only what the story itself loads: files of the theme, and its own pictures.
        needed = path.startswith(("assets/", "pictures/")) and path.encode() in story.content
        made = as_if_published(live, source, path) if needed else None
        if made is None:
            return PlainTextResponse("Only one story is shared here.", HTTPStatus.NOT_FOUND, SHARED_HEADERS)
        return Response(made.content, HTTPStatus.OK, SHARED_HEADERS, media_type(path))

    allowed = Middleware(TrustedHostMiddleware, allowed_hosts=[host], www_redirect=False)
    return Starlette(routes=[Route("/{path:path}", page)], middleware=[allowed])


@contextmanager
def shared(live: LiveSite, source: str, host: str, port: int) -> Iterator[str]:
    """Share a story while a ``with`` block runs; gives the address with its secret. Raises OSError without a port."""
    listening = listen(host, port)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    server = Server(application(live, source, secret, host), lambda: None)
    thread = threading.Thread(target=server.run, args=([listening],), name="share")
    thread.start()
    try:
        yield f"http://{host}:{listening.getsockname()[1]}/{secret}/"
    finally:
        server.should_exit = True
        thread.join()
