"""What stands around the texts of a site, kept for a build in which texts alone have changed."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from generator.ground.digest import pack
from generator.plan.surroundings import Surroundings
from generator.store.cache import Cache

STATE = "around"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the last build left around texts; ``base`` is a digest of what every page depends on."""

    base: bytes
    around: Surroundings


KEPT = msgspec.msgpack.Decoder(Snapshot)


def leave(snapshot: Snapshot, cache: Cache, place: str) -> None:
    """Leave it for the next build of a place."""
    cache.put_state(place, STATE, pack(snapshot))


def known(cache: Cache, place: str) -> Snapshot | None:
    """What the last build of a place left."""
    data = cache.state(place, STATE)
    return KEPT.decode(data) if data else None
