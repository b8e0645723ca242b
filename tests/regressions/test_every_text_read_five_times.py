"""Where a story had ended under a made-up address, builds of other sites there read each text five times."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent import acts
from generator.content import read
from generator.content.read import Unread
from generator.store.user_folder import GIVEN
from tests.builders.sites import SITE, TODAY, built, make_site, story

SAMPLE = SITE.replace("https://quiet.harbour.internal/base/", "https://stories.example.org/")


def test_a_build_reads_a_text_once_to_hold_it_against_what_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To know whether a text is of a site in which something ended, a build reads it once, and the next not at all."""
    monkeypatch.setenv(GIVEN, str(tmp_path / "home"))
    tried = make_site(tmp_path / "tried", {"gate.md": story()}, site=SAMPLE)
    acts.pause(tried, "stories/gate.md", today=TODAY)
    others = {f"{name}.md": story(f"The {name}", text=f"We sat by the {name} all evening.") for name in ("lamp", "sea")}
    site = make_site(tmp_path / "site", others, site=SAMPLE)
    asked: list[str] = []
    unread = read.unread

    def counted(data: bytes, path: str) -> Unread:
        asked.append(path)
        return unread(data, path)

    monkeypatch.setattr(read, "unread", counted)
    built(site)
    assert sorted(asked) == ["stories/lamp.md", "stories/sea.md"]
    built(site)
    assert len(asked) == 2
