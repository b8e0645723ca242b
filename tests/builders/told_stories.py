"""Stories with recordings: a few seconds of silence, and captions for them."""

from __future__ import annotations

from pathlib import Path

from generator.content.read import manuscript
from generator.content.recordings import ToldRecording, told_recording
from generator.media.clip import Clip, clip_in
from generator.media.recording import Recording
from tests.builders.sites import make_site, story

# A frame of MPEG audio, layer III, at 32 kbit/s and 44,100 Hz, in which nothing is heard.
FRAME = b"\xff\xfb\x10\xc4" + bytes(100)
FRAMES_A_SECOND = 44_100 / 1152
WORDS = ("I put the kettle on.", "It sang like a harmonica.")
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Maren>{}</v>\n\n00:02.000 --> 00:04.000\n<v Maren>{}</v>\n"
SCOPE = "[web, feed, search-engines, social, offline, audio]"
AUDIO = """\
recording:
  kind: audio
  src: ../media/kettle.mp3
  captions: {en: ../media/kettle.en.vtt}
  shows: {voice: own, face: none}"""
MP3, VTT = "media/kettle.mp3", "media/kettle.en.vtt"


def silence(seconds: float = 4.0) -> bytes:
    """An MP3 file of so many seconds, or a little more, in which nothing is heard."""
    return FRAME * round(seconds * FRAMES_A_SECOND + 0.5)


def captions(*words: str) -> str:
    """A file of captions that says these words, two seconds each."""
    return CAPTIONS.format(*(words or WORDS))


def told(*, scope: str = SCOPE, voice: str = "own", recording: str = AUDIO, status: str = "given") -> str:
    """A story with a recording, whose consent says these things."""
    given = f"{{record: R-77, status: {status}, given_on: 2026-01-01, scope: {scope}, voice: {voice}}}"
    return story("The kettle", consent=given, more=recording, text="A short word before the recording.")


def told_of(text: str) -> ToldRecording:
    """The recording of a story with this text, whose files are those of `told_site`."""
    found = Recording("audio", ".mp3", "audio/mpeg", 4.0, 16_000, None, None, has_sound=True, digest="ab")
    clip, cues = Clip(found, Path(MP3)), captions().encode()
    story_of_it = manuscript(text.encode(), "stories/told.md", "en").made
    return told_recording(story_of_it, "en", lambda _: clip, lambda _: cues).made


def told_site(root: Path, text: str | None = None, **others: str) -> Path:
    """A site with a story that has a recording, a gate beside it, and the files of both."""
    make_site(root, {"kettle.md": told() if text is None else text, "gate.md": story(), **others})
    (root / "media").mkdir(exist_ok=True)
    (root / MP3).write_bytes(silence())
    (root / VTT).write_text(captions())
    return root


def published(path: Path) -> bytes:
    """The bytes that are published of a recording's file."""
    clip = clip_in(path)
    assert isinstance(clip, Clip)
    return clip.content
