"""Markdown as Google Docs exports it: pictures stand behind the text, as data in references."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from generator.ground.patterns import lazy

PICTURE = lazy(r"\[(image\d+)\]: <data:image/([a-z+.-]{1,20});base64,")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 60}).enable(["table", "strikethrough"])
    parser.normalizeLink = str  # type: ignore[method-assign,assignment]  # the conversion of HTML looks at addresses
    return parser.use(footnote_plugin)


def is_export(lines: Iterable[bytes]) -> bool:
    """Whether a text with these lines was made by Google Docs, as far as that can be told."""
    return any(line.startswith(b"[image1]: <data:image/") for line in lines)


def as_html(source: str, before: str) -> str:
    """A text as HTML, in which pictures have names that begin with ``before``."""
    lines = (_named(line, before) for line in source.splitlines())
    html: str = _parser().render("\n".join(lines))
    return html


def _named(line: str, before: str) -> str:
    found = PICTURE.match(line)
    return line if found is None else f"[{found[1]}]: <{before}{found[1]}.{found[2]}>"


def picture(lines: Iterable[bytes], name: str) -> bytes | None:
    """The bytes of a picture in a text, by its name without what stands before it."""
    begin = f"[{name.partition('.')[0]}]: <data:image/".encode()
    line = next((line for line in lines if line.startswith(begin)), None)
    if line is None:
        return None
    try:
        return base64.b64decode(line.partition(b";base64,")[2].strip().removesuffix(b">"))
    except binascii.Error:
        return None
