"""What a server on the web answers, to who takes nothing for an answer but what is there: no redirect is followed.

A server may hang, drip, or never end; every question ends after a while, and so do all of them together.
"""

from __future__ import annotations

import http.client
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from copy import copy
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from generator import __version__
from generator.ground.deadline import at_most

# Seconds for a question, and for all questions together.
PATIENCE, BUDGET = 15.0, 600.0
# Bytes of a body; more than any page, and what is longer was not read to its end.
LARGEST = 20_000_000
# Questions at a time.
AT_A_TIME = 6
SAFE = "/%~:@!$&'()*+,;="
PLAIN = {
    "Accept-Encoding": "identity",
    "Cache-Control": "no-cache",
    "Pragma": "no-cache",
    "User-Agent": f"hearten/{__version__}",
}
# Caches give browsers what they have, and keep it apart from the rest (RFC 9110, section 12.5.5); some hosts look, too.
AS_BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "User-Agent": f"Mozilla/5.0 (compatible; hearten/{__version__})",
}


@dataclass(frozen=True, slots=True)
class Response:
    """The status, the headers by their names in small letters, and the body; ``is_read`` unless that is packed."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_read: bool = True


class NoAnswerError(Exception):
    """A server gave no answer that could be read to its end; the message says why."""


# Asks for an address by a method of HTTP.
Ask = Callable[[str, str], Response]


class Asker:
    """Asks addresses until its time is over. Raises NoAnswerError where no whole answer comes.

    It takes no packed answers, unless it asks as browsers do.
    """

    def __init__(
        self, patience: float = PATIENCE, budget: float = BUDGET, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.patience, self.clock, self.end, self.headers = patience, clock, clock() + budget, PLAIN

    def as_browser(self) -> Asker:
        """One that asks as browsers do, within the same time."""
        other = copy(self)
        other.headers = AS_BROWSER
        return other

    def __call__(self, url: str, method: str = "GET") -> Response:
        """What the server says that is at an address, asking caches on the way to ask the server themselves."""
        left = min(self.patience, self.end - self.clock())
        if left <= 0:
            raise NoAnswerError("there was no time left to ask; ask again")
        try:
            return _asked(url, method, left, self.headers)
        except (OSError, http.client.HTTPException, ValueError) as e:
            raise NoAnswerError(f"no answer ({_why(e)})") from None


def ask_all(urls: Iterable[str], ask: Ask, method: str = "GET") -> Iterator[tuple[str, Response | NoAnswerError]]:
    """What is at addresses, several asked at a time, in the order of the addresses."""

    def one(url: str) -> tuple[str, Response | NoAnswerError]:
        try:
            return url, ask(url, method)
        except NoAnswerError as e:
            return url, e

    with ThreadPoolExecutor(AT_A_TIME) as threads:
        yield from threads.map(one, urls)


def url_of(site: str, path: str) -> str:
    """The address at which a file of the site at ``site`` is served: that of its folder, where it is an index.html."""
    return site + quote(path.removesuffix("index.html") if _is_index(path) else path, safe=SAFE)


def urls_of(site: str, path: str) -> tuple[str, ...]:
    """Every address at which a file may be served; ``path`` may be a whole address as well, which stays as it is.

    Hosts show the index.html of a folder at the folder's address with a slash at its end, and some without one.
    """
    if "://" in path:
        return (path,)
    whole = site + quote(path, safe=SAFE)
    if not _is_index(path):
        return (whole,)
    of_folder = url_of(site, path)
    return (of_folder, whole) if of_folder == site else (of_folder, whole, of_folder.removesuffix("/"))


def _is_index(path: str) -> bool:
    return path == "index.html" or path.endswith("/index.html")


def _asked(url: str, method: str, seconds: float, headers: Mapping[str, str]) -> Response:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NoAnswerError("only addresses that begin with https:// or http:// can be asked")
    of_scheme = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = of_scheme(parts.hostname, parts.port, timeout=seconds)
    try:
        connection.connect()
        with at_most(seconds, connection.sock) as is_over:
            connection.request(method, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), None, headers)
            with closing(connection.getresponse()) as response:
                body = response.read(LARGEST + 1)
                whole, told = not response.length, {name.lower(): value for name, value in response.getheaders()}
        if is_over.is_set():
            raise NoAnswerError(f"no whole answer within {seconds:.0f} seconds")
    finally:
        connection.close()
    if not whole or len(body) > LARGEST:
        raise NoAnswerError("its answer broke off" if len(body) <= LARGEST else f"it is larger than {LARGEST:,} bytes")
    packed = told.get("content-encoding", "identity").lower()
    if packed == "identity":
        return Response(response.status, told, body)
    if packed not in headers["Accept-Encoding"]:
        raise NoAnswerError("its answer is packed, though nobody asked for that")
    unpacked = _unpacked(body) if packed == "gzip" else None
    return Response(response.status, told, unpacked or b"", is_read=unpacked is not None)


def _unpacked(body: bytes) -> bytes | None:
    """What is in a body that is packed by gzip (RFC 1952), of which no more is unpacked than a page comes to."""
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    with suppress(zlib.error):
        found = unpacking.decompress(body, LARGEST)
        return found if unpacking.eof else None
    return None


def _why(e: Exception) -> str:
    if isinstance(e, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted: {e.verify_message}"
    if isinstance(e, TimeoutError):
        return "the time was over"
    if isinstance(e, http.client.HTTPException):
        return "it does not speak HTTP, or broke off"
    return str(getattr(e, "strerror", None) or e)
