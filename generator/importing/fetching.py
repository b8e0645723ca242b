"""Pictures that a source does not have, fetched from its own host where a person allows that; from nowhere else."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from urllib.parse import SplitResult, urljoin, urlsplit

from generator.consent.refused import RefusedError
from generator.content.links import OTHER_NAME
from generator.content.web_address import outside
from generator.ground import limits
from generator.importing.item import Item, LeftOut, Source

# To answer at all, and to send a picture.
SECONDS, LONGEST = 20.0, 120.0
MOST_REDIRECTS = 3
# Hosts that do not answer so often are not asked again.
PATIENCE = 3
MOVED = (301, 302, 303, 307, 308)


class WithFetched:
    """A source whose missing pictures are fetched, from the hosts of its texts' own addresses."""

    def __init__(self, source: Source) -> None:
        self.name, self._source = source.name, source
        self._hosts: set[str] = set()
        self._silent: dict[str, int] = {}

    def items(self) -> Iterator[Item | LeftOut]:
        """Every text, and what is left out."""
        for item in self._source.items():
            if isinstance(item, Item):
                self._hosts |= {host for address in item.addresses if (host := _host(address))}
            yield item

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture. Raises RefusedError if it is the host's own and cannot be had from there."""
        found = self._source.file(reference)
        host = _host(reference)
        if found is not None or host not in self._hosts:
            return found
        if self._silent.get(host, 0) >= PATIENCE:
            raise RefusedError(f"{host} does not answer, and was not asked again")
        try:
            return self._fetched(str(outside(reference)), host)
        except (OSError, http.client.HTTPException) as e:
            self._silent[host] = self._silent.get(host, 0) + 1
            raise RefusedError(f"{host} does not answer ({e or type(e).__name__})") from e

    def _fetched(self, address: str, host: str) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            if _host(address) != host:
                raise RefusedError(f"{host} sends it from elsewhere, where nothing is fetched from")
            status, data, to = _answer(urlsplit(address))
            if status in MOVED and to:
                address = str(outside(urljoin(address, to)))
                continue
            if status != http.client.OK:
                raise RefusedError(f"{host} does not have it any more (it answers {status})")
            return data
        raise RefusedError(f"{host} sends it round in circles")


def _host(address: str) -> str:
    """The host of a web address, with its port; empty where it is none."""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and parts.username is None and parts.password is None
        return parts.netloc.lower().removeprefix(OTHER_NAME) if is_web and parts.port != 0 else ""
    except ValueError:
        return ""


def _answer(address: SplitResult) -> tuple[int, bytes, str | None]:
    """What a server answers: the status, no more of the body than a picture may have and a byte, and where it is."""
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.netloc, timeout=SECONDS)
    try:
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection.request("GET", path, headers={"User-Agent": "hearten", "Accept": "image/*"})
        answer = connection.getresponse()
        return answer.status, _body(answer), answer.headers.get("Location")
    finally:
        connection.close()


def _body(answer: http.client.HTTPResponse) -> bytes:
    """What an answer holds, as long as it comes in bearable time. Raises TimeoutError."""
    until = time.monotonic() + LONGEST
    parts: list[bytes] = []
    left = limits.PICTURE + 1
    while left > 0 and (part := answer.read1(min(left, 1 << 16))):
        parts.append(part)
        left -= len(part)
        if time.monotonic() > until:
            raise TimeoutError("it sends too slowly")
    return b"".join(parts)
