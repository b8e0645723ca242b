"""What a server on the public web replies to a question for an address, without the page itself."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit

from generator import __version__
from generator.advice.asking import LinkAsker, NoReplyError, Reply, is_public
from generator.ground.deadline import at_most

PATIENCE = 15.0  # seconds
SAFE = "/%~:@!$&'()*+,;=?#"
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "identity",
    "User-Agent": f"Mozilla/5.0 (compatible; hearten/{__version__}; link check)",
}


def web_asker() -> LinkAsker:
    """Who asks the public web, taking its time."""
    return LinkAsker(on_the_web, time.monotonic, time.sleep)


def on_the_web(url: str, method: str, *, is_allowed: Callable[[str], bool] | None = None) -> Reply:
    """What a server says of an address. It is asked by its number, and only one that is of the public web.

    ``is_allowed`` says so of a number in place of that rule. Raises NoReplyError.
    """
    try:
        parts = urlsplit(url)
        host, is_secure = parts.hostname or "", parts.scheme.lower() == "https"
        number = _number(host, parts.port or (443 if is_secure else 80), is_allowed or is_public)
        connection = http.client.HTTPConnection(host, parts.port or (443 if is_secure else 80), timeout=PATIENCE)
        # The name was looked up once, so that it cannot name another machine by the time that it is asked.
        connection.sock = socket.create_connection((number, connection.port), PATIENCE)
        try:
            if is_secure:
                connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
            with at_most(PATIENCE, connection.sock):
                path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=SAFE)
                connection.request(method, path, None, HEADERS)
                answer = connection.getresponse()
                wait = _seconds(answer.getheader("Retry-After"))
                return Reply(answer.status, answer.getheader("Location") or "", wait)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError):
        raise NoReplyError from None


def _number(host: str, port: int, is_allowed: Callable[[str], bool]) -> str:
    """The number of a host. Raises NoReplyError where there is none, or one that nobody may ask; OSError."""
    try:
        found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except socket.gaierror as e:
        raise NoReplyError(is_gone=e.errno == socket.EAI_NONAME) from None
    if not found or not all(map(is_allowed, found)):
        raise NoReplyError
    return found[0]


def _seconds(retry_after: str | None) -> float:
    """Seconds to wait (RFC 9110, section 10.2.3): so many, or until a day and time; none where it says neither."""
    if not retry_after:
        return 0.0
    with suppress(ValueError, OverflowError):
        return float(int(retry_after))
    with suppress(ValueError, TypeError, OverflowError, IndexError):
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    return 0.0
