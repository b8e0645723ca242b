"""Front matter as readers see it: those of its fields that are prose, as their language sets them.

What is approved, sealed, and looked for by guards is what was written.
"""

from __future__ import annotations

from dataclasses import replace

from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.recording_fields import WrittenRecording
from generator.content.typography import typographic


def story_as_shown(header: StoryHeader, own: str) -> StoryHeader:
    """A story's front matter as readers see it; ``own`` is the site's language, which names series, too."""
    code = header.language or own
    image, series, recording = header.image, header.series, header.recording
    written = header.title, header.summary, header.author
    title, summary, author = shown = tuple(typographic(words, code) for words in written)
    if shown == written and not (image or series or recording):
        return header  # a build asks for every story's
    return replace(
        header,
        title=title,
        summary=summary,
        author=author,
        image=image and replace(image, alt=_shown(image.alt, code), credit=_shown(image.credit, code)),
        recording=recording and _recording_as_shown(recording, code),
        series=series and replace(series, name=typographic(series.name, own)),
    )


def _recording_as_shown(recording: WrittenRecording, code: str) -> WrittenRecording:
    poster = recording.poster
    shown = poster and replace(poster, alt=typographic(poster.alt, code))
    return replace(recording, source=_shown(recording.source, code), poster=shown)


def page_as_shown(header: PageHeader, own: str) -> PageHeader:
    """A page's front matter as readers see it; ``own`` is the site's language."""
    code = header.language or own
    return replace(header, title=typographic(header.title, code), summary=_shown(header.summary, code))


def _shown(words: str | None, code: str) -> str | None:
    return words and typographic(words, code)
