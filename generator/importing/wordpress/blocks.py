"""Block comments of the editor since WordPress 5.0: taken out, with those blocks that have no words of their own.

What a block saves as HTML is its words, and stays, whatever block it is; `blocks_html` then puts it in order. Blocks
that the server fills (lists of latest posts, menus, forms) are left out, and named.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Final

from generator.ground.patterns import lazy
from generator.importing.item import Fate
from generator.importing.wordpress import members
from generator.importing.wordpress.builders import WITHOUT_WORDS, has_unread_words, of_values
from generator.importing.wordpress.library import Library
from generator.importing.wordpress.remarks import NamedRemarks
from generator.importing.wordpress.shortcodes import ADDRESS, UNREAD, UNREAD_WHY, link

DELIMITER = lazy(
    r"<!--\s+(?P<ends>/?)wp:(?P<name>[a-z][a-z0-9_/-]{0,80})(?P<rest>(?:(?!-->).)*+)-->|<!--(?:(?!-->).)*+(?:-->|\Z)",
    re.DOTALL,
)
# Blocks that hold a template of what the server fills in, and no words of the text.
FILLED_BY_THE_SITE: Final = frozenset(
    {
        *("comments", "comments-query-loop", "contact-form", "jetpack/contact-form", "jetpack/subscriptions"),
        *("loginout", "navigation", "query", "search", "social-links", "template-part"),
        *("woocommerce/cart", "woocommerce/checkout"),
    }
)
# They mark where a text goes on, on the same or another page; here it is one.
ONE_PAGE: Final = frozenset({"more", "nextpage"})
# What stands behind it was for those who had subscribed.
FROM_HERE_ON: Final = frozenset({"jetpack/paywall"})
OF_SITES: Final = ("jetpack/", "woocommerce/", "core-embed/")
DEEPEST: Final = 10  # of shared blocks within each other
SHARED = "a block that several texts share"
OF_THE_SITE = "the old site made what they showed; the export does not hold it"


class Blocks:
    """The blocks of one text. ``classic`` makes paragraphs of what is written without blocks."""

    def __init__(self, library: Library, notes: str, remarks: NamedRemarks, classic: Callable[[str], str]) -> None:
        self._library, self._notes, self._remarks, self._classic = library, notes, remarks, classic

    def written_out(self, source: str, within: tuple[str, ...] = ()) -> str:
        """A text with blocks as HTML; ``within`` are the shared blocks that it stands in."""
        out: list[str] = []
        open_ones: list[str] = []
        open_names: Counter[str] = Counter()
        left_out = 0  # how many are open where one is left out, itself with them
        at = 0
        for found in DELIMITER.finditer(source):
            if not left_out:
                out.append(self._between(source[at : found.start()], open_ones))
            at = found.end()
            name = (found["name"] or "").removeprefix("core/")
            if found["ends"]:
                _close(open_ones, open_names, name)
            elif name and found["rest"].endswith("/"):
                out.append("" if left_out else self._alone(name, found["rest"][:-1], within))
                if name in FROM_HERE_ON and not left_out:
                    return "".join(out)
            elif name:
                open_ones.append(name)
                open_names[name] += 1
                left_out = left_out or self._begun(name, found["rest"], len(open_ones))
            left_out = left_out if len(open_ones) >= left_out else 0
        out.append("" if left_out else self._between(source[at:], open_ones))
        return "".join(out)

    def _begun(self, name: str, rest: str, depth: int) -> int:
        """The depth of a block that is left out; 0 where one stays."""
        if self._is_for_few(name, rest):
            return depth
        if name not in FILLED_BY_THE_SITE:
            return 0
        self._drop(name)
        return depth

    def _between(self, source: str, open_ones: Sequence[str]) -> str:
        """What stands between two delimiters; without a block around it, it is written as before there were blocks."""
        return self._classic(source) if not open_ones or open_ones[-1] == "freeform" else source

    def _alone(self, name: str, rest: str, within: tuple[str, ...]) -> str:
        """HTML for a block without any of its own."""
        if self._is_for_few(name, rest):
            return ""
        told = _attributes(rest)
        if name == "block":
            number = str(told.get("ref", ""))
            shared = self._library.shared_blocks.get(number)
            if shared is not None and number not in within and len(within) < DEEPEST:
                self._remarks.add(Fate.CHANGED, SHARED, "its words are part of the text now")
                return self.written_out(members.without(shared, self._remarks), (*within, number))
            self._remarks.add(Fate.DROPPED, SHARED, "the export does not hold it, or not everybody was to see it")
            return ""
        if name == "footnotes":
            return self._footnotes()
        address = str(told.get("url", ""))
        if (name == "embed" or name.startswith("core-embed/")) and ADDRESS.fullmatch(address):
            return link(address)
        words = of_values(told.get("data", told), all_words="data" in told) if is_of_a_plug_in(name) else ""
        if words:
            self._remarks.add(Fate.CHANGED, "blocks of plug-ins", "what they said stands in paragraphs", name)
        else:
            self._drop(name)
            if is_of_a_plug_in(name) and has_unread_words(told):
                self._remarks.look(UNREAD, UNREAD_WHY)
        return words

    def _is_for_few(self, name: str, rest: str) -> bool:
        """Whether not everybody saw a block, which is told."""
        found = members.is_for_few(name) or ("{" in rest and members.has_conditions(_attributes(rest)))
        if found:
            self._remarks.look(members.WHAT, members.WHY)
        return found

    def _drop(self, name: str) -> None:
        self._remarks.add(Fate.DROPPED, "blocks that the old site itself filled in", OF_THE_SITE, name)

    def _footnotes(self) -> str:
        """The notes of a text, which WordPress keeps beside it, as a list that its marks lead to."""
        try:
            notes = json.loads(self._notes)
            listed = [(str(note["id"]), str(note["content"])) for note in notes]
        except (ValueError, TypeError, KeyError, RecursionError):
            self._remarks.add(Fate.LOOK, "footnotes", "the export does not hold their words")
            return ""
        items = [f'<li id="{escape(key)}">{words} <a href="#{escape(key)}-link">↩︎</a></li>' for key, words in listed]
        return f'<ol class="wp-block-footnotes">{"".join(items)}</ol>'


def _close(open_ones: list[str], open_names: Counter[str], name: str) -> None:
    """Ends a block, and those in it that were not ended; one that never began is passed over."""
    if not open_names[name]:
        return
    while True:
        last = open_ones.pop()
        open_names[last] -= 1
        if last == name:
            return


def is_of_a_plug_in(name: str) -> bool:
    """Whether a block may hold words of a text among its attributes, and not what a site shows everywhere."""
    return "/" in name and not name.startswith(OF_SITES) and not WITHOUT_WORDS.fullmatch(name)


def has_blocks(source: str) -> bool:
    """Whether a text is written in blocks."""
    return "<!-- wp:" in source


def without_comments(source: str) -> str:
    """A classic text without HTML comments; those that cut it into parts become empty lines."""
    return DELIMITER.sub(_gap, source) if "<!--" in source else source


def _gap(found: re.Match[str]) -> str:
    return "\n\n" if found[0][4:-3].strip().partition(" ")[0] in ONE_PAGE else ""


def _attributes(rest: str) -> dict[str, Any]:
    try:
        told = json.loads(rest)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
