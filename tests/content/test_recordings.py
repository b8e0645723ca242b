"""Recordings held against what is said of them: each rule is told with its place, and with its criterion of WCAG."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.content.read import Manuscript, manuscript
from generator.content.recordings import ToldRecording, told_recording, with_recording
from generator.ground.diagnostics import Checked
from generator.media.clip import Clip
from generator.media.photo import Unusable
from generator.media.recording import Recording
from generator.words import sentences
from tests.builders.told_stories import AUDIO, captions, told

SOUND = Recording("audio", ".mp3", "audio/mpeg", 4.0, 64_000, None, None, has_sound=True, digest="ab")
FILM = replace(SOUND, kind="video", suffix=".mp4", type="video/mp4", width=64, height=48)
VIDEO = AUDIO.replace("audio", "video").replace("mp3", "mp4") + "\n  description: text"
CUES = captions()


def of(recording: str) -> Manuscript:
    """A story with this recording."""
    return manuscript(told(recording=recording).encode(), "stories/kettle.md", "en").made


def read(recording: str, clip: Recording | Unusable | None = SOUND, cues: str | None = CUES) -> Checked[ToldRecording]:
    """What is made of a recording whose files are these."""
    found = Clip(clip, Path("kettle.mp3")) if isinstance(clip, Recording) else clip
    data = None if cues is None else cues.encode()
    return told_recording(of(recording), "en", lambda _: found, lambda _: data)


def test_a_whole_recording_is_told() -> None:
    """A recording with its captions is told with its words, speaker and length, and nothing is wrong."""
    checked = read(AUDIO)
    assert checked.diagnostics == ()
    assert checked.made.words == "Maren: I put the kettle on. It sang like a harmonica."
    assert [clip.name for clip in checked.made.clips] == ["ab.mp3"]


def test_the_text_can_be_the_transcript() -> None:
    """Where the story's own text is the transcript, its captions add no words to it."""
    checked = read(f"{AUDIO}\n  transcript: text")
    assert (checked.diagnostics, checked.made.words) == ((), "")


@pytest.mark.parametrize(
    ("recording", "clip", "criterion"),
    [
        (AUDIO.replace("  captions: {en: ../media/kettle.en.vtt}\n", ""), SOUND, "1.2.1"),
        (VIDEO.replace("  captions: {en: ../media/kettle.en.vtt}\n", ""), FILM, "1.2.2"),
        (VIDEO.replace("\n  description: text", ""), FILM, "1.2.5"),
        (VIDEO.replace("description: text", "description: none-needed"), FILM, "1.2.5"),
    ],
)
def test_what_keeps_somebody_out_names_its_criterion(recording: str, clip: Recording, criterion: str) -> None:
    """A recording that somebody could not follow is an error, with the criterion of WCAG 2.2 that it fails."""
    (told,) = read(recording, clip).errors
    assert f"WCAG 2.2, {criterion}" in told.message
    assert told.path == "stories/kettle.md"


def test_a_film_without_sound_needs_no_captions() -> None:
    """A film in which nothing is heard has nothing to caption."""
    silent = replace(FILM, has_sound=False)
    assert read(VIDEO.replace("  captions: {en: ../media/kettle.en.vtt}\n", ""), silent).diagnostics == ()


@pytest.mark.parametrize(
    ("recording", "clip", "cues", "said"),
    [
        (AUDIO, None, CUES, "there is no recording media/kettle.mp3"),
        (AUDIO, Unusable("it is cut short", "save it again"), CUES, "it is cut short"),
        (AUDIO, FILM, CUES, "this is called audio, and the file is video"),
        (AUDIO, SOUND, None, "there is no file media/kettle.en.vtt"),
        (AUDIO, SOUND, "WEBVTT\n", "nothing is said in"),
        (AUDIO.replace(".vtt", ".txt"), SOUND, CUES, "captions and chapters are files of .vtt or .srt"),
        (AUDIO.replace("  src", "  external: https://example.org/\n  src"), SOUND, CUES, "either a file here"),
        (AUDIO.replace("src: ../media/kettle.mp3", "external: https://example.org/"), SOUND, CUES, "who shows this"),
        (f"{AUDIO}\n  described: a.mp4", SOUND, CUES, "sound alone has no “described”"),
    ],
)
def test_what_cannot_be_published_is_told_at_its_field(
    recording: str, clip: Recording | Unusable | None, cues: str | None, said: str
) -> None:
    """Files that are not there or are something else, and fields that do not fit, withhold the story."""
    checked = read(recording, clip, cues)
    assert checked.value is None
    assert any(said in told.message for told in checked.errors), checked.errors


def test_captions_with_errors_are_told_in_their_file_and_in_the_story() -> None:
    """What is wrong in a file of captions has its place there, and the story that needs it has an error, too."""
    checked = read(AUDIO, SOUND, "WEBVTT\n\n00:02.000 --> 00:01.000\nA\n")
    assert {(d.path, d.span.line) for d in checked.errors} == {("media/kettle.en.vtt", 3), ("stories/kettle.md", 11)}


def test_captions_behind_the_end_are_of_another_recording() -> None:
    """Captions that go on when the recording has ended are an error at the first such cue."""
    checked = read(AUDIO, replace(SOUND, seconds=2.0))
    assert next((d.path, d.span.line) for d in checked.errors) == ("media/kettle.en.vtt", 6)


def test_few_captions_are_a_warning() -> None:
    """Captions for little of a recording are told and publish it all the same, since it may be a quiet one."""
    checked = read(AUDIO, replace(SOUND, seconds=40.0))
    assert [d.message for d in checked.diagnostics] == ["captions stand for 10 % of this recording"]
    assert checked.value is not None


def test_captions_in_another_language_are_a_warning() -> None:
    """Captions of which none are in the story's language are told."""
    (told,) = read(AUDIO.replace("{en:", "{de:")).diagnostics
    assert (told.is_error, "en" in told.message) == (False, True)


def test_a_story_is_known_again_by_what_its_recording_says() -> None:
    """A text with the words of a transcript is found to be the same as the story, whatever the story's own text is."""
    text = of(AUDIO)
    told_of = ("We sat in the kitchen until it was dark.", "Nobody wanted to be the one who got up first.")
    said, words = read(AUDIO, SOUND, captions(*told_of)).made, " ".join(told_of)
    other = manuscript(told().replace("A short word before the recording.", words).encode(), "stories/b.md", "en").made
    assert not sentences.alike(text.sentences, other.sentences)
    assert sentences.alike(with_recording(text, said).sentences, other.sentences)
