"""Whether anybody still has a page of the desk open: browsers listen to its stream as long as one is."""

from __future__ import annotations

import threading
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

STREAM = "/_desk/live"


class Presence:
    """Counts who listens, and remembers since when nobody does; ``clock`` tells seconds.

    Without scripts no browser listens, and nobody can tell. So a desk to which nobody ever listened is never left.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._listening = 0
        self._heard = False
        self._since = clock()
        self._counting = threading.Lock()

    async def through(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request go on to a web application, and count it as long as it lasts."""
        listens = scope["path"] == STREAM
        self._count(int(listens), heard=listens)
        try:
            await app(scope, receive, send)
        finally:
            self._count(-int(listens))

    def _count(self, change: int, *, heard: bool = False) -> None:
        with self._counting:
            self._listening += change
            self._heard = self._heard or heard
            self._since = self._clock()

    def left_for(self) -> float:
        """For how many seconds nobody has listened or asked; 0 while somebody does, or where nobody ever listened."""
        with self._counting:
            return 0.0 if self._listening or not self._heard else self._clock() - self._since
