"""Pictures as a look for traces sees them: their shape in every position, and the words in their hidden data."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import dhash
from PIL import ExifTags, Image, UnidentifiedImageError

# Two of 128 bits is what the library's author advises for copies; JPEG anew at another size changes a few more.
NEAR = 6
# A picture with hardly any shape has the hash of every other such picture.
SHAPELESS = 12
# Formats that browsers and editors show; a file that begins like one of them should be one.
SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*")
# What a file may be opened as in vain: Pillow raises these for files that are not whole pictures.
NOT_A_PICTURE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError)
DETAILS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)


@dataclass(frozen=True, slots=True)
class PictureLook:
    """What was seen of a file that is a picture, or begins like one.

    ``shape`` is its difference hash, None without much of a shape; ``hidden`` the words in comments, captions, XMP and
    Exif; ``whole`` whether it could be decoded.
    """

    shape: int | None
    hidden: bytes
    whole: bool


def look(content: bytes) -> PictureLook | None:
    """What is to be seen of a picture; None for what is none."""
    begins = content.startswith(SIGNS) or (content.startswith(b"RIFF") and content[8:12] == b"WEBP")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as picture:
                picture.load()
                return PictureLook(_shape(picture), _hidden(picture), whole=True)
    except NOT_A_PICTURE:
        return PictureLook(None, b"", whole=False) if begins else None


def shapes(content: bytes) -> frozenset[int]:
    """The shapes of a picture in all eight positions, since copies are turned upright; nothing of what is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as picture:
                upright = picture.convert("RGB")
                turned = (upright, *(upright.transpose(way) for way in Image.Transpose))
                return frozenset(shape for one in turned if (shape := _shape(one)) is not None)
    except NOT_A_PICTURE:
        return frozenset()


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
