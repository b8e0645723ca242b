"""Advice on shelves: stories that somebody put together, and that all end in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.advice.finding import Finding
from generator.advice.term_files import rule
from generator.advice.texts import AdvisedText
from generator.content.front_matter import StoryHeader
from generator.content.settings import Settings
from generator.content.sources import SITE_FILE
from generator.ground.diagnostics import Span

UPWARDS = "getting-better"
# So many stories have to say what their course is; two may be a chance.
FEWEST = 3


def on_shelves(texts: Iterable[AdvisedText], settings: Settings) -> Iterator[Finding]:
    """Shelves on which every story that says what its course is gets better; nobody's course is guessed."""
    known = {text.path: text for text in texts}
    for number, shelf in enumerate(settings.shelves):
        headers = (known[file].header for file in shelf.files if file in known)
        shapes = [header.shape for header in headers if isinstance(header, StoryHeader) and header.shape]
        told = [shape for shape in shapes if shape != "rather-not-say"]
        if len(told) >= FEWEST and set(told) == {UPWARDS}:
            about, asks = rule("one-sided-shelf")
            site = known.get(SITE_FILE)
            start = site.front.value_span(("shelves", number, "label")) if site else Span(1)
            end = Span(start.line, start.column + len(shelf.label))
            yield Finding(SITE_FILE, start, end, about, shelf.label, about.why, asks, about.level)
