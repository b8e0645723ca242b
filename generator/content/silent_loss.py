"""Whether what reads without a complaint may lose words, or show what nobody meant to be seen."""

from __future__ import annotations

import re
from dataclasses import fields

from generator.content.front_matter import StoryHeader
from generator.content.private_words import WHO
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
# What people write between a name and its value: a sign, a dash, “is”, or a space alone; and marks around it.
_TO = r"[\"'“”*_]{0,3}[ \t]*(?:[:=：;]|[–—-](?=[ \t])|is(?=[ \t]))?[ \t]*[\"'“”*_]{0,3}[ \t]*"
_DAY = r"[\"']?\d{1,4}[-./]\d"
# A line that says that a text is not for readers, or whose it is, or one with a field's name and a value that fits it,
# which is read as words of the field above.
SWALLOWED = lazy(
    rf"^[ \t]*(?:[-*] )?[\"'“”*_]*(?:(?i:draft{_TO}(?:{YES})|(?:publish(?:ed)?|public|visible){_TO}(?:{NO})"
    rf"|(?:private|hidden|unlisted|noindex){_TO}(?:{YES})|(?:status|visibility|consent){_TO}(?:{HELD}))[ \t.\"'”*_]*$"
    rf"|(?<=[ \t])(?:(?:consent|embargo)[ \t]*[:：](?:\s|$)|(?i:{WHO}|e-?mail|phone|tel)[ \t]*[:：]))"
    rf"|^[ \t]+[\"'“”*_]*(?:(?:date|updated){_TO}{_DAY}|(?:topics|content_notes|aliases){_TO}\[|D(?:raft|RAFT)[ \t.]*$"
    r"|language[ \t]*[:=][ \t]*[a-z]{2,3}(?:-\w+)?[ \t]*$|record(?:[ \t]*[=;][ \t]*|:|[ \t]+)(?=\w*-)[A-Za-z][\w-]*\d"
    rf"|real_name\b|(?!(?:date|updated|language)\b)(?:{NAMES})[ \t]*:(?:\s|$)|(?:{NAMES})(?:[ \t]*=|:(?=\S)))",
    re.MULTILINE,
)
# A record in words of several lines; the consent's own stands in every front matter.
RECORDED = lazy(r"\brecord[ \t]*[:：=;]?[ \t]*(?=\w*-)[A-Za-z][\w-]*\d", re.IGNORECASE)
# A field as the first line of a text: a line of dashes stands among the fields.
FIELD = lazy(rf"\s*(?:{NAMES})[ \t]*:(?=\s)")
# What stands among fields, and the line of dashes below them.
AMONG, END = lazy(r"[ \t]*\Z|[\w-]+[ \t]*:(?:\s|\Z)|[ \t]*-[ \t]|[ \t]{2,}\S|#"), lazy(r"-{3,}[ \t]*\Z")
# A line as it is in the front matter of every story. The first sign is one, so that others are passed over quickly.
OF_EVERY_STORY = lazy(
    r"\n[ \t>]*(?:(?:title|author|date|topics|summary|record|status)[ \t]*(?:[:：](?:\s|\Z)|=)"
    r"|(?i:consent)[ \t]*[:：][ \t]*(?:\n|\Z))"
)

# Words of which one stands in every consent and in what keeps a text from readers, in any dress: each with the sign
# behind it, as in hardly any story. One by one they are passed over quickly.
_BEHIND = r"[\"'*_`]{0,3}[ \t]*[:：=|]"
OF_FIELDS = (":", "：", "=", "|")
OF_CONSENTS = {
    word: lazy(f"{word}{_BEHIND}")
    for word in (
        *("record", "_until", "given_on", "ended_on", "review_by", "consent", "status", "scope", "draft", "published"),
        *("visibility", "real name", "real_name", "legal name", "klarname"),
    )
}
# A record's number as they are usually written, with nothing but a word that says that it is one: CF-2026-014.
SHAPED = lazy(
    r"^[ \t>|]*(?:(?:[-*+]|\d+[.)]|#{1,6})[ \t]+)?[*_`]{0,3}(?i:record|consent)"
    r"(?:[ \t]+(?i:forms?|no|nr|number)\b\.?){0,2}(?![^\W_])[\s:：=|*_`#>-]{0,12}"
    r"[A-Z]{1,6}-(?:19|20)\d\d-\d{2,}[*_`| \t.]*$",
    re.MULTILINE,
)


def may_lose(front: str) -> bool:
    """Whether front matter, or site.yaml, needs a closer look (`content.slips`, `content.lost_values`)."""
    holds_signs = not front.isascii() or any(sign in front for sign in SIGNS)
    return (holds_signs and LOSS.search(front) is not None) or SWALLOWED.search(front) is not None


def begins_with_field(text: str) -> bool:
    """Whether the text below front matter begins with what looks like one more field."""
    return FIELD.match(text) is not None


def goes_on(text: str) -> bool:
    """Whether the text below front matter begins with more fields, up to one more line of dashes."""
    if not begins_with_field(text):
        return False
    for line in text.lstrip().split("\n"):
        if AMONG.match(line) is None:
            return END.match(line) is not None
    return False


def holds_field_within(text: str) -> bool:
    """Whether a line in the midst of a text looks like a field; of one at its beginning, `content.read` tells."""
    small = ""
    if any(sign in text for sign in OF_FIELDS):
        rows = text.lower().split("\n")  # of which few hold such a sign
        small = "\n".join([row for row in rows if any(sign in row for sign in OF_FIELDS)])
    told = (
        OF_EVERY_STORY.search(f"\n{text}") is not None
        or any(word in small and named.search(small) is not None for word, named in OF_CONSENTS.items())
        or (("-19" in text or "-20" in text) and SHAPED.search(text) is not None)
    )
    return told and not goes_on(text)
