"""Whether a line that stays when a story is withdrawn has words of the story in it, or names somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

import msgspec
from anyascii import anyascii

from generator.content.front_matter import StoryHeader
from generator.content.read import Manuscript, text_below
from generator.content.settings import Settings
from generator.content.slugs import slug_of
from generator.content.stance import guarded
from generator.content.strict_yaml import texts
from generator.gate.deny_list import DenyList, holds, is_near, resembles
from generator.gate.name_forms import may_name, names_one
from generator.gate.near_phrases import Phrase
from generator.gate.spellings import WORD, decoded, fold
from generator.ground.patterns import lazy
from generator.words.as_seen import seen_as_latin

# Words in a row that are the story's, and letters of a name; fewer stand in many texts by chance.
ROW = 3
# Letters of such words where they are run together.
RUN_TOGETHER = 10
# Words with nothing but space between them, as first name and last name are.
BESIDE = lazy(r"[^\W\d_][\w'’-]*(?:[ \t]+[^\W\d_][\w'’-]*)+")
# What is called by a name alone.
CALLED = ("title", "author", "slug", "aliases")


def is_denied(said: str, denied: DenyList) -> bool:
    """Whether a line has words of a list, or what looks like them, in any form (`gate.name_forms`).

    Of fingerprints no other forms can be made than the line in Latin letters, and backwards.
    """
    ways = {said, said[::-1], anyascii(said)}
    tests = (holds, resembles, is_near)
    return names_one(said, denied.phrases) or any(test(way, denied) for test in tests for way in ways)


def has_words_of(said: str, text: Manuscript, data: bytes = b"", common: Collection[str] = frozenset()) -> bool:
    """Whether a line has three words in a row of a story's file, its title, its address, or a name in it.

    A name is the one that is shown and each word of it, who made the picture, any word of the file with a capital and
    three letters, and two of any length with capitals beside each other; but no word that the story also writes small,
    or that is ``common`` (`words_of_site`). It is known in any form (`gate.name_forms`). ``data`` are the bytes that it
    was read from; without them, private notes are not looked into. An address is looked into, too, and so are letters
    that look alike, and a line that is read backwards.
    """
    shown = (text_below(data, text.path), text.body.text, *_fields(text))
    small = {one for words in shown for word in WORD.findall(words) if word[0].islower() for one in fold(word)}
    usual = small.union(common)
    written_as_names = {tuple(fold(name)) for words in shown for name in (*_capitals(words), *_pairs(words))}
    names = {tuple(fold(name)) for name in _names(text)} | {name for name in written_as_names if usual.isdisjoint(name)}
    if is_denied(said, DenyList(phrases=frozenset(names - {()}))):
        return True
    rows = {row for words in shown for row in _rows(words, ROW)}
    closed = [joined for row in rows if len(joined := "".join(row)) >= RUN_TOGETHER]
    ways = [way for written in decoded(said) for way in (written, seen_as_latin(written)) if way is not None]
    return any(
        not rows.isdisjoint(_rows(turned, ROW)) or any(joined in word for word in fold(turned) for joined in closed)
        for way in ways
        for turned in (way, way[::-1])
    )


def is_shown_name(said: str, text: Manuscript) -> bool:
    """Whether a line has the name in it that a story shows, or a word of it; quickly told where it has not."""
    shown = [words for _, words in texts(_written(text).get("author"), ())]
    words = {tuple(fold(word)) for words in shown for word in (words, *_capitals(words))} - {()}
    return may_name(said, words) and is_denied(said, DenyList(phrases=frozenset(words)))


def words_of_site(settings: Settings) -> frozenset[str]:
    """The words by which a site calls itself, its topics and what stories are used for, folded: these name nobody."""
    said = (settings.name, settings.organisation.name, *(topic.label for topic in settings.topics))
    of_uses = (word for use in settings.uses for word in (use.label, use.description, use.tell or ""))
    return frozenset(word for words in (*said, *of_uses) for word in fold(words))


def _names(text: Manuscript) -> Iterator[str]:
    """What a story is called, where it is, and who is named in its fields."""
    yield slug_of(text.path)
    written = _written(text)
    image = written.get("image")
    credit = image.get("credit") if isinstance(image, dict) else None
    for name in CALLED:
        yield from (words for _, words in texts(written.get(name), (name,)))
    yield from (words for _, words in texts(credit, ()))
    yield from (word for _, words in texts(written.get("author"), ()) for word in _capitals(words))


def _capitals(words: str) -> Iterator[str]:
    return (word for word in WORD.findall(words) if len(word) >= ROW and word[0].isupper())


def _pairs(words: str) -> Iterator[str]:
    """Two words with capitals beside each other, as names are written, however short."""
    for beside in BESIDE.findall(words):
        for one, other in pairwise(beside.split()):
            if one[0].isupper() and other[0].isupper():
                yield f"{one} {other}"


def _written(text: Manuscript) -> Mapping[str, object]:
    """The fields as they are written; builds remember them as they were read."""
    if isinstance(text.front.value, dict):
        return text.front.value
    fields: dict[str, object] = msgspec.to_builtins(text.header) if text.header is not None else {}
    return fields


def _fields(text: Manuscript) -> Iterator[str]:
    written = _written(text)
    yield from (words for name in guarded(StoryHeader) for _, words in texts(written.get(name), (name,)))


def _rows(words: str, length: int) -> Iterator[Phrase]:
    """The words of a text, so many and so many, without numbers."""
    folded = [word for word in fold(words) if not word.isdigit()]
    return zip(*(folded[n:] for n in range(length)), strict=False)
