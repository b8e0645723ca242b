"""What an author may write of a story's recording, as values; `content.front_matter` says what these types are."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from generator.content.field_types import CLOSED, LanguageCode, Straight, Text, Url
from generator.content.stance import NO_WORDS, Approved, Stance

RECORDING = Approved("recording", since=3)
# Whose voice or face a recording has: the storyteller's, theirs made unlike, an actor's, nobody's.
Appearance = Literal["own", "altered", "actor", "none"]
RecordingKind = Literal["audio", "video"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """The still picture that stands where a film will be."""

    __pydantic_config__ = CLOSED

    src: Annotated[
        Text,
        Field(description="The picture's file, relative to the story.", examples=["media/kettle.jpg"]),
        Stance(approved=RECORDING, guarded=True, names="picture"),
    ]
    alt: Annotated[
        Straight,
        Field(description="What it shows, for readers who do not see it.", examples=["A kettle on a stove."]),
        Stance(approved=RECORDING, guarded=True, names=None),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFilm:
    """The same told in a sign language."""

    __pydantic_config__ = CLOSED

    src: Annotated[
        Text,
        Field(description="The film's file, relative to the story.", examples=["media/kettle.bsl.mp4"]),
        Stance(approved=RECORDING, guarded=True, names="recording"),
    ]
    language: Annotated[
        LanguageCode,
        Field(description="The sign language's code.", examples=["bfi"]),
        Stance(approved=RECORDING, guarded=False, names=None),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceAndFace:
    """Whose voice and whose face is in a recording."""

    __pydantic_config__ = CLOSED

    voice: Annotated[
        Appearance,
        Field(description="Whose voice is heard: own, altered, actor or none.", examples=["own"]),
        Stance(approved=RECORDING, guarded=False, names=None),
    ]
    face: Annotated[
        Appearance,
        Field(description="Whose face is seen: own, altered, actor or none.", examples=["none"]),
        Stance(approved=RECORDING, guarded=False, names=None),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRecording:
    """A story told to a microphone or a camera. `content.recordings` has the rules between its fields."""

    __pydantic_config__ = CLOSED

    kind: Annotated[
        RecordingKind,
        Field(description="audio or video.", examples=["audio"]),
        Stance(approved=RECORDING, guarded=False, names=None),
    ]
    shows: Annotated[
        VoiceAndFace, Field(description="Whose voice and face is in it.", examples=["{voice: own, face: none}"])
    ]
    src: Annotated[
        Text | None,
        Field(description="The recording's file, relative to the story.", examples=["media/kettle.m4a"]),
        Stance(approved=RECORDING, guarded=True, names="recording"),
    ] = None
    external: Annotated[
        Url | None,
        Field(description="The page of a film that is elsewhere, in place of src.", examples=["https://example.org/"]),
        Stance(approved=RECORDING, guarded=True, names=None),
    ] = None
    source: Annotated[
        Text | None,
        Field(description="Who shows it there, by the name that readers know.", examples=["Harbour Row on YouTube"]),
        Stance(approved=RECORDING, guarded=True, names=None),
    ] = None
    captions: Annotated[
        dict[LanguageCode, Text],
        Field(description="A file of captions, .vtt or .srt, by its language.", examples=["{en: media/kettle.en.vtt}"]),
        Stance(approved=RECORDING, guarded=True, names="captions"),
    ] = field(default_factory=dict)
    transcript: Annotated[
        Literal["captions", "text"],
        Field(description="What is said, in words: made of the captions, or the story's own text.", examples=["text"]),
        Stance(approved=RECORDING, guarded=False, names=None),
    ] = "captions"
    chapters: Annotated[
        Text | None,
        Field(description="A file of chapters, .vtt.", examples=["media/kettle.chapters.vtt"]),
        Stance(approved=RECORDING, guarded=True, names="captions"),
    ] = None
    description: Annotated[
        Literal["none-needed", "text"] | None,
        Field(
            description="Where what is seen is told to those who do not see it: in the text, or nothing needs telling.",
            examples=["text"],
        ),
        Stance(approved=RECORDING, guarded=False, names=None),
    ] = None
    described: Annotated[
        Text | None,
        Field(
            description="The same film with what is seen told between the words.",
            examples=["media/kettle.described.mp4"],
        ),
        Stance(approved=RECORDING, guarded=True, names="recording"),
    ] = None
    decided_by: Annotated[
        Text | None,
        Field(description="Who decided that nothing needs to be described.", examples=["Editor on duty"]),
        NO_WORDS,
    ] = None
    sign: Annotated[SignedFilm | None, Field(description="The same told in a sign language.")] = None
    poster: Annotated[Poster | None, Field(description="The still picture before a film is played.")] = None
