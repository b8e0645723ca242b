"""The preview's first pages, while it still reads the site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from generator import prepare
from generator.ground.outcome import Output
from generator.preview.http.addresses import Addresses
from generator.preview.http.server import Preview
from generator.preview.site import live
from generator.preview.site.live import LiveSite
from generator.store.cache import FILE, FOLDER, Cache
from tests.builders.clock import settle
from tests.builders.sites import TODAY, built, make_site, story, tree

GATE = "stories/gate/index.html"


def save(root: Path, name: str, text: str) -> None:
    """Put a story into a site."""
    (root / "stories" / name).write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that was built."""
    site = make_site(tmp_path / "site", {"gate.md": story(), "paused.md": story(consent="{record: R, status: paused}")})
    settle(site)
    built(site)
    return site


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Reading a site waits until this is set."""
    go, before = threading.Event(), prepare.prepare

    def later(*given: object, **named: object) -> object:
        assert go.wait(60)
        return before(*given, **named)  # type: ignore[arg-type]  # handed on as they are

    monkeypatch.setattr(live, "prepare", later)
    yield go
    go.set()


def test_every_page_is_there_at_once(root: Path, slowly: threading.Event) -> None:
    """While the site is read, its pages are those of the last build, and no others."""
    shown = Addresses(LiveSite(root, "web", TODAY))
    for path, content in tree(root / "public").items():
        if not path.startswith("."):
            assert shown.see(f"/{path}").content == content
    assert shown.see("/").content == (root / "public" / "index.html").read_bytes()
    assert shown.live.early(".hearten") is None
    assert shown.live.early("../site.yaml") is None
    slowly.set()
    assert shown.see("/stories/paused/").status == 404
    assert shown.live.early(GATE) is None


def test_a_text_that_was_edited_since_is_there_at_once(root: Path, slowly: threading.Event) -> None:
    """After a build, while a site is read in which a text was edited, its pages are those of a build from nothing."""
    save(root, "gate.md", story(text="We painted the gate twice, in marzipan colours."))
    shown = Addresses(LiveSite(root, "web", TODAY))
    pages = {page: shown.live.early(page) for page in tree(root / "public") if not page.startswith(".")}
    clean = built(make_site(root.parent / "clean", {path.name: path.read_text() for path in root.glob("stories/*")}))
    for path, content in tree(clean.out).items():
        if not path.startswith("."):
            assert shown.see(f"/{path}").content == content
    assert {path for path, page in pages.items() if page is None} == pages.keys() - set(clean.pages)


@pytest.mark.parametrize(
    "text",
    [
        story(consent="{record: R-1, status: withdrawn}"),
        story(more="draft: true"),
        story("Another gate"),
        story(text="A [link](nowhere.md) to ![](nothing.png)."),
        "no front matter",
    ],
)
def test_nothing_is_early_after_more_than_a_text_has_changed(root: Path, text: str) -> None:
    """A story that may not be published any more, or of which other pages say something else, is read first."""
    save(root, "gate.md", text)
    shown = LiveSite(root, "web", TODAY)
    assert shown.early(GATE) is None
    shown.doubt()
    assert not shown.catch_up()


@pytest.mark.parametrize("path", ["stories/new.md", "public/index.html", "site.yaml", "public/.hearten"])
def test_nothing_is_early_after_a_change(root: Path, path: str) -> None:
    """Where a file of the site or of its output is another than at the last build, the preview reads the site first."""
    text = (root / path).read_text(encoding="utf-8") if (root / path).exists() else story("New")
    (root / path).write_text(f"{text}\n", encoding="utf-8")
    assert LiveSite(root, "web", TODAY).early(GATE) is None


def test_nothing_is_early_where_a_withdrawal_came_with_a_text(root: Path) -> None:
    """Where another story was withdrawn together with an edit of a text, the site is read before anything is shown."""
    save(root, "gate.md", story(text="We painted the gate twice."))
    save(root, "paused.md", story(consent="{record: R, status: withdrawn}"))
    assert LiveSite(root, "web", TODAY).early(GATE) is None


def test_nothing_is_early_on_another_day(root: Path) -> None:
    """Consent may have ended since the day of the last build."""
    assert LiveSite(root, "web", TODAY + timedelta(days=1)).early(GATE) is None


def test_nothing_is_early_for_another_channel(root: Path) -> None:
    """The website is not what is given away."""
    assert LiveSite(root, "offline", TODAY).early(GATE) is None


def test_nothing_is_early_while_a_build_runs(root: Path) -> None:
    """What another build is about to change is not taken for what is right."""
    building = Cache(root / FOLDER / FILE)
    shown = LiveSite(root, "web", TODAY)
    building.close(done=False)
    assert shown.early(GATE) is None
    assert shown.page(GATE) is not None


def test_a_save_ends_it(root: Path, slowly: threading.Event) -> None:
    """What is saved while the site is still read may be a withdrawal, so from then on pages wait for the reading."""
    shown = LiveSite(root, "web", TODAY)
    assert shown.early(GATE) is not None
    (root / "stories" / "gate.md").write_text(story(consent="{record: R-1, status: withdrawn}"), encoding="utf-8")
    again = threading.Thread(target=shown.refresh)
    again.start()
    seen: list[Output | None] = []
    while shown.is_sure:
        pass
    asking = [threading.Thread(target=lambda ask=ask: seen.append(ask(GATE))) for ask in (shown.early, shown.page)]
    for thread in asking:
        thread.start()
    assert seen == []
    slowly.set()
    again.join()
    for thread in asking:
        thread.join()
    assert seen == [None, None]


def test_a_text_that_is_saved_while_the_site_is_read_is_shown(root: Path, slowly: threading.Event) -> None:
    """A text that is saved before the site was read for the first time does not wait for that."""
    preview = Preview(LiveSite(root, "web", TODAY))
    save(root, "gate.md", story(text="We painted the gate twice."))
    preview.refresh([root / "stories/gate.md"])
    assert b"twice" in preview.addresses.see("/stories/gate/").content
    slowly.set()
    preview.close()


def test_the_site_is_read_when_somebody_wants_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of the last build do not have to share the processor with reading, until something else is asked for."""
    monkeypatch.setattr(live, "HEAD_START", 3600.0)
    shown = LiveSite(root, "web", TODAY)
    assert shown.early(GATE) is not None
    assert not shown.is_read
    assert Addresses(shown).see("/stories/paused/").status == 404
    assert shown.is_read


def test_nobody_waits_for_a_preview_that_ends(root: Path, slowly: threading.Event) -> None:
    """When the preview ends while the site is still read, who waits for that is told that there is nothing yet."""
    shown = LiveSite(root, "web", TODAY)
    seen: list[int] = []
    waiting = threading.Thread(target=lambda: seen.append(Addresses(shown).see("/stories/paused/").status))
    waiting.start()
    shown.end()
    waiting.join(60)
    assert seen == [503]
