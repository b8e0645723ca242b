"""Whether a line that stays when a story is withdrawn has words of the story in it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.front_matter import StoryHeader
from generator.content.read import Manuscript, text_below
from generator.content.slugs import slug_of
from generator.content.stance import guarded
from generator.content.strict_yaml import texts
from generator.gate.deny_list import DenyList, holds, is_near, resembles
from generator.gate.near_phrases import Phrase
from generator.gate.spellings import decoded, fold
from generator.words.as_seen import seen_as_latin

# Words in a row that are the story's; two stand together in many texts by chance.
ROW = 3


def has_words_of(said: str, text: Manuscript, data: bytes) -> bool:
    """Whether a line has three words in a row of a story's file, its title, its address, or a name in it.

    ``data`` are the bytes that it was read from. An address is looked into, too, and so are letters that look alike.
    """
    names = DenyList(phrases=frozenset(phrase for name in _names(text) if (phrase := tuple(fold(name)))))
    if any(test(said, names) for test in (holds, resembles, is_near)):
        return True
    own = {row for words in (text_below(data, text.path), text.body.text, *_fields(text)) for row in _rows(words)}
    ways = (way for written in decoded(said) for way in (written, seen_as_latin(written)) if way is not None)
    return any(row in own for way in ways for row in _rows(way))


def _names(text: Manuscript) -> Iterator[str]:
    """What a story is called, where it is, and who is named in its author's name."""
    yield slug_of(text.path)
    if text.header is None:
        return
    yield from (text.header.title, text.header.author, *text.header.aliases, *filter(None, (text.header.slug,)))
    yield from (word for word in text.header.author.split() if len(word) >= ROW and word[0].isupper())


def _fields(text: Manuscript) -> Iterator[str]:
    written = text.front.value if isinstance(text.front.value, dict) else {}
    yield from (words for name in guarded(StoryHeader) for _, words in texts(written.get(name), (name,)))


def _rows(words: str) -> Iterator[Phrase]:
    """The words of a text, three and three, without numbers."""
    folded = [word for word in fold(words) if not word.isdigit()]
    return zip(*(folded[n:] for n in range(ROW)), strict=False)
