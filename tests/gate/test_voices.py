"""Voices and faces: consent to words never publishes them, whatever else it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.consent_fields import Consent
from generator.content.recording_fields import Appearance, VoiceAndFace, WrittenRecording
from generator.gate.voices import held_back
from generator.ground.channels import CHANNELS, Channel
from tests.builders.sites import TODAY, built, tree
from tests.builders.told_stories import AUDIO, MP3, VTT, told, told_site

SHOWN = get_args(Appearance)
SCOPES = st.sets(st.sampled_from(list(CHANNELS)))


def consent(scope: frozenset[Channel], voice: str, photo: str) -> Consent:
    """A consent that says these things."""
    said = {"voice": voice, "photo": photo}
    return Consent(record="R-1", status="given", scope=tuple(scope), given_on=date(2026, 1, 1), **said)  # type: ignore[arg-type]  # by name


@given(
    st.sampled_from(["audio", "video"]),
    st.sampled_from(SHOWN),
    st.sampled_from(SHOWN),
    SCOPES,
    st.sampled_from(["none", "altered", "own"]),
    st.sampled_from(["none", "unidentifiable", "identifiable"]),
)
def test_nothing_is_heard_or_seen_that_was_not_agreed_to(
    kind: str, voice: str, face: str, scope: set[Channel], heard: str, seen: str
) -> None:
    """What passes has its kind among the channels, and a voice and a face no nearer to the person than was agreed."""
    recording = WrittenRecording(kind=kind, shows=VoiceAndFace(voice=voice, face=face), src="a")  # type: ignore[arg-type]  # by name
    agreed = consent(frozenset(scope), heard, seen)
    if held_back(recording, agreed.scope, [agreed]) is None:
        assert kind in scope
        assert voice not in ("own", "altered") or heard == "own" or (voice, heard) == ("altered", "altered")
        assert face not in ("own", "altered") or seen == "identifiable" or (face, seen) == ("altered", "unidentifiable")


def test_the_stricter_of_two_consents_counts() -> None:
    """Where two files have one record, a recording needs the yes of both."""
    recording = WrittenRecording(kind="audio", shows=VoiceAndFace(voice="own", face="none"), src="a")
    yes, no = consent(frozenset({"audio"}), "own", "none"), consent(frozenset({"audio"}), "none", "none")
    assert held_back(recording, {"audio"}, [yes, yes]) is None
    assert held_back(recording, {"audio"}, [yes, no]) == "the voice in it is “own”, and the consent says “voice: none”"


@pytest.mark.parametrize(
    "text",
    [told(scope="[web]"), told(voice="altered"), told(scope="[web, video, podcast]"), told(voice="none")],
    ids=["text-only", "altered-voice", "other-channels", "no-voice"],
)
def test_a_recording_without_consent_leaves_no_trace(tmp_path: Path, text: str) -> None:
    """Where consent covers the text alone, pages are those of the story without a recording, and this is told."""
    with_one = told_site(tmp_path / "one", text)
    without = told_site(tmp_path / "two", text.replace(f"{AUDIO}\n", ""))
    report = built(with_one)
    built(without)
    one, other = tree(with_one / "public"), tree(without / "public")
    # The index names its first file by the digests of texts, of which the fields are a part.
    assert {p: d for p, d in one.items() if "search/" not in p} == {
        p: d for p, d in other.items() if "search/" not in p
    }
    assert not any(b"harmonica" in data for data in one.values())
    assert [d.rule for d in report.diagnostics] == ["recording-left-out"]


def test_an_error_in_captions_withholds_the_story(tmp_path: Path) -> None:
    """A recording that cannot be read withholds its story, and nothing of either is published."""
    root = told_site(tmp_path)
    (root / VTT).write_text("WEBVTT\n\nno time\n")
    report = built(root)
    assert [w.source for w in report.withheld] == ["stories/kettle.md"]
    assert not any("kettle" in path for path in tree(root / "public"))


def test_a_denied_word_in_captions_withholds_the_story(tmp_path: Path) -> None:
    """What must never be published is found in what a recording says, at its cue, and is not repeated."""
    root = told_site(tmp_path)
    (root / "consent").mkdir()
    (root / "consent" / "deny.txt").write_text("harmonica\n")
    told_of = [d for d in built(root).diagnostics if d.rule == "deny"]
    assert [(d.path, d.span.line) for d in told_of] == [(VTT, 6), ("stories/kettle.md", 11)]
    assert not any("harmonica" in d.message for d in told_of)


def test_new_captions_are_found_by_the_next_build(tmp_path: Path) -> None:
    """A build after a change of the captions alone is what a build from nothing makes."""
    root = told_site(tmp_path / "site")
    built(root)
    (root / VTT).write_text((root / VTT).read_text().replace("harmonica", "accordion"))
    built(root)
    clean = told_site(tmp_path / "clean")
    (clean / VTT).write_bytes((root / VTT).read_bytes())
    built(clean)
    assert tree(root / "public") == tree(clean / "public")


def test_a_recording_goes_when_its_channel_does(tmp_path: Path) -> None:
    """A recording whose channel was taken out of the consent is gone with the next build, words and all."""
    root = told_site(tmp_path)
    built(root)
    story = root / "stories" / "kettle.md"
    story.write_text(told(scope="[web, feed]"))
    built(root, today=TODAY)
    words = b"".join(tree(root / "public").values())
    assert b"harmonica" not in words
    assert (root / MP3).read_bytes() not in tree(root / "public").values()
