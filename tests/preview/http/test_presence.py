"""Whether anybody still has a page of the desk open."""

from __future__ import annotations

import asyncio
from typing import Any

from generator.preview.http.presence import STREAM, Presence


class Clock:
    """Seconds that a test lets go by."""

    now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def ask(presence: Presence, path: str, clock: Clock, lasts: float) -> list[float]:
    """Ask for something that takes so many seconds; for how long nobody was there, while it lasted."""
    seen: list[float] = []

    async def answer(*_: Any) -> None:
        clock.now += lasts
        seen.append(presence.left_for())

    async def nothing(*_: Any) -> Any:
        return None

    asyncio.run(presence.through(answer, {"path": path}, nothing, nothing))
    return seen


def test_a_page_without_scripts_is_never_left() -> None:
    """A desk to which no browser ever listened is not left, however long nobody asks."""
    clock = Clock()
    presence = Presence(clock)
    ask(presence, "/_desk/", clock, 1)
    clock.now += 10**6
    assert presence.left_for() == 0


def test_who_listens_is_here() -> None:
    """As long as a browser listens, nobody has left; from then on, seconds are counted."""
    clock = Clock()
    presence = Presence(clock)
    assert ask(presence, STREAM, clock, 1000) == [0]
    clock.now += 7
    assert presence.left_for() == 7


def test_who_asks_is_here() -> None:
    """Whatever is asked for, counting begins anew, also when it took long."""
    clock = Clock()
    presence = Presence(clock)
    ask(presence, STREAM, clock, 1)
    clock.now += 100
    ask(presence, "/_desk/new", clock, 50)
    clock.now += 3
    assert presence.left_for() == 3
