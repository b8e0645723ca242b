"""A text studied: read, checked by every rule within it, its words counted. Pure in the file's bytes and the settings.

What is found is kept in three parts, since most builds need the first alone: what the text says of itself, its words as
they will stand on a page, and its words counted for search.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import msgspec

from generator.content import read, validate
from generator.content.body import Body, Content, Heading, Link, Picture, Question, ShownAddress
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.read import Manuscript, PageSource
from generator.content.recording_fields import WrittenRecording
from generator.content.settings import Settings
from generator.content.shown_addresses import shown_addresses
from generator.content.stance import naming
from generator.content.strict_yaml import Document, Loc
from generator.gate import denied_words, lifetime
from generator.gate.deny_list import DenyList
from generator.gate.named_in_log import numbers_in_front
from generator.ground.diagnostics import Checked, Diagnostic, Span
from generator.ground.digest import pack
from generator.words.postings import TermCounts, codes
from generator.words.terms import compared, parts, terms_of
from generator.words.tokens import telling

# How often a word counts that stands in a field once, where the text counts 1; as in BM25F, before saturation.
TITLE, TOPICS, SUMMARY, NAME = 3, 1, 1, 1
STORY, PAGE = "story", "page"
NAMING = tuple(path for path, _ in naming(StoryHeader))
RECORDING: tuple[Loc, ...] = tuple(("recording", field.name) for field in fields(WrittenRecording))


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a text, each part in MessagePack."""

    about: bytes
    content: bytes
    terms: bytes


@dataclass(frozen=True, slots=True)
class About:
    """What a text says of itself; ``digest`` is None where nothing can be made of the file."""

    digest: bytes | None
    story: StoryHeader | None
    standalone: PageHeader | None
    addresses: tuple[ShownAddress, ...]
    links: tuple[Link, ...]
    pictures: tuple[Picture, ...]
    headings: tuple[Heading, ...]
    questions: tuple[Question, ...]
    words: int
    text_digest: bytes
    telling: tuple[str, ...]
    sentences: bytes
    record: str | None
    values: dict[Loc, Span]
    keys: dict[Loc, Span]
    diagnostics: tuple[Diagnostic, ...]


NOTHING = About(None, None, None, (), (), (), (), (), 0, b"", (), b"", None, {}, {}, ())
ABOUT = msgspec.msgpack.Decoder(About)
CONTENT = msgspec.msgpack.Decoder(Content)
TERMS = msgspec.msgpack.Decoder(TermCounts)


def analyse(kind: str, data: bytes, path: str, settings: Settings, denied: DenyList) -> Record:
    """Read a file of a kind, and keep everything that later stages may ask."""
    if kind == STORY:
        return _story(read.manuscript(data, path, settings.language), data, settings, denied)
    return _page(read.page_source(data, path, settings.language), data, settings, denied)


def digest_of(about: bytes) -> bytes | None:
    """The digest of the manuscript that a record is of."""
    return ABOUT.decode(about).digest


def manuscript(path: str, about: bytes, content: Callable[[], Content]) -> Checked[Manuscript]:
    """The story of a record; its words are fetched by ``content``."""
    of = ABOUT.decode(about)
    if of.digest is None:
        return Checked(None, of.diagnostics)
    front = Document(None, of.values, of.keys)
    body = _body(of, content)
    made = Manuscript(path, of.digest, of.story, body, front, of.telling, of.sentences, of.record, of.addresses)
    return Checked(made, of.diagnostics)


def story_of(path: str, data: bytes, settings: Settings, denied: DenyList) -> tuple[Record, Checked[Manuscript]]:
    """A story that is read anew from the bytes of its file, and what is to be kept of it."""
    record = analyse(STORY, data, path, settings, denied)
    return record, manuscript(path, record.about, lambda: CONTENT.decode(record.content))


def page_of(path: str, data: bytes, settings: Settings, denied: DenyList) -> Checked[PageSource]:
    """A page of pages/ that is read anew from the bytes of its file."""
    record = analyse(PAGE, data, path, settings, denied)
    return page_source(path, record.about, lambda: CONTENT.decode(record.content))


