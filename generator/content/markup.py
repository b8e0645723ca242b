"""What marks something up in a text, as regular expressions that share nothing with the parser's rules."""

from __future__ import annotations

import re
from enum import Enum

from generator.ground.patterns import lazy


class MarkupKind(Enum):
    """What is no word for readers, in the words of the guide for authors."""

    ADDRESS = "the address of a link or of a picture"
    DEFINITION = "the line that says where a link leads, such as `[kettle]: kettle.md`"
    LABEL = "the name in the second brackets of a link that such a line explains"
    FOOTNOTE = "the mark of a footnote, of which readers see the number"
    DECORATIVE = "the title “decorative” of a picture"
    BLOCK = "the kind of block behind three colons"
    LANGUAGE = "one word behind the backticks or tildes above a block of code"


# Where a line's own signs begin: behind those of quotes and lists.
BEFORE = r"^(?P<before>(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*)"
TITLE = "|".join(
    rf"{begin}(?:\\.|[^{not_within}\\\n]|\n(?![ \t>]*\n))*{end}"
    for begin, not_within, end in (('"', '"', '"'), ("'", "'", "'"), (r"\(", "()", r"\)"))
)
NESTED = r"[^\s\\()]"
for _ in range(4):  # brackets in an address, such as those of encyclopedias
    NESTED = rf"(?:\\.|[^\s\\()]|\({NESTED}*\))"
TARGET = lazy(rf"\]\([ \t\n>]*(?:<(?:\\.|[^<>\\\n])*>|(?!<){NESTED}+)?(?:[ \t\n>]+(?P<title>{TITLE}))?[ \t\n>]*\)")
LABELLED = lazy(r"\]\[((?:\\.|[^\[\]\\]){0,999})\]")
DEFINITION = (
    r"\[(?!\^)(?P<label>(?:\\.|[^\[\]\\]){1,999})\]:[ \t]*(?:\n[ \t>]*)?(?P<target><[^<>\n]*>|[^\s<]\S*)"
    rf"(?:[ \t]*(?:(?<=[ \t])|\n[ \t>]*)(?P<title>{TITLE}))?[ \t]*$"
)
ADDRESS = lazy(r"^<|[:/#@?&%]|\.\w\w")
SENTENCE = (".", "!", "?", "…", ",", ";")
BLOCK = lazy(
    rf"{BEFORE}(?:(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})[ \t]*(?P<language>\S*[ \t]*$)?"
    r"|(?P<colons>:{3,})[ \t]*(?:(?P<kind>quote|aside|question|poem)\b)?"
    rf"|\[\^(?P<note>[^\s\]]+)\]:|{DEFINITION})",
    re.MULTILINE,
)
ELEMENTS = (
    "a|abbr|acronym|address|article|aside|audio|b|base|big|blockquote|body|br|button|caption|center|cite|code|col|"
    "colgroup|dd|del|details|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|"
    "iframe|img|input|ins|kbd|label|li|link|main|map|mark|meta|nav|noscript|object|ol|option|p|param|picture|pre|q|s|"
    "samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|"
    "tfoot|th|thead|time|title|tr|tt|u|ul|var|video|wbr"
)
# What may mark something up within lines.
SIGNS = "\\`&<[]"
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
NOTE = lazy(r"\[\^([^\s\]]+)\]")
A_CODE = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
ENTITY = lazy(A_CODE)
ESCAPED = lazy(rf"\\[!-/:-@\[-`{{-~]|(?P<entity>{A_CODE})")
SHOWN_ADDRESS = lazy(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>")
ELEMENT = lazy(rf"</?(?i:{ELEMENTS})(?:[\s/][^<>]*)?>")
TICKS = lazy("`+")
BLANK = lazy(r"\n[ \t>]*\n")
# A line below which a definition may stand; anywhere else it would be a part of a paragraph.
ABOVE_DEFINITION = lazy(r"[ \t>]*(?:(?:#|:::|```|~~~).*|[-=*_ \t]*)")
# Characters in which the end of a piece of code is looked for, and of a label.
FAR, LONGEST_LABEL = 20_000, 1_000


def may_have_blocks(source: str) -> bool:
    """Whether there may be a definition, a footnote, code in a fence or a block of colons; seen quickly."""
    if ":" in source and ("]:" in source or ":::" in source):
        return True
    return ("`" in source and "```" in source) or ("~" in source and "~~~" in source)


def signs_in(source: str, at: int, until: int) -> list[int]:
    """The places of all signs, in their order; each is looked for by itself, which is fast."""
    places: list[int] = []
    for sign in SIGNS:
        found = source.find(sign, at, until)
        while found >= 0:
            places.append(found)
            found = source.find(sign, found + 1, until)
    places.sort()
    return places
