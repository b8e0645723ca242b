"""In which sizes and formats a picture is written, and which of these files are worth having.

The rules are fixed, so that the same pixels always give the same files:

- Widths are those of `WIDTHS` that the picture is wider than, and its own, or the widest of them.
- What every browser, book and copy can show is JPEG; PNG where a picture can be seen through, or is smaller so, as
  drawings are. What was a JPEG is not tried as PNG.
- A file is worth having if it saves a tenth of the bytes of what it stands for, and at least `LEAST_SAVED`. Of the
  plain files a smaller size has to be worth having beside the next larger one that stays. The sizes that stay join as
  WebP if those are worth having, all together: a browser that takes a format takes every size from it.
- Where a site wants AVIF, it joins in the two smallest sizes, which narrow screens are offered, if those are worth
  having beside the same sizes of the best format before it. Larger ones take long to write.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from generator.ground.digest import content_name
from generator.media.avif import avif_encoder
from generator.media.photo import STRONGEST, Ground, Photo

# The widest text column is about 700 CSS pixels; twice that serves dense screens. The smallest is for telephones.
WIDTHS = (480, 960, 1600)
WIDEST = WIDTHS[-1]
QUALITY = 82
# A PNG that is written quickly and is so many times as large as the JPEG will not be the smaller one, however written.
HOPELESS = 4
# Sizes that are written as AVIF, and how: by one thread, since the bytes differ with their number.
IN_AVIF, AVIF = 2, {"quality": 60, "speed": 8, "max_threads": 1}
LEAST_SAVED = 1000  # bytes, of which a page's words on a further file take a good part


@dataclass(frozen=True, slots=True)
class _File:
    """A picture in one size, written in one format."""

    size: tuple[int, int]
    content: bytes
    suffix: str


def encoded(pixels: Image.Image, *, is_photograph: bool, avif: bool) -> Photo:
    """The files of a picture. ``is_photograph`` says that it comes in the format of cameras."""
    pixels = _opaque(pixels)
    widest = min(pixels.width, WIDEST)
    sizes = [_reduced(pixels, width) for width in (*(w for w in WIDTHS if w < widest), widest)]
    write = _jpeg if is_photograph and not _is_see_through(pixels) else _smaller(sizes[-1])
    written = [write(size) for size in sizes]
    kept = {file.size for file in _worth_having(written)}
    plain = [file for file in written if file.size in kept]
    webp = [_webp(size, plain[-1].suffix) for size in sizes if size.size in kept]
    best = webp if _is_worth(webp, plain) else plain
    small = [_avif(size) for size in sizes if size.size in kept][:IN_AVIF] if avif and avif_encoder() else []
    files = [*plain, *(best if best is webp else ()), *(small if _is_worth(small, best[:IN_AVIF]) else ())]
    main = _photo(plain[-1])
    others = tuple(_photo(file) for file in files if file is not plain[-1])
    return replace(main, others=others, ground=_ground(sizes[0]))


def _opaque(pixels: Image.Image) -> Image.Image:
    """The picture without a layer of transparency that nothing shows through."""
    if _is_see_through(pixels) and pixels.getchannel("A").getextrema()[0] == 255:
        return pixels.convert(pixels.mode.removesuffix("A"))
    return pixels


def _ground(pixels: Image.Image) -> Ground | None:
    """The average colour of a picture, but of one that can be seen through: its ground is the page's."""
    if _is_see_through(pixels):
        return None
    average = pixels.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
    red, green, blue = (round(level * STRONGEST / 255) for level in average)
    return red, green, blue


def _is_see_through(pixels: Image.Image) -> bool:
    return pixels.mode in ("LA", "RGBA")


def _reduced(pixels: Image.Image, width: int) -> Image.Image:
    if width == pixels.width:
        return pixels
    return pixels.resize((width, max(1, round(pixels.height * width / pixels.width))), Image.Resampling.LANCZOS)


def _smaller(largest: Image.Image) -> Callable[[Image.Image], _File]:
    """How to write a picture of no camera's in the plain format that is smaller in its largest size."""
    if _is_see_through(largest):
        return _png
    jpeg, quick = _jpeg(largest), _file(largest, "PNG", ".png", compress_level=1)
    if len(quick.content) > HOPELESS * len(jpeg.content):
        return _jpeg
    return _png if len(_png(largest).content) <= len(jpeg.content) else _jpeg


def _worth_having(written: Sequence[_File]) -> list[_File]:
    kept = [written[-1]]
    for file in reversed(written[:-1]):
        kept += [file] if _is_worth([file], kept[-1:]) else []
    return kept


def _is_worth(files: Iterable[_File], of: Iterable[_File]) -> bool:
    """Whether files are worth having in place of others."""
    large, small = (sum(len(file.content) for file in some) for some in (of, files))
    return large - small >= max(large / 10, LEAST_SAVED)


def _jpeg(pixels: Image.Image) -> _File:
    return _file(pixels, "JPEG", ".jpg", quality=QUALITY, optimize=True, progressive=True)


def _png(pixels: Image.Image) -> _File:
    return _file(pixels, "PNG", ".png", optimize=True)


def _webp(pixels: Image.Image, plain: str) -> _File:
    """The picture as WebP; in place of a PNG, in whichever of its two ways is smaller."""
    lossy = _file(pixels, "WEBP", ".webp", quality=QUALITY, method=4)
    if plain != ".png":
        return lossy
    return min(_file(pixels, "WEBP", ".webp", lossless=True, method=4), lossy, key=lambda file: len(file.content))


def _avif(pixels: Image.Image) -> _File:
    return _file(pixels, "AVIF", ".avif", **AVIF)


def _file(pixels: Image.Image, format_: str, suffix: str, **how: object) -> _File:
    out = io.BytesIO()
    pixels.save(out, format_, **how)
    return _File(pixels.size, out.getvalue(), suffix)


def _photo(file: _File) -> Photo:
    return Photo(content_name(file.content) + file.suffix, *file.size, file.content)
