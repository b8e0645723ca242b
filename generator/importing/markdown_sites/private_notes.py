"""Private notes in texts of other programs, which never come in: comments of HTML, of templates, and of editors."""

from __future__ import annotations

import re

from generator.ground.patterns import lazy
from generator.importing.item import Fate
from generator.importing.markdown_sites.tally import Tally

HTML = r"<!--(?:>|->|.*?(?:--!?>|\Z))"
# A link that leads nowhere and that nobody sees: “[//]: # (a note)”.
DEFINED = (
    r"^[ ]{0,3}\[(?://|comment|_|\.)\]:[ \t]*(?:<>|\#)[ \t]*(?:\n[ \t]*)?(?:\([^()]*\)|\"[^\"\n]*\"|'[^'\n]*')[ \t]*$"
)
LIQUID = r"\{%-?[ \t]*comment[ \t]*-?%\}.*?(?:\{%-?[ \t]*endcomment[ \t]*-?%\}|\Z)"
INLINE = r"\{#(?=[\s-]).{0,2000}?#\}|\{\{!--.{0,2000}?--\}\}|\{\{![^}\n]*\}\}|\{%-?[ \t]*#[^%\n]*%\}"
HUGO = (
    r"\{\{[<%]\s{0,9}/\*.{0,2000}?\*/\s{0,9}[>%]\}\}|\{\{-?\s{0,9}/\*.{0,2000}?\*/\s{0,9}-?\}\}"
    r"|\{\{(?P<open>[<%])\s*comment\s*[>%]\}\}.*?(?:\{\{[<%]\s*/\s*comment\s*[>%]\}\}|\Z)"
)
MDX = r"\{\s{0,9}/\*.{0,2000}?\*/\s{0,9}\}"
OBSIDIAN = r"%%.*?(?:%%|\Z)"
CRITIC = r"\{>>.{0,2000}?<<\}"
KRAMDOWN = r"\{::comment\}.*?(?:\{:/(?:comment)?\}|\Z)"
OF_ALL = (KRAMDOWN, HTML, DEFINED, LIQUID, INLINE, HUGO, MDX, CRITIC)
ANY = lazy("|".join(OF_ALL), re.DOTALL | re.MULTILINE)
PERCENTS = lazy(OBSIDIAN, re.DOTALL)


def without(text: str, remarks: Tally, *, percents: bool = False) -> str:
    """A text without code and without its private notes; each is counted.

    ``percents``: two percent signs begin a note and end it. Elsewhere they are words, and get backslashes, since here
    they would hide what stands between them.
    """
    text, count = ANY.subn("", text) if any(sign in text for sign in ("<!--", "{", "]:")) else (text, 0)
    if "%%" in text and percents:
        text, more = PERCENTS.subn("", text)
        count += more
    elif "%%" in text:
        text = text.replace("%%", r"\%\%")
    remarks.add(Fate.DROPPED, "private note", "nobody but its author was to read it", count)
    return text
