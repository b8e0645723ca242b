"""Files for machines: Atom (RFC 4287), JSON Feed 1.1, sitemap (sitemaps.org 0.9), robots.txt (RFC 9309), hosts' files.

A feed carries titles and summaries, not texts: what feed readers keep cannot be called back when consent ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from generator.content.routes import list_paths, standalone_path, story_path
from generator.gate.admit import Story
from generator.gate.tombstones import entry_id
from generator.ground.channels import FEED, SEARCH_ENGINES
from generator.plan.layout import WEB_POLICY
from generator.plan.lists import group
from generator.plan.site import Site
from generator.views.pages import FeedEntry, FeedView, LinesView, Page, SitemapView

NEWEST = 20


def pages(site: Site) -> Iterator[Page]:
    """Feeds of the site and of each topic, sitemap, robots.txt, and the files that some hosts read rules from."""
    settings = site.settings
    consented = [s for s in site.stories if FEED in s.scope]
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
        url=site.settings.url + story_path(story.slug).removesuffix("index.html"),
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
    entries += [(standalone_path(standalone.slug), standalone.updated) for standalone in site.standalone_pages]
    entries += [(story_path(s.slug), s.updated or s.date) for s in site.stories if SEARCH_ENGINES in s.scope]
    return SitemapView(tuple((url + path.removesuffix("index.html"), day) for path, day in entries))
