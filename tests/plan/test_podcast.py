"""The podcast: who is in it, and whether apps and directories can read it."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.diagnostics import CannotBuildError
from generator.render.podcast_file import NAMESPACES
from tests.builders.approved import approve
from tests.builders.podcasts import IN_PODCAST, podcast_site
from tests.builders.sites import TODAY, built, tree
from tests.builders.told_stories import AUDIO, MP3, SCOPE, silence, told, told_site

URL = "https://quiet.harbour.internal/base/"
CHAPTERS = f"{AUDIO}\n  chapters: ../media/parts.vtt"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def feed_of(root: Path) -> etree._Element:
    """The podcast, once the site is built."""
    built(root)
    return etree.fromstring((root / "public/podcast.xml").read_bytes())


def items(root: Path) -> list[etree._Element]:
    return list(feed_of(root).iterfind("channel/item"))


def faults(feed: etree._Element, files: dict[str, bytes]) -> Iterator[str]:
    """What breaks a rule of RSS 2.0, of Apple's requirements, or of the podcast namespace."""

    def said(name: str) -> str:
        return str(channel.findtext(name, "", NAMESPACES))

    (channel,) = feed.findall("channel")
    (image,) = channel.findall("itunes:image", NAMESPACES)
    once = ("itunes:category", "itunes:explicit", "podcast:guid", "podcast:locked")
    rules = {
        "what RSS 2.0 and Apple require": all(map(said, ("title", "link", "description", "language"))),
        "at most 4000 bytes of description": len(said("description").encode()) <= 4000,
        "a code of a language": LANGUAGE.fullmatch(said("language")),
        "explicit": said("itunes:explicit") in {"true", "false"},
        "once each": all(len(channel.findall(name, NAMESPACES)) == 1 for name in once),
        "a picture that is there": image.get("href", "").removeprefix(URL) in files,
        "an id that is a UUIDv5": uuid.UUID(said("podcast:guid")).version == 5,
        "locked": said("podcast:locked") in {"yes", "no"},
    }
    yield from (name for name, holds in rules.items() if not holds)
    for item in channel.iterfind("item"):
        yield from _faults_of_item(item, files)


def _faults_of_item(item: etree._Element, files: dict[str, bytes]) -> Iterator[str]:
    def at(element: etree._Element) -> bytes:
        return files.get(element.get("url", "").removeprefix(URL), b"")

    (enclosure,), (guid,) = item.findall("enclosure"), item.findall("guid")
    transcripts, chapters = (item.findall(f"podcast:{name}", NAMESPACES) for name in ("transcript", "chapters"))
    listed = [json.loads(at(one)) for one in chapters]
    rules = {
        "an enclosure as long as it says": enclosure.get("length") == str(len(at(enclosure))),
        "a type that Apple takes": enclosure.get("type") in {"audio/mpeg", "audio/x-m4a", "video/mp4"},
        "an id that is no address": guid.get("isPermaLink") == "false",
        "a day as RFC 2822 writes it": parsedate_to_datetime(item.findtext("pubDate", "")),
        "a duration": item.findtext("itunes:duration", "", NAMESPACES).isdigit(),
        "transcripts": all(one.get("type") == "text/vtt" and at(one).startswith(b"WEBVTT") for one in transcripts),
        "the type of chapters": all(one.get("type") == "application/json+chapters" for one in chapters),
        "the version of chapters": all(one["version"] == "1.2.0" for one in listed),
        "chapters": all({"startTime", "title"} <= chapter.keys() for one in listed for chapter in one["chapters"]),
    }
    yield from (name for name, holds in rules.items() if not holds)


def test_the_podcast_keeps_all_rules(tmp_path: Path) -> None:
    """A podcast with an episode, its transcript and chapters is as RSS, Apple and the podcast namespace want it."""
    root = podcast_site(tmp_path, told(scope=IN_PODCAST, recording=CHAPTERS))
    (root / "media/parts.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nThe kettle\n")
    feed = feed_of(root)
    assert list(faults(feed, tree(root / "public"))) == []
    assert feed.find(".//podcast:chapters", NAMESPACES) is not None
    assert feed.find(".//podcast:transcript", NAMESPACES) is not None
    parsed = feedparser.parse((root / "public/podcast.xml").read_bytes())
    assert (parsed.bozo, parsed.version, parsed.feed.title, parsed.entries[0].title) == (
        False,
        "rss20",
        "Kettle & Key",
        "The kettle",
    )


def test_the_checker_is_awake(tmp_path: Path) -> None:
    """The rules above find a fault in a feed that has one."""
    root = podcast_site(tmp_path)
    feed = feed_of(root)
    for enclosure in feed.iter("enclosure"):
        enclosure.set("length", "1")
    assert list(faults(feed, tree(root / "public"))) == ["an enclosure as long as it says"]


def test_the_podcasts_id_is_of_its_address(tmp_path: Path) -> None:
    """The id is the UUID of the feed's address without scheme, in the namespace that is given for it."""
    found = feed_of(podcast_site(tmp_path)).findtext("channel/podcast:guid", namespaces=NAMESPACES)
    namespace = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    assert found == str(uuid.uuid5(namespace, "quiet.harbour.internal/base/podcast.xml"))


