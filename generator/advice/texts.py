"""The texts of a site as advice looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.advice import passages
from generator.advice.passages import Passage, Voice
from generator.advice.wording import parted_words, plain, starts
from generator.content import read
from generator.content.decoding import decode
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.settings import Settings
from generator.content.sources import SITE_FILE, SourceFile, Sources
from generator.content.strict_yaml import Document
from generator.ground.patterns import lazy

DIGIT = lazy(r"\d")
WORD = lazy(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class AdvisedText:
    """A file of a site whose words readers see: its path, its whole text with line feeds alone, and its passages.

    ``header`` and ``front`` are those of a story or of a page; of site.yaml there is no header.
    """

    path: str
    source: str
    language: str
    passages: tuple[Passage, ...]
    front: Document
    header: StoryHeader | PageHeader | None = None

    @property
    def begun(self) -> frozenset[str]:
        """How its words begin (`wording.starts`), by which it is soon seen what cannot be in it."""
        return _tokens(self.source, self.passages).begun

    @property
    def words(self) -> frozenset[str]:
        """Each of the words in its passages once, as it is written, with hyphens and apostrophes."""
        return _tokens(self.source, self.passages).words

    @property
    def digits(self) -> frozenset[str]:
        """Each of the digits in its passages once."""
        return _tokens(self.source, self.passages).digits

    @property
    def looked_through(self) -> tuple[tuple[str, str], ...]:
        """The words of each of its passages as `plain`, and these in small letters."""
        return _tokens(self.source, self.passages).plain

    @property
    def is_story(self) -> bool:
        """Whether a storyteller speaks in it."""
        return isinstance(self.header, StoryHeader)


@dataclass(frozen=True, slots=True)
class _Tokens:
    words: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    digits: frozenset[str] = frozenset()
    plain: tuple[tuple[str, str], ...] = ()


class _LastTokens:
    """One text is looked at by one adviser after the other; no more than that one is remembered."""

    of: tuple[Passage, ...] | None = None
    found = _Tokens()


def _tokens(source: str, passages: tuple[Passage, ...]) -> _Tokens:
    if _LastTokens.of is not passages:
        whole, rest = parted_words("\n".join(passage.text for passage in passages))
        words = frozenset(whole.union(WORD.findall(rest)))
        # The words on pictures are not all in passages.
        begun = starts(source if "![" in source else " ".join(words))
        looked_through = tuple((words, words.lower()) for words in (plain(passage.text) for passage in passages))
        _LastTokens.of, _LastTokens.found = (
            passages,
            _Tokens(words, begun, frozenset(DIGIT.findall(rest)), looked_through),
        )
    return _LastTokens.found


def texts(sources: Sources, settings: Settings, document: Document) -> Iterator[AdvisedText]:
    """site.yaml, stories and pages; what cannot be read is left out, since a build says what is wrong with it."""
    yield of_settings(sources, settings, document)
    for file in (*sources.stories, *sources.pages):
        text = text_of(file, file.read(), settings.language)
        if text is not None:
            yield text


def of_settings(sources: Sources, settings: Settings, document: Document) -> AdvisedText:
    """site.yaml."""
    source = decode(sources.settings, SITE_FILE).value or ""
    fields = tuple(passages.of_site(document, settings.language, source))
    return AdvisedText(SITE_FILE, source, settings.language, fields, document)


def text_of(file: SourceFile, data: bytes, language: str) -> AdvisedText | None:
    """A story or page; None where it cannot be read. ``language`` is the site's."""
    return text_at(file.path, data, language)


def text_at(path: str, data: bytes, language: str) -> AdvisedText | None:
    """The same, of bytes that may not be saved yet."""
    is_story = path.startswith("stories/")
    opened: tuple[StoryHeader | PageHeader, Document, str, int] | None
    opened = read.unparsed(data, path, StoryHeader) if is_story else read.unparsed(data, path, PageHeader)
    source = decode(data, path).value
    if opened is None or source is None:
        return None
    header, front, body, line = opened
    spoken = header.language or language
    voice = Voice.STORYTELLER if is_story else Voice.EDITOR
    found = (*passages.of_fields(header, front, spoken, source), *passages.of_body(body, line, spoken, voice))
    return AdvisedText(path, source, spoken, found, front, header)
