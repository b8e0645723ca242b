"""What a run of publishing has this computer remember of a place, and tells, before it takes anything away there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.content.settings import PublishDestination
from generator.publishing.difference import Online, Removal
from generator.publishing.left_online import LeftOnline
from generator.publishing.proving import Proving


class Remembering(LeftOnline):
    """What this run remembers of a place, and what it has to prove there."""

    def __init__(self, proving: Proving, place: PublishDestination) -> None:
        super().__init__(proving.root, proving.settings, place)
        self.proving, self.place = proving, place

    def before(self, online: Online, removal: Removal) -> None:
        """Write down what must be gone after a removal, and tell of files that go though they may be others'."""
        self.proving.after_removal(self.place, online, removal)
        going = online.strangers & {step.path for step in removal.steps}
        self.proving.teller.say(*strangers_told(going))


def strangers_told(paths: Collection[str]) -> Iterator[str]:
    """What is said, before they go, of files that may be somebody else's."""
    if paths:
        yield f"  {len(paths)} files that may be somebody else's go, since nobody knows any more whose they are:"
        yield from (f"    {path}" for path in sorted(paths))
