"""Files for machines: Atom (RFC 4287), JSON Feed 1.1, sitemap (sitemaps.org 0.9), robots.txt (RFC 9309), hosts' files.

A feed carries titles and summaries, not texts: what feed readers keep cannot be called back when consent ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from urllib.parse import urlsplit

from generator.cards import Site, leaf_path, story_path
from generator.consent import Story
from generator.lists import group, list_paths
from generator.shell import WEB_POLICY
from generator.tombstones import entry_id
from generator.views import FeedEntry, FeedView, LinesView, Page, SitemapView

NEWEST = 20
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
NO_ENTRY_YET = date(1970, 1, 1)


def pages(site: Site) -> Iterator[Page]:
    """Feeds of the site and of each topic, sitemap, robots.txt, and the files that some hosts read rules from."""
    settings = site.settings
    consented = [s for s in site.stories if "feed" in s.scope]
    by_topic = group(consented, lambda s: s.topics)
    yield from _feed(site, "", settings.name, settings.tagline, consented)
    for topic in settings.topics:
        title = f"{settings.name}: {topic.label}"
        yield from _feed(site, f"topics/{topic.id}/", title, topic.description, by_topic.get(topic.id, ()))
    yield Page("sitemap.xml", "sitemap", _sitemap(site))
    yield Page("robots.txt", "lines", LinesView(("User-agent: *", "Allow: /", f"Sitemap: {settings.url}sitemap.xml")))
    # An address below stories/ that has no page answers “gone” on hosts that read this file: the same for a story that
    # was withdrawn, one that is withheld and one that never was, so that nobody can read here what was taken back.
    root = urlsplit(settings.url).path
    yield Page("_redirects", "lines", LinesView((f"{root}stories/* {root}404.html 410",)))
    yield Page(
        "_headers",
        "lines",
        LinesView(
            (
                "/*",
                f"  Content-Security-Policy: {WEB_POLICY}; frame-ancestors 'none'",
                "  Referrer-Policy: no-referrer",
                "  X-Content-Type-Options: nosniff",
                "  X-Frame-Options: DENY",
                "  Permissions-Policy: camera=(), geolocation=(), microphone=(), browsing-topics=()",
                "  Cross-Origin-Opener-Policy: same-origin",
            )
        ),
    )


def _feed(site: Site, folder: str, title: str, subtitle: str | None, stories: Sequence[Story]) -> Iterator[Page]:
    settings = site.settings
    entries = tuple(_entry(site, story) for story in reversed(stories[-NEWEST:]))
    gone = tuple((t.id, t.withdrawn_on) for t in site.withdrawn if t.in_feeds)
    for name, maker in (("feed.xml", "atom"), ("feed.json", "json-feed")):
        view = FeedView(
            title=title,
            subtitle=subtitle,
            language=settings.language,
            author=settings.organisation.name,
            home=settings.url + folder,
            url=settings.url + folder + name,
            entries=entries,
            withdrawn=gone,
        )
        yield Page(folder + name, maker, view)


def _entry(site: Site, story: Story) -> FeedEntry:
    return FeedEntry(
        id=entry_id(site.settings.url, story.source),
        url=site.settings.url + story_path(story).removesuffix("index.html"),
        title=story.title,
        author=story.author,
        summary=story.summary,
        language=story.language,
        published=story.date,
        updated=story.updated or story.date,
        topics=tuple(site.settings.topic_by_id[t].label for t in story.topics),
        notes=tuple(site.settings.note_by_id[n].label for n in story.notes),
    )


def _sitemap(site: Site) -> SitemapView:
    url = site.settings.url
    entries: list[tuple[str, date | None]] = [(p, None) for p in sorted(list_paths(site.settings))]
    entries += [(leaf_path(leaf), leaf.updated) for leaf in site.leaves]
    entries += [(story_path(s), s.updated or s.date) for s in site.stories if "search-engines" in s.scope]
    return SitemapView(tuple((url + path.removesuffix("index.html"), day) for path, day in entries))


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
            f"<published>{_moment(entry.published)}</published>",
            f"<updated>{_moment(entry.updated)}</updated>",
            f"<author><name>{escape(entry.author)}</name></author>",
            *(f"<category term={_quoted(topic)}/>" for topic in entry.topics),
            f"<summary>{escape(_summary(entry))}</summary>",
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
                "content_text": _summary(entry),
                "date_published": _moment(entry.published),
                "date_modified": _moment(entry.updated),
                "authors": [{"name": entry.author}],
                "tags": entry.topics,
                "language": entry.language,
            }
            for entry in view.entries
        ],
    }
    return (json.dumps({k: v for k, v in feed.items() if v is not None}, ensure_ascii=False, indent=1) + "\n").encode()


def sitemap(view: SitemapView) -> bytes:
    """A sitemap by the protocol of sitemaps.org."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for url, day in view.entries:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(url)}</loc>{changed}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def lines(view: LinesView) -> bytes:
    """A text file."""
    return "".join(f"{line}\n" for line in view.lines).encode()


def _moment(day: date) -> str:
    """RFC 3339; stories carry days, and a day begins at midnight UTC."""
    return f"{day}T00:00:00Z"


def _summary(entry: FeedEntry) -> str:
    """What a reader may wish to know before comes before."""
    return f"[{' · '.join(entry.notes)}] {entry.summary}" if entry.notes else entry.summary


def _quoted(value: str) -> str:
    """An XML attribute's value (XML 1.0, 2.3)."""
    return f'"{escape(value)}"'
