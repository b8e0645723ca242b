"""The page on which comments on review copies are taken, and which stories have some that nobody has seen to."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from generator.consent.comments import comments_of
from generator.ground import places
from generator.preview.desk.consent_forms import Refused
from generator.preview.desk.editing import EDIT
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite

COMMENTS = "/_desk/comments"


def open_comments(live: LiveSite) -> dict[str, int]:
    """How many comments are open, by the story's path."""
    if not (live.root / places.COMMENTS).is_dir():
        return {}
    counted = {
        story: sum(not one.is_done for _, kept in comments_of(live.root, story) for one in kept.comments)
        for story in sorted(live.manuscripts)
    }
    return {story: number for story, number in counted.items() if number}


def page(
    live: LiveSite, kept: Mapping[str, str], token: str, told: tuple[str, ...], refused: Refused | None = None
) -> str:
    """The page with the form, and the stories with open comments."""
    query = urlencode(kept)
    titles = {path: text.header.title for path, text in live.manuscripts.items() if text.header}
    return fill(
        "desk-comments.html",
        token=token,
        told=told,
        refused=refused,
        action=f"{COMMENTS}?{query}",
        back=f"/_desk/?{query}",
        open=[
            (titles.get(story, story), f"{EDIT}{quote(story)}?{query}", number)
            for story, number in open_comments(live).items()
        ],
    )
