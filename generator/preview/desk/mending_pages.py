"""Mending at the desk: the button beside a problem, and the page that shows what it writes."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from generator.authoring.mend import as_diff, proposed
from generator.authoring.mended_files import mending_of
from generator.ground.digest import content_name
from generator.preview.desk.consent_forms import Refused
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite

MEND = "/_desk/mend/"


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be written in a text: where to ask for it, the fingerprint of the file as it is, and the slips.

    Of each slip, its line and its rule.
    """

    action: str
    shown: str
    slips: frozenset[tuple[int, str]]


def offer(live: LiveSite, path: str) -> Offer | None:
    """What can be written in the file ``path``; None if nothing can."""
    mended = mending_of(live.root, path)
    if mended is None or mended.after == mended.before:
        return None
    return Offer(
        address(path), content_name(mended.before), frozenset((slip.line, slip.rule) for slip in mended.mended)
    )


def address(path: str) -> str:
    """The page of the desk that shows what can be mended in a text."""
    return f"{MEND}{quote(path)}"


def asking(
    live: LiveSite, path: str, kept: dict[str, str], told: tuple[str, ...], token: str, refused: Refused | None = None
) -> str | None:
    """The page that shows what would be written in a text, and asks; None if there is no such text."""
    mended = mending_of(live.root, path)
    if mended is None:
        return None
    query = urlencode(kept)
    return fill(
        "desk-mend.html",
        path=path,
        told=told,
        refused=refused,
        diff=as_diff(mended, path)[2:],
        why_not=mended.why_not,
        left=mended.left,
        proposed=proposed(mended, path)[2:],
        shown=content_name(mended.before),
        token=token,
        action=f"{address(path)}?{query}",
        back=f"/_desk/story/{quote(path)}?{query}" if path.startswith("stories/") else f"/_desk/?{query}",
    )
