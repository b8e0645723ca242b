"""Pictures made safe to publish: decoded whole, turned upright, reduced, and written anew without any metadata.

Writing anew is what keeps a place (GPS), a camera's serial number, a comment, an embedded thumbnail, or bytes hidden
behind the picture from being published: only pixels pass. Pillow does the work; this module decides what passes.
In which sizes and formats they are written, `encodings` says.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from generator.ground import limits
from generator.media import heic
from generator.media.encodings import encoded
from generator.media.moving import moving
from generator.media.photo import NO_PICTURE, Photo, Unusable

MOST_PIXELS = 50_000_000
FORMATS = ("GIF", "JPEG", "PNG", "WEBP")
# Telephones write MPO: a JPEG with further pictures behind it, such as the depth of the scene. Pillow opens it as JPEG.
# HEIC holds such pictures, too.
PHOTOGRAPHS = ("JPEG", "MPO", heic.FORMAT)
COVER: dict[str, int | tuple[int, ...]] = {"L": 85, "LA": (85, 255), "RGB": (85,) * 3, "RGBA": (85, 85, 85, 255)}
# Alpha below which a pixel counts as erased: it changes what is behind it by a hundredth, which nobody sees.
FAINTEST = 4
SAVE_HEIC = "save it as JPEG in a picture program, or set the iPhone to it: Settings, Camera, Formats, Most Compatible"
DAMAGED = "this picture is damaged or cut short"
# Remarks in which Pillow, and no browser, looks for how a picture is turned. Areas are counted on what people see.
XMP = ("xmp", "XML:com.adobe.xmp")
TOO_MANY_PIXELS = "this picture has more than 50 million pixels"


def develop(data: bytes, covered: Sequence[str] = (), *, moves: bool = False, avif: bool = False) -> Photo | Unusable:
    """The picture in ``data``, or why there is none. Depends on the bytes and on Pillow's version alone.

    Where it ``moves``, the first of its images comes with all of them (`moving`), if there are several.

    Areas that are ``covered`` (`field_types.Area`, of the picture as it is seen upright) are of one colour in all that
    is made of it: no blur, and no blocks, out of which what was there could be worked out. So is what was erased, which
    is see-through: no file has the colours that were there.

    With ``avif``, that format is tried, too, and the result depends on the version of its encoder (`avif`).
    """
    if len(data) > limits.PICTURE:
        return Unusable("this picture's file is larger than 40 MB", "save a smaller copy of it")
    is_heic = heic.is_heic(data)
    formats = (heic.FORMAT,) if is_heic and heic.is_readable() else FORMATS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=formats) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return Unusable(TOO_MANY_PIXELS, "save a smaller copy of it")
                format_ = picture.format or ""
                moved = format_ not in PHOTOGRAPHS and getattr(picture, "is_animated", False)
                cleaned = partial(_cleaned, format_=format_, covered=covered)
                picture.load()
                is_photograph = format_ in PHOTOGRAPHS
                still = replace(encoded(cleaned(picture), is_photograph=is_photograph, avif=avif), moved=moved)
                shown = moving(picture, cleaned) if moves and moved else None
                return shown if isinstance(shown, Unusable) else replace(still, moving=shown)
    except Image.DecompressionBombError:
        return Unusable(TOO_MANY_PIXELS, "save a smaller copy of it")
    except UnidentifiedImageError:
        if is_heic and formats is FORMATS:
            return Unusable("this picture is in HEIC format, which iPhones use and few browsers show", SAVE_HEIC)
        if is_heic:
            return Unusable(DAMAGED)
        return Unusable(NO_PICTURE)
    except (EOFError, OSError, RuntimeError, SyntaxError, ValueError):
        # Pillow raises SyntaxError and ValueError for some broken files, and OSError for truncated ones; what reads
        # HEIC raises any of these.
        return Unusable(DAMAGED)


def _corners(area: str, width: int, height: int) -> tuple[int, int, int, int]:
    """The pixels that an area holds, or a part of which it holds."""
    left, top, wide, high = map(int, area.split())
    right, bottom = left + wide, top + high
    return left * width // 100, top * height // 100, -(-right * width // 100), -(-bottom * height // 100)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture in the colours that every screen takes for granted; its profile goes with the metadata."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return picture  # the profile is broken; the colours are as good as can be
    return changed or picture


def _without_erased(pixels: Image.Image) -> Image.Image:
    """The picture without the colours of pixels that nobody sees: erasers take away alpha, and leave them there."""
    if pixels.mode in ("LA", "RGBA"):
        erased = pixels.getchannel("A").point(lambda alpha: 255 if alpha < FAINTEST else 0)
        pixels.paste((0,) * len(pixels.mode), None, erased)
    return pixels


def _cleaned(picture: Image.Image, *, format_: str, covered: Sequence[str]) -> Image.Image:
    """The pixels of a picture, upright and covered up, and nothing else."""
    for name in XMP:
        picture.info.pop(name, None)
    picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I"):
        # Sixteen bits a pixel: Pillow's own conversion cuts off what is above eight instead of scaling it.
        picture = picture.convert("I").point(lambda level: level / 256).convert("L")
    picture = _in_srgb(picture)
    if picture.mode not in ("RGB", "RGBA", "L", "LA") or "transparency" in picture.info:
        see_through = format_ not in PHOTOGRAPHS and ("transparency" in picture.info or picture.mode in ("PA", "La"))
        picture = picture.convert("RGBA" if see_through else "RGB")
    # A new image holds pixels and nothing else; saving the old one could carry its info along.
    pixels = _without_erased(Image.frombytes(picture.mode, picture.size, picture.tobytes()))
    for area in covered:
        pixels.paste(COVER[pixels.mode], _corners(area, *pixels.size))
    return pixels
