"""Characters that are drawn as nothing at all, or that no page may hold, and how people can name them."""

from __future__ import annotations

import re
import unicodedata

from generator.ground.patterns import lazy

# Unicode 14.0, property Default_Ignorable_Code_Point. Fingerprints rest on it (`gate.spellings`): it never changes.
IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Format characters of annotations between lines, which programs that know nothing of these draw as nothing.
ANNOTATING = "\ufff9-\ufffb"
# What no HTML or XML may hold: control characters and noncharacters (HTML Standard, 13.2.3.5; XML 1.0, 2.2).
FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
CONTROL = lazy(f"[{FORBIDDEN}]")
# The last two of each plane. They are apart, since a class that holds one of them takes eight times as long to find.
BEYOND = lazy("[" + "".join(f"{chr(n - 2)}{chr(n - 1)}" for n in range(0x20000, 0x110001, 0x10000)) + "]")
# Unicode gives control characters no names; these are the aliases of those that are met (NameAliases.txt).
CONTROLS = {
    **dict(zip(b"\x00\x07\x08\x0b\x0c", ("null", "bell", "backspace", "line tabulation", "form feed"), strict=True)),
    **dict(zip(b"\x1a\x1b\x7f\x85", ("substitute", "escape", "delete", "next line"), strict=True)),
}


def forbidden(text: str) -> re.Match[str] | None:
    """The first character in a text that no page may hold; those that are more usual are looked for first."""
    return CONTROL.search(text) or (None if text.isascii() else BEYOND.search(text))


def named(character: str) -> str:
    """A character by its number and its name, for people who cannot see it."""
    number = ord(character)
    kind = "noncharacter" if unicodedata.category(character) == "Cn" else "control character"
    name = CONTROLS.get(number) or unicodedata.name(character, kind).lower()
    return f"U+{number:04X}, {name}"
