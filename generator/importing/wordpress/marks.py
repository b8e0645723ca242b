"""Shortcodes as they stand in a text: which words in square brackets are marks of one, and which are words."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.ground.patterns import lazy
from generator.importing.wordpress.tags import TAG

# Those that WordPress and its own plug-ins bring.
KNOWN: Final = frozenset(
    {
        *("audio", "caption", "embed", "gallery", "more", "nextpage", "playlist", "video", "wp_caption"),
        *("vimeo", "youtube"),
    }
)
# Forms and lists of common plug-ins, which stand alone and without attributes, too.
OF_PLUG_INS: Final = frozenset(
    {
        *("contact-form", "contact-form-7", "gravityform", "gravityforms", "ninja_form", "wpforms", "mc4wp_form"),
        *("formidable", "forminator_form", "toc", "sitemap", "share", "sharethis", "newsletter", "mailpoet_form"),
        *(
            "products",
            "woocommerce_cart",
            "woocommerce_checkout",
            "woocommerce_my_account",
            "jetpack_subscription_form",
        ),
    }
)
MARK = lazy(
    r"\[(?P<before>\[?)(?P<ends>/?)(?P<name>[A-Za-z][A-Za-z0-9_-]{0,60})"
    r"(?P<rest>(?:[\s=/](?:[^\[\]\"'<]|\"[^\"\[]{0,4000}\"|'[^'\[]{0,4000}'|[\"'])*+)?)\](?P<after>\]?)"
)
BOTH = lazy(f"(?P<tag>{TAG.pattern})|{MARK.pattern}", re.DOTALL)
ATTRIBUTE = lazy(r"""([A-Za-z][\w-]*)=(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|"([^"]*)"|'([^']*)'|([^\s"']+)""")
NAMED = lazy(r"""\s[A-Za-z][\w-]*=["'\w]""")


@dataclass(slots=True)
class ShortcodeMark:
    """What looks like a mark of a shortcode, at a place; ``partner`` is the place of the one that ends it in the list.

    ``escaped`` are those in two pairs of brackets, which are shown in one.
    """

    start: int
    end: int
    name: str
    rest: str
    ends: bool
    escaped: bool
    partner: int | None = None


def marks(source: str) -> list[ShortcodeMark]:
    """All that looks like marks outside tags, in their order, each with its partner."""
    found: list[ShortcodeMark] = []
    open_ones: dict[str, list[int]] = {}
    for match in BOTH.finditer(source):
        if match["tag"] is not None:
            continue
        escaped = bool(match["before"] and match["after"])
        start = match.start() + (not escaped and bool(match["before"]))
        end = match.end() - (not escaped and bool(match["after"]))
        mark = ShortcodeMark(start, end, match["name"], match["rest"], bool(match["ends"]), escaped)
        if not escaped and not mark.ends and not mark.rest.endswith("/"):
            open_ones.setdefault(mark.name, []).append(len(found))
        elif not escaped and mark.ends and open_ones.get(mark.name):
            first = open_ones[mark.name].pop()
            found[first].partner, mark.partner = len(found), first
        found.append(mark)
    return found


def is_shortcode(mark: ShortcodeMark) -> bool:
    """Whether a mark is one of a shortcode, and not what somebody wrote in brackets, such as “[laughs]”."""
    if mark.name in KNOWN or mark.name in OF_PLUG_INS or mark.partner is not None:
        return True
    return not mark.ends and ("_" in mark.name or NAMED.match(mark.rest) is not None)


def attributes(rest: str) -> Mapping[str, str]:
    """The attributes of a mark, with those that have no name under their numbers, from “0”."""
    told: dict[str, str] = {}
    for found in ATTRIBUTE.finditer(html.unescape(rest).replace("\u201d", '"').replace("\u201c", '"')):
        name, double, single, bare, *unnamed = found.groups()
        value = next((v for v in (double, single, bare, *unnamed) if v is not None), "")
        told.setdefault(name.lower() if name else str(sum(key.isdigit() for key in told)), value)
    return told
