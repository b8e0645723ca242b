"""One story for another device on the local network, for review: that story alone, until the program ends.

The address holds a secret that is made anew each time. The connection is not encrypted, and the terminal says so. What
readers say of the story is kept, and nothing else can be changed from there.
"""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from generator.consent.comments import LARGEST
from generator.preview.http.sent_forms import received
from generator.preview.http.server import OwnPagesOnly, Server, listen
from generator.preview.http.shared_pages import COMMENTS, SHARED_HEADERS, SharedPages
from generator.preview.site.live import LiveSite

SECRET_BYTES = 16  # 128 bits
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


def application(pages: SharedPages, host: str) -> Starlette:
    """A story below an address that begins with a secret, the page with help, and nothing else."""

    def page(request: Request) -> Response:
        given, _, path = str(request.path_params["path"]).partition("/")
        if not pages.are_below(given):
            return PlainTextResponse("There is nothing here.", HTTPStatus.NOT_FOUND, SHARED_HEADERS)
        return pages.see(path, request)

    async def say(request: Request) -> Response:
        sent = await received(request, LARGEST)
        is_below = pages.are_below(str(request.path_params["secret"]))
        return await run_in_threadpool(pages.hear, sent, is_below=is_below)

    return Starlette(
        routes=[Route(f"/{{secret}}/{COMMENTS}", say, methods=["POST"]), Route("/{path:path}", page)],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=[host], www_redirect=False),
            Middleware(OwnPagesOnly),
        ],
    )


@contextmanager
def shared(live: LiveSite, source: str, host: str, port: int) -> Iterator[str]:
    """Share a story while a ``with`` block runs; gives the address with its secret. Raises OSError without a port."""
    listening = listen(host, port)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    pages = SharedPages(live, source, secret)
    server = Server(application(pages, host), pages.close)
    thread = threading.Thread(target=server.run, args=([listening],), name="share")
    thread.start()
    try:
        yield f"http://{host}:{listening.getsockname()[1]}/{secret}/"
    finally:
        server.should_exit = True
        thread.join()
