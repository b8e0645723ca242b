"""The pictures and recordings that go with a story, since no other text shows them; never anything else."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from generator.checking.opening import Unopened, below
from generator.consent.case import texts_of
from generator.consent.whereabouts import passed_over
from generator.content import read, sources
from generator.content.named_files import files_of_site, paths_of
from generator.content.read import Manuscript, PageSource
from generator.content.sources import Sources
from generator.ground.places import MADE_PICTURES, MADE_RECORDINGS, is_made_file, place_of

ENDINGS = (
    *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".svg"),
    *(".avif", ".heic", ".heif", ".tif", ".tiff", ".bmp"),
    # Recordings, and what is said in them.
    *(".mp3", ".m4a", ".mp4", ".mov", ".webm", ".ogg", ".oga", ".opus", ".wav", ".vtt", ".srt"),
)
# Where pictures of the site's own lie, and files that protect people.
NOT_A_STORYS = ("themes", "consent", "schema")


@dataclass(frozen=True, slots=True)
class StoryPictures:
    """Pictures by their paths: those that no other text shows, and those that another shows, too.

    ``of_site`` are those of the latter that site.yaml names, such as a logo.
    """

    own: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    of_site: tuple[str, ...] = ()


def own_pictures(
    found: Sources, path: str, data: bytes, text: Manuscript | None, others: Collection[Manuscript], language: str
) -> StoryPictures:
    """The pictures of the story at ``path`` with these bytes; ``text`` is None where they cannot be read as one."""
    named = paths_of(text) if text is not None else frozenset(_named_in(found.root, path, data))
    mine = {p for p in named if _is_picture(found.root, p) and sources.read_inside(found.root, p, 1) is not None}
    mine |= set(_made_for(found.root, path))
    if not mine:
        return StoryPictures()
    files = {f.path: data for f, data in texts_of((*found.stories, *found.pages)) if f.path != path}
    pages = (read.page_source(files[f.path], f.path, language).value for f in found.pages if f.path in files)
    using: list[Manuscript | PageSource] = [*others, *(page for page in pages if page)]
    elsewhere = {p for other in using for p in paths_of(other)}
    # A file that cannot be read as a text may show a picture, too.
    unread = [files[p] for p in files.keys() - {other.path for other in using}]
    of_site = set(_of_site(found.settings, mine))
    elsewhere |= of_site | {p for p in mine if any(Path(p).name.encode() in written for written in unread)}
    return StoryPictures(tuple(sorted(mine - elsewhere)), tuple(sorted(mine & elsewhere)), tuple(sorted(of_site)))


def _of_site(settings: bytes, pictures: Collection[str]) -> Iterator[str]:
    """Those of a story's pictures that site.yaml names; by their names alone, where it cannot be read."""
    read_ones = read.settings(settings, sources.SITE_FILE).value
    if read_ones is None:
        yield from (path for path in pictures if PurePosixPath(path).name.encode() in settings)
        return
    named = {posixpath.normpath(file.path).casefold() for file in files_of_site(read_ones[0])}
    yield from (path for path in pictures if path.casefold() in named)


def _made_for(root: Path, text: str) -> Iterator[str]:
    """Pictures and recordings that the desk has kept for a text, also those that it does not show any more."""
    folders = (posixpath.join(posixpath.dirname(text), name) for name in (MADE_PICTURES, MADE_RECORDINGS))
    return (f"{at}/{name}" for at in folders for name in sources.names_in(root, at) if is_made_file(text, name))


def _is_picture(root: Path, path: str) -> bool:
    """Whether a file may go as a picture of a story: by its name, and where it lies."""
    if not path.casefold().endswith(ENDINGS) or PurePosixPath(path).parts[0] in NOT_A_STORYS:
        return False
    return place_of(path, lambda at: (root / at).is_file()) is None


def _named_in(root: Path, story: str, data: bytes) -> Iterator[str]:
    """The pictures whose names stand in a file that cannot be read as a text, as they would be named there."""
    ways = {data.decode(encoding, "replace") for encoding in ("utf-8", "cp1252")}
    written = [unicodedata.normalize("NFC", way) for text in ways for way in (text, unquote(text))]
    folder = story.rpartition("/")[0]
    for file in below(root, passed_over):
        if isinstance(file, Unopened) or not file[0].casefold().endswith(ENDINGS):
            continue
        name = re.escape(unicodedata.normalize("NFC", posixpath.relpath(file[0], folder)))
        if any(re.search(rf"(?<![\w./-])(?:\./)*{name}(?!\w)", text) for text in written):
            yield file[0]
