"""Recordings as pages may show them: a player's files, the words around it, and what is said in it as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.content.captions import Cue, as_webvtt
from generator.content.links import local_path
from generator.content.named_files import key_in
from generator.content.page_kinds import PageKind
from generator.content.recording_fields import RecordingKind
from generator.content.recordings import ToldRecording
from generator.gate.admit import Story
from generator.ground.digest import as_json, content_name
from generator.media.clip import Clip
from generator.media.photo import Photo
from generator.plan.cards import picture_view
from generator.plan.frames import frame_of
from generator.views.pages import FileView, Page, Recipe
from generator.views.view_models import Bundle, CueView, ElsewhereView, MediaView, RecordingView, Shell, TrackView

MEGABYTE = 1_000_000
# Who learns of it when a film there is played, by the last parts of the host's name.
OWNERS = {
    "youtube.com": ("YouTube", "Google"),
    "youtube-nocookie.com": ("YouTube", "Google"),
    "youtu.be": ("YouTube", "Google"),
    "vimeo.com": ("Vimeo", "Vimeo"),
}


@dataclass(frozen=True, slots=True)
class TrackContext:
    """A file of captions: the cues in it."""

    cues: tuple[Cue, ...]


def recording_view(
    story: Story, photos: Mapping[str, Photo], shell: Shell, frames: Sequence[str] = ()
) -> RecordingView | None:
    """What a story's page shows of its recording; a copy may hold its words alone, and leads to none elsewhere.

    ``frames`` are the places whose films a page may take in.
    """
    told = story.recording
    if told is None:
        return None
    of = told.written
    ships = _ships(of.kind, shell.bundle)
    clip = told.clip if ships else None
    shown = told.said or told.chapters
    path = PageKind.RECORDING.path(name=clip.name) if clip else None
    poster = photos[key_in(story.files, local_path(of.poster.src, story.source))] if of.poster and ships else None
    return RecordingView(
        kind=of.kind,
        media=_media(clip),
        poster=picture_view(poster, of.poster.alt) if poster and of.poster else None,
        tracks=tuple(TrackView(track_path(cues), code) for code, cues in told.captions.items()) if clip else (),
        captions=as_json({code: [_plain(cue) for cue in cues] for code, cues in told.captions.items()}) if clip else "",
        chapters=tuple(_cues(told.chapters, path)),
        cues=tuple(_cues(told.said, path)),
        language=told.said_in if shown else story.language,
        is_folded=bool(story.notes),
        described=_media(told.described) if ships else None,
        sign=_media(told.sign) if ships else None,
        sign_language=of.sign.language if of.sign else None,
        elsewhere=_elsewhere(of.external, of.source, frames) if of.external and not shell.offline else None,
        is_left_out=not ships or (of.external is not None and shell.offline),
    )


def recording_pages(stories: Iterable[Story], bundle: Bundle | None) -> Iterator[Page]:
    """The files of all recordings that ship, each once."""
    found: dict[str, Page] = {}
    for story in stories:
        if story.recording is None or not _ships(story.recording.written.kind, bundle):
            continue
        for page in _files(story, story.recording):
            found.setdefault(page.path, page)
    return (page for _, page in sorted(found.items()))


def recording_paths(story: Story) -> tuple[str, ...]:
    """The paths in the output of all files of a story's recording."""
    return tuple(page.path for page in _files(story, story.recording)) if story.recording else ()


def _files(story: Story, told: ToldRecording) -> Iterator[Page]:
    for clip in told.clips:
        yield Page(PageKind.RECORDING.path(name=clip.name), PageKind.RECORDING, clip, story.source)
    for cues in told.captions.values() if told.clip else ():
        yield Page(track_path(cues), PageKind.RECORDING, Recipe(_track, TrackContext(cues), story), story.source)


def _ships(kind: RecordingKind, bundle: Bundle | None) -> bool:
    return bundle is None or kind in bundle.recordings


def _track(_story: Story, context: TrackContext) -> FileView:
    return FileView(as_webvtt(context.cues))


def track_path(cues: Sequence[Cue]) -> str:
    """The path in the output of a file of captions."""
    return PageKind.RECORDING.path(name=f"{content_name(as_webvtt(cues))}.vtt")


def _media(clip: Clip | None) -> MediaView | None:
    if clip is None:
        return None
    of = clip.of
    path = PageKind.RECORDING.path(name=clip.name)
    return MediaView(path, of.type, max(1, round(of.seconds)), size_of(of.size), of.width, of.height)


def size_of(size: int) -> str:
    """A number of bytes for people, in whole kB or MB."""
    return f"{round(size / MEGABYTE)} MB" if size >= MEGABYTE else f"{max(1, round(size / 1000))} kB"


def _cues(cues: Sequence[Cue], path: str | None) -> Iterator[CueView]:
    speaker = ""
    for cue in cues:
        own = cue.speaker if cue.speaker != speaker else ""
        speaker = cue.speaker
        address = f"#t={_seconds(cue.start)}" if path else None
        yield CueView(_seconds(cue.start), _seconds(cue.end), _clock(cue.start), own, cue.said, address)


def _seconds(milliseconds: int) -> str:
    """A time as media fragments write it (https://www.w3.org/TR/media-frags/, 4.2.1): 12.4."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


def _clock(milliseconds: int) -> str:
    """A time as players show it: 0:12, 1:02:03."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _plain(cue: Cue) -> list[float | str]:
    """A cue for a script: when it begins and ends, in seconds, and what is shown."""
    return [cue.start / 1000, cue.end / 1000, f"{cue.speaker}: {cue.words}" if cue.speaker else cue.words]


def _elsewhere(address: str, source: str | None, frames: Sequence[str]) -> ElsewhereView:
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    place, owner = next((o for name, o in OWNERS.items() if f".{host}".endswith(f".{name}")), (host, host))
    return ElsewhereView(address, source or place, place, owner, frame_of(address, frames))
