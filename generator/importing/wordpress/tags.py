"""HTML that people wrote by hand, cut into tags and what is between them, however broken it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.ground.patterns import lazy

# Each alternative reads on to the next “<” or, for a comment, to the end of the text at most: time grows with length.
TAG = lazy(
    r"<!--(?:(?!-->).)*+(?:-->|\Z)"
    r"|</?[A-Za-z](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>"
    r"|</?[A-Za-z][^<>]*>",
    re.DOTALL,
)
NAME = lazy(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)")

VOID = frozenset(("!", "br", "col", "embed", "hr", "img", "input", "link", "meta", "p", "param", "source", "wbr"))
DEEPEST: Final = 400  # elements within each other; a browser stops at 512


def pieces(source: str) -> Iterator[tuple[str, str, bool]]:
    """The parts of HTML in their order: as written, the tag's name in small letters, and whether it ends an element.

    The name is empty for words, and “!” for a comment.
    """
    at = 0
    for found in TAG.finditer(source):
        if found.start() > at:
            yield source[at : found.start()], "", False
        at = found.end()
        name = NAME.match(found[0])
        yield (found[0], name[2].lower(), bool(name[1])) if name else (found[0], "!", False)
    if at < len(source):
        yield source[at:], "", False


def nested(source: str) -> int:
    """How deeply elements lie within each other, at most; those without an end do not count."""
    if source.count("<") < 2 * DEEPEST:
        return 0
    depth = deepest = 0
    for piece, name, ends in pieces(source):
        if name and name not in VOID and not piece.endswith("/>"):
            depth = max(depth + (-1 if ends else 1), 0)
            deepest = max(deepest, depth)
    return deepest
