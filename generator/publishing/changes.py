"""What an update would change online, in stories and topics; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.content.page_kinds import PageKind
from generator.publishing.difference import Doing, Online, UpdateSteps, is_story
from generator.publishing.local_build import LocalBuild

TOPIC = re.compile(PageKind.TOPIC.path(topic="([^/]+)"))
# More than one in so many stories going, without an end of their consent, is asked about again.
MANY = 10


@dataclass(frozen=True, slots=True)
class Changes:
    """What will change: stories and topics.

    Stories that appear or are changed by their titles, stories that move by their old and new pages, stories that go by
    their pages, and topics whose lists change.
    ``unexplained`` are the pages of stories that go though no consent has ended, by their ids, ``stories`` how many are
    online now. ``strays`` are other files that go though no build made them, ``strangers`` those that go though they
    may be somebody else's, and ``foreign`` those that are not the site's, and stay. ``overdue`` is the day since which
    something is online that may not be there any more, if anything is.
    """

    appearing: tuple[str, ...]
    changed: tuple[str, ...]
    moving: tuple[tuple[str, str], ...]
    going: tuple[str, ...]
    unexplained: Mapping[str, str]
    topics: tuple[str, ...]
    stories: int
    files: int
    size: int
    overdue: date | None
    strays: tuple[str, ...]
    foreign: tuple[str, ...]
    strangers: tuple[str, ...]

    @property
    def to_be_asked(self) -> bool:
        """Whether so many stories go for no reason in anybody's consent that somebody should look."""
        return len(self.unexplained) * MANY > self.stories


def changes(local: LocalBuild, online: Online, todo: UpdateSteps) -> Changes:
    """What will change when this is done at a host."""
    before = {file.of: path for path, file in sorted(online.files.items()) if file.of and is_story(path)}
    after = {file.online.of: path for path, file in sorted(local.files.items()) if file.online.of and is_story(path)}
    put = {step.path for step in todo.rest if step.doing is Doing.PUT}
    steps = {step.path for step in (*todo.removal.steps, *todo.rest)}
    strays = {path for path in online.unknown if path not in local.files}
    stories = set(filter(is_story, strays))
    return Changes(
        appearing=_titles(local, (known for known in after if known not in before)),
        changed=_titles(local, (known for known, path in after.items() if before.get(known) == path and path in put)),
        moving=tuple((before[known], path) for known, path in after.items() if before.get(known, path) != path),
        going=tuple(sorted({*(path for known, path in before.items() if known not in after), *stories})),
        unexplained={known: p for known, p in before.items() if known not in after and known not in local.ended},
        topics=tuple(sorted({found[1] for path in steps if (found := TOPIC.fullmatch(path))})),
        stories=len(before),
        files=len(put),
        size=sum(local.files[path].online.size for path in put),
        overdue=ends if (ends := online.manifest and online.manifest.ends) and ends <= local.day else None,
        strays=tuple(sorted(strays - stories - online.strangers)),
        foreign=tuple(sorted(online.foreign - local.files.keys())),
        strangers=tuple(sorted(online.strangers - local.files.keys())),
    )


def _titles(local: LocalBuild, ids: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted(local.titles.get(known or "", "") for known in ids))
