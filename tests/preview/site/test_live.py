"""The site in memory: what it shows, what it keeps, and what it tells."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.content import sources
from generator.incremental import index_update
from generator.preview.desk.verdicts import decide
from generator.preview.site import page_store
from generator.preview.site.hot_update import hot_update
from generator.preview.site.live import LiveSite
from generator.views.pages import Page
from tests.builders.clock import settle
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

GATE = "stories/gate/index.html"
PAUSED = story(consent="{record: R-2, status: paused, scope: [web]}")


def live(root: Path, today: date = TODAY) -> LiveSite:
    return LiveSite(root, "web", today)


def save(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with two stories that are published and one that is not."""
    return make_site(tmp_path / "site", {"gate.md": story(), "kettle.md": story("A kettle"), "paused.md": PAUSED})


def test_pages_are_what_a_build_writes(root: Path) -> None:
    """Every page is byte for byte what a build writes on that day, and there are no others."""
    files = {p: c for p, c in tree(built(root).out).items() if not p.startswith(".")}
    shown = live(root)
    assert shown.planned is not None
    assert {page.path for page in shown.planned.pages} == set(files)
    for path, content in files.items():
        made = shown.page(path)
        assert made is not None
        assert made.content == content


def test_withheld_stories_have_no_page(root: Path) -> None:
    """A withheld story has no page, and is told with its reason."""
    shown = live(root)
    assert shown.page("stories/paused/index.html") is None
    assert [w.source for w in shown.withheld] == ["stories/paused.md"]


def test_a_save_changes_one_version(root: Path) -> None:
    """After a change in one story's text its page has another version, and another story's page has not."""
    shown = live(root)
    before = shown.version(GATE), shown.version("stories/kettle/index.html")
    save(root, "stories/gate.md", story(text="We painted the gate green."))
    shown.refresh()
    assert shown.version(GATE) != before[0]
    assert shown.version("stories/kettle/index.html") == before[1]


def test_what_is_not_there_has_no_version(root: Path) -> None:
    """A path without a page has no version."""
    assert live(root).version("stories/nothing/index.html") is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("site.yaml", SITE.replace("name: Quiet Harbour", "nmae: Quiet Harbour")),
        ("site.yaml", SITE + "theme: {name: harten}\n"),
        ("themes/hearten/templates/story.html", "{% if %}"),
    ],
    ids=["settings", "theme", "template"],
)
def test_the_last_good_site_stays(root: Path, path: str, text: str) -> None:
    """With an error in settings, theme or a template pages stay, and the error is told on them until it is mended."""
    shown = live(root)
    before = shown.version(GATE)
    kept = (root / path).read_text(encoding="utf-8") if (root / path).exists() else None
    save(root, path, text)
    shown.refresh()
    assert shown.version(GATE) == before
    assert {d.path for d in shown.problems(GATE)} == {path}
    assert {d.path for d in shown.problems("index.html")} == {path}
    (root / path).unlink()
    if kept is not None:
        save(root, path, kept)
    shown.refresh()
    assert shown.problems(GATE) == ()


def test_a_failing_template_keeps_the_page(root: Path) -> None:
    """A page whose template fails as it is rendered is as it was before, and the failure is told on that page alone."""
    shown = live(root)
    before = shown.version(GATE)
    save(root, "themes/hearten/templates/story.html", "{{ view.card.titel }}")
    shown.refresh()
    assert shown.version(GATE) == before
    assert [(d.path, d.span.line) for d in shown.problems(GATE)] == [("themes/hearten/templates/story.html", 1)]
    assert shown.problems("index.html") == ()


def test_a_removed_site_keeps_its_pages(root: Path) -> None:
    """When the site's folder is deleted the pages stay, and the reason is told."""
    shown = live(root)
    shutil.rmtree(root)
    shown.refresh()
    assert shown.page(GATE) is not None
    assert [d.rule for d in shown.problems(GATE)] == ["no-site"]


