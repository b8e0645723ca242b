"""What a text's lines name as its original, be its front matter YAML or not."""

from __future__ import annotations

from generator.ground.patterns import lazy

FIELD = lazy(
    r"""(?im)(?:^|[{,?])[ \t]*['"]?(?:translation|easy[_ -]read)[_ -]of['"]?\s*[:\uff1a]"""
    r"""\s*(?:[>|][+-]?\s+)?(\S[^\n]*)"""
)
# A name up to its ending; without one, what stands before a remark, a quotation mark, or another field.
NAME = lazy(r"""(?i)['"]?(.+?\.md(?![\w.])|[^\s'"#,}]+)""")


def told_originals(front: str) -> tuple[str, ...]:
    """The files that the lines of a front matter name as those of originals, as they are written there."""
    named = (NAME.match(rest) for rest in FIELD.findall(front))
    return tuple(dict.fromkeys(name[1].replace("\\", "/") for name in named if name))
