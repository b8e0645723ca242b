"""Contrast between colours, and the nearest colour that has enough of it."""

from __future__ import annotations

import math

from generator.ground.patterns import lazy

Rgb = tuple[float, float, float]

HEX = lazy(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
STEPS = 400


def is_colour(text: str) -> bool:
    """Whether ``text`` is a colour as ``#rgb`` or ``#rrggbb``."""
    return HEX.fullmatch(text) is not None


def ratio(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    dark, light = sorted((_luminance(_parse(one)), _luminance(_parse(other))))
    return (light + 0.05) / (dark + 0.05)


def nearest(colour: str, ground: str, least: float) -> str:
    """The colour nearest to ``colour``, of the same hue, whose contrast with ``ground`` is at least ``least``.

    Black or white where the hue allows none. Lightness is changed in OKLab (Ottosson 2020), so that the step to the new
    colour looks as small as it is.
    """
    lightness, a, b = _to_oklab(_parse(colour))
    candidates = []
    for n in range(STEPS + 1):
        light = n / STEPS
        fade = min(1.0, 4 * light, 4 * (1 - light))
        found = _format(_from_oklab((light, a * fade, b * fade)))
        if ratio(found, ground) >= least:
            candidates.append((abs(light - lightness), found))
    ends = [(2.0, end) for end in ("#000000", "#ffffff")]
    return min(candidates or ends, key=lambda c: (c[0], -ratio(c[1], ground)))[1]


def _parse(text: str) -> Rgb:
    digits = text.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(d * 2 for d in digits)
    red, green, blue = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return red, green, blue


def _format(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, c)) * 255):02x}" for c in rgb)


def _linear(channel: float) -> float:
    """Linear light of an sRGB channel (IEC 61966-2-1)."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _luminance(rgb: Rgb) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = (_linear(c) for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklab(rgb: Rgb) -> Rgb:
    r, g, b = (_linear(c) for c in rgb)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lab: Rgb) -> Rgb:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _gamma(max(0.0, 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short)),
        _gamma(max(0.0, -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short)),
        _gamma(max(0.0, -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short)),
    )
