"""A stopwatch for the stages of a build, and how far each has come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
OnProgress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Stages:
    """Times the stages, and tells how far each has come, and that the build waits for another."""

    tell: OnProgress = lambda _stage, _done, _total: None
    wait: Callable[[], None] = lambda: None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a ``with`` block towards a stage, and not towards one around it."""
        start, others = time.perf_counter(), sum(self.seconds.values())
        try:
            yield
        finally:
            within = sum(self.seconds.values()) - others
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start - within

    def each(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Items that are made as they are asked for, timed as a stage, telling after each how far it is."""
        made = iter(items)
        for done in range(1, total + 1):
            with self.stage(name):
                item = next(made)
            self.tell(name, done, total)
            yield item
