"""With what a build is made."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.ground.stages import Stages
from generator.ground.workers import Crew
from generator.store.cache import Cache


@dataclass(frozen=True, slots=True)
class Run:
    """What earlier builds left, who does the work, and a stopwatch; unless said, nothing, one process, a new one."""

    cache: Cache = field(default_factory=Cache)
    crew: Crew = field(default_factory=Crew)
    stages: Stages = field(default_factory=Stages)
