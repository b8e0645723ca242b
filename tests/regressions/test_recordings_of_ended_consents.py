"""The film of a withdrawn or paused story stayed online where another story named it, or a copy of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from tests.builders.approved import approve
from tests.builders.sites import TODAY, built, story, tree
from tests.builders.told_stories import AUDIO, MP3, SCOPE, captions, published, silence, told_site

KETTLE, OTTER = "stories/kettle.md", "stories/otter.md"
OTHER_WORDS = ("An otter came up the stream.", "It looked at me and swam away.")
# The same recording with two titles, none of which is published.
TITLED, RETITLED = (b"ID3\3\0\0\0\0\0\x0cTIT2\0\0\0\2\0\0\0" + sign + silence() for sign in (b"A", b"B"))
FILES = ("kettle.mp3", "copy.mp3", "stripped.mp3", "retitled.mp3")


def otter(src: str | None) -> str:
    """Another story, of another record and with other words, whose recording is the file ``src`` in media/."""
    given = f"{{record: R-88, status: given, given_on: 2026-01-01, scope: {SCOPE}, voice: own}}"
    recorded = AUDIO.replace("kettle.mp3", src).replace("kettle.en", "otter.en") if src else ""
    return story("The otter", consent=given, more=recorded, text="Down by the stream I sat and waited all day.")


def site(root: Path, src: str | None = "kettle.mp3") -> Path:
    """A site with both stories, and copies of the first one's recording."""
    told_site(root, **{"otter.md": otter(src)})
    (root / "media/otter.en.vtt").write_text(captions(*OTHER_WORDS))
    for name, data in (("kettle", TITLED), ("copy", TITLED), ("retitled", RETITLED)):
        (root / f"media/{name}.mp3").write_bytes(data)
    (root / "media/stripped.mp3").write_bytes(published(root / MP3))
    return root


def edit(before: str, after: str) -> Callable[[Path], None]:
    """A change in the first story's file."""

    def change(root: Path) -> None:
        text = (root / KETTLE).read_text()
        assert before in text
        (root / KETTLE).write_text(text.replace(before, after))

    return change


def is_heard(root: Path) -> bool:
    """Whether a build publishes a recording."""
    built(root)
    return any(path.endswith(".mp3") for path in tree(root / "public"))


def both(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    """One change behind the other."""

    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


PAUSE = edit("status: given", "status: paused")
ENDS = {
    "paused": PAUSE,
    "withdrawn by hand": edit("status: given", "status: withdrawn"),
    "without its channel": edit(", audio]", "]"),
    "without the voice": edit("voice: own}\n", "voice: none}\n"),
    "run out": edit("given_on: 2026-01-01", "given_on: 2026-01-01, valid_until: 2026-01-02"),
    "paused, with an error in a field": both(PAUSE, edit("date: 2026", "date: soon")),
    "paused, with broken YAML": both(PAUSE, edit("title: The kettle", 'title: "The kettle')),
}


@pytest.mark.parametrize("src", FILES)
def test_it_is_heard_as_long_as_both_allow_it(tmp_path: Path, src: str) -> None:
    """Two stories may share a recording that the consents of both cover."""
    assert is_heard(site(tmp_path, src))


@pytest.mark.parametrize("src", FILES)
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_an_end_takes_it_from_every_story(tmp_path: Path, end: Callable[[Path], None], src: str) -> None:
    """Once one consent has ended, or does not cover it, no story brings the recording."""
    root = site(tmp_path, src)
    assert is_heard(root)
    end(root)
    assert not is_heard(root)
    assert (root / "public/stories/otter/index.html").exists()


@pytest.mark.parametrize("src", FILES)
def test_a_withdrawal_takes_it_from_every_story(tmp_path: Path, src: str) -> None:
    """What is left of a withdrawn story knows its recording again, by the file or what is published of it."""
    root = site(tmp_path, src)
    withdraw(plan_withdrawal(root, KETTLE), TODAY)
    assert not (root / KETTLE).exists()
    (root / MP3).write_bytes(TITLED)
    assert not is_heard(root)


def test_it_is_told_with_a_reason(tmp_path: Path) -> None:
    """The build says which file is left without its recording, for which other one, and what to do; and no record."""
    root = site(tmp_path)
    PAUSE(root)
    left = next(d for d in built(root).diagnostics if d.rule == "recording-left-out")
    assert left.path == OTTER
    assert f"{KETTLE} has the same one, and there the storyteller has paused the consent" in left.message
    assert "take the recording out of this story" in left.hint
    assert "R-77" not in left.message + left.hint


def test_it_is_as_if_the_story_had_none(tmp_path: Path) -> None:
    """A site whose recording is held back for another's sake has the pages of one that names none."""
    root = site(tmp_path / "held")
    PAUSE(root)
    built(root)
    none = site(tmp_path / "none", None)
    (none / KETTLE).unlink()
    built(none)
    kept, clean = tree(root / "public"), tree(none / "public")
    assert kept["stories/otter/index.html"] == clean["stories/otter/index.html"]
    assert kept.keys() - clean.keys() <= {path for path in kept if path.startswith("search/")}


def test_its_own_storyteller_brings_it_back(tmp_path: Path) -> None:
    """The recording of a story that was withdrawn is heard again when the story is approved anew under its record."""
    root = site(tmp_path)
    (root / OTTER).unlink()
    before = (root / KETTLE).read_text()
    withdraw(plan_withdrawal(root, KETTLE), TODAY)
    told_site(root, before.replace("status: given", "status: requested"))
    (root / MP3).write_bytes(TITLED)
    assert not is_heard(root)
    approve(root, KETTLE, "R-77", ("web", "audio"))
    assert is_heard(root)


def test_a_mere_question_ends_nothing(tmp_path: Path) -> None:
    """A second story that was only asked for yet takes the recording from nobody."""
    root = site(tmp_path)
    edit("status: given", "status: requested")(root)
    assert is_heard(root)
