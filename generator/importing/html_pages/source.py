"""Pages of HTML as items: saved ones, or those of a site that was written by hand."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

from generator.consent.refused import RefusedError
from generator.ground.patterns import lazy
from generator.importing.container import Container
from generator.importing.draft import words
from generator.importing.html.figures import ADDRESSES
from generator.importing.html.remarks import Remarks
from generator.importing.html.tree import Element, read
from generator.importing.html_pages.facts import PageFacts, as_day, facts
from generator.importing.html_pages.hidden import ShownPage, links, shown
from generator.importing.html_pages.main_part import LEAST_WORDS, MainPart, count, main_part, squeezed
from generator.importing.html_pages.markup import written
from generator.importing.html_pages.our_pages import article, our_item
from generator.importing.html_pages.page_text import decoded
from generator.importing.item import Fate, Html, Item, LeftOut, Remark, counted
from generator.importing.our_exports import is_our_page
from generator.importing.titles import JUNK, of_a_name

ENDINGS = (".html", ".htm", ".xhtml", ".shtml")
LARGEST, LARGEST_SHEET = 10_000_000, 2_000_000
BEGINNING = 1_024
SIGN = lazy(rb"(?i)<!doctype html|<html[\s>]")
# Between a text's title and its site's name; a hyphen alone may belong to either.
BETWEEN = lazy(r"\s+[|\u00b7\u2013\u2014\u2022:\u00bb\u00ab-]+\s+|\s*[|\u00bb\u00ab]\s*")
HEADINGS = ("h1", "h2", "h3")
NO_TEXT = LeftOut("pages without a text of their own", "they are empty, or only lead to others")
FEW_WORDS = LeftOut("pages with hardly a word", "copy from the old page what its readers are to have")
TOO_LARGE = LeftOut("pages that are too large", "a page has 10 MB at most; save it without what is in it")
DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".rtf")
OTHERS = LeftOut("documents beside the pages", "they are no pages; bring in what texts they hold by themselves")
OF_THE_FILE = Remark(Fate.LOOK, "the title", "it is the name of the file, which may say who somebody is")
UNSEEN = lazy(r"\b(?:hidden|hardly|formulas?|drawings?)\b")
OF_A_COPY = LeftOut("pages that a browser saved beside others", "they were shown within these, such as advertisements")


def pages(files: Container) -> tuple[str, ...]:
    """The names of the files that are pages."""
    names = files.names()
    if len(names) == 1 and not names[0].lower().endswith(ENDINGS):
        return names if SIGN.search(files.read(names[0], BEGINNING) or b"") else ()
    return tuple(name for name in names if name.lower().endswith(ENDINGS))


class HtmlPages:
    """The pages of a folder, an archive, or one file. Raises RefusedError where there are none."""

    name = "pages of HTML"

    def __init__(self, files: Container, uploads: Container | None = None) -> None:
        self._files, self._uploads = files, uploads
        self._have_text: dict[str, bool] = {}
        self._pages = pages(files)
        if not self._pages:
            raise RefusedError(f"{files.label}: there is no page here. Name a folder with files that end in .html.")

    def items(self) -> Iterator[Item | LeftOut]:
        """Every page with a text, and at the end what is left out."""
        left: Counter[LeftOut] = Counter()
        for name in self._pages:
            made = OF_A_COPY if self._is_of_a_copy(name) else self._item(name)
            if isinstance(made, LeftOut):
                left[made] += 1
            else:
                yield made
        left[OTHERS] += sum(name.lower().endswith(DOCUMENTS) for name in self._files.names())
        yield from counted(left)

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture that came with the pages."""
        if reference in self._files.sizes:
            return self._files.read(reference)
        return None if self._uploads is None else self._uploads.read(reference)

    @cached_property
    def _said(self) -> Counter[str]:
        """How many pages have a summary, a title, or what stands at its end: of several, it is of their site."""
        found: Counter[str] = Counter()
        for name in self._pages:
            told = facts(self._page(name))
            found.update({told.summary, told.title, BETWEEN.split(told.head)[-1]})
        return found

    def _is_of_a_copy(self, name: str) -> bool:
        """Whether a page lies in a folder that a browser has made for what another page shows."""
        folder = posixpath.dirname(name)
        stem = re.split(r"[_-](?=[^_-]*\Z)", folder)[0]
        return stem != folder and any(f"{stem}{ending}" in self._files.sizes for ending in ENDINGS)

    def _item(self, name: str) -> Item | LeftOut:
        if self._files.sizes[name] > LARGEST:
            return replace(TOO_LARGE, titles=(name,))
        page = self._page(name)
        if is_our_page(page):
            return self._our_item(page, read(page, Remarks()), name)
        seen = self._shown(page, name)
        root = seen.root
        heading = next((one for one in root.walk() if one.tag == "h1"), None)
        main = main_part(root)
        self._have_text[name] = main is not None
        if main is None:
            words_there = count(root)
            return replace(FEW_WORDS, titles=(name,)) if 0 < words_there < LEAST_WORDS else NO_TEXT
        told = facts(page)
        title = self._title(told, main.element, heading, name)
        _without_title(main.element, title)
        lost = self._targets(main.element, name, told.base)
        place = f"/{name}"
        return Item(
            key=told.address or name,
            title=title,
            body=Html(written(Element("div", {}, main.element.children))),
            slug=_slug(told.address or place),
            addresses=(told.address,) if told.address else (),
            place=place,
            day=told.day or _shown_day(main.element, root),
            updated=told.updated,
            author=told.author,
            summary=told.summary if self._said[told.summary] == 1 else "",
            labels=told.labels,
            language=told.language,
            remarks=(
                *_remarks(main, lost),
                *_unseen(seen),
                *([OF_THE_FILE] if title == _stem(name) else []),
            ),
        )

    def _our_item(self, page: str, root: Element, name: str) -> Item | LeftOut:
        text = article(root)
        self._have_text[name] = text is not None
        if text is None:
            return NO_TEXT
        self._targets(text, name, "")
        return our_item(page, text, name)

    def _page(self, name: str) -> str:
        return decoded(self._files.read(name, LARGEST) or b"")

    def _is_left_out(self, name: str) -> bool:
        """Whether a page that another links to does not come in."""
        if name not in self._have_text:
            is_large = self._files.sizes[name] > LARGEST
            self._have_text[name] = not is_large and self._has_text(name)
        return self._is_of_a_copy(name) or not self._have_text[name]

    def _has_text(self, name: str) -> bool:
        page = self._page(name)
        if is_our_page(page):
            return article(read(page, Remarks())) is not None
        return main_part(self._shown(page, name).root) is not None

    def _shown(self, page: str, name: str) -> ShownPage:
        """A page as its readers saw it, with the style sheets that came with it."""
        found = {link: self._among_files(link, name, facts(page).base) for link in links(page)}
        return shown(page, {link: self._sheet(path) for link, path in found.items() if path})

    def _sheet(self, path: str) -> str:
        return decoded((self.file(path) or b"")[:LARGEST_SHEET])

    def _title(self, told: PageFacts, main: Element, heading: Element | None, name: str) -> str:
        within = next((title for one in main.walk() if one.tag == "h1" and (title := words(one.words()))), "")
        own = told.title if told.title != told.site and self._said[told.title] == 1 else ""
        return within or own or self._of_head(told) or words(heading.words() if heading else "") or _stem(name)

    def _of_head(self, told: PageFacts) -> str:
        """The title that browsers show, without the name of the site behind or before it; none of a program's own."""
        if JUNK.fullmatch(told.head):
            return ""
        parts = BETWEEN.split(told.head)
        if len(parts) > 1 and (parts[-1] == told.site or self._said[parts[-1]] > 1):
            return told.head[: told.head.rindex(parts[-1])].rstrip(" |\u00b7\u2013\u2014\u2022:\u00bb\u00ab-")
        if len(parts) > 1 and parts[0] == told.site:
            return told.head[len(parts[0]) :].lstrip(" |\u00b7\u2013\u2014\u2022:\u00bb\u00ab-")
        return told.head

    def _targets(self, main: Element, name: str, base: str) -> int:
        """Write where pictures lie among the files, and links whole; how many links lead to nothing that is known."""
        lost = 0
        for element in main.walk():
            for key in ADDRESSES if element.tag == "img" else ():
                if address := element.attributes.get(key):
                    element.attributes[key] = self._among_files(address, name, base) or _whole(address, base)
            href = element.attributes.get("href", "").strip()
            if element.tag == "a" and _is_relative(href):
                there = self._among_files(href, name)
                if there in self._pages and not self._is_left_out(there):
                    continue
                element.attributes["href"] = _whole(href, base)
                if not base:
                    del element.attributes["href"]
                    lost += 1
        return lost

    def _among_files(self, address: str, name: str, base: str = "") -> str | None:
        """The name of the file that a page names, if it came with it; also by its address on the host of ``base``."""
        if not _is_relative(address) and not (base and _host(address) == _host(base)):
            return None
        path = unquote(urlsplit(address).path)
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(f"/{name}"), path)).lstrip("/")
        for found in (joined, posixpath.join(joined, "index.html"), f"{_host(address)}/{joined}"):
            if found in self._files.sizes or (self._uploads is not None and found in self._uploads.sizes):
                return found
        return None


