"""An export of WordPress (WXR 1.2), as its own importer reads it: “Tools, Import, WordPress”.

What no build publishes is a draft there. Numbers of items are made of addresses, so that another export of the site has
the same for the same text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from html import escape
from re import Match

from generator.exporting.exported import STORIES, ExportedSite, ExportedText
from generator.exporting.plain_html import plain_html
from generator.ground.patterns import lazy
from generator.ground.unseen import BEYOND, CONTROL
from generator.views.view_models import PictureView

FILE = "wordpress.xml"
BASE = "http://wordpress.org/export/1.2/"
OPENING = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
  xmlns:excerpt="{BASE}excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="{BASE}">
<channel>
"""
NUMBERS = 2**31 - 1  # every database and every PHP takes these
NOON = time(12, tzinfo=UTC)  # so that in hardly any time zone it is another day
PIECE = lazy(r"(?P<kept><pre>.*?</pre>)|(?P<tag><[^<>]*>)|(?P<words>[^<]+)", re.DOTALL)
BLOCK_ENDS = lazy(r"(</(?:p|h[2-6]|[ou]l|li|dl|d[dt]|blockquote|table|t[rdh]|figure|aside|section|pre)>) ")


def wxr(site: ExportedSite) -> bytes:
    """The whole export, as one file."""
    return "".join((OPENING, *_channel(site), *_items(site), "</channel>\n</rss>\n")).encode()


def _channel(site: ExportedSite) -> Iterator[str]:
    yield f"<title>{_shown(site.name)}</title>\n<link>{_text(site.address)}</link>\n"
    yield f"<description>{_shown(site.tagline)}</description>\n<language>{_text(site.language)}</language>\n"
    yield f"<pubDate>{_moment(site.made)}</pubDate>\n<wp:wxr_version>1.2</wp:wxr_version>\n"
    yield f"<wp:base_site_url>{_text(site.address)}</wp:base_site_url>\n"
    yield f"<wp:base_blog_url>{_text(site.address)}</wp:base_blog_url>\n"
    for name in sorted({text.author for text in site.texts if text.author}):
        yield (
            f"<wp:author><wp:author_login>{_words(_login(name))}</wp:author_login>"
            "<wp:author_email></wp:author_email>"
            f"<wp:author_display_name>{_shown(name)}</wp:author_display_name></wp:author>\n"
        )
    for topic in dict.fromkeys(topic for text in site.texts for topic in text.topics):
        yield (
            f"<wp:category><wp:category_nicename>{_words(topic)}</wp:category_nicename>"
            f"<wp:category_parent></wp:category_parent><wp:cat_name>{_shown(site.topics[topic])}</wp:cat_name>"
            "</wp:category>\n"
        )


def _items(site: ExportedSite) -> Iterator[str]:
    numbers = _numbers(site)
    for text in site.texts:
        yield _item(
            numbers[text.place],
            text.title,
            site.url(text.path),
            {
                "content:encoded": _words(_body(text, site)),
                "excerpt:encoded": _shown(text.summary),
                "dc:creator": _words(_login(text.author) if text.author else ""),
            },
            {
                "post_type": "post" if text.folder == STORIES else "page",
                "status": "publish" if text.withheld is None else "draft",
                "post_name": text.name,
            },
            (text.day or text.updated or site.made, text.updated),
            "".join((*_terms(text, site), *_meta(_told(text, numbers)))),
        )
    for view in _pictures(site):
        address, name = site.url(view.path), view.path.rpartition("/")[2]
        yield _item(
            numbers[view.path],
            view.alt or name,
            address,
            {"excerpt:encoded": _shown(view.credit or "")},
            {"post_type": "attachment", "status": "inherit", "post_name": name.partition(".")[0]},
            (site.made, None),
            f"<wp:attachment_url>{_words(address)}</wp:attachment_url>\n"
            + "".join(_meta([("_wp_attachment_image_alt", _in_html(view.alt))] if view.alt else [])),
        )


def _item(
    number: int,
    title: str,
    address: str,
    words: dict[str, str],
    fields: dict[str, str],
    days: tuple[date, date | None],
    more: str,
) -> str:
    """One item. ``words`` are elements by their names, with their content written already."""
    day, changed = days
    later = changed or day
    dates = {"post_date": day, "post_date_gmt": day, "post_modified": later, "post_modified_gmt": later}
    told = {
        "post_id": str(number),
        **{name: f"{day} {NOON:%H:%M:%S}" for name, day in dates.items()},
        "comment_status": "closed",
        "ping_status": "closed",
        **fields,
        "post_parent": "0",
        "menu_order": "0",
        "post_password": "",
        "is_sticky": "0",
    }
    return (
        f"<item>\n<title>{_shown(title)}</title>\n<link>{_text(address)}</link>\n<pubDate>{_moment(day)}</pubDate>\n"
        f'<guid isPermaLink="false">{_text(address)}</guid>\n<description></description>\n'
        + "".join(f"<{name}>{content}</{name}>\n" for name, content in words.items())
        + "".join(f"<wp:{name}>{_words(value)}</wp:{name}>\n" for name, value in told.items())
        + f"{more}</item>\n"
    )


