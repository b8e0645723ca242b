"""What is wrong with the pictures that site.yaml names: logo, and the picture of the podcast."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from posixpath import basename, normpath
from unicodedata import normalize
from urllib.parse import unquote

from generator.content.named_files import NamedFile, logo_file
from generator.content.settings import Settings
from generator.content.sources import SITE_FILE, inside
from generator.content.strict_yaml import Document, Loc
from generator.content.validate import Photos
from generator.ground.diagnostics import Diagnostic, error
from generator.media.photo import Photo, Unusable

PODCAST_PIXELS = 1400
PODCAST, LOGO, DARK = ("podcast", "image"), ("logo", "file"), ("logo", "dark")
STORIES = "stories/"


def unusable(settings: Settings, front: Document, photos: Photos) -> Iterator[Diagnostic]:
    """What keeps the pictures that site.yaml names from being shown. ``photos`` are by what they are known by."""
    yield from _podcast_picture(settings, front, photos)
    for loc, path in _named(settings):
        photo = photos.get(logo_file(path).key)
        if loc == PODCAST or isinstance(photo, Photo):
            continue
        what, hint = f"there is no picture {path}", "name a picture in the site's folder: SVG, JPEG, PNG, WebP or GIF"
        if photo is not None:
            what, hint = f"{path}: {photo.message}", photo.hint
        yield error("logo", SITE_FILE, front.value_span(loc), what, hint)


def of_stories(
    settings: Settings,
    front: Document,
    root: Path,
    named: Mapping[str, Collection[NamedFile]],
    unread: Mapping[str, str],
) -> Iterator[Diagnostic]:
    """Pictures of site.yaml that are stories': they would stay published when the story is withheld or withdrawn.

    Whether a story is published changes nothing. What lies among stories is one's, or was one's that is gone by now.
    ``named`` are the files that each text names, by its path; ``unread`` what stories say in which nothing tells for
    certain what a name is: all of those with errors, and where links of others lead.
    """
    for loc, path in _named(settings):
        real = inside(root, path)
        ways = {_folded(normpath(path)), *([_folded(real.relative_to(root.resolve()).as_posix())] if real else ())}
        known, name = _identity(root, path), _folded(basename(path))
        said = [
            *(f"is a picture of {text}, too" for text in _showing(root, ways, known, named)),
            *(f"is perhaps a picture of {text}, too" for text, words in unread.items() if _says(words, name)),
            *("lies with the pictures of a story" for way in ways if way.startswith(STORIES)),
        ]
        if not said:
            continue
        what = f"{path} {said[0]}, and would stay published when that story goes"
        hint = (
            "if the storyteller agreed to that, copy it to media/ under a name of its own, and name that here; "
            "otherwise take another picture"
        )
        yield error(str(loc[0]), SITE_FILE, front.value_span(loc), what, hint)


def _showing(
    root: Path, ways: Collection[str], known: tuple[int, int] | None, named: Mapping[str, Collection[NamedFile]]
) -> Iterator[str]:
    """The stories that name a file which can be written in these ways, or by a link is the one that is ``known``."""
    for text, files in named.items():
        if text.startswith(STORIES) and any(
            _folded(file.path) in ways or (known and _identity(root, file.path) == known) for file in files
        ):
            yield text


def _identity(root: Path, path: str) -> tuple[int, int] | None:
    """What tells a file from all others, whichever links lead to it; None where it is not there."""
    try:
        found = (root / path).stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _says(words: str, name: str) -> bool:
    """Whether words hold a file's name, as it is or as addresses have it."""
    folded = _folded(words)
    return name in folded or name in _folded(unquote(words))


def _folded(name: str) -> str:
    """A name as systems compare it that know the fewest names."""
    return normalize("NFC", name).casefold()


def _named(settings: Settings) -> Iterator[tuple[Loc, str]]:
    """The pictures that site.yaml names, with where it does."""
    if settings.podcast:
        yield PODCAST, settings.podcast.image
    if settings.logo:
        yield LOGO, settings.logo.file
        if settings.logo.dark:
            yield DARK, settings.logo.dark


def _podcast_picture(settings: Settings, front: Document, photos: Photos) -> Iterator[Diagnostic]:
    """What keeps directories of podcasts from taking the picture that site.yaml names (Apple's rules for artwork)."""
    if settings.podcast is None:
        return
    path = settings.podcast.image
    photo = photos.get(path)
    hint = f"name a square picture, JPEG or PNG, at least {PODCAST_PIXELS} pixels wide, in the site's folder"
    what = None
    if photo is None:
        what = f"there is no picture {path}"
    elif isinstance(photo, Unusable):
        what, hint = photo.message, photo.hint
    elif photo.width != photo.height or photo.width < PODCAST_PIXELS:
        what = f"this picture is {photo.width} by {photo.height} pixels, which no directory of podcasts takes"
    if what is not None:
        yield error("podcast", SITE_FILE, front.value_span(PODCAST), what, hint)
