"""Pictures as a look for traces sees them: their shape in every position, and the words in their hidden data."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import dhash
from PIL import ExifTags, Image, UnidentifiedImageError

from generator.checking.extents import picture_end
from generator.media.pictures import MOST_PIXELS as LARGEST

# Two of 128 bits is what the library's author advises for copies; JPEG anew at another size changes a few more.
NEAR = 6
# A picture with hardly any shape has the hash of every other such picture.
SHAPELESS = 12
# Formats that browsers and editors show; a file that begins like one of them should be one.
SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*")
FORMATS = ("JPEG", "MPO", "PNG", "GIF", "WEBP", "TIFF", "BMP", "ICO", "AVIF")
# Pixels of all pictures in a file that are decoded: twenty of the largest that may be published.
MOST_PIXELS = 20 * LARGEST
# What Pillow's decoders raise for files that are no whole pictures, or were made to break them.
NOT_A_PICTURE = (
    *(UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError),
    *(EOFError, LookupError, TypeError, ArithmeticError, RuntimeError, struct.error, zlib.error),
)
DETAILS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)


@dataclass(frozen=True, slots=True)
class PictureLook:
    """What was seen of a file that is a picture, or begins like one.

    ``shape`` is its difference hash, None without much of a shape; ``hidden`` the words in comments, captions, XMP and
    Exif; ``pixels`` how many were decoded, None where that was not possible.
    """

    shape: int | None = None
    hidden: bytes = b""
    pixels: int | None = None


def look(content: bytes, most: int = MOST_PIXELS) -> PictureLook | None:
    """What is to be seen of a picture of at most so many pixels; None for what is none."""
    try:
        with _opened(content) as picture:
            pixels = picture.width * picture.height
            if pixels > min(most, LARGEST):
                return PictureLook()
            picture.load()
            return PictureLook(_shape(picture), _hidden(picture), pixels)
    except NOT_A_PICTURE:
        begins = content.startswith(SIGNS) or (content.startswith(b"RIFF") and content[8:12] == b"WEBP")
        return PictureLook() if begins or picture_end(content) is not None else None


def shapes(content: bytes) -> frozenset[int]:
    """The shapes of a picture in all eight positions, since copies are turned upright; nothing of what is none."""
    try:
        with _opened(content) as picture:
            upright = picture.convert("RGB")
            turned = (upright, *(upright.transpose(way) for way in Image.Transpose))
            return frozenset(shape for one in turned if (shape := _shape(one)) is not None)
    except NOT_A_PICTURE:
        return frozenset()


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(content), formats=_formats()) as picture:
            yield picture


@cache
def _formats() -> tuple[str, ...]:
    """Those that this Pillow was built with."""
    Image.init()
    return tuple(name for name in FORMATS if name in Image.OPEN)


def much_like(one: int, other: int) -> bool:
    """Whether two shapes are of pictures that a person would take for the same."""
    different: int = dhash.get_num_bits_different(one, other)
    return different <= NEAR


def _shape(picture: Image.Image) -> int | None:
    """A picture's difference hash, which stays much the same when it is written anew; None if it has hardly a shape."""
    shape: int = dhash.dhash_int(picture.convert("RGB"))
    return shape if SHAPELESS <= shape.bit_count() <= 128 - SHAPELESS else None


def _hidden(picture: Image.Image) -> bytes:
    """The words in a picture's hidden data, packed ones, too."""
    exif = picture.getexif()
    values = [*picture.info.values(), *exif.values(), *(v for which in DETAILS for v in exif.get_ifd(which).values())]
    return b"\n".join(_bytes(values))


def _bytes(values: list[object]) -> Iterator[bytes]:
    for value in values:
        if isinstance(value, bytes):
            yield value
        elif isinstance(value, tuple) and value and all(isinstance(n, int) and 0 <= n < 256 for n in value):
            yield bytes(value)  # how Windows writes titles and comments: UTF-16, byte by byte
        else:
            yield str(value).encode("utf-8", "replace")
