"""Sound that a book plays in step with what is said in it: media overlays (EPUB 3.3, section 9; SMIL 3.0)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from generator.content.page_kinds import PageKind
from generator.media.clip import Clip
from generator.prepare import Planned
from generator.views.pages import StoryView
from generator.views.view_models import CueView

# Sound that every reading system has to play (EPUB 3.3, section 3.2), of what is published here.
PLAYED = ("audio/mpeg", "audio/mp4")
# What a line is marked with while it is said.
SPOKEN = "spoken"


@dataclass(frozen=True, slots=True)
class Overlay:
    """The sound of a story: its path in the book, what writes it, and when each line is said, in seconds."""

    path: str
    clip: Clip
    lines: tuple[tuple[float, float], ...]

    @property
    def seconds(self) -> float:
        """How long all that is said lasts."""
        return sum(end - start for start, end in self.lines)

    def smil(self, page: str) -> str:
        """The overlay of a book's page, which lies beside it; the page's lines have the ids ``_said-1`` and so on."""
        sound = posixpath.relpath(self.path, posixpath.dirname(page) or ".")
        text = posixpath.basename(page)
        said = (
            f'<par id="p{n}"><text src="{escape(text)}#_said-{n}"/>'
            f'<audio src="{sound}" clipBegin="{start:.3f}s" clipEnd="{end:.3f}s"/></par>'
            for n, (start, end) in enumerate(self.lines, 1)
        )
        head = '<?xml version="1.0" encoding="utf-8"?>\n<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0">'
        return "\n".join([head, "<body>", *said, "</body>", "</smil>", ""])


def overlays(planned: Planned) -> dict[str, Overlay]:
    """The overlays of a book by the paths of their stories' pages on the site: of sound that the copy takes along."""
    clips = {page.path: page.known for page in planned.pages if isinstance(page.known, Clip)}
    found = {}
    for page in planned.pages:
        view = page.view if page.kind is PageKind.STORY else None
        of = view.recording if isinstance(view, StoryView) else None
        clip = clips.get(of.media.path) if of and of.media else None
        if of and of.media and clip and of.cues and clip.of.type in PLAYED:
            found[page.path] = Overlay(of.media.path, clip, _lines(of.cues, clip))
    return found


def _lines(cues: tuple[CueView, ...], clip: Clip) -> tuple[tuple[float, float], ...]:
    """When lines are said, none behind the end of the sound, where captions may end by a moment."""
    end = clip.of.seconds
    return tuple((min(float(cue.start), end - 0.001), min(float(cue.end), end)) for cue in cues)


def facts(of: Mapping[str, Overlay]) -> list[str]:
    """What a package says of its overlays, which are by the ids of their items (EPUB 3.3, 9.3.5)."""
    if not of:
        return []
    each = [f'<meta property="media:duration" refines="#{item}">{one.seconds:.3f}s</meta>' for item, one in of.items()]
    whole = sum(round(one.seconds, 3) for one in of.values())
    return [
        *each,
        f'<meta property="media:duration">{whole:.3f}s</meta>',
        f'<meta property="media:active-class">{SPOKEN}</meta>',
    ]
