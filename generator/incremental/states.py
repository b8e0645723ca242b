"""What a build leaves for the next one beside texts and receipts, each by a name and of one type."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from generator.ground.digest import pack
from generator.store.cache import Cache

T = TypeVar("T")


class KeptValue(Generic[T]):
    """A value of the type ``kind`` that builds of a target leave under ``name``."""

    def __init__(self, name: str, kind: type[T]) -> None:
        self.name = name
        self.decoder = msgspec.msgpack.Decoder(kind)

    def get(self, cache: Cache, target: str) -> T | None:
        """What the last build left, if the cache still has it. ``target`` is its name, or empty for all targets."""
        data = cache.state(target, self.name)
        return self.decoder.decode(data) if data is not None else None

    def put(self, cache: Cache, target: str, value: T | None) -> None:
        """Leave a value for the next build, or nothing."""
        cache.put_state(target, self.name, pack(value) if value is not None else None)