def _body(text: ExportedText, site: ExportedSite) -> str:
    """A body in which WordPress finds nothing of its own.

    It would make line breaks of lines' ends, run what stands in square brackets, and embed what an address shows.
    """

    def plain(piece: Match[str]) -> str:
        found = piece[0].replace("[", "&#91;").replace("]", "&#93;")
        return found.replace("\n", " ").replace("://", "&#58;//") if piece["words"] else found

    return BLOCK_ENDS.sub(r"\1\n", PIECE.sub(plain, plain_html(text, site.url, site.url))).strip()


def _terms(text: ExportedText, site: ExportedSite) -> Iterator[str]:
    """Topics as categories; what readers have to know before they read, as tags."""
    yield from (_term("category", topic, site.topics[topic]) for topic in text.topics)
    notes = [f"{site.strings['content_notes']}: {note}" for note in text.notes]
    for tag in (*notes, *([site.strings["fictional_short"]] if text.fictional else [])):
        yield _term("post_tag", hashlib.sha256(tag.encode()).hexdigest()[:12], tag)
    if text.language != site.language:
        yield _term("language", text.language, text.language)


def _term(domain: str, name: str, label: str) -> str:
    return f'<category domain="{domain}" nicename="{escape(name)}">{_shown(label)}</category>\n'


def _told(text: ExportedText, numbers: dict[str, int]) -> Iterator[tuple[str, str]]:
    if text.picture is not None:
        yield "_thumbnail_id", str(numbers[text.picture.path])
    here = f"/{text.path.removesuffix(f'{text.name}/index.html')}"
    for alias in text.aliases:
        before, _, name = alias.rstrip("/").rpartition("/")
        if f"{before}/" == here:
            yield "_wp_old_slug", name
    consent = text.consent
    if consent is not None and consent.until is not None:
        yield "consent_until", str(consent.until)
    if consent is not None and consent.record is not None:
        yield "consent_status", consent.status
        yield "consent_scope", ", ".join(consent.scope)
    if text.withheld is not None:
        yield "withheld", text.withheld
    if text.fictional:
        yield "fictional", "true"


def _meta(told: Iterable[tuple[str, str]]) -> Iterator[str]:
    for key, value in told:
        yield (
            f"<wp:postmeta><wp:meta_key>{_words(key)}</wp:meta_key>"
            f"<wp:meta_value>{_words(value)}</wp:meta_value></wp:postmeta>\n"
        )


def _pictures(site: ExportedSite) -> list[PictureView]:
    """Every picture that is shown, once; as it is described where it stands above a text, if it does."""
    shown = [text.picture for text in site.texts] + [view for text in site.texts for view in text.pictures]
    found: dict[str, PictureView] = {}
    for view in shown:
        if view is not None:
            found.setdefault(view.path, view)
    return [found[path] for path in sorted(found)]


def _numbers(site: ExportedSite) -> dict[str, int]:
    """The number of each text and picture, by its file."""
    taken: set[int] = set()
    numbers: dict[str, int] = {}
    for file in (*(text.place for text in site.texts), *(view.path for view in _pictures(site))):
        number = int.from_bytes(hashlib.sha256(f"{site.address}{file}".encode()).digest()[:8]) % NUMBERS + 1
        while number in taken:
            number = number % NUMBERS + 1
        taken.add(number)
        numbers[file] = number
    return numbers


def _login(name: str) -> str:
    """A name to log in with, which tells nothing of the one that is shown, and is never the same."""
    return f"author-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:10]}"


def _moment(day: date) -> str:
    return format_datetime(datetime.combine(day, NOON))


def _text(words: str) -> str:
    return escape(_allowed(words), quote=False)


def _in_html(words: str) -> str:
    """Words where WordPress has HTML, and may run what stands in square brackets."""
    return escape(words, quote=False).replace("[", "&#91;").replace("]", "&#93;")


def _shown(words: str) -> str:
    return _words(_in_html(words))


def _words(words: str) -> str:
    """Words as exports write them: nothing in them ends the section but its end."""
    return f"<![CDATA[{_allowed(words).replace(']]>', ']]]]><![CDATA[>')}]]>"


def _allowed(words: str) -> str:
    """Words without what no XML may hold."""
    return BEYOND.sub("", CONTROL.sub("", words.encode("utf-8", "replace").decode()))
