"""Files for machines: Atom (RFC 4287), JSON Feed 1.1, sitemap (sitemaps.org 0.9), robots.txt (RFC 9309), hosts' files.

A feed carries titles and summaries, not texts: what feed readers keep cannot be called back when consent ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from generator.content.front_matter import Topic
from generator.content.page_kinds import PageKind
from generator.content.routes import list_paths, note_path, shelf_path, story_path, topic_path
from generator.gate.admit import Story
from generator.gate.tombstones import entry_id
from generator.ground.channels import FEED, SEARCH_ENGINES
from generator.plan.layout import web_policy
from generator.plan.lists import group
from generator.plan.retellings import alternates, listed
from generator.plan.shelves import standing
from generator.plan.site import Site
from generator.plan.summaries import summary_elsewhere
from generator.views.feeds import FeedEntry, FeedView, SitemapView
from generator.views.pages import LinesView, Page
from generator.views.view_models import Card

NEWEST = 20


def pages(site: Site, cards: Mapping[str, Card]) -> Iterator[Page]:
    """Feeds of the site and of each topic, sitemap, robots.txt, and the files that some hosts read rules from.

    ``cards`` are those of all stories.
    """
    settings = site.settings
    consented = [s for s in site.stories if FEED in s.scope]
    by_topic = group(consented, lambda s: s.topics)
    yield from _feed(site, None, settings.name, settings.tagline, consented)
    for topic in settings.topics:
        title = f"{settings.name}: {topic.label}"
        yield from _feed(site, topic, title, topic.description, by_topic.get(topic.id, ()))
    yield Page(PageKind.SITEMAP.path(), PageKind.SITEMAP, _sitemap(site, cards))
    robots, headers, redirects = PageKind.FOR_HOSTS.paths
    where = settings.address + PageKind.SITEMAP.path()
    yield Page(robots, PageKind.FOR_HOSTS, LinesView(("User-agent: *", "Allow: /", f"Sitemap: {where}")))
    # An address below stories/ that has no page answers “gone” on hosts that read this file: the same for a story that
    # was withdrawn, one that is withheld and one that never was, so that nobody can read here what was taken back.
    root = urlsplit(settings.address).path
    yield Page(redirects, PageKind.FOR_HOSTS, LinesView((f"{root}stories/* {root}404.html 410",)))
    yield Page(
        headers,
        PageKind.FOR_HOSTS,
        LinesView(
            (
                "/*",
                f"  Content-Security-Policy: {web_policy(settings)}; frame-ancestors 'none'",
                "  Referrer-Policy: no-referrer",
                "  X-Content-Type-Options: nosniff",
                "  X-Frame-Options: DENY",
                "  Permissions-Policy: camera=(), geolocation=(), microphone=(), browsing-topics=()",
                "  Cross-Origin-Opener-Policy: same-origin",
            )
        ),
    )


def _feed(
    site: Site, topic: Topic | None, title: str, subtitle: str | None, stories: Sequence[Story]
) -> Iterator[Page]:
    settings = site.settings
    by_file = {story.source: story for story in site.stories}
    entries = tuple(_entry(site, story, by_file) for story in reversed(stories[-NEWEST:]))
    # Several stories may have been withdrawn from one place, which had one id.
    gone = tuple({t.id: t.withdrawn_on for t in site.withdrawn if t.in_feeds}.items())
    home = topic_path(topic.id) if topic else PageKind.HOME.path()
    for kind in (PageKind.ATOM, PageKind.JSON_FEED):
        path = kind.path(1, topic=topic.id) if topic else kind.path()
        view = FeedView(
            title=title,
            subtitle=subtitle,
            language=settings.language,
            author=settings.organisation.name,
            home=settings.address + home.removesuffix("index.html"),
            url=settings.address + path,
            entries=entries,
            withdrawn=gone,
        )
        yield Page(path, kind, view)


def _entry(site: Site, story: Story, by_file: Mapping[str, Story]) -> FeedEntry:
    original = by_file.get(story.retells.original) if story.retells else None
    return FeedEntry(
        id=entry_id(site.settings.url, site.moves.first(story.source)),
        url=site.settings.address + story_path(story.slug).removesuffix("index.html"),
        title=story.title,
        author=story.author,
        summary=summary_elsewhere(story, site.settings),
        language=story.language,
        published=story.date,
        updated=story.updated or story.date,
        topics=tuple(site.settings.topic_by_id[t].label for t in story.topics),
        original=site.settings.address + story_path(original.slug).removesuffix("index.html") if original else None,
    )


def _sitemap(site: Site, cards: Mapping[str, Card]) -> SitemapView:
    url, stories, told = site.settings.address, site.stories, listed(site.stories)
    hidden = {page.path for page in site.standalone_pages if page.hidden}
    filled = {topic_path(t) for s in told for t in s.topics} | {note_path(n) for s in told for n in s.notes}
    empty = {topic_path(t.id) for t in site.settings.topics} | {note_path(n.id) for n in site.settings.content_notes}
    empty |= set() if stories else {PageKind.STORIES.path()}
    # What stands on a reader's own list only the reader's device knows.
    empty.add(PageKind.MY_LIST.path())
    lists = (list_paths(site.settings) - (empty - filled)) | {shelf_path(s.own_id) for s, _ in standing(site)}
    entries: list[tuple[str, date | None]] = [(path, None) for path in sorted(lists - hidden)]
    entries += [(page.path, page.updated) for page in site.standalone_pages if not page.hidden and not page.is_front]
    entries += [(story_path(s.slug), s.updated or s.date) for s in stories if SEARCH_ENGINES in s.scope]
    told_again = (card for card in cards.values() if card.retold)
    others = {url + card.path.removesuffix("index.html"): alternates(card) for card in told_again}
    return SitemapView(
        tuple((url + path.removesuffix("index.html"), day) for path, day in entries),
        {
            page: tuple((code, url + path.removesuffix("index.html")) for code, path in each)
            for page, each in others.items()
            if each
        },
    )
