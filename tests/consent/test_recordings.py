"""Recordings in the life of a consent: approved, looked for, renamed and withdrawn with their story."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checking.residue import look, read_traces
from generator.consent.case import open_case
from generator.consent.rename import plan_rename, rename
from generator.consent.review_copy import review_copy
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from tests.builders.approved import approve
from tests.builders.sites import TODAY, built, make_site, story, tree
from tests.builders.told_stories import MP3, VTT, captions, silence, told, told_site

KETTLE = "stories/kettle.md"
SPOKEN = ("We sat in the kitchen until it was dark outside.", "Nobody wanted to be the one who got up first.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with an approved story that was told to a microphone."""
    root = told_site(tmp_path / "site", told(status="requested", scope="[]"))
    (root / VTT).write_text(captions(*SPOKEN))
    approve(root, KETTLE, "CF-001", ("web", "audio"))
    return root


@pytest.mark.parametrize("changed", [MP3, VTT])
def test_another_recording_was_never_approved(root: Path, changed: str) -> None:
    """A story whose recording or captions are others than those that were approved is withheld."""
    assert built(root).withheld == ()
    new = silence(4.1) if changed == MP3 else captions("Other words.", SPOKEN[1]).encode()
    (root / changed).write_bytes(new)
    assert [w.rule for w in built(root).withheld] == ["seal"]


def test_a_recording_that_came_later_was_never_approved(tmp_path: Path) -> None:
    """A story that was approved without a recording is withheld once it has one."""
    root = make_site(tmp_path, {"kettle.md": story(consent="{record: X-1, status: requested, scope: []}")})
    approve(root, KETTLE, "CF-001", ("web", "audio"))
    text = (root / KETTLE).read_text()
    told_site(root, text)
    recording = "recording: {kind: audio, src: ../media/kettle.mp3, transcript: text, shows: {voice: own, face: none}}"
    (root / KETTLE).write_text(text.replace("author:", f"{recording}\nauthor:"))
    assert [w.rule for w in built(root).withheld] == ["seal"]


def test_a_review_copy_plays_the_recording(root: Path) -> None:
    """The copy that a storyteller reads holds the sound itself and what is said in it, and loads nothing."""
    copy = review_copy(open_case(root, KETTLE), None)
    assert '<audio controls preload="none" src="data:audio/mpeg;base64,' in copy
    assert SPOKEN[1] in copy
    assert "media-src data:" in copy


def test_a_withdrawal_takes_the_recording_with_it(root: Path) -> None:
    """Withdrawing a story removes its recording and captions, and a build has nothing of either."""
    built(root)
    plan = plan_withdrawal(root, KETTLE)
    assert {MP3, VTT, KETTLE} <= set(plan.files)
    withdraw(plan, TODAY)
    assert not (root / MP3).exists()
    assert not (root / VTT).exists()
    built(root)
    assert not any(path.startswith("told/") for path in tree(root / "public"))


def test_a_transcript_of_a_withdrawn_story_stays_withheld(root: Path) -> None:
    """A text that says what the recording of a withdrawn story said is withheld, whatever its own story said."""
    withdraw(plan_withdrawal(root, KETTLE), TODAY)
    (root / "stories" / "again.md").write_text(story("Again", text=" ".join(SPOKEN)))
    assert [w.source for w in built(root).withheld] == ["stories/again.md"]


def test_a_recording_is_looked_for_by_its_bytes_and_its_words(root: Path, tmp_path: Path) -> None:
    """What is left of a story is found by the file of its recording, and by what is said in it."""
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "a.bin").write_bytes((root / MP3).read_bytes())
    (kept / "b.txt").write_text(" ".join(SPOKEN))
    found = {hit.file for hit in look(kept, read_traces(root / KETTLE)).hits}
    assert found == {"a.bin", "b.txt"}


def test_a_renamed_story_keeps_its_recording(root: Path) -> None:
    """A story that moves to another folder names its files from there, and its seal holds."""
    rename(plan_rename(root, KETTLE, "stories/kitchen/kettle.md"))
    assert "../../media/kettle.en.vtt" in (root / "stories/kitchen/kettle.md").read_text()
    assert built(root).withheld == ()