def test_the_namespaces_own_example_holds() -> None:
    """The namespace and the rule give the id that the specification has as its example."""
    namespace = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    assert str(uuid.uuid5(namespace, "podnews.net/rss")) == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_there_is_no_podcast_unless_it_is_asked_for(tmp_path: Path) -> None:
    """Without “podcast” in site.yaml a site has none, whatever consents say."""
    root = podcast_site(tmp_path)
    text = (root / "site.yaml").read_text(encoding="utf-8")
    (root / "site.yaml").write_text(text.partition("podcast:")[0], encoding="utf-8")
    built(root)
    assert "podcast.xml" not in tree(root / "public")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(told(scope=SCOPE), id="not by name"),
        pytest.param(told(scope="[web, feed, podcast]"), id="no sound"),
        pytest.param(told(scope=IN_PODCAST, voice="none"), id="no voice"),
        pytest.param(told(scope=IN_PODCAST, status="paused"), id="paused"),
        pytest.param(told(scope=IN_PODCAST, recording=""), id="no recording"),
    ],
)
def test_only_who_agreed_by_name_is_in_it(tmp_path: Path, text: str) -> None:
    """A story whose consent does not cover podcast, recording and voice is not in the podcast, by no word of it."""
    root = podcast_site(tmp_path, text)
    assert items(root) == []
    assert b"kettle/" not in (root / "public/podcast.xml").read_bytes()


def test_it_needs_no_consent_to_feeds(tmp_path: Path) -> None:
    """A story may be in the podcast and in no other feed."""
    root = podcast_site(tmp_path, told(scope="[web, audio, podcast]"))
    assert len(items(root)) == 1
    assert b"kettle" not in (root / "public/feed.xml").read_bytes()


def test_a_story_goes_with_its_channel(tmp_path: Path) -> None:
    """A story whose consent names the podcast no more is gone from it with the next build, and stays on the site."""
    root = podcast_site(tmp_path)
    assert len(items(root)) == 1
    (root / "stories/kettle.md").write_text(told(scope=SCOPE))
    assert items(root) == []
    assert "stories/kettle/index.html" in tree(root / "public")


def test_a_withdrawal_leaves_a_tombstone(tmp_path: Path) -> None:
    """What was withdrawn is called back by the id that its episode had."""
    root = podcast_site(tmp_path, told(status="requested", scope="[]"))
    approve(root, "stories/kettle.md", "CF-001", ("web", "audio", "podcast"))
    (episode,) = items(root)
    withdraw(plan_withdrawal(root, "stories/kettle.md"), TODAY)
    feed = feed_of(root)
    assert feed.findall("channel/item") == []
    (stone,) = feed.findall("channel/at:deleted-entry", NAMESPACES)
    assert stone.get("ref") == episode.findtext("guid")


def test_a_new_recording_keeps_the_episodes_id(tmp_path: Path) -> None:
    """An episode whose recording and address change stays the same one for apps."""
    root = podcast_site(tmp_path)
    (before,) = items(root)
    (root / MP3).write_bytes(silence(4.1))
    (root / "stories/kettle.md").write_text(told(scope=IN_PODCAST, recording=f"slug: pot\n{AUDIO}"))
    (after,) = items(root)
    assert after.findtext("guid") == before.findtext("guid")
    assert after.findtext("link") != before.findtext("link")


@pytest.mark.parametrize(
    ("size", "what"),
    [((1400, 1300), "1400 by 1300 pixels"), ((300, 300), "300 by 300 pixels"), (None, "there is no picture")],
)
def test_a_picture_that_directories_refuse_stops_the_build(
    tmp_path: Path, size: tuple[int, int] | None, what: str
) -> None:
    """A picture that is missing, small or not square is an error at its place in site.yaml."""
    root = podcast_site(tmp_path, size=size or (8, 8))
    if size is None:
        (root / "media/podcast.png").unlink()
    with pytest.raises(CannotBuildError) as refused:
        built(root)
    (told_of,) = refused.value.diagnostics
    assert (told_of.path, told_of.rule) == ("site.yaml", "podcast")
    assert what in told_of.message


def test_another_picture_is_seen_by_the_next_build(tmp_path: Path) -> None:
    """A build after a change of the podcast's picture alone ships the new one."""
    root = podcast_site(tmp_path)
    before = feed_of(root).find("channel/itunes:image", NAMESPACES)
    podcast_site(root, size=(1500, 1500))
    after = feed_of(root).find("channel/itunes:image", NAMESPACES)
    assert before is not None
    assert after is not None
    assert before.get("href") != after.get("href")


def test_a_stopped_build_takes_an_episode_away(tmp_path: Path) -> None:
    """Where a build stops, what the podcast may not say any more goes from the folder all the same."""
    root = podcast_site(tmp_path)
    assert len(items(root)) == 1
    (root / "stories/kettle.md").write_text(told(scope=SCOPE))
    (root / "site.yaml").write_text("name: [\n", encoding="utf-8")
    with pytest.raises(CannotBuildError):
        built(root)
    assert b"kettle" not in (root / "public/podcast.xml").read_bytes()


def test_every_page_names_the_podcast_to_apps(tmp_path: Path) -> None:
    """Each page of a site with a podcast says where that is, so that an app finds it from any address."""
    built(podcast_site(tmp_path))
    pages = {path: data.decode() for path, data in tree(tmp_path / "public").items() if path.endswith(".html")}
    link = re.compile(
        r'<link rel="alternate" type="application/rss\+xml" title="Kettle &amp; Key" href="(.*)podcast.xml">'
    )
    assert [path for path, page in pages.items() if "<main" in page and not link.search(page)] == []


def test_no_page_names_a_podcast_that_is_not_there(tmp_path: Path) -> None:
    """Where a site has no podcast, no page leads to one."""
    built(told_site(tmp_path))
    assert not any(b"application/rss+xml" in data for data in tree(tmp_path / "public").values())
