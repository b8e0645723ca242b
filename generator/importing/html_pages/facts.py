"""What a page says of itself: in its head, in what search engines read, and in a mark that browsers leave in copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from generator.content import foreign_dates
from generator.ground.patterns import lazy
from generator.importing.draft import words
from generator.importing.wording import is_e_mail

# The head ends here, or after so much of a page.
BODY, LONGEST_HEAD = lazy(r"(?i)<body\b[^>]*>|</head\s*>"), 500_000
SAVED_FROM = lazy(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>]+)")
OF_ENGINES = {name: lazy(rf'"{name}"\s*:\s*"([^"]{{4,40}})"') for name in ("datePublished", "dateModified")}
IS_DAY = lazy(r"\d{4}-\d\d-\d\d")
NAMES: Mapping[str, Sequence[str]] = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title"),
    "summary": ("description", "og:description", "dc.description", "dcterms.description"),
    "day": ("article:published_time", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued",
            "dcterms.created", "pubdate", "publishdate", "datepublished", "dc.date.created", "sailthru.date"),
    "updated": ("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "datemodified"),
    "author": ("author", "dc.creator", "dcterms.creator", "article:author", "parsely-author"),
    "site": ("og:site_name", "application-name"),
    "labels": ("article:tag", "article:section"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself.

    ``head`` is its title as browsers show it, ``base`` the address that its links are relative to.
    """

    title: str
    head: str
    site: str
    address: str
    base: str
    summary: str
    day: date | None
    updated: date | None
    author: str
    labels: tuple[str, ...]
    language: str


def facts(page: str) -> PageFacts:
    """What a page says of itself."""
    end = BODY.search(page, 0, LONGEST_HEAD)
    head = LexborHTMLParser(page[: end.end() if end else LONGEST_HEAD].encode("utf-8", "replace"))
    said: dict[str, list[str]] = {}
    for meta in head.css("meta"):
        name = meta.attributes.get("property") or meta.attributes.get("name") or meta.attributes.get("itemprop") or ""
        if value := words(meta.attributes.get("content") or ""):
            said.setdefault(name.strip().lower(), []).append(value)

    def first(what: str) -> str:
        return next((said[name][0] for name in NAMES[what] if name in said), "")

    def day(what: str, of_engines: str) -> date | None:
        found = OF_ENGINES[of_engines].search(page)
        return next(filter(None, map(as_day, (first(what), found[1] if found else ""))), None)

    saved = SAVED_FROM.search(page, 0, LONGEST_HEAD)
    links = {rel: link.attributes.get("href") or "" for link in head.css("link") for rel in _relations(link.attributes)}
    own = (links.get("canonical", ""), next(iter(said.get("og:url", ())), ""), saved[1] if saved else "")
    address = next(filter(None, map(_address, own)), "")
    base = head.css_first("base[href]")
    title = head.css_first("title")
    root = head.css_first("html")
    return PageFacts(
        title=first("title"),
        head=words(title.text()) if title else "",
        site=first("site"),
        address=address,
        base=(_address(_joined(address, base.attributes.get("href") or "")) if base else "") or address,
        summary=first("summary"),
        day=day("day", "datePublished"),
        updated=day("updated", "dateModified"),
        author=_author(first("author")),
        labels=tuple(
            dict.fromkeys(value for name in NAMES["labels"] for value in said.get(name, ()) if not is_e_mail(value))
        ),
        language=(root.attributes.get("lang") or root.attributes.get("xml:lang") or "").strip() if root else "",
    )


def as_day(written: str) -> date | None:
    """The day of a date as pages have it; None where it can be read in no way, or in two."""
    found = IS_DAY.match(written)
    return foreign_dates.day(found[0] if found else written)


def _relations(attributes: Mapping[str, str | None]) -> list[str]:
    return (attributes.get("rel") or "").lower().split()


def _address(written: str) -> str:
    """An address on the web, without what stands behind #; empty if it is none."""
    try:
        parts = urlsplit(written.strip())
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        return ""
    return parts._replace(fragment="").geturl() if is_web else ""


def _joined(address: str, href: str) -> str:
    try:
        return urljoin(address, href.strip())
    except ValueError:
        return ""


def _author(name: str) -> str:
    """A name; never an e-mail address, or that of a page."""
    return "" if "@" in name or "://" in name else name
