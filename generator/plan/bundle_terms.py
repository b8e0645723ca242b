"""How long a bundle is good for, and what may be in it: a copy must not outlive consent in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.content.recording_fields import RecordingKind
from generator.content.settings import Settings
from generator.gate.admit import Story
from generator.ground.days import months_after
from generator.ground.diagnostics import START, CannotBuildError, did_you_mean, error
from generator.plan import recall
from generator.views.view_models import Bundle

# A copy that nothing in it limits is good for this long; helplines change, and stories are taken back.
LONGEST_MONTHS = 12
SPAN = re.compile(r"([1-9]\d{0,3})([dwmy])")
DAYS = {"d": 1, "w": 7}
MONTHS = {"m": 1, "y": 12}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as people say it: so many days, weeks, months or years."""

    count: int
    unit: str

    def after(self, day: date) -> date:
        """The day so long after ``day``; the calendar's last one where it would lie beyond."""
        try:
            if self.unit in DAYS:
                return day + timedelta(days=self.count * DAYS[self.unit])
            return months_after(day, self.count * MONTHS[self.unit])
        except OverflowError:
            return date.max


def span(text: str) -> Duration | None:
    """The length of time that ``text`` writes, such as 30d, 8w, 6m or 1y; None for anything else."""
    found = SPAN.fullmatch(text)
    return Duration(int(found[1]), found[2]) if found else None


@dataclass(frozen=True, slots=True)
class BundleTerms:
    """What a bundle is asked to be: good for how long, otherwise as long as all in it; about which topic, or all.

    ``recordings`` are the kinds of recordings that it holds; none unless asked for, since they are large, and a voice
    that was handed out cannot be called back.
    """

    valid_for: Duration | None = None
    topic: str | None = None
    recordings: tuple[RecordingKind, ...] = ()

    def end(self, today: date) -> date | None:
        """The last day of a bundle made today, where that was asked for."""
        return self.valid_for.after(today) if self.valid_for else None


def narrowed(
    stories: Sequence[Story], settings: Settings, terms: BundleTerms, today: date
) -> tuple[tuple[Story, ...], Bundle]:
    """The stories that a bundle holds, out of those that the gate admitted for it, and what it says of itself.

    Without a length of its own it is good until the first consent in it ends, and for a year at most. Raises
    CannotBuildError where there is no such topic, or no story.
    """
    topic = None if terms.topic is None else settings.topic_ids.get(terms.topic.casefold())
    if terms.topic is not None and topic is None:
        hint = did_you_mean(terms.topic, settings.topic_ids, f"the topics are {', '.join(settings.topic_by_id)}")
        raise CannotBuildError(error("topic", "site.yaml", START, f"there is no topic “{terms.topic}”", hint))
    kept = tuple(s for s in stories if topic is None or topic in s.topics)
    if not kept:
        what = "no story may be in this bundle"
        hint = (
            "a story needs “offline” in its consent's scope, and the consent has to last as long as the bundle; "
            "“hearten build --channel offline” lists what is withheld today"
        )
        raise CannotBuildError(error("empty", "stories", START, what, hint))
    ends = [s.lasts for s in kept if s.lasts is not None]
    until = terms.end(today) or min([*ends, months_after(today, LONGEST_MONTHS)])
    asks = recall.address(settings.address) if settings.bundle.recall else None
    label = settings.topic_by_id[topic].label if topic else None
    return kept, Bundle(today, until, asks, label, terms.recordings)
