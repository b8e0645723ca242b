"""Channels: each says nothing of a story whose consent does not name it."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest

from generator.ground.channels import Medium
from tests.builders.sites import story
from tests.builders.values import SiteValue, rendered

ALL = ("web", "feed", "search-engines", "social", "offline")
ATOM = "{http://www.w3.org/2005/Atom}"
ON_PAPER = re.compile(rb'<div class="on-paper" hidden>.*?</div>\s*</div>', re.DOTALL)


def output(*without: str, medium: Medium = "web", more: str = "") -> dict[str, bytes]:
    """A site with one story, whose consent names every channel but these."""
    scope = f"[{', '.join(c for c in ALL if c not in without)}]"
    text = story("Heronword", scope=scope, more=more, text="Heronword in the text.")
    return rendered(SiteValue({"gate.md": text}, medium=medium))


def holding(made: dict[str, bytes], word: bytes = b"Heronword") -> set[str]:
    return {path for path, content in made.items() if word in content}


def feeds(made: dict[str, bytes]) -> set[str]:
    return {path for path in made if path.endswith(("feed.xml", "feed.json"))}


def test_consent_to_feeds_puts_a_story_into_them() -> None:
    """With the channel “feed” a story is in the site's feeds and in its topics' feeds, and in no other."""
    made = output()
    expected = {f"{folder}feed.{kind}" for folder in ("", "topics/hope/") for kind in ("xml", "json")}
    assert holding(made) & feeds(made) == expected


def test_without_feed_no_feed_speaks_of_the_story() -> None:
    """Without the channel “feed” no feed holds a story's words or address, and its page is there."""
    made = output("feed")
    assert "stories/gate/index.html" in made
    assert not (holding(made) | holding(made, b"stories/gate")) & feeds(made)


def test_feeds_carry_no_texts() -> None:
    """A feed holds title and summary, and never the text, which could not be called back."""
    made = output()
    assert b"A summary." in made["feed.xml"]
    assert not any(b"in the text" in made[path] for path in feeds(made))


def test_search_engines_are_let_in_by_consent() -> None:
    """With the channel “search-engines” a page may be indexed, has structured data and is in the sitemap."""
    made = output()
    page = made["stories/gate/index.html"]
    assert b"noindex" not in page
    assert b'"@type":"Article"' in page
    assert b"https://quiet.harbour.internal/base/stories/gate/" in made["sitemap.xml"]


def test_without_search_engines_a_page_hides() -> None:
    """Without “search-engines” the page says noindex, has no structured data, and is not in the sitemap."""
    made = output("search-engines")
    page = made["stories/gate/index.html"]
    assert b'<meta name="robots" content="noindex">' in page
    assert b"ld+json" not in page
    assert b"gate" not in made["sitemap.xml"]


def test_without_search_engines_lists_keep_the_story_out_of_snippets() -> None:
    """Where a list shows a story that is not for search engines, it asks them not to quote it."""
    assert b"data-nosnippet" in output("search-engines")["stories/index.html"]
    assert b"data-nosnippet" not in output()["stories/index.html"]


def test_pages_may_ask_their_own_site_alone() -> None:
    """On the web pages and headers let a page ask its own site; a page that is read from a disk may ask nobody."""
    made = output()
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', made["stories/gate/index.html"].decode())[0]
    assert [part for part in policy.split("; ") if part.startswith("connect-src")] == ["connect-src &#39;self&#39;"]
    assert policy.replace("&#39;", "'") in made["_headers"].decode()
    offline = output(medium="offline")["stories/gate/index.html"].decode()
    assert "default-src &#39;none&#39;" in offline
    assert "connect-src" not in offline


def metas(page: bytes) -> str:
    return "".join(re.findall(r"<meta[^>]*>", page.decode()))


def test_a_preview_shows_the_story_by_consent() -> None:
    """With the channel “social” the preview of a page has the story's title, summary and address."""
    preview = metas(output()["stories/gate/index.html"])
    assert '<meta property="og:title" content="Heronword">' in preview
    assert '<meta property="og:description" content="A summary.">' in preview
    assert '<meta property="og:url" content="https://quiet.harbour.internal/base/stories/gate/">' in preview


