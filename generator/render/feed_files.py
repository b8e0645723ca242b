"""Views to files for machines: Atom (RFC 4287), JSON Feed 1.1, sitemap (sitemaps.org 0.9), lines of text."""

from __future__ import annotations

import json
from datetime import date
from html import escape

from generator.views.feeds import FeedView, SitemapView
from generator.views.pages import LinesView

TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
XHTML = "http://www.w3.org/1999/xhtml"
NO_ENTRY_YET = date(1970, 1, 1)


def atom(view: FeedView) -> bytes:
    """An Atom 1.0 feed (RFC 4287), with tombstones for what was withdrawn (RFC 6721).

    Every feed carries every tombstone, so that none tells which topics a story had.
    """
    changes = [*(e.updated for e in view.entries), *(day for _, day in view.withdrawn)]
    updated = max(changes, default=NO_ENTRY_YET)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(view.language)}>',
        f"<title>{escape(view.title)}</title>",
        *([f"<subtitle>{escape(view.subtitle)}</subtitle>"] if view.subtitle else []),
        f"<id>{escape(view.home)}</id>",
        f'<link rel="self" type="application/atom+xml" href={_quoted(view.url)}/>',
        f'<link rel="alternate" type="text/html" href={_quoted(view.home)}/>',
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{escape(view.author)}</name></author>",
    ]
    lines += (
        f'<at:deleted-entry xmlns:at="{TOMBSTONES}" ref={_quoted(ref)} when={_quoted(_moment(day))}/>'
        for ref, day in view.withdrawn
    )
    for entry in view.entries:
        lines += [
            f"<entry xml:lang={_quoted(entry.language)}>",
            f"<title>{escape(entry.title)}</title>",
            f"<id>{escape(entry.id)}</id>",
            f'<link rel="alternate" type="text/html" href={_quoted(entry.url)}/>',
            *([f'<link rel="related" type="text/html" href={_quoted(entry.original)}/>'] if entry.original else []),
            f"<published>{_moment(entry.published)}</published>",
            f"<updated>{_moment(entry.updated)}</updated>",
            f"<author><name>{escape(entry.author)}</name></author>",
            *(f"<category term={_quoted(topic)}/>" for topic in entry.topics),
            f"<summary>{escape(entry.summary)}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()


def json_feed(view: FeedView) -> bytes:
    """A JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "description": view.subtitle,
        "home_page_url": view.home,
        "feed_url": view.url,
        "language": view.language,
        "authors": [{"name": view.author}],
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "summary": entry.summary,
                "content_text": entry.summary,
                "date_published": _moment(entry.published),
                "date_modified": _moment(entry.updated),
                "authors": [{"name": entry.author}],
                "tags": entry.topics,
                "language": entry.language,
                **({"_original": {"url": entry.original}} if entry.original else {}),
            }
            for entry in view.entries
        ],
    }
    return (json.dumps({k: v for k, v in feed.items() if v is not None}, ensure_ascii=False, indent=1) + "\n").encode()


def sitemap(view: SitemapView) -> bytes:
    """A sitemap by the protocol of sitemaps.org, with the languages of a page as search engines read them."""
    more = f' xmlns:xhtml="{XHTML}"' if view.alternates else ""
    start = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{more}>'
    lines = ['<?xml version="1.0" encoding="utf-8"?>', start]
    for url, day in view.entries:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang={_quoted(code)} href={_quoted(address)}/>'
            for code, address in view.alternates.get(url, ())
        )
        lines.append(f"<url><loc>{escape(url)}</loc>{changed}{others}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def lines(view: LinesView) -> bytes:
    """A text file."""
    return "".join(f"{line}\n" for line in view.lines).encode()


def _moment(day: date) -> str:
    """RFC 3339; stories carry days, and a day begins at midnight UTC."""
    return f"{day}T00:00:00Z"


def _quoted(value: str) -> str:
    """An XML attribute's value (XML 1.0, 2.3)."""
    return f'"{escape(value)}"'
