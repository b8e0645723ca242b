"""A recording whose storyteller agreed to no podcast came into it where another story named it, or a copy of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.podcasts import IN_PODCAST, podcast_site
from tests.builders.sites import built, story, tree
from tests.builders.told_stories import AUDIO, MP3, SCOPE, captions, told

KETTLE = "stories/kettle.md"
OTHER_WORDS = ("An otter came up the stream.", "It looked at me and swam away.")


def site(root: Path, own: str, src: str = "kettle.mp3", cues: str = "otter.en.vtt", record: str = "R-88") -> Path:
    """A site with a podcast, to which an otter's story agreed; its recording, or its captions, are another story's."""
    given = f"{{record: {record}, status: given, given_on: 2026-01-01, scope: {IN_PODCAST}, voice: own}}"
    recorded = AUDIO.replace("kettle.mp3", src).replace("kettle.en.vtt", cues)
    otter = story("The otter", consent=given, more=recorded, text="Down by the stream I sat and waited all day.")
    podcast_site(root, own)
    (root / "stories/otter.md").write_text(otter)
    (root / "media/otter.en.vtt").write_text(captions(*OTHER_WORDS))
    # Another recording, and a copy of the first one under another name.
    (root / "media/otter.mp3").write_bytes((root / MP3).read_bytes() * 2)
    (root / "media/copy.mp3").write_bytes((root / MP3).read_bytes())
    return root


def episodes(root: Path) -> str:
    """The podcast, once the site is built."""
    built(root)
    return (root / "public/podcast.xml").read_text()


@pytest.mark.parametrize("shared", [{}, {"src": "copy.mp3"}, {"src": "otter.mp3", "cues": "kettle.en.vtt"}])
def test_it_stays_out_of_the_podcast(tmp_path: Path, shared: dict[str, str]) -> None:
    """A recording, a copy of it or its captions are in no podcast as long as one story with them did not agree."""
    root = site(tmp_path, told(scope=SCOPE), **shared)
    assert "otter" not in episodes(root)
    assert any(path.endswith(".mp3") for path in tree(root / "public"))


def test_both_may_agree(tmp_path: Path) -> None:
    """Where both stories agreed to the podcast, both are in it."""
    found = episodes(site(tmp_path, told(scope=IN_PODCAST)))
    assert "stories/otter/" in found
    assert "stories/kettle/" in found


@pytest.mark.parametrize(
    "own",
    [
        pytest.param(told(scope=SCOPE).replace("date: 2026", "date: soon"), id="an error in a field"),
        pytest.param(told(scope=SCOPE).replace("title: The kettle", 'title: "The kettle'), id="broken YAML"),
    ],
)
def test_a_file_that_cannot_be_read_agrees_to_nothing(tmp_path: Path, own: str) -> None:
    """Where the other story's front matter has errors, and does not name the podcast, its recording is in none."""
    assert "otter" not in episodes(site(tmp_path, own))


def test_what_is_only_asked_for_says_nothing_yet(tmp_path: Path) -> None:
    """A request for consent that nobody has answered yet speaks against no other story."""
    assert "stories/otter/" in episodes(site(tmp_path, told(scope="[]", status="requested")))


def test_it_goes_with_the_next_build(tmp_path: Path) -> None:
    """Once the other story's consent names the podcast no more, the episode is gone, and the build says why."""
    root = site(tmp_path, told(scope=IN_PODCAST))
    assert "stories/otter/" in episodes(root)
    (root / KETTLE).write_text(told(scope=SCOPE))
    assert "otter" not in episodes(root)
    (told_of,) = [d for d in built(root).diagnostics if d.rule == "recording-left-out"]
    assert told_of.path == "stories/otter.md"
    assert "left out of the podcast: stories/kettle.md has the same one" in told_of.message