def test_without_social_the_preview_is_the_sites() -> None:
    """Without “social” no meta element has a word of the story, and the preview is the site's."""
    preview = metas(output("social")["stories/gate/index.html"])
    assert not re.search("Heronword|A summary|Maren|gate|pictures", preview)
    assert '<meta property="og:title" content="Quiet Harbour">' in preview
    assert '<meta property="og:url" content="https://quiet.harbour.internal/base/">' in preview


def test_without_web_there_is_no_page() -> None:
    """Without the channel “web” nothing on the website speaks of the story."""
    made = output("web")
    assert holding(made) | holding(made, b"stories/gate") == set()
    assert "stories/gate/index.html" not in made


def test_without_offline_the_bundle_is_silent() -> None:
    """Without the channel “offline” nothing in the bundle speaks of the story."""
    assert holding(output("offline", medium="offline")) == set()


def test_a_bundle_needs_no_consent_to_the_web() -> None:
    """A story whose consent names “offline” alone is in the bundle."""
    assert "stories/gate/index.html" in holding(output(*ALL[:-1], medium="offline"))


@pytest.mark.parametrize("word", [b"https://quiet.harbour.internal", b"og:", b"ld+json", b"canonical", b"feed"])
def test_a_bundle_is_not_of_the_web(word: bytes) -> None:
    """Pages of a bundle have no addresses on the web but for paper, no previews, no structured data and no feeds."""
    made = {path: ON_PAPER.sub(b"", data) for path, data in output(medium="offline").items()}
    assert {path for path in holding(made, word) if path.endswith(".html")} == set()


def test_a_bundle_has_no_files_for_servers() -> None:
    """A bundle has no feeds, sitemap, robots.txt, headers or 404 page."""
    made = output(medium="offline")
    assert not feeds(made) | ({"sitemap.xml", "robots.txt", "_headers", "404.html"} & {*made})


@pytest.mark.parametrize("path", ["feed.json", "topics/hope/feed.json", "topics/work/feed.json"])
def test_json_feeds_name_themselves(path: str) -> None:
    """A JSON Feed tells its version and its own absolute address, also when it is empty."""
    feed = json.loads(output()[path])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"https://quiet.harbour.internal/base/{path}"


def test_feeds_hold_the_newest_twenty() -> None:
    """A feed holds the newest twenty stories, newest first."""
    site = SiteValue({f"s{n}.md": story(f"No {n}", day=f"2026-01-{n:02}") for n in range(1, 23)})
    root = ET.fromstring(rendered(site)["feed.xml"])
    titles = [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]
    assert titles == [f"No {n}" for n in range(22, 2, -1)]


def test_content_notes_come_first_in_feeds() -> None:
    """What a reader may wish to know before stands before the summary in a feed, too."""
    made = output(more="content_notes: [death]")
    assert "[Death] A summary." in made["feed.xml"].decode()
    assert json.loads(made["feed.json"])["items"][0]["content_text"] == "[Death] A summary."


def test_words_in_feeds_are_escaped() -> None:
    """Markup in a title stays words in a feed."""
    root = ET.fromstring(rendered(SiteValue({"a.md": story('"A <b>bold</b> & ]]> gate"')}))["feed.xml"])
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "A <b>bold</b> & ]]> gate"


def test_an_anonymous_story_has_no_author_in_structured_data() -> None:
    """A story told anonymously names nobody to search engines."""
    consent = f"{{record: R-1, status: given, given_on: 2026-01-01, scope: [{', '.join(ALL)}], named_as: anonymous}}"
    page = rendered(SiteValue({"a.md": story(consent=consent)}))["stories/a/index.html"].decode()
    (block,) = [b for b in re.findall(r'ld\+json">(.*?)</script>', page) if "Article" in b]
    assert "author" not in json.loads(block)
