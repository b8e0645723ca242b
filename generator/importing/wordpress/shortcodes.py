"""Shortcodes to HTML: pictures with captions, galleries, recordings, embedded addresses; of others, the words stay."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Final

from generator.ground.patterns import lazy
from generator.importing.item import Fate
from generator.importing.wordpress.builders import (
    around,
    has_unread_words,
    holds_code,
    is_block,
    is_code,
    is_within_a_line,
    unpacked,
)
from generator.importing.wordpress.library import Attachment, Library
from generator.importing.wordpress.marks import KNOWN, OF_PLUG_INS, ShortcodeMark, attributes, is_shortcode, marks
from generator.importing.wordpress.remarks import NamedRemarks

DEEPEST: Final = 8  # of shortcodes within each other
SOUNDS = ("src", "mp3", "m4a", "ogg", "wav", "wma", "flac")
FILMS = ("src", "mp4", "m4v", "webm", "ogv", "wmv", "flv", "mov")
ADDRESS = lazy(r"https?://[^\s<>\"'\[\]]+")
PICTURE = lazy(r"\s*(?:<p>\s*)?(?P<picture>(?:<a\b[^<>]*>\s*)?<img\b(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>(?:\s*</a>)?)")
NUMBER = lazy(r"\d{1,12}")
# How Jetpack wrote them: “[youtube=https://…]”, and players by a film's own number.
PLAYERS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
WORDS_STAY = "only the old site knew what to show for them; the words in them stay"
AROUND = "words between marks that only the old site knew"
AROUND_WHY = "was this for everybody? some plug-ins show such words to members alone; look at the old page, or ask"
UNREAD = "words in a form that cannot be read"
UNREAD_WHY = "a plug-in of the old site kept them; compare the text with the old page"


class Shortcodes:
    """The shortcodes of one text; ``parent`` is its number, by which its own pictures are known."""

    def __init__(self, library: Library, parent: str, remarks: NamedRemarks) -> None:
        self._library, self._parent, self._remarks = library, parent, remarks

    def expanded(self, source: str, depth: int = 0) -> str:
        """A text with HTML in place of shortcodes."""
        if "[" not in source or depth > DEEPEST:
            return source
        out: list[str] = []
        at = 0
        found = marks(source)
        ended = -1  # where a mark ended right before, if it ended a shortcode
        for n, mark in enumerate(found):
            if mark.start < at:
                continue
            if mark.escaped:
                out += [source[at : mark.start], source[mark.start + 1 : mark.end - 1]]
                at = mark.end
            elif is_shortcode(mark):
                partner = None if mark.partner is None else found[mark.partner]
                behind = None if mark.ends else partner
                out.append(source[at : mark.start])
                at = mark.end
                if mark.name in KNOWN and not mark.ends:
                    out.append(self._shown(mark, source[mark.end : behind.start] if behind else None, depth))
                    at = behind.end if behind else at
                # Of others, nothing is looked at between their marks but what has no further marks in it, or is code.
                elif (
                    behind
                    and (mark.partner == n + 1 or holds_code(mark.name))
                    and is_code(mark.name, inside := source[mark.end : behind.start])
                ):
                    out.append(self._unpacked(mark.name, inside))
                    at = behind.end
                else:
                    out += ("\n\n" if ended == mark.start and not mark.ends else "", self._edge(mark, partner))
                ended = at if mark.ends and not is_within_a_line(mark.name) else -1
        out.append(source[at:])
        return "".join(out)

    def _shown(self, mark: ShortcodeMark, inside: str | None, depth: int) -> str:
        """HTML for a shortcode that is known."""
        told = attributes(mark.rest)
        if mark.name in {"caption", "wp_caption"} and inside is not None:
            return self._caption(told, inside, depth)
        if mark.name in {"audio", "video"}:
            return self._recording(mark.name, told, inside or "")
        if mark.name in {"gallery", "playlist"}:
            return self._files(mark.name, told)
        if mark.name in {"embed", "youtube", "vimeo"}:
            return self._embedded(mark.name, told, inside or "")
        return "\n\n"

    def _edge(self, mark: ShortcodeMark, partner: ShortcodeMark | None) -> str:
        """What takes the place of one mark of another shortcode: words of its own, or a gap at the edge of a block."""
        begun = partner if mark.ends else mark
        told = attributes(begun.rest) if begun and begun.name not in OF_PLUG_INS else {}
        above, below = around(mark.name, told, self._library)
        if not mark.ends:
            self._remarks.add(Fate.DROPPED, "shortcodes", WORDS_STAY, mark.name)
            if partner is not None and not (is_block(mark.name) or is_within_a_line(mark.name)):
                self._remarks.add(Fate.LOOK, AROUND, AROUND_WHY, mark.name)
            if has_unread_words(told):
                self._remarks.look(UNREAD, UNREAD_WHY)
        gap = "\n\n" if is_block(mark.name) else ""
        if mark.ends:
            return below or gap
        return (above or gap) + (below if partner is None else "")

    def _unpacked(self, name: str, inside: str) -> str:
        """HTML that stood packed between two marks."""
        found = unpacked(inside)
        if found is None:
            self._remarks.look(UNREAD, UNREAD_WHY)
            return "\n\n"
        self._remarks.add(Fate.CHANGED, "code of the old site", "what it showed stands in the text", name)
        return f"\n\n{found}\n\n"

    def _caption(self, told: Mapping[str, str], inside: str, depth: int) -> str:
        inside = self.expanded(inside, depth + 1)
        found = PICTURE.match(inside)
        words = (inside[found.end() :] if found else inside).strip()
        caption = " ".join(part for part in (escape(told.get("caption", ""), quote=False), words) if part)
        picture = found["picture"] if found else ""
        return figure(picture, caption) if picture else f"\n\n{caption}\n\n"

    def _recording(self, name: str, told: Mapping[str, str], inside: str) -> str:
        keys = SOUNDS if name == "audio" else FILMS
        address = next((told[key] for key in (*keys, "0") if ADDRESS.match(told.get(key, ""))), None)
        found = ADDRESS.search(inside) if address is None else None
        address = address or (found[0] if found else None)
        if address is None:
            self._remarks.add(Fate.DROPPED, f"the shortcode “{name}”", "it says no address of a recording")
            return f"\n\n{inside}\n\n"
        address = address.split("|")[0]
        return figure(f'<{name} controls src="{escape(address)}"></{name}>', "")

    def _files(self, name: str, told: Mapping[str, str]) -> str:
        """A gallery's pictures, or the recordings of a list, each with its caption."""
        wanted = told.get("ids") or told.get("include") or ""
        numbers = NUMBER.findall(wanted) or self._library.children.get(told.get("id", self._parent), ())
        excluded = NUMBER.findall(told.get("exclude", ""))
        files = [self._library.attachments.get(number) for number in numbers if number not in excluded]
        there = [file for file in files if file is not None and wanted_in(name, file.address)]
        if None in files or not there:
            why = "the export does not say where they are, or they were private"
            self._remarks.add(Fate.DROPPED, f"files of the shortcode “{name}”", why)
        return "".join(shown(file) for file in there) or "\n\n"

    def _embedded(self, name: str, told: Mapping[str, str], inside: str) -> str:
        words = inside.strip() or told.get("src") or told.get("url") or told.get("id") or told.get("0", "").lstrip("=")
        found = ADDRESS.search(words)
        if found is None and name in PLAYERS and re.fullmatch(r"[\w-]{4,20}", words):
            return link(f"{PLAYERS[name]}{words}")
        if found is None:
            self._remarks.add(Fate.DROPPED, f"the shortcode “{name}”", "it says no address")
            return f"\n\n{inside}\n\n"
        self._remarks.add(Fate.CHANGED, "something embedded from another site", "it is a link now")
        return link(found[0])


def figure(what: str, caption: str) -> str:
    """A picture or recording with the words below it, as a block."""
    return f"\n\n<figure>{what}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>\n\n"


def link(address: str) -> str:
    """An address as a paragraph."""
    return f'\n\n<p><a href="{escape(address)}">{escape(address, quote=False)}</a></p>\n\n'


def wanted_in(name: str, address: str) -> bool:
    """Whether a file is one of a gallery, or of a list of recordings."""
    return (kind(address) == "img") == (name == "gallery")


def kind(address: str) -> str:
    """The element that shows a file, by its ending."""
    ending = address.partition("?")[0].rpartition(".")[2].lower()
    if ending in FILMS:
        return "video"
    return "audio" if ending in SOUNDS else "img"


def shown(file: Attachment) -> str:
    """An attachment with its caption."""
    element = kind(file.address)
    if element == "img":
        alt = f' alt="{escape(file.alt)}"' if file.alt else ""
        return figure(f'<img src="{escape(file.address)}"{alt}>', file.caption)
    return figure(f'<{element} controls src="{escape(file.address)}"></{element}>', file.caption or escape(file.title))
