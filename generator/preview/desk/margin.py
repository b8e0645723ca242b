"""What is said of a text beside its paragraphs: the open comments of its readers, each with its place in the text.

A paragraph is known by its words, however it is marked up. One that was changed since is looked for among those that
are there, and the comment stands beside the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from markdown_it.token import Token

from generator.consent.comments import comments_of
from generator.content.markdown import structure
from generator.ground.digest import content_name

WORD = re.compile(r"\w+")
BEGINNING, COMPARED = 12, 400  # words that are shown of a paragraph, and by which two are compared
NEAR = 0.4  # of all words, from which two paragraphs may be the same one before and after a change


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A comment: its file and its number there, its words, how the paragraph began, and the line of that.

    ``by`` is what whoever wrote it is called, if they said so. Without a line it is about the whole text, or about one
    that is not there any more (``is_gone``).
    """

    file: str
    number: int
    words: str
    by: str
    begins: str
    line: int | None
    is_changed: bool = False
    is_gone: bool = False


def notes(root: Path, story: str, text: str) -> list[MarginNote]:
    """The open comments on a story, in the order of its paragraphs; ``text`` is what stands below its fields."""
    open_ = [
        (name, n, one, kept.name)
        for name, kept in comments_of(root, story)
        for n, one in enumerate(kept.comments)
        if not one.is_done
    ]
    if not open_:
        return []
    found_there = [(line, _words(plain)) for line, plain in _paragraphs(structure(text))]
    lines = {_digest(words): line for line, words in reversed(found_there)}
    found = []
    for name, n, one, by in open_:
        words = _words(one.paragraph)
        line = lines.get(_digest(words)) if words else None
        near = None if line is not None or not words else _nearest(words, found_there)
        is_gone = bool(words) and line is None and near is None
        begins = " ".join(one.paragraph.split()[:BEGINNING])
        found.append(
            MarginNote(name, n, one.comment, by, begins, line or near, is_changed=near is not None, is_gone=is_gone)
        )
    return sorted(found, key=lambda note: note.line or 0)


def paragraphs(text: str) -> list[str]:
    """The words of each paragraph, heading, entry and cell of a text, without private notes."""
    rows = (" ".join(plain.split()) for _, plain in _paragraphs(structure(text)))
    return [row for row in rows if _words(row)]


def _paragraphs(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The line of each paragraph, counted from 1, and its text without markup."""
    for token in tokens:
        if token.map is not None and token.type in ("inline", "fence", "code_block"):
            yield token.map[0] + 1, _plain(token) if token.type == "inline" else token.content


def _plain(token: Token) -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    )


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _digest(words: Sequence[str]) -> str:
    return content_name("".join(words).encode())


def _nearest(words: Sequence[str], paragraphs: Sequence[tuple[int, list[str]]]) -> int | None:
    """The line of the paragraph that shares most words with one that is not there any more, if enough."""
    matcher = SequenceMatcher(b=words[:COMPARED], autojunk=False)
    best, line = NEAR, None
    for at, others in paragraphs:
        matcher.set_seq1(others[:COMPARED])
        if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, line = ratio, at
    return line
