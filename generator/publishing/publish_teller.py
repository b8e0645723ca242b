"""Who is told what a run of publishing does, and is asked what nobody else can know: a terminal, or the desk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from generator.ground.diagnostics import CannotBuildError
    from generator.ground.outcome import Report
    from generator.publishing.ports import RemoteError

# Told now and then: a stage of a build or what is done at a host, how far it has come, and how far it goes.
TellProgress = Callable[[str, int, int], None]


class PublishEnd(IntEnum):
    """How a run of publishing ends; of several, the worst counts. A command ends with the number."""

    ONLINE = 0  # all is online as it should be
    NOTHING_NEW = 2  # nothing new was put online
    STILL_ONLINE = 3  # words that must go may still be online, or are not proven to be gone


@dataclass(frozen=True, slots=True)
class PublishQuestion:
    """What only a person can know before a place is changed further; without a yes, it is not.

    ``unknown-log``: whether the log of consent here is the newest. ``unknown-site``: whether the site there is this
    one. ``many-go``: whether the stories at the ``pages``, of so many ``stories``, shall go without an end of their
    consent. ``is-gone``: whether so many withdrawn ``stories``, of which no address is known, are gone, and all at the
    ``pages``, which are places that site.yaml does not name any more; ``why`` is how the memory of others is damaged.
    """

    kind: Literal["unknown-log", "unknown-site", "many-go", "is-gone"]
    place: str
    why: str = ""
    pages: tuple[str, ...] = ()
    stories: int = 0


class PublishTeller(Protocol):
    """Hears what a run does, in the order in which it is done."""

    def say(self, *lines: str) -> None:
        """Tell what was done or found."""

    def complain(self, line: str) -> None:
        """Tell what is wrong."""

    def failed(self, place: str, why: RemoteError) -> None:
        """Tell that a place could not be changed, or was refused."""

    def built(self, report: Report) -> None:
        """Tell the problems that a build found."""

    def stopped(self, why: CannotBuildError) -> None:
        """Tell why nothing could be built."""

    def waits(self) -> None:
        """Tell that another build of this site runs, and is waited for."""

    def progress(self) -> AbstractContextManager[TellProgress]:
        """How far something has come that may take a while."""

    def agrees(self, question: PublishQuestion) -> bool:
        """Whether a person says yes."""
