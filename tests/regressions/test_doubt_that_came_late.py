"""In a folder where much was saved at once, a withdrawn story was shown until the burst had ended."""

from __future__ import annotations

import threading
from collections.abc import Collection
from pathlib import Path

import pytest

from generator.preview.http.server import Preview
from generator.preview.site.live import LiveSite
from generator.preview.site.watch import Watch
from tests.builders.clock import settle
from tests.builders.sites import TODAY, make_site, story

PATIENCE = 60  # seconds; only a failing test waits that long
GATE = "stories/gate/index.html"
WITHDRAWN = story(consent="{record: R-1, status: withdrawn}")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with two stories."""
    return make_site(tmp_path / "site", {"gate.md": story(), "kettle.md": story("A kettle")})


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """What ends a burst of saves, which otherwise goes on."""
    ended, kept = threading.Event(), Watch._let_settle

    def settled(watch: Watch) -> None:
        ended.wait(PATIENCE)
        kept(watch)

    monkeypatch.setattr(Watch, "_let_settle", settled)
    return ended


def test_pages_wait_from_the_first_news_of_a_save(root: Path, quiet: threading.Event) -> None:
    """While a burst of saves goes on, pages wait; after it, the withdrawn story has none."""
    doubted = threading.Event()
    with Watch(root, print) as watch:
        preview = Preview(LiveSite(root, "web", TODAY))

        def doubt(saved: Collection[Path] | None) -> None:
            preview.live.doubt(saved)
            doubted.set()

        watch.run(preview.refresh, doubt)
        assert preview.live.page(GATE) is not None
        (root / "stories/gate.md").write_text(WITHDRAWN, encoding="utf-8")
        assert doubted.wait(PATIENCE)
        assert not preview.live.is_sure
        quiet.set()
        assert preview.live.page(GATE) is None
    preview.close()


def test_what_was_saved_before_somebody_listened_is_doubted_at_once(root: Path, quiet: threading.Event) -> None:
    """What was told of before the site was read for the first time raises a doubt as soon as somebody can be told."""
    with Watch(root, print) as watch:
        preview = Preview(LiveSite(root, "web", TODAY))
        (root / "stories/gate.md").write_text(WITHDRAWN, encoding="utf-8")
        assert watch._stirred.wait(PATIENCE)
        watch.run(preview.refresh, preview.live.doubt)
        assert not preview.live.is_sure
        quiet.set()
        assert preview.live.page(GATE) is None
    preview.close()


def test_many_news_of_one_text_are_one_doubt(root: Path) -> None:
    """A text of which the system tells several times ends the doubt as soon as its page is made anew."""
    settle(root)
    shown, text = LiveSite(root, "web", TODAY), root / "stories/gate.md"
    text.write_text(story(text="We painted the gate twice."), encoding="utf-8")
    for _ in range(3):
        shown.doubt([text])
    assert shown.amend()
    assert shown.is_sure


def test_a_save_nobody_has_looked_at_keeps_the_doubt(root: Path) -> None:
    """A withdrawal whose news comes within the burst of a text's is not settled by that text."""
    settle(root)
    shown, text = LiveSite(root, "web", TODAY), root / "stories/gate.md"
    text.write_text(story(text="We painted the gate twice."), encoding="utf-8")
    shown.doubt([text])
    (root / "stories/kettle.md").write_text(WITHDRAWN, encoding="utf-8")
    shown.doubt([root / "stories/kettle.md"])
    shown.amend()
    assert not shown.is_sure
