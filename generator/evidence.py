"""What the gate is told beside a manuscript: its seal as the text is today, and whether it was withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator import limits, tombstones
from generator.consent import Evidence
from generator.digest import digest, pack
from generator.links import local_path
from generator.model import Seal, StoryHeader
from generator.read import Manuscript, text_below
from generator.seal import Seen, exact, seal, seen
from generator.settings import Settings
from generator.shelf import Shelf
from generator.sources import Sources, read_inside
from generator.tombstones import Tombstone, entry_id
from generator.validate import pictures_of

LARGEST_LIST = 10_000_000
STATE = "seals"
KEPT = msgspec.msgpack.Decoder(dict[str, tuple[bytes, Seal | None]])
EMPTY = pack({})


def withdrawn_stories(root: Path) -> tuple[Tombstone, ...]:
    """What is left of the stories that were withdrawn. Raises CannotBuildError if the file with it has errors."""
    return tombstones.read(read_inside(root, tombstones.PATH, LARGEST_LIST))


def evidence_of(
    found: Sources,
    manuscripts: Iterable[Manuscript],
    settings: Settings,
    withdrawn: Iterable[Tombstone],
    base: bytes,
    shelf: Shelf,
) -> dict[str, Evidence]:
    """The evidence on every story that has a seal or was withdrawn, by its path.

    ``base`` stands for the settings and the program. Seals are taken anew only of what has changed.
    """
    files = {f.path: f for f in found.stories}
    gone = {t.id: t.withdrawn_on for t in withdrawn}
    kept = KEPT.decode(shelf.state("", STATE) or EMPTY)
    taken: dict[str, tuple[bytes, Seal | None]] = {}
    known = {}

    def seal_today(text: Manuscript) -> Seal | None:
        pictures = _pictures(found.root, text)
        key = digest(base, text.digest, pack(pictures))
        if text.path not in kept or kept[text.path][0] != key:
            taken[text.path] = key, _seal_today(text, files[text.path].read(), pictures, settings)
        else:
            taken[text.path] = kept[text.path]
        return taken[text.path][1]

    for text in manuscripts:
        sealed = text.header is not None and text.header.consent is not None and text.header.consent.seal is not None
        withdrawn_on = gone.get(entry_id(settings.url, text.path)) if gone else None
        if sealed or withdrawn_on:
            known[text.path] = Evidence(seal_today(text), withdrawn_on)
    if taken != kept:
        shelf.leave("", STATE, pack(taken))
    return known


def _seal_today(text: Manuscript, data: bytes, pictures: dict[str, str], settings: Settings) -> Seal | None:
    if text.header is None:
        return None
    approved = text.header.consent.seal if text.header.consent else None
    today = seen(text.header, text_below(data, text.path), text.path, pictures, settings)
    # Most stories are as they were approved, and then their words are, too.
    return approved if approved and exact(today) == approved.exact else seal(today)


def what_is_seen(root: Path, text: Manuscript, header: StoryHeader, data: bytes, settings: Settings) -> Seen:
    """Everything that a storyteller sees of a story; ``data`` are the bytes that ``text`` was read from."""
    return seen(header, text_below(data, text.path), text.path, _pictures(root, text), settings)


def _pictures(root: Path, text: Manuscript) -> dict[str, str]:
    """The digests of all pictures of a text that are there, by their paths."""
    paths = {local_path(picture.src, text.path) for picture in pictures_of(text)}
    read = {path: read_inside(root, path, limits.PICTURE) for path in sorted(paths)}
    return {path: hashlib.sha256(content).hexdigest() for path, content in read.items() if content is not None}
