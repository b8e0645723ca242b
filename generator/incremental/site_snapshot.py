"""What stands around the texts of a site, kept for a build in which texts alone have changed."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from generator.ground.digest import pack
from generator.plan.surroundings import Surroundings
from generator.store.cache import Shelf

STATE = "around"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the last build left around texts; ``base`` is a digest of what every page depends on."""

    base: bytes
    around: Surroundings


KEPT = msgspec.msgpack.Decoder(Snapshot)


def leave(snapshot: Snapshot, shelf: Shelf, place: str) -> None:
    """Leave it for the next build of a place."""
    shelf.leave(place, STATE, pack(snapshot))


def known(shelf: Shelf, place: str) -> Snapshot | None:
    """What the last build of a place left."""
    data = shelf.state(place, STATE)
    return KEPT.decode(data) if data else None
