"""What was found in one text, and what others have to know of it: all that a look at a whole site needs.

It is kept for as long as the text and what it was looked at by are the same, and has no words of the text but its
storyteller's name: others stand for themselves as digests.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import msgspec

from generator.advice.advise import Adviser, advise
from generator.advice.around import SiteAround, folded, small_words, word_tag
from generator.advice.finding import Finding
from generator.advice.privacy_files import names_files
from generator.advice.privacy_names import AskedName, asked_names, bare
from generator.advice.texts import AdvisedText
from generator.content.front_matter import StoryHeader

# Rule, level, place from and up to, message, hint.
KeptRow = tuple[str, str, int, int, int, int, str, str]


class TextFacts(msgspec.Struct, frozen=True, array_like=True):
    """Findings of those who look at one text alone; and of the text its storyteller, digests of words, and what to ask.

    ``small`` are the words that it writes small, ``capitals`` those with a capital (eight bytes each), ``asked`` what
    looks like a name by the text alone. ``names_files``: it names pictures or recordings. ``keeps``: its front matter
    keeps some findings.
    """

    found: list[KeptRow] = []
    author: str = ""
    small: bytes = b""
    capitals: bytes = b""
    asked: list[AskedName] = []
    names_files: bool = False
    keeps: bool = False


NO_FACTS = TextFacts()


def facts_of(text: AdvisedText, advisers: Iterable[Adviser], around: SiteAround) -> TextFacts:
    """What is found in a text by those who know nothing of others; ``around`` is the site by its settings alone."""
    header = text.header
    is_story = isinstance(header, StoryHeader)
    capitals = {bare(word) for word in text.words if word[0].isupper()}
    return TextFacts(
        found=rows(advise([text], advisers)),
        author=header.author if isinstance(header, StoryHeader) else "",
        small=packed(small_words(text)),
        capitals=packed(folded(capitals)) if is_story else b"",
        asked=[*asked_names(text, around)],
        names_files=names_files(text),
        keeps=header is not None and bool(header.kept),
    )


def packed(words: Iterable[str]) -> bytes:
    """Words as digests, eight bytes each."""
    return array("Q", sorted(map(word_tag, words))).tobytes()


def unpacked(data: bytes) -> array[int]:
    """The digests of words."""
    return array("Q", data)


def rows(findings: Iterable[Finding]) -> list[KeptRow]:
    """Findings of a text without its words."""
    return [
        (f.rule.id, f.level, f.start.line, f.start.column, f.end.line, f.end.column, f.message, f.hint)
        for f in findings
    ]