def page_source(path: str, about: bytes, content: Callable[[], Content]) -> Checked[PageSource]:
    """The page of a record; its words are fetched by ``content``."""
    of = ABOUT.decode(about)
    if of.digest is None:
        return Checked(None, of.diagnostics)
    front = Document(None, of.values, of.keys)
    made = PageSource(path, of.digest, of.standalone, _body(of, content), front, of.sentences, of.addresses)
    return Checked(made, of.diagnostics)


def _body(of: About, content: Callable[[], Content]) -> Body:
    return Body(content, of.links, of.pictures, of.headings, of.questions, of.words, of.text_digest)


def _story(checked: Checked[Manuscript], data: bytes, settings: Settings, denied: DenyList) -> Record:
    text = checked.value
    if text is None:
        return _record(replace(NOTHING, diagnostics=checked.diagnostics), Content(), None)
    header = text.header
    problems = (
        *checked.diagnostics,
        *validate.manuscript(text, settings, checked.diagnostics),
        *(
            lifetime.cut_short(header.consent, settings.consent, text.path, text.front)
            if header and header.consent
            else ()
        ),
        *denied_words.problems(text, data, denied),
        *numbers_in_front([text], denied),
    )
    found = parts(text.body.text)
    about = replace(
        _about(text, data, settings),
        story=header,
        telling=telling(compared(text.body.text, found)),
        record=text.record,
        diagnostics=problems,
    )
    counted = None
    if header is not None:
        chosen = (settings.topic_ids.get(t.casefold()) for t in header.topics)
        topics = [settings.topic_by_id[topic] for topic in dict.fromkeys(chosen) if topic]
        labels = " ".join(word for topic in topics for word in (topic.label, *topic.synonyms))
        fields = ((TITLE, header.title), (SUMMARY, header.summary), (TOPICS, labels), (NAME, header.author))
        held = terms_of([(1, found), *((weight, parts(words)) for weight, words in fields)])
        counted = TermCounts(codes(held.counts), header.language or settings.language, held.written)
    return _record(about, Content(text.body.parts, text.body.text), counted)


def _page(checked: Checked[PageSource], data: bytes, settings: Settings, denied: DenyList) -> Record:
    text = checked.value
    if text is None:
        return _record(replace(NOTHING, diagnostics=checked.diagnostics), Content(), None)
    problems = (*checked.diagnostics, *denied_words.problems(text, data, denied))
    about = replace(
        _about(text, data, settings), standalone=text.header, sentences=text.sentences, diagnostics=problems
    )
    return _record(about, Content(text.body.parts, text.body.text), None)


def _about(text: Manuscript | PageSource, data: bytes, settings: Settings) -> About:
    """What both kinds have, with those places in the front matter that rules across texts speak of."""
    aliases = len(text.header.aliases) if isinstance(text.header, StoryHeader) else 0
    days: list[Loc] = [("updated",)] if text.header and text.header.updated else []
    days += RECORDING if isinstance(text.header, StoryHeader) and text.header.recording else ()
    records: list[Loc] = [("consent", "record")] if isinstance(text.header, StoryHeader) else []
    keys: list[Loc] = [("slug",), ("helplines",), ("recording",)]
    front = text.front.only([*NAMING, *days, *records, *(("aliases", n) for n in range(aliases))], keys)
    body = text.body
    return replace(
        NOTHING,
        digest=text.digest,
        sentences=text.sentences,
        addresses=shown_addresses(text, data, settings.addresses),
        links=body.links,
        pictures=body.pictures,
        headings=body.headings,
        questions=body.questions,
        words=body.words,
        text_digest=body.text_digest,
        values=front.values,
        keys=front.keys,
    )


def _record(about: About, content: Content, terms: TermCounts | None) -> Record:
    return Record(pack(about), pack(content), pack(terms) if terms else b"")
