"""Whether what reads without a complaint may lose words, or show what nobody meant to be seen."""

from __future__ import annotations

import re
from dataclasses import fields

from generator.content.front_matter import StoryHeader
from generator.ground.patterns import lazy

# Signs that are in every such slip of front matter but for quotation marks; most texts hold none of them.
SIGNS = ("#", "\\", "`", ";")
LOSS = lazy(r"[ \t\x85\u2028\u2029\"'\[\]{}|>,]#|[:\[,][ \t]*[“”„‟«»‹›‘‚″`´]|\\[0abtnvfreNLP_ \t\n]|\[[^\]\n]*;")
NAMES = "|".join(field.name for field in fields(StoryHeader))
YES, NO, HELD = (
    "true|yes|on|1",
    "false|no|never|off|0",
    "draft|private|hidden|pending|withdrawn|requested|paused|refused|none",
)
# A line that says that a text is not for readers, or whose it is, or one with a field's name, which is read as words
# of the field above.
SWALLOWED = lazy(
    rf"^[ \t]*(?:[-*] )?[\"'“”*_]*(?:(?i:draft[\"'“”*_]*[ \t]*[:=：]?[ \t]*(?:{YES})"
    rf"|published?[ \t]*[:=：][ \t]*(?:{NO})"
    rf"|(?:private|hidden|unlisted|noindex)[ \t]*[:=：][ \t]*(?:{YES})"
    rf"|(?:status|visibility|consent)[ \t]*[:=：][ \t]*(?:{HELD}))[ \t.\"'”*_]*$"
    r"|(?<=[ \t])(?:consent|embargo|email|e-mail|phone|real[ _]?name)[ \t]*[:：](?:\s|$))"
    rf"|^[ \t]+(?:{NAMES})[ \t]*:(?:\s|$)",
    re.MULTILINE,
)
# A field as the first line of a text: a line of dashes stands among the fields.
FIELD = lazy(rf"\s*(?:{NAMES})[ \t]*:(?=\s)")
# A line as it is in the front matter of every story. The first sign is one, so that others are passed over quickly.
OF_EVERY_STORY = lazy(
    r"\n[ \t>]*(?:(?:title|author|date|topics|summary|record|status)[ \t]*(?:[:：](?:\s|\Z)|=)"
    r"|(?i:consent)[ \t]*[:：][ \t]*(?:\n|\Z))"
)


def may_lose(front: str) -> bool:
    """Whether front matter, or site.yaml, needs a closer look (`content.slips`, `content.lost_values`)."""
    holds_signs = not front.isascii() or any(sign in front for sign in SIGNS)
    return (holds_signs and LOSS.search(front) is not None) or SWALLOWED.search(front) is not None


def begins_with_field(text: str) -> bool:
    """Whether the text below front matter begins with what looks like one more field."""
    return FIELD.match(text) is not None


def holds_field_within(text: str) -> bool:
    """Whether a line in the midst of a text looks like a field; of one at its beginning, `content.read` tells."""
    return OF_EVERY_STORY.search(f"\n{text}") is not None and not begins_with_field(text)
