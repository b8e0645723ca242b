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

from generator.ground.hosts import is_example

EVERY, LONGEST_WAIT = 1.0, 60.0  # seconds
MOST_MOVES = 5
# What they keep was asked for by others, who do without our questions; they are there when all else is gone.
ARCHIVES = (
    *("archive.org", "archive.today", "archive.ph", "archive.is", "archive.li", "archive.md", "archive.vn"),
    *("webcitation.org", "perma.cc", "webarchive.org.uk", "webarchive.nationalarchives.gov.uk", "ghostarchive.org"),
)
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
        at, moved_for_good = url, True
        for _ in range(MOST_MOVES + 1):
            try:
                reply = self._asked(at)
            except NoReplyError as e:
                return LinkState.GONE if e.is_gone else LinkState.UNKNOWN
            if reply.status in REDIRECTS and reply.to:
                moved_for_good = moved_for_good and reply.status in MOVED_FOR_GOOD
                at = urljoin(at, reply.to)
                if not may_be_asked(at):
                    return LinkState.UNKNOWN
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


def may_be_asked(url: str) -> bool:
    """Whether an address is of the public web, as its name tells, and of no archive."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").lower()
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme.lower() not in ("http", "https") or "." not in host or is_example(host):
        return False
    if any(host == archive or host.endswith(f".{archive}") for archive in ARCHIVES):
        return False
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_global
    return not host.endswith((".local", ".internal", ".lan", ".home.arpa", ".onion"))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _is_same(one: str, other: str) -> bool:
    """Whether two addresses differ by no more than a slash, “www.” or the protocol, which is nothing to tell of."""

    def plain(url: str) -> tuple[str, str, str]:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query

    return plain(one) == plain(other)
