"""Headings of texts that come in: by which names links led to each, and which it has here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.content.body_builder import heading_id
from generator.ground.patterns import lazy
from generator.importing.item import Html, Markdown
from generator.importing.wording import tight

LONGEST = 500  # characters: more is no heading that anybody links to
IN_HTML = lazy(r"<(/?)h[1-6]\b([^<>]*)>", re.IGNORECASE)
ID = lazy(r"""(?<![\w-])id\s*=\s*["']?([^"'\s]+)""", re.IGNORECASE)
IN_MARKDOWN = lazy(rf"^ {{0,3}}#{{1,6}}[ \t]+([^\n]{{1,{LONGEST}}})$", re.MULTILINE)
# The name that some dialects of Markdown let a person give a heading, behind its words.
GIVEN = lazy(r"#([^\s#{}]+)[^{}]*\}\s*$")


def heading_names(body: Html | Markdown) -> Mapping[str, str]:
    """The ids that headings will have here, by their names at the source: given by a person, or made of their words."""
    names: dict[str, str] = {}
    for words, given in _in_markdown(body.source) if isinstance(body, Markdown) else _in_html(body.source):
        if here := heading_id(words):
            names.setdefault(here, here)
            names.setdefault(given or here, here)
    return names


def _in_markdown(source: str) -> Iterator[tuple[str, str]]:
    """The words of each heading, and the name that it was given."""
    for found in IN_MARKDOWN.finditer(source):
        given = GIVEN.search(found[1])
        words = found[1].rpartition("{")[0] if given else found[1]
        yield words.rstrip(" \t#"), given[1] if given else ""


def _in_html(source: str) -> Iterator[tuple[str, str]]:
    begins, given = -1, ""
    for found in IN_HTML.finditer(source):
        if found[1]:
            if begins >= 0 and found.start() - begins <= LONGEST:
                yield tight(source[begins : found.start()]), given
            begins = -1
        else:
            has_id = ID.search(found[2])
            begins, given = found.end(), has_id[1] if has_id else ""
