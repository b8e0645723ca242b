"""What all parts of one text share while it is converted: where links lead, its pictures, notes and headings."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from generator.content.body_builder import heading_id
from generator.importing.html.addresses import followed
from generator.importing.html.notes import Notes
from generator.importing.html.remarks import Remarks
from generator.importing.html.tree import Element
from generator.importing.item import Fate

HEADINGS = {f"h{n}": n for n in range(1, 7)}
# Why a picture does not come in, where nobody knows better.
NOT_THERE = "its file is not there"


class Conversion:
    """What is known of one text, and what is told of it.

    ``link`` gives for an address the one to write, ``picture`` for a picture's the file to write, or None.
    """

    def __init__(
        self,
        root: Element,
        notes: Notes,
        remarks: Remarks,
        link: Callable[[str], str],
        picture: Callable[[str], str | None],
    ) -> None:
        self.notes, self.remarks = notes, remarks
        self._link, self._picture = link, picture
        self._anchors = _anchors(root)
        self.pictures: dict[str, None] = {}

    def target(self, address: str) -> str:
        """Where a link is to lead; empty where it can lead nowhere."""
        written = address.strip()
        if written.startswith("#"):
            return self._within(unquote(written[1:]))
        found = followed(written)
        target = self._link(found) if found is not None else ""
        if not target and written:
            self.remarks.add(Fate.DROPPED, "link", f"its words stay; {_whither(written)}")
        return target

    def _within(self, anchor: str) -> str:
        heading = self._anchors.get(anchor)
        if heading:
            return f"#{heading}"
        if anchor and anchor != "top":
            self.remarks.add(Fate.DROPPED, "link", "its words stay; it led to a place in the text that has no heading")
        return ""

    def source(self, address: str, alt: str) -> str:
        """The file of a picture as it is to be written; empty where there is none."""
        reference = address.strip()
        found = self._picture(reference) if reference else None
        if not found:
            self.remarks.add(Fate.DROPPED, f"picture ({_name(reference)})", NOT_THERE, many="pictures")
            return ""
        self.pictures.setdefault(reference)
        if not alt:
            self.remarks.add(Fate.LOOK, "picture without words", "say what it shows", many="pictures without words")
        return found


def _anchors(root: Element) -> dict[str, str]:
    """The ids of the headings in Markdown, by the names of places in or at them in HTML."""
    found: dict[str, str] = {}
    waiting: list[str] = []  # of empty anchors right above a heading
    for element in root.walk():
        names = [name for key in ("id", "name") if (name := element.attributes.get(key))]
        if element.tag in HEADINGS:
            heading = heading_id(" ".join(element.words().split()))
            names += waiting
            names += [name for inner in element.walk() for key in ("id", "name") if (name := inner.attributes.get(key))]
            found.update(dict.fromkeys(names, heading))
            waiting = []
        elif element.tag == "a" and not element.children:
            waiting += names
        elif element.children and any(isinstance(child, str) and child.strip() for child in element.children):
            waiting = []
    return found


def _whither(address: str) -> str:
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        scheme = ""
    return f"it was no address of a page ({scheme}:)" if scheme else "it was no address"


def _name(reference: str) -> str:
    if reference.startswith("data:"):
        return "in the text itself"
    return unquote(reference.partition("?")[0].rstrip("/").rpartition("/")[2])[:60] or "without an address"
