"""A podcast as podcast apps read it: RSS 2.0 with the namespaces of Apple and of podcastindex.org.

https://www.rssboard.org/rss-specification, https://github.com/Podcastindex-org/podcast-namespace
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from html import escape

from generator.views.feeds import Episode, PodcastView

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}


def podcast(view: PodcastView) -> bytes:
    """The feed, with tombstones (RFC 6721) for what was withdrawn, as the other feeds have them."""
    main, *sub = view.category
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMESPACES.items())
    inner = "".join(f'<itunes:category text="{escape(name)}"/>' for name in sub)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<rss version="2.0" {spaces}>',
        "<channel>",
        f"<title>{escape(view.title)}</title>",
        f"<link>{escape(view.home)}</link>",
        f"<description>{escape(view.description)}</description>",
        f"<language>{escape(view.language)}</language>",
        f'<atom:link rel="self" type="application/rss+xml" href="{escape(view.url)}"/>',
        f"<itunes:author>{escape(view.author)}</itunes:author>",
        f'<itunes:image href="{escape(view.image)}"/>',
        f'<itunes:category text="{escape(main)}">{inner}</itunes:category>',
        f"<itunes:explicit>{'true' if view.explicit else 'false'}</itunes:explicit>",
        "<itunes:type>episodic</itunes:type>",
        f"<podcast:guid>{view.id}</podcast:guid>",
        "<podcast:locked>yes</podcast:locked>",
        "<podcast:medium>podcast</podcast:medium>",
    ]
    lines += (f'<at:deleted-entry ref="{escape(ref)}" when="{day}T00:00:00Z"/>' for ref, day in view.withdrawn)
    for episode in view.episodes:
        lines += _episode(episode)
    return "\n".join([*lines, "</channel>", "</rss>", ""]).encode()


def _episode(of: Episode) -> list[str]:
    return [
        "<item>",
        f"<title>{escape(of.title)}</title>",
        f"<link>{escape(of.url)}</link>",
        f'<guid isPermaLink="false">{escape(of.id)}</guid>',
        f"<pubDate>{_moment(of.published)}</pubDate>",
        f"<description>{escape(of.summary)}</description>",
        f'<enclosure url="{escape(of.media)}" length="{of.size}" type="{escape(of.type)}"/>',
        f"<itunes:author>{escape(of.author)}</itunes:author>",
        f"<itunes:duration>{of.seconds}</itunes:duration>",
        *(
            f'<podcast:transcript url="{escape(url)}" type="text/vtt" language="{escape(code)}" rel="captions"/>'
            for code, url in of.transcripts
        ),
        *([f'<podcast:chapters url="{escape(of.chapters)}" type="application/json+chapters"/>'] if of.chapters else []),
        "</item>",
    ]


def _moment(day: date) -> str:
    """RFC 2822; stories carry days, and a day begins at midnight UTC."""
    return format_datetime(datetime.combine(day, time(), UTC), usegmt=True)
