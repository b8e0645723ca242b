"""The slug that a file gives to its page, where its front matter names none."""

from __future__ import annotations

from anyascii import anyascii

from generator.ground.digest import digest
from generator.ground.patterns import lazy

NO_SLUG = lazy(r"[^a-z0-9]+")
# Windows takes these for devices, whatever ending stands behind them.
OF_DEVICES = lazy(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")
LONGEST_SLUG = 80  # of a name in another script, which can become four times as long as it was


def slug_of(path: str) -> str:
    """The slug that a file's name gives: small letters, digits and hyphens, everything else a hyphen.

    A name that has none of these is transliterated. Where that gives nothing either, as for dashes alone, a digest of
    the name stands in: no two names share it.
    """
    return usable(spelled(path)) or f"text-{digest(_stem(path).encode()).hex()[:12]}"


def slug_of_words(words: str) -> str:
    """The slug that a name for readers gives, in the same way."""
    return slug_of(words.replace("/", " ").replace(".", " "))


def usable(slug: str) -> str:
    """A slug as files can be called by it everywhere."""
    return f"{slug}-text" if OF_DEVICES.fullmatch(slug) else slug


def spelled(path: str) -> str:
    """The slug that a file's name gives by what can be spelled in it; empty where nothing can."""
    plain = NO_SLUG.sub("-", _stem(path).lower()).strip("-")
    return plain or NO_SLUG.sub("-", anyascii(_stem(path)).lower()).strip("-")[:LONGEST_SLUG].strip("-")


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name