def test_errors_are_told_where_the_story_was(root: Path) -> None:
    """All problems of a story are told on the address that it had, also when its slug can no longer be read."""
    save(root, "stories/gate.md", story(more="slug: green-gate"))
    shown = live(root)
    assert shown.source("stories/green-gate/index.html") == "stories/gate.md"
    save(root, "stories/gate.md", story(topics="[hpoe, wrok]", more="slug: green-gate\ndate: 2026-13-01"))
    shown.refresh()
    assert shown.page("stories/green-gate/index.html") is None
    rules = [d.rule for d in shown.problems("stories/green-gate/index.html")]
    assert len(rules) == 3
    assert rules.count("unknown-topic") == 2


def test_sources_of_addresses(root: Path) -> None:
    """The file behind an address is known for stories and pages, published or withheld, and for no list."""
    save(root, "pages/about.md", "---\ntitle: About\n---\n\nUs.\n")
    save(root, "pages/broken.md", "---\ntitle: About\nauthor: Me\n---\n\nUs.\n")
    save(root, "stories/hidden.md", story(consent="{record: R-2, status: paused, scope: [web]}", more="slug: away"))
    shown = live(root)
    assert {path: shown.source(path) for path in ("about/index.html", "broken/index.html", GATE)} == {
        "about/index.html": "pages/about.md",
        "broken/index.html": "pages/broken.md",
        GATE: "stories/gate.md",
    }
    assert shown.source("stories/away/index.html") == "stories/hidden.md"
    assert shown.source("stories/paused/index.html") == "stories/paused.md"
    assert shown.source("stories/index.html") is None
    assert shown.source("paused/index.html") is None


def test_new_errors_are_told_everywhere(root: Path) -> None:
    """Errors that came since the preview began are told on every page, and those from before on their story's alone."""
    save(root, "stories/old.md", story(topics="[hpoe]"))
    shown = live(root)
    assert shown.problems("index.html") == ()
    assert [d.path for d in shown.problems("stories/old/index.html")] == ["stories/old.md"]
    save(root, "stories/gate.md", story(topics="[wrok]"))
    shown.refresh()
    assert [d.path for d in shown.problems("index.html")] == ["stories/gate.md"]
    save(root, "stories/gate.md", story())
    shown.refresh()
    assert shown.problems("index.html") == ()


def test_another_day_and_channel(root: Path) -> None:
    """The gate can be asked for another day and channel, and the pages stay as they are."""
    consent = "{record: R-1, status: given, given_on: 2026-01-01, valid_until: 2026-12-31, scope: [web]}"
    save(root, "stories/gate.md", story(consent=consent))
    shown = live(root)
    later, offline = decide(shown, "web", date(2027, 3, 1)), decide(shown, "offline", TODAY)
    assert later is not None
    assert offline is not None
    assert {w.source: w.rule for w in later.withheld}["stories/gate.md"] == "expired"
    assert {w.source: w.rule for w in offline.withheld}["stories/gate.md"] == "scope"
    assert shown.page(GATE) is not None


def test_lines_are_as_in_the_file(root: Path) -> None:
    """A line of a file is given as it is now, and nothing from outside the site's folder."""
    shown = live(root)
    assert shown.line("stories/gate.md", 2) == "title: A gate"
    assert shown.line("stories/gate.md", 99) is None
    (root.parent / "secret").write_text("secret", encoding="utf-8")
    assert shown.line("../secret", 1) is None


