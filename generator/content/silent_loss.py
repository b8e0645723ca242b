"""Whether what reads without a complaint may lose words, or show what nobody meant to be seen."""

from __future__ import annotations

from dataclasses import fields

from generator.content.front_matter import StoryHeader
from generator.ground.patterns import lazy

# Signs that are in every such slip of front matter but for quotation marks; most texts hold none of them.
SIGNS = ("#", "\\", "`", ";")
LOSS = lazy(r"[ \t\x85\u2028\u2029\"'\[\]{}|>,]#|[:\[,][ \t]*[“”„‟«»‹›‘‚″`´]|\\[0abtnvfreNLP_ \t\n]|\[[^\]\n]*;")
# A field as the first line of a text: a line of dashes stands among the fields.
FIELD = lazy(rf"\s*(?:{'|'.join(field.name for field in fields(StoryHeader))})[ \t]*:(?=\s)")


def may_lose(front: str) -> bool:
    """Whether front matter, or site.yaml, needs a closer look (`content.slips`, `content.lost_values`)."""
    holds_signs = not front.isascii() or any(sign in front for sign in SIGNS)
    return holds_signs and LOSS.search(front) is not None


def begins_with_field(text: str) -> bool:
    """Whether the text below front matter begins with what looks like one more field."""
    return FIELD.match(text) is not None
