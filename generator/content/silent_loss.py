"""Whether a text that reads without a complaint may lose words, or show what nobody meant to be seen."""

from __future__ import annotations

from dataclasses import fields

from generator.content.front_matter import StoryHeader
from generator.ground.patterns import lazy

# Signs that are in every such slip of front matter; most texts hold none of them, which is seen quickly.
LOSS = lazy(r"[ \t]#[^#\n]|[:\[,][ \t]*[“”„‟«»‹›‘‚″`´]|\\")
# A field as the first line of a text: a line of dashes stands among the fields.
FIELD = lazy(rf"\s*(?:{'|'.join(field.name for field in fields(StoryHeader))})[ \t]*:(?=\s)")


def may_lose(front: str) -> bool:
    """Whether front matter needs a closer look (`content.slips`)."""
    return (not front.isascii() or " #" in front or "\\" in front or "`" in front) and LOSS.search(front) is not None


def begins_with_field(text: str) -> bool:
    """Whether the text below front matter begins with what looks like one more field."""
    return FIELD.match(text) is not None
