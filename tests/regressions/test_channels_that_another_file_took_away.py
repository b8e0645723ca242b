"""A story's page still spoke to social networks after another file with the same record had taken that channel away."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from generator.store.cache import FOLDER
from tests.builders.clock import settle
from tests.builders.sites import TODAY, built, make_site, story, tree

ALL, WITHOUT = "[web, feed, search-engines, social]", "[web, feed, search-engines]"
# More telling words than an edit adds, so that a build looks at the edited text alone.
TELLING = (
    "harboursides harboursides lighthouses lighthouses gardeners gardeners strangers strangers paintings paintings"
)
PAGE = "stories/a/index.html"


def told(title: str, scope: str, **more: str) -> str:
    """A story under the record that both have."""
    return story(title, consent=f"{{record: R-1, status: given, given_on: 2026-01-01, scope: {scope}}}", **more)


def now(site: Path, texts: dict[str, str], today: date = TODAY) -> bytes:
    """The page after a build with these texts, which is what a build from nothing makes of them."""
    for name, text in texts.items():
        (site / "stories" / name).write_text(text, encoding="utf-8")
    settle(site)
    built(site, today=today)
    made = tree(site / "public")
    for kept in (FOLDER, "public"):
        shutil.rmtree(site / kept)
    built(site, today=today)
    assert tree(site / "public") == made
    return made[PAGE]


def kept_up(site: Path, texts: dict[str, str]) -> None:
    """Leave what a build with these texts leaves."""
    make_site(site, texts)
    settle(site)
    built(site)


def test_the_other_file_loses_a_channel(tmp_path: Path) -> None:
    """A channel that another file's consent does not cover any more is gone from the page that is held to it."""
    kept_up(tmp_path, {"a.md": told("A gate", ALL), "b.md": told("A door", ALL, text="We painted the door, and left.")})
    assert b"og:image" in (tmp_path / "public" / PAGE).read_bytes()
    assert b"og:image" not in now(tmp_path, {"b.md": told("A door", WITHOUT, text="We painted the door, and left.")})


def test_a_text_is_edited(tmp_path: Path) -> None:
    """A channel that another file takes away does not come back with an edit of the text."""
    other = told("A door", WITHOUT, text="We painted the door, and left.")
    kept_up(tmp_path, {"a.md": told("A gate", ALL, text=TELLING), "b.md": other})
    assert b"og:image" not in now(tmp_path, {"a.md": told("A gate", ALL, text=f"{TELLING} Yes.")})


def test_a_day_of_change_comes(tmp_path: Path) -> None:
    """The day of a change is on the story's page from that day on."""
    later = date(2026, 7, 1)
    kept_up(tmp_path, {"a.md": told("A gate", ALL, more=f"updated: {later}")})
    assert b"2026-07-01" not in (tmp_path / "public" / PAGE).read_bytes()
    assert b"2026-07-01" in now(tmp_path, {}, later)
