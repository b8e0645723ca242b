"""Pictures that move: their images as one animated WebP, or why they had better stand still.

Readers see such a picture stand, and start it themselves (WCAG 2.2.2). So it comes beside the still picture, in one
size.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from PIL import Image, ImageSequence

from generator.ground.digest import content_name
from generator.media.flashes import flashes
from generator.media.photo import Photo, Unusable

# As wide as a column of text; the still picture has the sizes for dense screens.
WIDEST = 720
MOST_IMAGES, MOST_PIXELS, MOST_BYTES = 300, 50_000_000, 5_000_000
# Browsers take a shorter time between images for none, and show each for a tenth of a second.
SHORTEST, USUAL = 20, 100  # milliseconds
STILL = "take “animated: true” out, so that its first image stands for it, or take a calmer picture"
SHORTER = "cut it in a picture program, or take “animated: true” out, so that its first image stands for it"


def moving(picture: Image.Image, cleaned: Callable[[Image.Image], Image.Image]) -> Photo | Unusable:
    """All images of an opened picture as one that moves, without end; ``cleaned`` is what may be seen of each.

    Unusable if there are too many or too large ones, or if they flash.
    """
    images: list[Image.Image] = []
    lasting: list[int] = []
    # How many there are, a file may not say, and to count them all is more than it may be worth.
    for image, lasts in _images(picture):
        if len(images) == MOST_IMAGES:
            return Unusable(f"this picture moves through more than {MOST_IMAGES} images", SHORTER)
        if (len(images) + 1) * picture.width * picture.height > MOST_PIXELS:
            return Unusable("the images of this picture have more than 50 million pixels together", SHORTER)
        images.append(_reduced(cleaned(image)))
        lasting.append(lasts)
    if flashes(images, lasting):
        return Unusable("this picture flashes more than three times in a second, which can bring on seizures", STILL)
    content = _webp(images, lasting)
    if len(content) > MOST_BYTES:
        return Unusable("this picture would be larger than 5 MB as one that moves", SHORTER)
    return Photo(content_name(content) + ".webp", *images[0].size, content)


def _images(picture: Image.Image) -> Iterator[tuple[Image.Image, int]]:
    """Each image, and for how many milliseconds it is seen."""
    for n, image in enumerate(ImageSequence.Iterator(picture)):
        image.load()
        if n == 0 and image.info.get("default_image"):
            continue  # of a PNG, for programs that show nothing that moves
        lasts = round(image.info.get("duration", 0))
        yield image, lasts if lasts >= SHORTEST else USUAL


def _reduced(image: Image.Image) -> Image.Image:
    if image.width <= WIDEST:
        return image
    return image.resize((WIDEST, max(1, round(image.height * WIDEST / image.width))), Image.Resampling.LANCZOS)


def _webp(images: list[Image.Image], lasting: list[int]) -> bytes:
    out = io.BytesIO()
    first, *rest = (image if image.mode in ("RGB", "RGBA") else image.convert("RGBA") for image in images)
    first.save(out, "WEBP", save_all=True, append_images=rest, duration=lasting, loop=0, quality=75, method=4)
    return out.getvalue()
