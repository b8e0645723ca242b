"""Whether a story's recording may go where its text may: asked for by name, and told of voice and face.

Consent to words never publishes a voice or a face. Where it does not cover them, the recording is left out with all
that belongs to it (captions, transcript, chapters, still picture), and the page is what it would be if the story named
none: the transcript is the recording in other signs, and nobody was asked about it. The story's own text, which the
storyteller read and agreed to, stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from generator.content.consent_fields import Consent
from generator.content.recording_fields import Appearance, RecordingKind, WrittenRecording
from generator.ground.channels import AUDIO, PODCAST, VIDEO, Channel

CHANNELS: Mapping[RecordingKind, Channel] = {"audio": AUDIO, "video": VIDEO}
# What brings nothing but a recording.
OF_RECORDINGS: frozenset[Channel] = frozenset({AUDIO, VIDEO, PODCAST})
# What a consent has to say of the voice, and of a picture, for what is heard and seen.
VOICES: Mapping[Appearance, Collection[str]] = {"own": ("own",), "altered": ("altered", "own")}
FACES: Mapping[Appearance, Collection[str]] = {"own": ("identifiable",), "altered": ("unidentifiable", "identifiable")}


def held_back(recording: WrittenRecording, scope: Collection[Channel], consents: Iterable[Consent]) -> str | None:
    """Why a recording may not be published where the story's text may; None where it may.

    ``scope`` are the channels that every one of the ``consents`` covers. Without any consent nothing may be.
    """
    channel = CHANNELS[recording.kind]
    if channel not in scope:
        return f"the consent does not cover “{channel}”"
    shows = recording.shows
    for consent in consents:
        if shows.voice in VOICES and consent.voice not in VOICES[shows.voice]:
            return f"the voice in it is “{shows.voice}”, and the consent says “voice: {consent.voice}”"
        if shows.face in FACES and consent.photo not in FACES[shows.face]:
            return f"the face in it is “{shows.face}”, and the consent says “photo: {consent.photo}”"
    return None


def ways(scope: Collection[Channel], recording: WrittenRecording | None) -> frozenset[Channel]:
    """Of the channels that a text's consents cover, those by which anything of it is there to be had.

    ``recording`` is the one that is published with it. Without it nothing is to be heard or seen, whatever the scope.
    """
    heard = {CHANNELS[recording.kind], PODCAST} if recording else frozenset[Channel]()
    return frozenset(scope) - (OF_RECORDINGS - heard)
