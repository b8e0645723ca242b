"""A story that holds words of the deny list was withheld by builds, and shown to whoever had its shared address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.gate import deny_list
from generator.preview.http.shared_story import NotShownError, SharedStory
from generator.preview.site.live import LiveSite
from tests.builders.sites import SITE, TODAY, make_site, story

GATE = "stories/gate.md"
HELP = "---\ntitle: Get help\n---\nRing Bertrand.\n"


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a page with help that names Bertrand, and a draft that names Odile."""
    draft = story("A gate", text="Odile painted the gate.", more="draft: true")
    return make_site(tmp_path, {"gate.md": draft}, pages={"help.md": HELP}, site=f"{SITE}help_page: help.md\n")


def deny(root: Path, words: str) -> None:
    (root / deny_list.PATH).parent.mkdir(exist_ok=True)
    (root / deny_list.PATH).write_text(words, encoding="utf-8")


def is_shown(shared: SharedStory) -> bool:
    try:
        return b"Odile" in shared.page().content
    except NotShownError as e:
        return e.for_good  # which it never is


def test_a_list_that_was_there_before(site: Path) -> None:
    """A story with denied words is not shown, nor is anything that it loads."""
    deny(site, "Odile\n")
    assert not is_shown(SharedStory(LiveSite(site, "web", TODAY), GATE))


def test_a_list_that_changes_meanwhile(site: Path) -> None:
    """With the next request a story is gone whose words were denied, and is there when they are denied no more."""
    shared = SharedStory(LiveSite(site, "web", TODAY), GATE)
    seen = []
    for words in ("Xenia\n", "Odile\n", "Xenia\n", "stories/gate.md: Odile\n"):
        deny(site, words)
        seen.append(is_shown(shared))
    assert seen == [True, False, True, False]


def test_any_error_keeps_a_story_from_being_shown(site: Path) -> None:
    """A story that a build withholds for an error in it is shown to nobody before that is mended."""
    shared = SharedStory(LiveSite(site, "web", TODAY), GATE)
    file = site / GATE
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace("[hope]", "[nothing-known]"), encoding="utf-8")
    assert not is_shown(shared)
    file.write_text(whole, encoding="utf-8")
    assert is_shown(shared)


def utf_16(root: Path) -> None:
    (root / deny_list.PATH).write_bytes("Bertrand\n".encode("utf-16"))


def broken_settings(root: Path) -> None:
    deny(root, "Bertrand\n")
    (root / "site.yaml").write_text("name: [", encoding="utf-8")


@pytest.mark.parametrize(
    "change", [lambda root: deny(root, "Bertrand\n"), utf_16, broken_settings, lambda root: deny(root, "Harbour Row")]
)
def test_the_page_with_help_asks_as_well(site: Path, change: Callable[[Path], None]) -> None:
    """The page with help is gone once its words are denied, or nobody can tell, whatever else is broken."""
    deny(site, "Xenia\n")
    shared = SharedStory(LiveSite(site, "web", TODAY), GATE)
    assert shared.help()
    change(site)
    assert shared.help() is None


def test_what_changes_while_it_is_read_is_shown_later(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the deny list changes while the site is read for a request, nothing is shown to that request."""
    live = LiveSite(site, "web", TODAY)
    shared, refresh = SharedStory(live, GATE), live.refresh

    def meanwhile() -> None:
        refresh()
        deny(site, "Odile\n")

    with monkeypatch.context() as changed:
        changed.setattr(live, "refresh", meanwhile)
        assert not is_shown(shared)
        assert shared.help() is None
    assert not is_shown(shared)
