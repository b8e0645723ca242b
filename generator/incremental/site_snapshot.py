"""What stands around the texts of a site, kept for a build in which texts alone have changed."""

from __future__ import annotations

from dataclasses import dataclass

from generator.incremental.states import KeptValue
from generator.plan.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the last build left around texts; ``base`` is a digest of what every page depends on."""

    base: bytes
    around: Surroundings


SNAPSHOT = KeptValue("around", Snapshot)