def _is_relative(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.path) and not parts.scheme and not parts.netloc


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in ("http", "https", "") else ""


def _whole(address: str, base: str) -> str:
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return address


def _stem(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", of_a_name(_slug(f"/{name}"))))


def _slug(address: str) -> str:
    """The last part of an address that names a page."""
    parts = [part for part in unquote(urlsplit(address).path).split("/") if part]
    if len(parts) > 1 and parts[-1].lower().startswith("index."):
        parts.pop()
    return posixpath.splitext(parts[-1])[0] if parts else ""


def _without_title(main: Element, title: str) -> None:
    """Take the title out of a text in which it stands as the first heading, or in whatever way before all else."""
    wanted = squeezed(title)
    is_begun = False
    for parent in main.walk():
        for child in parent.children:
            is_heading = isinstance(child, Element) and child.tag in HEADINGS
            if isinstance(child, Element) and (is_heading or not is_begun) and squeezed(child.words()) == wanted:
                parent.children.remove(child)
                return
            if is_heading:
                return
            is_begun |= isinstance(child, str) and bool(squeezed(child))


def _shown_day(main: Element, root: Element) -> date | None:
    """The day that a page shows with its text, or anywhere, if it shows one."""
    for part in (main, root):
        times = [one.attributes.get("datetime") or one.words() for one in part.walk() if one.tag == "time"]
        if len(set(times)) == 1:
            return as_day(times[0].strip())
    return None


def _remarks(main: MainPart, lost: int) -> Iterator[Remark]:
    for number, one, why in (
        (main.beside, "beside the text", "they stand around it, as menus, heads and feet of pages do"),
        (main.within, "within the text", "they are of menus, forms, or buttons"),
        (main.comments, "in comments", "they are not the storyteller's"),
    ):
        if number:
            yield Remark(Fate.DROPPED, f"{number} {'word' if number == 1 else 'words'} {one}", why)
    if lost:
        what = "1 link" if lost == 1 else f"{lost} links"
        yield Remark(Fate.DROPPED, what, "the words stay; it led to a file that is not here")
    if not main.is_certain:
        why = "it was not clear; compare the text with the page, and delete what does not belong to it"
        yield Remark(Fate.LOOK, "where the text begins and ends", why)


def _unseen(page: ShownPage) -> Iterator[Remark]:
    """What readers of a page did not see, or only as a drawing: of words in it nothing comes in."""
    hidden = page.hidden
    yield from (one for one in page.told if UNSEEN.search(one.what))
    if hidden > 0:
        what = "1 part" if hidden == 1 else f"{hidden} parts"
        why = "it does not come in; if a click showed it to readers, copy it from the page"
        yield Remark(Fate.LOOK, f"{what} hidden by the page's own style", why)
    elif hidden < 0:
        why = "it came in, since a script may show it; see whether readers were meant to read it"
        yield Remark(Fate.LOOK, "most of the page is hidden by its own style", why)
