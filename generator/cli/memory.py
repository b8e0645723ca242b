"""What ``hearten publish`` has this computer remember of a place, and says, before it takes anything away there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.options import say
from generator.cli.prove import Proving, strangers_told
from generator.publishing.left_online import LeftOnline

if TYPE_CHECKING:
    from generator.content.settings import PublishDestination
    from generator.publishing.difference import Online, Removal


class Remembering(LeftOnline):
    """What this run remembers of a place, and what it has to prove there."""

    def __init__(self, proving: Proving, place: PublishDestination) -> None:
        super().__init__(proving.root, proving.settings, place)
        self.proving, self.place = proving, place

    def before(self, online: Online, removal: Removal) -> None:
        """Write down what must be gone after a removal, and tell of files that go though they may be others'."""
        self.proving.after_removal(self.place, online, removal)
        going = online.strangers & {step.path for step in removal.steps}
        say(*strangers_told(going))
