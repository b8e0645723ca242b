"""Footnotes in HTML: marks that lead to words elsewhere, from which a link leads back.

Word, LibreOffice, Google Docs, WordPress, mammoth, pandoc and kramdown all write them so, each with other names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from urllib.parse import unquote

from generator.ground.patterns import lazy
from generator.importing.html.tree import Element

MARK = lazy(r"[\[(]?\s*(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[a-zA-Z]|[*†‡§¹²³⁴-⁹⁰]{1,4})\s*[\])]?\.?")
# What programs call the place of a note.
NAMED = lazy(r"(?i)(?:^|[-_:.])(?:fn|ftn|ftnt|edn|footnote|endnote|sdfootnote|sdendnote|note|anm|nota)(?=[-_:.\d]|$)")
COMMENT = lazy(r"(?i)_?(?:cmnt|msocom|comment)[-_]?\d*")
HOLDERS = frozenset(("li", "dd", "p", "div", "aside", "td"))
# How many elements around the place of a note may belong to it.
AROUND = 4


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of a text: the elements of marks with their names, of notes by name, and what is left out."""

    marks: dict[Element, str] = field(default_factory=dict)
    texts: dict[str, Element] = field(default_factory=dict)
    left_out: set[Element] = field(default_factory=set)
    comments: int = 0


def find(root: Element, taken: int = 0) -> Notes:
    """Find all footnotes of a text, and remarks in its margin, which are nobody's but their author's.

    They are numbered from 1, or behind ``taken`` where they come into a text that has footnotes.
    """
    links = [element for element in root.walk() if "#" in element.attributes.get("href", "")]
    return _Finder(root, links, taken).notes if links else Notes()


class _Finder:
    """Places of elements are their numbers in the text; ``ends`` are those behind all that is in them."""

    def __init__(self, root: Element, links: list[Element], taken: int) -> None:
        self.parents: dict[Element, Element] = {}
        self.places: dict[Element, int] = {}
        self.ends: dict[Element, int] = {}
        self.named: dict[str, Element] = {}
        self._number(root)
        targets = {self.target(link) for link in links}
        self.targets = sorted(self.places[target] for target in targets if target is not None)
        self.links, self.taken = links, taken
        self.link_places = [self.places[link] for link in links]
        self.holders: dict[Element, str] = {}
        self.comments: set[Element] = set()
        self.marks: dict[Element, str] = {}
        self.left_out: set[Element] = set()
        for link in links:
            if link not in self.left_out:
                self._mark(link)
        texts = {name: holder for holder, name in self.holders.items()}
        self.notes = Notes(self.marks, texts, self.left_out | set(self.holders), len(self.comments))

    def _number(self, root: Element) -> None:
        waiting: list[tuple[Element, bool]] = [(root, False)]
        while waiting:
            element, is_done = waiting.pop()
            if is_done:
                self.ends[element] = len(self.places)
                continue
            self.places[element] = len(self.places)
            for key in ("id", "name"):
                if name := element.attributes.get(key):
                    self.named.setdefault(name, element)
            waiting.append((element, True))
            for child in reversed(element.children):
                if isinstance(child, Element):
                    self.parents[child] = element
                    waiting.append((child, False))

    def target(self, link: Element) -> Element | None:
        anchor = link.attributes["href"].rpartition("#")[2]
        return self.named.get(anchor) or self.named.get(unquote(anchor))

    def _mark(self, link: Element) -> None:
        anchor = link.attributes["href"].rpartition("#")[2]
        target = self.target(link)
        holder = None
        if target is not None and self.places[target] > self.places[link]:
            holder = self._holder(target, link)
        if COMMENT.fullmatch(anchor):
            self.comments.add(link)
            self.left_out |= {link} if holder is None else {link, holder}
        if holder is None or holder in self.left_out or not MARK.fullmatch(link.words().strip()):
            return
        back = self._leading_back(holder, link)
        if holder in self.holders or back or NAMED.search(anchor) or _begins_alike(holder, link):
            self.marks[link] = self.holders.setdefault(holder, str(self.taken + len(self.holders) + 1))
            self.left_out.update(back)
            if holder.tag not in ("li", "dd") and not any(MARK.fullmatch(one.words().strip()) for one in back):
                _take_sign(holder, link)

    def _holder(self, target: Element, link: Element) -> Element | None:
        """The element that holds the whole of a note, and nothing of others."""
        holder: Element | None = None
        around: Element | None = target
        for _ in range(AROUND):
            if around is None or self._is_in(link, around) or self._targets_in(around) > 1:
                break
            if holder is not None and not (_is_named(around) or around.words().strip() == holder.words().strip()):
                break  # there are other words in it
            holder = around if around.tag in HOLDERS else holder
            if around.tag in ("li", "dd") or (around.tag == "div" and _is_named(around)):
                break
            around = self.parents.get(around)
        return holder

    def _is_in(self, inner: Element, outer: Element) -> bool:
        return self.places[outer] <= self.places[inner] < self.ends[outer]

    def _targets_in(self, element: Element) -> int:
        """How many places in an element links lead to."""
        begin, end = self.places[element], self.ends[element]
        return bisect_left(self.targets, end) - bisect_left(self.targets, begin)

    def _leading_back(self, holder: Element, mark: Element) -> list[Element]:
        """The links in a note that lead to its mark, or to what is right around it."""
        begin, end = self.places[holder], self.ends[holder]
        inner = self.links[bisect_left(self.link_places, begin) : bisect_left(self.link_places, end)]
        found = []
        for link in inner:
            target = self.target(link)
            if target is not None and self._is_at(target, mark):
                found.append(link)
        return found

    def _is_at(self, target: Element, mark: Element) -> bool:
        parent = self.parents.get(mark)
        is_around = parent is not None and parent.tag in ("sup", "span") and self._is_in(target, parent)
        return self._is_in(target, mark) or is_around or self._is_just_above(target, mark)

    def _is_just_above(self, target: Element, mark: Element) -> bool:
        """Whether a place is an empty anchor right before a mark."""
        return not target.children and 0 < self.places[mark] - self.places[target] <= 2


def _is_named(element: Element) -> bool:
    """Whether programs call an element one note."""
    return any(NAMED.search(element.attributes.get(name, "")) for name in ("id", "class")) or (
        "mso-element:footnote" in element.style and "list" not in element.style
    )


def _begins_alike(holder: Element, mark: Element) -> bool:
    """Whether the words of a note begin with the sign of its mark."""
    return re.match(_signed(mark), holder.words()) is not None


def _take_sign(holder: Element, mark: Element) -> None:
    """Take the sign of a mark from the beginning of a note, which gets another one."""
    for element in holder.walk():
        for n, child in enumerate(element.children):
            if isinstance(child, str) and child.strip():
                element.children[n] = re.sub(_signed(mark), "", child, count=1)
                return


def _signed(mark: Element) -> str:
    sign = mark.words().strip(" \t\n\u00a0[]().")
    return rf"\s*[\[(]?{re.escape(sign)}(?![^\W_])[\])]?[.:]?\s*"
