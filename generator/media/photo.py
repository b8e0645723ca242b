"""A picture as it is published, or why it cannot be: told without what makes pictures, which is slow to load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.ground.channels import WEB, Medium

TYPES = {"avif": "image/avif", "jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml", "webp": "image/webp"}
# Red, green and blue, each from 0 to the strongest: few enough for a style sheet to know all of them.
Ground = tuple[int, int, int]
STRONGEST = 3
HOW_TO_MEND = "open it in a picture program and save it as JPEG, PNG or WebP"
NO_PICTURE = "this file is not a picture in JPEG, PNG, WebP or GIF format"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture ready to publish: its file name, which is made of its content, its size in pixels, and its bytes.

    ``others`` are the same picture smaller or in another format, for browsers to choose from; they have none. One that
    ``moved`` is the first image of several that its file shows one after the other, and ``moving`` all of these, where
    they are wanted. ``ground`` is its average colour, for the time until it is there: red, green and blue, each from 0
    to `STRONGEST`; None for what can be seen through.
    """

    name: str
    width: int
    height: int
    stored: bytes | Callable[[], bytes]
    others: tuple[Photo, ...] = ()
    moved: bool = False
    moving: Photo | None = None
    ground: Ground | None = None

    @property
    def content(self) -> bytes:
        """The picture's bytes, which may be fetched only when they are asked for."""
        return self.stored if isinstance(self.stored, bytes) else self.stored()

    @property
    def type(self) -> str:
        """The type of the file, as in HTTP."""
        return TYPES[self.name.rpartition(".")[2]]

    @property
    def files(self) -> tuple[Photo, ...]:
        """The picture, its others and what moves of it, each of which is a file."""
        return (self.alone, *self.others, *((self.moving,) if self.moving else ()))

    @property
    def alone(self) -> Photo:
        """The picture as one file, which stands still."""
        return replace(self, others=(), moving=None)

    def on(self, medium: Medium) -> Photo:
        """The picture as a medium has it: a copy that is given away is there at once, so it has one file of each."""
        return self if medium == WEB else replace(self, others=(), ground=None)


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a file cannot be published as a picture, and how to mend it."""

    message: str
    hint: str = HOW_TO_MEND
