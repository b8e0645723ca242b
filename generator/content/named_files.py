"""The files that a text names: what is read with it, approved with it, published with it, and goes with it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.content.body import Picture
from generator.content.front_matter import StoryHeader
from generator.content.links import local_path
from generator.content.read import Manuscript, PageSource
from generator.content.sources import read_inside
from generator.ground import limits


def pictures_of(text: Manuscript | PageSource) -> tuple[Picture, ...]:
    """All pictures that a text names, the one above it first."""
    image = text.header.image if isinstance(text.header, StoryHeader) else None
    if image is None:
        return text.body.pictures
    span = text.front.value_span(("image", "src"))
    return (Picture(image.src, image.alt or "", image.decorative, span), *text.body.pictures)


def paths_of(text: Manuscript | PageSource) -> frozenset[str]:
    """The paths of all files that a text names, below the site's folder; whether they are there is another matter."""
    return frozenset(local_path(picture.src, text.path) for picture in pictures_of(text))


def digests(root: Path, text: Manuscript | PageSource) -> dict[str, str]:
    """The SHA-256 of each file that a text names and that is there, in hexadecimal, by its path."""
    read = {path: read_inside(root, path, limits.PICTURE) for path in sorted(paths_of(text))}
    return {path: hashlib.sha256(content).hexdigest() for path, content in read.items() if content is not None}
