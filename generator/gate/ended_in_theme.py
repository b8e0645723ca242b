"""Words of stories whose consent has ended, in a site's own theme, which would stand on every page.

Templates, strings, style sheets and scripts are looked at as written and without markup, with escapes read and
constants put together, also where they are packed with gzip. What a template works out otherwise is not: a theme is a
program. What the help page says, such as whom to ring, is the organisation's own here, as it is in pages
(`gate.ended_in_pages`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from generator.content.decoding import guessed, may_be_text, unzipped
from generator.gate.ended_in_pages import EndedStory, is_more_than_quoted
from generator.ground.diagnostics import START, Diagnostic, error
from generator.ground.patterns import lazy
from generator.words import sentences
from generator.words.readings import text_digests

MARKUP = lazy(r"<[^<>]*>|\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}")
CODE = lazy(r"\\u(?![dD][89a-fA-F])([0-9a-fA-F]{4})")  # but for halves of a character
# What scripts and style sheets write for a new line.
BREAK = lazy(r"\\(?:[nrt]|[aA]\b)")
# How a style sheet writes a character by its number, with a blank behind it that is no part of the text (CSS Syntax 3).
CSS_CODE = lazy(r"\\([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?")
HIGHEST = 0x10FFFF
# What templates and scripts write between constants that make one text.
JOINT = lazy(r"([\"'`])\s*[~+]\s*[\"'`]")
# Where a constant that a template prints begins and ends.
CONSTANT = lazy(r"\{\{-?\s*[\"']|[\"']\s*-?\}\}")
ADDRESS = lazy(r"(?:https?|mailto):[^\s\"'<>()]+")
HINT = "take these words out of it; should their storyteller want them told after all, have them approved anew"


def ended_in_theme(files: Iterable[tuple[str, bytes]], ended: Sequence[EndedStory], own: bytes) -> Iterator[Diagnostic]:
    """Every file of a site's own theme with the words, or nearly, of an ended story; else the theme, if all do.

    ``own`` are the digests of the help page.
    """
    known = frozenset(piece for one in ended for piece in sentences.split(one.words)) - sentences.NO_WORDS
    salt = next((one.salt for one in ended if one.salt is not None), None)
    texts, is_told, shares = [], False, False
    for path, data in ((path, unzipped(data)) for path, data in files):
        if not may_be_text(data):
            continue
        told = _digests(data)
        salted = sentences.salted(told, salt) if salt is not None else b""
        texts.append((path, data))
        if known.isdisjoint((*sentences.split(told), *sentences.split(salted))):
            continue
        shares = True
        if found := next((one for one in ended if _is_in(one, told, own)), None):
            is_told = True
            what = f"this file of the theme has the words, or nearly, {found.why}"
            yield error("ended-words", path, START, what, HINT)
    if shares and not is_told:
        together = text_digests("", *(_bare(_written(data), " ") for _, data in texts))
        if found := next((one for one in ended if _is_in(one, together, own)), None):
            what = f"the files of this theme together have the words, or nearly, {found.why}"
            yield error("ended-words", "/".join(texts[0][0].split("/")[:2]), START, what, HINT)


def _is_in(one: EndedStory, told: bytes, own: bytes) -> bool:
    """Whether a text has the words of a story, and not only those that the help page has, too."""
    told, own = one.of(told), one.of(own)
    if not sentences.alike(one.words, told):
        return False
    shared = sentences.pieces(one.words) & sentences.pieces(told)
    left = shared - sentences.pieces(own)
    if left == shared or is_more_than_quoted(one.words, own):
        return True
    # Where a stretch begins depends on what stands before, so one or two of the same words may be no piece of the page.
    is_most = len(left) >= max(sentences.FEWEST, sentences.SHARE * len(shared))
    return is_most or (bool(left) and sentences.holds(told, one.words, sentences.FEWEST))


@lru_cache(maxsize=256)
def _digests(data: bytes) -> bytes:
    """The digests of a file in each way in which it may be read, made once while a process builds again and again."""
    made = dict.fromkeys(text_digests(text, addresses=ADDRESS.findall(text)) for text in as_read(data))
    return sentences.READING.join(made)


def as_read(data: bytes) -> tuple[str, ...]:
    """A file's text in each way in which it may be read: as written, and without markup, whatever a tag parts."""
    written = _written(data)
    ways = dict.fromkeys((written, CSS_CODE.sub(_character, guessed(data)) if CSS_CODE.search(written) else written))
    return tuple(dict.fromkeys(text for way in ways for text in (way, *(_bare(way, gap) for gap in (" ", "", "\n")))))


def _character(code: re.Match[str]) -> str:
    return chr(number) if 0 < (number := int(code[1], 16)) <= HIGHEST else " "


def _written(data: bytes) -> str:
    joined = CONSTANT.sub("\n", JOINT.sub("", guessed(data)))
    return html.unescape(BREAK.sub("\n", CODE.sub(lambda code: chr(int(code[1], 16)), joined)))


def _bare(written: str, between: str) -> str:
    """A text without markup, and without what templates fill in."""
    return MARKUP.sub(between, written)
