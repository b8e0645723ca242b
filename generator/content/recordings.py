"""A story's recording: what its front matter says of it held against its files, with all that is wrong.

Rules that keep somebody from following a recording name their criterion of WCAG 2.2 (https://www.w3.org/TR/WCAG22/).
What is there is told; whether it may be published is the gate's to say (`gate.voices`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.content import captions
from generator.content.captions import SUFFIXES, Cue, spoken
from generator.content.decoding import guessed
from generator.content.front_matter import StoryHeader
from generator.content.links import local_path
from generator.content.named_files import files_of
from generator.content.read import Manuscript
from generator.content.recording_fields import WrittenRecording
from generator.ground.diagnostics import Checked, Diagnostic, Span, error, warning
from generator.ground.digest import digest, pack
from generator.media.clip import Clip
from generator.media.photo import Unusable
from generator.words import sentences
from generator.words.readings import text_digests

ClipAt = Callable[[str], Clip | Unusable | None]
BytesAt = Callable[[str], bytes | None]
# Captions may end a moment behind the recording, since programs round; in milliseconds.
SLACK = 500
COVERED = 0.8  # the part of a recording for which most captions have words
HOW_TO_CAPTION = "write what is said into a file of captions, and name it: captions: {en: media/kettle.en.vtt}"
AT = ("recording",)


@dataclass(frozen=True, slots=True)
class ToldRecording:
    """A recording with all its files, ready to be shown.

    ``clip`` is None where it is elsewhere; ``described`` and ``sign`` are other versions of it. ``captions`` are cues
    by their language, that of the story first. ``said`` are the cues of its transcript, in the language ``said_in``;
    none where the story's own text is the transcript.
    """

    written: WrittenRecording
    clip: Clip | None
    described: Clip | None
    sign: Clip | None
    captions: Mapping[str, tuple[Cue, ...]]
    chapters: tuple[Cue, ...]
    said: tuple[Cue, ...]
    said_in: str

    @property
    def clips(self) -> tuple[Clip, ...]:
        """All files of sound and picture."""
        return tuple(clip for clip in (self.clip, self.described, self.sign) if clip is not None)

    @property
    def words(self) -> str:
        """What is said in it, as a text; empty where that is the story's own text."""
        return spoken(self.said)

    @property
    def all_words(self) -> str:
        """Every word that its files bring to readers."""
        return "\n".join(spoken(cues) for cues in (*self.captions.values(), self.chapters))

    @property
    def digest(self) -> bytes:
        """What stands for all of it."""
        files = [clip.name for clip in self.clips]
        return digest(pack((self.written, files, list(self.captions.items()), self.chapters, self.said_in)))


def told_recording(text: Manuscript, language: str, clip_at: ClipAt, bytes_at: BytesAt) -> Checked[ToldRecording]:
    """The recording of a story that names one; None with all that is wrong.

    ``language`` is the site's; ``clip_at`` and ``bytes_at`` give what is at a path of the site's folder, or None.
    """
    reading = _Reading(text, language, clip_at, bytes_at)
    made = reading.told()
    problems = tuple(reading.problems)
    return Checked(None if any(problem.is_error for problem in problems) else made, problems)


def captioned(text: Manuscript, bytes_at: BytesAt) -> str:
    """All words of the captions and chapters that a story names, whatever is wrong with these files."""
    named = [file.path for file in files_of(text) if file.kind == "captions"]
    found = [(path, data) for path in named if (data := bytes_at(path)) is not None]
    cues = [(captions.read(data, path).value, data) for path, data in found]
    return "\n".join(guessed(data) if read is None else spoken(read) for read, data in cues)


def known_by(text: Manuscript, words: str) -> Manuscript:
    """A story that is known again by what its recording says, too, as by one more way in which it can be read."""
    if not words or not text.sentences:
        return text
    return replace(text, sentences=text.sentences + sentences.READING + text_digests(words))


def with_recording(text: Manuscript, told: ToldRecording | None) -> Manuscript:
    """A story with its recording, by whose words it is known again."""
    return text if told is None else known_by(replace(text, recording=told), told.all_words)