def test_midnight_ends_consent(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the day changes while the preview runs, what has expired with it is gone."""
    consent = "{record: R-1, status: given, given_on: 2026-01-01, valid_until: 2026-06-15, scope: [web]}"
    save(root, "stories/gate.md", story(consent=consent))
    monkeypatch.setattr(sources, "today", lambda: TODAY)
    shown = LiveSite(root, "web", None)
    assert shown.page(GATE) is not None
    monkeypatch.setattr(sources, "today", lambda: date(2026, 6, 16))
    assert shown.page(GATE) is None


def test_without_a_day_it_is_today(root: Path) -> None:
    """Without a day of its own, a live site decides for the day on which it reads."""
    assert LiveSite(root, "web", None).today == sources.today()


def changed(root: Path, text: str) -> LiveSite:
    """A site with the page of the gate looked at, and then another text in its file."""
    shown = live(root)
    shown.page(GATE)
    save(root, "stories/gate.md", text)
    return shown


def test_a_saved_text_is_there_at_once(root: Path) -> None:
    """A story's page with another text is what it will be when the whole site has been read again."""
    shown = changed(root, story(text="We painted the gate *twice*.\n\n## And again\n\nIt was blue."))
    assert shown.amend()
    at_once = shown.page(GATE)
    shown.refresh()
    assert at_once is not None
    assert at_once == shown.page(GATE)
    assert b"<em>twice</em>" in at_once.content


def test_a_saved_text_needs_nobody_who_looked_at_it(root: Path) -> None:
    """A text whose page nobody has asked for since the site was read ends the doubt of its save as well as any."""
    settle(root)
    shown = live(root)
    save(root, "stories/gate.md", story(text="We painted the gate twice."))
    shown.doubt([root / "stories/gate.md"])
    assert not shown.is_sure
    assert shown.amend()
    assert shown.is_sure
    page = shown.page(GATE)
    assert page is not None
    assert b"twice" in page.content


@pytest.mark.parametrize("other", ["stories/new.md", "stories/kettle.md", "consent/log.jsonl", "site.yaml"])
def test_doubt_lasts_where_more_was_saved_than_texts(root: Path, other: str) -> None:
    """A save of anything but sound texts leaves it open which pages may be shown, also after a later save of a text."""
    settle(root)
    shown = live(root)
    (root / other).parent.mkdir(exist_ok=True)
    save(root, other, story("Another", consent="{record: R-9, status: withdrawn}"))
    save(root, "stories/gate.md", story(text="We painted the gate twice."))
    shown.doubt([root / "stories/gate.md", root / other])
    shown.amend()
    assert not shown.is_sure
    shown.doubt([root / "stories/gate.md"])
    shown.amend()
    assert not shown.is_sure


def test_a_text_that_is_put_back_is_there_at_once(root: Path) -> None:
    """A text that was saved and put back gives the page as it was."""
    shown = live(root)
    before = shown.page(GATE)
    save(root, "stories/gate.md", story(text="We painted the gate twice."))
    assert shown.amend()
    save(root, "stories/gate.md", story())
    assert shown.amend()
    assert shown.page(GATE) == before


def test_what_was_made_ahead_is_not_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many stories were saved since the site was read, a save costs as much as the one story."""
    made: list[str] = []

    def watched(page: Page, *given: Any) -> Page | None:
        made.append(page.path)
        return hot_update(page, *given)

    monkeypatch.setattr(page_store, "hot_update", watched)
    settle(root)
    shown = changed(root, story(text="We painted the gate twice."))
    shown.page("stories/kettle/index.html")
    assert shown.amend()
    save(root, "stories/kettle.md", story("A kettle", text="It sang."))
    assert shown.amend()
    save(root, "stories/gate.md", story(text="We painted the gate three times."))
    assert shown.amend()
    assert made == [GATE, "stories/kettle/index.html", GATE]
    shown.refresh()
    made.clear()
    assert not shown.amend()


@pytest.mark.parametrize(
    "text",
    [
        story(consent="{record: R-1, status: paused, scope: [web]}"),
        story("Another gate"),
        story(more="draft: true"),
        story(text="![](gate.png)"),
        story(text="A [link](nowhere.md)."),
        story(text="..."),
        "no front matter",
    ],
)
def test_all_but_a_text_waits_for_the_whole_site(root: Path, text: str) -> None:
    """A save that changes more than a sound text makes no page at once."""
    shown = changed(root, text)
    before = shown.page(GATE)
    assert not shown.amend()
    assert shown.page(GATE) == before


def test_a_sealed_text_waits_for_the_whole_site(root: Path) -> None:
    """A story whose text was approved shows no other text at once, since the gate must see its seal."""
    sealed = "{record: R-1, status: given, given_on: 2026-01-01, scope: [web], seal: {exact: %s, words: %s}}"
    save(root, "stories/gate.md", story(consent=sealed % ("0" * 64, "1" * 64)))
    shown = live(root)
    assert shown.page(GATE) is None
    save(root, "stories/gate.md", story(consent=sealed % ("0" * 64, "1" * 64), text="Another text."))
    assert not shown.amend()


def test_the_index_of_the_last_build_is_taken_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a build has put into the index is not counted again."""
    built(root)
    monkeypatch.setattr(index_update, "part", lambda *_: pytest.fail("counted again"))
    assert live(root).page(GATE)
