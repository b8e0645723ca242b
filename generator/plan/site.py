"""All that one build publishes, as values: what planning makes pages of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.content.moves import NO_MOVES, Moves
from generator.content.settings import Settings
from generator.gate.admission import StandalonePage
from generator.gate.admit import Story
from generator.gate.tombstones import Tombstone
from generator.ground.channels import Medium
from generator.media.photo import Photo
from generator.views.view_models import Bundle


@dataclass(frozen=True, slots=True)
class Site:
    """All that one build publishes: stories from the oldest to the newest, standalone pages, pictures by their path.

    ``today`` is the build's day, ``digest`` stands for the settings.
    ``recalled`` are the opaque ids of stories that were taken back, for copies that were given away.
    ``withdrawn`` is all that is left of stories that were taken back. ``moves`` tell the first names of stories' files.
    ``redirects`` are the old addresses that lead to a story, each with its file.
    """

    settings: Settings
    digest: bytes
    medium: Medium
    today: date
    stories: tuple[Story, ...]
    standalone_pages: tuple[StandalonePage, ...]
    photos: Mapping[str, Photo]
    bundle: Bundle | None = None
    recalled: tuple[str, ...] = ()
    withdrawn: tuple[Tombstone, ...] = ()
    moves: Moves = NO_MOVES
    redirects: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if any(story.proof for story in self.stories):
            raise TypeError("a proof is for the preview's desk, and no site may hold it")

    @property
    def web(self) -> bool:
        """Whether this is the public website."""
        return self.medium == "web"