class _Reading:
    """One recording, read; problems are collected as they are met."""

    def __init__(self, text: Manuscript, language: str, clip_at: ClipAt, bytes_at: BytesAt) -> None:
        header = text.header
        if not isinstance(header, StoryHeader) or header.recording is None:
            raise AssertionError("only a story that names a recording is asked for it")
        self.text, self.of = text, header.recording
        self.language = header.language or language
        self.clip_at, self.bytes_at = clip_at, bytes_at
        self.problems: list[Diagnostic] = []

    def told(self) -> ToldRecording:
        of = self.of
        self._check_fields()
        clip = self._clip("src", of.src, of.kind) if of.src else None
        described = self._clip("described", of.described, "video") if of.described else None
        sign = self._clip("sign", of.sign.src, "video") if of.sign else None
        end = round(clip.of.seconds * 1000) + SLACK if clip else None
        found = {code: self._cues("captions", name, end) for code, name in of.captions.items()}
        cues = {code: found[code] for code in sorted(found, key=lambda code: (code != self.language, code))}
        chapters = self._cues("chapters", of.chapters, end) if of.chapters else ()
        said_in, said = next(iter(cues.items()), (self.language, ()))
        self._check_access(clip, cues)
        if clip and said:
            self._check_coverage(said, clip)
        if of.transcript == "text":
            said = ()
        return ToldRecording(of, clip, described, sign, cues, chapters, said, said_in)

    def _tell(self, make: Callable[..., Diagnostic], field: str, what: str, hint: str) -> None:
        span = self.text.front.value_span((*AT, field)) if field else self.text.front.key_span(AT)
        self.problems.append(make("recording", self.text.path, span, what, hint))

    def _check_fields(self) -> None:
        of = self.of
        if (of.src is None) == (of.external is None):
            what = "a recording is either a file here (src) or a film elsewhere (external)"
            self._tell(error, "", what, "write one of the two")
        if of.external is not None and of.source is None:
            what = "it is not said who shows this film"
            self._tell(error, "external", what, "add “source: …”, with the name that readers know")
        if of.kind == "audio":
            for field, value in (("poster", of.poster), ("described", of.described), ("sign", of.sign)):
                if value is not None:
                    what = f"a recording of sound alone has no “{field}”"
                    self._tell(error, field, what, "take it out, or write kind: video")
        if of.description == "none-needed" and of.decided_by is None:
            what = "it is not said who decided that nothing that is seen needs to be told (WCAG 2.2, 1.2.5)"
            self._tell(error, "description", what, "add “decided_by: …” for your records; it is not published")

    def _check_access(self, clip: Clip | None, cues: Mapping[str, Sequence[Cue]]) -> None:
        of = self.of
        if of.kind == "audio" and not cues and of.transcript == "captions":
            what = "this recording has no transcript, so nobody who cannot hear it can follow (WCAG 2.2, 1.2.1)"
            self._tell(error, "", what, f"{HOW_TO_CAPTION}; or, if the story's own text says it all, transcript: text")
        if of.kind == "video" and clip is not None and clip.of.has_sound and not cues:
            what = "this film has sound and no captions, so nobody who cannot hear it can follow (WCAG 2.2, 1.2.2)"
            self._tell(error, "", what, HOW_TO_CAPTION)
        if of.kind == "video" and clip is None and not cues and of.transcript == "captions":
            what = "what is said in this film stands nowhere in words (WCAG 2.2, 1.2.1)"
            self._tell(error, "", what, f"{HOW_TO_CAPTION}; or, if the story's own text says it all, transcript: text")
        if of.kind == "video" and of.description is None and of.described is None:
            what = "it is not said how somebody who cannot see this film learns what is seen (WCAG 2.2, 1.2.5)"
            hint = "write description: text if the story's text tells it, or name a film with “described: …”; if "
            self._tell(error, "", what, f"{hint}nothing needs telling, description: none-needed and decided_by: …")
        if cues and not any(code.split("-")[0] == self.language.split("-")[0] for code in cues):
            what = f"none of these captions are in the story's language, {self.language}"
            self._tell(
                warning, "captions", what, "add captions in it, or mend the language that stands before the file"
            )

    def _clip(self, field: str, name: str, kind: str) -> Clip | None:
        path = local_path(name, self.text.path)
        found = self.clip_at(path)
        if found is None:
            what = f"there is no recording {path}"
            self._tell(error, field, what, "name a file in the site's folder, relative to this one")
            return None
        if isinstance(found, Unusable):
            self._tell(error, field, found.message, found.hint)
            return None
        if found.of.kind != kind:
            what = f"this is called {kind}, and the file is {found.of.kind}"
            self._tell(error, field, what, f"write kind: {found.of.kind}, or name another file")
            return None
        return found

    def _cues(self, field: str, name: str, end: int | None) -> tuple[Cue, ...]:
        path = local_path(name, self.text.path)
        data = self.bytes_at(path)
        if data is None or posixpath.splitext(path)[1].lower() not in SUFFIXES:
            what = f"there is no file {path}" if data is None else "captions and chapters are files of .vtt or .srt"
            self._tell(error, field, what, "name a file in the site's folder, relative to this one")
            return ()
        checked = captions.read(data, path)
        found = checked.value or ()
        late = [cue for cue in found if end is not None and cue.end > end]
        self.problems += checked.diagnostics
        for cue in late[:1]:
            what, hint = "this cue ends behind the end of the recording", "are these the captions of this recording?"
            self.problems.append(error("captions", path, Span(cue.line), what, hint))
        if checked.value is None or late:
            what = f"{path} has errors, and is needed here"
            self._tell(error, field, what, "mend what is told of that file")
        elif not found:
            self._tell(error, field, f"nothing is said in {path}", "write what is said into it, with times")
        return found

    def _check_coverage(self, cues: Sequence[Cue], clip: Clip) -> None:
        covered = sum(end - start for start, end in _spans(cues)) / max(1, clip.of.seconds * 1000)
        if covered < COVERED:
            what = f"captions stand for {round(covered * 100)} % of this recording"
            self._tell(warning, "captions", what, "a quiet recording may be so; look whether words are missing")


def _spans(cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """The stretches in which something is said, none over another."""
    reached = 0
    for cue in cues:
        if cue.end > reached:
            yield max(cue.start, reached), cue.end
            reached = cue.end
