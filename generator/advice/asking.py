"""Asking whether links still lead somewhere: kindly, one question a second for each host, and only when told to.

Archives are never asked, and nothing that is not on the public web.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from generator.content.web_address import in_ascii
from generator.ground.hosts import is_example

EVERY, LONGEST_WAIT = 1.0, 60.0  # seconds
MOST_MOVES = 5
# What they keep was asked for by others, who do without our questions; they are there when all else is gone.
ARCHIVES = (
    *("archive.org", "archive-it.org", "archive.today", "archive.fo", "archive.ph", "archive.is", "archive.li"),
    *("archive.md", "archive.vn"),
    *("webcitation.org", "perma.cc", "webarchive.org.uk", "webarchive.nationalarchives.gov.uk", "ghostarchive.org"),
)
# Numbers of the sixth version that stand for one of the fourth, which is judged, too: as it is (RFC 4291, section
# 2.5.5.1), by translators (RFC 6052, section 2.1); 6to4 (RFC 3056) and mapped ones Python knows.
EMBEDDING = (ipaddress.IPv6Network("::/96"), ipaddress.IPv6Network("64:ff9b::/96"))
TRANSLATED_AT_HOME = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215
# Of a status that says so, the page is gone; of others the host may only not like to be asked by a program.
GONE, MOVED_FOR_GOOD, REDIRECTS = (404, 410), (301, 308), (301, 302, 303, 307, 308)
TRY_GET, LATER = (400, 403, 404, 405, 406, 410, 500, 501, 503), (429, 503)


class LinkState(StrEnum):
    """What became of an address: it is there, it is there and elsewhere for good, it is gone, or nobody can tell."""

    THERE = "there"
    MOVED = "moved"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, the address that it points to, if it does, and how many seconds to wait before asking again."""

    status: int
    to: str = ""
    wait: float = 0.0


class NoReplyError(Exception):
    """No answer came; ``is_gone`` if there is no such host."""

    def __init__(self, *, is_gone: bool = False) -> None:
        super().__init__()
        self.is_gone = is_gone


# Asks an address by a method of HTTP, following nothing. Raises NoReplyError.
AskLink = Callable[[str, str], Reply]


class LinkAsker:
    """Asks addresses one after the other. ``ask`` is who does, ``clock`` and ``sleep`` count in seconds."""

    def __init__(
        self,
        ask: AskLink,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self.ask, self.clock, self.sleep = ask, clock, sleep
        self._next: dict[str, float] = {}

    def standings(self, addresses: Iterable[str]) -> Iterator[tuple[str, LinkState]]:
        """What became of each address, in their order but for hosts that are to be left alone just then."""
        waiting = list(dict.fromkeys(addresses))
        while waiting:
            now = self.clock()
            # Another host's turn comes first where one would have to be waited for.
            soonest = min(waiting, key=lambda url: max(self._next.get(_host(url), 0.0), now))
            waiting.remove(soonest)
            yield soonest, self._standing(soonest)

    def _standing(self, url: str) -> LinkState:
        """What became of an address; of one that cannot be read nobody can tell."""
        at, moved_for_good = as_asked(url), True
        if at is None:
            return LinkState.UNKNOWN
        url = at
        for _ in range(MOST_MOVES + 1):
            try:
                reply = self._asked(at)
            except NoReplyError as e:
                return LinkState.GONE if e.is_gone else LinkState.UNKNOWN
            if reply.status in REDIRECTS and reply.to:
                moved_for_good = moved_for_good and reply.status in MOVED_FOR_GOOD
                to = _joined(at, reply.to)
                if to is None or not may_be_asked(to):
                    return LinkState.UNKNOWN
                at = to
                continue
            if reply.status in GONE:
                return LinkState.GONE
            if reply.status >= 400:  # it is there and does not like to be asked, or has a bad day
                return LinkState.UNKNOWN
            return LinkState.MOVED if at != url and moved_for_good and not _is_same(at, url) else LinkState.THERE
        return LinkState.UNKNOWN

    def _asked(self, url: str) -> Reply:
        reply = self._in_turn(url, "HEAD")
        if reply.status in LATER and 0 < reply.wait <= LONGEST_WAIT:
            reply = self._in_turn(url, "HEAD")
        return self._in_turn(url, "GET") if reply.status in TRY_GET else reply

    def _in_turn(self, url: str, method: str) -> Reply:
        host = _host(url)
        if (left := self._next.get(host, 0.0) - self.clock()) > 0:
            self.sleep(left)
        try:
            reply = self.ask(url, method)
        finally:
            self._next[host] = self.clock() + EVERY
        if 0 < reply.wait <= LONGEST_WAIT:
            self._next[host] = self.clock() + max(EVERY, reply.wait)
        return reply


def as_asked(url: str) -> str | None:
    """An address with its host in the one spelling by which it is known (UTS 46, without a last point).

    None where it cannot be read, or is not of the web.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    name = parts.hostname or ""
    host = (in_ascii(f"[{name}]" if ":" in name else name) or "").removesuffix(".")
    if not host or parts.scheme.lower() not in ("http", "https"):
        return None
    return parts._replace(netloc=host if port is None else f"{host}:{port}").geturl()


def may_be_asked(url: str) -> bool:
    """Whether an address is of the public web, as its name tells, and of no archive."""
    host = _host(url)
    with suppress(ValueError):
        return is_public(str(ipaddress.ip_address(host)))
    if "." not in host or is_example(host):
        return False
    if any(host == archive or host.endswith(f".{archive}") for archive in ARCHIVES):
        return False
    return not host.endswith((".local", ".internal", ".lan", ".home.arpa", ".onion"))


def is_public(number: str) -> bool:
    """Whether a number of the Internet Protocol, and one that it stands for, is of the public net."""
    try:
        found = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if not found.is_global or found.is_multicast:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return True
    if found.is_site_local or found in TRANSLATED_AT_HOME:
        return False
    inner = found.ipv4_mapped or found.sixtofour
    if any(found in net for net in EMBEDDING):
        inner = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
    return inner is None or is_public(str(inner))


def _joined(at: str, to: str) -> str | None:
    """Where a page points to; None where that cannot be read."""
    try:
        return as_asked(urljoin(at, to))
    except ValueError:
        return None


def _host(url: str) -> str:
    """The host of an address, in its one spelling; nothing where it cannot be read."""
    asked = as_asked(url)
    return "" if asked is None else urlsplit(asked).hostname or ""


def _is_same(one: str, other: str) -> bool:
    """Whether two addresses differ by no more than a slash, “www.” or the protocol, which is nothing to tell of."""

    def plain(url: str) -> tuple[str, str, str]:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query

    return plain(one) == plain(other)
