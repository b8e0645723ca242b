"""Pictures made in memory."""

from __future__ import annotations

import io
import random

from PIL import Image


def picture(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """A picture whose left half is red and right half is blue, but for a green upper left corner."""
    made = Image.new("RGB", size, (220, 30, 30))
    made.paste((30, 30, 220), (size[0] // 2, 0, *size))
    made.paste((30, 220, 30), (0, 0, size[0] // 4, size[1] // 4))
    return made


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **({"lossless": True} if kind == "WEBP" else {}), **more)
    return out.getvalue()


def drawing(size: int = 200, turned: bool = False) -> Image.Image:
    """A picture with a shape that no other picture here has, in any position."""
    made = Image.new("L", (8, 8))
    made.putdata([(x * 73 ^ y * 151 ^ x * y * 29) % 256 for y in range(8) for x in range(8)])
    if turned:
        made = made.point(lambda level: (level * 7 + 90) % 256)
    return made.resize((size, size), Image.Resampling.BICUBIC).convert("RGB")


def photograph(size: tuple[int, int] = (1700, 1100)) -> Image.Image:
    """A picture with as many colours as what cameras make, and the same each time."""
    small = (size[0] // 8 + 1, size[1] // 8 + 1)
    grain = Image.frombytes("RGB", small, random.Random(7).randbytes(3 * small[0] * small[1]))
    return Image.blend(Image.new("RGB", size, (120, 140, 90)), grain.resize(size, Image.Resampling.BICUBIC), 0.4)


def animation(kind: str, **more: object) -> bytes:
    """A picture of four images, in each of which a bar is at another place, for three tenths of a second each."""
    images = [Image.new("RGB", (80, 60), (120, 140, 90)) for _ in range(4)]
    for n, image in enumerate(images):
        image.paste((150, 120, 90), (n * 20, 0, n * 20 + 20, 60))
    out = io.BytesIO()
    images[0].save(out, kind, save_all=True, append_images=images[1:], duration=300, loop=0, **more)
    return out.getvalue()
