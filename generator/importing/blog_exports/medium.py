"""An export of Medium: a page of HTML for each text, marked up as microformats are (h-entry)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from generator.consent.refused import RefusedError
from generator.ground.patterns import lazy
from generator.importing.about_people import without_logins
from generator.importing.container import Container
from generator.importing.item import Fate, Html, Item, LeftOut, Remark, counted
from generator.importing.local_day import day
from generator.importing.markdown_sites.fields import A_DRAFT
from generator.importing.markdown_sites.files import SETTINGS, SiteFiles, top_of
from generator.importing.wording import is_e_mail, plain_words

MAKE_ONE = "Export it in Medium once more, under Settings, Security and apps, Download your information."
FILE = lazy(r"posts/(?P<draft>draft_)?(?:\d{4}-\d\d-\d\d_)?(?P<slug>[^/]*?)-*(?P<id>[0-9a-f]{8,16})?\.html")
ENTRY = "h-entry"
NAME = lazy(r"<h1[^<>]{0,500}class=\"[^\"]*p-name[^\"]*\"[^<>]{0,500}>(.{0,2000}?)</h1>", re.DOTALL)
SUMMARY = lazy(r"<section[^<>]{0,500}class=\"[^\"]*p-summary[^\"]*\"[^<>]{0,500}>(.{0,5000}?)</section>", re.DOTALL)
BODY = lazy(r"<section[^<>]{0,500}class=\"[^\"]*e-content[^\"]*\"[^<>]{0,500}>")
TITLE = lazy(r"<h[1-4][^<>]{0,500}class=\"[^\"]*graf--title[^\"]*\"[^<>]{0,500}>(.{0,2000}?)</h[1-4]>", re.DOTALL)
FOOTER = lazy(r"<footer>(?:(?!<footer>).)*\Z", re.DOTALL)
AUTHOR = lazy(r"<a[^<>]{0,500}class=\"[^\"]*p-author[^\"]*\"[^<>]{0,500}>(.{0,500}?)</a>", re.DOTALL)
WHEN = lazy(r"<time[^<>]{0,500}datetime=\"([^\"]+)\"")
OWN = lazy(r"<a[^<>]{0,500}href=\"([^\"]+)\"[^<>]{0,500}class=\"[^\"]*p-canonical")
NO_TEXT = LeftOut("pages without the text of a story", "they are no texts of Medium, or are damaged")
OF_THE_ACCOUNT = LeftOut("files about the account", "they hold addresses, sessions, and what somebody read")
AN_ANSWER = Remark(Fate.LOOK, "perhaps an answer to somebody else's text", "it has no title; delete it, if it is one")


class MediumExport:
    """The texts of an export of Medium. Raises RefusedError if there are none."""

    name = "an export of Medium"

    def __init__(self, container: Container, uploads: Container | None = None) -> None:
        self._files = SiteFiles(container, top_of(container) if not is_at_top(container) else "", uploads)
        if not any(FILE.fullmatch(name) for name in self._files.names):
            raise RefusedError(f"{container.label}: no text of Medium is among these files. {MAKE_ONE}")

    def items(self) -> Iterator[Item | LeftOut]:
        """Every text, and at the end what is left out."""
        left: Counter[LeftOut] = Counter()
        for name in self._files.names:
            found = FILE.fullmatch(name)
            if found is None:
                left[OF_THE_ACCOUNT] += 1
                continue
            item = _item(found, self._files.text(name, SETTINGS) or "")
            if item is None:
                left[NO_TEXT] += 1
            else:
                yield item
        yield from counted(left)

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture that lies with the export."""
        return self._files.read(reference)


def is_at_top(container: Container) -> bool:
    """Whether the folder of texts lies at the top."""
    return any(name.startswith("posts/") for name in container.names())


def is_export(container: Container) -> bool:
    """Whether files are an export of Medium."""
    files = SiteFiles(container, "" if is_at_top(container) else top_of(container))
    pages = (name for name in files.names if FILE.fullmatch(name))
    return any(ENTRY in (files.text(name, SETTINGS) or "") for name, _ in zip(pages, range(3), strict=False))


def _item(file: re.Match[str], page: str) -> Item | None:
    begins = BODY.search(page)
    ends = page.rfind("</section>", begins.end(), page.rfind("<footer")) if begins else -1
    if begins is None or ends < 0:
        return None
    source = page[begins.end() : ends]
    name, summary, footer = (pattern.search(page) for pattern in (NAME, SUMMARY, FOOTER))
    about = footer[0] if footer else ""
    title = plain_words(name[1]) if name else ""
    heading = TITLE.search(source)
    if heading and plain_words(heading[1]) == title:
        source = source.replace(heading[0], "", 1)
    author, when, own = (pattern.search(about) for pattern in (AUTHOR, WHEN, OWN))
    shown = without_logins(plain_words(author[1])) if author else ""
    address = unescape(own[1]) if own else ""
    is_medium = (urlsplit(address).hostname or "").endswith("medium.com") if address.startswith("http") else True
    remarks = (*([A_DRAFT] if file["draft"] else ()), *(() if heading else (AN_ANSWER,)))
    return Item(
        key=file["id"] or file["slug"],
        is_lasting=bool(file["id"]),
        title=title,
        body=Html(source),
        slug=file["slug"].strip("-").lower(),
        addresses=() if is_medium else (address,),
        # Nobody but Medium can lead readers from there to here.
        place=address if is_medium else "",
        day=day(when[1], None) if when else None,
        author="" if is_e_mail(shown) else shown,
        summary=plain_words(summary[1]) if summary else "",
        remarks=remarks,
    )
