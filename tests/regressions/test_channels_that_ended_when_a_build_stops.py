"""A build that stopped left what a consent did not cover any more to feeds, search engines and social networks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent import acts
from generator.ground.diagnostics import CannotBuildError
from generator.store.cache import FOLDER
from tests.builders.approved import GATE, approve
from tests.builders.approved import WORDS as WORDS_OF_GATE
from tests.builders.sites import TODAY, built, make_site, story, tree

ALL = ("web", "feed", "search-engines", "social", "offline")
TITLE, WORDS = "Wendelgard", "Wendelgard painted the gate behind the harbour green on a Sunday in the rain."
SUMMARY = "A woman and her gate by the water, told in short."
PAGE, CARD = "stories/w/index.html", "stories/w/card.png"


def said(*scope: str) -> str:
    """The story of which something ends, with a scope."""
    consent = f"{{record: R-1, status: given, given_on: 2026-01-01, scope: [{', '.join(scope)}]}}"
    written = story(TITLE, day="2026-01-09", text=WORDS, consent=consent)
    return written.replace("summary: A summary.", f"summary: {SUMMARY}")


def broken_settings(site: Path) -> None:
    """Write what is no YAML."""
    file = site / "site.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("name:", "name: [", 1), encoding="utf-8")


def broken_theme(site: Path) -> None:
    """Choose a theme that cannot be compiled."""
    templates = site / "themes" / "own" / "templates"
    templates.mkdir(parents=True)
    (templates.parent / "theme.yaml").write_text("description: Our own.\nextends: hearten\n", encoding="utf-8")
    (templates / "story.html").write_text("{% if %}", encoding="utf-8")
    with (site / "site.yaml").open("a", encoding="utf-8") as f:
        f.write("theme: {name: own}\n")


def broken_log(site: Path) -> None:
    """Put a folder in the log's place."""
    (site / "consent").mkdir(exist_ok=True)
    (site / "consent" / "log.jsonl").mkdir()


def stopped(root: Path, without: str, stop: Callable[[Path], None], *, lost: bool) -> dict[str, bytes]:
    """What is in the folder of a site once a channel was taken out of a story and the next build has stopped."""
    site = make_site(root, {"a.md": story(), "w.md": said(*ALL)})
    built(site)
    before = tree(site / "public")
    scope = tuple(channel for channel in ALL if channel != without)
    (site / "stories" / "w.md").write_text(said(*scope), encoding="utf-8")
    stop(site)
    if lost:
        shutil.rmtree(site / FOLDER)
    done = CliRunner().invoke(main, ["build", "--source", str(site), "--today", str(TODAY), "--workers", "1"])
    after = tree(site / "public")
    assert done.exit_code == 2
    assert "Nothing was written." not in done.output
    assert "  stories/w.md\n" in done.output
    assert after["leaving/index.html"] == before["leaving/index.html"]
    return after


STOPS = pytest.mark.parametrize("stop", [broken_settings, broken_theme, broken_log])
LOST = pytest.mark.parametrize("lost", [False, True])


@STOPS
@LOST
def test_what_feeds_held_goes(tmp_path: Path, stop: Callable[[Path], None], lost: bool) -> None:
    """No feed names the story, and its page is still there."""
    after = stopped(tmp_path, "feed", stop, lost=lost)
    feeds = {path: data for path, data in after.items() if path.endswith(("feed.xml", "feed.json"))}
    assert feeds
    assert not [path for path, data in feeds.items() if TITLE.encode() in data or b"stories/w/" in data]
    assert WORDS.encode() in after[PAGE]


@STOPS
@LOST
def test_what_search_engines_read_goes(tmp_path: Path, stop: Callable[[Path], None], lost: bool) -> None:
    """Neither the sitemap nor a page that may be found names the story, and its page is empty."""
    after = stopped(tmp_path, "search-engines", stop, lost=lost)
    assert b"stories/w/" not in after["sitemap.xml"]
    assert WORDS.encode() not in after[PAGE]
    assert not [path for path, data in after.items() if path.endswith("index.html") and SUMMARY.encode() in data]
    assert TITLE.encode() in after["feed.xml"]


@STOPS
@LOST
def test_what_previews_showed_goes(tmp_path: Path, stop: Callable[[Path], None], lost: bool) -> None:
    """The page that says what previews show is empty, and so is the card that they showed."""
    after = stopped(tmp_path, "social", stop, lost=lost)
    assert WORDS.encode() not in after[PAGE]
    assert not after.get(CARD)
    assert after["stories/a/card.png"]
    assert TITLE.encode() in after["feed.xml"]


@LOST
def test_consents_that_are_as_they_were(tmp_path: Path, lost: bool) -> None:
    """Nothing is touched of stories that search engines, feeds and social networks never had."""
    site = make_site(tmp_path, {"a.md": story(scope="[web]"), "w.md": said("web", "offline")})
    built(site)
    before = tree(site / "public")
    broken_settings(site)
    if lost:
        shutil.rmtree(site / FOLDER)
    done = CliRunner().invoke(main, ["build", "--source", str(site), "--today", str(TODAY), "--workers", "1"])
    assert done.output.splitlines()[-1] == "Nothing was written."
    assert tree(site / "public") == before


def test_other_media_have_no_such_ways(tmp_path: Path) -> None:
    """An offline copy stays as it is where search engines were taken out."""
    site = make_site(tmp_path, {"a.md": story(), "w.md": said(*ALL)})
    copy = ["build", "--source", str(site), "--today", str(TODAY), "--workers", "1", "--channel", "offline"]
    assert CliRunner().invoke(main, copy).exit_code == 0
    before = tree(site / "public-offline")
    (site / "stories" / "w.md").write_text(said("web", "offline"), encoding="utf-8")
    broken_settings(site)
    done = CliRunner().invoke(main, copy)
    assert done.output.splitlines()[-1] == "Nothing was written."
    assert tree(site / "public-offline") == before


@pytest.mark.parametrize("place", ["tagline: Told by those who were there.", "description: On hope."])
@LOST
def test_settings_that_say_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, lost: bool) -> None:
    """Where settings say what was taken out of search engines, no page that these may find shows it."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    site = make_site(tmp_path, {"gate.md": story(text=WORDS_OF_GATE), "sea.md": story("A sea", text="The sea.")})
    approve(site, GATE, "CF-001", ("web", "search-engines"))
    file = site / "site.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(place, f'{place.partition(":")[0]}: "{WORDS_OF_GATE}"'))
    built(site)
    assert b"smelled of paint" in tree(site / "public")["topics/index.html" if "desc" in place else "index.html"]
    acts.narrow(site, GATE, scope=("web",), today=TODAY)
    if lost:
        shutil.rmtree(site / FOLDER)
    with pytest.raises(CannotBuildError) as caught:
        built(site)
    assert caught.value.aftermath.taken_away
    found = {path: data for path, data in tree(site / "public").items() if path.endswith(".html")}
    assert not [path for path, data in found.items() if b"smelled of paint" in data and b"noindex" not in data]
