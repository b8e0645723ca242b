"""The files that a text names: what is read with it, approved with it, published with it, and goes with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from generator.content.body import Picture
from generator.content.field_types import AREA
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.links import local_path
from generator.content.read import Manuscript, PageSource
from generator.content.settings import Settings
from generator.content.sources import inside
from generator.content.stance import FileKind, naming, words_at
from generator.ground import limits
from generator.ground.diagnostics import Span

LARGEST: dict[FileKind, int] = {
    "picture": limits.PICTURE,
    "recording": limits.RECORDING,
    "captions": limits.TEXT,
}
AT_ONCE = 1_000_000  # bytes
ABOVE, COVERED, ANIMATED = ("image", "src"), ("image", "obscure"), "animated"
LOGO = "logo"
NAMING = {Manuscript: naming(StoryHeader), PageSource: naming(PageHeader)}
# Of these, the ones that name files which belong to a text: a story that is named is a text of its own.
BELONGING = {of: tuple(one for one in some if one[1] != "story") for of, some in NAMING.items()}
# The fields at the top of a header with which such a file is named; most texts have none of them.
FIELDS = {kind: frozenset(path[0] for path, _ in of) for kind, of in BELONGING.items()}


class NamedFile(NamedTuple):
    """A file that a text names: its path below the site's folder, and what it is.

    ``covered`` are the areas of a picture that nobody may see of it (`field_types.Area`); one that ``moves`` is shown
    with all of its images. One that ``is_logo`` may be a drawing (SVG).
    """

    path: str
    kind: FileKind
    covered: tuple[str, ...] = ()
    moves: bool = False
    is_logo: bool = False

    @property
    def key(self) -> str:
        """What the picture is known by: two texts may show one file, each in another way."""
        more = (*((ANIMATED,) if self.moves else ()), *((LOGO,) if self.is_logo else ()))
        return "|".join((self.path, *self.covered, *more))


def logo_file(path: str) -> NamedFile:
    """The file of a logo."""
    return NamedFile(path, "picture", is_logo=True)


def files_of_site(settings: Settings) -> tuple[NamedFile, ...]:
    """The pictures that settings name."""
    podcast = (NamedFile(settings.podcast.image, "picture"),) if settings.podcast else ()
    paths = (settings.logo.file, settings.logo.dark) if settings.logo else ()
    return (*podcast, *(logo_file(path) for path in paths if path is not None))


def files_of(text: Manuscript | PageSource) -> tuple[NamedFile, ...]:
    """All files of its own that a text names, those in its front matter first, be they there or not.

    Where the front matter has errors, what is written there counts: a file must not outlive its story for a slip.
    """
    if text.header and not text.body.pictures and not any(getattr(text.header, at) for at in FIELDS[type(text)]):
        return ()
    written = text.front.value if text.header is None else text.header
    found = [(name, kind) for path, kind in BELONGING[type(text)] for name in words_at(written, path)]
    found += [(picture.src, "picture") for picture in text.body.pictures]
    paths = dict.fromkeys((local_path(name, text.path), kind) for name, kind in found)
    # What is covered up above a text is covered up in it, too.
    areas = tuple(area for area in words_at(written, COVERED) if re.match(AREA, area))
    covered = {local_path(src, text.path): areas for src in words_at(written, ABOVE)}
    moving = (
        covered if isinstance(text.header, StoryHeader) and text.header.image and text.header.image.animated else ()
    )
    return tuple(NamedFile(path, kind, covered.get(path, ()), path in moving) for path, kind in paths)


def key_in(files: Iterable[NamedFile], path: str) -> str:
    """What the picture at a path is known by, in a text that names these files."""
    return next(file.key for file in files if file.path == path)


def written_names(text: Manuscript) -> tuple[tuple[str, Span], ...]:
    """The names of files in a story's front matter as they are written, each with its place; none where it has errors.

    Of a value for each language, every one has its own.
    """
    found: list[tuple[str, Span]] = []
    for path, _ in NAMING[Manuscript] if text.header else ():
        value: object = text.header
        for name in path:
            value = getattr(value, name, None)
        each = {(*path, key): one for key, one in value.items()} if isinstance(value, dict) else {path: value}
        found += [(name, text.front.value_span(loc)) for loc, name in each.items() if isinstance(name, str)]
    return tuple(found)


def pictures_of(text: Manuscript | PageSource) -> tuple[Picture, ...]:
    """All pictures that a text names, those in its front matter first."""
    header, front = text.header, text.front
    if not isinstance(header, StoryHeader):
        return text.body.pictures
    found: list[Picture] = []
    if (image := header.image) is not None:
        span = front.value_span(("image", "src"))
        found.append(Picture(image.src, image.alt or "", image.decorative, span))
    if header.recording and (poster := header.recording.poster):
        span = front.value_span(("recording", "poster", "src"))
        found.append(Picture(poster.src, poster.alt, decorative=False, span=span))
    return (*found, *text.body.pictures)


def picture_paths_of(text: Manuscript | PageSource) -> frozenset[str]:
    """The paths of the pictures alone that a text names, below the site's folder."""
    return frozenset([file.path for file in files_of(text) if file.kind == "picture"])


def paths_of(text: Manuscript | PageSource) -> frozenset[str]:
    """The paths of all files that a text names, below the site's folder."""
    return frozenset([file.path for file in files_of(text)])


def digests(
    root: Path, text: Manuscript | PageSource, digest_at: Callable[[Path, NamedFile], str | None] | None = None
) -> dict[str, str]:
    """The SHA-256 of each file that a text names and that is there, in hexadecimal, by its path.

    ``digest_at`` gives that of one file, in place of `file_digest`.
    """
    found = {file.path: (digest_at or file_digest)(root, file) for file in files_of(text)}
    return {path: digest for path, digest in found.items() if digest is not None}


def file_digest(root: Path, file: NamedFile) -> str | None:
    """The digest of a file, up to one more byte than is ever published of its kind; a recording is never held whole."""
    real, left = inside(root, file.path), LARGEST[file.kind] + 1
    made = hashlib.sha256()
    try:
        if real is None:
            return None
        with real.open("rb") as opened:
            while left > 0 and (some := opened.read(min(AT_ONCE, left))):
                made.update(some)
                left -= len(some)
    except OSError:
        return None
    return made.hexdigest()
