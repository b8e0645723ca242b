"""Whether a picture that moves flashes so often that it can bring on seizures (WCAG 2.3.1).

A flash is a pair of opposing changes: of relative luminance by a tenth of its range where the darker one is below
0.8, or to and from a saturated red. More than three in any second are too many. The criterion lets pass what fills a
small part of what one sees, a quarter of 341 by 256 pixels; of a picture as wide as a column of text that is about a
sixteenth, so a sixteenth of the picture is what counts here, however small it is shown. Images are looked at on a grid,
whose squares also even out fine patterns, which flash without harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import inf

from PIL import Image

GRID = 24
PART = GRID * GRID // 16
MOST, SECOND = 3, 1000  # flashes in so many milliseconds
BRIGHTEST_DARK, CHANGE = 0.8, 0.1
SATURATED, RED_CHANGE = 0.8, 20 / 320
# Relative luminance of a channel (WCAG 2.2), by its eight bits.
LINEAR = [level / 3294.6 if level <= 10 else ((level / 255 + 0.055) / 1.055) ** 2.4 for level in range(256)]


def flashes(images: Sequence[Image.Image], lasting: Sequence[int]) -> bool:
    """Whether images that follow each other without end flash too often; each lasts so many milliseconds.

    What is see-through is taken to stand on black and on white, and must not flash on either.
    """
    if len(images) < 2:
        return False
    rounds = 2 + SECOND // sum(lasting)  # over the end, where the first image comes again
    times = list(accumulate([0, *(list(lasting) * rounds)[:-1]]))
    grounds = (0, 255) if any(image.mode in ("LA", "RGBA") for image in images) else (0,)
    return any(_too_often([_squares(image, ground) for image in images] * rounds, times) for ground in grounds)


def _too_often(images: Sequence[list[tuple[float, float]]], times: Sequence[int]) -> bool:
    squares = zip(*images, strict=True)
    found = sum(
        _is_fast(_turns([light for light, _ in square], times, CHANGE, BRIGHTEST_DARK))
        or _is_fast(_turns([red for _, red in square], times, RED_CHANGE, 1))
        for square in squares
    )
    return found >= PART


def _squares(image: Image.Image, ground: int) -> list[tuple[float, float]]:
    """Of each square of an image how light it is, and how red if it is of a saturated red."""
    small = image.convert("RGBA")
    small = Image.alpha_composite(Image.new("RGBA", small.size, (ground, ground, ground, 255)), small).convert("RGB")
    bands = small.resize((GRID, GRID), Image.Resampling.BOX).tobytes()
    return [_light_and_red(*(LINEAR[level] for level in bands[at : at + 3])) for at in range(0, len(bands), 3)]


def _light_and_red(red: float, green: float, blue: float) -> tuple[float, float]:
    together = red + green + blue
    saturated = together > 0 and red / together >= SATURATED
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue, max(0.0, red - green - blue) if saturated else 0.0


def _turns(values: Iterable[float], times: Sequence[int], change: float, dark: float) -> Iterator[int]:
    """When a value has changed by so much against the way that it went before, with its lower end below ``dark``."""
    low, high, rising = inf, -inf, None
    for value, time in zip(values, times, strict=True):
        low, high = min(low, value), max(high, value)
        if rising is not True and value - low >= change and low < dark:
            rising, high = True, value
            yield time
        elif rising is not False and high - value >= change and value < dark:
            rising, low = False, value
            yield time


def _is_fast(turns: Iterable[int]) -> bool:
    """Whether more than three pairs of turns begin and end within less than a second."""
    at = list(turns)
    return any(last - first < SECOND for first, last in zip(at, at[2 * MOST :], strict=False))
