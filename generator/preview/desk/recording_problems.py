"""A story's recording with fields and files that are not saved yet, and what is wrong in it, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from generator.content import read, sources
from generator.content.read import Manuscript
from generator.content.recordings import told_recording, with_recording
from generator.gate import denied_words
from generator.ground import limits
from generator.ground.diagnostics import Diagnostic
from generator.media import remux
from generator.media.clip import Clip, clip_in
from generator.media.photo import Unusable
from generator.prepare import Planned
from generator.preview.desk.edit_fields import RECORDING, header_fields
from generator.preview.desk.remedies import remedy
from generator.store.file_stamps import Stamp, stamp

# Files that are not saved yet: where each lies, by its path below the site's folder.
WaitingPaths = Mapping[str, Path]
NO_FILES: WaitingPaths = MappingProxyType({})


def with_its_recording(
    root: Path, text: Manuscript, planned: Planned, waiting: WaitingPaths = NO_FILES
) -> tuple[Manuscript, tuple[Diagnostic, ...]]:
    """A story with its recording, and what is wrong with that; ``waiting`` are files that are not saved yet."""
    if text.header is None or text.header.recording is None:
        return text, ()

    def at(path: str) -> Path | None:
        return waiting.get(path) or sources.inside(root, path)

    def clip_at(path: str) -> Clip | Unusable | None:
        place = at(path)
        return None if place is None else _looked_at(place, stamp(place.stat()), remux.made_with())

    def bytes_at(path: str) -> bytes | None:
        there = waiting.get(path)
        return there.read_bytes() if there else sources.read_inside(root, path, limits.TEXT)

    checked = told_recording(text, planned.site.settings.language, clip_at, bytes_at)
    denied = () if checked.value is None else denied_words.in_recording(checked.value, text, planned.denied)
    return with_recording(text, checked.value), (*checked.diagnostics, *denied)


@lru_cache(maxsize=32)
def _looked_at(place: Path, _looks: Stamp, _made_with: str) -> Clip | Unusable:
    """What a file is: read once, as long as it looks the same."""
    return clip_in(place)


def beside_fields(data: bytes, path: str, problems: Sequence[Diagnostic], language: str) -> dict[str, str]:
    """What is wrong with a recording's fields in the text at a path, by their names in a form, in sentences.

    What is about all of it stands beside its kind, the first of them.
    """
    front = read.manuscript(data, path, language).value
    if front is None:
        return {}
    places = front.front
    spans = {span: f"{RECORDING}kind" for at in (places.keys, places.values) if (span := at.get(("recording",)))}
    for name in (field.path for field in header_fields() if field.path[0] == "recording"):
        for loc in (name[:n] for n in range(len(name), 1, -1)):
            for span in (places.values.get(loc), places.keys.get(loc)):
                if span is not None:
                    spans.setdefault(span, ".".join(name))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for problem in problems:
        if problem.path == path and problem.span in spans:
            message = problem.message
            found[spans[problem.span]].append(f"{message[0].upper()}{message[1:]}: {remedy(problem)}.")
    return {name: " ".join(sentences) for name, sentences in found.items()}
