"""What saving a text would do to words that a storyteller approved."""

from __future__ import annotations

from dataclasses import dataclass

from generator.consent.case import case_of
from generator.consent.refused import RefusedError
from generator.consent.text_diff import Block, changes
from generator.ground.digest import content_name
from generator.preview.site.live import LiveSite


@dataclass(frozen=True, slots=True)
class ApprovedChange:
    """What saving would do to a story that was approved: who approved it, and each part with its changes."""

    name: str
    parts: tuple[tuple[str, tuple[Block, ...]], ...]
    agreed: str


def approved_change(live: LiveSite, path: str, now: bytes, new: bytes) -> ApprovedChange | None:
    """What was approved and would not be as it was; None where nothing was, or it is another already."""
    planned = live.planned
    if planned is None or not path.startswith("stories/"):
        return None
    settings = planned.site.settings
    try:
        before = case_of(live.root, path, now, settings)
    except RefusedError:
        return None
    if before.header.consent is None or before.header.consent.seal is None or not before.whole:
        return None
    agreed, name = content_name(new), before.header.author
    try:
        after = case_of(live.root, path, new, settings)
    except RefusedError:
        return ApprovedChange(name, (), agreed)
    return None if after.whole else ApprovedChange(name, changes(before.seen, after.seen), agreed)
