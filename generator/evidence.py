"""What the gate is told beside a manuscript: its seal as the text is today, and whether it was withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from generator import tombstones
from generator.consent import Evidence
from generator.links import local_path
from generator.model import Seal, StoryHeader
from generator.pictures import LARGEST
from generator.read import Manuscript, text_below
from generator.seal import Seen, exact, seal, seen
from generator.settings import Settings
from generator.sources import Sources, read_inside
from generator.tombstones import Tombstone, entry_id
from generator.validate import pictures_of

LARGEST_LIST = 10_000_000


def withdrawn_stories(root: Path) -> tuple[Tombstone, ...]:
    """What is left of the stories that were withdrawn. Raises CannotBuildError if the file with it has errors."""
    return tombstones.read(read_inside(root, tombstones.PATH, LARGEST_LIST))


def evidence_of(
    found: Sources, manuscripts: Iterable[Manuscript], settings: Settings, withdrawn: Iterable[Tombstone]
) -> dict[str, Evidence]:
    """The evidence on every story that has a seal or was withdrawn, by its path."""
    files = {f.path: f.data for f in found.stories}
    gone = {t.id: t.withdrawn_on for t in withdrawn}
    known = {}
    for text in manuscripts:
        sealed = text.header is not None and text.header.consent is not None and text.header.consent.seal is not None
        withdrawn_on = gone.get(entry_id(settings.url, text.path))
        if sealed or withdrawn_on:
            known[text.path] = Evidence(_seal_today(found.root, text, files[text.path], settings), withdrawn_on)
    return known


def _seal_today(root: Path, text: Manuscript, data: bytes, settings: Settings) -> Seal | None:
    if text.header is None:
        return None
    approved = text.header.consent.seal if text.header.consent else None
    today = what_is_seen(root, text, text.header, data, settings)
    # Most stories are as they were approved, and then their words are, too.
    return approved if approved and exact(today) == approved.exact else seal(today)


def what_is_seen(root: Path, text: Manuscript, header: StoryHeader, data: bytes, settings: Settings) -> Seen:
    """Everything that a storyteller sees of a story; ``data`` are the bytes that ``text`` was read from."""
    paths = {local_path(picture.src, text.path) for picture in pictures_of(text)}
    read = {path: read_inside(root, path, LARGEST) for path in sorted(paths)}
    pictures = {path: hashlib.sha256(content).hexdigest() for path, content in read.items() if content is not None}
    return seen(header, text_below(data, text.path), text.path, pictures, settings)
